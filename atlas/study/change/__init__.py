"""Change: how each area of a level moved between two comparable periods of one run."""

from atlas.study.change.picture import Change, Step
from atlas.study.change.runs import first_period, last_period, listed, not_listed, why_not_listed
from atlas.study.change.told import change, nothing

__all__ = ["Change", "Step", "change", "first_period", "last_period", "listed", "not_listed",
           "nothing", "why_not_listed"]  # fmt: skip
