"""What machines export: the BPS site, WebAPI, SIMDASI, CKAN, the atlas's template; all invented."""

from __future__ import annotations

import csv
import http.server
import io
import json
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import pytest
import xlsxwriter

from atlas.model import AtlasError
from atlas.table import tidy, wire
from atlas.table.fetch import AGENT, Client, fetch
from atlas.table.markup import sentences, stripped
from atlas.table.model import Head, Line, Reading, Table
from atlas.table.read import read_stream
from atlas.table.refused import Refused


def read(content: Any, name: str = "jawaban.json") -> Reading:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return read_stream(io.BytesIO(data), name)


def only(reading: Reading) -> Table:
    (table,) = reading.tables
    return table


def values(table: Table) -> list[list[str]]:
    """Every cell as its value or its mark, line by line."""
    return [
        [str(c.value) if (c := table.cells[line.row, head.column]).value is not None else c.mark
         for head in table.heads]
        for line in table.lines
    ]  # fmt: skip


# --- the BPS site


def export(
    path: Path, rows: list[tuple[Any, ...]], years: tuple[str, ...] = ("2020", "2021")
) -> Path:
    """The site's own layout, text in every cell."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Sheet1")
    last = len(years)
    page.merge_range(0, 0, 1, 0, "Provinsi/Kabupaten/Kota")
    page.merge_range(0, 1, 0, last, "[Metode Baru] Indeks Pembangunan Manusia (Persen)")
    for i, year in enumerate(years, start=1):
        page.write_string(1, i, year)
    for r, row in enumerate(rows, start=2):
        for c, value in enumerate(row):
            page.write(r, c, value)
    foot = len(rows) + 3
    for i, text in enumerate(("Keterangan: data contoh", "Source Url: https://www.bps.go.id/x",
                              "Access Time: October 10, 2022, 9:21 am")):  # fmt: skip
        page.merge_range(foot + i, 0, foot + i, last, text)
    book.close()
    return path


def test_the_sites_export_is_read_with_years_units_and_source(tmp_path: Path) -> None:
    path = export(tmp_path / "ipm.xlsx", [
        ("SUMATERA UTARA", "71.77", "72.00"), ("Nias", "61.93", "62.74"),
        ("Kota Medan", "80.98", "..."), ("INDONESIA", "71.94", "-"),
    ])  # fmt: skip
    reading = read(path.read_bytes(), path.name)
    table = only(reading)
    assert reading.findings == ()
    assert table.reader == "situs"
    assert table.title_id == "[Metode Baru] Indeks Pembangunan Manusia"
    assert table.unit == "Persen"
    assert table.periods == ("2020", "2021")
    assert table.heads == (
        Head(2, (), unit="Persen", period="2020"),
        Head(3, (), unit="Persen", period="2021"),
    )
    assert [x.label for x in table.lines] == ["SUMATERA UTARA", "Nias", "Kota Medan", "INDONESIA"]
    assert values(table) == [
        ["71.77", "72.00"],
        ["61.93", "62.74"],
        ["80.98", "..."],
        ["71.94", "-"],
    ]
    assert table.source == "Source Url: https://www.bps.go.id/x"
    assert table.notes == ("Keterangan: data contoh", "Access Time: October 10, 2022, 9:21 am")
    assert table.system == "bps"


@pytest.mark.parametrize("text", ["80,98", "80.98.1", "n/a", "8O.98"])
def test_what_the_site_does_not_write_is_a_finding_at_its_cell(tmp_path: Path, text: str) -> None:
    path = export(
        tmp_path / "ipm.xlsx", [("SUMATERA UTARA", "71.77", "72.00"), ("Kota Medan", "80.98", text)]
    )
    table = only(read(path.read_bytes(), path.name))
    (finding,) = table.findings
    assert (finding.rule, finding.cell, finding.found) == ("K24", "C4", text)
    assert values(table)[1] == ["80.98", "?"]


def test_a_value_without_an_area_or_a_year_is_a_finding(tmp_path: Path) -> None:
    path = export(
        tmp_path / "ipm.xlsx", [("SUMATERA UTARA", "71.77", "72.00", "9.9"), (None, "1.0", None)]
    )
    table = only(read(path.read_bytes(), path.name))
    assert [f.cell for f in table.findings] == ["D3", "B4"]
    assert len(table.lines) == 1


# --- WebAPI


def answer(**changes: Any) -> dict[str, Any]:
    """A dynamic table of two areas, two sexes and one year."""
    return {
        "status": "OK", "data-availability": "available",
        "var": [{"val": 624, "label": "Penduduk <i>contoh</i>", "unit": "Jiwa", "note": "<p>Satu.</p><p>Dua &amp; tiga.</p>"}],
        "turvar": [{"val": 11, "label": "Laki-laki"}, {"val": 12, "label": "Perempuan"}],
        "labelvervar": "Wilayah",
        "vervar": [{"val": 1200, "label": "<b>SUMATERA UTARA</b>"}, {"val": 1275, "label": "Kota Medan"}],
        "tahun": [{"val": 125, "label": "2025"}], "turtahun": [{"val": 0, "label": "Tahun"}],
        "datacontent": {"1200624111250": 7, "1200624121250": "0", "1275624111250": 1.50, "1275624121250": "-"},
        **changes,
    }  # fmt: skip


def test_a_dynamic_table_is_read_by_keys_that_are_built() -> None:
    table = only(read(answer()))
    assert table.title_id == "Penduduk contoh"
    assert table.unit == "Jiwa"
    assert table.periods == ("2025",)
    assert table.lines == (Line(1, "SUMATERA UTARA", "1200"), Line(2, "Kota Medan", "1275"))
    assert table.heads == (Head(1, ("Laki-laki",), unit="Jiwa", period="2025"),
                           Head(2, ("Perempuan",), unit="Jiwa", period="2025"))  # fmt: skip
    assert values(table) == [["7", "0"], ["1.5", "-"]]
    assert table.notes == ("Satu.", "Dua & tiga.")
    assert table.sheet == "datacontent"
    assert "Badan Pusat Statistik (BPS)" in table.source


def test_a_dimension_that_divides_nothing_gives_no_header_word() -> None:
    table = only(
        read(
            answer(turvar=[{"val": 0, "label": "Tidak ada"}], datacontent={"127562401250": 721547})
        )
    )
    assert table.heads == (Head(1, (), unit="Jiwa", period="2025"),)
    assert values(table) == [[""], ["721547"]]


def test_a_key_that_two_crossings_make_is_no_value() -> None:
    areas = [{"val": 1, "label": "A"}, {"val": 11, "label": "B"}]
    variables = [{"val": 12, "label": "x"}, {"val": 2, "label": "y"}]
    reading = read(answer(vervar=areas, var=variables, turvar=[{"val": 0, "label": ""}],
                          datacontent={"11201250": 5, "1201250": 3, "111201250": 4}))  # fmt: skip
    first, second = reading.tables
    assert values(first) == [["?"], ["4"]]
    assert values(second) == [["3"], ["?"]]
    assert [f.cell for t in reading.tables for f in t.findings] == ["A1", "A2"]
    assert all("11201250" in f.message_id for t in reading.tables for f in t.findings)


def test_a_key_given_twice_with_two_values_is_no_value() -> None:
    text = json.dumps(answer()).replace(
        '"1200624111250": 7', '"1200624111250": 7, "1200624111250": 8'
    )
    table = only(read(text.encode()))
    assert values(table)[0] == ["?", "0"]
    assert table.findings[0].rule == "K24"


def test_values_that_no_crossing_reaches_are_told() -> None:
    reading = read(answer(datacontent={"1275624111250": 1, "99": 5}))
    assert [f.rule for f in reading.findings] == ["berkas:kunci"]
    assert reading.findings[0].found == "99"


def test_an_answer_without_data_gives_no_rows() -> None:
    reading = read({"status": "OK", "data-availability": "not-available"})
    assert reading.tables == ()
    assert [(f.rule, f.severity) for f in reading.findings] == [("berkas:tidak_tersedia", "P")]


@pytest.mark.parametrize(
    "value", [True, [1], {"a": 1}, "1.234.567", "12x", 10**40, "1e3"]
)  # fmt: skip
def test_a_value_that_is_no_number_is_a_finding(value: Any) -> None:
    table = only(read(answer(datacontent={"1200624111250": value})))
    assert values(table)[0] == ["?"]
    assert table.findings[0].cell == "A1"


def test_an_answer_of_too_many_crossings_is_refused_before_it_is_built() -> None:
    many = [{"val": i, "label": str(i)} for i in range(1000)]
    reading = read(answer(vervar=many, turvar=many))
    assert [f.expected for f in reading.findings] == ["keys"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>SUMATERA UTARA</b>", "SUMATERA UTARA"), ("Kota&nbsp;Medan", "Kota Medan"),
        ("a<script>alert('x')</script>b", "ab"), ("<<script>b>alert(1)</b>", "<"),
        ("umur < 7 tahun", "umur < 7 tahun"), ("<img src=x onerror=alert(1)>Nias", "Nias"),
        ("<style>p{}</style><p>Satu</p><br>Dua", "Satu Dua"), ("<script>tak ditutup", ""),
    ],
)  # fmt: skip
def test_markup_is_taken_off_safely(html: str, text: str) -> None:
    assert stripped(html) == text
    assert " ".join(sentences(html)) == text


# --- SIMDASI


def simdasi(**changes: Any) -> dict[str, Any]:
    detail = {
        "judul_tabel": "Luas Daerah Menurut Kecamatan, 2023", "tahun_data": "2023",
        "kolom": {"a1": {"nama_variabel": "Luas", "satuan": "km²"}, "b2": {"nama_variabel": "Persentase", "satuan": "persen"}},
        "data": [
            {"label": "<b>Medan Tuntungan</b>", "kode_wilayah": "1275010",
             "variables": {"a1": {"value": "1.234,5", "value_raw": "1234.5"}, "b2": {"value": "7,80", "value_raw": 7.8}}},
            {"label": "Kota Medan", "kode_wilayah": "1275000",
             "variables": {"a1": {"value": "…", "value_raw": None}, "b2": {"value": "9,1", "value_raw": ""}}},
        ],
        **changes,
    }  # fmt: skip
    return {"status": "OK", "data-availability": "available", "data": [{"page": 1}, detail]}


def test_a_simdasi_table_is_read_by_its_raw_values() -> None:
    table = only(read(simdasi()))
    assert table.title_id == "Luas Daerah Menurut Kecamatan"
    assert table.titles == ("Luas Daerah Menurut Kecamatan, 2023",)
    assert table.periods == ("2023",)
    assert table.heads == (Head(1, ("Luas",), unit="km²"), Head(2, ("Persentase",), unit="persen"))
    assert table.lines == (Line(1, "Medan Tuntungan", "1275010"), Line(2, "Kota Medan", "1275000"))
    assert values(table) == [["1234.5", "7.8"], ["...", "?"]]
    assert [f.cell for f in table.findings] == ["B2"]


def test_a_refusal_inside_an_answer_that_says_ok_is_told() -> None:
    reading = read(simdasi(status=400, message="id tidak ada", kolom={}, data=[]))
    assert reading.tables == ()
    assert reading.findings[0].rule == "berkas:tidak_tersedia"
    assert "id tidak ada" in reading.findings[0].message_id


# --- CKAN


def sheet_of(rows: list[list[str]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def test_a_portals_csv_becomes_a_table_for_each_group_and_year() -> None:
    content = sheet_of([
        ["no", "nama_kecamatan", "bps_kode_kecamatan", "jenis_kelamin", "jumlah", "satuan", "tahun"],
        ["1", "Medan Kota", "1275060", "Laki-laki", "12.5", "jiwa", "2022"],
        ["2", "Medan Kota", "1275060", "Perempuan", "13.5", "jiwa", "2022"],
        ["3", "Medan Area", "1275050", "Laki-laki", "1.234", "jiwa", "2022"],
    ])  # fmt: skip
    first, second = read(content, "penduduk.csv").tables
    assert first.reader == "ckan"
    assert first.title_id == "penduduk"
    assert first.heads == (Head(5, ("jumlah", "Laki-laki"), unit="jiwa", period="2022"),)
    assert first.lines == (Line(2, "Medan Kota", "1275060"), Line(4, "Medan Area", "1275050"))
    assert values(first) == [["12.5"], ["1.234"]]
    assert second.heads[0].words_id == ("jumlah", "Perempuan")
    assert first.system == "bps"


def test_a_lone_dot_that_nothing_settles_is_no_value() -> None:
    content = sheet_of([["kecamatan", "jumlah", "tahun"], ["Medan Kota", "1.234", "2022"],
                        ["Medan Area", "5", "2022"]])  # fmt: skip
    table = only(read(content, "x.csv"))
    assert values(table) == [["?"], ["5"]]
    assert table.findings[0].cell == "B2"


@pytest.mark.parametrize(
    ("column", "codes", "system"),
    [
        ("kode_kecamatan", ("12.71.01", "12.71.02"), "kemendagri"), ("kode_kecamatan", ("127101",), "kemendagri"),
        ("kode_kecamatan", ("1275060",), "bps"), ("kemendagri_kode_kecamatan", ("1271010",), "kemendagri"),
        ("kode_kecamatan", ("1271",), "bps"),
    ],
)  # fmt: skip
def test_a_portals_code_system_is_declared_by_its_column_or_its_codes(
    column: str, codes: tuple[str, ...], system: str
) -> None:
    rows = [
        [column, "kecamatan", "jumlah", "tahun"],
        *([c, "Medan Kota", "5", "2022"] for c in codes),
    ]
    assert only(read(sheet_of(rows), "x.csv")).system == system


def test_a_datastores_answer_is_read_and_a_part_of_one_is_told() -> None:
    records = [{"_id": 1, "kecamatan": "Medan Kota", "jumlah": 1.25, "tahun": 2022},
               {"_id": 2, "kecamatan": "Medan Area", "jumlah": None, "tahun": 2022}]  # fmt: skip
    fields = [{"id": n} for n in ("_id", "kecamatan", "jumlah", "tahun")]
    reading = read({"success": True, "result": {"fields": fields, "records": records, "total": 21}})
    table = only(reading)
    assert values(table) == [["1.25"], [""]]
    assert table.cells[2, 3].value == Decimal("1.25")
    assert [f.rule for f in reading.findings] == ["berkas:sebagian"]


def test_the_description_of_a_dataset_lists_what_to_hand_in() -> None:
    resources = [{"id": "1", "name": "Penduduk", "format": "CSV", "url": "https://x/p.csv"}]
    reading = read({"success": True, "result": {"resources": resources}})
    assert reading.findings[0].rule == "berkas:daftar"
    assert "https://x/p.csv" in reading.findings[0].message_id


def test_e_walidata_is_in_kemendagris_codes_with_an_indicator_a_line() -> None:
    content = sheet_of([
        ["Kode DSSD", "Uraian", "Satuan", "Definisi Operasional", "Produsen Data", "2021", "2022"],
        ["1.02.1", "Jumlah posyandu", "Unit", "d", "Dinas Kesehatan", "10", "11"],
        ["1.02.2", "Persentase", "Persen", "d", "Dinas Kesehatan", "9,5", "-"],
    ], ";")  # fmt: skip
    units, percent = read(content, "walidata.csv").tables
    assert units.system == percent.system == "kemendagri"
    assert units.lines == (Line(2, "Jumlah posyandu", "", "1.02.1"),)
    assert [(h.words_id, h.period) for h in units.heads] == [((), "2021"), ((), "2022")]
    assert values(percent) == [["9.5", "-"]]


def test_json_of_another_kind_is_refused() -> None:
    assert [f.expected for f in read({"a": 1}).findings] == ["json_kind"]
    assert [f.expected for f in read(b'{"records": [1, 2]}').findings] == ["json"]


# --- the template


def filled(
    *rows: tuple[str, ...], header: tuple[str, ...] = tidy.COLUMNS, delimiter: str = ","
) -> bytes:
    return sheet_of([list(header), *map(list, rows)], delimiter)


def test_the_template_can_be_read_as_it_is_handed_out() -> None:
    table = only(read(tidy.template().encode(), "templat.csv"))
    assert table.reader == "tidy"
    assert table.title_id == "jumlah_penduduk"
    assert table.heads == (
        Head(6, ("jumlah_penduduk", "sex=L", "proyeksi_sp2020"), unit="jiwa", period="2023"),
    )
    assert table.lines[0] == Line(2, "Medan Tuntungan", "1275010")
    assert values(table) == [["12345"], ["..."]]


@pytest.mark.parametrize(
    ("value", "mark", "read_as"),
    [("5", "*", "5*"), ("", "...", "..."), ("-", "-", "-"), ("5", "...", "?"), ("", "r", "?"),
     ("5", "x", "?"), ("1,5", "", "?"), ("", "", ""), ("5*", "*", "5*")],
)  # fmt: skip
def test_value_and_mark_of_the_template_must_agree(value: str, mark: str, read_as: str) -> None:
    row = ("tpt", "1275", "Kota Medan", "2023", "", value, mark, "persen", "", "")
    table = only(read(filled(row), "x.csv"))
    cell = table.cells[2, 6]
    assert f"{'' if cell.value is None else cell.value}{cell.mark}" == read_as
    assert bool(table.findings) == (read_as == "?")


def test_a_lone_dot_beside_commas_is_no_value() -> None:
    rows = [("a", "1275", "", "2023", "", v, "", "", "", "") for v in ("1.234", "1,5", "7")]
    table = only(read(filled(*rows, delimiter=";"), "x.csv"))
    assert values(table) == [["?"], ["?"], ["7"]]


def test_other_columns_than_the_templates_stop_the_file() -> None:
    reading = read(filled(header=(*tidy.COLUMNS[:-1], "keterangan")), "x.csv")
    assert reading.tables == ()
    (finding,) = reading.findings
    assert (finding.rule, finding.severity, finding.cell) == ("berkas:templat", "G", "A1")
    assert "keterangan" in finding.message_id
    assert "note" in finding.message_en


# --- as text and back


def test_a_reading_survives_the_wire_exactly(tmp_path: Path) -> None:
    path = export(
        tmp_path / "ipm.xlsx", [("SUMATERA UTARA", "71.770", "x"), ("Kota Medan", 1e-7, "0.50*")]
    )
    readings = [read(path.read_bytes(), path.name), read(answer()), read(simdasi()), read({"a": 1}),
                read(tidy.template().encode(), "t.csv"), read(b"", "kosong.csv")]  # fmt: skip
    for reading in readings:
        assert wire.load(wire.dump(reading)) == reading


@pytest.mark.parametrize(
    "said", ["", "{}", "[]", '{"file": "x"}', '{"file":"x","findings":[{"a":1}]}', "\n\n"]
)
def test_what_is_no_reading_raises(said: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        wire.load(said)


# --- live


class Service(http.server.BaseHTTPRequestHandler):
    """Answers as told, and remembers what it was asked."""

    answers: ClassVar[list[tuple[int, bytes, dict[str, str]]]] = []
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["User-Agent"]))
        status, content, headers = self.answers.pop(0)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing: tests print no log."""


