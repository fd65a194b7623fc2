"""The map of a view: outlines in class colours, stripes for states, circles for counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from html import escape

from atlas import colour
from atlas.colour import Palette
from atlas.model import WATER
from atlas.paint import circle_scale, fill_of
from atlas.shape import Boundary
from atlas.svg.outline import TALL, Paths, paths
from atlas.svg.type import label
from atlas.view import Cell, View

STRIPED = {"tidak_tersedia", "belum_terbit", "tidak_berlaku", "penyebut_kecil"}
LARGEST = {"kecamatan": 55.0, "kabkota": 48.0, "kelurahan": 30.0}
"""Radius of the largest circle, in units of a map TALL high."""
Wrap = Callable[[str, str], str]
"""Puts the shape of an area, by its code, into a link or leaves it."""


def map_size(view: View, boundary: Boundary) -> tuple[float, float]:
    """Width and height of a map in its own units, the scale of its circles included."""
    return paths(boundary).width, TALL + (_scale_height(view) if circle_scale(view) else 0)


def _scale_height(view: View) -> float:
    """Room under a map for its two circles, one above the other."""
    return 30 + 3 * LARGEST[view.level] + 20


def area_shapes(view: View, boundary: Boundary, ink: Palette, selected: str, wrap: Wrap) -> str:
    """Every outline filled as its cell says; the selected one last, so that its edge is whole."""
    drawn = paths(boundary)
    order = sorted(drawn.path, key=lambda c: c == selected)
    edge = f'stroke="{ink.edge}" stroke-width="2" stroke-linejoin="round"'
    shapes = [patterns(view, ink), f"<g {edge}>"]
    for code in order:
        if code == WATER:
            shapes.append(f'<path d="{drawn.path[code]}" fill="{colour.WATER}"/>')
            continue
        shapes.append(wrap(code, _shape(view.cell.get(code), drawn.path[code], view, ink)))
    shapes.append("</g>")
    if selected in drawn.path:
        shapes.append(
            f'<path d="{drawn.path[selected]}" fill="none" stroke="{ink.selected}" '
            f'stroke-width="6" stroke-linejoin="round" pointer-events="none"/>'
        )
    return "".join(shapes) + _circles(view, drawn, ink)


def _shape(cell: Cell | None, path: str, view: View, ink: Palette) -> str:
    drawn = f'<path d="{path}" fill="{fill_of(cell, view, ink)}"/>'
    if cell and cell.klass is None and cell.pattern in STRIPED:
        drawn += f'<path d="{path}" fill="url(#{cell.pattern})"/>'
    return drawn


def patterns(view: View, ink: Palette) -> str:
    """Stripes of the states that occur, as the legend shows them."""
    used = {c.pattern for c in view.cells if c.klass is None} & STRIPED
    found = "".join(pattern(state, colour.STRIPE[state], 12, ink) for state in sorted(used))
    return f"<defs>{found}</defs>" if found else ""


def pattern(name: str, degrees: tuple[int, ...], step: int, ink: Palette) -> str:
    """Parallel lines, or two sets of them, as an SVG pattern."""
    across = f'<path d="M0 0H{step}" stroke="{ink.quiet}" stroke-width="{step / 4:g}"/>'
    if len(degrees) > 1:
        across += f'<path d="M0 0V{step}" stroke="{ink.quiet}" stroke-width="{step / 4:g}"/>'
    return (
        f'<pattern id="{name}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({-degrees[0]})">{across}</pattern>'
    )


def _circles(view: View, drawn: Paths, ink: Palette) -> str:
    """Circles whose area is proportional to the value, the largest first, and their scale."""
    sizes = circle_scale(view)
    if not sizes:
        return ""
    largest, most = sizes[0][0], LARGEST[view.level]
    found = []
    for cell in sorted(view.cells, key=lambda c: -c.size):
        if cell.size > 0 and cell.area_code in drawn.centre:
            east, south = drawn.centre[cell.area_code]
            fill = ink.withheld if cell.low is not None else ink.circle
            found.append(_circle(east, south, most * math.sqrt(cell.size / largest), fill, ink))
    scale, y = [], TALL + 30.0
    for value, words in sizes:
        r = most * math.sqrt(value / largest)
        scale.append(_circle(4 + most, y + r, r, ink.circle, ink))
        scale.append(label(2 * most + 22, y + r + 10, words, 28, ink.ink))
        y += 2 * r + 12
    return (
        f'<g pointer-events="none">{"".join(found)}</g><g aria-hidden="true">{"".join(scale)}</g>'
    )


def _circle(x: float, y: float, r: float, fill: str, ink: Palette) -> str:
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{r:.1f}" fill="{fill}" fill-opacity=".82" '
        f'stroke="{ink.edge}" stroke-width="2"/>'
    )


def linked(links: Mapping[str, str], view: View, boundary: Boundary) -> Wrap:
    """Wraps a shape in a link that says its sentence, with the indices of its neighbours for a
    walk by keyboard; the first area is the one tab stop."""
    order = {code: i for i, code in enumerate(boundary.outlines)}
    drawn = paths(boundary)

    def wrap(code: str, shape: str) -> str:
        cell = view.cell.get(code)
        if cell is None or code not in links:
            return shape
        near = " ".join(str(order[n]) for n in sorted(boundary.neighbours(code)) if n in order)
        x, y = drawn.centre[code]
        return area_link(links[code], cell.sentence, shape, f' data-n="{near}" data-at="{x} {y}"',
                         f"a{order[code]}", order[code] == 0)  # fmt: skip

    return wrap


def area_link(
    link: str, said: str, shape: str, more: str = "", name: str = "", stop: bool = False
) -> str:
    """A shape as a link with its sentence as name and as tooltip; one of them takes the tab key."""
    words = escape(said)
    tab = "" if stop else ' tabindex="-1"'
    named = f' id="{name}"' if name else ""
    return (
        f'<a{named} href="{escape(link)}" target="_blank" rel="noopener"{tab} aria-label="{words}"'
        f"{more}><title>{words}</title>{shape}</a>"
    )
