"""The trail and the parts of a figure as tables, for the workbook."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.model import Lang
from atlas.number import format_period
from atlas.study.cell import Part
from atlas.study.model import Entry, Grid, Head, Row
from atlas.study.origin.trail import Trail
from atlas.study.origin.words import Words, plain
from atlas.text import t


def grids(trail: Trail, words: Words) -> list[Grid]:
    """The trail; with it the parts, where the figure has some."""
    parts = words.figure.parts or words.figure.members
    return [_stations(trail, words.lang), *([_parts(parts, words)] if parts else [])]


def _stations(trail: Trail, lang: Lang) -> Grid:
    """Every fact of the trail in its order."""
    heads = tuple(Head(t(f"origin.col_{c}", lang)) for c in ("step", "head", "text", "to"))
    rows = tuple(
        Row((Entry(f"{i}. {step.title}"), Entry(line.head), Entry(line.text), Entry(line.to)))
        for i, step in enumerate(trail.steps, start=1)
        for line in step.lines
    )
    return Grid(t("origin.sheet_trail", lang), t("origin.caption_trail", lang), heads, rows)


def _parts(parts: Sequence[Part], words: Words) -> Grid:
    """The parts with their numbers."""
    lang = words.lang
    titles = [("origin.col_role", False), ("origin.col_part", False), ("table.area", False),
              ("choose.period", False), ("table.value", True), ("origin.col_unit", False),
              ("table.mark", False), ("table.source", False)]  # fmt: skip
    rows = []
    for part in parts:
        meta = words.catalogue.indicators[part.key.indicator]
        name = ", ".join(p for p in (meta.name(lang), words.catalogue.dim_name(part.key.dim, lang),
                                     words.catalogue.series_name(part.key.series, lang)) if p)  # fmt: skip
        rows.append(Row((
            Entry(t(f"origin.role_{part.role}", lang)), Entry(name),
            Entry(words.catalogue.areas[part.key.area_code].full_name(lang)),
            Entry(format_period(part.row.period, lang, part.row.period_kind)),
            Entry(plain(part.row, meta, lang), part.row.value), Entry(meta.unit(lang)),
            Entry(part.row.mark), Entry(words.credit(part.row.source_id)),
        ), part.key.area_code))  # fmt: skip
    caption = t("origin.caption_parts", lang)
    heads = tuple(Head(t(key, lang), number) for key, number in titles)
    return Grid(t("origin.sheet_parts", lang), caption, heads, tuple(rows))
