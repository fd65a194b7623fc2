"""What every reader yields: a table of cells that know where they stood, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from atlas.model import Finding

Value = str | float | bool | None
System = Literal["bps", "kemendagri"]
"""Whose area codes a file carries: 1271 is Sibolga to BPS, Medan to Kemendagri (SIPD)."""


def address(row: int, column: int) -> str:
    """A cell as a spreadsheet names it, both counted from 1: (12, 3) is C12."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


@dataclass(frozen=True, slots=True)
class Raw:
    """One cell as a file holds it. A number stands as float; `formula` is a formula whose result
    the file does not hold; `percent` a number shown with a percent sign (0.12 shown as 12%)."""

    value: Value
    formula: bool = False
    percent: bool = False


@dataclass(frozen=True)
class Grid:
    """One sheet of a file: its cells by (row, column) from 1, blank ones left out, and merged
    ranges as (first row, first column, last row, last column)."""

    file: str
    sheet: str
    cells: Mapping[tuple[int, int], Raw]
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def rows(self) -> Iterator[tuple[int, dict[int, Raw]]]:
        """Rows that hold anything, from the top, each with its cells by column."""
        found: dict[int, dict[int, Raw]] = {}
        for (row, column), raw in self.cells.items():
            found.setdefault(row, {})[column] = raw
        for row in sorted(found):
            yield row, dict(sorted(found[row].items()))


@dataclass(frozen=True, slots=True)
class Head:
    """A column of values: its header words from the top down, in the language each is in, without
    footnote marks; its printed number `(2)`; unit and period where the header says them."""

    column: int
    words_id: tuple[str, ...]
    words_en: tuple[str, ...] = ()
    number: int = 0
    unit: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its printed label and, where the file carries one, its area code."""

    row: int
    label: str
    code: str = ""
    """as the file has it, in the table's code system"""
    number: str = ""
    """an ordinal printed before the name, like 1 or 010"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in its place. `value` is None where nothing was published; `text` is as printed,
    spaces normalised; `mark` one of the publication's marks, "" for none and "?" for a text that
    could not be understood (a K24 finding stands beside it)."""

    row: int
    column: int
    text: str
    value: Decimal | None
    mark: str = ""
    notes: tuple[str, ...] = ()
    """signs of footnotes at this cell, like 1 or a"""

    @property
    def blank(self) -> bool:
        return self.value is None and not self.mark


@dataclass(frozen=True)
class Table:
    """A table as understood, with every cell's place in its sheet."""

    file: str
    sheet: str
    reader: str
    """publikasi, situs, webapi, simdasi, ckan or tidy"""
    number: str = ""
    """like 3.1.1; "" where the file has none"""
    title_id: str = ""
    title_en: str = ""
    unit: str = ""
    periods: tuple[str, ...] = ()
    """years the title names, as printed: 2023, 2023/2024"""
    heads: tuple[Head, ...] = ()
    lines: tuple[Line, ...] = ()
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    """by (row, column) of the sheet; every crossing of a line and a head has one"""
    notes: tuple[str, ...] = ()
    """Catatan, a sentence each"""
    footnotes: Mapping[str, str] = field(default_factory=dict)
    """text of each footnote sign"""
    source: str = ""
    """Sumber as printed"""
    system: System = "bps"
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """where title, title_en, unit, notes and source stood, for findings about them"""
    findings: tuple[Finding, ...] = ()
    """what the reader did not understand, each with the cell's address"""
    titles: tuple[str, ...] = ()
    """title lines exactly as printed, for checks of their spelling"""

    def area(self) -> str:
        """The range of the sheet it takes, like A1:F30."""
        places = [(c.row, c.column) for c in self.cells.values()]
        places += [place for place in self.places.values() if place != (0, 0)]
        if not places:
            return ""
        rows, columns = [r for r, _ in places], [c for _, c in places]
        return f"{address(min(rows), min(columns))}:{address(max(rows), max(columns))}"


@dataclass(frozen=True)
class Reading:
    """A file as read: its tables, and findings on the file itself (refused, nothing found)."""

    file: str
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...] = ()
