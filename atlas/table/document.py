"""A JSON answer of a statistics service, read exactly: numbers as decimals, repeated keys told."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

from atlas.table.limits import JSON_MB, MB
from atlas.table.refused import Refused


@dataclass(frozen=True)
class Document:
    """What an answer holds (a bare list as its `records`), and the keys it gives twice with two values: neither is believed."""

    content: dict[str, Any]
    twice: frozenset[str] = frozenset()


def read(stream: BinaryIO) -> Document:
    """The answer. Refused when it is too big or no JSON."""
    if stream.seek(0, io.SEEK_END) > JSON_MB * MB:
        raise Refused("json_size")
    stream.seek(0)
    twice: set[str] = set()

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found and found[key] != value:
                twice.add(key)
            found[key] = value
        return found

    try:
        content = json.loads(
            stream.read(), parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=once
        )
    except (ValueError, ArithmeticError, RecursionError) as error:
        where = f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Refused("json", where or type(error).__name__) from error
    if isinstance(content, list):
        content = {"records": content}
    if not isinstance(content, dict):
        raise Refused("json_kind")
    return Document(content, frozenset(twice))


def _no_number(name: str) -> None:
    raise ValueError(name)
