"""Named things every floor speaks of, and the two exceptions of the atlas."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

Lang = Literal["id", "en"]
LANGS: tuple[Lang, ...] = ("id", "en")
CITY = "1275"
PROVINCE = "12"
NATION = "00"
WATER = "1288"

AREA_LEVELS = ("nasional", "provinsi", "kabkota", "kecamatan", "kelurahan")
MAP_LEVELS = ("kecamatan", "kelurahan", "kabkota")
VIEW_LEVELS = (*MAP_LEVELS, "kota")
"""Levels a reader chooses; `kota` is the city, its province and the nation over time."""

GRADES = ("A", "A2", "B", "C")
"""Evidence grades from the best to the weakest."""
MARKS = ("-", "r", "e", "*", "**", "***")
"""Marks that stand beside a value, from the mildest to the one that says most."""

STATES = ("terbit", "nol", "tidak_berlaku", "belum_terbit", "tidak_tersedia", "tidak_dikumpulkan")
"""The six states of a cell; a cell has exactly one."""


def worst_mark(marks: Iterable[str]) -> str:
    """The mark of a value that rests on others: the one that says most; nil is not handed on."""
    found = [m for m in marks if m in MARKS[1:]]
    return max(found, key=MARKS.index, default="")


@dataclass(frozen=True)
class Finding:
    """What a check found: one place, one rule, one remedy, in both languages."""

    rule: str
    severity: Literal["G", "P", "I"]
    """G stops a release, P warns, I informs."""
    message_id: str
    message_en: str
    remedy_id: str
    remedy_en: str
    file: str = ""
    row: int = 0
    column: str = ""
    indicator: str = ""
    area_code: str = ""
    period: str = ""
    dim: str = ""
    series: str = ""
    expected: str = ""
    found: str = ""
    waived_id: str = ""
    waived_en: str = ""
    waived_on: str = ""
    sheet: str = ""
    cell: str = ""
    """of a table as it was handed in: its sheet and the address of the cell, like C12"""
    table_no: str = ""
    before: str = ""
    """the value a year, or an edition, earlier"""

    @property
    def stops(self) -> bool:
        return self.severity == "G" and not self.waived_id

    @property
    def code(self) -> str:
        """Eight hex digits that name this finding on an evaluation sheet and find it again."""
        place = (self.rule, self.table_no, self.sheet, self.cell, self.indicator, self.area_code,
                 self.period, self.dim, self.series, self.found)  # fmt: skip
        return hashlib.sha256("\0".join(place).encode()).hexdigest()[:8]

    def key(self) -> tuple[str, ...]:
        """What makes two findings of two builds the same finding."""
        place = (self.indicator, self.area_code, self.period, self.dim, self.series)
        return (self.rule, *place, self.found) if any(place) else (self.rule, self.message_en)

    def waive(self, reason_id: str, reason_en: str, date: str) -> Finding:
        return replace(self, waived_id=reason_id, waived_en=reason_en, waived_on=date)

    def sentence(self, lang: Lang) -> str:
        """One line: where, which rule, what, and what to do."""
        place = self.file
        if self.sheet:
            place += f", {'lembar' if lang == 'id' else 'sheet'} {self.sheet}"
        if self.cell:
            place += f", {'sel' if lang == 'id' else 'cell'} {self.cell}"
        elif self.row:
            place += f", {'baris' if lang == 'id' else 'row'} {self.row}"
        if self.column and not self.cell:
            place += f", {'kolom' if lang == 'id' else 'column'} {self.column}"
        message = self.message_id if lang == "id" else self.message_en
        remedy = self.remedy_id if lang == "id" else self.remedy_en
        return f"{place + ': ' if place else ''}{self.rule} {message} -> {remedy}"


class AtlasError(Exception):
    """Something a person can mend; the message says what and how, in both languages."""

    def __init__(self, message_id: str, message_en: str) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.message_en = message_en

    def text(self, lang: Lang) -> str:
        return self.message_id if lang == "id" else self.message_en


class PackageError(AtlasError):
    """A package that may not be released; carries every finding, collected before raising."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        count = sum(f.stops for f in findings)
        super().__init__(
            f"{count} kesalahan menghentikan rilis; rilis lama tetap melayani.",
            f"{count} errors stop the release; the old release goes on serving.",
        )


@dataclass(frozen=True)
class Area:
    area_code: str
    code_kemendagri: str
    name_id: str
    name_en: str
    level: str
    parent_code: str
    parent_id: str = ""
    parent_en: str = ""
    note_id: str = ""
    note_en: str = ""

    def name(self, lang: Lang) -> str:
        return self.name_id if lang == "id" else self.name_en

    def full_name(self, lang: Lang) -> str:
        """The name with its kecamatan when it is a kelurahan: "Sei Mati" exists twice."""
        parent = self.parent_id if lang == "id" else self.parent_en
        return f"{self.name(lang)}, {parent}" if self.level == "kelurahan" else self.name(lang)


