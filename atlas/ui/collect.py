"""The button "Tambah ke paparan": it packs a view onto the deck that this browser keeps.

A code is `1.<slides>.<head>.<slide>.<slide>…`: one more slide is one part more and the count. So the
browser does it alone, in its own store: no rerun, and it holds across pages, tabs and reloads.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from atlas import forms
from atlas.choice import Resolved
from atlas.deck import slide_of
from atlas.deck.model import MOST, VERSION, Deck, Slide, encode, part
from atlas.model import Lang
from atlas.text import t
from atlas.ui.frame import link

STORE = "atlas-paparan"
"""Where the browser keeps its deck."""
SAID = ("added", "again", "full", "replaced", "closed", "open")
"""Sentences of the button, each `meeting.add_x`."""
READ = """
const decode = (code) => {
  const parts = String(code || "").split(".");
  const whole = parts.length > 2 && parts[0] === VERSION && /^[0-9]{1,6}$/.test(parts[1])
    && parts.slice(2).every((p) => /^[A-Za-z0-9_-]+$/.test(p));
  return whole ? { head: parts[2], slides: parts.slice(3) } : null;
};
const encode = (deck) => [VERSION, deck.slides.length, deck.head, ...deck.slides].join(".");
""".replace("VERSION", f'"{VERSION}"')
"""How a code is taken apart in the browser."""
CSS = """
.host { display:flex; flex-wrap:wrap; align-items:center; gap:.3rem .7rem; font-size:.93rem }
button { font:inherit; color:var(--st-text-color); background:none; border:1px solid var(--st-border-color);
 border-radius:.4rem; padding:.25rem .8rem; min-height:2rem; cursor:pointer; white-space:nowrap }
button:hover { border-color:currentColor }
p { margin:0; line-height:1.4 } p:empty { display:none }
a { color:var(--st-link-color, #0b5c7a); text-underline-offset:.15em }
@media (prefers-color-scheme: dark) { a { color:#7fd0ea } }
button:focus-visible, a:focus-visible { outline:3px solid #0f7fa8; outline-offset:2px }
@media print { .host { display:none } }
"""
JS = (
    READ
    + """
export default function ({ data, parentElement }) {
  const host = parentElement.querySelector(".host"), button = host.querySelector("button");
  const said = host.querySelector("p");
  button.textContent = data.label;
  button.onclick = () => {
    let stored = "", closed = false;
    try { stored = localStorage.getItem(data.store) || ""; } catch { closed = true; }
    const found = decode(stored), deck = found || { head: data.head, slides: [] };
    const fresh = data.parts.filter((p) => !deck.slides.includes(p));
    const room = fresh.slice(0, Math.max(0, data.most - deck.slides.length));
    deck.slides.push(...room);
    const code = encode(deck);
    try { if (room.length) localStorage.setItem(data.store, code); } catch { closed = true; }
    const words = [];
    if (closed) words.push(data.said.closed);
    if (stored && !found) words.push(data.said.replaced);
    if (room.length && !closed) words.push(data.said.added);
    if (!fresh.length) words.push(data.said.again);
    if (room.length < fresh.length) words.push(data.said.full);
    const way = document.createElement("a");
    const aim = () => {
      let latest = code;
      try { latest = localStorage.getItem(data.store) || code; } catch { /* this deck alone, then */ }
      way.href = data.path + (data.path.includes("?") ? "&" : "?") + "d=" + latest;
    };
    aim();
    for (const name of ["pointerdown", "focus", "click"]) way.addEventListener(name, aim);
    way.target = "_self";
    way.textContent = data.said.open;
    const text = words.join(" ").replaceAll("{count}", deck.slides.length);
    said.replaceChildren(text + " ", way);
  };
}
"""
)
_render = st.components.v2.component(
    "atlas_collect",
    html='<div class="host"><button type="button"></button><p role="status"></p></div>',
    css=CSS, js=JS,
)  # fmt: skip


def button(kind: str, resolved: Resolved, lang: Lang, key: str = "") -> None:
    """The button that adds a view as it is on the page now; nothing where a slide cannot show it."""
    if kind in forms.kinds_at(resolved.choice.level, forms.EMBED):
        several([slide_of(kind, resolved)], t("meeting.add", lang), lang, key or kind)


def several(slides: Sequence[Slide], label: str, lang: Lang, key: str) -> None:
    """A button that adds some slides at once."""
    said = {name: t(f"meeting.add_{name}", lang, count="{count}", most=MOST) for name in SAID}
    head = encode(Deck()).split(".")[2]
    data = {"label": label, "parts": [part(s) for s in slides], "head": head, "most": MOST, "said": said,
            "store": STORE, "path": link("rapat", lang)}  # fmt: skip
    _render(key=f"collect_{key}", data=data, width="content")
