"""Text with a separator between values, as a grid: CSV of Excel, of portals and of the BPS site."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from atlas.model import Finding
from atlas.table.limits import CELLS, COLUMNS, CSV_MB, MB, ROWS, TEXT
from atlas.table.model import Grid, Raw, address
from atlas.table.refused import Refused, noted

SEPARATORS = "\t;,"
"""In the order they are preferred when a text could be read either way."""
SAMPLE = 200
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def read(stream: BinaryIO, file: str) -> tuple[list[Grid], list[Finding]]:
    """The one sheet of a text file, every value as text. Refused over the limits."""
    if stream.seek(0, io.SEEK_END) > CSV_MB * MB:
        raise Refused("csv_size")
    stream.seek(0)
    start = stream.read(4)
    for encoding in dict(BOMS).values():
        if any(start.startswith(b) for b, e in BOMS if e == encoding):
            return [_grid(stream, file, encoding)], []
    try:
        return [_grid(stream, file, "utf-8")], []
    except UnicodeDecodeError:
        return [_grid(stream, file, "cp1252")], [noted("cp1252", file)]


def _grid(stream: BinaryIO, file: str, encoding: str) -> Grid:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        return Grid(file, "", dict(_cells(text)))
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            raise
        raise Refused("encoding") from error
    except csv.Error as error:
        raise Refused("text" if "limit" in str(error) else "damaged", "CSV") from error
    finally:
        text.detach()


def _cells(text: io.TextIOWrapper) -> Iterator[tuple[tuple[int, int], Raw]]:
    csv.field_size_limit(TEXT)
    sample = list(itertools.islice(_short_lines(text), SAMPLE))
    declared = sample[0].strip() if sample else ""
    if declared[:4] == "sep=" and len(declared) == 5:
        separator, sample = declared[4], sample[1:]  # Excel takes this line as no row either
    else:
        separator = separator_of(sample)
    lines = itertools.chain(sample, _short_lines(text))
    filled = 0
    for row, values in enumerate(csv.reader(lines, delimiter=separator), start=1):
        if row > ROWS:
            raise Refused("rows", address(row, 1))
        for column, value in enumerate(values, start=1):
            if not value.strip():
                continue
            if column > COLUMNS:
                raise Refused("columns", address(row, column))
            filled += 1
            yield (row, column), Raw(value)
        if filled > CELLS:
            raise Refused("cells")


def _short_lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines one by one, none of a length that no table has."""
    while line := text.readline(COLUMNS * TEXT):
        if len(line) == COLUMNS * TEXT:
            raise Refused("text", "CSV")
        yield line


def separator_of(lines: list[str]) -> str:
    """The separator that splits most lines into the same number of values."""

    def regular(separator: str) -> int:
        try:
            widths = Counter(len(r) for r in csv.reader(lines, delimiter=separator) if len(r) > 1)
        except csv.Error:
            return 0
        return max(widths.values(), default=0)

    return max(SEPARATORS, key=regular)
