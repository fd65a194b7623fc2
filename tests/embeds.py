"""Every embed there is, and asking for one as a network does: bytes in, bytes out."""

from __future__ import annotations

import asyncio
import re
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

import html5lib
from lxml import etree

from atlas import forms, query
from atlas.choice import levels_with_figures
from atlas.store import Release

HOST = "atlas.test"


@dataclass(frozen=True)
class Embed:
    """One kind of view of one indicator at one level that has figures."""

    kind: str
    indicator: str
    level: str

    def path(self, **params: str) -> str:
        """Its address, the parameters in canonical order."""
        return forms.embed_path(
            self.kind,
            self.indicator,
            {"level": self.level} | params,
            params.get("theme", "auto"),
            params.get("title") != "0",
        )

    def image(self, suffix: str = "svg", **params: str) -> str:
        view = {"level": self.level} | {n: v for n, v in params.items() if n in forms.VIEW}
        look = {n: v for n, v in params.items() if n not in forms.VIEW}
        return forms.image_path(self.kind, self.indicator, suffix, view, **look)

    def __str__(self) -> str:
        return f"{self.kind} {self.indicator} {self.level}"


def every(release: Release, form: str = forms.EMBED) -> list[Embed]:
    """Each kind of each indicator at each level with figures, in the order of the catalogue."""
    return [
        Embed(kind, code, level)
        for code in query.catalogue(release).indicators
        for level in levels_with_figures(query.tables(release, code))
        for kind in forms.kinds_at(level, form)
    ]


def spread(found: list[Embed], count: int) -> list[Embed]:
    """About `count` of them: each pair of kind and level in equal shares, the first and last too."""
    groups: dict[tuple[str, str], list[Embed]] = {}
    for one in found:
        groups.setdefault((one.kind, one.level), []).append(one)
    each = max(1, -(-count // len(groups)))
    picked = []
    for group in groups.values():
        step = max(1.0, (len(group) - 1) / max(1, each - 1))
        places = sorted({min(len(group) - 1, round(i * step)) for i in range(each)})
        picked += [group[i] for i in places]
    return picked


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").split(";")[0]


class Caller:
    """Asks an ASGI application in this process. An error in it is a 500 that says where it arose.

    Its event loop has a thread of its own: that of the tests may be Playwright's.
    """

    def __init__(self, app: Callable[..., Any]) -> None:
        self.app = app
        self.loop = asyncio.new_event_loop()
        Thread(target=self.loop.run_forever, daemon=True).start()

    def get(self, address: str, method: str = "GET", **headers: str) -> Reply:
        """An address with its query, as text; headers by name with underscores."""
        parts = urlsplit(address)
        return self.raw(parts.path, parts.query.encode(), method, **headers)

    def raw(self, path: str, asked: bytes = b"", method: str = "GET", **headers: str) -> Reply:
        """A decoded path and the query as it came over the wire."""
        sent = {"host": HOST} | {k.replace("_", "-"): v for k, v in headers.items()}
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "scheme": "https",
            "path": path, "raw_path": quote(path).encode(), "query_string": asked, "root_path": "",
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in sent.items()],
            "server": (HOST, 443), "client": ("198.51.100.7", 40000),
        }  # fmt: skip
        try:
            return asyncio.run_coroutine_threadsafe(self._ask(scope), self.loop).result(60)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            said = f"{type(error).__name__}: {error} ({place.name}, line {place.lineno})"
            return Reply(500, {"content-type": "text/plain"}, said.encode())

    async def _ask(self, scope: dict[str, Any]) -> Reply:
        messages: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            messages.append(message)

        await self.app(scope, receive, send)
        named = {k.decode(): v.decode("latin-1") for k, v in messages[0]["headers"]}
        return Reply(
            messages[0]["status"], named, b"".join(m.get("body", b"") for m in messages[1:])
        )


def with_params(path: str, **params: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{urlencode(params)}"


def parsed(text: str) -> Any:
    """The document by a parser that follows the standard; html5lib's ParseError for any error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def drawings(text: str) -> Iterator[Any]:
    """Every outermost inline SVG of a document, parsed as XML."""
    depth, start = 0, 0
    for tag in re.finditer(r"<(/?)svg\b[^>]*?(/?)>", text):
        if tag.group(1):
            depth -= 1
            if depth == 0:
                yield etree.fromstring(text[start : tag.end()])
        else:
            if depth == 0:
                start = tag.start()
            depth += not tag.group(2)


def by_id(root: Any) -> dict[str, int]:
    """How often each id stands in a document."""
    found: dict[str, int] = {}
    for element in root.iter():
        name = element.get("id")
        if name:
            found[name] = found.get(name, 0) + 1
    return found


def shapes(root: Any) -> set[tuple[str, str]]:
    """Every pair of element and attribute of a document, "" for the element itself."""
    found = set()
    for element in root.iter():
        if isinstance(element.tag, str):
            found.add((element.tag, ""))
            found |= {(element.tag, str(name)) for name in element.attrib}
    return found
