"""Parts of the page Sematkan: choices, live preview, snippets, links and pictures to share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas import forms, handout, query, view
from atlas.choice import Choice, Resolved, known_indicator, levels_with_figures, read, resolve
from atlas.model import Lang
from atlas.number import format_period
from atlas.query import Catalogue
from atlas.settings import settings
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.ui import collect, frame, params
from atlas.view import View

WAYS = ("sematkan", "bagikan")
WIDTHS = ("360", "768", "1200")
THEMES = ("auto", "light", "dark")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEPT = ("level", "period", "area", "dim", "series")
"""Parameters that hang on the indicator."""


@dataclass(frozen=True)
class Chosen:
    """What the URL asks to embed, mended: a kind of view and how it shall look."""

    kind: str
    resolved: Resolved
    shown: View
    given: dict[str, str]
    """parameters of the view as the URL has them: what is left out follows new releases"""
    theme: str
    title: bool
    frozen: bool
    width: str
    way: str

    @property
    def params(self) -> dict[str, str]:
        """Parameters of the embed, its release when it is frozen."""
        return self.given | ({"release": self.shown.release} if self.frozen else {})

    @property
    def embed(self) -> str:
        return forms.embed_path(
            self.kind, self.shown.indicator, self.params, self.theme, self.title
        )

    def image(self, form: str, **look: str) -> str:
        theme = {"theme": self.theme} if self.theme == "dark" else {}
        return forms.image_path(self.kind, self.shown.indicator, form, self.params, **theme, **look)


def asked(release: Release, cursor: Cursor, catalogue: Catalogue, lang: Lang) -> Chosen:
    """The choices in the URL; what cannot be had gets its default and a sentence."""
    raw = {k: v for k, v in st.query_params.to_dict().items() if k in ("indikator", *forms.VIEW)}
    choice, notices = read({k: v for k, v in raw.items() if k not in ("lang", "release")})
    choice = known_indicator(choice, catalogue, notices, lang)
    resolved = resolve(choice, query.coverage(cursor, choice.indicator), catalogue, notices)
    if resolved.table is None:
        choice = Choice(choice.indicator, method=choice.method, classes=choice.classes)
        resolved = resolve(choice, resolved.tables, catalogue, notices)
    level = resolved.choice.level
    kinds = forms.kinds_at(level, forms.EMBED)
    kind = params.code("bentuk", kinds, kinds[0], lang)
    for notice in notices:
        st.info(t(notice.key, lang, **notice.values))
    ask = view.line_view if forms.asks_lines(kind, level) else view.area_view
    full = resolved.choice.params() | {"level": level}
    given = {k: full[k] for k in forms.VIEW if k in raw and k in full} | {"level": level}
    return Chosen(
        kind, resolved, ask(release, cursor, catalogue, resolved, lang),
        given | ({"lang": "en"} if lang == "en" else {}),
        params.code("theme", THEMES, "auto", lang), params.code("title", ("0", "1"), "1", lang) == "1",
        params.code("beku", ("0", "1"), "0", lang) == "1", params.code("lebar", WIDTHS, "360", lang),
        params.code("cara", WAYS, WAYS[0], lang),
    )  # fmt: skip


def head(chosen: Chosen, lang: Lang) -> None:
    st.set_page_config(page_title=f"{t('page.embed', lang)} · {t('site.name', lang)}")
    st.title(t("page.embed", lang), anchor=False)
    st.html(f'<p class="atlas-sub">{escape(t("share.lead", lang))}</p>')
    st.html(
        f'<p class="atlas-say" data-view="{chosen.shown.digest()}"><b>{escape(chosen.shown.title)}</b> '
        f"({escape(chosen.shown.subtitle)})</p>"
    )
    collect.button(chosen.kind, chosen.resolved, lang)


def columns() -> tuple[DeltaGenerator, DeltaGenerator]:
    left, right = st.columns([4, 9], gap="large")
    return left, right


def choose(chosen: Chosen, catalogue: Catalogue, lang: Lang) -> None:
    """Way and kind, the view, then its look; each choice is a parameter of this page."""
    choice, resolved = chosen.resolved.choice, chosen.resolved
    params.pick("cara", t("share.way", lang), WAYS, chosen.way,
                lambda w: t("share.embed" if w == WAYS[0] else "share.share", lang), lang, "segments")  # fmt: skip
    kinds = forms.kinds_at(choice.level, forms.EMBED)
    params.pick("bentuk", t("share.kind", lang), kinds, chosen.kind,
                lambda k: t(f"share.kind_{k}", lang), lang)  # fmt: skip
    params.pick("indikator", t("choose.indicator", lang), list(catalogue.indicators),
                choice.indicator, lambda c: _named(c, catalogue, lang), lang, drop=KEPT)  # fmt: skip
    levels = levels_with_figures(resolved.tables)
    params.pick("level", t("choose.level", lang), levels, choice.level,
                lambda v: t(f"level.{v}", lang), lang, drop=(*KEPT[1:], "bentuk"))  # fmt: skip
    _table(chosen, catalogue, lang)
    params.pick("beku", t("share.life", lang), ("0", "1"), "1" if chosen.frozen else "0",
                lambda v: t("share.life_frozen", lang, release=chosen.shown.release) if v == "1"
                else t("share.life_live", lang), lang)  # fmt: skip
    key = "share.life_frozen_help" if chosen.frozen else "share.life_live_help"
    said = t(key, lang, release=chosen.shown.release) if chosen.frozen else t(key, lang)
    st.html(f'<p class="atlas-hint">{escape(said)}</p>')
    params.pick("theme", t("share.theme", lang), THEMES, chosen.theme,
                lambda v: t(f"share.theme_{v}", lang), lang)  # fmt: skip
    params.pick("title", t("share.heading", lang), ("1", "0"), "1" if chosen.title else "0",
                lambda v: t(f"share.heading_{v}", lang), lang)  # fmt: skip


def _table(chosen: Chosen, catalogue: Catalogue, lang: Lang) -> None:
    """Breakdown, series, period and area, each only where there is a choice."""
    choice, resolved = chosen.resolved.choice, chosen.resolved
    if len(resolved.dims) > 1:
        params.pick("dim", t("choose.dim", lang), resolved.dims, choice.dim,
                    lambda d: catalogue.dim_name(d, lang) or t("choose.total", lang), lang,
                    drop=("series", "period"))  # fmt: skip
    if len(resolved.series) > 1:
        params.pick("series", t("choose.series", lang), resolved.series, choice.series,
                    lambda s: catalogue.series_name(s, lang) or t("choose.series_plain", lang), lang,
                    drop=("period",))  # fmt: skip
    if len(resolved.periods) > 1 and not forms.asks_lines(chosen.kind, choice.level):
        kinds = {p.period: p.period_kind for p in resolved.periods}
        params.pick("period", t("choose.period", lang), ["", *reversed(kinds)], chosen.given.get("period", ""),
                    lambda p: format_period(p, lang, kinds[p]) if p else t("share.newest", lang), lang)  # fmt: skip
    if choice.level != "kota":
        areas = {a.area_code: a for a in catalogue.level(choice.level)}
        params.pick("area", t("choose.area", lang), ["", *areas], choice.area,
                    lambda a: areas[a].full_name(lang) if a else t("choose.area_none", lang), lang)  # fmt: skip


def _named(code: str, catalogue: Catalogue, lang: Lang) -> str:
    other: Lang = "en" if lang == "id" else "id"
    indicator = catalogue.indicators[code]
    return f"{indicator.name(lang)} · {indicator.name(other)}"


_preview = st.components.v2.component(
    "atlas_preview",
    html='<div class="host"></div>',
    css=""".host { max-width:100%; border:1px solid var(--st-border-color); overflow:hidden }
