"""Statistics of one table: rank with shared ties, class of a value, state of a cell. No SQL."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from atlas.model import Observation
from atlas.query import ClassBreaks

FEWEST_VALUES = 5
FEWEST_NONZERO = 6


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


def drawable(values: Iterable[float]) -> bool:
    """Whether values may be a map: five at least, and six that are not zero when some are."""
    found = list(values)
    nonzero = sum(v != 0 for v in found)
    return len(found) >= FEWEST_VALUES and (nonzero == len(found) or nonzero >= FEWEST_NONZERO)


def state(
    observation: Observation | None, collected: bool = True, newer_than_full: bool = False
) -> str:
    """Which of the six states a cell has.

    `collected`: the indicator has figures at this level at all. `newer_than_full`: the period is
    newer than the newest one with 90 % of the areas, so that an absent figure has yet to come.
    """
    if observation is None:
        if not collected:
            return "tidak_dikumpulkan"
        return "belum_terbit" if newer_than_full else "tidak_tersedia"
    if observation.value is None and observation.low is None:
        by_mark = {"NA": "tidak_berlaku", "-": "nol"}
        return by_mark.get(observation.mark, "tidak_tersedia")
    return "nol" if observation.value == 0 else "terbit"
