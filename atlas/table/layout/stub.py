"""The lines of a table and their names."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from atlas.model import Finding
from atlas.table.layout.findings import Desk
from atlas.table.layout.roles import CODE, MOST, ORDINAL, Roles
from atlas.table.layout.sheet import View
from atlas.table.model import Line, Table
from atlas.table.text import clean, english, languages, one_line, unglued, unsigned

_NAMED = re.compile(
    rf"(?:(?P<code>{CODE})[.)]? |(?P<number>[0-9]{{1,3}}[.)]|0[0-9]{{1,2}}(?= )) ?)(?P<name>[^\W\d_].*)"
)
_BARE_ORDINAL = re.compile(r"(?P<number>[0-9]{1,3}) (?P<name>[^\W\d_].*)")
TOTALS = ("jumlah", "total", "kota medan", "medan", "rata-rata", "average")
"""How the label of a line begins that sums up the others."""
FEWEST = 3
"""names that must be counted before their ordinals are taken off"""


@dataclass
class Stub:
    """The lines of a table, and headings between them."""

    lines: list[Line] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    kemendagri: bool = False


def read_stub(view: View, rows: list[int], role: Roles, desk: Desk, known: Collection[str]) -> Stub:
    """The lines among these rows. A row with a name and no values is a line too, unless it is
    merged over the values or alone in naming itself in two languages: then it heads a section."""
    stub = Stub()
    values = set(role.values)
    labels = {r: _label(view, r, role) for r in rows}
    filled = [r for r in rows if values & set(view.rows[r])]
    bilingual = sum(bool(languages(labels[r][1])[1]) for r in filled) * 2 > len(filled)
    named_only = set(rows).difference(filled)
    for row in rows:
        column, text = labels[row]
        if not text and row in named_only:
            continue
        if row in named_only and _says_again(stub, row, text, filled):
            continue
        if row in named_only and _heads_section(view, row, column, text, role, bilingual):
            stub.headings.append((row, one_line(text)))
            continue
        if not text:
            stub.findings.append(desk.say("no_label", row, role.label))
        line, signs = _line(row, text, _ordinal(view, row, role), known)
        if signs:
            stub.findings.append(desk.say("glued_word", row, column, clean(text)))
        stub.kemendagri |= "." in line.code
        stub.lines.append(line)
    _tell_sections(stub, desk, role.label)
    return stub


def _says_again(stub: Stub, row: int, text: str, filled: list[int]) -> bool:
    """Whether a row without values is the English of the line right above it, which then has both
    languages in its name."""
    above = stub.lines[-1] if stub.lines else None
    if above is None or above.row != row - 1 or above.row not in filled or "/" in above.label:
        return False
    if not english(text) or english(above.label) or is_total(text) or _number(clean(text)):
        return False
    stub.lines[-1] = replace(above, label=f"{above.label}/{clean(text)}")
    return True


def _label(view: View, row: int, role: Roles) -> tuple[int, str]:
    """Where the name of a line stands: in the column of names, or merged over the ordinals."""
    for column in (role.label, *reversed(role.ordinals)):
        if column in view.rows[row]:
            text = view.sheet.printed(row, column)
            if column == role.label or not ORDINAL.fullmatch(one_line(text)):
                return column, text
    return role.label, ""


def _heads_section(
    view: View, row: int, column: int, text: str, role: Roles, bilingual: bool
) -> bool:
    """Whether a row without values is a heading."""
    if _NAMED.fullmatch(clean(text)) or is_total(text) or _ordinal(view, row, role):
        return False
    merged = view.sheet.end(row, column)[1] >= min(role.values, default=0) > 0
    return merged or (not bilingual and bool(languages(text)[1]))


def is_total(text: str) -> bool:
    return clean(text).casefold().startswith(TOTALS[:3]) or clean(text).casefold() in TOTALS


@dataclass(frozen=True, slots=True)
class Series:
    """Whether the lines of a table are counted, and up to which ordinal."""

    counted: bool
    last: int


def series(view: View, rows: list[int], role: Roles) -> Series:
    """The ordinals of these rows."""
    found = [_number(clean(_label(view, r, role)[1])) or _ordinal(view, r, role) for r in rows]
    counts = [int(n) for n in found if n.isdigit()]
    counted = bool(counts) and len(counts) >= MOST * (len(rows) - 1)
    return Series(counted, max(counts, default=0))


def looks_like_line(view: View, row: int, role: Roles, above: Series) -> bool:
    """Whether a row without values, under the last figures, is still a line of the table: named as
    a total, with a code, or with the ordinal that comes next."""
    text = clean(_label(view, row, role)[1])
    number = _number(text) or _ordinal(view, row, role)
    if not text or not number:
        return bool(text) and is_total(text)
    next_one = above.counted and number.isdigit() and int(number) > above.last
    return bool(re.fullmatch(CODE, number)) or next_one


def _number(label: str) -> str:
    """The ordinal or code before a name, "" for none."""
    found = _NAMED.fullmatch(label) or _BARE_ORDINAL.fullmatch(label)
    if found is None:
        return ""
    return (found.groupdict().get("code") or found["number"]).rstrip(".)")


def _ordinal(view: View, row: int, role: Roles) -> str:
    """What stands before the name in a column of its own."""
    found = [one_line(view.sheet.printed(row, c)) for c in role.ordinals if c in view.rows[row]]
    return next((t.rstrip(".)") for t in found if ORDINAL.fullmatch(t)), "")


def _line(
    row: int, text: str, ordinal: str, known: Collection[str]
) -> tuple[Line, tuple[str, ...]]:
    """A line by its printed name, and the footnote digits glued to it."""
    first, second = map(clean, languages(text))
    label = f"{first}/{second}" if second and second != first else first
    found = _NAMED.fullmatch(label)
    code = found["code"] or "" if found else ""
    if found:
        ordinal, label = found["number"] or ordinal, found["name"]
    if re.fullmatch(CODE, ordinal) and not code:
        code, ordinal = ordinal, ""
    name, signs = unglued(unsigned(label)[0], known)
    return Line(row, name, code, ordinal.rstrip(".)")), signs


def uncounted(table: Table) -> Table:
    """The table with ordinals taken off names that are counted without a dot: "1 Medan Tuntungan".
    Done when all its parts are together, since one name alone does not tell."""
    found = [_BARE_ORDINAL.fullmatch(x.label) for x in table.lines]
    counts = [int(m["number"]) for m in found if m]
    if len(counts) < max(FEWEST, MOST * (len(found) - 1)) or counts != sorted(counts):
        return table
    lines = [
        replace(line, label=m["name"], number=m["number"]) if m else line
        for line, m in zip(table.lines, found, strict=True)
    ]
    return replace(table, lines=tuple(lines))


def _tell_sections(stub: Stub, desk: Desk, column: int) -> None:
    """Headings matter when the same names come again under the next one."""
    headings = dict(stub.headings)
    seen: dict[str, int] = {}
    told: set[int] = set()
    for line in stub.lines:
        section = max((r for r in headings if r < line.row), default=0)
        if seen.setdefault(line.label, section) != section and section not in told:
            told.add(section)
            stub.findings.append(desk.say("section", section, column, headings[section]))