iframe { display:block; border:0; width:100% }""",
    js="""
export default function ({ data, parentElement }) {
  const host = parentElement.querySelector(".host");
  host.style.width = data.width + "px";
  let frame = host.querySelector("iframe");
  if (!frame) {
    frame = document.createElement("iframe");
    frame.style.height = "500px";
    host.append(frame);
    window.addEventListener("message", (event) => {
      if (event.source === frame.contentWindow && event.data.atlas === "height")
        frame.style.height = event.data.height + "px";
    });
  }
  frame.title = data.title;
  if (frame.getAttribute("src") !== data.src) frame.setAttribute("src", data.src);
}
""",
)


def preview(chosen: Chosen, lang: Lang) -> None:
    """The embed itself, as wide as on a phone, a tablet or a desktop."""
    params.pick("lebar", t("share.preview", lang), WIDTHS, chosen.width,
                lambda w: t(f"share.width_{w}", lang), lang, "segments")  # fmt: skip
    name = f"{t('share.preview', lang)}: {chosen.shown.title}"
    _preview(key="preview", data={"src": chosen.embed, "width": int(chosen.width), "title": name})


def site() -> str:
    """The public address of this atlas, without a slash at the end."""
    return settings().url or "/".join((st.context.url or "").split("/")[:3])


def snippets(chosen: Chosen, lang: Lang) -> None:
    """What a person copies: a frame with its script, the element, a picture, the bare address."""
    base, shown = site(), chosen.shown
    width, height = forms.KINDS[chosen.kind].size
    url, title = escape(base + chosen.embed), escape(shown.title)
    script = f'<script src="{base}/embed.js" async></script>'
    st.header(t("share.copy", lang), anchor=False)
    _snippet("as_frame", f'<iframe src="{url}" title="{title}" width="{width}" height="{height}" '
             f'style="border:0;width:100%" loading="lazy"></iframe>\n{script}', lang)  # fmt: skip
    with st.expander(t("share.other", lang)):
        _snippet("as_element", f"<atlas-medan {_attributes(chosen)}></atlas-medan>\n{script}", lang)
        picture = escape(base + chosen.image("svg"))
        _snippet("as_image", f'<img src="{picture}" alt="{escape(shown.alt)}" width="{width}" '
                 f'height="{height}" style="max-width:100%;height:auto">', lang)  # fmt: skip
        _snippet("oembed_hint", base + chosen.embed, lang)


def _attributes(chosen: Chosen) -> str:
    found = {"kind": chosen.kind, "indicator": chosen.shown.indicator, **chosen.params}
    if chosen.theme != "auto":
        found["theme"] = chosen.theme
    words = " ".join(f'{k}="{escape(v)}"' for k, v in found.items())
    return f'{words} label="{escape(chosen.shown.title)}"' + ("" if chosen.title else " no-title")


def _snippet(key: str, text: str, lang: Lang) -> None:
    st.html(f'<p class="atlas-hint">{escape(t(f"share.{key}", lang))}</p>')
    st.code(text, language=None, wrap_lines=True)


def share(chosen: Chosen, lang: Lang) -> None:
    """A link, the sentences, and pictures in the sizes that places ask for."""
    base, shown = site(), chosen.shown
    choice = chosen.resolved.choice
    tab = forms.KINDS[chosen.kind].tab
    page = frame.link("indikator", lang, **choice.params() | {"tab": tab if tab != "peta" else ""})
    _snippet("link", base + page, lang)
    _snippet("text", f"{shown.title}. {shown.headline} {base + page}", lang)
    st.header(t("share.pictures", lang), anchor=False)
    og = escape(chosen.image("png", preset="og"))
    items = [
        (t(f"share.preset_{p}", lang), chosen.image("png", preset=p))
        for p in ("og", "square", "slide")
    ]
    items.append((t("share.vector", lang), chosen.image("svg", preset="slide")))
    listed = "".join(
        f'<li><a href="{escape(path)}" download target="_blank">{escape(name)}</a></li>'
        for name, path in items
    )
    st.html(f'<p class="atlas-more"><img src="{og}" alt="{escape(shown.alt)}" '
            f'style="max-width:100%;height:auto;border:1px solid var(--atlas-line)"></p>'
            f'<ul class="atlas-more">{listed}</ul>')  # fmt: skip


def button_row(kind: str, resolved: Resolved, lang: Lang) -> str:
    """The two ways on from a view, to embed it and to share it, as HTML; "" where it has no such
    form."""
    choice = resolved.choice
    if kind not in forms.kinds_at(choice.level, forms.EMBED):
        return ""
    found = {k: v for k, v in choice.params().items() if k != "tab"} | {"bentuk": kind}
    ways: dict[str, dict[str, str]] = {"embed": {}, "share": {"cara": "bagikan"}}
    items = "".join(
        f'<a class="atlas-button" href="{escape(frame.link("sematkan", lang, **found | more))}" '
        f'target="_self">{escape(t(f"share.{key}", lang))}</a>'
        for key, more in ways.items()
    )
    return f'<p class="atlas-share">{items}</p>'


def buttons(kind: str, resolved: Resolved, shown: View, lang: Lang) -> None:
    """Draw the ways on from a view, where there are any: to embed it, to share it, and to take it
    along as a picture and as a workbook."""
    row = button_row(kind, resolved, lang)
    if not row:
        return
    pictures = "".join(
        f'<a class="atlas-button" href="{escape(picture_path(kind, resolved, form, lang))}" download>'
        f"{escape(t('study.picture', lang, form=form.upper()))}</a>"
        for form in ("png", "svg")
    )
    with st.container(horizontal=True, key=f"atlas-ways-{kind}", vertical_alignment="center"):
        st.html(row.replace("</p>", f"{pictures}</p>"), width="content")
        page = frame.link("indikator", lang, **resolved.choice.params())
        st.download_button(
            t("study.workbook", lang), partial(handout.view_workbook, shown, site() + page),
            file_name=f"atlas-medan_{shown.indicator}_{kind}_{shown.release}.xlsx", mime=XLSX,
            key=f"xlsx_{kind}", on_click="ignore",
        )  # fmt: skip
        collect.button(kind, resolved, lang)


def picture_path(kind: str, resolved: Resolved, form: str, lang: Lang) -> str:
    """Where the view is a finished picture."""
    found = resolved.choice.params() | ({"lang": "en"} if lang == "en" else {})
    look = {"scale": "2"} if form == "png" else {}
    return forms.image_path(kind, resolved.choice.indicator, form, found, **look)
