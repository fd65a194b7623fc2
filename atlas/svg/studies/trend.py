"""A series with Sen's line: points, the line with its quiet band, holes shown; below it the slope of
every area of the level with its interval, rising, falling or not sure by shape as well as colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from atlas.colour import Palette
from atlas.number import format_value
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.trend import Point, Slope, TrendPicture
from atlas.svg import type as types
from atlas.svg.axis import round_steps
from atlas.svg.marks import Drawn, box, dot, line, mark
from atlas.text import t

Scale = Callable[[float], float]


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    shown: TrendPicture = study.picture
    size = 13.0 if width < 500 else 14.0
    body, height = _series(study, shown, ink, width, size)
    if shown.slopes:
        more, height = _slopes(study, shown, ink, width, size, height + size * 2)
        body += more
    return Drawn(body, width, height)


def _series(
    study: Study, shown: TrendPicture, ink: Palette, width: float, size: float
) -> tuple[str, float]:
    """The chart of the series, from the top; gives its lower edge."""
    tops = [p.value for p in shown.points] + [v for x in shown.line for v in x[1:]]
    steps = round_steps(min(tops), max(tops), 5)
    names = [format_value(v, study.lang) for v in steps]
    left = max(types.width(n, size * 0.9) for n in names) + 8
    years = [p.time for p in shown.points]
    height, top = (230.0 if width < 500 else 300.0), size * 0.6
    first, span = min(years), (max(years) - min(years)) or 1.0

    def at_x(year: float) -> float:
        return left + 10 + (year - first) / span * (width - left - 26)

    def at_y(value: float) -> float:
        return top + height - (value - steps[0]) / ((steps[-1] - steps[0]) or 1.0) * height

    body = ""
    for value, name in zip(steps, names, strict=True):
        body += line(left, at_y(value), width - 4, at_y(value), ink.rule)
        body += types.label(round(left - 6, 1), round(at_y(value) + size * 0.32, 1), name, size * 0.9, ink.quiet, "end")  # fmt: skip
    body += _holes(shown, at_x, top, height, ink)
    body += _line(shown, at_x, at_y, ink)
    body += _joined([p for p in shown.points if p.used], at_x, at_y, ink)
    body += "".join(_point(p, at_x, at_y, ink) for p in shown.points)
    body += _years(sorted(set(years)), at_x, top + height + size * 1.5, size, width, ink)
    bottom = top + height + size * 2
    if any(not p.used for p in shown.points) and shown.line:
        bottom += size * 1.4
        body += types.label(round(left, 1), round(bottom, 1), t("trend.outside", study.lang), size * 0.92, ink.quiet)  # fmt: skip
    return body, bottom


def _holes(shown: TrendPicture, at: Scale, top: float, height: float, ink: Palette) -> str:
    """A quiet column over the years without a figure."""
    found = ""
    for first, last, said in shown.gaps:
        x, end = at(first - 0.42), at(last + 0.42)
        found += mark(box(x, top, end - x, height, ink.ground), said)
    return found


def _line(shown: TrendPicture, at_x: Scale, at_y: Scale, ink: Palette) -> str:
    """Sen's line over its band; the bounds cross in the middle of times and values."""
    if not shown.line:
        return ""
    upper = [f"{at_x(x):.1f},{at_y(high):.1f}" for x, _, _, high in shown.line]
    lower = [f"{at_x(x):.1f},{at_y(low):.1f}" for x, _, low, _ in reversed(shown.line)]
    band = f'<polygon points="{" ".join(upper + lower)}" fill="{ink.city}" fill-opacity="0.16"/>'
    (x1, y1, *_), (x2, y2, *_) = shown.line[0], shown.line[-1]
    sen = line(at_x(x1), at_y(y1), at_x(x2), at_y(y2), ink.city, 2.5, ' stroke-dasharray="9 5"')
    return band + mark(sen, shown.line_said)


def _joined(points: Sequence[Point], at_x: Scale, at_y: Scale, ink: Palette) -> str:
    """Neighbours one usual step apart are joined; nothing crosses a hole."""
    step = min((b.time - a.time for a, b in pairwise(points)), default=1.0)
    return "".join(
        line(at_x(a.time), at_y(a.value), at_x(b.time), at_y(b.value), ink.circle, 1.5)
        for a, b in pairwise(points)
        if b.time - a.time < step * 1.5
    )


def _point(point: Point, at_x: Scale, at_y: Scale, ink: Palette) -> str:
    fill, edge = (ink.circle, ink.paper) if point.used else (ink.paper, ink.quiet)
    return mark(dot(at_x(point.time), at_y(point.value), 5.5, fill, edge, 1.5), point.said)


