"""The reader's choice on a page: the URL when it was changed from outside, else the widgets.

What was tried (Streamlit 1.67): writing st.query_params pushes a history entry; back and forward
run the page again with the older parameters, and what is written during that run replaces the
entry. So one rule is enough: parameters that differ from the last ones seen come from outside
(first visit, link, back, forward) and win; otherwise widgets win, and a change by the reader is
written once. A first visit writes nothing, so that no step back is wasted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from atlas import query
from atlas.choice import (
    Choice,
    Notice,
    Resolved,
    default_level,
    known_indicator,
    read,
    resolve,
    tables_at,
)
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Cursor
from atlas.text import t

KEPT = ("lang", "release")
"""Parameters that are the page's, whatever is chosen on it."""


def resolved_choice(cursor: Cursor, catalogue: Catalogue, lang: Lang) -> Resolved:
    """What to show now, looked up and mended, the URL kept in step."""
    raw = {k: v for k, v in st.query_params.to_dict().items() if k not in KEPT}
    notices: list[Notice] = []
    if raw != st.session_state.get("seen"):
        choice, notices = read(raw)
        st.session_state["changed"] = False
    else:
        choice = st.session_state["choice"]
    choice = known_indicator(choice, catalogue, notices, lang)
    tables = query.coverage(cursor, choice.indicator)
    if st.session_state.get("new_indicator"):
        choice = _kept_level(choice, tables, catalogue, notices, lang)
    resolved = resolve(choice, tables, catalogue, notices)
    if st.session_state.get("changed"):
        raw = resolved.choice.params()
        kept = {k: v for k in KEPT if (v := st.query_params.get(k, ""))}
        st.query_params.from_dict(raw | kept)
    st.session_state.update(choice=resolved.choice, seen=raw, changed=False, new_indicator=False)
    return resolved


def _kept_level(
    choice: Choice, tables: list[Any], catalogue: Catalogue, notices: list[Notice], lang: Lang
) -> Choice:
    """Another indicator keeps the level when it has figures there, else says where it has."""
    if tables_at(tables, choice.level):
        return choice
    shown = default_level(tables)
    words = {
        "name": catalogue.indicators[choice.indicator].name(lang),
        "asked": t(f"level.{choice.level}_noun", lang),
        "shown": t(f"level.{shown}_of", lang),
    }
    notices.append(Notice("notice.level_changed", words))
    return replace(choice, level=shown, area="")


def change(**fields: Any) -> None:
    """Take over a choice made in a widget; what hangs on it goes back to its default."""
    choice: Choice = replace(st.session_state["choice"], **fields)
    if "indicator" in fields:
        choice = replace(choice, period="", dim="", series="", form="", breaks=(), method="kuantil")
        st.session_state["new_indicator"] = True
    if "level" in fields:
        choice = replace(choice, period="", dim="", series="", area="", breaks=())
    if "dim" in fields:
        choice = replace(choice, series=choice.series)
    st.session_state["choice"] = choice
    st.session_state["changed"] = True


def say_notices(resolved: Resolved, lang: Lang) -> None:
    for notice in resolved.notices:
        st.info(t(notice.key, lang, **notice.values))
