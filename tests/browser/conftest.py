"""A real server and a real Chromium in which every other host is refused."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from servers import free_port, serve

FLAGS = ["--no-sandbox", "--disable-gpu", "--use-gl=swiftshader", "--enable-unsafe-swiftshader",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-first-run"]  # fmt: skip


@pytest.fixture(scope="session")
def server(state: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("log") / "server.log"
    port = free_port()
    process = serve(state, port, log)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)
    assert "Traceback" not in log.read_text(), log.read_text()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or None
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


@dataclass
class Visit:
    """One visitor: a page, and every request to another host, which is refused."""

    page: Page
    base: str
    strangers: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        self.ready()
        return self.page

    def ready(self) -> None:
        """Wait until the page is drawn and the script has stopped."""
        self.page.wait_for_selector("footer.atlas-foot", timeout=30_000)
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')

    def map_ready(self) -> None:
        """Wait until MapLibre has drawn the areas."""
        self.ready()
        self.page.wait_for_selector(".js-plotly-plot .maplibregl-canvas", timeout=30_000)
        self.page.wait_for_timeout(1500)


Visitor = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visitor]:
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def start(width: int = 1440, height: int = 1000, dark: bool = False) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        found = Visit(context.new_page(), server)

        def only_us(route) -> None:  # type: ignore[no-untyped-def]
            url = route.request.url
            if url.startswith((server, "data:", "blob:")):
                route.continue_()
            else:
                found.strangers.append(url)
                route.abort()

        context.route("**/*", only_us)
        visits.append(found)
        return found

    yield start
    strangers = [url for v in visits for url in v.strangers]
    for context in contexts:
        context.close()
    assert strangers == []
