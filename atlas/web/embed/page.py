"""The document of an embed, from a view: picture, words, table, sources."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlencode

from atlas import forms, view
from atlas.changes import Correction
from atlas.number import format_day, format_period
from atlas.settings import settings
from atlas.text import t
from atlas.view import View
from atlas.view.card import card_cell
from atlas.web.asked import Asked
from atlas.web.embed import drawing, table
from atlas.web.embed.look import SCRIPT, STYLE

SHOWN = 5
"""Corrections listed in an embed; the rest are counted."""


@dataclass(frozen=True)
class Page:
    """What an embed is made from: the view asked for, its look, what was corrected since."""

    asked: Asked
    base: str
    """the address of this site, without a slash at the end"""
    theme: str = "auto"
    title: bool = True
    corrections: Sequence[Correction] = ()
    over_time: View | None = None
    """the same indicator over time, for the small line of a card"""

    @property
    def view(self) -> View:
        return self.asked.view


def html(page: Page) -> str:
    """The whole document."""
    shown = page.view
    scheme = f' class="{page.theme}"' if page.theme != "auto" else ""
    return (
        f'<!doctype html><html lang="{shown.lang}"{scheme}><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(shown.title)} · {t('site.name', shown.lang)}</title>{_head(page)}"
        f"<style>{STYLE}</style></head><body>{_main(page)}<script>{SCRIPT}</script></body></html>"
    )


def _head(page: Page) -> str:
    """Description, the one address of this embed, its picture for cards of other sites, oEmbed."""
    shown = page.view
    own = page.base + address(page.asked, theme=page.theme, title=page.title)
    said = escape(shown.headline or shown.subtitle)
    picture = page.base + image(page.asked, "png", preset="og")
    oembed = f"{page.base}/oembed?{urlencode({'url': own})}"
    named = escape(shown.title)
    return (
        f'<meta name="description" content="{said}"><link rel="icon" href="data:,"><link rel="canonical" href="{escape(own)}">'
        f'<link rel="alternate" type="application/json+oembed" href="{escape(oembed)}" title="{named}">'
        + social(shown, own, picture)
    )


def social(shown: View, own: str, picture: str) -> str:
    """Open Graph and Twitter tags: title, the view's sentence, its picture."""
    said = escape(shown.headline or shown.subtitle)
    locale = "id_ID" if shown.lang == "id" else "en_GB"
    pairs = {
        "og:type": "article", "og:site_name": t("site.name", shown.lang), "og:title": shown.title,
        "og:url": own, "og:image": picture, "og:image:width": "1200", "og:image:height": "628",
        "og:image:alt": shown.alt, "og:locale": locale,
    }  # fmt: skip
    tags = "".join(f'<meta property="{k}" content="{escape(v)}">' for k, v in pairs.items())
    return (
        f'{tags}<meta property="og:description" content="{said}">'
        f'<meta name="twitter:card" content="summary_large_image">'
    )


def _main(page: Page) -> str:
    shown, lang = page.view, page.view.lang
    hidden = "" if page.title else ' class="hid"'
    period = "" if page.title else f" · {escape(heading(page)[0].rsplit(', ', 1)[-1])}"
    card = page.asked.kind == "card"
    title, subtitle = heading(page)
    parts = [
        f"<h1{hidden}>{escape(title)}</h1>",
        f'<p class="u">{escape(subtitle)}{period}</p>',
        *([_periods(page), _picture(page)] if card else []),
        f'<p class="h">{escape(shown.headline)}</p>' if shown.headline else "",
        _corrections(page),
        *([] if card else [_periods(page), _picture(page)]),
        _notes(caveats(page)),
        _table(page),
        _foot(page),
    ]
    return f'<main data-view="{shown.digest()}" data-lang="{lang}">{"".join(parts)}</main>'


def _picture(page: Page) -> str:
    """The picture of the kind; the table alone, and why, where there is too little to draw."""
    shown, kind = page.view, page.asked.kind
    selected = page.asked.choice.area
    if kind == "table":
        return ""
    if kind == "card":
        return drawing.card_figure(shown, page.over_time, selected)
    if shown.kind == "line":
        if not any(len(n.points) > 1 for n in shown.lines):
            return f'<p class="c">{escape(t("chart.one_period", shown.lang))}</p>'
        return drawing.line_figure(shown, selected, page_link(page.asked)) + _hint(
            shown, "hint_points"
        )
    if shown.form == "tabel" or kind == "line":
        why = t("embed.no_line", shown.lang) if kind == "line" else shown.why_table
        return f'<p class="c">{escape(why)}</p>'
    links = area_links(page.asked)
    if kind == "map":
        boundary = page.asked.release.boundary(shown.level)
        return drawing.map_figure(shown, boundary, selected, links) + _hint(shown, "hint")
    draw = drawing.bar_figure if kind == "bar" else drawing.strip_figure
    return draw(shown, selected, links) + _hint(shown, "hint")


