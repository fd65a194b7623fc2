"""`make bench`: our figures beside named baselines in the same run, into docs/BENCHMARKS.md.

`python tests/bench crowd` measures pages and people alone and writes only their part,
`python tests/bench public` the public routes alone, `python tests/bench phone` embeds on a phone,
`python tests/bench tables` a book of 300 official tables, `python tests/bench workbench` the tools of
Analisis, `python tests/bench present` slides in the meeting room.
"""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(ROOT), str(ROOT / "tests")]

import phone
import present
import public
import tables
import workbench
from crowd import HEADING, measure, percentile
from process import running
from servers import free_port
from wire import Wire

from atlas import query
from atlas.store import Store

FLAGS = ["--no-sandbox", "--disable-gpu", "--use-gl=swiftshader", "--enable-unsafe-swiftshader",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip
CHOSEN = ["ipm", "rls", "hls", "uhh", "tpak", "p1", "p2", "ipg", "garis_kemiskinan", "tpt"] * 3


class Network:
    """Requests, decoded bodies and socket frames of a page, with the browser's own clock."""

    def __init__(self, page: Page) -> None:
        self.requests = 0
        self.raw = 0
        self.packed = 0
        self.frames: list[tuple[str, float, int]] = []
        self.calls: list[tuple[float, float]] = []
        self.sent: dict[str, float] = {}
        page.on("response", self._response)
        cdp: CDPSession = page.context.new_cdp_session(page)
        cdp.send("Network.enable")
        for name in ("webSocketFrameSent", "webSocketFrameReceived"):
            cdp.on(f"Network.{name}", lambda e, kind=name[14:]: self.frames.append(
                (kind, e["timestamp"], len(e["response"]["payloadData"]) * 3 // 4)))  # fmt: skip
        cdp.on("Network.requestWillBeSent", self._call)
        cdp.on("Network.loadingFinished", self._answered)

    def _response(self, response: Any) -> None:
        self.requests += 1
        try:
            body = response.body()
        except Exception:
            return
        self.raw += len(body)
        text = any(
            k in response.headers.get("content-type", "")
            for k in ("java", "css", "json", "html", "svg", "plain")
        )
        self.packed += len(brotli.compress(body, quality=9)) if text else len(body)

    def _call(self, event: dict[str, Any]) -> None:
        if "_dash-update" in event["request"]["url"]:
            self.sent[event["requestId"]] = event["timestamp"]

    def _answered(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.sent:
            self.calls.append((self.sent[event["requestId"]], event["timestamp"]))


def first_visit(
    browser: Browser, port: int, path: str, ready: Callable[[Page], None]
) -> dict[str, float]:
    """Bytes on the wire, decoded and equally compressed; requests; seconds to a drawn map."""
    wire = Wire(port)
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    network = Network(page)
    started = time.perf_counter()
    page.goto(f"http://127.0.0.1:{wire.port}{path}")
    ready(page)
    seconds = time.perf_counter() - started
    page.wait_for_timeout(2500)
    frames = sum(size for kind, _, size in network.frames if kind == "Received")
    result = {"wire": wire.received / 1024, "raw": (network.raw + frames) / 1024,
              "packed": (network.packed + frames) / 1024, "requests": float(network.requests),
              "seconds": seconds}  # fmt: skip
    context.close()
    wire.close()
    return result


def drawn(page: Page) -> None:
    page.wait_for_selector(".maplibregl-canvas", timeout=60_000)


def another_indicator(browser: Browser, port: int) -> tuple[list[float], list[float]]:
    """Choosing an indicator in our page: KiB on the wire and milliseconds the server took."""
    wire = Wire(port)
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    network = Network(page)
    page.goto(f"http://127.0.0.1:{wire.port}/indikator?indikator=tpt&level=kabkota")
    drawn(page)
    page.wait_for_timeout(2500)
    sizes, times = [], []
    for code in CHOSEN:
        network.frames.clear()
        before = wire.received
        box = page.locator("[data-testid=stSelectbox] input").nth(1)
        box.click()
        page.keyboard.type(NAMES[code])
        page.wait_for_timeout(250)
        page.keyboard.press("Enter")
        page.wait_for_timeout(1800)
        sizes.append((wire.received - before) / 1024)
        sent = [at for kind, at, _ in network.frames if kind == "Sent"]
        got = [at for kind, at, _ in network.frames if kind == "Received"]
        if sent and got:
            last = [at for at in got if at < sent[0] + 1.5]
            times.append((max(last) - sent[0]) * 1000)
    context.close()
    wire.close()
    return sizes, times


def dash_callbacks(browser: Browser, port: int) -> tuple[list[float], list[float]]:
    wire = Wire(port)
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    network = Network(page)
    page.goto(f"http://127.0.0.1:{wire.port}/")
    drawn(page)
    page.wait_for_timeout(2500)
    sizes, times = [], []
    for code in CHOSEN:
        network.calls.clear()
        before = wire.received
        page.locator("#code").click()
        page.wait_for_timeout(200)
        page.keyboard.type(NAMES[code])
        page.wait_for_timeout(300)
        page.keyboard.press("Enter")
        page.wait_for_timeout(1800)
        if network.calls:
            sizes.append((wire.received - before) / 1024)
            times += [(end - start) * 1000 for start, end in network.calls]
    context.close()
    wire.close()
    return sizes, times


def kept_alive(port: int, count: int = 500) -> list[float]:
    """Milliseconds of /healthz on one kept-alive connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times = []
    for _ in range(count):
        started = time.perf_counter()
        connection.request("GET", "/healthz")
        connection.getresponse().read()
        times.append((time.perf_counter() - started) * 1000)
    return times


def build_once(state: Path) -> tuple[float, float]:
    """Seconds and peak MiB of a whole `python -m atlas build --publish`."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "atlas", "build", "--publish", "--state", str(state)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def questions(state: Path, count: int = 2000) -> list[float]:
    """Milliseconds of reading one table from the release, over all indicators in turn."""
    release = Store(state).release()
    with release.cursor() as cursor:
        tables = [t for i in query.indicators(cursor) for t in query.coverage(cursor, i.indicator)]
    times = []
    for i in range(count):
        table = tables[(i * 7919) % len(tables)]
        started = time.perf_counter()
        with release.cursor() as cursor:
            query.values(
                cursor, table.indicator, table.level, table.period, table.dim, table.series
            )
        times.append((time.perf_counter() - started) * 1000)
    return times


def dash_python() -> str:
    """Python of an environment of its own, with Dash, made for the bench alone."""
    folder = ROOT / ".venv" / "bench"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run(
            [sys.executable, "-m", "venv", "--system-site-packages", str(folder)], check=True
        )
        site = next((ROOT / ".venv" / "lib").glob("python*/site-packages"))
        own = next((folder / "lib").glob("python*/site-packages"))
        (own / "atlas.pth").write_text(f"{site}\n")
        subprocess.run([str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check",
                        "-r", str(HERE / "requirements.txt")], check=True)  # fmt: skip
    return str(python)


WRITTEN = ROOT / "docs" / "BENCHMARKS.md"
PARTS = ("browser", "crowd", "public", "phone", "tables", "workbench", "present")
NAMES: dict[str, str] = {}


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    state = Path(tempfile.mkdtemp())
    try:
        chosen = set(sys.argv[1:]) or set(PARTS)
        seconds, memory = build_once(state) if chosen != {"tables"} else (0.0, 0.0)
        parts = written_before()
        if "browser" in chosen:
            parts[0] = browsed(state, seconds, memory)
        if "crowd" in chosen:
            parts[1] = measure(state)
        if "public" in chosen:
            parts[2] = public.measure(state)
        if "phone" in chosen:
            parts[3] = phone.measure(state)
        if "tables" in chosen:
            parts[4] = tables.measure()
        if "workbench" in chosen:
            parts[5] = workbench.measure(state)
        if "present" in chosen:
            parts[6] = present.measure(state)
        text = "\n\n".join("\n".join(lines).strip() for lines in parts).strip() + "\n"
    finally:
        shutil.rmtree(state)
    WRITTEN.write_text(text, encoding="utf-8")
    print(text)


def written_before() -> list[list[str]]:
    """The seven parts as they were written: through a browser, pages and people, public routes,
    embeds on a phone, official tables, the workbench, the presentation."""
    before = WRITTEN.read_text(encoding="utf-8") if WRITTEN.exists() else ""
    rest, heading, last = before.partition(public.HEADING)
    first, crowd, middle = rest.partition(HEADING)
    routes, slow, rest = last.partition(phone.HEADING)
    phones, book, checked = rest.partition(tables.HEADING)
    checked, bench, tools = checked.partition(workbench.HEADING)
    tools, room, slides = tools.partition(present.HEADING)
    return [[first], [crowd + middle], [heading + routes], [slow + phones], [book + checked],
            [bench + tools], [room + slides]]  # fmt: skip


def browsed(state: Path, seconds: float, memory: float) -> list[str]:
    """What is measured through a browser, and behind the page."""
    release = Store(state).release()
    NAMES.update({c: i.name("id") for c, i in query.catalogue(release).indicators.items()})
    asked = questions(state)
    ports = [free_port() for _ in range(3)]
    ours = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(ports[0])]
    bare = [sys.executable, "-m", "streamlit", "run", str(HERE / "bare_streamlit.py"), "--server.port",
            str(ports[1]), "--server.enableWebsocketCompression", "false"]  # fmt: skip
    dash = [dash_python(), str(HERE / "bare_dash.py"), str(ports[2])]
    environment = {"ATLAS_STATE": str(state)}
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with running(ours, ports[0], "/healthz", environment):
            pass
        with running(ours, ports[0], "/healthz", environment) as server:
            alive = kept_alive(ports[0])
            visit = {
                "ours": first_visit(
                    browser, ports[0], "/indikator?indikator=tpt&level=kabkota", drawn
                )
            }
            sizes, times = another_indicator(browser, ports[0])
        with running(bare, ports[1], "/_stcore/health", {}):
            visit["bare"] = first_visit(browser, ports[1], "/", drawn)
        with running(dash, ports[2], "/", {}):
            visit["dash"] = first_visit(browser, ports[2], "/", drawn)
            dash_sizes, dash_times = dash_callbacks(browser, ports[2])
        browser.close()
    start = server.started_in
    return said(visit, sizes, times, dash_sizes, dash_times, alive, asked, seconds, memory, start)


def said(
    visit, sizes, times, dash_sizes, dash_times, alive, asked, seconds, memory, start
) -> list[str]:  # type: ignore[no-untyped-def]
    name = {"ours": "Atlas Medan", "bare": "bare Streamlit", "dash": "Dash"}
    lines = [
        "# Benchmarks", "",
        "Written by `make bench`; baselines run beside ours in the same run, on the same machine,",
        "one Chromium without a graphics card. Read ratios, not single times.", "",
        "## First visit of the map page (33 regencies and cities, unemployment)", "",
        "| | on the wire, KiB | decoded, KiB | same compression (brotli 9), KiB | requests | seconds to the map |",
        "|---|---|---|---|---|---|",
    ]  # fmt: skip
    for key, v in visit.items():
        lines.append(f"| {name[key]} | {v['wire']:,.0f} | {v['raw']:,.0f} | {v['packed']:,.0f} | "
                     f"{v['requests']:.0f} | {v['seconds']:.1f} |")  # fmt: skip
    for key in ("bare", "dash"):
        lines.append(
            f"| ours / {name[key]} | "
            + " | ".join(
                f"{visit['ours'][k] / visit[key][k]:.2f}"
                for k in ("wire", "raw", "packed", "requests", "seconds")
            )
            + " |"
        )
    lines += [
        "", "## Choosing another indicator", "",
        "| | bytes on the wire, KiB, median (95th) | server time, ms, median (95th) |", "|---|---|---|",
        f"| Atlas Medan | {statistics.median(sizes):.1f} ({percentile(sizes):.1f}) | {statistics.median(times):.0f} ({percentile(times):.0f}) |",
        f"| Dash callback | {statistics.median(dash_sizes):.1f} ({percentile(dash_sizes):.1f}) | {statistics.median(dash_times):.0f} ({percentile(dash_times):.0f}) |",
        f"| ours / Dash | {statistics.median(sizes) / statistics.median(dash_sizes):.2f} | {statistics.median(times) / statistics.median(dash_times):.2f} |",
        "", f"{len(times)} choices each. Server time is from the browser's message to the last answer it got.", "",
        "## Behind the page", "", "| | |", "|---|---|",
        f"| build and publish the shipped package | {seconds:.1f} s, peak {memory:.0f} MiB |",
        f"| start to first /healthz | {start:.1f} s |",
        f"| /healthz on a kept-alive connection | median {statistics.median(alive):.2f} ms, 95th {percentile(alive):.2f} ms |",
        f"| one table from the release | median {statistics.median(asked):.2f} ms, 95th {percentile(asked):.2f} ms |",
        "",
    ]  # fmt: skip
    return lines


if __name__ == "__main__":
    main()
