"""Pages of bounded size: which one is asked for, and the links between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from atlas.web.answers import FOR_EVER, FOR_NOW, NEVER, Answer, address, as_json
from atlas.web.api.operations import MOST, SIZE
from atlas.web.asked import bad_value

NUMBER = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True)
class Page:
    number: int
    size: int

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


def page_of(params: Mapping[str, str], size: int = SIZE, most: int = MOST) -> Page:
    """The page asked for; a Problem for what is no number, or a size above the most."""
    return Page(_number(params, "page", 1, 999_999), _number(params, "size", size, most))


def _number(params: Mapping[str, str], name: str, default: int, most: int) -> int:
    given = params.get(name, str(default))
    if not NUMBER.fullmatch(given) or int(given) > most:
        raise bad_value(name, given, [f"1..{most}"])
    return int(given)


def url(request: Request, path: str, params: Mapping[str, str]) -> str:
    return address(request) + path + (f"?{urlencode(params)}" if params else "")


def links(
    request: Request, params: Mapping[str, str], page: Page, total: int, release: str
) -> dict[str, str | None]:
    """Self as asked; first, prev, next and last with the release in them (unless it is ""), so
    that a walk through the pages stays in one release. None where there is no such page."""
    last = max(1, -(-total // page.size))
    walked = {**params, **({"release": release} if release else {}), "size": str(page.size)}
    numbers = {
        "first": 1,
        "prev": min(page.number - 1, last) or None,
        "next": page.number + 1 if page.number < last else None,
        "last": last,
    }
    path = request.url.path
    found: dict[str, str | None] = {"self": url(request, path, params)}
    for name, number in numbers.items():
        found[name] = url(request, path, walked | {"page": str(number)}) if number else None
    return found


def link_header(found: Mapping[str, str | None]) -> str:
    """Links as RFC 8288 says them."""
    return ", ".join(f'<{address}>; rel="{rel}"' for rel, address in found.items() if address)


def cached(params: Mapping[str, str]) -> str:
    """For ever when the address names its release."""
    return FOR_EVER if "release" in params else FOR_NOW


def listing(
    request: Request, params: Mapping[str, str], rows: Sequence[Any], release: str
) -> Answer:
    """One page of a list that is held whole."""
    page = page_of(params)
    shown = rows[page.offset : page.offset + page.size]
    found = links(request, params, page, len(rows), release)
    return paged(params, shown, found, len(rows), release)


def paged(
    params: Mapping[str, str],
    shown: Sequence[Any],
    found: Mapping[str, str | None],
    total: int,
    release: str,
) -> Answer:
    """A page of a list as JSON, its links in the body and in the header."""
    content = {"data": shown, "links": found, "release": release, "total": total}
    return Answer(as_json(content), "application/json", cached(params),
                  {"Link": link_header(found)}, quality=4)  # fmt: skip


def single(
    request: Request, params: Mapping[str, str], content: Mapping[str, Any], release: str
) -> Answer:
    """One thing as JSON; `content` holds `data`, and `links` beside self."""
    found = {"self": url(request, request.url.path, params), **content.get("links", {})}
    body = {**content, "links": found, "release": release}
    return Answer(as_json(body), "application/json", cached(params), quality=4)


def unkept(answer: Answer) -> Answer:
    """An answer that callers may keep for a minute and this process may not: it depends on all
    releases, and after a rollback the served one has the name it had before."""
    return replace(answer, cache=NEVER, headers={**answer.headers, "Cache-Control": FOR_NOW})
