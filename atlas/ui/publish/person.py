"""Who is acting: name, role and office. Kept in the session, written to the log, never released."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from atlas.model import AtlasError, Lang
from atlas.text import t

ROLES = ("walidata", "pembina", "produsen")
KEY = "atlas_person"
LONGEST = 80


@dataclass(frozen=True)
class Person:
    name: str = ""
    role: str = ROLES[0]
    office: str = ""


def pick(lang: Lang) -> Person:
    """Three fields at the head of the page, filled in once."""
    known = st.session_state.get(KEY, Person())
    label = t(
        "publish.acting", lang, name=_plain(known.name), role=t(f"publish.role_{known.role}", lang)
    )
    with st.expander(label if known.name else t("publish.who", lang), expanded=not known.name):
        st.html(f'<p class="atlas-hint">{escape(t("publish.who_hint", lang))}</p>')
        first, second, third = st.columns([2, 2, 2])
        with first:
            name = st.text_input(t("publish.name", lang), known.name, max_chars=LONGEST,
                                 autocomplete="name", key="person_name")  # fmt: skip
        with second:
            role = st.selectbox(t("publish.role", lang), ROLES, ROLES.index(known.role),
                                format_func=lambda r: t(f"publish.role_{r}", lang), key="person_role")  # fmt: skip
        with third:
            office = st.text_input(t("publish.office", lang), known.office, max_chars=LONGEST,
                                   autocomplete="organization", key="person_office")  # fmt: skip
    person = Person(name.strip(), role, office.strip())
    st.session_state[KEY] = person
    return person


def _plain(text: str) -> str:
    """A name is no Markdown."""
    return "".join(c for c in text if c.isalnum() or c in " .,'-")


def named(person: Person) -> Person:
    """The same person. AtlasError for one without a name: the log says who did what."""
    if not person.name:
        raise AtlasError(
            "Tulis nama Anda di atas dahulu; catatan menyebut siapa melakukan apa. Tidak ada yang berubah.",
            "Write your name above first; the log says who did what. Nothing was changed.",
        )
    return person


def acting_as(person: Person, role: str) -> Person:
    """The same person. AtlasError for one in another role than a step takes."""
    if named(person).role != role:
        raise AtlasError(
            f"Langkah ini untuk {role}; peran Anda {person.role}. Tidak ada yang berubah.",
            f"This step is for the role {role}; yours is {person.role}. Nothing was changed.",
        )
    return person
