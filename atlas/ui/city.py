"""Parts of the page "Kota dan daerah lain": the city among the 33, its province and the nation."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

import streamlit as st

from atlas import figure, query
from atlas.choice import Choice, Resolved, newest, resolve, tables_at
from atlas.deck import Slide
from atlas.model import CITY, PROVINCE, Coverage, Lang
from atlas.number import format_period, format_plain
from atlas.query import Catalogue
from atlas.sheet import csv_text
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.ui import area_table, collect, embed, frame, params, take, tool
from atlas.ui.area_table import Column, TableCell
from atlas.ui.markup import notes_list
from atlas.ui.show import MAP, PLAIN, legend, origin
from atlas.view import Cell, Point, View
from atlas.view.peers import Move, Peer, Peers

PUBLISHED = ("ipm", "uhh", "hls", "rls", "pengeluaran_per_kapita", "persen_penduduk_miskin", "tpt",
             "pertumbuhan_ekonomi", "pdrb_per_kapita_adhk")  # fmt: skip
COMPUTED = ("selisih_kemiskinan_provinsi", "selisih_kemiskinan_nasional",
            "selisih_pengangguran_provinsi", "selisih_pertumbuhan_provinsi",
            "selisih_pertumbuhan_nasional", "selisih_ipm_provinsi", "pdrb_per_kapita_relatif",
            "pangsa_pdrb_provinsi", "pertumbuhan_pdrb_dihitung")  # fmt: skip
TABLE_CSS = """<style>table { min-width:46rem } thead th.n { white-space:normal }
tbody tr:not([data-area]) { box-shadow:inset 4px 0 0 var(--st-text-color) }</style>"""
"""Wide enough for its sources on a phone; the city's own row is marked."""
NEIGHBOUR = "1212"
"""Kabupaten Deli Serdang, which surrounds the city."""


@dataclass(frozen=True)
class Asked:
    """What the URL asks for, mended: everything else on the page follows from it."""

    resolved: Resolved
    since: str
    years: tuple[str, ...]
    """years the comparison may start in"""


def asked(cursor: Cursor, catalogue: Catalogue, lang: Lang) -> Asked:
    """The choices in the URL; what does not exist gets its default and a sentence."""
    indicator = params.code("indikator", (*PUBLISHED, *COMPUTED), PUBLISHED[0], lang)
    tables = query.coverage(cursor, indicator)
    at_level = [x for x in tables_at(tables, "kabkota") if not x.dim]
    best = newest(at_level)
    names = list(dict.fromkeys(x.series for x in at_level))
    series = params.code("series", names, best.series if best else "", lang)
    here = sorted((x for x in at_level if x.series == series), key=lambda x: x.period)
    shown = [x for x in here if x.full] or here
    whole = [x for x in here if x.areas == x.of] or shown
    period = params.code("period", [x.period for x in shown], whole[-1].period, lang)
    codes = [a.area_code for a in catalogue.level("kabkota") if a.area_code != CITY]
    area = params.code("area", codes, NEIGHBOUR, lang)
    years = _years(tables, whole[-1])
    first = here[0].period[:4]
    since = params.code("dari", years, first if first in years else years[-1], lang)
    choice = Choice(indicator, "kabkota", period, area, series=series)
    return Asked(resolve(choice, tables, catalogue, []), since, tuple(years))


def _years(tables: Sequence[Coverage], table: Coverage) -> list[str]:
    """Years with a figure in the series and round of a table, but for the last."""
    found = {x.period[:4] for x in tables
             if (x.series, x.dim, x.round) == (table.series, table.dim, table.round)}  # fmt: skip
    return sorted(found)[:-1] or sorted(found)


def choose(chosen: Asked, catalogue: Catalogue, lang: Lang) -> None:
    """Indicator, compared area, first year and, where there are several, series."""
    choice = chosen.resolved.choice
    with st.container(key="atlas-choose"):
        left, middle, right = st.columns([5, 4, 2])
        with left:
            _pick_indicator(choice.indicator, catalogue, lang)
        with middle:
            names = {a.area_code: a.name(lang) for a in catalogue.level("kabkota")}
            options = sorted((c for c in names if c != CITY), key=names.__getitem__)
            params.pick("area", t("city.area", lang), options, choice.area, names.__getitem__, lang)
        with right:
            params.pick("dari", t("city.since", lang), chosen.years, chosen.since, str, lang)
        if len(chosen.resolved.series) > 1:
            params.pick(
                "series", t("choose.series", lang), chosen.resolved.series, choice.series,
                lambda s: catalogue.series_name(s, lang) or t("choose.series_plain", lang), lang,
                drop=("period", "dari"),
            )  # fmt: skip


