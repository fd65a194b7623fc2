"""The kelurahan of the city, the chosen ones in the one strong colour of a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from atlas.colour import Palette
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.own import Map
from atlas.svg.marks import Drawn
from atlas.svg.plan import plan


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    found: Map = study.picture
    classes = tuple(replace(c, colour=ink.selected) for c in found.view.classes)
    return plan(replace(found.view, classes=classes), boundaries["kelurahan"], ink, width, selected)
