"""Tables and cards for a wall: as many rows as can be read, one figure as large as fits."""

from __future__ import annotations

from html import escape

from atlas import svg
from atlas.slides.maps import short
from atlas.slides.stage import LEAST, Scene, lines, rem
from atlas.svg import years
from atlas.svg.type import cut, width
from atlas.text import t
from atlas.view.card import card_cell

ROW = 37
MORE = 40
"""Room of the line that counts the rows that do not fit."""
FIGURES = (300, 240, 190, 150, 120, 96, 76, 60)
FEW = 5
"""Points from which a card draws its small line: two would make any change look steep."""
Row = tuple[str, str, str]


def rows_of(scene: Scene) -> list[Row]:
    """Code, name and value of each area; of each period, newest first, for values over time."""
    view = scene.view
    if view.kind == "map":
        return [(c.area_code, scene.name(c.area_code, c.name), c.marked) for c in view.cells]
    several = len(view.lines) > 1
    found = []
    for line in view.lines:
        name = f"{line.name}, {line.series_name}" if line.series_name else line.name
        for point in reversed(line.points):
            mark = "" if point.mark in ("-", "~0", "NA", "...") else f" {point.mark}"
            said = f"{name}, {point.label}" if several else point.label
            found.append((line.area_code, said, point.text + mark))
    return found


def draw(scene: Scene, why: str = "") -> str:
    """Rows in one column or two; those that do not fit are counted. Where not all fit, those with a
    figure stand first, and the row of the view's own area is always among them."""
    rows = rows_of(scene)
    room = scene.height - lines(why, LEAST + 2, scene.width) * 36
    all_fit = len(rows) <= 2 * int(room / ROW)
    per = max(1, int((room if all_fit else room - MORE) / ROW))
    if len(rows) > 2 * per and scene.view.kind == "map":
        known = {c.area_code for c in scene.view.cells if c.state in ("terbit", "nol")}
        rows.sort(key=lambda row: row[0] not in known)
    columns = 1 if len(rows) <= per else 2
    shown = rows[: per * columns]
    own = [r for r in rows[per * columns :] if r[0] == scene.own][:1]
    shown = shown[: len(shown) - len(own)] + own
    per = -(-len(shown) // columns)
    wide = (scene.width - 50 * (columns - 1)) / columns
    parts = "".join(_part(shown[i * per : (i + 1) * per], wide) for i in range(columns))
    left = len(rows) - len(shown)
    more = (
        f'<p class="more">{t("slides.more_rows", scene.view.lang, count=left)}</p>' if left else ""
    )
    said = f'<p class="why">{escape(why)}</p>' if why else ""
    return f'{said}<div class="cols">{parts}</div>{more}'


def _part(rows: list[Row], wide: float) -> str:
    found = ""
    for code, name, value in rows:
        value = cut(value, 26, wide * 0.6, True)
        name = short(name, wide - width(value, 26, True) - 40, 26)
        found += (
            f'<tr data-a="{code}"><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
        )
    return f"<table>{found}</table>"


def card(scene: Scene) -> str:
    """One figure, its unit, its sentence, the small line of its years where there is room."""
    cell = card_cell(scene.view, scene.own)
    if cell is None:
        return ""
    size = next((s for s in FIGURES if s * 1.05 < scene.height * 0.42
                 and width(cell.marked, s, True) * 1.03 < scene.width), FIGURES[-1])  # fmt: skip
    unit = f'<p class="unit">{escape(scene.view.unit)}</p>' if cell.value is not None else ""
    used = size * 1.1 + 60 + lines(cell.sentence, 36, scene.width) * 46 + 20
    spark = _spark(scene, cell.area_code) if scene.height - used > 220 else ""
    return (
        f'<p class="figure z{size}" data-a="{cell.area_code}">{escape(cell.marked)}</p>{unit}'
        f'<p class="say">{escape(cell.sentence)}</p>{spark}'
    )


def _spark(scene: Scene, code: str) -> str:
    """The years of the figure as a small line with its first and last value in words."""
    timed = scene.timed or scene.view
    own = [n for n in timed.lines if n.area_code == code and n.series == scene.view.series]
    if not own or not timed.trend or len(own[0].points) < FEW:
        return ""
    points = [p for p in own[0].points if p.value is not None]
    drawn = svg.sparkline(
        [(years.months(p.period) / 12, p.value) for p in points if p.value is not None], 220, 56
    )
    drawn = (
        drawn.replace("<svg ", '<svg aria-hidden="true" ', 1)
        if "aria-hidden" not in drawn
        else drawn
    )
    ends = "; ".join(f"{p.label}: {p.text}" for p in (points[0], points[-1]))
    return f'<div class="spark">{drawn}<p>{escape(ends)}</p></div>'


def sizes() -> str:
    """The style of figures, a class a size."""
    return "".join(f".z{s}{{font-size:{rem(s)}rem}}" for s in FIGURES)
