"""The presentation from disk with every request refused: by keyboard alone, readable from the back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from atlas.deck import Deck, Shown, Slide, decode, encode, shown
from atlas.model import Lang
from atlas.slides import document
from atlas.store import Release

SLIDES = (
    Slide("map", "jumlah_tps", {"level": "kecamatan"}, note="Sebut bahwa KPU menghitung sendiri."),
    Slide("map", "tpt", {"level": "kabkota"}),
    Slide("bar", "kepadatan_penduduk", {"level": "kecamatan"}),
    Slide("bar", "tpt", {"level": "kabkota"}),
    Slide("strip", "tpt", {"level": "kabkota"}),
    Slide("line", "tpt", {"level": "kota"}),
    Slide("line", "jumlah_penduduk", {"level": "kota"}),
    Slide("card", "tpt", {"level": "kota"}),
    Slide("table", "jumlah_penduduk", {"level": "kelurahan"}),
    Slide("table", "tpt", {"level": "kota"}),
    Slide("map", "jumlah_penduduk", {"level": "kelurahan"}),
    Slide("map", "tidak_ada", {"level": "kota"}),
    Slide("bar", "jumlah_tps", {"level": "kecamatan"}, "Judul sendiri " * 8),
    Slide("strip", "jumlah_tps", {"level": "kecamatan"}),
    Slide("line", "tpt", {"level": "kabkota"}),
    Slide("card", "kepadatan_penduduk", {"level": "kecamatan", "area": "1275010"}),
    Slide("map", "kepadatan_penduduk", {"level": "kecamatan", "period": "1900"}),
    Slide("bar", "ahh", {"level": "kabkota"}),
    Slide("table", "jumlah_tps", {"level": "kecamatan"}),
    Slide("map", "ipm", {"level": "kabkota"}),
)  # fmt: skip

LOOKED = """() => {
  const now = document.querySelector('.slide.now'), stage = now.getBoundingClientRect(), found = [];
  const lum = (c) => { const [r, g, b] = c.match(/[\\d.]+/g).map((x) => { x /= 255; return x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4; });
    return .2126 * r + .7152 * g + .0722 * b; };
  const back = (el) => { for (let e = el; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (c !== 'rgba(0, 0, 0, 0)') return c; } return 'rgb(255, 255, 255)'; };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const el = n.parentElement, css = getComputedStyle(el);
    if (!n.textContent.trim() || !(now.contains(el) || el.closest('.bar'))) continue;
    if (el.closest('script,style,title,desc,.unseen,[hidden],dialog') || el.disabled) continue;
    const range = document.createRange(); range.selectNodeContents(n);
    const box = range.getBoundingClientRect(); if (!box.width) continue;
    const drawn = el.closest('svg'), scale = drawn ? el.getScreenCTM().a : 1;
    const a = lum(drawn ? css.fill : css.color), b = lum(back(drawn || el));
    found.push({text: n.textContent.trim().slice(0, 60), size: parseFloat(css.fontSize) * scale, bold: +css.fontWeight >= 700,
      contrast: (Math.max(a, b) + .05) / (Math.min(a, b) + .05),
      out: Math.max(stage.left - box.left, box.right - stage.right, stage.top - box.top, box.bottom - stage.bottom)});
  }
  const parts = [...now.querySelectorAll('.head,.pic,.side,.words,.place,.when,.mark:not([hidden]),.key,.drawn')].map((e) => [e.getAttribute('class'), e.getBoundingClientRect()]);
  const rect = (name) => parts.filter(([c]) => c.split(' ')[0] === name).map(([, r]) => [r.left, r.top, r.right, r.bottom])[0];
  return {found, width: stage.width, head: rect('head'), pic: rect('pic'), side: rect('side'), words: rect('words'), key: rect('key'), mark: rect('mark'),
    place: rect('place'), over: [...now.querySelectorAll('.pic,.side,.words')].map((e) => Math.max(e.scrollWidth - e.clientWidth, e.matches('.side') ? e.scrollHeight - e.clientHeight : 0))};
}"""


@pytest.fixture(scope="module")
def html(release: Release) -> str:
    return document(decode(encode(Deck(SLIDES, "Rapat"))), release, "id", "http://atlas.test").html


@pytest.fixture
def disk(browser: Browser, html: str, tmp_path: Path) -> Iterator[Page]:
    """The file opened from disk, nothing else answered; every other request remembered."""
    file = tmp_path / "paparan.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, offline=True)
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        if route.request.url.split("#")[0] == file.as_uri():
            route.continue_()
        else:
            route.abort()

    context.route("**/*", refuse)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.goto(file.as_uri())
    yield page
    others = [
        url for url in asked if url.split("#")[0] != file.as_uri() and not url.startswith("data:")
    ]
    context.close()
    assert others == []
    assert wrong == []


def place(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.slide.now').dataset.place"))


def shown_panel(page: Page) -> str:
    return str(
        page.evaluate(
            "(document.querySelector('.slide.now .mark:not([hidden])') || {}).innerText || ''"
        )
    )


def test_every_kind_is_reached_by_keyboard_alone(disk: Page) -> None:
    kinds = []
    for key in ["ArrowRight", "PageDown", "Space", "Enter", "ArrowDown"] * 4:
        disk.keyboard.press(key)
        kinds.append(disk.evaluate("document.querySelector('.slide.now').dataset.kind"))
        assert disk.locator(".slide.now").count() == 1
    assert {"map", "bar", "line", "strip", "card", "table", "missing"} <= set(kinds)
    assert place(disk) == "20"
    for key in ["ArrowLeft", "PageUp", "Backspace", "ArrowUp"]:
        disk.keyboard.press(key)
    assert place(disk) == "16"
    disk.keyboard.press("Home")
    assert place(disk) == "0"
    disk.keyboard.press("End")
    assert place(disk) == "20"
    assert "Salindia 20 dari 20" in disk.locator("#say").inner_text()


def test_a_number_jumps_and_the_address_keeps_the_slide(disk: Page) -> None:
    disk.keyboard.type("12")
    assert disk.locator(".typed").inner_text() == "12"
    disk.keyboard.press("Enter")
    assert place(disk) == "12"
    assert disk.url.endswith("#12")
    disk.reload()
    assert place(disk) == "12"
    disk.keyboard.type("99")
    disk.keyboard.press("Enter")
    assert place(disk) == "12"


def test_the_screen_goes_blank_and_comes_back(disk: Page) -> None:
    for key in (".", "b"):
        disk.keyboard.press(key)
        middle = disk.evaluate("document.elementFromPoint(900, 500).className")
        assert middle == "blank"
        disk.keyboard.press(key)
        assert disk.locator(".blank").is_hidden()


def test_an_area_is_highlighted_by_name_by_rank_and_by_click_and_stays(disk: Page) -> None:
    disk.keyboard.type("1")
    disk.keyboard.press("Enter")
    disk.keyboard.press("w")
    disk.keyboard.type("john")
    assert disk.locator("#names [role=option]").count() == 0
    disk.keyboard.press("Backspace")
    disk.keyboard.press("Enter")
    panel = shown_panel(disk)
    assert "Medan Johor" in panel
    assert "471" in panel
    assert "urutan besar ke-3 dari 21 kecamatan" in panel
    assert disk.locator(".slide.now .top use").count() == 2
    assert "Medan Johor" in disk.locator("#say").inner_text()
    disk.keyboard.type("13")
    disk.keyboard.press("Enter")
    assert "Medan Johor" in shown_panel(disk)
    disk.keyboard.press("]")
    assert "Medan Denai" in shown_panel(disk)
    disk.keyboard.press("[")
    disk.keyboard.press("[")
    assert "509" in shown_panel(disk)
    disk.keyboard.press("Escape")
    assert shown_panel(disk) == ""
    disk.locator('.slide.now [data-a="1275010"] text').first.click()
    assert "Medan Tuntungan" in shown_panel(disk)
    disk.keyboard.type("1")
    disk.keyboard.press("Enter")
    disk.keyboard.press("Escape")
    disk.locator('.slide.now use[data-a="1275010"]').first.click()
    assert "Medan Tuntungan" in shown_panel(disk)


def test_periods_step_with_their_own_figures_sentence_digest_and_code(disk: Page) -> None:
    disk.keyboard.press("2")
    disk.keyboard.press("Enter")
    read = "[...document.querySelectorAll('.slide.now :is(h2,.sub,.when b,.seal)')].map((e) => e.textContent)"
    disk.keyboard.press("]")
    before, code = disk.evaluate(read), disk.locator(".slide.now .qr").get_attribute("src")
    fills = "[...document.querySelectorAll('.slide.now .vary use[data-a]')].map((e) => e.getAttribute('fill'))"
    colours, panel = disk.evaluate(fills), shown_panel(disk)
    disk.keyboard.press("-")
    after = disk.evaluate(read)
    assert all(a != b for a, b in zip(before, after, strict=True)), (before, after)
    assert disk.locator(".slide.now .qr").get_attribute("src") != code
    assert disk.evaluate(fills) != colours
    assert shown_panel(disk) != panel
    assert disk.locator(".slide.now").get_attribute("data-view") in after[-1]
    labels = "[...document.querySelectorAll('.slide.now [data-v]')].map((e) => e.textContent)"
    assert len(disk.evaluate(labels)) == 33
    disk.keyboard.press("+")
    assert disk.evaluate(read) == before
    assert disk.locator(".slide.now .qr").get_attribute("src") == code
    assert disk.evaluate(fills) == colours
    disk.locator(".slide.now [data-do=earlier]").click()
    assert disk.evaluate(read) == after
    disk.keyboard.press("Space")
    assert place(disk) == "3"


def test_notes_stand_in_a_second_window_that_follows_and_steers(disk: Page) -> None:
    with disk.context.expect_page() as opened:
        disk.keyboard.press("n")
    notes = opened.value
    notes.wait_for_selector("#in .clock")
    disk.evaluate("location.hash = '#1'")
    notes.get_by_text("Sebut bahwa KPU menghitung sendiri.").wait_for()
    assert notes.locator("h1").text_content() == disk.locator('[data-place="1"] h2').text_content()
    assert str(disk.locator('[data-place="2"] h2').text_content()) in str(
        notes.locator(".then").text_content()
    )
    assert str(notes.locator(".clock").text_content())[2] == ":"
    sizes = "[...document.querySelectorAll('#in *')].map((e) => parseFloat(getComputedStyle(e).fontSize))"
    assert min(notes.evaluate(sizes)) >= 24
    at = "document.querySelector('.slide.now').dataset.place"
    notes.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'PageDown'}))")
    disk.wait_for_function(f"{at} === '2'")
    notes.wait_for_function(
        "(said) => document.querySelector('h1').textContent === said",
        arg=disk.locator('[data-place="2"] h2').text_content(),
    )


def test_full_screen_by_its_key_and_by_that_of_a_clicker_never_reloads(disk: Page) -> None:
    disk.evaluate(
        "window.stayed = true; document.documentElement.requestFullscreen = async () => { window.full = (window.full || 0) + 1; }; 0"
    )
    for key in ("f", "F5", "Shift+F5"):
        disk.keyboard.press(key)
    assert disk.evaluate("[window.stayed, window.full]") == [True, 3]


def test_areas_with_figures_come_first_where_none_is_ranked(disk: Page) -> None:
    disk.evaluate("location.hash = '#11'")
    disk.wait_for_function("document.querySelector('.slide.now').dataset.place === '11'")
    disk.keyboard.press("]")
    assert "Tanjung Mulia" in shown_panel(disk)
    assert any(c.isdigit() for c in shown_panel(disk))


def test_help_lists_the_keys_and_closes(disk: Page) -> None:
    disk.keyboard.press("?")
    assert disk.locator("dialog.help").is_visible()
    assert disk.locator("dialog.help tr").count() == 13
    disk.keyboard.press("ArrowRight")
    assert place(disk) == "0"
    disk.keyboard.press("Escape")
    assert disk.locator("dialog.help").is_hidden()
    disk.keyboard.press("ArrowRight")
    disk.keyboard.press("q")
    assert "kode qr" in disk.locator("#say").inner_text().lower()
    assert disk.locator(".large img").is_visible()
    disk.keyboard.press("Escape")
    assert disk.locator(".large").is_hidden()
    assert disk.locator("dialog.help .address").count() == 1
    unnamed = "[...document.querySelectorAll('button')].filter((b) => !(b.getAttribute('aria-label') || b.textContent).trim()).length"
    assert disk.evaluate(unnamed) == 0


@pytest.mark.parametrize(
    ("width", "height", "least"),
    [(1920, 1080, 24), pytest.param(1280, 720, 16, marks=pytest.mark.slow)],
)
def test_every_slide_is_readable_from_the_back(
    disk: Page, width: int, height: int, least: float
) -> None:
    """Type, contrast, and nothing that leaves the stage or lies over something else, with an area
    highlighted too and in every period. A projector of 720 lines shows two thirds of the pixels on
    the same wall: 16 of them are 24 of 1080."""
    disk.set_viewport_size({"width": width, "height": height})
    smallest, weakest = 99.0, 99.0
    for place_ in range(len(SLIDES) + 1):
        disk.evaluate(f"location.hash = '#{place_}'")
        disk.wait_for_function(f"document.querySelector('.slide.now').dataset.place === '{place_}'")
        for key in ("", "]", "-", "-"):
            if key:
                disk.keyboard.press(key)
            found = _readable(disk, least, f"slide {place_} after {key!r}")
            smallest, weakest = min(smallest, found[0]), min(weakest, found[1])
    print(f"smallest type {smallest:.1f} px, weakest contrast {weakest:.1f}")


def _readable(page: Page, least: float, where: str) -> tuple[float, float]:
    """Smallest type and weakest contrast of the slide that is shown; nothing cut, nothing over."""
    seen = page.evaluate(LOOKED)
    assert seen["found"]
    for text in seen["found"]:
        assert text["size"] >= least - 0.05, (where, text)
        large = text["size"] >= least * 4 / 3 or text["bold"]
        assert text["contrast"] >= (3 if large else 4.5), (where, text)
        assert text["out"] <= 0.5, (where, text)
    _apart(seen, where)
    return min(x["size"] for x in seen["found"]), min(x["contrast"] for x in seen["found"])


LONG = (
    "Persentase rumah tangga yang memiliki akses terhadap layanan sumber air minum layak menurut "
)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_longest_names_titles_and_notes_stay_on_the_stage(
    browser: Browser, release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    """An indicator with a name of 276 letters, slides with most notes, areas with almost no data, the
    longest title that a deck may have, every other kind beside."""
    kinds = [
        Slide(k, "uhh", {"level": "kabkota"})
        for k in ("map", "bar", "strip", "line", "card", "table")
    ]
    slides = (
        *(Slide("map", c, {"level": "kelurahan"}) for c in ("balita_pendek_per_100_diukur", "balita_stunting")),
        Slide("card", "balita_pendek_per_100_diukur", {"level": "kelurahan", "area": "1275010001"}),
        Slide("line", "jumlah_penduduk", {"level": "kecamatan", "area": "1275010"}),
        Slide("line", "pemilih_per_tps", {"level": "kota"}),
        Slide("bar", "peserta_didik_per_rombel_pkbm", {"level": "kecamatan", "area": "1275010"}, "W" * 60 + " judul" * 10),
        *kinds,
    )  # fmt: skip
    asked = shown(Deck(slides), release, lang)

    def renamed(deck: Deck, release: Release, lang: Lang) -> tuple[Shown, ...]:
        found = shown(deck, release, lang)
        return tuple(
            replace(s, view=replace(s.view, title=LONG * 3 + s.view.title.rpartition(", ")[2]))
            if s.view and s.slide.indicator == "uhh" and len(deck.slides) == len(asked)
            else s
            for s in found
        )

    monkeypatch.setattr(sys.modules["atlas.slides.document"], "shown", renamed)
    file = tmp_path / "panjang.html"
    read = decode(encode(Deck(slides, "W" * 40 + " rapat" * 13)))
    file.write_text(
        document(read, release, lang, "http://atlas.test", served=True).html, encoding="utf-8"
    )
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(file.as_uri())
    for place_ in range(len(slides) + 1):
        page.evaluate(f"location.hash = '#{place_}'")
        page.wait_for_function(f"document.querySelector('.slide.now').dataset.place === '{place_}'")
        for key in ("", "]"):
            if key:
                page.keyboard.press(key)
            _readable(page, 24, f"{lang} slide {place_} after {key!r}")
    page.close()


def test_help_search_and_jump_are_as_large_as_the_slides(disk: Page) -> None:
    disk.evaluate("location.hash = '#2'")
    sizes = """(q) => [...document.querySelectorAll(q)].filter((e) => e.textContent.trim() || e.value !== undefined)
      .map((e) => parseFloat(getComputedStyle(e).fontSize))"""
    disk.keyboard.press("?")
    disk.locator("summary").click()
    assert min(disk.evaluate(sizes, "dialog.help *")) >= 24
    disk.keyboard.press("Escape")
    disk.keyboard.press("w")
    assert min(disk.evaluate(sizes, "dialog.find :is(label,input,li)")) >= 24
    disk.keyboard.press("Escape")
    disk.keyboard.type("1")
    assert min(disk.evaluate(sizes, ".typed")) >= 24


def test_who_hears_the_slides_gets_one_heading_each_and_no_slide_beside(disk: Page) -> None:
    assert disk.locator("h1").count() == 1
    disk.keyboard.press("ArrowRight")
    assert disk.locator(".slide:not([inert])").count() == 1
    assert disk.locator(".slide.now h2").count() == 1
    tree = disk.locator("main").aria_snapshot()
    assert tree.count("heading") == 1
    assert 'region "Salindia 1 dari 20"' in tree
    said = disk.locator("#say").inner_text()
    assert str(disk.locator(".slide.now h2").text_content()) in said
    stops = []
    for _ in range(6):
        disk.keyboard.press("Tab")
        stops.append(disk.evaluate("document.activeElement.getAttribute('aria-label') || ''"))
    expected = [
        "Periode sebelumnya",
        "Salindia sebelumnya",
        "Salindia berikutnya",
        "Bantuan dan tombol",
    ]
    assert [s for s in stops if s][: len(expected)] == expected
    moves = "[...document.querySelectorAll('*')].filter((e) => { const c = getComputedStyle(e); return parseFloat(c.transitionDuration) || c.animationName !== 'none'; }).length"
    assert disk.evaluate(moves) == 0, "nothing moves, so nothing has to be reduced"


def test_forced_colours_leave_the_map_its_own_on_its_own_ground(
    browser: Browser, html: str, tmp_path: Path
) -> None:
    file = tmp_path / "paparan.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(file.as_uri() + "#2")
    style = "(q) => { const c = getComputedStyle(document.querySelector('.slide.now ' + q)); return [c.backgroundColor, c.color]; }"
    assert page.evaluate(style, ".drawn")[0] == "rgb(255, 255, 255)"
    letters = page.evaluate(style, "h2")[1]
    assert letters != "rgb(16, 25, 30)", "words take the reader's colours"
    fills = page.evaluate(
        "new Set([...document.querySelectorAll('.slide.now .vary use[data-a]')].map((e) => getComputedStyle(e).fill)).size"
    )
    assert fills > 3
    context.close()


def test_a_phone_shows_the_whole_map_and_its_figures_by_touch(
    browser: Browser, html: str, tmp_path: Path
) -> None:
    file = tmp_path / "paparan.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(file.as_uri() + "#2")
    page.wait_for_function("document.querySelector('.slide.now').dataset.place === '2'")
    box = page.evaluate(
        "(() => { const b = document.querySelector('.slide.now .vary').getBoundingClientRect(); return [b.left, b.right, b.width]; })()"
    )
    assert box[0] >= 0
    assert box[1] <= 390
    assert box[2] > 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator('.slide.now use[data-a="1204"]').first.tap()
    assert "Tapanuli" in shown_panel(page)
    page.locator('.bar [data-do="next"]').tap()
    assert place(page) == "3"
    context.close()


def _apart(seen: dict[str, Any], where: str) -> None:
    """Head, picture, column and foot stand apart."""
    assert max(seen["over"], default=0) <= 1, where
    if seen["pic"] is None:
        return
    head, pic, side, words = seen["head"], seen["pic"], seen["side"], seen["words"]
    assert head[3] <= pic[1] + 1, (where, head, pic)
    assert pic[3] <= words[1] + 1, (where, pic, words)
    assert side[3] <= words[1] + 1, (where, side, words)
    assert pic[2] <= side[0] + 1, (where, pic, side)
    if seen["mark"] and seen["key"][3] > seen["key"][1]:
        assert seen["mark"][3] <= seen["key"][1] + 1, (where, seen["mark"], seen["key"])


def test_the_served_page_is_one_request_and_runs_under_its_policy(
    browser: Browser, server: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.goto(f"{server}/paparan?d={encode(Deck(SLIDES[:3]))}")
    assert page.locator(".slide.now a").all_text_contents() == [
        "Unduh paparan (HTML)",
        "PPTX",
        "Susun ulang",
    ]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("]")
    assert place(page) == "2"
    assert "Kota Medan" in shown_panel(page)
    context.close()
    assert [url for url in asked if not url.startswith("data:")] == asked[:1]
    assert wrong == []


@pytest.mark.slow
def test_it_prints_one_slide_a_page(disk: Page) -> None:
    pdf = disk.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == len(SLIDES) + 1
