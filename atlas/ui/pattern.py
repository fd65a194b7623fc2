"""Parts of the page Pola ruang."""

from __future__ import annotations

import streamlit as st

from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study
from atlas.study.asking.pattern import labels, levels, tables_of
from atlas.study.tested import Tested
from atlas.text import t
from atlas.ui import params


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Level, indicator, and which of its tables."""
    if not study.params:
        return
    level, code = study.params["level"], study.params["indikator"]
    names = labels(release, catalogue, level, lang)
    if code not in names:
        names |= {code: t("pattern.untested", lang, label=catalogue.indicators[code].name(lang))}
    found = tables_of(release, level, code)
    with st.container(key="atlas-choose"):
        left, middle, right = st.columns([3, 6, 4])
        with left:
            params.pick("level", t("choose.level", lang), levels(release), level,
                        lambda x: t(f"level.{x}", lang), lang, drop=("indikator", "period", "area"))  # fmt: skip
        with middle:
            params.pick("indikator", t("choose.indicator", lang), list(names), code,
                        names.__getitem__, lang, drop=("period",))  # fmt: skip
        with right:
            if found:
                whens = {x.when: _moment(x, catalogue, lang) for x in found}
                params.pick("period", t("pattern.when", lang), list(whens), study.params["period"],
                            whens.__getitem__, lang)  # fmt: skip


def _moment(test: Tested, catalogue: Catalogue, lang: Lang) -> str:
    text = test.moment(catalogue, lang)
    return t("pattern.untested", lang, label=text) if test.refusal else text


def chosen(study: Study) -> str:
    """The area that is outlined, "" for none."""
    return study.params.get("area", "")


def toggle(study: Study, area: str) -> None:
    """Choose an area, or let it go."""
    params.write("area", "" if area == chosen(study) else area)
