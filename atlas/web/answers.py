"""Answers that all routes share: finished bytes that are kept, refusals, the language asked for."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any
from urllib.parse import quote

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from atlas.model import AtlasError, Lang
from atlas.settings import settings
from atlas.store import Release, Store, UnknownReleaseError, WithdrawnError
from atlas.text import t
from atlas.web import counted

FOR_EVER = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=60, stale-while-revalidate=600"
NEVER = "no-store"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
"""Headers of everything that other sites may read."""
LONGEST_QUERY = 2000


class Problem(Exception):
    """A refusal a caller can mend: status, key of its title, what was wrong and what is right.

    `more` goes into the problem document beside the fields of RFC 9457.
    """

    def __init__(self, status: int, kind: str, detail: Mapping[Lang, str] | str, **more: Any):
        super().__init__(kind)
        self.status = status
        self.kind = kind
        both = {"id": detail, "en": detail} if isinstance(detail, str) else detail
        self.detail = {
            lang: "".join(c for c in said if c.isprintable()) for lang, said in both.items()
        }
        self.more = more

    def title(self, lang: Lang) -> str:
        return t(f"problem.{self.kind}", lang)

    @classmethod
    def of(cls, status: int, kind: str, key: str, **values: Any) -> Problem:
        """A refusal whose detail is a sentence of the words."""
        return cls(status, kind, {"id": t(key, "id", **values), "en": t(key, "en", **values)})

    @classmethod
    def from_release(cls, error: AtlasError) -> Problem:
        """What a release that cannot be had means to a caller: 503, 404 or 410."""
        detail: dict[Lang, str] = {"id": error.message_id, "en": error.message_en}
        if isinstance(error, WithdrawnError):
            return cls(410, "withdrawn", detail)
        if isinstance(error, UnknownReleaseError):
            return cls(404, "unknown-release", detail)
        return cls(503, "no-release", {"id": t("site.no_release", "id"),
                                       "en": t("site.no_release", "en")})  # fmt: skip


Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Answer:
    """A finished answer: its bytes, and what is said of them."""

    body: bytes
    media_type: str
    cache: str = FOR_NOW
    headers: Mapping[str, str] = field(default_factory=dict)
    quality: int = 5
    """of its brotli; 0 for what is compressed already"""

    @cached_property
    def tag(self) -> str:
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @cached_property
    def br(self) -> bytes:
        return bytes(brotli.compress(self.body, quality=self.quality))

    @property
    def size(self) -> int:
        """Bytes it takes while it is kept; twice compressed is about one."""
        return len(self.body) * (2 if self.quality else 1) + 2000

    @cached_property
    def _said(self) -> Headers:
        named = {**OPEN, "Cache-Control": self.cache, "ETag": self.tag, **self.headers}
        found = [(k.lower().encode(), v.encode("latin-1")) for k, v in named.items()]
        return found + ([(b"vary", b"Accept-Encoding")] if self.quality else [])

    @cached_property
    def _encoded(self) -> dict[bytes, tuple[Headers, bytes]]:
        return {}

    def encoded(self, accepted: bytes) -> tuple[Headers, bytes]:
        """All headers and the body as the caller reads it, made once an encoding."""
        name = b""
        if self.quality:
            name = b"br" if b"br" in accepted else b"gzip" if b"gzip" in accepted else b""
        found = self._encoded.get(name)
        if found is None:
            body = self.br if name == b"br" else self.body
            body = gzip.compress(body, 6, mtime=0) if name == b"gzip" else body
            headers = [*self._said, (b"content-type", self.media_type.encode()),
                       (b"content-length", str(len(body)).encode())]  # fmt: skip
            found = (headers + ([(b"content-encoding", name)] if name else []), body)
            self._encoded[name] = found
        return found

    async def send(self, scope: Mapping[str, Any], send: Callable[..., Any]) -> int:
        """Send it: 304 for who has it, no body for HEAD; gives the status."""
        accepted = had = b""
        for name, value in scope["headers"]:
            if name == b"accept-encoding":
                accepted = value
            elif name == b"if-none-match":
                had = value
        if had and self.tag.encode() in had:
            await send({"type": "http.response.start", "status": 304, "headers": list(self._said)})
            await send({"type": "http.response.body", "body": b""})
            return 304
        headers, body = self.encoded(accepted)
        # a list of its own: what compresses further on changes it, and this answer is kept
        start = {"type": "http.response.start", "status": 200, "headers": list(headers)}
        await send(start)
        body = b"" if scope["method"] == "HEAD" else body
        await send({"type": "http.response.body", "body": body})
        return 200


Key = tuple[tuple[str, int], str, bytes, bytes]
"""Release and withdrawals, path, query, own address."""


class Shelf:
    """Finished answers by address, the least used dropped when they grow beyond a size."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._kept: OrderedDict[Key, tuple[str, Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> tuple[str, Answer] | None:
        """The name of the route and its answer."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Key, name: str, answer: Answer) -> None:
        with self._lock:
            if key in self._kept or answer.size > self.limit:
                return
            self._kept[key] = (name, answer)
            self.size += answer.size
            while self.size > self.limit:
                _, (_, dropped) = self._kept.popitem(last=False)
                self.size -= dropped.size


shelf = Shelf(settings().cache_mb << 20)
_making = [threading.Lock() for _ in range(64)]
"""Who asks for what is being made waits for it, instead of making it again."""
Maker = Callable[[Request, Store], Answer | Response]
Refusal = Callable[[Request, Problem], Response]


class Route:
    """An ASGI endpoint: makes an answer once, then gives it from the shelf.

    `make` runs in a thread; a Problem it raises becomes what `refuse` makes of it. An answer is
    kept under the address and the release that was served when it was made, so that a new release
    empties the shelf by itself.
    """

    def __init__(
        self, store: Store, name: str, make: Maker, refuse: Refusal | None = None,
        longest: int = LONGEST_QUERY,
    ) -> None:  # fmt: skip
        self.store = store
        self.name = name
        self.make = make
        self.refuse = refuse or problem_document
        self.longest = longest

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await _other_method(scope)(scope, receive, send)
            return
        key = _key(self.store, scope)
        kept = shelf.get(key)
        found = (
            kept[1] if kept else await run_in_threadpool(self._made, Request(scope, receive), key)
        )
        if isinstance(found, Answer):
            counted.answer(self.name, await found.send(scope, send), kept=bool(kept))
            return
        counted.answer(self.name, found.status_code, kept=False)
        await found(scope, receive, send)

    def _made(self, request: Request, key: Key) -> Answer | Response:
        with _making[hash(key) % len(_making)]:
            kept = shelf.get(key)
            return kept[1] if kept else self._make(request, key)

    def _make(self, request: Request, key: Key) -> Answer | Response:
        try:
            if len(request.scope["query_string"]) > self.longest:
                raise Problem.of(400, "too-long", "problem.query_long", most=self.longest)
            made = self.make(request, self.store)
        except Problem as problem:
            return self.refuse(request, problem)
        except AtlasError as error:
            return self.refuse(request, Problem.from_release(error))
        if isinstance(made, Answer) and made.cache != NEVER:
            shelf.put(key, self.name, made)
        return made


class Kept:
    """Middleware: what is on the shelf is answered before any route is looked for."""

    def __init__(self, app: Any, store: Store) -> None:
        self.app = app
        self.store = store

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            kept = shelf.get(_key(self.store, scope))
            if kept is not None:
                name, answer = kept
                counted.answer(name, await answer.send(scope, send), kept=True)
                return
        await self.app(scope, receive, send)


def _key(store: Store, scope: Mapping[str, Any]) -> Key:
    try:
        stamp = store.release().name, store.withdrawals()
    except AtlasError:
        stamp = "", 0
    return stamp, scope["path"], scope["query_string"], own_address(scope)


def own_address(scope: Mapping[str, Any]) -> bytes:
    """What an answer may say of its own address, when no setting says it: part of its key."""
    if settings().url:
        return b""
    host = next((v for k, v in scope["headers"] if k == b"host"), b"")
    return host if scope["scheme"] == "http" else b"s:" + host


def address(request: Request) -> str:
    """Where this site is, without a slash at the end: ATLAS_URL, else what the caller used."""
    if settings().url:
        return settings().url
    host = "".join(
        c for c in request.headers.get("host", "localhost") if c.isalnum() or c in ".:-[]"
    )
    return f"{request.url.scheme}://{host}"


def _other_method(scope: Mapping[str, Any]) -> Response:
    """OPTIONS is answered for pages of other sites; everything here is for reading."""
    allow = {"Allow": "GET, HEAD, OPTIONS", **OPEN,
             "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
             "Access-Control-Allow-Headers": "*", "Access-Control-Max-Age": "86400"}  # fmt: skip
    if scope["method"] == "OPTIONS":
        return Response(status_code=204, headers=allow)
    problem = Problem.of(405, "method", "problem.method_detail")
    return problem_document(Request(dict(scope)), problem, allow)


def problem_document(
    request: Request, problem: Problem, headers: Mapping[str, str] = {}
) -> Response:
    """A refusal as RFC 9457 says it, in the caller's language."""
    lang = preferred(request)
    content = {
        "type": f"{address(request)}/api/v1/docs#problem-{problem.kind}",
        "title": problem.title(lang),
        "status": problem.status,
        "detail": problem.detail[lang],
        "instance": quote(request.url.path[:120]),
        **problem.more,
    }
    return JSONResponse(content, problem.status, refusal_headers(problem, lang) | dict(headers),
                        media_type="application/problem+json")  # fmt: skip


