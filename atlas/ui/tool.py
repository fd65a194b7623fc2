"""What the pages of the workbench share: head, picture, tables, notes, sources, and taking along."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from html import escape

import streamlit as st

from atlas import colour, handout, plate
from atlas.model import Lang, Source
from atlas.number import format_plain
from atlas.query import Catalogue
from atlas.settings import settings
from atlas.shape import Boundary
from atlas.store import Release
from atlas.study import Grid, Rate, Study, asking
from atlas.svg import study as studies
from atlas.text import t
from atlas.ui import area_table, drawn, embed, frame, params
from atlas.ui.area_table import Column, TableCell
from atlas.ui.markup import narrow_screen, notes_list

NARROW, WIDE = 360.0, 820.0
"""Width that a drawing is made for, in pixels; the page scales it to its column."""


class _Boundaries(dict[str, Boundary]):
    """Outlines of a release by level, read when they are asked for."""

    def __init__(self, release: Release) -> None:
        super().__init__()
        self.release = release

    def __missing__(self, level: str) -> Boundary:
        return self.release.boundary(level)


def asked(kind: str, release: Release, lang: Lang) -> Study:
    """The study that the URL asks for; what cannot be had gets its default and a sentence."""
    made = asking.asked(kind, release, st.query_params.to_dict(), lang)
    params.say(made.said)
    return made.study


def crumb(key: str, lang: Lang) -> None:
    """The way back to all tools, above the title."""
    home = escape(frame.link("analisis", lang))
    st.html(
        f'<p class="atlas-crumb"><a href="{home}" target="_self">{escape(t("page.analysis", lang))}'
        f'</a> <span aria-hidden="true">›</span> {escape(t(f"page.{key}", lang))}</p>'
    )


def head(study: Study, key: str) -> None:
    """Crumb, title, what the numbers are, and the answer; a refusal stands in its place."""
    lang = study.lang
    st.set_page_config(page_title=f"{study.title} · {t('site.name', lang)}")
    crumb(key, lang)
    st.title(study.title, anchor=False)
    st.html(f'<p class="atlas-sub" data-view="{study.digest()}">{escape(study.subtitle)}</p>')
    if study.refusal:
        st.html(f'<p class="atlas-empty" role="status">{escape(study.refusal)}</p>')
    elif study.sentences:
        said = "".join(f'<p class="atlas-say">{escape(s)}</p>' for s in study.sentences)
        st.html(f'<div role="status">{said}</div>')


def picture(
    release: Release, study: Study, key: str, selected: str = "",
    take: Callable[[str], None] | None = None, width: float = WIDE,
) -> None:  # fmt: skip
    """The drawing of a study; `width` is the room of its column at a desk."""
    if study.picture is None:
        return
    narrow, theme = narrow_screen(), frame.theme()
    made = studies.drawn(
        study, colour.palette(theme), NARROW if narrow else width, _Boundaries(release), selected
    )
    mark = f"{study.digest()}{theme}{narrow}{width}{selected}"
    digest = hashlib.sha256(mark.encode()).hexdigest()[:10]
    chosen = [c for c in (selected, *study.params.get("area", "").split(",")) if c]
    drawn.show(made, study.alt, digest, key, take, chosen)


def table(grid: Grid, key: str, lang: Lang, selected: str = "", take: Callable[[str], None] | None = None, css: str = "") -> None:  # fmt: skip
    """A table of a study, sortable by its headers; its rows choose areas when `take` is given."""
    columns = [Column(h.title, h.number) for h in grid.heads]
    rows = [
        (row.area_code if take else "",
         [TableCell(e.text, format_plain(e.value) if e.value is not None else "" if h.number else e.text,
                    _look(e.ground, e.ink)) for e, h in zip(row.entries, grid.heads, strict=True)])
        for row in grid.rows
    ]  # fmt: skip
    content = css + area_table.html(
        grid.caption, columns, rows, [], lambda c: t("table.sort_by", lang, column=c)
    )
    digest = hashlib.sha256(content.encode()).hexdigest()[:10]
    area_table.show(content, digest, selected, key, take or (lambda area: None))


def _look(ground: str, ink: str) -> str:
    return f"background:{ground};color:{ink}" if ground else ""


def foot(release: Release, study: Study, selected: str = "") -> None:
    """Notes, sources, and the files to take along."""
    if study.notes:
        st.html(notes_list(study.notes))
    sources(study.sources, study.lang)
    take_along(release, study, selected)


def sources(found: Sequence[Source], lang: Lang) -> None:
    """Every source with its evidence and how it was checked, folded away."""
    if not found:
        return
    heads = [t(f"about.{n}", lang) for n in ("producer", "title", "grade", "how_checked")]
    rows = []
    for source in found:
        title = escape(source.text("title", lang))
        if source.url_public.startswith("https://"):
            title = f'<a href="{escape(source.url_public)}" rel="noopener">{title}</a>'
        cells = [escape(source.text("producer", lang)), title,
                 escape(t(f"about.grade_{source.grade}", lang)),
                 escape(source.text("how_checked", lang))]  # fmt: skip
        rows.append(f"<tr>{''.join(f'<td>{c}</td>' for c in cells)}</tr>")
    name = escape(t("about.sources", lang))
    top = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    st.html(
        f"<details><summary>{name} ({len(rows)})</summary>"
        f'<div class="atlas-scroll" tabindex="0" role="region" aria-label="{name}"><table>'
        f"<thead><tr>{top}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></details>"
    )


def take_along(release: Release, study: Study, selected: str = "") -> None:
    """XLSX of every table, PNG and SVG of the picture; made when they are asked for."""
    lang = study.lang
    url = embed.site() + study.frozen_path
    name = f"atlas-medan_{study.kind}_{study.release}"
    with st.container(horizontal=True, key="atlas-take"):
        if study.grids:
            st.download_button(
                t("study.take_xlsx", lang), partial(handout.study_workbook, study, url),
                file_name=f"{name}.xlsx", key="take_xlsx", on_click="ignore",
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            )  # fmt: skip
        if study.picture is not None:
            for form, mime in (("png", "image/png"), ("svg", "image/svg+xml")):
                st.download_button(
                    t("study.take_picture", lang, form=form.upper()),
                    partial(_picture_file, release, study, embed.site(), selected, form),
                    file_name=f"{name}.{form}", mime=mime, key=f"take_{form}", on_click="ignore",
                )  # fmt: skip


def _picture_file(release: Release, study: Study, site: str, selected: str, form: str) -> bytes:
    own = settings().disclaimer_id if study.lang == "id" else settings().disclaimer_en
    foot = t("picture.foot", study.lang, release=study.release, digest=study.digest(),
             disclaimer=own or t("site.disclaimer", study.lang))  # fmt: skip
    made = plate.svg(study, colour.palette("light"), _Boundaries(release), foot, site, selected)
    return plate.png(made) if form == "png" else made.encode()


def pick_rate(
    name: str, label: str, found: Sequence[Rate], code: str, catalogue: Catalogue, lang: Lang,
    drop: Sequence[str] = (),
) -> None:  # fmt: skip
    """A searchable list of rates whose choice goes into the URL."""
    labels = {r.code: r.label(catalogue, lang) for r in found}
    order = sorted(labels, key=labels.__getitem__)
    params.pick(name, label, order, code, labels.__getitem__, lang, drop=drop)


def pick_area(
    name: str, label: str, level: str, code: str, catalogue: Catalogue, lang: Lang, none: str = ""
) -> None:
    """A searchable list of the areas of a level; `none` names the empty choice where there is one."""
    names = {a.area_code: a.full_name(lang) for a in catalogue.level(level)}
    options = [*([""] if none else []), *sorted(names, key=names.__getitem__)]
    params.pick(name, label, options, code, lambda c: names.get(c, none), lang)


def pick_areas(
    name: str, label: str, codes: Sequence[str], chosen: Sequence[str], catalogue: Catalogue,
    most: int, lang: Lang,
) -> None:  # fmt: skip
    """A searchable list of areas of which several may be chosen; they go into the URL."""
    names = {c: catalogue.areas[c].full_name(lang) for c in codes}
    key = f"param_{name}"
    st.session_state[key] = list(chosen)

    def take() -> None:
        params.write(name, ",".join(st.session_state[key]))

    st.multiselect(
        label, sorted(names, key=names.__getitem__), format_func=names.__getitem__, key=key,
        filter_mode="contains", select_all=False, max_selections=most, on_change=take, placeholder=t("choose.placeholder", lang),
    )  # fmt: skip
