"""Parts of the indicator page: what a view says, its map, its charts, its table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

import streamlit as st

from atlas import colour, figure
from atlas.choice import Resolved
from atlas.model import Area, Indicator, Lang
from atlas.number import format_plain
from atlas.query import Catalogue
from atlas.store import Release
from atlas.text import t
from atlas.ui import area_table, frame, pick, state
from atlas.ui.area_table import Column, TableCell
from atlas.view import Cell, View, table_rows

PLAIN = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
MAP = {"displayModeBar": True, "displaylogo": False, "scrollZoom": False, "doubleClick": False,
       "modeBarButtonsToRemove": ["pan2d", "select2d", "lasso2d", "toImage", "pan", "select",
                                  "lasso"]}  # fmt: skip


def head(view: View) -> None:
    """Title, what and where, and the sentences: before anything may stop the page."""
    st.title(view.title, anchor="isi")
    st.html(f'<p class="atlas-sub">{escape(view.subtitle)}</p>')
    if view.headline:
        st.html(f'<p class="atlas-say">{escape(view.headline)}</p>')


def missing(resolved: Resolved, indicator: Indicator, lang: Lang) -> None:
    """Why this level has no figures, and which levels have."""
    asked = t(f"level.{resolved.choice.level}_of", lang)
    words = {"name": indicator.name(lang), "asked": asked, "producer": indicator.texts["producer"]}
    st.title(indicator.name(lang), anchor="isi")
    if indicator.published_to:
        level = t(f"missing.level_{indicator.published_to}", lang)
        text = t("missing.published_to", lang, level=level, **words)
    else:
        text = t("missing.unknown", lang, **words)
    st.html(f'<p class="atlas-empty" role="status">{escape(text)}</p>')
    pick.offer_levels(resolved, lang)


def picked(view: View, lang: Lang, selected: str) -> None:
    """The selected area in a full sentence."""
    cell = view.cell.get(selected)
    if cell is None:
        return
    note = f" {cell.note}." if cell.note else ""
    left, right = st.columns([6, 1], vertical_alignment="center")
    left.html(f'<p class="atlas-picked" role="status">{escape(cell.sentence + note)}</p>')
    right.button(t("choose.clear", lang), key="clear_area", on_click=state.change,
                 kwargs={"area": ""})  # fmt: skip


def area_map(release: Release, view: View, resolved: Resolved, lang: Lang) -> None:
    """The map with its legend and notes; a table in its place when there is too little for one."""
    selected, theme = resolved.choice.area, frame.theme()
    if view.form == "tabel":
        st.html(f'<p class="atlas-empty" role="status">{escape(view.why_table)}</p>')
        table(view, resolved, lang, key="instead")
        return
    boundary = release.boundary(view.level)
    if view.level == "kelurahan":
        _deck(view, resolved, lang, theme)
    else:
        st.plotly_chart(
            figure.area_map(view, boundary, selected, theme), theme=None, config=MAP,
            key=f"map_{view.level}", on_select=_taken(f"map_{view.level}"),
            selection_mode="points", alt=view.alt,
        )  # fmt: skip
    st.html(legend(view, lang))
    notes = [*view.notes, t("view.not_legal", lang, **_origin(boundary.meta))]
    st.html(_list(notes))


def _origin(meta: dict[str, str]) -> dict[str, str]:
    return {name: str(meta[name]) for name in ("source", "date", "licence")}


def _deck(view: View, resolved: Resolved, lang: Lang, theme: str) -> None:
    params = resolved.choice.params() | {"lang": lang, "theme": theme, "release": view.release}
    left_out = ("area", "tab", "level")
    url = (
        f"/peta/kelurahan.json?{urlencode({k: v for k, v in params.items() if k not in left_out})}"
    )
    st.pydeck_chart(
        figure.kelurahan_deck(view, url, resolved.choice.area, theme), height=620,
        key="map_kelurahan", on_select=_taken_deck, selection_mode="single-object", alt=view.alt,
    )  # fmt: skip


def _taken(key: str) -> Callable[[], None]:
    """Take over the area of a clicked polygon, circle or bar; a click on nothing clears."""

    def take() -> None:
        points = st.session_state[key].selection.points
        codes = [p.get("location") or p.get("customdata") for p in points]
        codes = [c[0] if isinstance(c, list) else c for c in codes if c]
        state.change(area=str(codes[0]) if codes else "")

    return take


def _taken_deck() -> None:
    objects = st.session_state["map_kelurahan"].selection.get("objects", {}).get("kelurahan", [])
    codes = [o.get("properties", {}).get("area_code", "") for o in objects]
    state.change(area=str(codes[0]) if codes else "")


def legend(view: View, lang: Lang) -> str:
    """Classes with their ranges and counts, then the states that occur: all in words."""
    items = [_swatch(f"background:{c.colour}", f"{c.label} ({c.count})") for c in view.classes]
    if view.form == "lingkaran":
        biggest = max(view.cells, key=lambda c: c.size)
        said = t("view.circle_key", lang, value=f"{biggest.text} {view.unit}")
        items.append(
            _swatch(
                f"background:{colour.CIRCLE};border-radius:50%;width:1.6rem;height:1.6rem", said
            )
        )
    states = [
        c for c in view.cells if c.klass is None and not (view.form == "lingkaran" and c.size > 0)
    ]
    for key, look in (("ditahan", f"background:{colour.WITHHELD}"), ("nol", f"background:{colour.ZERO}"),
                      *((s, _striped(d)) for s, d in colour.STRIPE.items() if s != "penyebut_kecil")):  # fmt: skip
        count = sum(_state(c) == key for c in states)
        if count:
            items.append(_swatch(look, f"{_state_name(view, key, lang)} ({count})"))
    title = escape(t("table.legend", lang))
    return f'<ul class="atlas-legend" aria-label="{title}">{"".join(items)}</ul>'


def _state(cell: Cell) -> str:
    return "ditahan" if cell.low is not None else cell.state


def _state_name(view: View, key: str, lang: Lang) -> str:
    return t(f"state.{key}", lang)


def _striped(degrees: tuple[int, ...]) -> str:
    lines = [
        f"repeating-linear-gradient({180 - d}deg,transparent 0 3px,var(--atlas-quiet) 3px 4px)"
        for d in degrees
    ]
    return f"background:{','.join(lines)}"


def _swatch(look: str, label: str) -> str:
    return f'<li><span class="atlas-swatch" style="{look}"></span>{escape(label)}</li>'


def _list(notes: list[str] | tuple[str, ...]) -> str:
    return f'<ul class="atlas-notes">{"".join(f"<li>{escape(n)}</li>" for n in notes)}</ul>'


def charts(view: View, over_time: View, resolved: Resolved, lang: Lang) -> None:
    """Ranked bars of the period, then lines over time where a series has two periods."""
    selected, theme = resolved.choice.area, frame.theme()
    known = [c for c in view.cells if c.value is not None]
    if view.kind == "map" and known:
        st.subheader(t("chart.ranked", lang))
        st.plotly_chart(
            figure.ranked_bars(view, selected, theme), theme=None, config=PLAIN, key="bars",
            on_select=_taken("bars"), selection_mode="points",
            alt=view.alt.replace(t("tab.peta", lang), t("tab.grafik", lang), 1),
        )  # fmt: skip
        if len(known) > 40:
            st.caption(t("chart.top_of", lang, shown=figure.TOP, of=len(known)))
    periods = {p.period for line in over_time.lines for p in line.points}
    st.subheader(t("chart.over_time", lang))
    if len(periods) < 2:
        st.write(t("chart.one_period", lang))
    else:
        st.html(f'<p class="atlas-say">{escape(over_time.headline)}</p>')
        st.plotly_chart(
            figure.time_lines(over_time, selected, theme), theme=None, config=PLAIN, key="lines",
            alt=over_time.alt,
        )  # fmt: skip
    st.html(_list(over_time.notes if view.kind == "line" else (*over_time.notes, *view.notes)))


def table(view: View, resolved: Resolved, lang: Lang, key: str = "table") -> None:
    """Every cell with value, rank, mark, note and source; two files to take along."""
    content = _time_table(view, lang) if view.form == "garis" else _area_table(view, lang)
    digest = view.digest()
    area_table.show(content, digest, resolved.choice.area, f"areas_{key}",
                    lambda area: state.change(area=area))  # fmt: skip
    st.html(_list(view.notes))
    with st.container(horizontal=True):
        for form in ("id", "en"):
            name = f"{view.indicator}_{view.level}_{view.period}_{form}.csv"
            st.download_button(
                t(f"table.download_{form}", lang), lambda form=form: csv_text(view, form),
                file_name=name, mime="text/csv", key=f"csv_{form}_{key}", on_click="ignore",
            )  # fmt: skip


def _area_table(view: View, lang: Lang) -> str:
    kelurahan = view.level == "kelurahan"
    columns = [Column(t("table.area", lang)), Column(t("table.value", lang), True),
               Column(t("table.rank", lang), True), Column(t("table.mark", lang)),
               Column(t("table.note", lang))]  # fmt: skip
    rows = []
    for cell in sorted(view.cells, key=lambda c: (c.size == 0, -c.size, c.name)):
        name = cell.sentence.split(":", 1)[0] if kelurahan else cell.name
        sort = format_plain(cell.size) if cell.state in ("terbit", "nol") else ""
        rank = str(cell.rank or "")
        rows.append((cell.area_code, [TableCell(name, name), TableCell(cell.text, sort),
                    TableCell(rank, rank), TableCell(cell.mark), TableCell(cell.note)]))  # fmt: skip
    foot = []
    if view.reference:
        foot = [view.reference.name, view.reference.text, "", view.reference.mark,
                view.reference.note]  # fmt: skip
    caption = t("table.caption", lang, title=view.title, unit=view.unit)
    return area_table.html(
        caption, columns, rows, foot, lambda c: t("table.sort_by", lang, column=c)
    )


def _time_table(view: View, lang: Lang) -> str:
    columns = [Column(t("table.area", lang)), Column(t("table.series", lang)),
               Column(t("table.period", lang)), Column(t("table.value", lang), True),
               Column(t("table.mark", lang)), Column(t("table.note", lang))]  # fmt: skip
    rows = [
        ("", [TableCell(line.name), TableCell(line.series_name), TableCell(p.label, p.period),
              TableCell(p.text, format_plain(p.value)), TableCell(p.mark), TableCell(p.note)])
        for line in view.lines
        for p in reversed(line.points)
    ]  # fmt: skip
    caption = t("table.caption", lang, title=view.title, unit=view.unit)
    return area_table.html(caption, columns, rows, [], lambda c: t("table.sort_by", lang, column=c))


def csv_text(view: View, form: str) -> bytes:
    """The view as CSV: `id` for a spreadsheet in Indonesia (semicolon, decimal comma, BOM), `en`
    for machines (comma, point). Text that a spreadsheet would run as a formula is quoted off."""
    rows = table_rows(view)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if form == "id" else ",", lineterminator="\r\n")
    writer.writerow(rows[0] if rows else [])
    for row in rows:
        writer.writerow([_csv_cell(name, value, form) for name, value in row.items()])
    return out.getvalue().encode("utf-8-sig" if form == "id" else "utf-8")


def _csv_cell(name: str, value: object, form: str) -> str:
    if name == "value":
        number = format_plain(value if isinstance(value, float) else None)
        return number.replace(".", ",") if form == "id" else number
    text = str(value or "")
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t", "\r") else text


def area_names(catalogue: Catalogue, level: str) -> list[Area]:
    return catalogue.level(level)
