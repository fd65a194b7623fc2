"""The published tables: a Data Package read, checked against its own schema, and typed."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import frictionless
from frictionless import errors as fe

from atlas.model import AtlasError, Finding, PackageError

CODELISTS = ("areas", "area_aliases", "chapters", "topics", "units", "series", "dimensions",
             "partitions", "complete", "notes", "sources", "indicators", "waivers",
             "derived", "pairs", "twins", "contested", "corrections", "glossary", "checks",
             "target")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One observation as it stands in a file; `row` counts lines with the header as 1."""

    file: str
    row: int
    indicator: str
    area_code: str
    period: str
    period_kind: str
    partial_period: str
    dim: str
    value: float | None
    mark: str
    series: str
    source_id: str
    origin: str
    edition: str
    table_no: str
    status: str
    note: str
    sheet: str = ""
    cell: str = ""
    """where it stood in the table that was handed in: sheet and address, like C12"""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        return (self.indicator, self.area_code, self.period, self.dim, self.series)

    @property
    def table(self) -> tuple[str, str, str, str]:
        """The table this value is a cell of: indicator, period, dimension, series."""
        return (self.indicator, self.period, self.dim, self.series)

    def finding(
        self,
        rule: str,
        severity: Literal["G", "P", "I"],
        *,
        message_id: str,
        message_en: str,
        remedy_id: str,
        remedy_en: str,
        column: str = "value",
        expected: str = "",
        found: str = "",
        before: str = "",
    ) -> Finding:
        """A finding on this very row."""
        return Finding(
            rule, severity, message_id, message_en, remedy_id, remedy_en, self.file, self.row,
            column, self.indicator, self.area_code, self.period, self.dim, self.series, expected,
            found, sheet=self.sheet, cell=self.cell, table_no=self.table_no, before=before,
        )  # fmt: skip


@dataclass(frozen=True)
class Package:
    """A package that keeps its schema: codelists as text rows, observations typed."""

    folder: Path
    codelists: dict[str, list[dict[str, str]]]
    observations: list[Row]

    def by(self, codelist: str, key: str) -> dict[str, dict[str, str]]:
        return {row[key]: row for row in self.codelists[codelist]}


def read_package(folder: Path) -> Package:
    """The package in a folder. PackageError with every breach of its schema, not the first."""
    descriptor = _descriptor(folder)
    try:
        report = frictionless.Package(str(folder / "datapackage.json")).validate()
    except frictionless.FrictionlessException as error:
        raise PackageError([_from_error(error.error, "datapackage.json")]) from error
    findings = [_from_error(e, "datapackage.json") for e in report.errors]
    for task in report.tasks:
        findings += [_from_error(error, task.place) for error in task.errors]
    if findings:
        raise PackageError(findings)
    package = _package(folder, descriptor)
    if findings := _beyond_schema(package):
        raise PackageError(findings)
    return package


def load_package(folder: Path) -> Package:
    """The package in a folder that was validated before, in a tenth of the time and without looking
    at its schema again. AtlasError when it cannot be read."""
    descriptor = _descriptor(folder)
    try:
        return _package(folder, descriptor)
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise AtlasError(
            f"{folder}: paket data tidak terbaca ({error}). Jalankan python -m atlas build untuk "
            f"melihat apa yang salah.",
            f"{folder}: the data package cannot be read ({error}). Run python -m atlas build to see "
            f"what is wrong.",
        ) from error


def _package(folder: Path, descriptor: dict[str, Any]) -> Package:
    codelists = {name: [r for _, r in _rows(folder / f"{name}.csv")] for name in CODELISTS}
    observations = [
        _observation(path, number, row)
        for path in (r["path"] for r in descriptor["resources"])
        if path.startswith("observations/")
        for number, row in _rows(folder / path)
    ]
    return Package(folder, codelists, observations)


def package_files(folder: Path) -> list[Path]:
    """Every file a release of this package depends on, sorted."""
    names = ["datapackage.json", *(r["path"] for r in _descriptor(folder)["resources"])]
    return sorted(folder / name for name in names)


def _descriptor(folder: Path) -> dict[str, Any]:
    path = folder / "datapackage.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        names = {r["name"]: r["path"] for r in content["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AtlasError(
            f"{path}: paket data tidak terbaca. Pulihkan berkas itu atau tunjuk folder data lain.",
            f"{path}: the data package cannot be read. Restore it or name another data folder.",
        ) from error
    lacking = [name for name in CODELISTS if name not in names]
    if lacking:
        raise AtlasError(
            f"datapackage.json: tabel {', '.join(lacking)} tidak disebut. Pulihkan barisnya.",
            f"datapackage.json: tables {', '.join(lacking)} are not named. Restore their entries.",
        )
    return dict(content)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        return [(reader.line_num, row) for row in reader]


def _observation(path: str, number: int, row: dict[str, str]) -> Row:
    value = float(row["value"]) if row["value"] else None
    return Row(path, number, **{k: v for k, v in row.items() if k != "value"}, value=value)


