"""Hostile files through the guard: each refused or read within its limits, with a plain sentence."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import biff
import pytest
from hostile import MAIN, TYPES, cells, laughs, long_csv, many_rows, spaces, workbook, zipped

from atlas.model import Finding
from atlas.table import guard, nursery, wire
from atlas.table.limits import CELLS, COLUMNS, LIMITS, ROWS, UPLOAD_MB, Limits
from atlas.table.model import Raw, Reading
from atlas.table.read import read_stream

ROOT = Path(__file__).resolve().parent.parent
ONE = '<c r="A1"><v>1</v></c>'


def reason(reading: Reading) -> str:
    """Why a file was refused; "" when it was read."""
    found = [f.expected for f in reading.findings if f.rule == "berkas:ditolak"]
    assert len(found) < 2
    assert not (found and reading.tables)
    return found[0] if found else ""


def said(finding: Finding) -> bool:
    """Whether a refusal is said in both languages, with what to do."""
    return all((finding.message_id, finding.message_en, finding.remedy_id, finding.remedy_en))


def overlapping() -> bytes:
    """A zip whose entries all point at the same compressed bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 9_000_000)
        for number in range(20):
            twin = zipfile.ZipInfo(f"xl/{number}.xml")
            first = archive.infolist()[0]
            twin.header_offset, twin.CRC = first.header_offset, first.CRC
            twin.compress_size, twin.file_size = first.compress_size, first.file_size
            twin.compress_type = first.compress_type
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
    return content.getvalue()


