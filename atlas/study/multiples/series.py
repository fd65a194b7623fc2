"""Runs that are long enough for small multiples, and what is read of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from atlas import honest, sentence
from atlas.model import Coverage, Indicator, Lang, Observation
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import longrun
from atlas.study.longrun import Run
from atlas.text import t

FEWEST = 4
"""Comparable periods that small multiples need."""


@dataclass(frozen=True)
class Long:
    """A run with its comparable tables, and what is needed to speak of it."""

    run: Run
    tables: tuple[Coverage, ...]
    rows: Mapping[str, Mapping[str, Observation]]
    indicator: Indicator
    codes: tuple[str, ...]
    catalogue: Catalogue
    lang: Lang

    @property
    def noun(self) -> str:
        return t(f"level.{self.run.level}_noun", self.lang)

    @property
    def unit(self) -> str:
        return self.indicator.unit(self.lang)

    def label(self, table: Coverage) -> str:
        return self.run.period(table, self.lang)

    def name(self, code: str) -> str:
        return self.catalogue.areas[code].full_name(self.lang)

    def text(self, row: Observation) -> str:
        said = sentence.value_text(row, self.indicator, self.lang)
        return said if row.mark in ("", "-", "~0") else f"{said} {row.mark}"

    def amount(self, row: Observation) -> str:
        return sentence.amount(self.text(row), self.unit)

    def sure(self, period: str) -> dict[str, float]:
        """Values of a period that may enter classes and medians, by area of the level."""
        here = self.rows[period]
        return {c: here[c].value or 0.0 for c in self.codes
                if c in here and honest.sure(here[c], self.indicator)}  # fmt: skip

    def known(self, code: str) -> list[Observation]:
        """The values of an area in the comparable periods, oldest first."""
        found = [self.rows[x.period].get(code) for x in self.tables]
        return [r for r in found if r is not None and r.value is not None]

    def middle(self, period: str) -> float | None:
        """The median of the level; none for counts, which are never averaged."""
        values = self.sure(period)
        return median(values.values()) if values and not self.indicator.extensive else None

    def middle_text(self, value: float) -> str:
        """A computed median, with as many decimals as the figures."""
        decimals = self.indicator.decimals
        return format_value(round(value, decimals), self.lang, decimals)


@lru_cache(maxsize=8)
def listed(release: Release, level: str) -> tuple[Run, ...]:
    """Runs of a level with four comparable periods or more."""
    found = longrun.runs(release, level)
    return tuple(r for r in found if len(longrun.comparable_tables(release, r)) >= FEWEST)
