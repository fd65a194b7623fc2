"""The profile of a kecamatan: every table of the 21 with its place in it, and its kelurahan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from atlas import honest, query, sentence
from atlas.choice import Choice, Resolved, resolve, tables_at
from atlas.model import CITY, GRADES, Coverage, Indicator, Lang, Observation
from atlas.number import format_period, format_value
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.view.areas import area_view
from atlas.view.model import View

LEVEL = "kecamatan"
FIRST = ("kepadatan_baku", "pertumbuhan_penduduk_2010_2020", "penduduk_per_puskesmas")
"""Whose cell sentences open a profile."""


@lru_cache(maxsize=4)
def kecamatan_views(release: Release, lang: Lang) -> tuple[View, ...]:
    """The newest nearly complete table of every indicator that has figures by kecamatan, each
    member of a dimension where there is no total. By topic and name.

    Kept for two releases in two languages: about 100 views of 6 ms each, which every profile needs.
    """
    catalogue = query.catalogue(release)
    order = sorted(
        catalogue.indicators.values(), key=lambda i: (i.text("topic", lang), i.name(lang))
    )
    with release.cursor() as cursor:
        return tuple(
            area_view(release, cursor, catalogue, resolved, lang)
            for indicator in order
            for resolved in _choices(cursor, catalogue, indicator)
        )


def _choices(cursor: Cursor, catalogue: Catalogue, indicator: Indicator) -> list[Resolved]:
    code = indicator.indicator
    tables = query.coverage(cursor, code)
    here = [t_ for t_ in tables_at(tables, LEVEL) if ";" not in t_.dim]
    dims = list(dict.fromkeys(t_.dim for t_ in here))
    if "" in dims:
        dims = [""]
    found = [resolve(Choice(code, LEVEL, dim=d), tables, catalogue, []) for d in dims]
    return [r for r in found if r.table and r.choice.dim in dims and _wide(r.table)]


def _wide(table: Coverage) -> bool:
    """Enough areas to compare a kecamatan with: a third of them."""
    return table.areas * 3 >= table.of


@dataclass(frozen=True)
class Track:
    """Values of one area over comparable periods: (period, value), oldest first."""

    points: tuple[tuple[str, float], ...]


def tracks(
    cursor: Cursor, catalogue: Catalogue, views: Sequence[View], area: str
) -> dict[tuple[str, str], Track]:
    """A track for each (indicator, dim) with two comparable periods or more in the view's series."""
    found = {}
    rows = query.every_period(cursor, area)
    for view in views:
        indicator = catalogue.indicators[view.indicator]
        key = (view.indicator, view.dim, view.series)
        own = [r for r in rows.get(key, []) if r.period <= view.period]
        own = [r for r in own if honest.comparable(r, own[-1], indicator)]
        if len(own) > 1:
            points = tuple((r.period, r.value) for r in own if r.value is not None)
            found[(view.indicator, view.dim)] = Track(points)
    return found


@dataclass(frozen=True)
class KelurahanRow:
    """One table of the kelurahan of a kecamatan: their values, their sum, the printed figure."""

    indicator: str
    name: str
    unit: str
    values: tuple[str, ...]
    """text of each kelurahan, in the order asked for"""
    total: str
    printed: str
    verdict: str
    """sama, beda, or "" when there is nothing to compare"""
    grade: str


def kelurahan_rows(
    cursor: Cursor, catalogue: Catalogue, area: str, codes: Sequence[str], lang: Lang
) -> list[KelurahanRow]:
    """Every published value of the kelurahan of a kecamatan, with the sum checked."""
    tables: dict[tuple[str, str, str, str], dict[str, Observation]] = {}
    for indicator, row in query.inside(cursor, area):
        key = (indicator, row.dim, row.series, row.period)
        tables.setdefault(key, {})[row.area_code] = row
    cited = {r.source_id for rows in tables.values() for r in rows.values()}
    grades = {s.source_id: s.grade for s in query.sources(cursor, sorted(cited))}
    found = []
    for (code, dim, series, _), rows in tables.items():
        meta = catalogue.indicators[code]
        inside = [rows.get(c) for c in codes]
        first = next((r for r in inside if r), None)
        if first is None:
            continue
        total, verdict = _sum(inside, rows.get(area), meta, lang)
        name = _name(meta, dim, series, first, catalogue, lang)
        values = tuple(_text(r, meta, lang) for r in inside)
        grade = max((grades[r.source_id] for r in rows.values()), key=GRADES.index)
        printed = _text(rows.get(area), meta, lang)
        found.append(
            KelurahanRow(code, name, meta.unit(lang), values, total, printed, verdict, grade)
        )
    topics = catalogue.indicators
    return sorted(found, key=lambda r: (topics[r.indicator].text("topic", lang), r.name))


def _name(
    indicator: Indicator, dim: str, series: str, row: Observation, catalogue: Catalogue, lang: Lang
) -> str:
    parts = [indicator.name(lang), catalogue.dim_name(dim, lang),
             catalogue.series_name(series, lang), format_period(row.period, lang, row.period_kind)]  # fmt: skip
    return ", ".join(p for p in parts if p)


def _text(row: Observation | None, indicator: Indicator, lang: Lang) -> str:
    if row is None:
        return ""
    if row.value is None and row.low is None:
        return "NA" if row.mark == "NA" else "…"
    return sentence.value_text(row, indicator, lang)


def _sum(
    inside: Sequence[Observation | None], printed: Observation | None, indicator: Indicator,
    lang: Lang,
) -> tuple[str, str]:  # fmt: skip
    """Sum of the kelurahan and whether the printed figure agrees; "" where it may not be added."""
    if not indicator.additive or not all(r is not None and r.value is not None for r in inside):
        return "", ""
    total = sum((Decimal(repr(r.value)) for r in inside if r), Decimal(0))
    text = format_value(float(total), lang, indicator.decimals)
    if printed is None or printed.value is None:
        return text, ""
    return text, "sama" if total == Decimal(repr(printed.value)) else "beda"


def summary(views: Sequence[View], area: str, lang: Lang) -> list[str]:
    """What opens a profile: the sentences of a few rates, and how many figures there are."""
    by_code = {v.indicator: v for v in views if not v.dim}
    said = []
    for code in FIRST:
        cell = by_code[code].cell.get(area) if code in by_code else None
        if cell and cell.state in ("terbit", "nol"):
            name = cell.sentence.split(": ", 1)[1]
            said.append(f"{by_code[code].title.split(', ')[0]}: {name}")
    have = sum(v.cell[area].state in ("terbit", "nol") for v in views)
    said.append(t("profile.have", lang, have=have, of=len(views)))
    return said


def city_text(view: View) -> str:
    """The city's own figure of the same table, "" when there is none."""
    return view.reference.text if view.reference and view.reference.area_code == CITY else ""
