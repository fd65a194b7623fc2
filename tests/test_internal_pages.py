"""The pages of the internal mode: there only when asked for, each says what it promises, and nothing
that is dropped stays."""

from __future__ import annotations

import dataclasses
import datetime
import io
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from official import Printed, population, with_cell, with_label, write_xlsx
from starlette.responses import HTMLResponse
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from atlas import drafts, quality
from atlas.drafts import Decision, Draft
from atlas.evaluation import meeting, sheet
from atlas.examine import Context, Examined, examine
from atlas.model import LANGS, AtlasError, Finding, Lang
from atlas.query import Catalogue
from atlas.settings import settings
from atlas.store import Release, Store
from atlas.table.model import Cell, Head, Line, Table
from atlas.table.read import read
from atlas.text import t
from atlas.ui import frame
from atlas.ui.check import desk, explained, listed, printed, take
from atlas.ui.check.desk import KEY, LIMIT_MB, Desk
from atlas.ui.check.names import names_of
from atlas.ui.check.placed import Placed, placed, spot
from atlas.ui.check.printed import Printed as Drawn
from atlas.ui.check.window import EDGE, window
from atlas.ui.publish import building, decide, journal, logged, person, releasing, steps
from atlas.ui.publish.building import Building
from atlas.ui.publish.person import Person
from atlas.ui.publish.section import SECTIONS as STEPS
from atlas.ui.quality.section import SECTIONS
from atlas.web import Document, routes

ROOT = Path(__file__).resolve().parent.parent
FRAME = ROOT / "pages" / "_frame.py"
SARI = Person("Sari", "walidata", "Dinas Kominfo")


