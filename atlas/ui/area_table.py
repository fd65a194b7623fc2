"""A real HTML table: sortable by its headers, areas chosen by buttons in its rows.

It is the list that is equal to the map, for keyboard and screen reader, and it prints.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

CSS = """
.scroll { overflow:auto; max-height:58rem; border:1px solid var(--st-border-color) }
table { border-collapse:collapse; width:100%; font:inherit; font-size:.95rem }
caption { text-align:left; padding:.5rem .6rem; font-weight:600 }
th, td { padding:.32rem .6rem; border-bottom:1px solid var(--st-border-color); text-align:left;
 vertical-align:top }
thead th { position:sticky; top:0; background:var(--st-secondary-background-color); z-index:1 }
td.n, th.n { text-align:right; font-variant-numeric:tabular-nums }
td.n { white-space:nowrap }
button { font:inherit; color:inherit; background:none; border:0; padding:.15rem 0; min-height:1.6rem;
 cursor:pointer; text-align:inherit }
tbody button { text-decoration:underline; text-decoration-color:var(--st-border-color);
 text-underline-offset:.2em }
.scroll:focus-visible { outline:3px solid var(--st-primary-color); outline-offset:-3px }
button:focus-visible { outline:3px solid var(--st-primary-color); outline-offset:1px }
tr[aria-selected=true] { background:var(--st-secondary-background-color);
 box-shadow:inset 4px 0 0 #c2185b }
tr[aria-selected=true] button { font-weight:700 }
tfoot td, tfoot th { font-weight:600; border-top:2px solid var(--st-border-color) }
caption { max-width:calc(100vw - 3.2rem) }
@media (max-width:700px) { .scroll { max-height:none } table { width:auto; min-width:100% }
 thead th:first-child, tbody th { position:sticky; left:0; background:var(--st-background-color); max-width:42vw }
 thead th:first-child { z-index:2; background:var(--st-secondary-background-color) } th.n { min-width:4.6rem } td { min-width:4rem } }
@media print { .scroll { max-height:none; overflow:visible } }
"""
JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".host");
  if (host.dataset.digest !== data.digest) {
    const was = host.querySelector("button:focus");
    const name = was && ["area", "column"].find((n) => n in was.dataset);
    host.innerHTML = data.html;
    host.dataset.digest = data.digest;
    const again = name && host.querySelector(`button[data-${name}="${was.dataset[name]}"]`);
    if (again) again.focus({ preventScroll: true });
  }
  for (const row of host.querySelectorAll("tbody tr[data-area]")) {
    const chosen = String(row.dataset.area === data.selected);
    row.setAttribute("aria-selected", chosen);
    row.querySelector("button[data-area]")?.setAttribute("aria-pressed", chosen);
  }
  host.onclick = (event) => {
    const pick = event.target.closest("button[data-area]");
    if (pick) return setTriggerValue("area", pick.dataset.area);
    const head = event.target.closest("button[data-column]");
    if (!head) return;
    const th = head.closest("th"), column = Number(head.dataset.column);
    const down = th.getAttribute("aria-sort") === "ascending";
    for (const other of host.querySelectorAll("th[aria-sort]")) other.setAttribute("aria-sort", "none");
    th.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = host.querySelector("tbody");
    const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
    const order = (a, b) => {
      const x = key(a), y = key(b);
      if (x === "" || y === "") return (x === "") - (y === "");
      const bigger = isNaN(x) || isNaN(y) ? x.localeCompare(y) : x - y;
      return down ? -bigger : bigger;
    };
    body.append(...[...body.rows].sort(order));
  };
}
"""
_render = st.components.v2.component(
    "atlas_area_table", html='<div class="host"></div>', css=CSS, js=JS
)


@dataclass(frozen=True)
class Column:
    title: str
    number: bool = False


@dataclass(frozen=True)
class TableCell:
    """What is shown, and what the column is sorted by ("" sorts last)."""

    text: str
    sort: str = ""
    look: str = ""
    """CSS of the cell, made by the atlas itself"""


def html(
    caption: str, columns: Sequence[Column], rows: Sequence[tuple[str, Sequence[TableCell]]],
    foot: Sequence[str], sort_label: Callable[[str], str],
) -> str:  # fmt: skip
    """The table as HTML; the first cell of a row with an area code is its button."""
    head = "".join(
        f'<th scope="col" aria-sort="none"{_class(c)}><button type="button" data-column="{i}" '
        f'aria-label="{escape(sort_label(c.title))}">{escape(c.title)} <span aria-hidden="true">⇅'
        f"</span></button></th>"
        for i, c in enumerate(columns)
    )
    body = []
    for area, cells in rows:
        tds = []
        for i, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            text = escape(cell.text)
            if i == 0 and area:
                text = f'<button type="button" data-area="{escape(area)}">{text}</button>'
            sort = f' data-value="{escape(cell.sort)}"' if cell.sort or column.number else ""
            sort += f' style="{cell.look}"' if cell.look else ""
            tag = 'th scope="row"' if i == 0 else "td"
            tds.append(f"<{tag}{_class(column)}{sort}>{text}</{tag[:2]}>")
        named = f' data-area="{escape(area)}"' if area else ""
        body.append(f"<tr{named}>{''.join(tds)}</tr>")
    last = "".join(f"<td{_class(c)}>{escape(x)}</td>" for x, c in zip(foot, columns, strict=False))
    tail = f"<tfoot><tr>{last}</tr></tfoot>" if foot else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody>{tail}</table></div>"
    )


def _class(column: Column) -> str:
    return ' class="n"' if column.number else ""


def show(content: str, digest: str, selected: str, key: str, take: Callable[[str], None]) -> None:
    """Draw a table; `take` gets the code of an area that is chosen in it."""

    def taken() -> None:
        area = st.session_state[key].get("area")
        if area:
            take(str(area))

    _render(
        key=key, data={"html": content, "digest": digest, "selected": selected},
        on_area_change=taken,
    )  # fmt: skip
