"""Which step is open: a row of segments kept in the URL, under who is acting."""

from __future__ import annotations

from html import escape

import streamlit as st

from atlas.model import Lang
from atlas.text import t
from atlas.ui import params
from atlas.ui.check import explained, sheet
from atlas.ui.publish import person, said
from atlas.ui.publish.person import Person

SECTIONS = ("impor", "tabel", "rapat", "rilis", "catatan")
OTHERS = ("edisi", "tabel", "temuan")
"""Parameters of single steps: they go when another step is opened."""


def pick(lang: Lang) -> tuple[str, Person]:
    """Title, who is acting, the row of steps, and what the open one does."""
    section = params.code("bagian", SECTIONS, SECTIONS[0], lang)
    name = t(f"publish.section_{section}", lang)
    st.set_page_config(page_title=f"{name} · {t('page.publish', lang)} · {t('site.name', lang)}")
    st.html(explained.CSS)
    sheet.css()
    st.title(t("page.publish", lang), anchor=False)
    who = person.pick(lang)
    params.pick("bagian", t("publish.section", lang), SECTIONS, section,
                lambda code: t(f"publish.section_{code}", lang), lang, "segments", OTHERS)  # fmt: skip
    st.header(name, anchor=False)
    st.html(f'<p class="atlas-say">{escape(t(f"publish.lead_{section}", lang))}</p>')
    said.now()
    return section, who
