"""The BPS site's own Excel export: areas by years, names without codes, decimal dots."""

from __future__ import annotations

import re

from atlas.model import Finding
from atlas.table.machine import Place, shown, understood
from atlas.table.model import Cell, Grid, Head, Line, Raw, Table
from atlas.table.text import one_line, plain

READER = "situs"
STUB = re.compile(r"\b(provinsi|kabupaten|kota|kecamatan|kelurahan|wilayah)\b")
YEAR = re.compile(r"(19|20)\d\d")
UNIT = re.compile(
    r"\((?P<unit>(?:persen|jiwa|orang|rupiah|rp|ribu|juta|miliar|milyar|tahun|ha|hektar|km2|km²|kg|"
    r"ton|kuintal|unit|buah|poin|persen poin|rumah tangga)\b[^()]*)\)$",
    re.IGNORECASE,
)
"""A unit at the end of a title; other words in parentheses there belong to the title."""


def recognised(grid: Grid) -> bool:
    """Whether a sheet has this layout: the stub in A1 over all header rows, a title in B1, and
    nothing but years in the last header row."""
    deep = _deep(grid)
    stub, title = (_text(grid, 1, column) for column in (1, 2))
    years = [_text(grid, deep, column) for column in range(2, _right(grid) + 1)]
    found = [y for y in years if y]
    return (
        bool(title and found)
        and STUB.search(plain(stub)) is not None
        and not any(_text(grid, row, 1) for row in range(2, deep + 1))
        and all(YEAR.fullmatch(y) for y in found)
    )


def table(grid: Grid) -> Table:
    """The table of such a sheet. Its areas have names only; provinces open their blocks in capitals."""
    deep = _deep(grid)
    title = one_line(_text(grid, 1, 2))
    words, unit = parted(title)
    heads = tuple(_heads(grid, deep, unit))
    end = _end(grid, deep)
    lines, cells, findings = _body(grid, deep, end, heads)
    notes, source, places = _foot(grid, end)
    return Table(
        grid.file, grid.sheet, READER,
        title_id=words, unit=unit,
        periods=tuple(dict.fromkeys(h.period for h in heads)),
        heads=heads, lines=tuple(lines), cells=cells, notes=notes, source=source,
        places={"title": (1, 2), **{f"head {h.column}": (deep, h.column) for h in heads},
                **{f"line {x.row}": (x.row, 1) for x in lines}, **places},
        findings=tuple(findings), titles=(title,),
    )  # fmt: skip


def parted(title: str) -> tuple[str, str]:
    """A title and the unit in parentheses behind it, "" for none."""
    unit = UNIT.search(title)
    return (title[: unit.start()].strip(), unit["unit"]) if unit else (title, "")


def _text(grid: Grid, row: int, column: int) -> str:
    raw = grid.cells.get((row, column))
    if raw is None or raw.value is None:
        return ""
    return one_line(raw.value) if isinstance(raw.value, str) else shown(raw.value)


def _deep(grid: Grid) -> int:
    """How many header rows there are: as many as the stub in A1 is merged over, else two."""
    return next((m[2] for m in grid.merged if m[:2] == (1, 1) and m[3] == 1), 2)


def _right(grid: Grid) -> int:
    return max((column for _, column in grid.cells), default=1)


def _heads(grid: Grid, deep: int, unit: str) -> list[Head]:
    """A column for each year, with what stands between the title and the year."""
    found = []
    for column in range(2, _right(grid) + 1):
        year = _text(grid, deep, column)
        if year:
            words = [w for row in range(2, deep) if (w := _over(grid, row, column))]
            found.append(Head(column, tuple(words), unit=unit, period=year))
    return found


def _over(grid: Grid, row: int, column: int) -> str:
    """A header word, also when it is merged over this column from the left."""
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and left <= column <= right:
            return _text(grid, top, left)
    return _text(grid, row, column)


def _end(grid: Grid, deep: int) -> int:
    """The first row under the areas: empty, or merged over all columns."""
    wide = {top for top, left, _, right in grid.merged if left == 1 and right > 1}
    filled = {row for row, _ in grid.cells}
    row = deep + 1
    while row in filled and row not in wide:
        row += 1
    return row


def _body(
    grid: Grid, deep: int, end: int, heads: tuple[Head, ...]
) -> tuple[list[Line], dict[tuple[int, int], Cell], list[Finding]]:
    lines: list[Line] = []
    cells: dict[tuple[int, int], Cell] = {}
    findings: list[Finding] = []
    known = {1, *(h.column for h in heads)}
    for row in range(deep + 1, end):
        label = _text(grid, row, 1)
        stray = sorted(c for r, c in _row(grid, row) if c not in known or not label)
        findings += [_stray(grid, row, c) for c in stray]
        if not label:
            continue
        lines.append(Line(row, label))
        for head in heads:
            place = Place(grid.file, grid.sheet, row, head.column)
            cells[row, head.column], wrong = understood(place, grid.cells.get((row, head.column)))
            findings += wrong
    return lines, cells, findings


def _row(grid: Grid, row: int) -> list[tuple[int, int]]:
    return [(row, c) for c in range(1, _right(grid) + 1) if (row, c) in grid.cells]


def _stray(grid: Grid, row: int, column: int) -> Finding:
    found = _text(grid, row, column)
    return Place(grid.file, grid.sheet, row, column).finding(
        "K24", f"{found[:40]!r} tidak punya nama wilayah atau tahun; tidak dibaca",
        f"{found[:40]!r} has no area name or no year; it was not taken",
        "unduh ulang dari situs BPS, atau lengkapi nama wilayah dan tahunnya",
        "download it again from the BPS site, or fill in area name and year", found,
    )  # fmt: skip


def _foot(grid: Grid, end: int) -> tuple[tuple[str, ...], str, dict[str, tuple[int, int]]]:
    """What stands under the areas: explanations, the address it came from, and when."""
    notes: list[str] = []
    source = ""
    places: dict[str, tuple[int, int]] = {}
    for (row, column), raw in sorted(grid.cells.items(), key=lambda item: item[0]):
        if row < end or not isinstance(raw, Raw):
            continue
        text = _text(grid, row, column)
        if text.casefold().startswith(("source url", "sumber")) and not source:
            source = text
            places["source"] = (row, column)
        else:
            notes.append(text)
            places.setdefault("notes", (row, column))
    return tuple(notes), source, places
