"""A reading as text and back, exactly: one JSON object a line, decimals as they were written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from atlas.model import Finding
from atlas.table.model import Cell, Grid, Head, Line, Raw, Reading, Table

EMPTY = Table("", "", "")
PLAIN = ("file", "sheet", "reader", "number", "title_id", "title_en", "unit", "source", "system")


def lines(reading: Reading) -> Iterator[str]:
    """The reading in lines: first the file and its findings, then a table each, so that what
    takes them need hold only one table twice."""
    yield _text({"file": reading.file, "findings": [_sparse(f) for f in reading.findings]})
    for table in reading.tables:
        yield _text(_table(table))


def dump(reading: Reading) -> str:
    return "\n".join(lines(reading))


def load(text: str) -> Reading:
    """The reading back. ValueError, KeyError or TypeError if it is not one."""
    first, *rest = text.splitlines()
    head = json.loads(first)
    findings = tuple(Finding(**f) for f in head["findings"])
    return Reading(head["file"], tuple(_to_table(json.loads(t)) for t in rest), findings)


def grid_lines(grids: Iterable[Grid], findings: Iterable[Finding]) -> Iterator[str]:
    """Bare sheets in lines: first the findings on the file, then a sheet each."""
    yield _text({"findings": [_sparse(f) for f in findings]})
    for grid in grids:
        cells = [[*place, r.value, r.formula, r.percent] for place, r in grid.cells.items()]
        yield _text({"file": grid.file, "sheet": grid.sheet, "cells": cells, "merged": grid.merged})


def load_grids(text: str) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """The sheets back. ValueError, KeyError or TypeError if these are none."""
    first, *rest = text.splitlines()
    findings = tuple(Finding(**f) for f in json.loads(first)["findings"])
    return tuple(_to_grid(json.loads(t)) for t in rest), findings


def _to_grid(found: dict[str, Any]) -> Grid:
    cells = {(row, column): Raw(value, formula, percent)
             for row, column, value, formula, percent in found["cells"]}  # fmt: skip
    return Grid(
        found["file"], found["sheet"], cells, tuple((a, b, c, d) for a, b, c, d in found["merged"])
    )


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=True, separators=(",", ":"))


def _sparse(finding: Finding) -> dict[str, Any]:
    return {k: v for k, v in asdict(finding).items() if v}


def _table(table: Table) -> dict[str, Any]:
    return {
        **{name: getattr(table, name) for name in PLAIN},
        "periods": table.periods,
        "heads": [asdict(h) for h in table.heads],
        "lines": [asdict(x) for x in table.lines],
        "cells": [_cell(*place, cell) for place, cell in table.cells.items()],
        "notes": table.notes,
        "footnotes": dict(table.footnotes),
        "places": dict(table.places),
        "findings": [_sparse(f) for f in table.findings],
        "titles": table.titles,
    }


def _cell(row: int, column: int, cell: Cell) -> list[Any]:
    """Place, place the cell itself names (the same, but for a hand-made table), and the rest."""
    value = None if cell.value is None else str(cell.value)
    short = [row, column, cell.text, value, cell.mark, cell.notes]
    return short if (row, column) == (cell.row, cell.column) else [*short, cell.row, cell.column]


def _to_table(found: dict[str, Any]) -> Table:
    return replace(
        EMPTY,
        **{name: found[name] for name in PLAIN},
        periods=tuple(found["periods"]),
        heads=tuple(_to_head(h) for h in found["heads"]),
        lines=tuple(Line(**x) for x in found["lines"]),
        cells=dict(_to_cell(*c) for c in found["cells"]),
        notes=tuple(found["notes"]),
        footnotes=found["footnotes"],
        places={name: (row, column) for name, (row, column) in found["places"].items()},
        findings=tuple(Finding(**f) for f in found["findings"]),
        titles=tuple(found["titles"]),
    )


def _to_head(found: dict[str, Any]) -> Head:
    words = {name: tuple(found[name]) for name in ("words_id", "words_en")}
    return Head(**{**found, **words})


def _to_cell(
    row: int, column: int, text: str, value: str | None, mark: str, notes: list[str],
    own_row: int = 0, own_column: int = 0,
) -> tuple[tuple[int, int], Cell]:  # fmt: skip
    number = None if value is None else Decimal(value)
    cell = Cell(own_row or row, own_column or column, text, number, mark, tuple(notes))
    return (row, column), cell
