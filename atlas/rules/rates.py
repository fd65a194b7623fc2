"""Rates and growth computed again from the figures they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from atlas.model import CITY, Finding
from atlas.package import Row
from atlas.rules.tables import Tables
from atlas.rules.values import exact, figure, printed, written

Span = tuple[Decimal, Decimal]
"""Least and greatest value that a rounded figure can stand for."""


@dataclass(frozen=True)
class Rate:
    """A rate as it is printed: part over base, times a scale; the breakdown of each is that of the
    rate unless one is named."""

    indicator: str
    part: str
    base: str
    scale: int = 1
    part_dim: str = ""
    base_dim: str = ""
    of_city: bool = False
    """whether the base is that of the whole city"""


RATES = (
    Rate("kepadatan_penduduk", "jumlah_penduduk", "luas_wilayah"),
    Rate("rasio_jenis_kelamin", "jumlah_penduduk", "jumlah_penduduk", 100, "sex=L", "sex=P"),
    Rate("rata_rata_anggota_rumah_tangga", "jumlah_penduduk", "jumlah_rumah_tangga"),
    Rate("tpt", "jumlah_penganggur", "angkatan_kerja", 100),
    Rate("persen_penduduk_kota", "jumlah_penduduk", "jumlah_penduduk", 100, of_city=True),
    Rate("persen_luas_kota", "luas_wilayah", "luas_wilayah", 100, of_city=True),
)
GROWTH = {"laju_pertumbuhan_penduduk": "jumlah_penduduk"}
SINCE = re.compile(r"sejak_(\d{4})")
"""Series of a growth per year since one year; `tahunan` is since the year before."""
PER_TEACHER = re.compile(r"(?:rasio_)?(?:siswa|murid)_(?:per_)?guru_(\w+)")
"""Indicators of pupils per teacher by their code, whatever the kind of school."""
PUPILS = ("siswa", "murid")
LINKED = (
    *(frozenset({r.indicator, r.part, r.base}) for r in RATES),
    *map(frozenset, GROWTH.items()),
)


def k06_derived_values(tables: Tables) -> Iterator[Finding]:
    """A printed rate is what its printed parts give, within the rounding of all three."""
    for row in tables.rows:
        if row.value is None:
            continue
        said = list(_rates(tables, row)) or list(_growth(tables, row))
        if not said:
            continue
        half = tables.unit_of(row.table, True) / 2
        low, high = exact(row.value) - half, exact(row.value) + half
        if not any(least <= high and low <= most for least, most in said):
            yield _derived(tables, row, said[0])


def computable(tables: Tables, row: Row) -> bool:
    """Whether the parts of a rate are known, so that K06 tells whether it is right."""
    return any(True for _ in _rates(tables, row))


def _derived(tables: Tables, row: Row, said: Span) -> Finding:
    places = max(2, -_places(tables, row))
    value = round((said[0] + said[1]) / 2, places)
    now, then = figure(row), written(value)
    return tables.finding(
        row, "K06",
        (f"tercetak {now['id']}, dihitung dari bagiannya {then['id']}",
         f"printed {now['en']}, computed from its parts {then['en']}"),
        ("hitung ulang dari angka di tabel ini; bila pembaginya lain, sebutkan di Catatan",
         "compute it again from the figures of this table; name another base in a note"),
        expected=f"{value:f}", found=printed(row),
    )  # fmt: skip


def _places(tables: Tables, row: Row) -> int:
    exponent = tables.last_digit([row]).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _rates(tables: Tables, row: Row) -> Iterator[Span]:
    """What each pair of parts gives for a rate, as a span: of the table itself, else known ones."""
    for rate in _rules(row.indicator):
        parts = _parts(tables, row, rate.part, rate.part_dim or row.dim)
        place = replace(row, area_code=CITY) if rate.of_city else row
        bases = _parts(tables, place, rate.base, rate.base_dim or row.dim)
        for part in parts:
            for base in bases:
                if base[0] > 0 and (rate.part != rate.base or part[2] == base[2]):
                    yield part[0] / base[1] * rate.scale, part[1] / base[0] * rate.scale


def _rules(indicator: str) -> Iterator[Rate]:
    for rate in RATES:
        if rate.indicator == indicator:
            yield rate
    if match := PER_TEACHER.fullmatch(indicator):
        for pupils in PUPILS:
            yield Rate(indicator, f"{pupils}_{match[1]}", f"guru_{match[1]}")


def _parts(
    tables: Tables, row: Row, indicator: str, dim: str
) -> list[tuple[Decimal, Decimal, str]]:
    """Spans of a part at the same place and time, each with its series. Rows of the table settle
    it; only where it has none do others count."""
    for own in (True, False):
        found = []
        for period, series, cells in tables.columns(indicator, dim, own):
            part = cells.get(row.area_code) if period == row.period else None
            if part and part.value is not None and part.period_kind == row.period_kind:
                found.append((*_span(tables, part, own), series))
        if found:
            return found
    return []


def _span(tables: Tables, row: Row, own: bool) -> Span:
    """What a printed value can stand for: counts themselves, rounded values half a unit around."""
    unit = tables.unit_of(row.table, own)
    half = Decimal(0) if tables.whole(row.indicator) and unit <= 1 else unit / 2
    return exact(row.value) - half, exact(row.value) + half


def _growth(tables: Tables, row: Row) -> Iterator[Span]:
    """Growth per year, ((now / then)^(1/years) - 1) x 100, of a series since the year that the series
    of the growth says; where it says none, since any that is known."""
    since = SINCE.fullmatch(row.series)
    only = int(row.period[:4]) - 1 if row.series == "tahunan" else int(since[1]) if since else 0
    of = GROWTH.get(row.indicator, "")
    own, known = (tables.columns(of, row.dim, whose) for whose in (True, False))
    for columns in (own, own + known) if of else ():
        now: dict[str, Row] = {}
        for period, series, cells in columns:
            if period == row.period and row.area_code in cells:
                now.setdefault(series, cells[row.area_code])
        found: list[Decimal] = []
        for period, series, cells in columns:
            years = int(row.period[:4]) - int(period[:4])
            then, value = cells.get(row.area_code), now[series].value if series in now else None
            if (
                years > 0
                and only in (0, int(period[:4]))
                and then
                and then.value
                and value
                and then.value > 0
                and value > 0
            ):
                rate = (value / then.value) ** (1 / years) - 1
                found.append(round(Decimal(repr(100 * rate)), 6))
        if found:
            yield min(found), max(found)
            return
