"""The evaluation sheet: what an office gets, fills in and hands back is understood, or it is said why not."""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import hypothesis
import openpyxl
import pytest
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from atlas.evaluation import DECISIONS, Answer, Sheet, SheetTable, answers, keys
from atlas.evaluation.model import decision_name
from atlas.evaluation.sheet import COLUMNS, FILLED_IN, HEAD, heading, workbook
from atlas.model import LANGS, Finding, Lang
from atlas.table import xlsx
from atlas.table.model import Grid, Raw

MADE_ON = datetime.date(2025, 2, 10)
NAMES = {"jumlah_penduduk": "Jumlah penduduk", "1275060": "Medan Kota", "K03": "Jumlah kecamatan"}
Fill = Mapping[str, object]
DECIDED = {"role": "Kepala Bidang Data", "date": datetime.datetime(2025, 2, 20)}


def finding(number: int, **other: Any) -> Finding:
    facts = {
        "file": "buku.xlsx", "sheet": "Tabel 3.1.1", "cell": f"C{number}", "row": number,
        "table_no": "3.1.1", "indicator": "jumlah_penduduk", "area_code": "1275060",
        "period": "2024", "expected": "151", "found": str(150 + number), "before": "149",
    } | other  # fmt: skip
    return Finding("K03", "G", "jumlah berbeda", "sums differ", "periksa", "check", **facts)


def a_sheet(*findings: Finding) -> Sheet:
    table = SheetTable(
        "3.1.1", "Penduduk", "Population", "buku.xlsx", "draf", findings, "2025-3.1.1"
    )
    return Sheet("Dinas Dukcapil", "2025", MADE_ON, "r1", (table,))


SHEET = a_sheet(*(finding(n) for n in range(7, 12)))


def opened(sheet: Sheet = SHEET, lang: Lang = "id") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(sheet, lang, NAMES)))


def rows_of(book: openpyxl.Workbook) -> Worksheet:
    return book.worksheets[1]


def column(name: str) -> int:
    return [c.name for c in COLUMNS].index(name) + 1


def fill(page: Worksheet, line: int, **said: object) -> None:
    """Write into the row of a finding as a person does, by the position of its columns."""
    for name, value in said.items():
        page.cell(HEAD + 1 + line, column(name), value)


def raw(value: object) -> Raw:
    if isinstance(value, datetime.datetime):
        return Raw(value.date().isoformat())
    if isinstance(value, str) and value.startswith("="):
        return Raw(None, formula=True)
    return Raw(float(value) if type(value) is int else value)  # type: ignore[arg-type]


def grids(book: openpyxl.Workbook, file: str = "lembar.xlsx") -> list[Grid]:
    return [
        Grid(file, page.title, {
            (cell.row, cell.column): raw(cell.value)
            for row in page.iter_rows() for cell in row if cell.value is not None
        })
        for page in book.worksheets
    ]  # fmt: skip


def read(book: openpyxl.Workbook, edition: str = "") -> tuple[list[Answer], list[Finding]]:
    return answers.read(grids(book), edition)


def through_a_file(book: openpyxl.Workbook) -> tuple[list[Answer], list[Finding]]:
    """Saved, and read as any file that is handed in."""
    saved = io.BytesIO()
    book.save(saved)
    return answers.read(xlsx.read(saved, "lembar.xlsx")[0])


def filled_in(**said: object) -> tuple[list[Answer], list[Finding]]:
    """What is read when this alone stands in the row of the first finding."""
    book = opened()
    fill(rows_of(book), 1, **said)
    return read(book)


@pytest.mark.parametrize("lang", LANGS)
def test_what_an_office_fills_in_is_read_back(lang: Lang) -> None:
    book = opened(lang=lang)
    page = rows_of(book)
    names = {d: decision_name(d, lang) for d in DECISIONS}
    fill(page, 1, decision=names["dikoreksi"], value=1234.5, person="Siti", **DECIDED)
    fill(page, 2, decision=names["diterima"], note="batas wilayah berubah", **DECIDED)
    fill(page, 3, decision=names["ditarik"], **DECIDED)
    fill(page, 4, decision=names["ditunda"], answer="menunggu data", **DECIDED)
    given, wrong = read(book, "2025")
    assert not wrong
    assert [a.decision for a in given] == ["dikoreksi", "diterima", "ditarik", "ditunda"]
    codes = [line.finding.code for line in SHEET.lines()]
    day = datetime.date(2025, 2, 20)
    assert given[0] == Answer(
        codes[0], "2025-3.1.1", "", "dikoreksi", Decimal("1234.5"), "", "Siti",
        "Kepala Bidang Data", day, f"lembar.xlsx, {page.title}!B5", "Dinas Dukcapil",
    )  # fmt: skip
    assert given[1].note == "batas wilayah berubah"
    assert given[3].answer == "menunggu data"


