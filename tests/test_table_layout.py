"""The publication's layout: every table, line and cell found, and what is not understood said."""

from __future__ import annotations

import os
import string
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from official import (
    CITY_LINE,
    KECAMATAN,
    Printed,
    Share,
    Span,
    by_kecamatan,
    grids,
    place_of,
    population,
    with_cell,
    with_label,
    write_csv,
    write_xlsx,
)

from atlas.model import Finding
from atlas.table import delimited, xlsx
from atlas.table.layout import tables
from atlas.table.lexicon import ENGLISH, INDONESIAN
from atlas.table.model import Cell, Grid, Raw, Table, address
from atlas.table.numeral import STYLES, UNCLEAR, parse, write

LONG = int(os.environ.get("ATLAS_EXAMPLES", "6000"))
"""Examples of each property in the long profile."""
TUNTUNGAN = "Medan Tuntungan"


def only(*printed: Printed, **how: object) -> Table:
    """The one table on the one sheet of these."""
    (grid,) = grids(printed, **how)  # type: ignore[arg-type]
    (table,) = tables(grid)
    return table


def values(table: Table) -> list[list[Decimal | None]]:
    return [[table.cells[x.row, h.column].value for h in table.heads] for x in table.lines]


def printed_values(printed: Printed) -> list[list[Decimal]]:
    return [[Decimal(str(c)) for c in cells] for _, cells in printed.body]


def by_rule(table: Table) -> list[tuple[str, str]]:
    return [(f.rule, f.cell) for f in table.findings]


def sheet(rows: Sequence[Sequence[object]], merged: tuple[tuple[int, ...], ...] = ()) -> Grid:
    """A sheet written out row by row; None is a blank cell."""
    cells = {
        (r, c): Raw(float(v) if isinstance(v, int) else v)  # type: ignore[arg-type]
        for r, row in enumerate(rows, start=1)
        for c, v in enumerate(row, start=1)
        if v is not None
    }
    return Grid("a.xlsx", "S", cells, merged)  # type: ignore[arg-type]


CLEAN = population()


@pytest.mark.parametrize("place", ["split", "line", "both", "one", "cell", "bare"])
@pytest.mark.parametrize("unit_place", ["before", "after", "line"])
def test_number_titles_unit_and_year_are_found_wherever_they_stand(
    place: str, unit_place: str
) -> None:
    table = only(replace(CLEAN, title_place=place, unit_place=unit_place))
    assert (table.number, table.unit, table.periods) == ("3.1.1", "jiwa", ("2023",))
    assert table.title_id == CLEAN.title_id
    assert table.title_en == CLEAN.title_en
    assert values(table) == printed_values(CLEAN)
    assert not table.findings


@pytest.mark.parametrize(
    "changes",
    [
        {"continue_lines": 9}, {"continue_lines": 21}, {"continue_columns": 1},
        {"continue_columns": 2}, {"ordinal": "No"}, {"style": "cell"}, {"style": "space"},
        {"notes": ("Penjelasan.",), "footnotes": (("1", "Termasuk tamu"),)},
        {"notes": ("Penjelasan.", "Lagi."), "foot_split": True}, {"total": None},
        {"ordinal": "No", "continue_lines": 5}, {"style": "cell", "continue_columns": 2},
        {"continue_lines": 4, "continued": "Lanjutan Tabel"}, {"source": ""},
        {"continue_columns": 1, "continued": "Continued Table"},
    ],
)  # fmt: skip
def test_a_clean_table_is_read_whole_and_gives_no_finding(changes: dict[str, object]) -> None:
    printed = replace(CLEAN, **changes)  # type: ignore[arg-type]
    table = only(printed)
    assert values(table) == printed_values(printed)
    names = [name for _, name in KECAMATAN]
    assert [x.label for x in table.lines] == names + [CITY_LINE] * (printed.total is not None)
    assert [h.words_id for h in table.heads] == [
        ("Jenis Kelamin", "Laki-laki"), ("Jenis Kelamin", "Perempuan"), ("Jenis Kelamin", "Jumlah"),
    ]  # fmt: skip
    assert [h.words_en[-1] for h in table.heads] == ["Male", "Female", "Total"]
    assert not table.findings
    assert table.source == printed.source


def test_every_crossing_of_a_line_and_a_head_has_a_cell_at_its_true_address() -> None:
    for printed in (CLEAN, replace(CLEAN, continue_lines=9), replace(CLEAN, continue_columns=2)):
        table = only(printed)
        crossings = {(x.row, h.column) for x in table.lines for h in table.heads}
        assert set(table.cells) == crossings
        for i, line in enumerate(table.lines):
            for j, head in enumerate(table.heads):
                cell = table.cells[line.row, head.column]
                assert address(cell.row, cell.column) == place_of(printed, i, j)


@pytest.mark.parametrize("how", ["each", "below", "beside"])
def test_several_tables_of_a_file_are_kept_apart(how: str) -> None:
    short = replace(CLEAN, number="3.1.2", lines=CLEAN.lines[:3], total=None)
    long = replace(CLEAN, number="3.1.10", continue_lines=12, years=("2022",))
    found = [t for g in grids([CLEAN, short, long], sheets=how) for t in tables(g)]  # type: ignore[arg-type]
    assert [t.number for t in found] == ["3.1.1", "3.1.2", "3.1.10"]
    assert [len(t.lines) for t in found] == [22, 3, 22]
    assert found[2].periods == ("2022",)
    assert not [f for t in found for f in t.findings]


