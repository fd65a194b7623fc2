"""How near every area is to a chosen one."""

from __future__ import annotations

from atlas.measure.similar import by_distance
from atlas.measure.standard import z_scores
from atlas.model import Lang
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.rates import Rate
from atlas.study.similar.evidence import weak

PEERS = 5


class Likeness:
    """The figures of one question, and how they are said in one language."""

    def __init__(
        self, release: Release, catalogue: Catalogue, chosen: list[Rate], level: str, area: str,
        lang: Lang, noun: str,
    ) -> None:  # fmt: skip
        self.release, self.catalogue, self.chosen = release, catalogue, chosen
        self.level, self.area, self.lang, self.noun = level, area, lang, noun
        self.scores = [z_scores(r.values) for r in chosen]
        self.distances = by_distance(self.scores, area)
        self.order = list(self.distances)
        self.nearest = self.order[0]
        self.weak = weak(release, chosen)
        gaps = [abs(s[area] - s[self.nearest]) for s in self.scores]
        self.closest = sorted(range(len(chosen)), key=lambda i: (gaps[i], i))

    def name(self, area: str) -> str:
        return self.catalogue.areas[area].full_name(self.lang)

    def label(self, rate: Rate) -> str:
        return rate.name(self.catalogue, self.lang)

    def number(self, value: float, decimals: int = 2) -> str:
        return format_value(round(value, decimals) + 0.0, self.lang, decimals)

    def signed(self, value: float) -> str:
        return ("+" if round(value, 2) > 0 else "") + self.number(value)

    def far(self, area: str) -> str:
        """ "Medan Marelan (0,61)" """
        return f"{self.name(area)} ({self.number(self.distances[area])})"

    @property
    def all(self) -> list[str]:
        return [self.area, *self.order]
