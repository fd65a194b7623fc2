"""The page Cocokkan: what was pasted, the verdict, the true figures beside what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from atlas.model import Lang
from atlas.store import Store
from atlas.text import t
from atlas.ui.params import write
from atlas.verify import Figure, Report, Verdict, read, verify
from atlas.verify.read import LONGEST

FIELDS = ("alamat", "kode", "angka")
MOST = {"alamat": LONGEST, "kode": 40, "angka": 2000}
SIGN = {"unchanged": "✓", "corrected": "↻", "different": "↻", "not_this_view": "≠", "unknown": "?"}
CSS = """
<style>
@media (max-width:640px) {
 .atlas-rows thead { position:absolute; width:1px; height:1px; overflow:hidden; clip-path:inset(50%) }
 .atlas-rows tr { display:flex; flex-wrap:wrap; column-gap:1.2rem; padding:.45rem 0; border-bottom:1px solid var(--atlas-line) }
 .atlas-rows td { display:block; padding:0 !important; border:0 !important; text-align:left !important }
 .atlas-rows td.w { flex:1 0 100% }
 .atlas-rows td:empty { display:none }
 .atlas-rows td[data-head]::before { content:attr(data-head) ": "; color:var(--atlas-quiet, inherit); opacity:.85 }
}
</style>
"""
"""On a telephone a row is a paragraph: what it is of, then its figures, each with its head."""
WHOLE = ("what", "area", "row", "why")
"""Columns that are a line of their own there."""
MANY = 60
"""Rows from which a table of figures is folded, those that changed before it."""


@dataclass(frozen=True)
class Asked:
    text: str
    digest: str
    figures: str


def head(lang: Lang) -> None:
    st.title(t("verify.title", lang), anchor=False)
    st.markdown(escape(t("verify.intro", lang)))


def ask(lang: Lang) -> Asked:
    """The three fields, kept in the address of the page."""
    now = {name: st.query_params.get(name, "")[: MOST[name]] for name in FIELDS}
    for name in FIELDS:
        if st.session_state.get(f"seen_{name}") != now[name]:
            st.session_state[f"verify_{name}"] = st.session_state[f"seen_{name}"] = now[name]
    with st.form("verify", border=False):
        st.text_area(t("verify.field_address", lang), key="verify_alamat", max_chars=LONGEST, height=100)  # fmt: skip
        left, right = st.columns([1, 2])
        left.text_input(t("verify.field_digest", lang), key="verify_kode", max_chars=40)
        right.text_input(t("verify.field_figures", lang), key="verify_angka", max_chars=2000,
                         placeholder=t("verify.field_hint", lang))  # fmt: skip
        st.form_submit_button(t("verify.go", lang), type="primary", on_click=_take)
    return Asked(now["alamat"].strip(), now["kode"], now["angka"])


def _take() -> None:
    """Put what was typed into the address of the page."""
    given = {n: str(st.session_state.get(f"verify_{n}") or "").strip() for n in FIELDS}
    for name, value in given.items():
        st.session_state[f"seen_{name}"] = value
    write("alamat", given["alamat"], kode=given["kode"], angka=given["angka"])


def found(asked: Asked, store: Store, lang: Lang) -> Report:
    """The report; a code without an address takes some seconds, and says so."""
    own = urlsplit(st.context.url or "").netloc
    given = read(asked.text)
    if given.slide or given.sheet or given.study or given.deck or given.wrong:
        return verify(store, asked.text, lang, asked.digest, asked.figures, own)
    with st.spinner(t("verify.wait", lang)):
        return verify(store, asked.text, lang, asked.digest, asked.figures, own)


def lacking(lang: Lang) -> None:
    """That a code or figures alone name no view."""
    st.info(t("verify.wrong_no_address", lang))


def show(report: Report, lang: Lang) -> None:
    """Every verdict; of several views the figures are folded away."""
    for note in report.notes:
        st.info(escape(note))
    several = len(report.verdicts) > 1
    if several:
        st.html(f'<p class="atlas-say" role="status">{escape(_summary(report, lang))}</p>')
    for place, verdict in enumerate(report.verdicts, 1):
        if several:
            st.html(f'<p class="atlas-sub">{t("verify.slide_of", lang, place=place, of=len(report.verdicts))}</p>')  # fmt: skip
        st.html(_verdict(verdict, lang, alone=not several))
        if verdict.figures:
            st.html(_figures(verdict, lang, folded=several and place != report.place))


def _summary(report: Report, lang: Lang) -> str:
    """How many slides have which verdict: announced once, not a slide at a time."""
    count = Counter(v.status for v in report.verdicts)
    parts = [f"{n} {t(f'verify.status_{s}', lang).lower()}" for s, n in count.items()]
    return t("verify.summary", lang, count=len(report.verdicts), parts=", ".join(parts))


def _verdict(verdict: Verdict, lang: Lang, alone: bool) -> str:
    """The verdict in a word, its sentences, and which view it is about."""
    name = t(f"verify.status_{verdict.status}", lang)
    first, *rest = verdict.said or ("",)
    found = (
        f'{CSS}<div class="atlas-picked"{" role=status" if alone else ""}><p class="atlas-say"><b>{SIGN[verdict.status]} '
        f"{escape(name)}.</b> {escape(first)}</p>"
        + "".join(f"<p>{escape(said)}</p>" for said in rest)
        + "</div>"
    )
    if not verdict.title:
        return found
    link = f'<a href="{escape(verdict.address)}" target="_blank" rel="noopener">{escape(verdict.address)}</a>'  # fmt: skip
    about = {
        "release": escape(verdict.released(lang)),
        **({"digest": f"<code>{verdict.digest}</code>"} if verdict.digest else {}),
        "address": f'<span style="overflow-wrap:anywhere">{link}</span>',
    }
    rows = "".join(f"<dt>{t(f'verify.label_{k}', lang)}</dt><dd>{v}</dd>" for k, v in about.items())
    title = f"<h2>{escape(verdict.title)}</h2><p class='atlas-sub'>{escape(verdict.unit)}</p>"
    return f'{found}{title}<dl class="atlas-dl">{rows}</dl>{_corrections(verdict, lang)}'


def _corrections(verdict: Verdict, lang: Lang) -> str:
    """What was corrected: old, new, when and why, a row each."""
    several = any(f.what for f in verdict.figures)
    rows = [
        [*([", ".join(x for x in (c.name, c.detail) if x)] if several else []),
         c.area, c.when, c.old, c.new, c.day, c.reason]
        for c in verdict.corrections
    ]  # fmt: skip
    if not rows:
        return ""
    names = (*(["what"] if several else []), "area", "period", "then", "now", "when", "why")
    return f"<h3>{t('verify.label_corrections', lang)}</h3>" + _table(names, rows, lang)


def _figures(verdict: Verdict, lang: Lang, folded: bool) -> str:
    """Every figure of the view in its release; what is different now stands beside it."""
    every, changed = verdict.figures, [f for f in verdict.figures if f.now]
    title = f"{t('verify.label_figures', lang)} ({len(every)})"
    table = _rows(every, bool(changed), lang)
    if not folded and len(every) <= MANY:
        return f"<h3>{title}</h3>{table}"
    first = ""
    if changed and not folded:
        first = f"<h3>{t('verify.label_changed', lang)} ({len(changed)})</h3>{_rows(changed, True, lang)}"
    return f'{first}<details class="atlas-terms"><summary>{title}</summary>{table}</details>'


def _rows(figures: Sequence[Figure], changed: bool, lang: Lang) -> str:
    """Figures as a table; of sheets and analyses each with the table it is in."""
    several = any(f.what for f in figures)
    place = ("what", "row", "column") if several else ("area", "period")
    names = (*place, "then", *(["now"] if changed else []))
    rows = [
        [*([f.what] if several else []), f.area, f.period, f.text, *([f.now or f.text] if changed else [])]
        for f in figures
    ]  # fmt: skip
    return _table(names, rows, lang, {i for i, f in enumerate(figures) if f.now})


NUMBERS = ("then", "now")


def _table(
    names: tuple[str, ...], rows: list[list[str]], lang: Lang, strong: set[int] | None = None
) -> str:
    """A table; the last cell of a row in `strong` is set bold."""
    heads = [t(f"verify.col_{n}", lang) for n in names]
    kind = [
        ' class="n"' if n in NUMBERS else ' class="w"' if n in WHOLE else "" for n in names
    ]  # fmt: skip
    head = "".join(f'<th role="columnheader" scope="col"{k}>{h}</th>' for h, k in zip(heads, kind, strict=True))  # fmt: skip
    kind = [
        f'{k} data-head="{escape(h)}"' if n not in ("area", "row", "what") else k
        for n, k, h in zip(names, kind, heads, strict=True)
    ]
    body = ""
    for i, row in enumerate(rows):
        cells = [escape(cell) for cell in row]
        if strong and i in strong:
            cells[-1] = f"<b>{cells[-1]}</b>"
        each = "".join(f'<td role="cell"{k}>{c}</td>' for k, c in zip(kind, cells, strict=True))
        body += f'<tr role="row">{each}</tr>'
    return (
        '<div class="atlas-scroll"><table class="atlas-rows" role="table"><thead role="rowgroup">'
        f'<tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table></div>'
    )
