"""The releases that are kept, what each changed, and the files of the served one."""

from __future__ import annotations

import datetime
import logging
from html import escape
from pathlib import Path

import streamlit as st

from atlas import inventory
from atlas.download import DATABASE, SUMS, archive_name
from atlas.inventory import Kept
from atlas.model import Lang
from atlas.number import format_day, format_value
from atlas.settings import settings
from atlas.store import Release
from atlas.text import t
from atlas.ui.area_table import Column
from atlas.ui.data import grid
from atlas.ui.data.grid import Cell
from atlas.ui.frame import link

COLUMNS = ("release", "published", "observations", "indicators", "added", "changed", "withdrawn")
log = logging.getLogger("atlas")


def show(release: Release, lang: Lang) -> None:
    """What is served, the files, then the history."""
    state = settings().state
    day = format_day(served_since(state, release), lang)
    served = t("release.served", lang, release=release.name, date=day)
    coming = t("release.next", lang, date=next_day(lang))
    st.html(f"<p>{escape(served)} {escape(coming)}</p>")
    st.subheader(t("release.downloads", lang), anchor=False)
    _files(release, lang)
    st.subheader(t("release.kept", lang), anchor=False)
    kept = inventory.kept_releases(state)
    columns = [Column(t(f"release.col_{c}", lang), c not in ("release", "published"))
               for c in COLUMNS]  # fmt: skip
    caption = t("release.caption", lang, count=len(kept))
    grid.table(caption, columns, [_row(k, lang) for k in kept], lang, "data_releases")


def served_since(state: Path, release: Release) -> datetime.date:
    """The day a release was first published; the day it was built when that is not known."""
    known = inventory.published(state).get(release.name, release.manifest["built_at"])
    return datetime.datetime.fromisoformat(known).date()


def next_day(lang: Lang) -> str:
    """The day of the next release in words, "not set" without one."""
    text = settings().next_release
    if not text:
        return t("release.next_unset", lang)
    try:
        return format_day(datetime.date.fromisoformat(text), lang)
    except ValueError:
        log.warning("ATLAS_NEXT_RELEASE is not a day (YYYY-MM-DD): %r", text[:40])
        return t("release.next_unset", lang)


def address(page: str, lang: Lang, **codes: str) -> str:
    """The full address of a page of this site."""
    return "/".join((st.context.url or "").split("/")[:3]) + link(page, lang, **codes)


def _files(release: Release, lang: Lang) -> None:
    """The database, the Data Package and their checksums, each a link."""
    size = format_value(round(release.manifest["bytes"] / 1e6, 1), lang, 1)
    files = [
        (DATABASE, t("release.database", lang), t("release.megabytes", lang, size=size)),
        (archive_name(release), t("release.package", lang), ""),
        (SUMS, t("release.sums", lang), ""),
    ]
    items = [
        f'<li><a href="/unduh/{escape(release.name)}/{escape(name)}" download>{escape(name)}</a>'
        f"{f' ({escape(much)})' if much else ''}<br>{escape(holds)}</li>"
        for name, holds, much in files
    ]
    hint = escape(t("release.tables_hint", lang))
    there = escape(link("data", lang, bagian="indikator"))
    st.html(
        f'<ul class="atlas-data-files">{"".join(items)}</ul>'
        f'<p class="atlas-hint"><a href="{there}" target="_self">{hint}</a></p>'
    )


def _row(kept: Kept, lang: Lang) -> list[Cell]:
    manifest, change = kept.manifest, kept.change
    served = t("release.is_served", lang) if manifest["served"] else ""
    numbers = [manifest["observations"], manifest["indicators"]]
    steps = [change[k] for k in ("added", "changed", "withdrawn")] if change else []
    first = [Cell(t("release.first", lang)), Cell(""), Cell("")]
    return [
        Cell(manifest["release"], manifest["release"], small=served),
        Cell(
            _moment(kept.published, lang),
            kept.published,
            width="middle",
            small=t("release.built", lang, moment=_moment(manifest["built_at"], lang)),
        ),
        *(Cell(format_value(n, lang), str(n)) for n in numbers),
        *([Cell(format_value(n, lang), str(n)) for n in steps] or first),
    ]


def _moment(text: str, lang: Lang) -> str:
    """Day and time (UTC)."""
    when = datetime.datetime.fromisoformat(text)
    return t("release.moment", lang, day=format_day(when.date(), lang), time=f"{when:%H:%M}")
