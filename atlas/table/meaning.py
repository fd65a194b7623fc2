"""What the columns and lines of a known table mean: a mapping as its file declares it."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from atlas.model import Finding
from atlas.package import Row
from atlas.table.areas import Match
from atlas.table.model import Head, Table
from atlas.table.period import MONTH, Kind
from atlas.table.text import plain, year_of

Lines = Literal["wilayah", "tahun", "bulan", "uraian"]
LINES: tuple[Lines, ...] = ("wilayah", "tahun", "bulan", "uraian")
"""What the lines of a table are: areas, years, months, or things said (indicators)."""
TWICE = re.compile(r"\b(\w+)(?: \1\b)+")
PLACE = "{tahun}"
"""In a header of a mapping: a year that differs from edition to edition."""


@dataclass(frozen=True)
class Meaning:
    """What the values of a column, or of a line, are."""

    indicator: str = ""
    dim: str = ""
    unit: str = ""
    """as the publication prints it"""
    scale: int = 0
    """power of ten from the printed unit to the indicator's"""
    series: str = ""
    kind: Kind = "year"


@dataclass(frozen=True)
class Column:
    """A column of a known table: its header words from the top down, in one spelling or several;
    what it means, or why it is passed over."""

    heads: tuple[tuple[str, ...], ...]
    meaning: Meaning = Meaning()
    skip: str = ""
    optional: bool = False

    def fits(self, words: tuple[str, ...]) -> bool:
        """Whether header words are exactly these; years stand where the mapping says {tahun}."""
        return any(_fits(head, words) for head in self.heads)

    def name(self) -> str:
        return " > ".join(self.heads[0]) or PLACE


@dataclass(frozen=True)
class Said:
    """A line of a table whose lines are indicators: its label, and its meaning or why it is
    passed over."""

    labels: tuple[str, ...]
    meaning: Meaning = Meaning()
    skip: str = ""


@dataclass(frozen=True)
class Mapping:
    """A known table: how it is recognised, and what its columns, lines and periods mean."""

    name: str
    """of its file, without .toml"""
    readers: tuple[str, ...]
    table_no: str
    title_words: tuple[str, ...]
    """phrases that the title holds, each exactly"""
    titles: tuple[str, ...]
    """whole titles, for tables that have no number"""
    office: str
    office_en: str
    level: str
    lines: Lines
    period: Literal["judul", "kepala", "baris"]
    """where the period of a value stands: in the title, over the column, or before the line"""
    kind: Kind
    lag: int
    """years from the period of the newest values to the edition, at most"""
    columns: tuple[Column, ...]
    said: tuple[Said, ...] = ()
    area: str = ""
    """the one area of a table whose lines are no areas"""
    total: str = ""
    """the area that a line "Jumlah" stands for; "" when the table has none"""
    only: tuple[str, ...] = ()
    """areas to take from a list of many; all others are passed over"""
    source: str = ""
    """what the publication is called, before its edition; "" for Kota Medan Dalam Angka"""
    series: Lookup[str, str] = field(default_factory=dict)
    """series by edition, "" for every edition; an edition that is not named is not known"""
    additions: Lookup[str, tuple[dict[str, str], ...]] = field(default_factory=dict)
    """rows for codelists that lack them: indicators, units, series, dimensions, partitions"""

    @property
    def number(self) -> str:
        """The printed table number, or a name in its stead."""
        return self.table_no or self.name

    def source_id(self, edition: str) -> str:
        return f"kda-{edition}-{self.number}"

    def series_of(self, edition: str) -> str | None:
        """The series that holds for an edition; None when nobody has said so yet."""
        if "" in self.series or not self.series:
            return self.series.get("", "")
        known = set(self.series.values())
        return self.series.get(edition) if edition else (known.pop() if len(known) == 1 else None)

    @cached_property
    def required(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if not c.optional)

    def column(self, head: Head) -> Column | None:
        words = head_words(head)
        return next((c for c in self.columns if c.fits(words)), None)

    def titled(self, table: Table) -> bool:
        """Whether the title is, or holds, what the mapping says; unit and years count as well, a word
        printed twice in a row once (K25 speaks of it)."""
        if self.titles:
            return plain(table.title_id) in {plain(t) for t in self.titles}
        printed = " | ".join(map(plain, (table.title_id, *table.titles, table.unit)))
        printed = TWICE.sub(r"\1", printed)
        return all(_holds(printed, plain(words)) for words in self.title_words)


@dataclass(frozen=True)
class Target:
    """What a column of a table that was handed in means."""

    column: int
    meaning: Meaning
    period: str = ""
    """code of its period; "" when lines carry the period"""
    printed_unit: str = ""
    """the unit the file gives, for comparison with the mapping's"""

    @property
    def indicator(self) -> str:
        return self.meaning.indicator

    @property
    def dim(self) -> str:
        return self.meaning.dim

    @property
    def unit(self) -> str:
        return self.meaning.unit


@dataclass(frozen=True)
class Mapped:
    """A table with its meaning: rows, what was not understood, and which line and column is what."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    lines: Lookup[int, str]
    """area code by row of the sheet"""
    heads: Lookup[int, Target]
    """by column of the sheet; in a table whose lines are indicators without indicator"""
    said: Lookup[int, Meaning] = field(default_factory=dict)
    """by row of the sheet, in a table whose lines are indicators"""
    skipped: Lookup[int, str] = field(default_factory=dict)
    """columns passed over, and why"""
    outside: Lookup[int, str] = field(default_factory=dict)
    """rows of the sheet passed over, and why"""
    strange: Lookup[int, Match] = field(default_factory=dict)
    """rows of the sheet that were not understood, or stand for what another line stands for"""


def head_words(head: Head) -> tuple[str, ...]:
    """Header words for comparison: without periods that stand alone and without the unit."""
    unit = f"({_compared(head.unit)})" if head.unit else ""
    found = []
    for word in head.words_id:
        text = _compared(word)
        if unit and text.endswith(unit):
            text = text.removesuffix(unit).strip()
        if text and year_of(text) is None:
            found.append(text)
    return tuple(found)


def head_period(head: Head) -> str:
    """The period over a column as printed; "" when there is none, or more than one."""
    if re.fullmatch(MONTH, head.period):
        return head.period
    said = (head.period,) if head.period else head.words_id
    found = {year.period for word in said if (year := year_of(word)) is not None}
    return found.pop() if len(found) == 1 else ""


def _fits(head: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return len(head) == len(words) and all(
        re.fullmatch(_pattern(h), w) for h, w in zip(head, words, strict=True)
    )


def _compared(text: str) -> str:
    return plain(text).translate(str.maketrans("²³", "23"))


def _pattern(text: str) -> str:
    return re.escape(_compared(text)).replace(re.escape(PLACE), r"(?:19|20)\d\d")


def _holds(title: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", title) is not None
