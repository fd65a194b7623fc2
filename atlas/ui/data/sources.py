"""All sources of the release: who, which edition, how sure, and how much rests on each."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from atlas import inventory
from atlas.inventory import SourceUse
from atlas.model import GRADES, Lang
from atlas.number import format_value
from atlas.store import Cursor
from atlas.text import t
from atlas.ui import params
from atlas.ui.area_table import Column
from atlas.ui.data import filters, grid
from atlas.ui.data.grid import Cell

COLUMNS = ("title", "producer", "grade", "how_checked", "used_values", "used_computed")


def show(cursor: Cursor, lang: Lang) -> None:
    """The list with its filters."""
    uses = inventory.source_uses(cursor)
    counts = Counter(u.source.grade for u in uses)
    left, right = st.columns(2)
    with left:
        grades = ["", *(g for g in GRADES if g in counts)]
        grade = params.code("bukti", grades, "", lang)
        labels = {g: t("data.grade_count", lang, grade=t(f"about.grade_{g}", lang), count=counts[g])
                  for g in grades[1:]} | {"": t("data.all", lang)}  # fmt: skip
        params.pick("bukti", t("data.grade", lang), grades, grade, labels.__getitem__, lang)
    with right:
        wanted = filters.search("cari", lang)
    found = [u for u in uses
             if grade in ("", u.source.grade) and filters.matches(wanted, _texts(u))]  # fmt: skip
    if not found:
        filters.nothing(("cari", "bukti"), "sources", lang)
        return
    caption = t("data.count_sources", lang, shown=len(found), all=len(uses))
    columns = [Column(t(f"data.col_{c}", lang), c.startswith("used")) for c in COLUMNS]
    grid.table(caption, columns, [_row(u, lang) for u in found], lang, "data_sources")


def _texts(use: SourceUse) -> list[str]:
    """What a search looks through."""
    source = use.source
    return [source.source_id, source.producer_id, source.producer_en, source.title_id,
            source.title_en, source.edition_id, source.edition_en, source.table_no]  # fmt: skip


def _row(use: SourceUse, lang: Lang) -> list[Cell]:
    source = use.source
    title = source.text("title", lang)
    edition = ", ".join(p for p in (source.text("edition", lang), source.table_no) if p)
    href = source.url_public if source.url_public.startswith("https://") else ""
    place = str(GRADES.index(source.grade)) if source.grade in GRADES else ""
    return [
        Cell(title, title, href, edition, width="wide"),
        Cell(source.text("producer", lang), width="middle"),
        Cell(t(f"about.grade_{source.grade}", lang), place, width="middle"),
        Cell(source.text("how_checked", lang), width="wide"),
        Cell(format_value(use.values, lang), str(use.values)),
        Cell(format_value(use.computed, lang), str(use.computed)),
    ]
