"""Maps for a wall: outlines that all slides share, every area named beside its value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from html import escape

from atlas import colour
from atlas.colour import Palette
from atlas.model import WATER
from atlas.paint import circle_scale, fill_of
from atlas.shape import Boundary
from atlas.slides.stage import LEAST, Scene
from atlas.svg import pattern
from atlas.svg.maps import LARGEST, STRIPED
from atlas.svg.outline import TALL, paths
from atlas.svg.type import cut, label, width
from atlas.view import Cell

Point = tuple[float, float]
ROOM, LEAD = 330, 40
"""Pixels for the names on each side at least, and between them and the map."""


def shared(boundaries: Iterable[Boundary], ink: Palette) -> str:
    """Outlines and stripes, once for the whole document."""
    found = [
        f'<path id="o{code}" d="{d}"/>'
        for boundary in boundaries
        for code, d in paths(boundary).path.items()
    ]
    found += [pattern(state, turns, 12, ink) for state, turns in colour.STRIPE.items()]
    return f'<svg class="shared" aria-hidden="true"><defs>{"".join(found)}</defs></svg>'


def scale_of(scene: Scene) -> tuple[float, float, float]:
    """Scale of the map and where its corner lies: as large as its height and its names allow."""
    assert scene.boundary is not None
    wide = paths(scene.boundary).width
    names = 2 * ROOM if scene.named else 0
    scale = min((scene.height - 12) / TALL, (scene.width - names) / wide)
    return scale, (scene.width - scale * wide) / 2, (scene.height - scale * TALL) / 2


def still(scene: Scene) -> str:
    """What no period changes: names, the lines that lead to their areas, room for values."""
    assert scene.boundary is not None
    scale, x, y = scale_of(scene)
    drawn = paths(scene.boundary)
    codes = sorted((c for c in scene.named if c in drawn.centre), key=lambda c: drawn.centre[c])
    half = len(codes) // 2
    edge = (x - LEAD, x + scale * drawn.width + LEAD)
    at = {c: (x + scale * drawn.centre[c][0], y + scale * drawn.centre[c][1]) for c in codes}
    found = ""
    for side, part in enumerate((codes[:half], codes[half:])):
        step = scene.height / max(1, len(part))
        for i, code in enumerate(_untangled(part, at, edge[side], step)):
            found += _name(scene, code, side, edge[side], (i + 0.5) * step, at[code])
    return found


def _untangled(codes: list[str], at: Mapping[str, Point], edge: float, step: float) -> list[str]:
    """Areas from top to bottom so that the lines to neighbouring names do not cross."""
    found = sorted(codes, key=lambda c: at[c][1])
    for _ in found:
        for i in range(len(found) - 1):
            high, low = found[i], found[i + 1]
            ends = (edge, (i + 0.5) * step), (edge, (i + 1.5) * step)
            if _cross(ends[0], at[high], ends[1], at[low]):
                found[i], found[i + 1] = low, high
    return found


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the stroke from a to b meets the one from c to d."""

    def turn(p: Point, q: Point, r: Point) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, c, d) != turn(b, c, d) and turn(a, b, c) != turn(a, b, d)


def short(name: str, room: float, size: float = LEAST) -> str:
    """A name that fits: a regency with its usual abbreviation, then by its bare name as in the
    tables of BPS, where only cities say what they are; none other is cut before."""
    for word, brief in (
        ("Kabupaten ", "Kab. "),
        (" Regency", " Reg."),
        ("Kab. ", ""),
        (" Reg.", ""),
    ):
        if width(name, size) > room:
            name = name.replace(word, brief)
    return cut(name, size, room)


