"""What stands beside the figures: the fields of the indicator form, and targets of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atlas.model import Finding
from atlas.package import Row
from atlas.rules.tables import Tables

FIELDS = {
    "concept_id": ("konsep", "concept"), "definition_id": ("definisi", "definition"),
    "interpretation_id": ("interpretasi", "interpretation"),
    "formula_id": ("metode atau rumus", "method or formula"), "unit": ("satuan", "unit"),
    "presentation_classification": ("klasifikasi penyajian", "classification"),
    "is_composite": ("indikator komposit", "composite indicator"),
    "estimation_level": ("level estimasi", "level of estimation"),
    "public_access": ("dapat diakses umum", "open to the public"),
}  # fmt: skip
"""Fields of the form MS-Ind that every indicator fills in."""
COMPOSITE = {
    "component_publication": ("publikasi indikator pembangun", "publication of components"),
    "component_indicators": ("indikator pembangun", "component indicators"),
}  # fmt: skip
SINGLE = {
    "variable_activity": ("kegiatan variabel pembangun", "survey of the variables"),
    "variable_name": ("variabel pembangun", "variables"),
}  # fmt: skip
"""Fields that depend on whether the indicator is composite."""
YES = ("ya", "1", "yes", "true")
POLARITIES = ("positif", "negatif", "kumulatif")
NEEDED = {
    "unit": ("satuan", "unit"), "polarity": ("polaritas", "polarity"),
    "baseline_value": ("kondisi awal", "baseline"),
}  # fmt: skip


def k21_metadata(tables: Tables) -> Iterator[Finding]:
    """Every indicator of the table has its MS-Ind fields; one finding an indicator."""
    first: dict[str, Row] = {}
    for row in tables.rows:
        first.setdefault(row.indicator, row)
    for indicator, row in first.items():
        lacking = _lacking(tables.indicators.get(indicator, {}))
        if lacking:
            names_id, names_en = (", ".join(names) for names in zip(*lacking, strict=True))
            yield tables.finding(
                row, "K21",
                (f"metadata {tables.named(indicator, 'id')} belum lengkap: {names_id}",
                 f"metadata of {tables.named(indicator, 'en')} lack {names_en}"),
                ("minta produsen mengisi formulir MS-Ind, lalu isi indicators.csv",
                 "ask the producer to fill in the form MS-Ind, then fill in indicators.csv"),
                column="indicator", found=str(len(lacking)),
            )  # fmt: skip


def _lacking(meta: Mapping[str, str]) -> list[tuple[str, str]]:
    """Names of the fields that are empty."""
    composite = meta.get("is_composite", "").casefold()
    more = COMPOSITE if composite in YES else SINGLE if composite else {}
    return [names for field, names in {**FIELDS, **more}.items() if not meta.get(field)]


def k27_targets(tables: Tables) -> Iterator[Finding]:
    """Every target of the plan has a unit, a polarity and a baseline. There may be no targets."""
    own = {row.indicator for row in tables.rows}
    for number, line in enumerate(tables.codelists.get("target", ()), start=2):
        if own and line.get("indicator") not in own:
            continue
        lacking = [names for column, names in NEEDED.items() if not line.get(column, "").strip()]
        polarity = line.get("polarity", "").strip()
        if polarity and polarity not in POLARITIES:
            lacking.append(
                (f"polaritas yang dikenal ({polarity})", f"a known polarity ({polarity})")
            )
        if lacking:
            yield _target(tables, number, line, lacking)


def _target(
    tables: Tables, number: int, line: Mapping[str, str], lacking: list[tuple[str, str]]
) -> Finding:
    names_id, names_en = (", ".join(names) for names in zip(*lacking, strict=True))
    indicator = line.get("indicator", "")
    return Finding(
        "K27", tables.checklist["K27"].severity,
        f"target {tables.named(indicator, 'id')} tanpa {names_id}",
        f"the target of {tables.named(indicator, 'en')} has no {names_en}",
        "lengkapi dari dokumen rencana; tanpa itu capaian tidak dapat dinilai",
        "complete it from the plan; without them no achievement can be judged",
        file="target.csv", row=number, column="polarity", indicator=indicator,
        area_code=line.get("area_code", ""), period=line.get("period", ""), found=names_id,
    )  # fmt: skip
