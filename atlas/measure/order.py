"""Order and class: rank with shared ties, class of a value, bounds of a reader."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from atlas.query import ClassBreaks


def ranks(values: dict[str, float]) -> dict[str, int]:
    """Rank of each area from the largest value, 1 first; equal values share the better rank."""
    ordered = sorted(values.values(), reverse=True)
    first: dict[float, int] = {}
    for place, value in enumerate(ordered, start=1):
        first.setdefault(value, place)
    return {area: first[value] for area, value in values.items()}


def class_of(value: float, breaks: ClassBreaks) -> int:
    """Index of the class that holds a value, 0 for the lowest. Values outside fall to the ends."""
    return min(bisect.bisect_left(breaks.highs, value), len(breaks.highs) - 1)


def own_breaks(bounds: Iterable[float], values: Iterable[float]) -> ClassBreaks | None:
    """Classes between a reader's own bounds; those without a value are kept, so that the legend
    shows what was asked for. None when fewer than one bound lies inside the values."""
    found = sorted(values)
    inside = [b for b in sorted(set(bounds)) if found and found[0] <= b < found[-1]]
    if not inside:
        return None
    highs = (*inside, found[-1])
    lows = (found[0], *inside)
    return ClassBreaks("sendiri", 0, lows, highs)
