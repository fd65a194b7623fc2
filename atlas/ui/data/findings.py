"""What the checks found in the release, and what of it is waived."""

from __future__ import annotations

import datetime
from html import escape

import streamlit as st

from atlas import releases
from atlas.model import Finding, Lang
from atlas.number import format_day
from atlas.query import Catalogue
from atlas.store import Cursor
from atlas.text import catalogue as words
from atlas.text import t
from atlas.ui import params
from atlas.ui.area_table import Column
from atlas.ui.data import checks, filters, grid
from atlas.ui.data.grid import Cell
from atlas.ui.frame import link

COLUMNS = ("indicator", "place", "rule", "message", "waived")


def show(cursor: Cursor, catalogue: Catalogue, lang: Lang) -> None:
    """The list with its filters."""
    every = releases.findings_in(cursor)
    if not every:
        st.html(f'<p class="atlas-empty">{t("data.findings_none", lang)}</p>')
        return
    waived = sum(bool(f.waived_id) for f in every)
    said = t("data.findings_say", lang, waived=waived, open=len(every) - waived)
    st.html(f'<p class="atlas-hint">{escape(said)}</p>')
    names = checks.names(cursor, lang)
    found = _chosen(every, names, lang)
    if not found:
        filters.nothing(("aturan", "berat"), "findings", lang)
        return
    caption = t("data.count_findings", lang, shown=len(found), all=len(every))
    columns = [Column(t(f"data.col_{c}", lang)) for c in COLUMNS]
    rows = [_row(f, catalogue, names, lang) for f in found]
    grid.table(caption, columns, rows, lang, "data_findings")


def _chosen(every: list[Finding], names: dict[str, str], lang: Lang) -> list[Finding]:
    """Findings of the rule and the severity that are asked for."""
    rules = ["", *sorted({f.rule for f in every})]
    grades = ["", *(s for s in "GPI" if any(f.severity == s for f in every))]
    left, right = st.columns(2)
    with left:
        rule = params.code("aturan", rules, "", lang)
        params.pick("aturan", t("data.rule", lang), rules, rule,
                    lambda r: _rule(r, names, lang) if r else t("data.all", lang), lang)  # fmt: skip
    with right:
        grade = params.code("berat", grades, "", lang)
        params.pick("berat", t("data.col_severity", lang), grades, grade,
                    lambda s: t(f"about.severity_{s}", lang) if s else t("data.all", lang),
                    lang, "segments")  # fmt: skip
    return [f for f in every if rule in ("", f.rule) and grade in ("", f.severity)]


def _rule(rule: str, names: dict[str, str], lang: Lang) -> str:
    """A rule with its name, where the release or the words have one."""
    if rule in names:
        return f"{rule} {names[rule]}"
    key = f"data.rule_{rule}"
    return f"{rule} {t(key, lang)}" if key in words() else rule


def _row(found: Finding, catalogue: Catalogue, names: dict[str, str], lang: Lang) -> list[Cell]:
    known = catalogue.indicators.get(found.indicator)
    href = link("indikator", lang, indikator=found.indicator, tab="tentang") if known else ""
    area = catalogue.areas.get(found.area_code)
    dim = catalogue.dim_name(found.dim, lang) if _known_dim(found.dim, catalogue) else found.dim
    series = catalogue.series_name(found.series, lang) if found.series in catalogue.series else ""
    place = [area.full_name(lang) if area else "", found.period, dim, series]
    waived = found.waived_id if lang == "id" else found.waived_en
    grade = t(f"about.severity_{found.severity}", lang)
    grade = t("data.waived", lang, severity=grade) if waived else grade
    explained = checks.address(found.rule, lang) if found.rule in names else ""
    remedy = found.remedy_id if lang == "id" else found.remedy_en
    return [
        Cell(known.name(lang) if known else found.indicator or found.file, "", href),
        Cell(", ".join(p for p in place if p), width="middle"),
        Cell(_rule(found.rule, names, lang), found.rule, explained, grade, "middle"),
        Cell(found.message_id if lang == "id" else found.message_en, width="wide",
             small=t("data.remedy", lang, remedy=remedy)),
        Cell(waived, small=_day(found.waived_on, lang), width="wide" if waived else ""),
    ]  # fmt: skip


def _known_dim(dim: str, catalogue: Catalogue) -> bool:
    return all(m in catalogue.dimensions for m in dim.split(";") if m)


def _day(text: str, lang: Lang) -> str:
    try:
        return format_day(datetime.date.fromisoformat(text), lang)
    except ValueError:
        return text
