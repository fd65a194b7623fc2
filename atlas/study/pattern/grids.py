"""The areas of a pattern as a table, and those of a table that is not tested."""

from __future__ import annotations

from atlas import sentence
from atlas.study.model import Entry, Grid, Head, Row
from atlas.study.pattern.words import Told, sureness, value_of, why_without, without_figure
from atlas.study.tested import Part
from atlas.text import t


def tested_areas(told: Told, title: str) -> Grid:
    """Every area, the sure ones first, then by p."""
    lang = told.lang
    heads = (Head(t("table.area", lang)), Head(f"{t('table.value', lang)} ({told.unit})", True),
             Head(t("pattern.head_neighbours", lang), True),
             Head(t("pattern.head_around", lang, unit=told.unit), True), Head(t("pattern.head_kind", lang)),
             Head(t("pattern.head_sure", lang)), Head("p", True),
             Head(t("pattern.head_local", lang), True))  # fmt: skip
    order = sorted(told.parts.values(), key=lambda p: (not p.significant, p.p, p.area_code))
    rows = tuple(
        Row((Entry(told.place(p.area_code)), Entry(told.text(value_of(told, p.area_code)), value_of(told, p.area_code)),
             _counted(p), Entry(told.text(p.around), p.around), Entry(t(f"pattern.kind_{p.quadrant}", lang)),
             Entry(_sure(told, p)), Entry(told.figure(p.p, 4), p.p),
             Entry(told.figure(p.local_i, 2), p.local_i)), p.area_code)
        for p in order
    )  # fmt: skip
    caption = t("table.caption", lang, title=title, unit=told.unit)
    return Grid(t("study.sheet_data", lang), caption, heads, rows)


def _counted(part: Part) -> Entry:
    """How many neighbours; nothing in a release that does not say."""
    return Entry(str(part.neighbours), part.neighbours) if part.neighbours else Entry("")


def _sure(told: Told, part: Part) -> str:
    return t(f"pattern.cell_{sureness(told, part)}", told.lang, islands=told.islands)


def untested_areas(told: Told, areas: set[str], title: str) -> Grid:
    """The figures of a table that is not tested, and what the areas without one lack."""
    lang = told.lang
    heads = (Head(t("table.area", lang)), Head(f"{t('table.value', lang)} ({told.unit})", True),
             Head(t("table.note", lang)))  # fmt: skip
    rows = []
    for code in sorted(areas, key=lambda c: (c not in without_figure(told, areas), told.place(c))):
        row = told.rows.get(code)
        text = sentence.value_text(row, told.indicator, lang) if row else ""
        rows.append(Row((Entry(told.place(code)), Entry(text, row.value if row else None),
                         Entry(why_without(told, code)))))  # fmt: skip
    return Grid(t("study.sheet_data", lang), t("table.caption", lang, title=title, unit=told.unit),
                heads, tuple(rows))  # fmt: skip
