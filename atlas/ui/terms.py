"""Words of the field that a page uses, explained on that page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from atlas.model import Lang
from atlas.query import Catalogue
from atlas.text import t


def terms(catalogue: Catalogue, texts: Iterable[str], lang: Lang) -> None:
    """The glossary entries whose words occur in what the page says; closed until asked for."""
    said = "\n".join(texts)
    found = [term for term in catalogue.terms if term.in_text(said)]
    if not found:
        return
    items = "".join(
        f"<dt>{escape(term.name(lang))}</dt><dd>{escape(term.text(lang))}</dd>" for term in found
    )
    names = ", ".join(term.name(lang) for term in found)
    st.html(
        f'<details class="atlas-terms"><summary>{escape(t("find.terms", lang))}: {escape(names)}'
        f'</summary><dl class="atlas-dl">{items}</dl></details>'
    )
