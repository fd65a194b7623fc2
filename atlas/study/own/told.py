"""An area of one's own in words: the answer, of whom, and what limits it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from atlas import honest
from atlas.measure import total
from atlas.model import Lang, Observation
from atlas.number import format_period, format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.model import Study
from atlas.study.own.amounts import (
    amount,
    city_text,
    formula,
    rounded,
    share_text,
    span_text,
    whole_text,
)
from atlas.study.own.chosen import encode, inside
from atlas.study.own.evidence import every_source, grade, is_weak, own_sources
from atlas.study.own.grids import every_part, one_by_one, together
from atlas.study.own.joined import LEVEL, Joined, Table, default, join, tables
from atlas.study.own.picture import Map, view_of
from atlas.text import t
from atlas.view.notes import status_note

LONGEST_NAME = 60
NAMED = 12


def clean_name(text: str) -> str:
    """A reader's own name for the area: letters, digits and plain punctuation, 60 at most."""
    kept = "".join(c if c.isalnum() or c in " -.,'()&/+" else " " for c in text[: 4 * LONGEST_NAME])
    return re.sub(r"\s+", " ", kept).strip()[:LONGEST_NAME].strip()


def own(
    release: Release, catalogue: Catalogue, table: Table, chosen: Sequence[str], name: str, lang: Lang
) -> Study:  # fmt: skip
    """Everything that is known of the chosen kelurahan together; one table in the headline."""
    joined = join(table, chosen)
    said = _sentences(release, joined, chosen, name, catalogue, lang)
    every = [join(x, chosen) for x in tables(release)]
    used = [x.table.rows[c] for x in every for c in x.have if c in x.table.rows]
    head_rows = [table.rows[c] for c in joined.have if c in table.rows]
    sources = every_source(release, every)
    weak = is_weak(release, [joined])
    place = t("level.kelurahan_of", lang)
    subtitle = t("view.subtitle", lang, unit=table.indicator.unit(lang), level=place)
    subtitle += f" · {table.period(lang)}" + (f" · {t('view.evidence_c', lang)}" if weak else "")
    title = _title(name, len(chosen), lang)
    first = default(release)
    params = {"area": encode(chosen, catalogue), "nama": name,
              "indikator": "" if table.code == first.code else table.code}  # fmt: skip
    grids = (
        together(every, release, catalogue, lang),
        one_by_one(joined, chosen, catalogue, lang),
        every_part(every, chosen, release, catalogue, lang),
    )
    return Study(
        "own", "gabungan", title, subtitle, lang, release.name, params,
        sentences=tuple(said), notes=tuple(_notes(joined, chosen, head_rows, used, lang)),
        sources=sources, grids=grids if chosen else grids[:1],
        picture=Map(view_of(release, table, chosen, title, catalogue, lang), tuple(chosen)),
    )  # fmt: skip


def _title(name: str, count: int, lang: Lang) -> str:
    if name:
        return t("own.title_named", lang, name=name)
    key = "title_none" if not count else "title_one" if count == 1 else "title"
    return t(f"own.{key}", lang, count=count)


def _sentences(
    release: Release, joined: Joined, chosen: Sequence[str], name: str, catalogue: Catalogue,
    lang: Lang,
) -> list[str]:  # fmt: skip
    """The answer, of whom, and what limits it."""
    table = joined.table
    every = [a.area_code for a in catalogue.level(LEVEL)]
    if not chosen:
        whole = join(table, every)
        said = [t("own.none", lang)]
        if whole.value is not None:
            said.append(t("own.none_whole", lang, count=len(every), label=table.label(catalogue, lang),
                          value=amount(whole, lang)))  # fmt: skip
        return said
    place = _place(chosen, name, catalogue, lang)
    label = table.label(catalogue, lang)
    if len(chosen) == len(every):
        said = [_whole_city(joined, label, lang)]
    else:
        said = [_answer(joined, label, place, lang)]
        if name or len(chosen) > 1:
            said.append(t("own.made_of", lang, names=_names(chosen, catalogue, lang)))
    if joined.value is not None:
        said.append(_limits(release, joined, lang))
    if table.city_newer:
        newer = format_period(table.city_newer, lang, table.coverage.period_kind)
        said.append(t("own.city_newer", lang, period=table.period(lang), newer=newer))
    return said


def _place(chosen: Sequence[str], name: str, catalogue: Catalogue, lang: Lang) -> str:
    """What the chosen kelurahan are called: one by its own name."""
    if len(chosen) == 1 and not name:
        return catalogue.areas[chosen[0]].full_name(lang)
    key = "own.place_named" if name else "own.place"
    return t(key, lang, name=name, count=format_value(len(chosen), lang))


