"""Revised: figures that two editions, or two releases of the atlas, state differently."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from atlas import changes, quality
from atlas.changes import Correction
from atlas.model import Lang
from atlas.number import format_period, format_value
from atlas.quality import Revision
from atlas.query import Catalogue
from atlas.store import Cursor, Release, Store
from atlas.text import t
from atlas.ui.area_table import Column
from atlas.ui.data import grid
from atlas.ui.data.grid import Cell
from atlas.ui.frame import link

EDITIONS = ("figure", "place", "editions", "old", "new", "difference", "marked")
RELEASES = ("figure", "place", "old", "new", "difference", "reason")
NUMBERS = ("old", "new", "difference")


def show(release: Release, cursor: Cursor, store: Store, catalogue: Catalogue, lang: Lang) -> None:
    """Between editions of the publication, then between releases of the atlas."""
    st.subheader(t("quality.between_editions", lang), anchor=False)
    some, two = quality.editions_held(release, cursor)
    if two:
        _editions(quality.revisions(release, cursor), two, catalogue, lang)
    else:
        key = "no_second_edition" if some else "no_edition"
        st.html(f'<p class="atlas-empty">{escape(t(f"quality.{key}", lang))}</p>')
    st.subheader(t("quality.between_releases", lang), anchor=False)
    _releases([changes.worded(c, catalogue, lang) for c in changes.every(store)], lang)


def _editions(found: Sequence[Revision], two: int, catalogue: Catalogue, lang: Lang) -> None:
    marked = sum(r.marked for r in found)
    words = {
        "changed": len(found),
        "figures": two,
        "marked": marked,
        "unmarked": len(found) - marked,
    }
    st.html(f"<p>{escape(t('quality.editions_say', lang, **words))}</p>")
    if not found:
        return
    columns = [Column(t(f"quality.col_{c}", lang), c in NUMBERS) for c in EDITIONS]
    rows = [_revision(r, catalogue, lang) for r in found]
    grid.table(t("quality.editions_caption", lang, count=len(found)), columns, rows, lang,
               "quality_editions")  # fmt: skip


def _revision(one: Revision, catalogue: Catalogue, lang: Lang) -> list[Cell]:
    indicator = catalogue.indicators.get(one.indicator)
    name = indicator.name(lang) if indicator else one.indicator
    area = catalogue.areas.get(one.area_code)
    where = [area.full_name(lang) if area else one.area_code, format_period(one.period, lang)]
    carried = t("evaluation.status_salinan", lang)
    editions = t("quality.from_to", lang, old=one.edition_old or carried, new=one.edition_new or carried)  # fmt: skip
    marked = t("quality.marked_yes" if one.marked else "quality.marked_no", lang)
    href = link("indikator", lang, indikator=one.indicator) if indicator else ""
    return [
        Cell(name, name, href, _detail(one, catalogue, lang)), Cell(", ".join(where), width="middle"),
        Cell(editions, small=one.table_no),
        *(Cell(_signed(v, lang, v is one.difference), repr(v)) for v in (one.old, one.new)),
        Cell(_signed(one.difference, lang, True), repr(one.difference)), Cell(marked),
    ]  # fmt: skip


def _detail(one: Revision, catalogue: Catalogue, lang: Lang) -> str:
    known = all(m in catalogue.dimensions for m in one.dim.split(";") if m)
    return catalogue.dim_name(one.dim, lang) if known else one.dim


def _signed(value: float, lang: Lang, sign: bool) -> str:
    text = format_value(round(value, 6), lang)
    return f"+{text}" if sign and value > 0 else text


def _releases(found: Sequence[Correction], lang: Lang) -> None:
    """What later releases of the atlas say otherwise: published figures first."""
    if not found:
        st.html(f"<p>{escape(t('quality.no_corrections', lang))}</p>")
        return
    computed = sum(c.computed for c in found)
    words = {"count": len(found), "published": len(found) - computed, "computed": computed}
    href = escape(link("changes", lang))
    more = f'<a href="{href}" target="_self">{escape(t("quality.corrections_more", lang))}</a>'
    st.html(f"<p>{escape(t('quality.corrections_say', lang, **words))} {more}</p>")
    columns = [Column(t(f"quality.col_{c}", lang), c in NUMBERS) for c in RELEASES]
    rows = [_correction(c, lang) for c in sorted(found, key=lambda c: c.computed)]
    grid.table(t("quality.corrections_caption", lang, count=len(found)), columns, rows, lang,
               "quality_corrections")  # fmt: skip


def _correction(one: Correction, lang: Lang) -> list[Cell]:
    gap = None
    if one.old_value is not None and one.new_value is not None:
        gap = one.new_value - one.old_value
    origin = t("data.origin_computed" if one.computed else "data.origin_published", lang)
    small = ", ".join(p for p in (one.detail, origin) if p)
    href = link("indikator", lang, indikator=one.indicator)
    return [
        Cell(one.name, one.name, href, small), Cell(f"{one.area}, {one.when}", width="middle"),
        Cell(one.old, _sort(one.old_value)), Cell(one.new, _sort(one.new_value)),
        Cell("" if gap is None else _signed(gap, lang, True), _sort(gap)),
        Cell(one.reason, width="wide", small=one.day),
    ]  # fmt: skip


def _sort(value: float | None) -> str:
    return "" if value is None else repr(value)
