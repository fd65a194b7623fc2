"""What one visitor dropped, and what was read in it: in memory of the session and nowhere else.

It is gone when another page is opened, and a few seconds after the tab is closed or the line breaks.
Streamlit itself would hold uploads until another session ends, which in a quiet office is the next
morning.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Thread

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from atlas.examine import Examined
from atlas.model import Finding
from atlas.table.limits import UPLOAD_MB
from atlas.table.model import Reading

LIMIT_MB = UPLOAD_MB
TYPES = ("xlsx", "xls", "csv", "json")
KEY = "atlas_desk"
CHOSEN = "check_table"
"""Which of the examined tables is looked at."""
LOOK_EVERY = 5.0
"""Seconds between two looks whether the visitor is still there."""


@dataclass
class Desk:
    """Files by the name the upload has inside, as read; and the tables in them as examined."""

    page: str
    readings: dict[str, Reading] = field(default_factory=dict)
    examined: tuple[Examined, ...] = ()
    refused: tuple[Finding, ...] = ()
    of: tuple[str, ...] = ()
    """what `examined` is of: the uploads and the edition"""

    def clear(self) -> None:
        self.readings.clear()
        self.examined, self.refused, self.of = (), (), ()


def desk(page: str) -> Desk:
    """The desk of this visitor on a page; a new one is watched over until the visitor leaves."""
    found = st.session_state.get(KEY)
    if isinstance(found, Desk) and found.page == page:
        return found
    made = Desk(page)
    st.session_state[KEY] = made
    watch = _watcher(made)
    if watch:
        Thread(target=watch, daemon=True).start()
    return made


def leave(page: str) -> None:
    """Clear the desk when the visitor is on another page now."""
    found = st.session_state.get(KEY)
    if isinstance(found, Desk) and found.page != page:
        found.clear()
        del st.session_state[KEY]
        context = get_script_run_ctx()
        if context:
            context.uploaded_file_mgr.remove_session_files(context.session_id)


def keep_only(found: Desk, uploads: Sequence[UploadedFile]) -> None:
    """Forget readings of files that were taken off the desk again."""
    there = {upload.file_id for upload in uploads}
    for gone in [name for name in found.readings if name not in there]:
        del found.readings[gone]


def _watcher(found: Desk) -> Callable[[], None] | None:
    """Something that waits until the session has no visitor any more, then clears its desk and its
    uploads; None outside of a server."""
    context = get_script_run_ctx()
    if context is None or not st.runtime.exists():
        return None
    session, uploads, server = (
        context.session_id,
        context.uploaded_file_mgr,
        st.runtime.get_instance(),
    )

    def watch() -> None:
        while server.is_active_session(session):
            time.sleep(LOOK_EVERY)
        found.clear()
        uploads.remove_session_files(session)

    return watch
