"""The picture of an index: its map, and every area with the parts of its index and how far its rank
moves when the weights do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.colour import Palette
from atlas.model import Lang
from atlas.number import format_value
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.priority import Place, Priority
from atlas.svg import type as types
from atlas.svg.maps import map_size
from atlas.svg.marks import Drawn, box, dot, line, mark
from atlas.svg.outline import paths
from atlas.svg.plan import TALLEST, plan
from atlas.text import t

TOP = 3


@dataclass(frozen=True)
class Room:
    """Where the columns of a row stand, in pixels from the left of the list."""

    bar: tuple[float, float]
    strip: tuple[float, float]
    count: float
    row: float
    over: float
    """how far the name stands above its bar; 0 beside it"""
    size: float


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    found: Priority = study.picture
    boundary = boundaries[found.view.level]
    if width < 500:
        above = _map(found, study, boundary, ink, width, selected)
        below = _list(found, study, ink, _room(found, width), width, selected)
        return Drawn(
            _down(below, above.height + 20) + above.body, width, above.height + 20 + below.height
        )
    side = round(width * 0.36)
    left = _map(found, study, boundary, ink, side, selected)
    rest = width - side - 24
    right = _list(found, study, ink, _room(found, rest), rest, selected)
    moved = f'<g transform="translate({side + 24} 0)">{right.body}</g>'
    return Drawn(moved + left.body, width, max(left.height, right.height))


def _down(drawn: Drawn, by: float) -> str:
    return f'<g transform="translate(0 {by:.1f})">{drawn.body}</g>'


def _map(found: Priority, study: Study, boundary: Boundary, ink: Palette, width: float, selected: str) -> Drawn:  # fmt: skip
    """The map with its legend, and the first three numbered on it."""
    made = plan(found.view, boundary, ink, width, selected)
    own_width, own_height = map_size(found.view, boundary)
    scale = min(width / own_width, TALLEST / own_height)
    left, size = (width - own_width * scale) / 2, 13.0
    body, centre = made.body, paths(boundary).centre
    for place in reversed([p for p in found.places if p.rank <= TOP and p.area_code in centre]):
        x, y = (v * scale for v in centre[place.area_code])
        body += f'<g pointer-events="none">{dot(left + x, y, size * 0.75, ink.paper, ink.ink, 1.5)}'
        body += types.label(round(left + x, 1), round(y + size * 0.36, 1), str(place.rank), size, ink.ink, "middle", True)  # fmt: skip
        body += "</g>"
    words = types.wrap(t("priority.topmost", study.lang), size, width)
    for i, text in enumerate(words):
        body += types.label(0, round(made.height + size + i * size * 1.3, 1), text, size, ink.quiet)
    return Drawn(body, width, made.height + size * (0.6 + 1.3 * len(words)))


def _room(found: Priority, width: float) -> Room:
    """Columns for a list of this width: on a phone the name stands above its bar."""
    if width < 500:
        strip, count = width * 0.28, types.width("1.000", 12) + 12
        return Room(
            (0, width - strip - count - 46),
            (width - strip - count, width - count),
            width,
            38,
            17,
            12,
        )
    size = 14.0
    name = max(types.width(f"{p.rank} {p.name}", size, True) for p in found.places) + 16
    name = min(name, width * 0.4)
    count = types.width("1.000", size) + 42
    strip = min(180.0, width * 0.24)
    ends = width - count - strip
    return Room((name, ends - 66), (ends, ends + strip), width, 25, 0, size)


def _list(found: Priority, study: Study, ink: Palette, room: Room, width: float, selected: str) -> Drawn:  # fmt: skip
    body, y = _legend(found, study, ink, width, room.size)
    titles, y = _titles(found, study, ink, room, width, y)
    body += titles
    low = min(0.0, *(sum(v for v in p.parts if v < 0) for p in found.places))
    high = max(sum(v for v in p.parts if v > 0) for p in found.places)
    last = y + room.row * len(found.places)
    body += _guides(found, ink, room, y, last, low, high)
    for i, place in enumerate(found.places):
        body += _row(
            place, ink, room, y + i * room.row, low, high, len(found.places), selected, study.lang
        )
    ends = room.strip
    for at, words, anchor in ((ends[0], "1", "start"), (ends[1], str(len(found.places)), "end")):
        body += types.label(round(at, 1), round(last + room.size * 1.1, 1), words, room.size, ink.quiet, anchor)  # fmt: skip
    return Drawn(body, width, last + room.size * 1.6)


def _legend(found: Priority, study: Study, ink: Palette, width: float, size: float) -> tuple[str, float]:  # fmt: skip
    """Each indicator with its colour, its number and its weight; and where it ends."""
    body, x, y = "", 0.0, 0.0
    for i, share in enumerate(found.shares):
        text = f"{share.name} ({share.weight})"
        wide = size * 1.9 + types.width(text, size) + size * 1.4
        if x and x + wide > width + size:
            x, y = 0.0, y + size * 1.6
        body += box(x, y + 1, size * 1.4, size * 1.3, ink.series[i])
        body += types.label(round(x + size * 0.7, 1), round(y + size * 1.05, 1), str(i + 1), size * 0.9 if size > 13 else size, ink.paper, "middle", True)  # fmt: skip
        body += types.label(round(x + size * 1.9, 1), round(y + size * 1.05, 1),
                            types.cut(text, size, width - size * 1.9), size, ink.ink)  # fmt: skip
        x += wide
    return body, y + size * 2.2


def _titles(
    found: Priority, study: Study, ink: Palette, room: Room, width: float, top: float
) -> tuple[str, float]:
    """Heads of the columns, broken into lines that fit above them."""
    lang, size = study.lang, room.size * (0.9 if room.size > 13 else 1)
    draws = format_value(found.draws, lang)
    counts = types.wrap(t("priority.counts", lang, draws=draws), size, width - room.strip[1] - 6)
    columns = (
        (types.wrap(t("priority.bar", lang), size, room.bar[1] - room.bar[0]), room.bar[0], ""),
        (types.wrap(t("priority.strip", lang), size, room.strip[1] - room.strip[0]), room.strip[0], ""),
        (counts, width, "end"),
    )  # fmt: skip
    most = max(len(lines) for lines, _, _ in columns)
    body = ""
    for lines, x, anchor in columns:
        for i, text in enumerate(lines):
            y = top + (most - len(lines) + i + 1) * size * 1.25
            body += types.label(round(x, 1), round(y, 1), text, size, ink.quiet, anchor)
    return body, top + most * size * 1.25 + 8


def _guides(found: Priority, ink: Palette, room: Room, top: float, last: float, low: float, high: float) -> str:  # fmt: skip
    """Zero of the bars, and the ends and the third place of the strip."""
    zero = _along(0.0, low, high, room.bar)
    third = _along(TOP + 0.5, 1, len(found.places), room.strip)
    body = line(zero, top, zero, last, ink.rule)
    for x in room.strip:
        body += line(x, top, x, last, ink.rule)
    return body + line(third, top, third, last, ink.rule, 1, ' stroke-dasharray="3 3"')


def _along(value: float, low: float, high: float, ends: tuple[float, float]) -> float:
    return ends[0] + (value - low) / ((high - low) or 1.0) * (ends[1] - ends[0])


def _row(
    place: Place, ink: Palette, room: Room, y: float, low: float, high: float, of: int, selected: str,
    lang: Lang,
) -> str:  # fmt: skip
    """One area: rank and name, the parts of its index, its rank with its interval, and how often it
    is among the first three of a thousand."""
    size, chosen = room.size, place.area_code == selected
    thick = 14.0 if room.over else 17.0
    middle = y + room.over + (room.row - room.over) / 2
    fill = ink.selected if chosen else ink.ink
    words = f"{place.rank} {place.name}"
    base = y + size if room.over else middle + size * 0.36
    wide = room.strip[0] if room.over else room.bar[0] - 8
    named = types.label(0, round(base, 1), types.cut(words, size, wide, True), size, fill, bold=chosen or place.rank <= TOP)  # fmt: skip
    shape = f'<g stroke="{ink.paper}" stroke-width="3" paint-order="stroke">{named}</g>'
    end = room.bar[0]
    ends = {True: 0.0, False: 0.0}
    for i, part in enumerate(place.parts):
        start = ends[part > 0]
        ends[part > 0] = start + part
        a, b = sorted(_along(v, low, high, room.bar) for v in (start, start + part))
        end = max(end, b)
        shape += box(a, middle - thick / 2, b - a, thick, ink.series[i], ink.paper)
        if b - a > size:
            shape += types.label(round((a + b) / 2, 1), round(middle + size * 0.32, 1), str(i + 1), size * 0.86 if size > 13 else size, ink.paper, "middle", True)  # fmt: skip
    shape += types.label(round(max(end, _along(0, low, high, room.bar)) + 5, 1), round(middle + size * 0.36, 1), place.text, size, fill)  # fmt: skip
    left, right = (_along(v, 1, of, room.strip) for v in (place.low, place.high))
    shape += line(left, middle, right, middle, fill if chosen else ink.circle, 5 if room.over else 6, ' stroke-linecap="round" stroke-opacity=".45"')  # fmt: skip
    shape += dot(_along(place.rank, 1, of, room.strip), middle, 4.5, fill if chosen else ink.circle, ink.paper)  # fmt: skip
    shape += types.label(round(room.count, 1), round(middle + size * 0.36, 1), format_value(place.tops, lang), size, fill if place.tops else ink.quiet, "end")  # fmt: skip
    return shape + mark(box(0, y, room.count, room.row, "transparent"), place.said, place.area_code)
