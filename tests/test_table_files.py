"""Files told apart by what they hold: each kind read, each other kind refused with a remedy."""

from __future__ import annotations

import codecs
import io
from pathlib import Path

import biff
import pytest
import xlsxwriter
from hostile import cells, workbook, zipped
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment

from atlas.table import archive, delimited, document, files
from atlas.table.model import Raw
from atlas.table.refused import NOTES, REASONS, Refused


def opened(content: bytes, name: str = "tabel.xlsx") -> files.Opened:
    return files.opened(io.BytesIO(content), name)


def refusal(content: bytes, name: str = "tabel.xlsx") -> str:
    with pytest.raises(Refused) as refused:
        opened(content, name)
    return refused.value.reason


def notes(found: files.Opened) -> set[str]:
    return {f.rule.removeprefix("berkas:") for f in found.findings}


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"), (b"\xef\xbb\xbf \r\n", "empty"),
        (b"%PDF-1.7\n...", "pdf"),
        (b"<html><script>alert(1)</script><table><tr><td>1</td></tr></table></html>", "html"),
        (b"\n  <!DOCTYPE HTML><p>x", "html"), (b"<table border=1><tr><td>1", "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "xml"),
        (b"{\\rtf1 table}", "document"), (b"\x89PNG\r\n\x1a\n", "picture"), (b"\xff\xd8\xff\xe0", "picture"),
        (b"\x1f\x8b\x08rest", "archive"), (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\x09\x04\x06\x00\x00\x00", "old_excel"), (b"\x00\x01\x02\x03 binary", "binary"),
        (biff.container({"EncryptedPackage": b"\x05" * 5000}), "encrypted"),
        (biff.write([biff.Sheet("S", {(1, 1): "x"})], password=True), "encrypted"),
        (biff.container({"WordDocument": b"\x05" * 5000}), "document"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "ods"),
        (zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "document"),
        (zipped({"[Content_Types].xml": "<x/>", "xl/workbook.bin": "x"}), "xlsb"),
        (zipped({"tabel.csv": "a;b"}), "archive"),
        (b"PK\x03\x04 and nothing more", "damaged"), (b'{"status": "OK"', "json"), (b'{"a": NaN}', "json"),
        (b"[" * 100_000, "json"),
    ],
)  # fmt: skip
def test_what_is_not_read_says_why_and_what_to_do(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        opened(content, "tabel.xls")
    finding = refused.value.finding("tabel.xls")
    assert refused.value.reason == reason
    assert finding.severity == "G"
    assert finding.rule == "berkas:ditolak"
    assert all((finding.message_id, finding.message_en, finding.remedy_id, finding.remedy_en))
    assert finding.message_id != finding.message_en


def test_every_reason_and_note_is_said_in_both_languages() -> None:
    for texts in [*REASONS.values(), *(n[1:] for n in NOTES.values())]:
        assert len(texts) == 4
        assert all(texts)
        assert texts[0] != texts[1]
        assert texts[2] != texts[3]
        assert texts[0].count("{what}") == texts[1].count("{what}")


def test_values_merges_percent_and_formulas_of_a_workbook_are_kept() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "3.1.1"
    sheet["A1"] = "Tabel 3.1.1"
    sheet.merge_cells("A1:C1")
    sheet["A2"], sheet["B2"], sheet["C2"] = "Medan Kota", 1234.5, 0.12
    sheet["C2"].number_format = '0.0"%" 0%'
    sheet["A3"], sheet["B3"], sheet["C3"] = True, "=B2*2", "#N/A"
    sheet["A4"].number_format = '"%"0'
    sheet["A4"] = 5
    found = opened(saved(book))
    (grid,) = found.grids
    assert grid.sheet == "3.1.1"
    assert grid.merged == ((1, 1, 1, 3),)
    assert grid.cells == {
        (1, 1): Raw("Tabel 3.1.1"),
        (2, 1): Raw("Medan Kota"), (2, 2): Raw(1234.5), (2, 3): Raw(0.12, percent=True),
        (3, 1): Raw(True), (3, 2): Raw(None, formula=True), (3, 3): Raw("#N/A"),
        (4, 1): Raw(5.0),
    }  # fmt: skip


def test_a_stored_result_of_a_formula_is_read() -> None:
    sheet = cells('<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>a</v></c>')
    (grid,) = opened(workbook(sheet)).grids
    assert grid.cells == {(1, 1): Raw(2.0), (1, 2): Raw("a")}


def test_results_that_the_writing_program_did_not_work_out_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "rumus.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write_formula("A1", "=SUM(B1:B9)")  # the library stores 0 as its result
    page.write_number("B1", 7)
    book.close()
    found = opened(path.read_bytes())
    assert found.grids[0].cells == {(1, 1): Raw(None, formula=True), (1, 2): Raw(7.0)}
    assert notes(found) == {"recalculate"}


def test_a_date_is_text_and_never_a_number() -> None:
    import datetime

    book = Workbook()
    book.active.append([datetime.date(2024, 2, 28), datetime.datetime(2024, 2, 28, 9, 30)])
    (grid,) = opened(saved(book)).grids
    assert [r.value for r in grid.cells.values()] == ["2024-02-28", "2024-02-28 09:30:00"]


def test_hidden_sheets_are_read_and_said_so() -> None:
    book = Workbook()
    book.active["A1"] = "terlihat"
    book.create_sheet("Rahasia")["B2"] = "ada"
    book["Rahasia"].sheet_state = "veryHidden"
    book.create_sheet("Kosong")
    found = opened(saved(book))
    assert [g.sheet for g in found.grids] == ["Sheet", "Rahasia"]
    assert [(f.rule, f.sheet) for f in found.findings] == [("berkas:hidden", "Rahasia")]


def test_macros_and_links_are_noted_and_not_followed() -> None:
    sheet = cells("<c r=\"A1\"><f>'[1]Data'!A1</f><v>42</v></c>")
    link = '<externalLink xmlns="x"><externalBook/></externalLink>'
    found = opened(
        workbook(sheet, {"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": link,
                         "xl/connections.xml": "<connections/>"}),
        "tabel.xlsm",
    )  # fmt: skip
    assert found.grids[0].cells == {(1, 1): Raw(42.0)}
    assert notes(found) == {"macros", "links"}
    assert next(f for f in found.findings if f.rule == "berkas:links").found == "2"
    assert all(f.severity == "I" for f in found.findings)


@pytest.mark.parametrize("name", ["tabel.xls", "tabel.csv", "tabel.json", "tabel.docx"])
def test_a_wrong_extension_is_read_as_what_it_is_and_noted(name: str) -> None:
    found = opened(workbook(cells('<c r="A1"><v>1</v></c>')), name)
    assert found.kind == "xlsx"
    assert notes(found) == {"name"}
    assert found.grids[0].cells == {(1, 1): Raw(1.0)}


def test_the_strict_form_of_xlsx_is_refused_with_its_remedy() -> None:
    book = '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
    assert refusal(workbook("", {"xl/workbook.xml": book})) == "strict"


def test_an_old_workbook_is_read_with_its_merges_and_hidden_sheets() -> None:
    content = biff.write([
        biff.Sheet("Satu", {(2, 2): "Medan Kota", (2, 3): 3.5, (4, 4): True}, [(2, 2, 3, 2)]),
        biff.Sheet("Dua", {(1, 1): "x"}, hidden=True),
        biff.Sheet("Kosong", {}),
    ])  # fmt: skip
    found = opened(content, "tabel.xls")
    assert found.kind == "xls"
    first, second = found.grids
    assert first.cells == {(2, 2): Raw("Medan Kota"), (2, 3): Raw(3.5), (4, 4): Raw(True)}
    assert first.merged == ((2, 2, 3, 2),)
    assert second.sheet == "Dua"
    assert notes(found) == {"formats", "hidden"}


@pytest.mark.parametrize(
    "text", ["Kecamatan;Nilai\r\nMedan Kota;1,5\r\n", "Kecamatan\tNilai\nMedan Kota\t1,5\n",
             'Kecamatan,Nilai\n"Medan Kota","1,5"\n', "sep=|\nKecamatan|Nilai\nMedan Kota|1,5\n"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_text_is_read_whatever_its_separator_and_encoding(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    if encoding == "utf-16-be":
        content = codecs.BOM_UTF16_BE + content
    found = opened(content, "tabel.csv")
    assert not found.findings
    assert found.grids[0].cells == {
        (1, 1): Raw("Kecamatan"), (1, 2): Raw("Nilai"), (2, 1): Raw("Medan Kota"), (2, 2): Raw("1,5"),
    }  # fmt: skip


def test_text_in_windows_1252_is_read_and_said_so() -> None:
    found = opened("Medan – Kota;km²".encode("cp1252"), "tabel.csv")
    assert [r.value for r in found.grids[0].cells.values()] == ["Medan – Kota", "km²"]
    assert notes(found) == {"cp1252"}
    assert refusal(b"Medan \x81 Kota;1", "tabel.csv") == "encoding"


@pytest.mark.parametrize(
    ("lines", "separator"),
    [
        (["Tabel 3.1.1 Penduduk, Luas, dan Kepadatan", "Kecamatan;2022;2023", "Medan Kota;1,5;2,5"], ";"),
        (["indicator,area_code,dim", "x,1275,sex=L;umur=0-4", "x,1275,sex=P;umur=0-4"], ","),
        (["Kecamatan\tNilai", "Medan Kota\t1,5"], "\t"),
        (["satu kolom saja", "tanpa pemisah"], "\t"),
    ],
)  # fmt: skip
def test_the_separator_is_the_one_that_splits_most_lines_alike(
    lines: list[str], separator: str
) -> None:
    assert delimited.separator_of([f"{line}\n" for line in lines]) == separator


def test_a_quotation_mark_that_is_not_closed_is_refused() -> None:
    assert refusal(b'a;b\n"x' + b";1\n" * 40_000, "tabel.csv") == "text"


def test_json_keeps_decimals_exact_and_tells_of_repeated_keys() -> None:
    found = document.read(io.BytesIO(b'{"a": 0.1, "b": 1, "b": 2, "c": 3, "c": 3}'))
    assert str(found.content["a"]) == "0.1"
    assert found.twice == {"b"}


def test_a_sheet_whose_rows_are_not_in_order_is_damaged() -> None:
    rows = '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>'
    assert refusal(workbook(cells(rows))) == "damaged"
    assert refusal(workbook(cells('<c r="B1"><v>1</v></c><c r="A1"><v>2</v></c>'))) == "damaged"
    assert refusal(workbook(cells('<c r="A9"><v>1</v></c>'))) == "damaged"


def test_merges_reach_no_further_than_the_values_of_a_sheet() -> None:
    found = archive.look_through(
        io.BytesIO(workbook(cells('<c r="A1"><v>1</v></c><c r="C1"><v>1</v></c>', merged=["A1:XFD1", "F9:G9"])))
    )  # fmt: skip
    assert found.parts["xl/worksheets/sheet1.xml"].merged == [(1, 1, 1, 3)]


def test_what_this_atlas_and_excel_write_comes_through_unnoted() -> None:
    book = Workbook()
    book.active["A1"] = "Baris satu\nBaris dua"
    book.active["A1"].alignment = Alignment(wrap_text=True)
    content = saved(book)
    assert load_workbook(io.BytesIO(content)).active["A1"].value == "Baris satu\nBaris dua"
    found = opened(content)
    assert found.findings == ()
    assert found.grids[0].cells[1, 1].value == "Baris satu\nBaris dua"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\Users\\x\\tabel.xlsx", "tabel.xlsx"), ("", "unggahan"),
        ("..", "unggahan"), ("a\x00b\n.csv", "a_b_.csv"), ("x" * 300 + ".xlsx", "x" * 100 + "..." + "x" * 12 + ".xlsx"),
    ],
)  # fmt: skip
def test_the_name_of_an_upload_is_shown_without_folders(name: str, shown: str) -> None:
    assert files.safe_name(name) == shown
