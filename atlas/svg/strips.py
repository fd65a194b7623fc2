"""Every area of a view as a tick on one axis: where the many lie and who stands apart."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.colour import Palette
from atlas.number import format_value
from atlas.paint import fill_of
from atlas.svg.axis import round_steps
from atlas.svg.maps import area_link
from atlas.svg.rows import X, ranked
from atlas.svg.type import label
from atlas.view import Cell, View


def strip_chart(
    view: View, ink: Palette, selected: str, x: X, size: float = 15, top: float = 0,
    links: Mapping[str, str] = {},
) -> str:  # fmt: skip
    """Ticks in class colours; lowest and highest named below, the city and the chosen area above.

    About 9 times the type size high.
    """
    cells = [c for c in view.cells if c.value is not None and (c.value != 0 or c.klass is not None)]
    if not cells:
        return ""
    compared = view.form == "warna" and view.reference and view.reference.value is not None
    city = view.reference if compared else None
    values = [c.value or 0.0 for c in cells] + ([city.value or 0.0] if city else [])
    steps = round_steps(min(values), max(values), 4)
    if max(len(format_value(v, view.lang)) for v in steps) > 6:
        steps = round_steps(min(values), max(values), 2)
    low, span = steps[0], (steps[-1] - steps[0]) or 1.0

    def at(value: float) -> float:
        return 0.01 + (value - low) / span * 0.98

    up, down = top + size * 2.6, top + size * 5
    axis = "".join(
        f'<line x1="{x(at(v))}" y1="{down + 4:g}" x2="{x(at(v))}" y2="{down + 10:g}" '
        f'stroke="{ink.quiet}"/>'
        + label(
            x(at(v)),
            down + 10 + size,
            format_value(v, view.lang),
            size * 0.87,
            ink.quiet,
            _side(at(v)),
        )
        for v in steps
    )
    axis += (
        f'<line x1="{x(0)}" y1="{down + 4:g}" x2="{x(1)}" y2="{down + 4:g}" stroke="{ink.quiet}"/>'
    )
    order = ranked(view, selected)[0]
    known = {c.area_code: c for c in cells}
    first = True
    ticks = ""
    for cell in sorted(known.values(), key=lambda c: (c.area_code == selected, c.value or 0)):
        chosen = cell.area_code == selected
        fill = fill_of(cell, view, ink) if view.form == "warna" else ink.circle
        drawn = (
            f'<line x1="{x(at(cell.value or 0))}" x2="{x(at(cell.value or 0))}" y1="{up - (8 if chosen else 0):g}" '
            f'y2="{down:g}" stroke="{ink.selected if chosen else fill}" stroke-width="{7 if chosen else 5}"/>'
        )
        link = links.get(cell.area_code)
        ticks += area_link(link, cell.sentence, drawn, stop=first) if link else drawn
        first = False
    return (
        ticks + axis + _named(order, city, known.get(selected), view, ink, x, at, size, top, down)
    )


def strip_height(view: View, size: float = 15) -> float:
    """Height of a strip in pixels: two rows more where lowest and highest are named."""
    return size * (9.6 if not _unsure(view) else 7.4)


def _named(
    order: list[Cell], city: Cell | None, chosen: Cell | None, view: View, ink: Palette, x: X,
    at: object, size: float, top: float, down: float,
) -> str:  # fmt: skip
    """Names: highest and lowest where each stands alone, the city, the chosen area."""
    place = at if callable(at) else float
    found = ""
    row = down + size * 2.6
    if chosen and chosen.value is not None:
        where = place(chosen.value)
        found += label(x(where), top + size * 1.9, f"{chosen.name} {chosen.marked}", size, ink.selected,
                       _side(where), True)  # fmt: skip
    if city and city.value is not None:
        where = place(city.value)
        high = top + size * (0.8 if chosen else 1.9)
        found += (
            f'<line x1="{x(where)}" x2="{x(where)}" y1="{top + size * 2.1:g}" y2="{down:g}" '
            f'stroke="{ink.city}" stroke-width="2" stroke-dasharray="5 4" pointer-events="none"/>'
            + label(
                x(where), high, f"{city.name} {city.marked}", size, ink.city, _side(where), True
            )
        )
    if len(order) > 1 and order[0].value != order[1].value and not _unsure(view):
        found += label(x(1), row, f"{order[0].name} {order[0].marked}", size, ink.ink, "end")
        last = order[-1]
        if last.value != order[-2].value and last is not chosen:
            found += label(x(0), row + size * 1.4, f"{last.name} {last.marked}", size, ink.ink)
    return found


def _unsure(view: View) -> bool:
    """No highest or lowest is named unless every area has a figure that may be ranked."""
    return any(c.rank is None for c in view.cells) or len(view.cells) > 40


def _side(share: float) -> str:
    return "start" if share < 0.25 else "end" if share > 0.75 else "middle"
