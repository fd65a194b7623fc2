"""The stage of a slide, 1920 x 1080, and how much room its words leave for the picture.

Every size is written in pixels of that stage and sent in `rem`, of which the stage is 96 wide, so
that a projector of 1280 x 720 shows the same two thirds as large.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from atlas.colour import Palette
from atlas.picture import fitting
from atlas.shape import Boundary
from atlas.svg import type as types
from atlas.view import View

WIDE, HIGH, REM = 1920, 1080, 20
EDGE, TOP, GAP, BOTTOM = 56, 32, 16, 20
LEAST = 24
"""The smallest type of the room: 24 px of 1080."""
SIDE = 470
"""Width of the column with period, highlighted area and legend."""
PICTURE = WIDE - 2 * EDGE - SIDE - 40
HEADLINES = ((52, 2), (44, 2), (38, 3), (32, 4), (27, 9))
"""Type sizes of a headline, each with the lines it may take."""
SUB, SAID, LINE = 28, 26, 31
EMBLEM = 130
FOOT = WIDE - 2 * EDGE - 190 - 290
"""Width of the words at the foot, beside the code and the buttons."""
FOOT_LINES = 8
LEAST_FOOT, MOST_FOOT = 6, 15
"""Lines a foot takes at least, as high as its code, and at most."""
SAFE = 1.03
"""Room for a browser that sets a little wider than the table of widths says."""


def rem(pixels: float) -> str:
    return f"{pixels / REM:.3f}".rstrip("0").rstrip(".")


def lines(text: str, size: float, room: float, bold: bool = False) -> int:
    """Lines that a browser sets, which breaks a word wider than the room."""
    words = (_broken(word, size * SAFE, room, bold) for word in text.split())
    return len(types.wrap(" ".join(words), size * SAFE, room, bold)) if text else 0


def _broken(word: str, size: float, room: float, bold: bool) -> str:
    wide = types.width(word, size, bold)
    if wide <= room:
        return word
    most = max(1, int(len(word) * room / wide * 0.95))
    return " ".join(word[i : i + most] for i in range(0, len(word), most))


def headline_size(text: str, emblem: bool) -> int:
    """The largest type in which a headline takes few enough lines; none is ever cut."""
    room = WIDE - 2 * EDGE - (EMBLEM if emblem else 0)
    return next(s for s, most in HEADLINES if lines(text, s, room, True) <= most or s == 27)


def head_height(headline: str, sub: str, said: Sequence[str], emblem: bool) -> float:
    """Pixels of headline, the line under it and what had to be mended."""
    room = WIDE - 2 * EDGE - (EMBLEM if emblem else 0)
    size = headline_size(headline, emblem)
    high = lines(headline, size, room, True) * size * 1.16 + 6
    high += lines(sub, SUB, room) * SUB * 1.25
    return high + sum(lines(s, SAID, room) * SAID * 1.25 for s in said)


def body_height(head: float, foot_lines: int) -> int:
    return int(HIGH - TOP - head - GAP - foot_height(foot_lines))


def foot_height(foot_lines: int) -> float:
    return max(foot_lines, LEAST_FOOT) * LINE + GAP + BOTTOM


def kept(notes: Iterable[str], most: int) -> list[str]:
    """Whole notes that fit at the foot, the first one even where it is longer."""
    found = [n for n in notes if n]
    fit = fitting(found, LEAST * SAFE, FOOT, most)
    if not fit:
        return found[:1]
    said = " ".join(fit)
    return [n for n in found if " ".join(n.split()) in said]


@dataclass(frozen=True)
class Span:
    """Scales that all periods of a slide share, so that stepping shows change alone."""

    low: float
    high: float
    largest: float
    """what the largest circle stands for"""
    least: float = 0.0
    most: float = 0.0
    """least and greatest figure, zero only where it is one"""


def span_of(views: Iterable[View]) -> Span:
    """Least and greatest figure of the views, zero always among them; the greatest circle."""
    values, sizes = [0.0], [0.0]
    for view in views:
        cells = [
            *view.cells,
            *([view.reference] if view.form == "warna" and view.reference else []),
        ]
        values += [c.value for c in cells if c.value is not None]
        sizes += [c.size for c in view.cells]
    own = values[1:] or [0.0]
    return Span(min(values), max(values), max(sizes), min(own), max(own))


@dataclass(frozen=True)
class Scene:
    """What a picture is drawn from: a view, the names of its areas, its room and its scales."""

    kind: str
    view: View
    names: dict[str, str]
    ink: Palette
    height: int
    span: Span
    named: tuple[str, ...] = ()
    """areas that stand by name beside a map"""
    own: str = ""
    """the area the view itself is about"""
    boundary: Boundary | None = None
    timed: View | None = None
    """the same over time, for the small line of a card"""
    width: int = PICTURE

    def name(self, code: str, name: str) -> str:
        return self.names.get(code, name)
