"""The checks a table passes before it is released, each a small function over the package.

Numbers K01.. are those of the yearly table meeting; G stops a release, P warns, I informs.
To add a check, write a function that takes Tables and yields findings, and name it in CHECKS.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from atlas.model import CITY, LANGS, Finding, Lang
from atlas.number import decimals_of, format_plain, format_value
from atlas.package import Package, Row
from atlas.waivers import waive

LEVEL_OF = {2: "", 4: "kabkota", 7: "kecamatan", 10: "kelurahan"}
NIL = "-"
UNKNOWN = ("...", "NA")


@dataclass(frozen=True)
class Tables:
    """The package seen as tables: cells by (indicator, period, dim, series) and by area."""

    package: Package

    @cached_property
    def cells(self) -> dict[tuple[str, str, str, str], dict[str, Row]]:
        tables: dict[tuple[str, str, str, str], dict[str, Row]] = defaultdict(dict)
        for row in self.package.observations:
            tables[row.table][row.area_code] = row
        return tables

    @cached_property
    def indicators(self) -> dict[str, dict[str, str]]:
        return self.package.by("indicators", "indicator")

    @cached_property
    def areas(self) -> dict[str, dict[str, str]]:
        return self.package.by("areas", "area_code")

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Codes of the kecamatan of the city and of the kelurahan of each kecamatan."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, area in self.areas.items():
            if area["level"] in ("kecamatan", "kelurahan"):
                found[area["parent_code"]].append(code)
        return found

    def level(self, name: str) -> set[str]:
        return {code for code, area in self.areas.items() if area["level"] == name}


def _sum(rows: Iterable[Row]) -> Decimal:
    """Sum of published values, without binary rounding; nil counts zero."""
    return sum((Decimal(repr(r.value)) for r in rows if r.value is not None), Decimal(0))


def _tolerance(rows: list[Row], whole: bool) -> Decimal:
    """Counts must be exact; rounded values may be off by half a unit of the last decimal each."""
    if whole:
        return Decimal(0)
    last = max((decimals_of(r.value) for r in rows if r.value is not None), default=0)
    return Decimal("0.5") * (len(rows) + 1) * Decimal(10) ** -last


def _blank(row: Row) -> bool:
    return row.value is None and row.mark != NIL


def k01_complete_tables(tables: Tables) -> Iterator[Finding]:
    """A table declared complete has every area of its level, once."""
    for line in tables.package.codelists["complete"]:
        table = (line["indicator"], line["period"], line["dim"], line["series"])
        present = tables.cells.get(table, {})
        missing = sorted(tables.level(line["level"]) - set(present))
        if not missing:
            continue
        names = ", ".join(f"{c} {tables.areas[c]['name_id']}" for c in missing[:5])
        more = f" (+{len(missing) - 5})" if len(missing) > 5 else ""
        near = next(iter(present.values()), None)
        yield Finding(
            "K01", "G",
            f"tabel {line['indicator']} {line['period']} {line['dim']} {line['series']} dinyatakan "
            f"lengkap, tetapi tanpa {names}{more}",
            f"table {line['indicator']} {line['period']} {line['dim']} {line['series']} is declared "
            f"complete but lacks {names}{more}",
            "isi barisnya, atau hapus tabel itu dari complete.csv",
            "fill in the row, or take the table out of complete.csv",
            file=near.file if near else "complete.csv", row=near.row if near else 0,
            column="area_code", indicator=line["indicator"], area_code=missing[0],
            period=line["period"], dim=line["dim"], series=line["series"],
            expected=str(len(present) + len(missing)), found=str(len(present)),
        )  # fmt: skip


def k02_aliases(tables: Tables) -> Iterator[Finding]:
    """An alias names one area within its level and parent; Medan Kota is not the city."""
    seen: dict[tuple[str, str, str], str] = {}
    for number, line in enumerate(tables.package.codelists["area_aliases"], start=2):
        place = (line["alias"].casefold(), line["level"], line["parent_code"])
        other = seen.setdefault(place, line["area_code"])
        area = tables.areas[line["area_code"]]
        wrong = None
        if other != line["area_code"]:
            wrong = f"juga {other}", f"also {other}"
        elif area["level"] != line["level"] or area["parent_code"] != line["parent_code"]:
            wrong = "tingkat atau induk tidak cocok", "level or parent does not match"
        elif "medan kota" in place[0] and line["area_code"] == CITY:
            wrong = (
                "Medan Kota adalah kecamatan, bukan kota",
                "Medan Kota is a district, not the city",
            )
        if wrong:
            yield Finding(
                "K02", "G",
                f"alias {line['alias']!r} menunjuk {line['area_code']}: {wrong[0]}",
                f"alias {line['alias']!r} names {line['area_code']}: {wrong[1]}",
                "satu ejaan hanya untuk satu wilayah", "one spelling for one area only",
                file="area_aliases.csv", row=number, column="alias", area_code=line["area_code"],
                expected=other, found=line["area_code"],
            )  # fmt: skip


def k03_sums(tables: Tables) -> Iterator[Finding]:
    """The sum of the parts of an area equals its printed total (additive indicators only)."""
    for (indicator, *_), cells in tables.cells.items():
        meta = tables.indicators[indicator]
        if meta["additive"] != "1":
            continue
        for parent, codes in tables.children.items():
            rows = [cells[c] for c in codes if c in cells]
            total = cells.get(parent)
            if total is None or total.value is None or len(rows) < len(codes):
                continue
            gap = _sum(rows) - Decimal(repr(total.value))
            tolerance = _tolerance([*rows, total], meta["whole"] == "1")
            if gap > tolerance or (gap < -tolerance and not any(map(_blank, rows))):
                yield _gap(total, "K03", gap, "jumlah wilayah di bawahnya", "the sum of its areas")


def k04_parts(tables: Tables) -> Iterator[Finding]:
    """The parts of a dimension add up to the total (men and women, public and private)."""
    for line in tables.package.codelists["partitions"]:
        if line["total_indicator"] == "100":
            continue
        for parts, rows in _partitions(tables, line):
            indicator, period, series, area = parts
            total_table = (line["total_indicator"], period, "", series)
            total = tables.cells.get(total_table, {}).get(area)
            if total is None or total.value is None or any(map(_blank, rows)):
                continue
            whole = tables.indicators[indicator]["whole"] == "1"
            gap = _sum(rows) - Decimal(repr(total.value))
            if abs(gap) > _tolerance([*rows, total], whole):
                members = line["members"].replace(";", " + ")
                yield _gap(total, "K04", gap, f"jumlah {members}", f"the sum of {members}")


def k05_percentages(tables: Tables) -> Iterator[Finding]:
    """Shares that make a whole add up to 100, within rounding."""
    for line in tables.package.codelists["partitions"]:
        if line["total_indicator"] != "100":
            continue
        for _, rows in _partitions(tables, line):
            if any(r.value is None for r in rows):
                continue
            decimals = max(decimals_of(r.value or 0) for r in rows)
            gap = _sum(rows) - 100
            if abs(gap) > len(rows) * Decimal("0.5") * Decimal(10) ** -decimals:
                found = _plain(gap + 100)
                yield rows[0].finding(
                    "K05", "P", expected="100", found=found,
                    message_id=f"jumlah persentase {found}, seharusnya 100",
                    message_en=f"the shares add up to {found}, not to 100",
                    remedy_id="periksa salah ketik, atau bagian yang tertinggal",
                    remedy_en="look for a typing error or a part left out",
                )  # fmt: skip


def _partitions(
    tables: Tables, line: dict[str, str]
) -> Iterator[tuple[tuple[str, str, str, str], list[Row]]]:
    """Complete sets of parts: (indicator, period, series, area) with a row for each member."""
    members = line["members"].split(";")
    first = members[0]
    for (indicator, period, dim, series), cells in tables.cells.items():
        if indicator != line["indicator"] or dim != first:
            continue
        others = [tables.cells.get((indicator, period, m, series), {}) for m in members]
        for area in cells:
            if all(area in o for o in others):
                yield (indicator, period, series, area), [o[area] for o in others]


def _plain(number: Decimal) -> str:
    """Without exponent and trailing zeros: 6918.0 is 6918."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _gap(total: Row, rule: str, gap: Decimal, parts_id: str, parts_en: str) -> Finding:
    printed = _plain(Decimal(repr(total.value)))
    found = _plain(Decimal(printed) + gap)
    words = {lang: _three(Decimal(found), Decimal(printed), gap, lang) for lang in LANGS}
    return total.finding(
        rule, "G", expected=printed, found=found,
        message_id="{} {}, tercetak {} (selisih {})".format(parts_id, *words["id"]),
        message_en="{} is {}, printed {} (difference {})".format(parts_en, *words["en"]),
        remedy_id="cocokkan dengan tabel asal; bila memang tercetak begitu, tulis di waivers.csv",
        remedy_en="compare with the original table; if printed so, add a row to waivers.csv",
    )  # fmt: skip


