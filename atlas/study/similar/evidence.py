"""What some rates rest on, and what must be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from atlas import query
from atlas.measure.similar import twins
from atlas.model import MARKS, Lang, Source
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.rates import Rate
from atlas.study.similar.chosen import TWINS
from atlas.text import t


@lru_cache(maxsize=256)
def _source_ids(release: Release, rate: Rate) -> frozenset[str]:
    """Sources of a table and, where it is computed, of the parts it is computed from."""
    found = {o.source_id for o in rate.rows.values()}
    if rate.indicator.kind:
        table = rate.table
        with release.cursor() as cursor:
            parts = query.parts(cursor, rate.indicator.indicator, list(rate.rows), table.dim,
                                table.series, table.period)  # fmt: skip
        found |= {p.source_id for area in parts.values() for p in area}
    return frozenset(found)


def cited(release: Release, chosen: Sequence[Rate]) -> tuple[Source, ...]:
    """Every source that some rates rest on."""
    ids = set().union(*(_source_ids(release, rate) for rate in chosen))
    return tuple(query.cited(release, sorted(ids)))


def weak(release: Release, chosen: Sequence[Rate]) -> list[Rate]:
    """Those of some rates that rest on evidence C."""
    return [r for r in chosen if any(s.grade == "C" for s in cited(release, [r]))]


def reasons(release: Release, chosen: Sequence[Rate], lang: Lang) -> list[str]:
    """Why the other figure of a contested value of some rates was rejected."""
    if not any(o.alternative is not None for r in chosen for o in r.rows.values()):
        return []
    names = sorted({r.indicator.indicator for r in chosen})
    with release.cursor() as cursor:
        found = query.contested(cursor, names)
    return [c.reason_id if lang == "id" else c.reason_en for c in found]


def span(chosen: Sequence[Rate]) -> str:
    """The years of some rates: "2020", "2019–2022"."""
    years = sorted({r.table.period[:4] for r in chosen})
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def twin_notes(chosen: Sequence[Rate], catalogue: Catalogue, lang: Lang) -> list[str]:
    """Pairs of chosen rates that say nearly the same."""
    return [
        t("similar.twins", lang, one=chosen[i].name(catalogue, lang), two=chosen[j].name(catalogue, lang),
          r=format_value(round(r, 2), lang, 2))
        for i, j, r in twins([c.values for c in chosen], TWINS)
    ]  # fmt: skip


def mark_note(chosen: Sequence[Rate], catalogue: Catalogue, lang: Lang) -> list[str]:
    """Which rates hold figures with a status mark, and what the marks mean."""
    marks = {r: {o.mark for o in r.rows.values()} & set(MARKS[1:]) for r in chosen}
    used = set().union(*marks.values())
    if not used:
        return []
    words = "; ".join(f"{m} {t(f'mark.{m}', lang)}" for m in MARKS if m in used)
    names = "; ".join(r.name(catalogue, lang) for r in chosen if marks[r])
    return [t("similar.marks", lang, marks=words, names=names)]
