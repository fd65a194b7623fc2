// What a page shows, measured in the page itself: leaves of text through shadow roots, what is cut,
// what overlaps, what is wider than the screen. Pictures (canvas, svg) are looked at by eye.
() => {
  const leaves = [];
  const main = document.querySelector('[data-testid="stMain"]') || document.body;
  const scrolls = (e) => {
    for (let up = e; up && up !== main; up = up.parentElement || up.getRootNode().host)
      if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  const walk = (node) => {
    for (const e of node.children) {
      const style = getComputedStyle(e);
      if (style.display === "none" || style.visibility === "hidden" || e.closest("svg, canvas")) continue;
      if (e.tagName === "DETAILS" && !e.open) { walk2(e.querySelector("summary")); continue; }
      if (e.getAttribute("aria-hidden") === "true" || e.tagName === "STYLE" || e.tagName === "SCRIPT") continue;
      const own = [...e.childNodes].filter((n) => n.nodeType === 3 && n.textContent.trim());
      if (own.length) push(e, own);
      if (e.shadowRoot) walk(e.shadowRoot);
      walk(e);
    }
  };
  const walk2 = (e) => { if (e) { const own = [...e.childNodes].filter((n) => n.nodeType === 3 && n.textContent.trim()); if (own.length) push(e, own); walk(e); } };
  const push = (e, own) => {
    for (const node of own) {
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const r of range.getClientRects())
        if (r.width > 1 && r.height > 1)
          leaves.push({ text: node.textContent.trim(), x: r.x, y: r.y + scrollY, w: r.width, h: r.height,
            e, scrolls: scrolls(e) });
    }
  };
  walk(main);
  const overlaps = [];
  const sorted = leaves.filter((l) => !l.scrolls).sort((a, b) => a.y - b.y);
  for (let i = 0; i < sorted.length; i++)
    for (let j = i + 1; j < sorted.length && sorted[j].y < sorted[i].y + sorted[i].h - 3; j++) {
      const a = sorted[i], b = sorted[j];
      if (a.e === b.e || a.e.contains(b.e) || b.e.contains(a.e)) continue;
      const across = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
      const down = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
      if (across > 3 && down > 4) overlaps.push(`${a.text.slice(0, 40)} / ${b.text.slice(0, 40)}`);
    }
  const wide = leaves.filter((l) => !l.scrolls && l.x + l.w > innerWidth + 1).map((l) => l.text.slice(0, 60));
  const cut = [...new Set(leaves.map((l) => l.e))].filter((e) => {
    const style = getComputedStyle(e);
    return style.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 0
      && !e.closest('[data-testid="stSelectbox"], [data-testid="stSlider"]');
  }).map((e) => e.textContent.trim().slice(0, 60));
  const empty = [...main.querySelectorAll("h1, h2, h3, a, button, th, li, td:first-child")]
    .filter((e) => !e.textContent.trim() && !e.querySelector("svg, input, img") && !e.getAttribute("aria-label")
      && e.getClientRects().length).map((e) => e.outerHTML.slice(0, 80));
  return { text: leaves.map((l) => l.text).join("\n"), overlaps, wide, cut, empty,
    page: Math.max(document.scrollingElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth) };
}
