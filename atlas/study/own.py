"""An area of one's own: the figures of some kelurahan together, as far as they may be.

What is shown of a set of kelurahan is a function of the release alone, that is, of figures in which
small cells, and the totals that would give them away, are ranges already (atlas.disclosure). A sum
adds the ends of the ranges, so it is a range too, and whoever compares two sets that differ by one
kelurahan, or a set with its complement, with its kecamatan or with the city, gets by subtraction
the range of that kelurahan or something wider: never more than the release says of it by itself.
No sum is sharpened by a printed total, because that could.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from atlas import honest, query, sentence
from atlas.measure import total
from atlas.measure.total import Span
from atlas.model import GRADES, Indicator, Lang, Observation, Source, worst_mark
from atlas.number import format_period, format_range, format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.chosen import encode, inside
from atlas.study.joined import LEVEL, Joined, Table, default, join, part_key, tables
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.text import t
from atlas.view.model import Cell, ClassRange, View
from atlas.view.notes import status_note
from atlas.view.words import as_published

LONGEST_NAME = 60
SHARE_DECIMALS = 2
NAMED = 12


@dataclass(frozen=True)
class Map:
    """The kelurahan with the chosen ones in colour."""

    view: View
    chosen: tuple[str, ...]


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
    sources = _sources(release, every)
    weak = _weak(release, [joined])
    place = t("level.kelurahan_of", lang)
    subtitle = t("view.subtitle", lang, unit=table.indicator.unit(lang), level=place)
    subtitle += f" · {table.period(lang)}" + (f" · {t('view.evidence_c', lang)}" if weak else "")
    title = _title(name, len(chosen), lang)
    first = default(release)
    params = {"area": encode(chosen, catalogue), "nama": name,
              "indikator": "" if table.code == first.code else table.code}  # fmt: skip
    grids = (
        _together(every, release, catalogue, lang),
        _members(joined, chosen, catalogue, lang),
        _parts(every, chosen, release, catalogue, lang),
    )
    return Study(
        "own", "gabungan", title, subtitle, lang, release.name, params,
        sentences=tuple(said), notes=tuple(_notes(joined, chosen, head_rows, used, lang)),
        sources=sources, grids=grids if chosen else grids[:1],
        picture=Map(_view(release, table, chosen, title, catalogue, lang), tuple(chosen)),
    )  # fmt: skip


def _title(name: str, count: int, lang: Lang) -> str:
    if name:
        return t("own.title_named", lang, name=name)
    return t("own.title" if count else "own.title_none", lang, count=count)


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
                          value=_amount(whole, lang)))  # fmt: skip
        return said
    key = "own.place_named" if name else "own.place"
    place = t(key, lang, name=name, count=format_value(len(chosen), lang))
    label = table.label(catalogue, lang)
    if len(chosen) == len(every):
        said = [_whole_city(joined, label, lang)]
    else:
        said = [_answer(joined, label, place, lang)]
        said.append(t("own.made_of", lang, names=_names(chosen, catalogue, lang)))
    if joined.value is not None:
        said.append(_limits(release, joined, lang))
    if table.city_newer:
        newer = format_period(table.city_newer, lang, table.coverage.period_kind)
        said.append(t("own.city_newer", lang, period=table.period(lang), newer=newer))
    return said


def _answer(joined: Joined, label: str, place: str, lang: Lang) -> str:
    if joined.table.way == "tolak":
        return t("own.say_refused", lang, label=label, reason=refusal(joined.table, lang))
    if not joined.complete:
        key = "own.say_incomplete" if joined.have else "own.say_nothing"
        return t(key, lang, label=label, have=len(joined.have), of=joined.of)
    if joined.value is None:
        return t("own.say_no_denominator", lang, label=label)
    value = _amount(joined, lang)
    if share := share_text(joined, lang):
        city = _city_text(joined.table, lang)
        value += t("own.say_share", lang, share=share, city=city)
    if joined.table.way == "rasio":
        value += f" ({formula(joined, lang)})"
    return t("own.say", lang, label=label, place=place, value=value)


def _whole_city(joined: Joined, label: str, lang: Lang) -> str:
    """All kelurahan are the city: its printed figure beside what they add up to."""
    said = t("own.all", lang, count=joined.of) + " "
    city = joined.table.city
    if joined.value is None:
        return said + _answer(joined, label, "", lang)
    said += t("own.all_value", lang, label=label, value=_amount(joined, lang))
    if city is None or city.value is None:
        return said + " " + t("own.all_no_city", lang)
    printed = total.span(city.value, None, None) or (Fraction(0), Fraction(0))
    text = _city_text(joined.table, lang)
    low, high = _rounded(joined)
    if low <= city.value <= high:
        key = "own.all_same" if joined.value[0] == joined.value[1] else "own.all_within"
        return said + " " + t(key, lang, city=text)
    gap = total.rounded(joined.value[0] - printed[0], joined.table.indicator.decimals)
    signed = ("+" if gap > 0 else "") + format_value(gap, lang, joined.table.indicator.decimals)
    return said + " " + t("own.all_differs", lang, city=text, gap=signed)


def _limits(release: Release, joined: Joined, lang: Lang) -> str:
    """Who worked it out, on what evidence; a range, a denominator that is too small."""
    table = joined.table
    key = "own.by_sum" if table.way == "jumlah" else "own.by_ratio"
    said = [t(key, lang, count=joined.of, grade=_grade(release, _own_sources(joined)))]
    if table.way == "jumlah" and table.city and table.city.value is not None:
        said.append(t("own.city_grade", lang, grade=_grade(release, [table.city.source_id])))
    if joined.value and joined.value[0] != joined.value[1]:
        said.append(t("own.range", lang))
    if joined.small and joined.below:
        shown = _span_text(joined.below, lang, 0)
        least = format_value(table.indicator.min_denominator, lang)
        said.append(t("own.small", lang, denominator=shown, least=least))
    return " ".join(said)


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


# Numbers in words


def _rounded(joined: Joined) -> tuple[float, float]:
    decimals = _indicator(joined.table).decimals
    low, high = joined.value or (Fraction(0), Fraction(0))
    return total.rounded(low, decimals), total.rounded(high, decimals)


def value_text(joined: Joined, lang: Lang) -> str:
    """The sum or ratio as shown, a range where it is one; "" for none."""
    if joined.value is None:
        return ""
    return _span_text(joined.value, lang, _indicator(joined.table).decimals)


def _amount(joined: Joined, lang: Lang) -> str:
    return sentence.amount(_marked(joined, lang), joined.table.indicator.unit(lang))


def _marked(joined: Joined, lang: Lang) -> str:
    """The value with the mark of its parts that says most; "" for none."""
    mark = worst_mark(joined.table.rows[c].mark for c in joined.have if c in joined.table.rows)
    text = value_text(joined, lang)
    return f"{text} {mark}" if text and mark else text


def _span_text(found: Span, lang: Lang, decimals: int) -> str:
    low, high = (total.rounded(x, decimals) for x in found)
    if low == high:
        return format_value(low, lang, decimals)
    return format_range(low, high, lang, decimals)


def _indicator(table: Table) -> Indicator:
    """With as many decimals as its figures were published with."""
    return as_published(table.indicator, table.rows.values())


def formula(joined: Joined, lang: Lang) -> str:
    """The ratio with its summed parts filled in: "21.345 ÷ 98", "12–18 ÷ 940 × 100"."""
    if joined.above is None or joined.below is None:
        return ""
    sides = " ÷ ".join(_span_text(x, lang, 0) for x in (joined.above, joined.below))
    return sides + (f" × {joined.table.scale}" if joined.table.scale != 1 else "")


def share_text(joined: Joined, lang: Lang) -> str:
    """The sum in percent of the city's figure of the same table; "" where there is none, or where
    the indicator is no amount, or where all kelurahan are chosen."""
    part = _share(joined)
    return _span_text(part, lang, SHARE_DECIMALS) if part else ""


def _share(joined: Joined) -> Span | None:
    city = joined.table.city
    whole = total.span(city.value, city.low, city.high) if city else None
    if joined.of == joined.table.coverage.of:
        return None
    if joined.table.way != "jumlah" or joined.value is None or whole is None:
        return None
    return total.ratio(joined.value, whole, 100)


def _city_text(table: Table, lang: Lang) -> str:
    """The city's own figure of the same table, "" for none."""
    if table.city is None:
        return ""
    return sentence.value_text(table.city, _indicator(table), lang)


