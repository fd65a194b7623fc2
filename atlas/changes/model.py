"""What a correction is: in codes and numbers, and in the words of a language."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from atlas.choice import Choice
from atlas.model import CITY, Lang, Observation
from atlas.number import format_day
from atlas.text import t

Key = tuple[str, str, str, str, str]
"""Indicator, area, period, dimension, series."""
Text = Mapping[Lang, str]


def stated(row: Observation) -> bool:
    """Whether a release says something of this figure: a value, a range, nil or not applicable."""
    return row.value is not None or row.low is not None or row.mark in ("-", "~0", "NA")


@dataclass(frozen=True)
class Change:
    """One figure that a later release says differently or no longer has, in codes and numbers."""

    indicator: str
    level: str
    old: Observation
    new: Observation | None
    release_old: str
    release_new: str
    moment: str
    """when the newer release was first published (ISO 8601), "" for a draft"""
    computed: bool
    """whether Atlas computes the figure: its correction follows another"""
    reason: Text = field(hash=False)

    @property
    def key(self) -> Key:
        o = self.old
        return self.indicator, o.area_code, o.period, o.dim, o.series

    @property
    def date(self) -> str:
        return self.moment[:10]

    @property
    def withdrawn(self) -> bool:
        return self.new is None or not stated(self.new)

    @property
    def choice(self) -> Choice:
        """The view of the atlas that shows this figure."""
        o = self.old
        over_time = self.level in ("nasional", "provinsi") or o.area_code == CITY
        level, area = ("kota", "") if over_time else (self.level, o.area_code)
        return Choice(self.indicator, level, o.period, area, o.dim, o.series)


@dataclass(frozen=True)
class Correction:
    """A change in the words of one language; `old` and `new` are values as shown, with marks."""

    indicator: str
    area_code: str
    period: str
    dim: str
    series: str
    old: str
    new: str
    old_value: float | None
    new_value: float | None
    date: str
    """day the newer release was first published, YYYY-MM-DD"""
    release_old: str
    release_new: str
    reason: str
    computed: bool
    withdrawn: bool
    lang: Lang
    name: str
    """of the indicator"""
    unit: str
    area: str
    when: str
    """the period as a reader writes it"""
    detail: str
    """names of dimension and series, "" for none"""

    @property
    def day(self) -> str:
        """The date as a reader writes it, "" for a draft."""
        return format_day(datetime.date.fromisoformat(self.date), self.lang) if self.date else ""

    @property
    def line(self) -> str:
        """Old, new, date and reason in one sentence: what a frozen picture says of it."""
        words = {"area": self.area, "when": self.when, "old": self.old, "new": self.new}
        return t("changes.line", self.lang, **words, day=self.day, reason=self.reason)
