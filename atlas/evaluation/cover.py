"""The first sheet of an evaluation workbook: what it is, how to fill it in, what it holds."""

from __future__ import annotations

from collections.abc import Iterator

import xlsxwriter

from atlas.colour import INK, RULE
from atlas.evaluation.model import (
    DECISIONS,
    SEVERITIES,
    Sheet,
    counted,
    counts_text,
    decision_name,
    severity_name,
)
from atlas.model import Lang
from atlas.number import format_day
from atlas.text import t
from atlas.workbook import LONGEST

Cell = str | int
STEPS = 6
WIDTHS = (26, 74, 20, 28, 10, 12, 12)


def write_cover(file: xlsxwriter.Workbook, sheet: Sheet, lang: Lang) -> None:
    page = file.add_worksheet(t("evaluation.sheet_cover", lang))
    cell = {"text_wrap": True, "valign": "top", "font_color": INK["light"]}
    title = file.add_format({"bold": True, "font_size": 16})
    bold = file.add_format(cell | {"bold": True, "bottom": 1, "bottom_color": RULE["light"]})
    plain = file.add_format(cell)
    page.write_string(0, 0, t("evaluation.title", lang), title)
    for number, (row, look) in enumerate(
        ((r, bold if head else plain) for head, r in _rows(sheet, lang)), 2
    ):
        for column, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(number, column, value, look)
            else:
                page.write_string(number, column, value[:LONGEST], look)
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&C{t('evaluation.page', lang, page='&P', pages='&N')}")
    page.protect()


def _rows(sheet: Sheet, lang: Lang) -> Iterator[tuple[bool, list[Cell]]]:
    """Rows below the title, each with whether it heads those after it."""
    yield from ((False, row) for row in _facts(sheet, lang))
    yield False, []
    yield True, [t("evaluation.how", lang)]
    for step in range(1, STEPS + 1):
        yield False, [f"{step}.", t(f"evaluation.step_{step}", lang)]
    yield False, []
    yield True, [t("evaluation.decisions", lang)]
    for decision in DECISIONS:
        yield False, [decision_name(decision, lang), t(f"evaluation.means_{decision}", lang)]  # fmt: skip
    yield False, []
    yield True, [t("evaluation.severities", lang)]
    for severity in SEVERITIES:
        yield False, [severity_name(severity, lang), t(f"evaluation.means_{severity}", lang)]  # fmt: skip
    yield False, []
    yield from _tables(sheet, lang)


def _facts(sheet: Sheet, lang: Lang) -> Iterator[list[Cell]]:
    yield [t("evaluation.what_for", lang), t("evaluation.what_for_text", lang)]
    yield [t("evaluation.office", lang), sheet.office]
    yield [t("evaluation.edition", lang), sheet.edition]
    yield [t("evaluation.made_on", lang), format_day(sheet.made_on, lang)]
    yield [t("evaluation.release", lang), sheet.release or "–"]
    findings = [f for table in sheet.tables for f in table.findings]
    if not findings:
        yield [t("evaluation.findings", lang), t("evaluation.no_findings", lang)]
        return
    yield [t("evaluation.findings", lang), counts_text(findings, lang)]


def _tables(sheet: Sheet, lang: Lang) -> Iterator[tuple[bool, list[Cell]]]:
    heads = ("number", "title", "status", "file")
    severities = [severity_name(s, lang) for s in SEVERITIES]
    yield True, [*(t(f"evaluation.table_{name}", lang) for name in heads), *severities]
    for table in sheet.tables:
        title = table.title_id if lang == "id" else table.title_en or table.title_id
        counts = counted(table.findings).values()
        yield False, [table.number or "–", title, table.status_name(lang), table.file, *counts]
    if not sheet.tables:
        yield False, [t("evaluation.no_tables", lang)]
