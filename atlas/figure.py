"""Interactive pictures of a view: Plotly maps, bars and lines, pydeck for the 151 kelurahan.

Nothing is fetched here. The browser gets outlines from our own /boundary and /peta routes.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pydeck as pdk

from atlas import colour
from atlas.model import CITY, WATER
from atlas.paint import cell_colour, circle_colour, radius
from atlas.shape import Boundary, stripes
from atlas.view import Cell, Line, Point, View

FONT = "Source Sans, Source Sans Pro, sans-serif"
TOP = 25
"""Bars shown at most; the rest stand in the table."""
CONTROLLER = {"doubleClickZoom": False, "doubleClickDragZoom": False, "scrollZoom": False}
"""The page keeps its wheel, and a click selects at once instead of waiting for a second one."""
NARROWER = {"kecamatan": 0.0, "kabkota": 0.55}
"""How much further out a map starts on a phone."""
CENTRE = {"kecamatan": (3.643, 98.669, 10.35), "kabkota": (2.15, 98.85, 6.65),
          "kelurahan": (3.643, 98.669, 10.35)}  # fmt: skip


def area_map(
    view: View, boundary: Boundary, selected: str, theme: str, narrow: bool = False
) -> go.Figure:
    """The map of a view: fills or proportional circles, stripes for states without a value, the
    selected area outlined."""
    figure = go.Figure()
    url = boundary_url(view.level, view.release)
    if WATER in boundary.outlines:
        figure.add_trace(_fill(url, [WATER], [colour.WATER], ["Danau Toba"], theme))
    cells = [c for c in view.cells if c.area_code in boundary.outlines]
    figure.add_trace(
        _fill(url, [c.area_code for c in cells], [cell_colour(c, view, theme) for c in cells],
              [c.sentence for c in cells], theme)
    )  # fmt: skip
    for state, degrees in colour.STRIPE.items():
        striped = [c.area_code for c in cells if c.state == state]
        for angle in degrees if striped else ():
            figure.add_trace(_stripes(boundary, striped, angle, theme))
    if view.form == "lingkaran":
        figure.add_trace(_circles(view, boundary, cells, theme))
    if selected in boundary.outlines:
        figure.add_trace(_outline(boundary, selected, theme))
    lat, lon, zoom = CENTRE[view.level]
    zoom -= NARROWER[view.level] if narrow else 0
    figure.update_layout(
        map={"style": f"/map/style.json?theme={theme}", "center": {"lat": lat, "lon": lon}, "zoom": zoom},
        height=440 if narrow and view.level == "kabkota" else 620,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        clickmode="event+select",
        uirevision=f"{view.level}{narrow}",
        hoverlabel=_hover(theme),
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": colour.QUIET[theme],
                 "activecolor": colour.INK[theme]},
    )  # fmt: skip
    return figure


def boundary_url(level: str, release: str) -> str:
    return f"/boundary/{level}.json?release={release}"


def _fill(
    url: str, codes: list[str], colours: list[str], said: list[str], theme: str
) -> go.Choroplethmap:
    """Areas in their colours: one step of a colour scale for each distinct colour."""
    distinct = list(dict.fromkeys(colours)) or ["#000000"]
    steps = len(distinct)
    scale = [[(i + j) / steps, c] for i, c in enumerate(distinct) for j in (0, 1)]
    return go.Choroplethmap(
        geojson=url,
        featureidkey="properties.area_code",
        locations=codes,
        z=[distinct.index(c) + 0.5 for c in colours],
        zmin=0,
        zmax=steps,
        colorscale=scale,
        showscale=False,
        text=[wrapped(s) for s in said],
        hovertemplate="%{text}<extra></extra>",
        marker={"line": {"color": colour.EDGE[theme], "width": 1.2}, "opacity": 1},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _circles(view: View, boundary: Boundary, cells: list[Cell], theme: str) -> go.Scattermap:
    """Circles whose area is proportional to the value, largest first; each lies on a slightly
    larger one in the colour of the edge, because markers on a map have no outline."""
    shown = sorted((c for c in cells if c.size > 0), key=lambda c: -c.size)
    largest = max((c.size for c in shown), default=1.0)
    sizes = [radius(c.size, largest, view.level) * 2 for c in shown]
    points = [boundary.outlines[c.area_code].point for c in shown]
    look = {"opacity": 0.88, "allowoverlap": True}
    return go.Scattermap(
        lon=[p[0] for p in points for _ in "ab"],
        lat=[p[1] for p in points for _ in "ab"],
        customdata=[c.area_code for c in shown for _ in "ab"],
        text=[wrapped(c.sentence) for c in shown for _ in "ab"],
        hovertemplate="%{text}<extra></extra>",
        mode="markers",
        marker={
            "size": [s + extra for s in sizes for extra in (3, 0)],
            "color": [
                c for cell in shown for c in (colour.EDGE[theme], circle_colour(cell, theme))
            ],
            **look,
        },
        selected={"marker": {"opacity": 0.88}},
        unselected={"marker": {"opacity": 0.88}},
    )


def _stripes(boundary: Boundary, codes: list[str], degrees: int, theme: str) -> go.Scattermap:
    west, _, east, _ = boundary.box
    lon: list[float | None] = []
    lat: list[float | None] = []
    for code in codes:
        for a, b in stripes(boundary.outlines[code], degrees, (east - west) / 55):
            lon += [a[0], b[0], None]
            lat += [a[1], b[1], None]
    line = {"color": colour.QUIET[theme], "width": 1}
    return go.Scattermap(lon=lon, lat=lat, mode="lines", line=line, hoverinfo="skip")


def _outline(boundary: Boundary, code: str, theme: str) -> go.Scattermap:
    lon: list[float | None] = []
    lat: list[float | None] = []
    for polygon in boundary.outlines[code].polygons:
        for ring in polygon:
            lon += [*(p[0] for p in ring), None]
            lat += [*(p[1] for p in ring), None]
    line = {"color": colour.SELECTED[theme], "width": 3.5}
    return go.Scattermap(lon=lon, lat=lat, mode="lines", line=line, hoverinfo="skip")


def wrapped(text: str, width: int = 44) -> str:
    """A sentence broken into lines for a hover box, markup made harmless."""
    lines = [""]
    for word in text.replace("&", "&amp;").replace("<", "&lt;").split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def _hover(theme: str) -> dict[str, Any]:
    return {"bgcolor": colour.PAPER[theme], "align": "left", "bordercolor": colour.QUIET[theme],
            "font": {"color": colour.INK[theme], "family": FONT, "size": 14}}  # fmt: skip


def kelurahan_deck(view: View, url: str, selected: str, theme: str) -> pdk.Deck:
    """The 151 kelurahan by deck.gl; features, colours and sentences come from `url`."""
    outline = f"properties.area_code == '{selected}'"
    red, green, blue = colour.rgb(colour.SELECTED[theme])
    edge = colour.rgb(colour.EDGE[theme])
    layer = pdk.Layer(
        "GeoJsonLayer",
        id="kelurahan",
        data=url,
        pickable=True,
        filled=True,
        stroked=True,
        get_fill_color="properties.fill",
        get_line_color=f"{outline} ? [{red},{green},{blue}] : properties.line || {edge}",
        get_line_width=f"{outline} ? 4 : 1",
        line_width_units='"pixels"',
        get_point_radius="properties.radius",
        point_radius_units='"pixels"',
        point_type='"circle"',
    )
    lat, lon, zoom = CENTRE["kelurahan"]
    paint = {"backgroundColor": colour.PAPER[theme], "color": colour.INK[theme],
             "maxWidth": "20rem", "fontSize": "14px", "borderRadius": "4px",
             "boxShadow": "0 1px 6px rgba(0,0,0,.35)"}  # fmt: skip
    return pdk.Deck(
        layers=[layer],
        views=[pdk.View(type="MapView", controller=CONTROLLER)],
        initial_view_state=pdk.ViewState(latitude=lat, longitude=lon, zoom=zoom),
        map_provider=None,
        map_style=f"/map/style.json?theme={theme}",
        tooltip={"text": "{sentence}", "style": paint},
    )


def ranked_bars(view: View, selected: str, theme: str) -> go.Figure:
    """Areas from the largest value down, in the colours of the map, the city as a line."""
    sure = [
        c
        for c in view.cells
        if c.value is not None and (c.value != 0 or c.rank or c.klass is not None)
    ]
    known = sorted(sure, key=lambda c: -(c.value or 0))
    shown = known[:TOP] if len(known) > 40 else known
    if selected and selected not in {c.area_code for c in shown}:
        shown += [c for c in known if c.area_code == selected]
    shown = shown[::-1]
    fills = [
        colour.CIRCLE[theme] if view.form != "warna" else cell_colour(c, view, theme) for c in shown
    ]
    edges = [
        colour.SELECTED[theme] if c.area_code == (selected or CITY) else colour.QUIET[theme]
        for c in shown
    ]
    widths = [3 if c.area_code == (selected or CITY) else 0.5 for c in shown]
    figure = go.Figure(
        go.Bar(
            x=[c.value for c in shown],
            y=[c.area_code for c in shown],
            orientation="h",
            marker={"color": fills, "line": {"color": edges, "width": widths}},
            text=[f"{c.text} {c.mark}".strip() for c in shown],
            textposition="outside",
            cliponaxis=False,
            hovertext=[wrapped(c.sentence) for c in shown],
            hovertemplate="%{hovertext}<extra></extra>",
            customdata=[c.area_code for c in shown],
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    reference = view.reference
    comparable = reference and reference.value is not None and view.form == "warna"
    if reference and comparable:
        figure.add_vline(
            x=reference.value,
            line={"color": colour.CITY[theme], "width": 2, "dash": "dash"},
            annotation={"text": f"{reference.name} {reference.text}", "yanchor": "bottom", "y": 1,
                        "font": {"color": colour.CITY[theme], "size": 13}},
        )  # fmt: skip
    ticks = {"tickvals": [c.area_code for c in shown], "ticktext": [c.name for c in shown]}
    figure.update_layout(
        **_frame(theme, height=80 + 24 * len(shown)),
        xaxis={"visible": False, "fixedrange": True},
        yaxis={"type": "category", "fixedrange": True, "automargin": True, **ticks},
        bargap=0.25,
    )
    figure.update_layout(margin={"l": 0, "r": 70, "t": 30, "b": 10})
    return figure


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
        **_frame(theme, height=460),
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
        mode="lines+markers" if strong else "lines",
        line={"color": ink, "width": 2.5 if strong else 0.8, "dash": dash},
        marker={"size": 7, "symbol": symbols},
        opacity=1 if strong else 0.45,
        showlegend=strong,
        hovertext=text,
        hovertemplate="%{hovertext}<extra></extra>",
        connectgaps=False,
    )


STEP = {"month": 1, "quarter": 3, "semester": 6}
"""Months from one period of a kind to the next; twelve for all others."""


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


def _frame(theme: str, height: int) -> dict[str, Any]:
    return {"height": height, "margin": {"l": 0, "r": 10, "t": 10, "b": 10},
            "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": 14, "color": colour.INK[theme]},
            "hoverlabel": _hover(theme), "clickmode": "event+select", "dragmode": False}  # fmt: skip
