"""Tables that were handed in, understood and checked: against themselves, the last edition, the
release, and each other."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from atlas.model import Finding
from atlas.package import Package, Row, load_package
from atlas.rules import CHECKS, Tables, check_table, linked
from atlas.rules.tables import Sheet
from atlas.table.areas import Areas
from atlas.table.mapping import Mapped, Mapping, apply, find, load, unknown
from atlas.table.model import Reading, Table


@dataclass(frozen=True)
class Context:
    """What a table is compared with: the package as released, its codelists, the mappings."""

    package: Package
    mappings: Sequence[Mapping]
    today: datetime.date

    @classmethod
    def load(cls, data: Path, today: datetime.date | None = None) -> Context:
        """From a data folder that was released before. AtlasError when it cannot be read."""
        day = today or datetime.date.today()
        return cls(load_package(data), load(data / "mapping"), day)

    @cached_property
    def areas(self) -> Areas:
        return Areas(self.package.codelists["areas"], self.package.codelists["area_aliases"])

    @cached_property
    def released(self) -> dict[str, list[Row]]:
        """Released rows by indicator."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.package.observations:
            found[row.indicator].append(row)
        return found

    def beside(self, rows: Sequence[Row]) -> list[Row]:
        """Released rows of the indicators of a table and of those linked with them."""
        near = linked({row.indicator for row in rows})
        return [row for code in sorted(near) for row in self.released.get(code, ())]


@dataclass(frozen=True)
class Examined:
    """A table, what its cells mean, and what is wrong with it."""

    table: Table
    mapping: Mapping | None
    mapped: Mapped | None
    findings: tuple[Finding, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.mapped.rows if self.mapped else ()

    @property
    def office(self) -> str:
        """The office that produces the table; "" for a table without a mapping."""
        return self.mapping.office if self.mapping else ""

    @property
    def errors(self) -> int:
        return sum(f.severity == "G" for f in self.findings)


Progress = Callable[[int, int, str], None]
SUMS = ("K03", "K04", "K05")
Codelists = dict[str, list[dict[str, str]]]
Additions = Lookup[str, Sequence[dict[str, str]]]


def brought(mapping: Mapping) -> Codelists:
    """Rows of codelists that a mapping brings, by codelist."""
    return {name: [dict(row) for row in rows] for name, rows in mapping.additions.items()}


def extended(codelists: Codelists, additions: Lookup[str, Sequence[dict[str, str]]]) -> Codelists:
    """Codelists with rows added whose key (their first column) they lack."""
    found = dict(codelists)
    for name, rows in additions.items():
        had = found.get(name, [])
        key = next(iter(rows[0]), "") if rows else ""
        known = {row[key] for row in had}
        found[name] = [*had, *(row for row in rows if row[key] not in known)]
    return found


def examine(
    readings: Iterable[Reading], context: Context, edition: str = "",
    progress: Progress | None = None,
) -> tuple[list[Examined], list[Finding]]:  # fmt: skip
    """Every table of the files, checked; and findings on files that gave none. `progress` is told
    how many tables are done, of how many, and which was the last."""
    kept = list(readings)
    tables = [table for reading in kept for table in reading.tables]
    understood = [_understand(table, context, edition) for table in tables]
    given: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for number, (_, mapped) in enumerate(understood):
        for row in mapped.rows if mapped else ():
            given[row.indicator].append((number, row))
    found = []
    for number, (table, (mapping, mapped)) in enumerate(zip(tables, understood, strict=True)):
        rows = mapped.rows if mapped else ()
        near = linked({row.indicator for row in rows})
        handed = [r for code in sorted(near) for n, r in given.get(code, ()) if n != number]
        others = [*context.beside(rows), *handed]
        found.append(_examined(table, mapping, mapped, others, context, edition))
        if progress:
            progress(number + 1, len(tables), table.number or table.sheet)
    return found, [f for reading in kept for f in reading.findings]


def _understand(
    table: Table, context: Context, edition: str
) -> tuple[Mapping | None, Mapped | None]:
    mapping = find(table, context.mappings)
    if mapping is None:
        return None, None
    return mapping, apply(mapping, table, context.areas, edition, context.package.codelists)


def recheck(
    rows: Sequence[Row], context: Context, edition: str, additions: Additions
) -> tuple[Finding, ...]:
    """What the checks say of the cells of one table, apart from how it was printed. Sums are told
    even where a single cell was found wrong that may be the cause: it may have been let stand."""
    tables = _tables(rows, context.beside(rows), context, edition, additions)
    sums = (f for rule in SUMS for f in CHECKS[rule](tables))
    return tuple(dict.fromkeys([*check_table(tables), *sums]))


def _tables(
    rows: Sequence[Row], others: Sequence[Row], context: Context, edition: str,
    additions: Additions, sheets: Sequence[Sheet] = (),
) -> Tables:  # fmt: skip
    """Rows with what they are compared with: last edition's value of the same key, and others."""
    before = {r.key: r for r in others if not edition or r.edition != edition}
    return Tables(
        rows=rows, codelists=extended(context.package.codelists, additions),
        before={r.key: before[r.key] for r in rows if r.key in before}, others=others,
        sheets=sheets, edition=edition, today=context.today,
    )  # fmt: skip


def _examined(
    table: Table, mapping: Mapping | None, mapped: Mapped | None, others: Sequence[Row],
    context: Context, edition: str,
) -> Examined:  # fmt: skip
    rows = mapped.rows if mapped else ()
    sheets = ((table, mapping, mapped),)
    additions = brought(mapping) if mapping else {}
    about = mapped.findings if mapped else (unknown(table, context.mappings),)
    checked = check_table(_tables(rows, others, context, edition, additions, sheets))
    findings = (
        f if f.table_no else replace(f, table_no=table.number)
        for f in (*table.findings, *about, *checked)
    )
    return Examined(table, mapping, mapped, tuple(dict.fromkeys(findings)))
