"""Values over time on paper: the lines as a picture, and their figures as a table that is its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from atlas.look import look
from atlas.model import CITY
from atlas.svg import years
from atlas.svg.type import FAMILY
from atlas.view import Line, View

WIDE, SIZE = 760, 11
"""Units across a picture, and of its letters."""
MOST_YEARS = 10


def lines(view: View, shape: float, most: int) -> dict[str, Any]:
    """Picture and table of the lines that a sheet names, those of the newest years, `most` of them;
    the picture is `shape` times as wide as it is high, "" where no two points may be joined."""
    front, _ = years.named_lines(view, "", look().palette())
    every = sorted({p.period for n in front for p in n.line.points if p.value is not None})
    columns = every[-MOST_YEARS:]
    known = [n for n in front if any(_cells(n.line, columns))]
    known.sort(key=lambda n: (n.line.area_code != CITY, n.line.series != view.series))
    named = known[:most]
    columns = [c for c in columns if any(p.period == c for n in named for p in n.line.points)]
    labels = {p.period: p.label for n in named for p in n.line.points}
    return {
        "years": [labels[c] for c in columns],
        "lines": [{"name": n.label, "ink": n.ink, "dashed": bool(n.dash),
                   "cells": _cells(n.line, columns)} for n in named],
        "more_lines": len(front) - len(named),
        "chart": _chart(view, named, shape),
    }  # fmt: skip


def _cells(line: Line, columns: Sequence[str]) -> list[str]:
    known = {p.period: p for p in line.points if p.value is not None}
    return [f"{p.text} {p.mark}".strip() if (p := known.get(c)) else "" for c in columns]


def _chart(view: View, named: Sequence[years.Named], shape: float) -> str:
    ink, high = look().palette(), round(WIDE / shape)
    shown = replace(view, lines=tuple(n.line for n in named))
    scale = years.frame(shown, high - SIZE * 2, SIZE * 1.4, 4 if shape < 4 else 2)
    paths = [years.strokes(n.line, view, scale, WIDE) for n in named]
    if not any("L" in path for path in paths):
        return ""

    def at(share: float) -> str:
        return f"{share * WIDE:.1f}"

    drawn = years.rules(view, scale, ink, at, SIZE)
    for n, path in reversed(list(zip(named, paths, strict=True))):
        dash = f' stroke-dasharray="{n.dash}"' if n.dash else ""
        drawn += f'<path d="{path}" stroke="{n.ink}" stroke-width="2.6" fill="none"{dash}/>'
    drawn += "".join(years.dots(n, view, scale, ink, at, 3.4) for n in reversed(named))
    drawn += years.rule_values(view, scale, ink, at, SIZE)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 0 {WIDE + 12} {high}" '
        f'font-family="{FAMILY}">{drawn}</svg>'
    )
