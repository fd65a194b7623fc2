"""Change: a map in colours around zero, and beside it every area with its two values as two marks."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from atlas.colour import Palette
from atlas.number import format_value
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.change import Change, Step
from atlas.svg import type as types
from atlas.svg.axis import round_steps
from atlas.svg.marks import Drawn, dot, line, mark
from atlas.svg.plan import plan
from atlas.text import t

GAP = 30.0
ENDS = 12
"""Areas at each end of a list that is too long to be drawn whole."""
LONGEST = 60
TICKS = (1, 2, 3, 5, 7)
"""Leading digits of the ticks of a logarithmic axis."""


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    found: Change = study.picture
    narrow = width < 500
    room = width if narrow else round(width * 0.44)
    left = _map(found, study, ink, room, boundaries, selected)
    size = 12.0 if narrow else 13.0
    beside = 0.0 if narrow else room + GAP
    right = _list(found, study, ink, width - beside, size, selected, 0.0 if narrow else left.height)
    down = left.height + 22 if narrow else 0.0
    body = left.body + f'<g transform="translate({beside:.1f} {down:.1f})">{right.body}</g>'
    return Drawn(body, width, max(left.height, down + right.height))


def _map(
    found: Change, study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary],
    selected: str,
) -> Drawn:  # fmt: skip
    """The map with what its two colours mean below it."""
    drawn = plan(found.view, boundaries[found.view.level], ink, width, selected)
    words = t("change.colours", study.lang, falls=found.falls, rises=found.rises)
    body, y = drawn.body, drawn.height + 4
    for row in types.wrap(words, 13, width):
        y += 17
        body += types.label(0, y, row, 13, ink.quiet)
    return Drawn(body, width, y + 6)


@dataclass(frozen=True)
class _Axis:
    """Values to pixels, and the values that are written above the list."""

    at: Callable[[float], float]
    ticks: Sequence[float]


def _axis(found: Change, left: float, right: float, most: int) -> _Axis:
    """A plain axis; a logarithmic one where changes are shares, so that equal shares are equally
    long."""
    values = [v for s in found.steps for v in (s.first, s.last)]
    low, high = min(values), max(values)
    if found.in_percent and low > 0:
        ends = math.log10(low), math.log10(high)
        span = (ends[1] - ends[0]) or 1.0
        return _Axis(lambda v: left + (math.log10(v) - ends[0]) / span * (right - left),
                     _log_ticks(low, high, most))  # fmt: skip
    steps = round_steps(low, high, most)
    reach = (steps[-1] - steps[0]) or 1.0
    return _Axis(lambda v: left + (v - steps[0]) / reach * (right - left), steps)


def _log_ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from low to high, few enough to be read."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for digits in (TICKS, (1, 2, 5), (1, 3), (1,)):
        found = [d * 10.0**p for p in powers for d in digits if low <= d * 10.0**p <= high]
        if len(found) <= most:
            return found
    return found[:: math.ceil(len(found) / most)]


def _list(
    found: Change, study: Study, ink: Palette, width: float, size: float, selected: str, tall: float
) -> Drawn:
    """Areas by their change, the largest rise and the largest fall at the ends: a ring for the first value, a disc for the
    last, and the change in figures; rows a little apart where there is room, `tall` pixels."""
    rows = _shown(found.steps)
    names = {s.area_code: _short(s.name) for s in rows if s}
    most_room = width * (0.5 if found.view.level == "kelurahan" else 0.4 if width < 500 else 0.36)
    wide = min(most_room, max(types.width(n, size, True) for n in names.values()))
    figures = max(types.width(s.text, size, True) for s in rows if s)
    left, right = wide + 16, width - figures - 16
    axis = _axis(found, left, right, 3 if width < 500 else 4)
    body, y = _head(found, study, ink, width, size, axis, left, right)
    top = y
    step = size * min(2.1, max(1.62, (tall - y) / len(rows) / size))
    marks = ""
    for one in rows:
        middle = y + step / 2
        if one is None:
            words = t("change.more", study.lang, count=len(found.steps) - 2 * ENDS)
            marks += types.label(0, round(middle + size * 0.35, 1), words, size, ink.quiet)
        else:
            marks += _row(one, names[one.area_code], found, ink, width, size, y, step, axis,
                          wide, one.area_code == selected)  # fmt: skip
        y += step
    rules = "".join(line(axis.at(v), top - 2, axis.at(v), y, ink.rule) for v in axis.ticks)
    return Drawn(body + rules + marks, width, y + 6)


def _shown(steps: Sequence[Step]) -> list[Step | None]:
    """Every area, or the two ends with None between them."""
    if len(steps) <= LONGEST:
        return list(steps)
    return [*steps[:ENDS], None, *steps[-ENDS:]]


def _short(name: str) -> str:
    """A regency without the word for it: cities keep theirs, so that no two are alike."""
    return name.removeprefix("Kabupaten ").removesuffix(" Regency")


def _head(
    found: Change, study: Study, ink: Palette, width: float, size: float, axis: _Axis, left: float,
    right: float,
) -> tuple[str, float]:  # fmt: skip
    """What ring, disc and figures are, the note on the axis, and the ticks; and their height."""
    y = size + 2
    body = dot(5, y - size * 0.35, 4.2, ink.paper, ink.quiet, 2)
    body += types.label(14, y, found.first_label, size, ink.ink)
    x = 14 + types.width(found.first_label, size) + 18
    body += dot(x + 5, y - size * 0.35, 4.8, ink.quiet, ink.ink)
    body += types.label(round(x + 14, 1), y, f"{found.last_label} ({found.unit})", size, ink.ink)
    body += _figures_head(found, study, ink, width, size, x + 14, y)
    y += 0 if _fits(found, width, size, x + 14) else size * 1.4
    if found.in_percent and found.steps[0].first > 0:
        for row in types.wrap(t("change.log", study.lang), 12, width):
            y += 16
            body += types.label(0, y, row, 12, ink.quiet)
    y += size * 1.7
    last = -1e9
    for value in axis.ticks:
        words = format_value(value, study.lang)
        half = types.width(words, 12) / 2
        x = min(max(axis.at(value), left - 12 + half), width - half)
        if x - half > last + 6:
            body += types.label(round(x, 1), round(y, 1), words, 12, ink.quiet, "middle")
            last = x + half
    return body, y + 6


def _fits(found: Change, width: float, size: float, used: float) -> bool:
    """Whether the unit of the changes stands on the first line."""
    taken = used + types.width(f"{found.last_label} ({found.unit})", size)
    return taken + 16 + types.width(f"± {found.step_unit}", size, True) < width


def _figures_head(
    found: Change, study: Study, ink: Palette, width: float, size: float, used: float, y: float
) -> str:
    at = y if _fits(found, width, size, used) else y + size * 1.4
    return types.label(width, round(at, 1), f"± {found.step_unit}", size, ink.ink, "end", True)


def _row(
    one: Step, name: str, found: Change, ink: Palette, width: float, size: float, y: float,
    step: float, axis: _Axis, wide: float, strong: bool,
) -> str:  # fmt: skip
    middle = y + step / 2
    base = round(middle + size * 0.35, 1)
    colour = found.view.classes[one.klass].colour
    x1, x2 = axis.at(one.first), axis.at(one.last)
    fill = ink.selected if strong else ink.ink
    shape = (
        f'<rect y="{y + 0.5:.1f}" width="{width:.0f}" height="{step - 1:.1f}" fill="transparent"/>'
    )
    shape += types.label(0, base, types.cut(name, size, wide, strong), size, fill, bold=strong)
    shape += line(x1, middle, x2, middle, ink.quiet, 5) + line(x1, middle, x2, middle, colour, 3.4)
    shape += dot(x1, middle, 3.6, ink.paper, ink.quiet, 1.8)
    shape += dot(x2, middle, 4.8, colour, fill, 1.6 if strong else 1)
    shape += types.label(width, base, one.text, size, fill, "end", strong)
    return mark(shape, one.said, one.area_code)
