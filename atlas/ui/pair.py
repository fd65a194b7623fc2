"""Parts of the page Hubungan dua indikator."""

from __future__ import annotations

from functools import partial

import streamlit as st

from atlas.model import MAP_LEVELS, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study, rates
from atlas.study.pair import other, pair
from atlas.text import t
from atlas.ui import params, tool

FIRST = {
    "kecamatan": ("sd_per_10000_penduduk", "siswa_per_rombel_mi"),
    "kabkota": ("rls", "persen_penduduk_miskin"),
    "kelurahan": ("pemilih_per_tps", "rasio_jenis_kelamin_pemilih"),
}
WIDTH = 1100.0
"""Pixels that the picture is drawn for at a desk."""
CSS = "<style>thead th.n { white-space:normal; min-width:7rem } tbody th { white-space:nowrap }</style>"
"""Heads of long names are broken, names of areas are not."""
MOST = 8
"""Areas that are named at most: more names than these cannot be told apart."""


def levels(release: Release) -> list[str]:
    """Levels with two rates at least."""
    return [level for level in MAP_LEVELS if len(rates(release, level)) > 1]


def asked(release: Release, catalogue: Catalogue, lang: Lang) -> Study:
    """The study that the URL asks for; what cannot be had gets its default and a sentence."""
    offered = levels(release)
    level = params.code("level", offered, offered[0], lang)
    found = rates(release, level)
    codes = [r.code for r in found]
    across, up = FIRST[level]
    first = across if across in codes else codes[0]
    x_code = tool.rate_code("x", found, first, level, release, catalogue, lang)
    y_code = tool.rate_code("y", found, other(found, x_code, up), level, release, catalogue, lang)
    by_code = {r.code: r for r in found}
    if x_code == y_code:
        y_code = other(found, x_code, up)
        st.info(t("pair.same", lang, name=by_code[x_code].name(catalogue, lang),
                  shown=by_code[y_code].name(catalogue, lang)))  # fmt: skip
    x, y = by_code[x_code], by_code[y_code]
    both = [code for code in x.values if code in y.values]
    return pair(release, catalogue, x, y, level, params.codes("area", both, MOST, lang), lang)


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
