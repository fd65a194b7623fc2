"""Flat tables, a record a line, parted into tables whose lines are areas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from atlas.model import Finding
from atlas.table.machine import Place, shown, unclear, understood
from atlas.table.model import Cell, Grid, Head, Line, Raw, System, Table
from atlas.table.numeral import PROBLEMS
from atlas.table.text import one_line


@dataclass(frozen=True)
class Record:
    """A line of a flat table: its place, its area, what its values are, and the values by column."""

    row: int
    label: str
    code: str
    group: tuple[str, ...]
    """what tells it from other records of its area: words over its values"""
    period: str
    unit: str
    values: Mapping[int, Raw]
    number: str = ""


@dataclass(frozen=True)
class Source:
    """What all records of a file share."""

    file: str
    sheet: str
    reader: str
    title: str
    source: str = ""
    notes: tuple[str, ...] = ()
    system: System = "bps"
    style: str = "plain"
    unsettled: bool = False
    """whether a lone dot (1.234) may be a thousands or a decimal mark: such a value is not taken"""
    label_column: int = 1


@dataclass(frozen=True)
class Column:
    """A column of values: its name, and its period where the name is one."""

    column: int
    name: str = ""
    period: str = ""


LONE_DOT = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")


def texts(grid: Grid, row: int) -> dict[int, str]:
    """What a row says, by column."""
    return {c: text(raw) for (r, c), raw in grid.cells.items() if r == row and text(raw)}


def text(raw: Raw | None) -> str:
    if raw is None or raw.value is None:
        return ""
    return one_line(raw.value) if isinstance(raw.value, str) else shown(raw.value)


def tables(source: Source, records: Iterable[Record], columns: Sequence[Column]) -> list[Table]:
    """A table for each group, period and unit of the records, so that every value keeps the place
    it has in the file and every line of a table is another area."""
    found: dict[tuple[tuple[str, ...], str, str], list[Record]] = {}
    for record in records:
        found.setdefault((record.group, record.period, record.unit), []).append(record)
    return [_table(source, *key, group, columns) for key, group in found.items()]


def _table(
    source: Source, group: tuple[str, ...], period: str, unit: str, records: Sequence[Record],
    columns: Sequence[Column],
) -> Table:  # fmt: skip
    cells: dict[tuple[int, int], Cell] = {}
    findings: list[Finding] = []
    for record in records:
        for head in columns:
            place = Place(source.file, source.sheet, record.row, head.column)
            cell, wrong = _cell(source, place, record.values.get(head.column))
            cells[record.row, head.column] = cell
            findings += wrong
    return Table(
        source.file, source.sheet, source.reader, title_id=source.title, unit=unit,
        periods=tuple(dict.fromkeys(p for c in columns if (p := c.period or period))),
        heads=tuple(Head(c.column, (c.name, *group) if c.name else group, unit=unit,
                         period=c.period or period) for c in columns),
        lines=tuple(Line(r.row, r.label, r.code, r.number) for r in records), cells=cells,
        notes=source.notes, source=source.source, system=source.system,
        places={f"line {r.row}": (r.row, source.label_column) for r in records},
        findings=tuple(findings), titles=(source.title,) if source.title else (),
    )  # fmt: skip


def _cell(source: Source, place: Place, raw: Raw | None) -> tuple[Cell, list[Finding]]:
    if source.unsettled and isinstance(getattr(raw, "value", None), str):
        said = text(raw)
        if LONE_DOT.fullmatch(said):
            return unclear(place, said, *PROBLEMS["ambiguous"])
    return understood(place, raw, source.style)
