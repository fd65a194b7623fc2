"""Marks of figures over time, a shape a series, and free room for words beside them."""

from __future__ import annotations

from collections.abc import Sequence

RADIUS = 8
SHAPES: tuple[tuple[tuple[int, int], ...], ...] = (
    (),
    ((-7, -7), (7, -7), (7, 7), (-7, 7)),
    ((0, -10), (10, 0), (0, 10), (-10, 0)),
    ((0, -10), (9, 7), (-9, 7)),
    ((0, 10), (9, -7), (-9, -7)),
    (
        (-3, -10),
        (3, -10),
        (3, -3),
        (10, -3),
        (10, 3),
        (3, 3),
        (3, 10),
        (-3, 10),
        (-3, 3),
        (-10, 3),
        (-10, -3),
        (-3, -3),
    ),
)
"""Corners around nothing; the first has none and is a circle."""
Box = tuple[float, float, float, float]


def path(shape: int, x: float, y: float) -> str:
    """A mark around a point as path data."""
    corners = SHAPES[shape % len(SHAPES)]
    if not corners:
        r = RADIUS
        return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"
    return "M" + "L".join(f"{x + across:.1f} {y + down:.1f}" for across, down in corners) + "z"


def beside(
    x: float, y: float, wide: float, high: float, room: tuple[float, float], taken: Sequence[Box]
) -> Box | None:
    """Room for words above a point, below it, after or before it, clear of what stands there."""
    left = min(max(x - wide / 2, 0), room[0] - wide)
    tried = (
        (left, y - high - 12, left + wide, y - 12),
        (left, y + 12, left + wide, y + high + 12),
        (x + 16, y - high / 2, x + 16 + wide, y + high / 2),
        (x - 16 - wide, y - high / 2, x - 16, y + high / 2),
    )
    for box in tried:
        inside = box[0] >= 0 and box[2] <= room[0] and box[3] <= room[1]
        if inside and not any(_meet(box, other) for other in taken):
            return box
    return None


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
