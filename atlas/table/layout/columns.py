"""The row of column numbers (1) (2) (3), and the parts of a region that each such row heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from atlas.table.layout.anchor import Anchor, Region
from atlas.table.layout.foot import heading
from atlas.table.layout.sheet import Box, Sheet, View
from atlas.table.numeral import parse
from atlas.table.text import year_of

_TOKEN = re.compile(r"\( ?([1-9][0-9]{0,2}) ?\)")


@dataclass(frozen=True, slots=True)
class Numbers:
    """A row of column numbers: the number over each column."""

    row: int
    tokens: dict[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sheet with one header at most."""

    view: View
    anchor: Anchor | None
    numbers: Numbers | None
    repeats: bool = False
    """whether it stands under a part of the same region"""


def numbers_in(view: View, row: int) -> Numbers | None:
    """The column numbers a row consists of: (1) (2), or what a spreadsheet makes of them, -1 -2, or
    1 2 3 in full."""
    cells = view.rows[row]
    if len(cells) < 2:
        return None
    tokens: dict[int, int] = {}
    stored = bare = 0
    for column, raw in cells.items():
        text = view.text(row, column)
        found = _TOKEN.fullmatch(text)
        if found:
            tokens[column] = int(found[1])
        elif isinstance(raw.value, float) and raw.value.is_integer() and -1000 < raw.value < 1000:
            stored += raw.value < 0
            bare += raw.value > 0
            tokens[column] = abs(int(raw.value))
        elif text.isascii() and text.isdigit() and len(text) < 4:
            bare += 1
            tokens[column] = int(text)
        else:
            return None
    said = list(tokens.values())
    if min(said) > 2 or said[0] >= said[-1]:
        return None
    if bare and said != list(range(1, len(said) + 1)):
        return None
    if (bare and len(said) < 3) or (stored and said[0] != 1):
        return None
    return Numbers(row, tokens)


def parts(sheet: Sheet, region: Region) -> Iterator[Part]:
    """The pieces of a region, each from the rows over its header to the rows under it."""
    view = View(sheet, region.box)
    found = [n for n in (numbers_in(view, row) for row in view.order) if n]
    found = [n for i, n in enumerate(found) if not i or _heads(view, found[i - 1].row, n)]
    if not found:
        yield Part(view, region.anchor, None)
        return
    tops = [region.box.top, *(_top(view, a.row, b.row) for a, b in pairwise(found))]
    ends = [top - 1 for top in tops[1:]] + [region.box.bottom]
    for i, (numbers, top, end) in enumerate(zip(found, tops, ends, strict=True)):
        box = Box(top, region.box.left, end, region.box.right)
        yield from _beside(sheet, box, region.anchor if not i else None, numbers, i > 0)


def _heads(view: View, above: int, numbers: Numbers) -> bool:
    """Whether a later row of numbers has a header right over it, not a line of figures."""
    before = next(view.upwards(numbers.row))
    return before > above and not has_figures(view, before)


def _top(view: View, above: int, numbers_row: int) -> int:
    """The first row over a later header that is neither a line nor a foot of the part above."""
    top = numbers_row
    for row in view.upwards(numbers_row):
        if row <= above or has_figures(view, row) or is_foot(view, row):
            break
        top = row
    return top


def _beside(
    sheet: Sheet, box: Box, anchor: Anchor | None, numbers: Numbers, repeats: bool
) -> Iterator[Part]:
    """Parts beside each other, where the numbers start again from (1)."""
    starts = [c for c, n in numbers.tokens.items() if n == 1][1:]
    lefts = [box.left, *starts]
    rights = [c - 1 for c in starts] + [box.right]
    for left, right in zip(lefts, rights, strict=True):
        tokens = {c: n for c, n in numbers.tokens.items() if left <= c <= right}
        view = View(sheet, Box(box.top, left, box.bottom, right))
        later = left != box.left
        own = None if later else anchor
        yield Part(view, own, Numbers(numbers.row, tokens), repeats or later)


def figure(view: View, row: int, column: int) -> bool:
    """Whether a cell holds a number, or what was meant as one, or a mark in its place."""
    raw = view.rows[row].get(column)
    if raw is None:
        return False
    if raw.formula or isinstance(raw.value, float):
        return True
    numeral = parse(view.text(row, column))
    return not numeral.problem or numeral.problem not in ("text", "truth")


def has_figures(view: View, row: int) -> bool:
    """Whether a row holds a figure that is no year."""
    return any(
        figure(view, row, c) and year_of(view.sheet.printed(row, c)) is None for c in view.rows[row]
    )


def is_foot(view: View, row: int) -> bool:
    """Whether a row begins with Catatan or Sumber; without a colon, and beside figures, "Notes" is
    the name of a line."""
    text = view.text(row, next(iter(view.rows[row])))
    return heading(text) is not None and (":" in text or not has_figures(view, row))
