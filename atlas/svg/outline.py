"""Outlines as SVG paths in the units of a picture."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from atlas.shape import Boundary, Ring

At = Callable[[tuple[float, float]], tuple[float, float]]
TALL = 1000
"""Height of a map in its own units: under a pixel each in the size it is shown."""


def projection(boundary: Boundary, width: int) -> tuple[At, int]:
    """Degrees to pixels of a picture this wide, north up, and its height."""
    west, south, east, north = boundary.box
    shrink = math.cos(math.radians((south + north) / 2))
    scale = width / ((east - west) * shrink)

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return round((point[0] - west) * shrink * scale, 1), round((north - point[1]) * scale, 1)

    return at, round((north - south) * scale)


def path_of(polygons: Sequence[Sequence[Sequence[tuple[float, float]]]], at: At) -> str:
    """A path in tenths of a pixel, every vertex kept."""
    return "".join(
        "M" + "L".join(f"{x:g} {y:g}" for x, y in map(at, ring[:-1])) + "Z"
        for polygon in polygons
        for ring in polygon
    )


@dataclass(frozen=True)
class Paths:
    """Every outline of a boundary in whole units of a map `width` x TALL: small to send."""

    width: int
    path: dict[str, str]
    centre: dict[str, tuple[int, int]]


@lru_cache(maxsize=12)
def paths(boundary: Boundary) -> Paths:
    """Kept as long as the boundary: drawing 151 outlines takes 20 ms."""
    west, south, east, north = boundary.box
    shrink = math.cos(math.radians((south + north) / 2))
    scale = TALL / (north - south)

    def at(point: tuple[float, float]) -> tuple[int, int]:
        return round((point[0] - west) * shrink * scale), round((north - point[1]) * scale)

    return Paths(
        math.ceil((east - west) * shrink * scale),
        {
            code: "".join(_ring(ring, at) for polygon in o.polygons for ring in polygon)
            for code, o in boundary.outlines.items()
        },
        {code: at(o.point) for code, o in boundary.outlines.items()},
    )


def _ring(ring: Ring, at: Callable[[tuple[float, float]], tuple[int, int]]) -> str:
    """One closed ring in relative steps, vertices that fall together once, "" for a speck."""
    points: list[tuple[int, int]] = []
    for point in map(at, ring[:-1]):
        if not points or point != points[-1]:
            points.append(point)
    if len(points) < 3:
        return ""
    x, y = points[0]
    found = f"M{x} {y}l"
    steps = []
    for nx, ny in points[1:]:
        steps.append(f"{nx - x}{'' if ny < y else ' '}{ny - y}")
        x, y = nx, ny
    return found + steps[0] + "".join(s if s[0] == "-" else f" {s}" for s in steps[1:]) + "z"
