"""How alike areas are by several indicators at once, in standard deviations."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

EXACT = 9
"""Decimals of a distance that are compared: beyond them two distances are the same."""
TOP = 3

Scores = Sequence[Mapping[str, float]]
"""Standard scores by area, one mapping for each indicator, all of the same areas."""


def distance(scores: Scores, one: str, other: str) -> float:
    """Euclidean distance over the scores divided by the square root of how many indicators there
    are: the root of the mean squared difference, so that it reads as standard deviations apart
    however many indicators count. ValueError without indicators."""
    if not scores:
        raise ValueError("no indicators")
    squares = sum((s[one] - s[other]) ** 2 for s in scores)
    return round(math.sqrt(squares / len(scores)), EXACT)


def by_distance(scores: Scores, of: str) -> dict[str, float]:
    """Distance of every other area to one, the nearest first; equal ones in order of their codes."""
    found = {area: distance(scores, of, area) for area in scores[0] if area != of}
    return dict(sorted(found.items(), key=lambda x: (x[1], x[0])))


def shares(scores: Scores, one: str, other: str) -> list[float]:
    """What each indicator adds to the squared distance of two areas, in percent; all 0 for areas
    that are the same in everything."""
    squares = [(s[one] - s[other]) ** 2 for s in scores]
    total = sum(squares)
    return [100 * square / total if total else 0.0 for square in squares]


def without_each(scores: Scores, of: str, top: int = TOP) -> list[tuple[str, ...]]:
    """The `top` nearest areas when each indicator is left out once, in the order of the
    indicators. ValueError for fewer than two."""
    if len(scores) < 2:
        raise ValueError("two indicators at least")
    return [
        tuple(by_distance([*scores[:i], *scores[i + 1 :]], of))[:top] for i in range(len(scores))
    ]


def nearest_distances(scores: Scores) -> dict[str, float]:
    """How far each area is from the one that is nearest to it."""
    areas = list(scores[0])
    table = np.array([[s[area] for s in scores] for area in areas], float)
    apart = np.sqrt(((table[:, None, :] - table[None, :, :]) ** 2).mean(axis=2))
    np.fill_diagonal(apart, np.inf)
    return {
        area: round(float(far), EXACT) for area, far in zip(areas, apart.min(axis=1), strict=True)
    }


def twins(columns: Sequence[Mapping[str, float]], least: float) -> list[tuple[int, int, float]]:
    """Pairs of indicators (by place) that say nearly the same: Pearson's correlation over the areas
    that both have is `least` or more either way. Columns that share fewer than three areas, or do
    not vary over them, are no pair."""
    found = []
    for i, j in combinations(range(len(columns)), 2):
        both = [area for area in columns[i] if area in columns[j]]
        x, y = ([columns[k][area] for area in both] for k in (i, j))
        if len(both) >= 3 and len(set(x)) > 1 and len(set(y)) > 1:
            r = float(np.corrcoef(x, y)[0, 1])
            if abs(r) >= least:
                found.append((i, j, r))
    return found
