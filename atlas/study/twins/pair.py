"""Two sources of one concept: their figures by date, the dates nearest to each other, and the order
of the areas by each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from atlas import honest, query
from atlas.measure import ranks
from atlas.model import CITY, Lang, Observation
from atlas.store import Release

LEVELS = ("kabkota", "provinsi", "nasional", "kecamatan")
MID_YEAR = 6


@dataclass(frozen=True)
class Side:
    """One of two sources: an indicator and breakdown in one series or several that never join."""

    indicator: str
    dim: str
    months: dict[str, int] = field(hash=False)
    """{series: month that a figure of a whole year speaks of}"""
    known: bool
    """whether that month is known; else a figure is placed in the middle of its year"""
    area: str
    """"" for the same area"""


@dataclass(frozen=True)
class Twin:
    """A pair of sources and what is said of it, `_id` and `_en`."""

    code: str
    a: Side
    b: Side
    most: int | None
    """months between two dates up to which a gap may be computed (7); None: never"""
    texts: dict[str, str] = field(repr=False, hash=False, compare=False)

    def text(self, name: str, lang: Lang) -> str:
        return self.texts[f"{name}_{lang}"]

    def near(self, match: Match) -> bool:
        """Whether a gap between two dates may be computed."""
        return self.most is not None and abs(match.apart) <= self.most


@dataclass(frozen=True)
class Dated:
    """A value with its month, counted from the year 0."""

    row: Observation
    month: int


@dataclass(frozen=True)
class Match:
    """Values of both sides at the dates nearest to each other."""

    a: Dated
    b: Dated

    @property
    def apart(self) -> int:
        """Months from the first side's date to the second's."""
        return self.b.month - self.a.month

    @property
    def gap(self) -> float:
        """Second less first, in the unit of both."""
        return (self.b.row.value or 0.0) - (self.a.row.value or 0.0)


@lru_cache(maxsize=4)
def twins(release: Release) -> dict[str, Twin]:
    """The pairs of a release by code; none in releases from before they were kept."""
    if ("twin", "twin") not in release.columns:
        return {}
    with release.cursor() as cursor:
        cursor.execute("select * from twin order by rowid")
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row["twin"]: _twin(row) for row in rows}


def _twin(row: dict[str, str | int | None]) -> Twin:
    apart = row["apart"]
    texts = {k: str(v) for k, v in row.items() if k.endswith(("_id", "_en"))}
    return Twin(str(row["twin"]), _side(row, "a", ""), _side(row, "b", str(row["area_b"] or "")),
                None if apart is None else min(int(apart), honest.APART * 12), texts)  # fmt: skip


def _side(row: dict[str, str | int | None], side: str, area: str) -> Side:
    series = str(row[f"series_{side}"] or "").split(";")
    months = str(row[f"month_{side}"] or "").split(";")
    months = months * len(series) if len(months) == 1 else months
    dated = {s: int(m or MID_YEAR) for s, m in zip(series, months, strict=True)}
    return Side(
        str(row[f"indicator_{side}"]), str(row[f"dim_{side}"] or ""), dated, bool(months[0]), area
    )


@lru_cache(maxsize=128)
def _values(release: Release, indicator: str, dim: str) -> dict[str, list[Observation]]:
    """Every sure value of an indicator by area; kept, because each choice asks for them."""
    catalogue = query.catalogue(release)
    found: dict[str, list[Observation]] = defaultdict(list)
    with release.cursor() as cursor:
        for row in query.history(cursor, indicator, list(catalogue.areas), dim):
            if honest.sure(row, catalogue.indicators[indicator]) and not row.partial_period:
                found[row.area_code].append(row)
    return dict(found)


def dated(release: Release, side: Side, area: str) -> list[Dated]:
    """Values of a side for an area, oldest first."""
    rows = _values(release, side.indicator, side.dim).get(side.area or area, [])
    found = [Dated(r, _month(r, side.months[r.series])) for r in rows if r.series in side.months]
    return sorted(found, key=lambda d: (d.month, d.row.series))


def _month(row: Observation, of_year: int) -> int:
    return int(row.period[:4]) * 12 + (int(row.period[5:7]) if len(row.period) > 4 else of_year)


def areas(release: Release, twin: Twin) -> list[str]:
    """Areas that both sides have figures of, the city first, then by level."""
    found = {
        area.area_code: (area.area_code != CITY, LEVELS.index(area.level), area.area_code)
        for area in query.catalogue(release).areas.values()
        if area.level in LEVELS
        and dated(release, twin.a, area.area_code)
        and dated(release, twin.b, area.area_code)
    }
    return sorted(found, key=found.__getitem__)


def matches(one: Sequence[Dated], other: Sequence[Dated]) -> list[Match]:
    """Pairs of values of which each is the other's nearest in time, oldest first; of two equally
    near ones the newer is taken."""

    def nearest(to: Dated, among: Sequence[Dated]) -> Dated:
        return min(among, key=lambda d: (abs(d.month - to.month), -d.month))

    if not one or not other:
        return []
    pairs = [(a, nearest(a, other)) for a in one]
    return [Match(a, b) for a, b in pairs if nearest(b, one) is a]


def best(found: Sequence[Match]) -> Match | None:
    """The match nearest in time, the newest of those."""
    return min(found, key=lambda m: (abs(m.apart), -m.a.month), default=None)


@dataclass(frozen=True, eq=False)
class Ranking:
    """Ranks of a whole level by both sources, at dates near each other."""

    match: Match
    a: dict[str, int]
    b: dict[str, int]


@lru_cache(maxsize=64)
def ranking(release: Release, twin: Twin, level: str) -> Ranking | None:
    """Ranks at the nearest dates at which both sides cover every area of a level; None without such
    dates (15), and where the pair may not be compared."""
    codes = [a.area_code for a in query.catalogue(release).level(level)]
    if twin.most is None or twin.b.area or len(codes) < honest.FEWEST_VALUES:
        return None
    one, other = (_full(release, side, codes) for side in (twin.a, twin.b))
    match = best(
        matches([next(iter(x.values())) for x in one], [next(iter(x.values())) for x in other])
    )
    if match is None or not twin.near(match):
        return None
    first = next(x for x in one if match.a in x.values())
    second = next(x for x in other if match.b in x.values())
    return Ranking(match, _ranks(first), _ranks(second))


def _ranks(table: dict[str, Dated]) -> dict[str, int]:
    return ranks({area: d.row.value or 0.0 for area, d in table.items()})


def _full(release: Release, side: Side, codes: Sequence[str]) -> list[dict[str, Dated]]:
    """Tables of a side that hold every one of some areas, by area; oldest first."""
    tables: dict[tuple[int, str], dict[str, Dated]] = defaultdict(dict)
    for code in codes:
        for one in dated(release, side, code):
            tables[(one.month, one.row.series)][code] = one
    return [tables[key] for key in sorted(tables) if len(tables[key]) == len(codes)]
