"""A deck in the making: it takes only slides that can be shown and that say something new."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from atlas.deck.model import LONGEST_NOTE, LONGEST_TITLE, Deck, Slide
from atlas.deck.shown import Shown, shown
from atlas.model import CITY, Indicator, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.text import t
from atlas.view import View


@dataclass
class Lineup:
    """Slides so far, and what they say."""

    release: Release
    catalogue: Catalogue
    lang: Lang
    most: int
    slides: list[Slide] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    """indicators shown"""

    @property
    def full(self) -> bool:
        return len(self.slides) >= self.most

    def look(self, slide: Slide) -> Shown:
        """What a slide shows; nothing is added yet."""
        return shown(Deck((slide,)), self.release, self.lang)[0]

    def add(self, found: Shown, title: str = "", note: str = "") -> bool:
        """Whether the slide found a place: it has a view with figures, and a message of its own."""
        if self.full or found.view is None or not has_figures(found.view):
            return False
        title = title if len(title) <= LONGEST_TITLE else ""
        slide = replace(found.slide, title=title, note=fitted(note, LONGEST_NOTE))
        headline = replace(found, slide=slide).headline
        if not headline or headline in self.said:
            return False
        self.said.add(headline)
        self.used.add(slide.indicator)
        self.slides.append(slide)
        return True

    def deck(self, title: str) -> Deck:
        """The deck, at the release its words were written for."""
        return Deck(tuple(self.slides), fitted(title, LONGEST_TITLE), self.release.name)


def has_figures(view: View) -> bool:
    if view.kind == "line":
        return any(p.value is not None for line in view.lines for p in line.points)
    return any(c.state in ("terbit", "nol") for c in view.cells)


def fitted(text: str, most: int) -> str:
    """A text not longer than that, cut after a sentence or, where there is none, after a word."""
    if len(text) <= most:
        return text
    short = text[: most - 1]
    end = short.rfind(". ")
    return short[: end + 1] if end > most // 3 else short.rsplit(" ", 1)[0] + "…"


def note(view: View, indicator: Indicator, lang: Lang, first: str = "", title: str = "") -> str:
    """What to say beside a view: what else it says, what to beware of, whose figures they are."""
    said = [first] if first else [s for s in view.sentences[0 if title else 1 : 3] if s != title]
    beware = indicator.text("caveat", lang)
    producers = ", ".join(dict.fromkeys(s.text("producer", lang) for s in view.sources))
    return " ".join(x for x in [*said, _sentence(beware), credit(view, producers, lang)] if x)


def credit(view: View, producers: str, lang: Lang) -> str:
    grades = ", ".join(sorted({s.grade for s in view.sources}))
    return t("ready.credit", lang, producers=producers, grades=grades) if grades else ""


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?")) else text + "."


def about_city(view: View, catalogue: Catalogue, lang: Lang) -> str:
    """The first sentence that speaks of the city; "" when that is the headline already."""
    name = catalogue.areas[CITY].name(lang)
    place = next((i for i, s in enumerate(view.sentences) if name in s), 0)
    return view.sentences[place] if place else ""
