"""The log as a table: when, who in which role, on what, did what."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape

import streamlit as st

from atlas.drafts import DECISIONS, STATUSES, Draft
from atlas.model import Lang
from atlas.number import format_day
from atlas.settings import settings
from atlas.text import t
from atlas.ui.area_table import Column
from atlas.ui.data import grid
from atlas.ui.data.grid import Cell
from atlas.ui.publish import journal
from atlas.ui.publish.person import ROLES

COLUMNS = ("at", "who", "role", "table", "what")
MOST = 1000
KINDS = ("import", "jawaban", "rilis", "kembali", "gagal", "tetap")
BARE = ("gagal", "tetap")
"""What stands in the log before a name, or alone."""


def show(found: Sequence[Draft], lang: Lang) -> None:
    """Newest first; the names are for those who work here."""
    every = journal.everything(settings().state, found)
    if not every:
        st.html(f'<p class="atlas-empty">{escape(t("publish.no_log", lang))}</p>')
        return
    columns = [Column(t(f"publish.col_{c}", lang)) for c in COLUMNS]
    rows = []
    for one in every[:MOST]:
        entry = one.entry
        role = t(f"publish.role_{entry.role}", lang) if entry.role in ROLES else entry.role
        table = one.table or t("publish.whole_release", lang)
        rows.append([Cell(_moment(entry.at, lang), entry.at), Cell(entry.who or "–"), Cell(role),
                     Cell(table, table), Cell(worded(entry.what, lang), width="wide")])  # fmt: skip
    caption = t("publish.log_caption", lang, shown=len(rows), all=len(every))
    grid.table(caption, columns, rows, lang, "publish_log")


def worded(what: str, lang: Lang) -> str:
    """A line of the log in a language; one of another kind stands as it was written."""
    kind, _, rest = what.partition(" ")
    before, arrow, after = what.partition(" -> ")
    if arrow and {before, after} <= {*STATUSES}:
        old, new = (t(f"evaluation.status_{s}", lang) for s in (before, after))
        return t("publish.log_step", lang, old=old, new=new)
    if kind in DECISIONS:
        name = t(f"evaluation.decision_{kind}", lang)
        return t("publish.log_decision", lang, decision=name, code=rest)
    if kind in KINDS and bool(rest) == (kind not in BARE):
        return t(f"publish.log_{kind}", lang, **({"rest": rest} if rest else {}))
    return what


def _moment(text: str, lang: Lang) -> str:
    """Day and time (UTC); a text that is none stands as it is."""
    try:
        when = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    return t("release.moment", lang, day=format_day(when.date(), lang), time=f"{when:%H:%M}")
