"""Pictures as SVG text, from a view and the outlines of its level; nothing is fetched."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

from atlas.shape import Boundary
from atlas.view import Cell, View


def area_map(
    view: View, boundary: Boundary, links: Mapping[str, str] = {}, width: int = 560
) -> str:
    """The map of a view as one SVG element; areas with a link in `links` are links.

    Colours follow the reader's light or dark scheme through CSS custom properties.
    """
    west, south, east, north = boundary.box
    shrink = math.cos(math.radians((south + north) / 2))
    scale = width / ((east - west) * shrink)
    height = round((north - south) * scale)

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return round((point[0] - west) * shrink * scale, 1), round((north - point[1]) * scale, 1)

    shapes = []
    for code, outline in boundary.outlines.items():
        cell = view.cell.get(code)
        path = "".join(
            "M" + "L".join(f"{x:g} {y:g}" for x, y in map(at, ring[:-1])) + "Z"
            for polygon in outline.polygons
            for ring in polygon
        )
        shapes.append(_linked(_shape(cell, view, path), links.get(code, "")))
    circles = []
    if view.form == "lingkaran":
        largest = max((c.size for c in view.cells), default=1.0)
        for cell in sorted(view.cells, key=lambda c: -c.size):
            if cell.size > 0 and cell.area_code in boundary.outlines:
                x, y = at(boundary.outlines[cell.area_code].point)
                r = round(width / 19 * math.sqrt(cell.size / largest), 1)
                circles.append(
                    f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="var(--atlas-circle)" '
                    f'fill-opacity=".82" pointer-events="none"/>'
                )
    return (
        f'<svg viewBox="0 0 {width} {height}" role="group" aria-label="{escape(view.alt)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(shapes)}{"".join(circles)}</svg>'
    )


def _shape(cell: Cell | None, view: View, path: str) -> str:
    fill = "var(--atlas-ground)"
    if cell and cell.klass is not None and cell.klass < len(view.classes):
        fill = view.classes[cell.klass].colour
    elif cell and cell.state == "nol":
        fill = "var(--atlas-zero)"
    said = f"<title>{escape(cell.sentence)}</title>" if cell else ""
    return (
        f'<path d="{path}" fill="{fill}" stroke="var(--atlas-edge)" stroke-width="1.2" '
        f'stroke-linejoin="round">{said}</path>'
    )


def _linked(shape: str, link: str) -> str:
    return f'<a href="{escape(link)}" target="_self">{shape}</a>' if link else shape


def sparkline(points: list[tuple[float, float]], width: int = 120, height: int = 32) -> str:
    """A small line of (year, value), oldest first, broken where more than a year is missing;
    decorative beside the figures in words."""
    if len(points) < 2:
        return ""
    first, last = points[0][0], points[-1][0]
    values = [v for _, v in points]
    low, span = min(values), (max(values) - min(values)) or 1.0

    def at(point: tuple[float, float]) -> tuple[float, float]:
        x = 4 + (point[0] - first) / (last - first) * (width - 8)
        return x, height - 5 - (point[1] - low) / span * (height - 10)

    path, before = "", first - 9
    for point in points:
        x, y = at(point)
        path += f"{'L' if point[0] - before <= 1 else 'M'}{x:.1f} {y:.1f}"
        before = point[0]
    x, y = at(points[-1])
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true" '
        f'xmlns="http://www.w3.org/2000/svg"><path d="{path}" fill="none" stroke="currentColor" '
        f'stroke-width="2"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="currentColor"/></svg>'
    )
