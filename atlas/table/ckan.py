"""Records of open data portals (CKAN), as CSV or JSON, and those of SIPD's e-Walidata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from atlas.model import Finding
from atlas.table.document import Document
from atlas.table.limits import KEYS
from atlas.table.machine import json_raw
from atlas.table.markup import stripped
from atlas.table.model import Grid, Raw, System, Table
from atlas.table.numeral import parse
from atlas.table.records import Column, Record, Source, text, texts
from atlas.table.records import tables as grouped
from atlas.table.refused import Refused

READER = "ckan"
SHEET = "records"
AREA = re.compile(
    r"(?:(?P<before>bps|kemendagri)_)?(?:(?P<role>kode|nama)_)?"
    r"(?P<level>desa_kelurahan|kelurahan|desa|kecamatan|kabupaten_kota|kab_kota|kabupaten|kota|"
    r"provinsi|wilayah)(?:_(?P<after>bps|kemendagri))?"
)
LEVELS = ("desa_kelurahan", "kelurahan", "desa", "kecamatan", "wilayah", "kabupaten_kota",
          "kab_kota", "kabupaten", "kota", "provinsi")  # fmt: skip
"""From the smallest: a record's area is the smallest that it names."""
PERIOD = ("tahun", "tahun_data", "tahun_ajaran", "periode", "periode_data")
UNIT = ("satuan", "unit")
UNREAD = {"id", "_id", "no", "nomor", "_full_text", "_key"}
YEAR = re.compile(r"(?:19|20)\d\d")
DSSD = {"kode_dssd", "uraian"}
ENTRIES_UNREAD = {"definisi_operasional", "tag_urusan", "produsen_data", "keterangan"}


@dataclass(frozen=True)
class _Columns:
    """What each column of the records is."""

    label: int
    code: int
    system: System
    period: int
    unit: int
    values: tuple[Column, ...]
    groups: tuple[int, ...]


def recognised(grid: Grid) -> bool:
    """Whether a sheet is records: its first row names each column once, one of them an area, and
    another a period, a unit or a number; or it is e-Walidata's."""
    names = _names(grid)
    if len(set(names.values())) < len(names) or len(names) < 2:
        return False
    said = set(names.values())
    if said >= DSSD:
        return any(YEAR.fullmatch(n) for n in said)
    areas = any(AREA.fullmatch(n) for n in said)
    return areas and bool(said & {*PERIOD, *UNIT} or any(n.startswith("jumlah") for n in said))


def tables(grid: Grid, source: str = "", notes: tuple[str, ...] = ()) -> list[Table]:
    """Tables of such a sheet, one for each period, unit and whatever else tells records apart."""
    names = _names(grid)
    title = PurePath(grid.file).stem
    if set(names.values()) >= DSSD:
        return _walidata(grid, names, title, source)
    columns = _columns(grid, names)
    styles = _style(grid, [c.column for c in columns.values])
    found = Source(grid.file, grid.sheet, READER, title, source, notes, columns.system, *styles,
                   label_column=columns.label or columns.code)  # fmt: skip
    return grouped(found, _records(grid, columns), columns.values)


def recognised_answer(document: Document) -> bool:
    content = document.content
    return "records" in content or "success" in content or _flat(content.get("data"))


def answer(document: Document, file: str) -> tuple[list[Table], list[Finding]]:
    """Tables of a datastore's answer; of the description of a dataset the list of what to fetch."""
    content = document.content
    if content.get("success") is False:
        error = content.get("error")
        said = error.get("message") if isinstance(error, dict) else error
        return [], [_note(file, "ditolak", f"portal menolak permintaan ini ({str(said)[:80]})",
                          f"the portal refused this request ({str(said)[:80]})")]  # fmt: skip
    result = content.get("result", content)
    if not isinstance(result, dict):
        raise Refused("json_kind")
    if isinstance(result.get("resources"), list):
        return [], [_listed(file, result["resources"])]
    records = result.get("records", result.get("data"))
    if not isinstance(records, list):
        raise Refused("json_kind")
    grid = _grid(file, result.get("fields"), records)
    if not recognised(grid):
        raise Refused("json_kind")
    findings = []
    total = result.get("total")
    if isinstance(total, int) and total > len(records):
        findings.append(_note(
            file, "sebagian", f"jawaban memuat {len(records)} dari {total} baris; sisanya tidak dibaca",
            f"the answer holds {len(records)} of {total} records; the rest was not read",
        ))  # fmt: skip
    return tables(grid, str(result.get("resource_id") or "")), findings


