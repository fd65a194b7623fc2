"""An index of weighted scores, and how much its order hangs on the weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NORMS = ("minmax", "z", "rank")
DRAWS = 1000
SPREAD = 0.5
"""A weight is multiplied by a uniform factor between 1 - SPREAD and 1 + SPREAD."""
SEED = 20200915
ENDS = (5, 95)
"""Percentiles of the ranks that an interval is made of."""
TOP = 3
EXACT = 9
"""Decimals of an index that are compared: beyond them two values are the same."""

Table = NDArray[np.float64]


@dataclass(frozen=True)
class Robust:
    """Of one area over all drawn weights: 5th and 95th percentile of its rank, how often it was
    first and how often among the first three, of DRAWS."""

    low: int
    high: int
    firsts: int
    tops: int


def scaled(weights: Sequence[float]) -> list[float]:
    """The same weights with a sum of 100. ValueError when one is not above zero."""
    if not weights or min(weights) <= 0:
        raise ValueError("weights must be above zero")
    total = sum(weights)
    return [100 * w / total for w in weights]


def needs(values: Sequence[float], high_is_good: bool, norm: str) -> list[float]:
    """Scores of the values of one indicator, the higher the more in need; what is high and good
    counts the other way round. All alike is 0 for all.

    minmax: 100 x (value - least) / (greatest - least). z: (value - mean) / standard deviation of
    these areas (divided by n). rank: 100 x (mean rank from below - 1) / (n - 1).
    """
    found = np.asarray(values, float)
    sign = -1.0 if high_is_good else 1.0
    if np.ptp(found) == 0:
        return [0.0] * len(found)
    if norm == "z":
        return [float(s) for s in sign * (found - found.mean()) / found.std()]
    if norm == "rank":
        below = (found[None, :] < found[:, None]).sum(axis=1)
        same = (found[None, :] == found[:, None]).sum(axis=1)
        found = below + (same - 1) / 2
    least, most = found.min(), found.max()
    if norm == "rank":
        least, most = 0, len(found) - 1
    share = 100 * (found - least) / (most - least)
    return [float(s) for s in (100 - share if high_is_good else share)]


def index(scores: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    """One value an area: the mean of its scores (a list of areas for each indicator), weighted by
    weights with a sum of 100."""
    return [float(v) for v in np.asarray(weights, float) @ np.asarray(scores, float) / 100]


def robustness(
    scores: Sequence[Sequence[float]], weights: Sequence[float], draws: int = DRAWS,
    seed: int = SEED,
) -> list[Robust]:  # fmt: skip
    """How the rank of each area moves when the weights do: `draws` times each weight is multiplied
    by a factor drawn evenly between 0.5 and 1.5 (numpy's default_rng(seed).uniform, one row of
    factors a draw) and all are scaled back to 100. Rank 1 is the highest index; equal ones share
    the better rank."""
    given = np.asarray(weights, float)
    drawn = given * np.random.default_rng(seed).uniform(1 - SPREAD, 1 + SPREAD, (draws, len(given)))
    drawn = 100 * drawn / drawn.sum(axis=1, keepdims=True)
    places = _places(drawn @ np.asarray(scores, float) / 100)
    low, high = np.percentile(places, ENDS, axis=0, method="inverted_cdf")
    firsts, tops = (places == 1).sum(axis=0), (places <= TOP).sum(axis=0)
    rows = zip(low, high, firsts, tops, strict=True)
    return [Robust(int(a), int(b), int(c), int(d)) for a, b, c, d in rows]


def _places(found: Table) -> NDArray[np.int64]:
    """Ranks along each row, 1 for the highest, equal ones sharing the better."""
    exact = np.round(found, EXACT)
    above: NDArray[np.int64] = (exact[:, None, :] > exact[:, :, None]).sum(axis=2)
    return above + 1


def bounds(values: Sequence[float], classes: int) -> list[float]:
    """Upper bounds of classes with equally many values each (quantiles, as mapclassify's), fewer
    where values are equal; the last is the greatest value."""
    found = np.quantile(np.asarray(values, float), [i / classes for i in range(1, classes + 1)])
    return sorted({float(b) for b in found})
