"""What the clean tables are compared with: a package in memory whose released rows are those of the
editions before, from the same invented numbers.

    context = world()
    table = clean("3.1.2-penduduk-jenis-kelamin")
    assert not findings_on([table.printed], context)
"""

from __future__ import annotations

import csv
import datetime
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import editions
from official import Printed, grids, place_of

from atlas.examine import Codelists, Context, Examined, brought, examine, extended
from atlas.model import Finding
from atlas.package import CODELISTS, Package, Row
from atlas.rules.metadata import FIELDS, SINGLE
from atlas.table import layout, mapfile
from atlas.table.mapping import Mapping as TableMapping
from atlas.table.model import Grid, Reading, address

ROOT = Path(__file__).resolve().parent.parent
EDITION = str(editions.EDITION)
BEFORE = (editions.EDITION - 2, editions.EDITION - 1)
"""Editions that were released, the last one last."""
TODAY = datetime.date(editions.EDITION, 2, 20)
"""The day of the meeting, before the publication is out."""
INVENTED = "data karangan untuk uji"
SOURCE = f"{INVENTED}/invented data for tests"
FILE = "uji.xlsx"


@cache
def mappings() -> tuple[TableMapping, ...]:
    """The shipped mappings and those of the fixtures, which the atlas does not ship."""
    own = Path(__file__).parent / "fixtures" / "mapping"
    with tempfile.TemporaryDirectory() as made:
        for path in (ROOT / "data").glob("*.csv"):
            os.symlink(path, Path(made) / path.name)
        os.symlink(own, Path(made) / "mapping")
        return (*mapfile.load(ROOT / "data" / "mapping"), *mapfile.load(Path(made) / "mapping"))


@cache
def codelists() -> Codelists:
    """The shipped codelists with what the mappings bring; every indicator has its form filled in."""
    found: Codelists = {}
    for name in CODELISTS:
        with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            found[name] = list(csv.DictReader(lines))
    for mapping in mappings():
        found = extended(found, brought(mapping))
    found["indicators"] = [_filled_in(row) for row in found["indicators"]]
    return found


def _filled_in(indicator: Mapping[str, str]) -> dict[str, str]:
    lacking = {field: INVENTED for field in (*FIELDS, *SINGLE) if not indicator.get(field)}
    return {**indicator, **lacking, "is_composite": "tidak"}


@cache
def world() -> Context:
    """The context of edition EDITION on the day of the meeting."""
    empty = Context(Package(Path(), codelists(), []), mappings(), TODAY)
    rows: dict[tuple[str, ...], Row] = {}
    for edition in BEFORE:
        for printed in editions.book(edition).values():
            for row in rows_of([printed], empty, str(edition)):
                rows[row.key] = replace(row, file="rilis", row=0, sheet="", cell="", status="rilis")
    return with_rows(empty, rows.values())


def with_rows(context: Context, rows: Iterable[Row]) -> Context:
    """The same context with other released rows."""
    return replace(context, package=replace(context.package, observations=list(rows)))


def with_codelists(context: Context, **changed: list[dict[str, str]]) -> Context:
    """The same context with other codelists."""
    codes = {**context.package.codelists, **changed}
    return replace(context, package=replace(context.package, codelists=codes))


def reading_of(found: Sequence[Grid]) -> Reading:
    """What a file of these sheets is read as, without writing it."""
    file = found[0].file
    return Reading(file, tuple(table for grid in found for table in layout.tables(grid)))


def reading(printed: Sequence[Printed]) -> Reading:
    """Tables on a sheet each, as read."""
    return reading_of(grids(printed, FILE))


def examined(
    printed: Sequence[Printed], context: Context, edition: str = EDITION
) -> list[Examined]:
    return examine([reading(printed)], context, edition)[0]


def rows_of(printed: Sequence[Printed], context: Context, edition: str) -> list[Row]:
    return [row for one in examined(printed, context, edition) for row in one.rows]


def findings_on(printed: Sequence[Printed], context: Context) -> list[Finding]:
    return [f for one in examined(printed, context) for f in one.findings]


