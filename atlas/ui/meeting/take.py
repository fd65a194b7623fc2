"""What is done with a deck: present it, take it along in three ways, open a file, copy its address."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from atlas.deck import encode
from atlas.deck import file as deck_file
from atlas.deck.model import LONGEST_CODE
from atlas.deck.shown import deck_path
from atlas.model import Lang
from atlas.number import format_value
from atlas.text import t
from atlas.ui import frame
from atlas.ui.embed import site
from atlas.ui.meeting import desk
from atlas.ui.meeting.desk import Desk

SHORT = 2000
"""Characters of an address that every messenger and mail program takes."""
CSS = """<style>[data-testid="stHtml"] .atlas-present a.atlas-button:first-child { background:#0b5c7a; color:#fff!important; border-color:#0b5c7a; font-weight:600 }
.atlas-present { align-items:center } .atlas-present a { padding:.4rem .95rem } .st-key-atlas-take-row button { min-height:2.3rem }</style>"""


def buttons(found: Desk, lang: Lang) -> None:
    """Present, HTML, PPTX, file; each but the last is an address of its own."""
    st.header(t("meeting.take", lang), anchor=False)
    ways = "".join(
        _way(path, t(f"meeting.{key}", lang), more)
        for key, path, more in (
            ("present", deck_path(found.code, lang), f'target="_blank" aria-label="{escape(t("meeting.present", lang))} ({t("meeting.new_tab", lang)})"'),
            ("unplugged", _path("unduh", found.code, lang), "download"),
            ("pptx", _path("unduh.pptx", found.code, lang), "download"),
        )
    )  # fmt: skip
    with st.container(horizontal=True, key="atlas-take-row", vertical_alignment="center"):
        st.html(f'{CSS}<p class="atlas-share atlas-present">{ways}</p>', width="content")
        st.download_button(
            t("meeting.save", lang), deck_file.written(found.deck), mime="application/json",
            file_name=f"paparan_{found.deck.digest()}.json", on_click="ignore", key="meeting_save",
        )  # fmt: skip
    st.html(f'<p class="atlas-hint">{escape(t("meeting.take_hint", lang))}</p>')


def _way(path: str, label: str, more: str) -> str:
    return f'<a class="atlas-button" href="{escape(path)}" {more}>{escape(label)}</a>'


def _path(name: str, code: str, lang: Lang) -> str:
    english = {"lang": "en"} if lang == "en" else {}
    return f"/paparan/{name}?{urlencode({'d': code} | english)}"


def address(found: Desk, lang: Lang) -> None:
    """The address of this page, and honestly how long it is."""
    url = site() + frame.link("rapat", lang, d=found.code)
    with st.expander(t("meeting.address", lang, length=format_value(len(url), lang))):
        st.code(url, language=None, wrap_lines=True)
    said = t("meeting.address_long", lang) if len(url) > SHORT else ""
    if len(found.code) > LONGEST_CODE:
        said = t("meeting.address_over", lang, most=format_value(LONGEST_CODE, lang))
    if said:
        st.html(f'<p class="atlas-hint" role="status">{escape(said)}</p>')


def open_file(lang: Lang) -> None:
    """A deck file in place of the deck on the table; its faults are told above the list."""
    with st.expander(t("meeting.open_file", lang)):
        st.html(f'<p class="atlas-hint">{escape(t("meeting.open_hint", lang))}</p>')
        place = st.session_state.setdefault("meeting_place", 0)
        key = f"meeting_open_{place}"
        st.file_uploader(t("meeting.open_label", lang), type=["json"], key=key, on_change=_opened,
                         args=(key,))  # fmt: skip
        refused = st.session_state.pop("meeting_refused", ())
        for name, values in refused:
            st.html(f'<p class="atlas-empty" role="status">{escape(t(name, lang, **values))}</p>')


def _opened(key: str) -> None:
    """Take over what a file holds. A new place for the next one, so that the same can come again."""
    upload = st.session_state.get(key)
    if upload is None:
        return
    read = deck_file.opened(upload.getvalue())
    if not read.deck.slides and read.notices:
        st.session_state["meeting_refused"] = read.notices
        return
    st.session_state["meeting_place"] += 1
    count = ("meeting.opened", {"count": str(len(read.deck.slides))})
    st.session_state["meeting_file"] = (encode(read.deck), (count, *read.notices))
    desk.write(read.deck)
