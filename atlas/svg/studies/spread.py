"""A swarm: every area a dot on one axis, dots that would overlap moved aside, chosen ones named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from atlas.colour import Palette
from atlas.number import format_value
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.spread import Dot, Spread
from atlas.svg import type as types
from atlas.svg.axis import round_steps
from atlas.svg.marks import Drawn, dot, line, mark
from atlas.text import t

PAD = 14.0
At = Callable[[float], float]
"""A value to its place on the axis, in pixels."""


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    swarm: Spread = study.picture
    size = 13.0 if width < 500 else 14.0
    radius = 4.0 if len(swarm.dots) > 60 else 6.0 if width < 500 else 7.5
    values = [d.value for d in swarm.dots]
    steps = round_steps(min(values), max(values), 3 if width < 500 else 6)
    low, span = steps[0], (steps[-1] - steps[0]) or 1.0

    def at(value: float) -> float:
        return PAD + (value - low) / span * (width - 2 * PAD)

    offsets = _dodged([at(v) for v in values], radius * 2 + 1)
    reach = max(abs(o) for o in offsets) + radius
    names, above = _named(swarm.dots, offsets, at, width, size)
    middle = above + reach + 14
    base = middle + reach + 12
    body = "".join(line(at(v), above, at(v), base, ink.rule) for v in steps)
    body += _median(study, at, above, base, size, ink)
    shown = sorted(zip(swarm.dots, offsets, strict=True), key=lambda x: x[0].value)
    for one, offset in shown:
        strong = one.chosen or one.area_code == selected
        fill, edge = (ink.selected, ink.ink) if strong else (ink.circle, ink.paper)
        body += mark(
            dot(at(one.value), middle + offset, radius, fill, edge), one.said, one.area_code
        )
    body += "".join(
        types.label(round(at(v), 1), base + size + 4, format_value(v, study.lang), size * 0.9, ink.quiet,
                    "start" if i == 0 else "end" if i == len(steps) - 1 else "middle")
        for i, v in enumerate(steps)
    )  # fmt: skip
    for name in names:
        foot, x = middle + name.offset - radius, at(name.dot.value)
        body = line(x, name.y + 4, x, foot, ink.selected, 1) + body
        body += types.label(
            round(name.x, 1), round(name.y, 1), name.words, size, ink.selected, bold=True
        )
    return Drawn(body, width, base + size * 2.9)


def _dodged(xs: Sequence[float], least: float) -> list[float]:
    """How far each dot is moved up or down so that none touches another; xs ascend."""
    placed: list[tuple[float, float]] = []
    for x in xs:
        near = [(px, py) for px, py in placed if x - px < least]
        step, y = 0, 0.0
        while any((x - px) ** 2 + (y - py) ** 2 < least**2 - 1e-6 for px, py in near):
            step += 1
            y = (step + 1) // 2 * least / 4 * (1 if step % 2 else -1)
        placed.append((x, y))
    return [y for _, y in placed]


@dataclass(frozen=True)
class _Name:
    """The name of a chosen dot: the dot, how far it was moved, and where its words begin."""

    dot: Dot
    offset: float
    words: str
    x: float
    y: float


def _named(
    dots: Sequence[Dot], offsets: Sequence[float], at: At, width: float, size: float
) -> tuple[list[_Name], float]:
    """Names of the chosen dots in rows above the swarm, none over another; and their height."""
    ends: list[float] = []
    found = []
    for one, offset in zip(dots, offsets, strict=True):
        if not one.chosen:
            continue
        words = f"{one.name} {one.text}"
        wide = types.width(words, size, True)
        x = min(max(at(one.value) - wide / 2, 0), width - wide)
        row = next((i for i, end in enumerate(ends) if end + size < x), len(ends))
        ends[row : row + 1] = [x + wide]
        found.append(_Name(one, offset, words, x, row * size * 1.5 + size + 2))
    return found, len(ends) * size * 1.5 + 8


def _median(study: Study, at: At, top: float, base: float, size: float, ink: Palette) -> str:
    swarm: Spread = study.picture
    x = at(swarm.median)
    words = t("spread.median", study.lang, value=swarm.median_text)
    left, right = at(swarm.dots[0].value), at(swarm.dots[-1].value)
    share = (x - left) / (right - left)
    side = "start" if share < 0.3 else "end" if share > 0.7 else "middle"
    dashed = line(x, top, x, base + size * 1.4, ink.city, 2, ' stroke-dasharray="5 4"')
    below = round(base + size * 2.6, 1)
    return dashed + types.label(round(x, 1), below, words, size, ink.city, side, True)
