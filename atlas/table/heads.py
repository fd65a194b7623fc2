"""Columns of a table that was handed in: what each means by its mapping, and for which period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import replace

from atlas.model import Finding
from atlas.table import template
from atlas.table.meaning import Column, Mapping, Meaning, Target, head_period, head_words
from atlas.table.model import Head, Table, address
from atlas.table.period import Kind, period_code
from atlas.table.unread import about, kind_en, kind_id

Codelists = Lookup[str, Sequence[Lookup[str, str]]]


def targets_of(
    mapping: Mapping, table: Table, edition: str, codelists: Codelists
) -> tuple[dict[int, Target], dict[int, str], list[Finding]]:
    """What each column means; columns passed over; and findings on those not understood."""
    targets: dict[int, Target] = {}
    skipped: dict[int, str] = {}
    findings: list[Finding] = []
    taken: dict[tuple[Column, str], int] = {}
    if mapping.series_of(edition) is None:
        findings.append(_series_unsaid(mapping, table, edition))
        return targets, skipped, findings
    title_period, about_title = title_period_of(mapping, table)
    findings += about_title
    for head in table.heads:
        column = mapping.column(head)
        if column is None:
            findings.append(_unknown_head(mapping, table, head))
        elif column.skip:
            skipped[head.column] = column.skip
        elif strange := _unknown_codes(column.meaning, mapping, codelists):
            findings.append(_unknown_code(table, head, strange))
        else:
            period, wrong = _column_period(mapping, table, head, column, title_period)
            if wrong is not None:
                findings.append(wrong)
            elif period is None:
                continue
            elif (column, period) in taken:
                findings.append(_twice(table, head, taken[column, period]))
            else:
                taken[column, period] = head.column
                targets[head.column] = _target(table, head, column, period, mapping, codelists)
    seen = {column for head in table.heads if (column := mapping.column(head)) is not None}
    findings += [_lacking(table, c) for c in mapping.required if c not in seen]
    return targets, skipped, findings


def _unknown_codes(meaning: Meaning, mapping: Mapping, codelists: Codelists) -> list[str]:
    """Codes that a table of the template uses and no codelist has. Those of a mapping's file were
    checked when it was loaded."""
    if mapping.readers != (template.READER,):
        return []
    said = (("indicators", "indicator", meaning.indicator), ("series", "series", meaning.series),
            *(("dimensions", "member", member) for member in meaning.dim.split(";")))  # fmt: skip
    return [
        code for name, key, code in said
        if code and not any(row[key] == code for row in codelists.get(name, ()))
    ]  # fmt: skip


def _unknown_code(table: Table, head: Head, codes: list[str]) -> Finding:
    shown = ", ".join(codes)
    row, _ = _head_place(table, head)
    return about(
        table, "peta:kolom", (row, head.column),
        f"kode {shown} tidak ada dalam daftar kode; nilainya tidak dibaca",
        f"code {shown} is in no codelist; its values were not taken",
        "pakai kode dari indicators.csv, dimensions.csv, dan series.csv, atau daftarkan dulu",
        "use codes of indicators.csv, dimensions.csv and series.csv, or list them first", shown,
    )  # fmt: skip


def _target(
    table: Table, head: Head, column: Column, period: str, mapping: Mapping, codelists: Codelists
) -> Target:
    meaning = column.meaning
    if not meaning.unit and meaning.indicator:
        meaning = replace(meaning, unit=_unit(meaning.indicator, mapping, codelists))
    return Target(head.column, meaning, period, head.unit or table.unit)


def _unit(indicator: str, mapping: Mapping, codelists: Codelists) -> str:
    """The name of an indicator's unit."""

    def rows(name: str) -> Iterator[Lookup[str, str]]:
        yield from codelists.get(name, ())
        yield from mapping.additions.get(name, ())

    unit = next((r["unit"] for r in rows("indicators") if r["indicator"] == indicator), "")
    return next((r["name_id"] for r in rows("units") if r["unit"] == unit), unit)


def title_period_of(mapping: Mapping, table: Table) -> tuple[str, list[Finding]]:
    """The one period the title names, where the mapping takes it from there."""
    if mapping.period != "judul" or mapping.lines == "tahun":
        return "", []
    printed = list(dict.fromkeys(table.periods))
    kind: Kind = "year" if mapping.lines == "bulan" else mapping.kind
    codes = [period_code(text, kind) for text in printed]
    if len(codes) == 1 and codes[0]:
        return codes[0], []
    shown = ", ".join(printed) or "-"
    place = table.places.get("title", (0, 0))
    return "", [about(
        table, "peta:periode", place,
        f"judul harus menyebut satu {kind_id(kind)}; yang terbaca: {shown}. Tidak ada nilai yang dibaca",
        f"the title must name one {kind_en(kind)}; it reads: {shown}. No value was taken",
        "tulis periodenya pada judul seperti edisi sebelumnya, lalu baca lagi",
        "write the period in the title as the edition before did, then read it again", shown,
    )]  # fmt: skip


