"""Rows as an XLSX workbook: a sheet of data and a sheet of what must travel with it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from atlas.targets.form import Form, List

PLAIN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
         "strings_to_numbers": False}  # fmt: skip
MADE = datetime.datetime(2000, 1, 1)
"""One moment for all, so that the same rows are the same bytes."""
LONGEST = 32767
"""Characters that a cell of Excel holds."""
Value = str | float | None


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name (at most 31 characters), its columns, its rows in their order."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]
    width: float = 14.0
    """of its columns, in characters"""


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as XLSX. Texts stay texts (codes keep their zeros, nothing is run as a formula or
    made a link), numbers stay numbers, None is an empty cell."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as file:
        file.set_properties({"created": MADE})
        bold = file.add_format({"bold": True})
        for sheet in sheets:
            page = file.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            page.set_column(0, max(len(sheet.columns) - 1, 0), sheet.width)
            for column, name in enumerate(sheet.columns):
                page.write_string(0, column, name, bold)
            for number, row in enumerate(sheet.rows, 1):
                _write(page, number, row)
    return out.getvalue()


def _write(page: Worksheet, number: int, row: Sequence[Value]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, str):
            page.write_string(number, column, value[:LONGEST])
        elif value is not None:
            page.write_number(number, column, value)


def form(blank: Form) -> bytes:
    """A form to fill in as XLSX: how to, the form with what each cell takes, lists of codes. Texts
    stay texts, and there is no formula in it."""
    out = io.BytesIO()
    options = {name: False for name in PLAIN if name != "constant_memory"}
    with xlsxwriter.Workbook(out, options) as file:
        file.set_properties({"created": MADE, "title": blank.title})
        wrapped = file.add_format({"text_wrap": True, "valign": "top"})
        head = file.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1,
                                "align": "center", "bg_color": "#e2e8eb"})  # fmt: skip
        _list(file, blank.how, head, wrapped)
        page = file.add_worksheet(blank.name)
        top = len(blank.facts) + 4
        bold = file.add_format({"bold": True})
        page.write_string(0, 0, blank.title, file.add_format({"bold": True, "font_size": 14}))
        for number, fact in enumerate(blank.facts, 2):
            page.write_string(number, 1, fact, bold)
        for first, last, words in blank.groups:
            if first < last:
                page.merge_range(top - 1, first, top - 1, last, words, head)
            else:
                page.write_string(top - 1, first, words, head)
        for column, kind in enumerate(blank.columns):
            page.set_column(column, column, kind.width)
            page.write_string(top, column, kind.title, head)
        page.set_row(top, 45)
        for number, row in enumerate(blank.rows, top + 1):
            _write(page, number, row)
        for found in blank.lists:
            _list(file, found, head, wrapped)
        _validate(page, blank, top + 1)
        page.freeze_panes(top + 1, 3)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(top - 1, top)
    return out.getvalue()


def _list(file: xlsxwriter.Workbook, found: List, head: Format, look: Format) -> None:
    page = file.add_worksheet(found.name)
    page.freeze_panes(1, 1)
    page.set_column(0, max(len(found.heads) - 1, 0), found.width, look)
    for column, name in enumerate(found.heads):
        page.write_string(0, column, name, head)
    for number, row in enumerate(found.rows, 1):
        _write(page, number, row)


def _validate(page: Worksheet, blank: Form, first: int) -> None:
    """What each column takes, said when a cell is entered; other text is warned of, not refused."""
    rows = {found.name: len(found.rows) for found in blank.lists}
    for column, kind in enumerate(blank.columns):
        if not kind.prompt:
            continue
        rule: dict[str, object] = {"validate": "any"}
        if kind.choices:
            rule = {"validate": "list", "source": list(kind.choices), "error_type": "warning"}
        elif kind.sheet:
            source = f"='{kind.sheet}'!$A$2:$A${rows[kind.sheet] + 1}"
            rule = {"validate": "list", "source": source, "error_type": "warning"}
        said = {"input_title": kind.title[:32], "input_message": kind.prompt[:255]}
        page.data_validation(first, column, first + len(blank.rows) - 1, column, rule | said)
