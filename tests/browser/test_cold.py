"""Deep links on a server that has just started."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect
from servers import free_port, serve


def test_a_deep_link_works_on_a_cold_server(browser: Browser, state: Path, tmp_path: Path) -> None:
    port = free_port()
    process = serve(state, port, tmp_path / "log")
    try:
        page = browser.new_page()
        page.goto(
            f"http://127.0.0.1:{port}/indikator?indikator=tpt&level=kabkota&period=2018&lang=en"
        )
        expect(page.locator("h1")).to_contain_text("Open unemployment rate, 2018", timeout=30_000)
        expect(page.get_by_role("link", name="Indicators", exact=True)).to_be_visible()
    finally:
        process.terminate()
        process.wait(10)
