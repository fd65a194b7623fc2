"""Files that were made to do harm, or went wrong, each from its description.

content = workbook(cells('<c r="A1"><v>1</v></c>'))      # an .xlsx with this sheet
content = workbook(sheet, {"xl/vbaProject.bin": b"..."})  # and more parts
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/{kind}" Target="{target}"/></Relationships>'
)
BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships"><sheets><sheet name="Lembar" sheetId="1" r:id="rId1"/></sheets>'
    "{more}</workbook>"
)


def cells(content: str, before: str = "", merged: Iterable[str] = ()) -> str:
    """A sheet with these rows (or the cells of its first row); `before` goes ahead of its root."""
    rows = content if content.startswith("<row") else f'<row r="1">{content}</row>'
    spans = "".join(f'<mergeCell ref="{m}"/>' for m in merged)
    spans = f"<mergeCells>{spans}</mergeCells>" if spans else ""
    return (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
        f"{spans}</worksheet>"
    )


def workbook(
    sheet: str | bytes, parts: Mapping[str, str | bytes] = {}, more: str = "", packed: bool = True
) -> bytes:
    """A workbook with one sheet, and more parts; a part of a usual name takes its place."""
    usual: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": BOOK.format(more=more),
        "xl/_rels/workbook.xml.rels": RELATIONS.format(
            kind="worksheet", target="worksheets/sheet1.xml"
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    return zipped({**usual, **parts}, packed)


def zipped(parts: Mapping[str, str | bytes], packed: bool = True) -> bytes:
    found = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(found, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return found.getvalue()


def laughs() -> str:
    """Entities that name each other ten times, nine times over."""
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    start = f"<!DOCTYPE worksheet [{''.join(lines)}]>"
    return cells('<c r="A1" t="inlineStr"><is><t>&a9;</t></is></c>', start)


def many_rows(path: Path, count: int, body: str = "<v>{row}</v>") -> Path:
    """A workbook with so many rows, written as it goes."""
    start, end = cells("<row/>").split("<row/>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(start.encode())
            for row in range(1, count + 1):
                cell = body.format(row=row)
                sheet.write(f'<row r="{row}"><c r="A{row}">{cell}</c></row>'.encode())
            sheet.write(end.encode())
        with zipfile.ZipFile(io.BytesIO(workbook(""))) as usual:
            for name in usual.namelist():
                if name != "xl/worksheets/sheet1.xml":
                    archive.writestr(name, usual.read(name))
    return path


def spaces(path: Path, size: int, parts: int = 1) -> Path:
    """A workbook whose sheet is one text of so many spaces, or that has more such parts."""
    block = b" " * (1 << 20)
    start, end = cells('<c r="A1" t="inlineStr"><is><t>|</t></is></c>').split("|")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with zipfile.ZipFile(io.BytesIO(workbook(""))) as usual:
            for name in usual.namelist():
                if name != "xl/worksheets/sheet1.xml":
                    archive.writestr(name, usual.read(name))
        for number in range(1, parts + 1):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as sheet:
                sheet.write(start.encode())
                for _ in range(size // len(block)):
                    sheet.write(block)
                sheet.write(end.encode())
    return path


def long_csv(path: Path, size: int, line: bytes = b"010 Medan Tuntungan;12.345;6,78\r\n") -> Path:
    """A text file of so many bytes."""
    block = line * (1 + (1 << 20) // len(line))
    with path.open("wb") as text:
        while text.tell() < size:
            text.write(block)
    return path
