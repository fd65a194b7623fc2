"""The map of a study: outlines in class colours that say themselves, with the legend below."""

from __future__ import annotations

from collections.abc import Collection

from atlas import paint
from atlas.colour import Palette
from atlas.shape import Boundary
from atlas.svg import type as types
from atlas.svg.maps import area_shapes, map_size, pattern
from atlas.svg.marks import Drawn, mark
from atlas.svg.outline import paths
from atlas.svg.type import label, wrap
from atlas.view import View

TALLEST = 620.0


def plan(
    view: View, boundary: Boundary, ink: Palette, width: float, selected: str = "",
    edges: Collection[str] = (), keys: bool = True,
) -> Drawn:  # fmt: skip
    """A map as wide as it may be, at most TALLEST high, every area a mark; `edges` get a small dot
    that says "on an edge" beside the legend of the caller's notes; `keys` draws the legend below."""
    own_width, own_height = map_size(view, boundary)
    scale = min(width / own_width, TALLEST / own_height)
    left = (width - own_width * scale) / 2
    drawn = paths(boundary)

    def said(code: str, shape: str) -> str:
        cell = view.cell.get(code)
        return mark(shape, cell.sentence, code) if cell else shape

    shapes = area_shapes(view, boundary, ink, selected, said)
    dots = "".join(
        f'<circle cx="{drawn.centre[c][0]:g}" cy="{drawn.centre[c][1]:g}" r="11" fill="{ink.paper}" '
        f'stroke="{ink.ink}" stroke-width="5" pointer-events="none"/>'
        for c in edges
        if c in drawn.centre
    )
    body = f'<g transform="translate({left:.1f} 0) scale({scale:.4f})">{shapes}{dots}</g>'
    high = own_height * scale
    if not keys:
        return Drawn(body, width, high)
    legend, taken = legend_rows(view, ink, width, high + 14)
    return Drawn(body + legend, width, high + 14 + taken)


def legend_rows(view: View, ink: Palette, width: float, top: float, size: float = 14) -> tuple[str, float]:  # fmt: skip
    """The legend in lines of as many entries as fit, from `top` down; and the height it takes."""
    found, x, y = "", 0.0, top
    for i, key in enumerate(paint.legend(view, ink)):
        lines = wrap(key.label, size, width - size * 2.4)
        wide = size * 2.4 + max(types.width(line, size) for line in lines) + size * 1.2
        if x and x + wide > width + size:
            x, y = 0.0, y + size * 1.7
        fill = key.fill
        if key.stripes:
            found += f"<defs>{pattern(f'k{i}', key.stripes, 8, ink)}</defs>"
            fill = f"url(#k{i})"
        found += (
            f'<rect x="{x:.1f}" y="{y + 2:.1f}" width="{size * 1.7:.1f}" height="{size:.1f}" '
            f'fill="{fill}" stroke="{ink.quiet}"/>'
        )
        for j, text in enumerate(lines):
            found += label(
                x + size * 2.2, round(y + size + j * size * 1.25, 1), text, size, ink.ink
            )
        if len(lines) > 1:
            x, y = 0.0, y + size * (0.6 + 1.25 * len(lines))
        else:
            x += wide
    return found, y + size * 1.8 - top
