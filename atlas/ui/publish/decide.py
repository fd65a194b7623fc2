"""Deciding on one finding in a form."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import streamlit as st

from atlas import drafts
from atlas.drafts import APPROVED, DECISIONS, Decision, Draft
from atlas.model import AtlasError, Finding, Lang
from atlas.settings import settings
from atlas.table.numeral import parse
from atlas.text import t
from atlas.ui.check.explained import SEVERITIES, SIGNS
from atlas.ui.check.placed import spot
from atlas.ui.publish import person, said
from atlas.ui.publish.person import LONGEST, Person

TEXT = 500
LOCKED = (*APPROVED, "direvisi")


def show(draft: Draft, who: Person, lang: Lang) -> None:
    """The form, while the table still takes decisions."""
    if draft.status in LOCKED or not draft.findings:
        return
    found = sorted(
        draft.findings,
        key=lambda f: (f not in draft.open, SEVERITIES.index(f.severity), spot(f.cell)),
    )
    st.markdown(f"#### {t('publish.decide', lang)}")
    with st.form(f"decide_{draft.name}", border=True):
        finding = _pick(found, draft, lang)
        decision = _fields(finding, draft, who, lang)
        if st.form_submit_button(t("publish.decide_button", lang), type="primary"):
            with said.refusals(lang):
                _carry_out(draft, finding, decision, who, lang)


def _pick(found: Sequence[Finding], draft: Draft, lang: Lang) -> Finding:
    waiting = {f.code for f in draft.open}
    labels = {f.code: _label(f, f.code in waiting, lang) for f in found}
    code = st.selectbox(t("publish.finding", lang), list(labels), format_func=labels.__getitem__,
                        key=f"finding_{_turn(draft)}")  # fmt: skip
    return next(f for f in found if f.code == code)


def _turn(draft: Draft) -> str:
    """After each decision the form begins anew, at the next open finding."""
    return f"{draft.name}_{len(draft.decisions)}"


def _label(finding: Finding, waiting: bool, lang: Lang) -> str:
    """Unique, because the code stands in it."""
    message = finding.message_id if lang == "id" else finding.message_en
    state = "" if waiting else f" ({t('publish.is_decided', lang)})"
    place = f" {finding.cell}" if finding.cell else ""
    return (
        f"{SIGNS[finding.severity]} {finding.rule}{place} · {message[:90]} · {finding.code}{state}"
    )


def _fields(finding: Finding, draft: Draft, who: Person, lang: Lang) -> dict[str, str]:
    """What was filled in, as it stands."""
    decision = st.radio(t("evaluation.col_decision", lang), DECISIONS, horizontal=True,
                        format_func=lambda d: t(f"evaluation.decision_{d}", lang),
                        captions=[t(f"publish.decision_{d}", lang) for d in DECISIONS],
                        key=f"decision_{_turn(draft)}")  # fmt: skip
    first, between, second = st.columns([1, 1, 2])
    with first:
        value = st.text_input(
            t("evaluation.col_value", lang), max_chars=40,
            placeholder=t("publish.value_hint", lang), key=f"value_{_turn(draft)}",
        )  # fmt: skip
    with between:
        target = st.text_input(
            t("evaluation.col_target", lang), max_chars=8,
            placeholder=finding.cell or t("publish.target_hint", lang), key=f"target_{_turn(draft)}",
        )  # fmt: skip
    with second:
        note = st.text_input(t("evaluation.col_note", lang), max_chars=TEXT,
                             placeholder=t("publish.note_hint", lang), key=f"note_{_turn(draft)}")  # fmt: skip
    first, second, third, fourth = st.columns(4)
    with first:
        office = st.text_input(t("publish.decided_office", lang), who.office or draft.office,
                               max_chars=LONGEST, key=f"office_{draft.name}")  # fmt: skip
    with second:
        role = st.text_input(t("evaluation.col_role", lang), t(f"publish.role_{who.role}", lang),
                             max_chars=LONGEST, key=f"role_{draft.name}_{who.role}")  # fmt: skip
    with third:
        name = st.text_input(t("evaluation.col_person", lang), who.name, max_chars=LONGEST,
                             key=f"person_{draft.name}_{who.name}")  # fmt: skip
    with fourth:
        day = st.date_input(t("evaluation.col_date", lang), datetime.date.today(),
                            format="YYYY-MM-DD", key=f"date_{draft.name}")  # fmt: skip
    return {"decision": decision, "value": value.strip(), "target": target.strip().upper(), "note": note.strip(), "role": role.strip(),
            "office": office.strip(), "person": name.strip(), "date": day.isoformat()}  # fmt: skip


def _carry_out(
    draft: Draft, finding: Finding, given: dict[str, str], who: Person, lang: Lang
) -> None:
    """Keep the decision. AtlasError for a value that cannot be read in one way, or one that is
    given without being asked for; for an acceptance without a reason."""
    person.named(who)
    value = number(given["value"]) if given["value"] else None
    if value is not None and given["decision"] != "dikoreksi":
        raise AtlasError(
            "Ada nilai yang benar, tetapi keputusannya bukan Dikoreksi. Pilih Dikoreksi atau kosongkan nilainya.",
            "There is a right value, but the decision is not Corrected. Choose Corrected or empty the value.",
        )
    if given["decision"] == "diterima" and not given["note"]:
        raise AtlasError(
            "Tulis di Catatan mengapa angkanya benar seperti tertulis.",
            "Write under Note why the figure is right as it stands.",
        )
    rest = {k: v for k, v in given.items() if k != "value"}
    made = Decision(finding.code, value=value, place=t("page.publish", "id"), **rest)
    kept = drafts.decide(settings().state, draft.name, [made], who.name, who.role)
    name = t(f"evaluation.decision_{made.decision}", lang)
    said.later(t("publish.decided", lang, code=finding.code, decision=name, open=len(kept.open)))
    st.rerun()


def number(text: str) -> float:
    """A number that can be read in one way. AtlasError for any other text."""
    found = parse(text)
    unsure = found.shape == "dot" or "%" in text or bool(found.problem or found.mark or found.notes)
    if found.value is None or unsure:
        raise AtlasError(
            f"Nilai {text[:40]!r} tidak dapat dibaca dengan satu cara. Tulis tanpa pemisah ribuan, misalnya 1234,5.",
            f"The value {text[:40]!r} cannot be read in one way. Write it without a thousands separator, like 1234.5.",
        )
    return float(found.value)
