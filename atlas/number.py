"""Numbers and dates as readers of each language write them (Babel's CLDR locales)."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import NumberPattern, format_decimal, parse_pattern

from atlas.model import Lang

LOCALE = {"id": "id_ID", "en": "en_GB"}


def decimals_of(value: float) -> int:
    """Decimals a value was published with: 12.5 has one, 0.125 three."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(maxsize=16)
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


@lru_cache(maxsize=1 << 16)
def format_value(value: float, lang: Lang, decimals: int = 0) -> str:
    """The value with at least `decimals` decimals and never fewer than were published. Nothing below
    zero is a plain zero: 0.0 and -0.0 share a place in the cache.

    Kept, because Babel takes about 0.15 ms for one and a page shows hundreds again and again.
    """
    shown = max(decimals, decimals_of(value))
    number = Decimal(repr(value or abs(value)))
    text = format_decimal(number, format=_pattern(shown), locale=LOCALE[lang])
    return str(text).replace("-", "−")


def format_range(low: float, high: float, lang: Lang, decimals: int = 0) -> str:
    return f"{format_value(low, lang, decimals)}–{format_value(high, lang, decimals)}"


def format_plain(value: float | None) -> str:
    """The value as a machine reads it: decimal point, no grouping, "" for none."""
    if value is None:
        return ""
    return repr(int(value)) if float(value).is_integer() else repr(value)


def format_period(period: str, lang: Lang, kind: str = "year") -> str:
    """2024, "Maret 2024", "Triwulan I 2025", "Semester II 2022", "2021/2022" for a school year."""
    year = period[:4]
    if len(period) == 4:
        return f"{year}/{int(year) + 1}" if kind == "school_year" else year
    month = int(period[5:7])
    if kind == "quarter":
        numeral = ["I", "II", "III", "IV"][(month - 1) // 3]
        return f"Triwulan {numeral} {year}" if lang == "id" else f"Q{(month - 1) // 3 + 1} {year}"
    if kind == "semester":
        return f"Semester {'I' if month <= 6 else 'II'} {year}"
    day = datetime.date(int(year), month, 1)
    return str(format_date(day, "MMMM y", locale=LOCALE[lang]))


def format_day(day: datetime.date, lang: Lang) -> str:
    return str(format_date(day, "d MMMM y", locale=LOCALE[lang]))
