"""Tables between being handed in and being published: who handed in what, what was found, what was
decided, and where each stands. Names of persons stay here and never enter a release.
"""

from atlas.drafts.known import known
from atlas.drafts.merged import Merged, merged
from atlas.drafts.model import APPROVED, DECISIONS, NEXT, STATUSES, Decision, Draft, Entry, draft_of
from atlas.drafts.shelf import add, approved, digest, drafts, find, keep
from atlas.drafts.steps import advance, decide, decide_all, released

__all__ = [
    "APPROVED",
    "DECISIONS",
    "NEXT",
    "STATUSES",
    "Decision",
    "Draft",
    "Entry",
    "Merged",
    "add",
    "advance",
    "approved",
    "decide",
    "decide_all",
    "digest",
    "draft_of",
    "drafts",
    "find",
    "keep",
    "known",
    "merged",
    "released",
]
