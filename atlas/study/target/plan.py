"""The targets of a release, and the plans that state them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from atlas.store import Release
from atlas.targets import COLUMNS, Target


def held(release: Release) -> bool:
    """Whether a release can hold targets: those from before there were any cannot."""
    return ("target", "indicator") in release.columns


@lru_cache(maxsize=4)
def targets_in(release: Release) -> tuple[Target, ...]:
    """Every target of a release, by line and year; none in releases from before there were any."""
    if not held(release):
        return ()
    with release.cursor() as cursor:
        cursor.execute(f"select {', '.join(COLUMNS)} from target")
        rows = cursor.fetchall()
    numbers = ("target", "low", "high", "baseline_value")
    found = []
    for row in rows:
        named = zip(COLUMNS, row, strict=True)
        fields: dict[str, Any] = {k: v if k in numbers else v or "" for k, v in named}
        found.append(Target(**fields))
    return tuple(sorted(found, key=lambda x: x.key))


def documents(found: Sequence[Target]) -> dict[str, tuple[str, str]]:
    """Title and number of each document, by what a URL calls it."""
    named: dict[str, tuple[str, str]] = {}
    for pair in sorted({(one.document, one.document_no) for one in found}):
        words = re.sub(r"[^a-z0-9]+", "-", " ".join(pair).casefold()).strip("-")[:48] or "dokumen"
        code, number = words, 2
        while code in named:
            code, number = f"{words}-{number}", number + 1
        named[code] = pair
    return named