def _hint(shown: View, key: str) -> str:
    """The line that says the area under the pointer; first how to reach one."""
    return f'<p class="s" aria-hidden="true">{escape(t(f"embed.{key}", shown.lang))}</p>'


def heading(page: Page) -> tuple[str, str]:
    """Title and what stands under it: the view's own; of a card over time its figure's period, and
    that it is the figure of one area."""
    shown = page.view
    cell = card_cell(shown, page.asked.choice.area) if page.asked.kind == "card" else None
    if cell is None or shown.kind == "map":
        return shown.title, shown.subtitle
    name = shown.title.rsplit(", ", 1)[0]
    weak = f" · {t('view.evidence_c', shown.lang)}" * (shown.credit(cell.source_id)[-3:] == "(C)")
    return f"{name}, {cell.sentence.rsplit(', ', 1)[-1]}", f"{shown.unit} · {cell.name}{weak}"


def caveats(page: Page) -> tuple[str, ...]:
    """Everything that must stand with the figures, the way to read the picture first."""
    return tuple(dict.fromkeys([*_reading(page), *page.view.notes, *_boundary_note(page)]))


def weightiest(page: Page) -> tuple[str, ...]:
    """The caveats for a picture, where not all may fit: how to read it, then those of the figures,
    which stand last on a page, then how they were made."""
    return tuple(dict.fromkeys([*_reading(page), *reversed(page.view.notes)]))


def _notes(notes: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(n)}</li>" for n in notes)
    return f'<ul class="n">{items}</ul>' if items else ""


def _reading(page: Page) -> Sequence[str]:
    """How to read the picture, where there is one: of circles on maps alone."""
    shown, kind = page.view, page.asked.kind
    drawn = {
        "map": True,
        "line": True,
        "bar": shown.form == "warna",
        "strip": shown.form == "warna",
    }
    return shown.picture_notes if drawn.get(kind) else ()


def _boundary_note(page: Page) -> list[str]:
    """A map says whose outlines it shows, and that they are not legal boundaries."""
    shown = page.view
    if page.asked.kind != "map" or shown.form == "tabel":
        return []
    return [t("view.not_legal", shown.lang, **_origin(page))]


def boundary_credit(page: Page) -> list[str]:
    """Whose outlines a map shows, and their licence, in a few words."""
    drawn = _boundary_note(page)
    return [t("embed.boundary", page.view.lang, **_origin(page))] if drawn else []


def _origin(page: Page) -> dict[str, str]:
    meta = page.asked.release.boundary(page.view.level).meta
    source = meta.get("source_en") if page.view.lang == "en" else None
    return {"source": source or meta["source"], "date": meta["date"], "licence": meta["licence"]}


def _table(page: Page) -> str:
    """The figures behind the picture, folded away unless they are all there is."""
    shown = page.view
    content = (
        table.period_table(shown)
        if shown.kind == "line"
        else table.area_table(shown, page.asked.choice.area, _full_names(page))
    )
    bare = page.asked.kind == "line" and shown.kind == "map"
    if page.asked.kind == "table" or shown.form == "tabel" or bare:
        return f'<div class="o">{content}</div>'
    summary = escape(t("embed.table", shown.lang))
    return f"<details><summary>{summary}</summary>{content}</details>"


def _full_names(page: Page) -> dict[str, str]:
    """Kelurahan with the kecamatan they lie in: some share a name."""
    if page.view.level != "kelurahan":
        return {}
    areas = page.asked.catalogue.areas
    return {c.area_code: areas[c.area_code].full_name(page.view.lang) for c in page.view.cells}


