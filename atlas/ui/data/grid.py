"""Tables of this page: sorted by their headers, with links, in a region that scrolls by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from atlas.model import Lang
from atlas.text import t
from atlas.ui import area_table
from atlas.ui.area_table import Column

CSS = """<style>
a { color:var(--st-link-color) } small { display:block; color:var(--atlas-quiet); font-size:.87em; font-weight:400 }
.scroll:focus-visible, a:focus-visible { outline:3px solid var(--st-primary-color); outline-offset:-2px }
.scroll { max-height:40rem } table { border-collapse:separate; border-spacing:0 }
caption span { display:inline-block; position:sticky; left:.6rem; max-width:min(72rem, 100vw - 4rem) }
tbody th { font-weight:600; min-width:12rem } td { min-width:5rem; overflow-wrap:break-word }
td.middle { min-width:9rem } td.wide { min-width:15rem } td.n { min-width:0 } small { white-space:normal } th[aria-sort] { white-space:nowrap }
@media (max-width:700px) { tbody th { min-width:9.5rem } td.wide { min-width:12rem } td, th { font-size:.9rem } }
</style>"""


@dataclass(frozen=True)
class Cell:
    """What is shown, what the column is sorted by, a link, and a smaller second line."""

    text: str
    sort: str = ""
    href: str = ""
    small: str = ""
    width: str = ""
    """"" as narrow as it gets, `middle` or `wide`"""


def table(
    caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], lang: Lang, key: str
) -> None:
    """A table whose rows are headed by their first cell."""
    head = "".join(_head(i, column, lang) for i, column in enumerate(columns))
    body = "".join(f"<tr>{_row(row, columns)}</tr>" for row in rows)
    draw(
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption><span>{escape(caption)}</span></caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>",
        key,
    )


def draw(html: str, key: str) -> None:
    """Our own HTML in the look of the tables; every text in it must be escaped already."""
    content = CSS + html
    digest = hashlib.sha256(content.encode()).hexdigest()[:10]
    area_table.show(content, digest, "", key, lambda area: None)


def _head(place: int, column: Column, lang: Lang) -> str:
    label = escape(t("table.sort_by", lang, column=column.title))
    number = ' class="n"' if column.number else ""
    return (
        f'<th scope="col" aria-sort="none"{number}><button type="button" data-column="{place}" '
        f'aria-label="{label}">{escape(column.title)} <span aria-hidden="true">⇅</span></button></th>'
    )


def _row(row: Sequence[Cell], columns: Sequence[Column]) -> str:
    cells = []
    for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
        sort = f' data-value="{escape(cell.sort)}"' if cell.sort or column.number else ""
        tag = 'th scope="row"' if place == 0 else "td"
        name = "n" if column.number else cell.width
        look = f' class="{name}"' if name else ""
        cells.append(f"<{tag}{look}{sort}>{_content(cell)}</{tag[:2]}>")
    return "".join(cells)


def _content(cell: Cell) -> str:
    text = escape(cell.text)
    if cell.href:
        inner = cell.href.startswith("/")
        target = 'target="_self"' if inner else 'rel="noopener"'
        text = f'<a href="{escape(cell.href)}" {target}>{text}</a>'
    return text + (f"<small>{escape(cell.small)}</small>" if cell.small else "")
