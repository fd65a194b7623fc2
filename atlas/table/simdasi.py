"""Tables of BPS's SIMDASI: columns by id, values of record in `value_raw`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from atlas.model import Finding
from atlas.table.document import Document
from atlas.table.limits import KEYS
from atlas.table.machine import Place, json_raw, unclear, understood
from atlas.table.markup import sentences, stripped
from atlas.table.model import Cell, Head, Line, Table
from atlas.table.refused import Refused
from atlas.table.webapi import ATTRIBUTION

READER = "simdasi"
SHEET = "data"
YEAR = re.compile(r"(?:19|20)\d\d(?:/(?:19|20)\d\d)?")


def recognised(document: Document) -> bool:
    """Whether this is the detail of a table, or the refusal of one in an answer that says OK."""
    detail = _detail(document)
    return detail is not None and ("kolom" in detail or str(detail.get("status", "")) == "400")


def tables(document: Document, file: str) -> tuple[list[Table], list[Finding]]:
    """The table of an answer, or a finding that says why there is none."""
    detail = _detail(document) or {}
    columns, rows = detail.get("kolom"), detail.get("data")
    if str(detail.get("status", "")) == "400" or not columns or not rows:
        return [], [
            _refused(file, stripped(str(detail.get("message") or detail.get("status") or "")))
        ]
    if not isinstance(columns, dict) or not isinstance(rows, list):
        raise Refused("json", "kolom")
    if not all(isinstance(x, dict) for x in (*columns.values(), *rows)):
        raise Refused("json", "data")
    if len(columns) * len(rows) > KEYS:
        raise Refused("keys")
    return [_table(detail, columns, rows, file)], []


def _detail(document: Document) -> dict[str, Any] | None:
    data = document.content.get("data")
    if isinstance(data, list) and len(data) > 1 and isinstance(data[1], dict):
        return data[1]
    return None


def _refused(file: str, said: str) -> Finding:
    return Finding(
        "berkas:tidak_tersedia", "P", f"SIMDASI tidak memberi tabel ini ({said[:80] or 'kosong'})",
        f"SIMDASI does not give this table ({said[:80] or 'empty'})",
        "periksa id tabel, wilayah dan tahunnya", "check table id, area and year", file=file,
        found=said[:80],
    )  # fmt: skip


def _table(
    detail: Mapping[str, Any], columns: Mapping[str, Any], rows: list[Any], file: str
) -> Table:
    heads = tuple(
        Head(i, (stripped(str(c.get("nama_variabel") or "")),),
             unit=stripped(str(c.get("satuan") or "")))
        for i, c in enumerate(columns.values(), start=1)
    )  # fmt: skip
    lines = tuple(
        Line(i, stripped(str(r.get("label") or "")), str(r.get("kode_wilayah") or ""))
        for i, r in enumerate(rows, start=1)
    )
    cells: dict[tuple[int, int], Cell] = {}
    findings: list[Finding] = []
    for line, row in zip(lines, rows, strict=True):
        given = row.get("variables")
        for head, key in zip(heads, columns, strict=True):
            entry = given.get(key) if isinstance(given, dict) else None
            place = Place(file, SHEET, line.row, head.column, f"{line.label}, {key}"[:60])
            cells[line.row, head.column], wrong = _cell(place, entry)
            findings += wrong
    title = stripped(str(detail.get("judul_tabel") or detail.get("title") or ""))
    words = re.sub(rf"[, ]+{YEAR.pattern}$", "", title)
    year = str(detail.get("tahun_data") or detail.get("tahun") or "")
    units = {h.unit for h in heads}
    return Table(
        file, SHEET, READER, title_id=words, unit=units.pop() if len(units) == 1 else "",
        periods=(year,) if YEAR.fullmatch(year) else tuple(dict.fromkeys(YEAR.findall(title))),
        heads=heads, lines=lines, cells=cells,
        notes=sentences(str(detail.get("catatan") or detail.get("footnote") or "")),
        source=stripped(str(detail.get("sumber") or "")) or f"{ATTRIBUTION}, SIMDASI",
        findings=tuple(findings), titles=(title,),
    )  # fmt: skip


def _cell(place: Place, entry: object) -> tuple[Cell, list[Finding]]:
    """A value by its raw form. Where there is none, what is printed may still be a mark, or a
    number that a person must look at."""
    if not isinstance(entry, dict):
        return understood(place, json_raw(entry))
    raw = json_raw(entry.get("value_raw"))
    if raw is not None and raw.value != "":
        return understood(place, raw)
    printed = json_raw(entry.get("value"))
    cell, findings = understood(place, printed)
    if cell.value is None:
        return cell, findings
    return unclear(place, cell.text, "value_raw kosong padahal value berisi",
                   "value_raw is empty though value is not")  # fmt: skip
