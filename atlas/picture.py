"""A view as one finished picture of a fixed size: title, drawing, legend, words, source."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

import vl_convert

from atlas import paint, seal, svg
from atlas.colour import Palette
from atlas.paint import Key
from atlas.shape import Boundary
from atlas.svg import type as types
from atlas.svg import years
from atlas.svg.rows import Look
from atlas.text import t
from atlas.view import Cell, View

PRESETS = {"og": (1200, 628), "square": (1080, 1080), "slide": (1920, 1080)}
SMALLEST, LARGEST = 400, 4000
MOST_PIXELS = 24_000_000
CODE_FROM, CODE_SHARE = 600, 4
"""A picture has a QR code from this width on, and when its side is no more than this part of the
height; a module is a whole number of pixels, two at least, so that a phone reads it."""


@dataclass(frozen=True)
class Words:
    """What stands around a drawing beside the view's own words."""

    credit: str
    foot: str
    title: str
    subtitle: str
    caveats: tuple[str, ...] = ()
    """what must stand with the figures and how the picture is read, the weightiest first"""
    note: str = ""
    """a correction, or why there is only a table"""
    url: str = ""
    """what the QR code leads to: the address that shows this view with its release again"""


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Sheet:
    """One picture on its way: the view, its size in pixels, its type size and colours."""

    view: View
    kind: str
    width: int
    height: int
    ink: Palette
    boundary: Boundary | None
    selected: str
    words: Words
    card: tuple[Cell | None, str, str] = (None, "", "")
    """for a card: its figure, the small line of its years as SVG, where that begins and ends"""

    @property
    def size(self) -> float:
        """Type size of running text: a fiftieth of the mean side, so that a card in a feed reads."""
        return max(11.0, math.sqrt(self.width * self.height) / 46)

    @property
    def margin(self) -> float:
        return self.size * 1.6

    @cached_property
    def code(self) -> tuple[str, float]:
        """The QR code in its corner at the lower right and its side; "" and 0 where there is no
        room or no address."""
        if not self.words.url or self.width < CODE_FROM:
            return "", 0.0
        side = seal.modules(self.words.url) * max(2, round(self.size / 10))
        if not side or side * CODE_SHARE > self.height:
            return "", 0.0
        x, y = self.width - self.margin - side, self.height - self.margin * 0.7 - side
        drawn = seal.qr_svg(self.words.url, side)
        return drawn.replace('"scale', f'"translate({x:.0f} {y:.0f}) scale', 1), side

    @property
    def foot_room(self) -> float:
        """Width of the lines of the foot, which stand beside the code."""
        side = self.code[1]
        return self.width - 2 * self.margin - (side + self.size * 1.2 if side else 0)


def draw(sheet: Sheet) -> str:
    """The whole picture as one SVG document; every text measured, so that none leaves it."""
    head, below = _head(sheet)
    foot, above = _foot(sheet)
    gap = sheet.size * 0.6
    body = Box(sheet.margin, below + gap, sheet.width - 2 * sheet.margin, above - below - 2 * gap)
    drawn = _body(sheet, body)
    title = escape(sheet.words.title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{sheet.width}" height="{sheet.height}" '
        f'viewBox="0 0 {sheet.width} {sheet.height}" font-family="{types.FAMILY}" role="img" '
        f'lang="{sheet.view.lang}" data-view="{sheet.view.digest()}" aria-label="{escape(sheet.view.alt)}">'
        f"<title>{title}</title><desc>{escape(sheet.view.headline)}</desc>"
        f'<rect width="100%" height="100%" fill="{sheet.ink.paper}"/>{head}{drawn}{foot}</svg>'
    )


def png(drawn: str, scale: float = 1.0) -> bytes:
    """The picture as PNG, its fonts those that come with the library. About 20 ms."""
    return bytes(vl_convert.svg_to_png(drawn, scale=scale))


def whole(sentences: Sequence[str], size: float, room: float, most: int) -> str:
    """As many whole sentences as fit in `most` lines: the first and the last (its evidence) before
    those between; none is cut unless these two alone are too long."""
    kept = list(sentences)
    while len(kept) > 2 and len(types.wrap(" ".join(kept), size, room)) > most:
        kept.pop(-2)
    return " ".join(kept)


def fitting(notes: Sequence[str], size: float, room: float, most: int) -> list[str]:
    """Lines of the notes that fit whole in `most` lines, in their order."""
    found: list[str] = []
    for note in notes:
        lines = types.wrap(note, size, room)
        if len(found) + len(lines) <= most:
            found += lines
    return found


