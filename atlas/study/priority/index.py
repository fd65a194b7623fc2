"""The numbers of an index, and how sure its order is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from atlas.honest import FEWEST_VALUES
from atlas.measure import ranks
from atlas.measure.correlation import rho
from atlas.measure.weighted import EXACT, Robust, index, needs, robustness, scaled
from atlas.model import Lang
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.priority.weights import Weighted
from atlas.study.rates import Rate
from atlas.text import t

CLOSE = 0.8
"""Two indicators whose needs are correlated more than this say nearly the same."""
DECIMALS = {"minmax": 1, "rank": 1, "z": 2}


def sharing(chosen: Sequence[Weighted]) -> list[Weighted]:
    """The longest beginning of a list whose indicators share five areas at least: others would
    make an index of nothing."""
    kept: list[Weighted] = []
    for one in chosen:
        if not kept or len(common([*kept, one])) >= FEWEST_VALUES:
            kept.append(one)
    return kept


def common(chosen: Sequence[Weighted]) -> list[str]:
    """Areas with a sure value in every chosen indicator."""
    found = set.intersection(*(set(w.rate.values) for w in chosen)) if chosen else set()
    return sorted(found)


@dataclass(frozen=True)
class Worked:
    """The numbers of an index, by indicator and area in their order."""

    areas: tuple[str, ...]
    weights: tuple[float, ...]
    scores: tuple[tuple[float, ...], ...]
    index: tuple[float, ...]
    robust: tuple[Robust, ...]
    close: tuple[tuple[int, int, float], ...]
    """pairs of indicators whose needs go closely together or against each other"""


@lru_cache(maxsize=256)
def worked(made: tuple[tuple[Rate, float], ...], norm: str) -> Worked:
    """The index of some rates and weights: scores, values, and 1,000 drawn weightings; kept, because
    a page asks again on every run."""
    chosen = [Weighted(r, w) for r, w in made]
    areas = common(chosen)
    weights = scaled([w.weight for w in chosen])
    scores = [needs([w.rate.values[c] for c in areas], w.rate.indicator.polarity == "positif", norm)
              for w in chosen]  # fmt: skip
    found = [(i, j, rho(scores[i], scores[j])) for i, j in combinations(range(len(scores)), 2)]
    return Worked(
        tuple(areas), tuple(weights), tuple(map(tuple, scores)), tuple(index(scores, weights)),
        tuple(robustness(scores, weights)), tuple(f for f in found if abs(f[2]) > CLOSE),
    )  # fmt: skip


def order(work: Worked) -> dict[str, int]:
    """Rank of each area, 1 for the most in need; equal ones share the better rank."""
    return ranks({c: round(v, EXACT) for c, v in zip(work.areas, work.index, strict=True)})


@dataclass(frozen=True, eq=False)
class Index:
    """An index that a reader asked for: of what, of which level, and in which language."""

    release: Release
    catalogue: Catalogue
    found: Sequence[Rate]
    """every rate of the level"""
    asked: Sequence[Weighted]
    norm: str
    level: str
    lang: Lang

    @cached_property
    def chosen(self) -> list[Weighted]:
        """Indicators that share areas enough."""
        return sharing(self.asked)

    def by(self, norm: str) -> Worked:
        """The numbers of these indicators and weights with scales made alike in a given way."""
        return worked(tuple((w.rate, w.weight) for w in self.chosen), norm)

    @cached_property
    def work(self) -> Worked:
        return self.by(self.norm)

    @property
    def used(self) -> list[tuple[Weighted, float]]:
        """Each indicator with its weight of 100."""
        return list(zip(self.chosen, self.work.weights, strict=True))

    @property
    def noun(self) -> str:
        return t(f"level.{self.level}_noun", self.lang)

    def name(self, one: Weighted) -> str:
        return one.rate.name(self.catalogue, self.lang)

    def area(self, code: str) -> str:
        return self.catalogue.areas[code].full_name(self.lang)

    def way(self, one: Weighted) -> str:
        """Which values are in need, in words."""
        return t(f"priority.way_{one.rate.indicator.polarity}", self.lang)

    def text(self, value: float) -> str:
        """A value of the index as it is shown."""
        places = DECIMALS[self.norm]
        return format_value(round(value, places) + 0.0, self.lang, places)

    def weight(self, weight: float) -> str:
        return format_value(round(weight, 1), self.lang)
