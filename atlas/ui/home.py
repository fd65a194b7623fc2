"""Parts of Beranda."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from atlas import honest, query, releases, sentence, svg
from atlas.choice import Choice, resolve
from atlas.model import CITY, Lang, Observation
from atlas.number import format_period, format_value
from atlas.query import Catalogue
from atlas.settings import settings
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.ui import collect, embed, paper
from atlas.ui.frame import link
from atlas.ui.markup import markup
from atlas.ui.show import origin
from atlas.ui.terms import terms
from atlas.view import area_view

HEADLINES = ("jumlah_penduduk", "persen_penduduk_miskin", "tpt", "ipm", "pertumbuhan_ekonomi",
             "rls", "pdrb_per_kapita_adhb", "gini")  # fmt: skip
MAP = "pemilih_tetap"
GRADES = ("A", "A2", "B", "C")


def lead(cursor: Cursor, lang: Lang) -> None:
    found = query.extent(cursor)
    text = t("home.lead", lang, indicators=found.indicators, first=found.first, last=found.last,
             observations=format_value(found.observations, lang))  # fmt: skip
    st.html(f'<p class="atlas-say">{escape(text)}</p>')


def headlines(release: Release, lang: Lang) -> None:
    """The newest figure of each headline indicator, none on evidence C alone."""
    markup(_cards(release, lang), "headlines")


@lru_cache(maxsize=4)
def _cards(release: Release, lang: Lang) -> str:
    """The headlines as HTML. Kept for two releases in two languages: 80 ms, the same for all."""
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        return _made_cards(cursor, catalogue, lang)


def _made_cards(cursor: Cursor, catalogue: Catalogue, lang: Lang) -> str:
    cards = []
    order = ["", *catalogue.series]
    for code in HEADLINES:
        rows = query.history(cursor, code, [CITY], "")
        grades = {s.source_id: s.grade for s in query.sources(cursor, [r.source_id for r in rows])}
        sure = [r for r in rows if honest.may_headline(grades[r.source_id])]
        if sure:
            last = max(sure, key=lambda r: (r.period, order.index(r.series)))
            line = [r for r in rows if r.series == last.series and r.period[4:] == last.period[4:]]
            line = [r for r in line if r.period <= last.period]
            same = [r for r in rows if r.series == last.series and r.value is not None]
            newer = [r for r in same if r.period[:4] > last.period[:4]]
            cards.append(
                _card(code, line, newer[-1:], grades[last.source_id], cursor, catalogue, lang)
            )
    return f'<div class="atlas-cards">{"".join(cards)}</div>'


def _year(period: str) -> float:
    return int(period[:4]) + (int(period[5:7]) - 1) / 12 if len(period) > 4 else int(period)


def _card(
    code: str, line: list[Observation], newer: list[Observation], grade: str, cursor: Cursor,
    catalogue: Catalogue, lang: Lang,
) -> str:  # fmt: skip
    """One headline as a link: value, line, change, source; a newer figure of evidence C is named."""
    indicator, last = catalogue.indicators[code], line[-1]
    value = sentence.value_text(last, indicator, lang)
    period = format_period(last.period, lang, last.period_kind)
    series = catalogue.series_name(last.series, lang)
    said = ""
    if len(line) > 1:
        said = sentence.last_step(catalogue.areas[CITY].name(lang), line, indicator, lang)
    drawn = svg.sparkline([(_year(r.period), r.value) for r in line if r.value is not None])
    source = query.sources(cursor, [last.source_id])[0]
    credit = t("home.source", lang, producer=source.text("producer", lang), grade=grade)
    for row in newer:
        period_c = format_period(row.period, lang, row.period_kind)
        text = sentence.amount(sentence.value_text(row, indicator, lang), indicator.unit(lang))
        said += " " + t("home.newer", lang, value=text, period=period_c)
    head = ", ".join(p for p in (indicator.name(lang), series, period) if p)
    unit = indicator.unit(lang)
    unit = "" if sentence.amount("", unit) == "" else unit
    mark = f" <small>{escape(last.mark)}</small>" if last.mark else ""
    params = {"indikator": code, "level": "kota", "tab": "grafik"}
    return (
        f'<a class="atlas-card" href="{escape(link("indikator", lang, **params))}" target="_self">'
        f"<span>{escape(head)}</span><b>{escape(value)}{mark}</b><small>{escape(unit)}</small>"
        f"{drawn}<small>{escape(said)}</small><small>{escape(credit)}</small></a>"
    )


def invitation(release: Release, lang: Lang) -> None:
    """A real map of the 21 kecamatan, drawn as SVG: light, and every area a link."""
    markup(_map(release, lang), "invitation")
    choice = Choice(MAP, "kecamatan")
    shown = resolve(choice, query.tables(release, MAP), query.catalogue(release), [])
    collect.button("map", shown, lang)


@lru_cache(maxsize=4)
def _map(release: Release, lang: Lang) -> str:
    """The map as HTML, kept like the headlines: 30 ms."""
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        return _made_map(release, cursor, catalogue, lang)


def _made_map(release: Release, cursor: Cursor, catalogue: Catalogue, lang: Lang) -> str:
    resolved = resolve(Choice(MAP, "kecamatan"), query.coverage(cursor, MAP), catalogue, [])
    view = area_view(release, cursor, catalogue, resolved, lang)
    choice = resolved.choice
    base = {"indikator": choice.indicator, "level": choice.level}
    links = {c.area_code: link("indikator", lang, **base, area=c.area_code) for c in view.cells}
    drawn = svg.area_map(view, release.boundary("kecamatan"), links)
    more = escape(link("indikator", lang, **base))
    meta = release.boundary("kecamatan").meta
    legal = t("view.not_legal", lang, **origin(meta, lang))
    return (
        f'<p data-view="{view.digest()}"><b>{escape(view.title)}</b> ({escape(view.subtitle)}). {escape(view.headline)}</p>'
        f'<div class="atlas-map">{drawn}</div>'
        f'<p><a href="{more}" target="_self">{t("home.map_open", lang)}</a></p>'
        f"{embed.button_row('map', resolved, lang)}"
        f'<ul class="atlas-notes"><li>{escape(t("view.copied", lang))}</li>'
        f"<li>{escape(legal)}</li></ul>"
    )


def tree(catalogue: Catalogue, lang: Lang) -> None:
    """All indicators by topic, each a link."""
    groups: dict[str, list[str]] = {}
    for code, indicator in catalogue.indicators.items():
        name = escape(indicator.name(lang))
        href = escape(link("indikator", lang, indikator=code))
        item = f'<li><a href="{href}" target="_self">{name}</a></li>'
        groups.setdefault(indicator.text("topic", lang), []).append(item)
    blocks = [
        f"<details><summary><b>{escape(topic)}</b> · "
        f"{t('home.topic_count', lang, count=len(items))}</summary>"
        f'<ul class="atlas-tree">{"".join(items)}</ul></details>'
        for topic, items in sorted(groups.items())
    ]
    st.html(f'<div class="atlas-topics">{"".join(blocks)}</div>')


def limits(cursor: Cursor, lang: Lang) -> None:
    """Where the data have holes, counted in this release, and what else to keep in mind."""
    found = query.extent(cursor)
    some, full = query.indicators_at(cursor, "kecamatan")
    below, below_full = query.indicators_at(cursor, "kelurahan")
    said = [t("home.hole_levels", lang, all=found.indicators, kecamatan=some, kelurahan=below,
              kecamatan_full=full, kelurahan_full=below_full)]  # fmt: skip
    tables = query.coverage(cursor, "jumlah_penduduk")
    later = [c for c in tables if c.level == "kecamatan" and c.dim == "" and c.period > "2020"]
    if later:
        best = max(later, key=lambda c: (c.areas, c.period))
        said.append(t("home.hole_population", lang, areas=best.areas, of=best.of,
                      period=format_period(best.period, lang, best.period_kind)))  # fmt: skip
    said += [t(f"home.{key}", lang) for key in ("limit_levels", "limit_population", "limit_copy")]
    items = "".join(f"<li>{escape(s)}</li>" for s in said)
    href = escape(link("data", lang, bagian="kalender", level="kecamatan"))
    st.html(
        f"<ul>{items}</ul><p class='atlas-more'><a href='{href}' target='_self'>"
        f"{t('home.hole_link', lang)}</a></p>"
    )


def news(release: Release, cursor: Cursor, catalogue: Catalogue, lang: Lang) -> None:
    """What this release changed against the one before, and its newest figures of the city."""
    before, step = _step(release.name, settings().state)
    said = t("home.new_first", lang, name=release.name)
    if before:
        said = t("home.new_step", lang, name=release.name, before=before, **step)
    items = []
    newest = query.newest(cursor, CITY, 60)
    grades = {s.source_id: s.grade for s in query.sources(cursor, [n.source_id for n in newest])}
    for found in [n for n in newest if honest.may_headline(grades[n.source_id])][:6]:
        indicator = catalogue.indicators[found.indicator]
        value = format_value(found.value, lang)
        value = sentence.amount(value, indicator.unit(lang))
        period = format_period(found.period, lang, found.period_kind)
        href = escape(link("indikator", lang, indikator=found.indicator, level="kota"))
        grade = grades[found.source_id]
        items.append(
            f'<li><a href="{href}" target="_self">{escape(indicator.name(lang))}</a>: '
            f"{escape(value)} ({escape(period)}; {t('home.grade', lang, grade=grade)})</li>"
        )
    more = escape(link("data", lang, bagian="rilis"))
    st.html(
        f"<p>{escape(said)}</p><p>{t('home.new_periods', lang)}</p><ul>{''.join(items)}</ul>"
        f"<p class='atlas-more'><a href='{more}' target='_self'>{t('home.new_link', lang)}</a></p>"
    )
    paper.summary_button(release, lang)


def explained(catalogue: Catalogue, lang: Lang) -> None:
    """Terms of the headlines and of the line under each."""
    names = [catalogue.indicators[code].name(lang) for code in HEADLINES]
    terms(catalogue, [*names, t("home.headlines", lang), t("home.hole_levels", lang)], lang)


@lru_cache(maxsize=8)
def _step(name: str, state: Path) -> tuple[str, dict[str, int]]:
    """The release before this one and what changed since; kept, because both never change and
    counting takes 100 ms."""
    before = releases.published_before(state, name)
    return before, releases.difference(state, before, name) if before else {}
