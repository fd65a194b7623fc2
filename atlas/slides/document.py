"""The whole presentation: slides, style, script and data in one file that asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from atlas.deck import Deck, Read, deck_path, encode, shown
from atlas.look import Look, look
from atlas.model import Lang
from atlas.seal import Seal, modules
from atlas.shape import Boundary
from atlas.slides import frame, maps, stage, tables
from atlas.slides.slide import Made, Room, deck_line, made
from atlas.store import Release
from atlas.text import catalogue, t

HERE = Path(__file__).parent
SCRIPT = (HERE / "deck.js").read_text(encoding="utf-8")
STYLE = (HERE / "deck.css").read_text(encoding="utf-8")
KEYS = ("next", "prev", "ends", "jump", "period", "find", "walk", "clear", "blank", "full", "notes",
        "code", "help")  # fmt: skip
"""Lines of the help, each `slides.key_x` and `slides.does_x`."""
SPOKEN = ("slide_is", "jump_to", "no_areas", "no_match", "notes_title", "notes_next", "notes_none", "notes_last",
          "blanked", "cleared", "no_window")  # fmt: skip
"""Texts the script needs, each `slides.say_x`."""


@dataclass(frozen=True)
class Document:
    """A finished presentation, the policy that lets its own style and script run and nothing else,
    the digests of its views in order."""

    html: str
    policy: str
    digests: tuple[str, ...]


def document(read: Read, release: Release, lang: Lang, base: str, served: bool = False) -> Document:
    """The presentation of a deck in a release; `base` is where its codes lead. Served it has links to
    its file and to its making; a file has none, only its address in letters."""
    found = shown(read.deck, release, lang)
    seen = look()
    room = Room(release, lang, base, seen, seen.palette(), len(found), read.deck.digest())
    slides = [made(s, i + 1, room) for i, s in enumerate(found)]
    ways = _ways(read.deck, lang, base) if served else ""
    first = _first(read, room, ways)
    style = STYLE + _sizes() + _colours(seen)
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(SCRIPT)}; img-src data:; "
        f"base-uri 'none'; form-action 'none'"
    )
    title = escape(read.deck.title or t("slides.title", lang))
    html = (
        f'<!doctype html><html lang="{lang}" data-deck="{read.deck.digest()}" data-release="{release.name}">'
        f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{title} · {t("site.name", lang)}</title><link rel="icon" href="data:,">'
        f'<style>{style}</style></head><body><h1 class="unseen">{title}</h1>'
        f"{maps.shared(_boundaries(slides), room.ink)}<main>{first}{''.join(s.html for s in slides)}</main>"
        f"{_tools(lang, ways or _letters(_own_address(read.deck, room), lang))}"
        f'<script type="application/json" id="data">{_json([s.data for s in slides])}</script>'
        f'<script type="application/json" id="words">{_json(_spoken(lang))}</script>'
        f"<script>{SCRIPT}</script></body></html>"
    )
    return Document(html, policy, tuple(s.digest for s in found))


def _boundaries(slides: Sequence[Made]) -> list[Boundary]:
    found = {id(s.boundary): s.boundary for s in slides if s.boundary is not None}
    return list(found.values())


def _json(content: object) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _first(read: Read, room: Room, ways: str) -> str:
    """A quiet slide before the first: the title of the deck, what could not be read of it, which deck
    and release this is, a code that opens it elsewhere."""
    lang, seen = room.lang, room.look
    title = read.deck.title or t("slides.title", lang)
    emblem = (
        f'<div class="emblem" role="img" aria-label="{escape(seen.alt(lang))}"></div>'
        if seen.emblem
        else ""
    )
    size = stage.headline_size(title, bool(seen.emblem))
    said = [t(key, lang, **values) for key, values in read.notices]
    notices = "".join(f'<p class="notice">{escape(s)}</p>' for s in said)
    count = t("slides.count", lang, count=room.count)
    url = _own_address(read.deck, room)
    seal = Seal(room.digest, room.release.name, url, lang)
    image = (
        f'<img class="qr" src="{frame.code(seal)}" alt="{escape(seal.spoken)}">'
        if modules(url)
        else ""
    )
    return (
        f'<section class="slide f6" data-place="0" data-kind="first" data-view="" tabindex="-1" '
        f'aria-label="{t("slides.opening", lang)}"><div class="opening">{emblem}{image}<h2 class="h{size}">{escape(title)}</h2>'
        f'<p class="quiet">{escape(count)}</p>{notices}<p class="quiet press">{t("slides.press", lang)}</p>{ways}</div>'
        f'<footer class="foot"><div class="words">{deck_line(room)}</div></footer></section>'
    )


def _own_address(deck: Deck, room: Room) -> str:
    """The address that shows this deck with this release again."""
    code = encode(replace(deck, release=room.release.name))
    return room.base + deck_path(code, room.lang)


def _ways(deck: Deck, lang: Lang, base: str) -> str:
    """Links to the file, to slides to edit, to where the deck is made."""
    path = deck_path(encode(deck), lang)
    places = {"html": path.replace("?", "/unduh?", 1), "pptx": path.replace("?", "/unduh.pptx?", 1),
              "edit": path.replace("/paparan", "/rapat", 1)}  # fmt: skip
    links = " · ".join(
        f'<a href="{escape(base + place)}">{t(f"slides.way_{name}", lang)}</a>'
        for name, place in places.items()
    )
    return f'<p class="ways">{links}</p>'


def _letters(address: str, lang: Lang) -> str:
    """The address as text, for who has the file alone."""
    said = t("slides.address", lang)
    return f'<details><summary>{said}</summary><p class="address">{escape(address)}</p></details>'


def _tools(lang: Lang, ways: str) -> str:
    """Buttons, help, the box that finds an area, the large code, what is read aloud."""
    words = {k: escape(t(f"slides.{k}", lang)) for k in ("prev", "next", "help", "find", "close")}
    keys = "".join(
        f'<tr><th scope="row">{escape(t(f"slides.key_{k}", lang))}</th><td>{escape(t(f"slides.does_{k}", lang))}</td></tr>'
        for k in KEYS
    )
    return (
        f'<nav class="bar" aria-label="{words["help"]}"><button type="button" data-do="prev" aria-label="{words["prev"]}">‹</button>'
        f'<button type="button" data-do="next" aria-label="{words["next"]}">›</button>'
        f'<button type="button" data-do="help" aria-label="{words["help"]}">?</button></nav>'
        f'<p class="typed" hidden></p><div class="blank" hidden></div>'
        f'<div class="large" hidden><img alt=""><p></p></div>'
        f'<dialog class="help" aria-label="{words["help"]}"><table>{keys}</table>{ways}'
        f'<button type="button" data-do="close">{words["close"]}</button></dialog>'
        f'<dialog class="find" aria-label="{words["find"]}"><label for="name">{words["find"]}</label>'
        f'<input id="name" autocomplete="off" role="combobox" aria-autocomplete="list" aria-expanded="true" aria-controls="names">'
        f'<ul id="names" role="listbox" aria-label="{words["find"]}"></ul></dialog>'
        f'<p class="unseen" id="say" aria-live="polite"></p>'
    )


def _spoken(lang: Lang) -> dict[str, str]:
    """Texts of the script; their {places} are filled there."""
    return {key: catalogue()[f"slides.say_{key}"][lang] for key in SPOKEN}


def _sizes() -> str:
    """Classes for sizes that are counted here: headlines, figures, feet."""
    heads = "".join(f".h{s}{{font-size:{stage.rem(s)}rem}}" for s, _ in stage.HEADLINES)
    feet = "".join(
        f".f{n} .body{{bottom:{stage.rem(stage.foot_height(n))}rem}}"
        for n in range(stage.LEAST_FOOT, stage.MOST_FOOT + 1)
    )
    return heads + tables.sizes() + feet


def _colours(seen: Look) -> str:
    """Colours of the room, and its emblem once for all slides."""
    ink = seen.palette()
    named = {"ink": seen.ink, "paper": seen.paper, "quiet": seen.quiet, "rule": seen.rule,
             "accent": seen.accent, "selected": ink.selected, "city": ink.city}  # fmt: skip
    emblem = f'.emblem{{background-image:url("{seen.emblem}")}}' if seen.emblem else ""
    return ":root{" + ";".join(f"--{k}:{v}" for k, v in named.items()) + "}" + emblem


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
