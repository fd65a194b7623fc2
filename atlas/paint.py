"""Colours and sizes of the cells of a view, for every renderer; and kelurahan ready to draw."""

from __future__ import annotations

import math
from typing import Any

from atlas import colour
from atlas.shape import Boundary, stripes
from atlas.view import Cell, View

BIGGEST = {"kecamatan": 30.0, "kabkota": 30.0, "kelurahan": 16.0}
"""Radius of the largest circle, in pixels."""


def style(ground: str) -> dict[str, Any]:
    """A MapLibre style that is one plain background: no tile, no glyph, no request."""
    layer = {"id": "ground", "type": "background", "paint": {"background-color": ground}}
    return {"version": 8, "sources": {}, "layers": [layer]}


def cell_colour(cell: Cell, view: View, theme: str) -> str:
    """The fill of an area: its class, zero, a withheld range, or the ground under stripes."""
    if view.form == "lingkaran":
        return colour.ZERO[theme] if cell.state == "nol" else colour.GROUND[theme]
    if cell.klass is not None and cell.klass < len(view.classes):
        return view.classes[cell.klass].colour
    if cell.state == "nol":
        return colour.ZERO[theme]
    return colour.WITHHELD[theme] if cell.low is not None else colour.GROUND[theme]


def circle_colour(cell: Cell, theme: str) -> str:
    """A circle that stands for a range looks unlike one that stands for a figure."""
    return colour.WITHHELD[theme] if cell.low is not None else colour.CIRCLE[theme]


def radius(size: float, largest: float, level: str) -> float:
    """Radius in pixels, so that the area of the circle is proportional to the value."""
    return BIGGEST[level] * math.sqrt(size / largest) if largest > 0 else 0.0


def kelurahan_features(view: View, boundary: Boundary, theme: str) -> dict[str, Any]:
    """GeoJSON of the kelurahan with fill, circle radius and sentence of a view."""
    by_code = {c.area_code: c for c in view.cells}
    properties = {
        code: {"fill": colour.rgb(cell_colour(cell, view, theme)), "sentence": cell.sentence}
        for code, cell in by_code.items()
        if code in boundary.outlines
    }
    content = boundary.geojson(properties, digits=4)
    stripe = colour.rgb(colour.QUIET[theme])
    for state, degrees in colour.STRIPE.items():
        codes = [c.area_code for c in view.cells if c.pattern == state]
        for angle in degrees:
            content["features"] += [_striped(boundary, c, angle, stripe) for c in codes]
    if view.form == "lingkaran":
        shown = sorted((c for c in view.cells if c.size > 0), key=lambda c: -c.size)
        largest = max((c.size for c in shown), default=1.0)
        for cell in shown:
            fill = [*colour.rgb(circle_colour(cell, theme)), 210]
            size = round(radius(cell.size, largest, "kelurahan"), 1)
            content["features"].append(_point(boundary, cell, fill, size))
    return content


def _striped(boundary: Boundary, code: str, angle: int, line: list[int]) -> dict[str, Any]:
    segments = stripes(boundary.outlines[code], angle, 0.0028)
    coordinates = [[[round(x, 4), round(y, 4)] for x, y in segment] for segment in segments]
    return {"type": "Feature", "properties": {"line": line, "area_code": ""},
            "geometry": {"type": "MultiLineString", "coordinates": coordinates}}  # fmt: skip


def _point(boundary: Boundary, cell: Cell, fill: list[int], size: float) -> dict[str, Any]:
    properties = {"area_code": cell.area_code, "fill": fill, "radius": size,
                  "sentence": cell.sentence}  # fmt: skip
    lon, lat = boundary.outlines[cell.area_code].point
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": "Point", "coordinates": [round(lon, 4), round(lat, 4)]}}  # fmt: skip
