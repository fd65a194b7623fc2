"""Parts of the page Kecamatan."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from atlas import handout, svg, view
from atlas.deck import ready
from atlas.model import Indicator, Lang
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.ui import collect, paper, params
from atlas.ui.embed import XLSX, site
from atlas.ui.frame import link
from atlas.ui.markup import markup, print_button
from atlas.ui.show import origin
from atlas.ui.terms import terms
from atlas.view import Cell, View
from atlas.view.profile import Track, city_text

LEVEL = "kecamatan"


def choices(catalogue: Catalogue, lang: Lang) -> tuple[str, str, str]:
    """(area, area beside it, topic) that the URL asks for, "" for none."""
    codes = ["", *(a.area_code for a in catalogue.level(LEVEL))]
    area = params.code("area", codes, "", lang)
    beside = params.code("banding", [c for c in codes if c != area or not c], "", lang)
    return area, beside, params.code("topik", ["", *_topics(catalogue, lang)], "", lang)


def _topics(catalogue: Catalogue, lang: Lang) -> dict[str, str]:
    found = {i.topic: i.text("topic", lang) for i in catalogue.indicators.values()}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def head(catalogue: Catalogue, area: str, lang: Lang) -> None:
    if not area:
        st.title(t("page.district", lang), anchor=False)
        return
    found = catalogue.areas[area]
    st.set_page_config(page_title=f"{found.name(lang)} · {t('site.name', lang)}")
    st.title(found.name(lang), anchor=False)
    count = sum(a.parent_code == area for a in catalogue.areas.values())
    text = t("profile.sub", lang, bps=area, kemendagri=found.code_kemendagri, count=count)
    st.html(f'<p class="atlas-sub">{escape(text)}</p>')


def pick(catalogue: Catalogue, area: str, beside: str, lang: Lang) -> None:
    """Which kecamatan, and which one beside it."""
    names = {a.area_code: a.name(lang) for a in catalogue.level(LEVEL)}
    order = sorted(names, key=names.__getitem__)
    with st.container(key="atlas-choose"):
        left, right = st.columns(2)
        with left:
            params.pick("area", t("profile.pick", lang), ["", *order], area,
                        lambda c: names.get(c, t("choose.area_none", lang)), lang)  # fmt: skip
        if area:
            with right:
                params.pick("banding", t("profile.beside", lang),
                            ["", *(c for c in order if c != area)], beside,
                            lambda c: names.get(c, t("profile.beside_none", lang)), lang)  # fmt: skip


def chooser(release: Release, catalogue: Catalogue, lang: Lang) -> None:
    """The 21 kecamatan as a map of links and the same list in words."""
    st.html(f'<p class="atlas-say">{escape(t("profile.choose", lang))}</p>')
    names = {a.area_code: a.name(lang) for a in catalogue.level(LEVEL)}
    links = {c: link("kecamatan", lang, area=c) for c in names}
    boundary = release.boundary(LEVEL)
    left, right = st.columns([3, 2], gap="large")
    with left:
        drawn = svg.locator(boundary, "", names, links, t("profile.choose", lang), 560)
        markup(f'<div class="atlas-locator">{drawn}</div>{_legal(release, lang)}', "chooser")
    with right:
        items = "".join(_item(links[c], names[c]) for c in sorted(names, key=names.__getitem__))
        st.html(f'<ul class="atlas-names">{items}</ul>')
        paper.all_button(release, lang)


def _item(href: str, name: str) -> str:
    return f'<li><a href="{escape(href)}" target="_self">{escape(name)}</a></li>'


def _legal(release: Release, lang: Lang) -> str:
    meta = release.boundary(LEVEL).meta
    return f'<p class="atlas-hint">{escape(t("view.not_legal", lang, **origin(meta, lang)))}</p>'


def opening(views: Sequence[View], area: str, lang: Lang) -> None:
    """What is said first, and the paper form of the page."""
    for said in view.summary(views, area, lang):
        st.html(f'<p class="atlas-say">{escape(said)}</p>')
    print_button(t("profile.print", lang))
    slides = ready.opening(views, area)
    if slides:
        collect.several(slides, t("meeting.add_area", lang, count=len(slides)), lang, "profile")
    href = escape(link("rapat", lang, wilayah=area))
    words = escape(t("meeting.area_deck", lang, area=views[0].cell[area].name))
    st.html(f'<p class="atlas-more"><a href="{href}" target="_self">{words}</a></p>')


def place(release: Release, catalogue: Catalogue, area: str, lang: Lang) -> None:
    """Where it lies, and its neighbours as links."""
    boundary = release.boundary(LEVEL)
    names = {a.area_code: a.name(lang) for a in catalogue.level(LEVEL)}
    links = {c: link("kecamatan", lang, area=c) for c in names}
    near = sorted(boundary.neighbours(area) & set(names), key=names.__getitem__)
    said = ", ".join(names[c] for c in near)
    alt = t("profile.map_alt", lang, area=names[area], names=said)
    drawn = svg.locator(boundary, area, names, links, alt)
    words = t("profile.neighbours" if near else "profile.neighbours_none", lang)
    items = "".join(_item(links[c], names[c]) for c in near)
    st.header(t("profile.where", lang), anchor=False)
    markup(
        f'<div class="atlas-locator">{drawn}</div><p>{escape(words)}</p>'
        f'<ul class="atlas-names">{items}</ul>{_legal(release, lang)}',
        f"place{area}{lang}",
    )
    paper.profile_button(release, area, names[area], lang)


def indicators(
    cursor: Cursor, catalogue: Catalogue, views: Sequence[View], area: str, beside: str,
    topic: str, lang: Lang,
) -> None:  # fmt: skip
    """Every indicator with value, rank, city, strip and line, by topic; the other kecamatan beside."""
    name = catalogue.areas[area].name(lang)
    st.header(t("profile.indicators", lang), anchor=False)
    hint = f"{t('profile.indicators_hint', lang, area=name)} {t('profile.indicators_hint_count', lang)}"
    st.html(f'<p class="atlas-hint">{escape(hint)}</p>')
    topics = _topics(catalogue, lang)
    used = {catalogue.indicators[v.indicator].topic for v in views}
    with st.container(key="atlas-choose-topic"):
        params.pick("topik", t("profile.topic", lang), ["", *(k for k in topics if k in used)],
                    topic, lambda k: topics.get(k, t("profile.topic_all", lang)), lang)  # fmt: skip
    tracks = view.tracks(cursor, catalogue, views, area)
    groups: dict[str, list[str]] = {}
    for shown in views:
        own = catalogue.indicators[shown.indicator].topic
        if topic in ("", own):
            track = tracks.get((shown.indicator, shown.dim))
            groups.setdefault(own, []).append(_row(shown, area, beside, track, catalogue, lang))
    head = _head(catalogue, area, beside, lang)
    blocks = [
        f'<h3>{escape(topics[key])}</h3><div class="atlas-scroll" tabindex="0" role="region" '
        f'aria-label="{escape(topics[key])}"><table class="atlas-profile atlas-places">{head}'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
        for key, rows in groups.items()
    ]
    markup("".join(blocks), f"indicators{area}{beside}{topic}{lang}")


def _head(catalogue: Catalogue, area: str, beside: str, lang: Lang) -> str:
    names = [catalogue.areas[c].name(lang) for c in (area, beside) if c]
    titles = [(t("profile.indicator", lang), "")]
    for name in names:
        titles += [(name, "n"), (t("profile.rank", lang), "r")]
    looks = {"city": "n", "strip": "s", "over_time": "l", "grade": "g"}
    titles += [(t(f"profile.{key}", lang), look) for key, look in looks.items()]
    cells = "".join(f'<th scope="col" class="{look}">{escape(x)}</th>' for x, look in titles)
    return f"<thead><tr>{cells}</tr></thead>"


def _row(
    shown: View, area: str, beside: str, track: Track | None, catalogue: Catalogue, lang: Lang
) -> str:
    indicator = catalogue.indicators[shown.indicator]
    params_ = {"indikator": shown.indicator, "level": LEVEL, "dim": shown.dim, "area": area}
    href = escape(link("indikator", lang, **params_))
    name, _, rest = shown.title.partition(", ")
    first = (
        f'<a href="{href}" target="_self">{escape(name)}</a>'
        f"<small>{escape(rest)} · {escape(shown.unit)}</small>"
    )
    own = shown.cell[area]
    pair = [own, *([shown.cell[beside]] if beside else [])]
    values = "".join(_value(c, shown, indicator.extensive, lang) for c in pair)
    city = city_text(shown)
    sure = [v for c in shown.cells if (v := _sure(c, indicator)) is not None]
    reference = shown.reference.value if shown.reference and not indicator.extensive else None
    own_value = _sure(own, indicator)
    other = _sure(pair[-1], indicator) if beside else None
    drawn = svg.ticks(sure, own_value, other, reference)
    line = svg.sparkline([(_year(p), v) for p, v in track.points], 90, 24) if track else ""
    grade = next((s.grade for s in shown.sources if s.source_id == own.source_id), "")
    empty = f'<span class="atlas-hint">{escape(t("profile.no_city", lang))}</span>'
    return (
        f'<tr><th scope="row">{first}</th>{values}<td class="n">{escape(city) or empty}</td>'
        f"<td>{drawn}</td><td>{line}</td><td>{grade}</td></tr>"
    )


def _sure(cell: Cell, indicator: Indicator) -> float | None:
    """The value a strip may show: none that is withheld, too small a base or an unsure zero."""
    if cell.small or cell.state not in ("terbit", "nol"):
        return None
    return cell.value if cell.value != 0 or indicator.zero_is_sure else None


def _year(period: str) -> float:
    return int(period[:4]) + (int(period[5:7] or 1) - 1) / 12


def _value(cell: Cell, shown: View, count: bool, lang: Lang) -> str:
    """Value and rank of a cell: ties shared, counts by size."""
    mark = f" {escape(cell.mark)}" if cell.mark not in ("", cell.text) else ""
    title = f' title="{escape(cell.sentence)}"'
    if not cell.rank:
        place = f'<span class="atlas-hint">{escape(t("profile.no_rank", lang))}</span>'
        place = place if cell.state == "terbit" else ""
        return f'<td class="n"{title}>{escape(cell.text)}{mark}</td><td>{place}</td>'
    of = sum(c.rank is not None for c in shown.cells)
    same = sum(c.rank == cell.rank for c in shown.cells) - 1
    key = "profile.rank_size" if count else "profile.rank_of"
    text = t(key, lang, rank=cell.rank, of=of)
    text = t("profile.rank_tie", lang, rank=text, count=same) if same else text
    return f'<td class="n"{title}>{escape(cell.text)}{mark}</td><td>{escape(text)}</td>'


def kelurahan(cursor: Cursor, catalogue: Catalogue, area: str, lang: Lang) -> None:
    """Every value of its kelurahan, one table a row, sums checked against the printed figure."""
    name = catalogue.areas[area].name(lang)
    title = t("profile.kelurahan", lang, area=name)
    st.header(title, anchor=False)
    inside = [a for a in catalogue.level("kelurahan") if a.parent_code == area]
    rows = view.kelurahan_rows(cursor, catalogue, area, [a.area_code for a in inside], lang)
    if not rows:
        text = t("profile.kelurahan_none", lang, area=name)
        st.html(f'<p class="atlas-empty">{escape(text)}</p>')
        return
    st.html(f'<p class="atlas-hint">{escape(t("profile.kelurahan_hint", lang))}</p>')
    titles = [t("profile.table", lang), *(a.name(lang) for a in inside), t("profile.sum", lang),
              t("profile.printed", lang), t("profile.check", lang), t("profile.grade", lang)]  # fmt: skip
    last = len(titles) - 2
    head = "".join(
        f'<th scope="col"{" class=n" if 0 < i < last else ""}>{escape(x)}</th>'
        for i, x in enumerate(titles)
    )
    body = []
    for row in rows:
        cells = [*row.values, row.total, row.printed]
        numbers = "".join(f'<td class="n">{escape(c)}</td>' for c in cells)
        verdict = t(f"profile.check_{row.verdict}", lang) if row.verdict else ""
        body.append(
            f'<tr><th scope="row">{escape(row.name)}<small>{escape(row.unit)}</small></th>{numbers}'
            f"<td>{escape(verdict)}</td><td>{row.grade}</td></tr>"
        )
    st.html(
        f'<div class="atlas-scroll" tabindex="0" role="region" aria-label="{escape(title)}">'
        f'<table class="atlas-profile"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
        f'<p class="atlas-hint">{escape(t("view.withheld", lang))}</p>'
    )


def missing(views: Sequence[View], area: str, lang: Lang) -> None:
    """Tables of the kecamatan that lack this one, and what no kecamatan has."""
    st.header(t("profile.missing", lang), anchor=False)
    lacking = [
        v.title for v in views if v.cell[area].state not in ("terbit", "nol", "tidak_berlaku")
    ]
    if lacking:
        names = "; ".join(lacking)
        said = t("profile.missing_list", lang, area=views[0].cell[area].name, names=names)
    else:
        said = t("profile.missing_none", lang, area=views[0].cell[area].name)
    copied = t("view.copied", lang)
    items = [said, t("profile.missing_city", lang), copied]
    st.html("<ul>" + "".join(f"<li>{escape(i)}</li>" for i in items) + "</ul>")


def take_along(views: Sequence[View], area: str, lang: Lang) -> None:
    """Every figure of the profile as a workbook."""
    url = site() + link("kecamatan", lang, area=area)
    st.download_button(
        t("study.take_xlsx", lang), partial(handout.profile_workbook, views, area, url), mime=XLSX,
        file_name=f"atlas-medan_{area}_{views[0].release}.xlsx", key="xlsx_profile",
        on_click="ignore",
    )  # fmt: skip


def explained(catalogue: Catalogue, views: Sequence[View], lang: Lang) -> None:
    """Terms of the tables above."""
    texts = [v.title for v in views] + [
        t("profile.indicators_hint_count", lang),
        t("profile.grade", lang),
    ]
    terms(catalogue, texts, lang)
