"""Sheets of an .xlsx as grids: values as stored, merged ranges, formulas without a result."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from atlas.model import Finding
from atlas.table.archive import Archive, Part, look_through
from atlas.table.limits import TEXT
from atlas.table.model import Grid, Raw, Value, address
from atlas.table.refused import Refused, noted

DAMAGED = (ArithmeticError, AttributeError, KeyError, IndexError, ParseError, TypeError, ValueError,
           zipfile.BadZipFile)  # fmt: skip
"""What openpyxl raises, of itself or through what it calls, on parts that contradict each other."""


def read(stream: BinaryIO, file: str) -> tuple[list[Grid], list[Finding]]:
    """Every sheet that holds anything, hidden ones too, and what to know about the workbook."""
    archive = look_through(stream)
    _other_than_xlsx(archive)
    findings = []
    if archive.macros:
        findings.append(noted("macros", file))
    if archive.links:
        findings.append(noted("links", file, what=str(archive.links)))
    try:
        grids = list(_sheets(stream, file, archive, findings))
    except DAMAGED as error:
        raise Refused("damaged", type(error).__name__) from error
    formulas = sum(len(p.formulas) for p in archive.parts.values())
    if archive.recalculate and formulas:
        findings.append(noted("recalculate", file, what=str(formulas)))
    return grids, findings


def _other_than_xlsx(archive: Archive) -> None:
    """A zip that is something else says what."""
    names = archive.names
    if "mimetype" in names and "content.xml" in names:
        raise Refused("ods")
    if "xl/workbook.bin" in names:
        raise Refused("xlsb")
    if any(n.startswith(("word/", "ppt/")) for n in names):
        raise Refused("document")
    if "[Content_Types].xml" not in names:
        raise Refused("archive")


def _sheets(
    stream: BinaryIO, file: str, archive: Archive, findings: list[Finding]
) -> Iterator[Grid]:
    from openpyxl import load_workbook  # the heaviest import of a child that may read CSV only

    stream.seek(0)
    book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        part = archive.parts[sheet._worksheet_path]
        unknown = part.formulas if archive.recalculate else part.uncached
        cells = dict(_cells(sheet, part, unknown))
        if not cells:
            continue
        if sheet.sheet_state != "visible":
            findings.append(noted("hidden", file, sheet.title))
        yield Grid(file, sheet.title, cells, tuple(part.merged))


def _cells(
    sheet: Any, part: Part, unknown: set[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], Raw]]:
    """Cells that hold something. The sheet's own word on its size is not believed."""
    sheet.reset_dimensions()
    for row, cells in enumerate(sheet.rows, start=1):
        if row > part.bottom:
            return
        for column, cell in enumerate(cells, start=1):
            if (row, column) in unknown:
                yield (row, column), Raw(None, formula=True)
            elif (value := cell.value) is not None and value != "":
                percent = isinstance(value, int | float) and _percent(cell.number_format)
                yield (row, column), Raw(plain(value, row, column), percent=percent)


def plain(value: object, row: int, column: int) -> Value:
    """A value a library gives, as text, number or truth; a date as 2024-02-28."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime):
        whole = value.time() == time()
        return value.date().isoformat() if whole else value.isoformat(sep=" ")
    text = value.isoformat() if isinstance(value, date | time) else str(value)
    if len(text) > TEXT and not isinstance(value, timedelta):
        raise Refused("text", address(row, column))
    return text


def _percent(number_format: str) -> bool:
    """Whether a number format shows percent: a % that is neither quoted nor escaped."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)
