"""Two sources, one concept: both series side by side, never joined, and how far apart they are."""

from atlas.study.twins.pair import Dated, Match, Twin, areas, best, dated, matches, ranking, twins
from atlas.study.twins.picture import Moved, Piece, TwinPicture
from atlas.study.twins.told import study, without

__all__ = ["Dated", "Match", "Moved", "Piece", "Twin", "TwinPicture", "areas", "best", "dated", "matches",
           "ranking", "study", "twins", "without"]  # fmt: skip
