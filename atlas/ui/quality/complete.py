"""How complete: groups of indicators by year as a heat map, then the indicators of one group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

import streamlit as st

from atlas import inventory, quality
from atlas.inventory import Held
from atlas.model import Indicator, Lang
from atlas.number import format_value
from atlas.quality import Tally
from atlas.query import Catalogue
from atlas.store import Cursor
from atlas.text import t
from atlas.ui import params
from atlas.ui.data.year_grid import year_grid
from atlas.ui.quality.heat import heat_map
from atlas.ui.quality.offices import office_name

GROUPS = ("produsen", "bab")


def show(cursor: Cursor, catalogue: Catalogue, lang: Lang) -> None:
    """Choose level and grouping; the sentence, the heat map, and one group in full."""
    left, right = st.columns([3, 2])
    with left:
        level = params.code("level", inventory.LEVELS, "kota", lang)
        params.pick("level", t("calendar.level", lang), inventory.LEVELS, level,
                    lambda x: t(f"calendar.level_{x}", lang), lang, "segments")  # fmt: skip
    with right:
        by = params.code("menurut", GROUPS, GROUPS[0], lang)
        params.pick("menurut", t("quality.by", lang), GROUPS, by,
                    lambda x: t(f"quality.by_{x}", lang), lang, "segments", ("kelompok",))  # fmt: skip
    held = inventory.years_held(cursor, level)
    of = inventory.area_count(cursor, level)
    years = _years(held)
    group = _office if by == "produsen" else _chapter
    published = [i for i in catalogue.indicators.values() if not i.kind]
    tallies = quality.completeness(published, held, years, of, group)
    names = {code: _named(code, by, catalogue, lang) for code in tallies}
    _say(tallies, years[-1], lang)
    chosen = params.code("kelompok", ["", *tallies], "", lang)
    heat_map(tallies, names, years, chosen, (t(f"quality.by_{by}", lang), level), lang)
    if chosen:
        members = [i for i in published if group(i) == chosen]
        _members(members, names[chosen], held, years, of, level, lang)


def _office(indicator: Indicator) -> str:
    return indicator.text("producer", "id")


def _chapter(indicator: Indicator) -> str:
    return f"{indicator.chapter:02}"


def _named(code: str, by: str, catalogue: Catalogue, lang: Lang) -> str:
    if by == "produsen":
        return office_name(code, catalogue, lang)
    member = next(i for i in catalogue.indicators.values() if _chapter(i) == code)
    return f"{member.chapter} {member.text('chapter', lang)}"


def _years(held: Mapping[str, Mapping[str, Held]]) -> list[str]:
    """Every year from the first figure to the last."""
    found = {y for years in held.values() for y in years}
    return [str(y) for y in range(int(min(found)), int(max(found)) + 1)] if found else [""]


def _say(tallies: Mapping[str, Mapping[str, Tally]], last: str, lang: Lang) -> None:
    """Over all groups: how many of the indicators due have a figure, of the last years."""
    said = []
    for year in (str(int(last) - 1), last) if last else ():
        every = [years[year] for years in tallies.values() if year in years]
        held, due = sum(x.held for x in every), sum(x.due for x in every)
        if due:
            share = format_value(round(100 * held / due), lang)
            said.append(t("quality.say_year", lang, year=year, held=held, due=due, share=share))
    st.html(f'<p role="status">{escape(" ".join(said) or t("quality.say_none", lang))}</p>')


def _members(
    members: Sequence[Indicator], name: str, held: Mapping[str, Mapping[str, Held]],
    years: Sequence[str], of: int, level: str, lang: Lang,
) -> None:  # fmt: skip
    """Each indicator of a group by year, in the six states."""
    st.subheader(name, anchor=False)
    why = {i.indicator: t("quality.no_figure", lang) for i in members if i.indicator not in held}
    year_grid(members, held, why, years, of, (level, name), lang)
    clear: Callable[[], None] = lambda: params.write("kelompok", "")  # noqa: E731
    st.button(t("quality.all_groups", lang), on_click=clear, key="quality_all")
