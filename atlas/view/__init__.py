"""A view: everything a picture must say, decided once. Renderers join outlines by area code and
colour by class index, so that page, embed and document can never disagree."""

from atlas.view.areas import area_view
from atlas.view.every import every_view
from atlas.view.lines import line_view
from atlas.view.model import Cell, ClassRange, Line, Point, View
from atlas.view.peers import Peers, peer_view
from atlas.view.profile import kecamatan_views, kelurahan_rows, summary, tracks

__all__ = [
    "Cell",
    "ClassRange",
    "Line",
    "Peers",
    "Point",
    "View",
    "area_view",
    "every_view",
    "kecamatan_views",
    "kelurahan_rows",
    "line_view",
    "peer_view",
    "summary",
    "tracks",
]
