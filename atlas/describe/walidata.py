"""The city's figures in the columns that e-Walidata of SIPD takes, a value for each year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from atlas import inventory, query
from atlas.inventory import Wanted
from atlas.model import CITY
from atlas.number import format_period
from atlas.query import Catalogue
from atlas.store import Release

TEXTS = ("Kode DSSD", "Uraian", "Satuan", "Definisi Operasional", "Tag Urusan", "Produsen Data",
         "kodepemda")  # fmt: skip
YEARLY = ("year", "school_year", "round")
"""Kinds of period that have one value a year; months, quarters and semesters have more."""
Row = dict[str, Any]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Walidata:
    """Rows by column: texts, then years, oldest first; a year without a published value is None.
    `used` are the observations that the values of each row are."""

    years: tuple[str, ...]
    rows: tuple[Row, ...]
    used: tuple[tuple[Row, ...], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (*TEXTS, *self.years)


def walidata(release: Release) -> Walidata:
    """Every published total of Kota Medan that has one value a year. Series, and rounds of a
    survey in different months, stand in rows of their own; computed figures are left out."""
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        wanted = Wanted(area_code=(CITY,), dim=("",))
        found = inventory.wanted_values(cursor, wanted, 1 << 20)
    groups: dict[Key, list[Row]] = {}
    for row in found:
        yearly = row["period_kind"] in YEARLY and not row["partial_period"]
        published = row["value"] is not None and row["origin"] != "dihitung"
        if yearly and published:
            key = (row["indicator"], row["series"], row["period"][4:])
            groups.setdefault(key, []).append(row)
    order = list(catalogue.indicators)
    keys = sorted(groups, key=lambda k: (order.index(k[0]), *k[1:]))
    years = tuple(sorted({row["period"][:4] for key in keys for row in groups[key]}))
    rows = tuple(_row(key, groups[key], years, catalogue) for key in keys)
    return Walidata(years, rows, tuple(tuple(groups[key]) for key in keys))


def _row(key: Key, found: list[Row], years: tuple[str, ...], catalogue: Catalogue) -> Row:
    """Kode DSSD and Tag Urusan are the city's to fill in: no publication names them."""
    code, series, month = key
    meta = catalogue.indicators[code]
    which = [catalogue.series_name(series, "id")]
    if month:
        which.append(format_period(f"2000{month}", "id").split()[0])
    said = ", ".join(w for w in which if w)
    texts: Row = {
        "Kode DSSD": None,
        "Uraian": f"{meta.name('id')} ({said})" if said else meta.name("id"),
        "Satuan": meta.unit("id"),
        "Definisi Operasional": meta.text("definition", "id") or None,
        "Tag Urusan": None,
        "Produsen Data": meta.text("producer", "id"),
        "kodepemda": catalogue.areas[CITY].code_kemendagri.replace(".", ""),
    }
    values = {row["period"][:4]: row["value"] for row in found}
    return texts | {year: values.get(year) for year in years}
