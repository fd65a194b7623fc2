"""The checks a table passes before it is released, each a small function over its cells.

Numbers K01.. are those of the yearly table meeting; G stops a release, P warns, I informs. Severity,
tolerance and explanation of each stand in data/checks.csv. To add a check, write a function that
takes Tables and yields findings, name it in CHECKS, and give it a row in that table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from atlas.model import Finding
from atlas.package import Package
from atlas.rules import (
    agreement,
    breaks,
    codelists,
    codes,
    currency,
    form,
    logic,
    metadata,
    numerals,
    ranges,
    rates,
    sums,
    titles,
    units,
    years,
)
from atlas.rules.checklist import RULES, CheckRule, breaches, checklist
from atlas.rules.logic import linked
from atlas.rules.tables import Check, Tables
from atlas.rules.values import printed
from atlas.waivers import waive

__all__ = ["CHECKS", "OF_PACKAGE", "RULES", "Check", "CheckRule", "Tables", "check", "check_table",
           "checklist", "linked"]  # fmt: skip

CHECKS: dict[str, Check] = {
    "K01": codes.k01_kecamatan,
    "K02": codes.k02_names,
    "K03": sums.k03_sums,
    "K04": sums.k04_parts_of_table,
    "K05": sums.k05_percentages_of_table,
    "K06": rates.k06_derived_values,
    "K07": ranges.k07_cell_above_total,
    "K08": ranges.k08_range,
    "K09": years.k09_unit_slip,
    "K10": years.k10_jumps,
    "K11": years.k11_copied,
    "K12": ranges.k12_blank_without_mark,
    "K13": ranges.k13_nil,
    "K14": breaks.k14_breaks_are_noted,
    "K15": agreement.k15_tables_agree,
    "K16": agreement.k16_sources_agree,
    "K17": agreement.k17_revisions_are_marked,
    "K18": currency.k18_provisional_figures,
    "K19": currency.k19_reference_period,
    "K20": currency.k20_calendar,
    "K21": metadata.k21_metadata,
    "K22": units.k22_units,
    "K23": form.k23_source_period_note,
    "K24": numerals.k24_numbers_and_footnotes,
    "K25": titles.k25_titles,
    "K26": years.k26_holes,
    "K27": metadata.k27_targets,
    "K28": logic.k28_linked_values,
}
OF_PACKAGE: dict[str, Check] = {
    "K01": codelists.k01_complete_tables,
    "K02": codelists.k02_aliases,
    "K03": sums.k03_sums,
    "K04": sums.k04_parts,
    "K05": sums.k05_percentages,
    "K07": ranges.k07_cell_above_total,
    "K08": ranges.k08_range,
    "K12": ranges.k12_blank_without_mark,
    "K26": years.k26_holes,
}
"""Checks of the package as a whole, before each release."""
OF_LINES = (
    "K01",
    "K02",
    "K12",
    "K18",
    "K19",
    "K20",
    "K21",
    "K22",
    "K23",
    "K24",
    "K25",
    "K26",
    "K27",
)
"""Checks of names, form and periods: they look at every line, the others at values of areas that
only one line names."""
BY_ITSELF = ("K07", "K08", "K09", "K13")
"""Checks that show a value to be wrong by itself: the next ones leave it out, so that one error is
not reported again by every sum, ratio and comparison it enters."""
TOGETHER = ("K03", "K04", "K05", "K10", "K14", "K15", "K16", "K17")
DERIVED = ("K06", "K28")
"""Checks of what follows from sums: they leave out places whose sums are wrong already."""
MANY = 10
"""From more findings of a check in one column on, one finding speaks for all."""


def check(package: Package) -> list[Finding]:
    """Every finding on a package, waived ones marked; a waiver that fits none is an error."""
    if wrong := breaches(package.codelists["checks"]):
        return wrong
    tables = Tables(package.observations, package.codelists)
    findings = [f for run in OF_PACKAGE.values() for f in run(tables)]
    return waive(findings, package.codelists["waivers"])


def check_table(tables: Tables) -> list[Finding]:
    """What is wrong with tables that were handed in, in the order of the checks. What reader and
    mapping have said of a cell already (in `sheets`) is not said again, nor handed on."""
    if wrong := breaches(tables.codelists["checks"]):
        return wrong
    found = {rule: list(CHECKS[rule](tables)) for rule in OF_LINES}
    once = _of_areas(tables, codes.doubtful(tables))
    found |= {rule: list(CHECKS[rule](once)) for rule in (*BY_ITSELF, "K11")}
    sound = _without(once, [f for rule in BY_ITSELF for f in found[rule]])
    found |= {rule: list(CHECKS[rule](sound)) for rule in TOGETHER}
    summed = _beside_sums(sound, found["K03"] + found["K04"])
    found |= {rule: list(CHECKS[rule](summed)) for rule in DERIVED}
    said = {(f.rule, f.sheet, f.cell) for table, _, mapped in tables.sheets
            for f in (*table.findings, *(mapped.findings if mapped else ())) if f.cell}  # fmt: skip
    new = (f for rule in CHECKS for f in found[rule] if (rule, f.sheet, f.cell) not in said)
    return [_with_last_year(tables, f) for f in _gathered(new)]


def _of_areas(tables: Tables, but: set[str]) -> Tables:
    kept = [r for r in tables.rows if r.area_code not in but]
    return replace(tables, rows=kept) if but else tables


def _without(tables: Tables, findings: Sequence[Finding]) -> Tables:
    """The tables without the values that are wrong; one without an area means its column."""
    cells = {(f.indicator, f.area_code, f.period, f.dim, f.series) for f in findings if _wrong(f)}
    kept = [r for r in tables.rows
            if r.key not in cells and (r.indicator, "", r.period, r.dim, r.series) not in cells]  # fmt: skip
    return tables if len(kept) == len(tables.rows) else replace(tables, rows=kept)


def _wrong(finding: Finding) -> bool:
    """Whether a finding is about its value. Nil beside 0 is about how a table is written."""
    return finding.rule != "K13" or bool(finding.before)


def _beside_sums(tables: Tables, findings: Sequence[Finding]) -> Tables:
    """The tables without the columns whose areas, and the places whose parts, do not add up."""
    columns = {(f.indicator, f.period, f.dim, f.series) for f in findings if f.rule == "K03"}
    places = {(f.area_code, f.period) for f in findings if f.rule == "K04"}
    kept = [r for r in tables.rows
            if r.table not in columns and (r.area_code, r.period) not in places]  # fmt: skip
    return tables if len(kept) == len(tables.rows) else replace(tables, rows=kept)


def _gathered(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of one check on more than MANY cells of one column made one, at the first cell."""
    columns: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for f in findings:
        alike = (f.indicator, f.period, f.dim, f.series) if f.indicator else (f.cell, f.message_id)
        columns[(f.rule, f.sheet, *alike)].append(f)
    found: list[Finding] = []
    for column in columns.values():
        found += [_speaking_for(column)] if len(column) > MANY else column
    return found


def _speaking_for(findings: Sequence[Finding]) -> Finding:
    first, more = findings[0], len(findings) - 1
    last = findings[-1].cell or str(findings[-1].row)
    return replace(
        first,
        message_id=f"{first.message_id}; begitu pula {more} sel lain di kolom ini, sampai {last}",
        message_en=f"{first.message_en}; so do {more} other cells of this column, down to {last}",
    )


def _with_last_year(tables: Tables, finding: Finding) -> Finding:
    """The finding with the value a year before, where it is about a value that had one."""
    place = (finding.indicator, finding.period, finding.dim, finding.series)
    if finding.before or not finding.area_code or place not in tables.cells:
        return finding
    last = tables.earlier(place).get(finding.area_code)
    return replace(finding, before=printed(last)) if last else finding
