"""What a site has besides its pages, and headers that guard the pages themselves."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.testclient import TestClient

from atlas.query import Catalogue
from atlas.settings import settings
from atlas.store import Store
from atlas.ui.frame import PAGES, TOOLS
from atlas.web import Document, routes, site

ROOT = Path(__file__).resolve().parent.parent
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(scope="module")
def served(state: Path) -> Starlette:
    return Starlette(routes=[*site.routes(Store(state))])


@pytest.fixture(scope="module")
def client(served: Starlette) -> TestClient:
    return TestClient(served, "https://atlas.test", client=("127.0.0.1", 50000))


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> str:
    mine = dataclasses.replace(settings(), metrics_token="rahasia-panjang")
    monkeypatch.setattr(site, "settings", lambda: mine)
    return mine.metrics_token


def test_robots_may_read_pages_and_embeds_and_find_the_sitemap(client: TestClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert lines[-1] == "Sitemap: https://atlas.test/sitemap.xml"
    closed = [line.partition(": ")[2] for line in lines if line.startswith("Disallow")]
    assert "/_stcore/" in closed
    assert not any(
        f"/{page}/".startswith(path) for page in (*site.PAGES, "embed") for path in closed
    )


def test_the_sitemap_has_every_page_indicator_and_profile_in_both_languages(
    client: TestClient, catalogue: Catalogue
) -> None:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found = [url.findtext(f"{SITEMAP}loc") for url in tree]
    assert len(found) == len(set(found)) == 2 * (len(site.PAGES) + len(catalogue.indicators) + 21)
    assert "https://atlas.test/indikator?indikator=tpt&lang=en" in found
    assert "https://atlas.test/kecamatan?area=1275040" in found
    for url in tree:
        others = {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}
        assert set(others) == {"id", "en", "x-default"}
        assert set(others.values()) <= set(found)
        assert url.findtext(f"{SITEMAP}loc") in others.values()
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\S+\+00:00", url.findtext(f"{SITEMAP}lastmod") or "")


def test_the_sitemap_knows_every_page_of_the_app() -> None:
    assert set(site.PAGES) == {path for _, path in (PAGES | TOOLS).values()}


def test_the_sitemap_is_compressed_and_known_again(client: TestClient) -> None:
    answer = client.get("/sitemap.xml", headers={"Accept-Encoding": "br"})
    assert int(answer.headers["content-length"]) < len(answer.content) / 10
    again = client.get("/sitemap.xml", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_without_a_release_the_sitemap_is_503_and_metrics_still_answer(tmp_path: Path) -> None:
    app = Starlette(routes=[*site.routes(Store(tmp_path))])
    empty = TestClient(app, client=("127.0.0.1", 1))
    assert empty.get("/sitemap.xml").status_code == 503
    assert empty.get("/robots.txt").status_code == 200
    assert "atlas_release_info{" not in empty.get("/metrics").text


def test_metrics_tell_a_neighbour_answers_release_and_memory(client: TestClient) -> None:
    client.get("/robots.txt")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert answer.headers["cache-control"] == "no-store"
    assert 'atlas_answers_total{kept="no",route="robots",status="200"}' in answer.text
    assert re.search(r'atlas_release_info\{release="[0-9a-f]{12}"\} 1\.0', answer.text)
    assert "process_resident_memory_bytes" in answer.text


@pytest.mark.parametrize("headers", [
    {"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}, {"X-Real-IP": "::1"},
    {"Via": "1.1 x"},
])  # fmt: skip
def test_metrics_refuse_what_came_through_a_proxy(
    client: TestClient, headers: dict[str, str]
) -> None:
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer x", "Bearer é", "rahasia-panjang"])
def test_metrics_refuse_strangers_without_the_token(
    served: Starlette, token: str, given: str
) -> None:
    stranger = TestClient(served, client=("203.0.113.9", 1))
    assert stranger.get("/metrics", headers={"Authorization": given.encode()}).status_code == 403


def test_metrics_answer_a_stranger_with_the_token(served: Starlette, token: str) -> None:
    stranger = TestClient(served, client=("203.0.113.9", 1))
    answer = stranger.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200


def test_no_token_is_no_way_in(served: Starlette) -> None:
    stranger = TestClient(served, client=("203.0.113.9", 1))
    assert stranger.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 403


@pytest.fixture(scope="module")
def page() -> TestClient:
    async def inner(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        plain = "." in scope["path"] or scope["path"] == "/metrics"
        made = PlainTextResponse("file") if plain else HTMLResponse('<html lang="en">')
        await made(scope, receive, send)

    return TestClient(Document(inner, Store(Path("none")), frozenset({"", "indikator"})))


@pytest.mark.parametrize("path", ["/", "/indikator?lang=en", "/tidakada"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_pages_are_framed_by_their_own_site_only(page: TestClient, path: str, method: str) -> None:
    answer = page.request(method, path)
    assert answer.headers["content-security-policy"] == "frame-ancestors 'self'"
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.text == "" or method == "GET"


def test_files_of_the_app_are_not_sniffed(page: TestClient) -> None:
    headers = page.get("/static/js/a.js").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in headers


@pytest.mark.parametrize("path", ["/metrics", "/robots.txt", "/data.json", "/embed.js"])
def test_our_small_routes_are_no_pages(page: TestClient, path: str) -> None:
    assert page.get(path).text == "file"


def test_nginx_sends_every_public_route_to_web(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    found = re.findall(r"location (=|~) (\S+) \{", text)
    exact = {path for kind, path in found if kind == "="}
    patterns = [path for kind, path in found if kind == "~"]
    for route in routes(Store(tmp_path)):
        known = route.path in exact or any(re.search(p, route.path) for p in patterns)
        assert known, f"{route.path} has no location in nginx.conf"
