"""Matrix: areas against rates, in ranks or standard scores, coloured where high is good or bad."""

from atlas.colour import ink_on, luminance
from atlas.study.matrix.chosen import MOST, ordered, read, usual
from atlas.study.matrix.figures import BY_CODE, MEASURES
from atlas.study.matrix.picture import BETTER, HIGHER, Band, Column, Matrix, Scale, Square, stripes
from atlas.study.matrix.told import matrix

__all__ = ["BETTER", "BY_CODE", "HIGHER", "MEASURES", "MOST", "Band", "Column", "Matrix", "Scale", "Square",
           "ink_on", "luminance", "matrix", "ordered", "read", "stripes", "usual"]  # fmt: skip
