"""What the picture of two sources shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spot:
    """A value in the picture; time in years."""

    time: float
    value: float
    text: str
    said: str


@dataclass(frozen=True)
class Piece:
    """One series of a side: its own line, joined to no other."""

    side: str
    """a or b"""
    name: str
    spots: tuple[Spot, ...]
    joined: bool
    """whether its values may be compared with each other (3, 5, 7)"""


@dataclass(frozen=True)
class Moved:
    """An area whose rank is not the same by both sources."""

    area_code: str
    name: str
    rank_a: int
    rank_b: int
    said: str
    chosen: bool


@dataclass(frozen=True)
class TwinPicture:
    pieces: tuple[Piece, ...]
    label_a: str
    label_b: str
    bracket: tuple[float, float, float, float] | None
    """time and value of both ends of the gap; None where it may not be computed"""
    bracket_text: str
    bracket_said: str
    moved: tuple[Moved, ...]
    moved_title: str
    of: int
    decimals: int
