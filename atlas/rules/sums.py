"""Sums: the areas of an area, the parts of a total, shares of a hundred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from atlas.model import CITY, LANGS, Finding
from atlas.number import format_value
from atlas.package import Row
from atlas.rules.tables import Place, Tables
from atlas.rules.values import exact, figure, kecamatan, plain, total_of, unknown, written

HUNDRED = "100"
"""Stands for the total indicator of shares that make a whole."""
SHARES = (80, 120)
"""Percentages of kecamatan whose sum lies between these are shares of the city, not rates."""
PAIRED = ("sex", "status")
"""Dimensions whose members are always all: men and women, public and private."""


WAIVE = (
    "cocokkan dengan tabel asal; bila memang tercetak begitu, tulis di waivers.csv",
    "compare with the original table; if printed so, add a row to waivers.csv",
)
ANSWER = (
    "cari sel yang salah ketik atau tertinggal, lalu perbaiki bagian atau jumlahnya; bila memang "
    "tercetak begitu, jelaskan sebabnya",
    "find the cell that was mistyped or left out and mend the part or the total; if it is printed "
    "so, say why",
)


def _within(tables: Tables, rule: str, rows: Sequence[Row], count: int, whole: bool) -> Decimal:
    """How far a sum may be off: counts not at all, rounded values half a unit of the last decimal
    for each of `count` values."""
    unit = tables.last_digit(rows)
    if whole and unit <= 1:
        return Decimal(0)
    (part,) = tables.tolerance(rule)
    return Decimal(repr(part)) * count * unit


def k03_sums(tables: Tables) -> Iterator[Finding]:
    """The sum of the parts of an area equals its printed total (additive indicators only; shares of
    a hundred are for K05)."""
    for (indicator, *_), cells in tables.cells.items():
        if not tables.additive(indicator) or tables.meta(indicator, "measure") == "persen":
            continue
        for parent, codes in tables.children.items():
            rows = [cells[c] for c in codes if c in cells]
            total = cells.get(parent)
            if total is None or total.value is None or len(rows) < len(codes):
                continue
            gap = total_of(rows) - exact(total.value)
            if gap == 0:
                continue
            every = [*rows, total]
            within = _within(tables, "K03", every, len(every), tables.whole(indicator))
            if gap > within or (gap < -within and not any(map(unknown, rows))):
                said = "jumlah wilayah di bawahnya", "the sum of its areas"
                yield _gap(tables, total, "K03", gap, said)


def k04_parts(tables: Tables) -> Iterator[Finding]:
    """The parts of a dimension add up to the total (men and women, public and private)."""
    for line in tables.codelists["partitions"]:
        if line["total_indicator"] == HUNDRED:
            continue
        for place, rows in _partitions(tables, line):
            yield from _parts(tables, place, rows, line["total_indicator"])


def k04_parts_of_table(tables: Tables) -> Iterator[Finding]:
    """Those of `k04_parts`, and the pairs of a table that the codelist does not name."""
    yield from k04_parts(tables)
    listed = {(x["indicator"], x["members"].split("=")[0]) for x in tables.codelists["partitions"]}
    indicators = {place[0] for place in tables.cells}
    for indicator in sorted(indicators):
        for key in PAIRED:
            if (indicator, key) in listed or not tables.additive(indicator):
                continue
            line = {"indicator": indicator, "members": ";".join(_members(tables, key))}
            for place, rows in _partitions(tables, line):
                yield from _parts(tables, place, rows, indicator)


def _members(tables: Tables, key: str) -> list[str]:
    return [row["member"] for row in tables.codelists["dimensions"] if row["key"] == key]


def _parts(
    tables: Tables, place: tuple[Place, str], rows: list[Row], total_indicator: str
) -> Iterator[Finding]:
    (indicator, period, _, series), area = place
    total = tables.cells.get((total_indicator, period, "", series), {}).get(area)
    if total is None or total.value is None:
        return
    gap = total_of(rows) - exact(total.value)
    if gap == 0:
        return
    every = [*rows, total]
    within = _within(tables, "K04", every, len(every), tables.whole(indicator))
    if gap > within or (gap < -within and not any(map(unknown, rows))):
        named = [" + ".join(tables.member(row.dim, lang) if total.cell else row.dim for row in rows)
                 for lang in LANGS]  # fmt: skip
        said = f"jumlah {named[0]}", f"the sum of {named[1]}"
        yield _gap(tables, total, "K04", gap, said)


def k05_percentages(tables: Tables) -> Iterator[Finding]:
    """Shares that make a whole add up to 100, within rounding."""
    for line in tables.codelists["partitions"]:
        if line["total_indicator"] == HUNDRED:
            for _, rows in _partitions(tables, line):
                if not any(r.value is None for r in rows):
                    yield from _hundred(tables, rows, rows[0])


def k05_percentages_of_table(tables: Tables) -> Iterator[Finding]:
    """Those of `k05_percentages`, and kecamatan whose shares of the city stand over a 100."""
    yield from k05_percentages(tables)
    for (indicator, *_), cells in tables.cells.items():
        city, rows = cells.get(CITY), list(kecamatan(cells).values())
        if tables.meta(indicator, "measure") != "persen" or city is None or city.value != 100:
            continue
        complete = len(rows) == len(tables.children[CITY]) and not any(map(unknown, rows))
        if complete and SHARES[0] <= total_of(rows) <= SHARES[1]:
            yield from _hundred(tables, rows, city)


def _hundred(tables: Tables, rows: list[Row], at: Row) -> Iterator[Finding]:
    gap = total_of(rows) - 100
    if abs(gap) <= _within(tables, "K05", rows, len(rows), False):
        return
    found = plain(gap + 100)
    yield tables.finding(
        at, "K05",
        (f"jumlah persentase {found}, seharusnya 100", f"the shares add up to {found}, not to 100"),
        ("periksa salah ketik, atau bagian yang tertinggal",
         "look for a typing error or a part left out"),
        expected=HUNDRED, found=found,
    )  # fmt: skip


def _partitions(
    tables: Tables, line: Mapping[str, str]
) -> Iterator[tuple[tuple[Place, str], list[Row]]]:
    """Complete sets of parts: column and area, with a row for each member."""
    members = line["members"].split(";")
    first = members[0]
    for place, cells in tables.cells.items():
        indicator, period, dim, series = place
        if indicator != line["indicator"] or dim != first:
            continue
        others = [tables.cells.get((indicator, period, m, series), {}) for m in members]
        for area in cells:
            if all(area in o for o in others):
                yield (place, area), [o[area] for o in others]


def _gap(tables: Tables, total: Row, rule: str, gap: Decimal, parts: tuple[str, str]) -> Finding:
    """A sum beside the printed value that it misses."""
    value = exact(total.value)
    words = {lang: (written(value + gap)[lang], figure(total)[lang],
                    ("" if gap < 0 else "+") + format_value(float(round(gap, 6)), lang))
             for lang in LANGS}  # fmt: skip
    said = (
        "{} {}, tercetak {} (selisih {})".format(parts[0], *words["id"]),
        "{} is {}, printed {} (difference {})".format(parts[1], *words["en"]),
    )
    do = ANSWER if total.cell else WAIVE
    return tables.finding(total, rule, said, do, expected=plain(value), found=plain(value + gap))
