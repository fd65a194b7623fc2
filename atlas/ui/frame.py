"""What all pages share: language, navigation, the line about the release, look."""

from __future__ import annotations

import datetime
from functools import cache
from html import escape
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from atlas.deck import decode
from atlas.model import AtlasError, Lang
from atlas.number import format_day
from atlas.settings import settings
from atlas.store import NoReleaseError, Release, Store
from atlas.study import tools
from atlas.text import t
from atlas.ui.find import find
from atlas.ui.params import LONGEST_LIST
from atlas.web.asked import drawable

PAGES = {
    "home": ("beranda.py", ""),
    "indicator": ("indikator.py", "indikator"),
    "district": ("kecamatan.py", "kecamatan"),
    "city": ("kota.py", "kota"),
    "analysis": ("analisis.py", "analisis"),
    "data": ("tentang_data.py", "data"),
    "meeting": ("rapat.py", "rapat"),
    "embed": ("sematkan.py", "sematkan"),
    "verify": ("cocokkan.py", "cocokkan"),
}
"""Pages in the order of the navigation: file, and path on this site. No file may be named like a
module of Python or of ours: pages/ is on sys.path."""
UNLISTED = ("verify",)
"""Pages that the navigation has no room for; the foot of every page leads there."""
TOOLS = {key: (f"{path.replace('-', '_')}.py", path) for key, path in tools.TOOLS.items()}
"""The workbench: pages that Analisis leads to, each one question."""
INTERNAL = {
    "check": ("periksa.py", "periksa"),
    "quality": ("kualitas.py", "kualitas"),
    "publish": ("terbitkan.py", "terbitkan"),
}
"""Pages for those who make and check the figures: only with ATLAS_MODE=internal."""
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Cpath fill='%230b5c7a' d='M1 1h14v14H1z'/%3E%3Cpath fill='%23fff' d='M8 3h5v10H8z'/%3E%3C/svg%3E"
)
"""The sign in the tab of the browser, within the page itself: an icon by name is fetched elsewhere."""
CSS = """
<style>
:root { --atlas-ground:#e2e8eb; --atlas-edge:#ffffff; --atlas-quiet:#52616a; --atlas-line:#d5dde1; --atlas-link:#0b5c7a; --atlas-circle:#1d6fa5; --atlas-zero:#f4efe1; --atlas-paper:#fff; --atlas-ink:#1c2b33 }
@media (prefers-color-scheme: dark) {
 :root { --atlas-ground:#22303a; --atlas-edge:#10191e; --atlas-quiet:#b3c1c8; --atlas-line:#35444d; --atlas-link:#7fd0ea;
 --atlas-circle:#4aa3d8; --atlas-zero:#3b3a33; --atlas-paper:#10191e; --atlas-ink:#e8eef1 } }
[data-testid="stHeader"] { display:none }
[data-testid="stMainBlockContainer"] { max-width:1240px; padding:0 1.5rem 3rem }
@media (max-width:1280px) { .st-key-atlas-bar { gap:.3rem!important } }
@media (max-width:640px) { [data-testid="stMainBlockContainer"] { padding:0 .9rem 2rem }
 .st-key-atlas-bar { gap:.35rem!important } .st-key-atlas-bar [data-testid="stSpace"] { display:none } }
.modebar-btn::before, .modebar-btn::after { display:none!important }
.st-key-atlas-bar { border-bottom:1px solid var(--atlas-line); padding:.55rem 0 .45rem }
.atlas-brand { font-weight:700; font-size:1.15rem; text-decoration:none!important; color:inherit!important }
[data-testid="stHtml"] a:not(.atlas-brand), .atlas-map + p a, .atlas-scroll a { color:var(--atlas-link)!important }
.atlas-lang a { padding:.25rem .2rem }
.st-key-atlas-internal { margin-top:-.75rem; border-bottom:1px dashed var(--atlas-line); padding:.05rem 0 .2rem }
.st-key-atlas-internal { row-gap:0!important } @media (max-width:640px) { .st-key-atlas-internal { gap:0 .25rem!important } .st-key-atlas-internal a { padding-left:.3rem; padding-right:.3rem } }
.atlas-mode { color:var(--atlas-quiet); font-size:.9rem; white-space:nowrap } .atlas-mode b { font-weight:600 }
.atlas-foot { border-top:1px solid var(--atlas-line); margin-top:2.5rem; padding-top:.8rem;
 color:var(--atlas-quiet); font-size:.9rem; line-height:1.5 }
.atlas-sub { color:var(--atlas-quiet); margin:-.4rem 0 .2rem; font-size:1rem }
.atlas-say { font-size:1.12rem; line-height:1.5; margin:.2rem 0 .4rem; max-width:62rem }
.atlas-notes { color:var(--atlas-quiet); font-size:.88rem; line-height:1.5; margin:.2rem 0;
 padding-left:1.1rem } .atlas-notes li { margin:0 }
.atlas-legend { display:flex; flex-wrap:wrap; gap:.35rem 1.1rem; margin:.3rem 0!important; padding:0!important;
 list-style:none!important; font-size:.93rem } .atlas-legend li { display:flex; align-items:center; gap:.45rem; margin:0!important; padding:0!important }
.atlas-hint { color:var(--atlas-quiet); font-size:.93rem; margin:.2rem 0 }
.atlas-dot { border-radius:50%; flex:none; background:var(--atlas-circle) }
.atlas-swatch { width:1.5rem; height:1rem; border:1px solid var(--atlas-quiet); flex:none }
.atlas-picked { border-left:4px solid #c2185b; padding:.35rem .8rem; margin:.3rem 0; background:var(--atlas-ground) }
.atlas-map svg { width:100%; height:auto; max-height:40rem; display:block } .atlas-map a:focus path, .atlas-map a:hover path {
 stroke:#c2185b; stroke-width:3 }
.atlas-cards { display:grid; grid-template-columns:repeat(auto-fill,minmax(15.5rem,1fr)); gap:.9rem; margin:.4rem 0 1rem }
.atlas-card { border:1px solid var(--atlas-line); border-radius:.4rem; padding:.8rem .95rem; display:flex;
 flex-direction:column; gap:.15rem; text-decoration:none!important; color:inherit!important; background:transparent }
.atlas-card:hover, .atlas-card:focus-visible { border-color:currentColor }
.atlas-card b { font-size:1.65rem; line-height:1.2; font-variant-numeric:tabular-nums }
.atlas-card small { color:var(--atlas-quiet); font-size:.87rem; line-height:1.4 }
.atlas-card svg { color:#0f7fa8; margin:.2rem 0 }
.atlas-tree { columns:17rem; column-gap:2rem } .atlas-topics { display:grid; grid-template-columns:
 repeat(auto-fill,minmax(19rem,1fr)); gap:.2rem 1.5rem; align-items:start } .atlas-topics summary { cursor:pointer; padding:.3rem 0 } .atlas-tree li { break-inside:avoid; margin:.15rem 0 }
.atlas-dl { padding:0!important; display:grid; grid-template-columns:minmax(9rem,15rem) 1fr; gap:.35rem 1.2rem; margin:.4rem 0 }
.atlas-dl dt { color:var(--atlas-quiet) } .atlas-dl dd { margin:0 }
@media (max-width:640px) { .atlas-dl { grid-template-columns:1fr; gap:.05rem } .atlas-dl dd { margin-bottom:.5rem } }
.atlas-scroll { overflow-x:auto } .atlas-scroll table { border-collapse:collapse; width:100%; font-size:.93rem }
.atlas-scroll th, .atlas-scroll td { border-bottom:1px solid var(--atlas-line); padding:.35rem .6rem; text-align:left; vertical-align:top }
.atlas-scroll td.n, .atlas-scroll th.n { text-align:right; font-variant-numeric:tabular-nums; white-space:nowrap }
.atlas-scroll th small { display:block; font-weight:400; color:var(--atlas-quiet); font-size:.87em }
.atlas-places { table-layout:fixed; min-width:56rem } .atlas-places th.n { width:7.2rem } .atlas-places th.r { width:9rem }
.atlas-places th.s { width:10.6rem } .atlas-places th.l { width:7.5rem } .atlas-places th.g { width:4.2rem }
.atlas-profile tbody th { min-width:13rem; font-weight:500 } .atlas-profile td svg { display:block; color:#0f7fa8 }
.atlas-locator svg { width:100%; height:auto; max-height:34rem; display:block }
.atlas-locator path { stroke:var(--atlas-edge); stroke-width:1.2; stroke-linejoin:round }
.atlas-far { fill:var(--atlas-ground) } .atlas-near { fill:#8fc3d6 } .atlas-self { fill:#c2185b }
.atlas-locator a:hover path, .atlas-locator a:focus path { stroke:#c2185b; stroke-width:3 }
.atlas-names { columns:11rem; padding-left:1.1rem } .atlas-names li { margin:.1rem 0; break-inside:avoid }
.atlas-names a, .atlas-profile a { color:var(--atlas-link)!important }
.atlas-tick { stroke:var(--atlas-quiet); stroke-width:1.2; fill:none } .atlas-own { stroke:#d81b60; stroke-width:4 }
.atlas-diamond { fill:var(--atlas-paper); stroke:var(--atlas-ink); stroke-width:1.5 } .atlas-ring { fill:none; stroke:#0f7fa8; stroke-width:2.4 }
.atlas-empty { border:1px dashed var(--atlas-quiet); padding:.9rem 1.1rem; margin:.5rem 0 }
:focus-visible { outline:3px solid #0f7fa8!important; outline-offset:2px }
.atlas-terms { margin-top:1.4rem; color:var(--atlas-quiet); font-size:.93rem } .atlas-terms summary { cursor:pointer; padding:.3rem 0 }
.atlas-share { display:flex; flex-wrap:wrap; gap:.6rem; margin:.3rem 0 } .atlas-button { border:1px solid var(--atlas-line); border-radius:.4rem;
 padding:.25rem .8rem; text-decoration:none!important; font-size:.93rem } .atlas-button:hover { border-color:currentColor }
.atlas-crumb { margin:.2rem 0 -.4rem; font-size:.93rem; color:var(--atlas-quiet) } .atlas-crumb a { color:var(--atlas-link)!important }
[data-testid="stMultiSelect"] .react-aria-ComboBox > [role="group"] { max-height:40rem!important }
span[data-tag] { height:auto!important; max-width:100%!important; white-space:normal!important } span[data-tag] > span { white-space:normal!important; overflow:visible!important }
span[data-tag] { background:var(--atlas-paper)!important; border:1px solid var(--atlas-quiet) } span[data-tag], span[data-tag] * { color:var(--atlas-ink)!important }
[class*="st-key-atlas-ways"] button { min-height:2rem; padding:.1rem .8rem; border-color:var(--atlas-line) }
.atlas-more a { color:var(--atlas-link)!important }
.atlas-scroll .atlas-hint { font-size:inherit }
@page { size:A4; margin:12mm }
@media print { html:has(.st-key-atlas-home) { font-size:9.6px } html:has(.st-key-atlas-home) .atlas-foot { margin-top:.5rem }
 .st-key-atlas-home .atlas-map svg { max-height:32rem } [data-testid="stMainBlockContainer"] { max-width:none; padding:0 } .atlas-terms, .atlas-share, .st-key-atlas-choose-home { display:none }
 .st-key-atlas-bar, .st-key-atlas-choose, .st-key-atlas-choose-topic { display:none }
 .atlas-scroll { overflow:visible } .atlas-scroll table { font-size:.72rem } tr { break-inside:avoid } }
</style>
"""


