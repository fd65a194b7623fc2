"""The berita acara as PDF: what the meeting decided on each finding, by whom, and what stays open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from atlas.evaluation.model import (
    DECISIONS,
    Answer,
    Minutes,
    Sheet,
    SheetTable,
    Signer,
    area_name,
    counts_text,
    decision_name,
    is_decided,
    is_open,
    message,
    place_name,
    rule_name,
    severity_name,
    subject,
)
from atlas.evaluation.sheet import NO_NAMES
from atlas.model import Finding, Lang
from atlas.number import format_day, format_value
from atlas.paper.evaluation import made
from atlas.paper.typeset import typeset
from atlas.text import t

TABLE_HEADS = ("number", "title", "office", "status", "findings", "decided", "open")
WORDS = ("tables", "no_tables", "decided", "none_decided", "open", "none_open", "signatures",
         "signed", "blank")  # fmt: skip


def pdf(
    minutes: Minutes, lang: Lang, *, names_of_persons: bool, names: Mapping[str, str] = NO_NAMES
) -> bytes:
    """The minutes on A4. With `names_of_persons` the internal document: who decided, who signs, and
    what the offices answered; without it the public one: office, role, decision and note. `names` as
    for the workbook."""
    title = t("minutes.title", lang)
    rows = list(_rows(minutes, lang, names_of_persons, names))
    data = {
        "title": t("minutes.heading", lang, edition=minutes.edition), "lead": title,
        "aside": f"{t('evaluation.edition', lang)} {minutes.edition}", "foot": made(minutes, lang),
        "pages": t("evaluation.page", lang),
        "kind": t("minutes.internal" if names_of_persons else "minutes.public", lang),
        "facts": _facts(minutes, lang),
        "words": {word: t(f"minutes.{word}", lang) for word in WORDS},
        "table_heads": _heads(TABLE_HEADS, lang),
        "tables": [_table(minutes, s, x, lang) for s in minutes.sheets for x in s.tables],
        "decided_heads": _heads(("place", "message", "decision", "by"), lang),
        "decided": _listed(rows, "decided"),
        "open_heads": _heads(("place", "message", "why", "by"), lang),
        "open": _listed(rows, "open"),
        "signers": [(s.office, s.role, s.person if names_of_persons else "")
                    for s in _signers(minutes)],
    }  # fmt: skip
    return typeset("minutes", data, lang, minutes.held_on)


def _heads(names: tuple[str, ...], lang: Lang) -> list[str]:
    return [t(f"minutes.head_{name}", lang) for name in names]


def _answered(minutes: Minutes) -> Iterator[tuple[Sheet, SheetTable, Finding, Answer | None]]:
    for sheet in minutes.sheets:
        for table in sheet.tables:
            for finding in table.findings:
                yield sheet, table, finding, minutes.answer_to(table, finding)


def _signers(minutes: Minutes) -> tuple[Signer, ...]:
    offices = dict.fromkeys(sheet.office for sheet in minutes.sheets)
    return minutes.signers or tuple(Signer(office, "") for office in offices)


def _facts(minutes: Minutes, lang: Lang) -> list[tuple[str, str]]:
    answered = list(_answered(minutes))
    findings = [finding for _, _, finding, _ in answered]
    taken = Counter(a.decision for _, _, _, a in answered if a is not None)
    decisions = "; ".join(f"{decision_name(d, lang)}: {taken[d]}" for d in DECISIONS)
    still = [finding for _, _, finding, answer in answered if is_open(finding, answer)]
    noted = sum(not is_decided(a) and not is_open(f, a) for _, _, f, a in answered)
    places = {(table.key, finding.code) for _, table, finding, _ in answered}
    strange = sum((a.table_id, a.code) not in places for a in minutes.answers)
    facts = [
        (t("minutes.held_on", lang), format_day(minutes.held_on, lang)),
        (t("minutes.place", lang), minutes.place or "–"),
        (t("minutes.offices", lang), "; ".join(dict.fromkeys(s.office for s in minutes.sheets))),
        (t("evaluation.release", lang), minutes.release or "–"),
        (t("minutes.tables", lang), str(sum(len(s.tables) for s in minutes.sheets))),
        (t("evaluation.findings", lang), counts_text(findings, lang)),
        (t("minutes.decisions", lang), decisions),
        (t("minutes.open_count", lang), counts_text(still, lang)),
    ]
    if noted:
        facts.append((t("minutes.noted", lang), t("minutes.noted_text", lang, count=noted)))
    if strange:
        text = t("minutes.unmatched_text", lang, count=strange)
        facts.append((t("minutes.unmatched", lang), text))
    return facts


def _table(minutes: Minutes, sheet: Sheet, table: SheetTable, lang: Lang) -> list[str]:
    answered = [(finding, minutes.answer_to(table, finding)) for finding in table.findings]
    decided = sum(is_decided(answer) for _, answer in answered)
    still = sum(is_open(finding, answer) for finding, answer in answered)
    title = table.title_id if lang == "id" else table.title_en or table.title_id
    counts = map(str, (len(answered), decided, still))
    return [table.number or "–", title, sheet.office, table.status_name(lang), *counts]


def _rows(
    minutes: Minutes, lang: Lang, names_of_persons: bool, names: Mapping[str, str]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each finding with whether it is decided or open, and the heading it stands under."""
    for sheet, table, finding, answer in _answered(minutes):
        heading = f"{t('evaluation.table_number', lang)} {table.heading(lang)}"
        row = {
            "code": finding.code, "cell": place_name(finding), "area": area_name(finding, names),
            "what": subject(finding, names), "severity": severity_name(finding.severity, lang),
            "rule": rule_name(finding, names), "message": message(finding, lang),
            "decision": decision_name(answer.decision, lang) if answer and answer.decision
                        else t("minutes.undecided", lang),
            "said": _said(finding, answer, lang, names_of_persons),
            "by": _by(sheet, answer, lang, names_of_persons),
        }  # fmt: skip
        state = "decided" if is_decided(answer) else "open" if is_open(finding, answer) else ""
        yield state, heading, row


