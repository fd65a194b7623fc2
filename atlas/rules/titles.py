"""Titles: their spelling, their years, their English, and where each line stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.model import Finding
from atlas.rules.tables import Tables
from atlas.table.model import Table
from atlas.table.text import plain

PUBLICATION = "publikasi"
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
REPEATED = re.compile(r"\b([^\W\d_]{3,})\s+\1\b", re.IGNORECASE)
WIDE = re.compile(r"[^\S\n]{2,}")
NBSP = re.compile("[\u00a0\u202f\u2007]")
BETWEEN = re.compile(r"(?<=\d)\s?([-‐‑‒–—―−])\s?(?=\d)|(?<=\s)([-‐‑‒–—―−])(?=\s)")
ODD = "‐‑‒—―−"
"""Dashes that stand between years nowhere in the publication: neither hyphen nor en dash."""


def is_english(table: Table, line: str) -> bool:
    """Whether a printed title line is the English one."""
    return bool(table.title_en) and plain(line).startswith(plain(table.title_en)[:40])


def title_place(table: Table, line: str) -> tuple[int, int] | None:
    """Where a printed title line stands."""
    title = table.places.get("title")
    return table.places.get("title_en", title) if is_english(table, line) else title


def k25_titles(tables: Tables) -> Iterator[Finding]:
    """Titles are clean: no word twice, single plain spaces, one kind of dash, the year, and the
    same in English."""
    for table, _, _ in tables.sheets:
        lines = table.titles or tuple(t for t in (table.title_id, table.title_en) if t)
        for what, found, do in _untidy(lines):
            at = next(
                (title_place(table, x) for x in lines if found in x), table.places.get("title")
            )
            yield tables.on_sheet(table, "K25", at, what, do, found=found)
        if table.reader == PUBLICATION:
            yield from _incomplete(tables, table, lines)


Said = tuple[str, str]


def _untidy(lines: tuple[str, ...]) -> Iterator[tuple[Said, str, Said]]:
    """What is untidy in title lines, each kind once: message, text, remedy."""
    whole = "\n".join(lines)
    if twice := REPEATED.search(whole):
        yield ((f"kata berulang pada judul: {twice[0]}", f"a word stands twice in the title: {twice[0]}"),
               twice[0], ("hapus salah satunya", "remove one of them"))  # fmt: skip
    if hard := NBSP.search(whole):
        yield (("spasi tak putus (NBSP) pada judul", "a non-breaking space in the title"), hard[0],
               ("ganti dengan spasi biasa", "use a plain space"))  # fmt: skip
    elif wide := WIDE.search(whole):
        yield (("spasi ganda pada judul", "double spaces in the title"), wide[0],
               ("pakai satu spasi", "use one space"))  # fmt: skip
    dashes = {m[1] or m[2] for m in BETWEEN.finditer(whole)}
    if len(dashes) > 1 or dashes & set(ODD):
        shown = " ".join(sorted(dashes))
        yield ((f"tanda hubung pada judul tidak seragam: {shown}",
                f"more than one kind of dash in the title: {shown}"), shown,
               ("pakai – di antara tahun dan - di dalam kata", "use – between years, - in words"))  # fmt: skip


def _incomplete(tables: Tables, table: Table, lines: tuple[str, ...]) -> Iterator[Finding]:
    at = table.places.get("title")
    english = [line for line in lines if is_english(table, line)]
    own = [line for line in lines if not is_english(table, line)]
    years = [set(YEAR.findall(" ".join(texts))) for texts in (own, english)]
    printed = years[0] | years[1] | {y[:4] for y in table.periods}
    if not printed:
        yield tables.on_sheet(
            table, "K25", at, ("judul tanpa tahun", "the title names no year"),
            ("tulis tahun datanya pada judul", "write the year of the data in the title"),
        )  # fmt: skip
    if not table.title_en.strip():
        yield tables.on_sheet(
            table, "K25", at, ("judul bahasa Inggris tidak ada", "the English title is missing"),
            ("tambahkan judul bahasa Inggris di bawah judul Indonesia",
             "add the English title under the Indonesian one"),
        )  # fmt: skip
    elif all(years) and years[0] != years[1]:
        shown = " / ".join(", ".join(sorted(y)) for y in years)
        yield tables.on_sheet(
            table, "K25", at,
            (f"tahun pada judul Indonesia dan Inggris berbeda: {shown}",
             f"the years of the two titles differ: {shown}"),
            ("samakan tahun pada kedua judul", "make both titles name the same year"), found=shown,
        )  # fmt: skip
