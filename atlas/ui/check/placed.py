"""Findings of a table in the order of the list, each with the part of the table it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.examine import Examined
from atlas.model import Finding
from atlas.table.model import Table, address
from atlas.ui.check.explained import SEVERITIES

MOST = 400
"""Findings of one table that a page lists; the evaluation sheet has them all."""
WHOLE = "tabel"
CELL = re.compile(r"([A-Z]{1,3})(\d+)")
Spot = tuple[int, int]


@dataclass(frozen=True)
class Placed:
    """A finding, its number in the list, and the id of the part of the table it is about."""

    number: int
    finding: Finding
    place: str

    @property
    def id(self) -> str:
        return f"temuan-{self.number}"


def spot(cell: str) -> Spot:
    """Row and column of an address like C12; (0, 0) for a text that is none."""
    found = CELL.fullmatch(cell)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return int(found[2]), column


def placed(examined: Examined) -> list[Placed]:
    """Errors first, then by place in the sheet."""

    def order(finding: Finding) -> tuple[int, Spot, str]:
        row, column = spot(finding.cell)
        return SEVERITIES.index(finding.severity), (row or finding.row, column), finding.rule

    found = sorted(examined.findings, key=order)
    return [Placed(n, f, place_of(examined.table, f)) for n, f in enumerate(found, start=1)]


def place_of(table: Table, finding: Finding) -> str:
    """The id of a cell, a label, a column head or a part of the table (title, unit, source); the
    whole table for what stands nowhere in it."""
    row, column = spot(finding.cell)
    row = row or finding.row
    if (row, column) in table.cells:
        return f"sel-{address(row, column)}"
    part = next((name for name, at in table.places.items() if at == (row, column)), "")
    if part:
        return f"bagian-{part}"
    if row and any(line.row == row for line in table.lines):
        return f"baris-{row}"
    if column and any(head.column == column for head in table.heads):
        return f"kolom-{address(1, column)[:-1]}"
    return WHOLE


def by_place(found: Sequence[Placed]) -> Mapping[str, Sequence[Placed]]:
    places: dict[str, list[Placed]] = defaultdict(list)
    for one in found:
        places[one.place].append(one)
    return places
