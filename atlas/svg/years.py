"""Values over time as lines: gaps stay gaps, a change of series starts a new line."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from atlas.colour import Palette
from atlas.model import CITY, NATION, PROVINCE
from atlas.number import format_value
from atlas.svg.axis import round_steps
from atlas.svg.maps import area_link
from atlas.svg.rows import X
from atlas.svg.type import label
from atlas.view import Line, Point, View

STEP = {"month": 1, "quarter": 3, "semester": 6}
"""Months from one period of a kind to the next; twelve for all others."""
DASHES = ("", "8 5", "2 4", "9 4 2 4", "14 5", "14 4 2 4")


@dataclass(frozen=True)
class Named:
    """A line that has a name in the legend, its colour and its dashes."""

    line: Line
    ink: str
    dash: str

    @property
    def label(self) -> str:
        named = self.line
        return f"{named.name}, {named.series_name}" if named.series_name else named.name


def named_lines(view: View, selected: str, ink: Palette) -> tuple[list[Named], list[Line]]:
    """Lines in the foreground with their looks, and those behind: all when there are few areas,
    else the chosen area, the city, its province and the nation."""
    focus = selected or CITY
    few = len({line.area_code for line in view.lines}) <= 4
    order = {c: i for i, c in enumerate(dict.fromkeys([focus, CITY, PROVINCE, NATION]))}
    series = list(dict.fromkeys([view.series, *(line.series for line in view.lines)]))
    front = [line for line in view.lines if few or line.area_code in order]
    behind = [line for line in view.lines if line not in front]
    looks = [
        Named(line, ink.series[order.get(line.area_code, 0) % len(ink.series)],
              DASHES[series.index(line.series) % len(DASHES)])
        for line in front
    ]  # fmt: skip
    return looks, behind


@dataclass(frozen=True)
class Frame:
    """The scales of a chart of years: months across, values up. `height` in pixels, `top` the
    space for a label above the highest rule."""

    first: int
    last: int
    steps: tuple[float, ...]
    height: float
    top: float

    def across(self, period: str) -> float:
        """Share of the width, a little room left at both ends for the dots."""
        span = (self.last - self.first) or 1
        share = (months(period) - self.first) / span if self.last > self.first else 0.5
        return 0.015 + share * 0.97

    def up(self, value: float) -> float:
        low, high = self.steps[0], self.steps[-1]
        return self.top + (high - value) / ((high - low) or 1.0) * (self.height - self.top)


def frame(view: View, height: float, top: float, rules: int = 4) -> Frame:
    """The scales of a view in a box `height` pixels high, with about so many rules."""
    points = [p for line in view.lines for p in line.points]
    values = [p.value for p in points if p.value is not None] or [0.0]
    low, high = min(values), max(values)
    if 0 < low < high * 0.35:
        low = 0.0
    at = [months(p.period) for p in points] or [0]
    return Frame(min(at), max(at), tuple(round_steps(low, high, rules)), height, top)


def months(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:7] or 1)


def rules(view: View, scale: Frame, ink: Palette, x: X, size: float) -> str:
    """Quiet rules, and years below."""
    found = ""
    for value in scale.steps:
        y = round(scale.up(value), 1)
        found += f'<line x1="{x(0)}" x2="{x(1)}" y1="{y:g}" y2="{y:g}" stroke="{ink.rule}"/>'
    years = range(-(-(scale.first - 1) // 12), (scale.last - 1) // 12 + 1)
    every = max(1, -(-len(years) // 6))
    for year in [y for y in years if (y - years[0]) % every == 0]:
        share = scale.across(f"{year}")
        anchor = "start" if share < 0.05 else "end" if share > 0.95 else "middle"
        found += label(
            x(share), scale.height + size * 1.5, str(year), size * 0.87, ink.quiet, anchor
        )
    return f'<g aria-hidden="true">{found}</g>'


def rule_values(view: View, scale: Frame, ink: Palette, x: X, size: float) -> str:
    """The value of each rule above it, drawn last and with a rim, so that no line strikes it."""
    found = "".join(
        label(x(0), round(scale.up(v), 1) - 4, format_value(v, view.lang), size * 0.87, ink.quiet)
        for v in scale.steps
    )
    rim = f'stroke="{ink.paper}" stroke-width="{size / 4:g}" stroke-linejoin="round"'
    return f'<g aria-hidden="true" paint-order="stroke" {rim} pointer-events="none">{found}</g>'


def strokes(line: Line, view: View, scale: Frame, width: float) -> str:
    """The path of a line in a box `width` wide, broken where a period has no figure; a figure that
    stands alone is a stroke without length, a dot where its ends are round."""
    path, before = "", None
    for point in line.points:
        if point.value is None:
            before = None
            continue
        x, y = scale.across(point.period) * width, scale.up(point.value)
        joined = before is not None and view.trend and not gap(before, point)
        path += f"L{x:.1f} {y:.1f}" if joined else f"M{x:.1f} {y:.1f}h0"
        before = point
    return path


def gap(before: Point, after: Point) -> bool:
    """A period between two points has no figure, or one of them is only part of a period."""
    step = months(after.period) - months(before.period)
    return step > STEP.get(after.kind, 12) or before.partial or after.partial


def dots(
    look: Named, view: View, scale: Frame, ink: Palette, x: X, radius: float, link: str = ""
) -> str:
    """Each value as a dot with its words, a link where there is one; hollow where it has a mark or
    is part of a period."""
    found = ""
    for point in look.line.points:
        if point.value is None:
            continue
        said = f"{look.label}: {point.text} {view.unit} ({point.label}) {point.mark}".strip()
        fill = ink.paper if point.mark or point.partial else look.ink
        drawn = (
            f'<circle cx="{x(scale.across(point.period))}" cy="{scale.up(point.value):.1f}" '
            f'r="{radius:g}" fill="{fill}" stroke="{look.ink}" stroke-width="2"'
        )
        if link:
            found += area_link(link, said, drawn + "/>")
        else:
            found += f"{drawn}><title>{escape(said)}</title></circle>"
    return found


def series_starts(view: View, selected: str, scale: Frame, ink: Palette, x: X) -> str:
    """Where a later series of the area in focus begins."""
    focus = selected or CITY
    own = sorted(
        (n for n in view.lines if n.area_code == focus and n.points),
        key=lambda n: n.points[0].period,
    )
    return "".join(
        f'<line x1="{x(share)}" x2="{x(share)}" y1="{scale.top:g}" y2="{scale.height:g}" '
        f'stroke="{ink.quiet}" stroke-dasharray="2 4"/>'
        for share in [scale.across(line.points[0].period) for line in own[1:]]
    )
