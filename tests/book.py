"""A book of 300 official tables with invented numbers, as one workbook or as a file each.

python tests/book.py buku.xlsx          # to try the command line on
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

import editions
from official import Printed, write_xlsx

TABLES = 300
SOURCE = "data karangan untuk uji/invented data for tests"


def tables(count: int = TABLES) -> list[Printed]:
    """Every clean table of this edition, then of the next, until there are enough: each has other
    years and other numbers, and about 22 lines."""
    found = _tables()
    return [next(found) for _ in range(count)]


def _tables() -> Iterator[Printed]:
    edition = editions.EDITION
    while True:
        for table in editions.book(edition).values():
            yield replace(table, source=SOURCE)
        edition += 1


def write_book(path: Path, count: int = TABLES) -> Path:
    """All tables in one workbook, a sheet each."""
    return write_xlsx(path, tables(count))


def write_files(folder: Path, count: int = TABLES) -> list[Path]:
    """The same tables, a workbook each."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_xlsx(folder / f"tabel-{number:03}.xlsx", [table])
            for number, table in enumerate(tables(count), start=1)]  # fmt: skip


if __name__ == "__main__":
    print(write_book(Path(sys.argv[1] if len(sys.argv) > 1 else "buku.xlsx")))
