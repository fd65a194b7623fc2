"""Parts of one table that stand apart, joined by adding lines or columns."""

from __future__ import annotations

from dataclasses import replace

from atlas.table.layout.findings import Desk
from atlas.table.model import Cell, Head, Line, Table
from atlas.table.text import plain


def join(first: Table, second: Table) -> Table | None:
    """Both as one table: with more lines where the heads are the same, with more columns where the
    names of the lines are. None when neither fits. A line or column whose place in the sheet is
    taken gets a row or column of its own beyond the sheet; its cells keep their true addresses."""
    if _words(first) == _words(second):
        return _with_lines(first, second)
    if _labels(first) == _labels(second):
        return _with_columns(first, second)
    return None


def goes_on(first: Table, second: Table) -> bool:
    """Whether a second table of the same number adds other lines, or other columns, to the first,
    as a page does that repeats the number without the word Lanjutan."""
    same_words = _words(first) == _words(second)
    apart = not set(_labels(first)) & set(_labels(second))
    same_labels = _labels(first) == _labels(second)
    return bool(second.lines) and ((same_words and apart) or (same_labels and not same_words))


def difference(first: Table, second: Table) -> Table:
    """The second part with a finding where it departs from the first."""
    desk = Desk(second.file, second.sheet, second.number)
    lines = list(zip(_labels(first), second.lines, strict=False))
    apart = next(((a, b) for a, b in lines if a != plain(b.label)), None)
    expected, line = apart or ("", second.lines[0])
    column = min((h.column for h in second.heads), default=2) - 1
    finding = desk.say("continued_differs", line.row, max(1, column), line.label, expected)
    return replace(second, findings=(*second.findings, finding))


def _words(table: Table) -> list[tuple[tuple[str, ...], str, str]]:
    return [(tuple(map(plain, h.words_id)), h.unit, h.period) for h in table.heads]


def _labels(table: Table) -> list[str]:
    return [plain(x.label) for x in table.lines]


def _beyond(tables: tuple[Table, Table], rows: bool) -> int:
    """The first row, or column, that neither table uses."""
    ends = [c.row if rows else c.column for t in tables for c in t.cells.values()]
    ends += [x.row for t in tables for x in t.lines] if rows else []
    ends += [] if rows else [h.column for t in tables for h in t.heads]
    return max(ends, default=0) + 1


def _with_lines(first: Table, second: Table) -> Table:
    taken = {x.row for x in first.lines}
    free = _beyond((first, second), rows=True)
    lines: list[Line] = list(first.lines)
    cells: dict[tuple[int, int], Cell] = dict(first.cells)
    for line in second.lines:
        row = line.row
        if row in taken:
            row, free = free, free + 1
        lines.append(replace(line, row=row))
        for mine, other in zip(first.heads, second.heads, strict=True):
            cells[row, mine.column] = second.cells[line.row, other.column]
    return _together(first, second, lines, list(first.heads), cells)


def _with_columns(first: Table, second: Table) -> Table:
    taken = {h.column for h in first.heads}
    free = _beyond((first, second), rows=False)
    heads: list[Head] = list(first.heads)
    cells: dict[tuple[int, int], Cell] = dict(first.cells)
    for head in second.heads:
        column = head.column
        if column in taken:
            column, free = free, free + 1
        heads.append(replace(head, column=column))
        for mine, other in zip(first.lines, second.lines, strict=True):
            cells[mine.row, column] = second.cells[other.row, head.column]
    return _together(first, second, list(first.lines), heads, cells)


def _together(
    first: Table,
    second: Table,
    lines: list[Line],
    heads: list[Head],
    cells: dict[tuple[int, int], Cell],
) -> Table:
    return replace(
        first,
        title_id=first.title_id or second.title_id,
        title_en=first.title_en or second.title_en,
        unit=first.unit or second.unit,
        periods=first.periods or second.periods,
        lines=tuple(lines),
        heads=tuple(heads),
        cells=cells,
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
        footnotes={**second.footnotes, **first.footnotes},
        source=first.source or second.source,
        system=first.system if first.system == "kemendagri" else second.system,
        places={**second.places, **first.places},
        findings=(*first.findings, *second.findings),
        titles=tuple(dict.fromkeys((*first.titles, *second.titles))),
    )
