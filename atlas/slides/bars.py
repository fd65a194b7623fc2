"""Bars for a wall: one area a row, its name before its bar and its value behind it."""

from __future__ import annotations

from atlas import svg
from atlas.paint import fill_of
from atlas.slides.maps import short
from atlas.slides.stage import LEAST, Scene
from atlas.svg.type import cut, label, width
from atlas.text import t
from atlas.view import Cell

LEAST_ROW = 26
WIDEST_NAME = 330


def draw(scene: Scene) -> str:
    """Every area that has a bar, largest first, in one column or two; the rest is counted."""
    view, ink = scene.view, scene.ink
    cells, of = svg.ranked(view, scene.own)
    city = view.reference if view.form == "warna" else None
    top = 36 if city and city.value is not None else 4
    note = 34 if svg.without_bar(view) or of > len(cells) else 0
    room = scene.height - top - note
    columns = 1 if len(cells) * LEAST_ROW <= room else 2
    per = min(-(-len(cells) // columns), int(room / LEAST_ROW))
    cells = cells[: per * columns]
    high = min(room / max(1, per), 46)
    each = scene.width / columns
    found = ""
    for i in range(columns):
        part = cells[i * per : (i + 1) * per]
        found += _column(scene, part, i * each, each - (40 if i + 1 < columns else 0), top, high)
    said = " ".join(x for x in (svg.shown_of(len(cells), of, view), svg.without_bar(view)) if x)
    said = cut(said, LEAST, scene.width)
    below = label(0, scene.height - 8, said, LEAST, ink.quiet) if said else ""
    return (found or label(0, 40, t("embed.none", view.lang), 30, ink.ink)) + below


def _column(scene: Scene, cells: list[Cell], x: float, wide: float, top: float, high: float) -> str:
    """Rows of one column; the city's own value as a stroke through them."""
    if not cells:
        return ""
    size = min(30.0, max(float(LEAST), high * 0.72))
    names = [scene.name(c.area_code, c.name) for c in cells]
    name = min(WIDEST_NAME, max(width(n, size, True) for n in names)) * 1.03 + 14
    value = max(width(c.marked, size, True) for c in cells) * 1.03 + 12
    left, room = x + name, max(60.0, wide - name - value)
    low, scale = scene.span.low, (scene.span.high - scene.span.low) or 1.0
    zero = left + -low / scale * room
    found = ""
    for i, (cell, said) in enumerate(zip(cells, names, strict=True)):
        y = top + i * high
        end = left + ((cell.value or 0) - low) / scale * room
        fill = (
            fill_of(cell, scene.view, scene.ink) if scene.view.form == "warna" else scene.ink.circle
        )
        base = round(y + high / 2 + size * 0.35, 1)
        found += (
            f'<g data-a="{cell.area_code}"><rect class="hit" x="{x:.0f}" y="{y:.1f}" width="{wide:.0f}" '
            f'height="{high:.1f}"/><text x="{x:.0f}" y="{base:g}">{_safe(short(said, size=size, room=(name - 10) / 1.03))}</text>'
            f'<rect x="{min(zero, end):.1f}" y="{y + high * 0.14:.1f}" width="{max(abs(end - zero), 2):.1f}" '
            f'height="{high * 0.72:.1f}" fill="{fill}"/><text class="v" x="{x + wide:.0f}" y="{base:g}">'
            f"{_safe(cell.marked)}</text></g>"
        )
    return f'<g font-size="{size:.0f}">{found}</g>' + _city(
        scene, left, room, top, len(cells) * high
    )


def _city(scene: Scene, left: float, room: float, top: float, high: float) -> str:
    """The city's own value named above, a stroke through the rows."""
    city = scene.view.reference if scene.view.form == "warna" else None
    if city is None or city.value is None:
        return ""
    scale = (scene.span.high - scene.span.low) or 1.0
    share = (city.value - scene.span.low) / scale
    x = round(left + share * room, 1)
    anchor = "start" if share < 0.3 else "end" if share > 0.7 else "middle"
    line = (
        f'<line x1="{x:g}" x2="{x:g}" y1="{top - 2:g}" y2="{top + high:.0f}" stroke="{scene.ink.city}" '
        f'stroke-width="3" stroke-dasharray="8 6" pointer-events="none"/>'
    )
    return line + label(
        x, top - 10, f"{city.name} {city.marked}", LEAST, scene.ink.city, anchor, True
    )


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
