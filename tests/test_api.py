"""The data service: right values in every form, pages that meet, problems that help."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import duckdb
import html5lib
import pytest
from starlette.testclient import TestClient

from atlas import download, query, releases
from atlas.choice import Choice, resolve
from atlas.describe.dcat import periodicity
from atlas.forms import KINDS
from atlas.query import Catalogue
from atlas.store import Cursor, Release, Store
from atlas.text import catalogue as words
from atlas.view import area_view
from atlas.web import api, application
from atlas.web.api.docs import problem_kinds
from atlas.web.api.operations import OPERATIONS
from atlas.web.asked import UNASKED
from atlas.workbook import Sheet, workbook

FILLED = {"{indicator}": "tpt", "{kind}": "line", "{level}": "kecamatan", "{resource}": "areas"}
KEY = ("indicator", "area_code", "period", "dim", "series")
SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STUNTING = "/api/v1/observations?indicator=balita_stunting"


def client_of(store: Store) -> TestClient:
    return TestClient(application(store))


@pytest.fixture(scope="module")
def client(state: Path) -> TestClient:
    return client_of(Store(state))


def data(client: TestClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:300]
    return answer.json()["data"]


def path_of(name: str, release: Release) -> str:
    path = OPERATIONS[name].path.replace("{release}", release.name)
    for place, code in FILLED.items():
        path = path.replace(place, code)
    return path


def cells(book: bytes, sheet: int = 1) -> list[list[str]]:
    """A sheet of a workbook, empty cells as ""."""
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        root = ElementTree.fromstring(file.read(f"xl/worksheets/sheet{sheet}.xml"))
    rows = []
    for row in root.iter(f"{SHEETS}row"):
        found: dict[int, str] = {}
        for cell in row.iter(f"{SHEETS}c"):
            letters = re.sub(r"\d", "", cell.attrib["r"])
            place = sum((ord(c) - 64) * 26**i for i, c in enumerate(reversed(letters))) - 1
            found[place] = "".join(cell.itertext())
        rows.append([found.get(i, "") for i in range(max(found, default=-1) + 1)])
    return rows


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_answers_and_refuses_an_unknown_parameter(
    client: TestClient, release: Release, name: str
) -> None:
    path = path_of(name, release)
    assert client.get(path).status_code == 200
    refused = client.get(f"{path}?tanggal=1")
    assert refused.status_code == 400
    assert refused.json()["parameters"] == ["tanggal"]
    assert refused.json()["allowed"] == list(OPERATIONS[name].params)


def test_the_index_names_every_address(client: TestClient) -> None:
    found = data(client, "/api/v1/")
    assert [e["name"] for e in found] == list(OPERATIONS) == list(api.MAKERS)
    assert client.get("/api/v1").json()["data"] == found
    assert client.get("/api/v1/tidak/ada").json()["status"] == 404


def test_a_published_value_comes_with_everything_that_belongs_to_it(client: TestClient) -> None:
    path = "/api/v1/observations?indicator=jumlah_penduduk&level=kecamatan&period=2020&dim=total"
    found = {o["area_name"]: o for o in data(client, path) if o["series"] == "sp2020"}
    assert len(found) == 21
    denai = found["Medan Denai"]
    assert (denai["value"], denai["unit"], denai["level"]) == (169643.0, "jiwa", "kecamatan")
    assert denai["source_id"]
    assert denai["grade"] in ("A", "A2", "B", "C")
    assert sum(o["value"] for o in found.values()) == 2_435_252
    city = data(client, "/api/v1/observations?indicator=tpt&area=1275&period=2015..2017&lang=en")
    assert [o["period"] for o in city] == sorted(o["period"] for o in city)
    assert {o["period"][:4] for o in city} <= {"2015", "2016", "2017"}
    assert {o["indicator_name"] for o in city} == {"Open unemployment rate"}


def test_a_withheld_count_is_a_range_with_its_reason(client: TestClient) -> None:
    withheld = [o for o in data(client, f"{STUNTING}&level=kelurahan") if o["low"] is not None]
    assert len(withheld) > 100
    for one in withheld:
        assert one["value"] is None
        assert one["low"] < one["high"]
        assert "rentang" in one["note_id"]
        assert "range" in one["note_en"]


def test_pages_hold_everything_exactly_once(client: TestClient, cursor: Cursor) -> None:
    cursor.execute("select count(*) from observation where level = 'kecamatan'")
    (count,) = cursor.fetchone() or (0,)
    address, pages = "/api/v1/observations?level=kecamatan&size=700", []
    while address:
        answer = client.get(address)
        page = answer.json()
        pages.append(page)
        address = page["links"]["next"] or ""
        assert ('rel="next"' in answer.headers["link"]) == bool(address)
    keys = [tuple(o[k] for k in KEY) for page in pages for o in page["data"]]
    assert len(keys) == len(set(keys)) == count == pages[0]["total"]
    assert keys == sorted(keys)
    assert pages[0]["links"]["prev"] is None
    back = client.get(pages[-1]["links"]["prev"]).json()
    assert back["data"] == pages[-2]["data"]
    assert client.get(pages[0]["links"]["last"]).json()["data"] == pages[-1]["data"]
    assert client.get("/api/v1/observations?page=999999&size=1").json()["data"] == []


@pytest.mark.parametrize("name", ["indicators", "areas", "sources", "findings", "releases"])
def test_lists_page_as_well(client: TestClient, name: str) -> None:
    whole = client.get(f"/api/v1/{name}").json()
    assert len(whole["data"]) == whole["total"] > 0
    first = client.get(f"/api/v1/{name}?size=1").json()
    assert first["data"] == whole["data"][:1]
    assert client.get(first["links"]["last"]).json()["data"] == whole["data"][-1:]


def test_json_csv_and_workbook_agree(client: TestClient) -> None:
    rows = data(client, f"{STUNTING}&size=5000")
    lines = client.get(f"{STUNTING}&format=csv")
    read = list(csv.DictReader(io.StringIO(lines.text)))
    assert len(read) == len(rows) > 300
    book = client.get(f"{STUNTING}&format=xlsx").content
    header, *sheet = cells(book)
    assert header == list(rows[0]) == list(read[0])
    for row, line, cell in zip(rows, read, sheet, strict=True):
        for place, (name, value) in enumerate(row.items()):
            shown = cell[place] if place < len(cell) else ""
            if isinstance(value, float):
                assert float(line[name]) == float(shown) == value
            else:
                assert line[name] == shown == (value or "")
    notes = {row[1]: row[2] for row in cells(book, 2)}
    assert {r["source_id"] for r in rows} <= set(notes)
    assert notes["balita_stunting"].endswith(": balita")


def test_more_rows_than_a_file_may_hold_are_refused_with_a_way_out(client: TestClient) -> None:
    refused = client.get("/api/v1/observations?format=xlsx&lang=en")
    assert refused.status_code == 400
    assert (refused.json()["most"], refused.json()["total"] > 5000) == (5000, True)
    assert "page" in refused.json()["detail"]
    assert len(cells(client.get("/api/v1/observations?format=xlsx&size=10").content)) == 11
    assert client.get("/api/v1/observations?size=5001").json()["parameters"] == ["size"]


def test_texts_are_never_run_by_a_spreadsheet() -> None:
    evil = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "http://evil.example", "=HYPERLINK(1)"]
    book = workbook([Sheet("Data", ["a"], [[text] for text in evil])])
    assert [row[0] for row in cells(book)] == ["a", *evil]
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        text = file.read("xl/worksheets/sheet1.xml").decode()
        assert not [n for n in file.namelist() if "rels" in n and "sheet1" in n]
    assert "<f>" not in text
    assert "hyperlink" not in text.replace("HYPERLINK", "")
    lines = download.csv_text([("a", "")], [[text] for text in evil]).splitlines()
    assert [line[0] for line in lines[1:]] == ["'", "'", "'", "'", "h", "'"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_view_is_the_one_that_is_drawn(
    client: TestClient, release: Release, catalogue: Catalogue, cursor: Cursor, kind: str
) -> None:
    answer = client.get(f"/api/v1/views/{kind}/jumlah_penduduk?level=kecamatan&lang=en").json()
    text = json.dumps(answer["data"], sort_keys=True, ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest()[:10] == answer["digest"]
    if kind == "line":
        assert answer["data"]["lines"]
        return
    tables = query.coverage(cursor, "jumlah_penduduk")
    resolved = resolve(Choice("jumlah_penduduk", "kecamatan"), tables, catalogue, [])
    view = area_view(release, cursor, catalogue, resolved, "en")
    assert answer["digest"] == view.digest()
    assert answer["headline"] == view.headline
    values = {o["area_code"]: o["value"] for o in data(client, answer["links"]["observations"])}
    assert values == {c["area_code"]: c["value"] for c in answer["data"]["cells"]}


@pytest.mark.parametrize(
    ("path", "status", "kind", "said"),
    [
        ("/observations?area=9999", 400, "bad-value", ("tidak dapat", "cannot be had")),
        ("/observations?period=1901", 400, "bad-value", ("Yang dapat", "What can")),
        ("/observations?period=2024..2020", 400, "bad-value", ("2015..2024", "2015..2024")),
        ("/observations?page=0", 400, "bad-value", ("1..999999", "1..999999")),
        ("/observations?area=,1275", 400, "bad-value", ("1275", "1275")),
        ("/observations?indicator=jumlah_penduduki", 404, "unknown-indicator",
         ("jumlah_penduduk", "jumlah_penduduk")),
        ("/indicators/tptt", 404, "unknown-indicator", ("mirip", "nearest")),
        ("/areas?level=desa", 400, "bad-value", ("kelurahan", "kelurahan")),
        ("/boundaries/desa.geojson", 404, "unknown-item", ("kecamatan", "kecamatan")),
        ("/views/pie/tpt", 404, "unknown-kind", ("map", "map")),
        ("/views/map/tpt?level=kelurahan", 404, "no-figures", ("kabkota", "kabkota")),
        ("/areas?release=000000000000", 404, "unknown-release", ("Tidak ada", "No release")),
        ("/areas?lang=xx", 400, "bad-value", ("id, en", "id, en")),
    ],
)  # fmt: skip
def test_a_problem_says_what_would_be_right_in_both_languages(
    client: TestClient, path: str, status: int, kind: str, said: tuple[str, str]
) -> None:
    for lang, text in zip(("id", "en"), said, strict=True):
        answer = client.get(f"/api/v1{path}", headers={"Accept-Language": lang})
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        found = answer.json()
        assert found["type"].endswith(f"/api/v1/docs#problem-{kind}")
        assert found["title"] == words()[f"problem.{kind}"][lang]
        assert text in found["detail"]


def test_only_reading_is_allowed_and_from_every_site(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        refused = client.request(method, "/api/v1/areas")
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert client.options("/api/v1/areas").status_code == 204
    found = client.get("/api/v1/areas")
    assert found.headers["access-control-allow-origin"] == "*"
    assert client.head("/api/v1/areas").content == b""
    again = client.get("/api/v1/areas", headers={"If-None-Match": found.headers["etag"]})
    assert again.status_code == 304
    packed = client.get("/api/v1/areas", headers={"Accept-Encoding": "br"})
    assert packed.headers["content-encoding"] == "br"
    assert packed.json() == found.json()


def test_an_answer_that_names_its_release_never_changes(
    client: TestClient, release: Release
) -> None:
    for name, operation in OPERATIONS.items():
        path = path_of(name, release)
        now = client.get(path).headers["cache-control"]
        assert ("immutable" in now) == ("{release}" in operation.path), name
        if "release" in operation.params:
            frozen = client.get(f"{path}?release={release.name}")
            assert "immutable" in frozen.headers["cache-control"], name
    following = client.get("/api/v1/areas?size=1").json()["links"]["next"]
    assert f"release={release.name}" in following


def test_releases_of_the_past_answer_until_they_are_withdrawn(
    state: Path, release: Release, tmp_path: Path
) -> None:
    for name in ("aaaaaaaaaaaa", release.name):
        folder = tmp_path / "releases" / name
        shutil.copytree(release.folder, folder)
        if name == "aaaaaaaaaaaa":
            with duckdb.connect(str(folder / "atlas.duckdb")) as early:
                for table in UNASKED:
                    early.execute(f"drop table if exists {table}")
                early.execute("alter table class_breaks drop column places")
        told = {"release": name, "bytes": (folder / "atlas.duckdb").stat().st_size}
        (folder / "manifest.json").write_text(json.dumps(release.manifest | told))
        releases.publish(tmp_path, name)
    client = client_of(Store(tmp_path))
    old = "?release=aaaaaaaaaaaa"
    for path in ("/api/v1/observations", "/api/v1/indicators/tpt", "/datapackage.json"):
        assert client.get(path + old).status_code == 200
    frozen = client.get("/api/v1/views/map/kepadatan_baku" + old)
    assert (frozen.status_code, frozen.json()["data"]["release"]) == (200, "aaaaaaaaaaaa")
    early = client.get(f"/datapackage.json{old}").json()["resources"]
    assert "corrections" not in [r["name"] for r in early]
    assert client.get(early[0]["path"]).status_code == 200
    assert client.get(f"/api/v1/areas{old}").json()["release"] == "aaaaaaaaaaaa"
    newest, oldest = data(client, "/api/v1/releases")
    assert (newest["served"], oldest["served"], oldest["withdrawn"]) == (True, False, None)
    assert newest["change"] == {"added": 0, "changed": 0, "withdrawn": 0}
    releases.withdraw(tmp_path, "aaaaaaaaaaaa", "salah tabel", "wrong table")
    gone = client.get(f"/api/v1/areas{old}", headers={"Accept-Language": "en"})
    assert (gone.status_code, "wrong table" in gone.json()["detail"]) == (410, True)
    assert client.get("/api/v1/package/aaaaaaaaaaaa/areas.csv").status_code == 410
    assert data(client, "/api/v1/releases")[1]["withdrawn"]["en"] == "wrong table"


def test_a_release_from_before_the_tables_of_today_is_refused_with_a_reason(
    release: Release, tmp_path: Path
) -> None:
    for name in ("bbbbbbbbbbbb", release.name):
        folder = tmp_path / "releases" / name
        shutil.copytree(release.folder, folder)
        if name == "bbbbbbbbbbbb":
            with duckdb.connect(str(folder / "atlas.duckdb")) as early:
                early.execute("alter table source drop column how_checked_en")
        told = {"release": name, "bytes": (folder / "atlas.duckdb").stat().st_size}
        (folder / "manifest.json").write_text(json.dumps(release.manifest | told))
        releases.publish(tmp_path, name)
    client = client_of(Store(tmp_path))
    old = release_named(release, "bbbbbbbbbbbb")
    for name, operation in OPERATIONS.items():
        if operation.of_release:
            tail = "?release=bbbbbbbbbbbb" if "release" in operation.params else ""
            refused = client.get(path_of(name, old) + tail)
            assert refused.status_code == 404, name
            assert refused.json()["type"].endswith("#problem-old-release"), name


def release_named(release: Release, name: str) -> Release:
    return Release(name, release.folder, release.manifest, release.connection)


def test_without_a_release_callers_are_told_when_to_come_back(tmp_path: Path) -> None:
    empty = client_of(Store(tmp_path))
    for name, operation in OPERATIONS.items():
        if name not in ("docs", "table"):
            path = re.sub(r"{\w+}", lambda m: FILLED[m.group()], operation.path)
            answer = empty.get(path)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "30"), name
    assert empty.get("/api/v1/docs").status_code == 200


def test_the_openapi_document_is_whole(client: TestClient, catalogue: Catalogue) -> None:
    found = client.get("/api/v1/openapi.json?lang=en").json()
    assert found["openapi"] == "3.1.0"
    assert list(found["paths"]) == [o.path for o in OPERATIONS.values()]
    for pointer in set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(found))):
        place: Any = found
        for step in pointer.split("/"):
            place = place[step]
    assert found["components"]["schemas"]["IndicatorCode"]["enum"] == list(catalogue.indicators)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_readable_page_explains_every_problem_without_script(
    client: TestClient, lang: str
) -> None:
    answer = client.get(f"/api/v1/docs?lang={lang}")
    assert answer.headers["content-security-policy"].startswith(
        "default-src 'none'; style-src 'unsafe-inline'"
    )
    html5lib.HTMLParser(strict=True).parse(answer.text)
    assert f'<html lang="{lang}">' in answer.text
    assert "<script" not in answer.text
    assert "src=" not in answer.text
    assert "http" not in answer.text.replace("https://", "http").split("<main>")[0]
    for kind in problem_kinds():
        assert f'id="problem-{kind}"' in answer.text
    for kind in ("withdrawn", "too-many", "method"):
        assert words()[f"api.why_{kind}"][lang] in answer.text.replace("&#x27;", "'")


def test_the_catalogue_describes_every_indicator_with_figures(
    client: TestClient, catalogue: Catalogue, release: Release
) -> None:
    found = client.get("/data.json").json()
    whole, *datasets = found["dataset"]
    assert {d["identifier"] for d in datasets} == set(catalogue.indicators)
    for entry in found["dataset"]:
        for name in ("title", "description", "identifier", "issued", "modified", "keyword",
                     "publisher", "contactPoint", "accrualPeriodicity", "spatial", "temporal",
                     "distribution"):  # fmt: skip
            assert entry[name], (entry["identifier"], name)
    addresses = [d["downloadURL"] for e in datasets[:6] for d in e["distribution"]]
    addresses += [d["describedBy"] for e in datasets[:3] for d in e["distribution"][:1]]
    assert {client.get(a).status_code for a in addresses} == {200}
    assert whole["spatial"]["identifier"] == ["1275", "12.71"]
    pinned = client.get(f"/data.json?release={release.name}").json()["dataset"][1]
    assert release.name in pinned["distribution"][0]["downloadURL"]


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        ({"year": ["2019", "2020", "2021"]}, "R/P1Y"),
        ({"year": ["2019", "2021", "2022"]}, "irregular"),
        ({"year": ["2020", "2021"]}, "irregular"),
        ({"round": ["2020-03", "2020-09", "2021-03", "2022-03"], "year": ["2019"]}, "R/P1Y"),
        ({"month": ["2024-11", "2024-12", "2025-01"]}, "R/P1M"),
        ({"quarter": ["2024-12", "2025-03", "2025-06"]}, "R/P3M"),
        ({"semester": ["2024-06", "2024-12", "2025-06"]}, "R/P6M"),
    ],
)
def test_how_often_figures_come_is_read_from_their_periods(
    periods: dict[str, list[str]], said: str
) -> None:
    assert periodicity(periods) == said


def test_tables_of_the_data_package_are_where_it_says_and_as_it_says(
    client: TestClient, release: Release
) -> None:
    found = client.get("/datapackage.json").json()
    with zipfile.ZipFile(io.BytesIO(download.archive(release))) as file:
        zipped = {download.resource_name(n): file.read(n) for n in file.namelist()}
    assert len(found["resources"]) == len(zipped) - 2
    for resource in found["resources"]:
        assert urlsplit(resource["path"]).scheme == "http"
        table = client.get(resource["path"])
        assert table.content == zipped[resource["name"]]
        header = next(csv.reader(io.StringIO(table.text)))
        assert header == [f["name"] for f in resource["schema"]["fields"]]


def test_a_csv_leads_to_what_its_columns_mean(client: TestClient) -> None:
    table = client.get("/api/v1/observations?indicator=ipm&format=csv&size=2")
    address = re.search(r'<([^>]+)>; rel="describedby"', table.headers["link"])
    assert address
    found = client.get(address.group(1)).json()
    columns = found["tableSchema"]["columns"]
    assert table.text.splitlines()[0].split(",") == [c["name"] for c in columns]
    assert client.get(found["url"]).text == table.text
    assert all(set(c["dc:description"]) == {"id", "en"} for c in columns)


def test_rows_for_e_walidata_hold_published_figures_and_nothing_made_up(
    client: TestClient, cursor: Cursor
) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/ewalidata.csv").text)))
    assert list(rows[0])[:7] == ["Kode DSSD", "Uraian", "Satuan", "Definisi Operasional",
                                 "Tag Urusan", "Produsen Data", "kodepemda"]  # fmt: skip
    assert {(r["Kode DSSD"], r["Tag Urusan"], r["kodepemda"]) for r in rows} == {("", "", "1271")}
    assert not [r for r in rows if "Dihitung Atlas" in r["Produsen Data"]]
    names = [r["Uraian"] for r in rows]
    assert len(names) == len(set(names)) > 90
    cursor.execute(
        """select period[:4], value from observation where indicator = 'ipm' and dim = ''
           and area_code = '1275' and series = 'ipm_lfsp2020' order by period"""
    )
    published = dict(cursor.fetchall())
    (found,) = [r for r in rows if "IPM metode baru (Long Form SP2020)" in r["Uraian"]]
    shown = {k: float(v) for k, v in found.items() if k.isdigit() and v}
    assert shown == published
    header, *sheet = cells(client.get("/api/v1/ewalidata.xlsx").content)
    assert header == list(rows[0])
    assert [r[1] for r in sheet] == names


@pytest.mark.parametrize(
    ("level", "count"), [("kecamatan", 21), ("kelurahan", 151), ("kabkota", 34)]
)
def test_outlines_come_in_both_forms(
    client: TestClient, release: Release, level: str, count: int
) -> None:
    found = client.get(f"/api/v1/boundaries/{level}.geojson")
    assert found.headers["content-type"] == "application/geo+json"
    features = found.json()["features"]
    assert len(features) == count
    assert found.json()["atlas"]["licence"] == "CC BY 3.0 IGO"
    topology = client.get(f"/api/v1/boundaries/{level}.topojson")
    assert topology.content == (release.folder / "boundary" / f"{level}.json").read_bytes()
    drawn = topology.json()["objects"]["areas"]["geometries"]
    assert {g["properties"]["area_code"] for g in drawn} == {f["id"] for f in features}
