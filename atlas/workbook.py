"""Rows as an XLSX workbook: a sheet of data and a sheet of what must travel with it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

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
