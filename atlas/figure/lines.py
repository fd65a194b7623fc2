"""Values over time as lines."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from atlas import colour
from atlas.figure.look import frame, wrapped
from atlas.model import CITY
from atlas.view import Line, Point, View

STEP = {"month": 1, "quarter": 3, "semester": 6}
"""Months from one period of a kind to the next; twelve for all others."""


def time_lines(view: View, selected: str, theme: str) -> go.Figure:
    """One line for each area and series; gaps stay gaps, a change of series starts a new line."""
    figure = go.Figure()
    focus = selected or CITY
    named = {focus, CITY, "12", "00"}
    few = len({line.area_code for line in view.lines}) <= 4
    palette = colour.SERIES if theme == "light" else colour.SERIES_DARK
    order = {code: i for i, code in enumerate(dict.fromkeys([focus, CITY, "12", "00"]))}
    dashes = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
    series = list(dict.fromkeys(line.series for line in view.lines))
    for line in sorted(view.lines, key=lambda x: x.area_code in named):
        strong = few or line.area_code in named
        ink = palette[order.get(line.area_code, 0)] if strong else colour.QUIET[theme]
        dash = dashes[series.index(line.series) % len(dashes)]
        figure.add_trace(_line(line, view, ink, dash, strong))
    for period in _series_starts(view, focus):
        figure.add_vline(x=period, line={"color": colour.QUIET[theme], "width": 1, "dash": "dot"})
    figure.update_layout(
        **frame(theme, height=460),
        xaxis={"type": "date", "fixedrange": True, "showgrid": False, **_year_ticks(view)},
        yaxis={"fixedrange": True, "gridcolor": colour.GROUND[theme], "zeroline": False,
               "tickformat": ",", "automargin": True},
        legend={"orientation": "h", "y": -0.12, "yanchor": "top", "x": 0,
                "traceorder": "reversed"},
        separators=",." if view.lang == "id" else ".,",
        hovermode="closest",
    )  # fmt: skip
    return figure


def _line(line: Line, view: View, ink: str, dash: str, strong: bool) -> go.Scatter:
    name = f"{line.name}, {line.series_name}" if line.series_name else line.name
    x: list[str | None] = []
    y: list[float | None] = []
    text: list[str] = []
    symbols: list[str] = []
    for before, point in zip([None, *line.points], line.points, strict=False):
        if before and (_gap(before, point) or not view.trend):
            x, y, text, symbols = [*x, None], [*y, None], [*text, ""], [*symbols, "circle"]
        said = f"{name}: {point.text} {view.unit} ({point.label}) {point.mark}".strip()
        x.append(_day(point.period))
        y.append(point.value)
        text.append(wrapped(said))
        symbols.append("circle-open" if point.mark or point.partial else "circle")
    return go.Scatter(
        x=x,
        y=y,
        name=name,
        mode="lines+markers" if strong or len(line.points) == 1 else "lines",
        line={"color": ink, "width": 2.5 if strong else 0.8, "dash": dash},
        marker={"size": 7 if strong else 4, "symbol": symbols},
        opacity=1 if strong else 0.45,
        showlegend=strong,
        hovertext=text,
        hovertemplate="%{hovertext}<extra></extra>",
        connectgaps=False,
    )


def _gap(before: Point, after: Point) -> bool:
    """A period between two points has no figure, or one of them is only part of a period."""
    step = _months(after.period) - _months(before.period)
    return step > STEP.get(after.kind, 12) or before.partial or after.partial


def _months(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:7] or 1)


def _year_ticks(view: View) -> dict[str, Any]:
    """One tick a year, thinned out to a dozen, so that no year stands twice."""
    years = [int(p.period[:4]) for line in view.lines for p in line.points]
    every = max(1, -(-(max(years) - min(years) + 1) // 12))
    ticks = range(min(years), max(years) + 1, every)
    return {"tickvals": [f"{y}-01-01" for y in ticks], "ticktext": [str(y) for y in ticks]}


def _day(period: str) -> str:
    return f"{period}-01-01" if len(period) == 4 else f"{period}-01"


def _series_starts(view: View, focus: str) -> list[str]:
    """Where a later series of the area in focus begins: the breaks a reader must see."""
    own = sorted(
        (line for line in view.lines if line.area_code == focus), key=lambda x: x.points[0].period
    )
    return [_day(line.points[0].period) for line in own[1:]]
