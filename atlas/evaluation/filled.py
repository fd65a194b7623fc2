"""What a person wrote into one cell of an evaluation sheet, or why it could not be understood."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Literal

from atlas.evaluation.model import DECISIONS, Decision, decision_name
from atlas.evaluation.sheet import WITHIN
from atlas.model import LANGS
from atlas.number import format_day, format_plain
from atlas.table.model import Raw
from atlas.table.numeral import parse

EPOCH = datetime.date(1899, 12, 30)
"""Day 0 of a spreadsheet's calendar, for days after February 1900."""
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Slip:
    """Why a cell is no answer: the kind of mistake and what its message has to name."""

    kind: str
    said: Mapping[str, str] = field(default_factory=dict)


def is_blank(raw: Raw | None) -> bool:
    if raw is None or raw.formula:
        return raw is None
    return raw.value is None or (isinstance(raw.value, str) and not raw.value.strip())


def shown(raw: Raw) -> str:
    """A cell as its reader knows it, for a message."""
    return format_plain(raw.value) if isinstance(raw.value, float) else str(raw.value)


def text_of(raw: Raw | None) -> str | Slip:
    """A text, spaces at its ends left off; a number as its digits; "" for a blank cell."""
    if raw is None or is_blank(raw):
        return ""
    if raw.formula or isinstance(raw.value, bool):
        return Slip("text")
    return shown(raw).translate(SPACES).strip()


def decision_of(raw: Raw | None) -> Decision | Literal[""] | Slip:
    """A decision by its name in either language, or by its code; never by likeness."""
    text = text_of(raw)
    if isinstance(text, Slip) or not text:
        return text if isinstance(text, Slip) else ""
    found = _decisions().get(text.casefold())
    return found or Slip("decision", {"found": text})


@cache
def _decisions() -> dict[str, Decision]:
    named = {decision_name(d, lang).casefold(): d for d in DECISIONS for lang in LANGS}
    return named | {d: d for d in DECISIONS}


def value_of(raw: Raw | None) -> Decimal | Slip | None:
    """A number as it stands; a text only where it can be read in one way and carries no mark."""
    if raw is None or is_blank(raw):
        return None
    if raw.formula or raw.percent or raw.value is None or isinstance(raw.value, bool):
        return Slip("value", {"found": "%" if raw.percent else "="})
    number = parse(raw.value)
    # Typed as text, 1.234 is 1234 to one person and a little over 1 to another.
    unsure = number.shape == "dot" or bool(number.problem or number.mark or number.notes)
    if number.value is None or unsure:
        return Slip("value", {"found": shown(raw)})
    return number.value


def target_of(raw: Raw | None) -> str | Slip:
    """The address of a cell, like B9; "" for the finding's own."""
    text = text_of(raw)
    if isinstance(text, Slip) or not text:
        return text
    found = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})", text)
    return f"{found[1].upper()}{found[2]}" if found else Slip("target", {"found": text})


def date_of(raw: Raw | None, made_on: datetime.date) -> datetime.date | Slip | None:
    """A day on which the sheet of that day can have been answered."""
    if raw is None or is_blank(raw):
        return None
    if raw.formula or isinstance(raw.value, bool) or raw.value is None:
        return Slip("date", {"found": "="})
    day = _serial(raw.value) if isinstance(raw.value, float) else _written(raw.value)
    if day is None:
        return Slip("date", {"found": shown(raw)})
    if not made_on <= day <= made_on + WITHIN:
        until = made_on + WITHIN
        return Slip("date_far", {"found": day.isoformat(), "first": made_on.isoformat(),
                                 "last": until.isoformat()})  # fmt: skip
    return day


def _serial(number: float) -> datetime.date | None:
    """A date as a spreadsheet keeps it: days since the end of 1899, a time of day left off."""
    return EPOCH + datetime.timedelta(days=int(number)) if 1000 < number < 100_000 else None


def _written(text: str) -> datetime.date | None:
    """2025-02-20, 20/2/2025 where the first number can only be the day, 20 Februari 2025."""
    plain = text.translate(SPACES).strip()
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+)?", plain):
        return _day(*map(int, found.groups()))
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", plain):
        day, month, year = map(int, found.groups())
        # 3/2/2025 is 3 February in Medan and 2 March where the month is written first.
        return _day(year, month, day) if day > 12 or day == month else None
    if found := re.fullmatch(r"(\d{1,2}) (\w+) (\d{4})", plain):
        return _day(int(found[3]), _months().get(found[2].casefold(), 0), int(found[1]))
    return None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """Names of the months in both languages."""
    return {
        format_day(datetime.date(2000, month, 1), lang).split()[1].casefold(): month
        for month in range(1, 13)
        for lang in LANGS
    }
