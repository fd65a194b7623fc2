"""The tables of an index: the order, the figures behind it, and the recipe that makes it again."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.measure.weighted import DRAWS, ENDS, SEED, SPREAD
from atlas.number import format_value
from atlas.study.model import Entry, Grid, Head, Row
from atlas.study.priority.index import Index
from atlas.study.priority.picture import Place
from atlas.text import t


def ranking(index: Index, places: Sequence[Place]) -> Grid:
    """Rank, index, what each indicator adds, and how the rank moves."""
    lang, draws = index.lang, format_value(DRAWS, index.lang)
    heads = (
        Head(t("table.area", lang)), Head(t("table.rank", lang), True),
        Head(t("priority.interval", lang)), Head(t("priority.index", lang), True),
        *(Head(t("priority.adds", lang, name=index.name(w), weight=index.weight(u)), True) for w, u in index.used),
        Head(t("priority.low", lang, low=ENDS[0]), True), Head(t("priority.high", lang, high=ENDS[1]), True),
        Head(t("priority.firsts", lang, draws=draws), True), Head(t("priority.tops", lang, draws=draws), True),
    )  # fmt: skip
    rows = []
    for p in places:
        between = f"{p.low}–{p.high}" if p.low < p.high else str(p.low)
        numbers = [Entry(str(n), n) for n in (p.low, p.high)]
        counts = [Entry(format_value(n, lang), n) for n in (p.firsts, p.tops)]
        rows.append(Row((Entry(p.name), Entry(str(p.rank), p.rank), Entry(between),
                         Entry(p.text, p.index), *(Entry(index.text(v), v) for v in p.parts),
                         *numbers, *counts), p.area_code))  # fmt: skip
    caption = t("priority.caption", lang, noun=index.noun, draws=draws)
    return Grid(t("priority.sheet_rank", lang), caption, heads, tuple(rows))


def values(index: Index, places: Sequence[Place]) -> Grid:
    """The published or computed figures that go into the index."""
    lang, rates = index.lang, [w.rate for w in index.chosen]
    heads = [Head(t("table.area", lang))]
    for rate in rates:
        title = f"{rate.label(index.catalogue, lang)} ({rate.indicator.unit(lang)})"
        mark = f"{t('table.mark', lang)} ({rate.label(index.catalogue, lang)})"
        heads += [Head(title, True), Head(mark)]
    rows = []
    for p in places:
        entries = [Entry(p.name)]
        for rate in rates:
            value = Entry(rate.text(p.area_code, lang), rate.values[p.area_code])
            entries += [value, Entry(rate.rows[p.area_code].mark)]
        rows.append(Row(tuple(entries), p.area_code))
    return Grid(
        t("priority.sheet_values", lang), t("priority.values", lang), tuple(heads), tuple(rows)
    )


def recipe(index: Index) -> Grid:
    """What the index is made of: a row for each indicator."""
    lang, catalogue = index.lang, index.catalogue
    names = ("code", "indicator", "unit", "series", "period", "direction", "asked", "used")
    heads = tuple(Head(t(f"priority.recipe_{n}", lang), n in ("asked", "used")) for n in names)
    rows = []
    for w, used in index.used:
        rate = w.rate
        texts = (rate.code, index.name(w), rate.indicator.unit(lang),
                 catalogue.series_name(rate.table.series, lang), rate.period(lang), index.way(w))  # fmt: skip
        rows.append(Row((*map(Entry, texts), Entry(f"{w.weight:g}", w.weight),
                         Entry(index.weight(used), used))))  # fmt: skip
    return Grid(t("priority.sheet_recipe", lang), t("priority.recipe", lang), heads, tuple(rows))


def rules(index: Index, drawn: str) -> Grid:
    """How it is made of them, and what the sureness was drawn with; `drawn` says that in words."""
    lang = index.lang
    said = (
        ("norm", t(f"priority.norma_{index.norm}", lang)), ("score", t(f"priority.norm_{index.norm}", lang)),
        ("formula", t("priority.formula", lang)), ("areas", t("priority.over", lang, count=len(index.work.areas))),
        ("draw", drawn), ("generator", "numpy.random.default_rng(seed).uniform"),
    )  # fmt: skip
    numbers = (("draws", DRAWS), ("seed", SEED), ("least", 1 - SPREAD), ("most", 1 + SPREAD))
    lines = (*said, *((key, f"{n:g}" if n < 2 else str(n)) for key, n in numbers))
    rows = tuple(Row((Entry(t(f"priority.rule_{key}", lang)), Entry(text))) for key, text in lines)
    heads = (Head(t("study.sheet_kind", lang)), Head(t("study.sheet_text", lang)))
    return Grid(t("priority.sheet_rules", lang), t("priority.rules", lang), heads, rows)
