"""The map of an area of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.own.amounts import as_shown, figure_text
from atlas.study.own.joined import LEVEL, Table
from atlas.text import t
from atlas.view.model import Cell, ClassRange, View


@dataclass(frozen=True)
class Map:
    """The kelurahan with the chosen ones in colour."""

    view: View
    chosen: tuple[str, ...]


def view_of(
    release: Release, table: Table, chosen: Sequence[str], title: str, catalogue: Catalogue, lang: Lang
) -> View:  # fmt: skip
    """The map: the chosen kelurahan in one class, the others without."""
    picked, indicator = set(chosen), as_shown(table)
    cells = []
    for area in catalogue.level(LEVEL):
        code = area.area_code
        row = table.rows.get(code)
        text = figure_text(row, indicator, lang) if row else "…"
        key = "own.cell_chosen" if code in picked else "own.cell"
        said = t(key, lang, area=area.full_name(lang), value=text)
        cells.append(Cell(code, area.name(lang), "terbit", text, klass=0 if code in picked else None,
                          sentence=said))  # fmt: skip
    classes = (ClassRange(t("own.chosen", lang), "", len(picked)),) if picked else ()
    return View("map", table.indicator.indicator, LEVEL, table.coverage.period, table.coverage.dim,
                table.coverage.series, lang, release.name, title, "", table.indicator.unit(lang),
                "warna", cells=tuple(cells), classes=classes)  # fmt: skip
