"""Parts of the page Wilayah gabungan sendiri."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

import streamlit as st

from atlas import query
from atlas.model import CITY, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study
from atlas.study.own import clean_name
from atlas.study.own.chosen import Meant, encode, inside, named
from atlas.study.own.joined import LEVEL, default, tables
from atlas.text import t
from atlas.ui import frame, params
from atlas.ui.show import origin

EXAMPLES = ("1275060", "1275180")
"""Kecamatan that the empty page offers: whole ones, of which the second has the most tables."""
CORE = ("Kesawan; Silalas; Petisah Tengah; Pusat Pasar; Pasar Baru; Mesjid; Aur; Hamdan",)
"""Kelurahan of the old centre, as an example of a list."""
SAID = "own_said"
NARROW = "<style>table { width:100%!important } thead th { white-space:normal!important }</style>"
"""For a table of two columns: it fits a phone."""


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """The figure of the headline, kelurahan one by one or by the kecamatan, a list, and a name."""
    chosen = study.picture.chosen
    with st.container(key="atlas-choose"):
        left, right = st.columns([3, 2])
        with left:
            labels = {x.code: x.label(catalogue, lang) for x in tables(release)}
            params.pick("indikator", t("own.table_first", lang), list(labels),
                        study.params["indikator"] or default(release).code, labels.__getitem__, lang)  # fmt: skip
        with right:
            _pick_kecamatan(chosen, catalogue, lang)
        _pick_kelurahan(chosen, catalogue, lang)
        with st.expander(t("own.paste", lang), expanded=not chosen):
            _paste(release, chosen, catalogue, lang)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _pick_name(study.params["nama"], lang)
            st.button(t("own.everything", lang), key="own_all", on_click=params.write,
                      args=("area", CITY), type="tertiary")  # fmt: skip
            if chosen:
                st.button(t("own.clear", lang), key="own_none", on_click=params.write,
                          args=("area", ""), type="tertiary", icon=":material/close:")  # fmt: skip
    for said in st.session_state.pop(SAID, ()):
        st.info(said)


def _write(codes: Collection[str], catalogue: Catalogue) -> None:
    params.write("area", encode(codes, catalogue))


def _pick_kelurahan(chosen: Collection[str], catalogue: Catalogue, lang: Lang) -> None:
    names = {a.area_code: a.full_name(lang) for a in catalogue.level(LEVEL)}
    key = "own_kelurahan"
    st.session_state[key] = list(chosen)
    st.multiselect(
        t("own.pick", lang), sorted(names, key=names.__getitem__), format_func=names.__getitem__,
        key=key, on_change=lambda: _write(st.session_state[key], catalogue),
        placeholder=t("choose.placeholder", lang), filter_mode="contains", select_all=False,
    )  # fmt: skip


def _pick_kecamatan(chosen: Collection[str], catalogue: Catalogue, lang: Lang) -> None:
    """A list that adds all kelurahan of a kecamatan and is empty again."""
    names = {a.area_code: a.name(lang) for a in catalogue.level("kecamatan")}
    members = inside(catalogue)
    key = "own_kecamatan"
    st.session_state[key] = None

    def add() -> None:
        _write({*chosen, *members.get(st.session_state[key] or "", ())}, catalogue)

    st.selectbox(
        t("own.add", lang), sorted(names, key=names.__getitem__), format_func=names.__getitem__,
        key=key, index=None, on_change=add, placeholder=t("own.add_none", lang),
        filter_mode="contains",
    )  # fmt: skip


def _paste(release: Release, chosen: Collection[str], catalogue: Catalogue, lang: Lang) -> None:
    """A text box of names; what it means is added, what it does not mean is said."""

    def take() -> None:
        meant = named(st.session_state["own_list"], release, catalogue)
        st.session_state[SAID] = matched(meant, catalogue, lang)
        _write({*chosen, *meant.codes}, catalogue)

    with st.form("own_paste", border=False, clear_on_submit=False):
        st.text_area(t("own.paste_label", lang), key="own_list", max_chars=10_000, height=90,
                     placeholder=t("own.paste_example", lang))  # fmt: skip
        st.form_submit_button(t("own.paste_take", lang), on_click=take)


def matched(meant: Meant, catalogue: Catalogue, lang: Lang) -> list[str]:
    """What became of a pasted list, in sentences."""
    said = [t("own.pasted", lang, count=len(meant.codes))]
    if meant.unknown:
        names = [t("own.pasted_near", lang, name=_plain(n), near=near) if near else _plain(n)
                 for n, near in meant.unknown]  # fmt: skip
        said.append(t("own.pasted_unknown", lang, names=", ".join(names)))
    for name, codes in meant.several:
        full = [f"“{catalogue.areas[c].full_name(lang)}”" for c in codes]
        said.append(t("own.pasted_several", lang, name=_plain(name),
                      names=t("own.pasted_or", lang).join(full)))  # fmt: skip
    for name, code in meant.apart:
        area = catalogue.areas[code].full_name(lang)
        said.append(t("own.pasted_apart", lang, name=_plain(name), area=area))
    return said


def _plain(name: str) -> str:
    """A typed name without what st.info would read as Markdown."""
    return "".join(c for c in name if c.isalnum() or c in " .'-")[:60]


def _pick_name(name: str, lang: Lang) -> None:
    key = "own_name"
    st.session_state[key] = name
    st.text_input(
        t("own.own_name", lang), key=key, max_chars=60, width=320,
        on_change=lambda: params.write("nama", clean_name(st.session_state[key])),
    )  # fmt: skip


def examples(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Ways into the empty page: two whole kecamatan, and a list of the old centre."""
    if study.picture.chosen:
        return
    links = [(catalogue.areas[c].name(lang), c) for c in EXAMPLES if c in catalogue.areas]
    core = encode(named(CORE[0], release, catalogue).codes, catalogue)
    links.append((t("own.example_core", lang), core))
    items = ", ".join(
        f'<a href="{escape(frame.link("gabungan", lang, area=code))}" target="_self">{escape(name)}</a>'
        for name, code in links
    )
    st.html(f'<p class="atlas-more">{escape(t("own.examples", lang))} {items}.</p>')


def boundary_note(release: Release, lang: Lang) -> None:
    meta = release.boundary(LEVEL).meta
    legal = t("view.not_legal", lang, **origin(meta, lang))
    st.html(f'<p class="atlas-hint">{escape(t("own.legal", lang))} {escape(legal)}</p>')


def toggle(study: Study, area: str) -> None:
    """Choose a kelurahan, or let it go."""
    release = frame.store().release()
    _write(set(study.picture.chosen) ^ {area}, query.catalogue(release))