def _listed(rows: list[tuple[str, str, dict[str, Any]]], wanted: str) -> list[dict[str, Any]]:
    """Rows of one state under their headings."""
    found: dict[str, list[dict[str, Any]]] = {}
    for state, heading, row in rows:
        if state == wanted:
            found.setdefault(heading, []).append(row)
    return [{"heading": heading, "rows": listed} for heading, listed in found.items()]


def _said(finding: Finding, answer: Answer | None, lang: Lang, internal: bool) -> list[str]:
    """What the decision does to the value, the note, and the office's answer in the internal one."""
    if answer is None:
        return []
    said = [_effect(finding, answer, lang)]
    if answer.note:
        said.append(t("minutes.note", lang, note=answer.note))
    if internal and answer.answer:
        said.append(t("minutes.answer", lang, answer=answer.answer))
    return said


def _effect(finding: Finding, answer: Answer, lang: Lang) -> str:
    if answer.decision == "ditarik":
        key = "was_gone" if finding.found else "gone"
        return t(f"minutes.{key}", lang, old=finding.found)
    if answer.decision != "dikoreksi" or answer.value is None:
        return ""
    key = "was_becomes" if finding.found else "becomes"
    new = format_value(float(answer.value), lang)
    return t(f"minutes.{key}", lang, old=finding.found, new=new)


def _by(sheet: Sheet, answer: Answer | None, lang: Lang, names_of_persons: bool) -> list[str]:
    if answer is None:
        return []
    office = answer.office or sheet.office
    person = answer.person if names_of_persons else ""
    day = format_day(answer.date, lang) if answer.date else ""
    return [person, answer.role, office, day]
