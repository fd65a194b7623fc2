"""Breaks of a series: another method, base or area begins, and no note says so."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from atlas.model import CITY, NATION, PROVINCE, Finding
from atlas.package import Row
from atlas.rules.tables import Place, Tables
from atlas.rules.values import Cells, kecamatan, printed

SAID = re.compile(
    r"metod|seri\b|series|dasar|basis|\bbase|luas|\barea|batas|boundar|konsep|concept|defini|cakup"
    r"|coverage|ubah|chang|beda|differ|sensus|census|proyeksi|projection|baru\b|\bnew\b|banding"
    r"|compar|revis|diperbarui|updated|long form|pemekaran|rebas", re.IGNORECASE,
)  # fmt: skip
"""Words of a note that tells of a break."""
NAMES = re.compile(r"Medan (Area|Baru)")
HISTORY = 4
"""So many yearly changes are needed before one can be out of the ordinary."""
DO = (
    "tulis di Catatan sejak kapan metode, dasar, atau wilayahnya berganti, dan beri kode seri baru",
    "state in a note since when method, base or area changed, and give it a series code of its own",
)


def k14_breaks_are_noted(tables: Tables) -> Iterator[Finding]:
    """Where a series begins, or its level shifts as only a new base makes it, a note says so."""
    if _noted(tables):
        return
    told: set[tuple[str, str]] = set()
    for row, said in (*_series_change(tables), *_level_shift(tables), *_out_of_line(tables)):
        if (row.indicator, row.dim) not in told and not _says(_note(tables, row)):
            told.add((row.indicator, row.dim))
            yield tables.finding(row, "K14", said, DO, found=printed(row))


def _noted(tables: Tables) -> bool:
    """Whether a note under one of the tables tells of a break."""
    texts = (t for s, _, _ in tables.sheets for t in (*s.notes, *s.footnotes.values()))
    return any(_says(text) for text in texts)


def _says(text: str) -> bool:
    return bool(SAID.search(NAMES.sub("", text)))


def _note(tables: Tables, row: Row) -> str:
    """The text of the note of a value, whether a code or the text itself stands there."""
    for note in tables.codelists.get("notes", ()) if row.note else ():
        if note["note"] == row.note:
            return note["text_id"]
    return row.note


Said = tuple[Row, tuple[str, str]]


def _series_change(tables: Tables) -> Iterator[Said]:
    """Another series from one year of the table to the next, or than in its last edition."""
    had: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in (*tables.others, *tables.before.values()):
        if row.edition and row.edition != tables.edition:
            had[row.table_no, row.indicator, row.dim].add(row.series)
    years: dict[tuple[str, str], dict[str, dict[str, Row]]] = defaultdict(dict)
    for (indicator, period, dim, series), cells in tables.cells.items():
        first = next(iter(cells.values()))
        years[indicator, dim].setdefault(series, {})[period] = first
        last = had[first.table_no, indicator, dim] if first.table_no else set()
        if last and series not in last:
            yield first, (f"seri {series} baru mulai di edisi ini; sebelumnya {', '.join(last)}",
                          f"the series {series} begins with this edition; it was "
                          f"{', '.join(last)} before")  # fmt: skip
    for lines in years.values():
        for series, row in _successors(lines):
            yield row, (f"mulai {row.period} seri berganti menjadi {series}",
                        f"from {row.period} on the series changes to {series}")  # fmt: skip


def _successors(lines: dict[str, dict[str, Row]]) -> Iterator[tuple[str, Row]]:
    """Series that go on where another one ends. Series side by side in the same years are none."""
    order = sorted(lines, key=lambda s: min(lines[s]))
    for before, after in pairwise(order):
        if not set(lines[before]) & set(lines[after]):
            yield after, lines[after][min(lines[after])]


def _level_shift(tables: Tables) -> Iterator[Said]:
    """Areas that changed their size, and densities that moved without their people."""
    standing, apart, *_ = tables.tolerance("K14")
    for place, cells in tables.cells.items():
        earlier = tables.earlier(place)
        shift = _shift(cells, earlier)
        if shift is None:
            continue
        last = next(r.period for c, r in earlier.items() if c in cells)
        first = cells.get(CITY) or next(iter(cells.values()))
        if tables.meta(place[0], "standing") and abs(shift) > standing:
            yield first, (f"luasnya berubah {_percent(shift, 'id')} persen sejak {last}",
                          f"the area changes by {_percent(shift, 'en')} percent since {last}")  # fmt: skip
        if place[0] == "kepadatan_penduduk":
            people = _shift_of_people(tables, place, last)
            if people is not None and abs(shift - people) > apart:
                yield (
                    first,
                    (
                        f"kepadatan berubah {_percent(shift, 'id')} persen sejak {last}, penduduknya "
                        f"{_percent(people, 'id')} persen: luas yang dipakai berganti",
                        f"density changes by {_percent(shift, 'en')} percent since {last}, the people "
                        f"by {_percent(people, 'en')} percent: another area is used",
                    ),
                )


def _shift(cells: Cells, earlier: Cells) -> float | None:
    """Middle log change of a column, of kecamatan where it has them."""
    rows = kecamatan(cells) or cells
    pairs = [(r.value, earlier[c].value) for c, r in rows.items() if c in earlier]
    logs = [math.log(a / b) for a, b in pairs if a and b and a > 0 and b > 0]
    return median(logs) if logs else None


def _percent(change: float, lang: str) -> str:
    text = f"{100 * math.expm1(change):+.1f}"
    return text.replace(".", ",") if lang == "id" else text


def _shift_of_people(tables: Tables, place: Place, last: str) -> float | None:
    """Change of the population of the same series since a period."""
    _, period, _, series = place

    def people(year: str) -> Cells:
        table = ("jumlah_penduduk", year, "", series)
        return tables.known.get(table, {}) | tables.cells.get(table, {})

    return _shift(people(period), people(last))


def _out_of_line(tables: Tables) -> Iterator[Said]:
    """Values of the city and above whose yearly change is far from all changes before it, for
    indices and amounts that are known in more than one series."""
    *_, floor, factor = tables.tolerance("K14")
    series: dict[str, set[str]] = defaultdict(set)
    for row in (*tables.others, *tables.rows):
        series[row.indicator].add(row.series)
    for row in tables.rows:
        rebased = tables.meta(row.indicator, "measure") in ("indeks", "nilai")
        if row.area_code not in (CITY, PROVINCE, NATION) or not rebased or not row.value:
            continue
        if len(series[row.indicator]) < 2 or tables.meta(row.indicator, "standing"):
            continue
        changes = _changes(tables.history(row), row.period)
        if len(changes) <= HISTORY:
            continue
        *past, now = changes
        middle = median(past)
        spread = 1.4826 * median(abs(c - middle) for c in past)
        if abs(now - middle) > max(factor * spread, math.log1p(floor)):
            yield (
                row,
                (
                    f"berubah {_percent(now, 'id')} persen setahun, biasanya {_percent(middle, 'id')}",
                    f"changes by {_percent(now, 'en')} percent in a year, usually "
                    f"{_percent(middle, 'en')}",
                ),
            )


def _changes(history: dict[str, Row], until: str) -> list[float]:
    """Yearly log changes up to a period, oldest first; empty unless the last one is a year's."""
    found, last = [], None
    for period, row in history.items():
        if period[4:] != until[4:] or period > until or not row.value or row.value <= 0:
            continue
        if last is not None and int(period[:4]) - int(last.period[:4]) == 1 and last.value:
            found.append(math.log(row.value / last.value))
        elif period == until:
            return []
        last = row
    return found
