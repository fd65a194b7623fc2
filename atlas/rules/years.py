"""A column beside its last year: slipped units, jumps, copies, and years that are missing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median

from atlas.model import CITY, LANGS, NATION, PROVINCE, Finding
from atlas.number import format_value
from atlas.package import Row
from atlas.rules.rates import computable
from atlas.rules.tables import Tables
from atlas.rules.values import Cells, figure, kecamatan, plain, printed
from atlas.rules.values import exact as exactly


def _ratios(cells: Cells, earlier: Cells) -> dict[str, float]:
    """This value over the last one, by area, where both are above zero."""
    found = {}
    for code, row in cells.items():
        last = earlier.get(code)
        if last and row.value and last.value and row.value > 0 and last.value > 0:
            found[code] = row.value / last.value
    return found


def _power(ratio: float, near: float, most: float) -> int:
    """k where a ratio is near ten to the k, 1 to `most` up or down; 0 for none."""
    k = round(math.log10(ratio))
    return k if 1 <= abs(k) <= most and abs(ratio / 10**k - 1) <= near else 0


def k09_unit_slip(tables: Tables) -> Iterator[Finding]:
    """No value is ten, a hundred or a thousand times last year's, nor a whole column."""
    near, most, least = tables.tolerance("K09")
    for place, cells in tables.cells.items():
        if tables.meta(place[0], "measure") == "laju":
            continue
        earlier = tables.earlier(place)
        ratios = _ratios(cells, earlier)
        if not ratios:
            continue
        middle = median(ratios.values())
        column = _power(middle, near, most) if len(ratios) >= 3 else 0
        if column:
            yield _slipped_column(tables, cells, earlier, column)
        elif len(ratios) < 3 or abs(math.log10(middle)) < 0.5:
            for code, ratio in ratios.items():
                row, last = cells[code], earlier[code]
                large = max(row.value or 0, last.value or 0)
                if large >= _least(tables, row, least) and (k := _power(ratio, near, most)):
                    yield _slipped_cell(tables, row, last, k)


SMALL_RATE = 10
"""Rates of other regencies under this may truly change tenfold: their samples are small."""


def _least(tables: Tables, row: Row, count: float) -> float:
    """How large the larger of two values must be for their ratio to tell of a slip."""
    if tables.whole(row.indicator):
        return count
    rate = tables.meta(row.indicator, "measure") in ("persen", "indeks")
    return SMALL_RATE if rate and not row.area_code.startswith(CITY) else 0


TIMES = {
    1: ("sepuluh", "ten times", "a tenth of"), 2: ("seratus", "a hundred times", "a hundredth of"),
    3: ("seribu", "a thousand times", "a thousandth of"),
}  # fmt: skip


def _slipped_cell(tables: Tables, row: Row, last: Row, k: int) -> Finding:
    many, times, part = TIMES[abs(k)]
    much = f"{many} kali" if k > 0 else f"seper{many} dari"
    now, then = figure(row), figure(last)
    said = (
        f"{now['id']} kira-kira {much} nilai {last.period} ({then['id']})",
        f"{now['en']} is about {times if k > 0 else part} the value of {last.period} ({then['en']})",
    )
    return tables.finding(
        row, "K09", said,
        ("periksa koma desimal, pemisah ribuan, dan satuan sel ini",
         "check decimal mark, thousands mark and unit of this cell"),
        expected=plain(exactly(row.value).scaleb(-k)), found=printed(row), before=printed(last),
    )  # fmt: skip


def _slipped_column(tables: Tables, cells: Cells, earlier: Cells, k: int) -> Finding:
    """One finding for the column, at the city or the first row; without an area, for all of it."""
    code = CITY if CITY in cells and CITY in earlier else next(c for c in cells if c in earlier)
    row, last = cells[code], earlier[code]
    many, times, part = TIMES[abs(k)]
    much = f"{many} kali" if k > 0 else f"seper{many} dari"
    found = tables.finding(
        row, "K09",
        (f"seluruh kolom kira-kira {much} nilai {last.period}",
         f"the whole column is about {times if k > 0 else part} its values of {last.period}"),
        ("samakan satuannya dengan tahun lalu, atau sebutkan satuan baru di judul dan metadata",
         "use last year's unit, or state the new unit in the title and the metadata"),
        expected=plain(exactly(row.value).scaleb(-k)), found=printed(row), before=printed(last),
    )  # fmt: skip
    return replace(found, area_code="")


