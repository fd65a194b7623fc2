"""Where tables begin on a sheet, and which part of the sheet is whose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from atlas.table.layout.sheet import Box, Sheet

NUMBER = r"[1-9][0-9]?(?:\.[1-9][0-9]?[a-z]?){1,2}"
BARE = re.compile(r"[1-9][0-9]?\.[1-9][0-9]?\.[1-9][0-9]?[a-z]?")
_AGAIN = r"lanjutan|sambungan|continued|continuation"
_TABLE = r"tabel|table"
_SAID = re.compile(
    rf"(?P<words>(?:(?:{_AGAIN}|{_TABLE}|dari|of)\b[\s/().,:-]*)+)"
    rf"(?:no(?:mor)?\.? ?)?(?P<number>{NUMBER})?(?![0-9])[.:]?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_MORE = re.compile(rf"\(?(?:{_AGAIN})\)?", re.IGNORECASE)
_FIRST = frozenset("TtLlSsCc123456789")
"""with which a table number, or the word before it, begins"""
MOST = 2_000
"""tables on a sheet that are looked for beside each other; more are taken to be below each other"""
TITLE_WORDS = 3
"""words a title has at least, where only a bare number tells that it is one"""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A table number on a sheet, or the word that a table goes on."""

    row: int
    column: int
    number: str
    continued: bool = False
    title: tuple[int, int] | None = None
    """where the title text beside it stands; None when it stands below"""
    rest: str = ""
    """title text behind the number in the same cell"""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a sheet and the table number in it, if it has one."""

    box: Box
    anchor: Anchor | None


def said(text: str) -> tuple[str, bool, str] | None:
    """Number, whether it is a continuation, and the rest of a text like "Tabel 3.1.1 Jumlah ..."."""
    found = _SAID.fullmatch(text)
    if found is None:
        return None
    words, rest = found["words"], found["rest"].strip()
    more = _MORE.search(words) is not None
    number = found["number"] or ""
    again = _SAID.fullmatch(rest.lstrip("/ "))
    if again and again["number"] in (number, None):
        more |= _MORE.search(again["words"]) is not None
        rest = again["rest"].strip()
    if not number and (rest or not words.strip(" /")):
        return None
    behind = re.match(rf"[\s/(]*(?:{_AGAIN})\)?[\s,:.]*", rest, re.IGNORECASE)
    if behind:
        more, rest = True, rest[behind.end() :]
    return number, more, rest.lstrip("/ ")


def anchors(sheet: Sheet) -> list[Anchor]:
    """Every beginning of a table, from the top and the left; the English echo "Table 3.1.1" under
    "Tabel 3.1.1" is none."""
    found: list[Anchor] = []
    last: dict[tuple[str, int], int] = {}
    for row in sheet.order:
        taken = 0
        for column, raw in sheet.rows[row].items():
            text = sheet.texts[row, column]
            if column <= taken or text[:1] not in _FIRST or not isinstance(raw.value, str):
                continue
            anchor = _anchor(sheet, row, column)
            if anchor is None:
                continue
            taken = max(column, anchor.title[1] if anchor.title else column)
            near = row - last.get((anchor.number, column), -9)
            last[anchor.number, column] = row
            if near > 3 or anchor.continued or _begins_in_indonesian(text):
                found.append(anchor)
    return found


def _begins_in_indonesian(text: str) -> bool:
    return not text.casefold().startswith("table")


def _anchor(sheet: Sheet, row: int, column: int) -> Anchor | None:
    text = sheet.text(row, column)
    if BARE.fullmatch(text):
        beside = _right_of(sheet, row, column)
        return Anchor(row, column, text, title=beside) if _titled(sheet, row, column) else None
    told = said(text)
    if told is None:
        return None
    number, more, rest = told
    beside = _right_of(sheet, row, column)
    if number:
        return Anchor(row, column, number, more, None if rest else beside, rest)
    if beside:
        words = sheet.text(*beside).split(" ", 1)
        if re.fullmatch(NUMBER, words[0].rstrip(".:")):
            number, rest = words[0].rstrip(".:"), words[1] if len(words) > 1 else ""
            title = beside if rest else _right_of(sheet, *beside)
            return Anchor(row, column, number, more, title, rest)
    return Anchor(row, column, "", True) if more else None


def _right_of(sheet: Sheet, row: int, column: int) -> tuple[int, int] | None:
    """The next cell to the right that holds anything."""
    columns = list(sheet.rows[row])
    after = bisect_right(columns, column)
    return (row, columns[after]) if after < len(columns) else None


def _titled(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a bare number has a title beside or below it: codes like 12.71.7 have none."""
    places = [_right_of(sheet, row, column), (row + 1, column)]
    texts = [sheet.text(*p) for p in places if p]
    return any(len(t.split()) > TITLE_WORDS and not BARE.match(t) for t in texts)


def regions(sheet: Sheet) -> list[Region]:
    """The sheet cut at its table numbers: between tables that stand beside each other where a column
    is empty, else above each number. What stands above the first number is a region of its own."""
    if not sheet.order:
        return []
    found = anchors(sheet)
    whole = Box(1, 1, sheet.last_row, sheet.last_column)
    if not found:
        return [Region(whole, None)]
    if len(found) > MOST:
        return list(_stacked(whole, list({a.row: a for a in reversed(found)}.values())[::-1]))
    done: list[Region] = []
    waiting = [(whole, found)]
    while waiting:
        box, inside = waiting.pop()
        if len(inside) <= 1 or len({a.column for a in inside}) == 1:
            done += _stacked(box, inside)
            continue
        waiting += _cut(sheet, box, inside)
    return sorted(done, key=lambda r: (r.box.top, r.box.left))


def _stacked(box: Box, inside: list[Anchor]) -> Iterator[Region]:
    """Regions below each other, each from its number to the next."""
    if not inside:
        yield Region(box, None)
        return
    if inside[0].row > box.top:
        yield Region(Box(box.top, box.left, inside[0].row - 1, box.right), None)
    ends = [a.row - 1 for a in inside[1:]] + [box.bottom]
    for anchor, end in zip(inside, ends, strict=True):
        yield Region(Box(anchor.row, box.left, end, box.right), anchor)


def _cut(sheet: Sheet, box: Box, inside: list[Anchor]) -> list[tuple[Box, list[Anchor]]]:
    """Parts beside each other if empty columns part them, else the last number's rows apart."""
    columns = sorted({a.column for a in inside})
    free = _free_columns(sheet, box, columns[1:])
    rows = sorted({a.row for a in inside})
    if free or len(rows) == 1:
        lefts = [box.left, *(free or columns[1:])]
        rights = [c - 1 for c in lefts[1:]] + [box.right]
        return [
            (
                Box(box.top, left, box.bottom, right),
                [a for a in inside if left <= a.column <= right],
            )
            for left, right in zip(lefts, rights, strict=True)
        ]
    above = Box(box.top, box.left, rows[-1] - 1, box.right)
    below = Box(rows[-1], box.left, box.bottom, box.right)
    return [
        (above, [a for a in inside if a.row < rows[-1]]),
        (below, [a for a in inside if a.row == rows[-1]]),
    ]


def _free_columns(sheet: Sheet, box: Box, candidates: list[int]) -> list[int]:
    """Those candidates with an empty column to their left in all rows of the box."""
    taken: set[int] = set()
    for row in sheet.order:
        if box.top <= row <= box.bottom:
            for column in sheet.rows[row]:
                end = min(sheet.end(row, column)[1], box.right)
                taken.update(range(column, end + 1))
    return [c for c in candidates if c - 1 not in taken]
