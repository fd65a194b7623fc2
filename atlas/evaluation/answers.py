"""A filled-in evaluation workbook read back: answers, and what in it could not be understood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from atlas.evaluation import keys as hidden
from atlas.evaluation.filled import (
    Slip,
    date_of,
    decision_of,
    is_blank,
    shown,
    target_of,
    text_of,
    value_of,
)
from atlas.evaluation.keys import Key, Keys
from atlas.evaluation.model import Answer
from atlas.evaluation.sheet import FILLED_IN, heading
from atlas.model import LANGS, Finding
from atlas.table.model import Grid, Raw, address
from atlas.text import t

NEEDED = ("code", "cell", *FILLED_IN)
"""Columns without which a row is not understood; the others are for its reader."""


@dataclass(frozen=True)
class Form:
    """A sheet with rows to read: where its column names stand."""

    grid: Grid
    head: int
    columns: Mapping[str, int]


@dataclass(frozen=True)
class Filled:
    """A row in which something was filled in."""

    form: Form
    row: int
    cells: Mapping[str, Raw | None]

    def slip(self, column: str, slip: Slip) -> Finding:
        place = self.form.columns[column]
        return _finding(slip.kind, self.form.grid, self.row, place, column, **slip.said)


def read(grids: Sequence[Grid], edition: str = "") -> tuple[list[Answer], list[Finding]]:
    """Answers of filled-in workbooks, given as their sheets (the hidden one included), and every
    cell that was not understood. A row with such a cell gives no answer. With `edition`, a workbook
    made for another one is not read."""
    files: dict[str, list[Grid]] = {}
    for grid in grids:
        files.setdefault(grid.file, []).append(grid)
    answers: list[Answer] = []
    findings: list[Finding] = []
    for sheets in files.values():
        given, wrong = _read_workbook(sheets, edition)
        answers += given
        findings += wrong
    return answers, findings


def _read_workbook(grids: Sequence[Grid], edition: str) -> tuple[list[Answer], list[Finding]]:
    key_sheets = [grid for grid in grids if hidden.is_keys(grid)]
    if len(key_sheets) != 1:
        return [], [_finding("no_keys", replace(grids[0], sheet=""))]
    keys = hidden.read(key_sheets[0])
    if keys is None:
        return [], [_finding("keys", key_sheets[0])]
    if edition and keys.edition != edition:
        return [], [_finding("edition", key_sheets[0], 2, 2, found=keys.edition, expected=edition)]
    forms, findings = _forms([grid for grid in grids if grid is not key_sheets[0]])
    if findings or not forms:
        return [], findings or [_finding("no_sheet", replace(grids[0], sheet=""))]
    answers, findings = _answers(forms, keys)
    return answers, [*findings, *_deleted(forms, keys)]


def _forms(grids: Sequence[Grid]) -> tuple[list[Form], list[Finding]]:
    """Sheets that have a column of finding codes; findings on columns they lack or have twice."""
    forms: list[Form] = []
    findings: list[Finding] = []
    for grid in grids:
        for row, cells in grid.rows():
            words = {column: text_of(raw) for column, raw in cells.items()}
            lang = next((x for x in LANGS if heading("code", x) in words.values()), None)
            if lang is None:
                continue
            columns = {n: [c for c, w in words.items() if w == heading(n, lang)] for n in NEEDED}
            findings += _columns_wrong(grid, row, columns)
            forms.append(Form(grid, row, {n: c[0] for n, c in columns.items() if c}))
            break
    return forms, findings


def _columns_wrong(grid: Grid, row: int, columns: Mapping[str, Sequence[int]]) -> Iterator[Finding]:
    for name, found in columns.items():
        if len(found) != 1:
            kind = "column_twice" if found else "column"
            yield _finding(kind, grid, row, found[-1] if found else 0, name)


def _answers(forms: Sequence[Form], keys: Keys) -> tuple[list[Answer], list[Finding]]:
    known = {key.key: key for key in keys.rows}
    findings: list[Finding] = []
    taken: dict[tuple[str, str], list[tuple[Filled, Answer]]] = {}
    for form in forms:
        for row in _filled(form):
            answer, wrong = _answer(row, known, keys)
            findings += wrong
            if answer is not None:
                taken.setdefault((answer.code, answer.table_id), []).append((row, answer))
    answers: list[Answer] = []
    for group in taken.values():
        if len({replace(answer, place="") for _, answer in group}) == 1:
            answers.append(group[0][1])
        else:
            findings += [r.slip("code", Slip("twice", {"code": a.code})) for r, a in group]
    return answers, findings


def _filled(form: Form) -> Iterator[Filled]:
    for row, cells in form.grid.rows():
        named = {name: cells.get(column) for name, column in form.columns.items()}
        if row > form.head and not all(is_blank(named[name]) for name in FILLED_IN):
            yield Filled(form, row, named)


def _answer(
    row: Filled, known: Mapping[str, Key], keys: Keys
) -> tuple[Answer | None, list[Finding]]:
    code = text_of(row.cells["code"])
    key = known.get(code.casefold()) if isinstance(code, str) else None
    if key is None:
        raw = row.cells["code"]
        found = shown(raw) if raw is not None and code else ""
        return None, [row.slip("code", Slip("code" if found else "no_code", {"found": found}))]
    place = text_of(row.cells["cell"])
    if place != text_of(Raw(key.place)):
        raw = row.cells["cell"]
        said = {"found": shown(raw) if raw else "", "expected": key.place}
        return None, [row.slip("cell", Slip("moved", {"code": key.key, **said}))]
    read = _cells(row, keys)
    wrong = [row.slip(name, slip) for name, slip in read.items() if isinstance(slip, Slip)]
    wrong += [row.slip(name, Slip(kind)) for name, kind in _lacking(read)]
    if wrong:
        return None, wrong
    grid, column = row.form.grid, row.form.columns["code"]
    where = f"{grid.file}, {grid.sheet}!{address(row.row, column)}"
    return Answer(key.code, key.table_id, place=where, office=keys.office, **read), []


def _cells(row: Filled, keys: Keys) -> dict[str, Any]:
    """Each filled-in cell as read, or the slip in it."""
    readers: dict[str, Callable[[Raw | None], object]] = {
        "decision": decision_of,
        "value": value_of,
        "target": target_of,
        "date": lambda raw: date_of(raw, keys.made_on),
    }
    return {name: readers.get(name, text_of)(row.cells[name]) for name in FILLED_IN}


def _lacking(read: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Columns that the decision needs filled in, or blank, and which mistake it is if they are not.
    Nothing follows from a cell that was not understood."""
    decision = read["decision"]
    if not decision or isinstance(decision, Slip):
        return
    if decision == "dikoreksi" and read["value"] is None:
        yield "value", "no_value"
    if decision in ("diterima", "ditarik") and isinstance(read["value"], Decimal):
        yield "value", "value_idle"
    if decision != "dikoreksi" and read["target"]:
        yield "target", "target_idle"
    if decision == "diterima" and not read["answer"] and not read["note"]:
        yield "note", "no_note"
    for name in ("role", "date"):
        if not read[name]:
            yield name, f"no_{name}"


