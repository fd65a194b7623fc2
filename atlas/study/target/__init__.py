"""Target: what a plan wants against what was published, its verdict, and the pace it needs."""

from atlas.study.target.figures import known, ready, yearly
from atlas.study.target.picture import Point, Track, Tracks
from atlas.study.target.plan import documents, targets_in
from atlas.study.target.told import target
from atlas.study.target.verdict import Judged, judge, judged

__all__ = ["Judged", "Point", "Track", "Tracks", "documents", "judge", "judged", "known", "ready",
           "target", "targets_in", "yearly"]  # fmt: skip
