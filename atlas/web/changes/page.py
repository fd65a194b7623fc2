"""Corrections as a small page of its own: no script, no request but itself."""

from __future__ import annotations

import base64
import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from atlas import releases
from atlas.changes import Change, Correction
from atlas.model import Lang
from atlas.number import format_day, format_value
from atlas.store import Store
from atlas.text import t
from atlas.web.answers import Answer, Problem, preferred, refusal_headers, small_page
from atlas.web.changes.listing import Listing, listing

UNFOLDED = 12
"""Corrections of a release that stand open; more are folded."""
STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:46rem;padding:1rem}"
    "h1{font-size:1.5rem;line-height:1.2}h2{font-size:1.2rem;margin:2rem 0 .25rem}"
    "h3{font-size:1rem;margin:1rem 0 0}p,ul{margin:.25rem 0 .5rem}ul{padding-left:1.25rem}"
    "li{overflow-wrap:anywhere}summary{cursor:pointer;padding:.4rem 0}"
    "ins{font-weight:600;text-decoration:none}nav a{display:inline-block;padding:.4rem .8rem .4rem 0}"
    "footer{border-top:1px solid;margin-top:2rem;padding-top:.5rem;font-size:.875rem}"
    "@media print{details::details-content{content-visibility:visible;block-size:auto}nav{display:none}}"
)
POLICY = (
    "default-src 'none'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


def page(request: Request, store: Store) -> Answer:
    """One page of corrections, grouped by release and indicator; large groups are folded."""
    found = listing(request, store)
    body = "".join([_head(found), _releases(found), _pager(found), _withdrawn(found, store)])
    headers = {"Content-Security-Policy": POLICY, "Content-Language": found.lang}
    html = _document(found, body).encode()
    return Answer(html, "text/html; charset=utf-8", headers=headers)


def refused(request: Request, problem: Problem) -> Response:
    """A refusal as a small page in the caller's language."""
    lang = preferred(request)
    body = f'<p>{escape(problem.detail[lang])}</p><p><a href="/changes">'
    html = small_page(lang, problem.title(lang), f"{body}{t('changes.title', lang)}</a></p>")
    return HTMLResponse(html, problem.status, refusal_headers(problem, lang))


def _document(found: Listing, body: str) -> str:
    lang = found.lang
    title = f"{t('changes.title', lang)} · {t('site.name', lang)}"
    feed, data = escape(found.path(".atom")), escape(found.path(".json", found.page))
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        f'<meta name="description" content="{escape(t("changes.intro", lang))}">'
        f'<link rel="alternate" type="application/atom+xml" href="{feed}" '
        f'title="{escape(title)}">'
        f'<link rel="alternate" type="application/json" href="{data}">'
        + "".join(
            f'<link rel="alternate" hreflang="{code}" href="{escape(_in_language(found, code))}">'
            for code in ("id", "en")
        )
        + f"<style>{STYLE}</style></head><body><main>{body}</main>"
        f"<footer><p>{escape(t('site.disclaimer', lang))}</p></footer></body></html>"
    )


def _in_language(found: Listing, lang: str) -> str:
    return found.path(page=found.page, lang=lang)


def _head(found: Listing) -> str:
    """Title, what is listed, and the ways to other forms, the other language and the atlas."""
    lang, other = found.lang, "id" if found.lang == "en" else "en"
    links = {
        ("/?lang=en" if lang == "en" else "/"): t("site.name", lang),
        found.path(".atom"): t("changes.as_feed", lang),
        found.path(".json", found.page): t("changes.as_data", lang),
        _in_language(found, other): t("site.other_language", lang),
    }
    shown = "".join(_link(href, text) for href, text in links.items())
    text = [f"<h1>{t('changes.title', lang)}</h1>{_nav(shown, t('changes.forms', lang))}",
            f"<p>{t('changes.intro', lang)}</p>"]  # fmt: skip
    if found.indicator:
        only = escape(t("changes.only", lang, name=found.name))
        text.append(f"<p>{only} {_link(found.path(indicator=''), t('changes.all', lang))}</p>")
    if not found.every:
        key = "changes.none_of" if found.indicator else "changes.none"
        words = {"name": found.name} if found.indicator else {}
        text.append(f"<p>{escape(t(key, lang, **words))}</p>")
    return "".join(text)


