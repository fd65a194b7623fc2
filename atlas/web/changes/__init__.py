"""Corrections between releases as a page, as JSON and as an Atom feed."""

from __future__ import annotations

from starlette.routing import Route as At

from atlas.store import Store
from atlas.web.answers import Route
from atlas.web.changes.data import data
from atlas.web.changes.feed import feed
from atlas.web.changes.page import page, refused

__all__ = ["routes"]


def routes(store: Store) -> list[At]:
    """/changes, /changes.json and /changes.atom over a store."""
    return [
        At("/changes", Route(store, "changes", page, refused)),
        At("/changes.json", Route(store, "changes.json", data)),
        At("/changes.atom", Route(store, "changes.atom", feed)),
    ]
