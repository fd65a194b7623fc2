"""Files in the exact layout of Kota Medan Dalam Angka, written for tests from a plain description.

    from official import Printed, population, write_xlsx
    clean = population()                               # table 3.1.1, invented numbers
    broken = with_cell(clean, 4, 0, "2,620.24")        # fifth line, first value column
    write_xlsx(tmp_path / "buku.xlsx", [broken])
    assert finding.cell == place_of(broken, 4, 0)      # where it stands when laid out from A1

Any other change of a description is `dataclasses.replace`. Numbers given as numbers are written in
the description's `style`; texts are printed as they are; None is a blank cell.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

import xlsxwriter

from atlas.table.model import Grid, Raw, address

KECAMATAN = (
    ("1275010", "Medan Tuntungan"), ("1275020", "Medan Johor"), ("1275030", "Medan Amplas"),
    ("1275040", "Medan Denai"), ("1275050", "Medan Area"), ("1275060", "Medan Kota"),
    ("1275070", "Medan Maimun"), ("1275080", "Medan Polonia"), ("1275090", "Medan Baru"),
    ("1275100", "Medan Selayang"), ("1275110", "Medan Sunggal"), ("1275120", "Medan Helvetia"),
    ("1275130", "Medan Petisah"), ("1275140", "Medan Barat"), ("1275150", "Medan Timur"),
    ("1275160", "Medan Perjuangan"), ("1275170", "Medan Tembung"), ("1275180", "Medan Deli"),
    ("1275190", "Medan Labuhan"), ("1275200", "Medan Marelan"), ("1275210", "Medan Belawan"),
)  # fmt: skip
"""The 21 kecamatan in the order of their BPS codes."""
CITY_LINE = "Kota Medan"

Style = Literal["id", "en", "space", "plain", "cell"]
"""How numbers are printed; "cell" stores them as numbers, the others as text."""
Sheets = Literal["each", "below", "beside"]
"""A sheet for each table, or all on one sheet below or beside each other."""
TitlePlace = Literal["split", "line", "both", "one", "cell", "bare"]
"""Where number and title stand: "split" Tabel | 3.1.1 | title; "line" a line "Tabel 3.1.1", the
titles below; "both" a line "Tabel/Table 3.1.1"; "one" number and title in one cell; "cell"
"Tabel\\n Table  3.1.1" beside the titles; "bare" only 3.1.1, both titles in the cell beside it."""


@dataclass(frozen=True)
class Span:
    """A header cell merged over several columns or rows."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Share:
    """A number stored as 0.12 and shown as 12%."""

    value: float


Printable = str | int | float | Decimal | Share | None
Printed_line = tuple[str, tuple[Printable, ...]]


@dataclass(frozen=True)
class Printed:
    """A table as it shall stand in the file."""

    number: str = "3.1.1"
    title_id: str = "Jumlah Penduduk Menurut Kecamatan di Kota Medan"
    title_en: str = "Population by Subdistrict in Medan Municipality"
    unit: str = ""
    unit_en: str = ""
    years: tuple[str, ...] = ("2023",)
    heads: tuple[tuple[str | Span, ...], ...] = (("Nilai/Value",),)
    """header rows over the value columns; places taken by a merge from above are left out"""
    stub: str = "Kecamatan/Subdistrict"
    ordinal: str = ""
    """heading of a separate column of ordinals; "" for none"""
    numbered: bool = True
    """whether the row (1) (2) (3) is printed"""
    lines: tuple[Printed_line, ...] = ()
    total: Printed_line | None = None
    footnotes: tuple[tuple[str, str], ...] = ()
    """signs and texts, printed "1 Termasuk ..." """
    notes: tuple[str, ...] = ()
    source: str = "BPS Kota Medan/BPS-Statistics Medan Municipality"
    style: Style = "id"
    title_place: TitlePlace = "split"
    unit_place: Literal["before", "after", "line"] = "before"
    """the unit before the year, after it, or on a line of its own"""
    foot_split: bool = False
    """whether Catatan/Note: and Sumber/Source: stand in a cell of their own"""
    continue_lines: int = 0
    """lines before the table breaks off and goes on below; 0 for never"""
    continue_columns: int = 0
    """value columns before the table breaks off and goes on below with the same lines"""
    continued: str = "Lanjutan Tabel/Continued Table"

    @property
    def width(self) -> int:
        return sum(s.across for s in map(_span, self.heads[0])) if self.heads else 0

    @property
    def body(self) -> tuple[Printed_line, ...]:
        return self.lines if self.total is None else (*self.lines, self.total)


