"""The figures of small multiples as tables."""

from __future__ import annotations

from atlas import query
from atlas.model import Coverage, Observation
from atlas.store import Release
from atlas.study import longrun
from atlas.study.model import Entry, Grid, Head, Row
from atlas.study.multiples.series import Long
from atlas.text import t


def by_period(own: Long) -> Grid:
    """Areas down, periods across, every value as published with its mark."""
    lang = own.lang
    heads = (Head(t("table.area", lang)), *(Head(own.label(x), True) for x in own.tables))
    rows = []
    for code in own.codes:
        cells = [own.rows[x.period].get(code) for x in own.tables]
        shown = (_entry(r, x, own) for r, x in zip(cells, own.tables, strict=True))
        rows.append(Row((Entry(own.name(code)), *shown), code))
    caption = t("table.caption", lang, title=own.run.name(own.catalogue, lang), unit=own.unit)
    return Grid(t("study.sheet_data", lang), caption, heads, tuple(rows))


def _entry(row: Observation | None, table: Coverage, own: Long) -> Entry:
    if row is None or (row.value is None and row.low is None):
        state = longrun.state(row, own.run, table.period)
        return Entry("–" if state == "nol" else t(f"state.cell_{state}", own.lang))
    return Entry(own.text(row), row.value)


def every_value(own: Long, release: Release) -> Grid:
    """A row for every value, with mark, note and producer: what a wide table has no room for."""
    lang = own.lang
    heads = (Head(t("table.area", lang)), Head(t("table.period", lang)),
             Head(f"{t('table.value', lang)} ({own.unit})", True), Head(t("table.mark", lang)),
             Head(t("table.note", lang)), Head(t("table.source", lang)))  # fmt: skip
    producers = {s.source_id: s.text("producer", lang) for s in
                 query.cited(release, sorted({r.source_id for x in own.tables for r in own.rows[x.period].values()}))}  # fmt: skip
    rows = tuple(
        Row((Entry(own.name(code)), Entry(own.label(x)), Entry(own.text(row), row.value), Entry(row.mark),
             Entry(row.note(lang)), Entry(producers.get(row.source_id, ""))), code)
        for code in own.codes
        for x in own.tables
        if (row := own.rows[x.period].get(code))
    )  # fmt: skip
    return Grid(t("multiples.sheet", lang), t("multiples.sheet", lang), heads, rows)
