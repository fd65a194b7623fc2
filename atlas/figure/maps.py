"""Maps of a view: Plotly for 21 or 33 areas, pydeck for the 151 kelurahan."""

from __future__ import annotations

import math
from collections.abc import Collection

import plotly.graph_objects as go
import pydeck as pdk

from atlas import colour
from atlas.figure.look import hover, wrapped
from atlas.model import WATER
from atlas.paint import cell_colour, circle_colour, radius
from atlas.shape import Boundary, stripes
from atlas.view import Cell, View

CONTROLLER = {"doubleClickZoom": False, "doubleClickDragZoom": False, "scrollZoom": False}
"""The page keeps its wheel, and a click selects at once instead of waiting for a second one."""
RING = 7.0
"""Radius in pixels of the ring that says that the class of an area depends on the method."""
NARROWER = {"kecamatan": 0.0, "kabkota": 0.55}
"""How much further out a map starts on a phone."""
CENTRE = {"kecamatan": (3.643, 98.669, 10.35), "kabkota": (2.15, 98.85, 6.65),
          "kelurahan": (3.643, 98.669, 10.35)}  # fmt: skip


def area_map(
    view: View, boundary: Boundary, selected: str, theme: str, narrow: bool = False,
    edges: Collection[str] = (),
) -> go.Figure:  # fmt: skip
    """The map of a view: fills or proportional circles, stripes for states without a value, a ring
    on areas at the edge of a class, the selected area outlined."""
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
        striped = [c.area_code for c in cells if c.pattern == state]
        for angle in degrees if striped else ():
            figure.add_trace(_stripes(boundary, striped, angle, theme))
    if view.form == "lingkaran":
        figure.add_trace(_circles(view, boundary, cells, theme))
    if edges:
        figure.add_traces(_rings(boundary, edges, view.level, theme))
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
        hoverlabel=hover(theme),
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


def _rings(
    boundary: Boundary, codes: Collection[str], level: str, theme: str
) -> list[go.Scattermap]:
    """A small ring around the middle of each area, the colour of its class within it; drawn as a
    line of twelve sides on a broader one, because markers on a map have no outline."""
    degrees = RING * 360 / (512 * 2 ** CENTRE[level][2])
    lon: list[float | None] = []
    lat: list[float | None] = []
    for code in codes:
        if code in boundary.outlines:
            east, north = boundary.outlines[code].point
            turns = [math.tau * i / 12 for i in range(13)]
            lon += [*(east + degrees * math.cos(a) for a in turns), None]
            lat += [*(north + degrees * math.sin(a) for a in turns), None]
    strokes = ({"color": colour.EDGE[theme], "width": 5}, {"color": colour.INK[theme], "width": 2})
    return [
        go.Scattermap(lon=lon, lat=lat, mode="lines", line=line, hoverinfo="skip")
        for line in strokes
    ]


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
