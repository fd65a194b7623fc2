"""The words over each column of values, with the unit and the year they say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from atlas.model import Finding
from atlas.table.layout.findings import Desk
from atlas.table.layout.sheet import View
from atlas.table.lexicon import UNITS
from atlas.table.model import Head
from atlas.table.text import clean, english, indonesian, languages, unglued, unsigned, year_of

_PAREN = re.compile(r"(?P<before>.*?) ?\((?P<inside>[^()]*)\)", re.DOTALL)
SHORTEST_UNIT = 3
"""letters of an unknown unit that stands alone in parentheses, like (Persenn)"""


@dataclass(frozen=True, slots=True)
class Word:
    """A header cell as understood."""

    id: str = ""
    en: str = ""
    unit: str = ""
    period: str = ""
    mark: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass
class Header:
    """The heads of a table, the marks its years carry, and what was not understood."""

    heads: list[Head] = field(default_factory=list)
    marks: dict[int, str] = field(default_factory=dict)
    """by column: the mark behind the year over it, like 2023*"""
    findings: list[Finding] = field(default_factory=list)


def read_header(
    view: View, rows: list[int], columns: dict[int, int], desk: Desk, known: Collection[str]
) -> Header:
    """The heads of these columns (with their printed numbers) from these rows."""
    words = _words(view, rows, min(columns, default=1), desk, known)
    over = _spread(view, rows, sorted(columns), words)
    header = Header(findings=[f for w in words.values() for f in w.findings])
    for column, number in sorted(columns.items()):
        mine = [words[place] for place in over[column]]
        header.heads.append(
            Head(
                column,
                _without_repeats(w.id for w in mine),
                _without_repeats(w.en for w in mine),
                number,
                next((w.unit for w in reversed(mine) if w.unit), ""),
                next((w.period for w in reversed(mine) if w.period), ""),
            )
        )
        mark = next((w.mark for w in reversed(mine) if w.mark), "")
        if mark:
            header.marks[column] = mark
        if not mine:
            header.findings.append(desk.say("no_head", rows[-1] if rows else 1, column))
    return header


def _without_repeats(words: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for word in words:
        if word and (not found or found[-1] != word):
            found.append(word)
    return tuple(found)


def _words(
    view: View, rows: list[int], first: int, desk: Desk, known: Collection[str]
) -> dict[tuple[int, int], Word]:
    """Every header cell that reaches the columns of values. A row of English words only is the
    English of the row above it."""
    found: dict[tuple[int, int], Word] = {}
    for number, row in enumerate(rows):
        texts = {c: view.sheet.printed(row, c) for c in view.rows[row]}
        in_english = number > 0 and _is_english(list(texts.values()))
        for column, text in texts.items():
            if view.sheet.end(row, column)[1] >= first:
                others = [t for c, t in texts.items() if c != column]
                found[row, column] = _word(text, others, in_english, row, column, desk, known)
    return found


def _is_english(texts: list[str]) -> bool:
    """Whether the texts of a row are all in one language, and that is English."""
    one = all(year_of(t) is None and not languages(t)[1] for t in texts)
    return one and any(map(english, texts)) and not any(map(indonesian, texts))


def _word(
    text: str,
    others: list[str],
    in_english: bool,
    row: int,
    column: int,
    desk: Desk,
    known: Collection[str],
) -> Word:
    findings: list[Finding] = []
    shown, _ = unsigned(text)
    bare, signs = unglued(shown, known)
    if signs and not any(unglued(t)[0] == bare and t != text for t in others):
        findings.append(desk.say("glued_word", row, column, clean(text)))
        shown = bare
    part_id, part_en = languages(shown)
    year = year_of(languages(text)[0])
    if year:
        if year.glued:
            findings.append(desk.say("glued_year", row, column, clean(text)))
        return Word(period=year.period, mark=year.mark, findings=tuple(findings))
    word_id, unit = _unit(clean(part_id))
    word_en, unit_en = _unit(clean(part_en))
    if in_english:
        return Word(en=word_id, findings=tuple(findings))
    return Word(word_id, word_en, unit or languages(unit_en)[0], findings=tuple(findings))


def _unit(text: str) -> tuple[str, str]:
    """A header word without the unit in parentheses behind it, and the unit in Indonesian."""
    found = _PAREN.fullmatch(text)
    if found is None:
        return text, ""
    inside = found["inside"].strip()
    alone = not found["before"] and sum(map(str.isalpha, inside)) > SHORTEST_UNIT
    if alone or is_unit(inside):
        return found["before"].strip(), languages(inside)[0]
    return text, ""


def is_unit(text: str) -> bool:
    """Whether a text in parentheses is made of the words of units alone."""
    words = re.findall(r"[^\s/.,×0-9]+[0-9]?", text.casefold())
    return bool(words) and all(w in UNITS for w in words)


def _spread(
    view: View, rows: list[int], columns: list[int], words: dict[tuple[int, int], Word]
) -> dict[int, list[tuple[int, int]]]:
    """The header cells over each column from the top down: merged words stand over all the columns
    they cover; in a file that keeps no merges (CSV) a word also stands over the columns to its
    right that have none in its row but one below it."""
    over: dict[int, list[tuple[int, int]]] = {c: [] for c in columns}
    merges = any(view.sheet.end(*place)[1] > place[1] for place in words)
    for i, row in enumerate(rows):
        below = {c for (r, c) in words if r in rows[i + 1 :]}
        held: int | None = None
        cells = sorted(c for r, c in words if r == row)
        for column in columns:
            covering = [c for c in cells if c <= column <= view.sheet.end(row, c)[1]]
            if covering:
                over[column].append((row, covering[-1]))
                held = column if column in below else None
            elif held is not None and not merges and column in below:
                over[column].append((row, held))
            else:
                held = None
    return over