def _deleted(forms: Sequence[Form], keys: Keys) -> Iterator[Finding]:
    codes = (
        text_of(raw)
        for form in forms
        for (_, column), raw in form.grid.cells.items()
        if column == form.columns["code"]
    )
    seen = {code.casefold() for code in codes if isinstance(code, str)}
    for key in keys.rows:
        if key.key not in seen:
            yield _finding("deleted", forms[0].grid, code=key.key, place=key.place or key.table_id)


def _finding(
    kind: str, grid: Grid, row: int = 0, column: int = 0, name: str = "", **said: str
) -> Finding:
    """A finding on a cell of the workbook; `name` is the column its message speaks of."""
    severity: Literal["G", "P"] = "P" if kind == "deleted" else "G"
    column_of = {lang: heading(name, lang) if name else "" for lang in LANGS}
    bad, mend = (
        {
            lang: t(f"evaluation.{key}_{kind}", lang, column=column_of[lang], **said)
            for lang in LANGS
        }
        for key in ("bad", "mend")
    )
    return Finding(
        f"lembar:{kind}", severity, bad["id"], bad["en"], mend["id"], mend["en"], grid.file, row,
        name, expected=said.get("expected", ""), found=said.get("found", ""), sheet=grid.sheet,
        cell=address(row, column) if column else "",
    )  # fmt: skip
