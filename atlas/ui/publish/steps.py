"""Moving a table on: which steps follow, whose they are, and why one is not open yet."""

from __future__ import annotations

from html import escape

import streamlit as st

from atlas import drafts
from atlas.drafts import NEXT, Draft
from atlas.model import Lang
from atlas.settings import settings
from atlas.text import t
from atlas.ui.publish import person, said
from atlas.ui.publish.person import Person
from atlas.ui.publish.shelf import status_name

ROLE = {"disetujui_walidata": "walidata", "disahkan": "pembina"}
"""Steps that belong to one role; the others are open to all."""
BY_ITSELF = ("rilis", "direvisi")
"""Steps that publishing or importing a revision takes."""


def show(draft: Draft, who: Person, lang: Lang) -> None:
    """A button for each step that follows."""
    steps = [s for s in NEXT[draft.status] if s not in BY_ITSELF]
    said_next = _said(draft, lang)
    if said_next:
        st.html(f'<p class="atlas-hint">{escape(said_next)}</p>')
    with st.container(horizontal=True):
        for step in steps:
            label = t("publish.step_to", lang, status=status_name(step, lang))
            back = step == "perlu_perbaikan" or draft.open_errors
            if st.button(
                label, key=f"step_{draft.name}_{step}", type="secondary" if back else "primary"
            ):
                with said.refusals(lang):
                    _move(draft, step, who, lang)


def _move(draft: Draft, step: str, who: Person, lang: Lang) -> None:
    person.acting_as(who, ROLE[step]) if step in ROLE else person.named(who)
    moved = drafts.advance(settings().state, draft.name, step, who.name, who.role)
    said.later(t("publish.moved", lang, name=moved.name, status=status_name(moved.status, lang)))
    st.rerun()


def _said(draft: Draft, lang: Lang) -> str:
    """What has to happen before or next."""
    if draft.open_errors and draft.status not in BY_ITSELF:
        return t("publish.errors_first", lang, count=len(draft.open_errors))
    key = {"diperiksa": "next_walidata", "disetujui_walidata": "next_pembina",
           "disahkan": "next_release", "rilis": "next_revision"}.get(draft.status)  # fmt: skip
    return t(f"publish.{key}", lang) if key else ""
