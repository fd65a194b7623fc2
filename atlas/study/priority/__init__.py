"""Priority: an index of rates weighted by the reader, who comes first, and how sure that is."""

from atlas.study.priority.index import Worked, sharing, worked
from atlas.study.priority.picture import Place, Priority, Share
from atlas.study.priority.told import priority
from atlas.study.priority.weights import MOST, Weighted, offered, read, rebalanced, recipe

__all__ = ["MOST", "Place", "Priority", "Share", "Weighted", "Worked", "offered", "priority", "read",
           "rebalanced", "recipe", "sharing", "worked"]  # fmt: skip
