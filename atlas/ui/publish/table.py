"""One table that was handed in: how far it is, what was found, what was decided on it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape

import streamlit as st

from atlas.drafts import Decision, Draft
from atlas.model import Finding, Lang
from atlas.number import format_day, format_plain
from atlas.text import t
from atlas.ui.check import explained, listed
from atlas.ui.check.explained import SEVERITIES
from atlas.ui.check.placed import spot
from atlas.ui.publish.shelf import office_of, status_name, title_of

CHAIN = ("draf", "diperiksa", "disetujui_walidata", "disahkan", "rilis")
SIDE = {"perlu_perbaikan": "draf", "direvisi": "rilis"}
"""Statuses beside the way, and the station they stand at."""
CSS = """
<style>
.atlas-chain { list-style:none!important; display:flex; flex-wrap:wrap; gap:.3rem 0; padding:0!important; margin:.3rem 0 .6rem } .atlas-chain li { margin:0!important; padding:.2rem .9rem .2rem .7rem!important; border-left:3px solid var(--atlas-line); color:var(--atlas-quiet) }
.atlas-chain li.past { border-left-color:var(--atlas-circle); color:inherit } .atlas-chain li[aria-current] { border-left-color:#c2185b; color:inherit; font-weight:700 }
.atlas-decided { border-left:4px solid var(--atlas-circle); padding:.1rem 0 .1rem .7rem; margin:.3rem 0!important }
</style>
"""


def show(draft: Draft, lang: Lang) -> None:
    """Title, the way it walks, and the facts on one line."""
    st.html(CSS)
    st.subheader(title_of(draft, lang), anchor=False)
    st.html(_chain(draft, lang) + _facts(draft, lang))


def findings(draft: Draft, lang: Lang) -> None:
    """What waits for a decision, then what was decided or is for information."""
    found = sorted(draft.findings, key=lambda f: (SEVERITIES.index(f.severity), spot(f.cell)))
    opened = [f for f in found if f in draft.open]
    _findings(t("publish.open", lang, count=len(opened)), opened, draft, lang, True)
    rest = [f for f in found if f not in draft.open]
    if rest:
        _findings(t("publish.settled", lang, count=len(rest)), rest, draft, lang, not opened)


def _chain(draft: Draft, lang: Lang) -> str:
    """Where the table stands on its way."""
    at = CHAIN.index(SIDE.get(draft.status, draft.status))
    items = []
    for place, status in enumerate(CHAIN):
        name = status_name(draft.status if place == at else status, lang)
        look = ' class="past"' if place < at else ' aria-current="step"' if place == at else ""
        items.append(f"<li{look}>{escape(name)}</li>")
    return f'<ol class="atlas-chain" aria-label="{escape(t("publish.chain", lang))}">{"".join(items)}</ol>'


def _facts(draft: Draft, lang: Lang) -> str:
    day = datetime.date.fromisoformat(draft.imported_at[:10])
    facts = [
        office_of(draft, lang),
        t("publish.fact_edition", lang, edition=draft.edition),
        draft.file,
        t("publish.fact_imported", lang, day=format_day(day, lang)),
        t("publish.fact_values", lang, count=len(draft.rows)),
    ]
    if draft.release:
        facts.append(t("publish.fact_release", lang, name=draft.release))
    return f'<p class="atlas-hint">{escape(" · ".join(facts))}</p>'


def _findings(
    heading: str, found: Sequence[Finding], draft: Draft, lang: Lang, opened: bool
) -> None:
    items = "".join(_item(f, draft, lang) for f in found)
    empty = f'<p class="atlas-hint">{escape(t("publish.none_open", lang))}</p>'
    st.html(
        f"<details{' open' if opened else ''}><summary><b>{escape(heading)}</b></summary>"
        + (f'<ol class="atlas-found">{items}</ol>' if items else empty)
        + "</details>"
    )


def _item(finding: Finding, draft: Draft, lang: Lang) -> str:
    severity = finding.severity
    place = finding.cell or "–"
    return (
        f'<li class="{severity}"><div class="at"><b>{escape(place)}</b><br>'
        f"<small>{escape(finding.code)}</small></div><div><p>{explained.sign(severity)} "
        f"<b>{escape(explained.severity_name(severity, lang))}</b> {listed.rule(finding, lang)}</p>"
        f"{listed.said(finding, lang)}{_settled(finding, draft, lang)}</div></li>"
    )


def _settled(finding: Finding, draft: Draft, lang: Lang) -> str:
    """What was decided on a finding; that it is gone, when a correction of another cell mended it."""
    decision = draft.decision(finding)
    if decision is None and finding.code in draft.settled:
        return f'<p class="atlas-decided">{escape(t("publish.gone", lang))}</p>'
    return _decided(decision, lang) if decision else ""


def _decided(decision: Decision, lang: Lang) -> str:
    """What was decided, by whom, when; the name is for this page only."""
    name = t(f"evaluation.decision_{decision.decision}", lang) if decision.decision else t("publish.answered", lang)  # fmt: skip
    value = f" {format_plain(decision.value)}" if decision.value is not None else ""
    value += f" ({decision.target})" if decision.target else ""
    by = ", ".join(x for x in (decision.person, decision.role, decision.office, decision.date) if x)
    texts = " ".join(x for x in (decision.answer, decision.note) if x)
    return (
        f'<p class="atlas-decided"><b>{escape(name + value)}</b> ({escape(by)})'
        f"{'<br>' + escape(texts) if texts else ''}</p>"
    )
