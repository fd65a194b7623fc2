"""The same figures and outlines for the two bare apps that ours is measured against."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from atlas.shape import read_boundary

ROOT = Path(__file__).resolve().parents[2]
GEOJSON = read_boundary(ROOT / "geo" / "kabkota.json").geojson()
TABLE = pd.concat(
    pd.read_csv(p, dtype={"area_code": str, "period": str}, low_memory=False)
    for p in sorted((ROOT / "data" / "observations").glob("*.csv"))
)
TABLE = TABLE[(TABLE.area_code.str.len() == 4) & TABLE.dim.isna() & (TABLE.period.str.len() == 4)]
NAMES = pd.read_csv(ROOT / "data" / "indicators.csv").set_index("indicator").name_id.to_dict()
CODES = sorted(c for c, n in TABLE.groupby("indicator").area_code.nunique().items() if n >= 30)


def choropleth(indicator: str) -> go.Figure:
    """The newest period of an indicator for the 33 regencies and cities."""
    rows: Any = TABLE[TABLE.indicator == indicator]
    counts = rows.groupby("period").area_code.nunique()
    period = counts[counts >= counts.max() * 0.9].index.max()
    rows = rows[rows.period == period].drop_duplicates("area_code")
    figure = go.Figure(
        go.Choroplethmap(
            geojson=GEOJSON,
            featureidkey="properties.area_code",
            locations=rows.area_code,
            z=rows.value,
        )
    )
    figure.update_layout(
        map={"style": "white-bg", "center": {"lat": 2.15, "lon": 98.85}, "zoom": 6.65}, height=620
    )
    return figure