@cache
def store() -> Store:
    """The store of this process; it follows the release pointer by itself."""
    return Store(settings().state)


def pages() -> dict[str, tuple[str, str]]:
    """The pages of this process: file, and path on this site."""
    public = PAGES | TOOLS
    return public | INTERNAL if settings().internal else public


def visitor_language() -> Lang:
    """English when the URL or the session says so, else Indonesian."""
    asked = st.query_params.get("lang", st.session_state.get("lang", "id"))
    return "en" if asked == "en" else "id"


def link(page: str, lang: Lang, **params: str) -> str:
    """A path on this site with parameters; Indonesian goes without saying."""
    found = {k: v for k, v in params.items() if v} | ({"lang": "en"} if lang == "en" else {})
    return f"/{page}{'?' + urlencode(found) if found else ''}"


def theme() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


def begin() -> tuple[Release, Lang]:
    """Head of every page; gives the release and the language. Stops with a sentence without one."""
    lang = visitor_language()
    st.session_state["lang"] = lang
    st.set_page_config(page_title=t("site.name", lang), page_icon=ICON, layout="wide")
    st.html(CSS)
    try:
        release = store().release()
    except NoReleaseError:
        st.title(t("site.name", lang))
        st.warning(t("site.no_release", lang))
        st.stop()
    return release, lang


