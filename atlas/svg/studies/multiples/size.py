"""How large a small picture is, and how many stand in a row."""

from __future__ import annotations

TILE = 150.0
"""Least width of a small picture, in pixels."""
GAP = 14.0
SIZE = 12.5


def columns(width: float, count: int) -> int:
    """Small pictures in a row: two on a phone, as many as fit elsewhere."""
    return max(1, min(count, max(2, int((width + GAP) // (TILE + GAP)))))
