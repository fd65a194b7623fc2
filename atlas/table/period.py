"""Periods as publications print them, and the codes the package keeps them under."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["year", "school_year", "round", "month"]
KINDS: tuple[Kind, ...] = ("year", "school_year", "round", "month")
YEAR = r"(?:19|20)\d\d"
SCHOOL_YEAR = rf"{YEAR}/{YEAR}"
MONTH = rf"{YEAR}-(?:0[1-9]|1[0-2])"
MONTHS = {
    "januari": "01", "februari": "02", "maret": "03", "april": "04", "mei": "05", "juni": "06",
    "juli": "07", "agustus": "08", "september": "09", "oktober": "10", "november": "11",
    "nopember": "11", "desember": "12",
}  # fmt: skip


def period_code(text: str, kind: Kind) -> str:
    """The code of a printed period: 2024 for a year or a yearly round, 2023 for the school year
    2023/2024, 2024-08 for a month or the round of a month; "" for anything else, also for a year
    where a school year must stand."""
    if kind == "school_year":
        if not re.fullmatch(SCHOOL_YEAR, text):
            return ""
        first, second = text.split("/")
        return first if int(second) == int(first) + 1 else ""
    shapes = {"year": YEAR, "month": MONTH, "round": rf"{YEAR}|{MONTH}"}
    return text if re.fullmatch(shapes[kind], text) else ""


def month_code(label: str, year: str) -> str:
    """The code of a month of a year, like 2024-03; "" when the label names no month."""
    month = MONTHS.get(label.split("/")[0].strip().casefold(), "")
    return f"{year}-{month}" if month and re.fullmatch(YEAR, year) else ""
