"""The title of a table: its two languages, unit and years, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from atlas.model import Finding
from atlas.table.layout.anchor import BARE, Anchor, said
from atlas.table.layout.findings import Desk
from atlas.table.layout.sheet import View
from atlas.table.lexicon import UNITS
from atlas.table.text import PERIOD, RAISED, clean, english, languages, one_line, unglued, unsigned

_ONE = rf"{PERIOD}(?:[1-9](?![0-9]))?(?: ?(?:\*{{1,3}}|[{''.join(RAISED)}]+|[1-9]\)|\*\)))?"
_TO = r"(?: ?- ?| s\.?d\.? | s/d | sampai | to )"
_AND = r"(?:,? dan |,? and | & |, ?|; ?)"
YEARS = re.compile(
    rf"(?<![\w/])(?:(?:tahun|years?) )?{_ONE}(?:(?:{_TO}|{_AND}){_ONE})*\.?$", re.IGNORECASE
)
_YEAR = re.compile(rf"(?<![0-9/])(?P<period>{PERIOD})(?P<glued>[1-9](?![0-9]))?")
_RANGE = re.compile(rf"{_TO}$", re.IGNORECASE)
_LOOSE = re.compile(rf"(?<![\w=/.,-])(?<!dasar )(?<!seri )(?<!base )({PERIOD})(?![\w=/])")
_PAREN = re.compile(r"\s*\(([^()]*)\)\.?$")
_UNIT_LINE = re.compile(r"\((?P<a>[^()]*)\)|(?:satuan|unit)(?: ?/ ?unit)? ?: ?\(?(?P<b>[^()]*)\)?",
                        re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tail:
    """A title line without what stands at its end: unit and years."""

    text: str
    unit: str = ""
    periods: tuple[str, ...] = ()
    glued: tuple[str, ...] = ()
    """years as printed that have a footnote digit behind them"""


@dataclass
class Title:
    """The title of a table as read so far."""

    id: list[str] = field(default_factory=list)
    en: list[str] = field(default_factory=list)
    unit: str = ""
    periods: tuple[str, ...] = ()
    title_id: str = ""
    title_en: str = ""
    printed: list[str] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    end: int = 0
    """the last row it takes"""


def read_title(
    view: View, anchor: Anchor | None, stop: int, desk: Desk, known: Collection[str]
) -> Title:
    """The title in the rows above `stop`, the first row that cannot be title any more."""
    title = Title()
    for row in view.order:
        if row >= stop or not _take(title, view, anchor, row):
            break
        title.end = row
    _understand(title, desk, known)
    return title


def _take(title: Title, view: View, anchor: Anchor | None, row: int) -> bool:
    """Add a row to the title; False when it is no title any more."""
    lines = list(_lines(view, anchor, row))
    places = {place for place, _ in lines}
    first = anchor is not None and row == anchor.row
    if not lines:
        return first or bool(title.id) or _only_table_words(view, row)
    if len(places) > 1 and not first:
        return False
    took = False
    for place, line in lines:
        kind = _kind(title, place, line, wrapped=took)
        if kind == "unit":
            title.unit = title.unit or _unit_in(line)
            title.places.setdefault("unit", place)
        elif kind:
            (title.id if kind == "id" else title.en).append(one_line(line))
            title.places.setdefault("title" if kind == "id" else "title_en", place)
        else:
            break
        took = True
        title.printed.append(line)
    return took or first


def _lines(view: View, anchor: Anchor | None, row: int) -> Iterator[tuple[tuple[int, int], str]]:
    """Title lines of a row with their cells; without "Tabel", its number, and blank lines."""
    for column in view.rows[row]:
        text = view.text(row, column)
        if anchor and row == anchor.row and column < (anchor.title or (0, 0))[1]:
            continue
        if BARE.fullmatch(text):
            continue
        told = said(text)
        if told is not None and not told[2]:
            continue
        for line in view.sheet.printed(row, column).splitlines():
            if one_line(line):
                yield (row, column), line


def _only_table_words(view: View, row: int) -> bool:
    return all(said(view.text(row, c)) for c in view.rows[row])


def _kind(title: Title, place: tuple[int, int], line: str, wrapped: bool) -> str:
    """Whether a line is part of the Indonesian title, the English one, the unit, or ""."""
    text = clean(line)
    if _UNIT_LINE.fullmatch(text) and title.places:
        return "unit"
    if english(_bare(text)) or text.casefold().startswith("table "):
        return "en"
    if not title.id:
        return "" if title.en else "id"
    if title.en:
        return ""
    if wrapped:
        return "id"
    below = place[1] == title.places["title"][1] and not languages(text)[1]
    goes_on = not tail(" ".join(title.id)).periods and tail(text) != Tail(text)
    return "id" if below and goes_on else ""


def _bare(line: str) -> str:
    """A title line without "Table 3.1.1" before it."""
    told = said(line)
    return told[2] if told else line


def _unit_in(line: str) -> str:
    found = _UNIT_LINE.fullmatch(clean(line))
    return languages(found["a"] or found["b"] or "")[0] if found else ""


def tail(text: str) -> Tail:
    """A title line parted from its unit and years, in whichever order they stand at its end."""
    unit, periods, glued = "", (), ()  # type: tuple[str, tuple[str, ...], tuple[str, ...]]
    rest = text
    while True:
        years = YEARS.search(rest) if not periods else None
        if years:
            periods, glued = _years(years[0])
            rest = rest[: years.start()].rstrip(" ,.;:")
            continue
        paren = _PAREN.search(rest)
        if paren is None:
            break
        inside = paren[1].strip()
        if not periods and YEARS.fullmatch(inside):
            periods, glued = _years(inside)
        elif _is_unit(inside):
            unit = languages(inside)[0]
        elif said(inside) is None:
            break
        rest = rest[: paren.start()].rstrip(" ,.;:")
    return Tail(rest, unit, periods, glued)


def _is_unit(inside: str) -> bool:
    """Whether parentheses at the end of a title hold a unit: no abbreviation and no base year."""
    abbreviation = inside.isupper() and inside.isalpha() and inside.casefold() not in UNITS
    return bool(inside) and not abbreviation and "=" not in inside


def _years(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The years a text names, those of a range all, and those with a digit glued to them."""
    periods: list[str] = []
    glued: list[str] = []
    end = 0
    for found in _YEAR.finditer(text):
        period = found["period"]
        if periods and _RANGE.search(text[end : found.start()]) and len(period) == 4:
            periods += map(str, range(int(periods[-1][-4:]) + 1, int(period)))
        periods.append(period)
        if found["glued"]:
            glued.append(found[0])
        end = found.end()
    return tuple(dict.fromkeys(periods)), tuple(glued)


def _understand(title: Title, desk: Desk, known: Collection[str]) -> None:
    """Part both titles from unit and years, and say what is glued to their words."""
    for name, lines in (("title", title.id), ("title_en", title.en)):
        if not lines:
            continue
        place = title.places[name]
        line = clean(_bare(" ".join(lines)))
        parted = tail(line)
        for year in parted.glued:
            title.findings.append(desk.say("glued_year", *place, year))
        words, signs = unglued(unsigned(parted.text)[0], known)
        if signs:
            title.findings.append(desk.say("glued_word", *place, parted.text))
        if name == "title":
            title.title_id = words
            if parted.unit and not title.unit:
                title.unit = parted.unit
                title.places["unit"] = place
        else:
            title.title_en = words
        title.periods = title.periods or parted.periods
    if not title.periods:
        text = clean(" ".join(title.id)).casefold()
        title.periods = tuple(dict.fromkeys(_LOOSE.findall(text)))
