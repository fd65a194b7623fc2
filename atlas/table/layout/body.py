"""The lines of a table and the cells in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace

from atlas.model import Finding
from atlas.table.layout.findings import Desk
from atlas.table.layout.sheet import Sheet, View, stored
from atlas.table.layout.style import SETTLED_BY, odd_ones, settled, shapes
from atlas.table.model import Cell, Raw, Table
from atlas.table.numeral import UNCLEAR, Numeral, parse, write

Key = tuple[int, int]
HUGE = 10**18
"""More than any statistic; also what a float holds whole."""


def frame(
    view: View, rows: list[int], columns: list[int], marks: dict[int, str]
) -> dict[tuple[int, int], Cell]:
    """Every crossing of these rows and columns, as yet without values: with the mark of its column,
    or "?" where a merged cell covers it."""
    covered = _covered(view, rows, columns)
    return {
        (row, column): Cell(
            row,
            column,
            view.text(row, column),
            None,
            UNCLEAR if (row, column) in covered else marks.get(column, ""),
        )
        for row in rows
        for column in columns
    }


def filled(table: Table, sheet: Sheet) -> Table:
    """The table with the values of its cells. Done when all its parts are together, since a column
    settles how its numbers are read."""
    desk = Desk(table.file, table.sheet, table.number)
    columns = {h.column: [(x.row, h.column) for x in table.lines] for h in table.heads}
    numerals = {c: _numerals(table, keys, sheet) for c, keys in columns.items()}
    counted = {c: shapes(n.values()) for c, n in numerals.items()}
    whole: Counter[str] = Counter()
    for one in counted.values():
        whole += one
    cells: dict[Key, Cell] = {}
    findings: list[Finding] = []
    for column, keys in columns.items():
        _settle(table, numerals[column], settled(counted[column], whole))
        odd = set(odd_ones(numerals[column], whole))
        for key in keys:
            framed = table.cells[key]
            raw = sheet.rows.get(framed.row, {}).get(framed.column)
            numeral = numerals[column].get(key, Numeral())
            cells[key] = _cell(framed, raw, numeral)
            findings += _findings(desk, framed, cells[key], raw, numeral, key in odd)
    return replace(table, cells=cells, findings=(*table.findings, *findings))


def _numerals(table: Table, keys: list[Key], sheet: Sheet) -> dict[Key, Numeral]:
    found = {}
    for key in keys:
        cell = table.cells[key]
        raw = sheet.rows.get(cell.row, {}).get(cell.column)
        if raw is not None and not raw.formula and raw.value is not None and cell.mark != UNCLEAR:
            found[key] = parse(raw.value)
    return found


def _settle(table: Table, numerals: dict[Key, Numeral], styles: dict[str, str]) -> None:
    """Read again the numbers whose style the rest of the column, or of the table, tells."""
    for key, numeral in numerals.items():
        if numeral.shape not in SETTLED_BY:
            continue
        style = styles[numeral.shape]
        if style == numeral.style:
            continue
        if style:
            again = parse(table.cells[key].text, style)
        else:
            again = Numeral(mark=UNCLEAR, problem="ambiguous")
        numerals[key] = replace(again, shape=numeral.shape)


def _cell(framed: Cell, raw: Raw | None, numeral: Numeral) -> Cell:
    value = stored(raw) if raw is not None and raw.percent else numeral.value
    unclear = framed.mark == UNCLEAR or (raw is not None and raw.formula)
    if unclear or (value is not None and abs(value) >= HUGE):
        return Cell(framed.row, framed.column, framed.text, None, UNCLEAR)
    mark = numeral.mark or (framed.mark if value is not None else "")
    return Cell(framed.row, framed.column, framed.text, value, mark, numeral.notes)


def _findings(
    desk: Desk, framed: Cell, cell: Cell, raw: Raw | None, numeral: Numeral, odd: bool
) -> list[Finding]:
    place = (cell.row, cell.column, cell.text)
    if framed.mark == UNCLEAR:
        return [desk.say("covered", *place)]
    if raw is not None and raw.formula:
        return [desk.say("formula", *place)]
    if numeral.problem:
        return [desk.number_problem(numeral.problem, *place)]
    if cell.mark == UNCLEAR:
        return [desk.say("huge", *place)]
    if odd:
        expected = write(numeral.value, "id") if numeral.value is not None else ""
        return [desk.say("mixed", *place, expected)]
    return [desk.say("glued_number", *place)] if numeral.glued else []


def _covered(view: View, rows: list[int], columns: list[int]) -> set[Key]:
    """Crossings that lie under a merged cell but are not its first."""
    merges: dict[int, dict[int, tuple[int, bool]]] = {}
    for row in rows:
        for left in view.rows[row]:
            bottom, right = view.sheet.end(row, left)
            if (bottom, right) != (row, left):
                over = columns[bisect_left(columns, left) : bisect_right(columns, right)]
                for column in over:
                    merges.setdefault(column, {})[row] = (bottom, column == left)
    found: set[Key] = set()
    for column, tops in merges.items():
        reach = 0
        for row in rows:
            bottom, first = tops.get(row, (0, True))
            if row <= reach or not first:
                found.add((row, column))
            reach = max(reach, bottom)
    return found
