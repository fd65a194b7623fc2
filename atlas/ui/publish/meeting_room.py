"""For the meeting: evaluation sheets out, filled ones in, and the minutes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

import streamlit as st

from atlas import drafts
from atlas.drafts import Decision, Draft
from atlas.evaluation import answers, meeting, sheet
from atlas.evaluation.model import Minutes, Sheet
from atlas.model import Finding, Lang
from atlas.paper import evaluation as printed
from atlas.paper import minutes as written
from atlas.query import Catalogue
from atlas.settings import settings
from atlas.store import Release
from atlas.table.read import grids_of
from atlas.text import t
from atlas.ui import params
from atlas.ui.check import drop, listed
from atlas.ui.check.desk import LIMIT_MB, desk
from atlas.ui.check.names import names_of
from atlas.ui.check.take import XLSX
from atlas.ui.publish import person, said
from atlas.ui.publish.person import LONGEST, Person


def show(
    release: Release, found: Sequence[Draft], who: Person, catalogue: Catalogue, lang: Lang
) -> None:
    """Choose an edition; sheets to send, sheets that came back, the minutes."""
    editions = sorted({d.edition for d in found}, reverse=True)
    if not editions:
        st.html(f'<p class="atlas-empty">{escape(t("publish.no_tables", lang))}</p>')
        return
    edition = params.code("edisi", editions, editions[0], lang)
    params.pick("edisi", t("check.edition", lang), editions, edition, str, lang, "segments")
    names = names_of(catalogue, [], lang)
    st.subheader(t("publish.sheets_out", lang), anchor=False)
    _sheets(release, found, edition, names, lang)
    st.subheader(t("publish.sheets_in", lang), anchor=False)
    _filled(edition, who, lang)
    st.subheader(t("publish.minutes", lang), anchor=False)
    _minutes(release, found, edition, names, lang)


def _sheets(
    release: Release, found: Sequence[Draft], edition: str, names: dict[str, str], lang: Lang
) -> None:
    """One office at a time, as workbook and on paper."""
    every = meeting.sheets(found, edition, release.name, datetime.date.today())
    by_office = {s.office: s for s in every}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        office = st.selectbox(t("publish.office_of", lang), list(by_office), width=360,
                              key="sheet_office")  # fmt: skip
        made = by_office[office]
        slug = re.sub(r"[^a-z0-9]+", "-", office.casefold()).strip("-") or "produsen"
        name = f"lembar-evaluasi-{edition}-{slug}"
        st.download_button(t("check.sheet_xlsx", lang), partial(sheet.workbook, made, lang, names),
                           file_name=f"{name}.xlsx", mime=XLSX, on_click="ignore", key="meeting_xlsx")  # fmt: skip
        st.download_button(t("check.sheet_pdf", lang), partial(_pdf, made, names, lang),
                           file_name=f"{name}.pdf", mime="application/pdf", on_click="ignore",
                           key="meeting_pdf")  # fmt: skip


def _pdf(made: Sheet, names: dict[str, str], lang: Lang) -> bytes:
    return printed.pdf(made, lang, names)


def _filled(edition: str, who: Person, lang: Lang) -> None:
    """Sheets that came back, read in a guarded child; each whole or not at all."""
    desk("terbitkan")
    uploads = drop.uploader(
        t("publish.filled_drop", lang, limit=LIMIT_MB), "publish_filled", lang, ("xlsx",)
    )
    taken: dict[str, list[Decision]] = {}
    for upload in uploads:
        grids, refused = grids_of(upload.name, upload.getvalue())
        given, wrong = answers.read(grids, edition) if grids else ([], [])
        wrong = [*refused, *wrong]
        _slips(upload.name, wrong, lang)
        if any(f.severity == "G" for f in wrong):
            continue
        for name, found in meeting.decisions(given).items():
            taken.setdefault(name, []).extend(found)
    if not taken:
        return
    count = sum(map(len, taken.values()))
    st.html(f"<p>{escape(t('publish.filled_say', lang, count=count, tables=len(taken)))}</p>")
    if st.button(t("publish.filled_apply", lang, count=count), type="primary", key="apply"):
        with said.refusals(lang):
            _apply(taken, person.named(who), lang)


def _slips(name: str, wrong: Sequence[Finding], lang: Lang) -> None:
    """Cells that were not understood: nothing of that sheet is taken."""
    if not wrong:
        return
    items = "".join(
        f'<li class="{f.severity}"><div class="at"><b>{escape(f.cell or "–")}</b></div>'
        f"<div>{listed.said(f, lang)}</div></li>"
        for f in wrong
    )
    heading = escape(t("publish.filled_wrong", lang, name=name, count=len(wrong)))
    st.html(f'<p><b>{heading}</b></p><ol class="atlas-found">{items}</ol>')


def _apply(taken: Mapping[str, Sequence[Decision]], who: Person, lang: Lang) -> None:
    for draft in drafts.decide_all(settings().state, taken, who.name, who.role):
        said.later(t("publish.filled_done", lang, name=draft.name, open=len(draft.open),
                     count=len(taken[draft.name])))  # fmt: skip
    st.rerun()


def _minutes(
    release: Release, found: Sequence[Draft], edition: str, names: dict[str, str], lang: Lang
) -> None:
    """Of the whole edition: with names for the file, without for everybody."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(t("publish.held_on", lang), datetime.date.today(), format="YYYY-MM-DD",
                            width=180, key="held_on")  # fmt: skip
        place = st.text_input(
            t("publish.held_at", lang), max_chars=LONGEST, width=300, key="held_at"
        )
        made = meeting.minutes(found, edition, release.name, day, place.strip())
        for kind, inside in (("public", False), ("internal", True)):
            st.download_button(
                t(f"publish.minutes_{kind}", lang),
                partial(_minutes_pdf, made, inside, names, lang),
                file_name=f"berita-acara-{edition}{'-internal' if inside else ''}.pdf",
                mime="application/pdf", on_click="ignore", key=f"minutes_{kind}",
            )  # fmt: skip


def _minutes_pdf(made: Minutes, inside: bool, names: dict[str, str], lang: Lang) -> bytes:
    return written.pdf(made, lang, names_of_persons=inside, names=names)
