"""Routes of embeds: the page itself, the script of hosts, oEmbed."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape as xml_escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.routing import Route as Path

from atlas import changes, forms
from atlas.choice import TABS
from atlas.settings import settings
from atlas.store import Store
from atlas.text import t
from atlas.web.answers import (
    FOR_NOW,
    Answer,
    Problem,
    Route,
    address,
    as_json,
    preferred,
    refusal_headers,
)
from atlas.web.asked import VIEW, Asked, one_of, parameters, view_of
from atlas.web.embed import page
from atlas.web.embed.look import HOST, SCRIPT, STYLE, policy

THEMES = ("auto", "light", "dark")
EMBED = (*VIEW, "theme", "title")
HTML = "text/html; charset=utf-8"


def routes(store: Store) -> list[BaseRoute]:
    return [
        Path("/embed/{kind}/{indicator}", Route(store, "embed", _embed, refuse)),
        Path("/embed.js", Route(store, "embed.js", _host)),
        Path("/oembed", Route(store, "oembed", _oembed)),
    ]


def asked_embed(store: Store, kind: str, indicator: str, given: dict[str, str]) -> Asked:
    """The view of an embed; theme and title are no part of it."""
    params = {n: v for n, v in given.items() if n in VIEW}
    return view_of(store, kind, indicator, params)


def _embed(request: Request, store: Store) -> Answer:
    """One embed. A frozen one is asked for again now and then as well, because what was corrected
    since stands in it."""
    given = parameters(request, EMBED)
    theme = one_of(given, "theme", THEMES, "auto")
    title = one_of(given, "title", ("0", "1"), "1") == "1"
    kind, indicator = request.path_params["kind"], request.path_params["indicator"]
    asked = asked_embed(store, kind, indicator, given)
    corrected = changes.for_view(store, asked.release, asked.view) if asked.frozen else ()
    timed = page.over_time(asked) if kind == "card" and asked.view.kind == "map" else None
    made = page.Page(asked, address(request), theme, title, tuple(corrected), timed)
    own = page.address(asked, theme, title)
    headers = {
        "Content-Security-Policy": policy(settings().frame_ancestors),
        "Content-Language": asked.lang,
        "Link": f'<{address(request)}{own}>; rel="canonical"',
        "X-View": asked.view.digest(),
    }
    return Answer(page.html(made).encode(), HTML, FOR_NOW, headers, quality=5)


def refuse(request: Request, problem: Problem) -> Response:
    """A refusal as a small page in the reader's language, for a frame."""
    lang = preferred(request)
    near = problem.more.get("nearest", [])
    kind = request.path_params.get("kind", "table")
    english = "?lang=en" if lang == "en" else ""
    items = "".join(
        f'<li><a href="/embed/{kind if kind in n["kinds"] else "table"}/{escape(n["indicator"])}{english}">'
        f"{escape(n[f'name_{lang}'])}</a></li>"
        for n in near
    )
    if problem.kind == "no-such-form":
        indicator = escape(request.path_params.get("indicator", ""))
        items = "".join(
            f'<li><a href="/embed/{k}/{indicator}{english}">{t(f"share.kind_{k}", lang)}</a></li>'
            for k in problem.more["allowed"]
        )
    home = f"/{english}"
    said = t("embed.sorry", lang, title=problem.title(lang))
    body = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(said)}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{escape(problem.title(lang))}</h1>"
        f"<p>{escape(problem.detail[lang])}</p>{f'<ul>{items}</ul>' if items else ''}"
        f'<footer><p><a href="{home}" target="_blank" rel="noopener">{t("embed.home", lang)}</a></p></footer></main>'
        f"<script>{SCRIPT}</script></body></html>"
    )
    headers = refusal_headers(problem, lang)
    headers["Content-Security-Policy"] = policy(settings().frame_ancestors)
    return Response(body, problem.status, headers, HTML)


def _host(request: Request, store: Store) -> Answer:
    """The script of host pages: the element <atlas-medan>, and frames that grow and shrink."""
    parameters(request, ())
    return Answer(HOST, "text/javascript; charset=utf-8", "public, max-age=3600", quality=9)


def _oembed(request: Request, store: Store) -> Answer:
    """An address of the atlas as oEmbed 1.0: a frame, its size, a picture."""
    given = parameters(request, ("url", "maxwidth", "maxheight", "format", "lang"))
    form = one_of(given, "format", ("json", "xml"), "json")
    base = address(request)
    kind, indicator, params = _named(given.get("url", ""), base)
    asked = asked_embed(store, kind, indicator, params)
    width, height = forms.KINDS[kind].size
    width = min(width, _bound(given, "maxwidth", width))
    height = min(height, _bound(given, "maxheight", height))
    theme, title = params.get("theme", "auto"), params.get("title") != "0"
    own = base + page.address(asked, theme, title)
    content: dict[str, Any] = {
        "version": "1.0", "type": "rich", "title": asked.view.title,
        "provider_name": t("site.name", asked.lang), "provider_url": base + "/",
        "cache_age": 3600, "width": width, "height": height,
        "html": frame(own, asked.view.title, width, height),
        "thumbnail_url": base + page.image(asked, "png", preset="og"),
        "thumbnail_width": 1200, "thumbnail_height": 628,
    }  # fmt: skip
    if form == "json":
        return Answer(as_json(content), "application/json")
    fields = "".join(f"<{k}>{xml_escape(str(v))}</{k}>" for k, v in content.items())
    head = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>'
    return Answer(f"{head}<oembed>{fields}</oembed>".encode(), "text/xml; charset=utf-8")


def frame(url: str, title: str, width: int, height: int) -> str:
    """A plain frame that fits its column: what a person copies, and what oEmbed gives."""
    return (
        f'<iframe src="{escape(url)}" title="{escape(title)}" width="{width}" height="{height}" '
        f'style="border:0;width:100%;max-width:{width}px" loading="lazy"></iframe>'
    )


def _bound(given: dict[str, str], name: str, default: int) -> int:
    value = given.get(name, str(default))
    if not value.isascii() or not value.isdigit() or not 100 <= int(value[:9]) <= 10000:
        raise Problem.of(400, "bad-value", "problem.value_detail", name=name, value=value[:40],
                         right="100 – 10000")  # fmt: skip
    return int(value)


def _named(url: str, base: str) -> tuple[str, str, dict[str, str]]:
    """Kind, indicator and parameters of an address of ours: an embed, a picture, a page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    given = dict(parse_qsl(parts.query))
    ours = not parts.netloc or parts.netloc == urlsplit(base).netloc
    folders = parts.path.strip("/").split("/")
    if ours and len(folders) == 3 and folders[0] in ("embed", "image"):
        named = {n: v for n, v in given.items() if n in EMBED}
        return _known_kind(folders[1]), folders[2].rsplit(".", 1)[0], named
    if ours and folders == ["indikator"]:
        indicator = given.pop("indikator", "jumlah_penduduk")
        tab = given.pop("tab", TABS[0])
        line = tab == "grafik" and given.get("level") == "kota"
        kind = "line" if line else {"grafik": "bar", "tabel": "table"}.get(tab, "map")
        if kind == "map" and given.get("level") == "kota":
            kind = "line"
        return kind, indicator, {n: v for n, v in given.items() if n in EMBED}
    raise Problem.of(404, "no-page", "problem.oembed_detail", value=url[:80])


def _known_kind(kind: str) -> str:
    if kind not in forms.KINDS:
        raise Problem.of(404, "unknown-kind", "problem.kind_detail", value=kind[:40],
                         near=", ".join(forms.KINDS))  # fmt: skip
    return kind
