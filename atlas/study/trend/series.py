"""Which values of an area make one series that may be tested, and the tests of a whole level."""

from __future__ import annotations

from collections import Counter, defaultdict
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
DECREED = ("umk", "ump")
"""Set by decree each year: no chance moves them, so that no p value can speak of them."""
TABLE = 3
"""Values of one source from which it counts as a table of years, not as news of a single figure."""


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
        if not is_rate(indicator) or not indicator.trend or indicator.indicator in DECREED:
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


def pieces(rows: Sequence[Observation]) -> list[list[Observation]]:
    """Values cut where a year is missing and the table they come from changes with it (7): old tables
    of another maker seldom count as the new ones do, and no year in common shows by how much.
    Sources that give a value or two are news of the same figures and cut nothing."""
    size = Counter(r.source_id for r in rows)
    found: list[list[Observation]] = [[]]
    for row in rows:
        before = found[-1][-1] if found[-1] else row
        tables = min(size[before.source_id], size[row.source_id]) >= TABLE
        if tables and before.source_id != row.source_id and year(row) - year(before) > 1:
            found.append([])
        found[-1].append(row)
    return found


def whole(rows: Sequence[Observation]) -> list[Observation]:
    """The newest piece that is long enough (15), else the longest."""
    parts = pieces(rows)
    long = [part for part in parts if len(part) >= honest.TREND_NEEDS]
    return (
        long[-1]
        if long
        else max(parts, key=lambda part: (len(part), year(part[-1]) if part else 0))
    )


def stretch(rows: Sequence[Observation]) -> tuple[int, int]:
    """First and last year to test when nobody says: of the newest whole piece the newest stretch
    without a hole of more than two years that is long enough (7), else all."""
    years = [year(r) for r in whole(rows)]
    starts = [years[0], *(b for a, b in pairwise(years) if b - a > honest.APART)]
    for start in reversed(starts):
        if sum(y >= start for y in years) >= honest.TREND_NEEDS:
            return start, years[-1]
    return years[0], years[-1]


def between(rows: Sequence[Observation], first: int, last: int) -> list[Observation]:
    """What is tested of the years asked for: never across a change of tables."""
    return whole([r for r in rows if first <= year(r) <= last])


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
        return between(self.rows, self.first, self.last)

    @property
    def cut(self) -> list[list[Observation]]:
        """Pieces on the other side of a change of tables: never tested together with those used."""
        used = set(map(id, self.used))
        return [part for part in pieces(self.rows) if used and not used & set(map(id, part))]

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
    start, end = stretch(rows)
    first, last = int(asked.first or start), int(asked.last or end)
    held = [r for r in rows if first <= year(r) <= last]
    used = between(rows, first, last)
    if len(used) < len(held):
        first, last = year(used[0]), year(used[-1])
    others = {k: len(other) for k, other in found.items() if k != longest}
    return Chosen(indicator, longest, rows, first, last, others)


@dataclass(frozen=True, eq=False)
class Tested:
    """The test of one area of a level, on its own and as one of all that were tested at once."""

    rows: list[Observation]
    trend: Trend
    fair: float
    """p adjusted for all of them"""

    @property
    def together(self) -> int:
        """Direction among all of the level: 1, -1, or 0 when not sure."""
        slope = self.trend.slope
        return (slope > 0) - (slope < 0) if self.fair < statistics.LEVEL else 0


@lru_cache(maxsize=256)
def level_trends(
    release: Release, code: str, level: str, key: Key, first: int, last: int
) -> dict[str, Tested]:
    """Trend of each area of a level that has enough of the same series and years, and its p after
    all of them were tested at once."""
    catalogue = query.catalogue(release)
    indicator = catalogue.indicators[code.partition(AT)[0]]
    found = {}
    for area in catalogue.level(level):
        own = rounds(observed(release, code).get(area.area_code, ()), indicator)
        rows = between(own.get(key, ()), first, last)
        if honest.may_trend(rows, indicator):
            found[area.area_code] = (rows, tested(rows))
    fair = statistics.adjusted([one.p for _, one in found.values()])
    return {area: Tested(*one, p) for (area, one), p in zip(found.items(), fair, strict=True)}


def tested(rows: Sequence[Observation]) -> Trend:
    """The test of values that may be compared; times are their years."""
    return statistics.trend([float(year(r)) for r in rows], [r.value or 0.0 for r in rows])


def fragile(rows: Sequence[Observation]) -> tuple[Observation, float] | None:
    """The end value without which a sure direction is sure no more, and the p that is left; the one
    that matters most. None when the verdict stands without either end, or there was none."""
    if len(rows) <= honest.TREND_NEEDS or not tested(rows).direction:
        return None
    left = [(rows[0], tested(rows[1:])), (rows[-1], tested(rows[:-1]))]
    found = [(row, one.p) for row, one in left if not one.direction]
    return max(found, key=lambda f: f[1], default=None)


def narrows(rows: Sequence[Observation], direction: int) -> str:
    """How a gap moves: "narrower" or "wider"; "" when it changes sides or does not move."""
    sides = {(r.value or 0.0) > 0 for r in rows if r.value}
    if len(sides) != 1 or not direction:
        return ""
    return "wider" if sides.pop() == (direction > 0) else "narrower"


def levels(release: Release) -> list[str]:
    """Levels at which some series is long enough, the city's own first."""
    order = ("kabkota", "provinsi", "nasional", "kecamatan", "kelurahan")
    assert set(order) == set(AREA_LEVELS)
    return [level for level in order if codes(release, level)]
