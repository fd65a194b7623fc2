"""A table between being handed in and being published: its rows, what was found, what was decided."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from atlas.examine import Examined, brought
from atlas.model import AtlasError, Finding
from atlas.package import Row
from atlas.table.model import address

STATUSES = ("draf", "perlu_perbaikan", "diperiksa", "disetujui_walidata", "disahkan", "rilis",
            "direvisi")  # fmt: skip
"""Where a table may stand, in the order it walks; what was carried over is `salinan`."""
NEXT = {
    "draf": ("perlu_perbaikan", "diperiksa"),
    "perlu_perbaikan": ("diperiksa",),
    "diperiksa": ("perlu_perbaikan", "disetujui_walidata"),
    "disetujui_walidata": ("perlu_perbaikan", "disahkan"),
    "disahkan": ("perlu_perbaikan", "rilis"),
    "rilis": ("direvisi",),
    "direvisi": (),
}
SITE = {
    "a": "RSE di atas 25 sampai 50 persen: pakai dengan hati-hati.",
    "b": "RSE di atas 50 persen: tidak akurat.",
    "c": "Tidak dapat dijumlahkan.",
}
"""Signs of the BPS site that stand beside a value."""
APPROVED = ("disahkan", "rilis")
DECISIONS = ("dikoreksi", "diterima", "ditarik", "ditunda")
"""What a meeting can say to a finding: value corrected, accepted with a note, cell withdrawn, open."""


@dataclass(frozen=True)
class Decision:
    """What was decided on one finding. `person` stays inside; a release carries office and role."""

    code: str
    """of the finding"""
    decision: str
    """"" where the office answered and nothing was decided yet"""
    value: float | None = None
    target: str = ""
    """the cell that is corrected or withdrawn, where it is another than the finding's own"""
    answer: str = ""
    """what the office says to the finding"""
    note: str = ""
    office: str = ""
    role: str = ""
    person: str = ""
    date: str = ""
    place: str = ""
    """where it was written: a workbook's cell, or the page"""


@dataclass(frozen=True)
class Entry:
    """A line of the log: when, who in which role, what."""

    at: str
    who: str
    role: str
    what: str


@dataclass(frozen=True)
class Draft:
    """A table of an edition as it was handed in, with all that happened to it since."""

    edition: str
    number: str
    title_id: str
    title_en: str
    office: str
    office_en: str
    publication: str
    """what the table is published in, before the edition; "" for Kota Medan Dalam Angka"""
    mapping: str
    file: str
    sha256: str
    imported_at: str
    status: str
    source: str
    rows: tuple[Row, ...]
    """as read; decisions are applied by `decided`"""
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...] = ()
    log: tuple[Entry, ...] = ()
    additions: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    """rows of codelists that the mapping brings: indicators, units, series, dimensions"""
    release: str = ""
    """the release it entered first"""
    scales: Mapping[str, int] = field(default_factory=dict)
    """cells printed in another unit than their indicator's (thousands): the power of ten between"""
    notes: tuple[str, ...] = ()
    """Catatan under the table, as printed"""
    settled: tuple[str, ...] = ()
    """codes of findings that were gone when the table was checked again after corrections"""

    @property
    def name(self) -> str:
        return f"{self.edition}-{self.number}"

    @property
    def source_id(self) -> str:
        return f"kda-{self.edition}-{self.number}"

    def decision(self, finding: Finding) -> Decision | None:
        """The last word on a finding; None when nothing was decided."""
        return next((d for d in reversed(self.decisions) if d.code == finding.code), None)

    @property
    def open(self) -> tuple[Finding, ...]:
        """Errors and warnings that nobody decided yet, or that were put off."""
        return tuple(
            f for f in self.findings
            if f.severity in "GP" and f.code not in self.settled and _is_open(self.decision(f))
        )  # fmt: skip

    @property
    def open_errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.open if f.severity == "G")

    def decided(self) -> tuple[Row, ...]:
        """The rows with the decisions carried out: values corrected, cells withdrawn."""
        said = {
            (f.sheet, d.target or f.cell): d
            for f in self.findings
            if (d := self.decision(f)) and d.decision in ("dikoreksi", "ditarik")
        }
        return tuple(self._carried_out(row, said.get((row.sheet, row.cell))) for row in self.rows)

    def right(self, decision: Decision, cell: str) -> float | None:
        """A corrected value in the unit of the indicator; the meeting writes it as the table does."""
        if decision.value is None:
            return None
        return float(Decimal(repr(decision.value)).scaleb(self.scales.get(cell, 0)))

    def _carried_out(self, row: Row, decision: Decision | None) -> Row:
        shown = replace(row, status=self.status)
        if decision is None:
            return shown
        if decision.decision == "ditarik":
            return replace(shown, value=None, mark="...")
        mark = "" if row.value is None else row.mark
        return replace(shown, value=self.right(decision, row.cell), mark=mark)


