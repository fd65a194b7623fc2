"""The map of an index: five classes with equally many areas, darker for more in need."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.colour import class_colours
from atlas.measure.weighted import bounds
from atlas.study.priority.index import Index
from atlas.study.priority.picture import Place
from atlas.text import t
from atlas.view import View
from atlas.view.model import Cell, ClassRange

CLASSES = 5


def view(index: Index, places: Sequence[Place]) -> View:
    """The map that the picture draws."""
    found = {p.area_code: p for p in places}
    highs = bounds([p.index for p in places], CLASSES)
    classes = {p.area_code: sum(p.index > high for high in highs[:-1]) for p in places}
    inside = [[p for p in places if classes[p.area_code] == i] for i in range(len(highs))]
    cells = [_cell(index, a.area_code, found, classes) for a in index.catalogue.level(index.level)]
    ranges = tuple(
        ClassRange(t("priority.class", index.lang, low=own[-1].text, high=own[0].text), colour, len(own))
        for own, colour in zip(inside, class_colours(len(highs)), strict=True)
    )  # fmt: skip
    return View("map", "", index.level, "", "", "", index.lang, index.release.name,
                t("priority.title", index.lang, noun=index.noun), "",
                t(f"priority.unit_{index.norm}", index.lang), "warna", cells=tuple(cells), classes=ranges)  # fmt: skip


def _cell(index: Index, code: str, found: dict[str, Place], classes: dict[str, int]) -> Cell:
    name, place = index.area(code), found.get(code)
    if place is None:
        said = t("priority.no_place", index.lang, area=name)
        return Cell(code, name, "tidak_tersedia", "", sentence=said)
    said = t("priority.on_map", index.lang, area=name, rank=place.rank, of=len(found), noun=index.noun,
             index=place.text, low=place.low, high=place.high)  # fmt: skip
    return Cell(code, name, "terbit", place.text, place.index, klass=classes[code],
                rank=place.rank, sentence=said)  # fmt: skip
