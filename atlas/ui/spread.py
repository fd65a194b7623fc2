"""Parts of the page Sebaran wilayah."""

from __future__ import annotations

import streamlit as st

from atlas.model import MAP_LEVELS, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study, described
from atlas.study.spread import spread
from atlas.text import t
from atlas.ui import params, tool

FIRST = {"kecamatan": "kepadatan_baku", "kabkota": "tpt"}
MOST = 8
"""Areas that are named at most: more names than these cannot be told apart."""


def asked(release: Release, catalogue: Catalogue, lang: Lang) -> Study:
    """The study that the URL asks for; what cannot be had gets its default and a sentence."""
    levels = [level for level in MAP_LEVELS if described(release, level)]
    level = params.code("level", levels, levels[0], lang)
    found = described(release, level)
    codes = [r.code for r in found]
    first = FIRST.get(level, codes[0])
    first = first if first in codes else codes[0]
    code = tool.rate_code("indikator", found, first, level, release, catalogue, lang)
    rate = next(r for r in found if r.code == code)
    chosen = params.codes("area", list(rate.values), MOST, lang)
    return spread(release, catalogue, rate, level, chosen, lang)


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
