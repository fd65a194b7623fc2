"""The internal pages in a real browser: a defective file dropped, its cells found by keyboard alone,
the evaluation sheet taken along, nothing kept; and how the pages look."""

from __future__ import annotations

import io
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from conftest import Contexts, Visit
from official import population, with_cell, with_label, write_xlsx
from playwright.sync_api import Browser, Page, expect
from servers import free_port, serve
from test_every_page import FOCUS, LOOKS, WIDTHS, foreign, violations

from atlas.model import Lang

Visitor = Callable[..., Visit]
WORDS = {
    "id": {"sheet": "Lembar evaluasi (XLSX)", "findings": "Temuan", "code": "Kode temuan",
           "cell": "Sel", "choose": "Pilih berkas", "blank": "kosong", "quality": "Kualitas data"},
    "en": {"sheet": "Evaluation sheet (XLSX)", "findings": "Findings", "code": "Finding code",
           "cell": "Cell", "choose": "Choose files", "blank": "empty", "quality": "Data quality"},
}  # fmt: skip


@pytest.fixture(scope="module")
def internal(
    browser: Browser, state: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Contexts]:
    """A server in the internal mode; the release is that of the tests, the state its own."""
    own = tmp_path_factory.mktemp("internal")
    for name in ("releases", "current", "history"):
        (own / name).symlink_to(state / name)
    log = own / "server.log"
    port = free_port()
    process = serve(own, port, log, ATLAS_MODE="internal")
    yield Contexts(browser, f"http://127.0.0.1:{port}")
    process.terminate()
    process.wait(10)
    assert "Traceback" not in log.read_text(), log.read_text()


@pytest.fixture
def visit(internal: Contexts) -> Iterator[Visitor]:
    pages: list[Page] = []

    def start(width: int = 1440, dark: bool = False) -> Visit:
        page = internal[dark].new_page()
        page.set_viewport_size({"width": width, "height": 900})
        pages.append(page)
        return Visit(page, internal.base)

    yield start
    for page in pages:
        page.close()
    assert internal.strangers == []


