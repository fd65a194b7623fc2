"""What every part of the study of a pattern needs to speak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas import honest, sentence
from atlas.model import Indicator, Lang, Observation
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.study.rates import state_word
from atlas.study.tested import SIGNIFICANT, Part, Tested
from atlas.text import t

KINDS = ("tinggi_tinggi", "rendah_rendah", "tinggi_rendah", "rendah_tinggi")
"""Classes of the map in the order of its legend: the area, then its neighbours."""
NAMED = 8
"""Areas that a sentence names; the others are counted."""
VALUED = 5
"""Areas that a sentence names with their values."""
NIAS = ("1201", "1214", "1224", "1225", "1278")
"""Kabupaten and kota of the islands of Nias, which have a name together."""


@dataclass(frozen=True)
class Told:
    """What every part of the study needs to speak."""

    test: Tested
    parts: Mapping[str, Part]
    rows: Mapping[str, Observation]
    indicator: Indicator
    catalogue: Catalogue
    lang: Lang
    main: Tested | None = None
    """the test without the areas that touch only each other"""
    lost: tuple[str, ...] = ()
    """areas that are sure only with those in the test"""

    @property
    def noun(self) -> str:
        return t(f"level.{self.test.level}_noun", self.lang)

    @property
    def unit(self) -> str:
        return self.indicator.unit(self.lang)

    @property
    def islands(self) -> str:
        """The areas that touch only each other, by their common name where they have one."""
        apart = self.test.apart
        return t("pattern.nias", self.lang) if set(apart) == set(NIAS) else self.listed(apart)

    def place(self, code: str) -> str:
        return self.catalogue.areas[code].full_name(self.lang)

    def text(self, value: float) -> str:
        """A computed value to the decimals of the indicator."""
        decimals = self.indicator.decimals
        return format_value(round(value, decimals), self.lang, decimals)

    def figure(self, value: float, decimals: int) -> str:
        return format_value(round(value, decimals), self.lang, decimals)

    def named(self, codes: Sequence[str]) -> str:
        """Some names in words; the rest are counted."""
        shown, rest = self.listed(codes[:NAMED]), len(codes) - NAMED
        return t("say.and_more", self.lang, names=shown, count=rest) if rest > 0 else shown

    def valued(self, codes: Sequence[str]) -> str:
        """Names, with their values where they are few."""
        if len(codes) > VALUED:
            return self.named(codes)
        between = "; " if self.test.level == "kelurahan" else ", "
        return between.join(f"{self.place(c)} ({self.text(value_of(self, c))})" for c in codes)

    def listed(self, codes: Sequence[str]) -> str:
        """All names; those of kelurahan have commas of their own."""
        return ("; " if self.test.level == "kelurahan" else ", ").join(map(self.place, codes))

    def of_kind(self, kind: str) -> list[str]:
        """Areas of a class of the map, the surest first."""
        found = [p for p in self.parts.values() if p.significant and p.quadrant == kind]
        return [p.area_code for p in sorted(found, key=lambda p: (p.p, -abs(p.local_i)))]


def value_of(told: Told, code: str) -> float:
    """The value of an area that is tested."""
    return float(told.rows[code].value or 0)


def said_of(told: Told, part: Part) -> str:
    """One area: its value, its neighbours, where that puts it, and how sure that is."""
    lang, sure = told.lang, sureness(told, part)
    around = sentence.amount(told.text(part.around), told.unit)
    many = "some" if not part.neighbours else "one" if part.neighbours == 1 else "many"
    return t(
        "pattern.said", lang, area=told.place(part.area_code),
        around=t(f"pattern.around_{many}", lang, count=part.neighbours, value=around),
        value=sentence.amount(told.text(value_of(told, part.area_code)), told.unit),
        kind=t(f"pattern.kind_{part.quadrant}", lang).lower(), p=told.figure(part.p, 4),
        sure=t(f"pattern.{sure}", lang, islands=told.islands),
    )  # fmt: skip


def sureness(told: Told, part: Part) -> str:
    """`sure`, `lost` without the areas that touch only each other, `before` the correction only, or
    `unsure`."""
    if part.significant:
        return "sure"
    if part.area_code in told.lost:
        return "lost"
    return "before" if part.p < SIGNIFICANT else "unsure"


def without_figure(told: Told, areas: set[str]) -> list[str]:
    """Areas without a figure that may enter statistics, by code."""
    return [c for c in sorted(areas)
            if c not in told.rows or not honest.sure(told.rows[c], told.indicator)]  # fmt: skip


def why_without(told: Told, code: str) -> str:
    """Why an area's figure may not enter statistics, "" when it may."""
    key = state_word(told.rows.get(code), told.indicator)
    return t(key, told.lang) if key else ""
