"""Parts of the page Analisis: the questions that the workbench answers, each a way to its tool."""

from __future__ import annotations

from html import escape

import streamlit as st

from atlas.model import Lang
from atlas.store import Release
from atlas.study import rates
from atlas.study.tools import CLASSES, GROUPS, TOOLS
from atlas.text import t
from atlas.ui import frame


def lead(release: Release, lang: Lang) -> None:
    """What the tools do, and what may enter them."""
    st.set_page_config(page_title=f"{t('page.analysis', lang)} · {t('site.name', lang)}")
    st.title(t("page.analysis", lang), anchor=False)
    counts = {level: len(rates(release, level)) for level in ("kecamatan", "kabkota")}
    st.html(f'<p class="atlas-say">{escape(t("analysis.lead", lang, **counts))}</p>')


def questions(lang: Lang) -> None:
    """A card for every question, by group."""
    for group, tools in GROUPS.items():
        st.header(t(f"analysis.group_{group}", lang), anchor=False)
        cards = "".join(_card(tool, lang) for tool in tools)
        st.html(f'<div class="atlas-cards">{cards}</div>')


def _card(tool: str, lang: Lang) -> str:
    if tool == CLASSES:
        href = frame.link("indikator", lang, indikator="kepadatan_baku")
        name = t("analysis.classes", lang)
    else:
        href, name = frame.link(TOOLS[tool], lang), t(f"page.{tool}", lang)
    question = escape(t(f"analysis.ask_{tool}", lang))
    return (
        f'<a class="atlas-card" href="{escape(href)}" target="_self"><span>{question}</span>'
        f"<small>{escape(name)}</small></a>"
    )