def _column_period(
    mapping: Mapping, table: Table, head: Head, column: Column, title_period: str
) -> tuple[str | None, Finding | None]:
    """The period of a column; None when the title already failed to say it."""
    if mapping.lines == "tahun":
        return "", None
    if mapping.period == "judul":
        years = {y for word in head_words(head) for y in re.findall(r"\b(?:19|20)\d\d\b", word)}
        if title_period and years and title_period[:4] != max(years):
            return None, _wrong_period(table, head, title_period, max(years))
        return title_period or None, None
    printed = head_period(head)
    code = period_code(printed, column.meaning.kind if mapping.lines != "uraian" else mapping.kind)
    if code:
        return code, None
    return None, about(
        table, "peta:periode", _head_place(table, head),
        f"kolom {_shown(head)} harus menyebut satu {kind_id(column.meaning.kind)}; yang terbaca: "
        f"{printed or '-'}",
        f"column {_shown(head)} must name one {kind_en(column.meaning.kind)}; it reads: "
        f"{printed or '-'}",
        "tulis periodenya pada tajuk kolom seperti edisi sebelumnya",
        "write the period in the column's header as the edition before did", _shown(head),
    )  # fmt: skip


def _wrong_period(table: Table, head: Head, title: str, year: str) -> Finding:
    return about(
        table, "peta:periode", _head_place(table, head),
        f"kolom {_shown(head)} berakhir pada {year}, judul menyebut {title}; kolom ini tidak dibaca",
        f"column {_shown(head)} ends in {year}, the title says {title}; this column was not taken",
        "samakan tahun pada judul dan tajuk", "make the years of title and header agree",
        _shown(head), title,
    )  # fmt: skip


def _series_unsaid(mapping: Mapping, table: Table, edition: str) -> Finding:
    known = ", ".join(sorted(e for e in mapping.series if e))
    said_id, said_en = (
        (edition, edition) if edition else ("yang tidak disebut", "that was not named")
    )
    return about(
        table, "peta:seri", table.places.get("title", (0, 0)),
        f"dasar (seri) untuk edisi {said_id} belum dinyatakan di {mapping.name}.toml (ada: {known}); "
        "tidak ada nilai yang dibaca",
        f"the basis (series) for edition {said_en} is not declared in {mapping.name}.toml (there is: "
        f"{known}); no value was taken",
        f"pastikan dasarnya kepada produsen, lalu tulis pada series di {mapping.name}.toml",
        f"ask the producer for the basis, then write it under series in {mapping.name}.toml", edition,
    )  # fmt: skip


def _unknown_head(mapping: Mapping, table: Table, head: Head) -> Finding:
    return about(
        table, "peta:kolom", _head_place(table, head),
        f"tajuk kolom {_shown(head)} tidak ada dalam pemetaan {mapping.name}.toml; kolom ini tidak dibaca",
        f"column header {_shown(head)} is not in mapping {mapping.name}.toml; this column was not taken",
        "perbaiki tajuknya seperti edisi sebelumnya, atau tambahkan kolomnya ke pemetaan (column atau skip)",
        "mend the header as in the edition before, or add the column to the mapping (column or skip)",
        _shown(head),
    )  # fmt: skip


def _twice(table: Table, head: Head, first: int) -> Finding:
    row, column = _head_place(table, head)
    other = address(row, first)
    return about(
        table, "peta:kunci", (row, column),
        f"kolom {_shown(head)} sama artinya dengan kolom di {other}; hanya yang pertama dibaca",
        f"column {_shown(head)} means the same as the column at {other}; only the first was taken",
        "hapus salah satunya, atau bedakan tajuknya", "remove one of them, or tell their headers apart",
        _shown(head),
    )  # fmt: skip


def _lacking(table: Table, column: Column) -> Finding:
    return about(
        table, "peta:kolom", table.places.get("title", (0, 0)),
        f"kolom {column.name()} tidak ada dalam tabel ini",
        f"column {column.name()} is not in this table",
        "tambahkan kolomnya, atau perbaiki tajuknya seperti edisi sebelumnya",
        "add the column, or mend its header as in the edition before", "", column.name(),
    )  # fmt: skip


def _head_place(table: Table, head: Head) -> tuple[int, int]:
    """Where a header stands: its own place if the reader kept it, else the first value under it."""
    first = min((line.row for line in table.lines), default=0)
    return table.places.get(f"head {head.column}", (first, head.column))


def _shown(head: Head) -> str:
    return " > ".join(head.words_id) or head.period or f"({head.number})"