def test_a_wide_table_may_stand_under_two_that_stand_beside_each_other() -> None:
    left, right = grids([CLEAN, replace(CLEAN, number="3.1.2")], sheets="beside")[0], 60
    below = grids([replace(CLEAN, number="3.2.1", heads=(tuple(f"K{i}" for i in range(9)),),
                           lines=(("A", tuple(range(9))),), total=None)])[0]  # fmt: skip
    cells = {**left.cells, **{(r + right, c): raw for (r, c), raw in below.cells.items()}}
    merged = (*left.merged, *((a + right, b, c + right, d) for a, b, c, d in below.merged))
    found = tables(Grid("a.xlsx", "S", cells, merged))
    assert [(t.number, len(t.heads), len(t.lines)) for t in found] == [
        ("3.1.1", 3, 22), ("3.1.2", 3, 22), ("3.2.1", 9, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "number", "code"),
    [
        ("{n}. {name}", "1", ""), ("{short} {name}", "010", ""), ("{code} {name}", "", "1275010"),
        ("{n} {name}", "1", ""), ("{n}) {name}", "1", ""), ("{n}.{name}", "1", ""),
        ("{name}", "", ""), ("12.71.0{n} {name}", "", "12.71.01"),
        ("\u00a0{n}.\u00a0 {name} ", "1", ""),
    ],
)  # fmt: skip
def test_ordinals_and_codes_before_names_are_told_from_them(
    label: str, number: str, code: str
) -> None:
    first = Printed(lines=by_kecamatan([range(21)], label)[:9], total=(CITY_LINE, (36,)))
    table = only(first)
    assert [x.label for x in table.lines[:6:5]] == [TUNTUNGAN, "Medan Kota"]
    assert (table.lines[0].number, table.lines[0].code) == (number, code)
    assert table.system == ("kemendagri" if "." in code else "bps")
    assert table.lines[-1].label == CITY_LINE
    assert not table.findings


def test_codes_may_have_a_column_of_their_own() -> None:
    grid = sheet([
        ["Tabel 3.1.1"], ["Jumlah Penduduk, 2023"], ["Kode", "Kecamatan", "Jumlah"],
        ["(1)", "(2)", "(3)"], ["1275010", TUNTUNGAN, 5], ["1275020", "Medan Johor", 6],
        [None, "Kota Medan", 11],
    ])  # fmt: skip
    (table,) = tables(grid)
    assert [(x.code, x.label) for x in table.lines] == [
        ("1275010", TUNTUNGAN), ("1275020", "Medan Johor"), ("", "Kota Medan"),
    ]  # fmt: skip


def test_years_may_name_the_lines() -> None:
    grid = sheet([
        ["Tabel 3.1.9"], ["Jumlah Penduduk (jiwa), 2021–2023"], ["Tahun/Year", "Jumlah/Total"],
        ["(1)", "(2)"], [2021, 5000], [2022, 6000], [2023, 7000], ["Sumber: BPS"],
    ])  # fmt: skip
    (table,) = tables(grid)
    assert [x.label for x in table.lines] == ["2021", "2022", "2023"]
    assert table.periods == ("2021", "2022", "2023")
    assert values(table) == [[5000], [6000], [7000]]


def test_years_over_columns_give_periods_and_their_mark_goes_to_the_values() -> None:
    printed = Printed(
        years=("2021", "2022", "2023"),
        heads=((Span("Jumlah/Total", 3),), ("2021", "2022/2023*", "Tahun 2023/Year 2023")),
        lines=((TUNTUNGAN, (1, "2r", 3)), ("Medan Johor", ("...", 5, 6))),
    )
    table = only(printed)
    assert [h.period for h in table.heads] == ["2021", "2022/2023", "2023"]
    assert {h.words_id for h in table.heads} == {("Jumlah",)}
    marks = [[table.cells[x.row, h.column].mark for h in table.heads] for x in table.lines]
    assert marks == [["", "r", ""], ["...", "*", ""]]


def test_units_in_the_header_are_told_from_names_in_parentheses() -> None:
    printed = Printed(
        heads=(("Luas (km²)/Area (sq.km)", "Persentase\nPercentage\n(%)", "Guru (L+P)", "SD (Negeri)"),),
        lines=((TUNTUNGAN, ("21,58", "8,65", 3, 4)),),
    )  # fmt: skip
    heads = only(printed).heads
    assert [h.unit for h in heads] == ["km²", "%", "", ""]
    assert [h.words_id for h in heads] == [
        ("Luas",),
        ("Persentase",),
        ("Guru (L+P)",),
        ("SD (Negeri)",),
    ]


def test_a_header_row_of_units_and_one_in_english_are_told_apart() -> None:
    grid = sheet([
        ["Tabel 3.1.1"], ["Luas dan Penduduk, 2023"], ["Kecamatan", "Luas", "Penduduk"],
        ["Subdistrict", "Total Area", "Population"], [None, "(km²)", "(jiwa)"],
        ["(1)", "(2)", "(3)"], [TUNTUNGAN, "21,5", 5],
    ])  # fmt: skip
    heads = tables(grid)[0].heads
    assert [(h.words_id, h.words_en, h.unit) for h in heads] == [
        (("Luas",), ("Total Area",), "km²"), (("Penduduk",), ("Population",), "jiwa"),
    ]  # fmt: skip


