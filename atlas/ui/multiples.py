"""Parts of the page Deret peta dan garis."""

from __future__ import annotations

import streamlit as st

from atlas.model import CITY, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study
from atlas.study.asking.multiples import levels
from atlas.study.multiples import FORMS, listed
from atlas.text import t
from atlas.ui import longrun as runs
from atlas.ui import params, tool


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Level, indicator, series where there are several, maps or lines, and an area to mark."""
    level = study.params["level"]
    found = listed(release, level)
    with st.container(key="atlas-choose"):
        left, middle, form, right = st.columns([3, 5, 3, 3])
        with left:
            params.pick("level", t("choose.level", lang), levels(release), level,
                        lambda x: t(f"level.{x}", lang), lang,
                        drop=("indikator", "series", "area"))  # fmt: skip
        if not found:
            return
        run = next(
            r
            for r in found
            if (r.code, r.key) == (study.params["indikator"], study.params["series"])
        )
        with middle:
            runs.choose(found, run, catalogue, lang, ())
        with form:
            params.pick("bentuk", t("multiples.form", lang), list(FORMS), study.params["bentuk"] or FORMS[0],
                        lambda x: t(f"multiples.form_{x}", lang), lang, "segments")  # fmt: skip
        with right:
            tool.pick_area("area", t("choose.area", lang), level, study.params["area"], catalogue, lang,
                           t("choose.area_none", lang))  # fmt: skip


def focus(study: Study) -> str:
    """The area that is marked in every picture."""
    return study.params.get("area") or (CITY if study.params.get("level") == "kabkota" else "")


def toggle(study: Study, area: str) -> None:
    """Mark an area in every picture, or none."""
    params.write("area", "" if area == study.params.get("area") else area)
