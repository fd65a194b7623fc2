"""Header rows of a table as understood: words that several columns share stand over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from atlas.table.model import Head

Mark = Callable[[str], str]


def header_rows(
    heads: Sequence[Head], column_id: Callable[[int], str], mark: Mark
) -> Iterator[str]:
    """The cells of each header row as HTML, from the top; findings stand in the lowest cell of
    their column."""
    depth = max((len(h.words_id) for h in heads), default=0) or 1
    for level in range(depth):
        cells = []
        for _, group in groupby(enumerate(heads), key=lambda pair: _key(pair, level)):
            found = [head for _, head in group]
            if level > max(len(found[0].words_id) - 1, 0):
                continue
            cells.append(_cell(found, level, depth, column_id, mark))
        yield "".join(cells)


def _key(pair: tuple[int, Head], level: int) -> tuple[object, ...]:
    """What columns must share to stand under one cell; the lowest words of a column are its own."""
    place, head = pair
    lowest = level >= len(head.words_id) - 1
    return (place,) if lowest else (-1, *head.words_id[: level + 1])


def _cell(
    found: Sequence[Head], level: int, depth: int, column_id: Callable[[int], str], mark: Mark
) -> str:
    head = found[0]
    lowest = level >= len(head.words_id) - 1
    words = escape(head.words_id[level]) if head.words_id else ""
    other = head.words_en[level] if level < len(head.words_en) else ""
    other = (
        f'<small lang="en">{escape(other)}</small>'
        if other and other != head.words_id[level]
        else ""
    )
    facts = ", ".join(x for x in (head.unit, head.period) if x) if lowest else ""
    facts = f"<small>{escape(facts)}</small>" if facts else ""
    span = f' colspan="{len(found)}"' if len(found) > 1 else ""
    down = f' rowspan="{depth - level}"' if lowest and depth - level > 1 else ""
    marks = mark(column_id(head.column)) if lowest else ""
    scope = "col" if lowest else "colgroup"
    return f'<th scope="{scope}"{span}{down}>{words}{other}{facts}{marks}</th>'
