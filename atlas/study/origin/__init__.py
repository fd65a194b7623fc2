"""Origin: from a figure on a screen back to the publication it came from, step by step."""

from atlas.study.origin.address import api_address, view_address
from atlas.study.origin.formula import filled, member_sum
from atlas.study.origin.told import origin
from atlas.study.origin.trail import Line, Step, Trail

__all__ = ["Line", "Step", "Trail", "api_address", "filled", "member_sum", "origin", "view_address"]
