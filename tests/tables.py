"""Reading, writing and breaking single cells of CSV tables."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(path: Path, content: list[dict[str, str]], names: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(content)


def keep(path: Path, wanted: Callable[[dict[str, str]], bool]) -> None:
    """Leave only the rows that are wanted."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        names = list(reader.fieldnames or [])
        content = [row for row in reader if wanted(row)]
    write(path, content, names)


def change(path: Path, which: dict[str, str], **new: str) -> int:
    """Change cells of the one row that has these values; gives its line number."""
    content = rows(path)
    found = [i for i, r in enumerate(content) if all(r[k] == v for k, v in which.items())]
    assert len(found) == 1, f"{which} names {len(found)} rows of {path.name}"
    content[found[0]].update(new)
    write(path, content, list(content[0]))
    return found[0] + 2