@dataclass
class _Pen:
    """Lines of text set one under another."""

    sheet: Sheet
    x: float
    y: float
    room: float
    found: str = ""

    def write(self, text: str, size: float, fill: str, bold: bool = False, most: int = 3) -> None:
        for line in types.wrap(text, size, self.room, bold, most) if text else []:
            self.y += size * 1.25
            self.found += types.label(
                self.x, round(self.y, 1), line, round(size, 1), fill, bold=bold
            )


def _wide(sheet: Sheet) -> bool:
    """Whether the drawing stands beside the words: maps and cards in a wide picture."""
    return sheet.width > sheet.height * 1.25 and sheet.kind in ("map", "card") and _is_drawn(sheet)


def _is_drawn(sheet: Sheet) -> bool:
    return sheet.kind == "card" or sheet.view.form != "tabel"


def _head(sheet: Sheet) -> tuple[str, float]:
    """Title, unit and level, sentences; gives the text and where it ends."""
    view, ink, size = sheet.view, sheet.ink, sheet.size
    room = sheet.width - 2 * sheet.margin
    pen = _Pen(sheet, sheet.margin, sheet.margin * 0.6, room * (0.55 if _wide(sheet) else 1))
    pen.write(sheet.words.title, size * 1.6, ink.ink, True, 3)
    pen.write(sheet.words.subtitle, size, ink.quiet, most=2)
    if _wide(sheet):
        return pen.found, sheet.margin * 0.6
    pen.y += size * 0.25
    most = 4 if sheet.height > sheet.width * 0.7 else 3
    pen.write(whole(view.sentences, size, pen.room, most), size, ink.ink, most=most)
    pen.write(sheet.words.note, size * 0.9, ink.selected, True, 2)
    return pen.found, pen.y


def _foot(sheet: Sheet) -> tuple[str, float]:
    """Source with evidence, release and address, whose site this is not; and where it begins."""
    size, room, (code, side) = sheet.size * 0.78, sheet.foot_room, sheet.code
    credit = types.wrap(sheet.words.credit, size, room, most=4 if code else 2)
    foot = types.wrap(sheet.words.foot, size, room, most=3 if code else 2)
    lines = [x for x in (*_foot_notes(sheet), *credit, *foot) if x]
    bottom = sheet.height - sheet.margin * 0.7
    top = bottom - max(len(lines) * size * 1.3, side + size * 0.6 if code else 0)
    found = code + (
        f'<line x1="{sheet.margin:g}" x2="{sheet.width - sheet.margin:g}" y1="{top:.1f}" '
        f'y2="{top:.1f}" stroke="{sheet.ink.rule}"/>'
    )
    for i, line in enumerate(lines):
        y = round(top + (i + 1) * size * 1.3, 1)
        found += types.label(sheet.margin, y, line, round(size, 1), sheet.ink.quiet)
    return found, top


def _foot_notes(sheet: Sheet) -> list[str]:
    """The weightiest notes, whole, in the lines a foot has for them: one more beside a code, where
    lines are shorter; fewer under a strip, whose legend stands between."""
    most = 2 if _wide(sheet) else 6 if sheet.height > sheet.width * 0.7 else 4
    most = most + bool(sheet.code[0]) if sheet.height > 400 else 1
    most = min(most, 4) if sheet.kind == "strip" else most
    return fitting(sheet.words.caveats, sheet.size * 0.78, sheet.foot_room, most)


def _body(sheet: Sheet, box: Box) -> str:
    if _wide(sheet):
        return _beside(sheet, box)
    if not _is_drawn(sheet):
        return _list(sheet, box, sheet.view.why_table)
    draws: dict[str, Callable[[Sheet, Box], str]] = {
        "map": _map_and_legend, "bar": _bars, "strip": _strip, "line": _lines, "card": _card,
        "table": lambda s, b: _list(s, b, ""),
    }  # fmt: skip
    return draws[sheet.kind](sheet, box)


