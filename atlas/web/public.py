"""Routes for everyone: health, boundaries, map data, the search index, downloads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from atlas import colour, find, query
from atlas.choice import known_indicator, read, resolve
from atlas.model import AtlasError, Lang
from atlas.paint import kelurahan_features, style
from atlas.shape import Boundary
from atlas.store import Release, Store
from atlas.view import area_view
from atlas.web import api, changes, deck, downloads, embed, images, site, slideshow
from atlas.web.answers import FOR_EVER, FOR_NOW, Kept, both, compressed, language, nothing, released

OWN = ("/boundary", "/peta", "/map", "/cari", "/unduh", "/embed", "/api", "/image", "/paparan")
"""Folders that are ours: what is not a route there is a 404, not the app."""


def routes(store: Store) -> list[BaseRoute]:
    """Every public route over a store, a 404 for the rest of our folders included."""

    def healthz(request: Request) -> Response:
        return _health(store)

    def boundary(request: Request) -> Response:
        return _boundary(store, request)

    def kelurahan(request: Request) -> Response:
        return _kelurahan(store, request)

    def file(request: Request) -> Response:
        return downloads.file(store, request)

    def table(request: Request) -> Response:
        return downloads.table(store, request)

    def words(request: Request) -> Response:
        return _index(store, request)

    return [
        *embed.routes(store),
        *images.routes(store),
        *api.routes(store),
        *changes.routes(store),
        *site.routes(store),
        *deck.routes(store),
        *slideshow.routes(store),
        Route("/healthz", healthz),
        Route("/boundary/{level}.json", boundary),
        Route("/peta/kelurahan.json", kelurahan),
        Route("/map/style.json", _style),
        Route("/cari/indeks.json", words),
        Route("/unduh/{release}/{file}", file),
        Route("/unduh/{release}/tabel/{indicator}/{level}/{form}.csv", table),
        *(Route(f"{folder}/{{rest:path}}", nothing) for folder in OWN),
    ]


def application(store: Store) -> Kept:
    """The public routes alone, for a server of their own."""
    return Kept(Starlette(routes=[*routes(store), Route("/{rest:path}", nothing)]), store)


def _health(store: Store) -> Response:
    """Status, release and counts as JSON; 503 without a release."""
    try:
        release = store.release()
    except AtlasError as error:
        content = {"status": "no release", "message": error.message_en}
        return JSONResponse(content, 503, {"Retry-After": "30", "Cache-Control": "no-store"})
    content = {"status": "ok", "release": release.name, **_counts(release)}
    return JSONResponse(content, headers={"Cache-Control": "no-store"})


@lru_cache(maxsize=2)
def _counts(release: Release) -> dict[str, Any]:
    """A release does not change: counted once, so that a probe costs no query."""
    with release.cursor() as cursor:
        return query.counts(cursor)


def _boundary(store: Store, request: Request) -> Response:
    release = released(store, request)
    if isinstance(release, Response):
        return release
    try:
        body = _boundary_body(release, request.path_params["level"])
    except KeyError:
        return nothing(request)
    fixed = request.query_params.get("release") == release.name
    return compressed(request, body, f'"{release.name}"', FOR_EVER if fixed else FOR_NOW)


@lru_cache(maxsize=8)
def _boundary_body(release: Release, level: str) -> tuple[bytes, bytes]:
    boundary: Boundary = release.boundary(level)
    content = boundary.geojson() | {"atlas": boundary.meta}
    return both(content, 9)


def _kelurahan(store: Store, request: Request) -> Response:
    """GeoJSON of the kelurahan coloured as the view of the parameters says."""
    release = released(store, request)
    if isinstance(release, Response):
        return release
    body = _kelurahan_body(release, tuple(sorted(request.query_params.items())))
    fixed = request.query_params.get("release") == release.name
    return compressed(request, body, f'"{release.name}"', FOR_EVER if fixed else FOR_NOW)


@lru_cache(maxsize=64)
def _kelurahan_body(release: Release, params: tuple[tuple[str, str], ...]) -> tuple[bytes, bytes]:
    """Kept for 64 views: drawing one takes about 60 ms, a person moving a slider asks again."""
    raw: Mapping[str, str] = dict(params)
    lang: Lang = "en" if raw.get("lang") == "en" else "id"
    theme = "dark" if raw.get("theme") == "dark" else "light"
    catalogue = query.catalogue(release)
    choice, notices = read({**raw, "level": "kelurahan"})
    choice = known_indicator(choice, catalogue, notices, lang)
    with release.cursor() as cursor:
        tables = query.coverage(cursor, choice.indicator)
        resolved = resolve(choice, tables, catalogue, notices)
        view = area_view(release, cursor, catalogue, resolved, lang)
    return both(kelurahan_features(view, release.boundary("kelurahan"), theme), 5)


def _index(store: Store, request: Request) -> Response:
    """What the search of every page looks through, in one language."""
    release = released(store, request)
    if isinstance(release, Response):
        return release
    lang = language(request)
    body = _index_body(release, lang)
    fixed = request.query_params.get("release") == release.name
    return compressed(request, body, f'"{release.name}{lang}"', FOR_EVER if fixed else FOR_NOW)


@lru_cache(maxsize=4)
def _index_body(release: Release, lang: Lang) -> tuple[bytes, bytes]:
    return both(find.index(release, lang), 9)


def _style(request: Request) -> Response:
    theme = "dark" if request.query_params.get("theme") == "dark" else "light"
    return JSONResponse(style(colour.PAPER[theme]), headers={"Cache-Control": FOR_EVER})
