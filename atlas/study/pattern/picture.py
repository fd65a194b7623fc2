"""The map of a pattern and its scatterplot."""

from __future__ import annotations

from dataclasses import dataclass

from atlas import colour
from atlas.store import Release
from atlas.study.pattern.words import KINDS, Told, said_of, value_of
from atlas.text import t
from atlas.view import Cell, ClassRange, View

COLOURS = (colour.ABOVE[2], colour.BELOW[2], colour.ABOVE[0], colour.BELOW[0])
"""High is violet and low is orange, as around a midpoint; unlike their neighbours they are light."""


@dataclass(frozen=True)
class Dot:
    """One area of the Moran scatterplot: its value and the mean of its neighbours, in the
    indicator's unit; `klass` as on the map, None where nothing is sure."""

    area_code: str
    value: float
    around: float
    klass: int | None
    said: str


@dataclass(frozen=True)
class Drawing:
    """The map, the names of the areas of each class, and the scatterplot with its means."""

    view: View
    names: tuple[str, ...]
    dots: tuple[Dot, ...]
    mean: float
    around_mean: float
    slope: float
    decimals: int


def drawing(release: Release, told: Told, title: str, subtitle: str) -> Drawing:
    """Only what is sure has a class; the other areas are dots and cells without."""
    test, lang = told.test, told.lang
    klass = {c: i for i, kind in enumerate(KINDS) for c in told.of_kind(kind)}
    cells = []
    for area in told.catalogue.level(test.level):
        code, part = area.area_code, told.parts.get(area.area_code)
        text = told.text(value_of(told, code))
        said = said_of(told, part) if part else t("pattern.alone", lang, area=told.place(code))
        cells.append(Cell(code, area.name(lang), "terbit" if part else "tidak_berlaku", text,
                          value_of(told, code), klass=klass.get(code), sentence=said))  # fmt: skip
    classes = tuple(
        ClassRange(t(f"pattern.kind_{kind}", lang), shade, len(told.of_kind(kind)))
        for kind, shade in zip(KINDS, COLOURS, strict=True)
    )
    view = View(
        kind="map", indicator=test.indicator, level=test.level, period=test.period, dim=test.dim,
        series=test.series, lang=lang, release=release.name, title=title, subtitle=subtitle,
        unit=told.unit, form="warna", cells=tuple(cells), classes=classes,
    )  # fmt: skip
    dots = tuple(
        Dot(c, value_of(told, c), p.around, klass.get(c), said_of(told, p))
        for c, p in sorted(told.parts.items(), key=lambda x: value_of(told, x[0]))
    )
    count = len(dots)
    return Drawing(view, tuple(told.named(told.of_kind(k)) for k in KINDS), dots,
                   sum(d.value for d in dots) / count, sum(d.around for d in dots) / count,
                   test.i, told.indicator.decimals)  # fmt: skip
