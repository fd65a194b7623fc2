"""Single values: above the whole they are part of, out of their range, missing without a word."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.model import Finding
from atlas.number import format_plain
from atlas.package import Row
from atlas.rules.tables import Tables
from atlas.rules.values import NIL, figure, kecamatan, printed
from atlas.table.model import address


def k07_cell_above_total(tables: Tables) -> Iterator[Finding]:
    """No part of an additive indicator is over 1.05 times its whole."""
    (most,) = tables.tolerance("K07")
    for (indicator, *_), cells in tables.cells.items():
        if not tables.additive(indicator):
            continue
        for code, row in cells.items():
            parent = tables.areas[code]["parent_code"]
            whole = cells.get(parent)
            inside = tables.areas[code]["level"] in ("kecamatan", "kelurahan")
            if not inside or whole is None or whole.value is None or row.value is None:
                continue
            if row.value > most * whole.value:
                yield _above(tables, row, whole)


def _above(tables: Tables, row: Row, whole: Row) -> Finding:
    value, limit = format_plain(row.value), format_plain(whole.value)
    there_id = f"sel {whole.cell}" if whole.cell else f"{whole.file} baris {whole.row}"
    there_en = f"cell {whole.cell}" if whole.cell else f"{whole.file} row {whole.row}"
    return tables.finding(
        row, "K07",
        (f"nilai {value} melebihi nilai wilayah induknya {limit} ({there_id})",
         f"value {value} is above that of the area it is in, {limit} ({there_en})"),
        ("periksa salah ketik atau kolom yang tertukar",
         "look for a typing error or swapped columns"),
        expected=limit, found=value,
    )  # fmt: skip


def k08_range(tables: Tables) -> Iterator[Finding]:
    """Values lie in the range of their indicator; counts are whole."""
    for row in tables.rows:
        if row.value is None:
            continue
        low, high = (tables.meta(row.indicator, f"range_{end}") for end in ("min", "max"))
        if tables.whole(row.indicator) and not row.value.is_integer():
            wrong = "bukan bilangan bulat", "is not a whole number", "bilangan bulat"
        elif low and row.value < float(low):
            wrong = f"di bawah {low}", f"is under {low}", f">= {low}"
        elif high and row.value > float(high):
            wrong = f"di atas {high}", f"is over {high}", f"<= {high}"
        else:
            continue
        value = format_plain(row.value)
        yield tables.finding(
            row, "K08", (f"nilai {value} {wrong[0]}", f"value {value} {wrong[1]}"),
            ("periksa tanda, koma desimal, dan satuan", "check sign, decimal mark and unit"),
            expected=wrong[2], found=value,
        )  # fmt: skip


def k12_blank_without_mark(tables: Tables) -> Iterator[Finding]:
    """An empty cell says why it is empty."""
    do = ("beri ... (tidak tersedia), NA (tidak berlaku), atau - (nihil)",
          "mark it ... (not available), NA (not applicable) or - (nil)")  # fmt: skip
    said = "sel kosong tanpa tanda", "empty cell without a mark"
    told = set()
    for row in tables.rows:
        told.add((row.file, row.sheet, row.cell))
        if row.value is None and not row.mark:
            yield tables.finding(row, "K12", said, do, column="mark")
    for table, _, mapped in tables.sheets:
        lines = mapped.lines if mapped else {r for (r, _), c in table.cells.items() if not c.blank}
        for (line, _), cell in table.cells.items():
            there = (table.file, table.sheet, address(cell.row, cell.column))
            if cell.blank and line in lines and there not in told:
                yield tables.on_sheet(table, "K12", (cell.row, cell.column), said, do)


def k13_nil(tables: Tables) -> Iterator[Finding]:
    """Nil is not used for a figure that is missing, nor beside 0 for the same thing."""
    for place, cells in tables.cells.items():
        earlier = tables.earlier(place)
        for code, row in cells.items():
            last = earlier.get(code) or tables.before.get(row.key)
            if row.value is None and row.mark == NIL and last and _much(tables, last, earlier):
                words = figure(last)
                yield tables.finding(
                    row, "K13",
                    (f"tertulis nihil (–), padahal {last.period} tercatat {words['id']}",
                     f"printed as nil (–), but {words['en']} was recorded in {last.period}"),
                    ("bila datanya belum ada, ganti – dengan ...; bila memang nihil, jelaskan",
                     "if there is no figure yet, write ... in place of –; if it is nil, say why"),
                    expected="...", found=NIL, before=printed(last),
                )  # fmt: skip
    yield from _mixed(tables)


def _much(tables: Tables, last: Row, earlier: dict[str, Row]) -> bool:
    """Whether last year's value was too large to have vanished: a count from 10 up, another value
    from a quarter of the middle one of its column."""
    least, part = tables.tolerance("K13")
    if last.value is None or last.value <= 0:
        return False
    if tables.whole(last.indicator):
        return last.value >= least
    values = sorted(r.value for r in kecamatan(earlier).values() if r.value)
    return not values or last.value >= part * values[len(values) // 2]


def _mixed(tables: Tables) -> Iterator[Finding]:
    """Counts of none printed in two ways in one table: one finding, at the rarer of them."""
    counts = [r for r in tables.rows if tables.whole(r.indicator)]
    nils = [r for r in counts if r.value is None and r.mark == NIL]
    zeros = [r for r in counts if r.value == 0]
    if not nils or not zeros:
        return
    rare, sign, other = (zeros, "0", "–") if len(zeros) <= len(nils) else (nils, "–", "0")
    yield tables.finding(
        rare[0], "K13",
        (f"nihil ditulis dengan dua cara: 0 pada {len(zeros)} sel, – pada {len(nils)} sel",
         f"none is printed in two ways: 0 in {len(zeros)} cells, – in {len(nils)} cells"),
        (f"pakai satu tanda untuk nihil; bila {sign} berarti tidak tersedia, tulis ...",
         f"use one sign for none; if {sign} stands for not available, write ..."),
        expected=other, found=sign,
    )  # fmt: skip