def _pick_indicator(code: str, catalogue: Catalogue, lang: Lang) -> None:
    """Published indicators, then computed ones, each group in the order of its labels."""
    names = {c: catalogue.indicators[c].name(lang) for c in (*PUBLISHED, *COMPUTED)}
    options = [c for group in (PUBLISHED, COMPUTED) for c in sorted(group, key=names.__getitem__)]
    params.pick("indikator", t("choose.indicator", lang), options, code, names.__getitem__, lang,
                drop=("series", "period", "dari"))  # fmt: skip


def _pick_period(resolved: Resolved, lang: Lang) -> None:
    """A slider over the periods with at least 90 % of the areas; the others are named."""
    shown = {x.period: x for x in resolved.periods if x.full} or {
        x.period: x for x in resolved.periods
    }
    others = [x for x in resolved.periods if x.period not in shown]
    key = "city_period"
    if len(shown) > 1:
        st.session_state[key] = resolved.choice.period
        st.select_slider(
            t("choose.period", lang), list(shown), key=key, on_change=_take_period, args=(key,),
            format_func=lambda p: _label(shown[p], lang),
        )  # fmt: skip
    if others:
        text = t("city.newer", lang, periods=", ".join(_label(x, lang) for x in others))
        st.html(f'<p class="atlas-hint">{escape(text)}</p>')


def _take_period(key: str) -> None:
    params.write("period", str(st.session_state[key]))


def _label(table: Coverage, lang: Lang) -> str:
    period = format_period(table.period, lang, table.period_kind)
    if table.areas == table.of:
        return period
    return t("choose.coverage", lang, period=period, areas=table.areas, of=table.of)


def by_area(release: Release, view: View, chosen: Asked, narrow: bool, lang: Lang) -> None:
    """The map of the 33 in the chosen period with its legend, the city and the chosen area."""
    st.header(t("city.map", lang), anchor=False)
    _pick_period(chosen.resolved, lang)
    if view.form == "tabel":
        st.html(f'<p class="atlas-empty" role="status">{escape(view.why_table)}</p>')
        return
    area, theme = chosen.resolved.choice.area, frame.theme()
    boundary = release.boundary("kabkota")
    left, right = st.columns([8, 5], gap="large")
    with left:
        st.plotly_chart(
            figure.peer_map(view, boundary, area, theme, narrow), theme=None, config=MAP,
            key="city_map", on_select=_take_map, selection_mode="points", alt=view.alt,
        )  # fmt: skip
        embed.buttons("map", chosen.resolved, view, lang)
    with right:
        st.html(legend(view, lang))
        for code in (CITY, area):
            st.html(_spoken(view.cell[code], theme, lang))
        legal = t("view.not_legal", lang, **origin(boundary.meta, lang))
        st.html(notes_list([*view.picture_notes, *view.notes, legal]))
        st.html(_more(chosen.resolved.choice, lang))


def _spoken(cell: Cell, theme: str, lang: Lang) -> str:
    """The sentence of an area beside a line in the colour of its outline."""
    note = f" {t('table.note', lang)}: {cell.note}." if cell.note else ""
    edge = figure.ink(cell.area_code, theme)
    return (
        f'<p class="atlas-picked" style="border-left-color:{edge}">{escape(cell.sentence + note)} '
        f"<small>{escape(t('city.outline', lang, area=cell.name))}.</small></p>"
    )


def _more(choice: Choice, lang: Lang) -> str:
    href = escape(frame.link("indikator", lang, **choice.params()))
    place = {"period": choice.period, "dim": choice.dim, "series": choice.series}
    whence = escape(frame.link("asal", lang, indikator=choice.indicator, area=CITY, **place))
    look = "color:var(--atlas-link)"
    links = [(href, t("city.more", lang)), (whence, t("origin.link_city", lang))]
    return "".join(
        f'<p><a href="{to}" target="_self" style="{look}">{escape(text)}</a></p>'
        for to, text in links
    )


