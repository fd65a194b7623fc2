"""Which part of the page is open: a row of segments kept in the URL."""

from __future__ import annotations

from html import escape

import streamlit as st

from atlas.model import Lang
from atlas.text import t
from atlas.ui import params
from atlas.ui.check import explained

SECTIONS = ("lengkap", "temuan", "waktu", "revisi", "epss", "pembinaan")
OTHERS = ("level", "menurut", "kelompok", "asal", "berat", "produsen")
"""Parameters of single parts: they go when another part is opened."""


def pick(lang: Lang) -> str:
    """Title, the row of parts, and what the open one answers."""
    section = params.code("bagian", SECTIONS, SECTIONS[0], lang)
    name = t(f"quality.section_{section}", lang)
    st.set_page_config(page_title=f"{name} · {t('page.quality', lang)} · {t('site.name', lang)}")
    st.html(explained.CSS)
    st.title(t("page.quality", lang), anchor=False)
    params.pick("bagian", t("quality.section", lang), SECTIONS, section,
                lambda code: t(f"quality.section_{code}", lang), lang, "segments", OTHERS)  # fmt: skip
    st.header(name, anchor=False)
    st.html(f'<p class="atlas-say">{escape(t(f"quality.lead_{section}", lang))}</p>')
    return section
