"""What a reader types: kept in the URL, cleaned before anything else sees it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import streamlit as st

from atlas.model import Lang
from atlas.text import t
from atlas.ui import params

LONGEST = 80


def clean(text: str, longest: int = LONGEST) -> str:
    """The text without control and direction characters, in single spaces, cut to a length."""
    kept = (c if unicodedata.category(c)[0] != "C" else " " for c in text[:longest])
    return " ".join("".join(kept).split())


def typed(name: str, longest: int = LONGEST) -> str:
    """What the URL holds under a name."""
    return clean(str(st.query_params.get(name, "")), longest)


def search(name: str, lang: Lang) -> str:
    """A box to type in; gives what is searched for."""
    key, text = f"param_{name}", typed(name)
    st.session_state[key] = text

    def take() -> None:
        params.write(name, clean(str(st.session_state[key])))

    st.text_input(t("data.search", lang), key=key, on_change=take, max_chars=LONGEST,
                  placeholder=t("data.search_hint", lang))  # fmt: skip
    return text


def matches(wanted: str, texts: Sequence[str]) -> bool:
    """Whether every word that is searched for stands somewhere in the texts."""
    found = " ".join(texts).casefold()
    return all(word in found for word in wanted.casefold().split())


def nothing(names: Sequence[str], key: str, lang: Lang) -> None:
    """What to say when a filter leaves nothing, with a way out."""
    st.html(f'<p class="atlas-empty" role="status">{t("data.nothing", lang)}</p>')
    st.button(t("data.clear", lang), key=f"clear_{key}", icon=":material/close:",
              on_click=params.write, args=(names[0], ""), kwargs=dict.fromkeys(names[1:], ""))  # fmt: skip
