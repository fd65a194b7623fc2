"""Approved tables put into the package: their values in place of older ones, which stay as vintages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from atlas.drafts.model import Decision, Draft
from atlas.examine import extended
from atlas.model import Finding
from atlas.package import Package, Row

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Merged:
    """The package with the approved tables in it, and what a release keeps of them."""

    package: Package
    vintages: tuple[dict[str, Any], ...] = ()
    """every edition's value of the keys that approved tables hold, oldest first"""
    official: tuple[dict[str, Any], ...] = ()
    """the approved tables: number, edition, titles, office, status"""
    decisions: tuple[dict[str, Any], ...] = ()
    """who (office and role) decided what on which finding"""
    findings: tuple[Finding, ...] = ()
    """of the approved tables; decided ones carry the decision as their reason"""


def merged(package: Package, tables: Sequence[Draft]) -> Merged:
    """The package as it is when no table was approved."""
    if not tables:
        return Merged(package)
    history: dict[Key, list[Row]] = {}
    sources = []
    codelists = package.codelists
    for draft in tables:
        codelists = extended(codelists, draft.additions)
        sources.append(_source(draft))
        for row in draft.decided():
            kept = replace(row, source_id=draft.source_id, status="rilis")
            history.setdefault(row.key, []).append(kept)
    known = {s["source_id"] for s in sources}
    codelists = {**codelists, "sources": [
        *(s for s in codelists["sources"] if s["source_id"] not in known), *sources]}  # fmt: skip
    rows = []
    for row in package.observations:
        newer = history.get(row.key)
        if newer is None:
            rows.append(row)
        else:
            newer.insert(0, row)
    rows += [chain[-1] for chain in history.values()]
    small = {i["indicator"] for i in codelists["indicators"] if i["small_cells"] == "1"}
    return Merged(
        replace(package, codelists=codelists, observations=rows),
        tuple(_vintages(history.values(), small)),
        tuple(_official(d) for d in tables),
        tuple(_decisions(tables)),
        tuple(_findings(tables)),
    )


def _source(draft: Draft) -> dict[str, str]:
    """The source that values of an approved table name: the publication itself, grade A."""
    found, decided = len(draft.findings), len({d.code for d in draft.decisions})
    ratified = (e.at[:10] for e in reversed(draft.log) if e.what.endswith("-> disahkan"))
    day = next(ratified, draft.imported_at[:10])
    notes = f"; catatan tabel: {' '.join(draft.notes)}" if draft.notes else ""
    notes_en = f"; note of the table: {' '.join(draft.notes)}" if draft.notes else ""
    return {
        "source_id": draft.source_id, "producer_id": draft.office, "producer_en": draft.office_en or draft.office,
        "title_id": draft.title_id, "title_en": draft.title_en or draft.title_id,
        "edition_id": f"{draft.publication or 'Kota Medan Dalam Angka'} {draft.edition}",
        "edition_en": f"{draft.publication or 'Medan Municipality in Figures'} {draft.edition}",
        "table_no": draft.number, "url_public": "", "grade": "A",
        "how_checked_id": f"tabel resmi yang diserahkan produsen; diperiksa dengan 28 aturan: {found} "
                          f"temuan, {decided} diputuskan dalam rapat; disahkan {day}{notes}",
        "how_checked_en": f"official table handed in by its producer; checked by 28 rules: {found} "
                          f"findings, {decided} decided in the meeting; ratified {day}{notes_en}",
    }  # fmt: skip


def _vintages(chains: Iterable[list[Row]], small: set[str]) -> Iterator[dict[str, Any]]:
    """Counts of few persons are left out: an older one must not tell what a newer one withholds."""
    for chain in chains:
        for place, row in enumerate(chain):
            if row.indicator in small:
                continue
            yield {
                "indicator": row.indicator, "area_code": row.area_code, "period": row.period,
                "dim": row.dim, "series": row.series, "place": place, "edition": row.edition,
                "value": row.value, "mark": row.mark, "status": row.status,
                "source_id": row.source_id, "table_no": row.table_no, "file": row.file,
                "cell": row.cell,
            }  # fmt: skip


def _official(draft: Draft) -> dict[str, Any]:
    return {
        "table_no": draft.number, "edition": draft.edition, "title_id": draft.title_id,
        "title_en": draft.title_en, "office": draft.office, "office_en": draft.office_en, "status": "rilis",
        "source_id": draft.source_id, "imported_on": draft.imported_at[:10],
        "rows": len(draft.rows), "findings": len(draft.findings),
        "indicators": ";".join(sorted({r.indicator for r in draft.rows})),
    }  # fmt: skip


def _decisions(tables: Sequence[Draft]) -> Iterator[dict[str, Any]]:
    for draft in tables:
        for finding in draft.findings:
            decision = draft.decision(finding)
            if decision is not None and decision.decision:
                yield _decision(draft, finding, decision)


def _decision(draft: Draft, finding: Finding, decision: Decision) -> dict[str, Any]:
    cell = decision.target or finding.cell
    printed = next((r for r in draft.rows if r.cell and (r.sheet, r.cell) == (finding.sheet, cell)),
                   None)  # fmt: skip
    return {
        "code": finding.code, "rule": finding.rule, "table_no": draft.number,
        "edition": draft.edition, "cell": cell,
        "indicator": printed.indicator if printed else finding.indicator,
        "area_code": printed.area_code if printed else finding.area_code,
        "period": printed.period if printed else finding.period,
        "dim": printed.dim if printed else finding.dim,
        "series": printed.series if printed else finding.series,
        "decision": decision.decision, "printed": printed.value if printed else None,
        "value": draft.right(decision, cell), "note": decision.note, "office": decision.office or draft.office,
        "role": decision.role, "decided_on": decision.date,
    }  # fmt: skip


def _findings(tables: Sequence[Draft]) -> Iterator[Finding]:
    """Findings of the tables as read; a decision stands as the reason beside its finding."""
    for draft in tables:
        for finding in draft.findings:
            decision = draft.decision(finding)
            if decision is not None and decision.decision not in ("", "ditunda"):
                yield finding.waive(*_reason(decision), decision.date or draft.imported_at[:10])
            elif finding.code in draft.settled:
                yield finding.waive(*SETTLED, draft.imported_at[:10])
            else:
                yield finding


SETTLED = (
    "selesai: hilang setelah sel lain dikoreksi",
    "settled: gone after another cell was corrected",
)
WORDS = {
    "dikoreksi": ("dikoreksi", "corrected"),
    "diterima": ("diterima", "accepted"),
    "ditarik": ("ditarik", "withdrawn"),
}


def _reason(decision: Decision) -> tuple[str, str]:
    words = WORDS[decision.decision]
    by = decision.role + (f", {decision.office}" if decision.office else "")
    note = f": {decision.note}" if decision.note else ""
    return f"{words[0]} oleh {by}{note}", f"{words[1]} by {by}{note}"
