"""Colours and sizes of the cells of a view, for every renderer; and kelurahan ready to draw."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from atlas import colour
from atlas.colour import Palette
from atlas.number import format_value
from atlas.shape import Boundary, stripes
from atlas.text import t
from atlas.view import Cell, View

BIGGEST = {"kecamatan": 30.0, "kabkota": 30.0, "kelurahan": 16.0}
"""Radius of the largest circle, in pixels."""


def style(ground: str) -> dict[str, Any]:
    """A MapLibre style that is one plain background: no tile, no glyph, no request."""
    layer = {"id": "ground", "type": "background", "paint": {"background-color": ground}}
    return {"version": 8, "sources": {}, "layers": [layer]}


def cell_colour(cell: Cell, view: View, theme: str) -> str:
    """The fill of an area: its class, zero, a withheld range, or the ground under stripes."""
    return fill_of(cell, view, colour.palette(theme))


def circle_colour(cell: Cell, theme: str) -> str:
    """A circle that stands for a range looks unlike one that stands for a figure."""
    return colour.WITHHELD[theme] if cell.low is not None else colour.CIRCLE[theme]


def radius(size: float, largest: float, level: str) -> float:
    """Radius in pixels, so that the area of the circle is proportional to the value."""
    return BIGGEST[level] * math.sqrt(size / largest) if largest > 0 else 0.0


@dataclass(frozen=True)
class Key:
    """One entry of a legend: a fill or the directions of stripes, and what it means."""

    label: str
    fill: str = ""
    stripes: tuple[int, ...] = ()


def legend(view: View, ink: Palette) -> list[Key]:
    """Classes with their ranges and counts, then the states that occur, all in words. Circles are
    explained by circle_scale."""
    found = [Key(f"{c.label} ({c.count})", c.colour) for c in view.classes]
    rest = [c for c in view.cells if c.klass is None or view.form == "lingkaran"]
    looks: dict[str, Key] = {"ditahan": Key("", ink.withheld), "nol": Key("", ink.zero)}
    looks |= {s: Key("", "", d) for s, d in colour.STRIPE.items()}
    for state, look in looks.items():
        cells = [c for c in rest if state_of(c) == state]
        if cells:
            unsure = state == "nol" and cells[0].text[:1] not in "0–"
            name = cells[0].text if unsure else t(f"state.{state}", view.lang)
            found.append(replace(look, label=f"{name} ({len(cells)})"))
    return found


def circle_scale(view: View) -> list[tuple[float, str]]:
    """Two sizes a map of circles is read by, the largest value and a round one below it, each with
    its value and unit in words."""
    largest = max((c.size for c in view.cells), default=0.0)
    if view.form != "lingkaran" or largest <= 0:
        return []
    below = float(f"{largest / 5:.0e}")
    if all(c.size == int(c.size) for c in view.cells if c.low is None):
        below = float(max(1, round(below)))
    values = (largest, below) if below < largest else (largest,)
    return [(v, f"{format_value(v, view.lang)} {view.unit}") for v in values]


def state_of(cell: Cell) -> str:
    """The state a legend names: withheld ranges apart from other values."""
    return "ditahan" if cell.low is not None and not cell.small else cell.pattern


def fill_of(cell: Cell | None, view: View, ink: Palette) -> str:
    """The fill of an area: its class, zero, a withheld range, or the ground under stripes."""
    if cell is None:
        return ink.ground
    if view.form == "lingkaran":
        return ink.zero if cell.state == "nol" else ink.ground
    if cell.klass is not None and cell.klass < len(view.classes):
        return view.classes[cell.klass].colour
    if cell.state == "nol":
        return ink.zero
    return ink.withheld if cell.low is not None else ink.ground


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