def _take_map() -> None:
    """Take over the clicked area; the city itself and a click on nothing change nothing."""
    points = st.session_state["city_map"].selection.points
    codes = [str(p.get("location") or "") for p in points]
    if any(codes) and codes[0] != CITY:
        params.write("area", codes[0])


def over_time(peers: Peers, narrow: bool, lang: Lang) -> None:
    """The lines on one axis, what they say, and a table of first and last values."""
    view = peers.lines
    st.header(t("city.lines", lang), anchor=False)
    st.html(
        f'<p class="atlas-sub">{escape(view.subtitle)}</p>'
        f'<p class="atlas-say">{escape(view.headline)}</p>'
    )
    if view.lines:
        names = ", ".join(line.name for line in view.lines)
        alt = t("say.line_of", lang, name=view.title, areas=names)
        st.plotly_chart(
            figure.peer_lines(view, frame.theme(), narrow), theme=None, config=PLAIN,
            key="city_lines", alt=f"{alt} {view.headline}",
        )  # fmt: skip
        st.html(_peer_table(peers, lang))
        st.html(notes_list((*view.picture_notes, *view.notes)))
        _downloads(view, "lines", lang)


def _peer_table(peers: Peers, lang: Lang) -> str:
    """First and last comparable value of each area, and how it moved."""
    view, unit = peers.lines, peers.unit
    heads = [t("table.area", lang), t("city.first_value", lang), t("city.last_value", lang),
             t("city.change", lang, unit=unit)]  # fmt: skip
    if peers.span:
        first, last = peers.span
        heads.append(t("city.change_between", lang, first=first, last=last, unit=unit))
    heads.append(t("city.evidence", lang))
    rows = [_peer_row(peer, peers, lang) for peer in peers.peers]
    caption = escape(t("city.caption", lang, title=view.title, unit=view.unit))
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    return (
        f'<div class="atlas-scroll" tabindex="0" role="region" aria-label="{caption}">'
        f'<table style="min-width:48rem"><caption style="text-align:left">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _peer_row(peer: Peer, peers: Peers, lang: Lang) -> str:
    name = f'<th scope="row">{escape(peer.name)}</th>'
    width = 5 if peers.span else 4
    if peer.first is None or peer.last is None:
        none = escape(t("city.no_figure", lang))
        return f'<tr>{name}<td colspan="{width}">{none}</td></tr>'
    moved = [_moved(peer.move, lang)] + ([_moved(peer.shared, lang)] if peers.span else [])
    grades = dict.fromkeys(peers.lines.credit(p.source_id) for p in (peer.first, peer.last))
    cells = [_dated(peer.first), _dated(peer.last), *moved, "; ".join(grades)]
    return f"<tr>{name}{''.join(f'<td>{escape(c)}</td>' for c in cells)}</tr>"


def _dated(point: Point) -> str:
    return f"{point.text}{point.mark} ({point.label})"


def _moved(move: Move | None, lang: Lang) -> str:
    return move.text if move else t("city.not_comparable", lang)


def ranking(peers: Peers, chosen: Asked, narrow: bool, lang: Lang) -> None:
    """What rank the city has and had, and the ranks of all over time."""
    st.header(t("city.ranking", lang), anchor=False)
    said = " ".join(peers.rank_sentences)
    st.html(f'<p class="atlas-say">{escape(said)}</p>')
    lines = peers.rank_lines
    if not lines:
        return
    if len(lines[0].places) < 2:
        st.html(f'<p class="atlas-empty" role="status">{escape(t("city.one_rank", lang))}</p>')
        return
    others = t("city.others", lang, count=len(lines) - 2)
    area = chosen.resolved.choice.area
    st.plotly_chart(
        figure.rank_lines(peers, area, frame.theme(), others, narrow), theme=None, config=PLAIN,
        key="city_ranks", alt=t("city.ranks_of", lang, name=peers.lines.title, said=said),
    )  # fmt: skip


def everyone(view: View, peers: Peers, chosen: Asked, lang: Lang) -> None:
    """All 33 as a table whose rows choose the compared area, and two files to take along."""
    st.header(t("city.table", lang), anchor=False)
    content = TABLE_CSS + _table(view, peers, lang)
    digest = hashlib.sha256(content.encode()).hexdigest()[:10]
    area_table.show(content, digest, chosen.resolved.choice.area, "city_table",
                    partial(params.write, "area"))  # fmt: skip
    st.html(notes_list(view.notes))
    _downloads(view, "areas", lang)


def _table(view: View, peers: Peers, lang: Lang) -> str:
    since = t("city.change_since", lang, since=peers.since, unit=peers.unit)
    columns = [Column(t("table.area", lang)), Column(t("table.value", lang), True),
               Column(t("table.rank", lang), True)]  # fmt: skip
    columns += [Column(since, True)] if peers.since else []
    columns += [Column(t("table.mark", lang)), Column(t("city.evidence", lang))]
    rows = []
    for cell in sorted(view.cells, key=lambda c: (c.value is None, -(c.value or 0), c.name)):
        code = cell.area_code if cell.area_code != CITY else ""
        rows.append((code, _row(view, peers, cell)))
    caption = t("table.caption", lang, title=view.title, unit=view.unit)
    foot = _province(peers, view.period)
    return area_table.html(
        caption, columns, rows, foot, lambda c: t("table.sort_by", lang, column=c)
    )


def _row(view: View, peers: Peers, cell: Cell) -> list[TableCell]:
    move = peers.moves.get(cell.area_code)
    rank = str(cell.rank or "")
    row = [TableCell(cell.name, cell.name), TableCell(cell.text, format_plain(cell.value)),
           TableCell(rank, rank)]  # fmt: skip
    if peers.since:
        none = TableCell(t("state.cell_tidak_tersedia", view.lang))
        row.append(TableCell(move.text, format_plain(move.step)) if move else none)
    return [*row, TableCell(cell.mark), TableCell(view.credit(cell.source_id))]


def _province(peers: Peers, period: str) -> list[str]:
    """The province in the same period, under the table; none when it has no figure."""
    line = next((x for x in peers.lines.lines if x.area_code == PROVINCE), None)
    point = next((p for p in line.points if p.period == period), None) if line else None
    if line is None or point is None:
        return []
    move = peers.moves.get(PROVINCE)
    moved = [move.text if move else ""] if peers.since else []
    return [line.name, point.text, "", *moved, point.mark, peers.lines.credit(point.source_id)]


def _downloads(view: View, key: str, lang: Lang) -> None:
    """The view as a workbook, as CSV and as a slide; lines as a picture too, which the map has of
    its own."""
    url = embed.site() + frame.link("kota", lang, **_given() | {"release": view.release})
    with st.container(horizontal=True):
        take.workbook(view, key, url)
        if view.form == "garis":
            take.pictures(view, key, url)
        for form in ("id", "en"):
            name = f"{view.indicator}_{key}_{view.period}_{form}.csv"
            st.download_button(
                t(f"table.download_{form}", lang), partial(csv_text, view, form), file_name=name,
                mime="text/csv", key=f"city_csv_{key}_{form}", on_click="ignore",
            )  # fmt: skip
        collect.several([_slide(view)], t("meeting.add", lang), lang, f"city_{key}")


def _slide(view: View) -> Slide:
    """Lines and table as a slide, about the city: the lines of the page itself are fewer."""
    found = {"level": "kabkota", "series": view.series, "area": CITY}
    if view.form == "garis":
        return Slide("line", view.indicator, {k: v for k, v in found.items() if v})
    found["period"] = view.period
    return Slide("table", view.indicator, {k: v for k, v in found.items() if v})


def _given() -> dict[str, str]:
    """What the address of this page asks for, so that it shows the same again."""
    names = ("indikator", "series", "period", "area", "dari")
    return {n: st.query_params[n][: params.LONGEST] for n in names if n in st.query_params}


def sources(view: View, peers: Peers, lang: Lang) -> None:
    """Every source of the page once, best evidence first."""
    every = {s.source_id: s for s in (*view.sources, *peers.lines.sources)}
    tool.sources(sorted(every.values(), key=lambda s: (s.grade, s.source_id)), lang)
