"""A real server and a real Chromium in which every other host is refused."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright
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
    """One visitor with a page of their own."""

    page: Page
    base: str

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


@dataclass
class Contexts:
    """One context a colour scheme for all tests: scripts are fetched once, as by a returning
    visitor. Requests to another host are refused and remembered."""

    browser: Browser
    base: str
    strangers: list[str] = field(default_factory=list)
    found: dict[bool, BrowserContext] = field(default_factory=dict)

    def __getitem__(self, dark: bool) -> BrowserContext:
        if dark not in self.found:
            context = self.browser.new_context(color_scheme="dark" if dark else "light")
            context.route("**/*", self._only_us)
            self.found[dark] = context
        return self.found[dark]

    def fresh(self) -> BrowserContext:
        """A browser that has never been here: no cache, no storage."""
        context = self.browser.new_context()
        context.route("**/*", self._only_us)
        return context

    def _only_us(self, route: Route) -> None:
        if route.request.url.startswith((self.base, "data:", "blob:")):
            route.continue_()
        else:
            self.strangers.append(route.request.url)
            route.abort()


@pytest.fixture(scope="session")
def contexts(browser: Browser, server: str) -> Contexts:
    return Contexts(browser, server)


@pytest.fixture
def visit(contexts: Contexts) -> Iterator[Visitor]:
    pages: list[Page] = []

    def start(
        width: int = 1440, height: int = 1000, dark: bool = False, stranger: bool = False
    ) -> Visit:
        context = contexts.fresh() if stranger else contexts[dark]
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        pages.append(page)
        return Visit(page, contexts.base)

    yield start
    for page in pages:
        page.close()
    assert contexts.strangers == []