def test_the_reader_of_tables_hands_the_workbook_over_as_it_was_filled_in() -> None:
    book = opened()
    fill(rows_of(book), 2, decision="Dikoreksi", value=1234.5, **DECIDED)
    given, wrong = through_a_file(book)
    assert not wrong
    assert [(a.value, a.date) for a in given] == [(Decimal("1234.5"), datetime.date(2025, 2, 20))]


def test_an_answer_without_a_decision_is_kept_as_an_answer() -> None:
    given, wrong = filled_in(answer="angka sementara")
    assert not wrong
    assert [(a.decision, a.answer, a.role, a.date) for a in given] == [
        ("", "angka sementara", "", None)
    ]


def test_a_sheet_that_nobody_filled_in_gives_nothing() -> None:
    assert read(opened()) == ([], [])


def test_rows_in_another_order_and_added_columns_are_read_the_same() -> None:
    book = opened()
    page = rows_of(book)
    fill(page, 1, decision="Ditarik", **DECIDED)
    fill(page, 4, decision="Dikoreksi", value=7, **DECIDED)
    plain, _ = read(book)
    lines = [[cell.value for cell in row] for row in page.iter_rows(min_row=HEAD + 2)]
    for number, line in enumerate(reversed(lines), HEAD + 2):
        for place, value in enumerate(line, 1):
            page.cell(number, place).value = value
    page.cell(HEAD + 1, len(COLUMNS) + 1, "Diperiksa oleh kami")
    page.cell(HEAD + 2, len(COLUMNS) + 1, "ya")
    page.row_dimensions[HEAD + 3].hidden = True
    again, wrong = read(book)
    assert not wrong
    assert {replace(a, place="") for a in again} == {replace(a, place="") for a in plain}


def test_a_column_put_between_others_is_survived() -> None:
    book = opened()
    fill(rows_of(book), 1, decision="Ditarik", **DECIDED)
    rows_of(book).insert_cols(4)
    given, wrong = read(book)
    assert not wrong
    assert [a.decision for a in given] == ["ditarik"]


@pytest.mark.parametrize(
    ("said", "kind", "name"),
    [
        ({"decision": "Dikoreksi", **DECIDED}, "no_value", "value"),
        ({"decision": "Setuju", **DECIDED}, "decision", "decision"),
        ({"decision": "Dikoreksi", "value": "sekitar 150", **DECIDED}, "value", "value"),
        ({"decision": "Dikoreksi", "value": "1.234", **DECIDED}, "value", "value"),
        ({"decision": "Dikoreksi", "value": "-", **DECIDED}, "value", "value"),
        ({"decision": "Dikoreksi", "value": 7, "target": "baris 9", **DECIDED}, "target", "target"),
        ({"decision": "Diterima", "note": "benar", "target": "B9", **DECIDED}, "target_idle",
         "target"),
        ({"decision": "Dikoreksi", "value": "151 r", **DECIDED}, "value", "value"),
        ({"decision": "Dikoreksi", "value": "=1/0", **DECIDED}, "value", "value"),
        ({"decision": "Dikoreksi", "value": True, **DECIDED}, "value", "value"),
        ({"decision": "Diterima", "note": "x", "value": 3, **DECIDED}, "value_idle", "value"),
        ({"decision": "Diterima", **DECIDED}, "no_note", "note"),
        ({"decision": "Ditarik", "date": DECIDED["date"]}, "no_role", "role"),
        ({"decision": "Ditarik", "role": "Kabid"}, "no_date", "date"),
        ({"decision": "Ditarik", "role": "Kabid", "date": "besok"}, "date", "date"),
        ({"decision": "Ditarik", "role": "Kabid", "date": "31/2/2025"}, "date", "date"),
        ({"decision": "Ditarik", "role": "Kabid", "date": "3/2/2025"}, "date", "date"),
        ({"decision": "Ditarik", "role": "Kabid", "date": "2024-02-20"}, "date_far", "date"),
        ({"decision": "Ditarik", "role": "Kabid", "date": 2025}, "date_far", "date"),
        ({"note": "=SUM(A1:A3)"}, "text", "note"),
    ],
)  # fmt: skip
def test_a_cell_that_is_not_understood_is_named_and_its_row_not_taken(
    said: Fill, kind: str, name: str
) -> None:
    given, wrong = filled_in(**said)
    assert not given
    (found,) = wrong
    assert (found.rule, found.severity, found.file) == (f"lembar:{kind}", "G", "lembar.xlsx")
    letter = openpyxl.utils.get_column_letter(column(name))
    assert (found.sheet, found.cell) == ("Temuan", f"{letter}5")
    assert all((found.message_id, found.message_en, found.remedy_id, found.remedy_en))
    assert found.message_id != found.message_en


