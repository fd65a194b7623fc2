"""How fast a value moved, how fast it has to move to a target, and what that amounts to.

Years are whole; values are in one unit; paces are in that unit per year. Achievement in percent is
that of the plan's yearly reports: r/t x 100 where more is better, (2t - r)/t x 100 where less is.
"""

from __future__ import annotations

from dataclasses import dataclass

REACHED, ON_TRACK, FASTER, AWAY, MISSED = (
    "tercapai", "sesuai_jalur", "perlu_percepatan", "menjauh", "tidak_tercapai",
)  # fmt: skip
VERDICTS = (AWAY, MISSED, FASTER, ON_TRACK, REACHED)
"""From what needs a planner first to what needs none."""
TINY = 9
"""Decimals beyond which two sums of published values are the same number."""


@dataclass(frozen=True)
class Aim:
    """What is to be reached: at least `low`, at most `high`; None where that side is open."""

    low: float | None
    high: float | None

    def distance(self, value: float) -> float:
        """How far a value lies from what is aimed at; 0 when it is reached."""
        short = self.low - value if self.low is not None else 0.0
        over = value - self.high if self.high is not None else 0.0
        return round(max(short, over, 0.0), TINY)

    def nearest(self, value: float) -> float:
        """The bound a value has to come to; the value itself when it is reached."""
        if self.low is not None and value < self.low:
            return self.low
        return self.high if self.high is not None and value > self.high else value


def aim(target: float | None, low: float | None, high: float | None, polarity: str) -> Aim | None:
    """What a target asks for: where more is better its value or the low end of its range, where
    less is better its value or the high end, else to lie inside the range. None where that cannot
    be told: one value and no direction."""
    if polarity == "positif":
        return Aim(low if target is None else target, None)
    if polarity == "negatif":
        return Aim(None, high if target is None else target)
    if polarity == "netral" and target is None:
        return Aim(low, high)
    return None


def pace(first: float, last: float, years: int) -> float:
    """Change a year between two values. ValueError for no year or fewer."""
    if years <= 0:
        raise ValueError(f"{years} years")
    return (last - first) / years


def verdict(baseline: float, now: float, wanted: Aim, so_far: int, left: int) -> str:
    """One of VERDICTS for a value now, `so_far` years after the baseline and `left` years before
    the target. ValueError when the value is not after its baseline."""
    if so_far <= 0:
        raise ValueError(f"{so_far} years")
    gap, was = wanted.distance(now), wanted.distance(baseline)
    if gap == 0:
        return REACHED
    if left <= 0:
        return MISSED
    if gap > was:
        return AWAY
    closing = (now - baseline) * (wanted.nearest(now) - now) > 0  # not past a range and out of it
    return ON_TRACK if closing and round((was - gap) * left - gap * so_far, TINY) >= 0 else FASTER


def achievement(value: float, target: float, polarity: str) -> float | None:
    """Percent of a target that is reached; None where the formula says nothing: no direction, or
    a target that is not above zero."""
    if target <= 0:
        return None
    if polarity == "positif":
        return value / target * 100
    return (2 * target - value) / target * 100 if polarity == "negatif" else None
