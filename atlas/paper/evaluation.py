"""The evaluation sheet as PDF, for the table of the meeting: findings printed, answers by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from atlas.evaluation.model import (
    DECISIONS,
    Line,
    Minutes,
    Sheet,
    SheetTable,
    area_name,
    counts_text,
    decision_name,
    message,
    place_name,
    remedy,
    rule_name,
    severity_name,
    subject,
)
from atlas.evaluation.sheet import NO_NAMES, heading
from atlas.model import Lang
from atlas.number import format_day
from atlas.paper.typeset import typeset
from atlas.text import t

HEADS = ("no", "cell", "message", "found", "expected", "before", "answer", "decision", "role")
OWN = ("no", "cell", "message", "role")
"""Columns that hold more on paper than in the workbook, and so have names of their own."""
WRITTEN = ("value", "role", "person", "date")


def pdf(sheet: Sheet, lang: Lang, names: Mapping[str, str] = NO_NAMES) -> bytes:
    """The sheet on A4 across, a table of findings for each statistical table, with room to write.
    `names` as for the workbook."""
    lines = sheet.lines()
    tables = [
        _table(table, list(islice(lines, len(table.findings))), lang, names)
        for table in sheet.tables
    ]
    title = t("evaluation.title", lang)
    data = {
        "title": f"{title}: {sheet.office}", "lead": f"{title} · {sheet.office}",
        "aside": f"{t('evaluation.edition', lang)} {sheet.edition}", "foot": made(sheet, lang),
        "pages": t("evaluation.page", lang), "facts": _facts(sheet, lang),
        "heads": [_head(name, lang) for name in HEADS],
        "decisions": [decision_name(d, lang) for d in DECISIONS],
        "words": {name: heading(name, lang) for name in WRITTEN}
                 | {name: t(f"evaluation.{name}", lang) for name in ("table_clean", "no_tables")},
        "tables": tables,
    }  # fmt: skip
    return typeset("evaluation", data, lang, sheet.made_on)


def made(document: Sheet | Minutes, lang: Lang) -> str:
    """The line at the foot of a page: whose release and which day it is of."""
    day = document.made_on if isinstance(document, Sheet) else document.held_on
    return t("evaluation.foot", lang, release=document.release or "–", day=format_day(day, lang))


def _head(name: str, lang: Lang) -> str:
    return t(f"evaluation.paper_{name}", lang) if name in OWN else heading(name, lang)


def _facts(sheet: Sheet, lang: Lang) -> list[tuple[str, str]]:
    findings = [f for table in sheet.tables for f in table.findings]
    said = counts_text(findings, lang) if findings else t("evaluation.no_findings", lang)
    return [
        (t("evaluation.office", lang), sheet.office),
        (t("evaluation.edition", lang), sheet.edition),
        (t("evaluation.made_on", lang), format_day(sheet.made_on, lang)),
        (t("evaluation.release", lang), sheet.release or "–"),
        (t("evaluation.findings", lang), said),
    ]


def _table(
    table: SheetTable, lines: Sequence[Line], lang: Lang, names: Mapping[str, str]
) -> dict[str, Any]:
    said = f"{t('evaluation.table_status', lang)}: {table.status_name(lang)}"
    counts = counts_text(table.findings, lang)
    return {
        "heading": f"{t('evaluation.table_number', lang)} {table.heading(lang)}",
        "facts": f"{said} · {t('evaluation.table_file', lang)}: {table.file} · {counts}",
        "rows": [_row(line, lang, names) for line in lines],
    }


def _row(line: Line, lang: Lang, names: Mapping[str, str]) -> dict[str, str]:
    finding = line.finding
    return {
        "no": str(line.number), "code": line.key, "cell": place_name(finding),
        "area": area_name(finding, names), "what": subject(finding, names),
        "severity": severity_name(finding.severity, lang), "rule": rule_name(finding, names),
        "message": message(finding, lang), "remedy": remedy(finding, lang),
        "found": finding.found, "expected": finding.expected, "before": finding.before,
    }  # fmt: skip
