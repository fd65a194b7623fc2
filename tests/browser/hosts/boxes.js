// Boxes of every word an embed shows, HTML and SVG alike, and what is wrong with them: words on one
// another, words outside their picture or the window, words cut off by their own box.
() => {
  const words = [], slack = 2;
  const hidden = (e) => {
    if (e.closest("script, style, title, .hid")) return true;
    const folded = e.closest("details:not([open])");
    if (folded && !e.closest("summary") && getComputedStyle(folded, "::details-content").contentVisibility === "hidden") return true;
    return !e.checkVisibility();
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const e = node.parentElement;
    if (!node.textContent.trim() || hidden(e)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const list = e.closest(".t"), view = list && list.getBoundingClientRect();
    for (const r of range.getClientRects())
      if (r.width > 1 && r.height > 1 && !(view && (r.bottom > view.bottom || r.top < view.top || r.left > view.right)))
        words.push({ text: node.textContent.trim(), e, r, scrolls: !!list });
  }
  const name = (w) => w.text.slice(0, 40), overlaps = [], cut = [];
  const order = words.sort((a, b) => a.r.top - b.r.top);
  for (let i = 0; i < order.length; i++)
    for (let j = i + 1; j < order.length && order[j].r.top < order[i].r.bottom; j++) {
      const a = order[i], b = order[j];
      if (a.e === b.e) continue;
      const across = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
      const down = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
      if (across > slack && down > 0.3 * Math.min(a.r.height, b.r.height)) overlaps.push(`${name(a)} / ${name(b)}`);
    }
  for (const w of words) {
    if (!w.scrolls && (w.r.left < -slack || w.r.right > innerWidth + slack)) cut.push(`window: ${name(w)}`);
    for (let up = w.e; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.overflowX === "visible" || ["auto", "scroll"].includes(style.overflowX) || !up.getClientRects().length) continue;
      const box = up.getBoundingClientRect();
      if (w.r.left < box.left - slack || w.r.right > box.right + slack || w.r.top < box.top - slack || w.r.bottom > box.bottom + slack)
        cut.push(`${up.tagName}: ${name(w)}`);
    }
  }
  return { words: words.length, overlaps, cut, sideways: document.documentElement.scrollWidth - innerWidth };
}
