"""The tab Tabel: every cell of a view with what travels with it, and two files to take along."""

from __future__ import annotations

from functools import partial

import streamlit as st

from atlas.choice import Resolved
from atlas.model import Lang
from atlas.number import format_plain
from atlas.sheet import csv_text
from atlas.text import t
from atlas.ui import area_table, state
from atlas.ui.area_table import Column, TableCell
from atlas.ui.markup import notes_list
from atlas.view import View


def table(view: View, resolved: Resolved, lang: Lang, key: str = "table") -> None:
    """Every cell with value, rank, mark, note and source; two files to take along."""
    content = _time_table(view, lang) if view.form == "garis" else _area_table(view, lang)
    digest = view.digest()
    area_table.show(content, digest, resolved.choice.area, f"areas_{key}",
                    _take)  # fmt: skip
    st.html(notes_list(view.notes))
    with st.container(horizontal=True):
        for form in ("id", "en"):
            name = f"{view.indicator}_{view.level}_{view.period}_{form}.csv"
            st.download_button(
                t(f"table.download_{form}", lang), partial(csv_text, view, form),
                file_name=name, mime="text/csv", key=f"csv_{form}_{key}", on_click="ignore",
            )  # fmt: skip


def _take(area: str) -> None:
    state.change(area=area)


def _area_table(view: View, lang: Lang) -> str:
    kelurahan = view.level == "kelurahan"
    columns = [Column(t("table.area", lang)), Column(t("table.value", lang), True),
               Column(t("table.rank", lang), True), Column(t("table.mark", lang)),
               Column(t("table.note", lang)), Column(t("table.source", lang))]  # fmt: skip
    computed = any(c.parts for c in view.cells)
    if computed:
        columns.insert(2, Column(t("table.parts", lang)))
    rows = []
    for cell in sorted(view.cells, key=lambda c: (c.size == 0, -c.size, c.name)):
        name = cell.sentence.split(":", 1)[0] if kelurahan else cell.name
        sort = format_plain(cell.size) if cell.state in ("terbit", "nol") else ""
        rank = str(cell.rank or "")
        found = [TableCell(name, name), TableCell(cell.text, sort), TableCell(rank, rank),
                 TableCell(cell.mark), TableCell(cell.note), TableCell(view.credit(cell.source_id))]  # fmt: skip
        if computed:
            found.insert(2, TableCell(cell.parts))
        rows.append((cell.area_code, found))
    foot = []
    if view.reference:
        foot = [view.reference.name, view.reference.text, *([""] if computed else []), "", view.reference.mark,
                view.reference.note, view.credit(view.reference.source_id)]  # fmt: skip
    caption = t("table.caption", lang, title=view.title, unit=view.unit)
    return area_table.html(
        caption, columns, rows, foot, lambda c: t("table.sort_by", lang, column=c)
    )


def _time_table(view: View, lang: Lang) -> str:
    columns = [Column(t("table.area", lang)), Column(t("table.series", lang)),
               Column(t("table.period", lang)), Column(t("table.value", lang), True),
               Column(t("table.mark", lang)), Column(t("table.note", lang)),
               Column(t("table.source", lang))]  # fmt: skip
    rows = [
        ("", [TableCell(line.name), TableCell(line.series_name), TableCell(p.label, p.period),
              TableCell(p.text, format_plain(p.value)), TableCell(p.mark), TableCell(p.note),
              TableCell(view.credit(p.source_id))])
        for line in view.lines
        for p in reversed(line.points)
    ]  # fmt: skip
    caption = t("table.caption", lang, title=view.title, unit=view.unit)
    return area_table.html(caption, columns, rows, [], lambda c: t("table.sort_by", lang, column=c))
