"""Where files are dropped: what may be, how large, for which edition, and that nothing is kept."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from atlas import quality
from atlas.model import Lang
from atlas.table import tidy
from atlas.text import t
from atlas.ui import params
from atlas.ui.check import explained
from atlas.ui.check.desk import LIMIT_MB, TYPES

EDITIONS_BACK = 6
OWN_WORDS = """
<style>
[data-testid="stFileUploaderDropzone"] button[data-testid="stBaseButton-secondary"] p { font-size:0 } [data-testid="stFileUploaderDropzone"] button[data-testid="stBaseButton-secondary"] p::after { content:"%(choose)s"; font-size:.875rem }
[data-testid="stFileUploader"]:has([data-testid="stFileChip"][aria-invalid=true])::after { content:"%(refused)s"; display:block; color:var(--atlas-G); padding:.3rem 0; font-size:.93rem }
[data-testid="stFileUploaderDropzoneInstructions"] > * { display:none } [data-testid="stFileUploaderDropzoneInstructions"]::after { content:"%(drop)s"; color:var(--atlas-quiet); font-size:.9rem }
</style>
"""
CSS = """
<style>
.atlas-two { display:grid; grid-template-columns:1fr 1fr; gap:.3rem 2.2rem; margin:.1rem 0 .6rem } @media (max-width:760px) { .atlas-two { grid-template-columns:1fr } }
.atlas-two p { margin:.15rem 0; line-height:1.5 } .atlas-two ul { margin:.15rem 0; padding-left:1.15rem; line-height:1.5 }
.atlas-kept { border-left:4px solid var(--atlas-circle); padding:.1rem 0 .1rem .9rem }
</style>
"""


def head(lang: Lang) -> None:
    """Title, and what the page does with a file."""
    name = t("page.check", lang)
    st.set_page_config(page_title=f"{name} · {t('site.name', lang)}")
    st.html(explained.CSS + CSS)
    st.title(name, anchor=False)
    st.html(f'<p class="atlas-say">{escape(t("check.lead", lang))}</p>')


def pick(lang: Lang) -> tuple[list[UploadedFile], str]:
    """The files on the desk and the edition they are for."""
    left, right = st.columns([3, 1])
    with right:
        edition = pick_edition(lang)
    with left:
        uploads = uploader(t("check.drop", lang, limit=LIMIT_MB), "check_files", lang)
    return uploads, edition


def uploader(label: str, key: str, lang: Lang, kinds: Sequence[str] = TYPES) -> list[UploadedFile]:
    """Several files at once, of the kinds that are read. Streamlit has its own words in English
    alone; ours stand in their place."""
    own = {"choose": t("check.choose_files", lang), "drop": t("check.drop_here", lang),
           "refused": t("check.too_large", lang, limit=LIMIT_MB)}  # fmt: skip
    st.html(OWN_WORDS % own)
    return st.file_uploader(label, type=list(kinds), accept_multiple_files=True, key=key,
                            max_upload_size=LIMIT_MB) or []  # fmt: skip


def pick_edition(lang: Lang) -> str:
    """The edition tables are for: the coming one unless another is chosen."""
    today = datetime.date.today()
    coming = today.year if today <= quality.due_day(str(today.year)) else today.year + 1
    editions = [str(y) for y in range(coming + 1, coming - EDITIONS_BACK, -1)]
    edition = params.code("edisi", editions, str(coming), lang)
    params.pick("edisi", t("check.edition", lang), editions, edition, str, lang)
    return edition


def explain(lang: Lang) -> None:
    """What may be dropped, the template, and what happens to it."""
    kinds = "".join(f"<li>{escape(t(f'check.kind_{k}', lang))}</li>"
                    for k in ("book", "site", "api", "portal", "template"))  # fmt: skip
    kept = [t(f"check.kept_{n}", lang, limit=LIMIT_MB) for n in (1, 2, 3)]
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in kept)
    st.html(
        f'<div class="atlas-two"><div><p><b>{escape(t("check.what", lang))}</b></p><ul>{kinds}</ul></div>'
        f'<div class="atlas-kept"><p><b>{escape(t("check.kept", lang))}</b></p>{paragraphs}</div></div>'
    )
    st.download_button(t("check.template", lang), tidy.template().encode("utf-8-sig"),
                       file_name="templat-atlas-medan.csv", mime="text/csv", on_click="ignore",
                       key="check_template")  # fmt: skip
