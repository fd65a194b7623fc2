"""Single values as the checks take them: exact, summed, and written for people and machines."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from atlas.model import CITY, LANGS, Lang
from atlas.number import format_plain, format_value
from atlas.package import Row

Cells = dict[str, Row]
"""Rows of a column by area."""
NIL = "-"


def exact(value: float | None) -> Decimal:
    """A published number as it was written, without binary rounding; none counts zero."""
    return Decimal(repr(value)) if value is not None else Decimal(0)


def total_of(rows: Iterable[Row]) -> Decimal:
    """Sum of published values, without binary rounding; nil counts zero."""
    return sum((exact(r.value) for r in rows), Decimal(0))


def unknown(row: Row) -> bool:
    """Whether nothing is known of a value; nil is known to be none."""
    return row.value is None and row.mark != NIL


def plain(number: Decimal) -> str:
    """Without exponent and trailing zeros: 6918.0 is 6918."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def printed(row: Row | None) -> str:
    """A value as a machine reads it, or the mark in its place."""
    if row is None:
        return ""
    return format_plain(row.value) if row.value is not None else row.mark


def written(value: float | Decimal | None, mark: str = "") -> dict[Lang, str]:
    """A value as readers of each language write it, or the mark in its place."""
    if value is None:
        return dict.fromkeys(LANGS, mark)
    return {lang: format_value(float(value), lang) for lang in LANGS}


def figure(row: Row) -> dict[Lang, str]:
    return written(row.value, row.mark)


def kecamatan(cells: Cells) -> Cells:
    """The rows of kecamatan among those of a column."""
    return {c: r for c, r in cells.items() if len(c) == 7 and c.startswith(CITY)}


def last_power(value: Decimal) -> int:
    """Power of ten of the last digit; a whole number that a file keeps as 12.0 has none after
    the comma."""
    exponent = value.as_tuple().exponent
    found = exponent if isinstance(exponent, int) else 0
    return 0 if found > 0 or (found == -1 and value == value.to_integral_value()) else found
