"""The table of checks: severity, tolerance, aspect and explanation of each, as the release has them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from atlas.model import Finding, Lang

Severity = Literal["G", "P", "I"]
ASPECTS = ("kode_referensi", "standar_data", "metadata", "akurasi", "aktualitas", "aksesibilitas",
           "keterbandingan", "konsistensi", "relevansi")  # fmt: skip
"""Aspects of the yearly evaluation of sectoral statistics (EPSS) that a check gives evidence on."""
RULES = tuple(f"K{number:02}" for number in range(1, 29))
NUMBERS = {"K03": 1, "K04": 1, "K05": 1, "K06": 1, "K07": 1, "K09": 3, "K10": 4, "K11": 3, "K13": 2,
           "K14": 4, "K15": 1, "K16": 1, "K17": 1, "K18": 1, "K19": 2, "K20": 2, "K26": 1, "K28": 1}  # fmt: skip
"""How many numbers the tolerance of a check holds; none for the others."""
TOLERANCE = re.compile(r"\d+(\.\d+)?(;\d+(\.\d+)?)*")


@dataclass(frozen=True)
class CheckRule:
    """One check as its table describes it; `numbers` are the parts of its tolerance."""

    rule: str
    severity: Severity
    tolerance: str
    aspect: str
    texts: Mapping[str, str]

    @property
    def numbers(self) -> tuple[float, ...]:
        return tuple(map(float, self.tolerance.split(";"))) if self.tolerance else ()

    def text(self, name: str, lang: Lang) -> str:
        """Its name, what, why or remedy in a language."""
        return self.texts[f"{name}_{lang}"]


def checklist(rows: Sequence[Mapping[str, str]]) -> dict[str, CheckRule]:
    """The checks of the table by their number; rows that are wrong are left out."""
    return {r["rule"]: _check_rule(r) for r in rows if not _wrong(r)}


def _check_rule(row: Mapping[str, str]) -> CheckRule:
    severity: Severity = "G" if row["severity"] == "G" else "P" if row["severity"] == "P" else "I"
    texts = {k: v for k, v in row.items() if k.endswith(("_id", "_en"))}
    return CheckRule(row["rule"], severity, row["tolerance"], row["aspect"], texts)


def breaches(rows: Sequence[Mapping[str, str]]) -> list[Finding]:
    """Why checks cannot run: a check without a row, or a row that cannot be read."""
    there = {row["rule"] for row in rows}
    found = [_breach(0, "rule", rule, "baris aturan tidak ada", "the row of the check is missing")
             for rule in RULES if rule not in there]  # fmt: skip
    for number, row in enumerate(rows, start=2):
        if column := _wrong(row):
            said = f"{row['rule']}: {column} {row[column]!r}"
            found.append(_breach(number, column, said, "isian aturan tidak dapat dipakai",
                                 "the cell of the check cannot be used"))  # fmt: skip
    return found


def _wrong(row: Mapping[str, str]) -> str:
    """The column that cannot be used; "" when all can."""
    if row["rule"] not in RULES:
        return "rule"
    if row["severity"] not in get_args(Severity):
        return "severity"
    if row["aspect"] not in ASPECTS:
        return "aspect"
    tolerance = row["tolerance"]
    count = tolerance.count(";") + 1 if tolerance else 0
    fits = count == NUMBERS.get(row["rule"], 0) and (not count or TOLERANCE.fullmatch(tolerance))
    return "" if fits else "tolerance"


def _breach(row: int, column: str, found: str, said_id: str, said_en: str) -> Finding:
    return Finding(
        "aturan", "G", f"{said_id}: {found}", f"{said_en}: {found}",
        "pulihkan checks.csv; banyaknya bilangan toleransi tetap untuk tiap aturan",
        "restore checks.csv; each check has a fixed count of numbers in its tolerance",
        file="checks.csv", row=row, column=column, found=found,
    )  # fmt: skip