def refusal_headers(problem: Problem, lang: Lang) -> dict[str, str]:
    found = {**OPEN, "Cache-Control": NEVER, "Content-Language": lang, "Vary": "Accept-Language"}
    return found | ({"Retry-After": "30"} if problem.status == 503 else {})


def preferred(request: Request) -> Lang:
    """The language a caller asks for: `lang`, else the first of Accept-Language that is ours."""
    given = request.query_params.get("lang", "")
    if given in ("id", "en"):
        return "en" if given == "en" else "id"
    for part in request.headers.get("accept-language", "").lower().split(","):
        code = part.strip()[:2]
        if code in ("id", "en"):
            return "en" if code == "en" else "id"
    return "id"


def released(store: Store, request: Request) -> Release | Response:
    """The release the parameter `release` names, else the served one; or a refusal."""
    try:
        return store.release(request.query_params.get("release", ""))
    except AtlasError as error:
        return problem_document(request, Problem.from_release(error))


def as_json(content: Any) -> bytes:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()


def both(content: Any, quality: int) -> tuple[bytes, bytes]:
    """JSON as bytes, plain and brotli."""
    plain = as_json(content)
    return plain, brotli.compress(plain, quality=quality)


def compressed(request: Request, body: tuple[bytes, bytes], tag: str, cache: str) -> Response:
    """A JSON answer, brotli when the caller reads it, 304 when the caller has it."""
    headers = {"Cache-Control": cache, "ETag": tag, "Vary": "Accept-Encoding",
               "X-Content-Type-Options": "nosniff"}  # fmt: skip
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "br" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "br"
        return Response(body[1], media_type="application/geo+json", headers=headers)
    return Response(body[0], media_type="application/geo+json", headers=headers)


def nothing(request: Request) -> Response:
    """404 for what is no route, in one of our folders."""
    return problem_document(request, Problem.of(404, "no-page", "site.not_found"))


def language(request: Request) -> Lang:
    return "en" if request.query_params.get("lang") == "en" else "id"


def small_page(lang: Lang, title: str, body: str) -> str:
    """A small, well-set page: for refusals in a frame and addresses that are no page."""
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>:root{{color-scheme:light dark}}"
        f"body{{font:1rem/1.5 system-ui,sans-serif;margin:1.5rem auto;max-width:34rem;"
        f"padding:0 1rem}}h1{{font-size:1.25rem}}</style>"
        f"<h1>{escape(title)}</h1>{body}"
    )
