"""Parts of Beranda."""

from __future__ import annotations

from html import escape

import streamlit as st

from atlas import query, sentence, svg
from atlas.choice import Choice, resolve
from atlas.model import CITY, Lang, Observation
from atlas.number import format_period, format_value
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.ui.frame import link
from atlas.ui.markup import markup
from atlas.ui.show import origin
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


def headlines(cursor: Cursor, catalogue: Catalogue, lang: Lang) -> None:
    """The newest figure of each headline indicator, none on evidence C alone."""
    cards = []
    order = ["", *catalogue.series]
    for code in HEADLINES:
        rows = query.history(cursor, code, [CITY], "")
        grades = {s.source_id: s.grade for s in query.sources(cursor, [r.source_id for r in rows])}
        sure = [r for r in rows if grades[r.source_id] != "C"]
        if sure:
            last = max(sure, key=lambda r: (r.period, order.index(r.series)))
            line = [r for r in rows if r.series == last.series and r.period[4:] == last.period[4:]]
            line = [r for r in line if r.period <= last.period]
            cards.append(_card(code, line, grades[last.source_id], cursor, catalogue, lang))
    markup(f'<div class="atlas-cards">{"".join(cards)}</div>', "headlines")


def _year(period: str) -> float:
    return int(period[:4]) + (int(period[5:7]) - 1) / 12 if len(period) > 4 else int(period)


def _card(
    code: str, line: list[Observation], grade: str, cursor: Cursor, catalogue: Catalogue, lang: Lang
) -> str:
    indicator, last = catalogue.indicators[code], line[-1]
    value = sentence.value_text(last, indicator, lang)
    period = format_period(last.period, lang, last.period_kind)
    series = catalogue.series_name(last.series, lang)
    said = ""
    if len(line) > 1:
        said = sentence.line_sentence(catalogue.areas[CITY].name(lang), line, indicator, lang)
    drawn = svg.sparkline([(_year(r.period), r.value) for r in line if r.value is not None])
    source = query.sources(cursor, [last.source_id])[0]
    credit = t("home.source", lang, producer=source.text("producer", lang), grade=grade)
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


def invitation(release: Release, cursor: Cursor, catalogue: Catalogue, lang: Lang) -> None:
    """A real map of the 21 kecamatan, drawn as SVG: light, and every area a link."""
    resolved = resolve(Choice(MAP, "kecamatan"), query.coverage(cursor, MAP), catalogue, [])
    view = area_view(release, cursor, catalogue, resolved, lang)
    choice = resolved.choice
    base = {"indikator": choice.indicator, "level": choice.level}
    links = {c.area_code: link("indikator", lang, **base, area=c.area_code) for c in view.cells}
    drawn = svg.area_map(view, release.boundary("kecamatan"), links)
    more = escape(link("indikator", lang, **base))
    meta = release.boundary("kecamatan").meta
    legal = t("view.not_legal", lang, **origin(meta, lang))
    markup(
        f"<p><b>{escape(view.title)}</b> ({escape(view.subtitle)}). {escape(view.headline)}</p>"
        f'<div class="atlas-map">{drawn}</div>'
        f'<p><a href="{more}" target="_self">{t("home.map_open", lang)}</a></p>'
        f'<ul class="atlas-notes"><li>{escape(t("view.copied", lang))}</li>'
        f"<li>{escape(legal)}</li></ul>",
        "invitation",
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


def limits(lang: Lang) -> None:
    keys = ("limit_copy", "limit_levels", "limit_population")
    items = "".join(f"<li>{escape(t(f'home.{key}', lang))}</li>" for key in keys)
    st.html(f"<ul>{items}</ul>")
