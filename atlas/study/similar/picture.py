"""What the picture of likeness shows: a strip for each indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.sentence import amount
from atlas.study.rates import Rate
from atlas.study.similar.likeness import PEERS, Likeness
from atlas.text import t


@dataclass(frozen=True)
class Person:
    """An area in the picture: place 0 is the chosen one, 1 the nearest, and its distance."""

    area_code: str
    name: str
    place: int
    distance: str


@dataclass(frozen=True)
class Point:
    """One of them on the axis of an indicator, by its standard score."""

    area_code: str
    place: int
    score: float
    text: str
    said: str


@dataclass(frozen=True)
class Strip:
    """One indicator: the chosen area and its peers as points, all others as quiet dots."""

    name: str
    period: str
    unit: str
    points: tuple[Point, ...]
    others: tuple[float, ...]
    others_said: str


@dataclass(frozen=True)
class Similar:
    """Indicators from the one in which the nearest peer is closest to the one in which it is not."""

    people: tuple[Person, ...]
    strips: tuple[Strip, ...]
    noun: str


def picture_of(like: Likeness) -> Similar:
    """The chosen area and its PEERS nearest, on the axis of every indicator."""
    seats = [like.area, *like.order[:PEERS]]
    people = tuple(
        Person(code, like.name(code), place, like.number(like.distances[code]) if place else "")
        for place, code in enumerate(seats)
    )
    return Similar(people, tuple(_strip(like, i, seats) for i in like.closest), like.noun)


def _strip(like: Likeness, i: int, seats: Sequence[str]) -> Strip:
    rate, scores = like.chosen[i], like.scores[i]
    unit, lang = rate.indicator.unit(like.lang), like.lang
    points = tuple(
        Point(code, place, round(scores[code], 3), rate.text(code, lang), _said(like, rate, code, scores))
        for place, code in enumerate(seats)
    )  # fmt: skip
    rest = sorted((c for c in scores if c not in seats), key=lambda c: (scores[c], c))
    said = ""
    if rest:
        low, high = rest[0], rest[-1]
        said = t("similar.others_said", lang, count=len(rest), noun=like.noun, name=like.label(rate),
                 low=rate.text(low, lang), low_area=like.name(low),
                 high=amount(rate.text(high, lang), unit), high_area=like.name(high))  # fmt: skip
    return Strip(like.label(rate), rate.period(lang), unit, points, tuple(round(scores[c], 3) for c in rest), said)  # fmt: skip


def _said(like: Likeness, rate: Rate, code: str, scores: Mapping[str, float]) -> str:
    score = round(scores[code], 2)
    side = "above" if score > 0 else "below" if score < 0 else "at"
    return t(f"similar.said_{side}", like.lang, area=like.name(code), name=like.label(rate),
             value=amount(rate.text(code, like.lang), rate.indicator.unit(like.lang)),
             period=rate.period(like.lang), score=like.number(abs(score)))  # fmt: skip
