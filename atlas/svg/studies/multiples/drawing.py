"""The picture of small multiples: maps or lines."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.colour import Palette
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.multiples import Multiples
from atlas.svg.marks import Drawn
from atlas.svg.studies.multiples.lines import lines
from atlas.svg.studies.multiples.maps import maps


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    """Maps or lines, whichever form the study has."""
    found: Multiples = study.picture
    if found.form == "garis":
        return lines(found, study, ink, width, selected)
    return maps(found, study, ink, width, boundaries[found.level], selected)
