"""Standard scores and directed ranks: values of different units on one scale, over whole levels."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping
from statistics import fmean

from atlas.measure.order import ranks

FIFTHS = 5
CUTS = (-1.5, -0.5, 0.5, 1.5)
"""Bounds between the five bands of standard scores; a score on a bound falls to the band above."""


def z_scores(values: Mapping[str, float]) -> dict[str, float]:
    """(value - mean) / standard deviation of each area. The deviation is that of a population
    (divided by n, as scipy.stats.zscore does): the areas are all there are, not a sample of more.
    ValueError for fewer than two values, or values that are all equal."""
    if len(set(values.values())) < 2:
        raise ValueError("two different values at least")
    mean = fmean(values.values())
    spread = math.sqrt(fmean((v - mean) ** 2 for v in values.values()))
    return {area: (value - mean) / spread for area, value in values.items()}


def directed(score: float, polarity: str) -> float:
    """A standard score whose plus is better: turned round where a low value is good. One without a
    direction stays as it is, plus being higher."""
    return -score if polarity == "negatif" else score


def directed_ranks(values: Mapping[str, float], polarity: str) -> dict[str, int]:
    """Rank of each area, 1 for the best; without a direction 1 for the highest. Equal values share
    the better rank, and the ranks that they take together are not given again."""
    return ranks({area: directed(value, polarity) for area, value in values.items()})


def fifth(rank: int, of: int) -> int:
    """Which fifth of `of` areas a rank lies in, 0 for the first: the middle of its place, so that
    both ends are equally large (of 21 areas 4, 4, 5, 4, 4)."""
    return min(FIFTHS - 1, int((rank - 0.5) * FIFTHS / of))


def band(score: float) -> int:
    """Which of the five bands between CUTS a standard score lies in, 0 for the lowest."""
    return bisect_right(CUTS, score)
