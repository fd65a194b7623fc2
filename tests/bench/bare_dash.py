"""The choropleth in Dash: the other baseline. Argument: the port."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[2])]

from bare_data import CODES, NAMES, choropleth
from dash import Dash, Input, Output, dcc, html

app = Dash(__name__, serve_locally=True)
app.layout = html.Div(
    [
        dcc.Dropdown([{"label": NAMES[c], "value": c} for c in CODES], "tpt", id="code"),
        html.H1(id="title"),
        dcc.Graph(id="map"),
        html.P("done"),
    ]
)


@app.callback(Output("title", "children"), Output("map", "figure"), Input("code", "value"))
def show(code):  # type: ignore[no-untyped-def]
    return NAMES[code], choropleth(code)


app.run(port=int(sys.argv[1]), debug=False)