def test_merged_header_words_stand_over_their_columns_with_and_without_merges(
    tmp_path: Path,
) -> None:
    heads = (
        (Span("Sekolah/School", 2), Span("Guru/Teacher", 2), Span("Murid/Pupil", down=2)),
        ("Negeri/Public", "Swasta/Private", "Negeri/Public", "Swasta/Private"),
    )
    printed = Printed(heads=heads, lines=by_kecamatan([range(21)] * 5))
    words = [
        ("Sekolah", "Negeri"), ("Sekolah", "Swasta"), ("Guru", "Negeri"), ("Guru", "Swasta"),
        ("Murid",),
    ]  # fmt: skip
    assert [h.words_id for h in only(printed).heads] == words
    (grid,), _ = delimited.read(write_csv(tmp_path / "a.csv", [printed]).open("rb"), "a.csv")
    assert [h.words_id for h in tables(grid)[0].heads] == words


def test_a_missing_row_of_column_numbers_is_said_and_the_table_still_read() -> None:
    table = only(replace(CLEAN, numbered=False))
    assert values(table) == printed_values(CLEAN)
    assert [(f.rule, f.severity, f.cell) for f in table.findings] == [("baca", "P", "A5")]


def test_years_as_header_are_no_figures_where_the_column_numbers_are_missing() -> None:
    printed = Printed(numbered=False, years=("2022", "2023"), heads=((2022, 2023),),  # type: ignore[arg-type]
                      lines=by_kecamatan([range(500, 521), range(600, 621)]))  # fmt: skip
    printed = replace(printed, heads=(("2022", "2023"),))
    table = only(printed)
    assert [h.period for h in table.heads] == ["2022", "2023"]
    assert len(table.lines) == 21


@pytest.mark.parametrize("row", [[-1, -2, -3], [1, 2, 3], ["( 1 )", "(2)", "(3)"], ["1", "2", "3"]])
def test_column_numbers_are_known_in_the_form_a_spreadsheet_gives_them(row: list[object]) -> None:
    grid = sheet([
        ["Tabel 3.1.1"], ["Jumlah Penduduk, 2023"], ["Kecamatan", "A", "B"], row,
        [TUNTUNGAN, 5, 6], ["Medan Johor", 7, 8],
    ])  # fmt: skip
    (table,) = tables(grid)
    assert [h.number for h in table.heads] == [2, 3]
    assert values(table) == [[5, 6], [7, 8]]


def test_a_table_number_stands_in_many_forms() -> None:
    for cell in ("Tabel 3.1.1", "TABEL 3.1.1.", "Tabel/Table 3.1.1", "Tabel\n Table  3.1.1",
                 "Tabel\u00a03.1.1", "Table 3.1.1", "Tabel : 3.1.1"):  # fmt: skip
        grid = sheet([[cell, "Jumlah Penduduk di Kota Medan, 2023"], ["Kecamatan", "A"],
                      ["(1)", "(2)"], [TUNTUNGAN, 5]])  # fmt: skip
        assert [t.number for t in tables(grid)] == ["3.1.1"], cell


def test_codes_of_kemendagri_are_no_table_numbers() -> None:
    grid = sheet([
        ["Tabel 3.1.1"], ["Jumlah, 2023"], ["Kode", "Kecamatan", "A"], ["(1)", "(2)", "(3)"],
        ["12.71.10", TUNTUNGAN, 5], ["12.71.11", "Medan Johor", 6],
    ])  # fmt: skip
    (table,) = tables(grid)
    assert [x.code for x in table.lines] == ["12.71.10", "12.71.11"]
    assert table.system == "kemendagri"


def test_a_continuation_may_repeat_the_header_without_a_word() -> None:
    rows: list[list[object]] = [
        ["Tabel 3.1.1"], ["Jumlah Penduduk, 2023"], ["Kecamatan", "A"], ["(1)", "(2)"],
        [TUNTUNGAN, 5], [], ["Kecamatan", "A"], ["(1)", "(2)"], ["Medan Johor", 6],
    ]  # fmt: skip
    (table,) = tables(sheet(rows))
    assert [x.label for x in table.lines] == [TUNTUNGAN, "Medan Johor"]
    rows[6:8] = [["Kecamatan", "B"], ["(1)", "(3)"]]
    rows[8] = [TUNTUNGAN, 6]
    (table,) = tables(sheet(rows))
    assert [h.words_id for h in table.heads] == [("A",), ("B",)]
    assert values(table) == [[5, 6]]


def test_a_continuation_may_stand_beside() -> None:
    rows = [
        ["Tabel 3.1.1"], ["Jumlah Penduduk, 2023"],
        ["Kecamatan", "A", None, "Kecamatan", "A"], ["(1)", "(2)", None, "(1)", "(2)"],
        [TUNTUNGAN, 5, None, "Medan Johor", 6],
    ]  # fmt: skip
    (table,) = tables(sheet(rows))
    assert [x.label for x in table.lines] == [TUNTUNGAN, "Medan Johor"]
    places = [(c.row, c.column) for c in table.cells.values()]
    assert places == [(5, 2), (5, 5)]
    assert len({x.row for x in table.lines}) == 2