def begin_page(asks: Literal["newest", "views", "all"] = "newest") -> tuple[Release, Lang]:
    """The release and the language, for a page inside the frame. One that asks only for `views`, or
    for `all` that a release holds, shows the release its address names; a sentence says so, or why
    it cannot."""
    lang, newest = visitor_language(), store().release()
    st.session_state["release"] = newest
    name = st.query_params.get("release", "")[:40] if asks != "newest" else ""
    if name in ("", newest.name):
        return newest, lang
    try:
        release = store().release(name)
    except AtlasError as error:
        st.warning(escape(error.message_id if lang == "id" else error.message_en))
        return newest, lang
    fits = drawable(store(), release) if asks == "views" else newest.columns <= release.columns
    if not fits:
        st.warning(t("problem.old_detail", lang, name=release.name))
        return newest, lang
    st.session_state["release"] = release
    date = format_day(_built(release).date(), lang)
    st.info(t("site.frozen", lang, name=release.name, date=date))
    return release, lang


def _built(release: Release) -> datetime.datetime:
    return datetime.datetime.fromisoformat(release.manifest["built_at"])


def bar(pages: dict[str, st.Page], release: Release, lang: Lang) -> None:
    """Name, pages, search, and the other language as a link to the same view as a full page."""
    params = {"lang": "en"} if lang == "en" else {}
    with st.container(key="atlas-bar", horizontal=True, vertical_alignment="center", gap="xsmall"):
        home = link("", lang)
        st.html(
            f'<a class="atlas-brand" href="{home}" target="_self">{t("site.name", lang)}</a>',
            width="content",
        )
        for key in [k for k in PAGES if k not in UNLISTED]:
            st.page_link(pages[key], label=t(f"page.{key}", lang), query_params=params)
        st.space("stretch")
        find(release.name, lang)
        st.html(_language_link(lang), width="content")
    if settings().internal:
        _internal_bar(pages, params, lang)


