"""Which values of an area make one series that may be tested, and the tests of a whole level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from atlas import honest, query
from atlas.measure import trend as statistics
from atlas.measure.trend import Trend
from atlas.model import AREA_LEVELS, Indicator, Lang, Observation
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.rates import AT, is_rate

Key = tuple[str, str, str]
"""What may be compared over time: series, kind of period, month or "" for whole years."""


@dataclass(frozen=True)
class Asked:
    """What a trend is asked of; years "" for what the series itself suggests."""

    code: str
    area: str
    first: str = ""
    last: str = ""

    @property
    def indicator(self) -> str:
        return self.code.partition(AT)[0]

    @property
    def dim(self) -> str:
        return self.code.partition(AT)[2]


@lru_cache(maxsize=8)
def codes(release: Release, level: str) -> tuple[str, ...]:
    """Rates of which some series of a level has five periods of one round: what a list offers."""
    found = []
    for indicator in query.catalogue(release).indicators.values():
        if not is_rate(indicator) or not indicator.trend:
            continue
        rounds: dict[tuple[str, ...], int] = defaultdict(int)
        for table in query.tables(release, indicator.indicator):
            if table.level == level and ";" not in table.dim:
                rounds[(table.dim, table.series, table.round)] += 1
        long = {key[0] for key, count in rounds.items() if count >= honest.TREND_NEEDS}
        found += [_code(indicator.indicator, dim) for dim in sorted(long)]
    return tuple(found)


@lru_cache(maxsize=4)
def every_code(release: Release) -> frozenset[str]:
    """Every indicator and breakdown that has figures: what may be asked, if only to be refused."""
    return frozenset(
        _code(indicator, table.dim)
        for indicator in query.catalogue(release).indicators
        for table in query.tables(release, indicator)
    )


def _code(indicator: str, dim: str) -> str:
    return f"{indicator}{AT}{dim}" if dim else indicator


def label(code: str, catalogue: Catalogue, lang: Lang) -> str:
    """Name of an indicator and its breakdown."""
    indicator, _, dim = code.partition(AT)
    name, member = catalogue.indicators[indicator].name(lang), catalogue.dim_name(dim, lang)
    return f"{name} ({member})" if member else name


@lru_cache(maxsize=64)
def observed(release: Release, code: str) -> dict[str, list[Observation]]:
    """Every value of an indicator by area, oldest first; kept, because each choice asks for them."""
    indicator, _, dim = code.partition(AT)
    found: dict[str, list[Observation]] = defaultdict(list)
    with release.cursor() as cursor:
        areas = list(query.catalogue(release).areas)
        for row in query.history(cursor, indicator, areas, dim):
            found[row.area_code].append(row)
    return dict(found)


def key(row: Observation) -> Key:
    return (row.series, row.period_kind, row.period[4:])


def rounds(rows: Sequence[Observation], indicator: Indicator) -> dict[Key, list[Observation]]:
    """Sure values of whole periods, those together that may be compared, oldest first."""
    found: dict[Key, list[Observation]] = defaultdict(list)
    for row in rows:
        if honest.sure(row, indicator) and not row.partial_period:
            found[key(row)].append(row)
    return {k: sorted(same, key=lambda r: r.period) for k, same in found.items()}


def year(row: Observation) -> int:
    return int(row.period[:4])


def stretch(rows: Sequence[Observation]) -> tuple[int, int]:
    """First and last year to test when nobody says: the newest stretch without a hole of more than
    two years that is long enough (7), else all."""
    years = [year(r) for r in rows]
    starts = [years[0], *(b for a, b in pairwise(years) if b - a > honest.APART)]
    for start in reversed(starts):
        if sum(y >= start for y in years) >= honest.TREND_NEEDS:
            return start, years[-1]
    return years[0], years[-1]


@dataclass(frozen=True, eq=False)
class Chosen:
    """The longest series of an area, and of it the years that are tested."""

    indicator: Indicator
    key: Key
    rows: list[Observation]
    """all of the series and round"""
    first: int
    last: int
    others: dict[Key, int]
    """other series and rounds with the count of their values"""

    @property
    def used(self) -> list[Observation]:
        return [r for r in self.rows if self.first <= year(r) <= self.last]

    @property
    def missing(self) -> list[int]:
        """Years between the first and the last value without one."""
        years = {year(r) for r in self.used}
        return [y for y in range(min(years), max(years)) if y not in years] if years else []


def chosen(release: Release, asked: Asked) -> Chosen | None:
    """The series that a trend would be of; None when the area has no sure value."""
    indicator = query.catalogue(release).indicators[asked.indicator]
    found = rounds(observed(release, asked.code).get(asked.area, ()), indicator)
    if not found:
        return None
    longest = max(found, key=lambda k: (len(found[k]), found[k][-1].period))
    rows = found[longest]
    first, last = stretch(rows)
    others = {k: len(other) for k, other in found.items() if k != longest}
    return Chosen(
        indicator, longest, rows, int(asked.first or first), int(asked.last or last), others
    )


@lru_cache(maxsize=256)
def level_trends(
    release: Release, code: str, level: str, key: Key, first: int, last: int
) -> dict[str, tuple[Trend, float]]:
    """Trend of each area of a level that has enough of the same series and years, and its p after
    all of them were tested at once."""
    catalogue = query.catalogue(release)
    indicator = catalogue.indicators[code.partition(AT)[0]]
    found = {}
    for area in catalogue.level(level):
        own = rounds(observed(release, code).get(area.area_code, ()), indicator)
        rows = [r for r in own.get(key, ()) if first <= year(r) <= last]
        if honest.may_trend(rows, indicator):
            found[area.area_code] = tested(rows)
    fair = statistics.adjusted([one.p for one in found.values()])
    return {area: (one, p) for (area, one), p in zip(found.items(), fair, strict=True)}


def tested(rows: Sequence[Observation]) -> Trend:
    """The test of values that may be compared; times are their years."""
    return statistics.trend([float(year(r)) for r in rows], [r.value or 0.0 for r in rows])


def levels(release: Release) -> list[str]:
    """Levels at which some series is long enough, the city's own first."""
    order = ("kabkota", "provinsi", "nasional", "kecamatan", "kelurahan")
    assert set(order) == set(AREA_LEVELS)
    return [level for level in order if codes(release, level)]
