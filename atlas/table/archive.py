"""An .xlsx as a zip of XML, looked through before a spreadsheet library sees any of it."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from atlas.table.limits import BOX, CELLS, COLUMNS, ELEMENTS, ENTRIES, MB, RATIO, ROWS, UNZIPPED_MB
from atlas.table.model import address
from atlas.table.refused import Refused

Range = tuple[int, int, int, int]
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
CHUNK = 1 << 16


@dataclass
class Part:
    """What one sheet of a workbook holds besides its values: merged ranges, cells whose formula
    has no stored result, cells with any formula, and how far its values reach."""

    merged: list[Range] = field(default_factory=list)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    bottom: int = 0
    right: int = 0


@dataclass
class Archive:
    """A workbook's parts by name, and what of it is not followed or not to be trusted."""

    parts: Mapping[str, Part]
    names: tuple[str, ...]
    macros: bool
    links: int
    recalculate: bool
    """the program that wrote it did not work its formulas out"""


@dataclass
class Count:
    """What has been seen in all parts together."""

    cells: int = 0
    elements: int = 0
    area: int = 0
    recalculate: bool = False


def look_through(stream: BinaryIO) -> Archive:
    """Every part of a zipped workbook read once, in pieces. Refused for a bomb, a name that leaves
    the folder, entities, too many cells, and for what is damaged."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _names(entries)
            _sizes(entries)
            count = Count()
            parts = {e.filename: _part(archive, e, count) for e in entries if not e.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise Refused("damaged", "zip") from error
    names = tuple(parts)
    return Archive(
        parts,
        names,
        macros=any(n.casefold().endswith("vbaproject.bin") for n in names),
        links=sum(n.startswith("xl/externalLinks/external") for n in names)
        + ("xl/connections.xml" in names),
        recalculate=count.recalculate,
    )


def _names(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > ENTRIES:
        raise Refused("entries")
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        steps = name.replace("\\", "/").split("/")
        if ".." in steps or name.startswith(("/", "\\")) or ":" in steps[0] or "\0" in name:
            raise Refused("names", ascii(name)[:80])
        if name.casefold() in seen:
            raise Refused("damaged", f"{ascii(name)[:80]} 2x")
        seen.add(name.casefold())


def _sizes(entries: list[zipfile.ZipInfo]) -> None:
    """Sizes as the zip declares them: its reader gives no byte more than declared."""
    total = sum(e.file_size for e in entries)
    if total > UNZIPPED_MB * MB:
        raise Refused("unzipped", f"{total // MB} MB")
    for entry in entries:
        if entry.flag_bits & 1:
            raise Refused("encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("damaged", "zip")
        if entry.file_size > 10 * MB and entry.file_size > RATIO * max(entry.compress_size, 1):
            raise Refused("ratio", f"{entry.file_size // max(entry.compress_size, 1)} : 1")


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, count: Count) -> Part:
    """One part: parsed if it is XML, else only unpacked, so that a false checksum shows."""
    scan = Scan(count)
    with archive.open(entry) as content:
        piece = content.read(CHUNK)
        xml = piece.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:1] == b"<"
        while piece:
            if xml:
                xml = scan.feed(piece)
            piece = content.read(CHUNK)
        if xml:
            scan.feed(b"", last=True)
    return scan.finish()


class Scan:
    """A part of the workbook as expat tells it; cells are counted, never kept."""

    def __init__(self, count: Count) -> None:
        self.count = count
        self.part = Part()
        self.row = self.column = 0
        self.formula = self.cached = self.valued = self.in_value = self.text = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def feed(self, piece: bytes, last: bool = False) -> bool:
        """Whether there is a point in reading on: not if this is no well-formed XML. A library
        that needs this part uses the same parser and stops at the same place."""
        try:
            self.parser.Parse(piece, last)
        except expat.ExpatError:
            return False
        return True

    def finish(self) -> Part:
        """The part, its merged ranges cut to where its values reach."""
        part = self.part
        if part.bottom * part.right > BOX:
            raise Refused("box", address(part.bottom, part.right))
        part.merged = [
            (top, left, min(bottom, part.bottom), min(right, part.right))
            for top, left, bottom, right in part.merged
            if top <= part.bottom and left <= part.right
        ]
        self.count.area += sum((b - t + 1) * (r - x + 1) for t, x, b, r in part.merged)
        if self.count.area > BOX:
            raise Refused("merged", str(self.count.area))
        return part

    def _doctype(self, *_: object) -> None:
        raise Refused("entities")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count.elements += 1
        if self.count.elements > ELEMENTS:
            raise Refused("elements")
        space, _, tag = name.rpartition(" ")
        if space != MAIN:
            if space == STRICT and tag == "workbook":
                raise Refused("strict")
            return
        if tag == "c":
            self._cell(attributes)
        elif tag == "v" or tag == "is":
            self.in_value = True
            self.valued = self.valued or tag == "is"
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self._row(attributes)
        elif tag == "mergeCell":
            self.part.merged.append(_range(attributes.get("ref", "")))
        elif tag == "calcPr":
            asked = attributes.get("fullCalcOnLoad", "0") in ("1", "true")
            self.count.recalculate = self.count.recalculate or asked

    def _row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        if number and not (number.isascii() and number.isdigit() and len(number) < 8):
            raise Refused("damaged", f"row {number[:20]}")
        row = int(number) if number else self.row + 1
        if row <= self.row:
            raise Refused("damaged", f"row {row}")
        self.row, self.column = row, 0

    def _cell(self, attributes: dict[str, str]) -> None:
        row, column = self.row, self.column + 1
        if reference := attributes.get("r"):
            row, column = _place(reference)
        if row != self.row or column <= self.column:
            raise Refused("damaged", reference or address(row, column))
        self.column = column
        self.formula = self.cached = self.valued = False
        self.text = attributes.get("t") == "str"

    def _characters(self, _: str) -> None:
        if self.in_value:
            self.valued = self.cached = True

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "c":
            self._leave_cell()
        elif tag == "v" or tag == "is":
            self.in_value = False
            self.cached = self.cached or self.text

    def _leave_cell(self) -> None:
        place = (self.row, self.column)
        if self.formula:
            self.part.formulas.add(place)
            if not self.cached:
                self.part.uncached.add(place)
        if not (self.formula or self.valued):
            return
        self.count.cells += 1
        if self.count.cells > CELLS:
            raise Refused("cells")
        if self.column > COLUMNS:
            raise Refused("columns", address(*place))
        if self.row > ROWS:
            raise Refused("rows", address(*place))
        self.part.bottom = self.row
        self.part.right = max(self.part.right, self.column)


def _place(reference: str) -> tuple[int, int]:
    found = REFERENCE.fullmatch(reference)
    if not found:
        raise Refused("damaged", ascii(reference)[:40])
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _range(reference: str) -> Range:
    first, _, last = reference.partition(":")
    top, left = _place(first)
    bottom, right = _place(last or first)
    if bottom < top or right < left:
        raise Refused("damaged", ascii(reference)[:40])
    return top, left, bottom, right
