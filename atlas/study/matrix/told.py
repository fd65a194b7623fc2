"""A matrix in words: who is most often behind and ahead, and what cannot be said."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.measure.standard import directed_ranks
from atlas.model import Lang
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.cautions import sampling
from atlas.study.matrix.chosen import ordered, usual
from atlas.study.matrix.figures import BY_CODE, LAST, Asked, ranked
from atlas.study.matrix.grids import grids_of
from atlas.study.matrix.picture import picture_of
from atlas.study.model import Study
from atlas.study.rates import Rate
from atlas.study.similar.evidence import cited, mark_note, reasons, span, weak
from atlas.text import t
from atlas.view.notes import status_note

NAMED = 3
"""Areas or indicators that a sentence names at most."""


def matrix(
    release: Release, catalogue: Catalogue, found: Sequence[Rate], chosen: Sequence[Rate], level: str,
    measure: str, order: str, area: str, lang: Lang,
) -> Study:  # fmt: skip
    """Areas against rates; `measure` is one of MEASURES, `order` BY_CODE or the code of a rate by
    which the rows stand, the best or highest first. A rate that may not be ranked is left out of
    ranks, and is said."""
    areas = tuple(a.area_code for a in catalogue.level(level))
    area = area if area in areas else ""
    wanted = ordered(chosen)
    out = [r for r in wanted if measure == "peringkat" and not ranked(r, areas)]
    columns = [r for r in wanted if r not in out]
    first = columns[0].code if columns else BY_CODE
    order = order if order in {BY_CODE, *(r.code for r in columns)} else first
    same = {r.code for r in chosen} == {r.code for r in usual(found)}
    params = {
        "level": level, "ukuran": measure, "urut": order if order != first else "", "area": area,
        "indikator": "" if same else ",".join(r.code for r in chosen),
    }  # fmt: skip
    title = t(f"matrix.title_{measure}", lang, noun=t(f"level.{level}_noun", lang))
    if not columns:
        why = t("matrix.refusal_ranks" if out else "matrix.refusal", lang)
        return Study("matrix", "matriks", title, "", lang, release.name, params, refusal=why)
    asked = Asked(release, catalogue, columns, out, areas, level, measure, order, area, lang)
    behind = [o for r in columns for o in r.rows.values()]
    low = " · " + t("view.evidence_c", lang) if weak(release, columns) else ""
    subtitle = t(f"matrix.subtitle_{measure}", lang, level=t(f"level.{level}_of", lang), years=span(columns))  # fmt: skip
    picture = picture_of(asked)
    return Study(
        "matrix", "matriks", title, subtitle + low, lang, release.name, params,
        sentences=tuple(_sentences(asked)),
        notes=(*_notes(asked), *(_unasked(asked, found) if same else ()), *status_note(behind, lang)),
        sources=cited(release, columns), grids=grids_of(asked, picture), picture=picture,
    )  # fmt: skip


def _sentences(asked: Asked) -> list[str]:
    """Who is most often behind and ahead, the chosen area, and what cannot be said."""
    lang = asked.lang
    said = _places(asked) if asked.judged else [t("matrix.no_direction", lang)]
    if asked.again:
        names = "; ".join(asked.label(r) for r in asked.again)
        said.append(t("matrix.again", lang, names=names))
    if asked.out:
        names = "; ".join(asked.title(r) for r in asked.out)
        said.append(t("matrix.unranked", lang, names=names))
    plain = [r for r in asked.columns if asked.measure == "nilai" and not asked.ranks[r.code]]
    if plain:
        said.append(t("matrix.uncoloured", lang, names="; ".join(map(asked.title, plain))))
    if low := weak(asked.release, asked.columns):
        said.append(t("matrix.weak", lang, weak=len(low), count=len(asked.columns)))
    return said + sampling(asked.columns, asked.catalogue, lang)


def _places(asked: Asked) -> list[str]:
    """Places counted over several columns; of a single one, who stands at its ends."""
    lang, count = asked.lang, len(asked.judged)
    if count == 1:
        return [_single(asked, asked.judged[0])]
    said = [_ends(asked)]
    if asked.area:
        best, worst = (asked.often(k)[asked.area] for k in (0, LAST))
        said.append(t("matrix.chosen", lang, area=asked.name(asked.area), of=count,
                      best=_listed(asked, best), worst=_listed(asked, worst)))  # fmt: skip
    return [*said, t("matrix.not_index", lang)]


def _single(asked: Asked, rate: Rate) -> str:
    """The best and the worst fifth of one rate, from the outside in, and the chosen area."""
    ranks = asked.ranks[rate.code]
    best, worst = (
        ", ".join(asked.name(a) for a in sorted(ranks, key=lambda a: sign * ranks[a]) if asked.often(k)[a])
        for k, sign in ((0, 1), (LAST, -1))
    )  # fmt: skip
    said = t("matrix.single", asked.lang, name=asked.title(rate), best=best, worst=worst)
    if not asked.area:
        return said
    own = t("matrix.own", asked.lang, area=asked.name(asked.area), rank=ranks[asked.area], of=len(ranks))  # fmt: skip
    return f"{said} {own}"


def _ends(asked: Asked) -> str:
    """The areas that are most often in the worst and in the best fifth."""
    ends = {}
    for key, klass in (("worst", LAST), ("best", 0)):
        found = asked.often(klass)
        most = max(len(rates) for rates in found.values())
        tops = [a for a, rates in found.items() if len(rates) == most]
        words = _shortened(asked, [asked.name(a) for a in tops])
        which = f": {_names(asked, found[tops[0]])}" if len(tops) == 1 else ""
        ends[key] = t("matrix.end", asked.lang, names=words, count=most, which=which)
    return t("matrix.ends", asked.lang, of=len(asked.judged), **ends)


def _shortened(asked: Asked, names: Sequence[str]) -> str:
    shown, rest = ", ".join(names[:NAMED]), len(names) - NAMED
    return t("say.and_more", asked.lang, names=shown, count=rest) if rest > 0 else shown


def _names(asked: Asked, found: Sequence[Rate]) -> str:
    return "; ".join(asked.label(r) for r in found)


def _listed(asked: Asked, found: Sequence[Rate]) -> str:
    """ "2 (SD per 10.000 penduduk; SMP per 10.000 penduduk)", or 0."""
    return f"{len(found)} ({_names(asked, found)})" if found else "0"


def _notes(asked: Asked) -> list[str]:
    lang = asked.lang
    notes = [t(f"matrix.note_{asked.measure}", lang, noun=asked.noun)]
    notes.append(t("matrix.note_colours" if asked.measure != "baku" else "matrix.note_bands", lang))
    if any(not r.directed for r in asked.columns):
        notes.append(t("matrix.note_neutral", lang))
    notes += _rivals(asked) + reasons(asked.release, asked.columns, lang)
    return notes + mark_note(asked.columns, asked.catalogue, lang)


def _unasked(asked: Asked, found: Sequence[Rate]) -> list[str]:
    """Complete rates that the default leaves out."""
    names = "; ".join(asked.label(r) for r in found if r.complete and r not in asked.columns)
    return [t("matrix.note_default", asked.lang, names=names)] if names else []


def _rivals(asked: Asked) -> list[str]:
    """9: the rank of an area if the rejected figure of a contested value were right."""
    said = []
    for rate in asked.columns:
        for area, row in rate.rows.items():
            now = asked.ranks[rate.code].get(area)
            if row.alternative is None or now is None:
                continue
            values = {a: rate.values[a] for a in asked.ranks[rate.code]} | {area: row.alternative}
            other = directed_ranks(values, rate.indicator.polarity)[area]
            shown = format_value(row.alternative, asked.lang, rate.indicator.decimals)
            said.append(t("matrix.rival", asked.lang, area=asked.name(area), name=asked.label(rate), other=shown,
                          value=rate.text(area, asked.lang), rank=other, now=now))  # fmt: skip
    return said