@pytest.fixture
def internal(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[pytest.MonkeyPatch]:
    """The internal mode over the release of the tests, in a state folder of its own."""
    (tmp_path / "state").mkdir()
    for name in ("releases", "current", "history"):
        (tmp_path / "state" / name).symlink_to(state / name)
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("ATLAS_MODE", "internal")
    settings.cache_clear()
    frame.store.cache_clear()
    yield monkeypatch
    settings.cache_clear()
    frame.store.cache_clear()


def page(key: str, **params: str) -> AppTest:
    """A page run once with these parameters, inside the frame."""
    test = AppTest.from_file(str(FRAME), default_timeout=60)
    for name, value in params.items():
        test.query_params[name] = value
    test._page_hash = calc_hash(frame.INTERNAL[key][1])
    return test.run()


def html_of(test: AppTest) -> str:
    """All HTML of our own on a page: blocks and tables."""
    found = [block.proto.body for block in test.get("html")]
    made = [json.loads(b.proto.json).get("html", "") for b in test.get("bidi_component")]
    return "\n".join([*found, *made])


def test_the_public_atlas_has_no_internal_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATLAS_MODE", raising=False)
    settings.cache_clear()
    assert settings().mode == "publik"
    assert frame.pages() == frame.PAGES | frame.TOOLS
    assert not set(frame.INTERNAL) & set(frame.PAGES | frame.TOOLS)
    known = frozenset(path for _, path in frame.pages().values())

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        await HTMLResponse('<html lang="en">')(scope, receive, send)

    client = TestClient(Document(inner, Store(Path("none")), known))
    for _, path in frame.INTERNAL.values():
        unknown, answer = client.get("/tidakada"), client.get(f"/{path}")
        assert (answer.status_code, answer.text) == (unknown.status_code, unknown.text)
        assert answer.status_code == 404


def test_no_public_route_names_an_internal_page(release: Release, state: Path) -> None:
    paths = [r.path for r in routes(Store(state))]
    client = TestClient(Document(_app(state), Store(state), frozenset()))
    site = client.get("/sitemap.xml").text + client.get("/robots.txt").text
    for _, path in frame.INTERNAL.values():
        assert not [p for p in paths if path in p.split("/")]
        assert f"/{path}" not in site


def _app(state: Path) -> Any:
    from starlette.applications import Starlette

    return Starlette(routes=list(routes(Store(state))))


@pytest.mark.parametrize("text", ["privat", "Internal", "publik ", "1"])
def test_an_unknown_mode_is_an_error_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("ATLAS_MODE", text)
    settings.cache_clear()
    with pytest.raises(AtlasError) as caught:
        settings()
    for lang in LANGS:
        said = caught.value.text(lang)
        assert all(word in said for word in ("ATLAS_MODE", "publik", "internal"))
    settings.cache_clear()


@pytest.mark.slow
def test_the_app_does_not_start_in_an_unknown_mode(tmp_path: Path) -> None:
    code = "import app"
    env = {"ATLAS_MODE": "rahasia", "ATLAS_STATE": str(tmp_path), "PATH": "/usr/bin"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True,
                          text=True, timeout=120)  # fmt: skip
    assert done.returncode == 1
    assert "ATLAS_MODE='rahasia' tidak dikenal" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("lang", LANGS)
def test_the_frame_says_which_mode_it_is(internal: pytest.MonkeyPatch, lang: Lang) -> None:
    words = {"id": "Mode internal", "en": "Internal mode"}[lang]
    assert words in html_of(page("quality", bagian="temuan", lang=lang))
    internal.setenv("ATLAS_MODE", "publik")
    settings.cache_clear()
    public = AppTest.from_file(str(FRAME), default_timeout=60)
    public.query_params["lang"] = lang
    assert words not in html_of(public.run())


FOREIGN = {"id": ("the", "and", "of", "with", "not", "only"),
           "en": ("yang", "dan", "tidak", "untuk", "dengan", "belum")}  # fmt: skip


def sound(test: AppTest, lang: Lang) -> str:
    """The page has a title, raised nothing, and holds no words of the other language."""
    assert not test.exception, [e.message for e in test.exception]
    assert test.title
    text = re.sub(r"<style.*?</style>|<[^>]*>", " ", html_of(test), flags=re.S)
    own = [w for w in FOREIGN[lang] if re.search(rf"\b{w}\b", text)]
    assert own == [], lang
    return html_of(test)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("section", SECTIONS)
def test_every_part_of_quality_stands_in_both_languages(
    internal: pytest.MonkeyPatch, section: str, lang: Lang
) -> None:
    sound(page("quality", bagian=section, lang=lang), lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_publishing_stands_in_both_languages(
    internal: pytest.MonkeyPatch, step: str, lang: Lang
) -> None:
    sound(page("publish", bagian=step, lang=lang), lang)


HARM = '<img src=x onerror=alert(1)><script>alert(2)</script>"\u202e' + "x" * 10_000


@pytest.mark.parametrize(
    "key", ["check", *(pytest.param(k, marks=pytest.mark.slow) for k in ("quality", "publish"))]
)
def test_nonsense_in_an_address_is_never_run(internal: pytest.MonkeyPatch, key: str) -> None:
    names = (
        "edisi",
        "level",
        "menurut",
        "kelompok",
        "asal",
        "berat",
        "produsen",
        "tabel",
        "temuan",
    )
    for section in {"quality": SECTIONS, "publish": STEPS}.get(key, ("",)):
        test = page(key, **dict.fromkeys(names, HARM), bagian=section)
        written = html_of(test) + "".join(i.value for i in test.info)
        assert not test.exception
        for harm in ("<img src=x", "<script>alert", "\u202e", "x" * 300):
            assert harm not in written


def test_quality_says_that_nothing_was_handed_in_yet(internal: pytest.MonkeyPatch) -> None:
    assert "Belum ada tabel yang diserahkan" in html_of(page("quality", bagian="waktu"))
    assert "Belum ada tabel dengan dua edisi" in html_of(page("quality", bagian="revisi"))


def test_the_heat_map_counts_what_the_release_holds(
    internal: pytest.MonkeyPatch, catalogue: Catalogue
) -> None:
    test = page("quality", bagian="lengkap", level="kecamatan", menurut="bab")
    html = html_of(test)
    published = [i for i in catalogue.indicators.values() if not i.kind]
    chapters = {i.chapter for i in published}
    assert html.count("<tr data-area=") == len(chapters)
    assert "tidak dikumpulkan" in html
    for glyph in ("●", "◐", "○", "…", "×"):
        assert glyph in html
    chosen = page("quality", bagian="lengkap", level="kecamatan", menurut="bab", kelompok="03")
    assert "Jumlah penduduk" in html_of(chosen)


def test_check_says_limit_kinds_and_that_nothing_is_kept(internal: pytest.MonkeyPatch) -> None:
    for lang, words in (("id", "Tidak ada yang disimpan"), ("en", "Nothing is kept")):
        test = page("check", lang=lang)
        html = sound(test, lang)  # type: ignore[arg-type]
        assert words in html
        assert f"{LIMIT_MB} MB" in html
        (drop,) = test.get("file_uploader")
        assert set(drop.proto.type) == {f".{x}" for x in desk.TYPES}
        assert drop.proto.max_upload_size_mb == LIMIT_MB


# ---- the table as understood


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(ROOT / "data")


def defective() -> Printed:
    """A known table with a sum that is off, a decimal among counts, a blank and a misspelled name."""
    table = replace(population(), number="3.1.2", style="cell")
    for line, column, value in ((4, 0, "2,620.24"), (7, 2, 99_999), (2, 1, None)):
        table = with_cell(table, line, column, value)
    return with_label(table, 9, "10. Medan <b>Selayan</b>")


@pytest.fixture(scope="module")
def examined(context: Context, tmp_path_factory: pytest.TempPathFactory) -> list[Examined]:
    unknown = replace(population(), number="9.9.9", title_id="Tabel <i>baru</i>")
    path = write_xlsx(tmp_path_factory.mktemp("dropped") / "cacat.xlsx", [defective(), unknown])
    return examine([read(path)], context, "2024")[0]


class Links(HTMLParser):
    """Ids of a document, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        if tag == "a":
            self.links.append((found.get("id") or "", found.get("href") or ""))


def drawn(one: Examined, catalogue: Catalogue, lang: Lang) -> tuple[str, list[Placed]]:
    found = placed(one)
    made = Drawn(one, found, names_of(catalogue, [one], lang), lang)
    return printed.html(made) + listed.html(found, lang), found


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("number", [0, 1])
def test_a_finding_leads_to_its_place_and_back(
    examined: list[Examined], catalogue: Catalogue, number: int, lang: Lang
) -> None:
    html, found = drawn(examined[number], catalogue, lang)
    page_ = Links(html)
    assert found
    assert len(page_.ids) == len(set(page_.ids))
    inner = [href[1:] for _, href in page_.links if href.startswith("#")]
    assert set(inner) <= set(page_.ids)
    for one in found:
        assert (one.id, f"#{one.place}") in page_.links
        if one.place != "tabel":
            assert f"#{one.id}" in [href for _, href in page_.links]


def test_a_cell_is_marked_by_sign_and_rule_not_by_colour_alone(
    examined: list[Examined], catalogue: Catalogue
) -> None:
    html, found = drawn(examined[0], catalogue, "id")
    cells = {one.finding.cell: one for one in found}
    for cell in ("B10", "D13"):
        one = cells[cell]
        sign = explained.SIGNS[one.finding.severity]
        assert re.search(rf'class="n {one.finding.severity}">.*?id="sel-{cell}".*?{sign} '
                         rf"{one.finding.rule}</a>", html)  # fmt: skip
    assert "2,620.24" in html
    assert ">kosong<" in html
    assert len(set(explained.SIGNS.values())) == 3


def test_the_table_says_what_it_was_taken_for(
    examined: list[Examined], catalogue: Catalogue
) -> None:
    html, _ = drawn(examined[0], catalogue, "en")
    assert "Population, Male, 2023" in html
    assert "1275020" in html
    assert "Male" in html
    assert '<th scope="colgroup" colspan="3">' in html


def test_nothing_a_file_says_is_markup(examined: list[Examined], catalogue: Catalogue) -> None:
    for one in examined:
        for lang in LANGS:
            html, _ = drawn(one, catalogue, lang)
            assert "<b>Selayan" not in html
            assert "<i>baru" not in html
    assert "&lt;b&gt;Selayan" in drawn(examined[0], catalogue, "id")[0]


@pytest.mark.parametrize(
    ("cell", "at"),
    [("C12", (12, 3)), ("AA7", (7, 27)), ("", (0, 0)), ("A0x", (0, 0)), ("7", (0, 0))],
)
def test_an_address_is_a_row_and_a_column(cell: str, at: tuple[int, int]) -> None:
    assert spot(cell) == at


def long_table(lines: int) -> Table:
    made = tuple(Line(row, f"Baris {row}") for row in range(5, 5 + lines))
    cells = {(line.row, 2): Cell(line.row, 2, "1", None) for line in made}
    return Table("x.csv", "", "publikasi", heads=(Head(2, ("Nilai",)),), lines=made, cells=cells)


def at(cell: str) -> Finding:
    return Finding("K12", "P", "salah", "wrong", "perbaiki", "mend", cell=cell)


def test_a_long_table_shows_what_was_found_and_counts_the_rest() -> None:
    table = long_table(1000)
    found = placed(Examined(table, None, None, (at("B500"),)))
    shown = window(table.lines, found)
    rows = [x.row for x in shown if isinstance(x, Line)]
    assert len(rows) == 2 * EDGE + 3
    assert {499, 500, 501} <= set(rows)
    assert sum(x if isinstance(x, int) else 1 for x in shown) == 1000
    assert window(long_table(20).lines, []) == list(long_table(20).lines)


def test_findings_as_data_are_those_of_the_table(examined: list[Examined]) -> None:
    said = json.loads(take.findings_json(examined, [at("A1")]))
    assert [t["table_no"] for t in said["tables"]] == ["3.1.2", "9.9.9"]
    assert {f["code"] for f in said["tables"][0]["findings"]} == {
        f.code for f in examined[0].findings
    }
    assert said["tables"][1]["mapping"] is None
    assert len(said["files"]) == 1


def test_a_sheet_of_a_check_names_tables_as_drafts_do(
    examined: list[Examined], internal: pytest.MonkeyPatch
) -> None:
    made = take.sheet_of(examined, "2024", "abc")
    draft = drafts.draft_of(examined[0], "2024", b"", "Sari", "walidata")
    assert [table.table_id for table in made.tables] == [draft.name, ""]
    assert [f.code for f in made.tables[0].findings] == [f.code for f in draft.findings]


# ---- nothing that is dropped stays


def dropped(tmp_path: Path) -> tuple[str, bytes, str]:
    path = write_xlsx(tmp_path / "cacat.xlsx", [defective()])
    return path.name, path.read_bytes(), "application/octet-stream"


def test_a_dropped_file_is_checked_and_a_refused_one_loses_nothing(
    internal: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    test = page("check", edisi="2024")
    broken = ("rusak.xlsx", b"PK\x03\x04 tidak utuh", "application/octet-stream")
    test.file_uploader[0].set_value([dropped(tmp_path), broken]).run()
    html = html_of(test)
    assert not test.exception
    assert "rusak.xlsx" in html
    assert 'id="sel-D13"' in html
    assert "atlas-refused" in html
    names = {b.proto.label for b in test.get("download_button")}
    assert {"Lembar evaluasi (XLSX)", "Lembar evaluasi (PDF)", "Temuan (JSON)"} <= names


def test_what_was_dropped_is_gone_with_the_page(
    internal: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = set(settings().state.rglob("*"))
    test = page("check", edisi="2024")
    test.file_uploader[0].set_value([dropped(tmp_path)]).run()
    kept = test.session_state[KEY]
    assert kept.readings
    assert kept.examined
    assert set(settings().state.rglob("*")) == before
    test._page_hash = calc_hash(frame.INTERNAL["quality"][1])
    test.run()
    assert KEY not in test.session_state
    assert (kept.readings, kept.examined, kept.refused, kept.of) == ({}, (), (), ())


def test_what_was_dropped_is_gone_when_the_visitor_is(monkeypatch: pytest.MonkeyPatch) -> None:
    there, removed = threading.Event(), []

    class Server:
        def is_active_session(self, session: str) -> bool:
            return not there.is_set()

    class Uploads:
        def remove_session_files(self, session: str) -> None:
            removed.append(session)

    @dataclasses.dataclass
    class Visit:
        session_id: str = "abc"
        uploaded_file_mgr: Uploads = dataclasses.field(default_factory=Uploads)

    monkeypatch.setattr(desk, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(desk, "get_script_run_ctx", Visit)
    monkeypatch.setattr(desk.st.runtime, "exists", lambda: True)
    monkeypatch.setattr(desk.st.runtime, "get_instance", Server)
    kept = Desk("periksa", {"a": object()}, of=("2024", "a"))  # type: ignore[dict-item]
    watch = desk._watcher(kept)
    assert watch
    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    time.sleep(0.05)
    assert kept.readings
    there.set()
    thread.join(2)
    assert not kept.readings
    assert removed == ["abc"]


@pytest.mark.slow
def test_uploads_of_the_internal_mode_stay_in_memory() -> None:
    code = (
        "import app; from starlette.formparsers import MultiPartParser as M; "
        "from streamlit import config; print(M.spool_max_size, config.get_option('server.maxUploadSize'))"
    )
    for mode, spooled, limit in (("internal", (LIMIT_MB + 2) << 20, LIMIT_MB + 1), ("publik", 1 << 20, 1)):  # fmt: skip
        said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True,
                              env={"ATLAS_MODE": mode, "PATH": "/usr/bin"}, check=True)  # fmt: skip
        assert said.stdout.split()[-2:] == [str(spooled), str(limit)]


# ---- publishing


@pytest.fixture
def shelf(internal: pytest.MonkeyPatch, examined: list[Examined]) -> Draft:
    """The defective table as a draft in the state folder of this test."""
    return drafts.add(
        settings().state, drafts.draft_of(examined[0], "2024", b"x", "Sari", "walidata")
    )


def test_importing_keeps_known_tables_and_says_why_not_the_others(
    internal: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    unknown = replace(population(), number="9.9.9")
    path = write_xlsx(tmp_path / "dua.xlsx", [defective(), unknown])
    test = page("publish", bagian="impor", edisi="2024")
    test.file_uploader[0].set_value([(path.name, path.read_bytes(), "")]).run()
    test.button(key="import").click().run()
    assert "Tulis nama Anda" in test.error[0].value
    assert drafts.drafts(settings().state) == []
    test.text_input(key="person_name").set_value("Sari").run()
    test.button(key="import").click().run()
    assert not test.exception
    (kept,) = drafts.drafts(settings().state)
    assert (kept.name, kept.status, kept.log[0].who) == ("2024-3.1.2", "draf", "Sari")
    assert "tabel 9.9.9 tidak dikenal" in html_of(test)
    test.run()
    assert test.button(key="import").disabled


def test_a_finding_is_decided_in_the_form(shelf: Draft) -> None:
    test = page("publish", bagian="tabel", tabel=shelf.name)
    test.text_input(key="person_name").set_value("Sari").run()
    turn = f"{shelf.name}_0"
    test.text_input(key=f"value_{turn}").set_value("1.234")
    submit = next(b for b in test.button if b.label == "Simpan keputusan")
    submit.click().run()
    assert "tidak dapat dibaca dengan satu cara" in test.error[0].value
    test.text_input(key=f"value_{turn}").set_value("11548")
    next(b for b in test.button if b.label == "Simpan keputusan").click().run()
    found = drafts.find(settings().state, shelf.name)
    assert found
    (made,) = found.decisions
    assert (made.decision, made.value, made.person) == ("dikoreksi", 11548.0, "Sari")
    assert len(found.open) == len(shelf.open) - 1


def decide_all(draft: Draft) -> Draft:
    """Accept what is open, and what is found anew when the table is checked again."""
    while draft.open:
        made = [Decision(f.code, "diterima", note="uji", role="kepala") for f in draft.open]
        draft = drafts.decide(settings().state, draft.name, made, "Sari", "walidata")
    return draft


def test_a_step_is_refused_in_words_and_taken_by_its_role(shelf: Draft) -> None:
    name = shelf.name
    test = page("publish", bagian="tabel", tabel=name)
    test.text_input(key="person_name").set_value("Sari").run()
    test.button(key=f"step_{name}_diperiksa").click().run()
    assert "tanpa keputusan" in test.error[0].value
    decide_all(shelf)
    test.run()
    test.button(key=f"step_{name}_disetujui_walidata").click().run()
    test.button(key=f"step_{name}_disahkan").click().run()
    assert "Langkah ini untuk pembina" in test.error[0].value
    test.selectbox(key="person_role").set_value("pembina").run()
    test.button(key=f"step_{name}_disahkan").click().run()
    found = drafts.find(settings().state, name)
    assert found
    assert found.status == "disahkan"
    assert [e.role for e in found.log][-2:] == ["walidata", "pembina"]


def filled(draft: Draft, **cells: str | float) -> bytes:
    """The evaluation sheet of a table with its first error answered, as an office would."""
    (made,) = meeting.sheets([draft], draft.edition, "abc", datetime.date.today())
    book = openpyxl.load_workbook(io.BytesIO(sheet.workbook(made, "id")))
    page_ = book["Temuan"]
    rows = list(page_.iter_rows())
    head = next(r for r in rows if any(c.value == "Kode temuan" for c in r))
    columns = {str(c.value): c.column for c in head}
    code = draft.open_errors[0].code
    place = next(r[0].row for r in rows if any(c.value == code for c in r))
    for name, value in cells.items():
        page_.cell(place, columns[t(f"evaluation.col_{name}", "id")]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_filled_sheet_is_carried_out_whole_or_not_at_all(shelf: Draft) -> None:
    today = datetime.date.today().isoformat()
    said = {"decision": "Diterima", "note": "memang begitu", "role": "Kepala Bidang",
            "person": "Rina", "date": today}  # fmt: skip
    test = page("publish", bagian="rapat")
    test.text_input(key="person_name").set_value("Sari").run()
    drop = test.file_uploader(key="publish_filled")
    drop.set_value([("isi.xlsx", filled(shelf, **{**said, "decision": "Entahlah"}), "")]).run()
    assert "tidak dipahami" in html_of(test)
    assert "Entahlah" in html_of(test)
    assert not [b for b in test.button if b.key == "apply"]
    drop = test.file_uploader(key="publish_filled")
    drop.set_value([("isi.xlsx", filled(shelf, **said), "")]).run()
    test.button(key="apply").click().run()
    assert not test.exception
    found = drafts.find(settings().state, shelf.name)
    assert found
    (made,) = found.decisions
    assert (made.code, made.decision, made.person) == (
        shelf.open_errors[0].code,
        "diterima",
        "Rina",
    )
    assert "masih terbuka" in test.success[0].value


@pytest.mark.parametrize(
    ("text", "number"), [("12345", 12345.0), ("12,5", 12.5), ("-3", -3.0), ("1.234.567", 1234567.0)]
)
def test_a_value_is_read_in_one_way(text: str, number: float) -> None:
    assert decide.number(text) == number


@pytest.mark.parametrize("text", ["1.234", "dua belas", "...", "12r", "5%", ""])
def test_a_value_that_says_two_things_is_refused(text: str) -> None:
    with pytest.raises(AtlasError):
        decide.number(text)


def test_nobody_acts_without_a_name_or_in_another_role() -> None:
    with pytest.raises(AtlasError):
        person.named(Person(" ".strip()))
    with pytest.raises(AtlasError):
        person.acting_as(SARI, "pembina")
    assert person.acting_as(SARI, "walidata") == SARI


def test_only_steps_of_people_are_offered() -> None:
    assert set(steps.ROLE) < set(drafts.STATUSES)
    assert set(steps.BY_ITSELF) == {"rilis", "direvisi"}


def test_the_log_joins_tables_and_releases_newest_first(tmp_path: Path) -> None:
    assert journal.read(tmp_path) == []
    journal.write(tmp_path, SARI, "rilis abc")
    journal.write(tmp_path, SARI, "kembali abc -> def")
    (tmp_path / "tables" / journal.NAME).open("a").write("rusak\n")
    found = journal.everything(tmp_path, [])
    assert [n.entry.what for n in found] == ["kembali abc -> def", "rilis abc"]
    assert {n.entry.who for n in found} == {"Sari"}
    assert drafts.drafts(tmp_path) == []


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("import a.xlsx", "imported a.xlsx"),
        ("diperiksa -> disetujui_walidata", "from checked to approved by the data steward"),
        ("diterima 0a1b2c3d", "Accepted: finding 0a1b2c3d"),
        ("rilis abc", "published in release abc"),
        ("gagal", "could not be built"),
        ("gagal <b>", "gagal <b>"),
        ("lain sekali", "lain sekali"),
    ],
)
def test_a_line_of_the_log_is_said_in_a_language(what: str, words: str) -> None:
    assert words in logged.worded(what, "en")


Say = Callable[[str], list[str]]


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Builds that only run the Python they are given."""
    monkeypatch.setattr(building, "_last", [])
    run = subprocess.Popen

    def say(code: str) -> list[str]:
        started: list[str] = []

        def popen(command: Sequence[str], **options: Any) -> Any:
            started.extend(command)
            return run([sys.executable, "-c", code], **options)

        monkeypatch.setattr(building.subprocess, "Popen", popen)
        return started

    return say


def ended(made: Building) -> Building:
    for _ in range(500):
        if not made.running:
            return made
        time.sleep(0.01)
    raise AssertionError("still running")


def test_a_build_runs_beside_and_its_end_is_logged(built: Say, tmp_path: Path) -> None:
    command = built("import time; print('release abc: 3'); time.sleep(.3); print('published abc')")
    made = building.start(tmp_path, SARI, "id")
    assert command[1:] == ["-m", "atlas", "--lang", "id", "build", "--publish", "--if-changed",
                           "--state", str(tmp_path)]  # fmt: skip
    with pytest.raises(AtlasError) as caught:
        building.start(tmp_path, SARI, "id")
    assert "Sari" in caught.value.text("en")
    assert ended(made).published == "abc"
    (noted,) = journal.read(tmp_path)
    assert (noted.who, noted.role, noted.what) == ("Sari", "walidata", "rilis abc")


def test_a_build_that_fails_says_why_and_is_logged(built: Say, tmp_path: Path) -> None:
    built("import sys; print('K03 salah', file=sys.stderr); sys.exit(1)")
    made = ended(building.start(tmp_path, SARI, "id"))
    assert (made.code, made.published, made.lines) == (1, "", ["K03 salah"])
    assert [e.what for e in journal.read(tmp_path)] == ["gagal"]


def test_a_build_without_anything_new_says_so(built: Say, tmp_path: Path) -> None:
    built("print('release abc: unchanged')")
    made = ended(building.start(tmp_path, SARI, "id"))
    assert made.unchanged
    assert [e.what for e in journal.read(tmp_path)] == ["tetap"]


def test_publishing_asks_twice_and_shows_what_stays_out(
    shelf: Draft, built: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    built("print('published abc')")
    test = page("publish", bagian="rilis")
    assert "Belum ikut: 1 tabel" in html_of(test)
    assert "galat terbuka" in html_of(test)
    test.button(key="publish").click().run()
    test.button(key="publish_yes").click().run()
    assert "Tulis nama Anda" in test.error[0].value
    assert building.last() is None
    test.text_input(key="person_name").set_value("Sari").run()
    test.button(key="publish").click().run()
    test.button(key="publish_no").click().run()
    assert building.last() is None
    test.button(key="publish").click().run()
    test.button(key="publish_yes").click().run()
    last = building.last()
    assert last
    assert ended(last).who.name == "Sari"


def test_open_errors_in_what_would_go_in_are_shown_instead_of_a_button(shelf: Draft) -> None:
    drafts.keep(settings().state, replace(shelf, status="disahkan"))
    test = page("publish", bagian="rilis")
    assert "galat terbuka pada tabel yang akan ikut" in test.error[0].value
    assert not [b for b in test.button if b.key == "publish"]
    assert all(f.cell in html_of(test) for f in shelf.open_errors)


def test_tables_of_an_edition_count_in_quality(shelf: Draft) -> None:
    html = html_of(page("quality", bagian="waktu"))
    late = quality.arrivals([shelf])[0].late
    assert f"{late} hari" in html
    found = html_of(page("quality", bagian="temuan", asal="draf"))
    assert f"membawa {len(shelf.findings)} temuan" in found
    assert "Kemajuan baru tampak" in html_of(
        page("quality", bagian="pembinaan", produsen=shelf.office)
    )


def test_a_broken_draft_is_said_and_the_page_stays(shelf: Draft) -> None:
    (settings().state / "tables" / "2024-3.1.2.json").write_text("{")
    for key in ("quality", "publish"):
        test = page(key, bagian="waktu" if key == "quality" else "tabel")
        assert "rusak" in test.error[0].value
        assert test.title
    assert releasing.ROLE in person.ROLES
