"""For the coaching clinic with one office: what recurs, what explains it, what got better."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from atlas import quality
from atlas.model import Lang
from atlas.quality import Recurring
from atlas.query import Catalogue
from atlas.text import t
from atlas.ui.check import explained
from atlas.ui.quality import offices
from atlas.ui.quality.gathered import Gathered

CSS = """
<style>
.atlas-coach { list-style:none!important; padding:0!important; margin:.3rem 0 1rem; max-width:58rem }
.atlas-coach li { border-top:1px solid var(--atlas-line); padding:.6rem 0!important; margin:0!important }
.atlas-coach h3 { font-size:1.05rem; margin:0; padding:0 } .atlas-coach p { margin:.15rem 0; line-height:1.45 }
.atlas-coach .how { color:var(--atlas-quiet) }
</style>
"""


def show(gathered: Gathered, catalogue: Catalogue, lang: Lang) -> None:
    """Choose an office; its rules, most frequent first."""
    known = quality.coached_offices(gathered.cases)
    known += sorted({d.office for d in gathered.drafts} - set(known))
    if not known:
        st.html(f'<p class="atlas-empty">{escape(t("quality.nobody_to_coach", lang))}</p>')
        return
    office = offices.pick(known, catalogue, lang, gathered.drafts, first=True)
    handed_in = [d.name for d in gathered.drafts if d.office == office]
    found = quality.recurring(gathered.cases, office, handed_in)
    st.subheader(offices.office_name(office, catalogue, lang, gathered.drafts), anchor=False)
    _say(found, handed_in, lang)
    items = "".join(_item(one, lang) for one in found)
    st.html(f'{CSS}<ol class="atlas-coach">{items}</ol>')


def _say(found: Sequence[Recurring], handed_in: Sequence[str], lang: Lang) -> None:
    """How much there is, and what became better or worse since the last edition."""
    editions = sorted({name.split("-", 1)[0] for name in handed_in})
    said = [t("quality.coach_say", lang, rules=len(found), findings=sum(r.findings for r in found),
              tables=len(handed_in))]  # fmt: skip
    better = [r.rule for r in found if r.improved]
    if len(editions) < 2:
        said.append(t("quality.coach_one_edition", lang))
    elif better:
        said.append(t("quality.coach_better", lang, rules=", ".join(better), edition=editions[-1],
                      before=editions[-2]))  # fmt: skip
    else:
        said.append(t("quality.coach_same", lang, edition=editions[-1], before=editions[-2]))
    st.html(f"<p>{escape(' '.join(said))}</p>")


def _item(one: Recurring, lang: Lang) -> str:
    known = explained.known_rules().get(one.rule)
    name = explained.rule_name(one.rule, lang)
    href = explained.rule_link(one.rule, lang)
    head = f'<a href="{escape(href)}" target="_self">{escape(name)}</a>' if href else escape(name)
    grade = explained.sign(known.severity) if known else ""
    said = t("quality.coach_count", lang, findings=one.findings, tables=one.tables)
    if one.editions:
        said += " " + t("quality.coach_editions", lang, editions=", ".join(one.editions))
    if one.before is not None:
        key = "better" if one.improved else "worse" if one.worse else "same"
        said += " " + t(f"quality.step_{key}", lang, before=one.before, now=one.comparable)
    how = f'<p class="how">{escape(known.text("remedy", lang))}</p>' if known else ""
    return f"<li><h3>{grade} {head}</h3><p>{escape(said)}</p>{how}</li>"