def with_cell(printed: Printed, line: int, column: int, value: Printable) -> Printed:
    """The same table with one cell changed; line -1 is the total."""
    if line == -1 and printed.total is not None:
        return replace(printed, total=_changed(printed.total, column, value))
    lines = list(printed.lines)
    lines[line] = _changed(lines[line], column, value)
    return replace(printed, lines=tuple(lines))


def with_label(printed: Printed, line: int, label: str) -> Printed:
    """The same table with the label of one line changed; line -1 is the total."""
    if line == -1 and printed.total is not None:
        return replace(printed, total=(label, printed.total[1]))
    lines = list(printed.lines)
    lines[line] = (label, lines[line][1])
    return replace(printed, lines=tuple(lines))


def _changed(line: Printed_line, column: int, value: Printable) -> Printed_line:
    cells = list(line[1])
    cells[column] = value
    return line[0], tuple(cells)


def place_of(printed: Printed, line: int, column: int = -1) -> str:
    """Address of a value of a table that stands alone from A1; column -1 is the label."""
    sheet = _Sheet()
    _lay(sheet, printed, 1, 1)
    number = len(printed.body) - 1 if line == -1 else line
    return address(*sheet.places[number, column])


def _span(head: str | Span) -> Span:
    return head if isinstance(head, Span) else Span(head)


