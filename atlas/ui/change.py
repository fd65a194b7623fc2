"""Parts of the page Perubahan antarperiode."""

from __future__ import annotations

from html import escape

import streamlit as st

from atlas.model import CITY, MAP_LEVELS, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study
from atlas.study.asking.change import START
from atlas.study.change import listed, not_listed
from atlas.text import t
from atlas.ui import longrun as runs
from atlas.ui import params, tool


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Level, indicator, series where there are several, the two periods, and an area to speak of."""
    if not study.params:
        return
    levels = [level for level in MAP_LEVELS if listed(release, level)]
    level = study.params["level"]
    found = listed(release, level)
    run = next(
        r for r in found if (r.code, r.key) == (study.params["indikator"], study.params["series"])
    )
    labels = {x.period: run.period(x, lang) for x in run.tables}
    last = study.params["sampai"]
    with st.container(key="atlas-choose"):
        left, middle, start, end, right = st.columns([3, 5, 2, 2, 3])
        with left:
            params.pick("level", t("choose.level", lang), levels, level,
                        lambda x: t(f"level.{x}", lang), lang,
                        drop=("indikator", "series", "dari", "sampai", "area"))  # fmt: skip
        with middle:
            runs.choose(found, run, catalogue, lang, drop=("dari", "sampai"))
        with start:
            params.pick("dari", t("change.first", lang), [p for p in labels if p < last],
                        study.params["dari"], labels.__getitem__, lang)  # fmt: skip
        with end:
            params.pick(
                "sampai", t("change.last", lang), list(labels)[1:], last, labels.__getitem__, lang
            )
        with right:
            tool.pick_area("area", t("choose.area", lang), level, study.params["area"], catalogue, lang,
                           t("choose.area_none", lang))  # fmt: skip


def left_out(release: Release, study: Study, lang: Lang) -> None:
    """Which indicators cannot be chosen here, and why: about the choice, not about the figures."""
    said = not_listed(release, study.params["level"], lang) if study.params else ""
    if said:
        st.html(f'<p class="atlas-hint">{escape(said)}</p>')


def focus(study: Study) -> str:
    """The area that the sentences speak of."""
    return study.params.get("area") or (CITY if study.params.get("level") == START else "")


def toggle(study: Study, area: str) -> None:
    """Speak of an area, or of none."""
    params.write("area", "" if area == study.params["area"] else area)