@dataclass(frozen=True)
class Observation:
    """One published value with everything that must travel with it.

    `value` is in the indicator's unit; None is not published. `low` and `high` stand in
    place of a value that is withheld because it counts one to four persons.
    """

    area_code: str
    period: str
    value: float | None
    mark: str = ""
    series: str = ""
    dim: str = ""
    source_id: str = ""
    note_id: str = ""
    note_en: str = ""
    period_kind: str = "year"
    partial_period: str = ""
    origin: str = "terbit"
    status: str = "salinan"
    edition: str = ""
    table_no: str = ""
    low: float | None = None
    high: float | None = None
    denominator: float | None = None
    alternative: float | None = None
    """what a computed value would be if the rejected figure of a contested part were right"""

    def note(self, lang: Lang) -> str:
        return self.note_id if lang == "id" else self.note_en


@dataclass(frozen=True)
class Indicator:
    """One row of the indicator table; texts come in pairs `_id` and `_en`."""

    indicator: str
    texts: dict[str, str] = field(repr=False, hash=False, compare=False)
    decimals: int
    chapter: int
    topic: str
    polarity: str
    measure: str
    additive: bool
    zero_means: str
    trend: bool
    small_cells: bool
    extensive: bool
    midpoint: float | None
    range_min: float | None
    published_to: str
    min_denominator: int
    default_series: str
    default_dim: str
    default_period: str
    kind: str = ""
    """how a computed indicator is computed (rasio, selisih, pasangan, tahunan); "" if published"""

    def text(self, name: str, lang: Lang) -> str:
        return self.texts.get(f"{name}_{lang}", "")

    def name(self, lang: Lang) -> str:
        return self.text("name", lang)

    def unit(self, lang: Lang) -> str:
        return self.text("unit", lang)

    @property
    def zero_is_sure(self) -> bool:
        """Whether 0 means zero, and not "not listed" or "not mentioned"."""
        return self.zero_means == "nol"

    @property
    def signed(self) -> bool:
        """Whether values go under zero: then zero is one value among others."""
        return self.range_min is None


@dataclass(frozen=True)
class PartOf:
    """One value that a computed value rests on."""

    area_code: str
    """area of the computed value"""
    role: str
    indicator: str
    place_code: str
    """area of the part: the city for a share, the province for a gap"""
    period: str
    dim: str
    series: str
    value: float | None
    low: float | None
    high: float | None
    source_id: str
    period_kind: str


@dataclass(frozen=True)
class Vintage:
    """What one edition published of a value; `place` counts editions, the last is the one shown."""

    area_code: str
    place: int
    edition: str
    """"" for a figure that was carried over"""
    value: float | None
    mark: str
    status: str
    table_no: str


@dataclass(frozen=True)
class Contested:
    """A figure for which a source was rejected that says something else."""

    indicator: str
    area_code: str
    period: str
    rejected: float
    reason_id: str
    reason_en: str


@dataclass(frozen=True)
class Term:
    """A word of the field, explained by the editors; `words` call for it."""

    term_id: str
    term_en: str
    text_id: str
    text_en: str
    words: tuple[str, ...]

    def name(self, lang: Lang) -> str:
        return self.term_id if lang == "id" else self.term_en

    def text(self, lang: Lang) -> str:
        return self.text_id if lang == "id" else self.text_en

    def in_text(self, text: str) -> bool:
        """Whether a text holds one of its words as a word of its own, in any case."""
        return any(re.search(rf"\b{re.escape(w)}\b", text, re.IGNORECASE) for w in self.words)


@dataclass(frozen=True)
class Source:
    source_id: str
    producer_id: str
    producer_en: str
    title_id: str
    title_en: str
    edition_id: str
    edition_en: str
    table_no: str
    url_public: str
    grade: str
    how_checked_id: str
    how_checked_en: str

    def text(self, name: str, lang: Lang) -> str:
        return str(getattr(self, f"{name}_{lang}"))


@dataclass(frozen=True)
class Coverage:
    """How many areas of a level have a value: what the pickers and defaults go by."""

    indicator: str
    level: str
    series: str
    dim: str
    period: str
    period_kind: str
    areas: int
    of: int
    has_city: bool = False

    @property
    def full(self) -> bool:
        """True from 90 % of the areas on: such a period may be the default."""
        return self.areas * 10 >= self.of * 9

    @property
    def round(self) -> str:
        """Periods of one round share a slider: March, August and September never mix."""
        if self.period_kind == "round":
            return f"round{self.period[4:]}"
        return self.period_kind
