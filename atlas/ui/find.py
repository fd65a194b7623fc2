"""The search in the bar of every page: `/` opens it, the arrows walk, Enter goes."""

from __future__ import annotations

import streamlit as st

from atlas.model import Lang
from atlas.text import t

CSS = """
.find { position:relative; width:15rem; max-width:70vw }
input { font:inherit; font-size:.95rem; color:inherit; width:100%; box-sizing:border-box; height:2.3rem;
 padding:.2rem .7rem; background:var(--st-secondary-background-color);
 border:1px solid var(--st-border-color); border-radius:.4rem }
input::placeholder { color:inherit; opacity:.78 }
input:focus-visible { outline:3px solid #0f7fa8; outline-offset:1px }
.box { position:absolute; right:0; top:2.6rem; z-index:1000; width:30rem; max-width:calc(100vw - 1.8rem);
 max-height:70vh; overflow:auto; background:var(--st-background-color); color:var(--st-text-color);
 border:1px solid var(--st-border-color); border-radius:.4rem; box-shadow:0 6px 24px rgba(0,0,0,.25) }
.box[hidden] { display:none }
.kind { margin:0; padding:.55rem .8rem .2rem; font-size:.82rem; font-weight:600; opacity:.8 }
[role=option] { display:block; padding:.4rem .8rem; color:inherit; text-decoration:none; cursor:pointer }
[role=option] small { display:block; opacity:.8; font-size:.85rem; line-height:1.4 }
[role=option][aria-selected=true], [role=option]:hover { background:var(--st-secondary-background-color);
 box-shadow:inset 4px 0 0 #0f7fa8 }
.note { margin:0; padding:.6rem .8rem; font-size:.92rem }
.said { position:absolute; width:1px; height:1px; overflow:hidden; clip-path:inset(50%) }
@media (max-width:1100px) { .find { width:11rem } }
@media (max-width:640px) { .find { width:12rem } .box { left:0; right:auto } }
@media print { .find { display:none } }
"""
HTML = """
<div class="find" role="search">
 <input type="search" role="combobox" aria-label="Cari / Find" aria-expanded="false" aria-autocomplete="list"
  aria-controls="atlas-found" autocomplete="off" spellcheck="false" maxlength="80">
 <div class="box" id="atlas-found" role="listbox" hidden></div>
 <p class="said" role="status"></p>
</div>
"""
JS = """
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\\u0300-\\u036f]/g, "");
const MOST = 6;

const starts = (text, token) =>
  new RegExp("(^|[^a-z0-9])" + token.replace(/[^a-z0-9]/g, ".")).test(text);

function score(entry, tokens) {
  const name = plain(entry.name);
  let sum = 0;
  for (const token of tokens) {
    if (!entry.plain.includes(token)) return 0;
    sum += name === token ? 20 : starts(name, token) ? 10 : name.includes(token) ? 6
      : starts(entry.plain, token) ? 2 : 1;
  }
  return sum + (entry.kind === "source" ? 0 : 1) - name.length / 200;
}

function element(tag, text, more = {}) {
  const made = Object.assign(document.createElement(tag), more);
  made.textContent = text;
  return made;
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".find");
  const input = root.querySelector("input"), box = root.querySelector(".box");
  const said = root.querySelector(".said");
  input.placeholder = data.placeholder;
  input.setAttribute("aria-label", data.label);
  box.setAttribute("aria-label", data.label);
  const bar = document.querySelector(".st-key-atlas-bar");
  bar?.setAttribute("role", "navigation");
  bar?.setAttribute("aria-label", data.bar);
  let entries = null, options = [], at = -1;

  const load = async () => {
    if (entries) return entries;
    const found = await (await fetch(data.url)).json();
    entries = found.entries.map((e) => ({ ...e, plain: plain(e.name + " " + e.line + " " + e.words) }));
    entries.kinds = found.kinds;
    return entries;
  };
  const close = () => {
    box.hidden = true; at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (next) => {
    at = next;
    options.forEach((o, i) => o.setAttribute("aria-selected", String(i === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  };
  const draw = (all, text) => {
    const tokens = plain(text).split(/\\s+/).filter(Boolean);
    const ranked = all.map((e) => [score(e, tokens), e]).filter((p) => p[0] > 0)
      .sort((a, b) => b[0] - a[0]).map((p) => p[1]);
    box.replaceChildren(); options = [];
    for (const kind of [...new Set(ranked.map((e) => e.kind))]) {
      const here = ranked.filter((e) => e.kind === kind);
      const group = element("div", "");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", all.kinds[kind]);
      group.append(element("p", all.kinds[kind], { className: "kind" }));
      for (const entry of here.slice(0, MOST)) {
        const option = element(entry.href ? "a" : "div", entry.name);
        if (entry.href) { option.href = entry.href; option.target = "_self"; }
        option.tabIndex = -1;
        option.setAttribute("role", "option");
        option.id = "atlas-found-" + options.length;
        option.append(element("small", entry.line));
        group.append(option); options.push(option);
      }
      if (here.length > MOST)
        group.append(element("p", data.more.replace("{count}", here.length - MOST), { className: "note" }));
      box.append(group);
    }
    if (!ranked.length)
      box.append(element("p", data.none.replace("{text}", text), { className: "note" }));
    said.textContent = ranked.length ? data.count.replace("{count}", ranked.length) : data.none.replace("{text}", text);
    box.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(ranked.length ? 0 : -1);
  };
  input.onfocus = () => { load().catch(() => {}); };
  input.oninput = async () => {
    const text = input.value.trim();
    if (!text) return close();
    try { const all = await load(); if (input.value.trim() === text) draw(all, text); }
    catch { box.replaceChildren(element("p", data.failed, { className: "note" })); box.hidden = false; }
  };
  input.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length && !box.hidden) {
      event.preventDefault();
      mark((at + step + options.length) % options.length);
    } else if (event.key === "Enter" && at >= 0 && !box.hidden) {
      event.preventDefault(); options[at].click();
    } else if (event.key === "Escape") { close(); input.value = ""; input.blur(); }
    event.stopPropagation();
  };
  const slash = (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable=true]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault(); input.focus(); input.select();
  };
  const away = (event) => { if (!event.composedPath().includes(root)) close(); };
  document.addEventListener("keydown", slash);
  document.addEventListener("pointerdown", away);
  root.onfocusout = (event) => { if (event.relatedTarget && !root.contains(event.relatedTarget)) close(); };
  return () => {
    document.removeEventListener("keydown", slash);
    document.removeEventListener("pointerdown", away);
  };
}
"""
_render = st.components.v2.component("atlas_find", html=HTML, css=CSS, js=JS)


def find(release: str, lang: Lang) -> None:
    """The search box; what it searches is fetched once, when it is first used."""
    words = {k: t(f"find.{k}", lang) for k in ("label", "placeholder", "none", "count", "more",
                                              "failed")}  # fmt: skip
    words["bar"] = t("site.name", lang)
    _render(key="find", data={**words, "url": f"/cari/indeks.json?lang={lang}&release={release}"})
