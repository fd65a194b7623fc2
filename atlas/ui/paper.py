"""Buttons for sheets on paper, made when they are asked for."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial

import streamlit as st

from atlas.forms import VIEW
from atlas.model import Lang
from atlas.paper import brief, city, indicator
from atlas.paper.parts import Asked
from atlas.paper.typeset import Job, typeset_each
from atlas.store import Release
from atlas.text import t
from atlas.ui.embed import site


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


def _asked(lang: Lang) -> Asked:
    return Asked(lang, "a4", datetime.date.today(), site())


def _button(label: str, make: Callable[[], Job], name: str, lang: Lang) -> None:
    file = f"{name.casefold().replace(' ', '-')}-{lang}.pdf"
    st.download_button(label, partial(_made, make), file_name=file, mime="application/pdf",
                       on_click="ignore", key=f"sheet_{name}_{lang}")  # fmt: skip


def _made(make: Callable[[], Job]) -> bytes:
    return next(typeset_each([make()]))
