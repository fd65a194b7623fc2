"""The map of changes: shades of one colour above zero, of another below it, none at zero."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.colour import ABOVE, BELOW, ZERO
from atlas.measure.diverging import Band, band_of
from atlas.model import Lang
from atlas.study.change.pair import Pair
from atlas.study.change.words import said
from atlas.text import t
from atlas.view import Cell, ClassRange, View


def view(pair: Pair) -> View:
    """The map that the picture draws."""
    cells = tuple(_cell(pair, a.area_code) for a in pair.catalogue.level(pair.run.level))
    texts = {m.step: m.text for m in pair.moves.values()}
    classes = tuple(
        ClassRange(_range(b, texts, pair.lang), _colour(b.shade), sum(c.klass == i for c in cells))
        for i, b in enumerate(pair.bands)
    )
    return View(
        kind="map", indicator=pair.run.indicator.indicator, level=pair.run.level,
        period=pair.last.period, dim=pair.run.dim, series=pair.last.series, lang=pair.lang,
        release=pair.release.name, title="", subtitle="", unit=pair.step_unit, form="warna",
        cells=cells, classes=classes,
    )  # fmt: skip


def _cell(pair: Pair, code: str) -> Cell:
    name, step = pair.area(code), pair.moves.get(code)
    if step:
        return Cell(code, name, "terbit", step.text, step.step, klass=band_of(step.step, pair.bands),
                    sentence=said(pair, code, step))  # fmt: skip
    state, words = pair.obstacle(code)
    refused = t("change.refused", pair.lang, area=name, why=words)
    if state == "ditahan":
        return Cell(code, name, "terbit", words, low=0.0, high=0.0, sentence=refused)
    if state == "penyebut_kecil":
        return Cell(code, name, "terbit", words, small=True, sentence=refused)
    return Cell(code, name, state, words, sentence=refused)


def _range(band: Band, texts: Mapping[float, str], lang: Lang) -> str:
    """The words of a class: "tetap", "+0,50", "−5,21 sampai −2,02"."""
    if band.shade == 0:
        return t("change.same", lang)
    low, high = texts[band.low], texts[band.high]
    return low if low == high else t("change.band", lang, low=low, high=high)


def _colour(shade: int) -> str:
    if shade == 0:
        return ZERO["light"]
    return (ABOVE if shade > 0 else BELOW)[abs(shade) - 1]