WORDS = {
    fe.PrimaryKeyError: ("kunci sudah dipakai baris lain", "key already used by another row",
                         "hapus atau gabungkan salah satu baris", "remove or merge one of them"),
    fe.ForeignKeyError: ("kode tidak ada dalam daftar kode", "code is not in its codelist",
                         "perbaiki kodenya atau daftarkan dulu", "mend the code or list it first"),
    fe.TypeError: ("jenis isian salah", "wrong type of cell",
                   "tulis angka dengan titik desimal dan tanpa pemisah ribuan",
                   "write numbers with a decimal point and no thousands separator"),
    fe.ConstraintError: ("isian di luar yang dibolehkan", "cell outside what is allowed",
                         "pakai nilai yang dibolehkan skema", "use a value the schema allows"),
    fe.SchemeError: ("berkas tidak ada", "file is missing",
                     "pulihkan berkas itu", "restore the file"),
    fe.EncodingError: ("berkas bukan UTF-8", "file is not UTF-8",
                       "simpan ulang sebagai UTF-8", "save it again as UTF-8"),
}  # fmt: skip
OTHER = ("susunan tabel tidak sesuai skema", "table does not keep its schema",
         "samakan tajuk dan jumlah kolom dengan datapackage.json",
         "match headers and column count with datapackage.json")  # fmt: skip


def _from_error(error: frictionless.Error, file: str) -> Finding:
    """A frictionless error as a finding in the words of the atlas."""
    what_id, what_en, remedy_id, remedy_en = WORDS.get(type(error), OTHER)
    cell = getattr(error, "cell", "") or ""
    cells = getattr(error, "cells", None) or []
    if not cell and isinstance(error, fe.PrimaryKeyError | fe.ForeignKeyError):
        cell = " | ".join(c for c in cells[:5] if c)
    detail = f" [{str(cell)[:80]}]" if cell else ""
    note = f" ({error.note[:200]})" if error.note else ""
    return Finding(
        rule=f"skema:{error.type}",
        severity="G",
        message_id=what_id + detail + note,
        message_en=what_en + detail + note,
        remedy_id=remedy_id,
        remedy_en=remedy_en,
        file=file.split("/data/")[-1],
        row=getattr(error, "row_number", 0) or 0,
        column=getattr(error, "field_name", "") or "",
        found=str(cell)[:80],
    )


def _beyond_schema(package: Package) -> list[Finding]:
    """What Table Schema cannot say: finite values, known dimension members, one key in all
    files, every observation in the file of its chapter, default codes that exist."""
    members = package.by("dimensions", "member")
    findings = list(_unknown_members(package, members))
    chapters = {k: r["chapter"] for k, r in package.by("indicators", "indicator").items()}
    seen: dict[tuple[str, ...], Row] = {}
    for row in package.observations:
        if row.value is not None and not math.isfinite(row.value):
            findings.append(row.finding("skema:finite", "G", found=str(row.value),
                message_id="nilai bukan bilangan biasa (NaN atau tak hingga)",
                message_en="value is not a finite number (NaN or infinity)",
                remedy_id="kosongkan selnya dan beri tanda ... bila tidak tersedia",
                remedy_en="leave the cell empty and mark it ... if not available"))  # fmt: skip
        unknown = [m for m in row.dim.split(";") if m and m not in members]
        if unknown:
            findings.append(row.finding("skema:dim", "G", column="dim", found=row.dim,
                message_id=f"anggota dimensi tidak dikenal: {', '.join(unknown)}",
                message_en=f"unknown dimension member: {', '.join(unknown)}",
                remedy_id="perbaiki atau daftarkan di dimensions.csv",
                remedy_en="mend it or list it in dimensions.csv"))  # fmt: skip
        if row.key in seen:
            other = seen[row.key]
            findings.append(row.finding("skema:key", "G", column="indicator", found=row.indicator,
                message_id=f"kunci sama dengan {other.file} baris {other.row}",
                message_en=f"same key as {other.file} row {other.row}",
                remedy_id="hapus salah satu", remedy_en="remove one of them"))  # fmt: skip
        seen[row.key] = row
        if int(row.file.split("/")[1][:2]) != int(chapters[row.indicator]):
            findings.append(row.finding("skema:chapter", "G", column="indicator",
                message_id="baris berada di berkas bab lain",
                message_en="row stands in the file of another chapter",
                remedy_id=f"pindahkan ke berkas bab {chapters[row.indicator]}",
                remedy_en=f"move it to the file of chapter {chapters[row.indicator]}"))  # fmt: skip
    return findings


def _unknown_members(package: Package, members: Container[str]) -> Iterator[Finding]:
    """Corrections that name a member of no dimension: their reason would reach no figure."""
    for number, row in enumerate(package.codelists["corrections"], start=2):
        unknown = [m for m in row["dim"].split(";") if m and m not in members]
        if unknown:
            yield Finding(
                "skema:dim", "G",
                f"anggota dimensi tidak dikenal: {', '.join(unknown)}",
                f"unknown dimension member: {', '.join(unknown)}",
                "perbaiki atau daftarkan di dimensions.csv",
                "mend it or list it in dimensions.csv",
                file="corrections.csv", row=number, column="dim", indicator=row["indicator"],
                area_code=row["area_code"], period=row["period"], dim=row["dim"],
                series=row["series"], found=row["dim"],
            )  # fmt: skip
