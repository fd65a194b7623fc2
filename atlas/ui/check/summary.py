"""What the files held: refused ones, and the tables to choose from."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from atlas.examine import Examined
from atlas.model import Finding, Lang
from atlas.text import t
from atlas.ui import area_table
from atlas.ui.area_table import Column, TableCell
from atlas.ui.check import explained, listed
from atlas.ui.check.desk import CHOSEN
from atlas.ui.check.explained import SEVERITIES, SIGNS


def title_of(one: Examined, lang: Lang) -> str:
    """The title in a language; where a file has none, its name."""
    table = one.table
    return (table.title_en if lang == "en" else "") or table.title_id or table.file


def say(examined: Sequence[Examined], refused: Sequence[Finding], lang: Lang) -> None:
    """How many tables and findings; then what is wrong with whole files."""
    if examined:
        totals = Counter(f.severity for one in examined for f in one.findings)
        unknown = sum(one.mapping is None for one in examined)
        said = t("check.say", lang, tables=len(examined), unknown=unknown)
        st.html(f'<p role="status">{escape(said)}</p>{explained.counts(totals, lang)}')
    for finding in refused:
        st.html(_refused(finding, lang))


def _refused(finding: Finding, lang: Lang) -> str:
    """A file that was not read, or not wholly: its name, why, and what to do."""
    place = ", ".join(x for x in (finding.file, finding.sheet, finding.cell) if x)
    return (
        f'<div class="atlas-refused {finding.severity}"><p>{explained.sign(finding.severity)} '
        f"<b>{escape(place)}</b></p>{listed.said(finding, lang)}</div>"
    )


def choose(examined: Sequence[Examined], lang: Lang) -> Examined:
    """The table to look at; with several, a list whose titles are buttons."""
    number = int(st.session_state.get(CHOSEN, 0))
    if number >= len(examined):
        number = 0
    if len(examined) > 1:
        _list(examined, number, lang)
    return examined[number]


def _list(examined: Sequence[Examined], number: int, lang: Lang) -> None:
    columns = [Column(t("check.col_title", lang)), Column(t("check.col_number", lang)),
               Column(t("check.col_office", lang)), Column(t("check.col_file", lang)),
               *(Column(f"{SIGNS[s]} {explained.severity_name(s, lang)}", True) for s in SEVERITIES)]  # fmt: skip
    rows = [(str(i), _row(one, lang)) for i, one in enumerate(examined)]
    caption = t("check.tables", lang, count=len(examined))
    content = area_table.html(caption, columns, rows, [],
                              lambda c: t("table.sort_by", lang, column=c))  # fmt: skip
    style = "<style>.scroll { max-height:24rem }</style>"
    digest = hashlib.sha256(content.encode()).hexdigest()[:10]
    area_table.show(style + content, digest, str(number), "check_tables", _take)


def _take(number: str) -> None:
    st.session_state[CHOSEN] = int(number)


def _row(one: Examined, lang: Lang) -> list[TableCell]:
    table = one.table
    counts = Counter(f.severity for f in one.findings)
    office = one.office or t("check.unknown", lang)
    place = ", ".join(x for x in (table.file, table.sheet, table.area()) if x)
    sort = ".".join(part.zfill(3) for part in table.number.split("."))
    return [
        TableCell(title_of(one, lang)), TableCell(table.number or "–", sort), TableCell(office),
        TableCell(place), *(TableCell(str(counts[s]), str(counts[s])) for s in SEVERITIES),
    ]  # fmt: skip
