"""Native tables, and the one figure of a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from atlas.colour import Palette
from atlas.slideshow.canvas import LEADING, SAFE, Box, Canvas, Run, height, solid
from atlas.svg.type import cut, width
from atlas.text import t
from atlas.view import View
from atlas.view.card import card_cell

ROW = 20.5
TYPE = 14
FIGURES = (190, 150, 120, 96, 76, 60, 48, 36, 28)
GAP = 28
UNIT = 110
"""Points that a unit may take at the head of a column."""


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    value: str
    known: bool = True
    size: float = 0.0
    """what rows are put in order by where not all have room"""


def rows_of(view: View, names: dict[str, str]) -> list[Row]:
    """Name and value of each area; of each period, newest first, for values over time."""
    if view.kind == "map":
        return [Row(c.area_code, names.get(c.area_code, c.name), c.marked, c.state in ("terbit", "nol"),
                    c.size) for c in view.cells]  # fmt: skip
    several = len(view.lines) > 1
    found = []
    for line in view.lines:
        name = f"{line.name}, {line.series_name}" if line.series_name else line.name
        for point in reversed(line.points):
            mark = "" if point.mark in ("", "-", "~0", "NA", "...") else f" {point.mark}"
            said = f"{name}, {point.label}" if several else point.label
            found.append(Row(line.area_code, said, point.text + mark))
    return found


def split(rows: Sequence[Row], places: int, own: str) -> tuple[list[Row], list[Row]]:
    """The rows that stand on the slide and the rest: where not all fit those with a figure first,
    the largest before others, the view's own area always among them."""
    if len(rows) <= places:
        return list(rows), []
    ordered = sorted(rows, key=lambda r: (not r.known, -r.size))
    shown, rest = ordered[:places], ordered[places:]
    mine = next((r for r in rest if r.code == own), None)
    if mine and not any(r.code == own for r in shown):
        rest = [shown[-1], *(r for r in rest if r is not mine)]
        shown = [*shown[:-1], mine]
    return shown, rest


def columns(room: Box, view: View, rows: Sequence[Row]) -> int:
    """Tables that fit side by side, names and values in a type that is read."""
    name = max((width(r.name, TYPE) for r in rows), default=0.0)
    wide = min(430.0, name * SAFE * 12.5 / TYPE + _value_room(view, rows) + 16)
    return max(1, int((room.wide + GAP) / (wide + GAP)))


