"""Values that hang together: what can never be above what, and the three figures of poverty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from atlas.model import Finding
from atlas.package import Row
from atlas.rules.rates import LINKED as BY_RATE
from atlas.rules.rates import PER_TEACHER, PUPILS
from atlas.rules.tables import Tables
from atlas.rules.values import figure, printed, written

NOT_ABOVE = (
    ("apm", "apk"), ("p2", "p1"), ("p1", "persen_penduduk_miskin"), ("gk_makanan", "garis_kemiskinan"),
    ("gk_nonmakanan", "garis_kemiskinan"), ("jumlah_penduduk_miskin", "jumlah_penduduk"),
    ("jumlah_penganggur", "angkatan_kerja"), ("penduduk_bekerja", "angkatan_kerja"),
    ("penduduk_rekam_ektp", "penduduk_wajib_ektp"), ("balita_stunting", "balita_diukur"),
    ("pad_realisasi", "pendapatan_daerah"),
)  # fmt: skip
"""The first is never above the second: it counts some of what the other counts, or a net rate of
what the other takes gross."""
POOR, SHARE, PEOPLE = "jumlah_penduduk_miskin", "persen_penduduk_miskin", "jumlah_penduduk"
LINKED = (*BY_RATE, *map(frozenset, NOT_ABOVE), frozenset({POOR, SHARE, PEOPLE}))


def linked(indicators: Iterable[str]) -> set[str]:
    """Indicators whose values the checks compare with those of these, themselves included."""
    own = set(indicators)
    found = own.union(*(group for group in LINKED if group & own))
    for indicator in own:
        if match := PER_TEACHER.fullmatch(indicator):
            found |= {f"{name}_{match[1]}" for name in (*PUPILS, "guru")}
    return found


def k28_linked_values(tables: Tables) -> Iterator[Finding]:
    """Values that hang together do not contradict each other."""
    for row in tables.rows:
        if row.value is None:
            continue
        for lesser, greater in NOT_ABOVE:
            if row.indicator in (lesser, greater):
                yield from _not_above(tables, row, lesser, greater)
        if row.indicator in (POOR, SHARE):
            yield from _poor(tables, row)


def _beside(tables: Tables, row: Row, indicator: str) -> list[Row]:
    """Values of another indicator at the same place, in the same year and breakdown."""
    for own in (True, False):
        found = [
            cells[row.area_code]
            for period, _, cells in tables.columns(indicator, row.dim, own)
            if period[:4] == row.period[:4]
            and row.area_code in cells
            and cells[row.area_code].value is not None
        ]
        if found:
            return found
    return []


def _not_above(tables: Tables, row: Row, lesser: str, greater: str) -> Iterator[Finding]:
    """One finding on the pair: at the lesser where the table holds both."""
    other_code = greater if row.indicator == lesser else lesser
    others = _beside(tables, row, other_code)
    if not others or (row.indicator == greater and others[0] in tables.rows):
        return
    sign = 1 if row.indicator == lesser else -1
    if all(sign * ((row.value or 0) - (o.value or 0)) > 0 for o in others):
        other = others[0]
        yield _contradicts(tables, row, other, (
            f"{tables.named(lesser, 'id')} tidak mungkin melebihi {tables.named(greater, 'id')}",
            f"{tables.named(lesser, 'en')} cannot be above {tables.named(greater, 'en')}"))  # fmt: skip


def _poor(tables: Tables, row: Row) -> Iterator[Finding]:
    """Number of the poor, share of the poor and population: at the number where the table has it."""
    others = _beside(tables, row, SHARE if row.indicator == POOR else POOR)
    if not others or (row.indicator == SHARE and others[0] in tables.rows):
        return
    (most,) = tables.tolerance("K28")
    number, share = (row, others[0]) if row.indicator == POOR else (others[0], row)
    people = [p.value for p in _beside(tables, row, PEOPLE) if p.value]
    if not people or not number.value or not share.value:
        return
    likely = min(
        (share.value / 100 * p for p in people), key=lambda v: abs(v - (number.value or 0))
    )
    if abs(number.value / likely - 1) > most:
        words = written(Decimal(round(likely)))
        yield _contradicts(tables, row, others[0], (
            f"persentase kali jumlah penduduk kira-kira {words['id']} orang miskin",
            f"the share times the population makes about {words['en']} poor people"))  # fmt: skip


def _contradicts(tables: Tables, row: Row, other: Row, why: tuple[str, str]) -> Finding:
    now, then = figure(row), figure(other)
    name = {lang: tables.named(other.indicator, lang) for lang in now}
    return tables.finding(
        row, "K28",
        (f"{now['id']} tidak cocok dengan {name['id']} {then['id']}: {why[0]}",
         f"{now['en']} does not agree with {name['en']} {then['en']}: {why[1]}"),
        ("periksa kedua angka, tahun, dan satuannya; perbaiki yang keliru",
         "check both figures, their year and unit; mend the wrong one"),
        expected=printed(other), found=printed(row),
    )  # fmt: skip
