"""Small lines on one shared scale, the median behind each."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atlas.colour import Palette
from atlas.number import format_value
from atlas.study import Study
from atlas.study.multiples import Multiples, Panel, Spot
from atlas.svg import type as types
from atlas.svg.axis import round_steps
from atlas.svg.marks import Drawn, box, line, mark
from atlas.svg.studies.multiples.size import GAP, SIZE, columns
from atlas.text import t


@dataclass(frozen=True)
class _Scale:
    """Periods and values to pixels of a small chart."""

    first: int
    last: int
    steps: Sequence[float]
    left: float
    width: float
    height: float

    def x(self, period: str) -> float:
        share = (_months(period) - self.first) / ((self.last - self.first) or 1)
        return self.left + 3 + share * (self.width - self.left - 8)

    def y(self, value: float) -> float:
        low, high = self.steps[0], self.steps[-1]
        return (high - value) / ((high - low) or 1.0) * self.height


def _months(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:7] or 1)


def lines(found: Multiples, study: Study, ink: Palette, width: float, selected: str) -> Drawn:
    """A legend, then the lines in rows; the scale starts at 0 where that costs little room."""
    across = columns(width, len(found.panels))
    room = (width - GAP * (across - 1)) / across
    values = [s.value for p in found.panels for s in p.spots]
    low, high = min(values), max(values)
    low = 0.0 if 0 < low < high * 0.35 else low
    steps = round_steps(low, high, 3)
    left = max(types.width(format_value(v, study.lang), 12) for v in (steps[0], steps[-1]))
    scale = _Scale(
        _months(found.first), _months(found.last), steps, min(left, room * 0.3), room, 66.0
    )
    dashes = f'stroke="{ink.quiet}" stroke-width="1.4" stroke-dasharray="4 3"'
    middle = f'<path id="mid" d="{_path(found.middle, scale)}" fill="none" {dashes}/>'
    legend, y = _line_legend(found, study, ink, width)
    body = f"<defs>{middle}</defs>{legend}"
    step = SIZE + 9 + scale.height + 30
    for i, panel in enumerate(found.panels):
        left, top = (i % across) * (room + GAP), y + (i // across) * step
        drawn = _panel(
            panel, found, study, ink, scale, i % across == 0, panel.area_code == selected
        )
        named = mark(box(0, 0, room, step - 8, "transparent") + drawn, panel.said, panel.area_code)
        body += f'<g transform="translate({left:.1f} {top:.1f})">{named}</g>'
    return Drawn(body, width, y + math.ceil(len(found.panels) / across) * step)


def _panel(
    panel: Panel, found: Multiples, study: Study, ink: Palette, scale: _Scale, first: bool,
    strong: bool,
) -> str:  # fmt: skip
    """Name above, the line between its rules, first and last year below, the last with its value."""
    own = ink.selected if strong else ink.circle
    fill = ink.selected if strong else ink.ink
    room = scale.width
    top = SIZE + 9
    rules = "".join(
        line(0, scale.y(v), room, scale.y(v), ink.rule) for v in (scale.steps[0], scale.steps[-1])
    )
    if scale.steps[0] < 0 < scale.steps[-1]:
        rules += line(0, scale.y(0), room, scale.y(0), ink.quiet, 0.8)
    drawn = rules + ('<use href="#mid"/>' if found.middle else "")
    drawn += (
        f'<path d="{_path(panel.spots, scale)}" fill="none" stroke="{own}" '
        f'stroke-width="{2.6 if strong else 2.1}" stroke-linecap="round" stroke-linejoin="round"/>'
    )
    for spot in panel.spots:
        last = spot is panel.spots[-1]
        if last or spot.marked:
            inner = ink.paper if spot.marked else own
            drawn += (
                f'<circle cx="{scale.x(spot.period):.1f}" cy="{scale.y(spot.value):.1f}" '
                f'r="{3 if last else 2.2:g}" fill="{inner}" stroke="{own}" stroke-width="1.5"/>'
            )
    if first:
        drawn += _rule_values(scale, study, ink)
    found_ = types.label(
        0, SIZE, types.cut(_short(panel.name), SIZE, room, strong), SIZE, fill, bold=strong
    )
    found_ += f'<g transform="translate(0 {top:.1f})">{drawn}</g>'
    return found_ + _below(
        panel, found, ink, scale, round(top + scale.height + 15, 1), fill, strong
    )


def _below(
    panel: Panel, found: Multiples, ink: Palette, scale: _Scale, y: float, fill: str, strong: bool
) -> str:
    """ "2010        2024  8,13"; only the value where there is no room for the years."""
    if not panel.spots:
        return ""
    words = f"{panel.spots[-1].period[:4]}: {panel.last}"
    words = words if types.width(words, 12, strong) <= scale.width else panel.last
    body = types.label(
        round(scale.width, 1), y, types.cut(words, 12, scale.width, strong), 12, fill, "end", strong
    )
    if types.width(words, 12, strong) + 34 < scale.width:
        body += types.label(0, y, found.first[:4], 12, ink.quiet)
    return body


def _rule_values(scale: _Scale, study: Study, ink: Palette) -> str:
    """The values of the lowest and highest rule, with a rim so that no line strikes them."""
    rim = f'stroke="{ink.paper}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    words = "".join(
        types.label(0, round(scale.y(v) + shift, 1), format_value(v, study.lang), 12, ink.quiet)
        for v, shift in ((scale.steps[-1], 11), (scale.steps[0], -3))
    )
    return f"<g {rim}>{words}</g>"


def _path(spots: Sequence[Spot], scale: _Scale) -> str:
    """A stroke broken where a period is missing; a value that stands alone is a round dot."""
    return "".join(
        f"{'L' if s.joined else 'M'}{scale.x(s.period):.1f} {scale.y(s.value):.1f}{'' if s.joined else 'h0'}"
        for s in spots
    )


def _line_legend(found: Multiples, study: Study, ink: Palette, width: float) -> tuple[str, float]:
    """What the two lines and the hollow dots are, in words."""
    noun = t(f"level.{found.level}_noun", study.lang)
    entries: list[tuple[str, Callable[[float, float], str]]] = [
        (f"{t('multiples.own', study.lang)} ({found.unit})",
         lambda x, y: line(x, y, x + 24, y, ink.circle, 2.2))]  # fmt: skip
    if found.middle:
        entries.append((t("multiples.middle", study.lang, noun=noun),
                        lambda x, y: line(x, y, x + 24, y, ink.quiet, 1.4, ' stroke-dasharray="4 3"')))  # fmt: skip
    if any(s.marked for p in found.panels for s in p.spots):
        ring = f'r="3" fill="{ink.paper}" stroke="{ink.circle}" stroke-width="1.5"/>'
        entries.append((t("multiples.marked", study.lang),
                        lambda x, y: f'<circle cx="{x + 12:.1f}" cy="{y:.1f}" {ring}'))  # fmt: skip
    body, x, y = "", 0.0, 0.0
    for words, sign in entries:
        wide = 32 + types.width(words, SIZE) + 18
        if x and x + wide > width + 18:
            x, y = 0.0, y + 20
        body += sign(x, y + 9) + types.label(
            round(x + 31, 1), round(y + 13, 1), types.cut(words, SIZE, width - 31), SIZE, ink.ink
        )
        x += wide
    return body, y + 32


def _short(name: str) -> str:
    """A regency without the word for it: cities keep theirs, so that no two are alike."""
    return name.removeprefix("Kabupaten ").removesuffix(" Regency")
