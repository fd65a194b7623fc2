"""Dropped files read one after the other in guarded children, and examined together."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from atlas import drafts
from atlas.examine import Context, examine
from atlas.model import AtlasError, Lang
from atlas.settings import settings
from atlas.table.read import read_bytes
from atlas.text import t
from atlas.ui.check.desk import CHOSEN, Desk, keep_only


def read_all(found: Desk, uploads: Sequence[UploadedFile], lang: Lang) -> None:
    """Read what was not read yet, saying how far it is. A file that is refused is a finding; the
    others stay."""
    keep_only(found, uploads)
    waiting = [u for u in uploads if u.file_id not in found.readings]
    if not waiting:
        return
    bar = st.progress(0.0)
    for number, upload in enumerate(waiting):
        said = t("check.reading", lang, number=number + 1, total=len(waiting), name=upload.name)
        bar.progress(number / len(waiting), text=_plain(said))
        found.readings[upload.file_id] = read_bytes(upload.name, upload.getvalue())
    bar.empty()


def _plain(text: str) -> str:
    """A file's name is no Markdown."""
    return "".join(c if c.isalnum() or c in " .,-–()%" else " " for c in text)


def examine_all(found: Desk, edition: str, lang: Lang) -> None:
    """Check what was read against the release, the last edition and each other. Says why when there
    is nothing to compare with."""
    of = (edition, *found.readings)
    if found.of == of:
        return
    data, state = settings().data, settings().state
    try:
        context = _context(data, state, _stamp(data, state), datetime.date.today())
    except AtlasError as error:
        st.error(error.text(lang))
        return
    with st.spinner(t("check.examining", lang)):
        tables, refused = examine(found.readings.values(), context, edition)
    st.session_state.pop(CHOSEN, None)
    found.examined, found.refused, found.of = tuple(tables), tuple(refused), of


@lru_cache(maxsize=1)
def _context(data: Path, state: Path, stamp: int, day: datetime.date) -> Context:
    """Kept: reading the package takes half a second, and holds nothing of any visitor."""
    return replace(drafts.known(data, state), today=day)


def _stamp(data: Path, state: Path) -> int:
    """A number that changes when a file of the package, a mapping or a kept table does."""
    files = [*data.glob("*.csv"), *data.glob("observations/*.csv"), *data.glob("mapping/*.toml"),
             *state.glob("tables/**/*.json")]  # fmt: skip
    return hash(tuple((str(p), p.stat().st_mtime_ns) for p in sorted(files)))
