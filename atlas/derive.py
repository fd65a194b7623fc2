"""Computed indicators: rates, shares, gaps and growth from published parts, by the rules of a table.

Every value is exact arithmetic on published values, rounded once (half up) to the decimals of its
indicator. It carries the worse evidence grade, the marks and the sources of its parts. A part
without a value gives none; a denominator of zero gives "not applicable".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from typing import Any

from atlas.honest import APART, may_divide
from atlas.model import GRADES, Finding, worst_mark
from atlas.package import Package

Span = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Part:
    """One published (or earlier computed) value that a computed value rests on."""

    role: str
    """pembilang or penyebut; for growth sesudah and sebelum"""
    indicator: str
    area_code: str
    period: str
    dim: str
    series: str
    value: float | None
    low: float | None
    high: float | None
    mark: str
    source_id: str
    period_kind: str
    partial_period: str
    status: str
    note_id: str
    note_en: str

    @property
    def span(self) -> Span:
        """The value as an interval; a withheld one is as wide as the range shown for it."""
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        return _exact(low), _exact(high)


@dataclass(frozen=True)
class Computed:
    observation: dict[str, Any]
    parts: tuple[Part, ...]


@dataclass
class Pool:
    """Every value that may be a part, and how its table may be added up."""

    package: Package
    observations: list[dict[str, Any]]

    def __post_init__(self) -> None:
        self.tables: dict[tuple[str, str, str], dict[tuple[str, str], dict[str, Any]]] = (
            defaultdict(dict)
        )
        for row in self.observations:
            self.add(row)

    def add(self, row: dict[str, Any]) -> None:
        table = self.tables[(row["indicator"], row["dim"], row["series"])]
        table[(row["area_code"], row["period"])] = row

    @cached_property
    def members(self) -> dict[tuple[str, str], list[str]]:
        """Members of the complete set of (indicator, dimension)."""
        return {
            (line["indicator"], line["members"].split("=")[0]): line["members"].split(";")
            for line in self.package.codelists["partitions"]
            if line["indicator"] == line["total_indicator"]
        }

    def dims(self, indicator: str, dim: str) -> list[str]:
        """The dimension itself, or each member when it is `key=*`."""
        return self.members[(indicator, dim[:-2])] if dim.endswith("=*") else [dim]

    def parts(
        self, role: str, indicator: str, dim: str, series: str, area: str, period: str
    ) -> list[Part]:
        """The values of a part, one for each member of a sum; empty when one is missing."""
        found = []
        for member in self.dims(indicator, dim):
            row = self.tables[(indicator, member, series)].get((area, period))
            if row is None or (row["value"] is None and row["low"] is None):
                return []
            found.append(
                Part(role, indicator, area, period, member, series, row["value"], row["low"],
                     row["high"], row["mark"], row["source_id"], row["period_kind"],
                     row["partial_period"], row["status"], row["note_id"], row["note_en"])
            )  # fmt: skip
        return found


def derive(package: Package, observations: list[dict[str, Any]]) -> list[Computed]:
    """Every computed value with its parts, in the order of the rules: a rule may use the results
    of one before it. `observations` are rows of the release, withheld ones as ranges."""
    pool = Pool(package, observations)
    areas = package.by("areas", "area_code")
    grades = {s["source_id"]: s["grade"] for s in package.codelists["sources"]}
    decimals = {i["indicator"]: int(i["decimals"]) for i in package.codelists["indicators"]}
    pairs = package.by("pairs", "pair")
    contested = rejected(package)
    computed = []
    for number, rule in enumerate(package.codelists["derived"], start=2):
        found = []
        for area, period in _places(pool, rule, areas):
            parts = _parts(pool, rule, pairs, area, period)
            if parts:
                row = _row(rule, parts, pairs, grades, decimals[rule["indicator"]], contested)
                place = {"area_code": area, "level": areas[area]["level"], "period": period}
                found.append(Computed({**row, **place, "file_row": number}, tuple(parts)))
        for item in found:
            pool.add(item.observation)
        computed += found
    return computed


def rejected(package: Package) -> dict[tuple[str, ...], float]:
    """What a rejected source says, by the full key of the figure it contests."""
    return {
        tuple(c[k] for k in ("indicator", "area_code", "period", "dim", "series")): float(
            c["rejected"]
        )
        for c in package.codelists["contested"]
    }


def _places(
    pool: Pool, rule: dict[str, str], areas: dict[str, dict[str, str]]
) -> list[tuple[str, str]]:
    """(area, period) of every value of the numerator that the rule is for, sorted."""
    levels = rule["levels"].split(";")
    part = pool.package.by("indicators", "indicator").get(rule["denominator"], {})
    until = part.get("standing", "") if rule["denominator_period"] else ""
    first = pool.dims(rule["numerator"], rule["numerator_dim"])[0]
    table = pool.tables[(rule["numerator"], first, rule["numerator_series"])]
    return sorted(
        (area, period)
        for area, period in table
        if areas[area]["level"] in levels
        and rule["numerator_period"] in ("", period)
        and (not until or period[:4] <= until)
        and period not in rule["without"].split(";")
    )


def _parts(
    pool: Pool, rule: dict[str, str], pairs: dict[str, dict[str, str]], area: str, period: str
) -> list[Part]:
    """Parts of one value, numerator first; empty when one is missing or not comparable."""
    top, below = "pembilang", "penyebut"
    other = (rule["denominator"], rule["denominator_dim"], rule["denominator_series"],
             rule["denominator_area"] or area, rule["denominator_period"] or period)  # fmt: skip
    own = (rule["numerator"], rule["numerator_dim"], rule["numerator_series"], area)
    if rule["kind"] == "pasangan":
        pair = pairs[rule["pair"]]
        top, below = "sesudah", "sebelum"
        other = (rule["numerator"], rule["numerator_dim"], pair["series_from"], area,
                 pair["period_from"])  # fmt: skip
    if rule["kind"] == "tahunan":
        if len(period) != 4:
            return []
        top, below = "sesudah", "sebelum"
        other = (*own, str(int(period) - 1))
    above = pool.parts(top, *own, period)
    under = pool.parts(below, *other)
    if not above or not under:
        return []
    same = rule["denominator_period"] or rule["kind"] == "pasangan"
    if not same and {p.period_kind for p in above} != {p.period_kind for p in under}:
        return []
    if rule["kind"] == "tahunan" and any(p.partial_period for p in (*above, *under)):
        return []
    return above + under


def _row(
    rule: dict[str, str], parts: list[Part], pairs: dict[str, dict[str, str]],
    grades: dict[str, str], decimals: int, contested: dict[tuple[str, ...], float],
) -> dict[str, Any]:  # fmt: skip
    """The observation of a set of parts, without its place."""
    months = int(pairs[rule["pair"]]["months"]) if rule["pair"] else 12
    first = parts[0]
    worst = max(parts, key=lambda p: GRADES.index(grades[p.source_id]))
    low, high = formula(rule["kind"], parts, rule["scale"], months, decimals) or (None, None)
    exact = low == high
    other = _otherwise(parts, contested)
    alternative = formula(rule["kind"], other, rule["scale"], months, decimals) if other else None
    under = _total(p for p in parts if p.role == "penyebut")[0]
    rate = rule["kind"] == "rasio"
    return {
        "indicator": rule["indicator"], "dim": rule["dim"],
        "series": _series(rule), "period_kind": first.period_kind,
        "partial_period": max(p.partial_period for p in parts),
        "value": low if exact else None, "low": None if exact else low,
        "high": None if exact else high,
        "mark": "NA" if low is None else worst_mark(p.mark for p in parts),
        "source_id": worst.source_id, "origin": "dihitung", "edition": "", "table_no": "",
        "status": "salinan" if any(p.status == "salinan" for p in parts) else first.status,
        "note_id": "; ".join(dict.fromkeys(p.note_id for p in parts if p.note_id)),
        "note_en": "; ".join(dict.fromkeys(p.note_en for p in parts if p.note_en)),
        "file": "derived.csv", "denominator": float(under) if rate else None,
        "alternative": alternative[0] if alternative else None,
    }  # fmt: skip


def _series(rule: dict[str, str]) -> str:
    """The series of a result: that of its numerator, or of the pair that is compared."""
    return rule["pair"].replace("-", "_") if rule["pair"] else rule["numerator_series"]


def _otherwise(parts: list[Part], contested: dict[tuple[str, ...], float]) -> list[Part]:
    """The parts with what a rejected source says in place of a contested one; empty when no part
    is contested."""
    found = [contested.get((p.indicator, p.area_code, p.period, p.dim, p.series)) for p in parts]
    if not any(found):
        return []
    return [replace(p, value=c) if c else p for p, c in zip(parts, found, strict=True)]


def formula(
    kind: str, parts: list[Part], scale: str, months: int, decimals: int
) -> tuple[float, float] | None:
    """Least and greatest value of a rule on its parts, rounded half up; both are the value unless
    a part is withheld. None when the denominator is zero.

    Growth over a pair is geometric per year: ((after / before)^(12 / months) - 1) x 100, as BPS
    states the growth between two censuses.
    """
    above = _total(p for p in parts if p.role in ("pembilang", "sesudah"))
    under = _total(p for p in parts if p.role in ("penyebut", "sebelum"))
    if kind == "selisih":
        ends = above[0] - under[1], above[1] - under[0]
    elif under[0] == 0:
        return None
    elif kind == "rasio":
        ends = above[0] / under[1] * Fraction(scale), above[1] / under[0] * Fraction(scale)
    elif kind == "tahunan":
        ends = (above[0] / under[1] - 1) * 100, (above[1] / under[0] - 1) * 100
    else:
        low, high = (_yearly(a / u, months) for a, u in zip(above, reversed(under), strict=True))
        ends = low, high
    return _rounded(ends[0], decimals), _rounded(ends[1], decimals)


def _total(parts: Iterator[Part]) -> Span:
    spans = [p.span for p in parts]
    return sum((s[0] for s in spans), Fraction(0)), sum((s[1] for s in spans), Fraction(0))


def _yearly(ratio: Fraction, months: int) -> Fraction:
    with localcontext() as context:
        context.prec = 40
        power = Decimal(12) / Decimal(months)
        growth = (Decimal(ratio.numerator) / Decimal(ratio.denominator)) ** power
        return (Fraction(growth) - 1) * 100


def _exact(value: float | None) -> Fraction:
    """A published number as it was written, without binary rounding."""
    return Fraction(repr(value)) if value is not None else Fraction(0)


def _rounded(value: Fraction, decimals: int) -> float:
    with localcontext() as context:
        context.prec = 60
        number = Decimal(value.numerator) / Decimal(value.denominator)
        return float(number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def check_rules(package: Package) -> list[Finding]:
    """What is wrong with the table of rules, each with its row; empty when all is well."""
    known = package.by("indicators", "indicator")
    derived = {rule["indicator"] for rule in package.codelists["derived"]}
    pool = Pool(package, [])
    findings: list[Finding] = []
    done: set[str] = set()

    def wrong(row: int, column: str, found: str, said: tuple[str, str, str, str]) -> None:
        findings.append(Finding("turunan", "G", *said, file="derived.csv", row=row, column=column,
                                indicator="", found=found))  # fmt: skip

    for row, rule in enumerate(package.codelists["derived"], start=2):
        for column in ("numerator", "denominator"):
            part, dim = rule[column], rule[f"{column}_dim"]
            if part in derived and part not in done:
                wrong(row, column, part, (
                    f"{part} dihitung oleh baris sesudahnya", f"{part} is computed by a later row",
                    "pindahkan barisnya ke atas", "move its row up"))  # fmt: skip
            if dim.endswith("=*") and (part, dim[:-2]) not in pool.members:
                wrong(row, f"{column}_dim", dim, (
                    f"{part} tidak punya susunan lengkap untuk {dim[:-2]}",
                    f"{part} has no complete set for {dim[:-2]}",
                    "daftarkan di partitions.csv", "list it in partitions.csv"))  # fmt: skip
        top, below = rule["numerator_period"], rule["denominator_period"]
        standing = known[rule["denominator"]]["standing"] if rule["denominator"] else ""
        if below and not standing and not (top and may_divide(top, below, standing)):
            wrong(row, "denominator_period", below, (
                f"pembilang dan penyebut terpaut lebih dari {APART} tahun atau tidak tentu",
                f"numerator and denominator are more than {APART} years apart, or not fixed",
                "pilih periode yang berdekatan", "choose periods that are closer"))  # fmt: skip
        if rule["kind"] == "pasangan" and rule["pair"] == "":
            wrong(row, "pair", "", (
                "pertumbuhan tanpa pasangan", "growth without a pair",
                "sebut pasangan dari pairs.csv", "name a pair of pairs.csv"))  # fmt: skip
        done.add(rule["indicator"])
    for obs in package.observations:
        if obs.indicator in derived:
            findings.append(obs.finding("turunan", "G", column="indicator", found=obs.indicator,
                message_id="indikator ini dihitung, tidak boleh punya baris sendiri",
                message_en="this indicator is computed and may have no rows of its own",
                remedy_id="hapus baris ini", remedy_en="remove this row"))  # fmt: skip
    return findings
