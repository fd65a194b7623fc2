"""Numbers as printed: all readable, written in one way, without a footnote digit glued on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.model import Finding
from atlas.rules.tables import Tables
from atlas.rules.titles import title_place
from atlas.table.model import Table, address
from atlas.table.numeral import parse

GLUED_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d)(?!\d)")
GLUED_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]{4,})(\d)(?![\d\w])")
CODES = re.compile(r"^(?:covid|susenas|sakernas)$", re.IGNORECASE)
"""Words that end in a digit of their own."""
STYLES = {
    "dot": {"id"}, "dots": {"id"}, "dots_comma": {"id"}, "comma": {"id", "space"}, "commas": {"en"},
    "spaces": {"space"}, "spaces_comma": {"space"},
}  # fmt: skip
"""Ways of writing numbers that a shape of digits and marks may belong to; others say nothing."""
MOST = 3
"""A way of writing is the table's when so many times more cells are written in it than not."""


def _told(table: Table, rule: str) -> set[str]:
    """Cells on which the reader has said this already."""
    return {f.cell for f in table.findings if f.rule == rule}


def k24_numbers_and_footnotes(tables: Tables) -> Iterator[Finding]:
    """No cell is left that could not be read, numbers are written in one way, and no footnote digit
    is glued to a word or a year. What the reader has said of a cell is not said again."""
    for table, _, _ in tables.sheets:
        told = _told(table, "K24")
        for cell in table.cells.values():
            row, column = cell.row, cell.column
            if cell.mark == "?" and address(row, column) not in told:
                yield _unread(tables, table, (row, column), cell.text)
        for (row, column), text, style in _odd_styles(table):
            if address(row, column) not in told:
                yield _other_style(tables, table, (row, column), text, style)
        places = [(text, title_place(table, text)) for text in table.titles]
        labels = [(x.label, table.places.get(f"line {x.row}") or (x.row, 1)) for x in table.lines]
        for text, at in (*places, *labels):
            glued = _glued(text)
            if glued and (at is None or address(*at) not in told):
                told.add(address(*at) if at else "")
                yield _footnote(tables, table, at, *glued)


def _unread(tables: Tables, table: Table, at: tuple[int, int], text: str) -> Finding:
    return tables.on_sheet(
        table, "K24", at,
        (f"isi sel {text!r} tidak terbaca sebagai angka atau tanda",
         f"the cell reads {text!r}, neither a number nor a mark"),
        ("tulis angka seperti 1.234,5, atau salah satu tanda: ... – NA e r *",
         "write a number like 1.234,5, or one of the marks: ... – NA e r *"),
        found=text,
    )  # fmt: skip


def _odd_styles(table: Table) -> Iterator[tuple[tuple[int, int], str, str]]:
    """Numbers that are not written as nearly all others of their table: place, text, its style."""
    found = {}
    for cell in table.cells.values():
        at = (cell.row, cell.column)
        if cell.value is not None and (styles := STYLES.get(parse(cell.text).shape)):
            found[at] = (cell.text, styles)
    for style in ("id", "space", "en"):
        odd = [(at, text, min(own)) for at, (text, own) in found.items() if style not in own]
        if len(found) - len(odd) >= MOST * max(len(odd), 1):
            yield from odd
            return


def _other_style(
    tables: Tables, table: Table, at: tuple[int, int], text: str, style: str
) -> Finding:
    way = {"id": ("Indonesia (1.234,5)", "Indonesian (1.234,5)"), "en": ("Inggris (1,234.5)", "English (1,234.5)"),
           "space": ("berspasi (1 234,5)", "spaced (1 234,5)")}[style]  # fmt: skip
    return tables.on_sheet(
        table, "K24", at,
        (f"angka {text} ditulis dengan gaya {way[0]}, lain daripada sel lain di tabel ini",
         f"the number {text} is written in {way[1]} style, unlike the other cells of this table"),
        ("tulis semua angka dengan satu gaya: titik ribuan dan koma desimal",
         "write all numbers in one style: dots for thousands and a decimal comma"),
        found=text,
    )  # fmt: skip


def _glued(text: str) -> tuple[str, str] | None:
    """A word or year with a footnote digit behind it, and the word alone."""
    if year := GLUED_YEAR.search(text):
        return year[0], year[1]
    for word in GLUED_WORD.finditer(text):
        if not CODES.match(word[1]):
            return word[0], word[1]
    return None


def _footnote(
    tables: Tables, table: Table, at: tuple[int, int] | None, found: str, word: str
) -> Finding:
    return tables.on_sheet(
        table, "K24", at,
        (f"angka catatan kaki menempel: {found}", f"a footnote digit is glued on: {found}"),
        (f"tulis {word} dengan tanda catatan kaki terangkat, seperti {word}¹",
         f"write {word} with a raised footnote sign, like {word}¹"),
        expected=word, found=found,
    )  # fmt: skip
