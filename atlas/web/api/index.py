"""The first answer of the data service: every address it has."""

from __future__ import annotations

from starlette.requests import Request

from atlas.model import LANGS
from atlas.store import Store
from atlas.text import t
from atlas.web.answers import Answer, Problem, address
from atlas.web.api.operations import OPERATIONS
from atlas.web.api.paging import single, url
from atlas.web.asked import language_of, parameters


def index(request: Request, store: Store) -> Answer:
    params = parameters(request, OPERATIONS["index"].params)
    language_of(params)
    site = address(request)
    entries = [
        {"name": o.name, "href": site + o.path, "templated": "{" in o.path,
         "parameters": list(o.params), "media": list(o.media),
         **{f"title_{x}": t(f"api.op_{o.name}", x) for x in LANGS}}
        for o in OPERATIONS.values()
    ]  # fmt: skip
    found = {
        "service-desc": url(request, OPERATIONS["openapi"].path, {}),
        "service-doc": url(request, OPERATIONS["docs"].path, {}),
    }
    content = {"data": entries, "links": found, "total": len(entries)}
    return single(request, params, content, store.release().name)


def nothing(request: Request, store: Store) -> Answer:
    """404 for what is no address of the service."""
    raise Problem.of(404, "no-page", "site.not_found")
