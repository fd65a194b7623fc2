"""The tables that were handed in: where each stands, and one of them chosen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from html import escape

import streamlit as st

from atlas.drafts import Draft
from atlas.model import Lang
from atlas.text import t
from atlas.ui import area_table, params
from atlas.ui.area_table import Column, TableCell

COLUMNS = ("table", "edition", "status", "office", "errors", "open", "decided")
NUMBERS = ("errors", "open", "decided")


def title_of(draft: Draft, lang: Lang) -> str:
    title = (draft.title_en if lang == "en" else "") or draft.title_id
    return " ".join(x for x in (draft.number, title) if x)


def office_of(draft: Draft, lang: Lang) -> str:
    return (draft.office_en if lang == "en" else "") or draft.office or "–"


def status_name(status: str, lang: Lang) -> str:
    return t(f"evaluation.status_{status}", lang)


def choose(found: Sequence[Draft], lang: Lang) -> Draft | None:
    """A list whose titles are buttons; None when nothing was handed in, or nothing is chosen."""
    if not found:
        st.html(f'<p class="atlas-empty">{escape(t("publish.no_tables", lang))}</p>')
        return None
    names = [d.name for d in found]
    chosen = params.code("tabel", ["", *names], "", lang)
    columns = [Column(t(f"publish.col_{c}", lang), c in NUMBERS) for c in COLUMNS]
    rows = [(d.name, _row(d, lang)) for d in reversed(found)]
    content = area_table.html(t("publish.tables", lang, count=len(found)), columns, rows, [],
                              lambda c: t("table.sort_by", lang, column=c))  # fmt: skip
    style = "<style>.scroll { max-height:26rem }</style>"
    digest = hashlib.sha256(content.encode()).hexdigest()[:10]
    area_table.show(style + content, digest, chosen, "publish_shelf",
                    lambda name: params.write("tabel", name))  # fmt: skip
    return next((d for d in found if d.name == chosen), None)


def _row(draft: Draft, lang: Lang) -> list[TableCell]:
    errors, open_ = len(draft.open_errors), len(draft.open)
    decided = len({d.code for d in draft.decisions if d.decision})
    return [
        TableCell(title_of(draft, lang)), TableCell(draft.edition),
        TableCell(status_name(draft.status, lang)), TableCell(office_of(draft, lang)),
        *(TableCell(str(n), str(n)) for n in (errors, open_, decided)),
    ]  # fmt: skip