def _years(
    years: Sequence[float], at: Scale, y: float, size: float, width: float, ink: Palette
) -> str:
    """As many years as have room, the first and the last among them."""
    found, free = "", -1.0
    wide = types.width("0000", size * 0.9)
    end = at(years[-1])
    for year in years:
        x, is_last = at(year), year == years[-1]
        if (x - wide / 2 > free and x + wide * 1.15 < end) or is_last or year == years[0]:
            centre = min(max(x, wide / 2), width - wide / 2)
            found += types.label(round(centre, 1), round(y, 1), f"{year:.0f}", size * 0.9, ink.quiet, "middle")  # fmt: skip
            free = centre + wide * 0.7
    return found


def _slopes(
    study: Study, shown: TrendPicture, ink: Palette, width: float, size: float, y: float
) -> tuple[str, float]:
    """A row for every area: its slope as a shape on the line of its interval."""
    body = ""
    for text in types.wrap(shown.slopes_title, size, width, True):
        y += size * 1.3
        body += types.label(0, round(y, 1), text, size, ink.ink, bold=True)
    more, y = _key(study, shown, ink, width, size, y + size * 1.5)
    body, y = body + more, y + size * 0.5
    row = size * 1.45
    room = min(max(types.width(s.name, size * 0.95, s.chosen) for s in shown.slopes), width * 0.4)
    ends = [v for s in shown.slopes for v in (s.low, s.high)]
    steps = round_steps(min(*ends, 0), max(*ends, 0), 3 if width < 500 else 6)
    low, span = steps[0], (steps[-1] - steps[0]) or 1.0

    def at(value: float) -> float:
        return room + 16 + (value - low) / span * (width - room - 30)

    bottom = y + row * len(shown.slopes) + size * 0.5
    for i, value in enumerate(steps):
        strong = value == 0
        body += line(
            at(value), y, at(value), bottom, ink.quiet if strong else ink.rule, 1.5 if strong else 1
        )
        anchor = "end" if i == len(steps) - 1 else "middle"
        body += types.label(round(at(value), 1), round(bottom + size * 1.1, 1), format_value(value, study.lang),
                            size * 0.9, ink.quiet, anchor)  # fmt: skip
    for i, one in enumerate(shown.slopes):
        body += _slope(one, at, y + row * (i + 0.6), room, size, ink)
    return body, bottom + size * 1.8


def _slope(one: Slope, at: Scale, y: float, room: float, size: float, ink: Palette) -> str:
    colour = ink.selected if one.chosen else ink.circle if one.direction else ink.quiet
    name = types.cut(one.name, size * 0.95, room, one.chosen)
    words = types.label(0, round(y + size * 0.34, 1), name, size * 0.95, ink.selected if one.chosen else ink.ink,
                        bold=one.chosen)  # fmt: skip
    whisker = line(at(one.low), y, at(one.high), y, colour, 2 if one.direction else 1.2)
    return mark(
        words + whisker + _shape(one.direction, one.alone, at(one.slope), y, colour, ink),
        one.said,
        one.area_code,
    )


def _shape(together: int, alone: int, x: float, y: float, colour: str, ink: Palette) -> str:
    """A triangle up or down for a direction sure among all, a hollow one for a direction sure only on
    its own, a ring for none."""
    if not alone:
        return dot(x, y, 3.8, ink.paper, colour, 1.6)
    tip = -alone * 5.5
    fill = f'fill="{colour}"' if together else f'fill="{ink.paper}" stroke="{colour}" stroke-width="1.6"'  # fmt: skip
    return f'<path d="M{x:.1f} {y + tip:.1f}L{x + 6:.1f} {y - tip:.1f}H{x - 6:.1f}Z" {fill}/>'


def _key(
    study: Study, shown: TrendPicture, ink: Palette, width: float, size: float, y: float
) -> tuple[str, float]:
    """What the shapes mean, in words, on as many lines as they need; gives the lowest."""
    alone = sorted({s.alone for s in shown.slopes if s.alone and not s.direction})
    named = [
        ("down", -1, -1),
        ("none", 0, 0),
        ("up", 1, 1),
        *(("alone", 0, sign) for sign in alone[:1]),
    ]
    found, x = "", 6.0
    for name, together, sign in named:
        words = t(f"trend.key_{name}", study.lang)
        wide = types.width(words, size * 0.9) + 12
        if x + wide > width:
            x, y = 6.0, y + size * 1.4
        colour = ink.circle if together else ink.quiet
        found += _shape(together, sign, x, y - size * 0.32, colour, ink)
        found += types.label(round(x + 11, 1), round(y, 1), words, size * 0.9, ink.quiet)
        x += wide + 18
    return found, y
