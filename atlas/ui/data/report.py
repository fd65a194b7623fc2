"""Reporting an error: a text with everything that names the figure, and whom to send it to."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from atlas import inventory, query, sentence
from atlas.model import CITY, NATION, PROVINCE, Indicator, Lang
from atlas.number import format_period
from atlas.query import Catalogue
from atlas.settings import settings
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.ui import params
from atlas.ui.data import filters
from atlas.ui.data.contacts import Contact, mailto, read_contacts
from atlas.ui.data.releases import address

LONGEST_REFERENCE = 200


@dataclass(frozen=True)
class Place:
    """Codes that name a figure; "" for what was not said."""

    indicator: str = ""
    area: str = ""
    period: str = ""
    series: str = ""
    dim: str = ""


def show(release: Release, cursor: Cursor, catalogue: Catalogue, lang: Lang) -> None:
    """What the report is about, the text to send, and to whom."""
    place = _place(cursor, catalogue, lang)
    named = _release_named(release, lang)
    lines = _lines(named, place, cursor, catalogue, lang)
    subject = t("report.subject", lang, release=named)
    st.subheader(t("report.text", lang), anchor=False)
    st.code("\n".join([subject, "", *lines]), language=None, wrap_lines=True)
    st.html(f'<p class="atlas-hint">{escape(t("report.text_hint", lang))}</p>')
    st.subheader(t("report.whom", lang), anchor=False)
    contacts = read_contacts(settings().contacts)
    body = "\n".join(lines)
    shown = [_entry(t("report.operator", lang), contacts.general, subject, body, lang)]
    if place.indicator:
        indicator = catalogue.indicators[place.indicator]
        if indicator.kind:
            st.html(f'<p class="atlas-hint">{escape(t("report.by_part", lang))}</p>')
        for name_id, name in _producers(cursor, indicator, catalogue, lang).items():
            label = f"{t('report.producer', lang)}: {name}"
            found = contacts.producers.get(name_id, Contact())
            shown.append(_entry(label, found, subject, body, lang))
    st.html(f'<dl class="atlas-dl">{"".join(shown)}</dl>')


def _place(cursor: Cursor, catalogue: Catalogue, lang: Lang) -> Place:
    """The figure the URL names; codes that are unknown are said and left out."""
    other: Lang = "en" if lang == "id" else "id"
    codes = ["", *catalogue.indicators]
    chosen = params.code("indikator", codes, "", lang)

    def named(code: str) -> str:
        if not code:
            return t("report.general", lang)
        indicator = catalogue.indicators[code]
        return f"{indicator.name(lang)} · {indicator.name(other)}"

    params.pick("indikator", t("report.about", lang), codes, chosen, named, lang,
                drop=("area", "period", "series", "dim"))  # fmt: skip
    area = params.code("area", list(catalogue.areas), "", lang)
    if not chosen:
        return Place(area=area)
    tables = query.coverage(cursor, chosen)
    found = {name: params.code(name, [getattr(x, name) for x in tables], "", lang)
             for name in ("period", "series", "dim")}  # fmt: skip
    return Place(chosen, area, **found)


def _release_named(release: Release, lang: Lang) -> str:
    """The release the report is about: one that is kept, else the served one."""
    kept = sorted(inventory.published(settings().state))
    return params.code("release", [*kept, release.name], release.name, lang)


def _lines(
    release: str, place: Place, cursor: Cursor, catalogue: Catalogue, lang: Lang
) -> list[str]:
    """The body of the report, one fact a line."""
    area = catalogue.areas.get(place.area)
    indicator = catalogue.indicators.get(place.indicator)
    facts = {
        "release": release,
        "reference": filters.typed("rujukan", LONGEST_REFERENCE),
        "indicator": f"{indicator.name(lang)} ({place.indicator})" if indicator else "",
        "producer": indicator.text("producer", lang) if indicator else "",
        "area": f"{area.full_name(lang)} ({place.area})" if area else "",
        "period": place.period,
        "series": catalogue.series_name(place.series, lang),
        "dim": catalogue.dim_name(place.dim, lang),
        "shown": _shown(place, cursor, catalogue, lang) if area and indicator else "",
        "link": _link(place, catalogue, lang),
    }
    lines = [t(f"report.line_{k}", lang, value=value) for k, value in facts.items() if value]
    return [*lines, "", t("report.line_wrong", lang), t("report.line_right", lang)]


def _shown(place: Place, cursor: Cursor, catalogue: Catalogue, lang: Lang) -> str:
    """The figure as the atlas shows it, with its unit and mark; "" when the codes name none."""
    level = catalogue.areas[place.area].level
    asked = (place.indicator, level, place.period, place.dim, place.series)
    row = query.values(cursor, *asked).get(place.area)
    if row is None:
        return ""
    indicator = catalogue.indicators[place.indicator]
    text = sentence.value_text(row, indicator, lang)
    period = format_period(row.period, lang, row.period_kind)
    mark = f" {row.mark}" if row.mark and text else ""
    return f"{sentence.amount(text, indicator.unit(lang))}{mark} ({period})" if text else row.mark


def _link(place: Place, catalogue: Catalogue, lang: Lang) -> str:
    """The address of the view that shows the figure."""
    if not place.indicator:
        return ""
    level = catalogue.areas[place.area].level if place.area else ""
    level = "kota" if place.area in (CITY, PROVINCE, NATION) else level
    return address("indikator", lang, indikator=place.indicator, level=level, period=place.period,
                   area=place.area, series=place.series, dim=place.dim)  # fmt: skip


def _producers(
    cursor: Cursor, indicator: Indicator, catalogue: Catalogue, lang: Lang
) -> dict[str, str]:
    """Producers by their Indonesian name; of a computed indicator those of its parts."""
    parts = inventory.parts_of(cursor, indicator.indicator)
    found: dict[str, str] = {}
    for part in [catalogue.indicators[p] for p in parts if p in catalogue.indicators]:
        if part.kind:
            found |= _producers(cursor, part, catalogue, lang)
        else:
            found[part.text("producer", "id")] = part.text("producer", lang)
    return found or {indicator.text("producer", "id"): indicator.text("producer", lang)}


def _entry(label: str, contact: Contact, subject: str, body: str, lang: Lang) -> str:
    """One addressee: office, a letter with the text filled in, a page; or that there is none."""
    links = []
    if contact.email:
        words = t("report.write", lang, email=contact.email)
        links.append((mailto(contact.email, subject, body), words))
    if contact.url:
        links.append((contact.url, t("report.visit", lang, url=contact.url)))
    shown = [escape(contact.office)] if contact.office else []
    shown += [f'<a href="{escape(href)}">{escape(words)}</a>' for href, words in links]
    if not contact.reachable:
        shown.append(escape(t("report.unset", lang)))
    return f"<dt>{escape(label)}</dt><dd>{'<br>'.join(shown)}</dd>"
