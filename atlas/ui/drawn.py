"""A drawing of the atlas on a page: every mark says itself under the pointer and on focus, arrow keys
walk from mark to mark, and Enter or a click chooses its area. No page load, no picture library."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from atlas.svg import type as types
from atlas.svg.marks import Drawn

CSS = """
.host { position:relative }
svg { display:block; width:100%; height:auto; overflow:visible }
.m { cursor:default; outline:none } .pick .m[data-area] { cursor:pointer }
.m:hover, .m:focus { filter:drop-shadow(0 0 0 currentColor) }
.m:focus-visible > * { stroke:#c2185b; stroke-width:3px; paint-order:stroke }
.m:hover > path, .m:hover > circle, .m:hover > rect { stroke:#c2185b; stroke-width:2.5px }
.tip { position:absolute; z-index:5; max-width:min(22rem,92%); padding:.45rem .65rem; font:inherit; font-size:.93rem;
 line-height:1.4; background:var(--st-background-color); color:var(--st-text-color); border:1px solid var(--st-text-color);
 border-radius:.3rem; pointer-events:none }
.tip[hidden] { display:none }
"""
JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".host"), tip = parentElement.querySelector(".tip");
  const place = host.querySelector(".place");
  if (host.dataset.digest !== data.digest) {
    place.innerHTML = data.html;
    host.dataset.digest = data.digest;
    tip.hidden = true;
  }
  host.classList.toggle("pick", data.picks);
  const marks = () => [...place.querySelectorAll(".m")];
  const all = marks();
  if (all.length && !place.querySelector('.m[tabindex="0"]')) all[0].setAttribute("tabindex", "0");
  if (data.picks) for (const m of all) if (m.dataset.area) m.setAttribute("role", "button");
  const show = (mark) => {
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    const a = mark.getBoundingClientRect(), h = host.getBoundingClientRect();
    const left = a.left - h.left + a.width / 2 - tip.offsetWidth / 2;
    tip.style.left = Math.max(0, Math.min(h.width - tip.offsetWidth, left)) + "px";
    const above = a.top - h.top - tip.offsetHeight - 8;
    tip.style.top = (above > -40 ? above : a.bottom - h.top + 8) + "px";
  };
  const of = (event) => event.target.closest && event.target.closest(".m");
  host.onpointermove = (event) => { const m = of(event); if (m) show(m); else tip.hidden = true; };
  host.onpointerleave = () => { tip.hidden = true; };
  host.onfocusin = (event) => { const m = of(event); if (m) show(m); };
  host.onfocusout = () => { tip.hidden = true; };
  const choose = (m) => { if (data.picks && m && m.dataset.area) setTriggerValue("area", m.dataset.area); };
  host.onclick = (event) => choose(of(event));
  host.onkeydown = (event) => {
    const m = of(event);
    if (!m) return;
    if (event.key === "Escape") { tip.hidden = true; return; }
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); return choose(m); }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const list = marks(), i = list.indexOf(m);
    const next = event.key === "Home" ? list[0] : event.key === "End" ? list.at(-1) : step && list[i + step];
    if (!next) return;
    event.preventDefault();
    m.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  };
}
"""
_render = st.components.v2.component(
    "atlas_drawn",
    html='<div class="host"><div class="place"></div><div class="tip" role="tooltip" hidden></div></div>',
    css=CSS, js=JS,
)  # fmt: skip


def show(
    drawn: Drawn, alt: str, digest: str, key: str, take: Callable[[str], None] | None = None
) -> None:
    """Draw it as wide as its column; `take` gets the code of an area that is chosen in it."""

    def taken() -> None:
        area = st.session_state[key].get("area")
        if area and take:
            take(str(area))

    html = (
        f'<svg viewBox="0 0 {drawn.width:.0f} {drawn.height:.0f}" role="group" '
        f'font-family="{types.FAMILY}" aria-label="{escape(alt)}">{drawn.body}</svg>'
    )
    _render(
        key=key, data={"html": html, "digest": digest, "picks": take is not None},
        on_area_change=taken,
    )  # fmt: skip
