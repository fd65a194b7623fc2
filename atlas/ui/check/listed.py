"""The list of findings under a table: what, where, how bad, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from atlas.model import Finding, Lang
from atlas.text import t
from atlas.ui.check import explained
from atlas.ui.check.placed import MOST, WHOLE, Placed

FACTS = ("found", "expected", "before")


def html(found: Sequence[Placed], lang: Lang) -> str:
    """Findings with a link to their place in the table; every text escaped."""
    if not found:
        return f'<p class="atlas-empty">{escape(t("check.no_findings", lang))}</p>'
    items = "".join(_item(one, lang) for one in found[:MOST])
    more = len(found) - MOST
    rest = f"<p>{escape(t('check.more_findings', lang, count=more))}</p>" if more > 0 else ""
    return f'<ol class="atlas-found">{items}</ol>{rest}'


def _item(one: Placed, lang: Lang) -> str:
    finding, severity = one.finding, one.finding.severity
    words = t("check.to_place", lang, number=one.number, place=_place(one, lang))
    link = (
        f'<a id="{one.id}" href="#{one.place}" target="_self" aria-label="{escape(words)}">'
        f"{escape(_place(one, lang))}</a>"
    )
    return (
        f'<li class="{severity}"><div class="at">{link}</div><div>'
        f"<p>{explained.sign(severity)} <b>{escape(explained.severity_name(severity, lang))}</b> "
        f"{rule(finding, lang)}</p>{said(finding, lang)}</div></li>"
    )


def rule(finding: Finding, lang: Lang) -> str:
    """The rule, linked to its explanation in a tab of its own: leaving would clear the desk."""
    name = escape(explained.rule_name(finding.rule, lang))
    href = explained.rule_link(finding.rule, lang)
    if not href:
        return name
    hint = escape(t("check.new_tab", lang))
    return f'<a href="{escape(href)}" target="_blank" rel="noopener" title="{hint}">{name}</a>'


def said(finding: Finding, lang: Lang) -> str:
    """Message, what stands there and what should, last year, and the remedy. Of a whole file there
    is nothing that stands anywhere."""
    message = finding.message_id if lang == "id" else finding.message_en
    remedy = finding.remedy_id if lang == "id" else finding.remedy_en
    facts = " · ".join(
        f"{escape(t(f'evaluation.col_{name}', lang))} <b>{escape(getattr(finding, name))}</b>"
        for name in FACTS
        if getattr(finding, name) and not finding.rule.startswith("berkas")
    )
    return (
        f"<p>{escape(_sentence(message))}</p>"
        + (f'<p class="facts">{facts}</p>' if facts else "")
        + f'<p class="remedy">{escape(t("evaluation.col_remedy", lang))}: {escape(remedy)}</p>'
    )


def _sentence(text: str) -> str:
    """Messages begin in small letters, for lines that name the place first."""
    return text[:1].upper() + text[1:]


def _place(one: Placed, lang: Lang) -> str:
    """ "C12", "judul", "seluruh tabel"."""
    if one.finding.cell:
        return one.finding.cell
    kind, _, name = one.place.partition("-")
    if one.place == WHOLE:
        return t("check.place_tabel", lang)
    return t(f"check.place_{kind}", lang, name=name)
