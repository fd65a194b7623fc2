"""A drawing of the atlas on a page: every mark says itself under the pointer and on focus, arrow keys
walk from mark to mark, and Enter or a click chooses its area. No page load, no picture library."""

from __future__ import annotations

from collections.abc import Callable, Collection
from html import escape

import streamlit as st

from atlas.svg import type as types
from atlas.svg.marks import Drawn

CSS = """
.host { position:relative }
svg { display:block; width:100%; height:auto; overflow:visible }
.m { cursor:default; outline:none } .pick .m[data-area] { cursor:pointer }
.m:hover > path, .m:hover > circle, .m:hover > rect { stroke:#c2185b; stroke-width:2.5px }
.ring { position:absolute; z-index:4; pointer-events:none; border:3px solid var(--st-text-color); border-radius:.25rem;
 outline:2px solid var(--st-background-color) }
.tip { position:absolute; z-index:5; max-width:min(22rem,92%); padding:.45rem .65rem; font:inherit; font-size:.93rem;
 line-height:1.4; background:var(--st-background-color); color:var(--st-text-color); border:1px solid var(--st-text-color);
 border-radius:.3rem; pointer-events:none }
[hidden] { display:none }
"""
JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".host"), place = host.querySelector(".place");
  const tip = host.querySelector(".tip"), ring = host.querySelector(".ring");
  const marks = () => [...place.querySelectorAll(".m")];
  const focused = () => place.querySelector(".m:focus");
  const enter = (mark) => {
    for (const m of place.querySelectorAll('.m[tabindex="0"]')) m.setAttribute("tabindex", "-1");
    mark.setAttribute("tabindex", "0");
  };
  const around = (box, mark, more) => {
    const a = mark.getBoundingClientRect(), h = host.getBoundingClientRect();
    box.style.left = a.left - h.left - more + "px";
    box.style.top = a.top - h.top - more + "px";
    box.style.width = a.width + 2 * more + "px";
    box.style.height = a.height + 2 * more + "px";
  };
  const show = (mark) => {
    host.shown = mark;
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    const a = mark.getBoundingClientRect(), h = host.getBoundingClientRect();
    const left = a.left - h.left + a.width / 2 - tip.offsetWidth / 2;
    tip.style.left = Math.max(0, Math.min(h.width - tip.offsetWidth, left)) + "px";
    const above = a.top - h.top - tip.offsetHeight - 10;
    tip.style.top = (above > -60 ? above : a.bottom - h.top + 10) + "px";
  };
  const hide = () => { tip.hidden = true; host.shown = null; };
  if (host.dataset.digest !== data.digest) {
    const was = focused(), area = was && was.dataset.area, index = was ? marks().indexOf(was) : -1;
    place.innerHTML = data.html;
    host.dataset.digest = data.digest;
    hide();
    ring.hidden = true;
    const all = marks();
    const again = was && (all.find((m) => area && m.dataset.area === area) || all[index]);
    if (all.length) enter(again || all[0]);
    if (again) again.focus({ preventScroll: true });
  }
  host.picks = data.picks;
  host.take = (m) => { if (host.picks && m && m.dataset.area) setTriggerValue("area", m.dataset.area); };
  host.classList.toggle("pick", data.picks);
  for (const m of marks()) if (data.picks && m.dataset.area) {
    m.setAttribute("role", "button");
    m.setAttribute("aria-pressed", String(data.chosen.includes(m.dataset.area)));
  }
  if (host.dataset.bound) return;
  host.dataset.bound = "1";
  const of = (event) => event.target.closest && event.target.closest(".m");
  const touch = (event) => event.pointerType === "touch";
  host.addEventListener("pointermove", (e) => { if (touch(e)) return; const m = of(e); m ? show(m) : hide(); });
  host.addEventListener("pointerleave", (e) => { if (!touch(e)) hide(); });
  host.addEventListener("pointerdown", (e) => { host.byTouch = touch(e); });
  host.addEventListener("focusin", (e) => {
    const m = of(e);
    if (!m || !m.matches(":focus-visible")) return;
    show(m);
    around(ring, m, 3);
    ring.hidden = false;
  });
  host.addEventListener("focusout", () => { hide(); ring.hidden = true; });
  host.addEventListener("click", (e) => {
    const m = of(e);
    if (!m) return hide();
    if (host.byTouch && host.shown !== m) return show(m);  // the first tap says, the second chooses
    host.take(m);
  });
  host.addEventListener("keydown", (e) => {
    const m = of(e);
    if (!m) return;
    if (e.key === "Escape") return hide();
    if (e.key === "Enter" || e.key === " ") { e.preventDefault(); return host.take(m); }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    const list = marks(), i = list.indexOf(m);
    const next = e.key === "Home" ? list[0] : e.key === "End" ? list.at(-1) : step && list[i + step];
    if (!next) return;
    e.preventDefault();
    enter(next);
    next.focus();
  });
}
"""
_render = st.components.v2.component(
    "atlas_drawn",
    html='<div class="host"><div class="place"></div><div class="ring" hidden></div>'
    '<div class="tip" role="tooltip" hidden></div></div>',
    css=CSS, js=JS,
)  # fmt: skip


def show(
    drawn: Drawn, alt: str, digest: str, key: str, take: Callable[[str], None] | None = None,
    chosen: Collection[str] = (),
) -> None:  # fmt: skip
    """Draw it as wide as its column; `take` gets the code of an area that is chosen in it, `chosen`
    are those that are chosen now."""

    def taken() -> None:
        area = st.session_state[key].get("area")
        if area and take:
            take(str(area))

    html = (
        f'<svg viewBox="0 0 {drawn.width:.0f} {drawn.height:.0f}" role="group" '
        f'font-family="{types.FAMILY}" aria-label="{escape(alt)}">{drawn.body}</svg>'
    )
    _render(
        key=key, data={"html": html, "digest": digest, "picks": take is not None,
                       "chosen": list(chosen)},
        on_area_change=taken,
    )  # fmt: skip
