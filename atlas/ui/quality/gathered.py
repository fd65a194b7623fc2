"""Every finding there is: of the served release, and of the tables that were handed in."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from atlas import drafts, quality, releases
from atlas.drafts import Draft
from atlas.model import AtlasError, Lang
from atlas.quality import Case
from atlas.query import Catalogue
from atlas.settings import settings
from atlas.store import Cursor


@dataclass(frozen=True)
class Gathered:
    cases: tuple[Case, ...]
    drafts: tuple[Draft, ...]


def gather(cursor: Cursor, catalogue: Catalogue, lang: Lang) -> Gathered:
    """Findings with their offices. A table that cannot be read is said and left out."""
    handed_in = handed(lang)
    released = quality.release_cases(releases.findings_in(cursor), catalogue, handed_in)
    return Gathered((*released, *quality.draft_cases(handed_in)), tuple(handed_in))


def handed(lang: Lang) -> list[Draft]:
    """Tables that were handed in; none, with the reason, when they cannot be read."""
    try:
        return drafts.drafts(settings().state)
    except AtlasError as error:
        st.error(error.text(lang))
        return []
