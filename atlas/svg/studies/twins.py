"""Two sources over time, each series a line of its own, their gap in a bracket; which series is when;
and the areas whose rank changes most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

from atlas.colour import Palette
from atlas.number import format_value
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.twins import Moved, Piece, TwinPicture
from atlas.svg import type as types
from atlas.svg.axis import round_steps
from atlas.svg.marks import Drawn, box, dot, line, mark

Scale = Callable[[float], float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
FAR = 2.6
"""Years between two values of a series from which they are not joined: a hole stays a hole."""


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    shown: TwinPicture = study.picture
    size = 13.0 if width < 500 else 14.0
    head, y = _legend(shown, ink, width, size)
    body, y = _chart(study, shown, ink, width, size, y)
    if shown.moved:
        more, y = _ranks(shown, ink, width, size, y + size * 2)
        body += more
    return Drawn(head + body, width, y)


def _colour(side: str, ink: Palette) -> str:
    return ink.circle if side == "a" else ink.city


def _sign(side: str, x: float, y: float, ink: Palette, size: float = 5.5) -> str:
    """A disc for the first source, a diamond for the second."""
    if side == "a":
        return dot(x, y, size, ink.circle, ink.paper)
    r = size * 1.3
    return (f'<path d="M{x:.1f} {y - r:.1f}L{x + r:.1f} {y:.1f}L{x:.1f} {y + r:.1f}L{x - r:.1f} {y:.1f}Z" '
            f'fill="{ink.city}" stroke="{ink.paper}"/>')  # fmt: skip


def _legend(shown: TwinPicture, ink: Palette, width: float, size: float) -> tuple[str, float]:
    """Sign and name of both sources, one under the other where they do not fit side by side."""
    found, x, y = "", 8.0, 0.0
    for side, words in (("a", shown.label_a), ("b", shown.label_b)):
        wide = types.width(words, size, True)
        if x > 8 and x + 12 + wide > width:
            x, y = 8.0, y + size * 1.5
        found += _sign(side, x, y + size * 0.75, ink)
        found += types.label(
            round(x + 12, 1), round(y + size * 1.1, 1), words, size, _colour(side, ink), bold=True
        )
        x += wide + 40
    return found, y + size * 2.2


def _chart(
    study: Study, shown: TwinPicture, ink: Palette, width: float, size: float, top: float
) -> tuple[str, float]:
    """Lines of all series over one axis of time, and under it a bar for each series with its name."""
    spots = [s for piece in shown.pieces for s in piece.spots]
    values = [s.value for s in spots]
    room = (max(values) - min(values)) * 0.12
    low = min(values) - room if min(values) < 0 else max(0.0, min(values) - room)
    steps = round_steps(low, max(values) + room, 5)
    names = [format_value(v, study.lang) for v in steps]
    left = max(types.width(n, size * 0.9) for n in names) + 8
    height = 210.0 if width < 500 else 270.0
    first, last = int(min(s.time for s in spots)), int(max(s.time for s in spots)) + 1

    def at_x(time: float) -> float:
        return left + 12 + (time - first) / (last - first) * (width - left - 26)

    def at_y(value: float) -> float:
        return top + height - (value - steps[0]) / ((steps[-1] - steps[0]) or 1.0) * height

    body = ""
    for value, name in zip(steps, names, strict=True):
        body += line(left, at_y(value), width - 4, at_y(value), ink.rule)
        body += types.label(round(left - 6, 1), round(at_y(value) + size * 0.32, 1), name, size * 0.9, ink.quiet, "end")  # fmt: skip
    for piece in shown.pieces:
        body += "".join(
            line(
                at_x(a.time),
                at_y(a.value),
                at_x(b.time),
                at_y(b.value),
                _colour(piece.side, ink),
                2,
            )
            for a, b in pairwise(piece.spots)
            if piece.joined and b.time - a.time < FAR
        )
    body += _bracket(shown, at_x, at_y, ink, (left, top, width, top + height), size)
    for piece in shown.pieces:
        body += "".join(mark(_sign(piece.side, at_x(s.time), at_y(s.value), ink), s.said) for s in piece.spots)  # fmt: skip
    body += _years(first, last, at_x, top + height, size, ink)
    return _bars(shown, at_x, body, top + height + size * 2.6, ink, width, size)


def _years(first: int, last: int, at: Scale, base: float, size: float, ink: Palette) -> str:
    """Ticks at the middle of as many years as have room."""
    years = range(first, last)
    wide = types.width("0000", size * 0.9) * 1.5
    each = max(1, round(wide / max(at(first + 1) - at(first), 1e-6) + 0.49))
    return "".join(
        line(at(y + 0.5), base, at(y + 0.5), base + 4, ink.quiet)
        + types.label(round(at(y + 0.5), 1), round(base + size * 1.4, 1), str(y), size * 0.9, ink.quiet, "middle")
        for y in reversed(years)
        if (years[-1] - y) % each == 0
    )  # fmt: skip


def _bracket(
    shown: TwinPicture, at_x: Scale, at_y: Scale, ink: Palette, room: Box, size: float
) -> str:
    """The gap between the two values nearest in time, its size written where nothing else stands."""
    if shown.bracket is None:
        return ""
    x1, y1 = at_x(shown.bracket[0]), at_y(shown.bracket[1])
    x2, y2 = at_x(shown.bracket[2]), at_y(shown.bracket[3])
    shape = line(x1, y1, x1, y2, ink.selected, 2) + line(x1, y2, x2, y2, ink.selected, 1.5, ' stroke-dasharray="3 3"')  # fmt: skip
    wide = types.width(shown.bracket_text, size, True)
    middle = (y1 + y2) / 2
    x, y = _free(shown, at_x, at_y, (x1, middle), wide, room, size)
    if abs(y - middle) > size:
        near = min(max(x1, x), x + wide)
        shape += line(
            x1, middle, near, y + (size * 0.6 if y < middle else -size * 0.6), ink.selected
        )
    words = types.label(round(x, 1), round(y + size * 0.34, 1), shown.bracket_text, size, ink.selected, bold=True)  # fmt: skip
    return mark(shape + words, shown.bracket_said)


def _free(
    shown: TwinPicture, at_x: Scale, at_y: Scale, to: tuple[float, float], wide: float, room: Box, size: float
) -> tuple[float, float]:  # fmt: skip
    """Left end and middle of a text as near as can be to a point, over as little of the lines as
    can be."""
    ink = [p for piece in shown.pieces for p in _along(piece, at_x, at_y)]
    left, top, right, bottom = room
    places = []
    for step in range(-9, 10):
        y = to[1] + step * size
        for x in (to[0] + 12, to[0] - 12 - wide, to[0] - wide / 2):
            x = min(max(x, left), right - wide)
            inside = top + size <= y <= bottom - size
            over = sum(x - 8 < px < x + wide + 8 and abs(py - y) < size * 1.1 for px, py in ink)
            over += x - 4 < to[0] < x + wide + 4 and abs(step) < 2
            places.append((not inside, over, abs(step), x, y))
    return min(places)[3:]


def _along(piece: Piece, at_x: Scale, at_y: Scale) -> list[tuple[float, float]]:
    """Points of a line close to each other."""
    found = [(at_x(s.time), at_y(s.value)) for s in piece.spots]
    between = [((a * (8 - i) + c * i) / 8, (b * (8 - i) + d * i) / 8)
               for (a, b), (c, d) in pairwise(found) for i in range(1, 8)]  # fmt: skip
    return found + between


def _bars(
    shown: TwinPicture, at: Scale, body: str, y: float, ink: Palette, width: float, size: float
) -> tuple[str, float]:
    """One bar for each series over the years it covers: where one ends, a line ends."""
    for piece in shown.pieces:
        start, end = at(piece.spots[0].time) - 4, at(piece.spots[-1].time) + 4
        colour, wide = _colour(piece.side, ink), types.width(piece.name, size * 0.92)
        x, anchor = (start - 6, "end") if start > width - end else (end + 6, "")
        if wide > max(start, width - end) - 8:
            x, anchor = max(min(start, width - wide), 0.0), ""
            body += types.label(
                round(x, 1),
                round(y + 7, 1),
                types.cut(piece.name, size * 0.92, width),
                size * 0.92,
                colour,
            )
            y += size * 1.1
        else:
            body += types.label(
                round(x, 1), round(y + 7, 1), piece.name, size * 0.92, colour, anchor
            )
        body += box(start, y, end - start, 6, colour)
        y += size * 1.45
    return body, y


def _ranks(
    shown: TwinPicture, ink: Palette, width: float, size: float, y: float
) -> tuple[str, float]:
    """A row for each area: its rank by one source and by the other on one axis, 1 at the left."""
    body = ""
    for text in types.wrap(shown.moved_title, size, width, True):
        y += size * 1.3
        body += types.label(0, round(y, 1), text, size, ink.ink, bold=True)
    y += size * 1.2
    row = size * 1.75
    room = min(max(types.width(m.name, size * 0.95, m.chosen) for m in shown.moved), width * 0.4)
    wide = types.width("88", size * 0.9)

    def at(rank: float) -> float:
        return room + 20 + wide + (rank - 1) / max(shown.of - 1, 1) * (width - room - 40 - wide * 2)

    for i, one in enumerate(shown.moved):
        middle = y + row * (i + 0.5)
        body += line(room + 14, middle, width - 2, middle, ink.rule)
        body += _move(one, at, middle, room, size, ink)
    return body, y + row * len(shown.moved) + size * 0.5


def _move(one: Moved, at: Scale, y: float, room: float, size: float, ink: Palette) -> str:
    x1, x2 = at(one.rank_a), at(one.rank_b)
    colour = ink.selected if one.chosen else ink.ink
    name = types.label(0, round(y + size * 0.34, 1), types.cut(one.name, size * 0.95, room, one.chosen), size * 0.95,
                       colour, bold=one.chosen)  # fmt: skip
    first, second = ("end", "start") if x1 <= x2 else ("start", "end")
    shape = (
        line(x1, y, x2, y, colour, 2) + _sign("a", x1, y, ink, 4.5) + _sign("b", x2, y, ink, 4.5)
    )
    shape += _rank(one.rank_a, x1, y, first, _colour("a", ink), size, ink)
    shape += _rank(one.rank_b, x2, y, second, _colour("b", ink), size, ink)
    return mark(name + shape, one.said, one.area_code)


def _rank(
    rank: int, x: float, y: float, anchor: str, colour: str, size: float, ink: Palette
) -> str:
    """The rank in figures beside its sign, on a ground that hides the axis."""
    wide = types.width(str(rank), size * 0.9)
    start = x - 9 - wide if anchor == "end" else x + 9
    ground = box(start - 1, y - size * 0.5, wide + 2, size, ink.paper)
    return ground + types.label(
        round(start, 1), round(y + size * 0.32, 1), str(rank), size * 0.9, colour
    )