def _exact(found: Span | None, decimals: int) -> float | None:
    return total.rounded(found[0], decimals) if found and found[0] == found[1] else None


# Sources


def _own_sources(joined: Joined) -> list[str]:
    """Sources of the chosen figures, and of the parts of a ratio."""
    found = {joined.table.rows[c].source_id for c in joined.have if c in joined.table.rows}
    if joined.table.way == "rasio":
        found = {p.source_id for c in joined.have for p in joined.table.parts[c]}
    return sorted(found)


def _grade(release: Release, source_ids: Collection[str]) -> str:
    """The weakest evidence grade of some sources, "" for none."""
    grades = [s.grade for s in query.cited(release, sorted(source_ids))]
    return max(grades, key=GRADES.index, default="")


def _weak(release: Release, every: Sequence[Joined]) -> bool:
    return any(_grade(release, _own_sources(x)) == "C" for x in every)


def _sources(release: Release, every: Sequence[Joined]) -> tuple[Source, ...]:
    found = {s for x in every for s in _own_sources(x)}
    found |= {x.table.city.source_id for x in every if x.have and x.table.city}
    return tuple(query.cited(release, sorted(found)))


# Tables


def _together(every: Sequence[Joined], release: Release, catalogue: Catalogue, lang: Lang) -> Grid:
    """Every table with figures by kelurahan: together, how, and beside the city."""
    titles = [("own.col_table", False), ("own.col_value", True), ("own.col_unit", False),
              ("own.col_how", False), ("own.col_city", True), ("own.col_share", True),
              ("own.col_grade", False)]  # fmt: skip
    heads = tuple(Head(t(key, lang), number) for key, number in titles)
    rows = []
    for x in sorted(every, key=lambda x: not x.have):
        decimals = _indicator(x.table).decimals
        text = _marked(x, lang) or "–"
        city = x.table.city.value if x.table.city else None
        rows.append(Row((
            Entry(x.table.label(catalogue, lang)),
            Entry(text, _exact(x.value, decimals)),
            Entry(x.table.indicator.unit(lang)),
            Entry(_how(x, lang)),
            Entry(_city_text(x.table, lang) or "–", city),
            Entry(share_text(x, lang) or "–", _exact(_share(x), SHARE_DECIMALS)),
            Entry(_grade(release, _own_sources(x))),
        )))  # fmt: skip
    return Grid(t("own.sheet_together", lang), t("own.caption_together", lang), heads, tuple(rows))


