"""Sheets of an old .xls (BIFF) as grids, without number formats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from atlas.model import Finding
from atlas.table.limits import BOX, CELLS, COLUMNS, ROWS
from atlas.table.model import Grid, Raw, address
from atlas.table.refused import Refused, noted
from atlas.table.xlsx import plain


def read(stream: BinaryIO, file: str) -> tuple[list[Grid], list[Finding]]:
    """Every sheet that holds anything, hidden ones too, and what to know about the workbook."""
    import python_calamine as calamine

    findings = [noted("formats", file)]
    grids = []
    try:
        book = calamine.CalamineWorkbook.from_filelike(stream)
        for meta in book.sheets_metadata:
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            grid = _grid(book.get_sheet_by_name(meta.name), file)
            if not grid.cells:
                continue
            if meta.visible != calamine.SheetVisibleEnum.Visible:
                findings.append(noted("hidden", file, meta.name))
            grids.append(grid)
    except calamine.PasswordError as error:
        raise Refused("encrypted") from error
    except (calamine.CalamineError, OSError) as error:
        raise Refused("damaged", "xls") from error
    if sum(len(g.cells) for g in grids) > CELLS:
        raise Refused("cells")
    return grids, findings


def _grid(sheet: Any, file: str) -> Grid:
    """One sheet; calamine counts its corner and its merged ranges from 0."""
    end = sheet.end
    if end is not None:
        bottom, right = end[0] + 1, end[1] + 1
        for reason, over in (("rows", bottom > ROWS), ("columns", right > COLUMNS),
                             ("box", bottom * right > BOX)):  # fmt: skip
            if over:
                raise Refused(reason, address(bottom, right))
    merged = tuple(
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Grid(file, sheet.name, dict(_cells(sheet)), merged)


def _cells(sheet: Any) -> Iterator[tuple[tuple[int, int], Raw]]:
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        for column, value in enumerate(values, start=left + 1):
            if value is not None and value != "":
                yield (row, column), Raw(plain(value, row, column))
