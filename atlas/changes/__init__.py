"""Corrections: published values that a later release gives differently, and why."""

from atlas.changes.compare import between
from atlas.changes.model import Change, Correction
from atlas.changes.since import every, for_view
from atlas.changes.worded import worded

__all__ = ["Change", "Correction", "between", "every", "for_view", "worded"]