def _how(x: Joined, lang: Lang) -> str:
    """How a value was put together, or why it was not."""
    if x.table.way == "tolak":
        return t(f"own.refused_{x.table.indicator.measure}", lang)
    if not x.of:
        table = x.table.coverage
        return t(f"own.way_{x.table.way}", lang, have=table.areas, of=table.of)
    if not x.complete:
        return t("own.how_incomplete", lang, have=len(x.have), of=x.of)
    if x.table.way == "jumlah":
        return t("own.how_sum", lang, count=x.of)
    if x.value is None:
        return t("own.how_no_denominator", lang)
    said = formula(x, lang)
    least = format_value(x.table.indicator.min_denominator, lang)
    return f"{said}; {t('own.how_small', lang, least=least)}" if x.small else said


def _members(joined: Joined, chosen: Sequence[str], catalogue: Catalogue, lang: Lang) -> Grid:
    """Each chosen kelurahan with its figure in the table of the headline."""
    table, indicator = joined.table, _indicator(joined.table)
    unit = table.indicator.unit(lang)
    heads = (Head(t("table.area", lang)), Head(f"{t('table.value', lang)} ({unit})", True))
    rows = []
    for code in chosen:
        row = table.rows.get(code)
        text, mark = (_shown(row, indicator, lang), row.mark) if row else ("…", "")
        text += f" {mark}" if mark in ("e", "r", "*", "**", "***") else ""
        rows.append(Row((Entry(catalogue.areas[code].full_name(lang)),
                         Entry(text, row.value if row else None)), code))  # fmt: skip
    caption = t("own.caption_members", lang, label=table.label(catalogue, lang))
    return Grid(t("own.sheet_members", lang), caption, heads, tuple(rows))


