"""What the picture of changes shows."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.view import View


@dataclass(frozen=True)
class Step:
    """One area: its two values, its change, and the class of that change."""

    area_code: str
    name: str
    first: float
    last: float
    first_text: str
    last_text: str
    first_mark: str
    last_mark: str
    step: float
    """in the unit of the change"""
    text: str
    klass: int
    rank: int | None
    """by size among the changes of its direction, 1 for the largest"""
    said: str


@dataclass(frozen=True)
class Change:
    """A map of changes and every area with its two values, by their change."""

    view: View
    steps: tuple[Step, ...]
    first_label: str
    last_label: str
    unit: str
    """of the values"""
    step_unit: str
    decimals: int
    in_percent: bool
    """changes are shares of the first value: equal shares are equally long"""
    falls: str
    """what the colours under and above zero mean, in words"""
    rises: str
    map: bool
    """whether there are values enough for a map"""
