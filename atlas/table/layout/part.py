"""One part of a sheet with its title, header, lines and foot, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from atlas.model import Finding
from atlas.table.layout.body import frame
from atlas.table.layout.columns import Part, figure, is_foot
from atlas.table.layout.findings import Desk
from atlas.table.layout.foot import Foot, footnote, read_foot
from atlas.table.layout.header import read_header
from atlas.table.layout.roles import Roles, roles
from atlas.table.layout.sheet import Sheet, View
from atlas.table.layout.stub import looks_like_line, read_stub, series
from atlas.table.layout.title import Title, read_title
from atlas.table.model import Table
from atlas.table.text import year_of

DEEPEST = 12
"""rows a header has at most"""
FEWEST_LINES = 3
"""of a table that neither a number nor a row (1) (2) (3) shows to be one"""
LONGEST_NAME = 5
"""words of a name that stands alone under the last figures; longer texts are notes"""
SPARE = 10_000
"""crossings of lines and columns allowed beyond twenty times the filled cells"""


@dataclass(frozen=True, slots=True)
class Extent:
    """Which rows of a part are what."""

    header: list[int]
    body: list[int]
    foot: list[int]
    below: list[int]
    """rows with figures under Catatan and Sumber"""


def read_part(part: Part, sheet: Sheet) -> Table | None:
    """The table in a part, its cells not yet filled; None where there is none. One whose number
    stands there without a readable body has no lines and says so."""
    view, anchor = part.view, part.anchor
    desk = Desk(sheet.file, sheet.sheet, anchor.number if anchor else "")
    start = _start(part)
    rows = [r for r in view.order if start and r >= start]
    end = next((r for r in rows if is_foot(view, r)), view.box.bottom + 1)
    foot = read_foot(view, [r for r in rows if r >= end])
    stop = part.numbers.row if part.numbers else start or view.box.bottom + 1
    title = read_title(view, anchor, stop, desk, foot.footnotes)
    header = [r for r in view.order if title.end < r < stop][-DEEPEST:]
    inside = [r for r in rows if r < end]
    # rows with one cell are names without values, or footnotes: they tell nothing about columns
    telling = [r for r in inside if len(view.rows[r]) > 1] or inside
    role = roles(view, telling, _headed(view, header), part.numbers)
    extent = _extent(view, header, rows, end, role)
    if not (anchor or part.numbers) and not (header and len(extent.body) >= FEWEST_LINES):
        return None
    return _table(part, extent, role, title, desk)


def _start(part: Part) -> int:
    """The first row under the header; 0 when there is none."""
    view = part.view
    if part.numbers:
        return part.numbers.row + 1
    years_passed = False
    for row in view.order:
        if part.anchor and row <= part.anchor.row:
            continue
        if is_foot(view, row):
            return 0
        others = list(view.rows[row])[1:]
        figures = [c for c in others if figure(view, row, c)]
        years = [c for c in figures if year_of(view.sheet.printed(row, c)) is not None]
        if len(figures) > len(years) or (years and years_passed):
            return row
        # the first row of years is a header, unless the row has a name of its own
        years_passed = bool(years) or years_passed
    return 0


def _headed(view: View, header: list[int]) -> set[int]:
    """Columns with a word right over the body, or merged down to it."""
    return {
        c
        for r in header
        for c in view.rows[r]
        if view.sheet.end(r, c)[0] >= header[-1] or r == header[-1]
    }


def _extent(view: View, header: list[int], rows: list[int], end: int, role: Roles) -> Extent:
    """Rows after the last figures are lines still when they look like the lines above them, else
    footnotes."""
    inside = [r for r in rows if r < end]
    filled = [r for r in inside if any(figure(view, r, c) for c in role.values)]
    last = filled[-1] if filled else 0
    body, foot = [r for r in inside if r <= last], [r for r in rows if r >= end]
    counted = series(view, filled, role)
    trailing: list[int] = []
    for row in (r for r in inside if r > last):
        close = not trailing and (not body or row == body[-1] + 1)
        if close and (_reads_on(view, row, role) or looks_like_line(view, row, role, counted)):
            body.append(row)
        else:
            trailing.append(row)
    below = [
        r for r in foot if not is_foot(view, r) and any(figure(view, r, c) for c in role.values)
    ]
    return Extent(header, body, [r for r in trailing + foot if r not in below], below)


def _reads_on(view: View, row: int, role: Roles) -> bool:
    """Whether a row under the last figures is no footnote: it has something in a column of values,
    or nothing but a short name."""
    column = next(iter(view.rows[row]))
    text = view.text(row, column)
    if any(c in view.rows[row] for c in role.values):
        return footnote(f"{text} x") is None
    merged = view.sheet.end(row, column)[1] > role.label
    short = len(text.split()) <= LONGEST_NAME and not text.endswith(".")
    return column <= role.label and short and not merged and footnote(text) is None


def _table(part: Part, extent: Extent, role: Roles, title: Title, desk: Desk) -> Table:
    view = part.view
    foot = read_foot(view, extent.foot)
    titled = _titled(part, title, foot, desk)
    first = title.places.get("title", (view.order[0], min(view.rows[view.order[0]])))
    if not extent.body or not role.values:
        return replace(titled, findings=(*title.findings, desk.say("no_body", *first)))
    filled = sum(len(view.rows[r]) for r in extent.body)
    if len(extent.body) * len(role.values) > 20 * filled + SPARE:
        return replace(titled, findings=(*title.findings, desk.say("sparse", *first)))
    tokens = part.numbers.tokens if part.numbers else {}
    columns = {c: tokens.get(c, 0) for c in role.values}
    header = read_header(view, extent.header, columns, desk, foot.footnotes)
    stub = read_stub(view, extent.body, role, desk, foot.footnotes)
    lines = [x.row for x in stub.lines]
    structure = _structure(part, extent, role, desk)
    return replace(
        titled,
        heads=tuple(header.heads),
        lines=tuple(stub.lines),
        cells=frame(view, lines, list(role.values), header.marks),
        system="kemendagri" if stub.kemendagri else "bps",
        findings=(*title.findings, *structure, *header.findings, *stub.findings),
    )


def _titled(part: Part, title: Title, foot: Foot, desk: Desk) -> Table:
    """The table without its lines."""
    begin = part.view.order[0]
    place = (begin, min(part.view.rows[begin]))
    if part.anchor:
        place = (part.anchor.row, part.anchor.column)
    return Table(
        desk.file,
        desk.sheet,
        "publikasi",
        number=desk.number,
        title_id=title.title_id,
        title_en=title.title_en,
        unit=title.unit,
        periods=title.periods,
        notes=tuple(foot.notes),
        footnotes=foot.footnotes,
        source=foot.source,
        places={**foot.places, **title.places, "number": place},
        titles=tuple(title.printed),
    )


def _structure(part: Part, extent: Extent, role: Roles, desk: Desk) -> Iterator[Finding]:
    """What is amiss with the frame of a table that has lines."""
    first = extent.body[0]
    if part.numbers is None:
        yield desk.say("no_numbers_row", first, role.label)
    for column in role.unnumbered:
        yield desk.say("column_number", first, column)
    for row in extent.below[:1]:
        yield desk.say("below", row, min(part.view.rows[row]))
