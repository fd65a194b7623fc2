"""Trend: whether one series of one area rises or falls for sure, and the same for its whole level."""

from atlas.study.trend.picture import Point, Slope, TrendPicture
from atlas.study.trend.series import Asked, Chosen, chosen, codes, every_code, label, levels, tested
from atlas.study.trend.told import trend

__all__ = ["Asked", "Chosen", "Point", "Slope", "TrendPicture", "chosen", "codes", "every_code", "label",
           "levels", "tested", "trend"]  # fmt: skip