def _three(found: Decimal, printed: Decimal, gap: Decimal, lang: Lang) -> tuple[str, str, str]:
    """Sum, printed value and signed difference as a reader writes them."""
    difference = format_value(float(round(gap, 6)), lang)
    signed = difference if gap < 0 else f"+{difference}"
    return format_value(float(found), lang), format_value(float(printed), lang), signed


def k07_cell_above_total(tables: Tables) -> Iterator[Finding]:
    """No part of an additive indicator is over 1.05 times its whole."""
    for (indicator, *_), cells in tables.cells.items():
        if tables.indicators[indicator]["additive"] != "1":
            continue
        for code, row in cells.items():
            parent = tables.areas[code]["parent_code"]
            whole = cells.get(parent)
            inside = tables.areas[code]["level"] in ("kecamatan", "kelurahan")
            if not inside or whole is None or whole.value is None or row.value is None:
                continue
            if row.value > 1.05 * whole.value:
                yield row.finding(
                    "K07", "G", expected=format_plain(whole.value), found=format_plain(row.value),
                    message_id=f"nilai {format_plain(row.value)} melebihi nilai wilayah induknya "
                    f"{format_plain(whole.value)} ({whole.file} baris {whole.row})",
                    message_en=f"value {format_plain(row.value)} is above that of the area it is "
                    f"in, {format_plain(whole.value)} ({whole.file} row {whole.row})",
                    remedy_id="periksa salah ketik atau kolom yang tertukar",
                    remedy_en="look for a typing error or swapped columns",
                )  # fmt: skip


