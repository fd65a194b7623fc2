"""Pictures as SVG text, from a view and the outlines of its level; nothing is fetched."""

from atlas.svg.maps import area_shapes, linked, map_size, pattern
from atlas.svg.rows import (
    bar_rows,
    extent,
    percent,
    ranked,
    reference_line,
    row_look,
    shown_of,
    without_bar,
)
from atlas.svg.small import area_map, locator, sparkline, ticks
from atlas.svg.strips import strip_chart, strip_height

__all__ = [
    "area_map",
    "area_shapes",
    "bar_rows",
    "extent",
    "linked",
    "locator",
    "map_size",
    "pattern",
    "percent",
    "ranked",
    "reference_line",
    "row_look",
    "shown_of",
    "sparkline",
    "strip_chart",
    "strip_height",
    "ticks",
    "without_bar",
]
