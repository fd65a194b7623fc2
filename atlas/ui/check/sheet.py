"""One table in full: what it was recognised as, the table itself, its findings, and files to take."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from atlas.examine import Examined
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.text import t
from atlas.ui.check import explained, listed, printed
from atlas.ui.check.names import names_of
from atlas.ui.check.placed import MOST, placed
from atlas.ui.check.printed import Printed
from atlas.ui.check.summary import title_of

CSS = """
<style>
.atlas-sheet .where, .atlas-sheet .foot { color:var(--atlas-quiet); font-size:.9rem; margin:.2rem 0 } .atlas-sheet .where a { color:inherit!important; text-decoration:none }
.atlas-sheet .titles { line-height:1.5; margin:.2rem 0 .4rem } .atlas-sheet .titles em { color:var(--atlas-quiet) } .atlas-sheet .no { font-weight:600 }
.atlas-sheet .sr { position:absolute; width:1px; height:1px; overflow:clip; clip-path:inset(50%); white-space:nowrap }
.atlas-printed { max-height:62rem; overflow:auto; border:1px solid var(--atlas-line); width:fit-content; max-width:100% } .atlas-printed thead { position:sticky; top:0; z-index:1; background:var(--atlas-paper) } .atlas-printed table { border-collapse:separate!important; border-spacing:0; width:auto!important }
.atlas-printed th, .atlas-printed td { border-right:1px solid var(--atlas-line); padding:.28rem .55rem!important } .atlas-printed thead th { font-weight:600; text-align:left; vertical-align:bottom }
.atlas-printed small { display:block; font-weight:400; color:var(--atlas-quiet); font-size:.85em; white-space:normal } .atlas-printed tbody th { font-weight:500; text-align:left; min-width:13rem } .atlas-printed tbody th small { display:inline; margin-left:.5rem; white-space:nowrap }
.atlas-printed .letters td, .atlas-printed td.row { color:var(--atlas-quiet); font-size:.8rem; text-align:center!important; background:var(--atlas-ground) }
.atlas-printed .meant th, .atlas-printed .meant td { font-weight:400!important; font-size:.85rem; color:var(--atlas-quiet); max-width:13rem; border-bottom:2px solid var(--atlas-quiet)!important }
.atlas-printed tr.gap td { color:var(--atlas-quiet); font-style:italic } .atlas-printed .blank { color:var(--atlas-quiet); font-style:italic }
.atlas-printed td.G, .atlas-printed th.G, .key.G { background:var(--atlas-G-tint) } .atlas-printed td.P, .atlas-printed th.P, .key.P { background:var(--atlas-P-tint) } .atlas-printed td.I, .atlas-printed th.I, .key.I { background:var(--atlas-I-tint) }
.marks { display:inline-flex; flex-wrap:wrap; gap:.25rem; margin-left:.4rem } a.mark, .key { font-size:.8rem; white-space:nowrap; padding:.05rem .3rem; border-radius:.2rem; border:1px solid currentColor; text-decoration:none!important }
a.mark.G, .key.G { color:var(--atlas-G)!important } a.mark.P, .key.P { color:var(--atlas-P)!important } a.mark.I, .key.I { color:var(--atlas-I)!important }
a.mark:target, .atlas-found a:target { outline:3px solid #c2185b; outline-offset:2px } td:has(a:target), .atlas-printed th:has(a:target) { box-shadow:inset 0 0 0 2px #c2185b }
.atlas-found li:has(a:target) { background:var(--atlas-ground) } a.mark, .atlas-found a { scroll-margin:9rem 14rem }
.atlas-found { list-style:none!important; padding:0!important; margin:.4rem 0 } .atlas-found li { display:grid; grid-template-columns:7.5rem 1fr; gap:.9rem; border-top:1px solid var(--atlas-line); padding:.6rem .5rem!important; margin:0!important }
.atlas-found p, .atlas-refused p { margin:.1rem 0; line-height:1.45 } .atlas-found .at a { font-weight:600; font-variant-numeric:tabular-nums } .facts, .remedy { color:var(--atlas-quiet); font-size:.94rem } .facts b { color:var(--atlas-ink); font-weight:600 }
.atlas-keys .key { min-width:3.4rem; text-align:center }
.atlas-refused { border:1px solid var(--atlas-line); border-left-width:4px; padding:.45rem .9rem; margin:.4rem 0 } .atlas-refused.G { border-left-color:var(--atlas-G) } .atlas-refused.P { border-left-color:var(--atlas-P) } .atlas-refused.I { border-left-color:var(--atlas-I) }
@media (max-width:640px) { .atlas-found li { grid-template-columns:1fr; gap:.1rem } .atlas-printed tbody th { min-width:8.5rem } .atlas-printed { font-size:.9rem } a.mark, .atlas-found a { scroll-margin:6rem 2rem } }
</style>
"""


def css() -> None:
    st.html(CSS)


def show(one: Examined, catalogue: Catalogue, lang: Lang) -> None:
    """The table and its findings in one piece of HTML, so that links lead from one to the other."""
    st.header(" ".join(x for x in (one.table.number, title_of(one, lang)) if x), anchor=False)
    _recognised(one, lang)
    totals = Counter(f.severity for f in one.findings)
    found = placed(one)
    drawn = Printed(one, found[:MOST], names_of(catalogue, [one], lang), lang)
    heading = escape(t("check.findings", lang, count=len(found)))
    st.html(
        f'<div class="atlas-sheet">{explained.counts(totals, lang)}{printed.html(drawn)}'
        f"<h3>{heading}</h3>{listed.html(found, lang)}</div>"
    )


def _recognised(one: Examined, lang: Lang) -> None:
    """Which known table this is and whose; what to do with one that is not known."""
    if one.mapping is None:
        st.html(f'<p class="atlas-empty"><b>{escape(t("check.unknown", lang))}.</b> '
                f"{escape(t('check.unknown_how', lang))}</p>")  # fmt: skip
        return
    office = one.mapping.office_en if lang == "en" else one.mapping.office
    said = t("check.recognised", lang, name=one.mapping.name, office=office or one.office,
             values=len(one.rows))  # fmt: skip
    st.html(f"<p>{escape(said)}</p>")
