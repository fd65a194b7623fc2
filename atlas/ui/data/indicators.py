"""All indicators of the release, found by group and by text, and the table of one as a file."""

from __future__ import annotations

from html import escape

import streamlit as st

from atlas import inventory
from atlas.inventory import Holding
from atlas.model import LANGS, Indicator, Lang
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.ui import params
from atlas.ui.area_table import Column
from atlas.ui.data import filters, grid
from atlas.ui.data.grid import Cell
from atlas.ui.frame import link

COLUMNS = ("indicator", "unit", "levels", "periods", "values", "producer", "polarity", "origin")


def show(release: Release, cursor: Cursor, catalogue: Catalogue, lang: Lang) -> None:
    """The catalogue with its filters, then the files of one indicator."""
    groups = _groups(catalogue, lang)
    left, right = st.columns(2)
    with left:
        group = params.code("kelompok", list(groups), "", lang)
        params.pick("kelompok", t("data.group", lang), list(groups), group, groups.__getitem__,
                    lang)  # fmt: skip
    with right:
        wanted = filters.search("cari", lang)
    held = inventory.holdings(cursor)
    found = [i for i in catalogue.indicators.values()
             if _in_group(i, group) and filters.matches(wanted, _texts(i))]  # fmt: skip
    if found:
        computed = sum(bool(i.kind) for i in found)
        words = {"shown": len(found), "all": len(catalogue.indicators), "computed": computed}
        caption = t("data.count_indicators", lang, published=len(found) - computed, **words)
        columns = [Column(t(f"data.col_{c}", lang), c == "values") for c in COLUMNS]
        rows = [_row(i, held.get(i.indicator), lang) for i in found]
        grid.table(caption, columns, rows, lang, "data_indicators")
    else:
        filters.nothing(("cari", "kelompok"), "indicators", lang)
    table_files(release, held, catalogue, lang)


def _groups(catalogue: Catalogue, lang: Lang) -> dict[str, str]:
    """Codes of chapters and topics with their labels; "" is all."""
    every = catalogue.indicators.values()
    labels = {"": t("data.all", lang)}
    for i in every:
        name = i.text("chapter", lang)
        labels.setdefault(f"bab-{i.chapter}", t("data.chapter", lang, chapter=i.chapter, name=name))
    for i in sorted(every, key=lambda i: i.text("topic", lang)):
        labels.setdefault(i.topic, t("data.topic", lang, name=i.text("topic", lang)))
    return labels


def _in_group(indicator: Indicator, group: str) -> bool:
    return group in ("", indicator.topic, f"bab-{indicator.chapter}")


def _texts(indicator: Indicator) -> list[str]:
    """What a search looks through: code, names, concepts and producers in both languages."""
    names = ("name", "concept", "producer", "topic")
    return [indicator.indicator, *(indicator.text(n, lang) for n in names for lang in LANGS)]


def _row(indicator: Indicator, held: Holding | None, lang: Lang) -> list[Cell]:
    place = t("data.place", lang, chapter=indicator.chapter, topic=indicator.text("topic", lang))
    name = indicator.name(lang)
    levels = ", ".join(t(f"calendar.level_{x}", lang) for x in held.levels) if held else ""
    count = held.values if held else 0
    origin = t(f"data.origin_{'computed' if indicator.kind else 'published'}", lang)
    return [
        Cell(name, name, link("indikator", lang, indikator=indicator.indicator), place),
        Cell(indicator.unit(lang)),
        Cell(levels),
        _periods(held, lang),
        Cell(format_value(count, lang), str(count)),
        Cell(indicator.text("producer", lang)),
        Cell(t(f"about.polarity_{indicator.polarity}", lang)),
        Cell(origin),
    ]


def _periods(held: Holding | None, lang: Lang) -> Cell:
    """First and last year, and how many periods there are."""
    if held is None:
        return Cell("")
    first, last = held.first[:4], held.last[:4]
    text = first if first == last else t("data.span", lang, first=first, last=last)
    return Cell(text, last + first, small=t("data.period_count", lang, count=held.periods))


def table_files(
    release: Release, held: dict[str, Holding], catalogue: Catalogue, lang: Lang
) -> None:
    """Choose an indicator and a level; two files of all its values there."""
    st.header(t("data.table_download", lang), anchor=False)
    st.html(f'<p class="atlas-hint">{escape(t("data.table_download_hint", lang))}</p>')
    other: Lang = "en" if lang == "id" else "id"
    codes = ["", *held]
    chosen = params.code("indikator", codes, "", lang)

    def named(code: str) -> str:
        if not code:
            return t("data.choose_indicator", lang)
        indicator = catalogue.indicators[code]
        return f"{indicator.name(lang)} · {indicator.name(other)}"

    left, right = st.columns(2)
    with left:
        params.pick("indikator", t("data.col_indicator", lang), codes, chosen, named, lang,
                    drop=("tingkat",))  # fmt: skip
    if not chosen:
        return
    levels = held[chosen].levels
    level = params.code("tingkat", levels, levels[-1], lang)
    with right:
        params.pick("tingkat", t("data.choose_level", lang), levels, level,
                    lambda x: t(f"calendar.level_{x}", lang), lang, "segments")  # fmt: skip
    base = f"/unduh/{release.name}/tabel/{chosen}/{level}"
    links = [
        f'<li><a href="{escape(base)}/{form}.csv" download>{t(f"table.download_{form}", lang)}</a></li>'
        for form in LANGS
    ]
    st.html(f'<ul class="atlas-data-files">{"".join(links)}</ul>')
