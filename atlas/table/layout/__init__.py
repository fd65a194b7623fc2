"""The layout of the publication: tables as Kota Medan Dalam Angka prints them, with every cell."""

from __future__ import annotations

from dataclasses import replace

from atlas.table.layout.anchor import regions
from atlas.table.layout.body import filled
from atlas.table.layout.columns import Part, parts
from atlas.table.layout.findings import Desk
from atlas.table.layout.join import difference, goes_on, join
from atlas.table.layout.part import read_part
from atlas.table.layout.sheet import Sheet
from atlas.table.layout.stub import uncounted
from atlas.table.model import Grid, Table

CONTENTS = 3
"""numbers without a table under them that make a sheet a list of contents"""


def tables(grid: Grid) -> list[Table]:
    """The tables of a sheet from the top and the left, continuations joined to what they continue.

    What was not understood is in each table's findings; a sheet that holds no table gives none.
    """
    sheet = Sheet(grid)
    found: list[Table] = []
    last: dict[str, int] = {}
    for region in regions(sheet):
        for part in parts(sheet, region):
            table = read_part(part, sheet)
            if table is not None:
                _place(found, last, table, part)
    empty = [t for t in found if not t.lines]
    if len(empty) == len(found) >= CONTENTS:
        return []
    return [uncounted(filled(t, sheet)) for t in found]


def _place(found: list[Table], last: dict[str, int], table: Table, part: Part) -> None:
    """Add a table, or join it to the one it continues; `last` is where each number stands, and ""
    for the last table of any number."""
    said = part.anchor is not None and part.anchor.continued
    wordless = part.repeats and not table.title_id
    before = last.get(table.number) if said or wordless or table.number else None
    if before is None:
        _add(found, last, _alone(table, part, said))
        return
    first = found[before]
    table = replace(table, number=first.number)
    if said or wordless:
        joined = join(first, table)
        if joined is not None:
            found[before] = joined
        elif table.lines:
            _add(found, last, difference(first, table))
    elif goes_on(first, table):
        found[before] = join(first, table) or first
    else:
        _add(found, last, _with(table, part, "twice"))


def _add(found: list[Table], last: dict[str, int], table: Table) -> None:
    found.append(table)
    last[table.number] = last[""] = len(found) - 1


def _alone(table: Table, part: Part, continued: bool) -> Table:
    """A table that continues no other, with a finding where it should."""
    if continued:
        return _with(table, part, "continued_alone")
    return table if table.number else _with(table, part, "no_number")


def _with(table: Table, part: Part, what: str) -> Table:
    """The table with a finding on where it begins."""
    desk = Desk(table.file, table.sheet, table.number)
    finding = desk.say(what, *table.places["number"], table.number)
    return replace(table, findings=(finding, *table.findings))
