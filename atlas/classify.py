"""Classes of a map, made once per release: breaks by a named method (mapclassify).

Breaks are fixed over all periods of a series so that the slider shows change and not re-binning;
breaks for one period alone are kept beside them.
"""

from __future__ import annotations

import bisect
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

METHODS = ("kuantil", "jenks", "interval")
COUNTS = (3, 4, 5, 6, 7)
FEWEST = 6
"""A non-zero value in fewer areas than this is a table, not a map."""


@dataclass(frozen=True)
class Breaks:
    """Classes from low to high. `lows` and `highs` are the least and greatest published value in
    each, in the indicator's unit; `below` classes lie under the midpoint of a diverging scale."""

    method: str
    classes: int
    below: int
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    places: tuple[int, ...]
    """of each class among all that the method made, the empty ones counted; 0 for the lowest"""


def all_breaks(values: list[float], midpoint: float | None) -> Iterator[Breaks]:
    """Breaks of every method and number of classes for these values (zeros already out).

    Five or fewer distinct values make one class each, whatever the method.
    """
    distinct = sorted(set(values))
    if len(distinct) <= 5:
        below = _below(distinct, midpoint)
        for method in METHODS:
            for count in COUNTS:
                yield Breaks(
                    method,
                    count,
                    below,
                    tuple(distinct),
                    tuple(distinct),
                    tuple(range(len(distinct))),
                )
        return
    for method in METHODS:
        for count in COUNTS:
            if midpoint is not None and distinct[0] < midpoint < distinct[-1]:
                uppers, below = _diverging(values, midpoint, method, count)
            else:
                uppers, below = _uppers(values, method, count), 0
            lows, highs = _extremes(distinct, uppers)
            below = _below(list(highs), midpoint) if below else 0
            last = len(uppers) - 1
            places = tuple(min(bisect.bisect_left(uppers, high), last) for high in highs)
            yield Breaks(method, count, below, lows, highs, places)


def _below(highs: list[float], midpoint: float | None) -> int:
    """Classes that lie under the midpoint; 0 as well when all do (then nothing diverges)."""
    if midpoint is None:
        return 0
    count = sum(h < midpoint for h in highs)
    return count if count < len(highs) else 0


def _uppers(values: list[float], method: str, count: int) -> list[float]:
    """Upper bounds of at most `count` classes by a method of mapclassify."""
    import mapclassify  # 5 s to import, needed while building only

    count = min(count, len(set(values)))
    makers = {
        "kuantil": mapclassify.Quantiles,
        "jenks": mapclassify.FisherJenks,
        "interval": mapclassify.EqualInterval,
    }
    if count < 2:
        return [max(values)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [float(b) for b in makers[method](values, k=count).bins]


def _diverging(
    values: list[float], midpoint: float, method: str, count: int
) -> tuple[list[float], int]:
    """Each side of the midpoint classified by itself, with classes by its share of values."""
    low = [v for v in values if v < midpoint]
    high = [v for v in values if v >= midpoint]
    below = min(count - 1, max(1, round(count * len(low) / len(values))))
    return _uppers(low, method, below) + _uppers(high, method, count - below), below


def _extremes(
    distinct: list[float], uppers: list[float]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Least and greatest value in each class; classes without a value are left out."""
    lows, highs = [], []
    start = 0
    for upper in sorted(set(uppers)):
        inside = [v for v in distinct[start:] if v <= upper]
        if inside:
            lows.append(inside[0])
            highs.append(inside[-1])
            start += len(inside)
    if start < len(distinct) and highs:
        highs[-1] = distinct[-1]
    return tuple(lows), tuple(highs)
