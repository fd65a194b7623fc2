"""Files as they come, told apart by what they hold and not by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO, Literal

from atlas.model import Finding
from atlas.table import delimited, document, xls, xlsx
from atlas.table.document import Document
from atlas.table.model import Grid
from atlas.table.refused import Refused, noted

Kind = Literal["xlsx", "xls", "csv", "json"]
NAMES: dict[Kind, tuple[str, ...]] = {
    "xlsx": ("xlsx", "xlsm", "xltx", "xltm"),
    "xls": ("xls", "xlt"),
    "csv": ("csv", "txt", "tsv"),
    "json": ("json", "txt"),
}
"""Endings that fit each kind."""
HEAD = 1 << 16
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "document"), (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"), (b"\x1f\x8b", "archive"), (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"), (b"BZh", "archive"), (b"\xfd7zXZ", "archive"),
    (b"MIME-Version:", "html"), (b"ID;P", "old_excel"), (b"\x09\x00\x04\x00", "old_excel"),
    (b"\x09\x02\x06\x00", "old_excel"), (b"\x09\x04\x06\x00", "old_excel"),
)  # fmt: skip
"""How what is not read begins, and the reason it is refused for."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOOKS = tuple(("\0" + n + "\0").encode("utf-16-le")[1:] for n in ("Workbook", "Book"))
LOCKED = "EncryptedPackage".encode("utf-16-le")
"""Names of streams in an OLE container: a workbook's own, and what a locked .xlsx is kept in."""
FILEPASS = re.compile(
    rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00(.{4}|.{12})(\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)
"""How a locked .xls begins: the record of its password follows the first one. calamine takes no
notice of the oldest kind and would give scrambled values."""
HTML = re.compile(rb"<!doctype html|<(html|head|body|table|script|div|meta)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Opened:
    """What a file holds: sheets, or the answer of a service; and what to know about it."""

    kind: Kind
    grids: tuple[Grid, ...] = ()
    document: Document | None = None
    findings: tuple[Finding, ...] = ()


def opened(stream: BinaryIO, file: str) -> Opened:
    """The content of a file that may be searched back and forth. Refused with its reason."""
    kind = kind_of(stream)
    stream.seek(0)
    findings = _named(kind, file)
    if kind == "json":
        return Opened(kind, document=document.read(stream), findings=tuple(findings))
    readers = {"xlsx": xlsx.read, "xls": xls.read, "csv": delimited.read}
    grids, found = readers[kind](stream, file)
    return Opened(kind, tuple(grids), findings=(*findings, *found))


def kind_of(stream: BinaryIO) -> Kind:
    """The kind of a file by its first bytes (of an OLE container also by its directory)."""
    stream.seek(0)
    head = stream.read(HEAD)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise Refused("empty")
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(OLE):
        return _of_ole(stream)
    if b"%PDF-" in head[:1024]:
        raise Refused("pdf")
    for start, reason in SIGNATURES:
        if head.startswith(start) or text.startswith(start):
            raise Refused(reason)
    return _of_text(head)


def _of_ole(stream: BinaryIO) -> Kind:
    """An old workbook, a locked one, or another program's document."""
    stream.seek(0)
    before = b""
    workbook = locked = False
    while piece := stream.read(1 << 20):
        window = before + piece
        workbook = workbook or any(name in window for name in BOOKS)
        locked = locked or LOCKED in window or bool(FILEPASS.search(window))
        before = piece[-64:]
    if locked:
        raise Refused("encrypted")
    if not workbook:
        raise Refused("document")
    return "xls"


def _of_text(head: bytes) -> Kind:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = head[: len(head) // 2 * 2].decode("utf-16", errors="replace").encode()
    else:
        content = head.removeprefix(b"\xef\xbb\xbf")
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", content):
        raise Refused("binary")
    content = content.lstrip()
    if content.startswith(b"<"):
        raise Refused("html" if HTML.search(content) else "xml")
    array = re.match(rb'\[\s*[\[{"\d\]]', content)  # a cell may read [Metode Baru] ...
    return "json" if content.startswith(b"{") or array else "csv"


def _named(kind: Kind, file: str) -> list[Finding]:
    """A note when the name says another kind than the content."""
    ending = PurePath(file).suffix.removeprefix(".").casefold()
    if not ending or ending in NAMES[kind]:
        return []
    return [noted("name", file, what=ending[:20], kind=kind)]


def safe_name(name: str) -> str:
    """The name of an upload as it is shown: no folders, no control characters, not long. It is
    never used as a path."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(c if c.isprintable() else "_" for c in last).strip(" .")
    if len(shown) > 120:
        shown = shown[:100] + "..." + shown[-17:]
    return shown or "unggahan"
