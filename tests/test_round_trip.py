"""The round of the table meeting: a table comes in, is found wanting, answered, decided, ratified,
published; the old release stays what it was."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import editions
import official
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas import build, changes, drafts, query, releases
from atlas.__main__ import main
from atlas.choice import Choice, resolve
from atlas.drafts import Decision
from atlas.examine import Context, examine
from atlas.model import CITY, AtlasError, Lang
from atlas.number import format_value
from atlas.package import load_package
from atlas.settings import settings
from atlas.store import Store
from atlas.table.read import read
from atlas.ui import editions as editions_page
from atlas.view import area_view, line_view
from atlas.web import routes

ROOT = Path(__file__).resolve().parent.parent
CLEAN = editions.population(2025)
DENAI = 3
"""The line of Medan Denai, whose population an office typed with a digit too many."""
TODAY = datetime.date.today().isoformat()
NUMBER = "2025-3.1.1"
POPULATION = Choice("jumlah_penduduk", "kecamatan", "2024", series="proyeksi_sp2020")
CITY_OVER_TIME = Choice("jumlah_penduduk", "kota", "2024", series="proyeksi_sp2020")
RIGHT = float(CLEAN.lines[DENAI][1][0])  # type: ignore[arg-type]
WRONG = RIGHT * 10


@dataclass(frozen=True)
class Round:
    """A state after the whole round, with the names of the releases before and after it."""

    state: Path
    before: str
    after: str
    book: Path
    sheet: Path


def fill_in(path: Path, cell: str, right: float) -> None:
    """As an office would: the sum that does not fit comes from one cell, which it corrects; all
    other findings are explained."""
    book = openpyxl.load_workbook(path)
    (page,) = (p for p in book.worksheets if head_of(p))
    head = head_of(page)
    at = {str(c.value).split(" (")[0]: c.column for c in page[head] if c.value}
    for row in range(head + 1, page.max_row + 1):
        if page.cell(row, at["Kode temuan"]).value is None:
            continue
        wrong = str(page.cell(row, at["Aturan"]).value).startswith("K03")
        said = {
            "Jawaban OPD": "salah ketik" if wrong else "sesuai catatan kami",
            "Keputusan": "Dikoreksi" if wrong else "Diterima",
            "Nilai yang benar": right if wrong else None,
            "Sel yang dikoreksi": cell if wrong else None,
            "Catatan": "nol berlebih" if wrong else "dijelaskan dalam rapat",
            "Nama": "Ani Contoh", "Jabatan atau peran": "Kepala Seksi",
            "Tanggal": datetime.date.today(),
        }  # fmt: skip
        for name, value in said.items():
            page.cell(row, at[name], value)
    book.save(path)


def head_of(page: Worksheet) -> int:
    """The row of the column names; 0 on another sheet."""
    return next((c.row for row in page.iter_rows() for c in row if c.value == "Kode temuan"), 0)


@pytest.fixture(scope="module")
def round_trip(
    trusted: None, small_package: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Round]:
    folder = tmp_path_factory.mktemp("round")
    state = folder / "state"
    broken = official.with_cell(CLEAN, DENAI, 0, WRONG)
    book = official.write_xlsx(folder / "3.1.1.xlsx", [broken])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_STATE", str(state))
        patch.setenv("ATLAS_DATA", str(small_package))
        settings.cache_clear()
        before = build.build(small_package, ROOT / "geo", state)
        releases.publish(state, before)
        assert main(["table", "check", str(book), "--edition", "2025"]) == 1
        assert main(["table", "import", str(book), "--edition", "2025", "--who", "Budi"]) == 0
        assert main(["table", "status", NUMBER, "disahkan"]) == 1
        assert main(["evaluation", "export", "--edition", "2025", "--out", str(folder)]) == 0
        (sheet,) = folder.glob("lembar-evaluasi-*.xlsx")
        fill_in(sheet, official.place_of(broken, DENAI, 0), RIGHT)
        assert main(["evaluation", "import", str(sheet), "--edition", "2025"]) == 0
        for status in ("disetujui_walidata", "disahkan"):
            assert main(["table", "status", NUMBER, status, "--who", "Citra"]) == 0
        assert main(["build", "--publish"]) == 0
        yield Round(state, before, releases.current(state), book, sheet)
    settings.cache_clear()


@pytest.fixture
def store(round_trip: Round) -> Store:
    return Store(round_trip.state)


def test_the_new_release_shows_the_corrected_value_as_official(
    round_trip: Round, store: Store
) -> None:
    assert round_trip.before != round_trip.after
    release = store.release()
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        held = query.coverage(cursor, "jumlah_penduduk")
        view = area_view(release, cursor, catalogue, resolve(POPULATION, held, catalogue, []), "id")
    assert view.cell["1275040"].value == RIGHT
    assert "Angka resmi tabel 3.1.1, Kota Medan Dalam Angka 2025." in view.notes
    (source,) = view.sources
    assert (source.grade, source.table_no) == ("A", "3.1.1")
    assert "28 aturan" in source.how_checked_id


def test_every_edition_of_a_value_is_kept(store: Store) -> None:
    release = store.release()
    with release.cursor() as cursor:
        cursor.execute(
            "select edition, value, status from vintage where indicator = 'jumlah_penduduk' and "
            "area_code = ? and period = '2024' and dim = '' and series = 'proyeksi_sp2020' "
            "order by place",
            [CITY],
        )
        older, newer = cursor.fetchall()
    assert (older[0], older[2]) == ("", "salinan")
    assert (newer[0], newer[2]) == ("2025", "rilis")
    assert older[1] != newer[1]
    found = query.vintages(release, "jumlah_penduduk", "2024", "", "proyeksi_sp2020")
    assert [v.value for v in found if v.area_code == CITY] == [older[1], newer[1]]


@pytest.mark.parametrize(("lang", "copy", "edition"),
                         [("id", "Salinan", "Edisi 2025"), ("en", "Copy", "Edition 2025")])  # fmt: skip
def test_the_page_shows_what_each_edition_said(
    store: Store, lang: Lang, copy: str, edition: str
) -> None:
    release = store.release()
    catalogue = query.catalogue(release)
    indicator = catalogue.indicators["jumlah_penduduk"]
    found = query.vintages(release, "jumlah_penduduk", "2024", "", "proyeksi_sp2020")
    shown = editions_page.by_edition(found, indicator, catalogue, lang)
    older, newer = (v.value for v in found if v.area_code == CITY)
    assert older is not None
    assert newer is not None
    assert copy in shown
    assert edition in shown
    for value in (older, newer):
        assert format_value(value, lang) in shown
    assert f"+{format_value(newer - older, lang)}" in shown
    with release.cursor() as cursor:
        standings = query.standings(cursor, "jumlah_penduduk")
    assert ("rilis", "2025", "3.1.1", 22) in standings


def test_the_decision_is_kept_with_office_and_role_and_without_a_name(
    round_trip: Round, store: Store
) -> None:
    release = store.release()
    with release.cursor() as cursor:
        cursor.execute(
            "select printed, value, office, role, decided_on, note from decision "
            "where decision = 'dikoreksi' and area_code = '1275040' and indicator = 'jumlah_penduduk'"
        )
        kept = cursor.fetchall()
        said = releases.findings_in(cursor, "jumlah_penduduk")
    assert kept
    assert set(kept) == {(WRONG, RIGHT, "BPS Kota Medan", "Kepala Seksi", TODAY, "nol berlebih")}
    assert any("dikoreksi oleh Kepala Seksi" in f.waived_id for f in said)
    content = (round_trip.state / "releases" / round_trip.after / "atlas.duckdb").read_bytes()
    assert b"Ani Contoh" not in content
    assert b"Citra" not in content
    kept_inside = (round_trip.state / "tables" / f"{NUMBER}.json").read_text(encoding="utf-8")
    assert "Ani Contoh" in kept_inside


def test_the_log_tells_every_step(round_trip: Round) -> None:
    draft = drafts.find(round_trip.state, NUMBER)
    assert draft is not None
    assert draft.status == "rilis"
    assert draft.release == round_trip.after
    steps = [e.what for e in draft.log]
    assert steps[0] == "import 3.1.1.xlsx"
    assert "diperiksa -> disetujui_walidata" in steps
    assert "disetujui_walidata -> disahkan" in steps
    assert steps[-1] == f"rilis {round_trip.after}"
    assert {"Budi", "Ani Contoh", "Citra"} <= {e.who for e in draft.log}


def test_the_old_release_is_unchanged_and_its_frozen_views_say_what_came_after(
    round_trip: Round, store: Store
) -> None:
    old = store.release(round_trip.before)
    catalogue = query.catalogue(old)
    with old.cursor() as cursor:
        held = query.coverage(cursor, "jumlah_penduduk")
        choice = resolve(CITY_OVER_TIME, held, catalogue, [])
        view = line_view(old, cursor, catalogue, choice, "id")
    (correction,) = changes.for_view(store, old, view)
    assert "tabel 3.1.1" in correction.reason
    client = TestClient(Starlette(routes=routes(store)))
    frozen = client.get("/embed/line/jumlah_penduduk", params={
        "level": "kota", "series": "proyeksi_sp2020", "release": round_trip.before}).text  # fmt: skip
    assert correction.old in frozen
    assert "diganti angka resmi tabel 3.1.1" in frozen


def test_importing_the_same_file_again_changes_nothing(
    round_trip: Round, capsys: pytest.CaptureFixture[str]
) -> None:
    path = round_trip.state / "tables" / f"{NUMBER}.json"
    before = path.read_bytes()
    assert main(["table", "import", str(round_trip.book), "--edition", "2025"]) == 0
    assert "sudah ada" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_what_was_ratified_is_not_decided_again(round_trip: Round) -> None:
    draft = drafts.find(round_trip.state, NUMBER)
    assert draft is not None
    decision = Decision(draft.findings[0].code, "diterima", role="walidata")
    with pytest.raises(AtlasError, match="Impor revisinya"):
        drafts.decide(round_trip.state, NUMBER, [decision], "Budi", "walidata")


def test_a_revision_under_way_leaves_the_released_table_in_the_next_release(
    round_trip: Round, small_package: Path, tmp_path: Path
) -> None:
    state = Path(shutil.copytree(round_trip.state, tmp_path / "state"))
    draft = drafts.find(state, NUMBER)
    assert draft is not None
    drafts.add(state, replace(draft, sha256="0" * 64, status="draf", decisions=()))
    (kept,) = drafts.approved(state)
    assert kept.sha256 == draft.sha256
    found = drafts.merged(load_package(small_package), [kept])
    assert {r.value for r in found.package.observations
            if r.key == ("jumlah_penduduk", "1275040", "2024", "", "proyeksi_sp2020")} == {RIGHT}  # fmt: skip


def test_a_broken_draft_file_is_named_and_the_release_goes_on(
    round_trip: Round, tmp_path: Path
) -> None:
    state = Path(shutil.copytree(round_trip.state, tmp_path / "state"))
    (state / "tables" / f"{NUMBER}.json").write_text("{half", encoding="utf-8")
    with pytest.raises(AtlasError, match=NUMBER):
        drafts.drafts(state)
    assert Store(state).release().name == round_trip.after


def test_a_value_corrected_in_thousands_is_kept_in_the_unit_of_its_indicator(
    small_package: Path, tmp_path: Path
) -> None:
    book = official.write_xlsx(tmp_path / "4.4.1.xlsx", [editions.poverty(2025)])
    context = Context.load(small_package)
    (one,), _ = examine([read(book)], context, "2025")
    draft = drafts.draft_of(one, "2025", book.read_bytes(), "Budi", "walidata")
    row = next(r for r in draft.rows if r.indicator == "jumlah_penduduk_miskin")
    finding = replace(draft.findings[0], sheet=row.sheet, cell=row.cell)
    said = Decision(finding.code, "dikoreksi", 187.74, role="walidata")
    decided = replace(draft, findings=(finding,), decisions=(said,)).decided()
    assert next(r for r in decided if r.key == row.key).value == 187_740