def k08_range(tables: Tables) -> Iterator[Finding]:
    """Values lie in the range of their indicator; counts are whole."""
    for row in tables.package.observations:
        meta = tables.indicators[row.indicator]
        if row.value is None:
            continue
        low, high = meta["range_min"], meta["range_max"]
        if meta["whole"] == "1" and not row.value.is_integer():
            wrong = "bukan bilangan bulat", "is not a whole number", "bilangan bulat"
        elif low and row.value < float(low):
            wrong = f"di bawah {low}", f"is under {low}", f">= {low}"
        elif high and row.value > float(high):
            wrong = f"di atas {high}", f"is over {high}", f"<= {high}"
        else:
            continue
        yield row.finding(
            "K08", "G", expected=wrong[2], found=format_plain(row.value),
            message_id=f"nilai {format_plain(row.value)} {wrong[0]}",
            message_en=f"value {format_plain(row.value)} {wrong[1]}",
            remedy_id="periksa tanda, koma desimal, dan satuan",
            remedy_en="check sign, decimal mark and unit",
        )  # fmt: skip


def k12_blank_without_mark(tables: Tables) -> Iterator[Finding]:
    """An empty cell says why it is empty."""
    for row in tables.package.observations:
        if row.value is None and not row.mark:
            yield row.finding(
                "K12", "P", column="mark",
                message_id="sel kosong tanpa tanda", message_en="empty cell without a mark",
                remedy_id="beri ... (tidak tersedia), NA (tidak berlaku), atau - (nihil)",
                remedy_en="mark it ... (not available), NA (not applicable) or - (nil)",
            )  # fmt: skip


def k26_holes(tables: Tables) -> Iterator[Finding]:
    """A yearly series has no year missing between its first and last (city and above)."""
    lines: dict[tuple[str, ...], dict[int, Row]] = defaultdict(dict)
    for row in tables.package.observations:
        if len(row.period) == 4 and row.area_code in (CITY, "12", "00"):
            line = (row.indicator, row.area_code, row.dim, row.series, row.period_kind)
            lines[line][int(row.period)] = row
    for years in lines.values():
        if len(years) < 3:
            continue
        missing = [y for y in range(min(years), max(years)) if y not in years]
        if missing:
            after = years[min(y for y in years if y > missing[0])]
            text = ", ".join(map(str, missing))
            yield replace(
                after.finding(
                    "K26", "I", column="period", found=text,
                    message_id=f"deret tahunan berlubang: {text} tidak ada",
                    message_en=f"hole in a yearly series: {text} missing",
                    remedy_id="minta angkanya kepada produsen, atau catat mengapa tidak ada",
                    remedy_en="ask the producer for it, or note why there is none",
                ),
                period=str(missing[0]),
            )  # fmt: skip


Check = Callable[[Tables], Iterator[Finding]]
CHECKS: dict[str, Check] = {
    "K01": k01_complete_tables,
    "K02": k02_aliases,
    "K03": k03_sums,
    "K04": k04_parts,
    "K05": k05_percentages,
    "K07": k07_cell_above_total,
    "K08": k08_range,
    "K12": k12_blank_without_mark,
    "K26": k26_holes,
}


def check(package: Package) -> list[Finding]:
    """Every finding of every check, waived ones marked; a waiver that fits none is an error."""
    tables = Tables(package)
    findings = [f for run in CHECKS.values() for f in run(tables)]
    return waive(findings, package.codelists["waivers"])
