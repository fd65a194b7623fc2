"""Known errors: a row of waivers.csv turns one finding into one that readers see and that no
longer stops a release. A waiver that fits no finding any more is an error itself."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from atlas.model import Finding


def waive(findings: list[Finding], waivers: list[dict[str, str]]) -> list[Finding]:
    """A waiver holds for one finding with its full key and its expected difference."""
    kept = list(findings)
    for number, waiver in enumerate(waivers, start=2):
        key = tuple(
            waiver[k] for k in ("rule", "indicator", "area_code", "period", "dim", "series")
        )
        at = next((i for i, f in enumerate(kept) if _place(f) == key and _fits(f, waiver)), None)
        if at is None:
            kept.append(_stale(waiver, number))
        else:
            day = datetime.date.fromisoformat(waiver["date"]).isoformat()
            kept[at] = kept[at].waive(waiver["reason_id"], waiver["reason_en"], day)
    return kept


def _place(finding: Finding) -> tuple[str, ...]:
    return (finding.rule, finding.indicator, finding.area_code,
            finding.period, finding.dim, finding.series)  # fmt: skip


def _fits(finding: Finding, waiver: dict[str, str]) -> bool:
    number = re.compile(r"-?\d+(\.\d+)?")
    if not (number.fullmatch(finding.found) and number.fullmatch(finding.expected)):
        return Decimal(waiver["difference"]) == 0
    return Decimal(finding.found) - Decimal(finding.expected) == Decimal(waiver["difference"])


def _stale(waiver: dict[str, str], number: int) -> Finding:
    return Finding(
        "waiver", "G",
        f"pengecualian {waiver['rule']} {waiver['indicator']} {waiver['area_code']} "
        f"{waiver['period']} tidak lagi cocok dengan temuan mana pun",
        f"waiver {waiver['rule']} {waiver['indicator']} {waiver['area_code']} "
        f"{waiver['period']} fits no finding any more",
        "hapus barisnya atau perbaiki selisihnya", "remove the row or mend its difference",
        file="waivers.csv", row=number, column="difference", indicator=waiver["indicator"],
        area_code=waiver["area_code"], period=waiver["period"], dim=waiver["dim"],
        series=waiver["series"], found=waiver["difference"],
    )  # fmt: skip
