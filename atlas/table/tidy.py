"""The atlas's own template: one value a line, its meaning in codes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from atlas.model import Finding
from atlas.table.machine import Place, unclear
from atlas.table.model import Cell, Grid, Raw, Table
from atlas.table.numeral import ALONE
from atlas.table.records import Column, Record, Source, text, texts
from atlas.table.records import tables as grouped

READER = "tidy"
COLUMNS = ("indicator", "area_code", "area", "period", "dim", "value", "mark", "unit", "series",
           "note")  # fmt: skip
NEEDED = {"indicator", "area_code", "period", "value"}
BESIDE = {"e", "r", "*", "**", "***"}
"""Marks beside a value; those in its place may stand in either column."""
SOURCE = "diserahkan dengan templat atlas/handed in with the atlas's template"


def template() -> str:
    """The template as CSV text, with two invented lines that show how it is filled in."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerow(("jumlah_penduduk", "1275010", "Medan Tuntungan", "2023", "sex=L", "12345", "",
                     "jiwa", "proyeksi_sp2020", "contoh, hapus baris ini"))  # fmt: skip
    writer.writerow(("jumlah_penduduk", "1275020", "Medan Johor", "2023", "sex=L", "", "...",
                     "jiwa", "proyeksi_sp2020", "contoh, hapus baris ini"))  # fmt: skip
    return lines.getvalue()


def recognised(grid: Grid) -> bool:
    """Whether the first row names columns of the template, with or without a mistake."""
    return set(texts(grid, 1).values()) >= NEEDED


def tables(grid: Grid) -> tuple[list[Table], list[Finding]]:
    """A table for each indicator, dimension, series, period and unit: its header words are these
    three. Nothing is read when the columns are not exactly the template's."""
    header = texts(grid, 1)
    if sorted(header.values()) != sorted(COLUMNS):
        return [], [_other_columns(grid, header)]
    column = {name: c for c, name in header.items()}
    comma = any("," in text(raw) for (r, c), raw in grid.cells.items()
                if r > 1 and c == column["value"])  # fmt: skip
    records, marks, notes = [], {}, {}
    for row, cells in grid.rows():
        if row > 1:
            record = _record(row, cells, column)
            records.append(record)
            marks[row], notes[row] = (text(cells.get(column[n])) for n in ("mark", "note"))
    source = Source(grid.file, grid.sheet, READER, "", SOURCE, unsettled=comma,
                    label_column=column["area"])  # fmt: skip
    found = grouped(source, records, [Column(column["value"])])
    return [_marked(t, marks, notes) for t in found], []


def _record(row: int, cells: dict[int, Raw], column: dict[str, int]) -> Record:
    said = {name: text(cells.get(c)) for name, c in column.items()}
    values = {column["value"]: cells[column["value"]]} if column["value"] in cells else {}
    group = (said["indicator"], said["dim"], said["series"])
    return Record(row, said["area"], said["area_code"], group, said["period"], said["unit"], values)


def _other_columns(grid: Grid, header: dict[int, str]) -> Finding:
    names = list(header.values())
    lacking = ", ".join(n for n in COLUMNS if n not in names) or "-"
    unknown = ", ".join(sorted({n for n in names if n not in COLUMNS or names.count(n) > 1})) or "-"
    return replace(
        Place(grid.file, grid.sheet, 1, 1).finding(
            "berkas:templat",
            f"kolomnya bukan kolom templat: tidak ada {lacking}; tidak dikenal atau rangkap {unknown}",
            f"its columns are not the template's: lacking {lacking}; unknown or double {unknown}",
            "pakai templat dari halaman Periksa tabel tanpa mengubah baris pertamanya",
            "use the template from the page Check tables and leave its first line as it is",
            ", ".join(names), ", ".join(COLUMNS),
        ),
        severity="G",
    )  # fmt: skip


def _marked(table: Table, marks: dict[int, str], notes: dict[int, str]) -> Table:
    """The table with the marks of their own column, its notes, and its indicator for a title."""
    (head,) = table.heads
    cells = dict(table.cells)
    findings = list(table.findings)
    for line in table.lines:
        place = Place(table.file, table.sheet, line.row, head.column)
        cell, wrong = _one(place, cells[line.row, head.column], marks[line.row])
        cells[line.row, head.column] = cell
        findings += wrong
    said = dict.fromkeys(n for line in table.lines if (n := notes[line.row]))
    return replace(table, title_id=head.words_id[0], cells=cells, findings=tuple(findings),
                   notes=tuple(said))  # fmt: skip


def _one(place: Place, cell: Cell, mark: str) -> tuple[Cell, list[Finding]]:
    """A cell with what column `mark` says of it."""
    alone = ALONE.get(mark, "")
    if not mark or cell.mark in ("?", alone or mark):
        return cell, []
    if not cell.mark and (alone if cell.value is None else mark in BESIDE):
        return replace(cell, mark=alone or mark), []
    return unclear(place, cell.text, f"tanda {mark[:20]!r} tidak cocok dengan isi kolom value",
                   f"mark {mark[:20]!r} does not fit what column value holds")  # fmt: skip
