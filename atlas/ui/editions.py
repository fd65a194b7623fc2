"""Where the figures of a view stand: their status and edition, and what each edition said."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from atlas import query
from atlas.model import Indicator, Lang, Vintage
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.text import t
from atlas.view import View


def show(
    release: Release, view: View, indicator: Indicator, catalogue: Catalogue, lang: Lang
) -> None:
    """Status and edition of the indicator's figures; "per edisi" where two editions have any."""
    st.header(t("editions.title", lang), anchor=False)
    with release.cursor() as cursor:
        held = query.standings(cursor, indicator.indicator)
    items = "".join(f"<li>{escape(_standing(*row, lang=lang))}</li>" for row in held)
    st.html(f'<ul class="atlas-standing">{items}</ul>')
    found = query.vintages(release, indicator.indicator, view.period, view.dim, view.series)
    if found:
        st.html(by_edition(found, indicator, catalogue, lang))


def _standing(status: str, edition: str, table: str, count: int, *, lang: Lang) -> str:
    key = f"editions.status_{status}"
    if status != "rilis":
        return t(key, lang, count=format_value(count, lang))
    return t(key, lang, count=format_value(count, lang), edition=edition, table=table)


def by_edition(found: list[Vintage], indicator: Indicator, catalogue: Catalogue, lang: Lang) -> str:
    """Areas down, editions across, and how far the last moved from the one before."""
    editions = [
        name for name, _ in Counter(v.edition for v in sorted(found, key=lambda v: v.place)).items()
    ]
    heads = [
        t("editions.area", lang),
        *(_edition(e, lang) for e in editions),
        t("editions.moved", lang),
    ]
    by_area: dict[str, dict[str, Vintage]] = {}
    for v in found:
        by_area.setdefault(v.area_code, {})[v.edition] = v
    rows = "".join(
        _row(catalogue.areas[code].name(lang), [said.get(e) for e in editions], indicator, lang)
        for code, said in by_area.items()
    )
    head = "".join(
        f'<th scope="col"{" class=n" if i else ""}>{escape(h)}</th>' for i, h in enumerate(heads)
    )
    caption = escape(t("editions.caption", lang, name=indicator.name(lang)))
    return (
        f'<div class="atlas-scroll" tabindex="0" role="region" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _edition(edition: str, lang: Lang) -> str:
    return t("editions.edition", lang, edition=edition) if edition else t("editions.copied", lang)


def _row(name: str, said: list[Vintage | None], indicator: Indicator, lang: Lang) -> str:
    cells = "".join(f'<td class="n">{escape(_text(v, indicator, lang))}</td>' for v in said)
    values = [v.value for v in said if v is not None]
    moved = ""
    if len(values) > 1 and values[-1] is not None and values[-2] is not None:
        gap = round(values[-1] - values[-2], 6)
        sign = "+" if gap > 0 else ""
        moved = (
            sign + format_value(gap, lang, indicator.decimals) if gap else t("editions.same", lang)
        )
    return f'<tr><th scope="row">{escape(name)}</th>{cells}<td class="n">{escape(moved)}</td></tr>'


def _text(vintage: Vintage | None, indicator: Indicator, lang: Lang) -> str:
    if vintage is None:
        return ""
    if vintage.value is None:
        return vintage.mark or "…"
    mark = f" {vintage.mark}" if vintage.mark not in ("", "-", "~0") else ""
    return format_value(vintage.value, lang, indicator.decimals) + mark