def _names(grid: Grid) -> dict[int, str]:
    """Names of the columns, spelled alike."""
    return {c: re.sub(r"[\s/.]+", "_", n.casefold()).strip("_ ") or n
            for c, n in texts(grid, 1).items()}  # fmt: skip


def _columns(grid: Grid, names: dict[int, str]) -> _Columns:
    areas = {c: m for c, n in names.items() if (m := AREA.fullmatch(n))}
    finest = min((m["level"] for m in areas.values()), key=LEVELS.index)
    near = {c: m for c, m in areas.items() if m["level"] == finest}
    codes = sorted(
        (c for c, m in near.items() if m["role"] == "kode"), key=lambda c: _rank(near[c])
    )
    labels = sorted(
        (c for c, m in near.items() if m["role"] != "kode"), key=lambda c: _rank(near[c])
    )
    code, label = (codes or [0])[0], (labels or [0])[0]
    period = next((c for n in PERIOD for c, name in names.items() if name == n), 0)
    unit = next((c for n in UNIT for c, name in names.items() if name == n), 0)
    rest = [c for c, n in names.items() if c not in (*areas, period, unit) and n not in UNREAD]
    values = [c for c in rest if _numbers(grid, c)]
    header = texts(grid, 1)
    return _Columns(
        label, code, _system(grid, code, near), period, unit,
        tuple(Column(c, header[c]) for c in values), tuple(c for c in rest if c not in values),
    )  # fmt: skip


def _rank(match: re.Match[str]) -> int:
    """The atlas speaks BPS codes: those first where a file has both."""
    return ("bps", None, "kemendagri").index(match["before"] or match["after"])


def _system(grid: Grid, code: int, near: dict[int, re.Match[str]]) -> System:
    """The code system a column declares by its name, or else by how Kemendagri's codes alone look:
    12.71.07 or 127107. Elsewhere name and code must agree in BPS's, or the line is a finding."""
    if not code:
        return "bps"
    declared = near[code]["before"] or near[code]["after"]
    if declared:
        return "kemendagri" if declared == "kemendagri" else "bps"
    shapes = [text(raw) for (r, c), raw in grid.cells.items() if c == code and r > 1]
    dotted = all(re.fullmatch(r"\d{2}(\.\d{2}){1,2}(\.\d{4})?|\d{6}", s) for s in shapes)
    return "kemendagri" if shapes and dotted else "bps"


def _numbers(grid: Grid, column: int) -> bool:
    """Whether a column holds values: numbers and marks but for one cell in ten, which a finding
    then names; at least one a number."""
    found = [parse(raw.value) for (r, c), raw in grid.cells.items()
             if c == column and r > 1 and raw.value not in (None, "")]  # fmt: skip
    others = [n for n in found if n.problem and n.problem not in ("ambiguous", "point")]
    return 10 * len(others) <= len(found) and any(n.value is not None or n.problem for n in found)


def _style(grid: Grid, columns: list[int]) -> tuple[str, bool]:
    """How the text numbers of these columns are written, and whether a lone dot stays unsettled:
    decimals with a comma, or with a dot, settle it."""
    shapes = {
        parse(raw.value).shape
        for (r, c), raw in grid.cells.items()
        if r > 1 and c in columns and isinstance(raw.value, str)
    }
    dot = "point" in shapes
    comma = bool(shapes & {"comma", "dots", "dots_comma"})
    if dot == comma:
        return ("", True) if dot else ("id", True)
    return ("plain", False) if dot else ("id", False)


