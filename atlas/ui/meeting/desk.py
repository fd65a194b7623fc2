"""The deck that the address of the page names: read, shown, and written back when it is changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from atlas.deck import Deck, Read, Shown, decode, encode, shown
from atlas.deck.model import LONGEST_CODE, LONGEST_TITLE
from atlas.model import AtlasError, Lang
from atlas.store import Release
from atlas.text import t
from atlas.ui import frame, params
from atlas.web.asked import drawable


@dataclass(frozen=True)
class Desk:
    """What lies on the table: the deck as the address has it, its slides in the release they are
    shown in. `given` is whether there is an address of a deck at all."""

    read: Read
    code: str
    given: bool
    release: Release
    slides: tuple[Shown, ...]
    why: str = ""
    """why not the release the deck names"""

    @property
    def deck(self) -> Deck:
        return self.read.deck


def desk(newest: Release, lang: Lang) -> Desk:
    """The deck of the address, as much of it as can be read, in its release or, where that cannot be
    shown, in the newest."""
    given = st.query_params.get("d", "")[: LONGEST_CODE + 1]
    read = decode(given)
    release, why = _release(read.deck.release, newest, lang)
    slides = shown(read.deck, release, lang)
    return Desk(read, encode(read.deck), bool(given), release, slides, why)


def _release(name: str, newest: Release, lang: Lang) -> tuple[Release, str]:
    if name in ("", newest.name):
        return newest, ""
    try:
        release = frame.store().release(name)
    except AtlasError as error:
        return newest, error.text(lang)
    if not drawable(frame.store(), release):
        return newest, t("meeting.release_old", lang, name=release.name)
    return release, ""


def write(deck: Deck) -> None:
    """Put a deck into the address; the one before is a step back in the browser."""
    params.write("d", encode(deck), wilayah="", indikator="")


def head(found: Desk, lang: Lang) -> None:
    """Title of the page and what could not be read of the deck or of a file."""
    name = found.deck.title or t("page.meeting", lang)
    st.set_page_config(page_title=f"{name} · {t('site.name', lang)}")
    st.title(t("page.meeting", lang), anchor=False)
    st.html(f'<p class="atlas-sub">{escape(t("meeting.lead", lang))}</p>')
    said = [t(key, lang, **values) for key, values in found.read.notices]
    opened = st.session_state.get("meeting_file")
    if opened and opened[0] == found.code:
        said += [t(key, lang, **values) for key, values in opened[1]]
    for text in said:
        st.html(f'<p class="atlas-empty" role="status">{escape(text)}</p>')
    if found.why:
        text = t("meeting.release_gone", lang, why=found.why)
        st.html(f'<p class="atlas-empty" role="status">{escape(text)}</p>')


def settings(found: Desk, newest: Release, lang: Lang) -> None:
    """Title of the deck, and whether it follows the releases."""
    left, right = st.columns([3, 2])
    with left:
        key = "meeting_title"
        st.session_state[key] = found.deck.title
        st.text_input(
            t("meeting.title", lang), key=key, max_chars=LONGEST_TITLE, on_change=_titled,
            args=(key, found.deck), placeholder=t("meeting.title_hint", lang),
        )  # fmt: skip
    with right:
        key, named = "meeting_release", found.deck.release
        options = list(dict.fromkeys(["", newest.name, *([named] if named else [])]))
        st.session_state[key] = named
        st.selectbox(
            t("meeting.release", lang), options, key=key, on_change=_pinned, args=(key, found.deck),
            format_func=lambda x: t("meeting.release_pinned", lang, name=x) if x
            else t("meeting.release_newest", lang),
        )  # fmt: skip
    if not named and any(s.title or s.note for s in found.deck.slides):
        st.html(f'<p class="atlas-hint">{escape(t("meeting.release_words", lang))}</p>')


def _titled(key: str, deck: Deck) -> None:
    write(replace(deck, title=str(st.session_state[key] or "").strip()))


def _pinned(key: str, deck: Deck) -> None:
    write(replace(deck, release=str(st.session_state[key] or "")))
