"""From drafts to evaluation sheets and minutes, and from filled sheets back to decisions."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from atlas.drafts import Decision, Draft
from atlas.evaluation.model import Answer, Minutes, Sheet, SheetTable
from atlas.examine import Examined

UNKNOWN = "?"
"""The office of a table that no mapping knows."""


def sheet_table(draft: Draft) -> SheetTable:
    return SheetTable(
        draft.number, draft.title_id, draft.title_en, draft.file, draft.status, draft.findings,
        draft.name,
    )  # fmt: skip


def sheets(drafts: Iterable[Draft], edition: str, release: str, day: datetime.date) -> list[Sheet]:
    """A sheet for each office that has tables in the edition, by name."""
    by_office: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.edition == edition:
            by_office[draft.office].append(draft)
    return [
        Sheet(office, edition, day, release, tuple(sheet_table(d) for d in tables))
        for office, tables in sorted(by_office.items())
    ]


def checked(examined: Sequence[Examined], edition: str, release: str, day: datetime.date) -> Sheet:
    """One sheet over tables that were only checked, and kept nowhere."""
    tables = tuple(
        SheetTable(e.table.number, e.table.title_id, e.table.title_en, e.table.file, "diperiksa",
                   e.findings)
        for e in examined
    )  # fmt: skip
    offices = sorted({e.office or UNKNOWN for e in examined})
    return Sheet(", ".join(offices), edition, day, release, tables)


def decisions(answers: Iterable[Answer]) -> dict[str, list[Decision]]:
    """Decisions and answers of filled sheets, by the table they are on."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for a in answers:
        found[a.table_id].append(
            Decision(a.code, a.decision, None if a.value is None else float(a.value), a.target,
                     a.answer,
                     a.note, a.office, a.role, a.person,
                     a.date.isoformat() if a.date else "", a.place)
        )  # fmt: skip
    return found


def minutes(
    drafts: Sequence[Draft], edition: str, release: str, held_on: datetime.date, place: str = ""
) -> Minutes:
    """Everything decided on the tables of an edition."""
    mine = [d for d in drafts if d.edition == edition]
    answers = tuple(
        Answer(
            d.code, draft.name, d.answer, d.decision,  # type: ignore[arg-type]
            None if d.value is None else _exact(d.value), d.note, d.person, d.role,
            datetime.date.fromisoformat(d.date) if d.date else None, d.place,
            d.office or draft.office, d.target,
        )
        for draft in mine for d in draft.decisions
    )  # fmt: skip
    return Minutes(
        edition, held_on, place, release, tuple(sheets(mine, edition, release, held_on)), answers
    )


def _exact(value: float) -> Decimal:
    """As it was written: a value's shortest text, not its binary fraction."""
    return Decimal(repr(int(value)) if value.is_integer() else repr(value))
