"""Routes of the presentation: /paparan and /paparan/unduh, the same document with links
and without.

A deck is in its address, which is longer than any other: these routes have a limit of their own.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.routing import Route as Path

from atlas.deck import Read, decode, encode
from atlas.deck.model import LONGEST_CODE
from atlas.model import AtlasError, Lang
from atlas.slides import Document, document
from atlas.store import Release, Store
from atlas.text import t
from atlas.web.answers import (
    FOR_NOW,
    Answer,
    Problem,
    Route,
    address,
    preferred,
    refusal_headers,
    small_page,
)
from atlas.web.asked import drawable, language_of, parameters

HTML = "text/html; charset=utf-8"
LONGEST = 4 * LONGEST_CODE
"""Bytes of a query: a code some of whose signs were written as %XX on the way."""
MOST_KEPT = 8
"""Documents kept: one is made in one to four seconds and takes about 1 MB."""


def routes(store: Store) -> list[BaseRoute]:
    kept = Kept()

    def shown(request: Request, store: Store) -> Answer | Response:
        return _answer(request, store, kept, served=True)

    def file(request: Request, store: Store) -> Answer | Response:
        return _answer(request, store, kept, served=False)

    return [
        Path("/paparan", Route(store, "paparan", shown, refuse, LONGEST)),
        Path("/paparan/unduh", Route(store, "paparan", file, refuse, LONGEST)),
    ]


Key = tuple[str, str, Lang, str, bool]
"""Code, release, language, address, whether it is served."""


class Kept:
    """Finished documents, the least used dropped."""

    def __init__(self) -> None:
        self._found: OrderedDict[Key, Document] = OrderedDict()
        self._lock = threading.Lock()

    def get(
        self, read: Read, code: str, release: Release, lang: Lang, base: str, served: bool
    ) -> Document:
        key = (code, release.name, lang, base, served)
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
                return found
        made = document(read, release, lang, base, served)
        with self._lock:
            self._found[key] = made
            while len(self._found) > MOST_KEPT:
                self._found.popitem(last=False)
        return made


def _answer(request: Request, store: Store, kept: Kept, served: bool) -> Answer | Response:
    """The presentation as a page or as a file, or a page that says why there is none."""
    lang, code = asked(request)
    read = decode(code)
    if not read.deck.slides:
        return _nothing_in(request, read, lang, 400 if code else 200)
    try:
        release = store.release(read.deck.release)
    except AtlasError as error:
        if not read.deck.release:
            raise
        return _no_release(read, lang, Problem.from_release(error))
    if not drawable(store, release):
        old = Problem.of(404, "old-release", "problem.old_detail", name=release.name)
        return _no_release(read, lang, old)
    made = kept.get(read, code, release, lang, address(request), served)
    name = f"atlas-medan_paparan_{read.deck.digest()}.html"
    headers = {
        "Content-Security-Policy": f"{made.policy}; frame-ancestors 'self'",
        "Content-Disposition": f'{"inline" if served else "attachment"}; filename="{name}"',
        "Content-Language": lang,
        "X-View": ",".join(d for d in made.digests if d),
    }
    return Answer(made.html.encode(), HTML, FOR_NOW, headers, quality=5)


def asked(request: Request) -> tuple[Lang, str]:
    """Language and code; a Problem for a parameter that is not known, given twice or too long."""
    pairs = request.query_params.multi_items()
    code = next((v for n, v in pairs if n == "d"), "")
    short = urlencode([(n, "1" if n == "d" and v else v) for n, v in pairs])
    given = parameters(Request({**request.scope, "query_string": short.encode()}), ("d", "lang"))
    if len(code) > LONGEST_CODE:
        raise Problem.of(400, "too-long", "slides.too_long", most=LONGEST_CODE)
    return language_of(given), code


def refuse(request: Request, problem: Problem) -> Response:
    """A refusal as a page for a person, in the caller's language."""
    lang = preferred(request)
    return _page(lang, problem.title(lang), [problem.detail[lang]], problem.status,
                 refusal_headers(problem, lang))  # fmt: skip


def _nothing_in(request: Request, read: Read, lang: Lang, status: int) -> Response:
    """A deck without slides: what was wrong with its address, and the way to make one."""
    said = [t(key, lang, **values) for key, values in read.notices] or [t("slides.empty", lang)]
    return _page(lang, t("slides.title", lang), [*said, t("slides.empty_how", lang)], status)


def _no_release(read: Read, lang: Lang, problem: Problem) -> Response:
    """A deck pinned to a release that cannot be had: said, with the way to the newest."""
    newest = encode(replace(read.deck, release=""))
    english = {"lang": "en"} if lang == "en" else {}
    link = f"/paparan?{urlencode({'d': newest, **english})}"
    more = f'<p><a href="{escape(link)}">{t("slides.newest", lang)}</a></p>'
    said = [problem.detail[lang]]
    return _page(lang, t("slides.no_release", lang), said, problem.status, more=more)


def _page(
    lang: Lang, title: str, said: list[str], status: int, headers: dict[str, str] | None = None,
    more: str = "",
) -> Response:  # fmt: skip
    home = "/?lang=en" if lang == "en" else "/"
    body = "".join(f"<p>{escape(s)}</p>" for s in said) + more
    body += f'<p><a href="{home}">{t("slides.home", lang)}</a></p>'
    guards = {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
        "Content-Language": lang, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
    }  # fmt: skip
    return Response(small_page(lang, title, body), status, guards | (headers or {}), HTML)
