"""A view as rows of a file, with everything that must travel with a value."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from atlas.number import format_plain
from atlas.view import View

FORMULA = re.compile(r"[=+@\t\r\n＝＋－＠]|-(?![\d.,]*$)")
"""Beginnings of a text that a spreadsheet would run; a lone or a number's minus is none."""


def table_rows(view: View) -> list[dict[str, Any]]:
    """The view as rows for a file: codes, names, plain numbers, marks, sources, notes."""
    shared = {"indicator": view.indicator, "dim": view.dim, "unit": view.unit}
    if view.form == "garis":
        return [
            {**shared, "area_code": line.area_code, "area": line.name, "period": p.period,
             "series": line.series, "value": p.value, "shown": p.text, "mark": p.mark,
             "source_id": p.source_id, "note": p.note, "release": view.release}
            for line in view.lines
            for p in line.points
        ]  # fmt: skip
    return [
        {**shared, "area_code": c.area_code, "area": c.name, "period": view.period,
         "series": view.series, "value": c.value, "shown": c.text, "mark": c.mark,
         "source_id": c.source_id, "computed_from": c.parts, "note": c.note,
         "release": view.release}
        for c in view.cells
    ]  # fmt: skip


def csv_text(view: View, form: str) -> bytes:
    """The view as CSV: `id` for a spreadsheet in Indonesia (semicolon, decimal comma, BOM), `en`
    for machines (comma, point). Text that a spreadsheet would run as a formula is quoted off."""
    rows = table_rows(view)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if form == "id" else ",", lineterminator="\r\n")
    writer.writerow(rows[0] if rows else [])
    for row in rows:
        writer.writerow([_csv_cell(name, value, form) for name, value in row.items()])
    return out.getvalue().encode("utf-8-sig" if form == "id" else "utf-8")


def _csv_cell(name: str, value: object, form: str) -> str:
    if name == "value":
        number = format_plain(value if isinstance(value, float) else None)
        return number.replace(".", ",") if form == "id" else number
    return quoted(str(value or ""))


def quoted(text: str) -> str:
    """A text that a spreadsheet would run as a formula, quoted off; any other as it is."""
    return f"'{text}" if FORMULA.match(text) else text