def test_a_continuation_that_does_not_fit_is_said_and_kept_apart() -> None:
    printed = replace(CLEAN, continue_columns=2)
    (grid,) = grids([printed])
    at = place_of(printed, 3, 2)
    row = int(at[1:])
    cells = {**grid.cells, (row, 1): Raw("4. Medan Dennai")}
    found = tables(replace(grid, cells=cells))
    assert [t.number for t in found] == ["3.1.1", "3.1.1"]
    (finding,) = found[1].findings
    assert (finding.rule, finding.severity, finding.cell) == ("baca", "G", f"A{row}")
    assert "Medan Dennai" in finding.message_id


def test_a_continuation_without_its_first_part_is_said() -> None:
    grid = sheet([["Lanjutan Tabel/Continued Table 3.1.1"], ["Kecamatan", "A"], ["(1)", "(2)"],
                  [TUNTUNGAN, 5]])  # fmt: skip
    (table,) = tables(grid)
    assert table.number == "3.1.1"
    assert [(f.rule, f.severity) for f in table.findings] == [("baca", "G")]


def test_notes_footnotes_and_source_are_read_in_every_form() -> None:
    grid = sheet([
        ["Tabel 3.1.1"], ["Jumlah, 2023"], ["Kecamatan", "A"], ["(1)", "(2)"], [TUNTUNGAN, "5¹"],
        ["¹ Termasuk tamu"], ["2) Tidak termasuk tamu"], ["* Angka sementara/Preliminary figures"],
        ["Catatan/Note :", "a) Tanpa kata."], ["Kalimat kedua."],
        ["Sumber: Dinas Kesehatan"], ["Source: Health Office"], ["Kota Medan"],
    ])  # fmt: skip
    (table,) = tables(grid)
    assert table.footnotes == {
        "1": "Termasuk tamu", "2": "Tidak termasuk tamu", "a": "Tanpa kata.",
        "*": "Angka sementara/Preliminary figures",
    }  # fmt: skip
    assert table.notes == ("Kalimat kedua.",)
    assert table.source == "Dinas Kesehatan/Health Office Kota Medan"
    assert table.places["source"] == (11, 1)


def test_a_last_line_without_values_stays_a_line() -> None:
    printed = replace(
        CLEAN, total=(CITY_LINE, (None, None, None)), footnotes=(("1", "Termasuk x"),)
    )
    table = only(printed)
    assert table.lines[-1].label == CITY_LINE
    assert all(table.cells[table.lines[-1].row, h.column].blank for h in table.heads)
    assert table.footnotes == {"1": "Termasuk x"}


def test_a_line_without_values_among_others_stays_a_line() -> None:
    printed = replace(
        CLEAN, lines=(*CLEAN.lines[:3], ("4. Medan Denai", (None,) * 3), *CLEAN.lines[4:])
    )
    table = only(printed)
    assert len(table.lines) == 22
    assert [table.cells[table.lines[3].row, h.column].blank for h in table.heads] == [True] * 3


def test_headings_between_lines_are_no_lines_and_repeated_names_under_them_are_said() -> None:
    rows: list[list[object]] = [
        ["Tabel 3.1.1"], ["Jumlah, 2023"], ["Kecamatan", "A"], ["(1)", "(2)"],
        ["Kabupaten/Regency"], ["Nias", 5], ["Kota/Municipality"], ["Medan", 6],
    ]  # fmt: skip
    (table,) = tables(sheet(rows))
    assert [x.label for x in table.lines] == ["Nias", "Medan"]
    assert not table.findings
    rows[7] = ["Nias", 6]
    (table,) = tables(sheet(rows))
    assert by_rule(table) == [("baca", "A7")]


def test_values_without_a_name_are_kept_and_said() -> None:
    table = only(with_label(CLEAN, 4, ""))
    assert table.lines[4].label == ""
    assert by_rule(table) == [("baca", place_of(CLEAN, 4))]


def test_the_english_under_a_name_is_no_line_of_its_own() -> None:
    grid = sheet([
        ["Tabel 12.1.1"], ["PDRB, 2023"], ["Lapangan Usaha/Industry", "A"], ["(1)", "(2)"],
        ["Industri Pengolahan", 5], ["Manufacturing Industry"], ["Jumlah/Total", 6],
    ])  # fmt: skip
    (table,) = tables(grid)
    assert [x.label for x in table.lines] == [
        "Industri Pengolahan/Manufacturing Industry", "Jumlah/Total",
    ]  # fmt: skip


def test_a_page_that_repeats_the_number_goes_on_where_it_fits_and_else_is_said() -> None:
    one = replace(CLEAN, lines=CLEAN.lines[:9], total=None)
    two = replace(CLEAN, lines=CLEAN.lines[9:])
    table = only(one, two, sheets="below")
    assert values(table) == printed_values(CLEAN)
    assert not table.findings
    (grid,) = grids([CLEAN, replace(CLEAN, title_id="Lain", years=("2022",))], sheets="below")
    first, second = tables(grid)
    assert (first.number, second.number, second.periods) == ("3.1.1", "3.1.1", ("2022",))
    assert [(f.rule, f.severity) for f in second.findings] == [("baca", "G")]