@pytest.mark.parametrize("value", ["1.234,5", "1,234.50", "1234,5", "Rp1.234,5"])
def test_a_number_typed_as_text_is_taken_where_it_can_be_read_in_one_way(value: str) -> None:
    given, wrong = filled_in(decision="dikoreksi", value=value, **DECIDED)
    assert not wrong
    assert given[0].value == Decimal("1234.5")


def test_a_percentage_is_not_a_number_without_a_sign() -> None:
    book = opened()
    fill(rows_of(book), 1, decision="Dikoreksi", value=0.12, **DECIDED)
    sheets = grids(book)
    cells = dict(sheets[1].cells)
    place = (HEAD + 2, column("value"))
    cells[place] = replace(cells[place], percent=True)
    given, wrong = answers.read([sheets[0], replace(sheets[1], cells=cells), sheets[2]])
    assert not given
    assert [f.rule for f in wrong] == ["lembar:value"]


@pytest.mark.parametrize(
    "day",
    ["2025-02-20", "2025-02-20 09:30:00", "20/02/2025", "20-2-2025", "20 Februari 2025",
     "20 february 2025", 45708, datetime.datetime(2025, 2, 20)],
)  # fmt: skip
def test_a_day_is_read_however_a_spreadsheet_or_a_person_keeps_it(day: object) -> None:
    given, wrong = filled_in(decision="Ditarik", role="Kabid", date=day)
    assert not wrong
    assert given[0].date == datetime.date(2025, 2, 20)


def test_every_mistake_of_a_row_is_named_at_once() -> None:
    _, wrong = filled_in(decision="Dikoreksi", value="banyak", date="kapan-kapan")
    assert [f.rule for f in wrong] == ["lembar:value", "lembar:date", "lembar:no_role"]


def break_code(page: Worksheet) -> None:
    page.cell(HEAD + 2, column("code"), "ffffffff")


def drop_code(page: Worksheet) -> None:
    page.cell(HEAD + 2, column("code")).value = None


def move_cell(page: Worksheet) -> None:
    page.cell(HEAD + 2, column("cell"), "Tabel 3.1.1!C9")


@pytest.mark.parametrize(
    ("change", "kind", "cell"),
    [(break_code, "code", "B5"), (drop_code, "no_code", "B5"), (move_cell, "moved", "D5")],
)
def test_a_row_whose_locked_cells_were_changed_is_not_taken(
    change: Callable[[Worksheet], None], kind: str, cell: str
) -> None:
    book = opened()
    fill(rows_of(book), 1, decision="Ditarik", **DECIDED)
    change(rows_of(book))
    given, wrong = read(book)
    assert not given
    assert (wrong[0].rule, wrong[0].cell) == (f"lembar:{kind}", cell)


def test_a_deleted_row_is_missed() -> None:
    book = opened()
    fill(rows_of(book), 1, decision="Ditarik", **DECIDED)
    rows_of(book).delete_rows(HEAD + 3)
    given, (missed,) = read(book)
    assert len(given) == 1
    second = list(SHEET.lines())[1]
    assert (missed.rule, missed.severity) == ("lembar:deleted", "P")
    assert second.key in missed.message_id
    assert "C8" in missed.message_en


def test_a_row_copied_and_changed_is_not_taken_in_either_form() -> None:
    book = opened()
    page = rows_of(book)
    fill(page, 1, decision="Ditarik", **DECIDED)
    for place in range(1, len(COLUMNS) + 1):
        page.cell(HEAD + 9, place, page.cell(HEAD + 2, place).value)
    assert len(read(book)[0]) == 1, "a plain copy says the same"
    page.cell(HEAD + 9, column("decision"), "Ditunda")
    given, wrong = read(book)
    assert not given
    assert [(f.rule, f.cell) for f in wrong] == [("lembar:twice", "B5"), ("lembar:twice", "B12")]


