"""Ranks and standard scores of every area in the rates that are asked for."""

from __future__ import annotations

from functools import lru_cache

from atlas import honest
from atlas.measure.standard import FIFTHS, directed, directed_ranks, fifth, z_scores
from atlas.model import Lang, Observation
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.matrix.chosen import counted
from atlas.study.rates import Rate
from atlas.text import t

MEASURES = ("peringkat", "baku", "nilai")
BY_CODE = "kode"
"""Rows in the order of their codes, as BPS lists them."""
LAST = FIFTHS - 1


@lru_cache(maxsize=256)
def ranked(rate: Rate, areas: tuple[str, ...]) -> dict[str, int]:
    """15: directed ranks where all areas may be ranked, else none."""
    values = honest.rankable(rate.rows, areas, rate.indicator)
    return directed_ranks(values, rate.indicator.polarity)


@lru_cache(maxsize=256)
def _scored(rate: Rate) -> dict[str, float]:
    """Standard scores, plus for better where there is a better."""
    found = z_scores(rate.values)
    return {a: directed(z, rate.indicator.polarity) for a, z in found.items()}


def state_of(row: Observation | None, rate: Rate) -> str:
    """Why a value does not enter statistics: one of the states, or how it fails to be sure."""
    if row is not None and row.value is not None:
        return "penyebut_kecil" if honest.too_small(row, rate.indicator) else "nol_unlisted"
    if row is not None and row.low is not None:
        return "ditahan"
    return honest.state(row)


class Asked:
    """The figures of one question, and how they are said in one language."""

    def __init__(
        self, release: Release, catalogue: Catalogue, columns: list[Rate], out: list[Rate],
        areas: tuple[str, ...], level: str, measure: str, order: str, area: str, lang: Lang,
    ) -> None:  # fmt: skip
        self.release, self.catalogue, self.columns, self.out = release, catalogue, columns, out
        self.areas, self.measure, self.area, self.lang = areas, measure, area, lang
        self.noun = t(f"level.{level}_noun", lang)
        self.ranks = {r.code: ranked(r, areas) for r in columns}
        self.scores = {r.code: _scored(r) for r in columns}
        self.order = order
        ranks = [r for r in columns if r.directed and self.ranks[r.code]]
        self.judged = counted(ranks)
        self.again = [r for r in ranks if r not in self.judged]

    def name(self, area: str) -> str:
        return self.catalogue.areas[area].full_name(self.lang)

    def label(self, rate: Rate) -> str:
        return rate.name(self.catalogue, self.lang)

    def title(self, rate: Rate) -> str:
        """Name and period, unless its name ends with it."""
        name, period = self.label(rate), rate.period(self.lang)
        return name if name.endswith(period) else f"{name}, {period}"

    def way(self, rate: Rate) -> str:
        return t(f"matrix.way_{rate.indicator.polarity}", self.lang)

    def score(self, area: str, rate: Rate) -> float | None:
        """As it is shown and coloured: with two decimals."""
        found = self.scores[rate.code].get(area)
        return None if found is None else round(found, 2) + 0.0

    def signed(self, value: float) -> str:
        return ("+" if value > 0 else "") + format_value(value, self.lang, 2)

    def rows(self) -> list[str]:
        """Areas in the order that is asked for; those without a value last."""
        found = sorted(self.areas)
        if self.order == BY_CODE:
            return found
        return sorted(found, key=lambda a: -self.scores[self.order].get(a, float("-inf")))

    def shown(self, area: str, rate: Rate, measure: str) -> tuple[str, float | None]:
        """What stands in a square, and its number; without a sure value the state in words."""
        if area not in rate.values:
            state = state_of(rate.rows.get(area), rate)
            return t(f"matrix.state_{state}", self.lang), None
        if measure == "peringkat":
            rank = self.ranks[rate.code].get(area)
            return ("", None) if rank is None else (str(rank), rank)
        if measure == "baku":
            score = self.score(area, rate)
            return self.signed(score or 0.0), score
        mark = rate.rows[area].mark
        return f"{rate.text(area, self.lang)} {mark}".strip(), rate.values[area]

    def end(self, rate: Rate) -> str:
        """What rank 1 is."""
        return t("matrix.best" if rate.directed else "matrix.highest", self.lang)

    def often(self, klass: int) -> dict[str, list[Rate]]:
        """Counted rates in which each area is in a fifth."""
        return {
            a: [r for r in self.judged if a in self.ranks[r.code]
                and fifth(self.ranks[r.code][a], len(self.ranks[r.code])) == klass]
            for a in self.areas
        }  # fmt: skip
