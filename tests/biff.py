"""Old .xls workbooks (BIFF8 in an OLE container), as small as a reader accepts them.

write(sheets=[Sheet("Satu", {(1, 1): "Kecamatan", (2, 2): 3.5})])
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SECTOR = 512


@dataclass(frozen=True)
class Sheet:
    """Cells by (row, column) from 1, merged ranges (top, left, bottom, right), and whether hidden."""

    name: str
    cells: Mapping[tuple[int, int], str | float | bool]
    merged: Sequence[tuple[int, int, int, int]] = field(default=())
    hidden: bool = False


def write(sheets: Sequence[Sheet], password: bool = False) -> bytes:
    """The bytes of a workbook; with `password` one that says its values are scrambled."""
    return container({"Workbook": _workbook(sheets, password)})


def container(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container with one stream."""
    ((name, content),) = streams.items()
    content = content.ljust(8 * SECTOR, b"\0")
    size = -(-len(content) // SECTOR)
    content = content.ljust(size * SECTOR, b"\0")
    tables = 1
    while tables * 128 < size + 1 + tables:
        tables += 1
    chain = [END, *[TABLE] * tables, *range(tables + 2, tables + 1 + size), END]
    chain += [FREE] * (tables * 128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H10xI", 0x3E, 3, 0xFFFE, 9, 6, tables)
    head += struct.pack("<7I", 0, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", *range(1, tables + 1), *[FREE] * (109 - tables))
    directory = _entry("Root Entry", 5, 1, END, 0) + _entry(name, 2, FREE, tables + 1, len(content))
    return head + directory.ljust(SECTOR, b"\0") + struct.pack(f"<{len(chain)}I", *chain) + content


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    links = struct.pack("<HBB3I", len(text) + 2, kind, 1, FREE, FREE, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(content)) + content


def _start(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<4H2I", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _workbook(sheets: Sequence[Sheet], password: bool) -> bytes:
    head = _start(5)
    if password:
        head += _record(0x2F, struct.pack("<H4s", 0, b"\1\2\3\4"))
    bodies = [_sheet(s) for s in sheets]
    place = len(head) + sum(12 + 2 * len(s.name) for s in sheets) + 4
    for sheet, body in zip(sheets, bodies, strict=True):
        name = struct.pack("<2B", len(sheet.name), 1) + sheet.name.encode("utf-16-le")
        head += _record(0x85, struct.pack("<I2B", place, sheet.hidden, 0) + name)
        place += len(body)
    return head + _record(0x0A) + b"".join(bodies)


def _sheet(sheet: Sheet) -> bytes:
    rows, columns = [r for r, _ in sheet.cells] or [1], [c for _, c in sheet.cells] or [1]
    body = _start(0x10)
    body += _record(0x0200, struct.pack("<2I3H", min(rows) - 1, max(rows), min(columns) - 1, max(columns), 0))  # fmt: skip
    for (row, column), value in sheet.cells.items():
        place = struct.pack("<3H", row - 1, column - 1, 0)
        if isinstance(value, bool):
            body += _record(0x0205, place + struct.pack("<2B", value, 0))
        elif isinstance(value, str):
            text = value.encode("utf-16-le")
            body += _record(0x0204, place + struct.pack("<HB", len(value), 1) + text)
        else:
            body += _record(0x0203, place + struct.pack("<d", value))
    if sheet.merged:
        spans = [struct.pack("<4H", t - 1, b - 1, x - 1, r - 1) for t, x, b, r in sheet.merged]
        body += _record(0xE5, struct.pack("<H", len(spans)) + b"".join(spans))
    return body + _record(0x0A)
