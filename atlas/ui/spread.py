"""Parts of the page Sebaran wilayah."""

from __future__ import annotations

import streamlit as st

from atlas.model import MAP_LEVELS, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study, described
from atlas.study.asking.spread import MOST
from atlas.text import t
from atlas.ui import params, tool


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Level, indicator, and the areas to name."""
    levels = [level for level in MAP_LEVELS if described(release, level)]
    level = study.params["level"]
    with st.container(key="atlas-choose"):
        left, middle, right = st.columns([3, 5, 5])
        with left:
            params.pick("level", t("choose.level", lang), levels, level,
                        lambda x: t(f"level.{x}", lang), lang, drop=("indikator", "area"))  # fmt: skip
        with middle:
            tool.pick_rate("indikator", t("choose.indicator", lang), described(release, level),
                           study.params["indikator"], catalogue, lang)  # fmt: skip
        with right:
            tool.pick_areas("area", t("spread.areas", lang), [d.area_code for d in study.picture.dots],
                            _chosen(study), catalogue, MOST, lang)  # fmt: skip


def _chosen(study: Study) -> list[str]:
    return [d.area_code for d in study.picture.dots if d.chosen]


def toggle(study: Study, area: str) -> None:
    """Name an area, or take its name away."""
    now = _chosen(study)
    kept = [c for c in now if c != area] if area in now else [*now, area][-MOST:]
    params.write("area", ",".join(kept))
