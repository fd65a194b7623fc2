"""Embeds as a host's readers meet them: framed from another origin, walked by keyboard, printed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from embeds import every, spread
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, Route, expect
from servers import ROOT, free_port

from atlas import colour, query
from atlas.choice import Choice, resolve
from atlas.model import CITY, LANGS, WATER
from atlas.query import Catalogue
from atlas.store import Release
from atlas.view import View, area_view

HOSTS = Path(__file__).parent / "hosts"
BOXES = (HOSTS / "boxes.js").read_text(encoding="utf-8")
STRICT = (
    "default-src 'none'; script-src {0}; frame-src {0}; img-src {0}; style-src 'none'; "
    "base-uri 'none'"
)
MAP = "/embed/map/kepadatan_baku"
WIDTHS = (280, 390, 720, 1600)
STORED = """async () => ({cookie: document.cookie, local: localStorage.length,
  session: sessionStorage.length, bases: (await indexedDB.databases()).length,
  caches: self.caches ? (await caches.keys()).length : 0,
  workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0})"""


@pytest.fixture(scope="module")
def atlas(state: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The public routes alone, as `uvicorn atlas.web.alone:app` serves them."""
    log = tmp_path_factory.mktemp("log") / "web.log"
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "atlas.web.alone:app", "--port", str(port)]
    base = f"http://127.0.0.1:{port}"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*command, "--log-level", "warning"], cwd=ROOT, stdout=said, stderr=subprocess.STDOUT,
            env=os.environ | {"ATLAS_STATE": str(state)},
        )  # fmt: skip
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{base}/healthz", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(10)
    assert "Traceback" not in log.read_text(), log.read_text()[-2000:]


