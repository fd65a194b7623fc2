"""Parts of the page Indeks prioritas."""

from __future__ import annotations

from functools import partial

import streamlit as st

from atlas.measure.weighted import NORMS
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Rate, Study, rates
from atlas.study.asking.priority import levels
from atlas.study.priority import MOST, Weighted, offered, read, rebalanced, recipe
from atlas.text import t
from atlas.ui import params, tool

WIDTH = 1100.0
"""Pixels that the picture is drawn for at a desk."""
CSS = "<style>thead th { white-space:normal!important; min-width:5.8rem } tbody th { white-space:nowrap }</style>"
"""Heads of long names are broken, names of areas are not."""


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Level, indicators, normalisation, and a weight for each indicator."""
    level = study.params["level"]
    found = rates(release, level)
    chosen, _ = read(study.params["indeks"], found, catalogue, lang)
    with st.container(key="atlas-choose"):
        left, right = st.columns([3, 9])
        with left:
            params.pick("level", t("choose.level", lang), levels(release), level,
                        lambda c: t(f"level.{c}", lang), lang, drop=("indeks", "area"))  # fmt: skip
        with right:
            params.pick("norma", t("priority.norma", lang), NORMS, study.params["norma"],
                        lambda n: t(f"priority.norma_{n}", lang), lang, "segments")  # fmt: skip
        _indicators(offered(found), chosen, catalogue, lang)
        _weights(chosen, catalogue, lang)


def _indicators(
    found: list[Rate], chosen: list[Weighted], catalogue: Catalogue, lang: Lang
) -> None:
    """A searchable list of the rates with a direction; weights are shared out again."""
    labels = {r.code: r.label(catalogue, lang) for r in found}
    st.session_state["param_indeks"] = [w.rate.code for w in chosen]

    def take() -> None:
        wanted = st.session_state["param_indeks"]
        if wanted:
            params.write(
                "indeks", recipe(rebalanced(chosen, [r for r in found if r.code in wanted]))
            )

    st.multiselect(
        t("priority.indicators", lang, most=MOST), sorted(labels, key=labels.__getitem__),
        format_func=labels.__getitem__, key="param_indeks", max_selections=MOST, on_change=take,
        placeholder=t("choose.placeholder", lang), filter_mode="contains", select_all=False,
    )  # fmt: skip


def _weights(chosen: list[Weighted], catalogue: Catalogue, lang: Lang) -> None:
    """A number for each chosen indicator, four in a row."""
    for start in range(0, len(chosen), 4):
        for column, one in zip(st.columns(4), chosen[start : start + 4], strict=False):
            key = f"weight_{one.rate.code}"
            st.session_state[key] = one.weight
            label = t("priority.weight_of", lang, name=one.rate.name(catalogue, lang))
            column.number_input(
                label, 0.0, 1000.0, step=5.0, format="%g", key=key, on_change=_weigh, args=(chosen,)
            )


def _weigh(chosen: list[Weighted]) -> None:
    """The weights as they stand in their fields; an emptied one keeps what it was."""
    now = {w.rate.code: st.session_state.get(f"weight_{w.rate.code}") for w in chosen}
    params.write("indeks", ",".join(
        f"{w.rate.code}:{w.weight if now[w.rate.code] is None else now[w.rate.code]:g}" for w in chosen
    ))  # fmt: skip


def toggle(study: Study, area: str) -> None:
    """Choose an area, or let it go."""
    params.write("area", "" if study.params["area"] == area else area)


def tables(study: Study, lang: Lang) -> None:
    """The ranking, whose rows choose areas; figures and recipe folded away below
    it, and sent when they are opened."""
    if not study.grids:
        return
    ranking, *rest = study.grids
    tool.table(ranking, "ranking", lang, study.params["area"], partial(toggle, study), CSS)
    more = st.expander(t("priority.more", lang), key="priority_more", on_change="rerun")
    with more:
        for i, grid in enumerate(rest if more.open else ()):
            tool.table(grid, f"priority_{i}", lang, css=CSS)
