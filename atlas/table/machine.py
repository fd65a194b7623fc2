"""Values as machines write them, decimal dot and no thousands mark, as cells that know their place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from atlas.model import Finding
from atlas.table.model import Cell, Raw, address
from atlas.table.numeral import PROBLEMS, UNCLEAR, Numeral, parse, write
from atlas.table.text import one_line

LARGEST = 30
"""Digits before or behind the decimal mark, at most: a number beyond is no statistic."""
UNCOUNTED_ID, UNCOUNTED_EN = "rumus tanpa hasil tersimpan", "a formula without a stored result"


@dataclass(frozen=True)
class Place:
    """Where a value stands; `key` is what a JSON answer calls it."""

    file: str
    sheet: str
    row: int
    column: int
    key: str = ""

    @property
    def cell(self) -> str:
        return address(self.row, self.column)

    def finding(
        self, rule: str, message_id: str, message_en: str, remedy_id: str, remedy_en: str,
        found: str = "", expected: str = "",
    ) -> Finding:  # fmt: skip
        """A finding on this cell that is not, or not wholly, understood."""
        key = f" ({self.key})" if self.key else ""
        return Finding(rule, "P", message_id + key, message_en + key, remedy_id, remedy_en,
                       file=self.file, row=self.row, sheet=self.sheet, cell=self.cell,
                       expected=expected, found=found[:80])  # fmt: skip


def understood(place: Place, raw: Raw | None, style: str = "plain") -> tuple[Cell, list[Finding]]:
    """The cell, blank for None; one that is no number and no mark carries "?" and a finding."""
    if raw is None or raw.value is None:
        if raw is None or not raw.formula:
            return Cell(place.row, place.column, "", None), []
        return unclear(place, "", UNCOUNTED_ID, UNCOUNTED_EN)
    value = raw.value
    numeral = parse(value, style)
    text = one_line(value) if isinstance(value, str) else shown(value)
    if numeral.problem:
        return unclear(place, text, *PROBLEMS[numeral.problem])
    if numeral.value is not None and _beyond(numeral.value):
        return unclear(place, text, *PROBLEMS["text"])
    return _cell(place, text, numeral, raw.percent), []


def shown(value: float | bool) -> str:
    """A stored number as text, without exponent."""
    number = parse(value).value
    return str(value) if number is None or _beyond(number) else write(number, "plain")


def json_raw(value: Any) -> Raw | None:
    """A value of a JSON answer, its decimals untouched; None for null and for what is no value."""
    if isinstance(value, (bool, str)):
        return Raw(value)
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return Raw(str(number) if _beyond(number) else f"{number:f}")
    return None


def _cell(place: Place, text: str, numeral: Numeral, percent: bool) -> Cell:
    value = numeral.value
    if percent and value is not None:
        value *= 100
        text = f"{write(value, 'plain')}%"
    return Cell(place.row, place.column, text, value, numeral.mark, numeral.notes)


def _beyond(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return not isinstance(exponent, int) or exponent < -LARGEST or number.adjusted() > LARGEST


def unclear(place: Place, text: str, why_id: str, why_en: str) -> tuple[Cell, list[Finding]]:
    """A cell that is not guessed at, and why."""
    cell = Cell(place.row, place.column, text, None, UNCLEAR)
    return cell, [place.finding(
        "K24", f"{text[:40]!r}: {why_id}" if text else why_id,
        f"{text[:40]!r}: {why_en}" if text else why_en,
        "tulis angka dengan titik desimal tanpa pemisah ribuan, atau tandanya (..., -, NA)",
        "write the number with a decimal dot and no thousands mark, or its mark (..., -, NA)", text,
    )]  # fmt: skip