def _periods(page: Page) -> str:
    """Links to the period before and after, where the table of the view has them."""
    shown, asked = page.view, page.asked
    if shown.kind == "line":
        return ""
    lang, periods = shown.lang, asked.resolved.periods
    at = next((i for i, p in enumerate(periods) if p.period == shown.period), 0)
    steps = []
    for step, rel, key, sign in ((-1, "prev", "earlier", "‹"), (1, "next", "later", "›")):
        if 0 <= at + step < len(periods):
            other = periods[at + step]
            said = format_period(other.period, lang, other.period_kind)
            href = escape(address(asked, page.theme, page.title, period=other.period))
            name = escape(t(f"embed.{key}", lang, period=said))
            text = f"{sign} {said}" if step < 0 else f"{said} {sign}"
            steps.append(f'<a rel="{rel}" href="{href}" aria-label="{name}">{escape(text)}</a>')
    if not steps:
        return ""
    now = format_period(shown.period, lang, periods[at].period_kind)
    middle = f"<b>{escape(now)}</b>"
    before = [s for s in steps if 'rel="prev"' in s]
    after = [s for s in steps if 'rel="next"' in s]
    return (
        f'<nav aria-label="{t("embed.periods", lang)}">{"".join([*before, middle, *after])}</nav>'
    )


def _corrections(page: Page) -> str:
    """What later releases changed in the figures shown here."""
    if not page.corrections:
        return ""
    lang = page.view.lang
    lines = [
        t("embed.correction", lang, area=c.area, period=c.when, old=c.old, new=c.new,
          date=format_day(datetime.date.fromisoformat(c.date), lang), reason=c.reason)
        for c in page.corrections[:SHOWN]
    ]  # fmt: skip
    rest = len(page.corrections) - SHOWN
    if rest > 0:
        lines.append(t("embed.more_corrections", lang, count=rest))
    items = "".join(f"<li>{escape(x)}</li>" for x in lines)
    title = escape(t("embed.corrected", lang))
    return f'<div class="c" role="note"><strong>{title}</strong><ul>{items}</ul></div>'


def _foot(page: Page) -> str:
    """Source and evidence, release, the way to the full view, whose site this is not."""
    shown, lang = page.view, page.view.lang
    manifest = page.asked.release.manifest
    day = datetime.datetime.fromisoformat(manifest["built_at"]).date()
    key = "frozen" if page.asked.frozen else "release"
    line = t(f"embed.{key}", lang, name=shown.release, date=format_day(day, lang))
    own = settings().disclaimer_id if lang == "id" else settings().disclaimer_en
    full = escape(page_link(page.asked))
    return (
        f"<footer><p>{escape(credits(page))}</p><p>{escape(line)} "
        f'<a href="{full}" target="_blank" rel="noopener">{t("embed.open", lang)}</a>. '
        f"{escape(own or t('site.disclaimer', lang))}</p></footer>"
    )


def credits(page: Page) -> str:
    """Every producer once with its weakest evidence grade; of a card that of its figure."""
    shown = page.view
    named: dict[str, str] = {}
    card = card_cell(shown, page.asked.choice.area) if page.asked.kind == "card" else None
    own = card.source_id if card else ""
    for source in [s for s in shown.sources if own in ("", s.source_id)]:
        producer = source.text("producer", shown.lang)
        named[producer] = max(named.get(producer, ""), source.grade, key=_grade)
    if not named:
        return ""
    each = [t("embed.source_of", shown.lang, producer=p, grade=g) for p, g in named.items()]
    return t("embed.source", shown.lang, sources="; ".join(each))


def _grade(grade: str) -> int:
    return ("", "A", "A2", "B", "C").index(grade)


def address(asked: Asked, theme: str = "auto", title: bool = True, **changed: str) -> str:
    """The path of this embed, or of the same with some parameters changed."""
    return forms.embed_path(asked.kind, asked.view.indicator, asked.params | changed, theme, title)


def image(asked: Asked, form: str, **look: str) -> str:
    """The path of the same view as a picture."""
    return forms.image_path(asked.kind, asked.view.indicator, form, asked.params, **look)


def page_link(asked: Asked, area: str = "") -> str:
    """The full view on the page of the indicator, on the tab that shows this kind."""
    plain = replace(asked.choice, tab=forms.KINDS[asked.kind].tab or "peta", area="")
    language = {"lang": "en"} if asked.lang == "en" else {}
    link = f"/indikator?{urlencode(plain.params() | language, safe=',;=')}"
    area = area or asked.choice.area
    return f"{link}&area={area}" if area else link


def area_links(asked: Asked) -> dict[str, str]:
    """The full view with each area chosen."""
    link = page_link(asked, "AREA")
    return {c.area_code: link.replace("AREA", c.area_code) for c in asked.view.cells}


def over_time(asked: Asked) -> View:
    """The same indicator over time, for the small line of a card."""
    with asked.release.cursor() as cursor:
        return view.line_view(asked.release, cursor, asked.catalogue, asked.resolved, asked.lang)
