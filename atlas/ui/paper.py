"""Buttons for sheets on paper, made when they are asked for."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial

import streamlit as st

from atlas import query
from atlas.composed import LEVEL
from atlas.forms import VIEW
from atlas.model import AtlasError, Lang
from atlas.paper import brief, city, every, indicator
from atlas.paper.parts import Asked
from atlas.paper.typeset import Job, typeset_each
from atlas.store import Release
from atlas.text import t
from atlas.ui.embed import site

KEPT = "sheets_made"


def profile_button(release: Release, area: str, name: str, lang: Lang) -> None:
    """The profile of a kecamatan as PDF."""
    make = partial(brief.profile, release, area, _asked(lang))
    _button(t("brief.button", lang), make, f"profil-{name}", lang)


def summary_button(release: Release, lang: Lang) -> None:
    """The summary of the city as PDF."""
    make = partial(city.summary, release, _asked(lang))
    _button(t("brief.button_city", lang), make, "ringkasan-kota-medan", lang)


def indicator_button(release: Release, code: str, params: dict[str, str], lang: Lang) -> None:
    """The sheet of an indicator as PDF, of the level and period shown."""
    given = {k: v for k, v in params.items() if k in VIEW and k not in ("lang", "release", "area")}
    make = partial(indicator.sheet, release, code, _asked(lang), given)
    _button(t("brief.button_indicator", lang), make, f"indikator-{code}", lang)


def all_button(release: Release, lang: Lang) -> None:
    """All profiles as one ZIP: a button that makes them and says how far it is, then the file."""
    asked = _asked(lang)
    key = (release.name, lang, asked.made_on, asked.base)
    count = len(query.catalogue(release).level(LEVEL))
    with st.container(key="atlas-sheets"):
        place = st.empty()
        if st.session_state.get(KEPT, ((), b""))[0] != key:
            seconds = round(count * every.SECONDS_EACH)
            label = t("brief.button_all", lang, count=count, seconds=seconds)
            if not place.button(label, key="sheets_all"):
                return
            made = _archive(release, asked, place.progress(0.0, t("brief.making", lang)))
            if made is None:
                return
            st.session_state[KEPT] = (key, made)
        content = st.session_state[KEPT][1]
        size = round(len(content) / 1_000_000, 1)
        number = f"{size}".replace(".", "," if lang == "id" else ".")
        place.download_button(
            t("brief.take_all", lang, count=count, size=number), content, mime="application/zip",
            file_name=f"profil-kecamatan-{lang}-{asked.paper}-{release.name}.zip",
            key="sheets_zip", on_click="ignore", type="primary",
        )  # fmt: skip


def _archive(
    release: Release, asked: Asked, bar: st.delta_generator.DeltaGenerator
) -> bytes | None:
    """The ZIP, its progress on a bar; None, and a sentence, when a sheet cannot be made."""

    def tell(done: int, of: int, name: str) -> None:
        bar.progress(done / of, t("brief.made", asked.lang, done=done, of=of, name=name))

    try:
        return every.archive(release, asked, tell)
    except AtlasError as error:
        bar.error(error.text(asked.lang))
        return None


def _asked(lang: Lang) -> Asked:
    return Asked(lang, "a4", datetime.date.today(), site())


def _button(label: str, make: Callable[[], Job], name: str, lang: Lang) -> None:
    """A button that shows by itself that it works while the sheet is made."""
    file = f"{name.casefold().replace(' ', '-')}-{lang}.pdf"
    st.download_button(label, partial(_made, make), file_name=file, mime="application/pdf",
                       on_click="ignore", key=f"sheet_{name}_{lang}")  # fmt: skip


def _made(make: Callable[[], Job]) -> bytes:
    return next(typeset_each([make()]))
