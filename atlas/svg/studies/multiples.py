"""Small multiples: one set of outlines used in every map, or small lines on one shared scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from atlas import colour
from atlas.colour import Palette
from atlas.model import WATER
from atlas.number import format_value
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.multiples import Multiples, Panel, Spot, Tile
from atlas.svg import type as types
from atlas.svg.axis import round_steps
from atlas.svg.maps import STRIPED, pattern
from atlas.svg.marks import Drawn, box, line, mark
from atlas.text import t

TILE = 150.0
"""Least width of a small picture, in pixels."""
GAP = 14.0
COARSE = 300
"""Height of a small map in its own units: as fine as it is shown."""
SIZE = 12.5


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    found: Multiples = study.picture
    if found.form == "garis":
        return _lines(found, study, ink, width, selected)
    return _maps(found, study, ink, width, boundaries[found.level], selected)


def columns(width: float, count: int) -> int:
    """Small pictures in a row: two on a phone, as many as fit elsewhere."""
    return max(1, min(count, max(2, int((width + GAP) // (TILE + GAP)))))


# maps


@dataclass(frozen=True)
class _Coarse:
    width: int
    path: dict[str, str]
    centre: dict[str, tuple[int, int]]


@lru_cache(maxsize=4)
def coarse(boundary: Boundary) -> _Coarse:
    """Outlines in whole units of a map COARSE high, points that fall together once; islands that
    are no bigger than a point are kept as one."""
    west, south, east, north = boundary.box
    shrink = math.cos(math.radians((south + north) / 2))
    scale = COARSE / (north - south)

    def at(point: tuple[float, float]) -> tuple[int, int]:
        return round((point[0] - west) * shrink * scale), round((north - point[1]) * scale)

    return _Coarse(
        math.ceil((east - west) * shrink * scale),
        {
            code: "".join(_ring(map(at, ring[:-1])) for g in o.polygons for ring in g) or "M0 0"
            for code, o in boundary.outlines.items()
        },
        {code: at(o.point) for code, o in boundary.outlines.items()},
    )


def _ring(points: Iterable[tuple[int, int]]) -> str:
    """One ring in relative steps, points on a straight line left out, "" for a speck."""
    kept: list[tuple[int, int]] = []
    for x, y in points:
        if kept and (x, y) == kept[-1]:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], (x, y)):
            kept.pop()
        kept.append((x, y))
    if len(kept) < 3:
        return ""
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps.replace(' -', '-')}z"


def _straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    across = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
    onward = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return across == 0 and onward > 0


def _maps(
    found: Multiples, study: Study, ink: Palette, width: float, boundary: Boundary, selected: str
) -> Drawn:
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
    tile: Tile,
    found: Multiples,
    shape: _Coarse,
    ids: Mapping[str, str],
    ink: Palette,
    selected: str,
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


def _circles(tile: Tile, found: Multiples, shape: _Coarse, ink: Palette) -> str:
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


# lines


@dataclass(frozen=True)
class _Scale:
    """Periods and values to pixels of a small chart."""

    first: int
    last: int
    steps: Sequence[float]
    left: float
    width: float
    height: float

    def x(self, period: str) -> float:
        share = (_months(period) - self.first) / ((self.last - self.first) or 1)
        return self.left + 3 + share * (self.width - self.left - 8)

    def y(self, value: float) -> float:
        low, high = self.steps[0], self.steps[-1]
        return (high - value) / ((high - low) or 1.0) * self.height


def _months(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:7] or 1)


def _lines(found: Multiples, study: Study, ink: Palette, width: float, selected: str) -> Drawn:
    across = columns(width, len(found.panels))
    room = (width - GAP * (across - 1)) / across
    values = [s.value for p in found.panels for s in p.spots]
    low, high = min(values), max(values)
    low = 0.0 if 0 < low < high * 0.35 else low
    steps = round_steps(low, high, 3)
    left = max(types.width(format_value(v, study.lang), 12) for v in (steps[0], steps[-1]))
    scale = _Scale(
        _months(found.first), _months(found.last), steps, min(left, room * 0.3), room, 66.0
    )
    dashes = f'stroke="{ink.quiet}" stroke-width="1.4" stroke-dasharray="4 3"'
    middle = f'<path id="mid" d="{_path(found.middle, scale)}" fill="none" {dashes}/>'
    legend, y = _line_legend(found, study, ink, width)
    body = f"<defs>{middle}</defs>{legend}"
    step = SIZE + 9 + scale.height + 30
    for i, panel in enumerate(found.panels):
        left, top = (i % across) * (room + GAP), y + (i // across) * step
        drawn = _panel(
            panel, found, study, ink, scale, i % across == 0, panel.area_code == selected
        )
        named = mark(box(0, 0, room, step - 8, "transparent") + drawn, panel.said, panel.area_code)
        body += f'<g transform="translate({left:.1f} {top:.1f})">{named}</g>'
    return Drawn(body, width, y + math.ceil(len(found.panels) / across) * step)


def _panel(
    panel: Panel, found: Multiples, study: Study, ink: Palette, scale: _Scale, first: bool,
    strong: bool,
) -> str:  # fmt: skip
    """Name above, the line between its rules, first and last year below, the last with its value."""
    own = ink.selected if strong else ink.circle
    fill = ink.selected if strong else ink.ink
    room = scale.width
    top = SIZE + 9
    rules = "".join(
        line(0, scale.y(v), room, scale.y(v), ink.rule) for v in (scale.steps[0], scale.steps[-1])
    )
    if scale.steps[0] < 0 < scale.steps[-1]:
        rules += line(0, scale.y(0), room, scale.y(0), ink.quiet, 0.8)
    drawn = rules + ('<use href="#mid"/>' if found.middle else "")
    drawn += (
        f'<path d="{_path(panel.spots, scale)}" fill="none" stroke="{own}" '
        f'stroke-width="{2.6 if strong else 2.1}" stroke-linecap="round" stroke-linejoin="round"/>'
    )
    for spot in panel.spots:
        last = spot is panel.spots[-1]
        if last or spot.marked:
            inner = ink.paper if spot.marked else own
            drawn += (
                f'<circle cx="{scale.x(spot.period):.1f}" cy="{scale.y(spot.value):.1f}" '
                f'r="{3 if last else 2.2:g}" fill="{inner}" stroke="{own}" stroke-width="1.5"/>'
            )
    if first:
        drawn += _rule_values(scale, study, ink)
    found_ = types.label(
        0, SIZE, types.cut(_short(panel.name), SIZE, room, strong), SIZE, fill, bold=strong
    )
    found_ += f'<g transform="translate(0 {top:.1f})">{drawn}</g>'
    return found_ + _below(
        panel, found, ink, scale, round(top + scale.height + 15, 1), fill, strong
    )


def _below(
    panel: Panel, found: Multiples, ink: Palette, scale: _Scale, y: float, fill: str, strong: bool
) -> str:
    """ "2010        2024  8,13"; only the value where there is no room for the years."""
    if not panel.spots:
        return ""
    words = f"{panel.spots[-1].period[:4]}: {panel.last}"
    words = words if types.width(words, 12, strong) <= scale.width else panel.last
    body = types.label(
        round(scale.width, 1), y, types.cut(words, 12, scale.width, strong), 12, fill, "end", strong
    )
    if types.width(words, 12, strong) + 34 < scale.width:
        body += types.label(0, y, found.first[:4], 12, ink.quiet)
    return body


def _rule_values(scale: _Scale, study: Study, ink: Palette) -> str:
    """The values of the lowest and highest rule, with a rim so that no line strikes them."""
    rim = f'stroke="{ink.paper}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    words = "".join(
        types.label(0, round(scale.y(v) + shift, 1), format_value(v, study.lang), 12, ink.quiet)
        for v, shift in ((scale.steps[-1], 11), (scale.steps[0], -3))
    )
    return f"<g {rim}>{words}</g>"


def _path(spots: Sequence[Spot], scale: _Scale) -> str:
    """A stroke broken where a period is missing; a value that stands alone is a round dot."""
    return "".join(
        f"{'L' if s.joined else 'M'}{scale.x(s.period):.1f} {scale.y(s.value):.1f}{'' if s.joined else 'h0'}"
        for s in spots
    )


def _line_legend(found: Multiples, study: Study, ink: Palette, width: float) -> tuple[str, float]:
    """What the two lines and the hollow dots are, in words."""
    noun = t(f"level.{found.level}_noun", study.lang)
    entries: list[tuple[str, Callable[[float, float], str]]] = [
        (f"{t('multiples.own', study.lang)} ({found.unit})",
         lambda x, y: line(x, y, x + 24, y, ink.circle, 2.2))]  # fmt: skip
    if found.middle:
        entries.append((t("multiples.middle", study.lang, noun=noun),
                        lambda x, y: line(x, y, x + 24, y, ink.quiet, 1.4, ' stroke-dasharray="4 3"')))  # fmt: skip
    if any(s.marked for p in found.panels for s in p.spots):
        ring = f'r="3" fill="{ink.paper}" stroke="{ink.circle}" stroke-width="1.5"/>'
        entries.append((t("multiples.marked", study.lang),
                        lambda x, y: f'<circle cx="{x + 12:.1f}" cy="{y:.1f}" {ring}'))  # fmt: skip
    body, x, y = "", 0.0, 0.0
    for words, sign in entries:
        wide = 32 + types.width(words, SIZE) + 18
        if x and x + wide > width + 18:
            x, y = 0.0, y + 20
        body += sign(x, y + 9) + types.label(
            round(x + 31, 1), round(y + 13, 1), types.cut(words, SIZE, width - 31), SIZE, ink.ink
        )
        x += wide
    return body, y + 32


def _short(name: str) -> str:
    """A regency without the word for it: cities keep theirs, so that no two are alike."""
    return name.removeprefix("Kabupaten ").removesuffix(" Regency")
