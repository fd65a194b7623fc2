"""On time: tables that came in against the calendar, and how new the figures of each office are."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape

import streamlit as st

from atlas import inventory, quality
from atlas.drafts import Draft
from atlas.model import Lang
from atlas.number import format_day
from atlas.quality import Arrival, Newness
from atlas.query import Catalogue
from atlas.store import Cursor
from atlas.text import t
from atlas.ui.area_table import Column
from atlas.ui.data import grid
from atlas.ui.data.grid import Cell
from atlas.ui.data.releases import next_day
from atlas.ui.quality.offices import office_name

ARRIVED = ("table", "office", "edition", "arrived", "due", "late", "status")
LEVELS = ("kota", "kabkota", "kecamatan", "kelurahan", "provinsi", "nasional")


def show(cursor: Cursor, catalogue: Catalogue, handed_in: Sequence[Draft], lang: Lang) -> None:
    """The next day that matters, what came in, and how old the newest figures are."""
    today = datetime.date.today()
    _calendar(today, lang)
    st.subheader(t("quality.handed_in", lang), anchor=False)
    found = quality.arrivals(handed_in)
    if found:
        _arrivals(found, catalogue, lang)
    else:
        st.html(f'<p class="atlas-empty">{escape(t("quality.nothing_handed_in", lang))}</p>')
    st.subheader(t("quality.newest", lang), anchor=False)
    held = [inventory.years_held(cursor, level) for level in LEVELS]
    _newness(quality.newness(catalogue.indicators.values(), held), today.year, catalogue, lang)


def _calendar(today: datetime.date, lang: Lang) -> None:
    """When the next edition is due, and when the atlas publishes next."""
    edition = today.year if today <= quality.due_day(str(today.year)) else today.year + 1
    due = quality.due_day(str(edition))
    said = t("quality.next_edition", lang, edition=edition, day=format_day(due, lang),
             days=(due - today).days)  # fmt: skip
    coming = t("release.next", lang, date=next_day(lang))
    st.html(f"<p>{escape(said)} {escape(coming)}</p>")


def _arrivals(found: Sequence[Arrival], catalogue: Catalogue, lang: Lang) -> None:
    late = sum(a.late > 0 for a in found)
    caption = t("quality.arrivals_caption", lang, count=len(found), late=late)
    columns = [Column(t(f"quality.col_{c}", lang), c == "late") for c in ARRIVED]
    rows = []
    for one in found:
        draft = one.draft
        title = (draft.title_en if lang == "en" else "") or draft.title_id
        days = t("quality.days_late", lang, days=one.late) if one.late > 0 else t("quality.on_time", lang)  # fmt: skip
        rows.append([
            Cell(f"{draft.number} {title}", draft.number), Cell(office_name(draft.office, catalogue, lang, [draft])),
            Cell(draft.edition), Cell(format_day(one.day, lang), one.day.isoformat()),
            Cell(format_day(quality.due_day(draft.edition), lang), draft.edition),
            Cell(days, str(max(one.late, 0))), Cell(t(f"evaluation.status_{draft.status}", lang)),
        ])  # fmt: skip
    grid.table(caption, columns, rows, lang, "quality_arrivals")


def _newness(found: Sequence[Newness], year: int, catalogue: Catalogue, lang: Lang) -> None:
    """Edition E mostly holds data of E-1, school-year and Podes tables of E-2."""
    years = [str(year - 1), str(year - 2)]
    columns = [Column(t("quality.col_office", lang)), Column(t("quality.col_indicators", lang), True),
               Column(t("quality.col_newest", lang), True),
               *(Column(t("quality.col_since", lang, year=y), True) for y in years),
               Column(t("quality.col_older", lang, year=years[-1]), True)]  # fmt: skip
    rows = []
    for one in sorted(found, key=lambda n: (n.newest, n.office)):
        name = office_name(one.office, catalogue, lang)
        since = [one.since(y) for y in years]
        numbers = [
            one.indicators,
            one.newest,
            since[0],
            since[1] - since[0],
            one.indicators - since[1],
        ]
        rows.append([Cell(name, name), *(Cell(str(n), str(n)) for n in numbers)])
    grid.table(
        t("quality.newest_caption", lang, count=len(rows)), columns, rows, lang, "quality_newest"
    )
