"""What a mapping did not understand, as findings at their cells."""

from __future__ import annotations

from atlas.model import Finding
from atlas.table.model import Table, address
from atlas.table.period import Kind


def about(
    table: Table, rule: str, place: tuple[int, int], message_id: str, message_en: str,
    remedy_id: str, remedy_en: str, found: str = "", expected: str = "",
) -> Finding:  # fmt: skip
    row, column = place
    return Finding(
        rule, "G", message_id, message_en, remedy_id, remedy_en, file=table.file, row=row,
        sheet=table.sheet, cell=address(row, column) if row and column else "",
        table_no=table.number, found=found, expected=expected,
    )  # fmt: skip


def kind_id(kind: Kind) -> str:
    return "tahun ajaran" if kind == "school_year" else "tahun"


def kind_en(kind: Kind) -> str:
    return "school year" if kind == "school_year" else "year"
