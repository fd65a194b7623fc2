"""Parts of the page Tren."""

from __future__ import annotations

import streamlit as st

from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study
from atlas.study.asking.trend import span
from atlas.study.trend import Asked, chosen, codes, label, levels
from atlas.text import t
from atlas.ui import params, tool


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Level, area, indicator, and the years to test."""
    code, area = study.params["indikator"], study.params["area"]
    level = catalogue.areas[area].level
    found = chosen(release, Asked(code, area, study.params["dari"], study.params["sampai"]))
    with st.container(key="atlas-choose"):
        left, middle, right, years = st.columns([3, 4, 6, 5])
        with left:
            here = list(dict.fromkeys([level, *levels(release)]))
            params.pick("level", t("trend.level_of", lang), here, level,
                        lambda x: t(f"trend.level_{x}", lang), lang, drop=("area", "dari", "sampai"))  # fmt: skip
        with middle:
            tool.pick_area("area", t("trend.area", lang), level, area, catalogue, lang)
        with right:
            names = {c: label(c, catalogue, lang) for c in (code, *codes(release, level))}
            params.pick("indikator", t("choose.indicator", lang), sorted(names, key=names.__getitem__), code,
                        names.__getitem__, lang, drop=("dari", "sampai"))  # fmt: skip
        with years:
            first, last = st.columns(2)
            if found:
                years_in = [str(y) for y in span(found)]
                with first:
                    params.pick(
                        "dari", t("trend.from", lang), years_in, str(found.first), str, lang
                    )
                with last:
                    after = [y for y in years_in if int(y) >= found.first]
                    params.pick("sampai", t("trend.to", lang), after, str(found.last), str, lang)


def take(area: str) -> None:
    """Turn to an area of the list."""
    params.write("area", area)
