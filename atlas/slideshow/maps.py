"""A map of shapes: one freeform an area, named by it, filled as its cell says."""

from __future__ import annotations

import math

from atlas import colour
from atlas.colour import Palette
from atlas.model import WATER
from atlas.paint import circle_scale, fill_of, legend
from atlas.shape import Boundary
from atlas.slideshow.canvas import LEADING, SAFE, Box, Canvas, Run, lines, solid, striped
from atlas.svg.maps import LARGEST
from atlas.svg.outline import TALL
from atlas.svg.type import width
from atlas.text import t
from atlas.view import Cell, View

FINE = 20
"""Units of an outline in a point: a twentieth is a fifth of a pixel at 1080 lines."""
LEGEND = 14
SWATCH = 24


def proportions(boundary: Boundary) -> float:
    """Width of a map for a height of one, as the projection of every other picture has it."""
    west, south, east, north = boundary.box
    return (east - west) * math.cos(math.radians((south + north) / 2)) / (north - south)


def draw(canvas: Canvas, view: View, boundary: Boundary, ink: Palette, room: Box, own: str) -> None:
    """The outlines in one group, as large as the room allows, and circles for counts over them."""
    high = min(room.high, room.wide / proportions(boundary))
    box = Box(room.x, room.y, high * proportions(boundary), high)
    group = canvas.group(box, view.title, view.alt)
    west, _, _, north = boundary.box
    shrink, scale = _projection(boundary, high)
    for code in sorted(boundary.outlines, key=lambda c: c == own):
        rings = []
        for polygon in boundary.outlines[code].polygons:
            for ring in polygon:
                points = [
                    (round((x - west) * shrink * scale * FINE), round((north - y) * scale * FINE))
                    for x, y in ring[:-1]
                ]
                kept = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
                if len(kept) > 2:
                    rings.append(kept)
        _area(group, view, code, rings, box, ink, own)
    _circles(canvas, view, boundary, ink, box)


def _projection(boundary: Boundary, high: float) -> tuple[float, float]:
    _, south, _, north = boundary.box
    return math.cos(math.radians((south + north) / 2)), high / (north - south)


def _area(
    group: Canvas, view: View, code: str, rings: list[list[tuple[int, int]]], box: Box,
    ink: Palette, own: str,
) -> None:  # fmt: skip
    if not rings:
        return
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    left, top = min(xs), min(ys)
    moved = [[(x - left, y - top) for x, y in ring] for ring in rings]
    span = (max(max(xs) - left, 1), max(max(ys) - top, 1))
    place = Box(box.x + left / FINE, box.y + top / FINE, span[0] / FINE, span[1] / FINE)
    cell = view.cell.get(code)
    fill = solid(colour.WATER) if code == WATER else fill_for(cell, view, ink)
    edge = ink.selected if code == own else ink.edge
    group.outline(moved, place, span, fill, name_of(code, cell, view),
                  cell.sentence if cell else "", edge)  # fmt: skip


def name_of(code: str, cell: Cell | None, view: View) -> str:
    """ "Medan Deli (1275180)" """
    if cell is None:
        return t("slideshow.water", view.lang) if code == WATER else code
    return f"{cell.name} ({code})"


def fill_for(cell: Cell | None, view: View, ink: Palette) -> str:
    """The class colour of a cell, or the stripes of its state."""
    if cell and cell.klass is None and cell.pattern in colour.STRIPE:
        return striped(colour.STRIPE[cell.pattern], ink.quiet, fill_of(cell, view, ink))
    return solid(fill_of(cell, view, ink))


def _circles(canvas: Canvas, view: View, boundary: Boundary, ink: Palette, box: Box) -> None:
    """Ellipses whose area is proportional to the value, the largest first."""
    sizes = circle_scale(view)
    if not sizes:
        return
    west, _, _, north = boundary.box
    shrink, scale = _projection(boundary, box.high)
    most = LARGEST[view.level] * box.high / TALL
    group = canvas.group(box, t("slideshow.circles", view.lang), t("slideshow.circles_alt", view.lang, title=view.title))  # fmt: skip
    for cell in sorted(view.cells, key=lambda c: -c.size):
        if cell.size <= 0 or cell.area_code not in boundary.outlines:
            continue
        lon, lat = boundary.outlines[cell.area_code].point
        r = most * math.sqrt(cell.size / sizes[0][0])
        x, y = box.x + (lon - west) * shrink * scale, box.y + (north - lat) * scale
        fill = solid(ink.withheld if cell.low is not None else ink.circle)
        name = t("slideshow.circle", view.lang, name=f"{cell.name} ({cell.area_code})")
        said = f"{cell.name}: {cell.marked} {view.unit}"
        group.shape(Box(x - r, y - r, 2 * r, 2 * r), fill, name, said, ink.edge, "ellipse", 82)


def key_width(view: View, ink: Palette, tall: float, most: float) -> float:
    """How wide a legend is: its longest entry, or as wide as may be."""
    circle = 2 * LARGEST[view.level] * tall / TALL
    found = [SWATCH + 10 + width(k.label, LEGEND * SAFE) for k in legend(view, ink)]
    found += [circle + 10 + width(words, LEGEND * SAFE) for _, words in circle_scale(view)]
    return min(most, max(found, default=0.0) + 2)


def key(canvas: Canvas, view: View, ink: Palette, room: Box, tall: float, stripes: bool) -> float:
    """The legend in words from the top of the room down; the height it took. `tall` is the height
    of the map its circles belong to, 0 for a chart."""
    y = room.y
    found = [k for k in legend(view, ink) if stripes or not k.stripes]
    sizes = circle_scale(view) if tall else []
    if not (sizes or found):
        return 0.0
    said = "; ".join([*(words for _, words in sizes), *(k.label for k in found)])
    canvas = canvas.group(room, t("slideshow.key", view.lang), said)
    most = LARGEST[view.level] * tall / TALL if sizes else 0.0
    for value, words in sizes:
        r = most * math.sqrt(value / sizes[0][0])
        high = max(2 * r, LEGEND * LEADING * lines(words, LEGEND, room.wide - 2 * most - 10)) + 1
        canvas.shape(Box(room.x + most - r, y + high / 2 - r, 2 * r, 2 * r), solid(ink.circle),
                     t("slideshow.circle", view.lang, name=words), words, ink.edge, "ellipse", 82)  # fmt: skip
        canvas.text(Box(room.x + 2 * most + 10, y, room.wide - 2 * most - 10, high),
                    [Run(words, LEGEND, ink.ink)], t("slideshow.key", view.lang), anchor="ctr")  # fmt: skip
        y += high + 6
    for entry in found:
        fill = striped(entry.stripes, ink.quiet, ink.ground) if entry.stripes else solid(entry.fill)
        count = lines(entry.label, LEGEND, room.wide - SWATCH - 10)
        high = count * LEGEND * LEADING + 1
        canvas.shape(Box(room.x, y + 2, SWATCH, 14), fill, t("slideshow.key", view.lang), entry.label, ink.quiet)  # fmt: skip
        canvas.text(Box(room.x + SWATCH + 10, y, room.wide - SWATCH - 10, high),
                    [Run(entry.label, LEGEND, ink.ink)], t("slideshow.key", view.lang))  # fmt: skip
        y += high + 5
    canvas.fit(Box(room.x, room.y, room.wide, y - room.y))
    return y - room.y
