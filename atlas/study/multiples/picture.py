"""What small multiples show: maps that share their classes, or lines that share their scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.view import ClassRange


@dataclass(frozen=True)
class Tile:
    """One period: what every area looks like in it."""

    period: str
    label: str
    said: str
    under: str
    """what stands below the map: the median, or the value of the area in focus"""
    looks: Mapping[str, str]
    """by area: the index of its class, or the state that its fill or stripes say"""
    sizes: Mapping[str, float]
    """by area, what its circle is sized by; empty where classes are coloured"""


@dataclass(frozen=True)
class Spot:
    """One value of a line; `joined` to the one before unless a period between them is missing."""

    period: str
    value: float
    joined: bool
    marked: bool


@dataclass(frozen=True)
class Panel:
    """One area over time."""

    area_code: str
    name: str
    spots: tuple[Spot, ...]
    last: str
    said: str


@dataclass(frozen=True)
class Multiples:
    """Maps that share one set of classes, or lines that share one scale."""

    form: str
    level: str
    unit: str
    classes: tuple[ClassRange, ...]
    states: tuple[str, ...]
    """states that occur, for the legend"""
    tiles: tuple[Tile, ...]
    panels: tuple[Panel, ...]
    middle: tuple[Spot, ...]
    """median of the areas by period; none for counts"""
    zero: str
    """what 0 means, in words"""
    first: str
    """first and last period of the lines"""
    last: str
    largest: tuple[tuple[float, str], ...] = ()
    """two sizes that circles are read by, with their words"""
