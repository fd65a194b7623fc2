"""Small multiples: one set of outlines used in every map, or small lines on one shared scale."""

from atlas.svg.studies.multiples.drawing import draw
from atlas.svg.studies.multiples.size import columns

__all__ = ["columns", "draw"]
