"""The tab Tentang: metadata, sources with grade and how checked, findings, how to cite."""

from __future__ import annotations

import datetime
from html import escape

import streamlit as st

from atlas import query, releases
from atlas.choice import Resolved
from atlas.model import Indicator, Lang
from atlas.number import format_day
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.ui import editions, paper
from atlas.ui.frame import link
from atlas.view import View

MS_IND = ("interpretation", "presentation_classification", "is_composite", "component_publication",
          "component_indicators", "variable_activity", "variable_code", "variable_name",
          "estimation_level", "public_access")  # fmt: skip


def show(
    release: Release, cursor: Cursor, view: View, resolved: Resolved, catalogue: Catalogue,
    lang: Lang,
) -> None:  # fmt: skip
    indicator = catalogue.indicators[resolved.choice.indicator]
    st.header(t("about.definition", lang), anchor=False)
    own = t("about.own", lang)
    by = f" ({own})" if indicator.texts["definition_by"] == "redaksi" else ""
    st.write(_plain(indicator.text("definition", lang) + by))
    if caveat := indicator.text("caveat", lang):
        st.html(f'<p class="atlas-empty"><b>{t("about.caveat", lang)}.</b> {escape(caveat)}</p>')
    editions.show(release, view, indicator, catalogue, lang)
    _sources(cursor, indicator, view, lang)
    _findings(cursor, indicator, catalogue, lang)
    _cite(view, resolved, indicator, lang)
    paper.indicator_button(release, indicator.indicator, resolved.choice.params(), lang)
    st.header(t("about.metadata", lang), anchor=False)
    st.html(_metadata(indicator, lang))


def _plain(text: str) -> str:
    """Text for st.write without its Markdown: figures hold stars and dollar signs."""
    return "".join(f"\\{c}" if c in "*_$[]`#~<>|:" else c for c in text)


def _metadata(indicator: Indicator, lang: Lang) -> str:
    """MS-Ind fields as a list; what nobody filled in says so."""
    empty = f"<i>{t('about.empty', lang)}</i>"
    known = {
        "name": indicator.name(lang),
        "concept": indicator.text("concept", lang),
        "formula": indicator.text("formula", lang),
        "measure": t(f"about.measure_{indicator.measure}", lang),
        "unit": indicator.unit(lang),
        "polarity": t(f"about.polarity_{indicator.polarity}", lang),
        "producer": indicator.text("producer", lang),
        "chapter": f"{indicator.chapter} {indicator.text('chapter', lang)}",
        "topic": indicator.text("topic", lang),
    }
    filled = {f: indicator.text(f, lang) or indicator.texts.get(f, "") for f in MS_IND}
    own = (
        f" <i>({t('about.own', lang)})</i>" if indicator.texts["definition_by"] == "redaksi" else ""
    )
    items = [
        f"<dt>{escape(t(f'about.{name}', lang))}</dt><dd>{_filled(name, text, own) or empty}</dd>"
        for name, text in (known | filled).items()
    ]
    return f'<dl class="atlas-dl">{"".join(items)}</dl>'


def _filled(name: str, text: str, own: str) -> str:
    """A field's text; concept and formula say who wrote them."""
    return escape(text) + (own if text and name in ("concept", "formula") else "")


def _sources(cursor: Cursor, indicator: Indicator, view: View, lang: Lang) -> None:
    """All sources of the indicator, those of the view first."""
    st.header(t("about.sources", lang), anchor=False)
    every = query.sources(cursor, query.source_ids(cursor, indicator.indicator))
    here = {s.source_id for s in view.sources}
    heads = [t(f"about.{n}", lang) for n in ("producer", "title", "grade", "how_checked")]
    rows = []
    for source in sorted(every, key=lambda s: s.source_id not in here):
        title = escape(source.text("title", lang))
        if source.url_public.startswith("https://"):
            title = f'<a href="{escape(source.url_public)}" rel="noopener">{title}</a>'
        edition = source.text("edition", lang)
        title += f" ({escape(edition)})" if edition else ""
        grade = escape(t(f"about.grade_{source.grade}", lang))
        checked = escape(source.text("how_checked", lang))
        name = escape(source.text("producer", lang))
        name = f"<b>{name}</b>" if source.source_id in here else name
        rows.append(f"<tr><td>{name}</td><td>{title}</td><td>{grade}</td><td>{checked}</td></tr>")
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    st.html(
        f'<div class="atlas-scroll" tabindex="0" role="region" aria-label="'
        f'{escape(t("about.sources", lang))}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _findings(cursor: Cursor, indicator: Indicator, catalogue: Catalogue, lang: Lang) -> None:
    st.header(t("about.findings", lang), anchor=False)
    found = releases.findings_in(cursor, indicator.indicator)
    if not found:
        st.write(t("about.findings_none", lang))
        return
    items = []
    for f in found:
        area = catalogue.areas[f.area_code].name(lang) if f.area_code in catalogue.areas else ""
        message = f.message_id if lang == "id" else f.message_en
        reason = f.waived_id if lang == "id" else f.waived_en
        waived = (
            t(
                "about.waived",
                lang,
                date=format_day(datetime.date.fromisoformat(f.waived_on), lang),
                reason=reason,
            )
            if reason
            else ""
        )
        place = ", ".join(p for p in (area, f.period, catalogue.dim_name(f.dim, lang)) if p)
        kind = t(f"about.severity_{f.severity}", lang)
        items.append(
            f"<li><b>{f.rule} {escape(kind)}</b> {escape(place)}: {escape(message)}"
            f"{'; ' + escape(waived) if waived else ''}</li>"
        )
    st.html(f'<ul class="atlas-findings">{"".join(items)}</ul>')


def _address(resolved: Resolved, lang: Lang) -> str:
    """The full address of this very view."""
    base = "/".join((st.context.url or "").split("/")[:3])
    return base + link("indikator", lang, **resolved.choice.params())


def _cite(view: View, resolved: Resolved, indicator: Indicator, lang: Lang) -> None:
    st.header(t("about.cite", lang), anchor=False)
    period = view.title.rsplit(", ", 1)[-1]
    producers = sorted({s.text("producer", lang) for s in view.sources})
    producer = "; ".join(producers[:3]) or indicator.text("producer", lang)
    text = t("about.cite_text", lang, producer=producer, name=indicator.name(lang), period=period,
             release=view.release, url=_address(resolved, lang))  # fmt: skip
    st.code(text, language=None, wrap_lines=True)
    st.html(f'<p class="atlas-hint">{escape(t("about.licence", lang))}</p>')
    choice = resolved.choice
    asked = {"indikator": choice.indicator, "level": choice.level, "period": choice.period,
             "dim": choice.dim, "series": choice.series, "area": choice.area}  # fmt: skip
    href = escape(link("data", lang, bagian="lapor", **asked))
    words = escape(t("about.report", lang))
    st.html(f'<p class="atlas-more"><a href="{href}" target="_self">{words}</a></p>')
