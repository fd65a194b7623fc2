"""What targets are checked against: codes, units, valid ranges and released figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

Figures = Mapping[tuple[str, str, str, str], Mapping[str, float]]
"""Released yearly values by (indicator, area_code, dim, series), and in each by year."""


@dataclass(frozen=True)
class Meta:
    """What a target has to agree with of its indicator; bounds None where there are none."""

    name_id: str
    name_en: str
    unit: str
    unit_id: str
    unit_en: str
    polarity: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Known:
    """Codes of a release or a package. `figures` None: no figures to compare with."""

    indicators: Mapping[str, Meta]
    areas: Mapping[str, tuple[str, str]]
    """names in Indonesian and English"""
    series: Mapping[str, tuple[str, str]]
    members: Mapping[str, tuple[str, str]]
    figures: Figures | None = None

    @cached_property
    def _series(self) -> Mapping[tuple[str, str, str], list[str]]:
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for indicator, area, dim, series in self.figures or ():
            found[indicator, area, dim].append(series)
        return found

    def series_of(self, indicator: str, area: str, dim: str) -> list[str]:
        """Series in which an area has yearly figures, "" among them where there is one without."""
        return self._series.get((indicator, area, dim), [])


def of_package(codelists: Mapping[str, Sequence[Mapping[str, str]]]) -> Known:
    """The codes of a package, without its figures."""
    units = {u["unit"]: u for u in codelists["units"]}
    indicators = {}
    for row in codelists["indicators"]:
        unit = units[row["unit"]]
        low, high = (float(row[k]) if row[k] else None for k in ("range_min", "range_max"))
        indicators[row["indicator"]] = Meta(
            row["name_id"], row["name_en"], row["unit"], unit["name_id"], unit["name_en"],
            row["polarity"], low, high,
        )  # fmt: skip

    def names(codelist: str, key: str) -> dict[str, tuple[str, str]]:
        return {r[key]: (r["name_id"], r["name_en"]) for r in codelists[codelist]}

    return Known(indicators, names("areas", "area_code"), names("series", "series"),
                 names("dimensions", "member"))  # fmt: skip
