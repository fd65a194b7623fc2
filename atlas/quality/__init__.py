"""How good the figures are: how complete, what was found in them, how late they came, what was
revised. Pure counting over a release and over the tables that were handed in.
"""

from atlas.quality.arrivals import Arrival, Newness, arrivals, due_day, newness
from atlas.quality.cases import Case, Standing, draft_cases, release_cases, tallied
from atlas.quality.coaching import Recurring, coached_offices, recurring
from atlas.quality.complete import Tally, completeness, tally
from atlas.quality.metadata import Filled, filled
from atlas.quality.revised import Revision, editions_held, revisions

__all__ = [
    "Arrival",
    "Case",
    "Filled",
    "Newness",
    "Recurring",
    "Revision",
    "Standing",
    "Tally",
    "arrivals",
    "coached_offices",
    "completeness",
    "draft_cases",
    "due_day",
    "editions_held",
    "filled",
    "newness",
    "recurring",
    "release_cases",
    "revisions",
    "tallied",
    "tally",
]
