"""Which lines of a long table are shown: the first, the last, and those around findings."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.table.model import Line
from atlas.ui.check.placed import Placed, spot

SHORT = 60
"""A table with so many lines is shown whole."""
EDGE, AROUND = 6, 1


def window(lines: Sequence[Line], found: Sequence[Placed]) -> list[Line | int]:
    """Lines in their order; a number stands for so many that are left out."""
    if len(lines) <= SHORT:
        return list(lines)
    rows = {spot(one.finding.cell)[0] or one.finding.row for one in found}
    shown = {*range(EDGE), *range(len(lines) - EDGE, len(lines))}
    for place, line in enumerate(lines):
        if line.row in rows:
            shown |= set(range(place - AROUND, place + AROUND + 1))
    kept: list[Line | int] = []
    for place, line in enumerate(lines):
        if place in shown:
            kept.append(line)
        elif kept and isinstance(kept[-1], int):
            kept[-1] += 1
        else:
            kept.append(1)
    return kept