CONTENT = st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=12),
                    st.sampled_from(["Dikoreksi", "Accepted", "2025-02-20", "91e078ba", "1.5"]))  # fmt: skip
ROWS = grids(opened())


@hypothesis.settings(max_examples=60, deadline=None, derandomize=True)
@hypothesis.given(st.dictionaries(
    st.tuples(st.integers(1, HEAD + 9), st.integers(1, len(COLUMNS) + 2)),
    st.builds(Raw, CONTENT, formula=st.booleans(), percent=st.booleans()), max_size=20))  # fmt: skip
def test_whatever_stands_in_the_cells_no_decision_is_made_up(
    written: dict[tuple[int, int], Raw],
) -> None:
    sheets = [ROWS[0], replace(ROWS[1], cells={**ROWS[1].cells, **written}), ROWS[2]]
    for answer in answers.read(sheets)[0]:
        assert answer.code in {line.finding.code for line in SHEET.lines()}
        if answer.decision:
            assert answer.role
            assert answer.date
            assert answer.date >= MADE_ON
        assert answer.decision != "dikoreksi" or answer.value is not None


def test_a_sheet_of_another_edition_is_not_read() -> None:
    book = opened()
    fill(rows_of(book), 1, decision="Ditarik", **DECIDED)
    given, (wrong,) = read(book, "2026")
    assert not given
    assert (wrong.rule, wrong.found, wrong.expected) == ("lembar:edition", "2025", "2026")
    assert "2026" in wrong.message_en


def test_a_workbook_without_its_hidden_sheet_or_with_a_changed_one_is_not_read() -> None:
    book = opened()
    fill(rows_of(book), 1, decision="Ditarik", **DECIDED)
    book[keys.NAME]["B2"] = "2026"
    assert [f.rule for f in read(book)[1]] == ["lembar:keys"]
    del book[keys.NAME]
    given, wrong = read(book)
    assert not given
    assert [f.rule for f in wrong] == ["lembar:no_keys"]


@pytest.mark.parametrize("name", FILLED_IN)
def test_a_column_that_lost_its_name_stops_the_reading(name: str) -> None:
    book = opened()
    fill(rows_of(book), 1, decision="Ditarik", **DECIDED)
    rows_of(book).cell(HEAD + 1, column(name), "lain")
    given, (wrong,) = read(book)
    assert not given
    assert wrong.rule == "lembar:column"
    assert heading(name, "en") in wrong.message_en


def test_a_second_column_of_the_same_name_stops_the_reading() -> None:
    book = opened()
    rows_of(book).cell(HEAD + 1, len(COLUMNS) + 1, "Catatan")
    assert [f.rule for f in read(book)[1]] == ["lembar:column_twice"]


def test_workbooks_of_two_offices_are_read_in_one_go() -> None:
    one, two = opened(), opened(replace(SHEET, office="Dinas Kesehatan"), "en")
    fill(rows_of(one), 1, decision="Ditarik", **DECIDED)
    fill(rows_of(two), 2, decision="Withdrawn", **DECIDED)
    given, wrong = answers.read([*grids(one, "a.xlsx"), *grids(two, "b.xlsx")])
    assert not wrong
    assert [a.office for a in given] == ["Dinas Dukcapil", "Dinas Kesehatan"]


def test_findings_of_tables_without_a_number_are_told_apart() -> None:
    same = finding(7, table_no="")
    tables = tuple(SheetTable("", "", "", f, "draf", (same,)) for f in ("a.xlsx", "b.xlsx"))
    book = opened(replace(SHEET, tables=tables))
    fill(rows_of(book), 2, decision="Ditarik", **DECIDED)
    given, wrong = read(book)
    assert not wrong
    assert [(a.code, a.table_id) for a in given] == [(same.code, "b.xlsx")]


def test_only_the_cells_to_fill_in_are_open_and_there_is_no_password() -> None:
    book = opened()
    page = rows_of(book)
    assert all(p.protection.sheet and not p.protection.password for p in book.worksheets)
    assert page.protection.sort, "sorting is forbidden"
    assert not page.protection.autoFilter, "filtering is allowed"
    for number in range(1, page.max_row + 1):
        for place, kind in enumerate(COLUMNS, 1):
            open_cell = kind.filled_in and number > HEAD + 1
            assert page.cell(number, place).protection.locked is not open_cell
    assert book[keys.NAME].sheet_state == "veryHidden"


