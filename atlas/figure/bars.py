"""Areas of a view as ranked bars."""

from __future__ import annotations

import plotly.graph_objects as go

from atlas import colour
from atlas.figure.look import frame, wrapped
from atlas.model import CITY
from atlas.paint import cell_colour
from atlas.view import View

TOP = 25
"""Bars shown at most; the rest stand in the table."""


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
        **frame(theme, height=80 + 24 * len(shown)),
        xaxis={"visible": False, "fixedrange": True},
        yaxis={"type": "category", "fixedrange": True, "automargin": True, **ticks},
        bargap=0.25,
    )
    figure.update_layout(margin={"l": 0, "r": 70, "t": 30, "b": 10})
    return figure
