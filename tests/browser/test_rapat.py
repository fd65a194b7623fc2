"""The page Rapat: six views gathered by hand, put in order, presented by keyboard, taken elsewhere."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Visit, Visitor
from playwright.sync_api import Locator, Page, expect
from test_every_page import FOCUS, LOOKS, WIDTHS, foreign, violations

from atlas.deck import Deck, Slide, decode, encode
from atlas.deck.model import MOST

SLIDES = (
    Slide("map", "jumlah_tps", {"level": "kecamatan"}),
    Slide("bar", "tpt", {"level": "kabkota"}),
    Slide("line", "ipm", {"level": "kota"}, note="Sebut serinya."),
)
VIEWS = (
    "/indikator?indikator=kepadatan_baku&tab=tabel",
    "/indikator?indikator=tpt&level=kota&tab=grafik",
    "/indikator?indikator=jumlah_tps&level=kecamatan&tab=grafik",
    "/sematkan?indikator=tpt&bentuk=strip&level=kabkota",
    "/sematkan?indikator=ipm&bentuk=card&level=kota",
    "/",
)
"""Pages whose button adds one view each; the first by keyboard."""


def code_of(url: str) -> str:
    return parse_qs(urlsplit(url).query).get("d", [""])[0]


def add(page: Page, place: int = 0) -> Locator:
    return page.get_by_role("button", name="Tambah ke paparan").nth(place)


def rows(page: Page) -> Locator:
    return page.locator("li[data-at]")


def headings(page: Page) -> list[str]:
    return rows(page).locator("h3").all_inner_texts()


def views(page: Page) -> list[str]:
    return [str(x) for x in rows(page).locator("[data-view]").evaluate_all("x => x.map((e) => e.dataset.view)")]  # fmt: skip


def settled(page: Page, before: str) -> None:
    """Wait until the address names another deck and the page is drawn."""
    page.wait_for_function("(u) => location.href !== u", arg=before)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_timeout(150)


def opened(visitor: Visit, deck: Deck, more: str = "") -> Page:
    page = visitor.open(f"/rapat?d={encode(deck)}{more}")
    expect(rows(page)).to_have_count(len(deck.slides))
    return page


def gathered(visitor: Visit, paths: Sequence[str]) -> Page:
    """Views added from their pages by their button; then the page Rapat by its link."""
    for place, path in enumerate(paths):
        page = visitor.open(path)
        button = add(page)
        button.wait_for()
        if place == 0:
            button.focus()
            page.keyboard.press("Enter")
        else:
            button.click()
        expect(page.locator("p[role=status]", has_text="paparan kini")).to_contain_text(
            f"paparan kini {place + 1} salindia"
        )
    page.get_by_role("link", name="Buka paparan").click()
    visitor.ready()
    expect(rows(page)).to_have_count(len(paths))
    return page


@pytest.mark.parametrize(
    "paths", [(VIEWS[0], VIEWS[3], VIEWS[5]), pytest.param(VIEWS, marks=pytest.mark.slow)], ids=len
)
def test_views_gathered_by_hand_are_one_deck_everywhere(
    visit: Visitor, tmp_path: Path, paths: Sequence[str]
) -> None:
    """Must show 4: gathered, put in order, presented by keyboard alone, reopened by another profile
    and from its file, exported three ways; the digests of the views are equal in all."""
    visitor = visit(stranger=True)
    page = gathered(visitor, paths)
    first = headings(page)
    digests = views(page)

    url = page.url
    up = rows(page).nth(2).get_by_role("button", name="Naikkan")
    up.focus()
    page.keyboard.press("Enter")
    settled(page, url)
    expect(rows(page).nth(1).get_by_role("button", name="Naikkan")).to_be_focused()
    digests[1:3] = digests[2], digests[1]
    assert views(page) == digests

    url = page.url
    rows(page).nth(0).get_by_label("Judul pengganti kalimat").fill("Padat di tengah kota")
    page.keyboard.press("Tab")
    page.keyboard.type("Tingkat bukti C: sebutkan.")
    page.keyboard.press("Tab")
    settled(page, url)
    for _ in range(100):  # title and note may reach the address one after the other
        if decode(code_of(page.url)).deck.slides[0].note.endswith("sebutkan."):
            break
        page.wait_for_timeout(100)
    expect(rows(page).nth(0).locator("h3")).to_have_text("Padat di tengah kota")
    assert views(page) == digests
    deck = decode(code_of(page.url)).deck
    assert deck.slides[0].note == "Tingkat bukti C: sebutkan."
    expected = ["Padat di tengah kota", first[2], first[1], *first[3:]]
    assert headings(page) == expected

    present(visitor, page, expected, digests)
    exported(page, digests, tmp_path)
    elsewhere(visitor, page, expected, digests, visit, tmp_path / "paparan.json")


def present(visitor: Visit, page: Page, expected: list[str], digests: list[str]) -> None:
    """By keyboard alone: arrows, a number, a dark screen."""
    link = page.get_by_role("link", name="Presentasikan")
    link.focus()
    with page.context.expect_page() as new:
        page.keyboard.press("Enter")
    deck = new.value
    deck.wait_for_selector(".slide.now", state="attached")
    now = "(() => { const s = document.querySelector('.slide.now'); return [s.dataset.view, s.querySelector('h2').textContent]; })()"
    seen = []
    for _ in expected:
        deck.keyboard.press("ArrowRight")
        seen.append(deck.evaluate(now))
    assert seen == [[d, h] for d, h in zip(digests, expected, strict=True)]
    deck.keyboard.type("2")
    deck.keyboard.press("Enter")
    assert deck.evaluate(now) == [digests[1], expected[1]]
    deck.keyboard.press("b")
    assert deck.evaluate("document.elementFromPoint(500, 400).className") == "blank"
    deck.keyboard.press("b")
    deck.close()


def exported(page: Page, digests: list[str], folder: Path) -> None:
    """One HTML file, a PPTX, a deck file: each holds the views of the page."""
    from pptx import Presentation

    with page.expect_download() as html:
        page.get_by_role("link", name="Unduh paparan (HTML)").click()
    document = Path(html.value.path()).read_text(encoding="utf-8")
    found = [
        d for d in re.findall(r'<section class="slide[^>]*data-view="([0-9a-f]*)"', document) if d
    ]
    assert found == digests
    path = page.get_by_role("link", name="Unduh paparan (HTML)").get_attribute("href") or ""
    for where in (path, path.replace("/unduh", "", 1), path.replace("/unduh", "/unduh.pptx", 1)):
        answer = page.request.get(
            urlsplit(page.url)._replace(path="", query="", fragment="").geturl() + where
        )
        assert answer.headers["x-view"] == ",".join(digests), where
    with page.expect_download() as pptx:
        page.get_by_role("link", name="PPTX").click()
    slides = Presentation(io.BytesIO(Path(pptx.value.path()).read_bytes())).slides
    told = [
        " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame) for slide in slides
    ]
    assert [d for d in digests if any(d in text for text in told)] == digests
    with page.expect_download() as saved:
        page.get_by_role("button", name="Simpan berkas paparan").click()
    saved.value.save_as(folder / "paparan.json")
    assert len(json.loads((folder / "paparan.json").read_text(encoding="utf-8"))["slides"]) == len(
        digests
    )


def elsewhere(
    visitor: Visit, page: Page, expected: list[str], digests: list[str], visit: Visitor, file: Path
) -> None:
    """Another profile: from the address, and from the file, the same."""
    other = visit(stranger=True)
    there = other.open(page.url.removeprefix(visitor.base))
    expect(rows(there)).to_have_count(len(digests))
    assert headings(there) == expected
    assert views(there) == digests
    other.open("/rapat")
    there.get_by_text("Buka berkas paparan").click()
    there.locator("input[type=file]").set_input_files(file)
    expect(rows(there)).to_have_count(len(digests), timeout=15_000)
    assert code_of(there.url) == code_of(page.url)
    assert views(there) == digests


def test_a_deck_file_comes_back_and_its_faults_are_told(visit: Visitor, tmp_path: Path) -> None:
    from atlas.deck.file import written

    visitor = visit(stranger=True)
    page = visitor.open("/rapat")
    page.get_by_text("Buka berkas paparan").click()
    content = json.loads(written(Deck(SLIDES, "Rapat uji")))
    content["slides"][1]["kind"] = "kue"
    file = tmp_path / "paparan.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(file)
    expect(rows(page)).to_have_count(2, timeout=15_000)
    expect(page.locator(".atlas-empty")).to_have_count(2)
    expect(page.locator(".atlas-empty").nth(0)).to_contain_text("Berkas dibuka: 2 salindia.")
    expect(page.locator(".atlas-empty").nth(1)).to_contain_text(
        "Salindia 2 di berkas berbentuk “kue”"
    )
    assert decode(code_of(page.url)).deck == Deck((SLIDES[0], SLIDES[2]), "Rapat uji")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/indikator?indikator=kepadatan_baku&area=1275040", ["map"]),
        ("/indikator?indikator=tpt&level=kabkota&tab=grafik", ["bar", "line"]),
        ("/indikator?indikator=siswa_per_guru_mi&dim=status%3Dswasta&tab=tabel", ["table"]),
        ("/kota?indikator=ipm&area=1212", ["map", "line", "table"]),
        ("/kecamatan?area=1275040", ["map", "map", "map"]),
        ("/sematkan?indikator=tpt&bentuk=strip&level=kabkota", ["strip"]),
        ("/", ["map"]),
    ],
)
def test_every_view_has_a_button_that_adds_it_as_it_is_on_the_page(
    visit: Visitor, path: str, kinds: list[str]
) -> None:
    """The digest a page shows for its view is that of the slide."""
    visitor = visit(stranger=True)
    page = visitor.open(path)
    buttons = page.get_by_role("button", name=re.compile("ke paparan$"))
    buttons.first.wait_for()
    told = page.locator("[data-view]")
    shown = told.first.get_attribute("data-view") if told.count() else ""
    for button in buttons.all():
        button.click()
    code = page.evaluate("localStorage.getItem('atlas-paparan')")
    assert [s.kind for s in decode(code).deck.slides] == kinds
    visitor.open(f"/rapat?d={code}")
    expect(rows(page)).to_have_count(len(kinds))
    assert not shown or shown in views(page)


@pytest.mark.slow
def test_quick_steps_do_not_overtake_each_other_and_back_undoes_them(visit: Visitor) -> None:
    visitor = visit(stranger=True)
    page = opened(visitor, Deck(SLIDES * 2))
    start = headings(page)
    down = rows(page).nth(0).get_by_role("button", name="Turunkan")
    down.focus()
    for _ in range(4):
        page.keyboard.press("Enter")
    page.wait_for_timeout(2500)
    assert headings(page) == [*start[1:5], start[0], start[5]]
    expect(rows(page).nth(4).get_by_role("button", name="Turunkan")).to_be_focused()
    slides = decode(code_of(page.url)).deck.slides
    assert [s.indicator for s in slides] == ["tpt", "ipm", "jumlah_tps", "tpt", "jumlah_tps", "ipm"]
    url = page.url
    rows(page).nth(4).get_by_role("button", name="Keluarkan").click()
    settled(page, url)
    expect(rows(page)).to_have_count(5)
    expect(rows(page).nth(4).get_by_role("button", name="Keluarkan")).to_be_focused()
    page.go_back()
    expect(rows(page)).to_have_count(6)
    assert decode(code_of(page.url)).deck.slides == slides


@pytest.mark.slow
def test_the_kept_deck_grows_across_tabs_and_another_never_replaces_it_unasked(
    visit: Visitor,
) -> None:
    visitor = visit(stranger=True)
    page = visitor.open("/indikator?indikator=kepadatan_baku")
    page.evaluate("localStorage.setItem('atlas-paparan', 'rusak')")
    add(page).click()
    said = page.locator("p[role=status]", has_text="paparan kini")
    expect(said).to_contain_text("tidak terbaca dan diganti")
    expect(said).to_contain_text("paparan kini 1 salindia")
    add(page).click()
    expect(page.locator("p[role=status]", has_text="sudah ada di paparan (1 salindia)")).to_be_visible()  # fmt: skip
    page.reload()
    visitor.ready()
    builder = visitor.open("/rapat")
    builder.get_by_role("link", name="Lanjutkan paparan itu").click()
    expect(rows(builder)).to_have_count(1)
    tab = page.context.new_page()
    tab.goto(visitor.base + "/indikator?indikator=tpt&level=kota&tab=grafik")
    add(tab).click()
    expect(builder.get_by_role("status").filter(has_text="dari tab lain")).to_contain_text("kini 2 salindia")  # fmt: skip
    builder.get_by_role("link", name="Muat yang baru").click()
    expect(rows(builder)).to_have_count(2)
    opened(visitor, Deck(SLIDES))
    expect(builder.get_by_role("status").filter(has_text="paparan lain (2 salindia)")).to_be_visible()  # fmt: skip
    kept = builder.evaluate("localStorage.getItem('atlas-paparan')")
    assert len(decode(kept).deck.slides) == 2
    builder.get_by_role("button", name="Pakai yang ini").click()
    assert decode(builder.evaluate("localStorage.getItem('atlas-paparan')")).deck == Deck(SLIDES)
    full = encode(Deck(tuple(Slide("map", f"x{i}") for i in range(MOST))))
    tab.evaluate("(code) => localStorage.setItem('atlas-paparan', code)", full)
    add(tab).click()
    expect(tab.locator("p[role=status]", has_text="Paparan penuh")).to_contain_text(str(MOST))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/rapat?d=" + encode(Deck(SLIDES))[:-9], "Alamat paparan terpotong: 2 dari 3 salindia terbaca."),
        pytest.param("/rapat?d=rusak", "tidak dapat dibaca", marks=pytest.mark.slow),
        pytest.param("/rapat?d=7" + encode(Deck(SLIDES))[1:], "Atlas yang lebih baru (versi 7)", marks=pytest.mark.slow),
        pytest.param("/rapat?d=" + encode(Deck((Slide("map", "tidak_ada"), *SLIDES))), "Indikator “tidak_ada” tidak ada", marks=pytest.mark.slow),
        pytest.param("/rapat?d=" + encode(Deck(SLIDES, release="000000000000")), "Angka di bawah dari rilis terbaru.", marks=pytest.mark.slow),
    ],
)  # fmt: skip
def test_what_cannot_be_read_or_shown_is_said_and_the_rest_is_kept(
    visit: Visitor, path: str, said: str
) -> None:
    page = visit(stranger=True).open(path)
    expect(page.get_by_text(said).first).to_be_visible()
    assert "Traceback" not in page.content()
    count = 0 if "rusak" in path else 2 if "terpotong" in said else 3
    if count:
        expect(rows(page).nth(count - 1)).to_be_visible()


PAGES = {
    "kosong": "/rapat",
    "terisi": "/rapat?d=" + encode(Deck((*SLIDES, Slide("map", "tidak_ada")), "Rapat uji")),
    "siap": "/rapat?wilayah=1275040&indikator=tpt",
}


@pytest.mark.parametrize(
    ("name", "lang", "dark"),
    [
        pytest.param(name, lang, dark, marks=[] if (name, lang, dark) == ("terisi", "id", False) else [pytest.mark.slow])
        for name in PAGES for lang in ("id", "en") for dark in (False, True)
    ],
)  # fmt: skip
def test_the_page_is_whole_translated_and_accessible(
    visit: Visitor, name: str, lang: str, dark: bool
) -> None:
    path = PAGES[name]
    if lang == "en":
        path += f"{'&' if '?' in path else '?'}lang=en"
    page = visit(width=WIDTHS[0], dark=dark).open(path)
    page.evaluate("localStorage.clear()")
    page.wait_for_timeout(500)
    assert violations(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(400)
        found: dict[str, Any] = page.evaluate(LOOKS)
        for fault in ("overlaps", "wide", "cut", "empty"):
            assert found[fault] == [], f"{name} {lang} {width}: {fault}"
        assert found["page"] <= 0, f"{name} {lang} {width}: the page scrolls sideways"
        lines = [x for x in foreign(found["text"], lang) if "tidak_ada" not in x and "·" not in x]
        assert lines == [], f"{name} {width}"


@pytest.mark.slow
def test_the_keyboard_reaches_every_part_with_visible_focus(visit: Visitor) -> None:
    page = visit().open(PAGES["terisi"])
    expect(rows(page)).to_have_count(4)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus:
            assert focus["seen"], f"no visible focus on {focus['what']}"
            reached.add(focus["what"])
    told = " ".join(reached)
    for part in ("/paparan?d=", "/paparan/unduh.pptx", 'data-do="up"', 'data-do="out"', "textarea"):
        assert part in told, part
