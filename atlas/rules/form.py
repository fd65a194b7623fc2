"""What a table says about itself: its source, its period, and the signs of its footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.model import Finding
from atlas.rules.tables import Tables
from atlas.rules.titles import YEAR
from atlas.table.model import Table

BY_COLUMN = ("tidy", "ckan")
"""Readers of files that carry source and period in columns, or beside the file."""


def k23_source_period_note(tables: Tables) -> Iterator[Finding]:
    """A table names its source and its period, and explains every sign of a footnote."""
    for table, _, _ in tables.sheets:
        if table.reader not in BY_COLUMN:
            yield from _unsaid(tables, table)
        yield from _unexplained(tables, table)


def _unsaid(tables: Tables, table: Table) -> Iterator[Finding]:
    end = max((line.row for line in table.lines), default=0) + 1
    if not table.source.strip(" -–:"):
        yield tables.on_sheet(
            table, "K23", table.places.get("source") or (end, 1),
            ("tabel tanpa sumber", "the table has no source"),
            ("tulis Sumber/Source di bawah tabel: nama kantor dan kegiatan statistiknya",
             "write Sumber/Source under the table: the office and its survey or register"),
        )  # fmt: skip
    heads = any(head.period for head in table.heads)
    lines = any(YEAR.search(line.label) for line in table.lines)
    years = [int(y[:4]) for y in table.periods if YEAR.match(y)]
    at = table.places.get("title")
    if not years and not heads and not lines:
        yield tables.on_sheet(
            table, "K23", at, ("tabel tanpa tahun data", "the table names no period"),
            ("tulis tahun datanya pada judul, sesudah satuan",
             "write the year of the data in the title, after the unit"),
        )  # fmt: skip
    elif tables.edition.isdigit() and years and min(years) > int(tables.edition):
        text = ", ".join(table.periods)
        yield tables.on_sheet(
            table, "K23", at,
            (f"tahun pada judul ({text}) sesudah edisi {tables.edition}",
             f"the year in the title ({text}) is after edition {tables.edition}"),
            ("perbaiki tahunnya; angka catatan kaki tidak menempel pada tahun",
             "mend the year; no footnote digit is glued to it"),
            expected=f"<= {tables.edition}", found=text,
        )  # fmt: skip


def _unexplained(tables: Tables, table: Table) -> Iterator[Finding]:
    """Signs of footnotes at values that no text under the table explains, each once."""
    texts = " ".join(table.notes)
    seen: set[str] = set()
    for _, cell in sorted(table.cells.items()):
        row, column = cell.row, cell.column
        for sign in cell.notes:
            explained = sign in table.footnotes or re.search(
                rf"(?<!\w){re.escape(sign)}\)?\s", texts
            )
            if sign in seen or explained or not sign.isdigit():
                continue
            seen.add(sign)
            yield tables.on_sheet(
                table, "K23", (row, column),
                (f"catatan kaki {sign} tidak dijelaskan di bawah tabel",
                 f"footnote {sign} is not explained under the table"),
                ("tulis penjelasannya di bawah tabel, atau hapus tandanya",
                 "write its text under the table, or remove the sign"),
                found=sign,
            )  # fmt: skip
