"""Colours of classes and states, safe for the colour-blind, one table for every renderer.

Sequential and diverging schemes are ColorBrewer's (Brewer, Harrower and Pennsylvania State
University, 2003), picked for colour-blind safety: YlGnBu for what has no good or bad side or
grows, PuOr around a midpoint.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

SEQUENTIAL = {
    1: ("#41b6c4",),
    2: ("#a1dab4", "#2c7fb8"),
    3: ("#c7e9b4", "#41b6c4", "#225ea8"),
    4: ("#c7e9b4", "#7fcdbb", "#2c7fb8", "#253494"),
    5: ("#c7e9b4", "#7fcdbb", "#41b6c4", "#2c7fb8", "#253494"),
    6: ("#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#0c2c84"),
    7: ("#edf8b1", "#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#0c2c84"),
}
BELOW = ("#fdb863", "#e08214", "#b35806", "#7f3b08")
ABOVE = ("#b2abd2", "#8073ac", "#542788", "#2d004b")
ZERO = {"light": "#f4efe1", "dark": "#3b3a33"}
WITHHELD = {"light": "#8a7bb0", "dark": "#a99bd0"}
"""A count of one to four persons, shown as a range."""
CIRCLE = {"light": "#1d6fa5", "dark": "#4aa3d8"}
WATER = "#a9cfe3"
INK = {"light": "#1c2b33", "dark": "#e8eef1"}
PAPER = {"light": "#ffffff", "dark": "#10191e"}
GROUND = {"light": "#e2e8eb", "dark": "#22303a"}
QUIET = {"light": "#5b6b73", "dark": "#a7b6be"}
EDGE = {"light": "#ffffff", "dark": "#10191e"}
SELECTED = {"light": "#c2185b", "dark": "#ff6f9f"}
CITY = {"light": "#8a4b00", "dark": "#f0b35e"}
RULE = {"light": "#d5dde1", "dark": "#35444d"}
SERIES = ("#1d6fa5", "#b35806", "#542788", "#00796b", "#8d6e00", "#ad1457", "#37474f", "#2e7d32")
SERIES_DARK = (
    "#6bb8e8",
    "#f0a35e",
    "#b9a3e3",
    "#4dc4b3",
    "#d9b93a",
    "#f48fb1",
    "#b0bec5",
    "#81c784",
)

STRIPE = {
    "tidak_tersedia": (45,),
    "belum_terbit": (135,),
    "tidak_berlaku": (45, 135),
    "penyebut_kecil": (0,),
}
"""Directions of the stripes that tell the states without a value apart, in degrees."""


@dataclass(frozen=True)
class Palette:
    """Colours a picture is drawn in, beside those of its classes."""

    ink: str
    paper: str
    ground: str
    quiet: str
    edge: str
    zero: str
    withheld: str
    circle: str
    selected: str
    city: str
    rule: str
    series: tuple[str, ...]

    def named(self) -> dict[str, str]:
        """Each colour by the name of its CSS custom property, without the dashes."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "series"}
        return plain | {f"s{i}": c for i, c in enumerate(self.series)}


def palette(theme: str) -> Palette:
    """The colours of a theme, light or dark."""
    return Palette(
        INK[theme], PAPER[theme], GROUND[theme], QUIET[theme], EDGE[theme], ZERO[theme],
        WITHHELD[theme], CIRCLE[theme], SELECTED[theme], CITY[theme], RULE[theme],
        SERIES if theme == "light" else SERIES_DARK,
    )  # fmt: skip


def _by_reader() -> Palette:
    plain = {f.name: f"var(--{f.name})" for f in fields(Palette) if f.name != "series"}
    return Palette(**plain, series=tuple(f"var(--s{i})" for i in range(len(SERIES))))


BY_READER = _by_reader()
"""Colours left to CSS custom properties: a page follows its reader's light or dark scheme."""


def class_colours(classes: int, below: int = 0) -> tuple[str, ...]:
    """Colours of `classes` classes from low to high; `below` of them lie under a midpoint."""
    if not below:
        return SEQUENTIAL[max(1, min(7, classes))] if classes else ()
    low = tuple(reversed(_spread(BELOW, below)))
    return low + _spread(ABOVE, classes - below)


def _spread(shades: tuple[str, ...], count: int) -> tuple[str, ...]:
    """`count` shades from light to dark, spread evenly over a scheme."""
    if count <= 1:
        return shades[1 : 1 + count]
    return tuple(
        shades[min(len(shades) - 1, round(i * (len(shades) - 1) / (count - 1)))]
        for i in range(count)
    )


def rgb(colour: str) -> list[int]:
    """#rrggbb as [r, g, b], 0 to 255."""
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def luminance(ground: str) -> float:
    """Relative luminance of a colour (WCAG 2)."""
    linear = ((c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4) for c in rgb(ground))  # fmt: skip
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@lru_cache(maxsize=32)
def ink_on(ground: str) -> str:
    """The ink, dark or light, that is read best on a ground; "" where there is none."""
    if not ground:
        return ""
    light = luminance(ground) + 0.05
    inks = INK["light"], PAPER["light"]
    dark, pale = (luminance(i) + 0.05 for i in inks)
    return inks[0] if light / dark >= pale / light else inks[1]


def _grey(share: float) -> str:
    """Paper with a share of ink mixed in, as on a light ground."""
    paper, ink = rgb(PAPER["light"]), rgb(INK["light"])
    return "#" + "".join(
        f"{round(p + (i - p) * share):02x}" for p, i in zip(paper, ink, strict=True)
    )


NEUTRAL = tuple(_grey(share) for share in (0.88, 0.66, 0.34, 0.17, 0.05))
"""Five greys from high to low, for what is neither good nor bad: told apart by how much ink is in
them alone, so that none is taken for a judgement, as the hues of a direction would be."""
