"""Parts of the page Matriks wilayah dan indikator."""

from __future__ import annotations

from html import escape

import streamlit as st

from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Rate, Study, rates
from atlas.study.asking.matrix import levels
from atlas.study.matrix import BY_CODE, MEASURES, MOST, Matrix, Scale, read, usual
from atlas.text import t
from atlas.ui import params, tool
from atlas.ui.similar import WIDE_TABLE

TABLE = (
    WIDE_TABLE
    + """<style>
table { font-size:.92rem; line-height:1.35 } tbody td, tbody th { padding:.14rem .4rem }
thead th { font-size:.82rem; padding:.3rem .4rem } tbody th { border-bottom:0 } tbody th button { padding:0; min-height:1.5rem }
thead th.n { min-width:4.9rem; text-align:left; line-height:1.3 }
tbody td.n { text-align:center; vertical-align:middle; border:1px solid var(--st-background-color) }
tbody tr[aria-selected=true] td { border-top:2px solid #c2185b; border-bottom:2px solid #c2185b }
</style>"""
)
"""Squares of colour close together."""


def _text() -> str:
    return st.query_params.get("indikator", "")[: params.LONGEST_LIST]


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Level, what stands in the squares, order of the rows, area to highlight, and the columns."""
    level = study.params["level"]
    found = rates(release, level)
    chosen = read(_text(), found, lang)[0] or usual(found)
    with st.container(key="atlas-choose"):
        one, two, three, four = st.columns([3, 3, 4, 3])
        with one:
            params.pick("level", t("choose.level", lang), levels(release), level,
                        lambda x: t(f"level.{x}", lang), lang, drop=("indikator", "area", "urut"))  # fmt: skip
        with two:
            params.pick("ukuran", t("matrix.measure", lang), MEASURES, study.params["ukuran"],
                        lambda x: t(f"matrix.measure_{x}", lang), lang, "segments")  # fmt: skip
        with three:
            _order(study, lang)
        with four:
            tool.pick_area("area", t("matrix.area", lang), level, study.params["area"], catalogue,
                           lang, t("choose.area_none", lang))  # fmt: skip
        with st.expander(t("study.indicators", lang, count=len(chosen))):
            _columns(found, chosen, catalogue, lang)


def _order(study: Study, lang: Lang) -> None:
    """By which column the rows stand."""
    if study.picture is None:
        return
    found: Matrix = study.picture
    names = {c.code: f"{c.name} ({c.way})" for c in found.columns}
    now = study.params["urut"] or found.columns[0].code
    names[BY_CODE] = t("matrix.order_kode", lang)
    params.pick("urut", t("matrix.order", lang), list(names), now, names.__getitem__, lang)


def _columns(found: tuple[Rate, ...], chosen: list[Rate], catalogue: Catalogue, lang: Lang) -> None:
    """A searchable list of the rates; they go into the URL."""
    labels = {r.code: r.label(catalogue, lang) for r in found}
    st.session_state["param_indikator"] = [r.code for r in chosen]

    def take() -> None:
        params.write("indikator", ",".join(st.session_state["param_indikator"]))

    st.multiselect(
        t("matrix.indicators", lang, most=MOST), sorted(labels, key=labels.__getitem__),
        format_func=labels.__getitem__, key="param_indikator", max_selections=MOST, on_change=take,
        placeholder=t("choose.placeholder", lang), filter_mode="contains", select_all=False,
    )  # fmt: skip


def legend(study: Study) -> None:
    """What the colours mean, above the table."""
    if study.picture is not None:
        found: Matrix = study.picture
        st.html("".join(_scale(scale) for scale in found.scales))


def _scale(scale: Scale) -> str:
    steps = "".join(
        f'<li><span class="atlas-swatch" style="background:{ground or "transparent"}"></span>'
        f"{escape(label)}</li>"
        for label, ground, _ in scale.steps
    )
    return (
        f'<p class="atlas-hint" style="margin-bottom:0"><b>{escape(scale.title)}</b></p>'
        f'<ul class="atlas-legend">{steps}</ul>'
    )


def toggle(study: Study, area: str) -> None:
    """Highlight an area, or let it go."""
    params.write("area", "" if study.params["area"] == area else area)


def about(study: Study, lang: Lang) -> None:
    """Unit, period and evidence of every column, folded away."""
    with st.expander(t("matrix.more", lang)):
        tool.table(study.grids[-1], "matrix_about", lang)