def number_text(value: float | Decimal, style: Style) -> str:
    """A number as a publication prints it."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    if style == "id":
        return text.translate(str.maketrans(",.", ".,"))
    if style == "space":
        return text.replace(",", " ").replace(".", ",")
    return text.replace(",", "") if style in ("plain", "cell") else text


def _raw(value: Printable, style: Style) -> Raw | None:
    if value is None:
        return None
    if isinstance(value, Share):
        return Raw(value.value, percent=True)
    if isinstance(value, str):
        return Raw(value)
    return Raw(float(value)) if style == "cell" else Raw(number_text(value, style))


@dataclass
class _Sheet:
    """A sheet being filled, and where each value of the last table came to stand."""

    cells: dict[tuple[int, int], Raw] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    places: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def put(
        self, row: int, column: int, value: Raw | str | None, down: int = 1, across: int = 1
    ) -> None:
        raw = Raw(value) if isinstance(value, str) else value
        if raw is None or raw.value == "":
            return
        self.cells[row, column] = raw
        if down > 1 or across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))


def _lay(sheet: _Sheet, printed: Printed, row: int, column: int) -> int:
    """Put a table on a sheet from (row, column); gives the first free row under it."""
    row = _title(sheet, printed, row, column)
    for number, (lines, columns) in enumerate(_blocks(printed)):
        if number:
            sheet.put(row + 1, column, f"{printed.continued} {printed.number}")
            row += 2
        row = _head(sheet, printed, row, column, columns)
        row = _body(sheet, printed, row, column, lines, columns)
    return _foot(sheet, printed, row, column)


def _blocks(printed: Printed) -> list[tuple[range, range]]:
    """Which lines and columns each block shows: one, unless the table is continued."""
    lines, columns = range(len(printed.body)), range(printed.width)
    if printed.continue_lines:
        cut = printed.continue_lines
        return [(lines[:cut], columns), (lines[cut:], columns)]
    if printed.continue_columns:
        cut = printed.continue_columns
        return [(lines, columns[:cut]), (lines, columns[cut:])]
    return [(lines, columns)]


def _titles(printed: Printed) -> tuple[str, str]:
    """Both titles with unit and years where they belong."""
    found = []
    for title, unit, joint in (
        (printed.title_id, printed.unit, " dan "),
        (printed.title_en, printed.unit_en or printed.unit, " and "),
    ):
        shown = f" ({unit})" if unit and printed.unit_place != "line" else ""
        years = f", {joint.join(printed.years)}" if printed.years else ""
        found.append(title + (years + shown if printed.unit_place == "after" else shown + years))
    return found[0], found[1] if printed.title_en else ""


def _title(sheet: _Sheet, printed: Printed, row: int, column: int) -> int:
    title_id, title_en = _titles(printed)
    width = max(2, 1 + bool(printed.ordinal) + printed.width)
    number = printed.number
    match printed.title_place:
        case "split":
            rows = [("Tabel", number, title_id), ("Table", "", title_en)]
        case "line":
            rows = [(f"Tabel {number}",), (title_id,), (title_en,)]
        case "both":
            rows = [(f"Tabel/Table {number}",), (title_id,), (title_en,)]
        case "one":
            rows = [(f"Tabel {number} {title_id}",), (f"Table {number} {title_en}",)]
        case "cell":
            rows = [(f"Tabel\n Table  {number}", title_id), ("", title_en)]
        case "bare":
            rows = [(number, f"{title_id}\n{title_en}")]
    for texts in rows:
        for i, text in enumerate(texts):
            last = i == len(texts) - 1
            sheet.put(row, column + i, text, across=max(1, width - i) if last else 1)
        row += 1
    if printed.unit and printed.unit_place == "line":
        unit = printed.unit + (f"/{printed.unit_en}" if printed.unit_en else "")
        sheet.put(row, column, f"({unit})", across=width)
        row += 1
    return row


def _head(sheet: _Sheet, printed: Printed, row: int, column: int, columns: range) -> int:
    deep = len(printed.heads)
    stub = column + bool(printed.ordinal)
    if printed.ordinal:
        sheet.put(row, column, printed.ordinal, down=deep)
    sheet.put(row, stub, printed.stub, down=deep)
    taken: set[tuple[int, int]] = set()
    for level, heads in enumerate(printed.heads):
        at = 0
        for span in map(_span, heads):
            while (level, at) in taken:
                at += 1
            over = range(at, at + span.across)
            taken |= {(level + d, c) for d in range(span.down) for c in over}
            shown = [c for c in over if c in columns]
            if shown:
                left = stub + 1 + shown[0] - columns.start
                sheet.put(row + level, left, span.text, down=span.down, across=len(shown))
            at = over.stop
    row += deep
    if printed.numbered:
        for i in range(1 + bool(printed.ordinal)):
            sheet.put(row, column + i, f"({i + 1})")
        for c in columns:
            shift = 2 + bool(printed.ordinal)
            sheet.put(row, stub + 1 + c - columns.start, f"({c + shift})")
        row += 1
    return row


def _body(
    sheet: _Sheet, printed: Printed, row: int, column: int, lines: range, columns: range
) -> int:
    stub = column + bool(printed.ordinal)
    for i in lines:
        label, cells = printed.body[i]
        if printed.ordinal and i < len(printed.lines):
            sheet.put(row, column, _raw(i + 1, "cell" if printed.style == "cell" else "plain"))
        sheet.put(row, stub, label)
        sheet.places[i, -1] = (row, stub)
        for c in columns:
            at = (row, stub + 1 + c - columns.start)
            sheet.put(*at, _raw(cells[c], printed.style))
            sheet.places[i, c] = at
        row += 1
    return row


def _foot(sheet: _Sheet, printed: Printed, row: int, column: int) -> int:
    entries = [("", f"{sign} {text}") for sign, text in printed.footnotes]
    entries += [("" if i else "Catatan/Note:", text) for i, text in enumerate(printed.notes)]
    if printed.source:
        entries.append(("Sumber/Source:", printed.source))
    for label, text in entries:
        if printed.foot_split:
            sheet.put(row, column, label)
            sheet.put(row, column + 1, text)
        else:
            sheet.put(row, column, f"{label} {text}".strip())
        row += 1
    return row


def grids(
    printed: Sequence[Printed], file: str = "resmi.xlsx", sheets: Sheets = "each"
) -> list[Grid]:
    """The sheets such a file holds, without writing it."""
    found: list[tuple[str, _Sheet]] = []
    row, column = 1, 1
    for number, one in enumerate(printed, start=1):
        if sheets == "each" or not found:
            found.append((f"Sheet{number}" if sheets != "each" else _name(one, number), _Sheet()))
            row, column = 1, 1
        end = _lay(found[-1][1], one, row, column)
        if sheets == "below":
            row = end + 2
        elif sheets == "beside":
            column = max(c for _, c in found[-1][1].cells) + 2
            column = max([column, *(m[3] + 2 for m in found[-1][1].merged)])
    return [Grid(file, name, sheet.cells, tuple(sheet.merged)) for name, sheet in found]


def _name(printed: Printed, number: int) -> str:
    return f"{printed.number or 'Tabel'} {number}"


def write_xlsx(path: Path, printed: Sequence[Printed], sheets: Sheets = "each") -> Path:
    """A workbook of these tables."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    percent = book.add_format({"num_format": "0%"})
    for grid in grids(printed, path.name, sheets):
        page = book.add_worksheet(grid.sheet)
        for top, left, bottom, right in grid.merged:
            page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        for (row, column), raw in grid.cells.items():
            if isinstance(raw.value, str):
                page.write_string(row - 1, column - 1, raw.value)
            else:
                page.write_number(
                    row - 1, column - 1, float(raw.value or 0), percent if raw.percent else None
                )
    book.close()
    return path


