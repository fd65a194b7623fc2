"""What stands in one cell of a filled template, or why it could not be understood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from atlas.number import format_plain
from atlas.table.model import Raw
from atlas.table.numeral import parse

LONGEST = 500
"""Characters of a text; no title of a document has more."""
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
BETWEEN = re.compile(r"(?<=[\d,.% ])(?:–|—|-|s\.d\.|s/d|sampai|to)(?=[\s\d])")
"""What stands between the two ends of a range."""


@dataclass(frozen=True)
class Slip:
    """Why a cell cannot be taken: the kind of mistake, and what its message names."""

    kind: str
    said: dict[str, str] = field(default_factory=dict)


def blank(raw: Raw | None) -> bool:
    """Whether nothing was filled in; a formula without a result is something."""
    if raw is None:
        return True
    return not raw.formula and (raw.value is None or not str(raw.value).strip())


def shown(raw: Raw | None) -> str:
    """A cell as its reader knows it, short enough for a message."""
    if raw is None or raw.value is None:
        return ""
    return text(raw)[:60]


def text(raw: Raw | None) -> str:
    """A cell on one line; a number as its digits, so that codes typed as numbers hold."""
    if raw is None or raw.value is None:
        return ""
    plain = format_plain(raw.value) if isinstance(raw.value, float) else str(raw.value)
    printable = "".join(c if c.isprintable() else " " for c in plain.translate(SPACES))
    return " ".join(printable.split())


def style_of(raws: Iterable[Raw]) -> str:
    """How texts of a file write decimals, where some of them settle it: `id` or `plain`."""
    found = set()
    for raw in raws:
        if isinstance(raw.value, str):
            numeral = parse(raw.value)
            if numeral.problem == "point":
                found.add("plain")
            elif numeral.style == "id" and numeral.shape != "dot":
                found.add("id")
    return found.pop() if len(found) == 1 else ""


def number(raw: Raw, style: str) -> float | Slip:
    """The number of a cell that is not blank: a stored one as it is, a text only where there is
    one way to read it."""
    if raw.formula:
        return Slip("formula")
    if raw.percent:
        return Slip("percent")
    if raw.value is None:
        return Slip("number", {"found": ""})
    numeral = parse(raw.value, style)
    if not style and numeral.problem == "point":
        numeral = parse(raw.value, "plain")  # not three digits: the dot can only be decimal
    if not style and (numeral.shape == "dot" or numeral.problem == "ambiguous"):
        return Slip("unsure", {"found": shown(raw)})
    if numeral.value is None or numeral.mark or numeral.notes:
        return Slip("number", {"found": shown(raw)})
    return float(numeral.value)


def bounds(raw: Raw, style: str) -> tuple[float, float] | None:
    """The ends of a range in one cell, like 5,8–6,2; None when it is none."""
    if not isinstance(raw.value, str) or raw.formula:
        return None
    for place in BETWEEN.finditer(raw.value):
        ends = (raw.value[: place.start()], raw.value[place.end() :])
        low, high = (number(Raw(e.strip()), style) for e in ends)
        if isinstance(low, float) and isinstance(high, float):
            return low, high
    return None
