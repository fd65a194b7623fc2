"""Small pictures of pages as SVG text: the map of Beranda, a locator, ticks, a line of years."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

from atlas.shape import Boundary
from atlas.svg.outline import path_of, projection
from atlas.view import Cell, View


def area_map(
    view: View, boundary: Boundary, links: Mapping[str, str] = {}, width: int = 560
) -> str:
    """The map of a view as one SVG element; areas with a link in `links` are links.

    Colours follow the reader's light or dark scheme through CSS custom properties.
    """
    at, height = projection(boundary, width)
    shapes = []
    for code, outline in boundary.outlines.items():
        cell = view.cell.get(code)
        path = path_of(outline.polygons, at)
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


def locator(
    boundary: Boundary, selected: str, names: Mapping[str, str], links: Mapping[str, str], alt: str,
    width: int = 420,
) -> str:  # fmt: skip
    """Where one area lies: itself dark, its neighbours tinted, every area a link to its own page."""
    at, height = projection(boundary, width)
    near = boundary.neighbours(selected)
    order = sorted(boundary.outlines, key=lambda c: (c == selected, c in near))
    shapes = []
    for code in (c for c in order if c in names):
        kind = "self" if code == selected else "near" if code in near else "far"
        path = path_of(boundary.outlines[code].polygons, at)
        shape = f'<path class="atlas-{kind}" d="{path}"><title>{escape(names[code])}</title></path>'
        shapes.append(_linked(shape, links.get(code, "") if code != selected else ""))
    return (
        f'<svg viewBox="0 0 {width} {height}" role="group" aria-label="{escape(alt)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(shapes)}</svg>'
    )


def ticks(
    values: Sequence[float], own: float | None, other: float | None, city: float | None,
    width: int = 150, height: int = 22,
) -> str:  # fmt: skip
    """Every value as a thin tick from least to greatest; itself a bar, another a ring, the city a
    diamond. Decorative: the figures stand beside it."""
    known = [v for v in (*values, own, other, city) if v is not None]
    if len(known) < 2:
        return ""
    low, span = min(known), (max(known) - min(known)) or 1.0
    middle = height / 2

    def x(value: float) -> float:
        return round(6 + (value - low) / span * (width - 12), 1)

    marks = "".join(f"M{x(v):g} {middle - 5:g}v10" for v in values)
    drawn = f'<path d="M2 {middle:g}H{width - 2}{marks}" class="atlas-tick"/>'
    if city is not None:
        drawn += f'<path d="M{x(city):g} {middle - 6:g}l5 6l-5 6l-5 -6z" class="atlas-diamond"/>'
    if other is not None:
        drawn += f'<circle cx="{x(other):g}" cy="{middle:g}" r="4.5" class="atlas-ring"/>'
    if own is not None:
        drawn += f'<path d="M{x(own):g} 2v{height - 4}" class="atlas-own"/>'
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true" '
        f'xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'
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
        x = 4 + (point[0] - first) / ((last - first) or 1.0) * (width - 8)
        return x, height - 5 - (point[1] - low) / span * (height - 10)

    path, before, dots = "", first - 9, ""
    for point in points:
        x, y = at(point)
        joined = point[0] - before <= 1
        path += f"{'L' if joined else 'M'}{x:.1f} {y:.1f}"
        dots += "" if joined else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="currentColor"/>'
        before = point[0]
    x, y = at(points[-1])
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true" '
        f'xmlns="http://www.w3.org/2000/svg"><path d="{path}" fill="none" stroke="currentColor" '
        f'stroke-width="2"/>{dots}<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="currentColor"/></svg>'
    )
