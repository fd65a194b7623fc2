"""Small multiples: every comparable period of a run as a small map, or every area as a small line."""

from atlas.study.multiples.maps import MOST
from atlas.study.multiples.picture import Multiples, Panel, Spot, Tile
from atlas.study.multiples.series import FEWEST, listed
from atlas.study.multiples.told import FORMS, multiples, none, why_not_listed

__all__ = ["FEWEST", "FORMS", "MOST", "Multiples", "Panel", "Spot", "Tile", "listed", "multiples", "none",
           "why_not_listed"]  # fmt: skip
