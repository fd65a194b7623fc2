"""Middleware: compressed scripts, and pages in the visitor's language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from atlas.model import Lang
from atlas.store import Store
from atlas.text import t
from atlas.web.answers import FOR_EVER, address
from atlas.web.cards import head_of
from atlas.web.public import OWN

Receive = Callable[..., Any]
SNIFF = (b"x-content-type-options", b"nosniff")
GUARDS = (
    SNIFF,
    (b"content-security-policy", b"frame-ancestors 'self'"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
"""Headers of the app's pages: only this site frames them. Scripts are not restricted: Streamlit's
own need `unsafe-eval`. What other sites may frame is under /embed, with headers of its own."""
INNER = ("/_stcore", "/static", "/media", "/component")
"""Folders of Streamlit that are no pages."""
SINGLE = frozenset({"/healthz", "/metrics", "/oembed", "/changes"})
"""Routes of ours that are in no folder and have no dot in their name."""


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
        headers = {"Content-Encoding": "br", "Cache-Control": FOR_EVER, "Vary": "Accept-Encoding",
                   "X-Content-Type-Options": "nosniff"}  # fmt: skip
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
    """Puts the visitor's language, the title and the description into the served page, and headers
    that guard it; answers an address that is no page with a small page that says so."""

    def __init__(self, app: Any, store: Store, pages: frozenset[str]) -> None:
        self.app = app
        self.store = store
        self.pages = pages

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Receive) -> None:
        if not _is_page(scope):
            await self.app(scope, receive, _unsniffed(send) if scope["type"] == "http" else send)
            return
        headers = dict(scope["headers"])
        brotlied = b"br" in headers.pop(b"accept-encoding", b"")
        query_text = scope.get("query_string", b"").decode("latin-1")
        lang: Lang = "en" if "lang=en" in query_text.split("&") else "id"
        if str(scope["path"]).strip("/") not in self.pages:
            guards = {k.decode(): v.decode() for k, v in GUARDS}
            await HTMLResponse(_no_page(lang), 404, guards)(scope, receive, send)
            return
        start: dict[str, Any] = {}
        parts: list[bytes] = []

        async def collect(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        asked = {**scope, "method": "GET", "headers": list(headers.items())}
        await self.app(asked, receive, collect)
        body = b"".join(parts)
        kept = {k: v for k, v in start["headers"] if k not in (b"etag", b"last-modified")}
        if kept.get(b"content-type", b"").startswith(b"text/html"):
            site = address(Request(scope))
            page = str(scope["path"]).strip("/")
            head = await run_in_threadpool(head_of, self.store, site, page, query_text, lang)
            body = document(body.decode(), head, lang).encode()
            kept[b"content-language"] = lang.encode()
            if brotlied:
                body = brotli.compress(body, quality=5)
                kept[b"content-encoding"] = b"br"
        kept[b"content-length"] = str(len(body)).encode()
        await send({**start, "headers": list((kept | dict(GUARDS)).items())})
        await send(
            {"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body}
        )


def _unsniffed(send: Receive) -> Receive:
    """Sends an answer that is no page with `nosniff`, when it does not say so itself."""

    async def sent(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = list(message["headers"])
            if all(name != SNIFF[0] for name, _ in headers):
                message = {**message, "headers": [*headers, SNIFF]}
        await send(message)

    return sent


def _is_page(scope: dict[str, Any]) -> bool:
    """A request that the app answers with its one HTML page: no file, no inner route."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    path = str(scope["path"])
    inner = path in SINGLE or "/_stcore" in path or path.startswith((*INNER, *OWN))
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


def document(html: str, head: str, lang: Lang) -> str:
    """Streamlit's page with our language, and our title and tags for other sites."""
    return (
        html.replace('<html lang="en">', f'<html lang="{lang}">', 1)
        .replace("<title>Streamlit</title>", head, 1)
        .replace("You need to enable JavaScript to run this app.", t("site.noscript", lang), 1)
    )
