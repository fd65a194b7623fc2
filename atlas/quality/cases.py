"""Findings with what they belong to: which office, which table of which edition, decided or open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

from atlas.drafts import Draft
from atlas.model import Finding
from atlas.query import Catalogue

Origin = Literal["rilis", "draf"]
Severity = Literal["G", "P", "I"]
Standing = Literal["terbuka", "diputuskan", "informasi"]
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Case:
    """A finding of a release or of a table that was handed in."""

    finding: Finding
    origin: Origin
    office: str
    """the producer of the indicator, or the office that handed the table in; "" for neither"""
    standing: Standing
    """whether anybody decided on it; information needs no decision"""
    edition: str = ""
    table: str = ""
    """of a draft its name, like 2025-3.1.1; of a release the indicator"""

    @property
    def open(self) -> bool:
        return self.standing == "terbuka"

    @property
    def rule(self) -> str:
        return self.finding.rule

    @property
    def severity(self) -> Severity:
        return self.finding.severity


def release_cases(
    findings: Iterable[Finding], catalogue: Catalogue, tables: Iterable[Draft] = ()
) -> list[Case]:
    """What a release carries beside the findings of the tables that were handed in, which stand
    with these. Decided is what was waived with a reason."""
    known = {f.code for draft in tables for f in draft.findings}
    found = []
    for finding in findings:
        if finding.code in known:
            continue
        indicator = catalogue.indicators.get(finding.indicator)
        office = indicator.text("producer", "id") if indicator else ""
        standing = _standing(finding, bool(finding.waived_id))
        found.append(Case(finding, "rilis", office, standing, "", finding.indicator))
    return found


def draft_cases(drafts: Iterable[Draft]) -> list[Case]:
    """What was found in tables that were handed in."""
    found = []
    for draft in drafts:
        waiting = {f.code for f in draft.open}
        for finding in draft.findings:
            standing = _standing(finding, finding.code not in waiting)
            found.append(Case(finding, "draf", draft.office, standing, draft.edition, draft.name))
    return found


def _standing(finding: Finding, decided: bool) -> Standing:
    if finding.severity == "I":
        return "informasi"
    return "diputuskan" if decided else "terbuka"


def tallied(cases: Iterable[Case], by: Callable[[Case], K]) -> Counter[K]:
    """How many cases there are of each kind."""
    return Counter(by(case) for case in cases)
