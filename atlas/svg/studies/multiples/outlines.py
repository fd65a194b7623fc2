"""Outlines as fine as a small map can show them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from atlas.shape import Boundary

COARSE = 300
"""Height of a small map in its own units: as fine as it is shown."""


@dataclass(frozen=True)
class Coarse:
    width: int
    path: dict[str, str]
    centre: dict[str, tuple[int, int]]


@lru_cache(maxsize=4)
def coarse(boundary: Boundary) -> Coarse:
    """Outlines in whole units of a map COARSE high, points that fall together once; islands that
    are no bigger than a point are kept as one."""
    west, south, east, north = boundary.box
    shrink = math.cos(math.radians((south + north) / 2))
    scale = COARSE / (north - south)

    def at(point: tuple[float, float]) -> tuple[int, int]:
        return round((point[0] - west) * shrink * scale), round((north - point[1]) * scale)

    return Coarse(
        math.ceil((east - west) * shrink * scale),
        {
            code: "".join(_ring(map(at, ring[:-1])) for g in o.polygons for ring in g) or "M0 0"
            for code, o in boundary.outlines.items()
        },
        {code: at(o.point) for code, o in boundary.outlines.items()},
    )


def _ring(points: Iterable[tuple[int, int]]) -> str:
    """One ring in relative steps, points on a straight line left out, "" for a speck."""
    kept: list[tuple[int, int]] = []
    for x, y in points:
        if kept and (x, y) == kept[-1]:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], (x, y)):
            kept.pop()
        kept.append((x, y))
    if len(kept) < 3:
        return ""
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps.replace(' -', '-')}z"


def _straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    across = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
    onward = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return across == 0 and onward > 0
