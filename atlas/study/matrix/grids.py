"""The matrix as tables: in the measure that is shown, in the others, and what the columns are."""

from __future__ import annotations

from atlas import colour
from atlas.model import GRADES
from atlas.study.matrix.figures import MEASURES, Asked
from atlas.study.matrix.picture import Matrix, Square, stripes
from atlas.study.model import Entry, Grid, Head, Row
from atlas.study.similar.evidence import cited
from atlas.text import t


def grids_of(asked: Asked, picture: Matrix) -> tuple[Grid, ...]:
    """What is shown first, then the other measures, then what the columns are."""
    rest = [m for m in MEASURES if m != asked.measure]
    return (_grid(asked, asked.measure, picture), *(_grid(asked, m, picture) for m in rest), _about(asked))  # fmt: skip


def _grid(asked: Asked, measure: str, picture: Matrix) -> Grid:
    lang, shown = asked.lang, measure == asked.measure
    heads = [Head(t("table.area", lang))]
    for rate in asked.columns:
        more = asked.way(rate)
        if measure == "nilai":
            more = f"{rate.indicator.unit(lang)}; {more}"
        heads.append(Head(f"{asked.title(rate)} ({more})", True))
    rows = []
    for band_ in picture.rows:
        if shown:
            entries = [Entry(q.text, q.value, *_look(q)) for q in band_.squares]
        else:
            entries = [Entry(*asked.shown(band_.area_code, r, measure)) for r in asked.columns]
        rows.append(Row((Entry(band_.name), *entries), band_.area_code))
    caption = t(f"matrix.caption_{measure}", lang)
    return Grid(t(f"matrix.sheet_{measure}", lang), caption, tuple(heads), tuple(rows))


def _look(square: Square) -> tuple[str, str]:
    """Ground and ink of a square in a table: a state without a value is striped."""
    if not square.state:
        return square.ground, square.ink
    lines = ",".join(
        f"repeating-linear-gradient({-d}deg,{colour.RULE['light']} 0 2px,transparent 2px 8px)"
        for d in stripes(square.state)
    )
    return f"{lines},{colour.PAPER['light']}", colour.INK["light"]


def _about(asked: Asked) -> Grid:
    lang = asked.lang
    heads = (Head(t("matrix.indicator", lang)), Head(t("matrix.unit", lang)), Head(t("matrix.direction", lang)),
             Head(t("matrix.areas", lang), True), Head(t("matrix.grade", lang)))  # fmt: skip
    rows = []
    for rate in asked.columns:
        grades = sorted({s.grade for s in cited(asked.release, [rate])}, key=GRADES.index)
        rows.append(Row((Entry(rate.label(asked.catalogue, lang)), Entry(rate.indicator.unit(lang)),
                         Entry(asked.way(rate)), Entry(str(len(rate.values)), len(rate.values)),
                         Entry(", ".join(grades)))))  # fmt: skip
    return Grid(t("matrix.sheet_about", lang), t("matrix.caption_about", lang), heads, tuple(rows))  # fmt: skip
