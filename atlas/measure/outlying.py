"""Values that lie far from all others: to be looked at, not to be left out."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles

TIMES = 3.0
"""Interquartile ranges beyond a quartile: the outer fences of Tukey (1977)."""


def outlying(values: Sequence[float]) -> frozenset[float]:
    """Values beyond the outer fences; quartiles are linear between neighbours (type 7), as numpy's.

    None among fewer than four values, or where the middle half of them is one value.
    """
    if len(values) < 4:
        return frozenset()
    low, _, high = quantiles(values, n=4, method="inclusive")
    reach = TIMES * (high - low)
    if reach == 0:
        return frozenset()
    return frozenset(v for v in values if v < low - reach or v > high + reach)
