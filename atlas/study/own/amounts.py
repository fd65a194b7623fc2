"""Sums, ratios and shares as they are shown, ranges where they are ranges."""

from __future__ import annotations

from fractions import Fraction

from atlas import sentence
from atlas.measure import total
from atlas.measure.total import Span
from atlas.model import Indicator, Lang, Observation, worst_mark
from atlas.number import format_range, format_value
from atlas.study.own.joined import Joined, Table
from atlas.view.words import as_published

SHARE_DECIMALS = 2


def rounded(joined: Joined) -> tuple[float, float]:
    """Both ends of a sum or ratio to the decimals it is shown with; 0 for none."""
    decimals = as_shown(joined.table).decimals
    low, high = joined.value or (Fraction(0), Fraction(0))
    return total.rounded(low, decimals), total.rounded(high, decimals)


def value_text(joined: Joined, lang: Lang) -> str:
    """The sum or ratio as shown, a range where it is one; "" for none."""
    if joined.value is None:
        return ""
    return span_text(joined.value, lang, as_shown(joined.table).decimals)


def amount(joined: Joined, lang: Lang) -> str:
    """The value with its mark and its unit."""
    return sentence.amount(marked(joined, lang), joined.table.indicator.unit(lang))


def marked(joined: Joined, lang: Lang) -> str:
    """The value with the mark of its parts that says most; "" for none."""
    mark = worst_mark(joined.table.rows[c].mark for c in joined.have if c in joined.table.rows)
    text = value_text(joined, lang)
    return f"{text} {mark}" if text and mark else text


def span_text(found: Span, lang: Lang, decimals: int) -> str:
    """One number, or a range where its ends differ as shown."""
    low, high = (total.rounded(x, decimals) for x in found)
    if low == high:
        return format_value(low, lang, decimals)
    return format_range(low, high, lang, decimals)


def as_shown(table: Table) -> Indicator:
    """With as many decimals as its figures were published with."""
    return as_published(table.indicator, table.rows.values())


def figure_text(row: Observation, indicator: Indicator, lang: Lang) -> str:
    """The figure of one kelurahan as shown, a sign where there is none."""
    if row.value is None and row.low is None:
        return "NA" if row.mark == "NA" else "…"
    return sentence.value_text(row, indicator, lang)


def formula(joined: Joined, lang: Lang) -> str:
    """The ratio with its summed parts filled in: "21.345 ÷ 98", "12–18 ÷ 940 × 100"."""
    if joined.above is None or joined.below is None:
        return ""
    sides = " ÷ ".join(span_text(x, lang, 0) for x in (joined.above, joined.below))
    return sides + (f" × {joined.table.scale}" if joined.table.scale != 1 else "")


def share_text(joined: Joined, lang: Lang) -> str:
    """The sum in percent of the city's figure of the same table; "" where there is none, or where
    the indicator is no amount, or where all kelurahan are chosen."""
    part = city_share(joined)
    return span_text(part, lang, SHARE_DECIMALS) if part else ""


def city_share(joined: Joined) -> Span | None:
    """The sum in percent of the city's figure, exactly; None as in `share_text`."""
    city = joined.table.city
    whole = total.span(city.value, city.low, city.high) if city else None
    if joined.of == joined.table.coverage.of:
        return None
    if joined.table.way != "jumlah" or joined.value is None or whole is None:
        return None
    return total.ratio(joined.value, whole, 100)


def whole_text(table: Table, lang: Lang) -> str:
    """What all kelurahan add up to, "" where that is not known."""
    return span_text(table.whole, lang, as_shown(table).decimals) if table.whole else ""


def city_text(table: Table, lang: Lang) -> str:
    """The city's own figure of the same table, "" for none."""
    if table.city is None:
        return ""
    return sentence.value_text(table.city, as_shown(table), lang)


def exact(found: Span | None, decimals: int) -> float | None:
    """The number behind a cell; None for a range or none."""
    return total.rounded(found[0], decimals) if found and found[0] == found[1] else None
