"""The evaluation sheet as XLSX: findings locked, the cells to fill in open, keys on a hidden sheet."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from atlas.colour import CIRCLE, GROUND, INK, PAPER, RULE
from atlas.evaluation import keys
from atlas.evaluation.cover import write_cover
from atlas.evaluation.model import (
    DECISIONS,
    Line,
    Sheet,
    area_name,
    decision_name,
    message,
    place_name,
    remedy,
    rule_name,
    severity_name,
    subject,
)
from atlas.model import Lang
from atlas.number import format_day
from atlas.sheet import FORMULA
from atlas.table.model import address
from atlas.text import t
from atlas.workbook import LONGEST

NO_NAMES: Mapping[str, str] = MappingProxyType({})
WITHIN = datetime.timedelta(days=366)
"""A decision is of the year after its sheet was made; what lies outside is a slip of the pen."""
LARGEST = 10**15
"""Beyond it a spreadsheet no longer keeps every digit."""
HEAD = 3
"""The row of the column names, counted from 0; a title, the facts and a hint stand above."""


@dataclass(frozen=True)
class Column:
    name: str
    width: float
    filled_in: bool = False


COLUMNS = (
    Column("no", 5), Column("code", 11), Column("table", 20), Column("cell", 11),
    Column("area", 16), Column("what", 22), Column("rule", 18), Column("severity", 11),
    Column("message", 42), Column("found", 11), Column("expected", 11), Column("before", 11),
    Column("remedy", 30),
    Column("answer", 36, True), Column("decision", 14, True), Column("value", 14, True),
    Column("target", 12, True),
    Column("note", 30, True), Column("person", 20, True), Column("role", 22, True),
    Column("date", 13, True),
)  # fmt: skip
FILLED_IN = tuple(c.name for c in COLUMNS if c.filled_in)
READ_ONLY = len(COLUMNS) - len(FILLED_IN)


def workbook(sheet: Sheet, lang: Lang, names: Mapping[str, str] = NO_NAMES) -> bytes:
    """The sheet as XLSX in a language, the same bytes for the same input. `names` gives the names
    of indicator, area, dimension, series and rule codes; a code it lacks stands as it is."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as file:
        file.set_properties({
            "title": f"{t('evaluation.title', lang)}: {sheet.office}",
            "created": datetime.datetime.combine(sheet.made_on, datetime.time()),
        })  # fmt: skip
        write_cover(file, sheet, lang)
        _write_findings(file, sheet, lang, names)
        _write_keys(file, sheet)
    return out.getvalue()


def heading(name: str, lang: Lang) -> str:
    """The name of a column, by which it is found again."""
    return t(f"evaluation.col_{name}", lang)


def _write_keys(file: xlsxwriter.Workbook, sheet: Sheet) -> None:
    page = file.add_worksheet(keys.NAME)
    for number, row in enumerate(keys.written(keys.keys_of(sheet))):
        for column, text in enumerate(row):
            page.write_string(number, column, text)
    page.very_hidden()
    page.protect()


def _write_findings(
    file: xlsxwriter.Workbook, sheet: Sheet, lang: Lang, names: Mapping[str, str]
) -> None:
    page = file.add_worksheet(t("evaluation.sheet_findings", lang))
    formats = _formats(file)
    lines = list(sheet.lines())
    _write_top(page, sheet, lang, formats)
    for number, line in enumerate(lines, HEAD + 1):
        _write_line(page, number, _texts(line, lang, names), formats)
    if lines:
        _validate(page, HEAD + 1, HEAD + len(lines), sheet.made_on, lang)
        page.autofilter(HEAD, 0, HEAD + len(lines), len(COLUMNS) - 1)
        page.ignore_errors(
            {"number_stored_as_text": f"A1:{address(HEAD + 1 + len(lines), READ_ONLY)}"}
        )
    else:
        page.write_string(HEAD + 1, 0, t("evaluation.no_findings", lang), formats["plain"])
    _set_print(page, sheet, lang)
    # Sorting stays forbidden: only the open cells could be sorted, away from their findings.
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})