def _answer(joined: Joined, label: str, place: str, lang: Lang) -> str:
    if joined.table.way == "tolak":
        return t("own.say_refused", lang, label=label, reason=refusal(joined.table, lang))
    if not joined.complete:
        key = "own.say_incomplete" if joined.have else "own.say_nothing"
        return t(key, lang, label=label, have=len(joined.have), of=joined.of)
    if joined.value is None:
        return t("own.say_no_denominator", lang, label=label)
    value = amount(joined, lang)
    if share := share_text(joined, lang):
        city = city_text(joined.table, lang)
        key = "own.say_share_gap" if joined.table.gap else "own.say_share"
        value += t(key, lang, share=share, city=city, whole=whole_text(joined.table, lang))
    if joined.table.way == "rasio":
        value += f" ({formula(joined, lang)})"
    return t("own.say", lang, label=label, place=place, value=value)


def _whole_city(joined: Joined, label: str, lang: Lang) -> str:
    """All kelurahan are the city: its printed figure beside what they add up to."""
    said = t("own.all", lang, count=joined.of) + " "
    city = joined.table.city
    if joined.value is None:
        return said + _answer(joined, label, "", lang)
    said += t("own.all_value", lang, label=label, value=amount(joined, lang))
    if city is None or city.value is None:
        return said + " " + t("own.all_no_city", lang)
    printed = total.span(city.value, None, None) or (Fraction(0), Fraction(0))
    text = city_text(joined.table, lang)
    low, high = rounded(joined)
    if low <= city.value <= high:
        key = "own.all_same" if joined.value[0] == joined.value[1] else "own.all_within"
        return said + " " + t(key, lang, city=text)
    gap = total.rounded(joined.value[0] - printed[0], joined.table.indicator.decimals)
    signed = ("+" if gap > 0 else "") + format_value(gap, lang, joined.table.indicator.decimals)
    return said + " " + t("own.all_differs", lang, city=text, gap=signed)


def _limits(release: Release, joined: Joined, lang: Lang) -> str:
    """Who worked it out, on what evidence; a range, a denominator that is too small."""
    table = joined.table
    said = [t(_by(joined), lang, count=joined.of, grade=grade(release, own_sources(joined)))]
    if table.way == "jumlah" and table.city and table.city.value is not None:
        said.append(t("own.city_grade", lang, grade=grade(release, [table.city.source_id])))
    if joined.value and joined.value[0] != joined.value[1]:
        said.append(t("own.range", lang))
    if joined.small and joined.below:
        shown = span_text(joined.below, lang, 0)
        least = format_value(table.indicator.min_denominator, lang)
        said.append(t("own.small", lang, denominator=shown, least=least))
    return " ".join(said)


def _by(joined: Joined) -> str:
    """Who worked a value out: nobody, when it is the published figure of one kelurahan."""
    way = "sum" if joined.table.way == "jumlah" else "ratio"
    if joined.of > 1:
        return f"own.by_{way}"
    row = joined.table.rows.get(joined.have[0])
    if way == "sum" and row and row.origin == "terbit" and row.value is not None:
        return "own.by_published"
    return f"own.by_{way}_one"


def refusal(table: Table, lang: Lang) -> str:
    """Why the figures of kelurahan may not be put together."""
    reason = t(f"own.refused_{table.indicator.measure}", lang)
    caveat = table.indicator.text("caveat", lang) if table.indicator.measure == "jumlah" else ""
    return f"{reason} {caveat}".strip()


def _names(chosen: Sequence[str], catalogue: Catalogue, lang: Lang) -> str:
    """Names in words: a whole kecamatan by its own, twelve at most."""
    found = []
    for kecamatan, members in inside(catalogue).items():
        have = [c for c in members if c in set(chosen)]
        if len(have) == len(members):
            found.append(t("own.whole", lang, name=catalogue.areas[kecamatan].name(lang),
                           count=len(members)))  # fmt: skip
        elif have:
            own = ", ".join(catalogue.areas[c].name(lang) for c in have)
            found.append(f"{own} ({catalogue.areas[kecamatan].name(lang)})")
    more = len(found) - NAMED
    said = "; ".join(found[:NAMED])
    return t("say.and_more", lang, names=said, count=more) if more > 0 else said


def _notes(
    joined: Joined, chosen: Sequence[str], rows: Sequence[Observation], used: Sequence[Observation],
    lang: Lang,
) -> list[str]:  # fmt: skip
    """Caveats of the headline, then what holds for all tables."""
    table = joined.table
    notes = [t("own.note_rules", lang), t("own.note_share", lang)]
    if table.way == "rasio":
        notes.append(t("view.computed", lang, formula=table.indicator.text("formula", lang)))
    if caveat := table.indicator.text("caveat", lang):
        notes.append(f"{table.indicator.name(lang)}: {caveat}")
    if any(r.low is not None for r in (*rows, *used)):
        notes += [t("view.withheld", lang), t("own.note_range", lang)]
    if any(r.origin == "dijumlah" for r in rows):
        notes.append(t("view.summed", lang))
    if set(chosen) & set(honest.UNSURE_SHAPES):
        notes.append(t("view.unsure_tm", lang))
    return [*notes, *status_note(rows or used, lang)]
