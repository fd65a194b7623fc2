"""The origin of one figure: its trail, and in a few sentences what it is and how it came to be."""

from __future__ import annotations

from collections.abc import Sequence

from atlas import honest
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.cell import Figure
from atlas.study.model import Study
from atlas.study.origin import after, made, tables
from atlas.study.origin.formula import filled
from atlas.study.origin.trail import Trail
from atlas.study.origin.words import Words
from atlas.study.shared import weak
from atlas.text import t


def origin(
    release: Release, catalogue: Catalogue, figure: Figure, checked: Sequence[str],
    corrections: Sequence[str], lang: Lang,
) -> tuple[Study, Trail]:  # fmt: skip
    """The study of one figure and its trail. `checked` are the numbers of the checks that every
    release goes through; `corrections` are those of this figure between releases, in words."""
    words = Words(release, catalogue, figure, lang)
    steps = [
        *made.published(words),
        made.computed(words) if figure.rule else made.entered(words),
        *([made.members(words)] if figure.row.origin == "dijumlah" else []),
        *([made.editions(words)] if figure.vintages else []),
        after.examined(words, checked),
        *([after.decided(words)] if figure.decisions else []),
        after.since(corrections, lang),
        after.shown(words),
    ]
    trail = Trail(figure.key, tuple(steps))
    study = Study(
        "origin", "asal", t("origin.title", lang, what=words.label), _subtitle(words), lang,
        release.name, {k: v for k, v in figure.key.params().items() if v},
        sentences=tuple(_sentences(words)), notes=tuple(_notes(words)),
        sources=tuple(words.sources), grids=tuple(tables.grids(trail, words)),
    )  # fmt: skip
    return study, trail


def _subtitle(words: Words) -> str:
    parts = [words.unit, t(f"origin.level_{words.figure.level}", words.lang), words.series]
    return " · ".join(p for p in parts if p) + weak(words.sources, words.lang)


def _sentences(words: Words) -> list[str]:
    """What it is and how it came to be; then the evidence, and what limits it."""
    lang, row, figure = words.lang, words.row, words.figure
    found = [f"{words.label}: {words.value}. {_made(words)}", _evidence(words)]
    if row.low is not None:
        found.append(t("view.withheld", lang))
    if figure.contested or row.alternative is not None:
        found.append(t("origin.say_rival", lang))
    waived = [f for f in figure.findings if f.period == words.key.period]
    if waived:
        found.append(t("origin.say_findings", lang, count=len(waived)))
    return found


def _made(words: Words) -> str:
    """By which formula it was computed, or who published it and how it was taken over."""
    lang, figure = words.lang, words.figure
    if figure.rule:
        return t("origin.say_computed", lang, filled=filled(figure, words.catalogue, lang))
    producer = words.source.text("producer", lang) if words.source else ""
    return t(f"origin.say_{words.row.origin}", lang, producer=producer)


def _evidence(words: Words) -> str:
    """The publications of its parts, or the evidence of its own and how that was checked."""
    lang = words.lang
    if words.figure.rule:
        credits = dict.fromkeys(words.credit(p.row.source_id) for p in words.figure.parts)
        return t("origin.say_parts", lang, names=", ".join(credits))
    how = words.source.text("how_checked", lang) if words.source else ""
    return t("origin.say_grade", lang, grade=t(f"about.grade_{words.grade}", lang), how=how)


def _notes(words: Words) -> list[str]:
    lang = words.lang
    notes = [made.status(words).text, t("origin.note_trail", lang)]
    if caveat := words.indicator.text("caveat", lang):
        notes.append(f"{words.indicator.name(lang)}: {caveat}")
    if words.key.area_code in honest.UNSURE_SHAPES:
        notes.append(t("view.unsure_tm", lang))
    return notes
