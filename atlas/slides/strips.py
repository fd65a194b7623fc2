"""Strips for a wall: every area a tall tick on one axis, the ends and the city named."""

from __future__ import annotations

from atlas import svg
from atlas.number import format_value
from atlas.paint import fill_of
from atlas.slides.stage import LEAST, Scene
from atlas.svg.axis import round_steps
from atlas.svg.type import label
from atlas.view import Cell

SIZE = 30


def steps_of(scene: Scene) -> list[float]:
    """Round steps over every figure of all periods of the slide."""
    return round_steps(scene.span.least, scene.span.most, 5)


def draw(scene: Scene) -> str:
    view, ink = scene.view, scene.ink
    cells = [c for c in view.cells if c.value is not None and (c.value != 0 or c.klass is not None)]
    if not cells:
        return ""
    steps = steps_of(scene)
    low, over = steps[0], (steps[-1] - steps[0]) or 1.0

    def at(value: float) -> float:
        return 24 + (value - low) / over * (scene.width - 48)

    up, down = (
        (110.0 if view.form == "warna" and view.reference else 30.0),
        max(240.0, scene.height - 200.0),
    )
    axis = f'<line x1="0" x2="{scene.width}" y1="{down + 8:g}" y2="{down + 8:g}" stroke="{ink.quiet}"/>'
    for i, value in enumerate(steps):
        side = "start" if i == 0 else "end" if i + 1 == len(steps) else "middle"
        axis += label(
            at(value), down + 46, format_value(value, view.lang), LEAST + 2, ink.quiet, side
        )
    ticks = ""
    for cell in sorted(cells, key=lambda c: c.value or 0):
        fill = fill_of(cell, view, ink) if view.form == "warna" else ink.circle
        x = at(cell.value or 0)
        ticks += (
            f'<g data-a="{cell.area_code}"><rect class="hit" x="{x - 12:.1f}" y="{up:g}" width="24" '
            f'height="{down - up:g}"/><rect x="{x - 5:.1f}" y="{up:g}" width="10" height="{down - up:g}" '
            f'fill="{fill}"/></g>'
        )
    return ticks + axis + _city(scene, at, up, down) + _ends(scene, at, down)


def _city(scene: Scene, at: object, up: float, down: float) -> str:
    city = scene.view.reference if scene.view.form == "warna" else None
    if city is None or city.value is None or not callable(at):
        return ""
    x = at(city.value)
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{up - 22:g}" y2="{down:g}" stroke="{scene.ink.city}" '
        f'stroke-width="3" stroke-dasharray="8 6" pointer-events="none"/>'
        + label(
            round(x, 1),
            up - 34,
            f"{city.name} {city.marked}",
            SIZE,
            scene.ink.city,
            _side(x / scene.width),
            True,
        )
    )


def _ends(scene: Scene, at: object, down: float) -> str:
    """Lowest and highest by name, where every area has a figure that may be ranked and each
    stands alone."""
    view = scene.view
    if any(c.rank is None for c in view.cells) or len(view.cells) > 40 or not callable(at):
        return ""
    order = svg.ranked(view, "")[0]
    if len(order) < 2:
        return ""
    found = ""
    for cell, other, y in ((order[0], order[1], 100), (order[-1], order[-2], 140)):
        if cell.value != other.value:
            found += _named(scene, cell, at(cell.value or 0), down, y)
    return found


def _named(scene: Scene, cell: Cell, x: float, down: float, y: float) -> str:
    name = f"{scene.name(cell.area_code, cell.name)} {cell.marked}"
    return (
        f'<path d="M{x:.1f} {down:g}V{down + y - 26:g}" stroke="{scene.ink.quiet}" fill="none"/>'
        + label(round(x, 1), down + y, name, SIZE, scene.ink.ink, _side(x / scene.width), True)
    )


def _side(share: float) -> str:
    return "start" if share < 0.3 else "end" if share > 0.7 else "middle"