def test_decisions_values_and_days_are_checked_while_typing() -> None:
    page = rows_of(opened())
    rules = {str(v.sqref): v for v in page.data_validations.dataValidation}
    assert len(rules) == len(FILLED_IN)
    assert all(v.prompt and len(v.prompt) <= 255 for v in rules.values())
    kinds = {name: rules[f"{letter}5:{letter}9"] for name, letter in
             (("decision", "O"), ("value", "P"), ("target", "Q"), ("date", "U"))}  # fmt: skip
    assert kinds["decision"].formula1 == '"Dikoreksi,Diterima,Ditarik,Ditunda"'
    assert [kinds[n].type for n in kinds] == ["list", "decimal", None, "date"]
    assert all(kinds[n].error for n in ("decision", "value", "date"))


def test_the_sheet_prints_on_a4_with_its_heads_on_every_page() -> None:
    page = rows_of(opened())
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.print_title_rows, page.print_title_cols) == ("$4:$4", "$A:$B")
    assert page.freeze_panes == "C5"
    assert page.auto_filter.ref == "A4:U9"
    assert page.oddFooter.center.text == "Halaman &P dari &N"
    assert page.oddFooter.right.text == "r1"


def test_names_stand_for_codes_and_unknown_codes_stand_as_they_are() -> None:
    sheet = a_sheet(finding(7), finding(8, area_code="1275999"))
    page = rows_of(opened(sheet))
    assert page.cell(5, column("area")).value == "Medan Kota"
    assert page.cell(6, column("area")).value == "1275999"
    assert page.cell(5, column("what")).value == "Jumlah penduduk · 2024"
    assert page.cell(5, column("rule")).value == "K03 Jumlah kecamatan"


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-2+3", "@SUM(A1)"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    strange = finding(7, found=text, sheet=text, area_code=text)
    strange = replace(strange, message_id=text, remedy_id=text)
    table = SheetTable("", text, text, text, text, (strange,))
    book = opened(Sheet(text, text, MADE_ON, text, (table,)))
    for page in book.worksheets:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    found = rows_of(book).cell(5, column("found"))
    assert (found.value, found.quotePrefix) == (text, True)
    fill(rows_of(book), 1, decision="Ditarik", **DECIDED)
    given, wrong = through_a_file(book)
    assert not wrong
    assert [a.table_id for a in given] == [text]


def test_the_same_sheet_is_the_same_bytes_and_warns_of_nothing() -> None:
    long = a_sheet(finding(7, found="x" * 40_000))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for lang in LANGS:
            assert workbook(long, lang) == workbook(long, lang)
            workbook(replace(long, office="Kantor & " * 60), lang)


@pytest.mark.parametrize("tables", [(), (SheetTable("3.1.1", "P", "P", "a.xlsx", "draf"),)])
def test_a_sheet_without_findings_says_so(tables: tuple[SheetTable, ...]) -> None:
    book = opened(replace(SHEET, tables=tables), "en")
    said = [str(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert sum(text.startswith("No findings") for text in said) == 2
    assert read(book) == ([], [])


def test_the_first_sheet_says_what_it_is_and_counts_what_was_found() -> None:
    severe = replace(finding(8), severity="P")
    page = opened(a_sheet(finding(7), severe)).worksheets[0]
    said = {row[0].value: row[1].value for row in page.iter_rows()}
    assert said["Produsen data"] == "Dinas Dukcapil"
    assert said["Edisi"] == "2025"
    assert said["Temuan"] == "2 (Galat: 1; Peringatan: 1; Informasi: 0)"
    assert "tanpa kata sandi" in str(said["6."])


def test_a_waived_finding_says_why_it_is_let_pass() -> None:
    page = rows_of(opened(a_sheet(finding(7).waive("cetakan asal", "as printed", "2024-01-02"))))
    assert "cetakan asal" in str(page.cell(5, column("message")).value)


def test_a_meeting_decides_what_drafts_can_keep() -> None:
    drafts = pytest.importorskip("atlas.drafts.model")
    assert set(DECISIONS) == set(drafts.DECISIONS)