class Host(BaseHTTPRequestHandler):
    """A newspaper, a blog, a strict authority: the pages of `hosts`, on an origin of their own."""

    def __init__(self, atlas: str, *more: Any) -> None:
        self.atlas = atlas
        super().__init__(*more)

    def do_GET(self) -> None:
        path = HOSTS / self.path.strip("/").split("?")[0]
        if path.suffix != ".html" or not path.is_file():
            self.send_response(204)
            self.end_headers()
            return
        text = path.read_text(encoding="utf-8")
        if "{oembed}" in text:
            url = f"{self.atlas}/oembed?url={self.atlas}{MAP}&maxwidth=420"
            with urllib.request.urlopen(url, timeout=5) as reply:
                text = text.replace("{oembed}", json.load(reply)["html"])
        body = text.replace("{atlas}", self.atlas).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if path.stem == "strict":
            self.send_header("Content-Security-Policy", STRICT.format(self.atlas))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: what a page asks for is watched in the browser."""


@pytest.fixture(scope="module")
def hosts(atlas: str) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, atlas))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass
class Reader:
    """A browser of its own with every other origin refused; what it complained of is kept."""

    browser: Browser
    atlas: str
    hosts: str
    contexts: list[BrowserContext] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def page(self, width: int = 900, height: int = 1000, **settings: Any) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": height}, **settings)
        context.route("**/*", self._only_us)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._said)
        return page

    def _said(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _only_us(self, route: Route) -> None:
        if route.request.url.startswith((self.atlas, self.hosts, "data:")):
            route.continue_()
        else:
            self.strangers.append(route.request.url)
            route.abort()

    def embed(self, path: str, width: int = 720, **settings: Any) -> Page:
        page = self.page(width, **settings)
        page.goto(self.atlas + path)
        return page

    def host(self, name: str, width: int = 900, **settings: Any) -> Page:
        page = self.page(width, **settings)
        page.goto(f"{self.hosts}/{name}.html")
        return page


@pytest.fixture
def reader(browser: Browser, atlas: str, hosts: str) -> Iterator[Reader]:
    found = Reader(browser, atlas, hosts)
    yield found
    for context in found.contexts:
        assert context.storage_state() == {"cookies": [], "origins": []}, "something was stored"
        context.close()
    assert found.strangers == [], "another host was asked"
    assert found.complaints == [], "the browser complained"


@pytest.fixture
def shown(release: Release, catalogue: Catalogue) -> Callable[..., View]:
    def ask(indicator: str, level: str = "", period: str = "", lang: Any = "id") -> View:
        with release.cursor() as cursor:
            tables = query.coverage(cursor, indicator)
            resolved = resolve(Choice(indicator, level, period), tables, catalogue, [])
            return area_view(release, cursor, catalogue, resolved, lang)

    return ask


def inside(page: Page, frame: str) -> FrameLocator:
    return page.frame_locator(frame)


def fits(page: Page, frame: str) -> int:
    """Wait until a frame is as high as what it shows; gives that height. A frame out of sight is not
    laid out by the browser and follows when it is scrolled to."""
    element, root = page.locator(frame), inside(page, frame).locator("html")
    element.scroll_into_view_if_needed()
    expect(inside(page, frame).locator("main")).to_be_visible()
    for _ in range(60):
        high = root.evaluate("e => Math.ceil(e.getBoundingClientRect().height)")
        box = element.bounding_box()
        if box and abs(box["height"] - high) <= 1:
            return int(high)
        page.wait_for_timeout(50)
    raise AssertionError(f"{frame} is {box} and shows {high} pixels")


def grows_and_shrinks(page: Page, frame: str, other: str) -> None:
    """Opening the table grows its frame alone; closing it gives the room back."""
    low, beside = fits(page, frame), page.locator(other).bounding_box()
    summary = inside(page, frame).locator("summary")
    summary.press("Enter")
    expect(inside(page, frame).locator("table")).to_be_visible()
    page.wait_for_timeout(100)
    high = fits(page, frame)
    assert high > low + 100
    after = page.locator(other).bounding_box()
    assert beside
    assert after
    assert after["height"] == beside["height"], "the other embed changed as well"
    summary.press("Enter")
    page.wait_for_timeout(100)
    assert fits(page, frame) == low


def test_a_newspaper_shows_embeds_as_frame_element_and_picture(reader: Reader) -> None:
    """Two embeds and a picture on one page: each as high as what it shows, no trace left behind."""
    page = reader.host("news")
    frame, element = "#frame", "#element iframe"
    grows_and_shrinks(page, frame, element)
    grows_and_shrinks(page, element, frame)
    assert page.locator("#picture").evaluate("i => i.complete && i.naturalWidth") == 1200
    assert page.locator(frame).get_attribute("title") == "Kepadatan"
    expect(page.locator(element)).to_have_attribute("title", re.compile("Open unemployment rate"))
    assert [page.locator(f).get_attribute("scrolling") for f in (frame, element)] == ["no", "no"]
    wide = fits(page, frame)
    page.set_viewport_size({"width": 340, "height": 900})
    page.wait_for_timeout(150)
    narrow = fits(page, frame)
    assert narrow != wide
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.set_viewport_size({"width": 900, "height": 900})
    page.wait_for_timeout(150)
    assert fits(page, frame) == wide
    page.goto(reader.atlas + MAP)
    page.locator("summary").click()
    nothing = {"cookie": "", "local": 0, "session": 0, "bases": 0, "caches": 0, "workers": 0}
    assert page.evaluate(STORED) == nothing


def test_a_host_with_a_strict_policy_is_not_asked_to_loosen_it(reader: Reader) -> None:
    page = reader.host("strict")
    grows_and_shrinks(page, "#frame", "#element iframe")
    fits(page, "#element iframe")
    assert page.locator("#picture").evaluate("i => i.complete && i.naturalWidth") == 720


def region(page: Page) -> str:
    """The element that has the focus, by id."""
    return str(page.evaluate("document.activeElement.id"))


def test_the_keyboard_walks_from_kecamatan_to_true_neighbours(
    reader: Reader, release: Release, shown: Callable[..., View]
) -> None:
    """Tab reaches the map once, arrows go where the border is, each area says value and rank."""
    page = reader.embed(f"{MAP}?level=kecamatan&period=2020")
    boundary, view = release.boundary("kecamatan"), shown("kepadatan_baku", "kecamatan", "2020")
    codes = list(boundary.outlines)
    for _ in range(6):
        page.keyboard.press("Tab")
        if region(page):
            break
    assert region(page) == "a0"
    walked = 0
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown") * 3:
        before = codes[int(region(page)[1:])]
        page.keyboard.press(key)
        after = codes[int(region(page)[1:])]
        assert after == before or after in boundary.neighbours(before)
        walked += after != before
        focused = page.locator(":focus")
        expect(focused).to_have_accessible_name(view.cell[after].sentence)
        expect(page.locator(".s")).to_have_text(view.cell[after].sentence)
    assert walked >= 8
    assert view.cell["1275040"].rank
    assert "ke-" in view.cell["1275040"].sentence
    page.keyboard.press("Tab")
    assert region(page) == "", "one tab leaves the map"
    page.keyboard.press("Shift+Tab")
    assert region(page) == f"a{codes.index(after)}", "and comes back to where it was"


def joined(first: str, ways: dict[str, set[str]]) -> set[str]:
    """Everything that can be reached from one place."""
    found, fresh = {first}, [first]
    while fresh:
        for there in ways[fresh.pop()] - found:
            found.add(there)
            fresh.append(there)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("level", "indicator"),
    [("kecamatan", "kepadatan_baku"), ("kabkota", "tpt"), ("kelurahan", "pemilih_tetap")],
)
def test_arrows_reach_every_area_and_only_over_borders(
    reader: Reader, release: Release, level: str, indicator: str
) -> None:
    """No area of a map is out of reach of the keyboard; an island is reached over the water."""
    page = reader.embed(f"/embed/map/{indicator}?level={level}")
    boundary = release.boundary(level)
    codes = list(boundary.outlines)
    steps = page.evaluate(
        """() => { const found = {};
          for (const a of document.querySelectorAll("svg a"))
            for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
              a.focus();
              a.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
              (found[a.id] ??= []).push(document.activeElement.id);
            }
          return found; }"""
    )
    assert len(steps) == len([c for c in codes if c != WATER])
    walks = {codes[int(a[1:])]: {codes[int(b[1:])] for b in to} for a, to in steps.items()}
    borders = {c: set(boundary.neighbours(c)) - {WATER} for c in walks}
    land = {c: joined(c, borders) for c in walks}
    for here, found in walks.items():
        for there in found - {here} - borders[here]:
            assert there not in land[here], f"{here} leads to {there}, no neighbour of it"
    lost = set(walks) - joined(codes[0], walks)
    assert lost == set(), "no arrow leads there"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["bar", "strip"])
def test_arrows_walk_bars_and_ticks_in_their_order(reader: Reader, kind: str) -> None:
    page = reader.embed(f"/embed/{kind}/tpt?level=kabkota")
    page.locator("svg a").first.focus()
    names = [page.locator(":focus").get_attribute("aria-label")]
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
        names.append(page.locator(":focus").get_attribute("aria-label"))
        assert page.locator(".s").inner_text() == names[-1]
    links = [a.get_attribute("aria-label") for a in page.locator("svg a").all()[:4]]
    assert names == [*links, links[2]]
    assert page.locator("svg a:not([tabindex])").count() <= 1
    assert page.locator("svg a[tabindex='0']").count() == 1


def on_page(page: Page, point: tuple[float, float]) -> tuple[float, float]:
    """Where a point in units of the map is in the window."""
    x, y = page.locator(".map > svg").evaluate(
        "(s, p) => { const q = new DOMPoint(...p).matrixTransform(s.getScreenCTM()); return [q.x, q.y] }",
        list(point),
    )
    return x, y


@pytest.mark.slow
def test_the_line_under_a_map_says_the_area_under_the_pointer(
    reader: Reader, release: Release, shown: Callable[..., View]
) -> None:
    page = reader.embed(f"{MAP}?level=kecamatan&period=2020", width=900)
    view = shown("kepadatan_baku", "kecamatan", "2020")
    line = page.locator(".s")
    expect(line).to_contain_text("Arahkan ke wilayah")
    before = page.locator("html").bounding_box()
    for i, code in enumerate(release.boundary("kecamatan").outlines):
        where = page.locator(f"#a{i}").get_attribute("data-at") or ""
        page.mouse.move(*on_page(page, tuple(map(float, where.split()))))  # type: ignore[arg-type]
        expect(line).to_have_text(view.cell[code].sentence)
        assert page.locator(f"#a{i} title").text_content() == view.cell[code].sentence
    assert page.locator("html").bounding_box() == before, "the page jumps under the pointer"


@pytest.mark.slow
def test_a_dot_of_a_line_says_its_figure(reader: Reader) -> None:
    page = reader.embed("/embed/line/tpt?level=kota")
    dot = page.locator("svg a circle").last
    dot.hover()
    said = dot.locator("xpath=..").get_attribute("aria-label") or ""
    assert re.search(r"\d,\d\d persen \(.*20\d\d\)", said)
    expect(page.locator(".s")).to_have_text(said)


@pytest.mark.slow
def test_periods_are_stepped_through_in_place(reader: Reader) -> None:
    """With the script the page stays, its table stays open and the focus stays on the step."""
    page = reader.embed("/embed/map/jumlah_tps?level=kecamatan&period=2019")
    page.evaluate("window.stays = 1")
    page.locator("summary").click()
    titles = [page.locator("h1").inner_text()]
    for rel in ("next", "prev", "prev"):
        page.locator(f"nav a[rel={rel}]").focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).not_to_have_text(titles[-1])
        titles.append(page.locator("h1").inner_text())
        assert page.locator("details").get_attribute("open") is not None
        assert page.evaluate("document.activeElement.closest('nav') !== null")
        assert page.evaluate("window.stays") == 1
        digest = page.locator("main").get_attribute("data-view")
        again = reader.page()
        again.goto(page.url)
        assert again.locator("main").get_attribute("data-view") == digest
        assert again.title() == page.title()
    assert [t.rsplit(", ", 1)[-1] for t in titles] == ["2019", "2024", "2019", "2013"]


@pytest.mark.slow
def test_without_scripts_everything_is_there(reader: Reader) -> None:
    """Tooltips, table, links, steps and the picture need no script, in a frame on a bare page."""
    page = reader.host("bare", java_script_enabled=False)
    frame = inside(page, "#frame")
    expect(frame.locator("h1")).to_contain_text("2019")
    assert frame.locator("svg a title").count() == 21
    assert frame.locator("svg a[href*='area=1275040']").get_attribute("target") == "_blank"
    frame.locator("summary").click()
    expect(frame.locator("tbody tr").first).to_be_visible()
    frame.locator("nav a[rel=next]").click()
    expect(frame.locator("h1")).to_contain_text("2024")
    assert page.locator("#frame").bounding_box()["height"] >= 700  # type: ignore[index]
    assert page.locator("#picture").bounding_box()["width"] >= 350  # type: ignore[index]


@pytest.mark.slow
def test_a_sandbox_shows_the_embed_and_its_steps_with_scripts_and_without(reader: Reader) -> None:
    page = reader.host("sandbox")
    for frame in ("#closed", "#scripted"):
        found = inside(page, frame)
        expect(found.locator("h1")).to_contain_text("2019")
        found.locator("nav a[rel=next]").click()
        expect(found.locator("h1")).to_contain_text("2024")
        found.locator("summary").click()
        expect(found.locator("tbody tr").first).to_be_visible()
    fits(page, "#scripted")
    reader.complaints[:] = [
        c for c in reader.complaints if "Blocked script execution" not in c
    ]  # what `sandbox` alone is for


@pytest.mark.slow
def test_the_frame_of_oembed_fits_its_column(reader: Reader) -> None:
    page = reader.host("oembed", width=400)
    frame = page.locator("iframe")
    expect(inside(page, "iframe").locator("h1")).to_be_visible()
    box = frame.bounding_box()
    assert box
    assert 300 < box["width"] <= 400
    assert frame.get_attribute("title")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.slow
def test_a_host_that_reads_from_right_to_left_keeps_the_map_as_it_is(reader: Reader) -> None:
    page = reader.host("rtl", width=700)
    for frame in ("#element iframe", "#frame"):
        fits(page, frame)
        box, column = page.locator(frame).bounding_box(), page.locator("main").bounding_box()
        assert box
        assert column
        assert column["x"] - 1 <= box["x"]
        assert box["x"] + box["width"] <= column["x"] + column["width"] + 1
        html = inside(page, frame).locator("html")
        assert html.evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def ink(page: Page, selector: str) -> tuple[list[int], list[int]]:
    """Colour of a text and of the ground it stands on."""
    found = page.locator(selector).first.evaluate(
        """e => { let up = e, ground = "rgba(0, 0, 0, 0)";
          for (; up && ground === "rgba(0, 0, 0, 0)"; up = up.parentElement)
            ground = getComputedStyle(up).backgroundColor;
          const style = getComputedStyle(e);
          return [e.tagName === "text" ? style.fill : style.color, ground] }"""
    )
    return tuple([int(float(n)) for n in re.findall(r"[\d.]+", c)[:3]] for c in found)  # type: ignore[return-value]


def contrast(one: list[int], other: list[int]) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""

    def light(rgb: list[int]) -> float:
        linear = [c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["map", "bar", "line", "strip", "card", "table"])
def test_dark_and_light_follow_the_reader_unless_a_theme_is_named(
    reader: Reader, kind: str
) -> None:
    path = f"/embed/{kind}/tpt"
    for scheme, theme, wanted in (
        ("dark", "", "dark"), ("light", "", "light"), ("dark", "?theme=light", "light"),
        ("light", "?theme=dark", "dark"),
    ):  # fmt: skip
        page = reader.embed(path + theme, color_scheme=scheme)
        text, ground = ink(page, "h1")
        assert ground == colour.rgb(colour.PAPER[wanted]), (scheme, theme)
        assert text == colour.rgb(colour.INK[wanted])
        for words in page.locator("svg text").all():
            fill = words.evaluate("e => getComputedStyle(e).fill")
            found = [int(n) for n in re.findall(r"\d+", fill)[:3]]
            assert contrast(found, ground) >= 4.5, (words.inner_html(), fill)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["auto", "dark"])
@pytest.mark.parametrize("kind", ["map", "bar", "line", "strip", "card", "table"])
def test_print_has_the_table_and_dark_ink_and_nothing_cut(
    reader: Reader, kind: str, theme: str
) -> None:
    """Paper scrolls nowhere: every row of the folded table is printed, with ink one can read."""
    page = reader.embed(f"/embed/{kind}/tpt?theme={theme}", width=720)
    rows = page.locator("tbody tr").count()
    page.emulate_media(media="print", color_scheme="light")
    assert rows >= 12
    last = page.locator("tbody tr").last
    expect(last).to_be_visible()
    high = page.evaluate("document.documentElement.scrollHeight")
    box = last.bounding_box()
    assert box
    assert box["height"] > 10
    assert box["y"] + box["height"] <= high
    region = page.locator(".t").evaluate(
        "e => [e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth]"
    )
    assert region == [0, 0]
    found = page.evaluate(BOXES)
    assert (found["overlaps"], found["cut"]) == ([], [])
    for hidden in ("nav", "summary"):
        assert page.locator(hidden).locator("visible=true").count() == 0
    for words in ("h1", "tbody td", "footer p"):
        assert contrast(*ink(page, words)) >= 4.5, f"{words} cannot be read on paper"
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 4


@pytest.mark.slow
def test_motion_is_left_out_for_those_who_asked(reader: Reader) -> None:
    moving = "e => parseFloat(getComputedStyle(e).transitionDuration)"
    page = reader.embed(MAP)
    assert page.locator("svg a path").first.evaluate(moving) > 0
    page = reader.embed(MAP, reduced_motion="reduce")
    still = page.evaluate(
        "() => [...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e)"
        ".transitionDuration) > 0 || getComputedStyle(e).animationName !== 'none').length"
    )
    assert still == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/embed/map/kepadatan_bakku",
        "/embed/peta/tpt",
        f"{MAP}?warna=merah",
        "/embed/map/tpt?level=kelurahan",
    ],
)
def test_a_refusal_in_a_frame_is_set_as_well_as_an_embed(reader: Reader, path: str) -> None:
    page = reader.page(280)
    page.goto(reader.atlas + path)
    found = page.evaluate(BOXES)
    assert found["words"] >= 3
    assert (found["overlaps"], found["cut"]) == ([], [])
    assert found["sideways"] <= 0
    assert violations(page) == []
    reader.complaints[:] = [c for c in reader.complaints if "Failed to load resource" not in c]


def violations(page: Page) -> list[str]:
    """Every violation of axe-core, with where it is."""
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return [
        f"{v['id']} ({v['impact']}): {node['target']} {node['html'][:140]}"
        for v in found.response["violations"]
        for node in v["nodes"][:3]
    ]


@pytest.mark.parametrize("count", [3, pytest.param(42, marks=pytest.mark.slow)])
def test_embeds_have_no_axe_violation(reader: Reader, release: Release, count: int) -> None:
    found = spread(every(release), 42)[:: 42 // count]
    wrong = []
    page = {s: reader.page(720, color_scheme=s) for s in ("light", "dark")}
    for i, one in enumerate(found):
        here = page[("light", "dark")[i % 2]]
        here.goto(reader.atlas + one.path(lang=LANGS[i // 2 % 2]))
        if here.locator("summary").count():
            here.locator("summary").click()
        wrong += [f"{one}: {v}" for v in violations(here)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("count", [4, pytest.param(84, marks=pytest.mark.slow)])
def test_no_word_of_an_embed_is_cut_or_covered(
    reader: Reader, release: Release, count: int
) -> None:
    """Measured in the browser from a small phone to a wall, the table folded and open."""
    page, wrong, seen = reader.page(), [], 0
    for i, one in enumerate(spread(every(release), 84)[:: 84 // count]):
        area = {"area": CITY} if i % 4 == 3 and one.level == "kabkota" else {}
        page.goto(reader.atlas + one.path(lang=LANGS[i % 2], **area))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for opened in (False, True):
                page.evaluate(
                    "o => document.querySelectorAll('details').forEach(d => d.open = o)", opened
                )
                found = page.evaluate(BOXES)
                seen += 1
                for fault in ("overlaps", "cut"):
                    wrong += [
                        f"{one} {LANGS[i % 2]} {width}: {fault}: {f}"
                        for f in dict.fromkeys(found[fault])
                    ]
                if found["sideways"] > 0:
                    wrong.append(f"{one} {width}: scrolls {found['sideways']} sideways")
                assert found["words"] > 5, one
    print(f"\n{seen} measures of {count} embeds")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(dict.fromkeys(wrong))


def test_the_measure_of_boxes_finds_planted_faults(reader: Reader) -> None:
    page = reader.embed(f"{MAP}?level=kecamatan", width=390)
    clean = page.evaluate(BOXES)
    assert (clean["overlaps"], clean["cut"], clean["sideways"]) == ([], [], 0)
    page.evaluate(
        """() => { const add = (h) => document.querySelector("main").insertAdjacentHTML("beforeend", h);
          add('<p id="p1">Medan Denai</p><p id="p2">Medan Kota</p><p id="p3">terpotong di tepi</p>');
          document.getElementById("p2").style.cssText = "position:relative;top:-24px;margin:0";
          document.getElementById("p3").style.cssText = "width:50px;overflow:hidden;white-space:nowrap";
          const svg = document.querySelector(".map svg"), ns = "http://www.w3.org/2000/svg";
          const text = svg.appendChild(document.createElementNS(ns, "text"));
          text.setAttribute("x", 700); text.setAttribute("y", 500); text.setAttribute("font-size", 60);
          text.textContent = "melewati tepi peta"; }"""
    )
    found = page.evaluate(BOXES)
    assert any("Medan Kota" in o for o in found["overlaps"])
    assert any("terpotong" in c for c in found["cut"])
    assert any("melewati" in c for c in found["cut"])


@pytest.mark.slow
def test_text_of_pictures_measured_by_the_browser_stays_inside(
    reader: Reader, release: Release
) -> None:
    """The reckoned widths are those of a real font: every text of a picture in its sheet."""
    page, wrong = reader.page(1920, 1080), []
    for i, one in enumerate(spread(every(release), 63)):
        for preset in ("og", "square", "slide"):
            reply = page.goto(reader.atlas + one.image(preset=preset, lang=LANGS[i % 2]))
            assert reply
            if not reply.ok:
                wrong.append(f"{one} {preset}: {reply.status}")
                continue
            wrong += [f"{one} {preset}: {f}" for f in page.evaluate(
                """() => { const sheet = document.documentElement.getBoundingClientRect(), found = [];
                  const all = [...document.querySelectorAll("text")].map(e => [e.textContent, e.getBoundingClientRect()]);
                  for (const [t, r] of all)
                    if (r.left < sheet.left - 1 || r.right > sheet.right + 1 || r.top < sheet.top - 2 || r.bottom > sheet.bottom + 2)
                      found.push(`outside: ${t}`);
                  for (let i = 0; i < all.length; i++) for (let j = i + 1; j < all.length; j++) {
                    const ink = (r) => ({left: r.left, right: r.right, top: r.top + 0.14 * r.height, bottom: r.bottom - 0.19 * r.height});
                    const [a, b] = [ink(all[i][1]), ink(all[j][1])];
                    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                    if (across > 2 && down > 2) found.push(`${all[i][0]} / ${all[j][0]}`);
                  }
                  return found; }"""
            )]  # fmt: skip
    reader.complaints[:] = [c for c in reader.complaints if "Failed to load resource" not in c]
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:80])
