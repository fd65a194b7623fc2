"""The way of a figure: stations with facts, first things first."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.study.cell import Key


@dataclass(frozen=True)
class Line:
    """One fact: what it is of, the fact, and an address that leads to it ("" for none)."""

    head: str
    text: str
    to: str = ""
    code: bool = False
    """whether the text is an address or a formula to be copied as it is"""


@dataclass(frozen=True)
class Step:
    """One station on the way from the publication to the screen."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Trail:
    """The way of one figure, first things first."""

    key: Key
    steps: tuple[Step, ...]
