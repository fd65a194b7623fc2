"""The picture of a matrix: a square for each area and rate, in blocks as wide as the picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.colour import Palette
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.matrix import Column, Matrix, Square, stripes
from atlas.svg import type as types
from atlas.svg.maps import pattern
from atlas.svg.marks import Drawn, box, mark
from atlas.text import t

LEAST, WIDEST = 20.0, 64.0
"""Width of a square in pixels."""
GAP = 10.0
"""Between columns with a direction and those without."""
HIGHEST = 240.0
"""Turned names of columns at most; higher ones are numbers with a key."""
STEP = 13.0


@dataclass(frozen=True)
class Room:
    """What every block is drawn by: size of type, width of the names, of a square, and its height."""

    width: float
    size: float
    names: float
    square: float
    row: float


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    found: Matrix = study.picture
    size = 12.0 if width < 500 else 13.0
    names = max(types.width(row.name, size, True) for row in found.rows) + 10
    texts = [s.text for row in found.rows for s in row.squares if not s.state]
    need = max(LEAST, *(types.width(text, 12) + 4 for text in texts))
    blocks = _blocks(len(found.columns), max(1, int((width - names - GAP) // need)))
    most = max(len(b) for b in blocks)
    square = min(WIDEST, (width - names - GAP) / most)
    room = Room(width, size, names, square, 20.0 if width < 500 else 22.0)
    body, y = _legend(found, study, ink, room)
    heads = _turned(found.columns, room)
    if not heads:
        keys, y = _key(found.columns, ink, room, y)
        body += keys
    for block in blocks:
        part, y = _block(
            found, block, heads, ink, room, y, selected or study.params.get("area", "")
        )
        body += part
    return Drawn(_patterns(found, ink) + body, width, y)


def _blocks(columns: int, most: int) -> list[range]:
    """Columns in as few blocks as hold them, of nearly the same width."""
    count = -(-columns // most)
    each = -(-columns // count)
    return [range(i, min(i + each, columns)) for i in range(0, columns, each)]


def _named(column: Column) -> str:
    return f"{column.name} ({column.way})"


def _turned(columns: Sequence[Column], room: Room) -> list[list[str]]:
    """The lines of every turned name, of the least height that they all fit in; none when a square
    is too narrow, so that columns are numbered."""
    lines = int((room.square - 8) // STEP)
    if room.width < 500 or lines < 1:
        return []
    for high in range(60, int(HIGHEST) + 1, 10):
        heads = [types.wrap(_named(c), 12, high) for c in columns]
        if all(len(h) <= lines and not any("…" in text for text in h) for h in heads):
            return heads
    return []


def _key(columns: Sequence[Column], ink: Palette, room: Room, top: float) -> tuple[str, float]:
    """What the numbers above the columns stand for."""
    body, y, size = "", top, room.size
    for i, column in enumerate(columns):
        for j, text in enumerate(types.wrap(_named(column), size, room.width - 26)):
            y += size * 1.35
            if j == 0:
                body += types.label(20, round(y, 1), str(i + 1), size, ink.ink, "end", True)
            body += types.label(26, round(y, 1), text, size, ink.ink)
    return body, y + size


def _left(column: int, block: range, columns: Sequence[Column], room: Room) -> float:
    """Where a column of a block begins; those without a direction stand apart."""
    apart = columns[block[0]].directed and not columns[column].directed
    return room.names + (column - block[0]) * room.square + (GAP if apart else 0)


def _block(
    found: Matrix, block: range, heads: list[list[str]], ink: Palette, room: Room, top: float,
    selected: str,
) -> tuple[str, float]:  # fmt: skip
    """Heads and rows of some columns; and where they end."""
    body, y = _heads(found, block, heads, ink, room, top)
    for row in found.rows:
        chosen = row.area_code == selected
        base = round(y + room.row / 2 + room.size * 0.36, 1)
        body += types.label(0, base, row.name, room.size, ink.selected if chosen else ink.ink, bold=chosen)  # fmt: skip
        for i in block:
            x = _left(i, block, found.columns, room)
            body += mark(
                _square(row.squares[i], x, y, ink, room), row.squares[i].said, row.area_code
            )
        if chosen:
            end = _left(block[-1], block, found.columns, room) + room.square
            body += (
                f'<rect x="{room.names - 3:.1f}" y="{y:.1f}" width="{end - room.names + 4:.1f}" '
                f'height="{room.row:.1f}" fill="none" stroke="{ink.selected}" stroke-width="2.5"/>'
            )
        y += room.row
    return body, y + 18


def _heads(
    found: Matrix, block: range, heads: list[list[str]], ink: Palette, room: Room, top: float
) -> tuple[str, float]:
    """Turned names, or numbers; and where the rows begin."""
    if not heads:
        body = "".join(
            types.label(round(_left(i, block, found.columns, room) + room.square / 2, 1), round(top + room.size, 1),
                        str(i + 1), room.size, ink.ink, "middle", True)
            for i in block
        )  # fmt: skip
        return body, top + room.size * 1.5
    high = max(types.width(text, 12) for lines in heads for text in lines) + 8
    body = ""
    for i in block:
        left = _left(i, block, found.columns, room) + (room.square - len(heads[i]) * STEP) / 2
        for j, text in enumerate(heads[i]):
            x, y = left + (j + 1) * STEP - 3, top + high - 4
            body += f'<g transform="translate({x:.1f} {y:.1f}) rotate(-90)">{types.label(0, 0, text, 12, ink.ink)}</g>'  # fmt: skip
    return body, top + high


def _square(square: Square, x: float, y: float, ink: Palette, room: Room) -> str:
    """A square in the colour of its class with its text; one without a value is striped."""
    fill = f"url(#mx-{square.state})" if square.state else square.ground or ink.paper
    shape = box(x + 0.5, y + 0.5, room.square - 1, room.row - 1, fill, ink.rule)
    if square.state or not square.text:
        return shape
    middle, base = round(x + room.square / 2, 1), round(y + room.row / 2 + 4.3, 1)
    return shape + types.label(middle, base, square.text, 12, square.ink or ink.ink, "middle")


def _patterns(found: Matrix, ink: Palette) -> str:
    made = "".join(pattern(f"mx-{state}", stripes(state), 8, ink) for state, _ in found.states)
    return f"<defs>{made}</defs>" if made else ""


def _legend(found: Matrix, study: Study, ink: Palette, room: Room) -> tuple[str, float]:
    """What the colours and stripes mean, a line or more for each sort; and where it ends."""
    sorts = [(s.title, [(label, g or ink.paper) for label, g, _ in s.steps]) for s in found.scales]
    if found.states:
        states = [(words, f"url(#mx-{state})") for state, words in found.states]
        sorts.append((t("matrix.scale_states", study.lang), states))
    body, y, size = "", 0.0, room.size
    for title, keys in sorts:
        y += size * 1.3
        body += types.label(0, round(y, 1), title, size, ink.ink, bold=True)
        x, y = 0.0, y + size * 0.5
        for label, fill in keys:
            wide = size * 2.1 + types.width(label, size) + size
            if x and x + wide - size > room.width:
                x, y = 0.0, y + size * 1.5
            body += box(x, y + 1, size * 1.6, size, fill, ink.quiet)
            body += types.label(
                round(x + size * 2.1, 1), round(y + size * 0.95, 1), label, size, ink.ink
            )
            x += wide
        y += size * 1.6
    return body, y + size * 0.6
