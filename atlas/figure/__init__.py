"""Interactive pictures of a view. Nothing is fetched here: the browser gets outlines from our own
/boundary and /peta routes."""

from atlas.figure.bars import TOP, ranked_bars
from atlas.figure.lines import time_lines
from atlas.figure.look import wrapped
from atlas.figure.maps import area_map, boundary_url, kelurahan_deck

__all__ = [
    "TOP",
    "area_map",
    "boundary_url",
    "kelurahan_deck",
    "ranked_bars",
    "time_lines",
    "wrapped",
]
