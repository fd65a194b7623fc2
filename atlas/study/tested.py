"""Tables that a release has tested for patterns in space, and those it refused to test."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from atlas import query
from atlas.choice import tables_at
from atlas.model import Lang
from atlas.number import format_period
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.rates import AT

SIGNIFICANT = 0.05
"""Of the global test; the local ones have a bound of their own."""


@dataclass(frozen=True)
class Tested:
    """Moran's I of one table of a rate, or why it has none. `variant` is "" for the figures as
    published, `alternatif` with those that were rejected. `p` is two-sided; `cutoff` is what a
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
    """One area of a test: the mean of its neighbours (in the indicator's unit), its local I, its
    two-sided p, its quadrant, and whether it stays under the false discovery rate."""

    area_code: str
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
    with release.cursor() as cursor:
        cursor.execute(
            """select area_code, around, local_i, p, quadrant, significant from spatial_local
               where (indicator, level, series, dim, period, variant) = (?, ?, ?, ?, ?, ?)
               order by area_code""",
            [test.indicator, test.level, test.series, test.dim, test.period, test.variant],
        )
        return {row[0]: Part(*row) for row in cursor.fetchall()}


def other(release: Release, test: Tested) -> Tested | None:
    """The same table with the rejected figures in it; None where none was rejected."""
    return next((x for x in tested(release, test.level)
                 if x.variant and (x.code, x.when) == (test.code, test.when)), None)  # fmt: skip


def tally(release: Release, level: str) -> tuple[int, int]:
    """How many tables of a level were tested, and how many of them have a global p under 0.05."""
    made = [x for x in tested(release, level) if not x.refusal and not x.variant]
    return len(made), sum(x.p < SIGNIFICANT for x in made)
