"""What an action led to, said after the page was drawn anew; refusals said at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from atlas.model import AtlasError, Lang

KEY = "publish_said"


def later(text: str) -> None:
    """Say something at the head of the next run."""
    st.session_state.setdefault(KEY, []).append(text)


def now() -> None:
    for text in st.session_state.pop(KEY, []):
        st.success(text)


@contextmanager
def refusals(lang: Lang) -> Iterator[None]:
    """A refusal is its own sentence, in the language of the page."""
    try:
        yield
    except AtlasError as error:
        st.error(error.text(lang))


def confirmed(key: str, label: str, question: str, yes: str, no: str) -> bool:
    """Whether somebody pressed the button and then said yes to what it leads to."""
    asked = f"{key}_asked"
    if not st.session_state.get(asked):
        if st.button(label, key=key):
            st.session_state[asked] = True
            st.rerun()
        return False
    with st.container(border=True, key=f"{key}_box"):
        st.write(question)
        with st.container(horizontal=True):
            sure = st.button(yes, key=f"{key}_yes", type="primary")
            away = st.button(no, key=f"{key}_no")
    if sure or away:
        st.session_state[asked] = False
    if away:
        st.rerun()
    return sure
