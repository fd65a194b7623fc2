"""Parts of the page Kecamatan serupa."""

from __future__ import annotations

import streamlit as st

from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Rate, Study, rates
from atlas.study.asking.similar import levels
from atlas.study.similar import FEWEST, MOST, offered, read, usual
from atlas.text import t
from atlas.ui import params, tool

WIDE_TABLE = """<style>
table { width:auto; min-width:100% } thead th { vertical-align:bottom }
thead th.n { white-space:normal; min-width:6rem } tbody th { min-width:min(9rem, 34vw); font-weight:500 }
thead th:first-child, tbody th { position:sticky; left:0; background:var(--st-background-color) }
thead th:first-child { z-index:2; background:var(--st-secondary-background-color) }
@media (max-width:700px) { caption { max-width:19rem } }
tr[aria-selected=true] th { background:var(--st-secondary-background-color) }
</style>"""
"""For tables of many columns: titles in several lines, and a first column that stays in view."""
LONG_NAMES = WIDE_TABLE + "<style>tbody th { min-width:min(17rem, 36vw) }</style>"


def _text() -> str:
    return st.query_params.get("indikator", "")[: params.LONGEST_LIST]


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Level, area, and the indicators that count."""
    level = study.params["level"]
    found = rates(release, level)
    with st.container(key="atlas-choose"):
        left, right = st.columns(2)
        with left:
            params.pick("level", t("choose.level", lang), levels(release), level,
                        lambda x: t(f"level.{x}", lang), lang, drop=("indikator", "area"))  # fmt: skip
        with right:
            tool.pick_area("area", t("similar.area", lang), level, study.params["area"], catalogue, lang)  # fmt: skip
        chosen, _ = read(_text(), found, catalogue, level, lang)
        shown = chosen or usual(found)
        with st.expander(t("study.indicators", lang, count=len(shown))):
            _indicators(offered(found), shown, catalogue, lang)


def _indicators(found: tuple[Rate, ...], chosen: list[Rate] | tuple[Rate, ...], catalogue: Catalogue, lang: Lang) -> None:  # fmt: skip
    """A searchable list of the complete rates; one alone stays chosen until there is a second."""
    labels = {r.code: r.label(catalogue, lang) for r in found}
    st.session_state["param_indikator"] = [r.code for r in chosen]

    def take() -> None:
        params.write("indikator", ",".join(st.session_state["param_indikator"]))

    st.multiselect(
        t("similar.indicators", lang, least=FEWEST, most=MOST), sorted(labels, key=labels.__getitem__),
        format_func=labels.__getitem__, key="param_indikator", max_selections=MOST, on_change=take,
        placeholder=t("choose.placeholder", lang), filter_mode="contains", select_all=False,
    )  # fmt: skip


def go(area: str) -> None:
    """Ask the same of another area."""
    params.write("area", area)


def firm(study: Study, lang: Lang) -> None:
    """What comes out without each indicator, folded away."""
    with st.expander(t("similar.more", lang)):
        tool.table(study.grids[-1], "similar_firm", lang, css=LONG_NAMES)