def _records(grid: Grid, columns: _Columns) -> Iterator[Record]:
    kept = {c.column for c in columns.values}
    for row, cells in grid.rows():
        if row > 1:
            yield Record(
                row, text(cells.get(columns.label)), text(cells.get(columns.code)),
                tuple(w for c in columns.groups if (w := text(cells.get(c)))),
                text(cells.get(columns.period)), text(cells.get(columns.unit)),
                {c: raw for c, raw in cells.items() if c in kept},
            )  # fmt: skip


def _walidata(grid: Grid, names: dict[int, str], title: str, source: str) -> list[Table]:
    """e-Walidata: an indicator a line, a value a year, all of the one area the file is of."""
    column = {n: c for c, n in names.items()}
    years = [Column(c, "", n) for c, n in names.items() if YEAR.fullmatch(n)]
    kept = {c.column for c in years}
    records = [
        Record(row, text(cells.get(column["uraian"])), "", (), "",
               text(cells.get(column.get("satuan", 0))),
               {c: raw for c, raw in cells.items() if c in kept},
               text(cells.get(column["kode_dssd"])))
        for row, cells in grid.rows() if row > 1
    ]  # fmt: skip
    found = Source(grid.file, grid.sheet, READER, title, source, (), "kemendagri",
                   *_style(grid, sorted(kept)), label_column=column["uraian"])  # fmt: skip
    return grouped(found, records, years)


def _flat(data: Any) -> bool:
    """Whether this is a list of records."""
    return isinstance(data, list) and bool(data) and all(
        isinstance(r, dict) and not any(isinstance(v, dict | list) for v in r.values())
        for r in data
    )  # fmt: skip


def _grid(file: str, fields: Any, records: list[Any]) -> Grid:
    """Records of an answer as a sheet: the names in row 1, each record in the row after."""
    if isinstance(fields, list) and all(isinstance(f, dict) and "id" in f for f in fields):
        names = [str(f["id"]) for f in fields]
    else:
        names = list(dict.fromkeys(n for r in records if isinstance(r, dict) for n in r))
    if len(names) * len(records) > KEYS:
        raise Refused("keys")
    cells = {(1, column): Raw(name) for column, name in enumerate(names, start=1)}
    for row, record in enumerate(records, start=2):
        if not isinstance(record, dict | list):
            raise Refused("json", f"record {row - 1}")
        given = record if isinstance(record, list) else [record.get(n) for n in names]
        for column, value in enumerate(given[: len(names)], start=1):
            raw = _raw(value)
            if raw is not None and raw.value != "":
                cells[row, column] = raw
    return Grid(file, SHEET, cells)


def _raw(value: Any) -> Raw | None:
    """A JSON number stays a number: it needs no guess about its dot."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Raw(float(value))
    return json_raw(stripped(value) if isinstance(value, str) else value)


def _listed(file: str, resources: list[Any]) -> Finding:
    said = [f"{r.get('name') or r.get('id')} ({r.get('format') or '?'}): {r.get('url')}"
            for r in resources if isinstance(r, dict)]  # fmt: skip
    shown = "; ".join(stripped(s)[:200] for s in said[:20]) or "-"
    return _note(file, "daftar", f"ini daftar {len(said)} sumber, bukan isinya: {shown}",
                 f"this lists {len(said)} resources, not what they hold: {shown}")  # fmt: skip


def _note(file: str, what: str, message_id: str, message_en: str) -> Finding:
    return Finding(
        f"berkas:{what}", "P", message_id, message_en,
        "serahkan isi lengkap sumbernya (CSV, XLSX, atau jawaban datastore_search)",
        "hand in the whole resource (CSV, XLSX, or the answer of datastore_search)", file=file,
    )  # fmt: skip
