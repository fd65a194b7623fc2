"""Parts of the page Deret peta dan garis."""

from __future__ import annotations

import streamlit as st

from atlas.model import CITY, MAP_LEVELS, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study
from atlas.study.multiples import FORMS, listed, multiples, none, why_not_listed
from atlas.text import t
from atlas.ui import longrun as runs
from atlas.ui import params, tool

FIRST = {"kabkota": "tpt", "kecamatan": "kepadatan_baku", "kelurahan": "jumlah_tps"}
START = "kabkota"
LEVELS = ("kecamatan", "kabkota")
"""Levels that are offered even when they have no series yet: then the page says how long theirs are."""


def asked(release: Release, catalogue: Catalogue, lang: Lang) -> Study:
    """The study that the URL asks for; what cannot be had gets its default and a sentence."""
    levels = _levels(release)
    first = next((x for x in (START, *levels) if listed(release, x)), levels[0])
    level = params.code("level", levels, first, lang)
    found = listed(release, level)
    if not found:
        return none(release, catalogue, level, lang)
    run = runs.asked(found, FIRST[level], lambda i: why_not_listed(release, level, i, lang),
                     catalogue, lang)  # fmt: skip
    form = params.code("bentuk", FORMS, FORMS[0], lang)
    areas = [a.area_code for a in catalogue.level(level)]
    return multiples(release, catalogue, run, form, params.code("area", areas, "", lang), lang)


def _levels(release: Release) -> list[str]:
    return [x for x in MAP_LEVELS if x in LEVELS or listed(release, x)]


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Level, indicator, series where there are several, maps or lines, and an area to mark."""
    level = study.params["level"]
    found = listed(release, level)
    with st.container(key="atlas-choose"):
        left, middle, form, right = st.columns([3, 5, 3, 3])
        with left:
            params.pick("level", t("choose.level", lang), _levels(release), level,
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