def _name(scene: Scene, code: str, side: int, edge: float, y: float, at: Point) -> str:
    """Name and value of an area on the side of the map, and the line to it."""
    cell = scene.view.cell[code]
    room = (edge if side == 0 else scene.width - edge) - 14
    anchor, x = ("end", edge - 10) if side == 0 else ("", edge + 10)
    taken = max(width(c.marked, LEAST, True) for c in scene.view.cells) + 12
    fits = max(room * 0.5, (room - taken) / 1.03)
    full = scene.name(code, cell.name)
    name = short(full if width(full, LEAST) <= fits else cell.name, fits)
    line = (
        f'<path d="M{edge:.0f} {y:.0f}L{at[0]:.0f} {at[1]:.0f}" fill="none"/>'
        f'<circle cx="{at[0]:.0f}" cy="{at[1]:.0f}" r="4"/>'
    )
    text = (
        f'<text x="{x:.0f}" y="{y + 8:.0f}" font-size="{LEAST}"'
        + (f' text-anchor="{anchor}"' if anchor else "")
        + f'>{escape(name)} <tspan font-weight="700" data-v="{code}">{escape(cell.marked)}</tspan></text>'
    )
    return f'<g data-a="{code}" class="name">{line}{text}</g>'


def vary(scene: Scene) -> str:
    """What a period changes: fills, stripes, circles."""
    assert scene.boundary is not None
    view, ink = scene.view, scene.ink
    scale, x, y = scale_of(scene)
    drawn = paths(scene.boundary)
    shapes = []
    for code in drawn.path:
        if code == WATER:
            shapes.append(f'<use href="#o{code}" fill="{colour.WATER}"/>')
            continue
        cell = view.cell.get(code)
        tag = f' data-a="{code}"' if cell else ""
        shapes.append(f'<use href="#o{code}"{tag} fill="{fill_of(cell, view, ink)}"/>')
        if cell and cell.klass is None and cell.pattern in STRIPED:
            shapes.append(f'<use href="#o{code}"{tag} fill="url(#{cell.pattern})"/>')
    edge = f'stroke="{ink.edge}" stroke-width="{2 / scale:.1f}" stroke-linejoin="round"'
    return (
        f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.4f})"><g {edge}>{"".join(shapes)}</g>'
        f'<g class="top"></g><g pointer-events="none">{_circles(scene)}</g></g>'
    )


def _circles(scene: Scene) -> str:
    """Circles whose area is proportional to the value, on one scale for all periods."""
    assert scene.boundary is not None
    if scene.view.form != "lingkaran" or scene.span.largest <= 0:
        return ""
    centre = paths(scene.boundary).centre
    found = []
    for cell in sorted(scene.view.cells, key=lambda c: -c.size):
        if cell.size > 0 and cell.area_code in centre:
            east, south = centre[cell.area_code]
            found.append(f'<circle cx="{east}" cy="{south}" r="{_radius(scene, cell):.1f}" '
                         f'fill="{scene.ink.withheld if cell.low is not None else scene.ink.circle}"/>')  # fmt: skip
    return f'<g fill-opacity=".82" stroke="{scene.ink.edge}" stroke-width="2">{"".join(found)}</g>'


def _radius(scene: Scene, cell: Cell) -> float:
    return LARGEST[scene.view.level] * math.sqrt(cell.size / scene.span.largest)


def circle_key(scene: Scene) -> str:
    """The two circles a map is read by, each beside its value in words."""
    sizes = circle_scale(scene.view)
    if not sizes:
        return ""
    scale, y, found = scale_of(scene)[0], 4.0, ""
    most = LARGEST[scene.view.level] * scale
    for value, words in sizes:
        r = most * math.sqrt(value / scene.span.largest)
        row = max(2 * r, 34)
        found += f'<circle cx="{most + 2:.1f}" cy="{y + row / 2:.1f}" r="{r:.1f}" fill="{scene.ink.circle}"/>'
        found += label(2 * most + 20, round(y + row / 2 + 9, 1), cut(words, 26, 440 - 2 * most), 26,
                       scene.ink.ink)  # fmt: skip
        y += row + 8
    return sized(found, 460, int(y + 4), "key")


def sized(inner: str, width: int, height: int, name: str, alt: str = "") -> str:
    """An SVG of a fixed share of the stage, so that its type is as large as it says."""
    from atlas.slides.stage import rem

    named = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    return (
        f'<svg class="{name}" width="{rem(width)}rem" height="{rem(height)}rem" '
        f'viewBox="0 0 {width} {height}" {named}>{inner}</svg>'
    )
