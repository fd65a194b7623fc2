"""What the table meeting takes in and gives out: sheets of findings, answers to them, minutes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from atlas.model import Finding, Lang
from atlas.text import catalogue, t

Decision = Literal["dikoreksi", "diterima", "ditarik", "ditunda"]
DECISIONS: tuple[Decision, ...] = ("dikoreksi", "diterima", "ditarik", "ditunda")
"""What a meeting can say to a finding: the value is corrected (the right one stands in its column),
right as it is (the note says why), withdrawn (not available), or put off (the table stays open)."""
SEVERITIES = ("G", "P", "I")


@dataclass(frozen=True)
class SheetTable:
    """A statistical table on an evaluation sheet, with what was found in it."""

    number: str
    """like 3.1.1; "" where the file has none"""
    title_id: str
    title_en: str
    file: str
    status: str
    findings: tuple[Finding, ...] = ()
    table_id: str = ""
    """what names the table where answers are kept, like 2025-3.1.1"""

    @property
    def key(self) -> str:
        return self.table_id or self.number or self.file

    def heading(self, lang: Lang) -> str:
        """Number and title, or the file's name where the table has neither."""
        title = self.title_id if lang == "id" else self.title_en or self.title_id
        return " ".join(part for part in (self.number, title) if part) or self.file

    def status_name(self, lang: Lang) -> str:
        """The status in words; one that has no word stands as it is."""
        key = f"evaluation.status_{self.status.replace(' ', '_')}"
        return catalogue()[key][lang] if key in catalogue() else self.status


@dataclass(frozen=True)
class Line:
    """A row of an evaluation sheet: its number, its key on this sheet, and what it is about."""

    number: int
    key: str
    table: SheetTable
    finding: Finding


@dataclass(frozen=True)
class Sheet:
    """What one office has to answer for one edition."""

    office: str
    edition: str
    made_on: datetime.date
    release: str
    """the release that the tables were compared with"""
    tables: tuple[SheetTable, ...]

    def lines(self) -> Iterator[Line]:
        """Findings in the order of the tables. The key of a line is the finding's code; a code that
        occurs again (tables without a number may share one) is told apart as code-2, code-3."""
        seen: dict[str, int] = {}
        number = 0
        for table in self.tables:
            for finding in table.findings:
                number += 1
                code = finding.code
                seen[code] = seen.get(code, 0) + 1
                key = code if seen[code] == 1 else f"{code}-{seen[code]}"
                yield Line(number, key, table, finding)


@dataclass(frozen=True)
class Answer:
    """One filled-in row. `decision` is "" where the office answered and nothing was decided yet."""

    code: str
    """of the finding"""
    table_id: str
    answer: str = ""
    decision: Decision | Literal[""] = ""
    value: Decimal | None = None
    """the right value; always there when `decision` is dikoreksi"""
    note: str = ""
    person: str = ""
    """stays inside; public documents carry office and role"""
    role: str = ""
    date: datetime.date | None = None
    place: str = ""
    """the row it was read from, like buku.xlsx, Temuan!A7"""
    office: str = ""
    target: str = ""
    """the cell that is corrected, like B9, where that is another than the finding's own"""


@dataclass(frozen=True)
class Signer:
    """Who signs minutes; `person` is printed in the internal document only."""

    office: str
    role: str
    person: str = ""


@dataclass(frozen=True)
class Minutes:
    """A meeting: which tables of which offices it went through, and what was decided."""

    edition: str
    held_on: datetime.date
    place: str
    release: str
    sheets: tuple[Sheet, ...]
    answers: tuple[Answer, ...]
    signers: tuple[Signer, ...] = ()
    """in the order they sign; without any, one line for each office of the sheets"""

    @cached_property
    def _last(self) -> Mapping[tuple[str, str], Answer]:
        return {(answer.table_id, answer.code): answer for answer in self.answers}

    def answer_to(self, table: SheetTable, finding: Finding) -> Answer | None:
        """The last word on a finding; None when nothing was said."""
        return self._last.get((table.key, finding.code))


def is_decided(answer: Answer | None) -> bool:
    """Whether the meeting came to a decision; putting it off is none."""
    return answer is not None and answer.decision not in ("", "ditunda")


def is_open(finding: Finding, answer: Answer | None) -> bool:
    """Whether an error or a warning still waits for a decision; information holds nothing up."""
    return finding.severity in ("G", "P") and not is_decided(answer)


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, errors first; all three are named."""
    found: list[str] = [f.severity for f in findings]
    return {severity: found.count(severity) for severity in SEVERITIES}


def severity_name(severity: str, lang: Lang) -> str:
    return t(f"about.severity_{severity}", lang)


def counts_text(findings: Sequence[Finding], lang: Lang) -> str:
    """Findings counted by severity, as 3 (Error: 1; Warning: 2; Information: 0)."""
    counts = counted(findings)
    said = "; ".join(f"{severity_name(s, lang)}: {count}" for s, count in counts.items())
    return f"{len(findings)} ({said})"


def rule_name(finding: Finding, names: Mapping[str, str]) -> str:
    """The rule and, where `names` knows it, its name."""
    return " ".join(part for part in (finding.rule, names.get(finding.rule, "")) if part)


def place_name(finding: Finding) -> str:
    """The cell as a spreadsheet names it, with its sheet: Sheet1!C12."""
    cell = finding.cell or (str(finding.row) if finding.row else "")
    return "!".join(part for part in (finding.sheet, cell) if part)


def area_name(finding: Finding, names: Mapping[str, str]) -> str:
    return names.get(finding.area_code, finding.area_code)


def subject(finding: Finding, names: Mapping[str, str]) -> str:
    """What a finding is about: indicator, breakdown, period, series; else its column."""
    said = (finding.indicator, finding.dim, finding.period, finding.series)
    parts = [names.get(part, part) for part in said if part]
    return " · ".join(parts) or names.get(finding.column, finding.column)


def message(finding: Finding, lang: Lang) -> str:
    """What was found; of a waived finding also why it is let pass."""
    text = finding.message_id if lang == "id" else finding.message_en
    reason = finding.waived_id if lang == "id" else finding.waived_en
    if not reason:
        return text
    return f"{text} ({t('about.waived', lang, date=finding.waived_on, reason=reason)})"


def decision_name(decision: str, lang: Lang) -> str:
    """A decision as a reader knows it, and as the drop-down list has it."""
    return t(f"evaluation.decision_{decision}", lang)


def remedy(finding: Finding, lang: Lang) -> str:
    return finding.remedy_id if lang == "id" else finding.remedy_en
