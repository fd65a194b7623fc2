"""What the picture of a matrix shows: a square of colour for each area and rate."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from atlas import colour
from atlas.colour import ink_on
from atlas.measure.standard import CUTS, FIFTHS, band, fifth
from atlas.number import format_value
from atlas.sentence import amount
from atlas.study.matrix.figures import LAST, Asked, state_of
from atlas.study.rates import Rate
from atlas.text import t

BETTER = (colour.ABOVE[2], colour.ABOVE[0], "", colour.BELOW[0], colour.BELOW[2])
"""Grounds from the best fifth to the worst; the middle one has none. Purple and orange are told
apart by the colour-blind."""
HIGHER = colour.NEUTRAL
"""Grounds of columns without a direction, from the highest fifth to the lowest."""


@dataclass(frozen=True)
class Column:
    """One rate: its name with the period, what is better in words, and whether anything is."""

    code: str
    name: str
    way: str
    directed: bool


@dataclass(frozen=True)
class Square:
    """One area in one rate: its class (0 best or highest, 4 worst or lowest) and its colours; or
    none, and the state that says why."""

    text: str
    value: float | None
    klass: int | None
    ground: str
    ink: str
    state: str
    said: str


@dataclass(frozen=True)
class Band:
    """One area with its squares, in the order of the columns."""

    area_code: str
    name: str
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class Scale:
    """What the colours of one sort of columns mean: title, and a label with ground and ink each."""

    title: str
    steps: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Matrix:
    """Columns with a direction first; rows in the order that is asked for."""

    columns: tuple[Column, ...]
    rows: tuple[Band, ...]
    scales: tuple[Scale, ...]
    states: tuple[tuple[str, str], ...]
    """states that occur in place of a value, with their words"""


def stripes(state: str) -> tuple[int, ...]:
    """Directions of the stripes of a state, in degrees."""
    return colour.STRIPE.get(state, (90,))


def picture_of(asked: Asked) -> Matrix:
    """The squares in the measure that is asked for, with the scales and states that occur."""
    columns = tuple(Column(r.code, asked.title(r), asked.way(r), r.directed) for r in asked.columns)
    rows = tuple(
        Band(a, asked.name(a), tuple(_square(asked, a, r, asked.measure) for r in asked.columns))
        for a in asked.rows()
    )
    states = dict.fromkeys(s.state for row in rows for s in row.squares if s.state)
    words = tuple((s, t(f"matrix.state_{s}", asked.lang)) for s in states)
    sorts = dict.fromkeys(r.directed for r in asked.columns)
    return Matrix(columns, rows, tuple(_scale(asked, s) for s in sorts), words)


def _square(asked: Asked, area: str, rate: Rate, measure: str) -> Square:
    score = asked.score(area, rate)
    if score is None:
        state = state_of(rate.rows.get(area), rate)
        words, _ = asked.shown(area, rate, measure)
        said = t("matrix.said_none", asked.lang, area=asked.name(area), name=asked.title(rate), state=words)  # fmt: skip
        return Square(words, None, None, "", "", state, said)
    rank, of = asked.ranks[rate.code].get(area), len(asked.ranks[rate.code])
    klass = LAST - band(score) if measure == "baku" else fifth(rank, of) if rank else None
    ground = "" if klass is None else (BETTER if rate.directed else HIGHER)[klass]
    text, value = asked.shown(area, rate, measure)
    return Square(text, value, klass, ground, ink_on(ground), "", _said(asked, area, rate))


def _said(asked: Asked, area: str, rate: Rate) -> str:
    ranks = asked.ranks[rate.code]
    rank = t("matrix.said_rank", asked.lang, rank=ranks[area], of=len(ranks), end=asked.end(rate)) if area in ranks else ""  # fmt: skip
    return t("matrix.said", asked.lang, area=asked.name(area), name=asked.title(rate), rank=rank,
             value=amount(rate.text(area, asked.lang), rate.indicator.unit(asked.lang)),
             score=asked.signed(asked.score(area, rate) or 0.0))  # fmt: skip


def _scale(asked: Asked, judged: bool) -> Scale:
    grounds, sort = BETTER if judged else HIGHER, "judged" if judged else "neutral"
    if asked.measure == "baku":
        labels = _bands(asked)
    else:
        labels = [t(f"matrix.{sort}_{i}", asked.lang) for i in range(FIFTHS)]
    steps = tuple((w, g, ink_on(g)) for w, g in zip(labels, grounds, strict=True))
    return Scale(t(f"matrix.scale_{sort}", asked.lang), steps)


def _bands(asked: Asked) -> list[str]:
    """Bands of standard scores in words, the highest first."""
    ends = [("+" if c > 0 else "") + format_value(c, asked.lang, 1) for c in CUTS]
    middle = [t("matrix.between", asked.lang, low=a, high=b) for a, b in pairwise(ends)]  # fmt: skip
    labels = [t("matrix.under", asked.lang, high=ends[0]), *middle, t("matrix.over", asked.lang, low=ends[-1])]  # fmt: skip
    return labels[::-1]
