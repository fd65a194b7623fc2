"""Interactive pictures of a view. Nothing is fetched here: the browser gets outlines from our own
/boundary and /peta routes."""

from atlas.figure.bars import TOP, ranked_bars
from atlas.figure.lines import time_lines
from atlas.figure.look import wrapped
from atlas.figure.maps import CENTRE, area_map, boundary_url, kelurahan_deck
from atlas.figure.ranks import ink, peer_lines, peer_map, rank_lines

__all__ = [
    "CENTRE",
    "TOP",
    "area_map",
    "boundary_url",
    "ink",
    "kelurahan_deck",
    "peer_lines",
    "peer_map",
    "rank_lines",
    "ranked_bars",
    "time_lines",
    "wrapped",
]
