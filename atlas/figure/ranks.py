"""The city among others: its map, its line beside three more, and the ranks of all over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from atlas import colour
from atlas.figure.look import frame, wrapped
from atlas.figure.maps import area_map
from atlas.model import CITY, NATION, PROVINCE
from atlas.shape import Boundary
from atlas.view import Line, View
from atlas.view.peers import Peers, RankLine

SIDE = 235
"""Pixels right of a chart for the names of its lines."""
SYMBOL = {CITY: "circle", PROVINCE: "diamond", NATION: "triangle-up"}
DASH = {CITY: "solid", PROVINCE: "dash", NATION: "dot"}


def ink(area_code: str, theme: str) -> str:
    """The colour of an area in every picture of the page: the chosen one like its outline."""
    palette = colour.SERIES if theme == "light" else colour.SERIES_DARK
    fixed = {CITY: colour.INK[theme], PROVINCE: palette[0], NATION: palette[4]}
    return fixed.get(area_code, colour.SELECTED[theme])


def peer_map(
    view: View, boundary: Boundary, selected: str, theme: str, narrow: bool = False
) -> go.Figure:
    """The map of a view, the city marked by an outline that shows on every fill."""
    figure = area_map(view, boundary, selected, theme, narrow)
    lon: list[float | None] = []
    lat: list[float | None] = []
    for polygon in boundary.outlines[CITY].polygons:
        for ring in polygon:
            lon += [*(p[0] for p in ring), None]
            lat += [*(p[1] for p in ring), None]
    shape = {"lon": lon, "lat": lat, "mode": "lines", "hoverinfo": "skip"}
    for width, paint in ((4.5, colour.PAPER[theme]), (2, ink(CITY, theme))):
        figure.add_trace(go.Scattermap(**shape, line={"color": paint, "width": width}))
    return figure


def peer_lines(view: View, theme: str, narrow: bool = False) -> go.Figure:
    """The lines of a view on one axis; gaps stay gaps. Each is named at its end, on a phone in the
    legend."""
    layout = {
        **frame(theme, height=460),
        "xaxis": _years([p.period for line in view.lines for p in line.points], narrow),
        "yaxis": {"fixedrange": True, "gridcolor": colour.GROUND[theme], "automargin": True,
                  "zeroline": True, "zerolinecolor": colour.QUIET[theme], "tickformat": ","},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "separators": ",." if view.lang == "id" else ".,",
        "hovermode": "closest",
        "showlegend": narrow,
    }  # fmt: skip
    layout["margin"] |= {"r": 10 if narrow else SIDE, "t": 20, "b": 30}
    if not narrow:
        layout["annotations"] = _names(view, theme)
    return go.Figure([_line(line, view, theme) for line in view.lines], layout)


def _line(line: Line, view: View, theme: str) -> dict[str, Any]:
    shape = SYMBOL.get(line.area_code, "square")
    points: list[tuple[float | None, float | None, str, str]] = []
    before: float | None = None
    for p in line.points:
        at = _year(p.period)
        if before is not None and (at - before > 1 or p.partial or not view.trend):
            points.append((None, None, "", shape))
        said = wrapped(f"{line.name}: {p.text} {view.unit} ({p.label}) {p.mark}".strip())
        points.append((at, p.value, said, f"{shape}-open" if p.mark or p.partial else shape))
        before = at
    x, y, said_, symbols = map(list, zip(*points, strict=True))
    look = {"color": ink(line.area_code, theme), "width": 2.5,
            "dash": DASH.get(line.area_code, "solid")}  # fmt: skip
    return {"type": "scatter", "x": x, "y": y, "name": line.name, "mode": "lines+markers",
            "line": look, "marker": {"size": 8, "symbol": symbols}, "connectgaps": False,
            "hovertext": said_, "hovertemplate": "%{hovertext}<extra></extra>"}  # fmt: skip


def _names(view: View, theme: str) -> list[dict[str, Any]]:
    """Names with their last values right of the lines, none over another."""
    values = [p.value for line in view.lines for p in line.points if p.value is not None]
    ends = {line: [p for p in line.points if p.value is not None][-1] for line in view.lines}
    lines = sorted(view.lines, key=lambda line: ends[line].value or 0.0)
    heights = _apart([ends[x].value or 0.0 for x in lines], (max(values) - min(values) or 1) / 9)
    return [
        {"text": f"<b>{wrapped(line.name, 60)}</b><br>{ends[line].text}{ends[line].mark} "
                 f"({ends[line].label})",
         "y": height, "x": 1, "xref": "paper", "xanchor": "left", "xshift": 12,
         "showarrow": False, "align": "left",
         "font": {"color": ink(line.area_code, theme), "size": 13}}
        for line, height in zip(lines, heights, strict=True)
    ]  # fmt: skip


def _apart(values: Sequence[float], least: float) -> list[float]:
    """Heights near ascending values, `least` apart: those too close share a middle."""
    groups: list[list[float]] = []
    for value in values:
        groups.append([value])
        while (
            len(groups) > 1 and _rows(groups[-2], least)[-1] + least > _rows(groups[-1], least)[0]
        ):
            last = groups.pop()
            groups[-1] += last
    return [height for group in groups for height in _rows(group, least)]


def _rows(group: Sequence[float], least: float) -> list[float]:
    bottom = sum(group) / len(group) - least * (len(group) - 1) / 2
    return [bottom + i * least for i in range(len(group))]


def rank_lines(peers: Peers, selected: str, theme: str, others: str, narrow: bool) -> go.Figure:
    """Ranks of all areas over time, 1 on top; the city and the chosen area strong. `others` names
    the quiet lines in the legend."""
    lines = peers.rank_lines
    strong = [line for code in (CITY, selected) for line in lines if line.area_code == code]
    hover = _hover(peers)
    quiet = _quiet([line for line in lines if line not in strong], others, hover, theme)
    data = [quiet, *(_strong(line, hover, theme) for line in reversed(strong))]
    last = len(lines)
    layout = {
        **frame(theme, height=500 if narrow else 740),
        "xaxis": _years([p.period for p in lines[0].places], narrow),
        "yaxis": {"fixedrange": True, "gridcolor": colour.GROUND[theme], "zeroline": False,
                  "range": [last + 0.8, 0.2], "automargin": True,
                  "tickvals": [1, *range(5, last - 1, 5), last]},
        "legend": {"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 0,
                   "traceorder": "reversed"},
        "separators": ",." if peers.lines.lang == "id" else ".,",
        "hovermode": "closest",
    }  # fmt: skip
    layout["margin"] |= {"r": 10 if narrow else SIDE, "b": 30}
    return go.Figure(data if narrow else [*data, _side_names(lines, selected, theme)], layout)


def _year(period: str) -> float:
    return int(period[:4]) + (int(period[5:7] or 1) - 1) / 12


def _years(periods: Sequence[str], narrow: bool) -> dict[str, Any]:
    """One tick a year, thinned out on a phone."""
    first, last = int(min(periods)[:4]), int(max(periods)[:4])
    every = max(1, -(-(last - first + 1) // (6 if narrow else 20)))
    ticks = list(range(first, last + 1, every))
    return {"fixedrange": True, "showgrid": False, "zeroline": False, "tickvals": ticks,
            "ticktext": [str(y) for y in ticks], "tickangle": 0,
            "range": [first - 0.3, last + 0.3]}  # fmt: skip


def _hover(peers: Peers) -> str:
    value = f"%{{customdata[0]:,.{peers.decimals}f}}%{{customdata[1]}}"
    return peers.place.format(
        area="<b>%{text}</b>", rank="%{y}", value=value, period="%{customdata[2]}"
    ) + "<extra></extra>"  # fmt: skip


def _path(line: RankLine) -> list[tuple[float | None, int | None, list[Any]]]:
    """Where a line runs; it breaks where a year has no ranks."""
    points: list[tuple[float | None, int | None, list[Any]]] = []
    before = None
    for p in line.places:
        at = _year(p.period)
        if before is not None and at - before > 1:
            points.append((None, None, ["", "", ""]))
        points.append((at, p.rank, [p.value, p.mark, p.label]))
        before = at
    return points


def _trace(points: Sequence[tuple[Any, Any, Any]], names: list[str], hover: str) -> dict[str, Any]:
    x, y, data = map(list, zip(*points, strict=True))
    return {"type": "scatter", "x": x, "y": y, "customdata": data, "text": names,
            "hovertemplate": hover, "mode": "lines+markers", "connectgaps": False}  # fmt: skip


def _quiet(lines: Sequence[RankLine], name: str, hover: str, theme: str) -> dict[str, Any]:
    """All lines that are not strong, as one trace with gaps between them."""
    points: list[tuple[Any, Any, Any]] = []
    names: list[str] = []
    for line in lines:
        path = [*_path(line), (None, None, ["", "", ""])]
        points += path
        names += [line.name] * len(path)
    return _trace(points, names, hover) | {
        "name": name, "opacity": 0.4, "line": {"color": colour.QUIET[theme], "width": 1},
        "marker": {"size": 4},
    }  # fmt: skip


def _strong(line: RankLine, hover: str, theme: str) -> dict[str, Any]:
    path, paint = _path(line), ink(line.area_code, theme)
    return _trace(path, [line.name] * len(path), hover) | {
        "name": line.name, "line": {"color": paint, "width": 3},
        "marker": {"size": 8, "symbol": SYMBOL.get(line.area_code, "square")},
    }  # fmt: skip


def _side_names(lines: Sequence[RankLine], selected: str, theme: str) -> dict[str, Any]:
    """Every name beside its last rank; areas that share a rank stand under each other, in the
    rows that their tie leaves free."""
    rows = sorted(lines, key=lambda line: (line.places[-1].rank, line.name))
    strong = (CITY, selected)
    colours = [ink(r.area_code, theme) if r.area_code in strong else colour.QUIET[theme]
               for r in rows]  # fmt: skip
    return {"type": "scatter", "mode": "text", "cliponaxis": False, "showlegend": False,
            "x": [int(rows[0].places[-1].period[:4]) + 0.3] * len(rows),
            "y": list(range(1, len(rows) + 1)), "textposition": "middle right",
            "text": [f" {r.places[-1].rank}  {r.name}" for r in rows], "hoverinfo": "skip",
            "textfont": {"size": 12, "color": colours}}  # fmt: skip
