"""What other sites show of a page of the app: title, sentence and picture of its view."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from urllib.parse import parse_qsl, urlencode

from atlas import forms, query, view
from atlas.choice import known_indicator, read, resolve
from atlas.model import AtlasError, Lang
from atlas.store import Release, Store
from atlas.text import t
from atlas.view import View
from atlas.web.answers import LONGEST_QUERY
from atlas.web.embed.page import social

SHOWN = {"": "kepadatan_baku", "indikator": "jumlah_penduduk", "sematkan": "jumlah_penduduk"}
"""Pages with a picture, and the indicator they show when the address names none."""
KINDS = {"peta": "map", "grafik": "bar", "tabel": "table", "tentang": "map"}


def head_of(store: Store, base: str, page: str, query_text: str, lang: Lang) -> str:
    """Title, description, Open Graph and Twitter tags and oEmbed discovery of a page; plain ones
    where a page has no view, or there is no release."""
    plain = _plain(base, page, lang)
    if page not in SHOWN or len(query_text) > LONGEST_QUERY:
        return plain
    try:
        return _made(store.release(), base, page, query_text, lang)
    except AtlasError:
        return plain


@lru_cache(maxsize=256)
def _made(release: Release, base: str, page: str, query_text: str, lang: Lang) -> str:
    """Kept for 256 addresses: asking for a view takes about 15 ms."""
    given = {k: v for k, v in parse_qsl(query_text) if k not in ("lang", "release")}
    catalogue = query.catalogue(release)
    choice, notices = read({"indikator": SHOWN[page]} | (given if page else {}))
    choice = known_indicator(choice, catalogue, notices, lang)
    with release.cursor() as cursor:
        resolved = resolve(choice, query.tables(release, choice.indicator), catalogue, notices)
        if resolved.table is None:
            return _plain(base, page, lang)
        level = resolved.choice.level
        kind = "line" if level == "kota" else KINDS[resolved.choice.tab]
        ask = view.line_view if forms.asks_lines(kind, level) else view.area_view
        shown = ask(release, cursor, catalogue, resolved, lang)
    language = {"lang": "en"} if lang == "en" else {}
    params = {k: v for k, v in resolved.choice.params().items() if k in forms.VIEW} | language
    own = base + "/" + page + (f"?{urlencode(resolved.choice.params() | language)}" if page else "")
    picture = base + forms.image_path(kind, shown.indicator, "png", params, preset="og")
    name = shown.title if page else f"{t('site.name', lang)} · {t('site.tagline', lang)}"
    embed = base + forms.embed_path(kind, shown.indicator, params)
    return _title(name, shown, lang) + social(shown, own, picture) + _oembed(base, embed, shown)


def _title(name: str, shown: View, lang: Lang) -> str:
    said = escape(shown.headline or t("site.description", lang))
    site = t("site.name", lang)
    full = name if name.startswith(site) else f"{name} · {site}"
    return f'<title>{escape(full)}</title><meta name="description" content="{said}">'


def _oembed(base: str, embed: str, shown: View) -> str:
    href = escape(f"{base}/oembed?{urlencode({'url': embed})}")
    name = escape(shown.title)
    return f'<link rel="alternate" type="application/json+oembed" href="{href}" title="{name}">'


def _plain(base: str, page: str, lang: Lang) -> str:
    name = f"{t('site.name', lang)} · {t('site.tagline', lang)}"
    said = escape(t("site.description", lang))
    return (
        f'<title>{name}</title><meta name="description" content="{said}">'
        f'<meta property="og:type" content="website"><meta property="og:title" content="{name}">'
        f'<meta property="og:description" content="{said}">'
        f'<meta property="og:url" content="{escape(base)}/{page}"><meta name="twitter:card" content="summary">'
    )
