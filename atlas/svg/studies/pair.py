"""A scatter of two rates: every area a dot, the chosen ones named where no name covers another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from atlas.colour import Palette
from atlas.number import format_value
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.pair import Dot, Pair
from atlas.svg import type as types
from atlas.svg.axis import round_steps
from atlas.svg.marks import Drawn, dot, line, mark
from atlas.text import t

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
AROUND = (0, 180, 270, 90, 315, 45, 225, 135, *(i * 22.5 for i in range(1, 16, 2)))
"""Directions that a name may stand in, in degrees from the right downwards."""
FAR = 40
"""Rings that a place for a chosen name is looked for in; for the others only the first."""
FEW = 40
"""Up to so many dots the others are named too, as far as their names find a free place."""


@dataclass(frozen=True)
class Axis:
    """Round numbers along one side, and where on it a value stands."""

    steps: tuple[float, ...]
    start: float
    end: float

    def at(self, value: float) -> float:
        span = (self.steps[-1] - self.steps[0]) or 1.0
        return self.start + (value - self.steps[0]) / span * (self.end - self.start)


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    found: Pair = study.picture
    narrow = width < 500
    size = 12.0 if narrow else 14.0
    radius = 4.0 if len(found.dots) > 60 else 5.0 if narrow else 7.0
    rows = round_steps(min(d.y for d in found.dots), max(d.y for d in found.dots), 5)
    columns = round_steps(
        min(d.x for d in found.dots), max(d.x for d in found.dots), 4 if narrow else 8
    )
    left = max(types.width(format_value(v, study.lang), size) for v in rows) + 10
    over = types.wrap(f"↑ {found.y_title}", size, width, True)
    top = len(over) * size * 1.3 + size * 2.2
    high = min(560.0, width * (0.95 if narrow else 0.52))
    x = Axis(tuple(columns), left + radius * 2, width - radius * 2 - 14)
    y = Axis(tuple(rows), top + high, top + radius * 2)
    body = _text(over, 0, size, size, ink, True) + _lines(x, y, study, left, width, top, size, ink)
    body += _medians(found, study, x, y, left, width, top, size, ink)
    for one in found.dots:
        strong = one.chosen or one.area_code == selected
        fill, edge = (ink.selected, ink.ink) if strong else (ink.circle, ink.paper)
        body += mark(dot(x.at(one.x), y.at(one.y), radius, fill, edge), one.said, one.area_code)
    body += names(
        found.dots, x, y, radius, (left, top - size * 0.4, width, y.start), narrow, size, ink
    )
    under = types.wrap(f"→ {found.x_title}", size, width, True)
    below = y.start + size * 3.2
    return Drawn(
        body + _text(under, 0, below, size, ink, True), width, below + len(under) * size * 1.3
    )


def _text(lines: Sequence[str], x: float, y: float, size: float, ink: Palette, bold: bool) -> str:
    return "".join(
        types.label(x, round(y + i * size * 1.3, 1), words, size, ink.ink, bold=bold)
        for i, words in enumerate(lines)
    )


def _lines(
    x: Axis, y: Axis, study: Study, left: float, width: float, top: float, size: float, ink: Palette
) -> str:
    """The grid with its numbers."""
    body = ""
    for value in y.steps:
        at = y.at(value)
        body += line(left, at, width, at, ink.rule)
        body += types.label(round(left - 6, 1), round(at + size * 0.35, 1), format_value(value, study.lang), size, ink.quiet, "end")  # fmt: skip
    for value in x.steps:
        at = x.at(value)
        body += line(at, top, at, y.start, ink.rule)
        words = format_value(value, study.lang)
        half = types.width(words, size) / 2
        body += types.label(round(min(max(at, half), width - half), 1), round(y.start + size * 1.5, 1), words, size, ink.quiet, "middle")  # fmt: skip
    return body


def _medians(
    found: Pair, study: Study, x: Axis, y: Axis, left: float, width: float, top: float, size: float,
    ink: Palette,
) -> str:  # fmt: skip
    """Two dashed lines that part the areas into halves; their word stands outside the dots."""
    across, up = x.at(found.x_median), y.at(found.y_median)
    dashed = ' stroke-dasharray="5 4"'
    words = t("pair.median", study.lang)
    half = types.width(words, size) / 2
    place = min(max(across, left + half), width - half)
    return (
        line(across, top - 2, across, y.start, ink.city, 1.5, dashed)
        + line(left, up, width, up, ink.city, 1.5, dashed)
        + types.label(round(place, 1), round(top - 6, 1), words, size, ink.city, "middle")
    )


def names(
    dots: Sequence[Dot], x: Axis, y: Axis, radius: float, room: Box, narrow: bool, size: float,
    ink: Palette,
) -> str:  # fmt: skip
    """Names of the chosen dots, then of the others while there is room: beside the dot, or further
    off with a line to it; none over a dot or another name."""
    taken = [_around(x.at(d.x), y.at(d.y), radius) for d in dots]
    body = ""
    for one in sorted(dots, key=lambda d: not d.chosen):
        if not one.chosen and (narrow or len(dots) > FEW):
            continue
        short = one.name.split(",", 1)[0]
        wide, across, up = types.width(short, size, one.chosen), x.at(one.x), y.at(one.y)
        far = FAR if one.chosen else 1
        place = next((b for b in _places(across, up, radius, wide, size, far)
                      if _inside(b, room) and not any(_meet(b, other) for other in taken)), None)  # fmt: skip
        if place is None:
            continue
        taken.append(place)
        fill = ink.selected if one.chosen else ink.quiet
        near = (min(max(across, place[0]), place[2]), min(max(up, place[1]), place[3]))
        if math.dist(near, (across, up)) > radius + 6:
            body += line(across, up, *near, fill, 1, ' pointer-events="none"')
        words = types.label(round(place[0], 1), round(place[3] - size * 0.25, 1), short, size, fill, bold=one.chosen)  # fmt: skip
        body += f'<g pointer-events="none" stroke="{ink.paper}" stroke-width="3" paint-order="stroke">{words}</g>'
    return body


def _places(x: float, y: float, radius: float, wide: float, size: float, far: int) -> Iterator[Box]:
    """Boxes for a name around a dot, ring by ring: right, left, above, below, then between them."""
    high = size * 1.15
    for step in range(far):
        off = radius + 3 + step * size * 0.6
        for degrees in AROUND:
            east, south = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            left = x + east * off - wide * (1 - east) / 2
            top = y + south * off - high * (1 - south) / 2
            yield left, top, left + wide, top + high


def _around(x: float, y: float, radius: float) -> Box:
    return x - radius, y - radius, x + radius, y + radius


def _inside(box: Box, room: Box) -> bool:
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
