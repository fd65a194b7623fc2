"""What the picture of an index shows."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.view import View


@dataclass(frozen=True)
class Share:
    """An indicator in the picture: its name, and its weight of 100 as text."""

    name: str
    weight: str


@dataclass(frozen=True)
class Place:
    """One area of the index: its rank, its index and what each indicator adds to it."""

    area_code: str
    name: str
    rank: int
    index: float
    text: str
    parts: tuple[float, ...]
    low: int
    high: int
    firsts: int
    tops: int
    said: str


@dataclass(frozen=True)
class Priority:
    """Areas with the most in need first, the indicators in their order, and the map."""

    places: tuple[Place, ...]
    shares: tuple[Share, ...]
    view: View
    draws: int
