"""Whether a series rises or falls: Mann-Kendall's test and Sen's slope with its interval.

Mann (1945), Kendall (1975), Sen (1968); as told by Gilbert, Statistical Methods for Environmental
Pollution Monitoring (1987), chapter 16, and by Hollander, Wolfe and Chicken, Nonparametric
Statistical Methods (2014), chapter 9. Times are numbers (years) and need not be evenly spaced.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from statistics import NormalDist, median

LEVEL = 0.05
"""Two-sided level of the test; the interval of the slope covers 1 - LEVEL at least."""
EXACT_MOST = 50
"""Values up to which the exact distribution of S is counted out, when none are equal."""
FEWEST_FOR_MEMORY = 8
"""Values from which the likeness of neighbouring years is looked at."""


@dataclass(frozen=True)
class Trend:
    """What the test says of one series; slopes in the unit of its values per unit of its times."""

    n: int
    s: int
    """pairs that rise less pairs that fall"""
    p: float
    """two-sided"""
    exact: bool
    """whether p was counted out; else it is of the normal distribution, corrected for ties and
    for continuity"""
    slope: float
    low: float
    high: float
    middle: tuple[float, float]
    """medians of times and values: Sen's line goes through them (Conover, 1999)"""
    memory: float
    """how far neighbours deviate alike: lag-1 autocorrelation about the line; 0 for few values"""

    @property
    def direction(self) -> int:
        """1 rises, -1 falls, 0 when neither is sure at the level of the test."""
        return (self.s > 0) - (self.s < 0) if self.p < LEVEL else 0

    @property
    def remembers(self) -> bool:
        """Whether neighbours are more alike than chance makes them (Box and Jenkins' bound): the
        test takes them as independent, so that its p is then too small."""
        return self.n >= FEWEST_FOR_MEMORY and self.memory > 1.96 / math.sqrt(self.n)

    def at(self, time: float, slope: float | None = None) -> float:
        """The line at a time, or one of another slope through the same middle."""
        steep = self.slope if slope is None else slope
        return self.middle[1] + steep * (time - self.middle[0])


def trend(times: Sequence[float], values: Sequence[float]) -> Trend:
    """Test and slope of a series whose times ascend and differ. ValueError for fewer than three
    values, or times that do not ascend."""
    if len(values) < 3 or any(b <= a for a, b in pairwise(times)):
        raise ValueError("three values at least, at times that ascend")
    s = kendall_s(values)
    slopes = sorted((y2 - y1) / (x2 - x1)
                    for (x1, y1), (x2, y2) in combinations(zip(times, values, strict=True), 2))  # fmt: skip
    exact = len(values) <= EXACT_MOST and len(set(values)) == len(values)
    low, high = _interval(slopes, values, exact)
    slope, middle = median(slopes), (median(times), median(values))
    rest = [y - middle[1] - slope * (x - middle[0]) for x, y in zip(times, values, strict=True)]
    p = exact_p(s, len(values)) if exact else normal_p(s, values)
    return Trend(len(values), s, p, exact, slope, low, high, middle, _memory(times, rest))


def kendall_s(values: Sequence[float]) -> int:
    """Pairs of values that rise in time less those that fall; equal pairs count for neither."""
    return sum((b > a) - (b < a) for a, b in combinations(values, 2))


def variance_s(values: Sequence[float]) -> float:
    """Variance of S when there is no trend, less for ties (Kendall, 1975)."""
    n = len(values)
    ties = sum(t * (t - 1) * (2 * t + 5) for t in Counter(values).values())
    return (n * (n - 1) * (2 * n + 5) - ties) / 18


def normal_p(s: int, values: Sequence[float]) -> float:
    """Two-sided p of the normal distribution, S brought one nearer to zero for continuity."""
    deviation = math.sqrt(variance_s(values))
    return math.erfc(max(abs(s) - 1, 0) / deviation / math.sqrt(2)) if deviation else 1.0


def exact_p(s: int, n: int) -> float:
    """Two-sided p of S among all n! orders of n different values."""
    inversions = (n * (n - 1) // 2 - abs(s)) // 2
    return min(1.0, 2 * _orders_up_to(n)[inversions] / math.factorial(n))


@lru_cache(maxsize=64)
def _orders_up_to(n: int) -> tuple[int, ...]:
    """How many orders of n values have at most 0, 1, 2, ... pairs that fall (Mahonian numbers)."""
    counts = [1]
    for size in range(2, n + 1):
        sums = list(accumulate(counts)) + [sum(counts)] * (size - 1)
        counts = [total - (sums[i - size] if i >= size else 0) for i, total in enumerate(sums)]
    return tuple(accumulate(counts))


def _interval(slopes: Sequence[float], values: Sequence[float], exact: bool) -> tuple[float, float]:
    """Bounds of Sen's slope among the ordered slopes: by the exact distribution of S (Hollander and
    Wolfe), so that they leave out zero where the exact test is sure; with ties by Gilbert's normal
    rule. Few values give the whole range."""
    pairs = len(slopes)
    if exact:
        n, most = len(values), LEVEL / 2 * math.factorial(len(values))
        left = sum(count <= most for count in _orders_up_to(n))
        return slopes[max(left - 1, 0)], slopes[min(pairs - left, pairs - 1)]
    wide = NormalDist().inv_cdf(1 - LEVEL / 2) * math.sqrt(variance_s(values))
    return _between(slopes, (pairs - wide) / 2), _between(slopes, (pairs + wide) / 2 + 1)


def _between(slopes: Sequence[float], place: float) -> float:
    """The slope at a place counted from 1, in between two where the place is not whole."""
    under = min(max(place - 1, 0.0), len(slopes) - 1.0)
    first = math.floor(under)
    last = min(first + 1, len(slopes) - 1)
    return slopes[first] + (under - first) * (slopes[last] - slopes[first])


def _memory(times: Sequence[float], rest: Sequence[float]) -> float:
    """Lag-1 autocorrelation of what a line leaves, of neighbours one usual step apart."""
    size = sum(r * r for r in rest)
    if len(rest) < FEWEST_FOR_MEMORY or size < 1e-12:
        return 0.0
    step = min(b - a for a, b in pairwise(times))
    near = sum(p * q for (s, p), (t, q) in pairwise(zip(times, rest, strict=True)) if t - s < step * 1.5)  # fmt: skip
    return near / size


def adjusted(ps: Sequence[float]) -> list[float]:
    """p of many tests at once, so that of those under a level no more than that share is expected
    to be false (Benjamini and Hochberg, 1995)."""
    from scipy.stats import false_discovery_control

    return [float(p) for p in false_discovery_control(ps)] if ps else []
