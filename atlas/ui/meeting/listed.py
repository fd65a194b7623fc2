"""The slides in order, edited in place: up, down, out, a title, a talking point; by keyboard alone too.

The list works at once in the browser and sends what it has become, told in places of the list it was
given: so quick steps cannot overtake each other, and the focus stays with the slide that was moved.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from atlas import forms, query
from atlas.deck import Deck, Shown, decode
from atlas.deck.model import LONGEST_NOTE, LONGEST_TITLE
from atlas.model import Lang
from atlas.number import format_period
from atlas.text import t
from atlas.ui import frame
from atlas.ui.meeting import desk
from atlas.ui.meeting.desk import Desk

KEY = "meeting_list"
SEEN = "meeting_seen"
MOST_SEEN = 12
"""Lists a browser may still speak of."""
SAID = ("row", "row_title", "row_note", "row_up", "row_down", "row_out", "row_open", "row_missing", "row_mended",
        "say_moved", "say_out", "say_text", "empty", "new_tab")  # fmt: skip
CSS = """
ol { list-style:none; margin:0; padding:0 } .empty { border:1px dashed var(--st-border-color); padding:.9rem 1.1rem; margin:.3rem 0 }
li { display:grid; grid-template-columns:2.4rem minmax(0,1fr) auto; gap:.2rem .8rem; padding:.8rem 0; border-top:1px solid var(--st-border-color) }
.n { font-size:1.35rem; font-weight:700; line-height:1.3; font-variant-numeric:tabular-nums }
h3 { margin:0; font-size:1.08rem; line-height:1.4; font-weight:600 } .m { margin:.15rem 0 .45rem; font-size:.9rem; opacity:.86; line-height:1.45 }
.w { margin:.1rem 0 .4rem; font-size:.93rem; border-left:4px solid #c2185b; padding:.1rem .6rem; line-height:1.45 }
.f { display:grid; grid-template-columns:minmax(0,2fr) minmax(0,3fr); gap:.3rem .8rem; align-items:start }
label { display:block; font-size:.87rem } label span { display:block; margin-bottom:.12rem }
input, textarea { font:inherit; font-size:.95rem; width:100%; box-sizing:border-box; color:var(--st-text-color);
 background:var(--st-background-color); border:1px solid #7b8a93; border-radius:.3rem; padding:.35rem .5rem; line-height:1.4 }
textarea { resize:vertical; min-height:2.35rem; height:2.35rem } textarea.long { height:5.2rem }
@supports (field-sizing:content) { textarea, textarea.long { field-sizing:content; height:auto; max-height:14rem } }
.b { display:flex; gap:.35rem; align-items:flex-start }
button { font:inherit; font-size:1.05rem; line-height:1; color:var(--st-text-color); background:none; border:1px solid var(--st-border-color);
 border-radius:.35rem; width:2.3rem; height:2.3rem; cursor:pointer }
button:hover:not([aria-disabled=true]) { border-color:currentColor } button[aria-disabled=true] { opacity:.4; cursor:default }
a { color:var(--st-link-color, #0b5c7a) } @media (prefers-color-scheme: dark) { a { color:#7fd0ea } }
button:focus-visible, input:focus-visible, textarea:focus-visible, a:focus-visible { outline:3px solid #0f7fa8; outline-offset:2px }
.unseen { position:absolute; width:1px; height:1px; overflow:hidden; clip-path:inset(50%); white-space:nowrap }
@media (max-width:700px) { li { grid-template-columns:1.9rem minmax(0,1fr) } .b { grid-column:2 } .f { grid-template-columns:minmax(0,1fr) } }
@media print { .b, .f { display:none } }
"""
JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".host"), list = host.querySelector("ol");
  const voice = host.querySelector(".unseen");
  const state = host.atlas || (host.atlas = { sent: 0 });
  if (state.code === data.code || data.heard < state.sent) return;
  const say = (key, more) => { voice.textContent = Object.entries(more || {}).reduce((s, [k, v]) => s.replaceAll("{" + k + "}", v), data.said[key]); };
  const el = (tag, name, text) => { const e = document.createElement(tag); if (name) e.className = name; if (text) e.textContent = text; return e; };
  const rows = () => [...list.querySelectorAll("li[data-at]")];
  const send = () => {
    clearTimeout(state.later);
    state.later = 0;
    state.sent += 1;
    state.typing = false;
    const order = rows().map((r) => [Number(r.dataset.at), r.querySelector("input").value, r.querySelector("textarea").value]);
    setTriggerValue("order", { base: state.code, order, sent: state.sent });
  };
  const number = () => rows().forEach((row, i, all) => {
    const name = data.said.row.replace("{place}", i + 1);
    row.setAttribute("aria-label", name);
    row.querySelector(".n").textContent = i + 1;
    for (const b of row.querySelectorAll("button")) b.setAttribute("aria-label", data.said["row_" + b.dataset.do] + ": " + name);
    const way = row.querySelector(".m a");
    if (way) way.setAttribute("aria-label", data.said.row_open + ": " + name + " (" + data.said.new_tab + ")");
    row.querySelector("[data-do=up]").setAttribute("aria-disabled", String(i === 0));
    row.querySelector("[data-do=down]").setAttribute("aria-disabled", String(i === all.length - 1));
  });
  const act = (row, what) => {
    const all = rows(), i = all.indexOf(row), to = i + (what === "up" ? -1 : 1);
    if (what === "out") {
      const next = all[i + 1] || all[i - 1];
      row.remove();
      number();
      say("say_out", { of: all.length - 1 });
      if (next) next.querySelector("[data-do=out]").focus();
      else { blank(); list.querySelector("p").focus(); }
    } else {
      if (!all[to]) return;
      what === "up" ? all[to].before(row) : all[to].after(row);
      number();
      row.querySelector("[data-do=" + what + "]").focus();
      row.scrollIntoView({ block: "nearest" });
      say("say_moved", { place: to + 1, of: all.length });
    }
    send();
  };
  const blank = () => { const p = el("p", "empty", data.said.empty); p.tabIndex = -1; list.replaceChildren(p); };
  const field = (tag, text, value, most, hint) => {
    const label = el("label"), box = el(tag);
    label.append(el("span", "", text), box);
    box.value = value; box.maxLength = most;
    if (hint) box.placeholder = hint;
    return label;
  };
  const made = (slide, i) => {
    const row = el("li"), text = el("div"), fields = el("div", "f"), buttons = el("div", "b");
    row.dataset.at = i;
    const meta = el("p", "m", slide.meta + " ");
    if (slide.href) {
      const a = el("a", "", data.said.row_open);
      a.href = slide.href; a.target = "_blank"; a.rel = "noopener";
      meta.append("· ", a);
    }
    text.append(el("h3", "", slide.headline));
    if (slide.view) text.dataset.view = slide.view;
    if (slide.missing) text.append(el("p", "w", data.said.row_missing + " " + slide.missing));
    if (slide.mended) text.append(el("p", "w", data.said.row_mended + " " + slide.mended));
    text.append(meta, fields);
    fields.append(field("input", data.said.row_title, slide.title, data.longest[0], slide.sentence),
      field("textarea", data.said.row_note, slide.note, data.longest[1]));
    fields.querySelector("textarea").classList.toggle("long", slide.note.length > 60);
    for (const [what, sign] of [["up", "↑"], ["down", "↓"], ["out", "✕"]]) {
      const b = el("button", "", sign);
      b.type = "button"; b.dataset.do = what;
      b.onclick = () => act(row, what);
      buttons.append(b);
    }
    row.append(el("span", "n"), text, buttons);
    row.oninput = () => { state.typing = true; };
    row.onchange = () => { clearTimeout(state.later); state.later = setTimeout(() => { say("say_text"); send(); }, 250); };
    row.querySelector("input").onkeydown = (e) => { if (e.key === "Enter") { e.preventDefault(); e.target.blur(); e.target.focus(); } };
    return row;
  };
  const focused = host.getRootNode().activeElement;
  const was = focused && focused.closest("li[data-at]");
  const place = was ? rows().indexOf(was) : -1, what = was && (focused.dataset.do || focused.tagName.toLowerCase());
  const typed = was && "value" in focused && !focused.dataset.do ? [focused.value, focused.selectionStart] : null;
  state.code = data.code;
  state.sent = data.heard;
  if (data.slides.length) list.replaceChildren(...data.slides.map(made));
  else blank();
  number();
  const again = rows()[Math.min(place, data.slides.length - 1)];
  if (place >= 0 && again) {
    const target = again.querySelector(what === "input" || what === "textarea" ? what : "[data-do=" + what + "]");
    if (target) { target.focus({ preventScroll: true }); 
      // what was typed while this list was on its way is newer than it
      if (typed && state.typing) { target.value = typed[0]; again.onchange(); }
      if (typed && target.setSelectionRange) target.setSelectionRange(typed[1], typed[1]);
    }
  }
}
"""
_render = st.components.v2.component(
    "atlas_slides",
    html='<div class="host"><p class="unseen" role="status"></p><ol></ol></div>',
    css=CSS, js=JS,
)  # fmt: skip


def listed(found: Desk, lang: Lang) -> None:
    """Draw the list; a change in it becomes the next address."""
    seen: dict[str, Deck] = st.session_state.setdefault(SEEN, {})
    seen[found.code] = found.deck
    while len(seen) > MOST_SEEN:
        seen.pop(next(iter(seen)))
    said = {key: t(f"meeting.{key}", lang, **PLACES) if key.startswith(("row", "say")) else t(f"meeting.{key}", lang)
            for key in SAID}  # fmt: skip
    data = {"code": found.code, "slides": [_row(s, found, lang) for s in found.slides], "said": said,
            "heard": st.session_state.get("meeting_heard", 0), "longest": [LONGEST_TITLE, LONGEST_NOTE]}  # fmt: skip
    _render(key=KEY, data=data, on_order_change=_take)


PLACES = {"place": "{place}", "of": "{of}"}
"""Filled in by the browser."""


def _take() -> None:
    """Take over the list as it was left in the browser, told in places of a list it was given."""
    told: dict[str, Any] = st.session_state[KEY].get("order") or {}
    base = st.session_state.get(SEEN, {}).get(str(told.get("base", "")))
    st.session_state["meeting_heard"] = int(told.get("sent", 0))
    if base is None:
        return
    wanted = [(int(p), str(title), str(note)) for p, title, note in told.get("order", [])]
    now = decode(st.query_params.get("d", "")).deck
    changed = replace(now, slides=base.ordered(wanted).slides)
    if changed != now:
        desk.write(changed)


def _row(one: Shown, found: Desk, lang: Lang) -> dict[str, str]:
    """What the list says of a slide."""
    row = {"title": one.slide.title, "note": one.slide.note, "headline": one.headline, "meta": _meta(one, found, lang),
           "sentence": replace(one, slide=replace(one.slide, title="")).headline if one.view else "",
           "missing": one.missing if one.view is None else "", "mended": " ".join(one.said), "view": one.digest,
           "href": ""}  # fmt: skip
    if one.view is not None and one.resolved is not None:
        tab = forms.KINDS[one.slide.kind].tab or "grafik"
        pinned = {"release": found.deck.release} if found.deck.release else {}
        params = one.resolved.choice.params() | {"tab": tab} | pinned
        row["href"] = frame.link("indikator", lang, **params)
    return row


def _meta(one: Shown, found: Desk, lang: Lang) -> str:
    """Kind, indicator, chosen area, level, period and weakest evidence of a slide."""
    kind = t(f"share.kind_{one.slide.kind}", lang)
    if one.view is None or one.resolved is None:
        return f"{kind} · {one.slide.indicator}"
    catalogue = query.catalogue(found.release)
    indicator = catalogue.indicators[one.slide.indicator].name(lang)
    table = one.resolved.table
    period = format_period(table.period, lang, table.period_kind) if table else ""
    if one.view.kind == "line":
        period = one.view.title.rsplit(", ", 1)[-1]
    grades = max((s.grade for s in one.view.sources), default="")
    area = catalogue.areas.get(one.resolved.choice.area)
    place = area.full_name(lang) if area else ""
    level = t(f"level.{one.view.level}_of", lang)
    evidence = t("meeting.evidence", lang, grades=grades) if grades else ""
    return " · ".join(x for x in (kind, indicator, place, level, period, evidence) if x)