@pytest.fixture(scope="module")
def defective(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Table 3.1.2 with a total that is off at D13, a decimal at B10, a blank at C8, a name at A15."""
    table = replace(population(), number="3.1.2", style="cell")
    for line, column, value in ((4, 0, "2,620.24"), (7, 2, 99_999), (2, 1, None)):
        table = with_cell(table, line, column, value)
    table = with_label(table, 9, "10. Medan Selayan")
    return write_xlsx(tmp_path_factory.mktemp("dropped") / "cacat.xlsx", [table])


def address(path: str, lang: str) -> str:
    return path if lang == "id" else f"{path}{'&' if '?' in path else '?'}lang=en"


def drop(there: Visit, lang: Lang, *files: Path) -> Page:
    """The page with files on it, drawn."""
    page = there.open(address("/periksa?edisi=2024", lang))
    page.locator("input[type=file]").set_input_files([str(f) for f in files])
    page.wait_for_selector(".atlas-found, .atlas-refused", timeout=30_000)
    there.ready()
    return page


def focused(page: Page) -> str:
    """Id of what has the focus; "" when it is not wholly on the screen."""
    return str(page.evaluate("""() => {
        const e = document.activeElement, r = e.getBoundingClientRect();
        return r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth ? e.id : "";
    }"""))  # fmt: skip


def go(page: Page, place: str) -> None:
    """Press Enter on the link that has the focus; the focus follows."""
    page.keyboard.press("Enter")
    page.wait_for_function("id => document.activeElement.id === id", arg=place)
    assert focused(page) == place
    assert page.evaluate("document.querySelector(':target')?.id") == place


@pytest.mark.parametrize("lang", ["id", pytest.param("en", marks=pytest.mark.slow)])
def test_a_defect_is_marked_followed_by_keyboard_and_taken_along(
    visit: Visitor, defective: Path, lang: Lang
) -> None:
    words = WORDS[lang]
    page = drop(visit(), lang, defective)
    cell = page.locator("td", has=page.locator("#sel-D13"))
    expect(cell).to_contain_text("99.999")
    expect(cell).to_contain_text("■ K04")
    expect(cell).to_have_class("n G")
    expect(page.locator("td", has=page.locator("#sel-C8"))).to_contain_text(words["blank"])
    item = page.locator(".atlas-found li", has_text="K04").first
    finding = item.locator(".at a")
    name = finding.get_attribute("id") or ""
    finding.focus()
    go(page, "sel-D13")
    go(page, name)
    page.keyboard.press("Tab")
    rule = page.evaluate("document.activeElement.getAttribute('href')")
    assert rule == address("/data?bagian=pemeriksaan&aturan=K04", lang)
    page.get_by_role("button", name=words["sheet"]).focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    sheet = book[words["findings"]]
    rows = [[str(c.value or "") for c in row] for row in sheet.iter_rows()]
    head = next(r for r in rows if words["code"] in r)
    cells = {r[head.index(words["cell"])].split("!")[-1] for r in rows[rows.index(head) + 1 :]}
    assert {"B10", "C8", "D13", "A15"} <= cells
    assert sheet.protection.sheet


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_file_is_chosen_and_read_without_a_mouse(
    visit: Visitor, defective: Path, lang: Lang
) -> None:
    there = visit()
    page = there.open(address("/periksa", lang))
    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus is None or focus["seen"], focus
        if page.evaluate("document.activeElement.closest('[data-testid=stFileUploader]') !== null"):
            break
    said = page.evaluate("getComputedStyle(document.activeElement.querySelector('p'), '::after').content")  # fmt: skip
    assert said == f'"{WORDS[lang]["choose"]}"'
    with page.expect_file_chooser() as chooser:
        page.wait_for_timeout(500)
        page.keyboard.press("Enter")
    chooser.value.set_files(str(defective))
    page.wait_for_selector(".atlas-found", timeout=30_000)
    there.ready()
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id"))
    assert {"sel-B10", "sel-D13", "sel-C8", "baris-15", "temuan-1"} <= reached


@pytest.mark.slow
def test_the_sheet_on_paper_and_the_findings_as_data_are_taken_along(
    visit: Visitor, defective: Path
) -> None:
    page = drop(visit(), "id", defective)
    for name, begins in (("Lembar evaluasi (PDF)", b"%PDF"), ("Temuan (JSON)", b"{")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert Path(download.value.path()).read_bytes().startswith(begins)


@pytest.mark.slow
def test_every_link_between_table_and_list_arrives(visit: Visitor, defective: Path) -> None:
    page = drop(visit(), "id", defective)
    links = page.locator(".atlas-sheet a[href^='#']")
    for i in range(links.count()):
        target = (links.nth(i).get_attribute("href") or "")[1:]
        links.nth(i).focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.querySelector(':target')?.id") == target


@pytest.mark.slow
def test_a_refused_file_says_why_and_the_others_stay(
    visit: Visitor, defective: Path, tmp_path: Path
) -> None:
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\x03\x04 tidak utuh")
    page = drop(visit(), "id", defective, tmp_path / "rusak.xlsx")
    expect(page.locator(".atlas-refused")).to_contain_text("rusak.xlsx")
    expect(page.locator("#sel-D13")).to_be_visible()
    assert "Traceback" not in page.content()


@pytest.mark.slow
def test_what_was_dropped_is_gone_after_another_page(visit: Visitor, defective: Path) -> None:
    there = visit()
    page = drop(there, "id", defective)
    page.get_by_role("link", name=WORDS["id"]["quality"]).click()
    page.wait_for_selector("h2:has-text('Kelengkapan')")
    there.ready()
    page.get_by_role("link", name="Periksa tabel").click()
    page.wait_for_selector(".atlas-kept")
    there.ready()
    assert page.locator(".atlas-found").count() == 0
    assert page.locator("[data-testid=stFileUploaderFile]").count() == 0


@pytest.mark.slow
def test_a_large_file_is_read_beside_other_visitors(
    visit: Visitor, internal: Contexts, tmp_path: Path
) -> None:
    """20 MB, refused or read: meanwhile the server answers others, all of them."""
    lines = "Kecamatan;Nilai\r\n" + "Medan Tuntungan;1.234\r\n" * 850_000
    (tmp_path / "besar.csv").write_text(lines[: 20 * 1024 * 1024 - 100])
    there = visit()
    page = there.open("/periksa")
    page.locator("input[type=file]").set_input_files(str(tmp_path / "besar.csv"))
    slowest = 0.0
    for _ in range(40):
        start = time.perf_counter()
        with urllib.request.urlopen(f"{internal.base}/healthz", timeout=10) as answer:
            assert answer.status == 200
        slowest = max(slowest, time.perf_counter() - start)
        time.sleep(0.05)
    page.wait_for_selector(".atlas-found, .atlas-refused", timeout=60_000)
    print(f"the slowest of 40 answers beside a 20 MB file took {slowest:.3f} s")


@pytest.mark.slow
def test_a_file_over_the_limit_is_refused_by_the_widget(visit: Visitor, tmp_path: Path) -> None:
    (tmp_path / "raksasa.csv").write_bytes(b"a;b\r\n" * (21 * 1024 * 1024 // 5))
    page = visit().open("/periksa")
    page.locator("input[type=file]").set_input_files(str(tmp_path / "raksasa.csv"))
    chip = page.locator("[data-testid=stFileChip]")
    expect(chip).to_have_attribute("aria-invalid", "true")
    said = "getComputedStyle(document.querySelector('[data-testid=stFileUploader]'), '::after').content"
    assert "20 MB" in page.evaluate(said)
    page.wait_for_timeout(1500)
    assert page.locator(".atlas-found").count() == 0


PAGES = {
    "periksa": "/periksa",
    "kelengkapan": "/kualitas?level=kecamatan&kelompok=BPS",
    "temuan": "/kualitas?bagian=temuan",
    "waktu": "/kualitas?bagian=waktu",
    "revisi": "/kualitas?bagian=revisi",
    "epss": "/kualitas?bagian=epss",
    "pembinaan": "/kualitas?bagian=pembinaan",
    "impor": "/terbitkan",
    "tabel": "/terbitkan?bagian=tabel",
    "rapat": "/terbitkan?bagian=rapat",
    "rilis": "/terbitkan?bagian=rilis",
    "catatan": "/terbitkan?bagian=catatan",
}
LOOKED_AT = [(name, lang, dark) for i, name in enumerate(PAGES) for lang in ("id", "en")
             for dark in (bool(i % 2) == (lang == "id"),)]  # fmt: skip


def whole(page: Page, lang: str) -> None:
    """Nothing cut, overlapping, empty, untranslated, or beyond the screen; no axe violation."""
    assert violations(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(500)
        found = page.evaluate(LOOKS)
        for fault in ("overlaps", "wide", "cut", "empty"):
            assert found[fault] == [], f"{width}: {fault}"
        assert found["page"] <= 0, f"{width}: the page scrolls sideways"
        assert foreign(found["text"], lang) == [], width


@pytest.mark.slow
@pytest.mark.parametrize(("name", "lang", "dark"), LOOKED_AT)
def test_an_internal_page_is_whole_translated_and_accessible(
    visit: Visitor, name: str, lang: str, dark: bool
) -> None:
    there = visit(dark=dark)
    page = there.open(address(PAGES[name], lang))
    page.wait_for_timeout(600)
    whole(page, lang)


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "dark"), [("id", False), ("en", True)])
def test_a_checked_table_is_whole_and_accessible(
    visit: Visitor, defective: Path, lang: Lang, dark: bool
) -> None:
    page = drop(visit(dark=dark), lang, defective)
    page.wait_for_timeout(600)
    assert violations(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(500)
        found = page.evaluate(LOOKS)
        found["cut"] = [text for text in found["cut"] if text != "add icon"]  # of Streamlit's own
        for fault in ("overlaps", "wide", "cut", "empty"):
            assert found[fault] == [], f"{width}: {fault}"
        assert found["page"] <= 0, width