def test_a_title_may_run_over_two_rows_in_each_language() -> None:
    grid = sheet([
        ["Tabel 3.1.1"], ["Jumlah Penduduk Menurut Kecamatan dan"], ["Jenis Kelamin (jiwa), 2023"],
        ["Population by Subdistrict"], ["and Sex in Medan (person), 2023"],
        [], ["Kecamatan", "Laki-laki"], ["(1)", "(2)"], [TUNTUNGAN, 5],
    ])  # fmt: skip
    (table,) = tables(grid)
    assert table.title_id == "Jumlah Penduduk Menurut Kecamatan dan Jenis Kelamin"
    assert table.title_en == "Population by Subdistrict and Sex in Medan"
    assert (table.unit, table.periods) == ("jiwa", ("2023",))
    assert [h.words_id for h in table.heads] == [("Laki-laki",)]


def test_text_after_a_gap_under_the_source_is_no_source() -> None:
    grid = sheet([
        ["Tabel 3.1.1"], ["Jumlah, 2023"], ["Kecamatan", "A"], ["(1)", "(2)"], [TUNTUNGAN, 5],
        ["Sumber: BPS"], [], ["Penjelasan lain"],
    ])  # fmt: skip
    (table,) = tables(grid)
    assert (table.source, table.notes) == ("BPS", ("Penjelasan lain",))


def test_figures_under_the_source_are_said() -> None:
    rows: list[list[object]] = [
        ["Tabel 3.1.1"], ["Jumlah, 2023"], ["Kecamatan", "A"], ["(1)", "(2)"], [TUNTUNGAN, 5],
        ["Sumber: BPS"], ["Medan Johor", 6],
    ]  # fmt: skip
    (table,) = tables(sheet(rows))
    assert len(table.lines) == 1
    assert by_rule(table) == [("baca", "A7")]


def test_a_column_of_names_is_no_column_of_values() -> None:
    heads = (("Ibukota/Capital", "Luas/Area"),)
    table = only(Printed(heads=heads, lines=by_kecamatan([["Pusat Kota"] * 21, range(21)])))
    assert [h.words_id for h in table.heads] == [("Luas",)]
    assert not table.findings


def test_a_column_without_a_number_is_read_and_said() -> None:
    printed = Printed(heads=(("A", "B"),), lines=by_kecamatan([range(21), range(21)]))
    (grid,) = grids([printed])
    cells = {k: v for k, v in grid.cells.items() if v.value != "(3)"}
    (table,) = tables(replace(grid, cells=cells))
    assert [h.number for h in table.heads] == [2, 0]
    assert by_rule(table) == [("baca", "C5")]


def test_a_title_without_a_table_is_said() -> None:
    (table,) = tables(sheet([["Tabel 3.1.1"], ["Jumlah Penduduk, 2023"]]))
    assert (table.number, table.title_id) == ("3.1.1", "Jumlah Penduduk")
    assert [(f.rule, f.severity) for f in table.findings] == [("baca", "G")]


def test_a_list_of_contents_is_no_table() -> None:
    assert tables(sheet([[f"Tabel 3.1.{i}", f"Jumlah {i}"] for i in range(1, 9)])) == []
    assert tables(sheet([["Kota Medan Dalam Angka"]])) == []
    assert tables(Grid("a.xlsx", "S", {})) == []


def test_a_table_without_a_number_is_read_and_said() -> None:
    (grid,) = grids([replace(CLEAN, number="", title_place="line")])
    cells = {k: v for k, v in grid.cells.items() if v.value != "Tabel "}
    (table,) = tables(replace(grid, cells=cells))
    assert table.number == ""
    assert table.title_id == CLEAN.title_id
    assert len(table.lines) == 22
    assert [f.severity for f in table.findings] == ["G"]


@pytest.mark.parametrize(
    ("text", "value", "mark", "notes"),
    [
        ("1.234r", 1234, "r", ()), ("1.234*", 1234, "*", ()), ("1.234¹", 1234, "", ("1",)),
        ("12,5 e", Decimal("12.5"), "e", ()), ("...", None, "...", ()), ("–", None, "-", ()),
        ("-", None, "-", ()), ("—", None, "-", ()), ("NA", None, "NA", ()), ("~0", None, "~0", ()),
        ("3,4ᵃ", Decimal("3.4"), "", ("a",)), ("Rp5.000,00", 5000, "", ()), (Share(0.12), 12, "", ()),
        ("12,5%", Decimal("12.5"), "", ()), ("–5", -5, "", ()), ("1.234 1)", 1234, "", ("1",)),
        (None, None, "", ()), ("1.234.567", 1234567, "", ()), (0.5, Decimal("0.5"), "", ()),
    ],
)  # fmt: skip
def test_a_cell_keeps_value_mark_and_notes(
    text: str | float | Share | None, value: object, mark: str, notes: tuple[str, ...]
) -> None:
    printed = with_cell(CLEAN, 4, 0, text)
    cell = only(printed).cells[10, 2]
    assert (cell.value, cell.mark, cell.notes) == (value, mark, notes)