def _formats(file: xlsxwriter.Workbook) -> dict[str, Format]:
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": RULE["light"],
            "font_color": INK["light"]}  # fmt: skip
    locked = cell | {"bg_color": GROUND["light"]}
    filled = cell | {"bg_color": PAPER["light"], "locked": False}
    head = cell | {"bold": True, "font_color": PAPER["light"]}
    kinds = {
        "title": {"bold": True, "font_size": 14},
        "plain": {"font_color": INK["light"]},
        "head": head | {"bg_color": INK["light"]},
        "head_fill": head | {"bg_color": CIRCLE["light"]},
        "locked": locked,
        # Editing such a cell, should the protection be lifted, does not run it as a formula.
        "quoted": locked | {"quote_prefix": True},
        "text": filled,
        "date": filled | {"num_format": "yyyy-mm-dd"},
    }
    return {name: file.add_format(kind) for name, kind in kinds.items()}


def _write_top(page: Worksheet, sheet: Sheet, lang: Lang, formats: Mapping[str, Format]) -> None:
    day = format_day(sheet.made_on, lang)
    facts = t("evaluation.facts", lang, office=sheet.office, edition=sheet.edition, day=day,
              release=sheet.release or "–")  # fmt: skip
    page.write_string(0, 0, t("evaluation.title", lang), formats["title"])
    page.write_string(1, 0, facts, formats["plain"])
    page.write_string(2, 0, t("evaluation.hint", lang), formats["plain"])
    for number, column in enumerate(COLUMNS):
        look = formats["head_fill" if column.filled_in else "head"]
        page.set_column(number, number, column.width)
        page.write_string(HEAD, number, heading(column.name, lang), look)
    page.freeze_panes(HEAD + 1, 2)


def _texts(line: Line, lang: Lang, names: Mapping[str, str]) -> list[str]:
    """The locked cells of a row after its number, in the order of the columns."""
    finding = line.finding
    return [
        line.key, line.table.heading(lang), place_name(finding), area_name(finding, names),
        subject(finding, names), rule_name(finding, names), severity_name(finding.severity, lang),
        message(finding, lang), finding.found, finding.expected, finding.before,
        remedy(finding, lang),
    ]  # fmt: skip


def _write_line(page: Worksheet, row: int, texts: list[str], formats: Mapping[str, Format]) -> None:
    page.write_number(row, 0, row - HEAD, formats["locked"])
    for column, text in enumerate(texts, 1):
        look = formats["quoted" if FORMULA.match(text) else "locked"]
        page.write_string(row, column, text[:LONGEST], look)
    for column in range(READ_ONLY, len(COLUMNS)):
        look = formats["date" if COLUMNS[column].name == "date" else "text"]
        page.write_blank(row, column, None, look)


def _validate(page: Worksheet, first: int, last: int, made_on: datetime.date, lang: Lang) -> None:
    """What each open column takes, with a message that says so."""
    until = made_on + WITHIN
    kinds: dict[str, dict[str, object]] = {
        "decision": {"validate": "list", "source": [decision_name(d, lang) for d in DECISIONS]},
        "value": {"validate": "decimal", "criteria": "between", "minimum": -LARGEST,
                  "maximum": LARGEST},
        "date": {"validate": "date", "criteria": "between", "minimum": made_on, "maximum": until},
    }  # fmt: skip
    for name in FILLED_IN:
        column = [c.name for c in COLUMNS].index(name)
        said = {
            "input_title": heading(name, lang),
            "input_message": t(f"evaluation.input_{name}", lang),
        }
        kind = kinds.get(name)
        if kind:
            said |= {"error_title": heading(name, lang), "error_message": t(f"evaluation.wrong_{name}", lang)}  # fmt: skip
        page.data_validation(first, column, last, column, (kind or {"validate": "any"}) | said)


def _set_print(page: Worksheet, sheet: Sheet, lang: Lang) -> None:
    """A4 across; what was found on one page, what is to be filled in on the next, both with the
    number and code of each row."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(0.4, 0.4, 0.6, 0.6)
    page.set_print_scale(65)
    page.set_v_pagebreaks([READ_ONLY])
    page.repeat_rows(HEAD)
    page.repeat_columns(0, 1)
    paged = t("evaluation.page", lang, page="&P", pages="&N")
    office = _in_footer(sheet.office)
    page.set_header(f"&L{_in_footer(t('evaluation.title', lang))}&R{office}")
    page.set_footer(f"&L{_in_footer(sheet.edition)}&C{paged}&R{_in_footer(sheet.release)}")


def _in_footer(text: str) -> str:
    """A text for header or footer, where & begins a command and 255 characters are all there is."""
    return text[:80].replace("&", "&&")
