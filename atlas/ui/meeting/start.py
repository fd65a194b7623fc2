"""Where a deck begins: the one this browser keeps, and ready ones made from the release."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from atlas import query
from atlas.deck import Deck, encode
from atlas.deck.doubts import quality
from atlas.deck.ready import city, district, one
from atlas.deck.shown import deck_path
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.text import t
from atlas.ui import frame, params


def ready(release: Release, lang: Lang) -> None:
    """The ready decks, each to be opened here or presented as it is."""
    st.header(t("meeting.start", lang), anchor=False)
    st.html(f'<p class="atlas-hint">{escape(t("meeting.start_hint", lang, name=release.name))}</p>')
    catalogue = query.catalogue(release)
    left, right = st.columns(2, gap="large")
    with left:
        _offer("city", city(release, lang), lang)
    with right:
        _offer("quality", quality(release, lang), lang)
    left, right = st.columns(2, gap="large")
    with left:
        areas = {a.area_code: a.name(lang) for a in catalogue.level("kecamatan")}
        _chosen("district", "wilayah", areas, lambda c: district(release, c, lang), lang)
    with right:
        names = _names(catalogue, lang)
        _chosen("one", "indikator", names, lambda c: one(release, c, lang), lang)


def _names(catalogue: Catalogue, lang: Lang) -> dict[str, str]:
    other: Lang = "en" if lang == "id" else "id"
    return {c: f"{i.name(lang)} · {i.name(other)}" for c, i in catalogue.indicators.items()}


def _chosen(
    name: str, param: str, options: dict[str, str], make: Callable[[str], Deck], lang: Lang
) -> None:
    """A deck about one of many: the choice, then its ways."""
    asked = params.code(param, ["", *options], "", lang)
    _head(name, lang)
    order = sorted(options, key=options.__getitem__)
    label = t("meeting.pick_area" if name == "district" else "meeting.pick_indicator", lang)
    params.pick(param, label, ["", *order], asked,
                lambda c: options.get(c, t("meeting.pick_none", lang)), lang)  # fmt: skip
    if asked:
        _ways(make(asked), lang)


def _offer(name: str, deck: Deck, lang: Lang) -> None:
    _head(name, lang)
    _ways(deck, lang)


def _head(name: str, lang: Lang) -> None:
    st.html(
        f'<h3 style="padding:.3rem 0">{escape(t(f"ready.{name}", lang))}</h3>'
        f'<p style="margin:0">{escape(t(f"meeting.start_{name}", lang))}</p>'
    )


def _ways(deck: Deck, lang: Lang) -> None:
    """How many slides, to the builder, to the presentation."""
    code = encode(deck)
    count = t("meeting.slides_count", lang, count=len(deck.slides))
    named = escape(f"{deck.title}, {count}")
    here = f'<a class="atlas-button" href="{escape(frame.link("rapat", lang, d=code))}" target="_self" '
    there = f'<a class="atlas-button" href="{escape(deck_path(code, lang))}" target="_blank" '
    words = [t(f"meeting.{k}", lang) for k in ("start_open", "present")]
    st.html(
        f'<p class="atlas-share">{here}aria-label="{escape(words[0])}: {named}">{escape(words[0])}</a>'
        f'{there}aria-label="{escape(words[1])}: {named} ({t("meeting.new_tab", lang)})">{escape(words[1])}</a>'
        f'<span class="atlas-hint">{named}</span></p>'
    )


def again(lang: Lang) -> None:
    """The way back to the ready decks."""
    href = escape(frame.link("rapat", lang))
    st.html(f'<p class="atlas-more"><a href="{href}" target="_self">{escape(t("meeting.again", lang))}</a></p>')  # fmt: skip
