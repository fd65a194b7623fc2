"""The picture of likeness: a strip for each indicator, the chosen area and its peers among all."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from atlas.colour import Palette
from atlas.number import format_value
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.similar import Point, Similar, Strip
from atlas.svg import type as types
from atlas.svg.marks import Drawn, box, dot, line, mark
from atlas.text import t

QUIET = 3.0
"""Radius of a dot that stands for one of the other areas."""


@dataclass(frozen=True)
class Room:
    """Where the parts of a row stand, in pixels; on a phone the words stand above the strip."""

    width: float
    left: float
    right: float
    size: float
    radius: float
    low: float
    high: float

    @property
    def narrow(self) -> bool:
        return self.width < 500

    def at(self, score: float) -> float:
        pad = self.radius + 3
        share = (score - self.low) / (self.high - self.low)
        return self.left + pad + share * (self.right - self.left - 2 * pad)


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    found: Similar = study.picture
    room = _room(found, width)
    body, y = _legend(found, study, ink, room)
    words, y = _order(found, study, ink, room, y)
    top, rows = y, ""
    for strip in found.strips:
        row, high = _row(strip, ink, room, y)
        rows += row
        y += high
        rows += line(0, y, width, y, ink.rule)
    axis, last = _axis(study, ink, room, top, y)
    return Drawn(axis + body + words + rows, width, last)


def _room(found: Similar, width: float) -> Room:
    scores = [
        s for strip in found.strips for s in (*strip.others, *(p.score for p in strip.points))
    ]
    low, high = min(scores) - 0.1, max(scores) + 0.1
    if width < 500:
        return Room(width, 0, width, 12, 8, low, high)
    size = 13.0
    values = max(types.width(p.text, size, True) for s in found.strips for p in s.points[:2])
    return Room(width, round(width * 0.33), width - values - 40, size, 8.5, low, high)


def glyph(place: int, x: float, y: float, r: float, ink: Palette) -> str:
    """A diamond for the chosen area, a square for the nearest, circles for the next; each with the
    number of its place."""
    if place == 0:
        d = r * 1.15
        path = f"M{x:.1f} {y - d:.1f}L{x + d:.1f} {y:.1f}L{x:.1f} {y + d:.1f}L{x - d:.1f} {y:.1f}Z"
        return f'<path d="{path}" fill="{ink.selected}" stroke="{ink.paper}" stroke-width="1.5"/>'
    number = types.label(round(x, 1), round(y + 4.3, 1), str(place), 12,
                         ink.paper if place == 1 else ink.ink, "middle", True)  # fmt: skip
    if place == 1:
        return box(x - r + 0.5, y - r + 0.5, 2 * r - 1, 2 * r - 1, ink.circle, ink.paper) + number
    return dot(x, y, r - 0.5, ink.paper, ink.ink, 1.2) + number


def _legend(found: Similar, study: Study, ink: Palette, room: Room) -> tuple[str, float]:
    """Who the shapes are, with their distances; and where it ends."""
    size, r = room.size, room.radius
    keys = [(p.place, f"{p.name} {p.distance}".strip()) for p in found.people]
    body, x, y = "", 0.0, 0.0
    for place, words in [*keys, (-1, t("similar.other", study.lang, noun=found.noun))]:
        bold = place in (0, 1)
        wide = 2 * r + 8 + types.width(words, size, bold) + 16
        if x and x + wide - 16 > room.width:
            x, y = 0.0, y + size * 1.75
        middle = y + size * 0.85
        if place < 0:
            body += "".join(dot(x + 4 + i * 7, middle, QUIET, ink.quiet) for i in range(3))
        else:
            body += glyph(place, x + r + 1, middle, r, ink)
        body += types.label(round(x + 2 * r + 8, 1), round(middle + size * 0.36, 1), words, size,
                            ink.selected if place == 0 else ink.ink, bold=bold)  # fmt: skip
        x += wide
    return body, y + size * 2.1


def _order(found: Similar, study: Study, ink: Palette, room: Room, top: float) -> tuple[str, float]:
    """In what order the indicators stand."""
    words = t("similar.order", study.lang, area=found.people[0].name, peer=found.people[1].name)
    lines = types.wrap(words, room.size, room.width)
    body = "".join(types.label(0, round(top + (i + 1) * room.size * 1.3, 1), text, room.size, ink.quiet)
                   for i, text in enumerate(lines))  # fmt: skip
    return body, top + len(lines) * room.size * 1.3 + room.size * 2.2


def _lanes(points: Sequence[Point], at: Callable[[float], float], least: float) -> list[float]:
    """How far each point is moved up or down so that none touches another; the chosen area stays
    on the line, the others leave it in their order."""
    placed: list[tuple[float, float]] = []
    for point in points:
        x, step, y = at(point.score), 0, 0.0
        while any((x - px) ** 2 + (y - py) ** 2 < least**2 - 1e-6 for px, py in placed):
            step += 1
            y = (step + 1) // 2 * least / 4 * (1 if step % 2 else -1)
        placed.append((x, y))
    return [y for _, y in placed]


def _row(strip: Strip, ink: Palette, room: Room, top: float) -> tuple[str, float]:
    """One indicator: its name, its strip, the two values; and how high it is."""
    lanes = _lanes(strip.points, room.at, room.radius * 2 + 1.5)
    reach = max(-min(lanes), 0) + room.radius, max(lanes) + room.radius
    words, head = _words(strip, ink, room, top)
    if room.narrow:
        middle = top + head + reach[0] + 3
        high = middle + reach[1] + 7 - top
    else:
        high = max(sum(reach) + 12, head + 10)
        middle = top + high / 2 + (reach[0] - reach[1]) / 2
        words, _ = _words(strip, ink, room, top + (high - head) / 2)
    body = line(room.left, middle, room.right, middle, ink.rule)
    if room.narrow:
        body += _steps(ink, room, middle - reach[0] - 2, top + high)
    own, near = (room.at(p.score) for p in strip.points[:2])
    body += f'<path d="M{own:.1f} {middle + lanes[0]:.1f}L{near:.1f} {middle + lanes[1]:.1f}" stroke="{ink.selected}" stroke-width="2" fill="none"/>'  # fmt: skip
    if strip.others:
        dots = "".join(f"M{room.at(s):.1f} {middle:.1f}h.01" for s in strip.others)
        quiet = f'<path d="{dots}" stroke="{ink.quiet}" stroke-width="{2 * QUIET:g}" stroke-linecap="round" fill="none"/>'  # fmt: skip
        body = mark(quiet, strip.others_said) + body
    for point, lane in reversed(list(zip(strip.points, lanes, strict=True))):
        shape = glyph(point.place, room.at(point.score), middle + lane, room.radius, ink)
        body += mark(shape, point.said, point.area_code)
    return words + body, high


def _words(strip: Strip, ink: Palette, room: Room, top: float) -> tuple[str, float]:
    """Name, unit and period, and the values of the chosen area and its nearest; and their height."""
    size, step = room.size, room.size * 1.25
    wide = room.width if room.narrow else room.left - 14
    name = types.wrap(strip.name, size, wide, True)
    unit = types.wrap(f"{strip.unit} · {strip.period}", 12, wide)
    body = ""
    for i, text in enumerate(name):
        body += types.label(0, round(top + (i + 1) * step, 1), text, size, ink.ink, bold=True)
    y = top + len(name) * step
    for i, text in enumerate(unit):
        body += types.label(0, round(y + (i + 1) * 15, 1), text, 12, ink.quiet)
    y += len(unit) * 15
    x = 0.0 if room.narrow else room.right + 14
    places = [y + 12, y + 12] if room.narrow else [top + 10, top + 12 + room.radius * 2]
    for point, at in zip(strip.points[:2], places, strict=True):
        body += glyph(point.place, x + 8, at, 7, ink)
        body += types.label(round(x + 20, 1), round(at + size * 0.36, 1), point.text, size,
                            ink.selected if point.place == 0 else ink.ink, bold=True)  # fmt: skip
        x += types.width(point.text, size, True) + 36 if room.narrow else 0
    return body, y + (22 if room.narrow else 0) - top + 4


def _whole(room: Room) -> range:
    """Whole standard deviations on the axis."""
    return range(math.ceil(room.low), math.floor(room.high) + 1)


def _steps(ink: Palette, room: Room, top: float, base: float) -> str:
    """Lines at whole standard deviations; that of the mean is stronger."""
    return "".join(
        line(room.at(score), top, room.at(score), base, ink.rule if score else ink.quiet, 1 if score else 1.5)
        for score in _whole(room)
    )  # fmt: skip


def _axis(study: Study, ink: Palette, room: Room, top: float, base: float) -> tuple[str, float]:
    """The scale, named above and below the strips; on a phone its lines leave the words free."""
    body = "" if room.narrow else _steps(ink, room, top, base)
    for score in _whole(room):
        words = ("+" if score > 0 else "") + format_value(score, study.lang)
        for y in (top - 5, base + 15):
            x = round(room.at(score), 1)
            body += types.label(x, round(y, 1), words, 12, ink.quiet, "middle")
    centre, words = (room.left + room.right) / 2, t("similar.axis", study.lang)
    body += types.label(round(centre, 1), round(base + 32, 1), words, 12, ink.quiet, "middle")
    return body, base + 40
