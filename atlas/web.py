"""Public routes: health, boundaries, map data. A Starlette application; never imports streamlit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import brotli
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from atlas import colour, query
from atlas.choice import known_indicator, read, resolve
from atlas.model import AtlasError, Lang
from atlas.paint import kelurahan_features, style
from atlas.shape import Boundary
from atlas.store import Release, Store
from atlas.text import t
from atlas.view import area_view

FOR_EVER = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=60, stale-while-revalidate=600"
OWN = ("/boundary", "/peta", "/map", "/embed", "/api", "/image")
"""Folders that are ours: what is not a route there is a 404, not the app."""


def routes(store: Store) -> list[Route]:
    """Every public route over a store, a 404 for the rest of our folders included."""

    def healthz(request: Request) -> Response:
        return _health(store)

    def boundary(request: Request) -> Response:
        return _boundary(store, request)

    def kelurahan(request: Request) -> Response:
        return _kelurahan(store, request)

    return [
        Route("/healthz", healthz),
        Route("/boundary/{level}.json", boundary),
        Route("/peta/kelurahan.json", kelurahan),
        Route("/map/style.json", _style),
        *(Route(f"{folder}/{{rest:path}}", _nothing) for folder in OWN),
    ]


def application(store: Store) -> Starlette:
    """The public routes alone, for a server of their own."""
    return Starlette(routes=[*routes(store), Route("/{rest:path}", _nothing)])


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
    release = _released(store)
    if isinstance(release, Response):
        return release
    try:
        body = _boundary_body(release, request.path_params["level"])
    except KeyError:
        return _nothing(request)
    fixed = request.query_params.get("release") == release.name
    return _compressed(request, body, f'"{release.name}"', FOR_EVER if fixed else FOR_NOW)


@lru_cache(maxsize=8)
def _boundary_body(release: Release, level: str) -> tuple[bytes, bytes]:
    boundary: Boundary = release.boundary(level)
    content = boundary.geojson() | {"atlas": boundary.meta}
    return _both(content, 9)


def _kelurahan(store: Store, request: Request) -> Response:
    """GeoJSON of the kelurahan coloured as the view of the parameters says."""
    release = _released(store)
    if isinstance(release, Response):
        return release
    body = _kelurahan_body(release, tuple(sorted(request.query_params.items())))
    fixed = request.query_params.get("release") == release.name
    return _compressed(request, body, f'"{release.name}"', FOR_EVER if fixed else FOR_NOW)


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
    return _both(kelurahan_features(view, release.boundary("kelurahan"), theme), 5)


def _released(store: Store) -> Release | Response:
    try:
        return store.release()
    except AtlasError as error:
        content = {"status": "no release", "message": error.message_en}
        return JSONResponse(content, 503, {"Retry-After": "30"})


def _both(content: Any, quality: int) -> tuple[bytes, bytes]:
    """JSON as bytes, plain and brotli."""
    plain = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return plain, brotli.compress(plain, quality=quality)


def _compressed(request: Request, body: tuple[bytes, bytes], tag: str, cache: str) -> Response:
    """A JSON answer, brotli when the caller reads it, 304 when the caller has it."""
    headers = {"Cache-Control": cache, "ETag": tag, "Vary": "Accept-Encoding",
               "X-Content-Type-Options": "nosniff"}  # fmt: skip
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "br" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "br"
        return Response(body[1], media_type="application/geo+json", headers=headers)
    return Response(body[0], media_type="application/geo+json", headers=headers)


def _style(request: Request) -> Response:
    theme = "dark" if request.query_params.get("theme") == "dark" else "light"
    return JSONResponse(style(colour.PAPER[theme]), headers={"Cache-Control": FOR_EVER})


def _nothing(request: Request) -> Response:
    lang: Lang = "en" if request.query_params.get("lang") == "en" else "id"
    return JSONResponse({"status": 404, "title": t("site.not_found", lang)}, 404)


Receive = Callable[..., Any]


class Precompressed:
    """Serves brotli copies of Streamlit's static files, made once into a folder.

    A file without a copy, or a caller without brotli, gets the app's own answer.
    """

    def __init__(self, app: Any, copies: Path) -> None:
        self.app = app
        self.copies = {f"/{p.relative_to(copies)}"[:-3]: p for p in copies.rglob("*.br")}

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Receive) -> None:
        copy = self.copies.get(scope.get("path", "")) if scope["type"] == "http" else None
        accepted = dict(scope.get("headers", [])).get(b"accept-encoding", b"")
        if copy is None or b"br" not in accepted or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        kind = {".js": "text/javascript", ".css": "text/css"}.get(copy.suffixes[-2], "text/plain")
        headers = {"Content-Encoding": "br", "Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
        await Response(copy.read_bytes(), media_type=kind, headers=headers)(scope, receive, send)


def precompress(static: Path, copies: Path, quality: int = 9) -> int:
    """Make brotli copies of scripts and styles under `static`, in `copies`; gives how many.

    Does nothing when the copies are there already. About 6 s for Streamlit's 320 files.
    """
    done = copies / "done"
    if done.exists():
        return 0
    files = [p for p in static.rglob("*") if p.suffix in (".js", ".css") and p.stat().st_size > 500]
    for path in files:
        target = copies / "static" / path.relative_to(static)
        target.parent.mkdir(parents=True, exist_ok=True)
        content = brotli.compress(path.read_bytes(), quality=quality)
        target.with_name(target.name + ".br").write_bytes(content)
    done.write_text(str(len(files)), encoding="utf-8")
    return len(files)


class Document:
    """Puts the visitor's language, the title and the description into the served page; answers an
    address that is no page with a small page that says so."""

    def __init__(self, app: Any, pages: frozenset[str]) -> None:
        self.app = app
        self.pages = pages

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Receive) -> None:
        if not _is_page(scope):
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        brotlied = b"br" in headers.pop(b"accept-encoding", b"")
        query_text = scope.get("query_string", b"").decode("latin-1")
        lang: Lang = "en" if "lang=en" in query_text.split("&") else "id"
        if str(scope["path"]).strip("/") not in self.pages:
            await HTMLResponse(_no_page(lang), 404)(scope, receive, send)
            return
        start: dict[str, Any] = {}
        parts: list[bytes] = []

        async def collect(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        await self.app({**scope, "headers": list(headers.items())}, receive, collect)
        body = b"".join(parts)
        kept = {k: v for k, v in start["headers"] if k not in (b"etag", b"last-modified")}
        if kept.get(b"content-type", b"").startswith(b"text/html"):
            body = document(body.decode(), lang).encode()
            kept[b"content-language"] = lang.encode()
            if brotlied:
                body = brotli.compress(body, quality=5)
                kept[b"content-encoding"] = b"br"
        kept[b"content-length"] = str(len(body)).encode()
        await send({**start, "headers": list(kept.items())})
        await send({"type": "http.response.body", "body": body})


def _is_page(scope: dict[str, Any]) -> bool:
    """A request that the app answers with its one HTML page: no file, no inner route."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path = str(scope["path"])
    inner = "/_stcore" in path or path.startswith(
        ("/static", "/media", "/healthz", "/component", *OWN)
    )
    return not inner and "." not in path.rsplit("/", 1)[-1]


def _no_page(lang: Lang) -> str:
    """The page for an address that is none: a sentence and the way home."""
    home = "/?lang=en" if lang == "en" else "/"
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width">'
        f"<title>{t('site.name', lang)}</title>"
        f'<body style="font:1.1rem/1.5 sans-serif;margin:3rem auto;max-width:34rem;padding:0 1rem">'
        f"<h1>{t('site.name', lang)}</h1><p>{t('site.not_found', lang)}</p>"
        f'<p><a href="{home}">{t("page.home", lang)}</a></p>'
    )


def document(html: str, lang: Lang) -> str:
    """Streamlit's page with our language, title and description."""
    name, tagline = t("site.name", lang), t("site.tagline", lang)
    head = f'<meta name="description" content="{t("site.description", lang)}">'
    return (
        html.replace('<html lang="en">', f'<html lang="{lang}">', 1)
        .replace("<title>Streamlit</title>", f"<title>{name} · {tagline}</title>{head}", 1)
        .replace("You need to enable JavaScript to run this app.", t("site.noscript", lang), 1)
    )
