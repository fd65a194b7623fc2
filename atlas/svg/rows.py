"""Ranked bars: a name and a value above each bar, readable from a phone to a wall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from atlas.colour import Palette
from atlas.model import CITY
from atlas.number import format_value
from atlas.paint import fill_of, state_of
from atlas.svg.maps import area_link
from atlas.svg.type import cut, label, width
from atlas.text import t
from atlas.view import Cell, View

TOP = 25
"""Bars shown at most of a level with more than 40 areas; the rest stand in the table."""
X = Callable[[float], str]
"""Share of the width, 0 to 1, as a coordinate: "37.5%" or "412.5"."""


def percent(share: float) -> str:
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def ranked(view: View, selected: str) -> tuple[list[Cell], int]:
    """The cells that have a bar, largest first, the selected one always; and how many there are."""
    known = sorted(filter(has_bar, view.cells), key=lambda c: -(c.value or 0))
    shown = known[:TOP] if len(known) > 40 else known
    if selected and selected not in {c.area_code for c in shown}:
        shown = shown + [c for c in known if c.area_code == selected]
    return shown, len(known)


@dataclass(frozen=True)
class Look:
    """Sizes of a row in pixels."""

    height: float
    size: float
    bar: float
    stacked: bool = False
    """the value on a line of its own, where it would meet its name on a phone"""

    @property
    def value_at(self) -> float:
        """Base line of the value under the top of the row."""
        return self.size * (2.25 if self.stacked else 1)

    @property
    def bar_at(self) -> float:
        return self.value_at + self.size * 0.35


ROW = Look(36, 15, 10)
STACKED = Look(54, 15, 10, stacked=True)
PHONE = 252
"""Pixels of a row in the narrowest frame."""


def row_look(cells: Sequence[Cell]) -> Look:
    """Rows in which the longest name and value stand apart in the narrowest frame."""
    widest = max((width(c.name + c.text + c.mark, 15, True) for c in cells), default=0)
    return STACKED if widest * 1.1 + 12 > PHONE else ROW


def extent(cells: Sequence[Cell], reference: Cell | None) -> tuple[float, float]:
    """Least and greatest of the bars, zero always among them."""
    values = [c.value for c in cells if c.value is not None]
    values += [reference.value] if reference and reference.value is not None else []
    return min(0.0, *values, 0.0), max(0.0, *values, 0.0)


def bar_rows(
    view: View, cells: Sequence[Cell], ink: Palette, selected: str, x: X, look: Look = ROW,
    top: float = 0, links: Mapping[str, str] = {}, room: float = 0, span: tuple[float, float] | None = None,
) -> str:  # fmt: skip
    """Rows from `top` down. `room` is the width in pixels where names must be cut to fit, 0 where
    they cannot be measured; `span` is the extent of all bars when these are only some."""
    low, high = span or extent(cells, None)
    scale = (high - low) or 1.0
    zero = -low / scale
    found = []
    for i, cell in enumerate(cells):
        y = top + i * look.height
        share = ((cell.value or 0) - low) / scale
        left, length = min(zero, share), abs(share - zero)
        chosen = cell.area_code == (selected or CITY)
        value = cell.marked
        name = cell.name
        if room:
            name = cut(name, look.size, room - width(value, look.size, True) - 12, chosen)
        fill = fill_of(cell, view, ink) if view.form == "warna" else ink.circle
        edge = (
            f' stroke="{ink.selected}" stroke-width="2"'
            if chosen
            else f' stroke="{ink.quiet}" stroke-width="1"'
        )
        text = y + look.size
        row = (
            label(x(0), text, name, look.size, ink.ink, bold=chosen)
            + label(x(1), y + look.value_at, value, look.size, ink.ink, "end", True)
            + f'<rect x="{x(left)}" y="{y + look.bar_at:g}" width="{_span(x, length)}" '
            f'height="{look.bar:g}" fill="{fill}"{edge}/>'
        )
        link = links.get(cell.area_code)
        if link:
            row = (
                f'<rect x="{x(0)}" y="{y:g}" width="{_span(x, 1)}" height="{look.height:g}" '
                f'fill="transparent"/>{row}'
            )
        found.append(area_link(link, cell.sentence, row, stop=i == 0) if link else row)
    return "".join(found)


def reference_line(
    view: View, ink: Palette, x: X, top: float, rows: int, span: tuple[float, float],
    look: Look = ROW, size: float = 14,
) -> str:  # fmt: skip
    """The city's own value: named above, a stroke across each bar, where bars compare with it."""
    city = view.reference
    if city is None or city.value is None or view.form != "warna":
        return ""
    share = (city.value - span[0]) / ((span[1] - span[0]) or 1.0)
    anchor = "start" if share < 0.25 else "end" if share > 0.75 else "middle"
    strokes = "".join(
        f'<line x1="{x(share)}" x2="{x(share)}" y1="{y - 2:g}" y2="{y + look.bar + 2:g}"/>'
        for y in (top + i * look.height + look.bar_at for i in range(rows))
    )
    return f'<g stroke="{ink.city}" stroke-width="2.5" pointer-events="none">{strokes}</g>' + label(
        x(share), top - 5, f"{city.name} {city.marked}", size, ink.city, anchor, True
    )


def _span(x: X, length: float) -> str:
    """A length as a share of the width, whatever the origin of `x` is."""
    if x(0).endswith("%"):
        return percent(max(length, 0.002))
    return f"{max(float(x(length)) - float(x(0)), 1):.1f}"


def without_bar(view: View) -> str:
    """A line that says which areas have no bar and why: ranges, zeros that say little, no figure."""
    drawn = {c.area_code for c in view.cells if has_bar(c)}
    states = Counter(state_of(c) for c in view.cells if c.area_code not in drawn)
    if not states:
        return ""
    why = ", ".join(
        f"{n} {t(f'state.{state}', view.lang)[0].lower()}{t(f'state.{state}', view.lang)[1:]}"
        for state, n in states.items()
    )
    return t("chart.without_bar", view.lang, count=states.total(), why=why)


def has_bar(cell: Cell) -> bool:
    return cell.value is not None and (cell.value != 0 or bool(cell.rank) or cell.klass is not None)


def shown_of(shown: int, of: int, view: View) -> str:
    """A line that says how many of the areas are drawn, "" when all are."""
    return (
        t("chart.top_of", view.lang, shown=format_value(shown, view.lang), of=of)
        if shown < of
        else ""
    )
