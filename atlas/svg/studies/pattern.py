"""A map of what is sure about an area and its neighbours, beside it the Moran scatterplot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from atlas import colour
from atlas.colour import Palette
from atlas.number import format_value
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.pattern import COLOURS, KINDS, Dot, Drawing
from atlas.svg import type as types
from atlas.svg.axis import round_steps
from atlas.svg.maps import map_size
from atlas.svg.marks import Drawn, dot, line, mark
from atlas.svg.outline import paths
from atlas.svg.plan import TALLEST, plan
from atlas.text import t

BESIDE = 700.0
"""Width from which the scatterplot stands beside the map, not under it."""
GAP = 28.0
WIDEST = 560.0
At = Callable[[float], float]


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    picture: Drawing = study.picture
    boundary = boundaries[picture.view.level]
    size = 12.5 if width < 500 else 14.0
    beside = width >= BESIDE
    own_width, own_height = map_size(picture.view, boundary)
    room = min(round(width * 0.56), round(own_width * TALLEST / own_height)) if beside else width
    chart = plan(picture.view, boundary, ink, room, selected, keys=False)
    body = chart.body + _signs(picture, boundary, room)
    left, top = (room + GAP * 2, 0.0) if beside else (0.0, chart.height + GAP)
    scatter = _scatter(
        study, ink, min(width - left, WIDEST), chart.height if beside else 300.0, size, selected
    )
    body += f'<g transform="translate({left:.1f} {top:.1f})">{scatter.body}</g>'
    high = max(chart.height, top + scatter.height)
    legend, taken = _legend(picture, ink, width, high + 18, size, study)
    return Drawn(body + legend, width, high + 18 + taken)


def _signs(picture: Drawing, boundary: Boundary, room: float) -> str:
    """The sign of every sure area, in the middle of it, where `plan` has put the map."""
    own_width, own_height = map_size(picture.view, boundary)
    scale = min(room / own_width, TALLEST / own_height)
    left, size = (room - own_width * scale) / 2, 4.5 if len(picture.dots) > 60 else 7.5
    centre = paths(boundary).centre
    return "".join(
        f'<g pointer-events="none">{sign(left + x * scale, y * scale, size, c.klass, *_contrast(c.klass))}</g>'
        for c in picture.view.cells
        if c.klass is not None and c.area_code in centre
        for x, y in [centre[c.area_code]]
    )


def _contrast(klass: int) -> tuple[str, str]:
    """Fill and edge that are read on the colour of a class, light or dark theme."""
    pair = colour.PAPER["light"], colour.INK["light"]
    return pair if klass < 2 else (pair[1], pair[0])


def sign(
    x: float, y: float, size: float, klass: int, fill: str, edge: str, width: float = 1
) -> str:  # fmt: skip
    """Up for high and down for low; in a ring when the neighbours are the other way."""
    way = 1 if KINDS[klass].startswith("tinggi") else -1
    tip, base = y - way * size, y + way * size * 0.75
    found = (
        f'<path d="M{x:.1f} {tip:.1f}L{x + size:.1f} {base:.1f}L{x - size:.1f} {base:.1f}Z" '
        f'fill="{fill}" stroke="{edge}" stroke-width="{width:g}"/>'
    )
    ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size * 1.7:.1f}" fill="none" stroke="{fill}" stroke-width="1.6"/>'
    return found + (ring if klass > 1 else "")


def _scatter(
    study: Study, ink: Palette, width: float, tallest: float, size: float, selected: str
) -> Drawn:
    """Every area by its value and the mean of its neighbours, the means as lines, and Moran's I as
    the slope of a line."""
    picture: Drawing = study.picture
    dots, lang = picture.dots, study.lang
    across = round_steps(min(d.value for d in dots), max(d.value for d in dots), 3)
    up = round_steps(min(d.around for d in dots), max(d.around for d in dots), 4)
    texts = [format_value(v, lang) for v in up]
    pad = max(types.width(x, size) for x in texts) + 10
    top, base = size * 2, size * 2 + max(220.0, min(width * 0.9, tallest - size * 8))
    x = _scale(across[0], across[-1], pad + 8, width - 10)
    y = _scale(up[0], up[-1], base - 8, top + 8)
    body = types.label(0, round(size, 1), t("pattern.axis_around", lang), size, ink.quiet)
    body += "".join(line(pad, y(v), width, y(v), ink.rule) for v in up)
    body += "".join(line(x(v), top, x(v), base, ink.rule) for v in across)
    body += "".join(types.label(round(pad - 6, 1), round(y(v) + size * 0.35, 1), s, size, ink.quiet, "end")
                    for v, s in zip(up, texts, strict=True))  # fmt: skip
    body += _ticks(across, x, base + size + 4, width, size, ink, study)
    body += types.label(
        round(width, 1),
        round(base + size * 2.6, 1),
        t("pattern.axis_own", lang),
        size,
        ink.quiet,
        "end",
    )
    dashed = ' stroke-dasharray="5 4"'
    body += line(x(picture.mean), top, x(picture.mean), base, ink.city, 1.6, dashed)
    body += line(pad, y(picture.mean), width, y(picture.mean), ink.city, 1.6, dashed)
    body += _slope(picture, across, x, y, (top, base), ink)
    body += "".join(_dot(d, x, y, ink, selected, len(dots)) for d in dots)
    words = t("pattern.plot", lang, i=format_value(round(picture.slope, 2), lang, 2))
    lines = types.wrap(words, size * 0.96, width)
    for i, words in enumerate(lines):
        body += types.label(
            0, round(base + size * (4.2 + 1.3 * i), 1), words, size * 0.96, ink.quiet
        )
    return Drawn(body, width, base + size * (4.4 + 1.3 * len(lines)))


def _scale(low: float, high: float, start: float, end: float) -> At:
    return lambda value: start + (value - low) / ((high - low) or 1.0) * (end - start)


def _ticks(steps: Sequence[float], x: At, at: float, width: float, size: float, ink: Palette, study: Study) -> str:  # fmt: skip
    """Values under the axis, none over another or outside."""
    found, end = "", 0.0
    for value in steps:
        words = format_value(value, study.lang)
        wide = types.width(words, size)
        left = min(max(x(value) - wide / 2, 0), width - wide)
        if left >= end:
            found += types.label(round(left, 1), round(at, 1), words, size, ink.quiet)
            end = left + wide + size * 0.7
    return found


def _slope(picture: Drawing, across: Sequence[float], x: At, y: At, rows: tuple[float, float], ink: Palette) -> str:  # fmt: skip
    """The line whose slope is Moran's I, cut where it leaves the plot."""
    ends = []
    for share in range(101):
        value = across[0] + (across[-1] - across[0]) * share / 100
        height = y(picture.around_mean + picture.slope * (value - picture.mean))
        if rows[0] <= height <= rows[1]:
            ends.append((x(value), height))
    return line(*ends[0], *ends[-1], ink.circle, 2) if ends else ""


