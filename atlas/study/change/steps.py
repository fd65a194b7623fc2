"""The areas of a level by their change, and the picture of them."""

from __future__ import annotations

from atlas import honest, sentence
from atlas.measure.diverging import band_of
from atlas.study.change.map import view
from atlas.study.change.pair import Pair
from atlas.study.change.picture import Change, Step
from atlas.study.change.words import direction, said
from atlas.text import t
from atlas.view.peers import Move


def steps(pair: Pair) -> tuple[Step, ...]:
    """Every area that has a change, from the largest change of the direction that more of them
    have to the largest of the other."""
    found = [_step(pair, code, move) for code, move in pair.moves.items()]
    falls = sum(s.step < 0 for s in found) > sum(s.step > 0 for s in found)
    return tuple(sorted(found, key=lambda s: (s.step if falls else -s.step, s.area_code)))


def _step(pair: Pair, code: str, move: Move) -> Step:
    before, after = pair.before[code], pair.after[code]
    place = pair.places.get(code)
    return Step(
        code, pair.area(code), before.value or 0, after.value or 0,
        sentence.value_text(before, pair.indicator, pair.lang),
        sentence.value_text(after, pair.indicator, pair.lang), before.mark, after.mark, move.step,
        move.text, band_of(move.step, pair.bands), place.rank if place else None, said(pair, code, move),
    )  # fmt: skip


def picture(pair: Pair, found: tuple[Step, ...]) -> Change:
    start, end = pair.labels
    return Change(
        view(pair), found, start, end, pair.unit, pair.step_unit, pair.indicator.decimals,
        pair.step_unit == t("city.percent", pair.lang),
        direction(-1, pair), direction(1, pair),
        honest.drawable([1.0] * len(found)),
    )  # fmt: skip