def k10_jumps(tables: Tables) -> Iterator[Finding]:
    """No kecamatan changes far more than the others do: log change against their median, in units
    of the median absolute deviation (1.4826 makes it a standard deviation; Hampel 1974). Growth
    rates may change manifold and are left out."""
    factor, scale, floor, least = tables.tolerance("K10")
    for place, cells in tables.cells.items():
        if tables.meta(place[0], "measure") == "laju":
            continue
        earlier, districts = tables.earlier(place), kecamatan(cells)
        logs = {c: math.log(r) for c, r in _ratios(districts, earlier).items()}
        if len(logs) < 8:
            continue
        middle = median(logs.values())
        spread = median(abs(v - middle) for v in logs.values())
        usual = factor * scale * spread
        for code, change in logs.items():
            few = tables.whole(place[0]) and (earlier[code].value or 0) < least
            least_off = math.log1p(floor) if change > middle else -math.log1p(-floor)
            if abs(change - middle) > max(usual, least_off) and not few:
                yield _jump(tables, districts[code], earlier[code], change, middle)


def _jump(tables: Tables, row: Row, last: Row, change: float, middle: float) -> Finding:
    own, usual = (100 * math.expm1(x) for x in (change, middle))
    words = {lang: (_signed(own, lang), _signed(usual, lang), figure(last)[lang]) for lang in LANGS}
    likely = plain(round(exactly(last.value) * exactly(math.exp(middle)), 2))
    return tables.finding(
        row, "K10",
        ("berubah {} persen dari {period} ({}), kecamatan lain biasanya {} persen".format(
            words["id"][0], words["id"][2], words["id"][1], period=last.period),
         "changed by {} percent from {period} ({}), other districts by about {} percent".format(
            words["en"][0], words["en"][2], words["en"][1], period=last.period)),
        ("periksa salah ketik atau baris tertukar; bila benar, tulis sebabnya di Catatan",
         "look for a typing error or swapped rows; if it is right, state the reason in a note"),
        expected=likely, found=printed(row), before=printed(last),
    )  # fmt: skip


def _signed(percent: float, lang: str) -> str:
    text = format_value(round(percent, 1), "id" if lang == "id" else "en")
    return text if percent < 0 else f"+{text}"


def k11_copied(tables: Tables) -> Iterator[Finding]:
    """A column is not last year's once more: nearly all of its larger values are equal. Small
    counts and standing values, like the area, may well stay the same; so may rates, which are
    computed again where their parts are known."""
    share, count, least = tables.tolerance("K11")
    for place, cells in tables.cells.items():
        follows = computable(tables, next(iter(cells.values())))
        if follows or tables.meta(place[0], "standing"):
            continue
        earlier, small = tables.earlier(place), least if tables.whole(place[0]) else 0
        both = [(r, earlier[c]) for c, r in kecamatan(cells).items()
                if c in earlier and r.value and earlier[c].value and r.value >= small]  # fmt: skip
        same = [row for row, last in both if row.value == last.value]
        if len(both) >= count and len(same) >= share * len(both):
            last = both[0][1].period
            found = tables.finding(
                same[0], "K11",
                (f"{len(same)} dari {len(both)} sel sama persis dengan {last}",
                 f"{len(same)} of {len(both)} cells are exactly as in {last}"),
                ("pastikan kolom ini data terbaru, bukan salinan; bila memang sama, beri catatan",
                 "make sure this column holds new data and no copy; if it is the same, add a note"),
                expected="", found=f"{len(same)}/{len(both)}",
            )  # fmt: skip
            yield replace(found, area_code="")


def k26_holes(tables: Tables) -> Iterator[Finding]:
    """A yearly series has no year missing between its first and last (city and above). Years known
    beside the table count; holes that it does not border on are not its own."""
    (least,) = tables.tolerance("K26")
    own: dict[tuple[str, ...], dict[int, Row]] = defaultdict(dict)
    known: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for these, reported in ((tables.rows, True), (tables.others, False)):
        for row in these:
            if len(row.period) == 4 and row.area_code in (CITY, PROVINCE, NATION):
                line = (row.indicator, row.area_code, row.dim, row.series, row.period_kind)
                known[line].add(int(row.period))
                if reported:
                    own[line][int(row.period)] = row
    for series, mine in own.items():
        years = sorted(known[series])
        missing = [y for a, b in pairwise(years) if a in mine or b in mine
                   for y in range(a + 1, b)]  # fmt: skip
        if missing and len(years) >= least:
            yield _hole(tables, mine, missing)


def _hole(tables: Tables, rows: dict[int, Row], missing: list[int]) -> Finding:
    near = [y for y in rows if y > missing[0]] or [max(rows)]
    text = ", ".join(map(str, missing))
    found = tables.finding(
        rows[min(near)], "K26",
        (f"deret tahunan berlubang: {text} tidak ada",
         f"hole in a yearly series: {text} missing"),
        ("minta angkanya kepada produsen, atau catat mengapa tidak ada",
         "ask the producer for it, or note why there is none"),
        column="period", found=text,
    )  # fmt: skip
    return replace(found, period=str(missing[0]))
