"""Whom to credit: producers of figures, makers of boundaries, the atlas itself."""

from __future__ import annotations

import datetime
from collections import Counter
from html import escape

import streamlit as st

from atlas import inventory
from atlas.model import MAP_LEVELS, Lang
from atlas.number import format_day, format_value
from atlas.settings import settings
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.ui.area_table import Column
from atlas.ui.data import grid
from atlas.ui.data.grid import Cell
from atlas.ui.data.releases import address, served_since
from atlas.ui.show import origin


def show(release: Release, cursor: Cursor, lang: Lang) -> None:
    """Figures, boundaries, own texts, and how to cite the release."""
    st.subheader(t("data.licence_own", lang), anchor=False)
    st.html(f"<p>{escape(t('about.licence', lang))}</p>")
    st.subheader(t("data.licence_cite", lang), anchor=False)
    day = format_day(served_since(settings().state, release), lang)
    text = t("data.cite_release", lang, release=release.name, date=day, url=address("", lang))
    st.code(text, language=None, wrap_lines=True)
    st.html(f'<p class="atlas-hint">{escape(t("data.licence_cite_hint", lang))}</p>')
    st.subheader(t("data.licence_boundaries", lang), anchor=False)
    _boundaries(release, lang)
    st.subheader(t("data.licence_figures", lang), anchor=False)
    st.html(f"<p>{escape(t('data.licence_figures_text', lang))}</p>")
    _producers(cursor, lang)


def _boundaries(release: Release, lang: Lang) -> None:
    heads = "".join(f'<th scope="col">{t(f"data.col_{c}", lang)}</th>'
                    for c in ("level", "source", "date", "licence"))  # fmt: skip
    groups: dict[tuple[str, ...], list[str]] = {}
    for level in MAP_LEVELS:
        meta = origin(release.boundary(level).meta, lang)
        day = format_day(datetime.date.fromisoformat(meta["date"]), lang)
        named = groups.setdefault((meta["source"], day, meta["licence"]), [])
        named.append(t(f"calendar.level_{level}", lang))
    rows = [
        f'<tr><th scope="row">{", ".join(names)}</th>'
        f"{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        for cells, names in groups.items()
    ]
    label = t("data.licence_boundaries", lang)
    st.html(
        f'<div class="atlas-scroll" tabindex="0" role="region" aria-label="{label}"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _producers(cursor: Cursor, lang: Lang) -> None:
    counts: Counter[str] = Counter()
    values: Counter[str] = Counter()
    for use in inventory.source_uses(cursor):
        name = use.source.text("producer", lang)
        counts[name] += 1
        values[name] += use.values
    rows = [
        [Cell(t("data.credit", lang, producer=name), name),
         Cell(str(counts[name]), str(counts[name])),
         Cell(format_value(values[name], lang), str(values[name]))]
        for name in sorted(counts, key=lambda n: -values[n])
    ]  # fmt: skip
    columns = [Column(t("data.col_credit", lang)), Column(t("data.col_sources", lang), True),
               Column(t("data.col_used_values", lang), True)]  # fmt: skip
    grid.table(t("data.licence_producers", lang), columns, rows, lang, "data_producers")
