"""Availability: which indicator has figures at a level in which year, and why some have none."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from atlas import inventory
from atlas.inventory import Held
from atlas.model import Indicator, Lang
from atlas.query import Catalogue
from atlas.store import Cursor
from atlas.text import t
from atlas.ui import params
from atlas.ui.area_table import Column
from atlas.ui.data import grid
from atlas.ui.data.grid import Cell
from atlas.ui.data.year_grid import year_grid
from atlas.ui.frame import link

FIRST_TOPIC = "kependudukan"
FEW = 20
"""So many names are listed openly; more stand folded."""


def show(cursor: Cursor, catalogue: Catalogue, lang: Lang) -> None:
    """Choose level and topic; what there is in a sentence, by year, and what is lacking."""
    level, topic, topics = _chosen(catalogue, lang)
    held = inventory.years_held(cursor, level)
    of = inventory.area_count(cursor, level)
    _say(held, of, level, catalogue, lang)
    shown = [i for i in catalogue.indicators.values() if i.topic == topic]
    why = _reasons(cursor, held, level, catalogue, lang)
    last = inventory.last_year(cursor)
    first = min((min(held[i.indicator]) for i in shown if i.indicator in held), default=last)
    years = [str(year) for year in range(int(first), int(last) + 1)]
    year_grid(shown, held, why, years, of, (level, topics[topic]), lang)
    _absent(why, of, level, catalogue, lang)


def _chosen(catalogue: Catalogue, lang: Lang) -> tuple[str, str, dict[str, str]]:
    """Level, topic, and the names of all topics."""
    names = {i.topic: i.text("topic", lang) for i in catalogue.indicators.values()}
    topics = dict(sorted(names.items(), key=lambda pair: pair[1]))
    first = FIRST_TOPIC if FIRST_TOPIC in topics else next(iter(topics))
    level = params.code("level", inventory.LEVELS, "kecamatan", lang)
    topic = params.code("topik", list(topics), first, lang)
    params.pick("level", t("calendar.level", lang), inventory.LEVELS, level,
                lambda x: t(f"calendar.level_{x}", lang), lang, "segments")  # fmt: skip
    params.pick("topik", t("calendar.topic", lang), list(topics), topic, topics.__getitem__, lang)
    return level, topic, topics


def _areas(level: str, of: int, lang: Lang) -> str:
    key = f"calendar.for_{level}"
    return t(key, lang, of=of) if level in ("kabkota", "kecamatan", "kelurahan") else t(key, lang)


def _say(
    held: Mapping[str, Mapping[str, Held]], of: int, level: str, catalogue: Catalogue, lang: Lang
) -> None:
    """How many indicators have figures at the level, and which, each with how complete."""
    have = [i for code, i in catalogue.indicators.items() if code in held]
    every = len(catalogue.indicators)
    said = [t("calendar.say", lang, areas=_areas(level, of, lang), have=len(have), all=every,
              none=every - len(have))]  # fmt: skip
    if of > 1:
        full = sum(_fullest(held[i.indicator])[1].areas * 10 >= of * 9 for i in have)
        said.append(t("calendar.say_full", lang, full=full, partial=len(have) - full))
    items = "".join(f"<li>{_holder(i, held[i.indicator], of, level, lang)}</li>" for i in have)
    opened = " open" if len(have) <= FEW else ""
    st.html(
        f'<p role="status">{escape(" ".join(said))}</p><details{opened}><summary>'
        f"{t('calendar.holders', lang, count=len(have))}</summary>"
        f'<ul class="atlas-tree">{items}</ul></details>'
    )


def _fullest(years: Mapping[str, Held]) -> tuple[str, Held]:
    """The newest among the years with the most areas."""
    return max(years.items(), key=lambda pair: (pair[1].areas, pair[0]))


def _holder(
    indicator: Indicator, years: Mapping[str, Held], of: int, level: str, lang: Lang
) -> str:
    year, fullest = _fullest(years)
    said = t("calendar.held", lang, areas=fullest.areas, of=of, year=year)
    said = said if of > 1 else t("calendar.held_one", lang, year=max(years))
    return f"{_linked(indicator, level, lang)}: {escape(said)}"


def _linked(indicator: Indicator, level: str, lang: Lang) -> str:
    href = escape(indicator_link(indicator.indicator, level, lang))
    return f'<a href="{href}" target="_self">{escape(indicator.name(lang))}</a>'


def indicator_link(code: str, level: str, lang: Lang) -> str:
    """The page of an indicator at a level; nation and province stand beside the city there."""
    place = "kota" if level in ("nasional", "provinsi") else level
    return link("indikator", lang, indikator=code, level=place)


def _reasons(
    cursor: Cursor, held: Mapping[str, object], level: str, catalogue: Catalogue, lang: Lang
) -> dict[str, str]:
    """Why an indicator has no figures at the level, for each that has none."""
    levels = inventory.computed_for(cursor)
    return {
        code: _why(indicator, level, levels.get(code, ()), lang)
        for code, indicator in catalogue.indicators.items()
        if code not in held
    }


def _why(indicator: Indicator, level: str, computed: tuple[str, ...], lang: Lang) -> str:
    place = "kabkota" if level == "kota" else level
    if computed:
        names = ", ".join(t(f"calendar.level_{x}", lang).lower() for x in computed)
        parts = place in computed
        return (
            t("calendar.why_parts", lang)
            if parts
            else t("calendar.why_computed", lang, levels=names)
        )
    if inventory.finer_than_published(indicator, level):
        finest = t(f"missing.level_{indicator.published_to}", lang)
        producer = indicator.text("producer", lang)
        return t("calendar.why_published_to", lang, producer=producer, level=finest)
    return t("calendar.why_unknown", lang)


def _absent(why: Mapping[str, str], of: int, level: str, catalogue: Catalogue, lang: Lang) -> None:
    """Every indicator without figures at the level, of all topics, with the reason."""
    st.subheader(t("calendar.absent", lang), anchor=False)
    if not why:
        st.html(f"<p>{escape(t('calendar.absent_none', lang))}</p>")
        return
    caption = t("calendar.absent_caption", lang, count=len(why), areas=_areas(level, of, lang))
    columns = [Column(t("calendar.indicator", lang)), Column(t("calendar.col_why", lang))]
    rows = []
    for code, reason in why.items():
        indicator = catalogue.indicators[code]
        name, href = indicator.name(lang), link("indikator", lang, indikator=code)
        topic = indicator.text("topic", lang)
        rows.append([Cell(name, name, href, topic), Cell(reason, width="wide")])
    grid.table(caption, columns, rows, lang, "data_absent")
