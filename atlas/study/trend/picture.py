"""What the picture of a trend shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """A value in time; `used` when it is one of those tested."""

    time: float
    value: float
    text: str
    said: str
    used: bool


@dataclass(frozen=True)
class Slope:
    """An area of the level with its slope a year and interval; `direction` is sure among all tested
    at once, `alone` by its own test."""

    area_code: str
    name: str
    slope: float
    low: float
    high: float
    direction: int
    alone: int
    said: str
    chosen: bool


@dataclass(frozen=True)
class TrendPicture:
    """Points of one series; Sen's line as (time, value, lowest, highest), none where it is refused;
    years without a figure as (from, to, said); slopes of the level, steepest rise first."""

    points: tuple[Point, ...]
    line: tuple[tuple[float, float, float, float], ...]
    line_said: str
    gaps: tuple[tuple[float, float, str], ...]
    slopes: tuple[Slope, ...]
    slopes_title: str
    decimals: int
