"""The 28 checks explained: what each looks at, why, how to mend what it finds, and what it found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from atlas import inventory, releases
from atlas.model import Finding, Lang
from atlas.number import format_value
from atlas.store import Cursor
from atlas.text import t
from atlas.ui import params
from atlas.ui.area_table import Column
from atlas.ui.data import grid
from atlas.ui.data.grid import Cell
from atlas.ui.frame import link

Explained = dict[str, str]
"""A row of the table of checks."""
OF_RELEASE = ("K01", "K02", "K03", "K04", "K05", "K07", "K08", "K12", "K26")
"""Checks that every release goes through as a whole; the others look at tables handed in."""
PARTS = ("what", "why", "remedy")
LETTERS = "abcd"
CSS = """
<style>
.atlas-check { max-width:46rem } .atlas-check h4 { margin:1rem 0 .2rem; padding:0; font-size:1.05rem } .atlas-check p { margin:.2rem 0 }
.atlas-steps { display:flex; flex-wrap:wrap; gap:.4rem 1.6rem; margin:1.2rem 0 0; padding:.6rem 0 0; border-top:1px solid var(--atlas-line) }
.atlas-steps a { padding:.3rem 0; overflow-wrap:anywhere }
</style>
"""


def address(rule: str, lang: Lang) -> str:
    """Where a check is explained."""
    return link("data", lang, bagian="pemeriksaan", aturan=rule)


def names(cursor: Cursor, lang: Lang) -> dict[str, str]:
    """The name of every check of the release by its number."""
    return {row["rule"]: row[f"name_{lang}"] for row in inventory.checks(cursor)}


def show(cursor: Cursor, lang: Lang) -> None:
    """All checks as a list, or the explanation of the one that is asked for."""
    every = inventory.checks(cursor)
    if not every:
        st.html(f'<p class="atlas-empty">{t("checks.missing", lang)}</p>')
        return
    found = releases.findings_in(cursor)
    by_rule = {row["rule"]: row for row in every}
    rule = params.code("aturan", ["", *by_rule], "", lang)
    params.pick("aturan", t("checks.choose", lang), ["", *by_rule], rule,
                lambda r: _named(by_rule[r], lang) if r else t("checks.every", lang), lang)  # fmt: skip
    if rule:
        _explain(every, by_rule[rule], [f for f in found if f.rule == rule], lang)
    else:
        _list(every, found, lang)


def _named(row: Explained, lang: Lang) -> str:
    return f"{row['rule']} {row[f'name_{lang}']}"


def _list(every: Sequence[Explained], found: Sequence[Finding], lang: Lang) -> None:
    """The checks in their order, each leading to its explanation."""
    counts = Counter(f.rule for f in found)
    columns = [Column(t(f"checks.col_{c}", lang), c == "findings")
               for c in ("check", "severity", "aspect", "findings")]  # fmt: skip
    rows = [
        [Cell(_named(r, lang), r["rule"], address(r["rule"], lang), width="wide"),
         Cell(t(f"about.severity_{r['severity']}", lang), str("GPI".index(r["severity"]))),
         Cell(t(f"checks.aspect_{r['aspect']}", lang), width="middle"),
         Cell(format_value(counts[r["rule"]], lang), str(counts[r["rule"]]))]
        for r in every
    ]  # fmt: skip
    said = "".join(f"<li>{escape(t(f'checks.severity_{s}', lang))}</li>" for s in "GPI")
    st.html(f'<ul class="atlas-notes">{said}<li>{escape(t("checks.epss", lang))}</li></ul>')
    grid.table(t("checks.caption", lang, count=len(every)), columns, rows, lang, "data_checks")


def _explain(
    every: Sequence[Explained], row: Explained, found: Sequence[Finding], lang: Lang
) -> None:
    """One check: its texts, its tolerance, what it found, and the way to its neighbours."""
    st.subheader(_named(row, lang), anchor=False)
    aspect = t("checks.aspect_of", lang, aspect=t(f"checks.aspect_{row['aspect']}", lang))
    said = [t(f"checks.severity_{row['severity']}", lang), aspect]
    texts = {t(f"checks.{part}", lang): row[f"{part}_{lang}"] for part in PARTS}
    texts[t("checks.tolerance", lang)] = tolerance(row, lang)
    body = "".join(f"<h4>{escape(head)}</h4><p>{escape(text)}</p>" for head, text in texts.items())
    st.html(
        f'{CSS}<div class="atlas-check"><p class="atlas-hint">{escape(" ".join(said))}</p>{body}'
        f"<h4>{t('checks.findings', lang)}</h4>{_found(row['rule'], found, lang)}"
        f"{_steps(every, row, lang)}</div>"
    )


def tolerance(row: Explained, lang: Lang) -> str:
    """What a check still lets pass, in words, from the numbers of its table."""
    numbers = [float(n) for n in row["tolerance"].split(";") if n]
    if not numbers:
        return t("checks.tolerance_none", lang)
    places = {}
    for letter, number in zip(LETTERS, numbers, strict=False):
        places[letter] = format_value(number, lang)
        places[f"{letter}_percent"] = format_value(round(100 * number, 6), lang)
    return t(f"checks.tolerance_{row['rule']}", lang, **places)


def _found(rule: str, found: Sequence[Finding], lang: Lang) -> str:
    """How many findings of the check the release has, with the way to them."""
    note = "" if rule in OF_RELEASE else f" {escape(t('checks.found_table', lang))}"
    if not found:
        return f"<p>{escape(t('checks.found_none', lang))}{note}</p>"
    waived = sum(bool(f.waived_id) for f in found)
    said = escape(t("checks.found", lang, count=len(found), waived=waived))
    href = escape(link("data", lang, bagian="temuan", aturan=rule))
    see = escape(t("checks.see", lang, rule=rule))
    return f'<p>{said}{note} <a href="{href}" target="_self">{see}</a></p>'


def _steps(every: Sequence[Explained], row: Explained, lang: Lang) -> str:
    """Links to the checks before and after, and to all."""
    at = every.index(row)
    steps = [("before", every[at - 1])] if at else []
    steps += [("after", every[at + 1])] if at + 1 < len(every) else []
    links = [(address(r["rule"], lang), t(f"checks.{key}", lang, name=_named(r, lang)))
             for key, r in steps]  # fmt: skip
    links.append((link("data", lang, bagian="pemeriksaan"), t("checks.every", lang)))
    items = "".join(f'<a href="{escape(h)}" target="_self">{escape(x)}</a>' for h, x in links)
    return f'<nav class="atlas-steps" aria-label="{t("checks.steps", lang)}">{items}</nav>'
