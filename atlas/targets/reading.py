"""Rows of a filled template: the form of a plan (XLSX), or one target a row (CSV, XLSX)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from atlas.model import LANGS, Finding, Lang
from atlas.number import format_plain, format_value
from atlas.table.model import Grid, Raw, address
from atlas.targets import cells
from atlas.targets.model import COLUMNS
from atlas.text import t

NEEDED_TIDY = ("indicator", "area_code", "period", "unit", "baseline_period", "baseline_value")
BEFORE = ("no", "name", "indicator", "unit", "area_code", "dim", "series", "polarity",
          "baseline_period", "baseline_value")  # fmt: skip
"""Columns of the form before those of the years; `no` and `name` are for its reader."""
AFTER = ("final", "document_table", "document_page", "note_id", "note_en")
NEEDED = ("indicator", "unit", "area_code", "baseline_period", "baseline_value")
FACTS = ("document", "document_no")
"""Said once, above the columns of the form."""
YEARLY = re.compile(r"target\s+(?P<year>.+)", re.IGNORECASE)
Said = str | float
FOR = "target_"
"""Begins the name of the column of a year."""


@dataclass(frozen=True)
class Line:
    """A row in which something was filled in. `aims` are its targets: the year as written, and
    the column that holds the value."""

    file: str
    sheet: str
    row: int
    cells: Mapping[str, Raw]
    columns: Mapping[str, int]
    aims: tuple[tuple[str, str], ...]
    lang: Lang | None = None
    """of the form; None where columns are codes"""
    facts: Mapping[str, str] = field(default_factory=dict)

    def heading(self, column: str) -> str:
        """What the column is called in the file."""
        if self.lang is None:
            return column
        year = column.removeprefix(FOR)
        return f"Target {year}" if year != column else heading(column, self.lang)

    def finding(
        self, kind: str, column: str, severity: Literal["G", "P"] = "G", **said: Said
    ) -> Finding:
        """A finding on one of its cells, with its address where the file is a workbook."""
        return finding(kind, (self.file, self.sheet, self.row, self.columns.get(column, 0)),
                       self.heading(column), severity, **said)  # fmt: skip


def finding(
    kind: str, place: tuple[str, str, int, int], column: str = "",
    severity: Literal["G", "P"] = "G", **said: Said,
) -> Finding:  # fmt: skip
    """What is wrong at a place (file, sheet, row, column), and what to do, in both languages;
    numbers among what is said are written as each language writes them."""
    bad, mend = (
        {lang: t(f"target.{word}_{kind}", lang, column=column,
                 **{k: _written(v, lang) for k, v in said.items()}) for lang in LANGS}
        for word in ("bad", "mend")
    )  # fmt: skip
    file, sheet, row, number = place
    return Finding(
        f"target:{kind}", severity, bad["id"], bad["en"], mend["id"], mend["en"], file, row,
        column, expected=_plain(said.get("expected", "")), found=_plain(said.get("found", "")),
        sheet=sheet, cell=address(row, number) if sheet and row and number else "",
    )  # fmt: skip


def _written(value: Said, lang: Lang) -> str:
    return value if isinstance(value, str) else format_value(value, lang)


def _plain(value: Said) -> str:
    return value if isinstance(value, str) else format_plain(value)


def heading(column: str, lang: Lang) -> str:
    """The name of a column of the form, by which it is found again."""
    return t(f"target.col_{column}", lang)


def lines(grids: Sequence[Grid]) -> tuple[list[Line], list[Finding]]:
    """The rows of every sheet that is a form or a table of targets; findings on sheets whose
    columns are not understood, and where no sheet is either."""
    found: list[Line] = []
    findings: list[Finding] = []
    known = 0
    for grid in grids:
        head = _head(grid)
        if head is None:
            continue
        known += 1
        row, lang, columns, wrong = head
        findings += wrong
        if not wrong:
            found += _rows(grid, row, lang, columns)
    if not known:
        file = grids[0].file if grids else ""
        findings.append(finding("no_form", (file, "", 0, 0)))
    elif not found and not findings:
        findings.append(finding("nothing", (grids[0].file, "", 0, 0)))
    return found, findings


Head = tuple[int, Lang | None, dict[str, int], list[Finding]]


def _head(grid: Grid) -> Head | None:
    """Where the names of columns stand, in which language, and what is wrong with them."""
    for row, raws in grid.rows():
        words = {column: cells.text(raw) for column, raw in raws.items()}
        if {"indicator", "area_code"} <= set(words.values()):
            return _columns(grid, row, words, None, {n: n for n in COLUMNS}, NEEDED_TIDY)
        for lang in LANGS:
            names = {heading(n, lang): n for n in (*BEFORE, *AFTER)}
            if heading("indicator", lang) in words.values():
                return _columns(grid, row, words, lang, names, NEEDED)
    return None


def _columns(
    grid: Grid, row: int, words: Mapping[int, str], lang: Lang | None, names: Mapping[str, str],
    needed: Sequence[str],
) -> Head:  # fmt: skip
    found: dict[str, int] = {}
    findings = []
    for column, word in words.items():
        year = YEARLY.fullmatch(word) if lang else None
        name = f"{FOR}{year['year'].strip()}" if year else names.get(word, "")
        place = (grid.file, grid.sheet, row, column)
        if not name:
            findings.append(finding("column_unknown", place, word[:60]))
        elif name in found:
            findings.append(finding("column_twice", place, word[:60]))
        else:
            found[name] = column
    if lang and not any(name.startswith(FOR) for name in found):
        needed = (*needed, f"{FOR}2025")
    for name in needed:
        if name not in found:
            said = names_of(name, lang)
            findings.append(finding("column_lacking", (grid.file, grid.sheet, row, 0), said))
    return row, lang, found, findings


def names_of(name: str, lang: Lang | None) -> str:
    """A column as its file calls it, also one that the file lacks."""
    if lang is None:
        return name
    return f"Target {name.removeprefix(FOR)}" if name.startswith(FOR) else heading(name, lang)


def _rows(grid: Grid, head: int, lang: Lang | None, columns: Mapping[str, int]) -> Iterator[Line]:
    facts = _facts(grid, head, lang) if lang else {}
    years = tuple((n.removeprefix(FOR), n) for n in columns if n.startswith(FOR))
    telling = (["indicator", "baseline_period", "baseline_value", "final", *(n for _, n in years)]
               if lang else list(columns))  # fmt: skip
    for row, raws in grid.rows():
        named = {name: raws[c] for name, c in columns.items()
                 if c in raws and not cells.blank(raws[c])}  # fmt: skip
        if row <= head or not any(name in named for name in telling):
            continue
        aims = tuple(y for y in years if y[1] in named) if lang else (
            (cells.text(named.get("period")), "target"),)  # fmt: skip
        yield Line(grid.file, grid.sheet, row, named, columns, aims, lang, facts)


def _facts(grid: Grid, head: int, lang: Lang) -> dict[str, str]:
    """What stands beside the words "Dokumen" and "Nomor" above the columns."""
    names = {heading(name, lang): name for name in FACTS}
    found = {}
    for row, raws in grid.rows():
        place = list(raws.items())
        for number, (_, raw) in enumerate(place[:-1]):
            name = names.get(cells.text(raw))
            if row < head and name:
                found[name] = cells.text(place[number + 1][1])
    return found
