"""Each check of a table that was handed in: nothing on a clean one, and one broken cell named.

The table is a small 3.1.1 of invented numbers: men, women, both, sex ratio, area and density of 21
kecamatan and the city, beside last year's and last edition's.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pytest

from atlas.model import LANGS, Finding
from atlas.package import Row, load_package
from atlas.rules import CHECKS, RULES, Tables, check_table, checklist, linked
from atlas.rules.metadata import FIELDS
from atlas.table.meaning import Column, Mapped, Mapping, Meaning, Target
from atlas.table.model import Cell, Head, Line, Table, address

PACKAGE = load_package(Path(__file__).resolve().parent.parent / "data")
AREAS = sorted(a["area_code"] for a in PACKAGE.codelists["areas"] if a["level"] == "kecamatan")
NAMES = {a["area_code"]: a["name_id"] for a in PACKAGE.codelists["areas"]}
ASKED = [{**i, **{f: i[f] or "ada" for f in FIELDS}, "variable_activity": "ada", "variable_name": "ada"}
         for i in PACKAGE.codelists["indicators"]]  # fmt: skip
CODELISTS = {**PACKAGE.codelists, "indicators": ASKED}
FIRST = 6
"""Row of the sheet where the first kecamatan stands."""
CITY_ROW = FIRST + 21
LETTERS = "BCDEFG"
MEN = [11_000 + 137 * i for i in range(21)]
WOMEN = [11_500 + 151 * i for i in range(21)]
BOTH = [m + w for m, w in zip(MEN, WOMEN, strict=True)]
AREA = [round(4.2 + 0.45 * i, 2) for i in range(21)]
SIZE = round(sum(AREA), 2)


def whole(values: Sequence[float]) -> list[float]:
    return [float(v) for v in (*values, sum(values))]


@dataclass(frozen=True)
class Printed:
    """A column: what it means, and 22 values, the last that of the city."""

    indicator: str
    values: list[float | None]
    dim: str = ""
    unit: str = "jiwa"
    series: str = "proyeksi_sp2020"
    marks: dict[int, str] = field(default_factory=dict)


def columns() -> list[Printed]:
    every = [m / w * 100 for m, w in zip(whole(MEN), whole(WOMEN), strict=True)]
    dense = [b / a for b, a in zip(whole(BOTH), (*AREA, SIZE), strict=True)]
    return [
        Printed("jumlah_penduduk", list(whole(MEN)), "sex=L"),
        Printed("jumlah_penduduk", list(whole(WOMEN)), "sex=P"),
        Printed("jumlah_penduduk", list(whole(BOTH))),
        Printed("rasio_jenis_kelamin", [round(v, 2) for v in every],
                unit="laki-laki per 100 perempuan"),
        Printed("luas_wilayah", [*AREA, SIZE], unit="km²", series="kda_2024"),
        Printed("kepadatan_penduduk", [float(round(v)) for v in dense], unit="jiwa/km²"),
    ]  # fmt: skip


@dataclass(frozen=True)
class Book:
    """A clean table and its surroundings, before anything is broken."""

    columns: list[Printed] = field(default_factory=columns)
    labels: list[str] = field(default_factory=lambda: [*(NAMES[a] for a in AREAS), "Kota Medan"])
    codes: list[str] = field(default_factory=lambda: [*AREAS, "1275"])
    period: str = "2024"
    edition: str = "2025"
    form: dict[str, object] = field(default_factory=dict)
    """fields of the table as printed"""
    more: dict[str, object] = field(default_factory=dict)
    """fields of Tables"""

    def rows(self, period: str = "", edition: str = "", times: float = 1) -> list[Row]:
        found = []
        for letter, column in zip(LETTERS, self.columns, strict=False):
            still = column.indicator == "luas_wilayah" or times == 1
            places = 2 if column.indicator == "rasio_jenis_kelamin" else 0
            for i, (code, value) in enumerate(zip(self.codes, column.values, strict=True)):
                now = value if value is None or still else round(value * times, places)
                found.append(Row(
                    "buku.xlsx", FIRST + i, column.indicator, code, period or self.period, "year",
                    "", column.dim, None if now is None else float(now), column.marks.get(i, ""),
                    column.series, f"kda-{edition or self.edition}-3.1.1", "terbit",
                    edition or self.edition, "3.1.1", "draf", "", "3.1.1", f"{letter}{FIRST + i}"))  # fmt: skip
        return found

    def sheet(self) -> tuple[Table, Mapping, Mapped]:
        """The table as printed, with its meaning as the mapping gives it."""
        heads = [Head(2 + i, (c.dim or c.indicator,), number=2 + i, unit=c.unit if i > 2 else "")
                 for i, c in enumerate(self.columns)]  # fmt: skip
        lines = [Line(FIRST + i, label) for i, label in enumerate(self.labels)]
        cells = {
            (FIRST + i, 2 + n): Cell(FIRST + i, 2 + n, str(v), None if v is None else Decimal(repr(v)),
                                     c.marks.get(i, ""))
            for n, c in enumerate(self.columns) for i, v in enumerate(c.values)
        }  # fmt: skip
        table = Table(
            "buku.xlsx", "3.1.1", "publikasi", "3.1.1",
            f"Penduduk Menurut Jenis Kelamin dan Kecamatan di Kota Medan (jiwa), {self.period}",
            f"Population by Sex and District in Medan Municipality (people), {self.period}",
            self.columns[0].unit, (self.period,), tuple(heads), tuple(lines), cells,
            source="BPS Kota Medan, Proyeksi Penduduk", places={"title": (1, 1), "title_en": (2, 1)},
        )  # fmt: skip
        table = replace(table, **self.form)  # type: ignore[arg-type]
        targets = {2 + i: Target(2 + i, Meaning(c.indicator, c.dim, c.unit, 0, c.series), self.period)
                   for i, c in enumerate(self.columns)}  # fmt: skip
        known = {v: k for k, v in NAMES.items() if k in (*AREAS, "1275")}
        named: dict[int, str] = {}
        for line in table.lines:
            code = known.get(line.label, "")
            if code and code not in named.values():
                named[line.row] = code
        mapping = Mapping("3.1.1", ("publikasi",), "3.1.1", (), (), "BPS", "BPS", "kecamatan",
                          "wilayah", "judul", "year", 1, (Column(((),)),), total="1275")  # fmt: skip
        return table, mapping, Mapped(tuple(self.rows()), (), named, targets)

    def tables(self) -> Tables:
        last = Book().rows("2023", "2024", 0.985)
        given = {"others": last, "today": datetime.date(2025, 2, 1), **self.more}
        sheet = self.sheet()
        present = set(sheet[2].lines.values())
        rows = [r for r in self.rows() if r.area_code in present]
        return Tables(rows, CODELISTS, sheets=[sheet], edition=self.edition, **given)  # type: ignore[arg-type]

    def found(self) -> list[Finding]:
        return check_table(self.tables())


def with_value(column: int, line: int, value: float | None, mark: str = "") -> Book:
    """The book with one cell changed; line -1 is the city."""
    book = Book()
    values, marks = list(book.columns[column].values), {}
    values[line] = value
    if mark:
        marks[line % 22] = mark
    book.columns[column] = replace(book.columns[column], values=values, marks=marks)
    return book


def with_label(line: int, label: str) -> Book:
    book = Book()
    book.labels[line] = label
    return book


def scaled(column: int, times: float) -> Book:
    book = Book()
    values = [round(v * times, 6) for v in book.columns[column].values if v is not None]
    book.columns[column] = replace(book.columns[column], values=list(values))
    return book


def cell(column: int, line: int) -> str:
    return f"{LETTERS[column]}{FIRST + line % 22}"


def only(book: Book, rule: str, *also: str) -> Finding:
    """The one finding of a rule, and no others but those named."""
    found = book.found()
    assert {f.rule for f in found} <= {rule, *also}, [(f.rule, f.message_en) for f in found]
    (finding,) = [f for f in found if f.rule == rule]
    assert finding.severity == checklist(CODELISTS["checks"])[rule].severity
    assert finding.message_id != finding.message_en
    assert finding.remedy_id != finding.remedy_en
    assert finding.table_no == "3.1.1" or rule == "K27"
    return finding


def test_a_clean_table_gives_nothing() -> None:
    assert [(f.rule, f.cell, f.message_en) for f in Book().found()] == []


def test_k01_names_a_kecamatan_that_is_missing() -> None:
    names, codes = [*(NAMES[a] for a in AREAS[:20]), "Kota Medan"], [*AREAS[:20], "1275"]
    fewer = [replace(c, values=[*c.values[:20], c.values[21]]) for c in columns()]
    book = Book(columns=fewer, labels=names, codes=codes)
    finding = only(book, "K01")
    assert (finding.area_code, finding.expected, finding.found) == (AREAS[20], "21", "20")
    assert "Medan Belawan" in finding.message_id


def test_k01_names_a_kecamatan_that_stands_twice() -> None:
    found = with_label(4, NAMES[AREAS[3]]).found()
    assert {f.rule for f in found} == {"K01"}
    twice, missing = found
    assert (twice.cell, twice.area_code) == (f"A{FIRST + 4}", AREAS[3])
    assert missing.area_code == AREAS[4]


def test_k02_names_an_unknown_spelling_and_shows_the_nearest() -> None:
    finding = only(with_label(15, "Medan Perjoangan"), "K02")
    assert finding.cell == f"A{FIRST + 15}"
    assert "Medan Perjuangan" in finding.expected


def test_k02_never_takes_a_spelling_that_only_looks_alike() -> None:
    assert [f.rule for f in with_label(1, "Medan Johar").found()] == ["K02"]


def test_k02_does_not_let_medan_kota_be_the_total() -> None:
    finding = only(with_label(21, "Medan Kota"), "K02")
    assert (finding.found, finding.expected) == ("Medan Kota", "Kota Medan")


def test_k02_does_not_let_kota_medan_be_a_kecamatan() -> None:
    finding = only(with_label(5, "Kota Medan"), "K02")
    assert (finding.cell, finding.expected) == (f"A{FIRST + 5}", "Medan Kota")


@pytest.mark.parametrize("form", [
    {"title_id": "Penduduk Menurut Kecamatan di Kota Sibolga, 2024"},
    {"lines": (Line(6, "Kota Sibolga", "1271"),)},
])  # fmt: skip
def test_k02_refuses_the_table_of_another_city(form: dict[str, object]) -> None:
    found = [f for f in Book(form=form).found() if f.rule == "K02" and f.found == "1271"]
    assert "Sibolga" in found[0].message_id


def test_k02_knows_that_1271_is_medan_to_the_ministry() -> None:
    lines = tuple(Line(FIRST + i, label) for i, label in enumerate(Book().labels[:-1]))
    form = {"lines": (*lines, Line(CITY_ROW, "Kota Medan", "1271")), "system": "kemendagri"}
    assert Book(form=form).found() == []


def test_k03_names_a_total_that_its_rows_do_not_make() -> None:
    finding = only(with_value(0, -1, sum(MEN) + 7), "K03", "K04")
    assert (finding.cell, finding.area_code) == (cell(0, -1), "1275")
    assert (finding.expected, finding.found) == (str(sum(MEN) + 7), str(sum(MEN)))
    assert finding.before == str(round(sum(MEN) * 0.985))


def test_k03_allows_rounded_values_their_rounding() -> None:
    assert list(CHECKS["K03"](with_value(4, -1, round(SIZE + 0.10, 2)).tables())) == []
    assert only(with_value(4, -1, round(SIZE + 0.15, 2)), "K03").cell == cell(4, -1)


def test_k03_allows_counts_in_thousands_the_rounding_of_thousands() -> None:
    """193.03 thousand is a count too, and its sum is as exact as what was printed."""
    book = Book(columns=[Printed("jumlah_penduduk", [1000.0] * 21 + [21040.0])])
    tables = book.tables()
    table, mapping, mapped = tables.sheets[0]
    assert mapped is not None
    cells = {k: replace(c, value=Decimal("1.00")) for k, c in table.cells.items()}
    target = replace(mapped.heads[2], meaning=replace(mapped.heads[2].meaning, scale=3))
    sheet = (replace(table, cells=cells), mapping, replace(mapped, heads={2: target}))
    assert list(CHECKS["K03"](replace(tables, sheets=[sheet]))) == []
    assert [f.cell for f in CHECKS["K03"](tables)] == ["B27"]


@pytest.mark.parametrize(("mark", "rules"), [("-", ["K13"]), ("...", []), ("NA", [])])
def test_k03_counts_nil_as_zero_and_unknown_parts_as_unknown(mark: str, rules: list[str]) -> None:
    assert [f.rule for f in with_value(0, 3, None, mark).found()] == rules


def test_k03_counts_nil_where_no_last_year_speaks_against_it() -> None:
    book = with_value(0, 3, None, "-")
    tables = replace(book.tables(), others=())
    assert [f.found for f in CHECKS["K03"](tables)] == [str(sum(MEN) - MEN[3])]


def test_k04_names_a_total_that_its_parts_do_not_make() -> None:
    finding = only(with_value(2, 8, BOTH[8] + 30), "K04", "K03")
    assert (finding.cell, finding.area_code) == (cell(2, 8), AREAS[8])


def test_k04_knows_pairs_that_no_codelist_names() -> None:
    values = {d: [10.0] * 21 + [210.0] for d in ("sex=L", "sex=P")}
    totals = [20.0] * 21 + [420.0]
    totals[0] = 21.0
    book = Book(columns=[Printed("kasus_dbd", list(values["sex=L"]), "sex=L", "kasus", ""),
                         Printed("kasus_dbd", list(values["sex=P"]), "sex=P", "kasus", ""),
                         Printed("kasus_dbd", list(totals), "", "kasus", "")])  # fmt: skip
    found = list(CHECKS["K04"](book.tables()))
    assert [f.cell for f in found] == ["D6"]


def shares(values: list[float]) -> Book:
    return Book(columns=[Printed("persen_penduduk_provinsi", [*values, 100.0], "", "persen", "")])


def test_k05_names_shares_that_do_not_make_a_hundred() -> None:
    even = [4.76] * 20 + [4.8]
    assert [f.rule for f in shares(even).found()] == []
    wrong = shares([*even[:19], 9.76, 4.8])
    assert only(wrong, "K05").found == "105"


def test_k05_takes_rates_for_no_shares() -> None:
    assert shares([90.0] * 21).found() == []


def test_k06_names_a_rate_that_its_parts_do_not_make() -> None:
    finding = only(with_value(3, 2, 79.57), "K06", "K10")
    assert (finding.cell, finding.found) == (cell(3, 2), "79.57")
    assert finding.expected == f"{MEN[2] / WOMEN[2] * 100:.2f}"


def test_k06_names_a_density_of_other_people_or_another_area() -> None:
    dense = round(BOTH[5] / AREA[5])
    assert only(with_value(5, 5, dense + 9), "K06").expected == f"{BOTH[5] / AREA[5]:.2f}"
    assert with_value(5, 5, float(dense)).found() == []


@pytest.mark.parametrize(
    ("series", "off", "cells"),
    [("tahunan", 0.0, []), ("tahunan", 1.0, ["C27"]), ("sejak_2023", 0.0, []), ("sejak_2020", 1.0, [])],
)  # fmt: skip
def test_k06_computes_growth_since_the_year_that_its_series_says(
    series: str, off: float, cells: list[str]
) -> None:
    rates = [round(100 * (v / round(v * 0.985) - 1), 2) for v in whole(BOTH)]
    growth = Printed(
        "laju_pertumbuhan_penduduk", [*rates[:-1], rates[-1] + off], "", "persen", series
    )
    tables = Book(columns=[Printed("jumlah_penduduk", list(whole(BOTH))), growth]).tables()
    assert [f.cell for f in CHECKS["K06"](tables)] == cells


def test_k06_computes_pupils_per_teacher() -> None:
    book = Book(columns=[Printed("siswa_mi", [400.0] * 22), Printed("guru_mi", [20.0] * 22),
                         Printed("siswa_per_guru_mi", [20.0] * 21 + [25.0])])  # fmt: skip
    assert [f.cell for f in CHECKS["K06"](book.tables())] == ["D27"]


def test_k07_names_a_cell_above_its_total_and_no_sum_of_it() -> None:
    finding = only(with_value(0, 6, 3_000_000), "K07")
    assert (finding.cell, finding.area_code) == (cell(0, 6), AREAS[6])


@pytest.mark.parametrize("value", [-5.0, 11137.5])
def test_k08_names_a_value_out_of_range_and_no_sum_of_it(value: float) -> None:
    assert only(with_value(0, 1, value), "K08").cell == cell(0, 1)


def test_k08_keeps_percentages_within_a_hundred() -> None:
    book = Book(columns=[Printed("tpt", [8.0] * 21 + [108.67], "", "persen", "")])
    assert only(book, "K08").found == "108.67"


@pytest.mark.parametrize("times", [10, 0.1, 100, 1000])
def test_k09_names_one_cell_whose_unit_slipped(times: float) -> None:
    finding = only(with_value(2, 7, float(round(BOTH[7] * times))), "K09", "K07")
    assert (finding.cell, finding.area_code) == (cell(2, 7), AREAS[7])
    assert finding.before == str(round(BOTH[7] * 0.985))


@pytest.mark.parametrize("times", [0.001, 100])
def test_k09_names_a_column_whose_unit_slipped_once(times: float) -> None:
    finding = only(scaled(4, times), "K09")
    assert (finding.cell, finding.area_code) == (cell(4, -1), "")


def test_k09_does_not_judge_small_counts() -> None:
    few = Book(columns=[Printed("kasus_dbd", [3.0] * 21 + [63.0], "", "kasus", "")])
    last = [replace(r, period="2023", value=30.0 if r.area_code == AREAS[0] else r.value)
            for r in few.rows()]  # fmt: skip
    assert list(CHECKS["K09"](replace(few.tables(), others=last))) == []


def test_k10_names_a_kecamatan_that_jumps() -> None:
    finding = only(with_value(2, 9, float(round(BOTH[9] * 1.3))), "K10", "K03", "K04")
    assert (finding.cell, finding.before) == (cell(2, 9), str(round(BOTH[9] * 0.985)))


def test_k10_takes_the_change_of_all_for_the_usual() -> None:
    assert list(CHECKS["K10"](scaled(2, 1.4).tables())) == []


def test_k11_names_a_column_that_is_last_years() -> None:
    book = Book()
    tables = replace(book.tables(), others=book.rows("2023", "2024"))
    found = {(f.indicator, f.dim): f for f in CHECKS["K11"](tables)}
    assert found["jumlah_penduduk", "sex=L"].found == "21/21"
    assert "luas_wilayah" not in {indicator for indicator, _ in found}


def test_k11_lets_small_counts_stay_the_same() -> None:
    book = Book(columns=[Printed("puskesmas", [2.0] * 21 + [42.0], "", "unit", "")])
    assert list(CHECKS["K11"](replace(book.tables(), others=book.rows("2023", "2024")))) == []


def test_k12_names_a_blank_without_a_mark() -> None:
    finding = only(with_value(1, 12, None), "K12")
    assert (finding.cell, finding.column) == (cell(1, 12), "mark")


def test_k12_names_a_blank_in_a_column_nobody_has_mapped() -> None:
    book = Book()
    table, mapping, mapped = book.sheet()
    assert mapped is not None
    cells = {**table.cells, (9, 9): Cell(9, 9, "", None), (40, 9): Cell(40, 9, "", None)}
    tables = replace(book.tables(), sheets=[(replace(table, cells=cells), mapping, mapped)])
    assert [f.cell for f in check_table(tables)] == [address(9, 9)]


def test_k13_names_nil_where_there_was_much() -> None:
    finding = only(with_value(1, 12, None, "-"), "K13")
    assert (finding.cell, finding.before) == (cell(1, 12), str(round(WOMEN[12] * 0.985)))


def test_k13_lets_small_counts_become_nil() -> None:
    few = Book(columns=[Printed("kasus_dbd", [None] + [3.0] * 20 + [60.0], "", "kasus", "",
                                {0: "-"})])  # fmt: skip
    last = [replace(r, period="2023", value=3.0, mark="") for r in few.rows()]
    assert list(CHECKS["K13"](replace(few.tables(), others=last))) == []


def test_k13_names_nil_printed_in_two_ways() -> None:
    book = Book(columns=[Printed("kasus_dbd", [0.0, None] + [3.0] * 19 + [57.0], "", "kasus", "",
                                 {1: "-"})])  # fmt: skip
    finding = only(book, "K13")
    assert (finding.cell, finding.found, finding.expected) == ("B6", "0", "–")


def two_series(notes: tuple[str, ...] = ()) -> Book:
    old = Printed("ipm", [80.0] * 22, "", "", "ipm_sp2010")
    new = Printed("ipm", [81.0] * 22, "", "", "ipm_lfsp2020")
    return Book(columns=[old, new], form={"notes": notes})


def broken_series(notes: tuple[str, ...] = ()) -> Tables:
    """A table whose second column is of the next year and of another series."""
    tables = two_series(notes).tables()
    rows = [replace(r, period="2025") if r.cell[0] == "C" else r for r in tables.rows]
    return replace(tables, rows=rows, others=())


def test_k14_names_a_series_that_changes_without_a_note() -> None:
    assert [f.cell for f in CHECKS["K14"](broken_series())] == ["C6"]
    assert list(CHECKS["K14"](broken_series(("Sejak 2025 memakai metode baru",)))) == []


def test_k14_takes_series_beside_each_other_for_no_break() -> None:
    assert list(CHECKS["K14"](two_series().tables())) == []


@pytest.mark.parametrize("column", [4, 5])
def test_k14_names_an_area_that_changed_and_a_density_that_followed(column: int) -> None:
    found = list(CHECKS["K14"](scaled(column, 1.064).tables()))
    assert [f.cell for f in found] == [cell(column, -1)]
    noted = replace(scaled(column, 1.064), form={"notes": ("Luas wilayah menurut BIG 2024",)})
    assert list(CHECKS["K14"](noted.tables())) == []


def test_k14_names_an_index_that_was_rebased() -> None:
    base = Book(columns=[Printed("ihk", [105.0] * 22, "", "", "ihk_2018")])
    own = [r for r in base.rows() if r.area_code == "1275"]
    past = [replace(own[0], period=str(y), value=130.0 + 3 * (y - 2018)) for y in range(2018, 2024)]
    other = replace(own[0], period="2012", series="ihk_2012")
    tables = replace(base.tables(), rows=own, others=[*past, other], sheets=())
    assert [f.found for f in CHECKS["K14"](tables)] == ["105"]
    assert list(CHECKS["K14"](replace(tables, rows=[replace(own[0], value=148.0)]))) == []


def beside(**other: object) -> Tables:
    """The clean table, and elsewhere the same figure of the fourth kecamatan in another form."""
    tables = Book().tables()
    (row,) = [r for r in tables.rows if r.cell == cell(2, 3)]
    return replace(tables, others=[*tables.others, replace(row, **other)])  # type: ignore[arg-type]


def test_k15_names_a_figure_that_another_table_has_otherwise() -> None:
    (finding,) = check_table(beside(table_no="3.1.3", value=float(BOTH[3] + 90), cell="C9"))
    assert (finding.rule, finding.cell) == ("K15", cell(2, 3))
    assert "3.1.3" in finding.message_id
    assert check_table(beside(table_no="3.1.3", cell="C9")) == []


def test_k16_names_a_source_that_differs_by_more_than_one_percent() -> None:
    source = {
        "edition": "",
        "table_no": "",
        "cell": "",
        "source_id": PACKAGE.codelists["sources"][0]["source_id"],
    }
    (finding,) = check_table(beside(**source, value=BOTH[3] * 1.02))
    assert (finding.rule, finding.cell) == ("K16", cell(2, 3))
    assert PACKAGE.codelists["sources"][0]["producer_id"] in finding.message_id
    assert check_table(beside(**source, value=BOTH[3] * 1.009)) == []


@pytest.mark.parametrize(
    ("mark", "before", "rules"),
    [("", "", ["K17"]), ("r", "", []), ("*", "", []), ("", "*", []), ("", "**", [])],
)
def test_k17_wants_a_revision_marked(mark: str, before: str, rules: list[str]) -> None:
    book = with_value(2, 3, float(BOTH[3]), mark)
    tables = book.tables()
    (row,) = [r for r in tables.rows if r.cell == cell(2, 3)]
    last = replace(row, edition="2024", value=row.value and row.value - 40, mark=before)
    found = check_table(replace(tables, before={row.key: last}))
    assert [f.rule for f in found] == rules
    assert [f.before for f in found] == [str(BOTH[3] - 40)] * len(rules)


def test_k18_names_a_provisional_mark_that_stays() -> None:
    book = replace(with_value(2, 3, float(BOTH[3]), "*"), period="2022")
    finding = only(book, "K18", "K19")
    assert (finding.cell, finding.found) == (cell(2, 3), "*")
    assert list(CHECKS["K18"](with_value(2, 3, float(BOTH[3]), "*").tables())) == []


def test_k19_names_data_older_than_the_edition_should_hold() -> None:
    finding = only(Book(edition="2026"), "K19")
    assert (finding.cell, finding.expected, finding.found) == ("A1", "2025", "2024")
    school = [replace(r, period_kind="school_year") for r in Book(edition="2026").tables().rows]
    assert list(CHECKS["K19"](replace(Book(edition="2026").tables(), rows=school))) == []


def test_k19_lets_the_survey_of_villages_come_later() -> None:
    book = Book(edition="2026", form={"source": "BPS, Pendataan Potensi Desa (Podes)"})
    assert list(CHECKS["K19"](book.tables())) == []


def test_k20_notes_a_table_that_came_after_the_calendar() -> None:
    finding = only(Book(more={"today": datetime.date(2025, 3, 1)}), "K20")
    assert (finding.expected, finding.found) == ("2025-02-28", "2025-03-01")
    assert Book(more={"today": datetime.date(2025, 2, 28)}).found() == []
    assert Book(more={"today": None}).found() == []


def test_k21_names_the_fields_that_are_empty() -> None:
    lacking = [{**i, "interpretation_id": "", "public_access": ""} if i["indicator"] == "luas_wilayah"
               else i for i in ASKED]  # fmt: skip
    tables = replace(Book().tables(), codelists={**CODELISTS, "indicators": lacking})
    (finding,) = check_table(tables)
    assert (finding.rule, finding.indicator, finding.found) == ("K21", "luas_wilayah", "2")
    assert "interpretasi, dapat diakses umum" in finding.message_id


@pytest.mark.parametrize(
    "unit", ["persen", "Persen", "%", "ton", "ribu rupiah", "rumah tangga", "(Persen)"]
)
def test_k22_names_a_unit_that_is_not_the_metadatas(unit: str) -> None:
    book = Book()
    book.columns[3] = replace(book.columns[3], unit="laki-laki per 100 perempuan")
    table, mapping, mapped = book.sheet()
    heads = [replace(h, unit=unit) if h.column == 5 else h for h in table.heads]
    tables = replace(book.tables(), sheets=[(replace(table, heads=tuple(heads)), mapping, mapped)])
    (finding,) = check_table(tables)
    assert (finding.rule, finding.cell) == ("K22", "E6")


@pytest.mark.parametrize("unit", ["jiwa/people", "orang", "Jiwa", "people", "(jiwa)", "lembar"])
def test_k22_knows_other_names_of_a_unit_and_judges_none_it_does_not_know(unit: str) -> None:
    assert Book(form={"unit": unit}).found() == []


@pytest.mark.parametrize("text", ["(Persen) (Persen)", "(Milyar Rupiah)", "(Miljar)"])
def test_k22_names_a_doubled_or_misspelt_unit(text: str) -> None:
    title = f"Penduduk Menurut Kecamatan di Kota Medan {text}, 2024"
    assert only(Book(form={"title_id": title}), "K22").cell == "A1"


def test_k23_names_a_table_without_a_source() -> None:
    assert only(Book(form={"source": ""}), "K23").cell == f"A{CITY_ROW + 1}"


def test_k23_names_a_table_without_a_period() -> None:
    title = {"title_id": "Penduduk di Kota Medan", "title_en": "Population in Medan", "periods": ()}
    assert {f.rule for f in Book(form=title).found()} == {"K23", "K25"}


def test_k23_names_a_year_that_cannot_be() -> None:
    title = {
        "title_id": "Penduduk di Kota Medan, 2052",
        "title_en": "Population, 2052",
        "periods": ("2052",),
    }
    assert only(Book(form=title), "K23").found == "2052"


def test_k23_wants_every_footnote_explained() -> None:
    def with_notes(form: dict[str, object]) -> list[Finding]:
        book = Book(form=form)
        table, mapping, mapped = book.sheet()
        cells = {**table.cells, (9, 3): replace(table.cells[9, 3], notes=("1",))}
        sheet = (replace(table, cells=cells), mapping, mapped)
        return check_table(replace(book.tables(), sheets=[sheet]))

    assert [(f.rule, f.cell) for f in with_notes({})] == [("K23", "C9")]
    assert with_notes({"footnotes": {"1": "Termasuk penduduk tanpa tempat tinggal"}}) == []


@pytest.mark.parametrize("title", [
    "Penduduk Menurut Desa1/Kelurahan, 2024", "Penduduk Menurut Kecamatan, 20242",
])  # fmt: skip
def test_k24_names_a_glued_footnote(title: str) -> None:
    form = {
        "titles": (title, "Population, 2024"),
        "title_id": "Penduduk, 2024",
        "title_en": "Population, 2024",
    }
    finding = only(Book(form=form), "K24")
    assert finding.found in ("Desa1", "20242")


@pytest.mark.parametrize(("text", "cells"), [("1,068.00", ["C9"]), ("1 068", ["C9"]), ("1.068", []),
                                             ("1068", []), ("12,5", [])])  # fmt: skip
def test_k24_names_a_number_written_unlike_the_others(text: str, cells: list[str]) -> None:
    book = Book()
    table, mapping, mapped = book.sheet()
    printed = {at: replace(c, text=f"{int(c.value or 0):,}".replace(",", ".")) if at[1] < 5 else c
               for at, c in table.cells.items()}  # fmt: skip
    printed[9, 3] = replace(printed[9, 3], text=text)
    sheet = (replace(table, cells=printed), mapping, mapped)
    assert [f.cell for f in CHECKS["K24"](replace(book.tables(), sheets=[sheet]))] == cells


def test_k24_takes_codes_and_units_for_no_footnotes() -> None:
    title = "Luas (km2) dan Kasus Covid19 menurut SP2020 dan P0, 2024"
    assert [f.rule for f in Book(form={"titles": (title,)}).found()] == []


def test_k24_names_a_cell_that_could_not_be_read_unless_the_reader_has() -> None:
    book = Book()
    table, mapping, mapped = book.sheet()
    cells = {**table.cells, (9, 9): Cell(9, 9, "2,620.24", None, "?")}
    tables = replace(book.tables(), sheets=[(replace(table, cells=cells), mapping, mapped)])
    (finding,) = check_table(tables)
    assert (finding.rule, finding.cell, finding.found) == ("K24", "I9", "2,620.24")
    read = replace(table, cells=cells, findings=(finding,))
    assert check_table(replace(tables, sheets=[(read, mapping, mapped)])) == []


@pytest.mark.parametrize("title", [
    "Penduduk Menurut Menurut Kecamatan, 2024", "Penduduk  Menurut Kecamatan, 2024",
    "Penduduk\u00a0Menurut Kecamatan, 2024", "Penduduk Menurut Kecamatan, 2020—2024",
    "Penduduk 2020-2024 dan Murid 2023–2024",
])  # fmt: skip
def test_k25_names_an_untidy_title(title: str) -> None:
    english = "Population by District, 2024" if "2020" not in title else "Population, 2020 to 2024"
    assert only(Book(form={"titles": (title, english)}), "K25").cell == "A1"


def test_k25_lets_words_and_years_have_their_own_dash() -> None:
    titles = ("Rata-rata Anggota Rumah Tangga, 2020–2024", "Average Household Size, 2020–2024")
    assert Book(form={"titles": titles}).found() == []


@pytest.mark.parametrize("form", [{"title_en": ""}, {"title_en": "Population by District, 2023"}])
def test_k25_wants_the_same_title_in_english(form: dict[str, object]) -> None:
    assert only(Book(form=form), "K25").cell == "A1"


def test_k25_wants_the_year_in_the_title() -> None:
    form = {"title_id": "Penduduk Menurut Kecamatan", "title_en": "Population by District", "periods": (),
            "heads": tuple(replace(h, period="2024") for h in Book().sheet()[0].heads)}  # fmt: skip
    assert only(Book(form=form), "K25").cell == "A1"


def test_k26_names_a_hole_that_the_table_leaves() -> None:
    tables = Book().tables()
    city = next(r for r in tables.rows if r.cell == cell(2, -1))
    past = [replace(city, period=str(y)) for y in (2019, 2021, 2022)]
    (finding,) = CHECKS["K26"](replace(tables, rows=[city], others=past))
    assert (finding.found, finding.cell) == ("2023", cell(2, -1))
    whole_line = [*past, replace(city, period="2023")]
    assert list(CHECKS["K26"](replace(tables, rows=[city], others=whole_line))) == []


@pytest.mark.parametrize("gone", ["unit", "polarity", "baseline_value"])
def test_k27_names_a_target_that_lacks_what_makes_it_one(gone: str) -> None:
    target = {"indicator": "luas_wilayah", "area_code": "1275", "period": "2025", "unit": "km2",
              "polarity": "positif", "baseline_value": "265"}  # fmt: skip
    tables = Book().tables()
    assert check_table(replace(tables, codelists={**CODELISTS, "target": [target]})) == []
    broken = {**CODELISTS, "target": [{**target, gone: ""}]}
    (finding,) = check_table(replace(tables, codelists=broken))
    assert (finding.rule, finding.file, finding.row) == ("K27", "target.csv", 2)
    elsewhere = {**CODELISTS, "target": [{**target, gone: "", "indicator": "ipm"}]}
    assert check_table(replace(tables, codelists=elsewhere)) == []


@pytest.mark.parametrize(
    ("first", "second", "cells"),
    [(("apm", 91.0), ("apk", 98.0), []), (("apm", 99.0), ("apk", 98.0), ["B27"]),
     (("p2", 0.4), ("p1", 0.3), ["B27"]),
     (("persen_penduduk_miskin", 8.0), ("jumlah_penduduk_miskin", 90_000.0), []),
     (("persen_penduduk_miskin", 8.0), ("jumlah_penduduk_miskin", 190_000.0), ["C27"])],
)  # fmt: skip
def test_k28_names_figures_that_contradict_each_other(
    first: tuple[str, float], second: tuple[str, float], cells: list[str]
) -> None:
    book = Book(columns=[Printed(code, [None] * 21 + [value], "", "", "")
                         for code, value in (first, second)])  # fmt: skip
    people = [
        replace(r, indicator="jumlah_penduduk", value=1_120_000.0)
        for r in book.rows()
        if r.cell == "B27"
    ]
    tables = replace(book.tables(), others=people)
    rows = [r for r in tables.rows if r.area_code == "1275"]
    assert [f.cell for f in CHECKS["K28"](replace(tables, rows=rows))] == cells


def test_what_is_compared_is_known_by_its_indicators() -> None:
    assert linked(["kepadatan_penduduk"]) >= {"jumlah_penduduk", "luas_wilayah"}
    assert linked(["siswa_per_guru_sd"]) >= {"guru_sd", "murid_sd"}
    assert linked(["ihk"]) == {"ihk"}


def test_a_column_that_is_blank_all_over_is_said_once() -> None:
    book = Book()
    book.columns[1] = replace(book.columns[1], values=[None] * 22)
    finding = only(book, "K12")
    assert finding.cell == cell(1, 0)
    assert "21" in finding.message_id


def test_what_the_mapping_has_said_of_a_cell_is_not_said_again() -> None:
    book = with_label(15, "Medan Perjoangan")
    tables = book.tables()
    table, mapping, mapped = tables.sheets[0]
    (said,) = check_table(tables)
    assert mapped is not None
    sheet = (table, mapping, replace(mapped, findings=(said,)))
    assert check_table(replace(tables, sheets=[sheet])) == []


def test_checks_that_cannot_run_say_so() -> None:
    rows = [r for r in CODELISTS["checks"] if r["rule"] != "K17"]
    (finding,) = check_table(replace(Book().tables(), codelists={**CODELISTS, "checks": rows}))
    assert (finding.file, finding.found) == ("checks.csv", "K17")


@pytest.mark.parametrize("text", ["(" + " " * 20_000, "a" * 20_000, "( )" * 5_000, "a a" * 5_000,
                                  "1–" * 10_000, " " * 20_000])  # fmt: skip
def test_hostile_titles_take_no_time(text: str) -> None:
    start = time.perf_counter()
    Book(form={"titles": (text,), "title_id": text, "unit": text, "notes": (text,)}).found()
    assert time.perf_counter() - start < 2


def test_three_hundred_tables_take_seconds() -> None:
    tables = Book().tables()
    start = time.perf_counter()
    for _ in range(20):
        check_table(replace(tables))
    assert time.perf_counter() - start < 2


WRITTEN = checklist(CODELISTS["checks"])


@pytest.mark.parametrize("rule", RULES)
def test_every_check_is_explained_in_both_languages(rule: str) -> None:
    explained = WRITTEN[rule]
    for name in ("name", "what", "why", "remedy"):
        texts = [explained.text(name, lang) for lang in LANGS]
        assert texts[0] != texts[1]
        assert name == "name" or all(40 < len(t) < 420 and t.endswith(".") for t in texts)


def test_every_check_has_a_function_and_a_test_here() -> None:
    tested = {name[5:8].upper() for name in globals() if name.startswith("test_k")}
    assert list(CHECKS) == list(RULES) == list(WRITTEN)
    assert tested == set(RULES)