def _internal_bar(pages: dict[str, st.Page], params: dict[str, str], lang: Lang) -> None:
    """A quiet line that says that this is not the public atlas, with the pages it has more."""
    with st.container(key="atlas-internal", horizontal=True, vertical_alignment="center", gap="medium"):  # fmt: skip
        words = f"<b>{t('site.internal', lang)}</b>"
        st.html(f'<span class="atlas-mode">{words}</span>', width="content")
        for key in INTERNAL:
            st.page_link(pages[key], label=t(f"page.{key}", lang), query_params=params)


def _language_link(lang: Lang) -> str:
    other: Lang = "id" if lang == "en" else "en"
    given = st.query_params.to_dict().items()
    params = {k: v for k, v in given if k != "lang" and len(k) <= 40 and _kept(k, v)}
    path = st.context.url.split("/", 3)[-1].split("?")[0] if st.context.url else ""
    href = escape(link(path, other, **params))
    label = t("site.other_language", lang)
    return (
        f'<span class="atlas-lang"><a href="{href}" target="_self" lang="{other}" '
        f'hreflang="{other}">{label}</a></span>'
    )


def _kept(name: str, value: str) -> bool:
    """Whether a parameter goes along to the other language: a deck of any length that can be read,
    and all that is no longer than a list of codes."""
    return len(value) <= LONGEST_LIST or (name == "d" and bool(decode(value).deck.slides))


def foot(newest: Release, lang: Lang) -> None:
    """Which release this page shows, and that it is not the city's own site until the city says so."""
    release: Release = st.session_state.get("release", newest)
    date = format_day(_built(release).date(), lang)
    line = t("site.release", lang, name=release.name, date=date)
    own = settings().disclaimer_id if lang == "id" else settings().disclaimer_en
    disclaimer = escape(own or t("site.disclaimer", lang))
    check = f'<a href="{link("cocokkan", lang)}" target="_self">{t("verify.link", lang)}</a>'
    st.html(f'<footer class="atlas-foot">{disclaimer}<br>{line} · {check}</footer>')