def test_a_share_keeps_the_number_of_the_file_as_percent() -> None:
    assert only(with_cell(CLEAN, 4, 0, Share(0.1275))).cells[10, 2] == Cell(
        10, 2, "12,75%", Decimal("12.75")
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,620.24", Decimal("2620.24")), ("10 668", 10668), ("10\u00a0668", 10668),
        ("1.2341)", 1234), ("1,234,567", 1234567),
    ],
)  # fmt: skip
def test_a_number_written_another_way_is_read_and_said_with_its_address(
    text: str, value: object
) -> None:
    table = only(with_cell(CLEAN, 4, 0, text))
    assert table.cells[10, 2].value == value
    assert by_rule(table) == [("K24", "B10")]
    assert table.findings[0].table_no == "3.1.1"
    assert (table.findings[0].file, table.findings[0].row) == ("resmi.xlsx", 10)


@pytest.mark.parametrize(
    "text", ["1,234", "12.5", "1.23.4", "abc", "12341)", "5 (3)", "1e9", "0.5"]
)
def test_what_is_not_understood_has_no_value_and_is_said(text: str) -> None:
    table = only(with_cell(CLEAN, 4, 0, text))
    assert (table.cells[10, 2].value, table.cells[10, 2].mark) == (None, UNCLEAR)
    assert table.cells[10, 2].text == text
    assert by_rule(table) == [("K24", "B10")]
    assert len(table.lines) == 22


def column_of(*texts: str) -> Table:
    return only(Printed(lines=tuple((f"Nama {chr(65 + i)}", (t,)) for i, t in enumerate(texts))))


def test_the_rest_of_a_column_settles_a_lone_separator() -> None:
    assert values(column_of("1,234", "0,5", "12,75"))[0] == [Decimal("1.234")]
    assert values(column_of("1,234", "2,620.24", "999"))[0] == [Decimal(1234)]
    assert values(column_of("1.234", "5.678", "999"))[0] == [Decimal(1234)]
    assert values(column_of("80.65", "79.1", "100"))[0] == [Decimal("80.65")]
    assert values(column_of("1,234", "2,345"))[0] == [None]


def test_a_comma_among_thousands_dots_stays_a_finding() -> None:
    table = column_of("1.234", "5.678", "2,620")
    assert values(table) == [[1234], [5678], [None]]
    assert len(table.findings) == 1


def test_one_english_number_does_not_unsettle_a_table_of_thousands_dots() -> None:
    table = only(with_cell(CLEAN, 4, 0, "2,620.24"))
    assert table.cells[6, 2].value == 11000
    table = column_of("1.234", "5.678", "2,620.244")
    assert values(table) == [[None], [None], [Decimal("2620.244")]]


def test_an_odd_number_alone_in_its_column_is_said_by_the_rest_of_the_table() -> None:
    heads = (("A", "B"),)
    lines = (("Nama A", ("1.234,5", "12")), ("Nama B", ("2.345,5", "2,620.24")))
    table = only(Printed(heads=heads, lines=lines))
    assert values(table)[1] == [Decimal("2345.5"), Decimal("2620.24")]
    assert by_rule(table) == [("K24", place_of(Printed(heads=heads, lines=lines), 1, 1))]


def test_a_formula_without_a_result_is_said() -> None:
    (grid,) = grids([CLEAN])
    (table,) = tables(replace(grid, cells={**grid.cells, (10, 2): Raw(None, formula=True)}))
    assert table.cells[10, 2].mark == UNCLEAR
    assert by_rule(table) == [("K24", "B10")]


def test_a_cell_under_a_merge_is_uncertain() -> None:
    (grid,) = grids([with_cell(CLEAN, 5, 0, None)])
    (table,) = tables(replace(grid, merged=(*grid.merged, (10, 2, 11, 2))))
    assert table.cells[11, 2].mark == UNCLEAR
    assert by_rule(table) == [("K24", "B11")]


def test_title_oddities_stay_as_printed_and_do_not_hide_unit_and_year() -> None:
    printed = replace(
        CLEAN, title_id="Jumlah  Penduduk Menurut Menurut\u00a0Kecamatan (Persen)", unit="Persen"
    )
    table = only(printed)
    assert (
        table.titles[0] == "Jumlah  Penduduk Menurut Menurut\u00a0Kecamatan (Persen) (Persen), 2023"
    )
    assert table.title_id == "Jumlah Penduduk Menurut Menurut Kecamatan"
    assert (table.unit, table.periods) == ("Persen", ("2023",))
    assert only(replace(CLEAN, unit="Milyar Rupiah")).unit == "Milyar Rupiah"


def test_a_year_with_a_footnote_digit_is_read_and_said() -> None:
    table = only(replace(CLEAN, years=("20252",), title_en=""))
    assert table.periods == ("2025",)
    assert by_rule(table) == [("K24", "C1")]
    heads = (("20242", "2025"),)
    table = only(Printed(heads=heads, lines=by_kecamatan([range(21), range(21)])))
    assert [h.period for h in table.heads] == ["2024", "2025"]
    assert by_rule(table) == [("K24", "B3")]


def test_a_footnote_digit_on_a_word_is_taken_off_and_said() -> None:
    heads = (("Desa1/Kelurahan", "Jumlah¹/Total"),)
    printed = Printed(heads=heads, lines=by_kecamatan([range(21), range(21)]))
    table = only(with_label(printed, 5, "6. Medan Kota2"))
    assert [h.words_id for h in table.heads] == [("Desa/Kelurahan",), ("Jumlah",)]
    assert table.lines[5].label == "Medan Kota"
    assert by_rule(table) == [("K24", "B3"), ("K24", place_of(printed, 5))]


