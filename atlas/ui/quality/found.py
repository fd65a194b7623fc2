"""What was found: by rule and by office, open and decided, in the release and in handed-in tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from atlas import quality
from atlas.model import Lang
from atlas.quality import Case, Standing
from atlas.query import Catalogue
from atlas.text import t
from atlas.ui import params
from atlas.ui.area_table import Column
from atlas.ui.check import explained
from atlas.ui.check.explained import SEVERITIES, SIGNS
from atlas.ui.data import filters, grid
from atlas.ui.data.grid import Cell
from atlas.ui.quality import offices
from atlas.ui.quality.gathered import Gathered

PLACES = ("rilis", "draf")
STANDINGS: tuple[Standing, ...] = ("terbuka", "diputuskan", "informasi")


def show(gathered: Gathered, catalogue: Catalogue, lang: Lang) -> None:
    """How many of each severity, then the rules and the offices."""
    cases = gathered.cases
    said = []
    for origin in PLACES:
        found = [c for c in cases if c.origin == origin]
        waiting = sum(c.open for c in found)
        tables = len(gathered.drafts)
        if origin == "rilis" or tables:
            said.append(t(f"quality.found_{origin}", lang, count=len(found), open=waiting,
                          tables=tables))  # fmt: skip
        else:
            said.append(t("quality.found_nothing_handed_in", lang))
    st.html(f"<p>{escape(' '.join(said))}</p>")
    if not cases:
        return
    chosen = _chosen(gathered, catalogue, lang)
    if not chosen:
        filters.nothing(("produsen", "asal", "berat"), "quality", lang)
        return
    totals = Counter(c.severity for c in chosen)
    st.html(explained.counts(totals, lang))
    _by_rule(chosen, lang)
    _by_office(chosen, gathered, catalogue, lang)


def _chosen(gathered: Gathered, catalogue: Catalogue, lang: Lang) -> list[Case]:
    """Findings of the office, the origin and the severity asked for."""
    first, second, third = st.columns([2, 1, 1])
    with first:
        known = quality.coached_offices(gathered.cases)
        office = offices.pick(known, catalogue, lang, gathered.drafts)
    with second:
        origin = _segments("asal", PLACES, lambda x: t(f"quality.origin_{x}", lang), lang)
    with third:
        severity = _segments("berat", SEVERITIES, lambda x: explained.severity_name(x, lang), lang)
    return [
        c for c in gathered.cases
        if office in ("", c.office) and origin in ("", c.origin) and severity in ("", c.severity)
    ]  # fmt: skip


def _segments(name: str, codes: Sequence[str], words: Callable[[str], str], lang: Lang) -> str:
    options = ["", *codes]
    chosen = params.code(name, options, "", lang)
    params.pick(name, t(f"quality.pick_{name}", lang), options, chosen,
                lambda x: words(x) if x else t("data.all", lang), lang)  # fmt: skip
    return chosen


def _by_rule(cases: Sequence[Case], lang: Lang) -> None:
    columns = [Column(t(f"quality.col_{c}", lang), c not in ("rule", "severity"))
               for c in ("rule", "severity", *STANDINGS, "offices", "tables")]  # fmt: skip
    counts = quality.tallied(cases, lambda c: (c.rule, c.severity, c.standing))
    rules = sorted({(c.rule, c.severity) for c in cases},
                   key=lambda r: (SEVERITIES.index(r[1]), r[0]))  # fmt: skip
    rows = []
    for rule, severity in rules:
        own = [c for c in cases if (c.rule, c.severity) == (rule, severity)]
        numbers = (*(counts[rule, severity, s] for s in STANDINGS),
                   len({c.office for c in own}), len({c.table for c in own}))  # fmt: skip
        name = explained.rule_name(rule, lang)
        words = f"{SIGNS[severity]} {explained.severity_name(severity, lang)}"
        rows.append([Cell(name, rule, explained.rule_link(rule, lang)),
                     Cell(words, str(SEVERITIES.index(severity))),
                     *(Cell(str(n), str(n)) for n in numbers)])  # fmt: skip
    grid.table(t("quality.by_rule", lang, count=len(rows)), columns, rows, lang, "quality_rules")


def _by_office(cases: Sequence[Case], gathered: Gathered, catalogue: Catalogue, lang: Lang) -> None:
    columns = [Column(t("quality.col_office", lang)),
               *(Column(f"{SIGNS[s]} {explained.severity_name(s, lang)}", True) for s in SEVERITIES),
               Column(t("quality.col_terbuka", lang), True)]  # fmt: skip
    rows = []
    for office in sorted({c.office for c in cases}):
        own = [c for c in cases if c.office == office]
        counts = quality.tallied(own, lambda c: c.severity)
        numbers = [*(counts[s] for s in SEVERITIES), sum(c.open for c in own)]
        name = offices.office_name(office, catalogue, lang, gathered.drafts)
        rows.append([Cell(name, name), *(Cell(str(n), str(n)) for n in numbers)])
    grid.table(
        t("quality.by_office", lang, count=len(rows)), columns, rows, lang, "quality_offices"
    )
