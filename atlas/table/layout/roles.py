"""Which columns of a table name its lines and which hold its values."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from atlas.table.layout.columns import Numbers
from atlas.table.layout.sheet import View
from atlas.table.numeral import parse
from atlas.table.text import one_line

_BPS = r"[1-9][0-9]{6}(?:[0-9]{3})?|12[0-9]{2}"
_KEMENDAGRI = r"12\.[0-9]{2}|[1-9][0-9]\.[0-9]{2}\.[0-9]{2}(?:\.[0-9]{4})?"
CODE = rf"(?:{_BPS}|{_KEMENDAGRI})"
ORDINAL = re.compile(rf"(?:[0-9]{{1,3}})[.)]?|{CODE}")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})[er*]{0,3}")
MOST = 0.8
"""share of cells that tells what a column holds"""


@dataclass(frozen=True, slots=True)
class Roles:
    """What each column of a table is for."""

    label: int
    ordinals: tuple[int, ...]
    values: tuple[int, ...]
    unnumbered: tuple[int, ...] = ()
    """columns with values but without a number in the row (1) (2) (3)"""


def roles(view: View, rows: list[int], headed: Collection[int], numbers: Numbers | None) -> Roles:
    """By what the rows hold; `headed` are columns with header words of their own."""
    texts = _texts(view, rows)
    tokens = set(numbers.tokens) if numbers else set()
    first = sorted(c for c in texts if not tokens or c <= max(tokens)) or [view.box.left]
    ordinals: list[int] = []
    while len(first) > 1 and _is_ordinal(texts[first[0]]) and _is_named(texts[first[1]]):
        ordinals.append(first.pop(0))
    label = first[0] if not tokens or ordinals else max(first[0], min(tokens))
    if tokens and label not in texts:
        label = first[0]
    filled = {c for c in texts if c > label and not _is_text(texts[c])}
    wanted = {c for c in (tokens or headed) if c > label and not _is_text(texts.get(c, []))}
    values = tuple(sorted(filled | wanted))
    return Roles(label, tuple(ordinals), values, tuple(sorted(filled - tokens)) if tokens else ())


def _texts(view: View, rows: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in rows:
        for column in view.rows[row]:
            found.setdefault(column, []).append(view.sheet.printed(row, column))
    return found


def _is_ordinal(texts: list[str]) -> bool:
    """Whether cells count the lines or hold their codes."""
    numbered = [t for t in map(one_line, texts) if ORDINAL.fullmatch(t)]
    if len(numbered) < max(2, MOST * (len(texts) - 1)):
        return False
    counts = [float(t.rstrip(".)").replace(".", "")) for t in numbered]
    return all(a < b for a, b in pairwise(counts))


def _is_named(texts: list[str]) -> bool:
    """Whether cells name the lines: by words, or by years that go on from line to line."""
    wordy = sum(bool(re.search(r"[^\W\d_]{3}", t)) for t in texts)
    years = [int(found[1]) for t in texts if (found := _YEAR.fullmatch(one_line(t)))]
    follow = len(years) == len(texts) and all(a < b for a, b in pairwise(years))
    return wordy >= MOST * len(texts) or (follow and len(years) > 1)


def _is_text(texts: list[str]) -> bool:
    """Whether a column holds names, like that of the capital of each kecamatan."""
    wordy = [t for t in texts if re.search(r"[^\W\d_]{3}", t)]
    return (
        bool(wordy)
        and not any(re.search(r"[0-9]", t) or not parse(t).problem for t in texts if t not in wordy)
        and not any(re.match(r"[-−–+(]?[0-9]", one_line(t)) for t in wordy)
    )
