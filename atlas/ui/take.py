"""Files to take along from a view that has no address of its own: a workbook, and its picture."""

from __future__ import annotations

from functools import partial

import streamlit as st

from atlas import colour, handout, picture
from atlas.model import CITY
from atlas.picture import Sheet, Words
from atlas.settings import settings
from atlas.text import t
from atlas.ui.embed import XLSX
from atlas.view import View

SIZE = (1200, 800)


def workbook(view: View, key: str, url: str) -> None:
    """A button for every figure of a view with its unit, notes, sources and link."""
    st.download_button(
        t("study.take_xlsx", view.lang), partial(handout.view_workbook, view, url), mime=XLSX,
        file_name=f"atlas-medan_{view.indicator}_{key}_{view.release}.xlsx", key=f"xlsx_{key}",
        on_click="ignore",
    )  # fmt: skip


def pictures(view: View, key: str, url: str) -> None:
    """Buttons for the lines of a view as a picture, as PNG and as SVG."""
    for form, mime in (("png", "image/png"), ("svg", "image/svg+xml")):
        st.download_button(
            t("study.take_picture", view.lang, form=form.upper()), partial(lines_file, view, url, form),
            file_name=f"atlas-medan_{view.indicator}_{key}_{view.release}.{form}", mime=mime,
            key=f"{form}_{key}", on_click="ignore",
        )  # fmt: skip


def lines_file(view: View, url: str, form: str) -> bytes:
    """The lines of a view with title, unit, sources and release in the picture."""
    lang = view.lang
    own = settings().disclaimer_id if lang == "id" else settings().disclaimer_en
    foot = t("picture.foot", lang, release=view.release, digest=view.digest(),
             disclaimer=own or t("site.disclaimer", lang))  # fmt: skip
    producers = dict.fromkeys(f"{s.text('producer', lang)} ({s.grade})" for s in view.sources)
    credit = t("study.credits", lang, names=", ".join(producers))
    words = Words(credit, f"{foot} {url}", view.title, view.subtitle, view.notes, url=url)
    ink = colour.palette("light")
    drawn = picture.draw(Sheet(view, "line", *SIZE, ink, None, CITY, words))
    return picture.png(drawn, 2.0) if form == "png" else drawn.encode()
