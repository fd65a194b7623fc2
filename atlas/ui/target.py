"""Parts of the page Target dan capaian."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from atlas import targets
from atlas.model import CITY, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study
from atlas.study.asking.target import areas_in, documents_of
from atlas.study.target import documents, known, targets_in
from atlas.text import t
from atlas.ui import params, tool
from atlas.workbook import form

COMMANDS = "python -m atlas target import templat-target.xlsx\npython -m atlas build --publish"

WIDE = ("<style>td:last-child { min-width:17rem } tbody th { min-width:11rem } "
        "thead th.n { white-space:normal }</style>")  # fmt: skip
"""The last column holds sentences, the first names."""


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Area, document and indicator; nothing to choose from where there are no targets."""
    if study.picture is None:
        return
    area = study.params["area"] or CITY
    areas, named = areas_in(release, catalogue, lang), documents(targets_in(release))
    here = documents_of(release, area)
    names = {c: ", ".join(x for x in named[c] if x) for c in here}
    titles = {i: catalogue.indicators[i].name(lang) for i in dict.fromkeys(
        one.indicator for one in targets_in(release)
        if one.area_code == area and one.indicator in catalogue.indicators)}  # fmt: skip
    every = t("target.all_documents", lang, count=len(names))
    whole = t("target.all_indicators", lang, count=len(titles))
    with st.container(key="atlas-choose"):
        left, middle, right = st.columns(3)
        with left:
            params.pick("area", t("target.pick_area", lang), areas, area,
                        lambda c: catalogue.areas[c].full_name(lang), lang,
                        drop=("dokumen", "indikator"))  # fmt: skip
        with middle:
            params.pick("dokumen", t("target.pick_document", lang), ["", *names],
                        study.params["dokumen"], lambda c: names.get(c, every), lang)  # fmt: skip
        with right:
            order = sorted(titles, key=titles.__getitem__)
            params.pick("indikator", t("target.pick_indicator", lang), ["", *order],
                        study.params["indikator"], lambda c: titles.get(c, whole), lang)  # fmt: skip


def explain(release: Release, study: Study, lang: Lang) -> None:
    """Where there are no targets: why, how they are brought in, and what is shown then."""
    if study.picture is not None:
        return
    left, right = st.columns([3, 2])
    with left:
        _part("how", [t(f"target.how_{n}", lang) for n in range(1, 5)], lang, "ol")
        st.code(COMMANDS, language=None, wrap_lines=True)
        template(release, lang)
    with right:
        st.html(
            f"<h2>{escape(t('target.why_title', lang))}</h2><p>{escape(t('target.why_text', lang))}</p>"
        )
        _part("then", [t(f"target.then_{n}", lang) for n in range(1, 4)], lang, "ul")


def _part(name: str, items: list[str], lang: Lang, tag: str) -> None:
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    st.html(f"<h2>{escape(t(f'target.{name}_title', lang))}</h2><{tag}>{listed}</{tag}>")


def template(release: Release, lang: Lang) -> None:
    """The template to fill in, the same that the command writes; made when it is asked for."""
    st.download_button(
        t("target.take_template", lang), partial(_template, release, lang),
        file_name=t("target.file_template", lang), key="take_template", on_click="ignore",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )  # fmt: skip


def _template(release: Release, lang: Lang) -> bytes:
    return form(targets.form(known(release), lang))


def tables(study: Study, lang: Lang) -> None:
    for number, grid in enumerate(study.grids):
        tool.table(grid, f"target_table_{number}", lang, css=WIDE if study.picture else "")


def again(release: Release, study: Study, lang: Lang) -> None:
    """The template for further targets, below those there are."""
    if study.picture is not None:
        template(release, lang)
