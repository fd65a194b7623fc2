"""Rows that a mapping file brings for codelists that lack them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from atlas.table.checked import BRINGS, UNFILLED, Codes, Problems
from atlas.table.meaning import Mapping

DEFAULTS = {"polarity": "netral", "zero_means": "nol", "min_denominator": "100", "trend": "1",
            "small_cells": "0", "whole": "0", "extensive": "0", "definition_by": "redaksi",
            "note": ""}  # fmt: skip
NEEDED = ("indicator", "name_id", "name_en", "unit", "decimals", "chapter", "topic", "producer_id",
          "producer_en", "measure", "additive", "definition_id", "definition_en")  # fmt: skip


def additions(
    content: dict[str, Any], codes: Codes, said: Problems
) -> dict[str, tuple[dict[str, str], ...]]:
    """Rows for codelists, with every column the codelist has, those left out as by default."""
    found = {}
    for table, (codelist, key) in BRINGS.items():
        rows = []
        for number, row in enumerate(content.get(table, ()), start=1):
            place = f"{table}[{number}]"
            for name in sorted(row.keys() - set(codes.columns[codelist])):
                said.add(f"{place}.{name}", "tidak dikenal", "is not known")
            if not row.get(key):
                said.add(f"{place}.{key}", *UNFILLED)
            rows.append(
                {c: _plain(row.get(c, DEFAULTS.get(c, ""))) for c in codes.columns[codelist]}
            )
        if rows:
            found[codelist] = tuple(rows)
    own = codes.with_rows(found)
    for number, row in enumerate(found.get("indicators", ()), start=1):
        _check_indicator(row, f"indicator[{number}]", own, said)
    return found


def _check_indicator(row: dict[str, str], place: str, codes: Codes, said: Problems) -> None:
    for name in NEEDED:
        if not row[name]:
            said.add(f"{place}.{name}", *UNFILLED)
    for name, codelist in (("unit", "units"), ("topic", "topics"), ("chapter", "chapters")):
        if row[name] and row[name] not in codes.known[codelist]:
            value = row[name]
            said.add(f"{place}.{name}", f"= {value!r} tidak dikenal", f"= {value!r} is not known")


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def disagreements(mappings: Sequence[Mapping]) -> Iterator[Problems]:
    """Two files that bring the same code must say the same of it."""
    seen: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}
    key_of: Callable[[str], str] = dict(BRINGS.values()).__getitem__
    for mapping in mappings:
        for codelist, rows in mapping.additions.items():
            for row in rows if codelist != "partitions" else ():
                code = row[key_of(codelist)]
                other = seen.setdefault((codelist, code), (mapping.name, row))
                if other[1] != row:
                    said = Problems(f"{mapping.name}.toml")
                    said.add(code, f"berbeda dari {other[0]}.toml", f"differs from {other[0]}.toml")
                    yield said
