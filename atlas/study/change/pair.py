"""Two periods of one run, what each area has in them, and why some may not be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from atlas import honest, sentence
from atlas.measure import ranks
from atlas.measure.diverging import Band, bands
from atlas.measure.outlying import outlying
from atlas.model import Coverage, Indicator, Lang, Observation
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import longrun
from atlas.study.longrun import Run
from atlas.study.shared import inferred_period, nominal
from atlas.text import t
from atlas.view.peers import Move, change_unit, move


@dataclass(frozen=True)
class Place:
    """Where a change stands among those of its direction."""

    rank: int
    """1 for the largest"""
    shared: int
    """others of the same size"""
    of: int


@dataclass(frozen=True, eq=False)
class Pair:
    """Two tables of a run, and what is needed to speak of them."""

    release: Release
    catalogue: Catalogue
    run: Run
    first: Coverage
    last: Coverage
    before: Mapping[str, Observation]
    after: Mapping[str, Observation]
    indicator: Indicator
    lang: Lang

    @property
    def noun(self) -> str:
        return t(f"level.{self.run.level}_noun", self.lang)

    @property
    def unit(self) -> str:
        return self.indicator.unit(self.lang)

    @property
    def step_unit(self) -> str:
        return change_unit(self.indicator, self.lang)

    @property
    def labels(self) -> tuple[str, str]:
        return self.run.period(self.first, self.lang), self.run.period(self.last, self.lang)

    @cached_property
    def moves(self) -> dict[str, Move]:
        """The change of each area of the level that has one."""
        codes = [a.area_code for a in self.catalogue.level(self.run.level)]
        return {c: step for c in codes if (step := self.move(c))}

    @cached_property
    def bands(self) -> tuple[Band, ...]:
        """Classes of the changes."""
        return bands(m.step for m in self.moves.values())

    @cached_property
    def complete(self) -> bool:
        """Whether every area of the level has a change."""
        return len(self.moves) == len(self.catalogue.level(self.run.level))

    @cached_property
    def places(self) -> dict[str, Place]:
        """15: where the changes stand by size among those of the same direction, 1 for the largest;
        none unless every area has a change and the years of all figures are sure."""
        if not self.complete or self.inferred:
            return {}
        found = {}
        for sign in (-1, 1):
            sizes = {c: abs(m.step) for c, m in self.moves.items() if m.step * sign > 0}
            for code, rank in ranks(sizes).items():
                shared = sum(s == sizes[code] for s in sizes.values()) - 1
                found[code] = Place(rank, shared, len(sizes))
        return found

    @cached_property
    def inferred(self) -> tuple[str, ...]:
        """15: periods of which a figure has a note that its year or round was inferred."""
        codes = [a.area_code for a in self.catalogue.level(self.run.level)]
        sides = zip(self.labels, (self.before, self.after), strict=True)
        return tuple(
            label
            for label, rows in sides
            if any(inferred_period(r) for c in codes if (r := rows.get(c)))
        )

    @property
    def sampled(self) -> bool:
        """Whether the figures have a sampling error, which says of no single change that it is real."""
        return honest.surveyed(self.indicator, [self.last.period_kind])

    @property
    def nominal(self) -> bool:
        return nominal(self.indicator)

    @cached_property
    def far(self) -> frozenset[float]:
        """Changes that lie so far from the others that one of their figures may be wrong."""
        return outlying([m.step for m in self.moves.values()])

    def area(self, code: str) -> str:
        return self.catalogue.areas[code].full_name(self.lang)

    def text(self, row: Observation) -> str:
        """A value exactly as published, with its mark."""
        said = sentence.value_text(row, self.indicator, self.lang)
        return said if row.mark in ("", "-", "~0") else f"{said} {row.mark}"

    def move(self, code: str) -> Move | None:
        """The change of an area; None when there is an obstacle."""
        before, after = self.before.get(code), self.after.get(code)
        if not before or not after or self.obstacle(code)[0]:
            return None
        return _signed(move(longrun.joined(before, self.run, after), after, self.indicator, self.lang),
                       before, after)  # fmt: skip

    def obstacle(self, code: str) -> tuple[str, str]:
        """State and words of an area whose values may not be compared; empty when they may."""
        pairs = ((self.before.get(code), self.first), (self.after.get(code), self.last))
        for row, table in pairs:
            state, words = self._lacks(row, table)
            if state:
                period = self.run.period(table, self.lang)
                return state, t("change.lacks", self.lang, period=period, state=words)
        before, after = (row for row, _ in pairs)
        if before is None or after is None:
            return "tidak_tersedia", t("state.tidak_tersedia", self.lang)
        if why := longrun.obstacle(before, after, self.run):
            return "tidak_berlaku", t(f"change.why_{why}", self.lang)
        if move(longrun.joined(before, self.run, after), after, self.indicator, self.lang) is None:
            return "tidak_berlaku", t("change.from_zero", self.lang, period=self.labels[0])
        return "", ""

    def _lacks(self, row: Observation | None, table: Coverage) -> tuple[str, str]:
        """What a single value lacks to be compared: its state and the words for it."""
        if row is None or (row.value is None and row.low is None):
            state = longrun.state(row, self.run, table.period)
            return state, t(f"state.{state}", self.lang)
        if row.value is None:
            return "ditahan", t("state.ditahan", self.lang)
        if honest.too_small(row, self.indicator):
            return "penyebut_kecil", t("state.penyebut_kecil", self.lang)
        if not honest.sure(row, self.indicator):
            unmentioned = "disebut" in self.indicator.zero_means
            key = "state.nol_unmentioned" if unmentioned else "state.nol_unlisted"
            return "nol", t(key, self.lang)
        return "", ""


def _signed(found: Move | None, before: Observation, after: Observation) -> Move | None:
    """A change so small that its share rounds to zero keeps its sign: it is not "unchanged"."""
    if found is None or found.step or before.value == after.value:
        return found
    size = (after.value or 0) - (before.value or 0)
    return Move(100 * size / (before.value or 1), ("+" if size > 0 else "−") + found.text)


def paired(
    release: Release, catalogue: Catalogue, run: Run, first: str, last: str, lang: Lang
) -> Pair:
    """Two tables of a run, the earlier first; ValueError where it has no such periods."""
    tables = [run.table(p) for p in (first, last)]
    if tables[0] is None or tables[1] is None or not first < last:
        raise ValueError(f"{run.code} {run.key}: {first} {last}")
    found = longrun.rows(release, run)
    return Pair(release, catalogue, run, tables[0], tables[1], found[first], found[last],
               longrun.indicator_of(release, run), lang)  # fmt: skip