def _releases(found: Listing) -> str:
    """The corrections of this page under the release that made them."""
    sizes = Counter((c.release_new, c.computed) for c in found.every)
    text = []
    for (new, old), step in groupby(found.here, lambda c: (c.release_new, c.release_old)):
        changes = list(step)
        day = format_day(datetime.date.fromisoformat(changes[0].date), found.lang)
        head = t("changes.release", found.lang, name=new, day=day)
        against = t("changes.against", found.lang, name=old)
        text.append(f'<section><h2 id="{escape(new)}">{escape(head)}</h2><p>{escape(against)}</p>')
        for computed, group in groupby(changes, lambda c: c.computed):
            text.append(_group(found, group, computed, sizes[new, computed]))
        text.append("</section>")
    return "".join(text)


def _group(found: Listing, changes: Iterable[Change], computed: bool, size: int) -> str:
    """Published or computed figures of one release; `size` is how many on all pages."""
    key = "changes.count_computed" if computed else "changes.count_published"
    count = t(key, found.lang, count=format_value(size, found.lang))
    lists = "".join(_indicator(found, list(g)) for _, g in groupby(changes, lambda c: c.indicator))
    opened = " open" if size <= UNFOLDED else ""
    return f"<details{opened}><summary>{count}</summary>{lists}</details>"


def _indicator(found: Listing, changes: list[Change]) -> str:
    """The figures of one indicator; a reason that they share is said once."""
    said = [found.worded(c) for c in changes]
    name, unit = escape(said[0].name), escape(said[0].unit)
    reasons = {s.reason for s in said}
    text = f"<h3>{name}{f' ({unit})' if unit else ''}</h3>"
    if len(reasons) == 1:
        text += f"<p>{_reason(said[0])}</p>"
    if not found.indicator:
        path = found.path(indicator=changes[0].indicator)
        text += f"<p>{_link(path, t('changes.filter', found.lang))}</p>"
    items = (_item(found.view(c), s, len(reasons) > 1) for c, s in zip(changes, said, strict=True))
    return f"{text}<ul>{''.join(items)}</ul>"


def _item(view: str, said: Correction, with_reason: bool) -> str:
    place = f"{said.area}, {said.when}"
    named = _link(view, place) if view else escape(place)
    detail = f" ({escape(said.detail)})" if said.detail else ""
    reason = f"<br>{_reason(said)}" if with_reason else ""
    return (
        f"<li>{named}{detail}: <del>{escape(said.old)}</del> → <ins>{escape(said.new)}</ins>"
        f"{reason}</li>"
    )


def _reason(said: Correction) -> str:
    return escape(t("changes.reason", said.lang, reason=said.reason))


def _pager(found: Listing) -> str:
    if found.pages == 1:
        return ""
    near = found.neighbours()
    words = {"prev": t("changes.newer", found.lang), "next": t("changes.older", found.lang)}
    links = "".join(_link(href, words[rel], rel) for rel, href in near.items())
    place = t("changes.page", found.lang, page=found.page, pages=found.pages)
    return _nav(f"{links}<span>{place}</span>", place)


def _withdrawn(found: Listing, store: Store) -> str:
    """Releases withdrawn by decision, with day and reason; on the first page of all corrections."""
    gone: Mapping[str, Mapping[str, str]] = releases.withdrawn(store.state)
    if not gone or found.indicator or found.page > 1:
        return ""
    items = "".join(f"<li>{escape(_gone(n, why, found.lang))}</li>" for n, why in gone.items())
    return f"<section><h2>{t('changes.withdrawn', found.lang)}</h2><ul>{items}</ul></section>"


def _gone(name: str, why: Mapping[str, str], lang: Lang) -> str:
    day = format_day(datetime.date.fromisoformat(why["date"]), lang)
    return t("changes.withdrawn_one", lang, name=name, day=day, reason=why[lang])


def _nav(links: str, label: str) -> str:
    return f'<nav aria-label="{escape(label)}">{links}</nav>'


def _link(href: str, text: str, rel: str = "") -> str:
    relation = f' rel="{rel}"' if rel else ""
    return f'<a href="{escape(href)}"{relation}>{escape(text)}</a>'