def test_digits_that_tell_columns_apart_are_no_footnotes() -> None:
    heads = (("Pilihan1", "Pilihan2", "Kelas1", "PM10"),)
    table = only(Printed(heads=heads, lines=by_kecamatan([range(21)] * 4)))
    assert [h.words_id[0] for h in table.heads] == list(heads[0])
    assert not table.findings


def test_spaces_and_dashes_of_every_kind_are_evened_out_in_words() -> None:
    heads = (("Laki–laki\u00a0 saja",),)
    table = only(Printed(heads=heads, lines=(("Medan\u00a0 Kota ", (1,)), ("0—4", (2,)))))
    assert table.heads[0].words_id == ("Laki-laki saja",)
    assert [x.label for x in table.lines] == ["Medan Kota", "0-4"]


def test_every_finding_says_file_sheet_row_cell_and_what_to_do_in_both_languages() -> None:
    broken = with_cell(with_label(CLEAN, 2, ""), 4, 0, "2,620.24")
    found = only(replace(broken, numbered=False)).findings
    assert len(found) == 3
    for finding in found:
        assert all((finding.file, finding.sheet, finding.row, finding.cell, finding.table_no))
        assert all((finding.message_id, finding.message_en, finding.remedy_id, finding.remedy_en))
        assert finding.message_id != finding.message_en


def test_a_workbook_and_its_csv_give_the_same_table(tmp_path: Path) -> None:
    printed = [replace(CLEAN, continue_lines=9), replace(CLEAN, number="3.1.2", style="space")]
    with write_xlsx(tmp_path / "a.xlsx", printed, "below").open("rb") as stream:
        (book,), _ = xlsx.read(stream, "a.xlsx")
    with write_csv(tmp_path / "a.csv", printed).open("rb") as stream:
        (text,), _ = delimited.read(stream, "a.csv")
    for one, other in zip(tables(book), tables(text), strict=True):
        assert (one.number, one.title_id, one.heads) == (other.number, other.title_id, other.heads)
        assert values(one) == values(other)
        assert not (*one.findings, *other.findings)


# The property: any grid of cells, with any marks and styles, goes through without loss or crash.

MARKS = ("", "r", "e", "*", "**", "***")
MISSING = ("...", "…", "–", "-", "—", "NA", "~0", None)
numbers = st.decimals(-99_999, 9_999_999, places=2, allow_nan=False) | st.integers(
    -99_999, 9_999_999
).map(Decimal)
signed = st.tuples(numbers, st.sampled_from(MARKS), st.sampled_from(["", "¹", " 2)", "ᵃ"]))
crossing = signed | st.sampled_from(MISSING)
words = (
    st.text(alphabet=string.ascii_lowercase, min_size=5, max_size=9)
    .map(str.capitalize)
    .filter(lambda w: w.casefold() not in ENGLISH | INDONESIAN | {"tabel", "table", "sumber"})
)
"""Names that are no words of the layout itself."""


