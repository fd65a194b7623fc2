"""Parts of the indicator page: what a view says, its map, its charts, its table."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st

from atlas import colour, figure, paint
from atlas.choice import Resolved
from atlas.model import AREA_LEVELS, Indicator, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import classes
from atlas.text import t
from atlas.ui import embed, frame, pick, state, tool
from atlas.ui.markup import narrow_screen, notes_list
from atlas.ui.table import table
from atlas.view import View

PLAIN = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
MAP = {"displayModeBar": True, "displaylogo": False, "scrollZoom": False, "doubleClick": False,
       "modeBarButtonsToRemove": ["pan2d", "select2d", "lasso2d", "toImage", "pan", "select",
                                  "lasso"]}  # fmt: skip


def head(view: View) -> None:
    """Title, what and where, and the sentences: before anything may stop the page."""
    st.set_page_config(page_title=f"{view.title} · {t('site.name', view.lang)}")
    st.title(view.title, anchor=False)
    st.html(f'<p class="atlas-sub" data-view="{view.digest()}">{escape(view.subtitle)}</p>')
    if view.headline:
        st.html(f'<p class="atlas-say">{escape(view.headline)}</p>')


def missing(resolved: Resolved, indicator: Indicator, lang: Lang) -> None:
    """Why this level has no figures, and which levels have."""
    asked = t(f"level.{resolved.choice.level}_of", lang)
    words = {
        "name": indicator.name(lang),
        "asked": asked,
        "producer": indicator.text("producer", lang),
    }
    st.title(indicator.name(lang), anchor=False)
    finest = indicator.published_to
    finer = finest and resolved.choice.level in AREA_LEVELS[AREA_LEVELS.index(finest) + 1 :]
    if finer:
        level = t(f"missing.level_{indicator.published_to}", lang)
        text = t("missing.published_to", lang, level=level, **words)
    else:
        text = t("missing.unknown", lang, **words)
    st.html(f'<p class="atlas-empty" role="status">{escape(text)}</p>')
    pick.offer_levels(resolved, lang)


def picked(view: View, lang: Lang, selected: str) -> None:
    """The selected area in a full sentence, or how to select one."""
    cell = view.cell.get(selected)
    if cell is None:
        st.html(f'<p class="atlas-hint">{escape(t("chart.select_hint", lang))}</p>')
        return
    note = f" {t('table.note', lang)}: {cell.note}." if cell.note else ""
    st.html(f'<p class="atlas-picked" role="status">{escape(cell.sentence + note)}</p>')
    if view.level == "kecamatan":
        href = escape(frame.link("kecamatan", lang, area=selected))
        words = escape(t("about.profile", lang, area=cell.name))
        st.html(f'<p class="atlas-more"><a href="{href}" target="_self">{words}</a></p>')
    if cell.state in ("terbit", "nol"):
        href = escape(frame.link("asal", lang, indikator=view.indicator, area=selected,
                                 period=view.period, dim=view.dim, series=view.series))  # fmt: skip
        words = escape(t("origin.link", lang))
        st.html(f'<p class="atlas-more"><a href="{href}" target="_self">{words}</a></p>')
    st.button(t("choose.clear", lang), key="clear_area", on_click=state.change,
              kwargs={"area": ""}, type="tertiary", icon=":material/close:")  # fmt: skip


def map_tab(
    release: Release, view: View, resolved: Resolved, catalogue: Catalogue, lang: Lang
) -> None:
    """The map beside its legend, the chosen area and the notes; a table where there is too little
    for a map."""
    if view.form == "tabel":
        st.html(f'<p class="atlas-empty" role="status">{escape(view.why_table)}</p>')
        table(view, resolved, lang, key="instead")
        embed.buttons("table", resolved, view, lang)
        return
    firm = classes.firmness(release, resolved, view)
    left, right = st.columns([8, 5], gap="large")
    with left:
        area_map(release, view, resolved, firm.edges if firm else ())
        embed.buttons("map", resolved, view, lang)
    with right:
        st.html(legend(view, lang))
        if firm:
            _firmness(firm, view, resolved, lang)
        picked(view, lang, resolved.choice.area)
        pick.pick_area(resolved, catalogue, lang)
        indicator = catalogue.indicators[view.indicator]
        pick.pick_classes(resolved, indicator.extensive, view.form, lang)
        meta = release.boundary(view.level).meta
        st.html(
            notes_list(
                [*view.picture_notes, *view.notes, t("view.not_legal", lang, **origin(meta, lang))]
            )
        )


def _firmness(firm: classes.Firmness, view: View, resolved: Resolved, lang: Lang) -> None:
    """How many areas another method would put into another class, which, and the whole table."""
    said = escape(classes.sentence(firm, view, resolved.choice.method, lang))
    if firm.edges:
        ring = f" {escape(t('classes.ring', lang))}" if view.level != "kelurahan" else ""
        said += f" {escape(classes.names(firm, view))}.{ring}"
    st.html(f'<p class="atlas-hint" data-edges="{",".join(firm.edges)}">{said}</p>')
    with st.expander(t("classes.show", lang)):
        tool.table(classes.grid(firm, view, lang), "classes", lang)


def area_map(release: Release, view: View, resolved: Resolved, edges: Collection[str] = ()) -> None:
    """Plotly for 21 or 33 areas, deck.gl for 151; areas on the edge of a class have a ring."""
    selected, theme = resolved.choice.area, frame.theme()
    if view.level == "kelurahan":
        _deck(view, resolved, theme)
        return
    key = f"map_{view.level}"
    st.plotly_chart(
        figure.area_map(view, release.boundary(view.level), selected, theme, narrow_screen(), edges),
        theme=None,
        config=MAP, key=key, on_select=_taken(key), selection_mode="points", alt=view.alt,
    )  # fmt: skip


def origin(meta: dict[str, str], lang: Lang) -> dict[str, str]:
    return {
        "source": str(meta.get(f"source_{lang}") or meta["source"]),
        "date": str(meta["date"]),
        "licence": str(meta["licence"]),
    }


def _deck(view: View, resolved: Resolved, theme: str) -> None:
    """The kelurahan map. Its key names the chosen area: a chart that keeps its own selection fades
    every other area, and the colours would no longer be those of the legend."""
    params = resolved.choice.params() | {"lang": view.lang, "theme": theme, "release": view.release}
    kept = {k: v for k, v in params.items() if k not in ("area", "tab", "level")}
    url = f"/peta/kelurahan.json?{urlencode(kept)}"
    key = f"map_kelurahan_{resolved.choice.area}"
    st.pydeck_chart(
        figure.kelurahan_deck(view, url, resolved.choice.area, theme), height=620, key=key,
        on_select=partial(_taken_deck, key), selection_mode="single-object", alt=view.alt,
    )  # fmt: skip


def _taken(key: str) -> Callable[[], None]:
    """Take over the area of a clicked polygon, circle or bar; a click on nothing clears."""

    def take() -> None:
        points = st.session_state[key].selection.points
        codes = [p.get("location") or p.get("customdata") for p in points]
        codes = [c[0] if isinstance(c, list) else c for c in codes if c]
        state.change(area=str(codes[0]) if codes else "")

    return take


def _taken_deck(key: str) -> None:
    objects = st.session_state[key].selection.get("objects", {}).get("kelurahan", [])
    codes = [o.get("properties", {}).get("area_code", "") for o in objects]
    if any(codes):
        state.change(area=str(codes[0]))


def legend(view: View, lang: Lang) -> str:
    """Classes with their ranges and counts, or circles in their true size, then the states that
    occur: all in words."""
    items = [_circle(view, value, label) for value, label in paint.circle_scale(view)]
    for key in paint.legend(view, colour.palette(frame.theme())):
        look = _striped(key.stripes) if key.stripes else f"background:{key.fill}"
        items.append(_swatch(look, key.label))
    title = escape(t("table.legend", lang))
    return f'<ul class="atlas-legend" aria-label="{title}">{"".join(items)}</ul>'


def _circle(view: View, value: float, label: str) -> str:
    """A circle as large as the map draws it."""
    largest = max(c.size for c in view.cells)
    size = round(2 * paint.radius(value, largest, view.level))
    look = f"width:{size}px;height:{size}px"
    return f'<li><span class="atlas-dot" style="{look}"></span>{escape(label)}</li>'


def _striped(degrees: tuple[int, ...]) -> str:
    lines = [
        f"repeating-linear-gradient({180 - d}deg,transparent 0 3px,var(--atlas-quiet) 3px 4px)"
        for d in degrees
    ]
    return f"background:{','.join(lines)}"


def _swatch(look: str, label: str) -> str:
    return f'<li><span class="atlas-swatch" style="{look}"></span>{escape(label)}</li>'


def charts(view: View, over_time: View, resolved: Resolved, lang: Lang) -> None:
    """Ranked bars of the period, then lines over time where a series has two periods."""
    selected, theme = resolved.choice.area, frame.theme()
    known = [c for c in view.cells if c.value is not None]
    if view.kind == "map" and known:
        st.header(t("chart.ranked", lang), anchor=False)
        st.plotly_chart(
            figure.ranked_bars(view, selected, theme), theme=None, config=PLAIN, key="bars",
            on_select=_taken("bars"), selection_mode="points",
            alt=view.alt.replace(t("tab.peta", lang), t("tab.grafik", lang), 1),
        )  # fmt: skip
        embed.buttons("bar", resolved, view, lang)
        if len(known) > 40:
            text = t("chart.top_of", lang, shown=figure.TOP, of=len(known))
            st.html(f'<p class="atlas-hint">{escape(text)}</p>')
    periods = {p.period for line in over_time.lines for p in line.points}
    st.header(t("chart.over_time", lang), anchor=False)
    if len(periods) < 2:
        st.write(t("chart.one_period", lang))
    else:
        if view.kind == "map":
            digest = over_time.digest()
            st.html(f'<p class="atlas-say" data-view="{digest}">{escape(over_time.headline)}</p>')
        st.plotly_chart(
            figure.time_lines(over_time, selected, theme), theme=None, config=PLAIN, key="lines",
            alt=over_time.alt,
        )  # fmt: skip
        embed.buttons("line", resolved, over_time, lang)
    st.html(notes_list((*over_time.picture_notes, *over_time.notes, *view.notes)))
