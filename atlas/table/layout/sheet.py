"""A sheet as a reader's eye takes it: rows from the top, texts, and what is merged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from atlas.table.model import Grid, Raw
from atlas.table.numeral import parse, write
from atlas.table.text import one_line


def shown(raw: Raw) -> str:
    """A cell as printed, on one line; a stored number as the publication would print it."""
    if isinstance(raw.value, str):
        return one_line(raw.value)
    if raw.value is None or isinstance(raw.value, bool):
        return "" if raw.value is None else str(raw.value).upper()
    number = stored(raw)
    if number is None:
        return str(raw.value)
    return write(number, "id") + ("%" if raw.percent else "")


def stored(raw: Raw) -> Decimal | None:
    """The number a cell stores, times 100 where it is shown as percent; None for NaN."""
    if not isinstance(raw.value, float):
        return None
    value = parse(raw.value).value
    if value is None or not raw.percent:
        return value
    scaled = (value * 100).normalize()
    return scaled if scaled.is_finite() else None


class Sheet:
    """The cells of a grid that hold more than spaces, by row and column, with their merges."""

    def __init__(self, grid: Grid) -> None:
        self.file, self.sheet = grid.file, grid.sheet
        self.rows: dict[int, dict[int, Raw]] = {}
        self.texts: dict[tuple[int, int], str] = {}
        for row, cells in grid.rows():
            for column, raw in cells.items():
                text = shown(raw)
                if text or raw.formula:
                    self.rows.setdefault(row, {})[column] = raw
                    self.texts[row, column] = text
        self.order = sorted(self.rows)
        self.last_row = self.order[-1] if self.order else 0
        self.last_column = max((c for _, c in self.texts), default=0)
        self.merged = {
            (top, left): (bottom, right)
            for top, left, bottom, right in grid.merged
            if (top, left) in self.texts and (bottom, right) > (top, left)
        }

    def text(self, row: int, column: int) -> str:
        return self.texts.get((row, column), "")

    def printed(self, row: int, column: int) -> str:
        """The text with its line breaks; a whole number without separators, as years are."""
        raw = self.rows[row][column]
        if isinstance(raw.value, str):
            return raw.value
        if isinstance(raw.value, float) and raw.value.is_integer() and not raw.percent:
            return str(int(raw.value))
        return self.texts[row, column]

    def end(self, row: int, column: int) -> tuple[int, int]:
        """Last row and column a cell covers."""
        return self.merged.get((row, column), (row, column))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a sheet, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


class View:
    """The rows of a sheet inside a box."""

    def __init__(self, sheet: Sheet, box: Box) -> None:
        self.sheet, self.box = sheet, box
        first = bisect_left(sheet.order, box.top)
        last = bisect_right(sheet.order, box.bottom)
        self.rows: dict[int, dict[int, Raw]] = {}
        for row in sheet.order[first:last]:
            cells = sheet.rows[row]
            inside = {c: raw for c, raw in cells.items() if box.left <= c <= box.right}
            if inside:
                self.rows[row] = inside
        self.order = list(self.rows)

    def upwards(self, row: int) -> Iterator[int]:
        """Rows that hold anything above one, the nearest first."""
        for i in range(bisect_left(self.order, row) - 1, -1, -1):
            yield self.order[i]

    def text(self, row: int, column: int) -> str:
        return self.sheet.text(row, column)
