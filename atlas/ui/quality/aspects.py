"""Aspects of the yearly evaluation (EPSS), each with what the atlas can say of it and what it cannot."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape

import streamlit as st

from atlas import inventory, quality
from atlas.model import Lang
from atlas.number import format_value
from atlas.quality import Case
from atlas.query import Catalogue
from atlas.rules.checklist import ASPECTS
from atlas.store import Cursor
from atlas.text import t
from atlas.ui.check import explained
from atlas.ui.quality.gathered import Gathered
from atlas.ui.quality.timely import LEVELS

CSS = """
<style>
.atlas-aspects { display:grid; grid-template-columns:repeat(auto-fill,minmax(21rem,1fr)); gap:1rem 1.6rem; margin:.6rem 0 1.2rem }
.atlas-aspects section { border-top:3px solid var(--atlas-line); padding:.5rem 0 0 }
.atlas-aspects h3 { font-size:1.08rem; margin:0 0 .2rem; padding:0 } .atlas-aspects p { margin:.15rem 0; font-size:.95rem; line-height:1.45 }
.atlas-aspects .not { color:var(--atlas-quiet) } .atlas-aspects ul { margin:.2rem 0; padding-left:1.1rem; font-size:.93rem }
@media (max-width:640px) { .atlas-aspects { grid-template-columns:1fr } }
</style>
"""


def show(cursor: Cursor, catalogue: Catalogue, gathered: Gathered, lang: Lang) -> None:
    """Nine aspects: which rules speak for each, how many findings, further evidence, limits."""
    st.html(f'<p class="atlas-empty">{escape(t("quality.epss_limits", lang))}</p>')
    evidence = _evidence(cursor, catalogue, lang)
    parts = [_aspect(a, gathered.cases, evidence.get(a, ""), lang) for a in ASPECTS]
    st.html(f'{CSS}<div class="atlas-aspects">{"".join(parts)}</div>')


def _aspect(aspect: str, cases: Sequence[Case], evidence: str, lang: Lang) -> str:
    rules = [r for r, known in explained.known_rules().items() if known.aspect == aspect]
    own = [c for c in cases if c.rule in rules]
    items = "".join(_rule(rule, own, lang) for rule in rules)
    counts = quality.tallied(own, lambda c: c.standing)
    counted = t("quality.aspect_findings", lang, open=counts["terbuka"],
                decided=counts["diputuskan"], notes=counts["informasi"])  # fmt: skip
    more = f"<p>{escape(evidence)}</p>" if evidence else ""
    limits = t("quality.not_measured", lang, what=t(f"quality.not_{aspect}", lang))
    return (
        f"<section><h3>{escape(t(f'checks.aspect_{aspect}', lang))}</h3><p>{escape(counted)}</p>"
        f'<ul>{items}</ul>{more}<p class="not">{escape(limits)}</p></section>'
    )


def _rule(rule: str, cases: Sequence[Case], lang: Lang) -> str:
    href, name = escape(explained.rule_link(rule, lang)), escape(explained.rule_name(rule, lang))
    count = sum(c.rule == rule for c in cases)
    return f'<li><a href="{href}" target="_self">{name}</a>: {count}</li>'


def _evidence(cursor: Cursor, catalogue: Catalogue, lang: Lang) -> dict[str, str]:
    """What else the release tells of an aspect, as a sentence."""
    forms = quality.filled(catalogue.indicators.values())
    fields, done = sum(f.fields for f in forms), sum(f.filled for f in forms)
    held = [inventory.years_held(cursor, level) for level in LEVELS]
    newest = quality.newness(catalogue.indicators.values(), held)
    year = str(datetime.date.today().year - 1)
    areas = [a for a in catalogue.areas.values() if a.level in ("kecamatan", "kelurahan")]
    share = format_value(round(100 * done / fields), lang) if fields else "0"
    return {
        "metadata": t("quality.evidence_metadata", lang, done=done, fields=fields, share=share),
        "aktualitas": t("quality.evidence_newest", lang, year=year,
                        count=sum(n.since(year) for n in newest),
                        indicators=sum(n.indicators for n in newest)),
        "kode_referensi": t("quality.evidence_codes", lang, areas=len(areas),
                            both=sum(bool(a.code_kemendagri) for a in areas)),
        "aksesibilitas": t("quality.evidence_access", lang),
        "relevansi": t("quality.evidence_targets", lang),
    }  # fmt: skip
