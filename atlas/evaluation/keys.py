"""The hidden sheet of an evaluation workbook: what its rows are, for the machine that reads it back."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from atlas.evaluation.model import Sheet, place_name
from atlas.table.model import Grid

NAME = "atlas-kunci"
FORM = "atlas-evaluasi-1"
"""Stands in the first cell; the number is the form of the sheet."""
FACTS = ("edition", "office", "made_on", "release", "checksum")
FIRST = len(FACTS) + 3
"""The row of the first key, after the form, the facts and the names of the columns."""


@dataclass(frozen=True)
class Key:
    """A row that the workbook was made with: its key, its finding, its table, its cell."""

    key: str
    code: str
    table_id: str
    place: str


@dataclass(frozen=True)
class Keys:
    edition: str
    office: str
    made_on: datetime.date
    release: str
    rows: tuple[Key, ...]

    def checksum(self) -> str:
        """Changes with any fact and any key, their order included."""
        rows = [[k.key, k.code, k.table_id, k.place] for k in self.rows]
        content = [self.edition, self.office, self.made_on.isoformat(), self.release, rows]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def keys_of(sheet: Sheet) -> Keys:
    rows = tuple(
        Key(line.key, line.finding.code, line.table.key, place_name(line.finding))
        for line in sheet.lines()
    )
    return Keys(sheet.edition, sheet.office, sheet.made_on, sheet.release, rows)


def written(keys: Keys) -> list[tuple[str, ...]]:
    """The hidden sheet, row by row, all of it text."""
    facts = (keys.edition, keys.office, keys.made_on.isoformat(), keys.release, keys.checksum())
    return [
        (FORM,),
        *zip(FACTS, facts, strict=True),
        ("key", "code", "table_id", "place"),
        *((k.key, k.code, k.table_id, k.place) for k in keys.rows),
    ]


def is_keys(grid: Grid) -> bool:
    return _text(grid, 1, 1) == FORM


def read(grid: Grid) -> Keys | None:
    """The keys of a hidden sheet; None when anything in it changed since it was written."""
    edition, office, made_on, release, checksum = (
        _text(grid, row, 2) for row in range(2, 2 + len(FACTS))
    )
    last = max((row for row, _ in grid.cells), default=0)
    rows = tuple(Key(*_row(grid, row)) for row in range(FIRST, last + 1))
    try:
        day = datetime.date.fromisoformat(made_on)
    except ValueError:
        return None
    keys = Keys(edition, office, day, release, rows)
    return keys if keys.checksum() == checksum else None


def _row(grid: Grid, row: int) -> Sequence[str]:
    return [_text(grid, row, column) for column in range(1, 5)]


def _text(grid: Grid, row: int, column: int) -> str:
    raw = grid.cells.get((row, column))
    return raw.value if raw is not None and isinstance(raw.value, str) else ""