FAST: dict[str, tuple[Callable[[], bytes], str]] = {
    "entity expansion in the sheet": (lambda: workbook(laughs()), "entities"),
    "an external entity in the strings": (
        lambda: workbook(cells(ONE), {"xl/sharedStrings.xml":
            '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst>&x;</sst>'}), "entities"),
    "an external entity in a part nobody reads": (
        lambda: workbook(cells(ONE), {"docProps/app.xml":
            '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>'}), "entities"),
    "a cell at XFD1048576": (
        lambda: workbook(cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), "columns"),
    "a cell at A1048576": (
        lambda: workbook(cells('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')), "rows"),
    "16,384 columns": (
        lambda: workbook(cells("<c><v>1</v></c>" * 16_384)), "columns"),
    "cells far apart": (
        lambda: workbook(cells(f'<row r="1">{ONE}</row><row r="99999"><c r="ZZ99999"><v>1</v></c></row>')), "box"),
    "an empty cell at XFD1048576": (
        lambda: workbook(cells(f'<row r="1">{ONE}</row><row r="1048576"><c r="XFD1048576" s="0"/></row>')), ""),
    "merges over and over": (
        lambda: workbook(cells(f'<row r="1">{ONE}</row><row r="2000"><c r="ALL2000"><v>1</v></c></row>',
                               merged=["A1:ALL2000"] * 9)), "merged"),
    "a merge with no size": (lambda: workbook(cells(ONE, merged=["B2:A1"])), "damaged"),
    "a size that is not true": (
        lambda: workbook(cells(ONE).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')), ""),
    "a path that leaves its folder": (
        lambda: workbook(cells(ONE), {"../../etc/cron.d/x": "x"}), "names"),
    "an absolute path": (lambda: workbook(cells(ONE), {"/etc/passwd": "x"}), "names"),
    "a path with backslashes": (lambda: workbook(cells(ONE), {"xl\\..\\..\\x": "x"}), "names"),
    "entries over each other": (overlapping, "unzipped"),
    "too many entries": (lambda: zipped({f"xl/{i}.xml": "" for i in range(4_001)}), "entries"),
    "the same part twice": (
        lambda: workbook(cells(ONE), {"XL/workbook.xml": "x"}), "damaged"),
    "a workbook that names no sheet": (lambda: workbook("<x/>", {"xl/workbook.xml": "<x/>"}), ""),
    "a sheet that is cut off": (lambda: workbook(cells(ONE)[:-30]), "damaged"),
    "a sheet that is not there": (
        lambda: workbook(cells(ONE), {"xl/_rels/workbook.xml.rels": "<Relationships/>"}), "damaged"),
    "a zip that is cut off": (lambda: workbook(cells(ONE))[:-200], "damaged"),
    "a zip with a false byte": (
        lambda: workbook(cells(ONE)).replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet1.xmm", 1), "damaged"),
    "a name that is no number": (lambda: workbook(cells('<c r="A1" t="s"><v>99</v></c>')), "damaged"),
    "encrypted": (lambda: biff.container({"EncryptedPackage": b"\x07" * 9000}), "encrypted"),
    "an old workbook with a password": (
        lambda: biff.write([biff.Sheet("S", {(1, 1): "x"})], password=True), "encrypted"),
    "an old workbook that is cut off": (
        lambda: biff.write([biff.Sheet("S", {(1, 1): "x"})])[:1200], "damaged"),
    "a web page named .xls": (
        lambda: b"<html><body><script>fetch('//x')</script><table><tr><td>1</td></tr></table>", "html"),
    "macros": (lambda: workbook(cells(ONE), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), ""),
    "external links": (
        lambda: workbook(cells("<c r=\"A1\"><f>'[1]x'!A1</f><v>1</v></c>"),
                         {"xl/externalLinks/externalLink1.xml": "<externalLink/>"}), ""),
    "a text of 40,000 characters": (
        lambda: workbook(cells(f'<c r="A1" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c>')), "text"),
    "deep JSON": (lambda: b'{"a":' * 50_000, "json"),
    "a number of a million digits": (lambda: b'{"success": ' + b"9" * 1_000_000 + b"}", "json"),
    "a CSV of one endless line": (lambda: b"x" * 40_000, "text"),
    "a CSV of 2,000 columns": (lambda: b";".join([b"1"] * 2_000), "columns"),
    "nothing but zeros": (lambda: bytes(100_000), "binary"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAST)
def test_a_hostile_file_is_refused_for_its_reason_or_read(what: str) -> None:
    make, expected = FAST[what]
    reading = read_stream(io.BytesIO(make()), "tabel.xls")
    assert reason(reading) == expected
    assert reading.findings
    assert all(map(said, reading.findings))


@pytest.mark.parametrize(
    ("what", "expected"),
    [("entity expansion in the sheet", "entities"), ("a path that leaves its folder", "names"),
     ("a zip that is cut off", "damaged"), ("macros", "")],
)  # fmt: skip
def test_the_guard_says_the_same_of_an_upload(what: str, expected: str) -> None:
    reading = guard.read_bytes("../unggahan\\..\\tabel.xls", FAST[what][0]())
    assert reading.file == "tabel.xls"
    assert reason(reading) == expected


def test_a_library_that_aborts_for_want_of_memory_ends_only_its_reading() -> None:
    corner = biff.write([biff.Sheet("S", {(1, 1): "x", (65536, 256): 1.0})])
    reading = guard.read_bytes("lama.xls", corner)
    assert reason(reading) == "memory"
    assert said(reading.findings[0])


def test_only_values_come_out_of_a_workbook_with_macros_links_and_open_formulas() -> None:
    sheet = cells('<c r="A1"><f>\'[1]x\'!A1</f><v>1</v></c><c r="B1"><f>NOW()</f></c>')
    content = workbook(
        sheet, {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": "<x/>"}
    )
    (grid,), findings = guard.grids_of("x.xlsm", content)
    assert grid.cells == {(1, 1): Raw(1.0), (1, 2): Raw(None, formula=True)}
    assert [f.rule for f in findings] == ["berkas:macros", "berkas:links"]


def test_an_upload_over_the_limit_is_not_even_looked_at() -> None:
    reading = guard.read_bytes("besar.csv", b"x" * (UPLOAD_MB * 1024 * 1024 + 1))
    assert reason(reading) == "upload"
    assert "python -m atlas table check" in reading.findings[0].remedy_en


def test_an_upload_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    before = set(os.listdir("/proc/self/fd"))
    guard.read_bytes("tabel.csv", b"a;b\n1;2\n")
    assert not list(tmp_path.iterdir())
    assert set(os.listdir("/proc/self/fd")) == before


def test_files_come_in_order_whatever_the_jobs_and_progress_is_told(tmp_path: Path) -> None:
    paths = [tmp_path / f"{i}.csv" for i in range(5)]
    for path in paths[:4]:
        path.write_text("a;b\n")
    told: list[tuple[int, int, str]] = []
    readings = list(guard.read_safely(paths, 3, lambda *x: told.append(x)))
    assert [r.file for r in readings] == [p.name for p in paths]
    assert reason(readings[4]) == "missing"
    assert told == [(i, 5, f"{i - 1}.csv") for i in range(1, 6)]


def test_a_server_may_read_from_many_threads_at_once() -> None:
    found: list[Reading] = []
    threads = [threading.Thread(target=lambda: found.append(guard.read_bytes("x.pdf", b"%PDF-1.4")))
               for _ in range(6)]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [reason(r) for r in found] == ["pdf"] * 6


CHILDREN = {
    "waits for ever": ("import select; select.select([], [], [])", "time"),
    "sleeps": ("import time; time.sleep(60)", "time"),
    "closes its mouth and sleeps": ("import os, time; os.close(1); time.sleep(60)", "time"),
    "says nothing": ("pass", "crashed"),
    "says nonsense": ("import os; os.write(1, b'{}')", "crashed"),
    "says half": ('print(\'{"file": "x", "findings": []}\\n{"file"\')', "crashed"),
    "says no end": ("import os\n    while True: os.write(1, b'x' * 100_000)", "answer"),
    "fails": ("raise RuntimeError", "crashed"),
    "aborts": ("import os; os.abort()", "memory"),
    "is killed": ("import os; os.kill(os.getpid(), 9)", "memory"),
    "faults": ("import os; os.kill(os.getpid(), 11)", "crashed"),
}


@pytest.fixture
def fresh() -> Iterator[None]:
    """No reader kept from before, none kept for later."""
    nursery.close()
    yield
    nursery.close()


def posing(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """From now on readers do this instead of reading."""
    serve = "from atlas.table import child\ndef work(what, name):\n    {}\n    return 0\nchild.serve(work)"
    monkeypatch.setattr(nursery, "CHILD", (sys.executable, "-c", serve.format(code)))


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("what", CHILDREN)
def test_whatever_becomes_of_a_child_there_is_a_reading(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, expected = CHILDREN[what]
    posing(monkeypatch, code)
    reading = guard.read_bytes("x.csv", b"a", Limits(seconds=1, answer_mb=1))
    assert reason(reading) == expected


@pytest.mark.usefixtures("fresh")
def test_a_reader_that_does_not_start_or_is_gone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason(guard.read_bytes("x.pdf", b"%PDF-")) == "pdf"
    (idle,) = nursery.IDLE
    os.killpg(idle.process.pid, 9)
    idle.process.wait()
    assert reason(guard.read_bytes("x.pdf", b"%PDF-")) == "pdf"
    nursery.close()
    monkeypatch.setattr(nursery, "CHILD", ("/bin/false",))
    assert reason(guard.read_bytes("x.pdf", b"%PDF-")) == "crashed"
    monkeypatch.setattr(nursery, "CHILD", ("/nowhere",))
    assert reason(guard.read_bytes("x.pdf", b"%PDF-")) == "crashed"


def test_one_reading_knows_nothing_of_the_one_before() -> None:
    content = "Medan – Kota;1".encode("cp1252")
    first, second = (guard.read_bytes("x.csv", c) for c in (content, b"a;b\n"))
    assert "berkas:cp1252" in {f.rule for f in first.findings}
    assert "berkas:cp1252" not in {f.rule for f in second.findings}


def test_too_little_memory_ends_the_reading_and_not_the_server() -> None:
    content = b"\n".join(b"%d;%d" % (i, i) for i in range(90_000))
    reading = guard.read_bytes("x.csv", content, Limits(memory_mb=60))
    assert reason(reading) == "memory"
    assert "60 MB" in reading.findings[0].message_id


def test_a_full_house_says_so() -> None:
    for _ in range(nursery.AT_ONCE):
        assert nursery.SLOTS.acquire(timeout=5)
    try:
        assert reason(guard.read_bytes("x.csv", b"a", Limits(wait_seconds=0))) == "busy"
    finally:
        for _ in range(nursery.AT_ONCE):
            nursery.SLOTS.release()


def in_child(code: str) -> str:
    """What a confined process says."""
    start = "import os, socket, subprocess; from atlas.table import child; child.confine(512, 5)\n"
    found = subprocess.run([sys.executable, "-c", start + code], cwd=ROOT, capture_output=True, text=True)  # fmt: skip
    return found.stdout.strip() or found.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "code",
    ["os.fork()", "subprocess.run(['true'])", "os.system('true')", "socket.create_connection(('127.0.0.1', 9))",
     "os.execv('/bin/true', ['true'])", "import ctypes; ctypes.CDLL(None)"],
)  # fmt: skip
def test_a_child_starts_nothing_and_calls_nobody(code: str) -> None:
    assert in_child(code).startswith("PermissionError")


def test_a_child_writes_no_file_and_takes_no_more_memory(tmp_path: Path) -> None:
    path = tmp_path / "x"
    assert "File too large" in in_child(f"f = open({str(path)!r}, 'wb', 0); f.write(b'x')")
    assert path.read_bytes() == b""
    assert in_child("bytearray(600 << 20)").startswith("MemoryError")


@pytest.mark.usefixtures("fresh")
def test_a_child_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_BPS_KEY", "rahasia")
    answer = """import os; os.write(1, b'{"findings": [], "file": "%s"}' % repr(sorted(os.environ)).encode())"""
    posing(monkeypatch, answer)
    reading = guard.read_bytes("x.csv", b"a")
    assert "PATH" in reading.file
    assert "ATLAS" not in reading.file


def test_a_child_loads_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys; from atlas.table import read, wire; import openpyxl, python_calamine; "
        "print({'pandas', 'duckdb', 'streamlit', 'frictionless', 'babel', 'starlette'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert found.stdout.strip() == "set()", found.stderr


# --- heavy ones, each measured


def bomb(path: Path) -> Path:
    return spaces(path, 1 << 30)


def one_text(path: Path) -> Path:
    """One cell of 90 MB, not packed, so that no ratio gives it away."""
    text = f'<c r="A1" t="inlineStr"><is><t>{"é" * (45 << 20)}</t></is></c>'
    path.write_bytes(workbook(cells(text), packed=False))
    return path


def full(path: Path) -> Path:
    """As many cells as are read, in rows of ten."""
    rows = (
        "".join(f"<c><v>{row * 10 + i}.5</v></c>" for i in range(10)) for row in range(CELLS // 10)
    )
    path.write_bytes(workbook(cells("".join(f"<row>{r}</row>" for r in rows))))
    return path


def empty_cells(path: Path) -> Path:
    """More empty cells than are counted."""
    row = "<row>" + "<c/>" * 1000 + "</row>"
    path.write_bytes(workbook(cells(row * 3100), packed=False))
    return path


def strings(path: Path, entry: str = "<si/>") -> Path:
    """90 MB of entries in the list of strings, not packed."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = TYPES.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>')  # fmt: skip
    text = f'<sst xmlns="{MAIN}">{entry * ((90 << 20) // len(entry))}</sst>'
    path.write_bytes(
        workbook(cells(ONE), {"[Content_Types].xml": types, "xl/sharedStrings.xml": text}, packed=False)
    )  # fmt: skip
    return path


def formats(path: Path) -> Path:
    """90 MB of cell formats, not packed."""
    entry = '<xf numFmtId="9"/>'
    text = f'<styleSheet xmlns="{MAIN}"><cellXfs>{entry * ((90 << 20) // len(entry))}</cellXfs></styleSheet>'
    path.write_bytes(workbook(cells(ONE), {"xl/styles.xml": text}, packed=False))
    return path


def full_old(path: Path) -> Path:
    """An old workbook with 65,536 rows of three values."""
    values = {(r, c): float(r) for r in range(1, 65_537) for c in range(1, 4)}
    path.write_bytes(biff.write([biff.Sheet("S", values)]))
    return path


HEAVY: dict[str, tuple[str, Callable[[Path], Path], str]] = {
    "zip bomb of 1 GB of spaces": ("bom.xlsx", bomb, "unzipped"),
    "90 MB of spaces": ("spasi.xlsx", lambda p: spaces(p, 90 << 20), "ratio"),
    "one cell of 90 MB": ("sel.xlsx", one_text, "text"),
    "a million rows": ("sejuta.xlsx", lambda p: many_rows(p, 1_000_000), "rows"),
    "a million rows of CSV": ("sejuta.csv", lambda p: long_csv(p, 33_000_000, b"1\r\n"), "rows"),
    "200 MB of CSV": ("besar.csv", lambda p: long_csv(p, 200_000_000), "csv_size"),
    "200 MB in one line": ("baris.csv", lambda p: long_csv(p, 60_000_000, b"x" * 1024), "text"),
    "as many cells as are read": ("penuh.xlsx", full, ""),
    "as many rows as are read": ("panjang.xlsx", lambda p: many_rows(p, ROWS), ""),
    "an old workbook, full": ("lama.xls", full_old, ""),
    "empty cells": ("kosong.xlsx", empty_cells, "elements"),
    "18 million strings": ("teks.xlsx", strings, "elements"),
    "5 million formats": ("format.xlsx", formats, "elements"),
    "200 MB of JSON": ("besar.json", lambda p: long_csv(p, 200_000_000, b'{"a": 1} '), "json_size"),
    "200 MB of PDF": ("besar.pdf", lambda p: long_csv(p, 200_000_000, b"%PDF-1.7\n"), "pdf"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("what", HEAVY)
def test_a_heavy_file_stays_within_memory_and_time(what: str, tmp_path: Path) -> None:
    name, make, expected = HEAVY[what]
    path = make(tmp_path / name)
    with path.open("rb") as stream:
        answer = guard.ask(stream, name)
    reading = wire.load(answer.text)
    size = path.stat().st_size / 1e6
    took = f"{size:.1f} MB, peak {answer.peak_mb:.0f} MB, {answer.cpu_seconds:.1f} s of {answer.seconds:.1f} s"
    print(f"\n{what}: {took}, {reason(reading) or 'read'}")
    assert reason(reading) == expected
    assert 0 < answer.peak_mb <= LIMITS.memory_mb
    assert answer.seconds <= LIMITS.seconds
    assert all(map(said, reading.findings))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limits", "expected"), [(Limits(seconds=1), "time"), (Limits(memory_mb=48), "memory")]
)
def test_what_the_scan_lets_through_the_guard_still_stops(
    limits: Limits, expected: str, tmp_path: Path
) -> None:
    (reading,) = guard.read_safely([full(tmp_path / "penuh.xlsx")], limits=limits)
    assert reason(reading) == expected


def test_the_limits_on_paper_are_those_in_force() -> None:
    text = (ROOT / "docs" / "TABLES.md").read_text(encoding="utf-8").replace(",", "")
    for number in (LIMITS.memory_mb, LIMITS.seconds, UPLOAD_MB, ROWS, COLUMNS, CELLS):
        assert str(number) in text
