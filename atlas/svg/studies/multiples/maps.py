"""Small maps: one set of outlines used in every one, and one legend for all."""

from __future__ import annotations

import math
from collections.abc import Mapping

from atlas import colour
from atlas.colour import Palette
from atlas.model import WATER
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.multiples import Multiples, Tile
from atlas.svg import type as types
from atlas.svg.maps import STRIPED, pattern
from atlas.svg.marks import Drawn, box, mark
from atlas.svg.studies.multiples.outlines import COARSE, Coarse, coarse
from atlas.svg.studies.multiples.size import GAP, SIZE, columns
from atlas.text import t


def maps(
    found: Multiples, study: Study, ink: Palette, width: float, boundary: Boundary, selected: str
) -> Drawn:
    """A legend, then the maps in rows; outlines are written once and used by all."""
    shape = coarse(boundary)
    across = columns(width, len(found.tiles))
    room = (width - GAP * (across - 1)) / across
    scale = min(room / shape.width, 200 / COARSE)
    high = COARSE * scale
    step = SIZE + 6 + high + SIZE + 14
    ids = {code: f"o{i}" for i, code in enumerate(shape.path)}
    body = "".join(f'<path id="{ids[c]}" d="{d}"/>' for c, d in shape.path.items())
    body += "".join(
        pattern(state, colour.STRIPE[state], 14, ink) for state in found.states if state in STRIPED
    )
    body = f"<defs>{body}</defs>"
    legend, y = _legend(found, study, ink, width)
    body += legend
    for i, tile in enumerate(found.tiles):
        left, top = (i % across) * (room + GAP), y + (i // across) * step
        inside = (room - shape.width * scale) / 2
        drawn = box(0, 0, room, step - 8, "transparent")
        drawn += types.label(round(room / 2, 1), SIZE, tile.label, SIZE, ink.ink, "middle", True)
        drawn += (
            f'<g transform="translate({inside:.1f} {SIZE + 6:.1f}) scale({scale:.3f})">'
            f"{_tile(tile, found, shape, ids, ink, selected)}</g>"
        )
        words = types.cut(tile.under, 12, room)
        drawn += types.label(
            round(room / 2, 1), round(SIZE + 6 + high + 14, 1), words, 12, ink.quiet, "middle"
        )
        body += f'<g transform="translate({left:.1f} {top:.1f})">{mark(drawn, tile.said)}</g>'
    rows = math.ceil(len(found.tiles) / across)
    return Drawn(body, width, y + rows * step)


def _tile(
    tile: Tile, found: Multiples, shape: Coarse, ids: Mapping[str, str], ink: Palette, selected: str
) -> str:
    """One map: the outlines of every class in one group, stripes of states over their ground."""
    fills: dict[str, list[str]] = {}
    for code in shape.path:
        for fill in _fills(code, tile.looks.get(code, ""), found, ink):
            fills.setdefault(fill, []).append(code)
    body = f'<g stroke="{ink.edge}" stroke-width="1.4" stroke-linejoin="round">'
    for fill, codes in sorted(fills.items(), key=lambda x: x[0].startswith("url")):
        uses = "".join(f'<use href="#{ids[c]}"/>' for c in codes)
        body += f'<g fill="{fill}">{uses}</g>'
    body += "</g>" + _circles(tile, found, shape, ink)
    if selected in ids:
        body += (
            f'<g fill="none" stroke="{ink.selected}" stroke-width="2" stroke-linejoin="round">'
            f'<use href="#{ids[selected]}"/></g>'
        )
    return body


def _fills(code: str, look: str, found: Multiples, ink: Palette) -> list[str]:
    if code == WATER:
        return [colour.WATER]
    if look.isdigit():
        return [found.classes[int(look)].colour]
    plain = {"nol": ink.zero, "ditahan": ink.ground if found.largest else ink.withheld}
    ground = plain.get(look, ink.ground)
    return [ground, f"url(#{look})"] if look in STRIPED else [ground]


def _circles(tile: Tile, found: Multiples, shape: Coarse, ink: Palette) -> str:
    if not found.largest:
        return ""
    body = ""
    for code, size in sorted(tile.sizes.items(), key=lambda x: -x[1]):
        if size > 0 and code in shape.centre:
            x, y = shape.centre[code]
            fill = "" if tile.looks[code] != "ditahan" else f' fill="{ink.withheld}"'
            body += f'<circle cx="{x}" cy="{y}" r="{_radius(size, found):.1f}"{fill}/>'
    edge = f'fill="{ink.circle}" fill-opacity=".82" stroke="{ink.edge}" stroke-width="1"'
    return f"<g {edge}>{body}</g>"


def _radius(size: float, found: Multiples) -> float:
    """Radius in units of a small map, so that areas are proportional to values."""
    return COARSE * 0.065 * math.sqrt(size / found.largest[0][0]) if found.largest[0][0] else 0.0


def _legend(found: Multiples, study: Study, ink: Palette, width: float) -> tuple[str, float]:
    """Classes, circles and states that occur in any of the maps, in words; and the height taken."""
    entries = [(c.label, c.colour, 0.0) for c in found.classes]
    entries += [
        (words, ink.circle, max(1.5, _radius(size, found) * 0.66)) for size, words in found.largest
    ]
    for state in found.states:
        fill = {"nol": ink.zero, "ditahan": ink.withheld}.get(state, f"url(#{state})")
        words = found.zero if state == "nol" else t(f"state.{state}", study.lang)
        entries.append((words, fill, 0.0))
    body, x, y, high = "", 0.0, 0.0, 22.0
    for words, fill, radius in entries:
        sign = max(22.0, 2 * radius)
        lines = types.wrap(words, SIZE, width - sign - 8)
        wide = sign + 8 + max(types.width(row, SIZE) for row in lines) + 14
        if x and x + wide > width + 14:
            x, y, high = 0.0, y + high, 22.0
        high = max(high, 2 * radius + 4, 16.0 * len(lines) + 6)
        middle = y + max(9.0, radius + 1)
        if radius:
            body += f'<circle cx="{x + sign / 2:.1f}" cy="{middle:.1f}" r="{radius:.1f}" fill="{fill}"/>'
        else:
            body += box(x, middle - 7, 22, 13, fill, ink.quiet)
        for i, row in enumerate(lines):
            at = round(middle + 4.5 + i * 16, 1)
            body += types.label(round(x + sign + 7, 1), at, row, SIZE, ink.ink)
        x += wide
    return body, y + high + 10
