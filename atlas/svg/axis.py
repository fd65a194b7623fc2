"""Round numbers of an axis."""

from __future__ import annotations

import math


def round_steps(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers that span low to high, at most `most` + 1 of them, in steps of 1, 2 or 5."""
    if not high > low:
        high, low = low + abs(low or 1.0) * 0.5, low - abs(low or 1.0) * 0.5
    rough = (high - low) / max(1, most)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]