def _is_open(decision: Decision | None) -> bool:
    return decision is None or decision.decision in ("", "ditunda")


def now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def draft_of(examined: Examined, edition: str, content: bytes, who: str, role: str) -> Draft:
    """A table as a draft. AtlasError for one that no mapping knows or that gave no value."""
    table = examined.table
    if examined.mapping is None or not examined.rows:
        raise AtlasError(
            f"{table.file}, lembar {table.sheet}: tabel {table.number or '?'} tidak dikenal, jadi tidak "
            "dapat diimpor. Buat pemetaannya dengan python -m atlas table describe.",
            f"{table.file}, sheet {table.sheet}: table {table.number or '?'} is not known, so it cannot "
            "be imported. Make its mapping with python -m atlas table describe.",
        )
    moment = now()
    texts = _footnotes(examined, edition)
    rows = tuple(
        replace(
            r,
            edition=edition,
            table_no=table.number or r.table_no,
            note=texts.get(r.cell, ("", ""))[0],
        )
        for r in examined.rows
    )
    additions = brought(examined.mapping)
    if texts:
        additions["notes"] = [
            {"note": code, "text_id": text, "text_en": text}
            for code, text in sorted(set(texts.values()))
        ]
    return Draft(
        edition=edition, number=examined.mapping.number, title_id=table.title_id,
        title_en=table.title_en, office=examined.office, office_en=examined.mapping.office_en,
        publication=examined.mapping.source, mapping=examined.mapping.name,
        file=table.file, sha256=hashlib.sha256(content).hexdigest(), imported_at=moment,
        status="draf", source=table.source, rows=rows, findings=examined.findings,
        log=(Entry(moment, who, role, f"import {table.file}"),), additions=additions, notes=table.notes, scales=_scales(examined),
    )  # fmt: skip


def _footnotes(examined: Examined, edition: str) -> dict[str, tuple[str, str]]:
    """Code and text of the footnotes at each cell that carries signs; what a sign of the BPS site
    means where the table does not say it. As printed: there is no other language."""
    table, found = examined.table, {}
    for (row, column), cell in table.cells.items():
        said = [table.footnotes.get(sign) or SITE.get(sign, "") for sign in cell.notes]
        text = " ".join(filter(None, said))
        if text:
            code = hashlib.sha256(f"{edition} {table.number} {text}".encode()).hexdigest()[:12]
            found[address(row, column)] = (f"kda-{code}", text)
    return found


def _scales(examined: Examined) -> dict[str, int]:
    table, mapped = examined.table, examined.mapped
    found = {}
    for (row, column), cell in table.cells.items() if mapped else ():
        target = mapped.heads.get(column) if mapped else None
        meaning = (mapped.said.get(row) if mapped else None) or (target and target.meaning)
        if meaning and meaning.scale:
            found[address(cell.row, cell.column)] = meaning.scale
    return found
