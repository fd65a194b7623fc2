"""Parts of the page Tren."""

from __future__ import annotations

import streamlit as st

from atlas.model import AREA_LEVELS, CITY, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study
from atlas.study.trend import Asked, Chosen, chosen, codes, every_code, label, levels, trend
from atlas.text import t
from atlas.ui import params, tool

FIRST = "tpt"


def asked(release: Release, catalogue: Catalogue, lang: Lang) -> Study:
    """The study that the URL asks for; what cannot be had gets its default and a sentence."""
    level = params.code("level", AREA_LEVELS, "", lang)
    home = _home(catalogue, level)
    area = params.code("area", list(catalogue.areas), home, lang)
    code = params.code(
        "indikator", sorted(every_code(release)), _first(release, catalogue, area), lang
    )
    whole = chosen(release, Asked(code, area))
    years = [str(y) for y in _span(whole)] if whole else []
    first = params.code("dari", years, "", lang)
    last = params.code("sampai", years[years.index(first) if first else 0 :], "", lang)
    return trend(release, catalogue, Asked(code, area, first, last), lang)


def _span(whole: Chosen) -> range:
    """Years of a series, those without a figure too."""
    return range(int(whole.rows[0].period[:4]), int(whole.rows[-1].period[:4]) + 1)


def _home(catalogue: Catalogue, level: str) -> str:
    """The city, or the first area of another level."""
    here = [a.area_code for a in catalogue.level(level)]
    return CITY if not here or CITY in here else here[0]


def _first(release: Release, catalogue: Catalogue, area: str) -> str:
    found = codes(release, catalogue.areas[area].level)
    return FIRST if FIRST in found or not found else found[0]


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
                span = [str(y) for y in _span(found)]
                with first:
                    params.pick("dari", t("trend.from", lang), span, str(found.first), str, lang)
                with last:
                    after = [y for y in span if int(y) >= found.first]
                    params.pick("sampai", t("trend.to", lang), after, str(found.last), str, lang)


def take(area: str) -> None:
    """Turn to an area of the list."""
    params.write("area", area)
