"""Which tables may enter statistics: rates, ratios, indices and densities; never counts (1, 5, 7),
nor shares of one total, which are counts in another unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from atlas import honest, query
from atlas.choice import newest, tables_at
from atlas.model import Coverage, Indicator, Lang, Observation
from atlas.number import format_period, format_value
from atlas.query import Catalogue
from atlas.store import Release

AT = "@"
"""Between the code of an indicator and its breakdown: siswa_per_guru_ma@status=negeri."""


@dataclass(frozen=True, eq=False)
class Rate:
    """One table of a rate: the newest nearly complete one of an indicator and breakdown.

    `rows` holds every published observation by area; `values` only those that may enter statistics
    (`honest.sure`), in the indicator's unit.
    """

    indicator: Indicator
    table: Coverage
    rows: dict[str, Observation]
    values: dict[str, float]
    of: int
    """areas of the level"""

    @property
    def code(self) -> str:
        """What a URL calls it."""
        dim = self.table.dim
        return f"{self.indicator.indicator}{AT}{dim}" if dim else self.indicator.indicator

    @property
    def complete(self) -> bool:
        """Whether every area of the level has a sure value."""
        return len(self.values) == self.of

    @property
    def directed(self) -> bool:
        """Whether a high value is good or bad, not neither."""
        return self.indicator.polarity != "netral"

    def name(self, catalogue: Catalogue, lang: Lang) -> str:
        """ "Siswa per guru MA (Negeri)" """
        dim = catalogue.dim_name(self.table.dim, lang)
        return f"{self.indicator.name(lang)} ({dim})" if dim else self.indicator.name(lang)

    def period(self, lang: Lang) -> str:
        return format_period(self.table.period, lang, self.table.period_kind)

    def label(self, catalogue: Catalogue, lang: Lang) -> str:
        """Name, series and period: unique among the rates of a level."""
        series, period = catalogue.series_name(self.table.series, lang), self.period(lang)
        parts = [self.name(catalogue, lang), series, "" if series.endswith(period) else period]
        return ", ".join(p for p in parts if p)

    def text(self, area: str, lang: Lang) -> str:
        """The value of an area as it is shown, "" where it has none that is sure."""
        value = self.values.get(area)
        return "" if value is None else format_value(value, lang, self.indicator.decimals)


def is_rate(indicator: Indicator) -> bool:
    """1, 5: counts and amounts are left out, and so is what only counts mentions."""
    return (
        not indicator.extensive
        and indicator.measure != "jumlah"
        and "disebut" not in indicator.zero_means
    )


@lru_cache(maxsize=8)
def shares(release: Release) -> frozenset[str]:
    """Indicators that are shares of one total."""
    counted = {i.indicator for i in query.catalogue(release).indicators.values() if i.extensive}
    return honest.shares(_rules(release), counted)


@lru_cache(maxsize=8)
def against_one(release: Release) -> frozenset[str]:
    """Indicators that measure another one against the figure of one area for all."""
    return honest.against_one(_rules(release))


def _rules(release: Release) -> list[dict[str, str | None]]:
    names = ("indicator", "kind", "numerator", "denominator_area")
    with release.cursor() as cursor:
        cursor.execute(f"select {', '.join(names)} from derived")
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@lru_cache(maxsize=8)
def rates(release: Release, level: str) -> tuple[Rate, ...]:
    """What may enter statistics: `described` without shares of one total."""
    left_out = shares(release)
    return tuple(
        r for r in described(release, level) if r.indicator.indicator not in left_out
    )  # fmt: skip


@lru_cache(maxsize=8)
def described(release: Release, level: str) -> tuple[Rate, ...]:
    """The newest table of every rate of a level with sure values for 90 % of its areas, in the
    order of the catalogue; a breakdown (of one dimension) beside its total or without one. Shares
    of one total are among them: they may be shown, not tested."""
    catalogue = query.catalogue(release)
    areas = [a.area_code for a in catalogue.level(level)]
    found = []
    with release.cursor() as cursor:
        for indicator in catalogue.indicators.values():
            if not is_rate(indicator):
                continue
            here = tables_at(query.tables(release, indicator.indicator), level)
            for dim in dict.fromkeys(t.dim for t in here if ";" not in t.dim):
                table = newest([t for t in here if t.dim == dim and t.full])
                if table is None:
                    continue
                rows = query.values(
                    cursor, indicator.indicator, level, table.period, dim, table.series
                )
                values = {
                    code: rows[code].value
                    for code in areas
                    if code in rows and honest.sure(rows[code], indicator)
                }
                sure = {code: v for code, v in values.items() if v is not None}
                if len(sure) * 10 >= len(areas) * 9 and len(set(sure.values())) > 1:
                    found.append(Rate(indicator, table, rows, sure, len(areas)))
    return tuple(found)


def find(release: Release, level: str, code: str) -> Rate | None:
    """The table of a level that a URL calls by this code; None for none."""
    return next((r for r in described(release, level) if r.code == code), None)


def why_not(release: Release, level: str, code: str) -> str:
    """Why what a URL calls by this code is not among the rates of a level: `jumlah` (a count),
    `disebut` (events that mention an area), `bagian` (a share of one total), `jarang` (too few sure
    figures at this level); "" when it is one of them or no indicator at all."""
    catalogue = query.catalogue(release)
    name, _, dim = code.partition(AT)
    about = catalogue.indicators.get(name)
    if about is None or not {m for m in dim.split(";") if m} <= set(catalogue.dimensions):
        return ""
    if any(r.code == code for r in rates(release, level)):
        return ""
    if "disebut" in about.zero_means:
        return "disebut"
    if not is_rate(about):
        return "jumlah"
    return "bagian" if about.indicator in shares(release) else "jarang"


def state_word(row: Observation | None, indicator: Indicator) -> str:
    """The key of the words for a figure that may not enter statistics, "" for one that may. What
    the publisher says of it comes before what the atlas makes of its denominator."""
    if row is None or (row.value is None and row.low is None):
        return f"state.{honest.state(row)}"
    if honest.too_small(row, indicator):
        return "state.penyebut_kecil"
    if row.value is None:
        return "state.ditahan"
    return "" if honest.sure(row, indicator) else "state.nol_unlisted"
