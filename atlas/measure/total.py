"""Sums and ratios over several areas: exact, and as ranges where a part of them is withheld."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

Span = tuple[Fraction, Fraction]
"""Least and greatest possible value; both are the value where nothing is withheld."""


@lru_cache(maxsize=1 << 14)
def span(value: float | None, low: float | None, high: float | None) -> Span | None:
    """A published value, or the range that is published in its place; None for neither. The number
    is taken as it was written, without binary rounding. Kept: a page asks for the same 5,000 figures
    at every click, 20 µs each."""
    if value is not None:
        return _exact(value), _exact(value)
    if low is not None and high is not None:
        return _exact(low), _exact(high)
    return None


def total(spans: Iterable[Span]) -> Span:
    """The sum: lows to lows, highs to highs. Nothing but the given ends enters it."""
    found = list(spans)
    return sum((s[0] for s in found), Fraction(0)), sum((s[1] for s in found), Fraction(0))


def ratio(above: Span, below: Span, scale: int) -> Span | None:
    """`scale` times one amount over another, neither under zero: least over greatest to greatest
    over least. None when the denominator is zero or may be."""
    if below[0] <= 0:
        return None
    return above[0] / below[1] * scale, above[1] / below[0] * scale


def rounded(value: Fraction, decimals: int) -> float:
    """Half up, as BPS rounds; of an exact fraction, so that no tie is lost to binary digits."""
    with localcontext() as context:
        context.prec = 60
        number = Decimal(value.numerator) / Decimal(value.denominator)
        return float(number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _exact(value: float) -> Fraction:
    return Fraction(repr(value))
