"""Which reader a file is for, and what that reader made of it."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from atlas.model import Finding
from atlas.table import ckan, files, layout, simdasi, site, tidy, webapi
from atlas.table.document import Document
from atlas.table.files import safe_name
from atlas.table.guard import grids_of, grids_safely, read_bytes, read_safely
from atlas.table.model import Grid, Reading, Table
from atlas.table.refused import Refused, noted

__all__ = ["grids_of", "grids_safely", "read", "read_bytes", "read_grids", "read_safely",
           "read_stream"]  # fmt: skip


def read(path: Path) -> Reading:
    """A file read in this very process: for tests and for files of one's own. What strangers hand
    in goes through `read_safely`."""
    with path.open("rb") as stream:
        return read_stream(stream, safe_name(path.name))


def read_stream(stream: BinaryIO, file: str) -> Reading:
    """The tables of an open file and findings on the file; a refusal is one of these."""
    try:
        opened = files.opened(stream, file)
        found: list[tuple[list[Table], list[Finding]]]
        if opened.document is not None:
            found = [_of_answer(opened.document, file)]
        else:
            found = [_of_sheet(grid) for grid in opened.grids]
            found += [_empty(found, opened.grids)]
    except Refused as refusal:
        return Reading(file, (), (refusal.finding(file),))
    tables = tuple(table for given, _ in found for table in given)
    findings = [*opened.findings, *(f for _, given in found for f in given)]
    if not tables and not any(f.severity != "I" for f in findings):
        findings.append(noted("nothing", file))
    return Reading(file, tables, tuple(findings))


def read_grids(stream: BinaryIO, file: str) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """The bare sheets of an open file, for what is no table: a filled-in evaluation sheet."""
    try:
        opened = files.opened(stream, file)
    except Refused as refusal:
        return (), (refusal.finding(file),)
    return opened.grids, opened.findings


def _of_sheet(grid: Grid) -> tuple[list[Table], list[Finding]]:
    if tidy.recognised(grid):
        return tidy.tables(grid)
    if ckan.recognised(grid):
        return ckan.tables(grid), []
    if site.recognised(grid):
        return [site.table(grid)], []
    return layout.tables(grid), []


def _of_answer(document: Document, file: str) -> tuple[list[Table], list[Finding]]:
    if webapi.recognised(document):
        return webapi.tables(document, file)
    if simdasi.recognised(document):
        return simdasi.tables(document, file)
    if ckan.recognised_answer(document):
        return ckan.answer(document, file)
    raise Refused("json_kind")


def _empty(
    found: list[tuple[list[Table], list[Finding]]], grids: tuple[Grid, ...]
) -> tuple[list[Table], list[Finding]]:
    """Sheets that gave nothing beside others that did: a cover, or a table nobody recognised."""
    none = [g for g, given in zip(grids, found, strict=True) if not any(given)]
    if len(none) == len(grids):
        return [], []
    return [], [noted("no_table", g.file, g.sheet) for g in none]
