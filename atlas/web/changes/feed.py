"""Corrections as an Atom feed (RFC 4287), paged (RFC 5005)."""

from __future__ import annotations

import uuid
from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.requests import Request

from atlas import releases
from atlas.changes import Change
from atlas.store import Store
from atlas.text import t
from atlas.web.answers import Answer, address
from atlas.web.changes.listing import Listing, listing

NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "atlas-medan:changes")
"""Ids are made of what was corrected and not of an address: a site that moves keeps them."""


def feed(request: Request, store: Store) -> Answer:
    """An entry for each correction, newest first, with its reason and the page that shows it."""
    found = listing(request, store)
    lang, site = found.lang, address(request)
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": lang})
    name = f"{t('site.name', lang)}: {t('changes.title', lang)}"
    _text(root, "title", f"{name}, {found.name}" if found.indicator else name)
    _text(root, "subtitle", t("changes.intro", lang))
    _text(root, "id", _id("feed", lang, found.indicator))
    _text(root, "updated", _updated(found, store))
    _text(SubElement(root, "author"), "name", t("site.name", lang))
    rels = {"self": found.path(".atom", found.page), "first": found.path(".atom")}
    rels |= {"previous" if k == "prev" else k: p for k, p in found.neighbours(".atom").items()}
    for rel, path in rels.items():
        SubElement(root, "link", rel=rel, type="application/atom+xml", href=site + path)
    SubElement(root, "link", rel="alternate", type="text/html", href=site + found.path())
    for change in found.here:
        _entry(root, change, found, site)
    body = tostring(root, encoding="utf-8", xml_declaration=True)
    return Answer(body, "application/atom+xml; charset=utf-8", headers={"Content-Language": lang})


def _entry(root: Element, change: Change, found: Listing, site: str) -> None:
    said = found.worded(change)
    entry = SubElement(root, "entry")
    name = f"{said.name} ({said.detail})" if said.detail else said.name
    words = {"name": name, "area": said.area, "when": said.when, "old": said.old}
    _text(entry, "title", t("changes.entry", found.lang, **words, new=said.new))
    _text(entry, "id", _id(found.lang, *change.key, change.release_old, change.release_new))
    _text(entry, "updated", change.moment)
    path = found.view(change) or found.path()
    SubElement(entry, "link", rel="alternate", type="text/html", href=site + path)
    SubElement(entry, "category", term=change.indicator, label=said.name)
    if change.computed:
        SubElement(entry, "category", term="computed", label=t("changes.computed", found.lang))
    unit = t("changes.unit", found.lang, unit=said.unit) if said.unit else ""
    _text(entry, "summary", f"{said.line} {unit}".strip())


def _updated(found: Listing, store: Store) -> str:
    """When the newest correction was published; without one, when the served release was."""
    if found.every:
        return found.every[0].moment
    name = found.release.name
    return releases.published(store.state).get(name) or str(found.release.manifest["built_at"])


def _id(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMES, chr(0).join(parts))}"


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text
