"""Tables that a release has tested for patterns in space, and those it refused to test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from atlas import query
from atlas.choice import tables_at
from atlas.model import Lang
from atlas.number import format_period
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.rates import AT, against_one

SIGNIFICANT = 0.05
"""Of the global test; the local ones have a bound of their own."""


@dataclass(frozen=True)
class Tested:
    """Moran's I of one table of a rate, or why it has none. `variant` is "" for the figures as
    published, `alternatif` with those that were rejected, `daratan` without the areas that touch
    only each other (`apart`). `p` is two-sided; `cutoff` is what a
    local p has to stay under."""

    indicator: str
    level: str
    series: str
    dim: str
    period: str
    variant: str
    refusal: str
    areas: int
    alone: tuple[str, ...]
    apart: tuple[str, ...]
    i: float
    expected: float
    p: float
    cutoff: float
    permutations: int
    seed: int
    period_kind: str

    @property
    def code(self) -> str:
        """What a URL calls its indicator and breakdown, as in `study.rates`."""
        return f"{self.indicator}{AT}{self.dim}" if self.dim else self.indicator

    @property
    def when(self) -> str:
        """What a URL calls its period and series: 2020@sp2020."""
        return f"{self.period}{AT}{self.series}" if self.series else self.period

    def name(self, catalogue: Catalogue, lang: Lang) -> str:
        """ "Siswa per guru MA (Negeri)" """
        name, dim = (
            catalogue.indicators[self.indicator].name(lang),
            catalogue.dim_name(self.dim, lang),
        )
        return f"{name} ({dim})" if dim else name

    def moment(self, catalogue: Catalogue, lang: Lang) -> str:
        """Period and series in words."""
        period = format_period(self.period, lang, self.period_kind)
        series = catalogue.series_name(self.series, lang)
        return f"{period}, {series}" if series and not series.endswith(period) else series or period


@dataclass(frozen=True)
class Part:
    """One area of a test: how many neighbours it has (0 in releases that do not say) and their mean
    in the indicator's unit, its local I, its two-sided p, its quadrant, and whether it stays under
    the false discovery rate."""

    area_code: str
    neighbours: int
    around: float
    local_i: float
    p: float
    quadrant: str
    significant: bool


def holds_tests(release: Release) -> bool:
    """Releases from before patterns were computed hold none."""
    return ("spatial_test", "apart") in release.columns


@lru_cache(maxsize=8)
def tested(release: Release, level: str) -> tuple[Tested, ...]:
    """Every table of a level, in the order of the catalogue, newest period first."""
    if not holds_tests(release):
        return ()
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        cursor.execute(
            """select indicator, level, coalesce(series, ''), coalesce(dim, ''), period, variant,
                      refusal, areas, alone, apart, i, expected, p, cutoff, permutations, seed
               from spatial_test where level = ? order by period desc, series, dim, variant""",
            [level],
        )
        rows = cursor.fetchall()
    order = {code: i for i, code in enumerate(catalogue.indicators)}
    found = []
    for row in sorted(rows, key=lambda r: order[r[0]]):
        kinds = {(t.series, t.dim, t.period): t.period_kind
                 for t in tables_at(query.tables(release, row[0]), level)}  # fmt: skip
        alone, apart = (tuple(c for c in row[i].split(";") if c) for i in (8, 9))
        kind = kinds.get((row[2], row[3], row[4]), "year")
        found.append(Tested(*(*row[:8], alone, apart, *row[10:], kind)))
    return tuple(found)


@lru_cache(maxsize=256)
def parts(release: Release, test: Tested) -> dict[str, Part]:
    """The areas of a test; none of one that was refused."""
    neighbours = "neighbours" if ("spatial_local", "neighbours") in release.columns else "0"
    with release.cursor() as cursor:
        cursor.execute(
            f"""select area_code, {neighbours}, around, local_i, p, quadrant, significant from spatial_local
               where (indicator, level, series, dim, period, variant) = (?, ?, ?, ?, ?, ?)
               order by area_code""",
            [test.indicator, test.level, test.series, test.dim, test.period, test.variant],
        )
        return {row[0]: Part(*row) for row in cursor.fetchall()}


def other(release: Release, test: Tested) -> Tested | None:
    """The same table with the rejected figures in it; None where none was rejected."""
    return _variant(release, test, "alternatif")


def mainland(release: Release, test: Tested) -> Tested | None:
    """The same table without the areas that touch only each other; None where there are none, or
    too few areas are left to be tested."""
    found = _variant(release, test, "daratan")
    return found if found and not found.refusal else None


def _variant(release: Release, test: Tested, name: str) -> Tested | None:
    return next((x for x in tested(release, test.level)
                 if x.variant == name and (x.code, x.when) == (test.code, test.when)), None)  # fmt: skip


def rests(test: Tested, main: Tested | None) -> bool:
    """Whether the pattern of a table is there only because of the areas that touch only each other:
    without them nothing is sure, or the opposite is."""
    if main is None or test.p >= SIGNIFICANT:
        return False
    return main.p >= SIGNIFICANT or (main.i > main.expected) != (test.i > test.expected)


def held(release: Release, level: str) -> int:
    """How many of the tables that `tally` finds under 0.05 are so without the apart areas too."""
    made = _own(release, level)
    return sum(x.p < SIGNIFICANT and not rests(x, mainland(release, x)) for x in made)


def firm(found: Mapping[str, Part], rest: Mapping[str, Part]) -> dict[str, Part]:
    """Areas of a test, significant only if they are so without the apart ones (`rest`) too, in the
    same quadrant: a few far values shift the mean that all others are measured against."""
    return {
        c: replace(p, significant=p.significant and (c not in rest or (
            rest[c].significant and rest[c].quadrant == p.quadrant)))
        for c, p in found.items()
    }  # fmt: skip


def tally(release: Release, level: str) -> tuple[int, int]:
    """How many tables of a level were tested, and how many of them have a global p under 0.05."""
    made = _own(release, level)
    return len(made), sum(x.p < SIGNIFICANT for x in made)


def _own(release: Release, level: str) -> list[Tested]:
    """Tables with a pattern of their own: gaps and ratios to the figure of one area have that of
    what they measure, and would be counted twice."""
    again = against_one(release)
    return [x for x in tested(release, level)
            if not x.refusal and not x.variant and x.indicator not in again]  # fmt: skip
