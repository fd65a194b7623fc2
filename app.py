"""The ASGI application: the Streamlit frame and the public routes in one process.

`make run` starts it; any ASGI server can: `uvicorn app:app`.
"""

from __future__ import annotations

import gc
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from streamlit import config

from atlas import changes
from atlas.find import index
from atlas.model import LANGS, MAP_LEVELS, AtlasError
from atlas.settings import settings
from atlas.store import Release
from atlas.study import rates
from atlas.text import t
from atlas.ui.check.desk import LIMIT_MB
from atlas.ui.frame import pages, store, visitor_language
from atlas.view import kecamatan_views

try:
    from atlas.web import Document, Kept, Precompressed, precompress, routes
except AtlasError as error:  # web is the first that needs the settings
    raise SystemExit(f"{error.message_id}\n{error.message_en}") from error

if settings().internal:
    # Files that are dropped stay in memory: Starlette would write those over 1 MB to a folder for
    # temporary files. One more than the page allows, for what surrounds the file in a request.
    config.set_option("server.maxUploadSize", LIMIT_MB + 1)
    MultiPartParser.spool_max_size = (LIMIT_MB + 2) << 20
HERE = Path(__file__).resolve().parent
STATIC = Path(st.__file__).parent / "static" / "static"
COPIES = settings().state / "static" / st.__version__
PARTS = ("about", "change", "city", "data.calendar", "data.indicators", "data.report", "data.sources",
         "embed", "home", "hub", "matrix", "multiples", "origin", "own", "pair", "pattern", "pick",
         "priority", "profile", "show", "similar", "spread", "target", "terms", "tool", "trend",
         "twins")  # fmt: skip
"""What pages are put together from, and so the libraries they draw with."""
log = logging.getLogger("atlas")


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Say at once when there is nothing to serve yet; a release published later is picked up. What
    every profile needs is made beside the first visits, not by the first reader of one."""
    try:
        release = store().release()
        Thread(target=warm, args=(release,), daemon=True).start()
    except AtlasError as error:
        log.warning("%s", error.message_en)
    yield


def warm(release: Release) -> None:
    """Make what stays for the whole life of the process, then take it out of garbage collection:
    Streamlit collects all of it after every run of a page, which took 100 ms each time."""
    for name in (*(f"atlas.ui.{part}" for part in PARTS), "scipy.stats"):
        import_module(name)
    for level in MAP_LEVELS:
        rates(release, level)
    for lang in LANGS:
        kecamatan_views(release, lang)
        index(release, lang)
    changes.every(store())
    gc.collect()
    gc.freeze()


def say_sorry(error: Exception) -> bool:
    """A visitor gets a sentence with a reference; the log gets the trace under it."""
    reference = secrets.token_hex(4)
    log.error("reference %s", reference, exc_info=error)
    st.error(t("site.error", visitor_language(), reference=reference))
    return True


try:
    precompress(STATIC, COPIES)
except OSError as error:
    log.warning("%s: no compressed copies of static files (%s)", COPIES, error.strerror)
app = st.App(
    HERE / "pages" / "_frame.py",
    routes=routes(store()),
    middleware=[
        Middleware(Precompressed, copies=COPIES),
        Middleware(Kept, store=store()),
        Middleware(Document, store=store(), pages=frozenset(path for _, path in pages().values())),
    ],
    lifespan=lifespan,
    on_script_error=say_sorry,
)