def draw(canvas: Canvas, view: View, rows: Sequence[Row], ink: Palette, room: Box, most: int) -> None:  # fmt: skip
    """The rows as at most so many tables side by side, each a native one with a head."""
    fits = max(1, int(room.high / ROW) - 1)
    columns = max(1, min(most, -(-len(rows) // fits)))
    per = -(-len(rows) // columns)
    wide = (room.wide - GAP * (columns - 1)) / columns
    wide = min(wide, 460.0)
    for i in range(columns):
        part = rows[i * per : (i + 1) * per]
        box = Box(room.x + i * (wide + GAP), room.y, wide, (len(part) + 1) * ROW)
        _table(canvas, view, part, ink, box)


def _table(canvas: Canvas, view: View, rows: Sequence[Row], ink: Palette, box: Box) -> None:
    """A table of two columns: names to the left, values to the right."""
    if not rows:
        return
    first = t("slideshow.area" if view.kind == "map" else "slideshow.period", view.lang)
    left, top, wide, high = canvas.lengths(box)
    frame = canvas.slide.shapes.add_table(len(rows) + 1, 2, left, top, wide, high)
    canvas.forget_ids()
    frame.name = t("slideshow.table", view.lang)
    describe(frame, f"{view.title}. {view.unit}")
    table = frame.table
    room = min(box.wide * 0.6, _value_room(view, rows))
    table.columns[1].width = canvas.emu(room)
    table.columns[0].width = wide - canvas.emu(room)
    _plain(table)
    cells = [(first, _head(view)), *((r.name, r.value) for r in rows)]
    for i, (name, said) in enumerate(cells):
        table.rows[i].height = canvas.emu(ROW)
        for j, text in enumerate((name, said)):
            bold = i == 0 or j == 1
            inside = (box.wide - room if j == 0 else room) - 6
            size = fitting(text, inside, bold)
            text = cut(text, size * SAFE, inside, bold)
            tone = ink.quiet if i == 0 else ink.ink
            _fill(canvas, table.cell(i, j), Run(text, size, tone, bold), "r" if j else "l", ink.rule)  # fmt: skip


def _value_room(view: View, rows: Sequence[Row]) -> float:
    """Width of the column of values, its head included."""
    value = max((width(r.value, TYPE, True) for r in rows), default=0.0)
    return max(value, width(_head(view), TYPE, True)) * SAFE + 12


def _head(view: View) -> str:
    """The unit at the head of a column; a long one stands under the title and not here."""
    return view.unit if width(view.unit, TYPE, True) <= UNIT else t("table.value", view.lang)


def fitting(text: str, room: float, bold: bool) -> float:
    """The largest type in which a text takes one line, down to the smallest that is read."""
    sizes = (TYPE, 13.5, 13, 12.5)
    return next((s for s in sizes if width(text, s * SAFE, bold) <= room), 12.0)


def _plain(table: Any) -> None:
    """No style of a template: rules under rows and nothing else; the first row is its head."""
    properties = table._tbl.tblPr
    for name in ("bandRow", "firstRow"):
        properties.set(name, "1" if name == "firstRow" else "0")
    for style in properties.findall("{*}tableStyleId"):
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def _fill(canvas: Canvas, cell: Any, run: Run, align: str, rule: str) -> None:
    element = cell._tc
    for child in list(element):
        element.remove(child)
    element.append(parse_xml(
        f'<a:txBody {nsdecls("a")}><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{align}"/>'
        f"<a:r>{canvas.properties(run)}<a:t>{escape(run.text)}</a:t></a:r></a:p></a:txBody>"
    ))  # fmt: skip
    none = "".join(f"<a:{n} w='0'><a:noFill/></a:{n}>" for n in ("lnL", "lnR", "lnT"))
    margins = f'marL="{canvas.emu(2)}" marR="{canvas.emu(2)}" marT="{canvas.emu(1)}" marB="{canvas.emu(1)}"'
    element.append(parse_xml(
        f'<a:tcPr {nsdecls("a")} {margins} anchor="ctr">{none}'
        f'<a:lnB w="{canvas.emu(0.75)}">{solid(rule)}</a:lnB><a:noFill/></a:tcPr>'
    ))  # fmt: skip


def card(
    canvas: Canvas, view: View, area: str, ink: Palette, room: Box, accent: str, align: str
) -> None:
    """One figure as large as fits, its unit, its sentence."""
    cell = card_cell(view, area)
    if cell is None:
        said = t("embed.none", view.lang)
        canvas.text(room, [Run(said, 24, ink.ink)], t("slideshow.figure", view.lang))
        return
    unit = view.unit if cell.value is not None else ""
    rest = height(unit, 24, room.wide) + height(cell.sentence, 22, room.wide) + 20
    size = next((s for s in FIGURES if s * LEADING + rest < room.high
                 and width(cell.marked, s * 1.03, True) < room.wide), FIGURES[-1])  # fmt: skip
    y = room.y + max(0.0, (room.high - rest - size * LEADING) / 2.5)
    for text, points, bold, tone in (
        (cell.marked, size, True, accent), (unit, 24, False, ink.quiet), (cell.sentence, 22, False, ink.ink),
    ):  # fmt: skip
        if text:
            high = height(text, points, room.wide, bold)
            canvas.text(Box(room.x, y, room.wide, high), [Run(text, points, tone, bold)],
                        t("slideshow.figure", view.lang), align)  # fmt: skip
            y += high + 8


def describe(frame: Any, text: str) -> None:
    """The alternative text of a chart, table or picture."""
    frame._element.xpath(".//p:cNvPr")[0].set("descr", text)
