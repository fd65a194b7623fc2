"""Outlines of areas, read from TopoJSON with the standard library alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]


@dataclass(frozen=True)
class Outline:
    """One area: its code, a point inside it for labels and circles, its polygons (lon, lat)."""

    area_code: str
    point: Point
    polygons: list[Polygon]


@dataclass(frozen=True, eq=False)
class Boundary:
    """All areas of a level with what must be said under every map of them. Two are equal only when
    they are the same, so that what is drawn from one can be kept."""

    level: str
    meta: dict[str, Any]
    outlines: dict[str, Outline]
    shared: dict[str, frozenset[str]]

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        points = [p for o in self.outlines.values() for g in o.polygons for p in g[0]]
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        return min(lons), min(lats), max(lons), max(lats)

    def neighbours(self, area_code: str) -> frozenset[str]:
        """Areas that share a stretch of border (not merely a corner) with this one."""
        return self.shared.get(area_code, frozenset())

    def geojson(
        self, properties: dict[str, dict[str, Any]] | None = None, digits: int = 5
    ) -> dict[str, Any]:
        """A FeatureCollection in the order of the outlines; `i` is that order.

        With `properties` only the areas named there are given, with these properties.
        """
        features = [
            {
                "type": "Feature",
                "id": code,
                "properties": {
                    "area_code": code,
                    "i": i,
                    **(properties[code] if properties is not None else {}),
                },
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [
                        [[[round(x, digits), round(y, digits)] for x, y in ring] for ring in g]
                        for g in outline.polygons
                    ],
                },
            }
            for i, (code, outline) in enumerate(self.outlines.items())
            if properties is None or code in properties
        ]
        return {"type": "FeatureCollection", "features": features}


def read_boundary(path: Path) -> Boundary:
    """The boundary in a TopoJSON file written by `python -m atlas boundary`."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _decoded(topology)
    geometries = topology["objects"]["areas"]["geometries"]
    outlines = {}
    users: dict[int, set[str]] = {}
    for geometry in geometries:
        code = geometry["properties"]["area_code"]
        groups = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        outlines[code] = Outline(
            code,
            tuple(geometry["properties"]["point"]),
            [[_ring(ring, arcs) for ring in polygon] for polygon in groups],
        )
        for arc in (arc for polygon in groups for ring in polygon for arc in ring):
            users.setdefault(max(arc, ~arc), set()).add(code)
    shared: dict[str, set[str]] = {}
    for codes in users.values():
        for code in codes:
            shared.setdefault(code, set()).update(codes - {code})
    meta = topology["atlas"]
    frozen = {code: frozenset(codes) for code, codes in shared.items()}
    return Boundary(meta["level"], meta, dict(sorted(outlines.items())), frozen)


def _decoded(topology: dict[str, Any]) -> list[Ring]:
    """The arcs in degrees: quantized deltas summed, scaled and moved."""
    (kx, ky), (dx, dy) = (topology["transform"]["scale"], topology["transform"]["translate"])
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((round(x * kx + dx, 7), round(y * ky + dy, 7)))
        arcs.append(points)
    return arcs


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    """Arcs joined end to end; ~i is arc i walked backwards; the joint vertex stands once."""
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def stripes(outline: Outline, degrees: int, spacing: float) -> list[tuple[Point, Point]]:
    """Parallel segments clipped to an outline, `spacing` degrees apart, for the hatching of
    states without a value. Even-odd rule, so holes stay empty."""
    dx, dy = {0: (1.0, 0.0), 45: (0.7071, 0.7071), 135: (-0.7071, 0.7071)}[degrees]
    edges = [(a, b) for g in outline.polygons for r in g for a, b in pairwise(r)]
    offsets = [-dy * x + dx * y for (x, y), _ in edges]
    segments = []
    line = (min(offsets) // spacing + 1) * spacing
    while line < max(offsets):
        crossings = []
        for a, b in edges:
            p, q = -dy * a[0] + dx * a[1] - line, -dy * b[0] + dx * b[1] - line
            if (p < 0) != (q < 0):
                f = p / (p - q)
                x, y = a[0] + f * (b[0] - a[0]), a[1] + f * (b[1] - a[1])
                crossings.append((dx * x + dy * y, (round(x, 5), round(y, 5))))
        crossings.sort()
        segments += [
            (crossings[i][1], crossings[i + 1][1]) for i in range(0, len(crossings) - 1, 2)
        ]
        line += spacing
    return segments
