"""Parts of the page Hubungan dua indikator."""

from __future__ import annotations

from functools import partial

import streamlit as st

from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study, rates
from atlas.study.asking.pair import MOST, levels
from atlas.text import t
from atlas.ui import params, tool

WIDTH = 1100.0
"""Pixels that the picture is drawn for at a desk."""
CSS = "<style>thead th.n { white-space:normal; min-width:7rem } tbody th { white-space:nowrap }</style>"
"""Heads of long names are broken, names of areas are not."""


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Level, the two indicators, and the areas to name."""
    level = study.params["level"]
    found = rates(release, level)
    with st.container(key="atlas-choose"):
        left, across, up = st.columns([2, 5, 5])
        with left:
            params.pick("level", t("choose.level", lang), levels(release), level,
                        lambda c: t(f"level.{c}", lang), lang, drop=("x", "y", "area"))  # fmt: skip
        with across:
            tool.pick_rate("x", t("pair.x", lang), found, study.params["x"], catalogue, lang)
        with up:
            tool.pick_rate("y", t("pair.y", lang), found, study.params["y"], catalogue, lang)
        if study.picture is not None:
            names, swap = st.columns([10, 2], vertical_alignment="bottom")
            with names:
                tool.pick_areas("area", t("pair.areas", lang), [d.area_code for d in study.picture.dots],
                                _chosen(study), catalogue, MOST, lang)  # fmt: skip
            swap.button(t("pair.swap", lang), on_click=_swap, args=(study,), width="stretch")


def _swap(study: Study) -> None:
    params.write("x", study.params["y"], y=study.params["x"])


def _chosen(study: Study) -> list[str]:
    return [d.area_code for d in study.picture.dots if d.chosen]


def toggle(study: Study, area: str) -> None:
    """Name an area, or take its name away."""
    now = _chosen(study)
    kept = [c for c in now if c != area] if area in now else [*now, area][-MOST:]
    params.write("area", ",".join(kept))


def table(study: Study, lang: Lang) -> None:
    """The same figures as a table, whose rows choose areas."""
    for grid in study.grids:
        tool.table(grid, "scatter_table", lang, take=partial(toggle, study), css=CSS)
