"""Which part of the page is open: a row of segments kept in the URL."""

from __future__ import annotations

from html import escape

import streamlit as st

from atlas.model import Lang
from atlas.text import t
from atlas.ui import params

SECTIONS = ("indikator", "sumber", "kalender", "rilis", "temuan", "pemeriksaan", "lisensi", "lapor")
OTHERS = ("cari", "kelompok", "indikator", "tingkat", "bukti", "level", "topik", "aturan", "berat",
          "area", "period", "series", "dim", "rujukan", "release")  # fmt: skip
"""Parameters of single parts: they go when another part is opened."""
CSS = """
<style>
.atlas-dl { padding:0!important } .atlas-data-files { list-style:none!important; padding:0!important; margin:.2rem 0 .6rem } .atlas-data-files li {
 margin:.35rem 0!important; padding:.5rem .8rem!important; border:1px solid var(--atlas-line); border-radius:.4rem }
.atlas-data-files a { color:var(--atlas-link)!important; font-weight:600; overflow-wrap:anywhere }
</style>
"""


def pick(lang: Lang) -> str:
    """Title, the row of parts, and what the open one is for."""
    section = params.code("bagian", SECTIONS, SECTIONS[0], lang)
    name = t(f"data.section_{section}", lang)
    st.set_page_config(page_title=f"{name} · {t('page.data', lang)} · {t('site.name', lang)}")
    st.html(CSS)
    st.title(t("page.data", lang), anchor=False)
    params.pick("bagian", t("data.section", lang), SECTIONS, section,
                lambda code: t(f"data.section_{code}", lang), lang, "segments", OTHERS)  # fmt: skip
    st.header(name, anchor=False)
    st.html(f'<p class="atlas-say">{escape(t(f"data.lead_{section}", lang))}</p>')
    return section
