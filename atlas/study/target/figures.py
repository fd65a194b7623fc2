"""The published figures of one a year that targets are checked against and judged by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from atlas import honest, query
from atlas.model import CITY, Observation
from atlas.store import Release
from atlas.targets import Known, Meta

KINDS = ("year", "round", "school_year")
"""Kinds of period of which a year has one."""


def year_of(point: Observation) -> int:
    return int(point.period[:4])


def value_of(point: Observation) -> float:
    return point.value or 0.0


def yearly(points: Iterable[Observation]) -> list[Observation]:
    """The published values of one round, one a year, oldest first: of the round with most of them.
    Months, quarters and semesters are not, nor parts of a year."""
    kept = [p for p in points if p.period_kind in KINDS and p.value is not None and not p.partial_period]  # fmt: skip
    rounds = Counter((p.period_kind, p.period[4:]) for p in kept)
    if not rounds:
        return []
    best = max(rounds, key=lambda r: (rounds[r], max(p.period for p in kept if (p.period_kind, p.period[4:]) == r)))  # fmt: skip
    return sorted(
        (p for p in kept if (p.period_kind, p.period[4:]) == best), key=lambda p: p.period
    )


@lru_cache(maxsize=2)
def known(release: Release) -> Known:
    """Codes and yearly figures of a release: what a filled template is checked against."""
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        cursor.execute("select indicator, unit, range_min, range_max from indicator")
        meta = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(
            """select indicator, area_code, dim, series, period, period_kind, partial_period, value
               from observation where value is not null order by period"""
        )
        rows = cursor.fetchall()
    found: dict[tuple[str, str, str, str], list[Observation]] = defaultdict(list)
    for indicator, area, dim, series, period, kind, partial, value in rows:
        point = Observation(area, period, value, period_kind=kind, partial_period=partial or "")
        found[indicator, area, dim or "", series or ""].append(point)
    figures = {key: {p.period[:4]: value_of(p) for p in yearly(points)}
               for key, points in found.items() if yearly(points)}  # fmt: skip
    indicators = {}
    for code, one in catalogue.indicators.items():
        unit, low, high = meta[code]
        indicators[code] = Meta(one.name("id"), one.name("en"), unit, one.unit("id"),
                                one.unit("en"), one.polarity, low, high)  # fmt: skip
    return Known(
        indicators,
        {a.area_code: (a.full_name("id"), a.full_name("en")) for a in catalogue.areas.values()},
        {s.code: (s.name_id, s.name_en) for s in catalogue.series.values()},
        {c: (d.name_id, d.name_en) for c, d in catalogue.dimensions.items() if "=" in c},
        figures,
    )


@lru_cache(maxsize=4)
def ready(release: Release) -> tuple[tuple[str, str, tuple[Observation, ...]], ...]:
    """The city's figures that could be judged: indicator with a direction, its series with the
    newest year, and its yearly values, two at least. Newest and longest first."""
    catalogue = query.catalogue(release)
    found: dict[str, tuple[str, tuple[Observation, ...]]] = {}
    with release.cursor() as cursor:
        lines = query.every_period(cursor, CITY)
    for (code, dim, series), history in lines.items():
        one = catalogue.indicators[code]
        points = tuple(yearly(p for p in history if honest.sure(p, one)))
        if dim or len(points) < 2 or one.polarity == "netral" or not one.trend:
            continue
        if code not in found or points[-1].period > found[code][1][-1].period:
            found[code] = (series or "", points)
    order = sorted(found, key=lambda c: (found[c][1][-1].period, len(found[c][1])), reverse=True)
    return tuple((code, *found[code]) for code in order)
