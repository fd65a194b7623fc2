"""Slides as views: what each one says in a release, and why one cannot be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from atlas import choice as codec
from atlas import forms, query, view
from atlas.choice import Notice, Resolved
from atlas.deck.model import Deck, Slide
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.text import t
from atlas.view import View


@dataclass(frozen=True)
class Shown:
    """A slide with its view; `missing` is a sentence when there is no such view in the release, then
    the view is None. `said` names what had to be mended."""

    slide: Slide
    view: View | None
    resolved: Resolved | None
    missing: str = ""
    said: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        """The one message of the slide: its own title, what a card says of its area, or the first
        sentence of the view."""
        if self.slide.title or self.view is None:
            return self.slide.title or self.missing
        cell = self.view.cell.get(self.slide.params.get("area", ""))
        if self.slide.kind == "card" and cell and cell.sentence:
            return f"{self.view.title.partition(', ')[0]}, {cell.sentence}"
        return self.view.sentences[0] if self.view.sentences else self.view.title

    @property
    def digest(self) -> str:
        return self.view.digest() if self.view else ""

    def address(self, base: str, lang: Lang) -> str:
        """The canonical URL that shows exactly this view with its release."""
        if self.view is None or self.resolved is None:
            return base
        found = {**_params(self.resolved), "release": self.view.release}
        found |= {"lang": "en"} if lang == "en" else {}
        return base + forms.embed_path(self.slide.kind, self.view.indicator, found)


def shown(deck: Deck, release: Release, lang: Lang) -> tuple[Shown, ...]:
    """Every slide of a deck in a release, in order; none is left out without a word."""
    catalogue = query.catalogue(release)
    return tuple(_shown(slide, release, catalogue, lang) for slide in deck.slides)


def _shown(slide: Slide, release: Release, catalogue: Catalogue, lang: Lang) -> Shown:
    if slide.indicator not in catalogue.indicators:
        missing = t("deck.no_indicator", lang, code=slide.indicator[:60])
        return Shown(slide, None, None, missing)
    notices: list[Notice] = []
    choice, notices = codec.read({**slide.params, "indikator": slide.indicator})
    tables = query.tables(release, slide.indicator)
    kind = forms.KINDS[slide.kind]
    if not choice.level and kind.prefers_time and codec.tables_at(tables, "kota"):
        choice = replace(choice, level="kota")
    resolved = codec.resolve(choice, tables, catalogue, notices)
    level, name = resolved.choice.level, catalogue.indicators[slide.indicator].name(lang)
    if resolved.table is None or level not in kind.levels:
        return Shown(slide, None, resolved, t("deck.no_view", lang, name=name))
    ask = view.line_view if forms.asks_lines(slide.kind, level) else view.area_view
    with release.cursor() as cursor:
        found = ask(release, cursor, catalogue, resolved, lang)
        if found.kind == "line" and not found.lines:
            found = view.area_view(release, cursor, catalogue, resolved, lang)
    said = tuple(t(n.key, lang, **n.values) for n in notices)
    return Shown(slide, found, resolved, "", said)


def _params(resolved: Resolved) -> dict[str, str]:
    return {k: v for k, v in resolved.choice.params().items() if k in forms.VIEW}


def slide_of(kind: str, resolved: Resolved) -> Slide:
    """The slide that shows a view as it is on a page now."""
    params = {k: v for k, v in _params(resolved).items() if k not in ("lang", "release")}
    return Slide(kind, resolved.choice.indicator, params)


def periods(found: Shown) -> Sequence[str]:
    """Periods that a slide of areas can step through: those that share its slider."""
    if found.resolved is None or found.view is None or found.view.kind != "map":
        return ()
    return [table.period for table in found.resolved.periods]


def deck_path(code: str, lang: Lang, place: int = 0) -> str:
    """Path of the presentation of a deck, at a slide."""
    more = {"lang": "en"} if lang == "en" else {}
    return f"/paparan?{urlencode({'d': code, **more})}" + (f"#{place + 1}" if place else "")