def write_csv(
    path: Path, printed: Sequence[Printed], delimiter: str = ";", encoding: str = "utf-8-sig"
) -> Path:
    """The same tables below each other as CSV, by default as Excel in Indonesia saves it."""
    (grid,) = grids(printed, path.name, "below")
    wide = max(c for _, c in grid.cells)
    with path.open("w", encoding=encoding, newline="") as lines:
        writer = csv.writer(lines, delimiter=delimiter)
        for row in range(1, max(r for r, _ in grid.cells) + 1):
            writer.writerow(_text(grid.cells.get((row, c))) for c in range(1, wide + 1))
    return path


def _text(raw: Raw | None) -> str:
    if raw is None:
        return ""
    return raw.value if isinstance(raw.value, str) else f"{raw.value:g}"


def by_kecamatan(
    columns: Sequence[Sequence[Printable]], label: str = "{n}. {name}"
) -> tuple[Printed_line, ...]:
    """21 lines from 21 values a column; `label` may use {n}, {short} (010), {code} and {name}."""
    return tuple(
        (label.format(n=i + 1, short=code[4:], code=code, name=name), tuple(c[i] for c in columns))
        for i, (code, name) in enumerate(KECAMATAN)
    )


def population(year: str = "2023") -> Printed:
    """Table 3.1.1 with invented numbers: men, women and all, and the total of the city."""
    men = [11_000 + 137 * i for i in range(21)]
    women = [11_500 + 151 * i for i in range(21)]
    both = [m + w for m, w in zip(men, women, strict=True)]
    return Printed(
        title_id="Jumlah Penduduk Menurut Kecamatan dan Jenis Kelamin di Kota Medan",
        title_en="Population by Subdistrict and Sex in Medan Municipality",
        unit="jiwa", unit_en="person", years=(year,),
        heads=(
            (Span("Jenis Kelamin/Sex", across=3),),
            ("Laki-laki/Male", "Perempuan/Female", "Jumlah/Total"),
        ),
        lines=by_kecamatan([men, women, both]),
        total=(CITY_LINE, (sum(men), sum(women), sum(both))),
    )  # fmt: skip
