"""From a table as printed to rows of the package, by a declared mapping and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from atlas.model import AtlasError, Finding
from atlas.package import Row
from atlas.table import template
from atlas.table.areas import Areas
from atlas.table.heads import Codelists, targets_of
from atlas.table.lines import Place, placed
from atlas.table.mapfile import load
from atlas.table.meaning import Column, Mapped, Mapping, Meaning, Said, Target
from atlas.table.model import Cell, Table, address
from atlas.table.numeral import UNCLEAR
from atlas.table.unread import about

__all__ = ["Column", "Mapped", "Mapping", "Meaning", "Said", "Target", "apply", "find", "load",
           "unknown"]  # fmt: skip


def find(table: Table, mappings: Sequence[Mapping]) -> Mapping | None:
    """The mapping of a table: reader, number and title words exactly, and the header words of more
    than half of its columns exactly. A table of the atlas's template maps itself. None for a table
    nobody has described yet."""
    if table.reader == template.READER:
        return template.of_template(table, mappings)
    found = [m for m in mappings if _knows(m, table)]
    if len(found) > 1:
        names = ", ".join(f"{m.name}.toml" for m in found)
        raise AtlasError(
            f"Tabel {table.number or table.title_id} cocok dengan lebih dari satu pemetaan ({names}). "
            "Buat judul atau tajuknya lebih rinci.",
            f"Table {table.number or table.title_id} fits more than one mapping ({names}). "
            "Make their titles or headers more exact.",
        )
    return found[0] if found else None


def _knows(mapping: Mapping, table: Table) -> bool:
    if table.reader not in mapping.readers or mapping.table_no not in ("", table.number):
        return False
    if not mapping.titled(table):
        return False
    seen = {c for head in table.heads if (c := mapping.column(head)) is not None}
    return 2 * sum(c in seen for c in mapping.required) > len(mapping.required)


def unknown(table: Table, mappings: Sequence[Mapping]) -> Finding:
    """The finding for a table that no mapping knows: what differs from one of the same number."""
    near = next((m for m in mappings if m.table_no and m.table_no == table.number), None)
    why_id, why_en = "", ""
    if near is not None and not near.titled(table):
        words = ", ".join(repr(w) for w in near.title_words)
        why_id = f" Judul tabel {near.table_no} yang dikenal memuat {words}."
        why_en = f" The title of table {near.table_no} as known holds {words}."
    elif near is not None:
        heads = "; ".join(c.name() for c in near.required)
        why_id = f" Tajuk tabel {near.table_no} yang dikenal: {heads}."
        why_en = f" Headers of table {near.table_no} as known: {heads}."
    row, column = table.places.get("title", (0, 0))
    name = table.number or table.title_id[:80]
    return Finding(
        "peta:tabel", "G",
        f"tabel {name} tidak dikenal, jadi tidak ada nilainya yang dibaca.{why_id}",
        f"table {name} is not known, so none of its values were taken.{why_en}",
        "jalankan python -m atlas table describe, lalu periksa dan simpan usulannya di data/mapping",
        "run python -m atlas table describe, then check its proposal and keep it in data/mapping",
        file=table.file, row=row, sheet=table.sheet, cell=address(row, column) if row else "",
        table_no=table.number, found=table.title_id[:80],
    )  # fmt: skip


def apply(
    mapping: Mapping, table: Table, areas: Areas, edition: str, codelists: Codelists
) -> Mapped:
    """Rows for every value the mapping understands; a finding with its cell for everything else.
    Values are scaled exactly and keep their marks; the period is the printed one, the edition the
    caller's."""
    heads, skipped, about_heads = targets_of(mapping, table, edition, codelists)
    lines = placed(mapping, table, areas)
    rows: dict[tuple[str, ...], Row] = {}
    about_cells: list[Finding] = []
    for line in table.lines:
        place = lines.places.get(line.row)
        for target in heads.values() if place else ():
            cell = table.cells.get((line.row, target.column))
            row = _row(mapping, table, edition, cell, place, target) if cell and place else None
            if row is None:
                continue
            if row.key in rows:
                about_cells.append(_second(table, row, rows[row.key]))
            else:
                rows[row.key] = row
    return Mapped(
        rows=tuple(rows.values()), findings=(*about_heads, *lines.findings, *about_cells),
        lines={row: place.area_code for row, place in lines.places.items() if place.area_code},
        heads=heads, said={row: p.meaning for row, p in lines.places.items() if p.meaning},
        skipped=skipped, outside=lines.outside, strange=lines.strange,
    )  # fmt: skip


def _row(
    mapping: Mapping, table: Table, edition: str, cell: Cell, place: Place, target: Target
) -> Row | None:
    """The row of one cell; None where the reader could not read it."""
    if cell.mark == UNCLEAR:
        return None
    meaning = place.meaning or target.meaning
    value = cell.value
    if value is not None:
        value = value.scaleb(meaning.scale) if meaning.scale else value
    return Row(
        file=table.file, row=cell.row, indicator=meaning.indicator, area_code=place.area_code,
        period=place.period or target.period, period_kind=meaning.kind, partial_period="",
        dim=meaning.dim, value=_float(value), mark=cell.mark or place.mark,
        series=meaning.series or mapping.series_of(edition) or "",
        source_id=mapping.source_id(edition), origin="terbit", edition=edition,
        table_no=mapping.number, status="draf", note="", sheet=table.sheet,
        cell=address(cell.row, cell.column),
    )  # fmt: skip


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _second(table: Table, row: Row, first: Row) -> Finding:
    return replace(
        about(table, "peta:kunci", (row.row, 0),
               f"nilai ini untuk hal yang sama dengan sel {first.cell}: {' '.join(row.key).strip()}; "
               "hanya yang pertama dibaca",
               f"this value is for the same thing as cell {first.cell}: {' '.join(row.key).strip()}; "
               "only the first was taken",
               "hapus salah satunya, atau bedakan tajuk atau labelnya",
               "remove one of them, or tell their headers or labels apart"),
        cell=row.cell, indicator=row.indicator, area_code=row.area_code, period=row.period,
        dim=row.dim, series=row.series, found=row.cell, expected=first.cell,
    )  # fmt: skip