def _shown(row: Observation, indicator: Indicator, lang: Lang) -> str:
    if row.value is None and row.low is None:
        return "NA" if row.mark == "NA" else "…"
    return sentence.value_text(row, indicator, lang)


def _parts(
    every: Sequence[Joined], chosen: Sequence[str], release: Release, catalogue: Catalogue, lang: Lang
) -> Grid:  # fmt: skip
    """Every figure that went into a sum or a ratio, and those that did not, for the workbook."""
    titles = [("table.area", False), ("own.col_table", False), ("own.col_role", False),
              ("table.value", True), ("own.col_unit", False), ("table.mark", False),
              ("own.col_source", False)]  # fmt: skip
    heads = tuple(Head(t(key, lang), number) for key, number in titles)
    credit = {s.source_id: f"{s.text('producer', lang)} ({s.grade})"
              for s in _sources(release, every)}  # fmt: skip
    names = {c: Entry(catalogue.areas[c].full_name(lang)) for c in chosen}
    rows = []
    for x in every:
        label, indicator = Entry(x.table.label(catalogue, lang)), _indicator(x.table)
        unit = Entry(indicator.unit(lang))
        if x.table.way == "rasio":
            rows += _ratio_parts(x, label, names, credit, catalogue, lang)
            continue
        role = Entry(t("own.role_sum" if x.value else f"own.role_{x.table.way}", lang))
        for code in x.have:
            row = x.table.rows[code]
            rows.append(Row((names[code], label, role, Entry(_shown(row, indicator, lang), row.value),
                             unit, Entry(row.mark), Entry(credit.get(row.source_id, ""))), code))  # fmt: skip
    return Grid(t("own.sheet_parts", lang), t("own.caption_parts", lang), heads, tuple(rows))


def _ratio_parts(
    x: Joined, label: Entry, names: Mapping[str, Entry], credit: Mapping[str, str],
    catalogue: Catalogue, lang: Lang,
) -> list[Row]:  # fmt: skip
    """Numerators and denominators; one that all share stands once."""
    rows, seen = [], set()
    for code in x.have:
        for part in x.table.parts[code]:
            if part_key(part) in seen:
                continue
            seen.add(part_key(part))
            meta = catalogue.indicators[part.indicator]
            found = total.span(part.value, part.low, part.high)
            text = _span_text(found, lang, meta.decimals) if found else "…"
            place = names.get(part.place_code) or Entry(
                catalogue.areas[part.place_code].full_name(lang)
            )
            rows.append(Row((place, label, Entry(f"{t(f'own.role_{part.role}', lang)}: {meta.name(lang)}"),
                             Entry(text, part.value), Entry(meta.unit(lang)), Entry(""),
                             Entry(credit.get(part.source_id, ""))), part.place_code))  # fmt: skip
    return rows


def _view(
    release: Release, table: Table, chosen: Sequence[str], title: str, catalogue: Catalogue, lang: Lang
) -> View:  # fmt: skip
    """The map: the chosen kelurahan in one class, the others without."""
    picked, indicator = set(chosen), _indicator(table)
    cells = []
    for area in catalogue.level(LEVEL):
        code = area.area_code
        row = table.rows.get(code)
        text = _shown(row, indicator, lang) if row else "…"
        key = "own.cell_chosen" if code in picked else "own.cell"
        said = t(key, lang, area=area.full_name(lang), value=text)
        cells.append(Cell(code, area.name(lang), "terbit", text, klass=0 if code in picked else None,
                          sentence=said))  # fmt: skip
    classes = (ClassRange(t("own.chosen", lang), "", len(picked)),) if picked else ()
    return View("map", table.indicator.indicator, LEVEL, table.coverage.period, table.coverage.dim,
                table.coverage.series, lang, release.name, title, "", table.indicator.unit(lang),
                "warna", cells=tuple(cells), classes=classes)  # fmt: skip
