"""Parts of the page Dua sumber, satu konsep."""

from __future__ import annotations

import streamlit as st

from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study
from atlas.study.twins import areas, twins
from atlas.text import t
from atlas.ui import params


def choose(release: Release, made: Study, catalogue: Catalogue, lang: Lang) -> None:
    """The pair, and the area."""
    if made.refusal:
        return
    pairs = twins(release)
    here = areas(release, pairs[made.params["pasangan"]])
    names = {c: catalogue.areas[c].full_name(lang) for c in here}
    with st.container(key="atlas-choose"):
        left, right = st.columns([8, 5])
        with left:
            offered = [code for code, twin in pairs.items() if areas(release, twin)]
            params.pick("pasangan", t("twins.pair", lang), offered, made.params["pasangan"],
                        lambda c: pairs[c].text("name", lang), lang, drop=("area",))  # fmt: skip
        with right:
            params.pick(
                "area", t("twins.area", lang), here, made.params["area"], names.__getitem__, lang
            )


def take(area: str) -> None:
    """Turn to an area of the list."""
    params.write("area", area)
