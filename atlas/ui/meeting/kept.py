"""The deck that this browser keeps, beside the one in the address.

While a page is open it follows what it saw last: as long as nobody else changed the kept deck, a change
made here is kept there too. A deck that comes from another address never replaces it unasked.
"""

from __future__ import annotations

import streamlit as st

from atlas.model import Lang
from atlas.text import t
from atlas.ui.collect import READ, STORE
from atlas.ui.frame import link

SAID = ("kept", "kept_open", "kept_none", "kept_more", "kept_more_open", "kept_other", "kept_other_open",
        "kept_take", "kept_taken", "kept_unread")  # fmt: skip
CSS = """
.host { font-size:1rem; line-height:1.5 } p { margin:.2rem 0 } .host:empty { display:none }
.box { border-left:4px solid #0f7fa8; padding:.35rem .8rem; background:var(--st-secondary-background-color) }
a { color:var(--st-link-color, #0b5c7a); margin-right:.9rem; text-underline-offset:.15em }
@media (prefers-color-scheme: dark) { a { color:#7fd0ea } }
button { font:inherit; color:var(--st-text-color); background:none; border:1px solid var(--st-border-color);
 border-radius:.4rem; padding:.2rem .7rem; min-height:2rem; cursor:pointer }
button:hover { border-color:currentColor }
a:focus-visible, button:focus-visible { outline:3px solid #0f7fa8; outline-offset:2px }
"""
JS = (
    READ
    + """
export default function ({ data, parentElement }) {
  const host = parentElement.querySelector(".host"), HERE = data.store + "-here";  // of this document, not of the tab
  const get = (name) => { try { return localStorage.getItem(name) || ""; } catch { return ""; } };
  const keep = (code) => {
    window[HERE] = code;
    try { localStorage.setItem(data.store, code); } catch { /* the address has it */ }
  };
  const count = (code) => (decode(code) || { slides: [] }).slides.length;
  const words = (key, code) => data.said[key].replaceAll("{count}", count(code));
  const say = (text, ...ways) => {
    const box = document.createElement("div"), p = document.createElement("p");
    box.className = "box"; p.textContent = text; box.append(p);
    if (ways.length) { const row = document.createElement("p"); row.append(...ways); box.append(row); }
    host.replaceChildren(box);
  };
  const way = (text, code) => {
    const a = document.createElement("a");
    a.href = data.path + (data.path.includes("?") ? "&" : "?") + "d=" + code;
    a.target = "_self"; a.textContent = text;
    return a;
  };
  const take = () => {
    const button = document.createElement("button");
    button.type = "button"; button.textContent = data.said.kept_take;
    button.onclick = () => {
      keep(data.code);
      say(data.said.kept_taken);
    };
    return button;
  };
  const look = () => {
    const stored = get(data.store), kept = decode(stored);
    if (!data.code) {
      if (stored && !kept) return say(data.said.kept_unread);
      if (!kept || !kept.slides.length) return say(data.said.kept_none);
      return say(words("kept", stored), way(data.said.kept_open, stored));
    }
    if (!kept || !kept.slides.length || stored === data.code || stored === window[HERE]) {
      keep(data.code);
      return host.replaceChildren();
    }
    const own = decode(data.code);
    const grown = own && kept.slides.length > own.slides.length && own.slides.every((s, i) => s === kept.slides[i]);
    if (grown) return say(words("kept_more", stored), way(data.said.kept_more_open, stored));
    say(words("kept_other", stored), way(data.said.kept_other_open, stored), take());
  };
  look();
  host.look = look;
  if (host.dataset.bound) return;
  host.dataset.bound = "1";
  addEventListener("storage", (e) => { if (e.key === data.store) host.look(); });
}
"""
)
_render = st.components.v2.component(
    "atlas_kept", html='<div class="host" role="status"></div>', css=CSS, js=JS
)


def kept(code: str, lang: Lang) -> None:
    """Offer the deck of this browser; `code` is the one on the table, "" for none."""
    said = {key: t(f"meeting.{key}", lang, count="{count}") for key in SAID}
    data = {"code": code, "store": STORE, "said": said, "path": link("rapat", lang)}
    _render(key="meeting_kept", data=data)
