"""What a site has besides its pages: robots.txt, sitemap.xml, and counters for its operator."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from itertools import chain
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from prometheus_client import CollectorRegistry, Metric, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.routing import Route as At

from atlas import query
from atlas.model import LANGS, AtlasError
from atlas.settings import settings
from atlas.store import Release, Store
from atlas.study.tools import TOOLS
from atlas.web import counted
from atlas.web.answers import FOR_NOW, NEVER, Answer, Problem, Route, address, shelf

PAGES = ("", "indikator", "kecamatan", "kota", "analisis", "data", "rapat", "sematkan", "cocokkan",
         *TOOLS.values())  # fmt: skip
"""Paths of the pages of the app; a test holds that these are all of them."""
CLOSED = ("/_stcore/", "/metrics", "/peta/", "/cari/", "/map/", "/unduh/")
"""What a search engine has no use for."""
PROXIED = ("x-forwarded-for", "forwarded", "x-real-ip", "via")
"""Headers that say that a request came through a proxy."""
LOOPBACK = ("127.0.0.1", "::1")


def routes(store: Store) -> list[At]:
    """/robots.txt, /sitemap.xml and /metrics over a store."""
    return [
        At("/robots.txt", Route(store, "robots", _robots)),
        At("/sitemap.xml", Route(store, "sitemap", _sitemap)),
        At("/metrics", Route(store, "metrics", _metrics)),
    ]


def _robots(request: Request, store: Store) -> Answer:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "Allow: /", "",
             f"Sitemap: {address(request)}/sitemap.xml", ""]  # fmt: skip
    return Answer("\n".join(lines).encode(), "text/plain; charset=utf-8", FOR_NOW)


def _sitemap(request: Request, store: Store) -> Answer:
    """Every page, indicator and kecamatan profile, each in both languages (sitemaps.org 0.9, with
    the alternates that search engines read); changed when the release was built."""
    return Answer(_sitemap_body(store.release(), address(request)), "application/xml", FOR_NOW)


@lru_cache(maxsize=2)
def _sitemap_body(release: Release, site: str) -> bytes:
    changed = release.manifest["built_at"]
    found = (
        "<url>"
        f"<loc>{_said(site, path, params, lang)}</loc><lastmod>{changed}</lastmod>"
        + "".join(
            f'<xhtml:link rel="alternate" hreflang="{name}" '
            f'href="{_said(site, path, params, of)}"/>'
            for name, of in (("id", "id"), ("en", "en"), ("x-default", "id"))
        )
        + "</url>\n"
        for path, params in _pages(release)
        for lang in LANGS
    )
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    return "".join(chain([head], found, ["</urlset>\n"])).encode()


def _pages(release: Release) -> Iterator[tuple[str, dict[str, str]]]:
    """Paths with their parameters: pages, then indicators, then profiles of kecamatan."""
    catalogue = query.catalogue(release)
    yield from ((path, {}) for path in PAGES)
    yield from (("indikator", {"indikator": code}) for code in catalogue.indicators)
    districts = (a for a in catalogue.areas.values() if a.level == "kecamatan")
    yield from (("kecamatan", {"area": a.area_code}) for a in districts)


def _said(site: str, path: str, params: dict[str, str], lang: str) -> str:
    """An absolute address for XML; Indonesian goes without saying, as everywhere."""
    asked = urlencode(params | ({"lang": "en"} if lang == "en" else {}))
    return escape(f"{site}/{path}{'?' + asked if asked else ''}", {'"': "&quot;"})


def _metrics(request: Request, store: Store) -> Answer:
    """Counters in Prometheus' text format, for a neighbour on the loopback or a bearer of the
    token. Problem 403 for everybody else."""
    if not (_neighbour(request) or _bearer(request)):
        raise Problem.of(403, "closed", "problem.closed_detail")
    return Answer(_counters(store), "text/plain; version=0.0.4; charset=utf-8", NEVER)


def _neighbour(request: Request) -> bool:
    """A caller on this machine that no proxy speaks for."""
    here = request.client is not None and request.client.host in LOOPBACK
    return here and not any(name in request.headers for name in PROXIED)


def _bearer(request: Request) -> bool:
    token = settings().metrics_token
    given = request.headers.get("authorization", "")
    return bool(token) and secrets.compare_digest(given.encode(), f"Bearer {token}".encode())


def _counters(store: Store) -> bytes:
    """Answers by route and status, of all workers when PROMETHEUS_MULTIPROC_DIR names the folder
    they share; then the release, memory and processor time of the process that answers."""
    registry = CollectorRegistry()
    registry.register(_Served(store))
    ProcessCollector(registry=registry)
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return counted.text() + generate_latest(registry)
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


class _Served(Collector):
    """Which release is served, when it was built, how much is kept of it, as gauges."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def collect(self) -> Iterator[Metric]:
        info = GaugeMetricFamily(
            "atlas_release_info", "1 for the served release", labels=["release"]
        )
        built = GaugeMetricFamily("atlas_release_built_seconds", "When it was built, in Unix time")
        with suppress(AtlasError):
            release = self.store.release()
            info.add_metric([release.name], 1)
            built.add_metric([], datetime.fromisoformat(release.manifest["built_at"]).timestamp())
        yield from (info, built)
        yield GaugeMetricFamily("atlas_kept_bytes", "Finished answers kept, in bytes", shelf.size)