@dataclass(frozen=True)
class Clean:
    """A clean table of this edition, and what each of its cells means."""

    name: str
    printed: Printed

    @property
    def sheet(self) -> str:
        """The sheet it stands on when it is the first of a file."""
        return grids([self.printed])[0].sheet

    @cached_property
    def meaning(self) -> dict[tuple[int, int], Row]:
        """The row of each cell by line and column; the total is the last line."""
        (one,) = examined([self.printed], world())
        at = {row.cell: row for row in one.rows}
        found = {}
        for line in range(len(self.printed.body)):
            for column in range(self.printed.width):
                row = at.get(self.cell(line, column))
                if row is not None:
                    found[line, column] = row
        return found

    def cell(self, line: int, column: int) -> str:
        """Address of a value; each line is a row, each column one further right."""
        row, left = self._corner
        return address(row + line, left + column)

    @cached_property
    def _corner(self) -> tuple[int, int]:
        first = re.fullmatch(r"([A-Z])(\d+)", place_of(self.printed, 0, 0))
        assert first is not None
        return int(first[2]), ord(first[1]) - 64


@cache
def clean(name: str) -> Clean:
    """A clean table by the name of its mapping."""
    printed = editions.TABLES[name](editions.EDITION)
    return Clean(name, replace(printed, source=SOURCE))


def clean_tables() -> list[Clean]:
    return [clean(name) for name in editions.TABLES]


def changed(name: str) -> Context:
    """The context of a fixture: the world, or a named change of it."""
    return CHANGES[name](world()) if name else world()


def _late(context: Context) -> Context:
    return replace(context, today=datetime.date(editions.EDITION, 4, 15))


def _other_series(context: Context) -> Context:
    """The last edition had index and area on other bases."""
    kept = {"ipm": "ipm_sp2010", "luas_wilayah": "baku_265"}
    rows = context.package.observations
    return with_rows(context, [replace(r, series=kept.get(r.indicator, r.series)) for r in rows])


def _other_sources(context: Context) -> Context:
    """Figures carried over from elsewhere that say something else."""
    said = (
        ("3.1.2-penduduk-jenis-kelamin", (0, 2), 1.025), ("4.4.1-kemiskinan", (6, 2), 0.96),
        ("4.2.1-sarana-kesehatan", (21, 4), 1.03),
    )  # fmt: skip
    rows = []
    for name, place, factor in said:
        row = clean(name).meaning[place]
        rows.append(replace(row, value=(row.value or 0) * factor, edition="", table_no="", sheet="",
                            cell="", source_id="sumber-lain", status="salinan"))  # fmt: skip
    return with_rows(context, [*context.package.observations, *rows])


def _form_not_filled_in(context: Context) -> Context:
    lacking = {"jumlah_penduduk": "definition_id", "puskesmas": "presentation_classification",
               "gini": "interpretation_id"}  # fmt: skip
    rows = [{**r, lacking[r["indicator"]]: ""} if r["indicator"] in lacking else r
            for r in context.package.codelists["indicators"]]  # fmt: skip
    return with_codelists(context, indicators=rows)


def _targets(context: Context) -> Context:
    """Targets without polarity, baseline and unit."""
    full = {"area_code": "1275", "period": "2026", "unit": "persen", "polarity": "negatif",
            "baseline_value": "8", "target": "7"}  # fmt: skip
    rows = [{"indicator": "persen_penduduk_miskin", **full, "polarity": ""},
            {"indicator": "tpt", **full, "baseline_value": ""}, {"indicator": "tpak", **full, "unit": ""}]  # fmt: skip
    return with_codelists(context, target=rows)


def _without_2021(context: Context) -> Context:
    rows = context.package.observations
    return with_rows(context, [r for r in rows if r.period != "2021"])


def _poverty_gap(context: Context) -> Context:
    """A poverty gap of another table, above the share of the poor."""
    row = clean("4.4.1-kemiskinan").meaning[6, 2]
    gap = replace(row, indicator="p1", value=9.75, table_no="4.4.9", source_id="kda-2025-4.4.9",
                  sheet="", cell="")  # fmt: skip
    return with_rows(context, [*context.package.observations, gap])


CHANGES: dict[str, Callable[[Context], Context]] = {
    "late": _late, "series": _other_series, "sources": _other_sources, "form": _form_not_filled_in,
    "targets": _targets, "hole": _without_2021, "gap": _poverty_gap,
}  # fmt: skip
"""What a fixture is compared with where it is not the world as it is."""