@pytest.fixture
def service() -> Iterator[str]:
    Service.answers, Service.asked = [], []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


KEY = "f00dfeedcafe1234"


@pytest.fixture
def client(service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("ATLAS_BPS_KEY", KEY)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return Client(tmp_path / "simpan", bps=f"{service}/v1/api", sleep=lambda _: None)


def test_an_answer_is_asked_for_once_and_kept_without_the_key(client: Client) -> None:
    Service.answers = [(200, b'{"data-availability": "available", "echo": "%s"}' % KEY.encode(), {}),
                       (200, b"{}", {})]  # fmt: skip
    paths = fetch("bps:var/624/2022-2023", client.folder, client)
    again = fetch("bps:var/624/2022-2023", client.folder, client)
    assert paths == again
    assert [p.name for p in paths] == ["bps-1275-var-624-2022.json", "bps-1275-var-624-2023.json"]
    assert [a for a, _ in Service.asked] == [
        f"/v1/api/list/model/data/lang/ind/domain/1275/var/624/th/{th}/key/{KEY}/"
        for th in (122, 123)
    ]
    assert {agent for _, agent in Service.asked} == {AGENT}
    assert not any(KEY in p.name or KEY.encode() in p.read_bytes() for p in client.folder.iterdir())


def test_a_fetch_waits_tries_again_and_goes_on_where_it_stopped(client: Client) -> None:
    waits: list[float] = []
    client.sleep = waits.append
    Service.answers = [
        (200, b"{}", {}),
        (429, b"", {"Retry-After": "7"}),
        (503, b"", {}),
        (403, b"", {}),
    ]
    with pytest.raises(AtlasError) as stopped:
        fetch("bps:var/1/2021-2022", client.folder, client)
    assert "HTTP 403" in stopped.value.text("en")
    assert KEY not in repr(stopped.value) + stopped.value.text("id") + str(stopped.value.__cause__)
    assert 7.0 in waits
    assert any(0 < w <= client.pause for w in waits)
    Service.answers = [(200, b"{}", {})]
    assert len(fetch("bps:var/1/2021-2022", client.folder, client)) == 2
    assert Service.asked[-1][0].count("/th/122/") == 1


def test_a_key_is_needed_only_for_what_is_not_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Service.answers = [(200, b"{}", {})]
    fetch("bps:simdasi/aGVsbG8=/2023", client.folder, client)
    monkeypatch.delenv("ATLAS_BPS_KEY")
    assert len(fetch("bps:simdasi/aGVsbG8=/2023", client.folder, client)) == 1
    with pytest.raises(AtlasError, match="ATLAS_BPS_KEY"):
        fetch("bps:simdasi/aGVsbG8=/2022", client.folder, client)


def test_a_dataset_gives_its_tables_and_a_resource_one_of_them(
    client: Client, service: str
) -> None:
    resources = [{"id": "r1", "name": "Penduduk 2022", "format": "CSV", "url": f"{service}/a.csv"},
                 {"id": "r2", "name": "Peta", "format": "PDF", "url": f"{service}/b.pdf"},
                 {"id": "r3", "name": "Luas", "format": "", "url": f"{service}/c.xlsx"}]  # fmt: skip
    listed = json.dumps({"success": True, "result": {"resources": resources}}).encode()
    Service.answers = [(200, listed, {}), (200, b"a,b", {}), (200, b"PK", {})]
    paths = fetch(f"{service}/dataset/penduduk", client.folder, client)
    assert [p.read_bytes() for p in paths] == [b"a,b", b"PK"]
    assert [p.suffix for p in paths] == [".csv", ".xlsx"]
    assert fetch(f"{service}/dataset/penduduk/resource/r3", client.folder, client) == paths[1:]
    assert len(Service.asked) == 3


@pytest.mark.parametrize(
    "reference", ["file:///etc/passwd", "ftp://x/y", "bps:var/1", "", "tabel.xlsx"]
)
def test_a_reference_of_another_kind_is_refused(reference: str, tmp_path: Path) -> None:
    with pytest.raises(AtlasError):
        fetch(reference, tmp_path)


def test_a_redirect_to_a_file_or_with_the_key_to_another_host_is_not_followed(
    client: Client, service: str
) -> None:
    client.attempts = 1
    for target in ("file:///etc/passwd", f"http://localhost:1/key/{KEY}/"):
        Service.answers = [(302, b"", {"Location": target})]
        with pytest.raises(AtlasError) as stopped:
            fetch("bps:var/9/2020", client.folder, client)
        assert KEY not in str(stopped.value)
    assert not list(client.folder.glob("*9*"))


def test_a_refusal_is_an_error_a_person_can_mend() -> None:
    assert isinstance(Refused("pdf"), AtlasError)
