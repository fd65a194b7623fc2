"""What a view is: frozen, JSON-serialisable, with no geometry and no DataFrame."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from atlas.model import Lang, Source
from atlas.text import t


@dataclass(frozen=True)
class Cell:
    """One area in a view. `value` is in the indicator's unit; `text` is how it is shown."""

    area_code: str
    name: str
    state: str
    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    mark: str = ""
    klass: int | None = None
    rank: int | None = None
    note: str = ""
    source_id: str = ""
    sentence: str = ""
    small: bool = False
    """its denominator is too small to be ranked"""
    parts: str = ""
    """the formula of a computed value, filled in"""

    @property
    def pattern(self) -> str:
        """What its stripes say: its state, or that its denominator is too small."""
        return "penyebut_kecil" if self.small else self.state

    @property
    def marked(self) -> str:
        """The value with its status mark; marks that are the text itself stand once."""
        return (
            self.text if self.mark in ("", "-", "~0", "NA", "...") else f"{self.text} {self.mark}"
        )

    @property
    def size(self) -> float:
        """What a circle is sized by: the value, or the middle of a withheld range."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.value or 0.0


@dataclass(frozen=True)
class ClassRange:
    """One class: the least and greatest value in it, as text, and its colour."""

    label: str
    colour: str
    count: int


@dataclass(frozen=True)
class Point:
    period: str
    kind: str
    label: str
    text: str
    value: float | None
    mark: str = ""
    note: str = ""
    source_id: str = ""
    partial: bool = False


@dataclass(frozen=True)
class Line:
    """Values of one area in one series, oldest first; lines are never joined."""

    area_code: str
    name: str
    series: str
    series_name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class View:
    kind: str
    indicator: str
    level: str
    period: str
    dim: str
    series: str
    lang: Lang
    release: str
    title: str
    subtitle: str
    unit: str
    form: str
    """warna, lingkaran or tabel; for lines garis"""
    why_table: str = ""
    trend: bool = True
    """whether points may be joined to a line"""
    cells: tuple[Cell, ...] = ()
    classes: tuple[ClassRange, ...] = ()
    reference: Cell | None = None
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    picture_notes: tuple[str, ...] = ()
    """how to read the picture; the notes go with the figures wherever they stand"""
    sentences: tuple[str, ...] = ()
    sources: tuple[Source, ...] = field(default=())

    @property
    def headline(self) -> str:
        return " ".join(self.sentences)

    @property
    def alt(self) -> str:
        """What the picture shows, for those who do not see it."""
        key = {"garis": "say.line_of"}.get(self.form, "say.map_of")
        level = t(f"level.{self.level}_of", self.lang)
        period = self.title.rsplit(", ", 1)[-1]
        name = self.title.removesuffix(f", {period}")
        words = {"level": level, "name": name, "period": period, "areas": level}
        return f"{t(key, self.lang, **words)} {self.headline}"

    @cached_property
    def cell(self) -> dict[str, Cell]:
        return {c.area_code: c for c in self.cells}

    def credit(self, source_id: str) -> str:
        """Producer and evidence grade of a source, "KPU (A2)"; "" for none."""
        found = next((s for s in self.sources if s.source_id == source_id), None)
        return f"{found.text('producer', self.lang)} ({found.grade})" if found else ""

    def digest(self) -> str:
        """Ten hex digits that change when anything the view says changes."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        text = json.dumps(self, default=_fields_of, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:10]


def _fields_of(part: Any) -> dict[str, Any]:
    """A part of a view as JSON takes it; ten times as fast as dataclasses.asdict, which copies."""
    return {name: getattr(part, name) for name in part.__dataclass_fields__}
