"""What the picture of targets shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """A value in a year; `high` is the upper end of a range, else the value again."""

    year: int
    value: float
    high: float
    text: str


@dataclass(frozen=True)
class Track:
    """One line of targets: what was published, the path of the plan, and how it stands."""

    name: str
    unit: str
    verdict: str
    word: str
    pace: str
    said: str
    values: tuple[Point, ...]
    baseline: Point
    path: tuple[Point, ...]
    now: Point | None
    """the published value that is judged"""
    joined: bool
    """whether published values may stand in one line: a change may be spoken of"""


@dataclass(frozen=True)
class Tracks:
    tracks: tuple[Track, ...]