def _beside(sheet: Sheet, box: Box) -> str:
    """Words and legend on the left under the title, the drawing on the right."""
    view, ink, size = sheet.view, sheet.ink, sheet.size
    left = box.width * 0.55
    pen = _Pen(sheet, box.x, 0, left)
    title = types.wrap(sheet.words.title, size * 1.6, left, True, 3)
    under = types.wrap(sheet.words.subtitle, size, left, most=2)
    pen.y = sheet.margin * 0.6 + len(title) * size * 2 + len(under) * size * 1.25 + size * 0.5
    bottom = box.y + box.height
    legend = paint.legend(view, ink) if sheet.kind == "map" else []
    kept = len(legend) * size * 1.5 + size * 0.8
    lines = max(
        2, int((bottom - pen.y - kept - (2.4 * size if sheet.words.note else 0)) / (size * 1.25))
    )
    most = min(7, lines)
    pen.write(whole(view.sentences, size, left, most), size, ink.ink, most=most)
    pen.write(sheet.words.note, size * 0.9, ink.selected, True, 2)
    pen.y += size * 0.8
    drawn = pen.found + _keys(sheet, legend, box.x, pen.y, left, bottom)
    small, begin = size * 0.78, pen.y + kept
    below = _foot_notes(sheet)
    rest = [n for n in sheet.words.caveats if n not in " ".join(below)]
    for i, line in enumerate(fitting(rest, small, left, int((bottom - begin) / (small * 1.3)))):
        y = round(begin + (i + 1) * small * 1.3, 1)
        drawn += types.label(box.x, y, line, round(small, 1), ink.quiet)
    right = Box(box.x + left + size * 2, box.y, box.width - left - size * 2, box.height)
    return drawn + (_map(sheet, right) if sheet.kind == "map" else _card(sheet, right))


def _map(sheet: Sheet, box: Box) -> str:
    """The map as large as its box allows, in the middle of it."""
    assert sheet.boundary is not None
    width, height = svg.map_size(sheet.view, sheet.boundary)
    scale = min(box.width / (width + 8), box.height / (height + 8))
    x = box.x + (box.width - scale * width) / 2
    y = box.y + (box.height - scale * height) / 2
    shapes = svg.area_shapes(sheet.view, sheet.boundary, sheet.ink, sheet.selected, lambda c, s: s)
    return f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.4f})">{shapes}</g>'


def _map_and_legend(sheet: Sheet, box: Box) -> str:
    """The map with its legend beside it where a tall picture leaves room, else below."""
    keys = paint.legend(sheet.view, sheet.ink)
    size = sheet.size
    widest = max((types.width(k.label, size) for k in keys), default=0) + size * 2.6
    if not keys:
        return _map(sheet, box)
    side = min(widest, box.width * 0.45)
    drawn = _keys(sheet, keys, box.x + box.width - side, box.y, side, box.y + box.height)
    return _map(sheet, Box(box.x, box.y, box.width - side - size, box.height)) + drawn


def _keys(sheet: Sheet, keys: Sequence[Key], x: float, y: float, room: float, bottom: float) -> str:
    """The legend from y down: a swatch and its words a line."""
    size, found = sheet.size, ""
    for i, key in enumerate(keys):
        lines = types.wrap(key.label, size, room - size * 2.3, most=2)
        if y + len(lines) * size * 1.25 > bottom:
            break
        fill = key.fill
        if key.stripes:
            found += f"<defs>{svg.pattern(f'k{i}', key.stripes, 8, sheet.ink)}</defs>"
            fill = f"url(#k{i})"
        found += (
            f'<rect x="{x:.1f}" y="{y + size * 0.35:.1f}" width="{size * 1.7:.1f}" height="{size:.1f}" '
            f'fill="{fill}" stroke="{sheet.ink.quiet}"/>'
        )
        for line in lines:
            y += size * 1.25
            found += types.label(x + size * 2.3, round(y, 1), line, round(size, 1), sheet.ink.ink)
        y += size * 0.25
    return found


def _at(box: Box) -> Callable[[float], str]:
    return lambda share: f"{box.x + share * box.width:.1f}"


