"""The page Cocokkan: what was pasted, the verdict, the true figures beside what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from atlas.model import Lang
from atlas.store import Store
from atlas.text import t
from atlas.ui.params import write
from atlas.verify import Report, Verdict, read, verify
from atlas.verify.read import LONGEST

FIELDS = ("alamat", "kode", "angka")
MOST = {"alamat": LONGEST, "kode": 40, "angka": 2000}
SIGN = {"unchanged": "✓", "corrected": "↻", "not_this_view": "≠", "unknown": "?"}


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
    if given.slide or given.deck or given.wrong:
        return verify(store, asked.text, lang, asked.digest, asked.figures, own)
    with st.spinner(t("verify.wait", lang)):
        return verify(store, asked.text, lang, asked.digest, asked.figures, own)


def show(report: Report, lang: Lang) -> None:
    """Every verdict; of several views the figures are folded away."""
    for note in report.notes:
        st.info(escape(note))
    several = len(report.verdicts) > 1
    for place, verdict in enumerate(report.verdicts, 1):
        if several:
            st.html(f'<p class="atlas-sub">{t("verify.slide_of", lang, place=place, of=len(report.verdicts))}</p>')  # fmt: skip
        st.html(_verdict(verdict, lang))
        if verdict.figures:
            st.html(_figures(verdict, lang, folded=several))


def _verdict(verdict: Verdict, lang: Lang) -> str:
    """The verdict in a word, its sentences, and which view it is about."""
    name = t(f"verify.status_{verdict.status}", lang)
    first, *rest = verdict.said or ("",)
    found = (
        f'<div class="atlas-picked" role="status"><p class="atlas-say"><b>{SIGN[verdict.status]} '
        f"{escape(name)}.</b> {escape(first)}</p>"
        + "".join(f"<p>{escape(said)}</p>" for said in rest)
        + "</div>"
    )
    if not verdict.title:
        return found
    link = f'<a href="{escape(verdict.address)}" target="_blank" rel="noopener">{escape(verdict.address)}</a>'  # fmt: skip
    about = {
        "release": escape(verdict.released(lang)),
        "digest": f"<code>{verdict.digest}</code>",
        "address": f'<span style="overflow-wrap:anywhere">{link}</span>',
    }
    rows = "".join(f"<dt>{t(f'verify.label_{k}', lang)}</dt><dd>{v}</dd>" for k, v in about.items())
    title = f"<h2>{escape(verdict.title)}</h2><p class='atlas-sub'>{escape(verdict.unit)}</p>"
    return f'{found}{title}<dl class="atlas-dl">{rows}</dl>{_corrections(verdict, lang)}'


def _corrections(verdict: Verdict, lang: Lang) -> str:
    """What was corrected: old, new, when and why, a row each."""
    rows = [
        [c.area, c.when, c.old, c.new, c.day, c.reason] for c in verdict.corrections
    ]  # fmt: skip
    if not rows:
        return ""
    names = ("area", "period", "then", "now", "when", "why")
    return f"<h3>{t('verify.label_corrections', lang)}</h3>" + _table(names, rows, lang)


def _figures(verdict: Verdict, lang: Lang, folded: bool) -> str:
    """Every figure of the view in its release; what is different now stands beside it."""
    changed = any(f.now for f in verdict.figures)
    names = ("area", "period", "then", *(["now"] if changed else []))
    rows = [[f.area, f.period, f.text, *([f.now or f.text] if changed else [])] for f in verdict.figures]  # fmt: skip
    title = f"{t('verify.label_figures', lang)} ({len(rows)})"
    table = _table(names, rows, lang, {i for i, f in enumerate(verdict.figures) if f.now})
    if folded:
        return f'<details class="atlas-terms"><summary>{title}</summary>{table}</details>'
    return f"<h3>{title}</h3>{table}"


NUMBERS = ("then", "now")


def _table(
    names: tuple[str, ...], rows: list[list[str]], lang: Lang, strong: set[int] | None = None
) -> str:
    """A table; the last cell of a row in `strong` is set bold."""
    kind = [' class="n"' if n in NUMBERS else "" for n in names]
    head = "".join(f'<th scope="col"{k}>{t(f"verify.col_{n}", lang)}</th>' for n, k in zip(names, kind, strict=True))  # fmt: skip
    body = ""
    for i, row in enumerate(rows):
        cells = [escape(cell) for cell in row]
        if strong and i in strong:
            cells[-1] = f"<b>{cells[-1]}</b>"
        body += "<tr>" + "".join(f"<td{k}>{c}</td>" for k, c in zip(kind, cells, strict=True)) + "</tr>"  # fmt: skip
    return f'<div class="atlas-scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
