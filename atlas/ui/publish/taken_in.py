"""Importing: files dropped, tables examined, those that are known kept as drafts of an edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from atlas import drafts
from atlas.drafts import Draft
from atlas.examine import Examined
from atlas.model import AtlasError, Lang
from atlas.settings import settings
from atlas.text import t
from atlas.ui.area_table import Column
from atlas.ui.check import drop, reading, summary
from atlas.ui.check.desk import LIMIT_MB, desk
from atlas.ui.check.explained import SEVERITIES, SIGNS, severity_name
from atlas.ui.data import grid
from atlas.ui.data.grid import Cell
from atlas.ui.publish import person, said
from atlas.ui.publish.person import Person


@dataclass(frozen=True)
class Candidate:
    """A table that was read: the draft it would become, or why it cannot."""

    examined: Examined
    draft: Draft | None
    refused: AtlasError | None = None
    had: Draft | None = None
    """what is kept already under the same edition and number"""

    @property
    def standing(self) -> str:
        if self.draft is None:
            return "unknown"
        if self.had is None:
            return "fresh"
        return "same" if self.had.sha256 == self.draft.sha256 else "newer"


def show(who: Person, lang: Lang) -> None:
    """Drop files, see what would be kept, keep it."""
    left, right = st.columns([3, 1])
    with right:
        edition = drop.pick_edition(lang)
    with left:
        uploads = drop.uploader(t("check.drop", lang, limit=LIMIT_MB), "publish_files", lang)
    found = desk("terbitkan")
    if not uploads:
        found.clear()
        return
    reading.read_all(found, uploads, lang)
    reading.examine_all(found, edition, lang)
    summary.say(found.examined, found.refused, lang)
    contents = {found.readings[u.file_id].file: u.getvalue() for u in uploads}
    candidates = [_candidate(one, edition, contents, who) for one in found.examined]
    if not candidates:
        return
    _list(candidates, edition, lang)
    wanted = [c for c in candidates if c.standing in ("fresh", "newer")]
    label = t("publish.import", lang, count=len(wanted), edition=edition)
    if st.button(label, type="primary", disabled=not wanted, key="import"):
        with said.refusals(lang):
            person.named(who)
            _keep(wanted, lang)


def _candidate(one: Examined, edition: str, contents: dict[str, bytes], who: Person) -> Candidate:
    try:
        draft = drafts.draft_of(one, edition, contents[one.table.file], who.name, who.role)
        return Candidate(one, draft, had=drafts.find(settings().state, draft.name))
    except AtlasError as error:
        return Candidate(one, None, error)


def _list(candidates: Sequence[Candidate], edition: str, lang: Lang) -> None:
    columns = [Column(t("check.col_title", lang)), Column(t("check.col_number", lang)),
               Column(t("check.col_office", lang)),
               *(Column(f"{SIGNS[s]} {severity_name(s, lang)}", True) for s in SEVERITIES),
               Column(t("publish.col_import", lang))]  # fmt: skip
    rows = []
    for one in candidates:
        table, counts = one.examined.table, Counter(f.severity for f in one.examined.findings)
        title = summary.title_of(one.examined, lang)
        why = one.refused.text(lang) if one.refused else ""
        rows.append([
            Cell(title, title, small=", ".join(x for x in (table.file, table.sheet) if x)),
            Cell(table.number or "–"), Cell(one.examined.office or t("check.unknown", lang)),
            *(Cell(str(counts[s]), str(counts[s])) for s in SEVERITIES),
            Cell(t(f"publish.import_{one.standing}", lang), small=why, width="wide" if why else "middle"),
        ])  # fmt: skip
    caption = t("publish.import_caption", lang, count=len(rows), edition=edition)
    grid.table(caption, columns, rows, lang, "publish_import")


def _keep(wanted: Sequence[Candidate], lang: Lang) -> None:
    """Keep them one by one, saying how far it is; what was kept stays kept if one is refused."""
    bar = st.progress(0.0)
    kept = 0
    for number, one in enumerate(wanted):
        draft = one.draft
        if draft is None:
            continue
        bar.progress(number / len(wanted), text=t("publish.importing", lang, name=draft.name))
        drafts.add(settings().state, draft)
        kept += 1
    bar.empty()
    said.later(t("publish.imported", lang, count=kept))
    st.rerun()
