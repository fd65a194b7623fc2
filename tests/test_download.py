"""Files to take along: whole, checkable, the same every time, and without withheld counts."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import frictionless
import pytest
from starlette.testclient import TestClient

from atlas import disclosure, download
from atlas.package import Package, read_package
from atlas.query import Catalogue
from atlas.store import Cursor, Release, Store
from atlas.web import application

DATA = Path(__file__).resolve().parent.parent / "data"
KEY = ("indicator", "area_code", "period", "dim", "series")
Key = tuple[str, ...]
Spans = dict[Key, tuple[float, float]]


@pytest.fixture(scope="module")
def package() -> Package:
    return read_package(DATA)


@pytest.fixture(scope="module")
def hidden(package: Package) -> Spans:
    found = disclosure.withheld(package)
    assert len(found) > 300
    return found  # type: ignore[return-value]


@pytest.fixture(scope="module")
def unpacked(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zip")
    with zipfile.ZipFile(io.BytesIO(download.archive(release))) as file:
        file.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def client(state: Path) -> TestClient:
    return TestClient(application(Store(state)))


def observed(folder: Path) -> dict[Key, dict[str, str]]:
    found = {}
    for path in (folder / "observations").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found[tuple(row[k] for k in KEY)] = row
    return found


def test_the_zip_is_a_valid_data_package_with_every_value(unpacked: Path, cursor: Cursor) -> None:
    report = frictionless.Package(str(unpacked / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    cursor.execute("select count(*) from observation")
    assert (len(observed(unpacked)),) == cursor.fetchone()
    named = {
        r["path"] for r in json.loads((unpacked / "datapackage.json").read_text())["resources"]
    }
    there = {p.relative_to(unpacked).as_posix() for p in unpacked.rglob("*.csv")}
    assert named == there


def test_values_are_those_of_the_release(unpacked: Path, cursor: Cursor) -> None:
    cursor.execute(f"select {', '.join(KEY)}, value, low, high from observation")
    rows = observed(unpacked)
    for *key, value, low, high in cursor.fetchall():
        row = rows[tuple(key)]
        for name, number in (("value", value), ("low", low), ("high", high)):
            assert (float(row[name]) if row[name] else None) == number


def test_the_zip_is_the_same_every_time(release: Release, state: Path) -> None:
    other = Store(state).release()
    assert other is not release
    assert download.archive(other) == download.archive(release)
    assert download.archive(release) is download.archive(release)


def test_no_withheld_count_is_in_the_zip(unpacked: Path, hidden: Spans) -> None:
    rows = observed(unpacked)
    for key, (low, high) in hidden.items():
        row = rows[key]
        assert row["value"] == ""
        assert (float(row["low"]), float(row["high"])) == (low, high)
        assert "rentang" in row["note_id"]
        assert "ranges" in row["note_en"]


def test_no_withheld_count_is_anywhere_in_the_database(
    cursor: Cursor, hidden: Spans, package: Package
) -> None:
    """Every table that names a figure, and every text, is walked for each withheld cell."""
    raw = {tuple(r.key): r.value for r in package.observations}
    cursor.execute("select table_name from duckdb_tables() order by table_name")
    for (name,) in cursor.fetchall():
        cursor.execute(f"select * from {name}")
        columns = [c[0] for c in cursor.description or ()]
        for start in ("", "part_"):
            if all(start + k in columns for k in KEY):
                _walk([dict(zip(columns, row, strict=True)) for row in cursor.fetchall()],
                      start, hidden, raw)  # fmt: skip
                cursor.execute(f"select * from {name}")


def _walk(
    rows: list[dict[str, Any]], start: str, hidden: Spans, raw: dict[Key, float | None]
) -> None:
    """No number of a row about a withheld cell is its count, and no text gives it."""
    numbers = ("value", "parts_sum", "printed", "rejected", "alternative", "expected", "found")
    for row in rows:
        key = tuple(row[start + k] or "" for k in KEY)
        if key in hidden:
            assert row.get("value") is None
            given = [row.get(n) for n in numbers if row.get(n) not in (None, "")]
            assert str(raw[key]) not in map(str, given)
            assert "message_id" not in row


def test_no_withheld_count_is_in_a_table(
    release: Release, catalogue: Catalogue, hidden: Spans
) -> None:
    level = {len(a.area_code): a.level for a in catalogue.areas.values()}
    tables = {(key[0], level[len(key[1])]) for key in hidden}
    for form, mark in (("id", ";"), ("en", ",")):
        rows = {}
        for indicator, at in tables:
            text = download.table_csv(release, catalogue, indicator, at, form).decode("utf-8-sig")
            for row in csv.DictReader(io.StringIO(text), delimiter=mark):
                rows[tuple(row[k] for k in KEY)] = row
        for key, (low, high) in hidden.items():
            row = rows[key]
            assert row["value"] == ""
            assert (float(row["low"]), float(row["high"])) == (low, high)
            assert row["note"]


def test_no_withheld_count_can_be_worked_out_from_the_zip(
    unpacked: Path, hidden: Spans, package: Package
) -> None:
    raw = {r.key: r.value for r in package.observations
           if r.indicator.startswith("balita_") and r.value is not None}  # fmt: skip
    rows = observed(unpacked)
    values = {k: float(rows[k]["value"]) if rows[k]["value"] else raw[k] for k in raw}
    shown = {k: (float(rows[k]["low"]), float(rows[k]["high"])) for k in raw if rows[k]["low"]}
    assert set(shown) == {k for k in hidden if k[0].startswith("balita_")}
    small = {k for k in shown if len(k[1]) == 10 and shown[k] == (1, 4)}
    assert disclosure._pinned(values, shown, disclosure._sums(package, values), small) == set()


def test_a_rate_does_not_give_the_withheld_count_back(cursor: Cursor, hidden: Spans) -> None:
    """Two counts at least are possible for every rate that rests on a count from one to four."""
    cursor.execute(
        """select p.part_indicator, p.part_area_code, p.part_period, p.part_dim, p.part_series,
                  o.value, o.low, o.high, o.denominator, p.role, i.decimals
           from part p join observation o using (indicator, area_code, period, dim, series)
           join indicator i using (indicator)"""
    )
    seen = 0
    for *key, value, low, high, denominator, role, decimals in cursor.fetchall():
        if hidden.get(tuple(key)) != (1, 4) or len(key[1]) != 10 or role != "pembilang":
            continue
        seen += 1
        assert value is None
        rates = {n: round(100 * n / denominator, decimals) for n in (1, 2, 3, 4)}
        possible = [n for n, rate in rates.items() if low - 0.01 <= rate <= high + 0.01]
        assert len(possible) > 1
    assert seen > 100


def test_no_text_names_a_sum_that_gives_a_withheld_count_back(
    catalogue: Catalogue, hidden: Spans, package: Package
) -> None:
    raw = {tuple(r.key): r.value for r in package.observations if r.value is not None}
    for indicator, _, period, dim, series in {k for k in hidden if len(k[1]) == 10}:
        table = [v for k, v in raw.items()
                 if (k[0], k[2], k[3], k[4]) == (indicator, period, dim, series)
                 and len(k[1]) == 10]  # fmt: skip
        total = f"{sum(table):,.0f}"
        texts = [t for i in catalogue.indicators.values() for t in i.texts.values()]
        assert len(total) < 5 or not [t for t in texts if total in t]


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-cmd|'/c calc'!A0", "\t=1", "＝1"])
def test_a_text_that_a_spreadsheet_would_run_is_quoted_off(text: str) -> None:
    assert download._cell(text) == "'" + text


@pytest.mark.parametrize("text", ["-", "-15", "−15", "Medan", "2020-12", ""])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert download._cell(text) == text


def test_nothing_in_this_release_had_to_be_quoted_off(unpacked: Path) -> None:
    for path in unpacked.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            assert not [c for row in csv.reader(lines) for c in row if c.startswith("'")]


def test_a_table_has_two_forms(release: Release, catalogue: Catalogue) -> None:
    indonesian = download.table_csv(release, catalogue, "tpt", "kabkota", "id")
    machine = download.table_csv(release, catalogue, "tpt", "kabkota", "en").decode()
    assert indonesian.startswith(b"\xef\xbb\xbfindicator;name;unit;level;area_code;")
    first = list(csv.DictReader(io.StringIO(indonesian.decode("utf-8-sig")), delimiter=";"))
    second = list(csv.DictReader(io.StringIO(machine)))
    assert len(first) == len(second) > 100
    assert [r["value"].replace(",", ".") for r in first] == [r["value"] for r in second]
    assert any("," in r["value"] for r in first)
    wanted = {"unit", "mark", "series", "source_id", "low", "high", "status", "note", "release"}
    assert wanted <= set(second[0])
    assert {r["unit"] for r in second} == {"percent"}


def test_every_indicator_has_a_table_at_each_of_its_levels(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    cursor.execute("select indicator, level, count(*) from observation group by all order by all")
    for indicator, level, count in cursor.fetchall():
        text = download.table_csv(release, catalogue, indicator, level, "en").decode()
        assert len(list(csv.reader(io.StringIO(text)))) == count + 1


def test_files_are_served_as_attachments_that_never_change(
    client: TestClient, release: Release
) -> None:
    sums = client.get(f"/unduh/{release.name}/SHA256SUMS")
    listed = dict(reversed(line.split()) for line in sums.text.splitlines())
    assert set(listed) == {"atlas.duckdb", f"atlas-medan-{release.name}.zip"}
    for name, digest in listed.items():
        answer = client.get(f"/unduh/{release.name}/{name}")
        assert hashlib.sha256(answer.content).hexdigest() == digest
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["x-content-type-options"] == "nosniff"
        head = client.head(f"/unduh/{release.name}/{name}")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == str(len(answer.content))
        again = client.get(
            f"/unduh/{release.name}/{name}", headers={"If-None-Match": answer.headers["etag"]}
        )
        assert again.status_code == 304


def test_the_database_served_is_the_release(client: TestClient, release: Release) -> None:
    answer = client.get(f"/unduh/{release.name}/atlas.duckdb")
    assert answer.content == (release.folder / "atlas.duckdb").read_bytes()


def test_a_table_is_served_in_both_forms(client: TestClient, release: Release) -> None:
    base = f"/unduh/{release.name}/tabel/jumlah_penduduk/kecamatan"
    for form in ("id", "en"):
        answer = client.get(f"{base}/{form}.csv")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        name = f"jumlah_penduduk_kecamatan_{release.name}_{form}.csv"
        assert name in answer.headers["content-disposition"]


LONG = "a" * 10_000
REFUSED = [
    "/unduh/{release}/atlas.duckdb.wal", "/unduh/{release}/manifest.json", "/unduh/{release}/",
    "/unduh/{release}", "/unduh", "/unduh/", "/unduh/zzz/atlas.duckdb", "/unduh/zzz/SHA256SUMS",
    "/unduh/{release}/atlas-medan-zzz.zip", "/unduh/{release}/..%2f..%2fcurrent",
    "/unduh/..%2f..%2fetc/passwd", "/unduh/{release}/<script>alert(1)</script>",
    f"/unduh/{LONG}/atlas.duckdb", f"/unduh/{{release}}/{LONG}", "/unduh/\u202egnp/SHA256SUMS",
    "/unduh/{release}/tabel/zzz/kecamatan/id.csv", "/unduh/{release}/tabel/tpt/kelurahan/id.csv",
    "/unduh/{release}/tabel/tpt/desa/id.csv", "/unduh/{release}/tabel/tpt/kabkota/xx.csv",
    "/unduh/{release}/tabel/tpt'--/kabkota/id.csv", "/unduh/zzz/tabel/tpt/kabkota/id.csv",
    f"/unduh/{{release}}/tabel/{LONG}/kabkota/id.csv",
]  # fmt: skip


@pytest.mark.parametrize("path", REFUSED, ids=range(len(REFUSED)))
def test_what_is_not_there_is_a_problem_document(
    client: TestClient, release: Release, path: str
) -> None:
    answer = client.get(path.replace("{release}", release.name))
    assert answer.status_code == 404
    if path not in ("/unduh",):
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == 404
        assert "<script" not in answer.text
        assert len(answer.content) < 700


def test_a_release_that_was_never_published_is_refused_by_name(client: TestClient) -> None:
    assert "zzz" in client.get("/unduh/zzz/SHA256SUMS").json()["detail"]
    english = client.get("/unduh/zzz/SHA256SUMS?lang=en").json()
    assert english["title"] == "No such release"
    assert english["detail"] == "No release zzz was ever published."


def test_without_a_release_there_is_nothing_to_take(tmp_path: Path) -> None:
    empty = TestClient(application(Store(tmp_path)))
    assert empty.get("/unduh/x/SHA256SUMS").status_code == 503