@st.composite
def drawn(draw: st.DrawFn) -> tuple[Printed, list[list[object]]]:
    """A table of any size, style and place of its parts, and what its cells stand for."""
    wide, deep = draw(st.integers(1, 6)), draw(st.integers(1, 12))
    style = draw(st.sampled_from(["id", "space", "en"]))
    # a value in each column that leaves no doubt about the column's style
    anchor = (Decimal("-1234567.25"), "", "")
    rows = [[draw(crossing) for _ in range(wide)] for _ in range(deep)] + [[anchor] * wide]
    texts = [
        tuple(c if not isinstance(c, tuple) else write(c[0], style) + c[1] + c[2] for c in row)
        for row in rows
    ]
    label = draw(st.sampled_from(["{n}. {name}", "{name}", "{n} {name}"]))
    names = draw(st.lists(words, min_size=deep + 1, max_size=deep + 1, unique=True))
    continued = draw(st.sampled_from(["", "lines", "columns"]))
    # "1 Aceh" over nothing but blank cells, alone before a continuation, may as well be a footnote:
    # the reader says so (a finding) and does not guess
    first = rows[: deep // 2 if continued == "lines" else deep]
    assume(label != "{n} {name}" or any(c is not None for row in first for c in row))
    printed = Printed(
        heads=(tuple(f"Judul {chr(65 + i)}/Heading {chr(65 + i)}" for i in range(wide)),),
        lines=tuple(
            (label.format(n=i + 1, name=name), row)
            for i, (name, row) in enumerate(zip(names, texts, strict=True))
        ),
        title_place=draw(st.sampled_from(["split", "line", "both", "one", "cell", "bare"])),
        ordinal=draw(st.sampled_from(["", "No"])) if label == "{name}" else "",
        unit=draw(st.sampled_from(["", "jiwa", "persen"])),
        unit_place=draw(st.sampled_from(["before", "after", "line"])),
        foot_split=draw(st.booleans()),
        footnotes=(("1", "Termasuk tamu"), ("2", "Tanpa tamu")),
        continue_lines=deep // 2 if continued == "lines" else 0,
        continue_columns=wide // 2 if continued == "columns" else 0,
    )  # fmt: skip
    return printed, [list(row) for row in rows]


def goes_through(printed: Printed, rows: list[list[object]], grid: Grid) -> None:
    (table,) = tables(grid)
    assert not [f for f in table.findings if f.rule == "baca"]
    assert len(table.lines) == len(rows)
    for line, row in zip(table.lines, rows, strict=True):
        for head, meant in zip(table.heads, row, strict=True):
            cell = table.cells[line.row, head.column]
            if isinstance(meant, tuple):
                value, mark, note = meant
                assert (cell.value, cell.mark) == (value, mark)
                assert "".join(cell.notes) == {"": "", "¹": "1", " 2)": "2", "ᵃ": "a"}[note]
            else:
                assert cell.value is None
                assert cell.mark == (parse(meant).mark if isinstance(meant, str) else "")


@settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(drawn())
def test_any_table_goes_through_writer_and_reader_without_loss(
    table: tuple[Printed, list[list[object]]],
) -> None:
    goes_through(*table, grids([table[0]])[0])


@pytest.mark.slow
@settings(max_examples=LONG, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn())
def test_every_table_goes_through_writer_and_reader_without_loss(
    table: tuple[Printed, list[list[object]]],
) -> None:
    goes_through(*table, grids([table[0]])[0])


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(drawn())
def test_any_table_goes_through_a_workbook_and_a_csv(
    tmp_path_factory: pytest.TempPathFactory, table: tuple[Printed, list[list[object]]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with write_xlsx(folder / "a.xlsx", [table[0]]).open("rb") as stream:
        goes_through(*table, xlsx.read(stream, "a.xlsx")[0][0])
    with write_csv(folder / "a.csv", [table[0]]).open("rb") as stream:
        goes_through(*table, delimited.read(stream, "a.csv")[0][0])


@st.composite
def mingled(draw: st.DrawFn) -> tuple[Printed, list[list[Decimal]]]:
    """A table whose cells are written in any style, each with two decimals."""
    wide, deep = draw(st.integers(1, 4)), draw(st.integers(1, 9))
    amounts = st.decimals(-99_999, 9_999_999, places=2, allow_nan=False)
    rows = [[draw(amounts) for _ in range(wide)] for _ in range(deep)]
    lines = tuple(
        (f"{i}. Nama", tuple(write(v, draw(st.sampled_from(STYLES))) for v in row))
        for i, row in enumerate(rows, start=1)
    )
    return Printed(heads=(tuple(f"Judul {i}" for i in range(wide)),), lines=lines), rows


@settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(mingled())
def test_of_mingled_styles_each_number_is_read_rightly_or_said(
    table: tuple[Printed, list[list[Decimal]]],
) -> None:
    found = only(table[0])
    said = {f.cell for f in found.findings}
    for got, row, line in zip(values(found), table[1], found.lines, strict=True):
        for value, meant, head in zip(got, row, found.heads, strict=True):
            assert value == meant or (value is None and address(line.row, head.column) in said)


pieces = st.sampled_from([
    "Tabel 3.1.1", "Tabel", "Table", "3.1.1", "Lanjutan Tabel", "Lanjutan Tabel 3.1.1", "(1)", "(2)",
    "(3)", "Kecamatan/Subdistrict", "Jumlah/Total", "Jenis Kelamin\nSex", "(jiwa)", "2023", "20252",
    "1. Medan Kota", "Medan", "Sumber: BPS", "Catatan/Note:", "1 Termasuk", "...", "–", "1.234", "12.5",
    "1,234", "2,620.24", "10 668", "NA", "Desa1/Kelurahan", "1275010", "12.71.07", "Jumlah, 2023",
])  # fmt: skip
garbage = st.builds(
    Raw,
    pieces | st.text(max_size=8) | st.floats() | st.booleans() | st.none(),
    st.booleans().map(lambda x: x),
)
places = st.tuples(st.integers(1, 14), st.integers(1, 7))
merges = st.builds(
    lambda a, b: (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])),
    places,
    places,
)


def crashes_never(
    cells: dict[tuple[int, int], Raw], merged: list[tuple[int, int, int, int]]
) -> None:
    for table in tables(Grid("a.xlsx", "S", cells, tuple(merged))):
        said: list[Finding] = list(table.findings)
        assert set(table.cells) == {(x.row, h.column) for x in table.lines for h in table.heads}
        unclear = {address(c.row, c.column) for c in table.cells.values() if c.mark == UNCLEAR}
        assert unclear <= {f.cell for f in said}
        assert all(c.value is None for c in table.cells.values() if c.mark == UNCLEAR)
        assert all(f.cell and f.message_en for f in said)
        assert table.area()


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.dictionaries(places, garbage, max_size=50), st.lists(merges, max_size=4))
def test_garbage_never_crashes_the_reader(
    cells: dict[tuple[int, int], Raw], merged: list[tuple[int, int, int, int]]
) -> None:
    crashes_never(cells, merged)


@pytest.mark.slow
@settings(max_examples=LONG, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(places, garbage, max_size=70), st.lists(merges, max_size=5))
def test_no_garbage_crashes_the_reader(
    cells: dict[tuple[int, int], Raw], merged: list[tuple[int, int, int, int]]
) -> None:
    crashes_never(cells, merged)


def test_every_style_is_one_the_writer_knows() -> None:
    assert set(STYLES) == {"id", "en", "space", "plain"}