def _bars(sheet: Sheet, box: Box) -> str:
    """Rows in as many columns as make them readable; what does not fit is counted."""
    view, ink, size = sheet.view, sheet.ink, sheet.size
    cells, of = svg.ranked(view, sheet.selected)
    if not cells:
        return _list(sheet, box, t("embed.none", view.lang))
    reference = view.reference if view.form == "warna" else None
    span = svg.extent(cells, reference)
    top = size * 1.5 if reference else 0
    note = size * 1.6
    shown, columns, height = _fit(
        len(cells), box.height - top - note, size * 1.7, box.width / (size * 16)
    )
    cells = cells[:shown]
    look = Look(height, min(size, height * 0.5), min(size, height * 0.28))
    each = box.width / columns
    per, found = -(-len(cells) // columns), ""
    for i in range(columns):
        column = Box(box.x + i * each, box.y, each - (size * 2 if columns > 1 else 0), box.height)
        part = cells[i * per : (i + 1) * per]
        found += svg.bar_rows(view, part, ink, sheet.selected, _at(column), look, box.y + top,
                              room=column.width, span=span)  # fmt: skip
        found += svg.reference_line(view, ink, _at(column), box.y + top, len(part), span, look,
                                    size * 0.85)  # fmt: skip
    return found + _left_out(sheet, box, len(cells), of)


def _fit(count: int, height: float, least: float, widest: float) -> tuple[int, int, float]:
    """How many rows are shown, in how many columns, and how high each is."""
    columns = 1
    if not count:
        return 0, 1, least
    while columns < min(3, int(widest)) and height / -(-count // columns) < least * 1.15:
        columns += 1
    per = min(-(-count // columns), max(1, int(height / least)))
    return min(count, per * columns), columns, min(height / per, least * 1.9)


def _left_out(sheet: Sheet, box: Box, shown: int, of: int) -> str:
    said = " ".join(
        x for x in (svg.shown_of(shown, of, sheet.view), svg.without_bar(sheet.view)) if x
    )
    y = round(box.y + box.height - sheet.size * 0.2, 1)
    size = round(sheet.size * 0.85, 1)
    said = types.cut(said, size, box.width)
    return types.label(box.x, y, said, size, sheet.ink.quiet) if said else ""


def _strip(sheet: Sheet, box: Box) -> str:
    size = min(sheet.size * 1.15, box.height / 11)
    high = svg.strip_height(sheet.view, size)
    keys = paint.legend(sheet.view, sheet.ink)
    rows = len(keys) * sheet.size * 1.5
    top = box.y + max(0, (box.height - high - rows) / 3)
    drawn = svg.strip_chart(sheet.view, sheet.ink, sheet.selected, _at(box), size, top)
    return drawn + _keys(sheet, keys, box.x, top + high + sheet.size, box.width, box.y + box.height)


def _lines(sheet: Sheet, box: Box) -> str:
    """Lines with their names below, in as many rows as they take."""
    view, ink, size = sheet.view, sheet.ink, sheet.size
    if view.kind == "map":
        return _list(sheet, box, t("embed.no_line", view.lang))
    if not any(len(n.points) > 1 for n in view.lines):
        return _list(sheet, box, t("chart.one_period", view.lang))
    front, behind = years.named_lines(view, sheet.selected, ink)
    names, taken = _line_names(sheet, front, box)
    high = box.height - taken - size * 2.4
    scale = years.frame(view, high, size * 1.2, max(1, min(4, int(high / (size * 3)))))
    quiet = "".join(years.strokes(line, view, scale, box.width) for line in behind)
    paths = (
        f'<path d="{quiet}" stroke="{ink.quiet}" stroke-opacity=".4" stroke-width="{sheet.size / 7:.1f}" stroke-linecap="round" fill="none"/>'
        if quiet
        else ""
    )
    for look in reversed(front):
        dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
        drawn = years.strokes(look.line, view, scale, box.width)
        paths += f'<path d="{drawn}" stroke="{look.ink}" stroke-width="{size / 6:.1f}" fill="none"{dash}/>'
    local = Box(0, 0, box.width, high)
    inner = years.rules(view, scale, ink, _at(local), size)
    inner += years.series_starts(view, sheet.selected, scale, ink, _at(local)) + paths
    inner += "".join(years.dots(n, view, scale, ink, _at(local), size / 4) for n in reversed(front))
    inner += years.rule_values(view, scale, ink, _at(local), size)
    return f'<g transform="translate({box.x:.1f} {box.y:.1f})">{inner}</g>{names}'


def _line_names(sheet: Sheet, front: Sequence[years.Named], box: Box) -> tuple[str, float]:
    """The legend of lines at the bottom of a box; gives it and the height it takes."""
    size, x, row, found = sheet.size, 0.0, 0, []
    for look in front:
        text = types.cut(look.label, size, box.width - size * 3)
        wide = size * 2.6 + types.width(text, size) + size * 1.4
        if x and x + wide > box.width:
            x, row = 0.0, row + 1
        found.append((x, row, look, text))
        x += wide
    height = (row + 1) * size * 1.4
    drawn = ""
    for x, row, look, text in found:
        y = box.y + box.height - height + (row + 1) * size * 1.4 - size * 0.4
        dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
        drawn += (
            f'<line x1="{box.x + x:.1f}" x2="{box.x + x + size * 2:.1f}" y1="{y - size * 0.35:.1f}" '
            f'y2="{y - size * 0.35:.1f}" stroke="{look.ink}" stroke-width="{size / 5:.1f}"{dash}/>'
            + types.label(box.x + x + size * 2.5, round(y, 1), text, round(size, 1), sheet.ink.ink)
        )
    return drawn, height


def _card(sheet: Sheet, box: Box) -> str:
    """One figure as large as fits, its sentence, the small line of its years."""
    cell, line, span = sheet.card
    if cell is None:
        return ""
    number = cell.value is not None
    size = min(sheet.size * 4.5, box.height * 0.3)
    while size > sheet.size and types.width(cell.marked, size, True) > box.width:
        size *= 0.9
    pen = _Pen(sheet, box.x, box.y + box.height * 0.08, box.width)
    pen.write(cell.marked, size, sheet.ink.ink, True, 1 if number else 2)
    if number:
        pen.write(sheet.view.unit, sheet.size * 1.2, sheet.ink.quiet, most=2)
    pen.y += sheet.size * 0.3
    pen.write(cell.sentence, sheet.size * 1.1, sheet.ink.ink, most=4)
    room = box.y + box.height - pen.y - sheet.size * 3.4
    if line and room > sheet.size * 3:
        wide = min(box.width, room * 3.9)
        placed = line.replace(
            "<svg ",
            f'<svg x="{box.x:.1f}" y="{pen.y + sheet.size:.1f}" color="{sheet.ink.circle}" ',
            1,
        )
        placed = placed.replace(
            'width="220" height="56"', f'width="{wide:.0f}" height="{wide / 3.93:.0f}"', 1
        )
        pen.found += placed
        pen.y += sheet.size + wide / 3.93
        pen.write(span, sheet.size * 0.9, sheet.ink.quiet, most=1)
    return pen.found


def _list(sheet: Sheet, box: Box, why: str) -> str:
    """Names and values in columns: what a table says, as much of it as fits."""
    view, ink, size = sheet.view, sheet.ink, sheet.size
    pen = _Pen(sheet, box.x, box.y - size * 0.4, box.width)
    pen.write(why, size * 0.95, ink.quiet, most=2)
    top = pen.y + size * 0.5
    rows = _rows(view)
    note = size * 1.6
    shown, columns, height = _fit(
        len(rows), box.y + box.height - top - note, size * 1.4, box.width / (size * 15)
    )
    rows, of = rows[:shown], len(rows)
    each, per, found = box.width / columns, -(-len(rows) // columns), pen.found
    text = min(size, height * 0.62)
    for i, (name, value) in enumerate(rows):
        column = i // per
        x = box.x + column * each
        wide = each - (size * 2 if columns > 1 else 0)
        y = top + (i % per + 1) * height - height * 0.3
        value = types.cut(value, text, wide * 0.6, True)
        name = types.cut(name, text, wide - types.width(value, text, True) - size)
        rule = round(y + height * 0.28, 1)
        found += (
            types.label(round(x, 1), round(y, 1), name, round(text, 1), ink.ink)
            + types.label(
                round(x + wide, 1), round(y, 1), value, round(text, 1), ink.ink, "end", True
            )
            + f'<line x1="{x:.1f}" x2="{x + wide:.1f}" y1="{rule:g}" y2="{rule:g}" stroke="{ink.rule}"/>'
        )
    said = t("picture.rows_of", view.lang, shown=len(rows), of=of) if len(rows) < of else ""
    said = types.cut(said, size * 0.85, box.width)
    y = round(box.y + box.height - size * 0.2, 1)
    return found + (types.label(box.x, y, said, round(size * 0.85, 1), ink.quiet) if said else "")


def _rows(view: View) -> list[tuple[str, str]]:
    """Name and value of each area; of each period, newest first, for values over time."""
    if view.kind == "map":
        return [(c.name, c.marked) for c in view.cells]
    several = len(view.lines) > 1
    found = []
    for line in view.lines:
        name = f"{line.name}, {line.series_name}" if line.series_name else line.name
        for point in reversed(line.points):
            said = f"{name}, {point.label}" if several else point.label
            found.append((said, f"{point.text} {_mark(point.mark)}".strip()))
    return found


def _mark(mark: str) -> str:
    return "" if mark in ("-", "~0", "NA", "...") else mark
