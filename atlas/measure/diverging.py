"""Classes of changes around zero: equal shades on both sides stand for equal sizes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
SHADES = 3
"""Shades on each side of zero."""
FEW = 5
"""So many distinct changes or fewer make one class each."""


@dataclass(frozen=True)
class Band:
    """One class: the least and greatest change in it, and how dark: −1 and 1 stand beside zero."""

    low: float
    high: float
    shade: int


def bands(steps: Iterable[float]) -> tuple[Band, ...]:
    """Classes from the lowest change to the highest; those without a change are left out.

    Zero is a class of its own. Bounds are round numbers near the terciles of the sizes of all
    changes, the same under zero as above, so that one shade means one size on both sides.
    """
    distinct = sorted(set(steps))
    shades = _one_each(distinct) or _by_size(distinct)
    found: dict[int, list[float]] = {}
    for step in distinct:
        found.setdefault(shades[step], []).append(step)
    return tuple(Band(min(v), max(v), shade) for shade, v in sorted(found.items()))


def band_of(step: float, found: tuple[Band, ...]) -> int:
    """Index of the class that holds a change, one of those that made the classes."""
    return next(i for i, b in enumerate(found) if b.low <= step <= b.high)


def cuts(sizes: Iterable[float]) -> tuple[float, ...]:
    """Round numbers near the terciles of some positive sizes, ascending."""
    ordered = sorted(sizes)
    if not ordered:
        return ()
    at = [ordered[(len(ordered) - 1) * i // SHADES] for i in range(1, SHADES)]
    return tuple(sorted({rounded(v) for v in at}))


def rounded(value: float) -> float:
    """The nearest round number to a positive one, in steps that are easy to say."""
    power = 10.0 ** math.floor(math.log10(value))
    return round(min(ROUND, key=lambda r: abs(r * power - value)) * power, 10)


def _one_each(distinct: list[float]) -> dict[float, int]:
    """A shade for every change where there are few, none when a side has more than the shades."""
    low, high = [s for s in distinct if s < 0], [s for s in distinct if s > 0]
    if len(distinct) > FEW or max(len(low), len(high)) > SHADES:
        return {}
    found = {s: -i for i, s in enumerate(reversed(low), start=1)}
    return found | {s: i for i, s in enumerate(high, start=1)} | {s: 0 for s in distinct if s == 0}


def _by_size(distinct: list[float]) -> dict[float, int]:
    bounds = cuts(abs(s) for s in distinct if s)
    return {
        s: 0 if s == 0 else int(math.copysign(1 + sum(abs(s) > b for b in bounds), s))
        for s in distinct
    }
