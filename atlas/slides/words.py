"""What stands around the picture of a slide: title, sources with their grade, what must be said."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.deck import Shown
from atlas.model import Lang
from atlas.settings import settings
from atlas.shape import Boundary
from atlas.slides import stage
from atlas.text import t
from atlas.view import View
from atlas.view.card import card_cell

LONGEST_NOTE = 4
"""Lines of a note that is shown whole: nothing but long lists of names has more."""
GRADES = ("", "A", "A2", "B", "C")


def under_title(shown: Shown) -> str:
    """What is shown: title with period, unit, level, weak evidence."""
    view = shown.view
    return f"{view.title} · {view.subtitle}" if view else ""


def must(shown: Shown) -> list[str]:
    """What must stand with the figures, the weightiest first: the evidence, notes of the figures."""
    view = shown.view
    if view is None:
        return []
    evidence = [s for s in view.sentences[-1:] if s != shown.headline]
    card = card_cell(view, shown.resolved.choice.area if shown.resolved else "")
    own = [card.note] if shown.slide.kind == "card" and card and card.note else []
    notes = (briefly(note, view.lang) for note in reversed(view.notes))
    return list(dict.fromkeys([*evidence, *notes, *own]))


def briefly(note: str, lang: Lang) -> str:
    """A note as it is; of one that lists more names than a wall can be read, the first and how many
    more. Each stays hatched, and says its reason when it is highlighted."""
    names = note.split(", ")
    if stage.lines(note, stage.LEAST, stage.FOOT) <= LONGEST_NOTE:
        return note
    while (
        len(names) > 2 and stage.lines(", ".join(names), stage.LEAST, stage.FOOT) > LONGEST_NOTE - 1
    ):
        names.pop()
    left = note.count(", ") + 1 - len(names)
    return f"{', '.join(names)}, {t('slides.more_named', lang, count=left)}"


def reading(shown: Shown) -> list[str]:
    """How the picture is read."""
    view = shown.view
    if view is None:
        return []
    coloured = view.form == "warna" and shown.slide.kind in ("bar", "strip")
    drawn = coloured or shown.slide.kind in ("map", "line")
    return [x for x in view.picture_notes if x not in must(shown)] if drawn else []


def caveats(shown: Shown, lines: int) -> list[str]:
    """All that must stand, and as much of how it is read as fits in so many lines."""
    standing = must(shown)
    taken = stage.lines(" ".join(standing), stage.LEAST, stage.FOOT)
    return [*standing, *(stage.kept(reading(shown), lines - taken) if lines > taken else [])]


def credit(shown: Shown, boundary: Boundary | None) -> str:
    """Every producer once with its weakest evidence grade; whose outlines a map shows."""
    view = shown.view
    if view is None:
        return ""
    named: dict[str, str] = {}
    card = card_cell(view, shown.resolved.choice.area if shown.resolved else "")
    only = card.source_id if shown.slide.kind == "card" and card else ""
    for source in [s for s in view.sources if only in ("", s.source_id)]:
        producer = source.text("producer", view.lang)
        named[producer] = max(named.get(producer, ""), source.grade, key=GRADES.index)
    each = [t("embed.source_of", view.lang, producer=p, grade=g) for p, g in named.items()]
    return " ".join(x for x in (_sources(each, view.lang), _outlines(view, boundary)) if x)


def _sources(each: Sequence[str], lang: Lang) -> str:
    """As many producers as four lines hold; the rest is counted, never cut."""
    shown = list(each)
    while len(shown) > 1 and stage.lines("; ".join(shown), stage.LEAST, stage.FOOT - 200) > 4:
        shown.pop()
    if len(shown) < len(each):
        shown.append(t("slides.more_sources", lang, count=len(each) - len(shown)))
    return t("embed.source", lang, sources="; ".join(shown)) if shown else ""


def _outlines(view: View, boundary: Boundary | None) -> str:
    if boundary is None:
        return ""
    meta = boundary.meta
    source = meta.get("source_en") if view.lang == "en" else None
    return t("view.not_legal", view.lang, source=source or meta["source"], date=meta["date"],
             licence=meta["licence"])  # fmt: skip


def disclaimer(lang: Lang) -> str:
    """Whose site this is not, as the operator or the atlas says it."""
    own = settings().disclaimer_id if lang == "id" else settings().disclaimer_en
    return own or t("site.disclaimer", lang)
