"""Patterns in space: are neighbours alike more than by chance, where, and how sure is that."""

from atlas.study.pattern.picture import COLOURS, Dot, Drawing
from atlas.study.pattern.told import answer, pattern, too_old, without
from atlas.study.pattern.words import KINDS, Told

__all__ = ["COLOURS", "KINDS", "Dot", "Drawing", "Told", "answer", "pattern", "too_old", "without"]  # fmt: skip
