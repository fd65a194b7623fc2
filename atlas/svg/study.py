"""The picture of a study, drawn by the module of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from atlas.colour import Palette
from atlas.shape import Boundary
from atlas.study import Study
from atlas.svg.marks import Drawn
from atlas.svg.studies import (
    change,
    matrix,
    multiples,
    own,
    pair,
    pattern,
    priority,
    similar,
    spread,
    target,
    trend,
    twins,
)

Draw = Callable[[Study, Palette, float, Mapping[str, Boundary], str], Drawn]
DRAWN: dict[str, Draw] = {
    "change": change.draw,
    "matrix": matrix.draw,
    "multiples": multiples.draw,
    "own": own.draw,
    "pair": pair.draw,
    "pattern": pattern.draw,
    "priority": priority.draw,
    "similar": similar.draw,
    "spread": spread.draw,
    "target": target.draw,
    "trend": trend.draw,
    "twins": twins.draw,
}
"""By kind of study; where a figure comes from is read, not drawn."""


def drawn(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str = ""
) -> Drawn:
    """The picture of a study `width` pixels wide, as high as it needs; narrow below 500 pixels."""
    return DRAWN[study.kind](study, ink, width, boundaries, selected)
