"""What was put together, of which kelurahan, and from which figures, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atlas.measure import total
from atlas.model import Lang
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.model import Entry, Grid, Head, Row
from atlas.study.own.amounts import (
    SHARE_DECIMALS,
    as_shown,
    city_share,
    city_text,
    exact,
    figure_text,
    formula,
    marked,
    share_text,
    span_text,
    whole_text,
)
from atlas.study.own.evidence import every_source, grade, own_sources
from atlas.study.own.joined import Joined, part_key
from atlas.text import t


def together(every: Sequence[Joined], release: Release, catalogue: Catalogue, lang: Lang) -> Grid:
    """Every table with figures by kelurahan: together, how, and beside the city."""
    titles = [("own.col_table", False), ("own.col_value", True), ("own.col_unit", False),
              ("own.col_how", False), ("own.col_city", True), ("own.col_share", True),
              ("own.col_grade", False)]  # fmt: skip
    heads = tuple(Head(t(key, lang), number) for key, number in titles)
    rows = []
    for x in sorted(every, key=lambda x: not x.have):
        decimals = as_shown(x.table).decimals
        text = marked(x, lang) or "–"
        city = x.table.city.value if x.table.city else None
        rows.append(Row((
            Entry(x.table.label(catalogue, lang)),
            Entry(text, exact(x.value, decimals)),
            Entry(x.table.indicator.unit(lang)),
            Entry(_how(x, lang)),
            Entry(city_text(x.table, lang) or "–", city),
            Entry(share_text(x, lang) or "–", exact(city_share(x), SHARE_DECIMALS)),
            Entry(grade(release, own_sources(x))),
        )))  # fmt: skip
    return Grid(t("own.sheet_together", lang), t("own.caption_together", lang), heads, tuple(rows))


def _how(x: Joined, lang: Lang) -> str:
    """How a value was put together, or why it was not."""
    if x.table.way == "tolak":
        return t(f"own.refused_{x.table.indicator.measure}", lang)
    if not x.of:
        table = x.table.coverage
        return t(f"own.way_{x.table.way}", lang, have=table.areas, of=table.of)
    if not x.complete:
        return t("own.how_incomplete", lang, have=len(x.have), of=x.of)
    if x.table.way == "jumlah":
        said = t("own.how_one" if x.of == 1 else "own.how_sum", lang, count=x.of)
        return said + (f"; {_gap(x, lang)}" if share_text(x, lang) and x.table.gap else "")
    if x.value is None:
        return t("own.how_no_denominator", lang)
    said = formula(x, lang)
    least = format_value(x.table.indicator.min_denominator, lang)
    return f"{said}; {t('own.how_small', lang, least=least)}" if x.small else said


def _gap(x: Joined, lang: Lang) -> str:
    return t("own.how_gap", lang, whole=whole_text(x.table, lang), city=city_text(x.table, lang))


def one_by_one(joined: Joined, chosen: Sequence[str], catalogue: Catalogue, lang: Lang) -> Grid:
    """Each chosen kelurahan with its figure in the table of the headline."""
    table, indicator = joined.table, as_shown(joined.table)
    unit = table.indicator.unit(lang)
    heads = (Head(t("table.area", lang)), Head(f"{t('table.value', lang)} ({unit})", True))
    rows = []
    for code in chosen:
        row = table.rows.get(code)
        text, mark = (figure_text(row, indicator, lang), row.mark) if row else ("…", "")
        text += f" {mark}" if mark in ("e", "r", "*", "**", "***") else ""
        rows.append(Row((Entry(catalogue.areas[code].full_name(lang)),
                         Entry(text, row.value if row else None)), code))  # fmt: skip
    caption = t("own.caption_members", lang, label=table.label(catalogue, lang))
    return Grid(t("own.sheet_members", lang), caption, heads, tuple(rows))


def every_part(
    every: Sequence[Joined], chosen: Sequence[str], release: Release, catalogue: Catalogue, lang: Lang
) -> Grid:  # fmt: skip
    """Every figure that went into a sum or a ratio, and those that did not, for the workbook."""
    titles = [("table.area", False), ("own.col_table", False), ("own.col_role", False),
              ("table.value", True), ("own.col_unit", False), ("table.mark", False),
              ("own.col_source", False)]  # fmt: skip
    heads = tuple(Head(t(key, lang), number) for key, number in titles)
    credit = {s.source_id: f"{s.text('producer', lang)} ({s.grade})"
              for s in every_source(release, every)}  # fmt: skip
    names = {c: Entry(catalogue.areas[c].full_name(lang)) for c in chosen}
    rows = []
    for x in every:
        label, indicator = Entry(x.table.label(catalogue, lang)), as_shown(x.table)
        unit = Entry(indicator.unit(lang))
        if x.table.way == "rasio":
            rows += _ratio_parts(x, label, names, credit, catalogue, lang)
            continue
        role = Entry(t("own.role_sum" if x.value else f"own.role_{x.table.way}", lang))
        for code in x.have:
            row = x.table.rows[code]
            rows.append(Row((names[code], label, role, Entry(figure_text(row, indicator, lang), row.value),
                             unit, Entry(row.mark), Entry(credit.get(row.source_id, ""))), code))  # fmt: skip
    return Grid(t("own.sheet_parts", lang), t("own.caption_parts", lang), heads, tuple(rows))


def _ratio_parts(
    x: Joined, label: Entry, names: Mapping[str, Entry], credit: Mapping[str, str],
    catalogue: Catalogue, lang: Lang,
) -> list[Row]:  # fmt: skip
    """Numerators and denominators; one that all share stands once."""
    rows, seen = [], set()
    for code in x.have:
        for part in x.table.parts[code]:
            if part_key(part) in seen:
                continue
            seen.add(part_key(part))
            meta = catalogue.indicators[part.indicator]
            found = total.span(part.value, part.low, part.high)
            text = span_text(found, lang, meta.decimals) if found else "…"
            place = names.get(part.place_code) or Entry(
                catalogue.areas[part.place_code].full_name(lang)
            )
            rows.append(Row((place, label, Entry(f"{t(f'own.role_{part.role}', lang)}: {meta.name(lang)}"),
                             Entry(text, part.value), Entry(meta.unit(lang)), Entry(""),
                             Entry(credit.get(part.source_id, ""))), part.place_code))  # fmt: skip
    return rows
