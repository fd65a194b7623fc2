"""A view as data: what a map, chart, card or table says, with its digest."""

from __future__ import annotations

import re
from dataclasses import asdict
from urllib.parse import urlencode

from starlette.requests import Request

from atlas import forms
from atlas.choice import FORMS, SCOPES
from atlas.classify import COUNTS, METHODS
from atlas.forms import EMBED, IMAGE, KINDS, PAGE
from atlas.model import VIEW_LEVELS
from atlas.store import Store
from atlas.web.answers import Answer, address
from atlas.web.api.operations import OPERATIONS
from atlas.web.api.paging import single
from atlas.web.asked import Asked, bad_value, one_of, parameters, view_of

CHOICES = {"level": VIEW_LEVELS, "method": (*METHODS, "sendiri"),
           "classes": tuple(map(str, COUNTS)), "scope": SCOPES, "form": FORMS}  # fmt: skip
BREAKS = r"-?[0-9]{1,9}(\.[0-9]{1,4})?(,-?[0-9]{1,9}(\.[0-9]{1,4})?){0,5}"
"""What the codec of pages would mend is refused: a caller here is a program."""


def view(request: Request, store: Store) -> Answer:
    """The view under `data` exactly as it is digested: SHA-256 of it as JSON with sorted keys and
    unescaped text, the first ten hex digits."""
    kind, indicator = request.path_params["kind"], request.path_params["indicator"]
    params = parameters(request, OPERATIONS["view"].params)
    for name, allowed in CHOICES.items():
        one_of(params, name, allowed)
    if not re.fullmatch(BREAKS, params.get("breaks", "0")):
        raise bad_value("breaks", params["breaks"], ["10", "10,20,30"])
    found = view_of(store, kind, indicator, params)
    content = {
        "data": asdict(found.view),
        "digest": found.view.digest(),
        "kind": kind,
        "headline": found.view.headline,
        "alt": found.view.alt,
        "links": _links(request, found),
    }
    return single(request, params, content, found.release.name)


def _links(request: Request, found: Asked) -> dict[str, str | None]:
    """The same view in its other forms, and the observations it is drawn from."""
    site, kind, code = address(request), KINDS[found.kind], found.choice.indicator
    tail = "?" + urlencode(found.params) if found.params else ""
    chosen = found.choice.params() | ({"tab": kind.tab} if kind.tab else {})
    page = chosen | {k: v for k, v in found.params.items() if k == "lang"}
    level = "kabkota" if found.choice.level == "kota" else found.choice.level
    values = {"indicator": code, "level": level, "dim": found.choice.dim or "total",
              "series": found.choice.series or "none", "release": found.release.name}  # fmt: skip
    if not forms.asks_lines(found.kind, found.choice.level):
        values["period"] = found.choice.period
    return {
        "page": f"{site}/indikator?{urlencode(page)}" if PAGE in kind.forms else None,
        "embed": f"{site}/embed/{kind.name}/{code}{tail}" if EMBED in kind.forms else None,
        "image": f"{site}/image/{kind.name}/{code}.svg{tail}" if IMAGE in kind.forms else None,
        "observations": f"{site}/api/v1/observations?{urlencode(values)}",
    }