def _dot(one: Dot, x: At, y: At, ink: Palette, selected: str, count: int) -> str:
    at, up, chosen = x(one.value), y(one.around), one.area_code == selected
    small = count > 60
    if one.klass is None:
        edge = ink.selected if chosen else ink.quiet
        shape = dot(at, up, 3.2 if small else 5, ink.ground, edge, 3 if chosen else 1.2)
    else:
        edge = ink.selected if chosen else ink.ink
        shape = sign(
            at, up, 5 if small else 7, one.klass, COLOURS[one.klass], edge, 3 if chosen else 1
        )
    return mark(shape, one.said, one.area_code)


def _legend(picture: Drawing, ink: Palette, width: float, top: float, size: float, study: Study) -> tuple[str, float]:  # fmt: skip
    """Each class that occurs with its sign and the names in it, then the quiet rest; and its height."""
    found, y, indent = "", top, size * 2.2

    def entry(fill: str, words: str, names: str, more: str) -> None:
        nonlocal found, y
        found += f'<rect x="0" y="{y:.1f}" width="{size * 1.7:.1f}" height="{size * 1.25:.1f}" fill="{fill}" stroke="{ink.quiet}"/>{more}'
        lines = types.wrap(f"{words}{': ' if names else ''}{names}", size, width - indent)
        for i, words in enumerate(lines):
            found += types.label(
                round(indent, 1), round(y + size + i * size * 1.3, 1), words, size, ink.ink
            )
        y += size * (1.3 * len(lines) + 0.5)

    for i, (klass, names) in enumerate(zip(picture.view.classes, picture.names, strict=True)):
        if klass.count:
            shape = sign(
                size * 0.85, y + size * 0.65, size * (0.42 if i < 2 else 0.3), i, *_contrast(i)
            )
            entry(klass.colour, f"{klass.label} ({klass.count})", names, shape)
    quiet = sum(d.klass is None for d in picture.dots)
    alone = len(picture.view.cells) - len(picture.dots)
    if quiet:
        entry(ink.ground, f"{t('pattern.quiet', study.lang)} ({quiet})", "", "")
    if alone:
        cross = f'<path d="M2 {y + 2:.1f}l{size:.1f} {size:.1f}m0 -{size:.1f}l-{size:.1f} {size:.1f}" stroke="{ink.quiet}"/>'
        entry(ink.ground, f"{t('pattern.left_out', study.lang)} ({alone})", "", cross)
    return found, y - top
