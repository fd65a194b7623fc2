"""Figures of kelurahan put together, as far as they may be: sums, and ratios from summed parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from atlas import query
from atlas.choice import newest, tables_at
from atlas.measure import total
from atlas.measure.total import Span
from atlas.model import CITY, Coverage, Indicator, Lang, Observation, PartOf
from atlas.number import format_period
from atlas.query import Catalogue
from atlas.store import Release

LEVEL = "kelurahan"
FIRST = "pemilih_tetap"


@dataclass(frozen=True, eq=False)
class Table:
    """The newest table of an indicator, breakdown and series with figures by kelurahan."""

    indicator: Indicator
    coverage: Coverage
    code: str
    """what a URL calls it: indicator, @breakdown, ~series where another series is the default"""
    rows: Mapping[str, Observation]
    city: Observation | None
    parts: Mapping[str, Sequence[PartOf]] = field(repr=False)
    scale: int
    """of a ratio: 100 for percent; 0 for what is no ratio with its parts at hand"""
    city_newer: str
    """a newer period that the city has in the same series, "" for none"""

    @cached_property
    def whole(self) -> Span | None:
        """What all kelurahan add up to; None where one has no figure, or nothing adds up."""
        if self.way != "jumlah" or self.coverage.areas < self.coverage.of:
            return None
        return join(self, list(self.rows)).value

    @property
    def gap(self) -> bool:
        """Whether the city's figure is not what its kelurahan add up to."""
        city = total.span(self.city.value, self.city.low, self.city.high) if self.city else None
        if city is None or self.whole is None:
            return False
        return city[1] < self.whole[0] or city[0] > self.whole[1]

    @property
    def way(self) -> str:
        """How kelurahan are put together: jumlah, rasio, or tolak."""
        if self.indicator.additive:
            return "jumlah"
        return "rasio" if self.scale else "tolak"

    def label(self, catalogue: Catalogue, lang: Lang) -> str:
        parts = [self.indicator.name(lang), catalogue.dim_name(self.coverage.dim, lang),
                 catalogue.series_name(self.coverage.series, lang), self.period(lang)]  # fmt: skip
        return ", ".join(p for p in parts if p)

    def period(self, lang: Lang) -> str:
        return format_period(self.coverage.period, lang, self.coverage.period_kind)


@dataclass(frozen=True, eq=False)
class Joined:
    """What one table says of the chosen kelurahan together."""

    table: Table
    have: tuple[str, ...]
    """chosen kelurahan with a figure that counts"""
    of: int
    above: Span | None = None
    """the sum; of a ratio its numerator"""
    below: Span | None = None
    value: Span | None = None
    """None when it is incomplete or may not be put together"""

    @property
    def complete(self) -> bool:
        return len(self.have) == self.of > 0

    @property
    def small(self) -> bool:
        """Whether the denominator is, or may be, under what its indicator asks for."""
        least = self.table.indicator.min_denominator
        return self.below is not None and self.below[0] < least


@lru_cache(maxsize=4)
def tables(release: Release) -> tuple[Table, ...]:
    """The newest table of every series with kelurahan figures, those of all kelurahan first, what
    may be put together before what may not. 0.1 s, kept as long as the release."""
    catalogue = query.catalogue(release)
    found = []
    for indicator in catalogue.indicators.values():
        every = query.tables(release, indicator.indicator)
        here = tables_at(every, LEVEL)
        for dim in dict.fromkeys(x.dim for x in here):
            of_dim = [x for x in here if x.dim == dim]
            first = newest(of_dim)
            for series in dict.fromkeys(x.series for x in of_dim):
                last = max((x for x in of_dim if x.series == series), key=lambda x: x.period)
                own = first is not None and series == first.series
                code = (
                    indicator.indicator + (f"@{dim}" if dim else "") + ("" if own else f"~{series}")
                )
                found.append(_read(release, indicator, last, code, every))
    ways = ("jumlah", "rasio", "tolak")
    return tuple(sorted(found, key=lambda x: (not x.coverage.full, ways.index(x.way))))


def _read(
    release: Release, indicator: Indicator, last: Coverage, code: str, every: Sequence[Coverage]
) -> Table:
    key = (last.dim, last.series, last.period)
    with release.cursor() as cursor:
        rows = query.around(cursor, indicator.indicator, LEVEL, [last.period], last.dim,
                            last.series, CITY)[last.period]  # fmt: skip
        city = rows.pop(CITY, None)
        parts: dict[str, list[PartOf]] = {}
        scale = 0
        if indicator.kind == "rasio":
            parts = query.parts(cursor, indicator.indicator, list(rows), *key)
            cursor.execute(
                """select max(scale) from derived where indicator = ? and coalesce(dim, '') = ?
                   and coalesce(numerator_series, '') = ? and kind = 'rasio'""",
                [indicator.indicator, last.dim, last.series],
            )
            scale = int((cursor.fetchone() or (0,))[0] or 0) if parts else 0
    newer = max((x.period for x in every if x.level == "kabkota" and x.has_city
                 and (x.dim, x.series, x.period_kind) == (last.dim, last.series, last.period_kind)),
                default="")  # fmt: skip
    return Table(indicator, last, code, rows, city, parts, scale,
                 newer if newer > last.period else "")  # fmt: skip


def find(release: Release, code: str) -> Table | None:
    """The table that a URL calls by this code; None for none."""
    return next((x for x in tables(release) if x.code == code), None)


def join(table: Table, chosen: Sequence[str]) -> Joined:
    """The chosen kelurahan together: sums where every one has a figure, ratios from summed parts
    (each part once: a city's denominator is no sum), nothing for what may not be added up."""
    have = tuple(c for c in chosen if _counts(table, c))
    plain = Joined(table, have, len(chosen))
    if table.way == "tolak" or not plain.complete:
        return plain
    if table.way == "jumlah":
        spans = [_span(table.rows[c]) for c in have]
        above = total.total(s for s in spans if s)
        return Joined(table, have, len(chosen), above, None, above)
    sides = []
    for role in ("pembilang", "penyebut"):
        used = {part_key(p): p for c in have for p in table.parts[c] if p.role == role}
        spans = [total.span(p.value, p.low, p.high) for p in used.values()]
        sides.append(total.total(s for s in spans if s))
    value = total.ratio(sides[0], sides[1], table.scale)
    return Joined(table, have, len(chosen), sides[0], sides[1], value)


def _counts(table: Table, code: str) -> bool:
    """Whether a kelurahan has a figure that may enter a sum; of a ratio, its parts. A zero that
    means "not listed" is no figure (5)."""
    if table.way == "rasio":
        return bool(table.parts.get(code))
    row = table.rows.get(code)
    if row is None or _span(row) is None:
        return False
    return row.value != 0 or table.indicator.zero_is_sure


def _span(row: Observation) -> Span | None:
    return total.span(row.value, row.low, row.high)


def part_key(part: PartOf) -> tuple[str, ...]:
    return part.indicator, part.place_code, part.period, part.dim, part.series


def default(release: Release) -> Table:
    """The table of the headline when none is asked for: voters, or the first that adds up."""
    return find(release, FIRST) or tables(release)[0]
