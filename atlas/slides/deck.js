(() => {
const D = document, root = D.documentElement, NS = "http://www.w3.org/2000/svg";
const $ = (q, at = D) => at.querySelector(q), $$ = (q, at = D) => [...at.querySelectorAll(q)];
const data = JSON.parse($("#data").textContent), T = JSON.parse($("#words").textContent);
const slides = $$(".slide"), first = slides.length && slides[0].dataset.place === "0" ? 0 : 1;
const fill = (text, o) => text.replace(/\{(\w+)\}/g, (m, k) => o[k] ?? "");
let at = 0, picked = "", typed = "", timer = 0, notes = null, begun = Date.now();

const state = slides.map((s) => {
  const d = data[+s.dataset.place - 1], svg = $(".vary", s);
  if (!d || !d.codes || !svg) return null;
  const f = d.frames[d.at], h = $("h2", s), qr = $(".qr", s);
  Object.assign(f, {h: h.textContent, z: h.className.slice(1), s: $(".sub", s).textContent, e: $(".mended", s).innerHTML,
    g: svg.innerHTML, k: $(".key", s).innerHTML, w: $(".words", s).innerHTML, q: qr.src.slice(22), alt: qr.alt});
  return {...d, i: d.at};
});
const now = () => state[at], frame = () => now() && now().frames[now().i];
const say = (text) => { $("#say").textContent = text; };
const told = (list) => list.filter(Boolean).map((x) => x.replace(/\.$/, "")).join(". ") + ".";

function show(i, quiet) {
  i = Math.max(0, Math.min(slides.length - 1, i));
  slides.forEach((s, n) => { const on = n === i; if (on !== s.classList.contains("now")) s.classList.toggle("now", on); s.inert = !on; });
  at = i;
  fit(slides[i]);
  large.hidden = true;
  if (!quiet) dark(false);
  const place = slides[i].dataset.place;
  if (location.hash !== "#" + place) { try { history.replaceState(null, "", "#" + place); } catch (e) { location.hash = place; } }
  mark(true);
  if (!quiet) say(told([fill(T.slide_is, {place, of: data.length}), $("h2", slides[i]).textContent, said()]));
  $('.bar [data-do="prev"]').disabled = i === 0;
  $('.bar [data-do="next"]').disabled = i === slides.length - 1;
  speaker();
}

const tall = matchMedia("(max-aspect-ratio:1/1)");
function fit(el) {
  const svg = $(".d-map", el);
  if (!svg || svg.dataset.tall === String(tall.matches)) return;
  svg.dataset.all ??= svg.getAttribute("viewBox");
  svg.dataset.tall = tall.matches;
  const b = $(".vary", svg).getBBox();
  svg.setAttribute("viewBox", tall.matches ? [b.x - 6, b.y - 6, b.width + 12, b.height + 12].join(" ") : svg.dataset.all);
}
tall.addEventListener("change", () => fit(slides[at]));

function figure(code) {
  const s = now(), k = s ? s.codes.indexOf(code) : -1;
  const a = k < 0 ? null : frame().a[k];
  return a && a.length ? {code, name: s.names[k], text: a[0], said: a[1], rank: a[2]} : null;
}
const current = () => figure(picked) || (now() && now().own ? figure(now().own) : null);
const said = () => { const a = current(); return a ? a.name + ": " + a.said : ""; };

function mark(quiet) {
  const s = slides[at], panel = $(".mark", s), a = current();
  $$(".on", s).forEach((x) => x.classList.remove("on"));
  const top = $(".top", s);
  if (top) top.replaceChildren();
  if (!panel) return;
  panel.hidden = !a;
  if (!a) return;
  const line = (name, text) => { const p = D.createElement("p"); p.className = name; p.textContent = text; return p; };
  const cut = a.rank ? a.said.indexOf("), ") + 1 : 0, parts = [line("n", a.name), line(a.text.length > 10 ? "v long" : "v", a.text)];
  if (cut) parts.push(line("r", a.said.slice(cut + 2).replace(/\.$/, "")));
  parts.push(line("t", cut ? a.said.slice(0, cut) : a.said));
  panel.replaceChildren(...parts);
  $$('[data-a="' + a.code + '"]', s).forEach((x) => x.classList.add("on"));
  if (top && D.getElementById("o" + a.code)) for (const name of ["halo", "ring"]) {
    const use = D.createElementNS(NS, "use");
    use.setAttribute("href", "#o" + a.code); use.setAttribute("class", name); top.append(use);
  }
  const side = $(".side", s);
  s.classList.remove("crowd");
  if (side && side.scrollHeight > side.clientHeight + 1) s.classList.add("crowd");
  if (!quiet) say(said());
}

function pick(code) { dark(false); picked = code; mark(false); speaker(); }
function clear() { const had = picked; picked = ""; mark(true); if (had) say(T.cleared); speaker(); }

function walk(by) {
  const s = now();
  if (!s || !s.codes.length) return say(T.no_areas);
  const order = s.codes.map((c, k) => [c, frame().a[k] || []]).filter((x) => x[1].length)
    .sort((x, y) => y[1][3] - x[1][3] || (x[1][2] || 1e9) - (y[1][2] || 1e9)).map((x) => x[0]);
  const k = order.indexOf(picked);
  pick(order[k < 0 ? (by > 0 ? 0 : order.length - 1) : (k + by + order.length) % order.length]);
}

function step(by) {
  const s = now(), el = slides[at];
  if (!s || s.frames.length < 2 || !s.frames[s.i + by]) return;
  s.i += by;
  const f = s.frames[s.i], h = $("h2", el), qr = $(".qr", el);
  h.textContent = f.h; h.className = "h" + f.z;
  $(".sub", el).textContent = f.s; $(".mended", el).innerHTML = f.e;
  $(".vary", el).innerHTML = f.g; $(".key", el).innerHTML = f.k; $(".words", el).innerHTML = f.w;
  qr.alt = f.alt || qr.alt.replace(/\S+$/, f.u);
  qr.src = "data:image/png;base64," + f.q;
  el.dataset.view = f.d;
  $$("[data-v]", el).forEach((x) => { const a = f.a[s.codes.indexOf(x.dataset.v)]; x.textContent = a && a.length ? a[0] : ""; });
  steps(el, s);
  mark(true);
  say(told([f.p, f.h, said()]));
  speaker();
}
function steps(el, s) {
  const b = $(".when b", el);
  if (!b) return;
  b.textContent = s.frames[s.i].p;
  $('[data-do="earlier"]', el).disabled = s.i === 0;
  $('[data-do="later"]', el).disabled = s.i === s.frames.length - 1;
}

const blank = $(".blank"), large = $(".large"), help = $("dialog.help"), find = $("dialog.find"), box = $("#name"), list = $("#names");
function dark(on) { blank.hidden = !on; if (on) say(T.blanked); }
function code() {
  const qr = $(".qr", slides[at]);
  if (!large.hidden || !qr) { large.hidden = true; return; }
  $("img", large).src = qr.src; $("img", large).alt = qr.alt; $("p", large).textContent = qr.alt.split(" ").pop();
  large.hidden = false;
  say(qr.alt);
}
function full() {
  if (D.fullscreenElement) D.exitFullscreen(); else if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
}

// What was in focus before may be gone with another dialog: then the focus would stay in here and keep the keys.
function shut(dialog) { dialog.close(); freed(); }
function freed() { const d = D.activeElement.closest("dialog"); if (d && !d.open) D.activeElement.blur(); }
help.addEventListener("close", freed); find.addEventListener("close", freed);

let near = [], chosen = 0;
function ask() {
  if (!now() || !now().codes.length) return say(T.no_areas);
  box.value = ""; match(); find.showModal(); box.focus();
}
function match() {
  const s = now(), q = box.value.trim().toLowerCase();
  const hit = (n) => n.startsWith(q) ? 0 : n.split(/\s+/).some((w) => w.startsWith(q)) ? 1 : n.includes(q) ? 2 : 3;
  near = s.codes.map((c, k) => [c, s.names[k], hit(s.names[k].toLowerCase())]).filter((x) => x[2] < 3)
    .sort((x, y) => x[2] - y[2]).slice(0, 8);
  chosen = 0; options();
}
function options() {
  list.replaceChildren(...near.map((x, k) => {
    const li = D.createElement("li");
    li.id = "n" + k; li.setAttribute("role", "option"); li.setAttribute("aria-selected", String(k === chosen)); li.textContent = x[1];
    li.addEventListener("click", () => take(k));
    return li;
  }));
  if (!near.length) { const li = D.createElement("li"); li.textContent = T.no_match; list.append(li); }
  if (near.length) box.setAttribute("aria-activedescendant", "n" + chosen); else box.removeAttribute("aria-activedescendant");
}
function take(k) { if (!near[k]) return; shut(find); pick(near[k][0]); }
box.addEventListener("input", match);
box.addEventListener("keydown", (e) => {
  e.stopPropagation();
  if (e.key === "ArrowDown" || e.key === "ArrowUp") {
    chosen = Math.max(0, Math.min(near.length - 1, chosen + (e.key === "ArrowDown" ? 1 : -1))); options(); e.preventDefault();
  } else if (e.key === "Enter") { take(chosen); e.preventDefault(); } else if (e.key === "Escape") { shut(find); e.preventDefault(); }
});

function open() {
  try {
    notes = window.open("", "atlas-catatan", "width=900,height=640");
    const d = notes.document, style = d.createElement("style");
    d.documentElement.lang = root.lang; d.title = T.notes_title;
    style.textContent = $("style").textContent;
    d.head.replaceChildren(style); d.body.className = "notes"; d.body.replaceChildren();
    const sized = d.createElement("div"); sized.id = "in"; d.body.append(sized);
    d.onkeydown = key;
    speaker();
    notes.focus();
  } catch (e) { notes = null; say(T.no_window); }
}
const under = (s) => $(".sub", s)?.textContent ?? "";
function speaker() {
  if (!notes || notes.closed || !notes.document.getElementById("in")) return;
  const d = notes.document, p = (name, text, tag = "p") => { const x = d.createElement(tag); x.className = name; x.textContent = text; return x; };
  const own = $(".note", slides[at]), then = slides[at + 1], s = Math.floor((Date.now() - begun) / 1000);
  const two = (n) => String(n).padStart(2, "0");
  const clock = new Date().toTimeString().slice(0, 5) + "  (" + Math.floor(s / 60) + ":" + two(s % 60) + ")";
  d.getElementById("in").replaceChildren(
    p("clock", clock), p("", fill(T.slide_is, {place: slides[at].dataset.place, of: data.length})), p("now", $("h2", slides[at]).textContent, "h1"), p("", under(slides[at])),
    p("talk", own ? own.textContent : T.notes_none), p("", said()),
    p("then", then ? fill(T.notes_next, {title: told([$("h2", then).textContent, under(then)])}) : T.notes_last));
}
setInterval(speaker, 1000);

function jump() { const n = +typed; type(""); if (n >= first && n <= data.length) show(n - first); else say(fill(T.slide_is, {place: slides[at].dataset.place, of: data.length})); }
function type(text) {
  typed = text; clearTimeout(timer);
  const p = $(".typed"); p.hidden = !text; p.textContent = text;
  if (text) { say(fill(T.jump_to, {place: text})); timer = setTimeout(() => type(""), 4000); }
}

const acts = {
  next: () => show(at + 1), prev: () => show(at - 1), earlier: () => step(-1), later: () => step(1),
  help: () => { if (help.open) shut(help); else help.showModal(); }, close: () => shut(help),
};
const keys = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
  ArrowLeft: "prev", ArrowUp: "prev", PageUp: "prev", Backspace: "prev",
  "+": "later", "=": "later", "-": "earlier", _: "earlier", h: "help", "?": "help",
};
function key(e) {
  if (e.ctrlKey || e.altKey || e.metaKey) return;
  const k = e.key.length === 1 ? e.key.toLowerCase() : e.key, afar = e.target.ownerDocument !== D;
  // the notes window has no dialogs: they would open, and wait for an answer, in the other one
  if (find.open) { if (afar && k === "Escape") shut(find); return; }
  if (afar && ["w", "h", "?", "f", "F5", "q"].includes(k)) return;
  const button = e.target.closest && e.target.closest("button,a,input");
  if (help.open) { if (k === "h" || k === "?" || k === "Escape") { acts.help(); e.preventDefault(); } return; }
  if (button && typed && k === "Enter") { jump(); e.preventDefault(); return; }
  if (button && (k === " " || k === "Enter")) return type("");
  const act = e.shiftKey && k === "ArrowRight" ? "later" : e.shiftKey && k === "ArrowLeft" ? "earlier" : keys[k];
  if (k === "Escape") { if (!blank.hidden) dark(false); else if (!large.hidden) large.hidden = true; else if (typed) type(""); else clear(); }
  else if (k === "b" || k === ".") dark(blank.hidden);
  else if (/^\d$/.test(k) && typed.length < 3) type(typed + k);
  else if (k === "Enter") { if (typed) jump(); else acts.next(); }
  else if (k === "Backspace" && typed) type(typed.slice(0, -1));
  else if (k === "Home") show(0); else if (k === "End") show(slides.length - 1);
  else if (k === "]") walk(1); else if (k === "[") walk(-1);
  else if (k === "w") ask(); else if (k === "q") code(); else if (k === "f" || k === "F5") full(); else if (k === "n") open();
  else if (act) { dark(false); large.hidden = true; if (typed) type(""); acts[act](); }
  else return;
  e.preventDefault();
}
D.addEventListener("keydown", key);
D.addEventListener("click", (e) => {
  const button = e.target.closest("[data-do]");
  if (button) { acts[button.dataset.do](); if (e.detail) button.blur(); return; }
  if (!blank.hidden) return dark(false);
  if (!large.hidden) { large.hidden = true; return; }
  const area = e.target.closest("[data-a]");
  if (area && now() && figure(area.dataset.a)) pick(area.dataset.a);
});
addEventListener("hashchange", () => { const n = +location.hash.slice(1); if (n >= first && n <= data.length && n - first !== at) show(n - first); });

if (!slides.length) return;
const asked = location.hash ? +location.hash.slice(1) : NaN;
root.classList.add("live");
slides.forEach((el, i) => state[i] && steps(el, state[i]));
show(asked >= first && asked <= data.length ? asked - first : 0, true);
})();
