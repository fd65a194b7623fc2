"""The presentation: from the key to the finished next slide, beside the same views as pages in the
same run, in one Chromium."""

from __future__ import annotations

import os
import shutil
import statistics
from pathlib import Path

from crowd import _atlas, _load_said, percentile
from playwright.sync_api import Browser, Page, sync_playwright
from process import Others, Server

from atlas.deck import Deck, Shown, Slide, encode, shown
from atlas.store import Release, Store

HEADING = "## The presentation, one official"
MAPS = ("ipm", "rls", "hls", "uhh", "tpak", "p1", "p2", "ipg", "garis_kemiskinan", "tpt")
"""Indicators shown as maps of the 33 regencies and cities, on slides and on the page."""
OTHERS = (
    Slide("bar", "tpt", {"level": "kabkota"}), Slide("strip", "ipm", {"level": "kabkota"}),
    Slide("line", "tpt", {"level": "kabkota"}), Slide("card", "tpt", {"level": "kota"}),
    Slide("table", "jumlah_penduduk", {"level": "kelurahan"}),
    Slide("map", "jumlah_tps", {"level": "kecamatan"}), Slide("bar", "jumlah_tps", {"level": "kecamatan"}),
    Slide("map", "jumlah_penduduk", {"level": "kelurahan"}), Slide("line", "tpt", {"level": "kota"}),
    Slide("table", "tpt", {"level": "kota"}),
)  # fmt: skip
DECK = Deck(tuple(Slide("map", code, {"level": "kabkota"}) for code in MAPS) + OTHERS, "Bench")
ROUNDS, PAGES = 10, 3
PROMISED = 100
FLAGS = ["--no-sandbox", "--disable-gpu", "--use-gl=swiftshader", "--enable-unsafe-swiftshader",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip
TIMED = """(names) => { window.timed = [];
  addEventListener('keydown', (e) => { if (!names.includes(e.key)) return; const began = e.timeStamp;
    requestAnimationFrame(() => { const paint = new MessageChannel();
      paint.port1.onmessage = () => timed.push([performance.now() - began, document.querySelector('.slide.now').dataset.place]);
      paint.port2.postMessage(0); }); }, true); }"""
"""From the moment of a key to after the frame that shows what it did: a message posted in a frame
comes once that frame is painted."""
STANDS = """(said) => new Promise((done, fail) => { let began = 0;
  const main = () => document.querySelector('[data-testid=stMain]').textContent;
  const rests = () => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning';
  addEventListener('keydown', (e) => { if (e.key === 'Enter') began = e.timeStamp; }, {capture: true, once: true});
  const look = () => { if (began && rests() && main().includes(said)) done(performance.now() - began);
    else if (began && performance.now() - began > 20000) fail('20 s'); else requestAnimationFrame(look); };
  window.stands = look; requestAnimationFrame(look); })"""
"""From the key that chooses an indicator to the frame in which its sentence stands and the script rests;
what the map then still takes to draw is not in it."""


def measure(state: Path) -> list[str]:
    """The part as lines of Markdown."""
    release = Store(state).release()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or None
    with sync_playwright() as playwright, _atlas(state) as server:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        load, others = os.getloadavg()[0], Others(server)
        size, steps, periods = slides(browser, server)
        pages = reruns(browser, server, release)
        machine = _load_said(load, others)
        browser.close()
    return said(size, steps, periods, pages, machine)


def slides(browser: Browser, server: Server) -> tuple[int, list[tuple[float, str]], list[float]]:
    """Bytes of the document; milliseconds of each change of slide with its place; of each period."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    answer = page.goto(f"http://127.0.0.1:{server.port}/paparan?d={encode(DECK)}")
    assert answer is not None
    size = len(answer.body())
    page.evaluate(TIMED, ["ArrowRight", "ArrowLeft", "-"])
    found: list[tuple[float, str]] = []
    for key in ("ArrowRight", "ArrowLeft") * (ROUNDS // 2):
        for _ in DECK.slides:
            page.keyboard.press(key)
            page.wait_for_timeout(60)
        found += _timed(page)
    for place in range(1, len(MAPS) + 1):
        page.keyboard.type(str(place))
        page.keyboard.press("Enter")
        for _ in range(3):
            page.keyboard.press("-")
            page.wait_for_timeout(60)
    periods = [ms for ms, _ in _timed(page)]
    page.close()
    return size, found, periods


def _timed(page: Page) -> list[tuple[float, str]]:
    return [(ms, place) for ms, place in page.evaluate("timed.splice(0)")]


def reruns(browser: Browser, server: Server, release: Release) -> list[float]:
    """Milliseconds of the same maps chosen one after another on the page of indicators."""
    views = shown(Deck(DECK.slides[: len(MAPS)]), release, "id")
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"http://127.0.0.1:{server.port}/indikator?indikator=pdrb_adhb&level=kabkota")
    page.wait_for_selector(".maplibregl-canvas", timeout=60_000)
    page.wait_for_timeout(2500)
    found = []
    for turn in range(PAGES + 1):
        for one in views:
            ms = _chosen(page, one, release)
            found += [ms] if turn else []
    page.close()
    return found


def _chosen(page: Page, one: Shown, release: Release) -> float:
    """Choose the indicator of a view in the list, as a person does."""
    assert one.view is not None
    box = page.locator("[data-testid=stSelectbox] input").nth(1)
    box.click()
    page.keyboard.type(one.view.title.partition(", ")[0])
    page.wait_for_timeout(250)
    page.evaluate(f"window.waited = ({STANDS})({one.view.sentences[0]!r}); 0")
    page.keyboard.press("Enter")
    took = float(page.evaluate("window.waited"))
    page.wait_for_timeout(1200)
    return took


def said(
    size: int,
    steps: list[tuple[float, str]],
    periods: list[float],
    pages: list[float],
    machine: str,
) -> list[str]:
    every = [ms for ms, _ in steps]
    maps = [ms for ms, place in steps if place.isdigit() and 1 <= int(place) <= len(MAPS)]
    rows = (("next or previous slide, all kinds of view", every), ("of these to a map of 33 areas", maps),
            ("another period of such a map", periods), ("the same maps chosen on the page", pages))  # fmt: skip
    kept = "kept" if percentile(every) < PROMISED else "NOT kept"
    return [
        HEADING, "",
        f"A deck of {len(DECK.slides)} slides as `/paparan` gives it: {size / 1024:,.0f} KiB in one answer. From the moment of",
        "the key, as the browser stamps it, to after the frame that paints the finished slide. Beside it",
        "the same ten maps chosen on the page of indicators in the same browser: from the key to the frame in which the",
        "sentence stands and the script rests; what the map then still takes to draw is not counted.",
        f"Machine: {machine}.", "",
        "| | times | median, ms | 95th, ms | longest, ms |", "|---|---|---|---|---|",
        *(f"| {name} | {len(x)} | {statistics.median(x):.0f} | {percentile(x):.0f} | {max(x):.0f} |" for name, x in rows),
        "", f"A slide of a map takes {statistics.median(maps) / statistics.median(pages):.2f} of the page's time (medians). "
        f"Promised: under {PROMISED} ms at the 95th percentile: {kept}.", "",
    ]  # fmt: skip
