"""Corrections as JSON."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from atlas.changes import Change
from atlas.store import Store
from atlas.web.answers import Answer, address, as_json
from atlas.web.changes.listing import Listing, listing


def data(request: Request, store: Store) -> Answer:
    """{"data": corrections, "links": addresses of this page and those near it, "release": served}."""
    found = listing(request, store)
    site = address(request)
    links = {
        "self": found.path(".json", found.page),
        **found.neighbours(".json"),
        "page": found.path("", found.page),
        "feed": found.path(".atom"),
    }
    content = {
        "data": [_item(change, found, site) for change in found.here],
        "links": {rel: site + path for rel, path in links.items()},
        "release": found.release.name,
    }
    return Answer(as_json(content), "application/json", headers={"Content-Language": found.lang})


def _item(change: Change, found: Listing, site: str) -> dict[str, Any]:
    """A correction; `old` and `new` are in the unit, null is withheld or withdrawn."""
    said, old, new = found.worded(change), change.old, change.new
    now = new or old
    view = found.view(change)
    return {
        "indicator": change.indicator, "area_code": old.area_code, "period": old.period,
        "dim": old.dim, "series": old.series, "unit": said.unit,
        "mark": new.mark if new else "", "source_id": now.source_id,
        "old": old.value, "old_low": old.low, "old_high": old.high, "old_mark": old.mark,
        "old_text": said.old,
        "new": new.value if new else None, "new_low": new.low if new else None,
        "new_high": new.high if new else None, "new_text": said.new,
        "withdrawn": change.withdrawn, "computed": change.computed, "date": change.date,
        "release_old": change.release_old, "release_new": change.release_new,
        "reason_id": change.reason["id"], "reason_en": change.reason["en"],
        "view": site + view if view else None,
    }  # fmt: skip
