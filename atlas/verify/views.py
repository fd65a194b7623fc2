"""One view: the figures of a slide, an embed, a picture, and those of them that were corrected."""

from __future__ import annotations

from functools import partial

from atlas import changes, query, view
from atlas.deck import Deck, Shown, Slide, shown
from atlas.model import Lang
from atlas.store import Release, Store
from atlas.text import t
from atlas.verify import listed
from atlas.verify.subject import Missing, Since, Subject
from atlas.view import View


def of_slide(slide: Slide, release: Release, lang: Lang, reader: Lang) -> Subject | Missing:
    """The view of a slide; Missing where the release has none."""
    found = _shown(slide, release, lang)
    if found.view is None:
        return Missing((found.missing, t("verify.cut", reader)))
    about = found.view
    return Subject(
        about.title, about.unit, found.address("", lang), release.name, lang, found.digest,
        partial(listed.texts, about), partial(_since, release, about), found.said,
    )  # fmt: skip


def _since(release: Release, about: View, store: Store, reader: Lang) -> Since:
    corrections = changes.for_view(store, release, about)
    figures = listed.figures(about, query.catalogue(release), corrections)
    return Since("corrected" if corrections else "unchanged", (), figures, corrections)


def _shown(slide: Slide, release: Release, lang: Lang) -> Shown:
    """A slide as embeds and pictures show it: areas where there is no line to draw."""
    (found,) = shown(Deck((slide,)), release, lang)
    no_line = found.view is not None and found.view.kind == "line" and not found.view.lines
    if not no_line or found.resolved is None:
        return found
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        areas = view.area_view(release, cursor, catalogue, found.resolved, lang)
    return Shown(found.slide, areas, found.resolved, found.missing, found.said)
