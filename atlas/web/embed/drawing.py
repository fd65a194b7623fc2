"""The picture in an embed: shapes that follow the width they are given, and their legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from atlas import paint, svg
from atlas.colour import BY_READER
from atlas.paint import Key
from atlas.shape import Boundary
from atlas.svg import percent, years
from atlas.text import t
from atlas.view import Cell, View
from atlas.view.card import card_cell

FEW = 5
"""Points from which a card draws its small line: two would make any change look steep."""
HIGH = 300
"""Height of a chart of years, in pixels."""


def map_figure(view: View, boundary: Boundary, selected: str, links: Mapping[str, str]) -> str:
    width, height = svg.map_size(view, boundary)
    shapes = svg.area_shapes(view, boundary, BY_READER, selected, svg.linked(links, view, boundary))
    drawn = (
        f'<svg viewBox="-4 -4 {width + 8} {height + 8}" role="group" '
        f'aria-label="{named(view, "map")}">{shapes}</svg>'
    )
    return f'<figure class="map {view.level}">{drawn}{legend(view)}</figure>'


def legend(view: View) -> str:
    """Classes and states in words, each beside its fill."""
    items = "".join(
        f"<li>{_swatch(key, i)}<span>{escape(key.label)}</span></li>"
        for i, key in enumerate(paint.legend(view, BY_READER))
    )
    name = escape(t("table.legend", view.lang))
    return f'<ul class="l" aria-label="{name}">{items}</ul>' if items else ""


def _swatch(key: Key, i: int) -> str:
    fill, stripes = key.fill, ""
    if key.stripes:
        stripes = f"<defs>{svg.pattern(f'k{i}', key.stripes, 6, BY_READER)}</defs>"
        fill = f"url(#k{i})"
    return f'<svg aria-hidden="true">{stripes}<rect width="26" height="16" fill="{fill}"/></svg>'


def bar_figure(view: View, selected: str, links: Mapping[str, str]) -> str:
    cells, of = svg.ranked(view, selected)
    span = svg.extent(cells, view.reference if view.form == "warna" else None)
    top = 22 if view.reference and view.form == "warna" else 2
    look = svg.row_look(cells)
    height = top + len(cells) * look.height
    drawn = svg.bar_rows(view, cells, BY_READER, selected, percent, look, top, links, span=span)
    drawn += svg.reference_line(view, BY_READER, percent, top, len(cells), span, look)
    notes = (svg.shown_of(len(cells), of, view), svg.without_bar(view))
    return _fluid(view, "bar", drawn, height, notes, legend(view) if view.form == "warna" else "")


def strip_figure(view: View, selected: str, links: Mapping[str, str]) -> str:
    drawn = svg.strip_chart(view, BY_READER, selected, percent, links=links)
    return _fluid(view, "strip", drawn, svg.strip_height(view), (), legend(view))


def line_figure(view: View, selected: str, link: str) -> str:
    """Paths in a box that stretches, dots and words at shares of the width that do not."""
    scale = years.frame(view, HIGH, 18)
    front, behind = years.named_lines(view, selected, BY_READER)
    quiet = "".join(years.strokes(line, view, scale, 1000) for line in behind)
    paths = (
        f'<path d="{quiet}" stroke="var(--quiet)" stroke-opacity=".4" stroke-width="2" stroke-linecap="round"/>'
        if quiet
        else ""
    )
    for look in reversed(front):
        dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
        drawn = years.strokes(look.line, view, scale, 1000)
        paths += f'<path d="{drawn}" stroke="{look.ink}" stroke-width="2.5"{dash}/>'
    stretched = paths.replace("<path ", '<path fill="none" vector-effect="non-scaling-stroke" ')
    box = (
        f'<svg aria-hidden="true" width="100%" height="{HIGH}" viewBox="0 0 1000 {HIGH}" preserveAspectRatio="none">'
        f"{stretched}</svg>"
    )
    drawn = years.rules(view, scale, BY_READER, percent, 15)
    drawn += years.series_starts(view, selected, scale, BY_READER, percent) + box
    drawn += "".join(
        years.dots(n, view, scale, BY_READER, percent, 4, link) for n in reversed(front)
    )
    drawn = drawn.replace(' tabindex="-1"', "", 1)
    drawn += years.rule_values(view, scale, BY_READER, percent, 15)
    items = "".join(
        f'<li><svg aria-hidden="true"><line x1="0" x2="26" y1="8" y2="8" stroke="{n.ink}" '
        f'stroke-width="3" stroke-dasharray="{n.dash}"/></svg><span>{escape(n.label)}</span></li>'
        for n in front
    )
    if behind:
        others = escape(t("embed.others", view.lang))
        items += (
            f'<li><svg aria-hidden="true"><line x1="0" x2="26" y1="8" y2="8" stroke="var(--quiet)" '
            f'stroke-opacity=".5" stroke-width="2"/></svg><span>{others}</span></li>'
        )
    return _fluid(view, "line", drawn, HIGH + 30, (), f'<ul class="l i">{items}</ul>')


def card_figure(view: View, over_time: View | None, selected: str) -> str:
    """One figure in large type, and its years as a small line."""
    shown = card_cell(view, selected)
    if shown is None:
        return ""
    drawn = card_line(view, over_time or view, shown)
    number = shown.value is not None
    unit = f" <small>{escape(view.unit)}</small>" if number else ""
    said = escape(card_span(view, over_time or view, shown))
    spark = f'<p class="spark">{drawn}</p><p class="u">{said}</p>' if drawn else ""
    return (
        f'<figure class="px"><p class="b">{escape(shown.marked)}{unit}</p>'
        f"<p>{escape(shown.sentence)}</p>{spark}</figure>"
    )


def card_line(view: View, over_time: View, shown: Cell) -> str:
    """The years of a card's figure as a small line; none where values must not be joined."""
    lines = [
        n for n in over_time.lines if n.area_code == shown.area_code and n.series == view.series
    ]
    if not lines or not over_time.trend or len(lines[0].points) < FEW:
        return ""
    points = [
        (years.months(p.period) / 12, p.value) for p in lines[0].points if p.value is not None
    ]
    return svg.sparkline(points, 220, 56)


def card_span(view: View, over_time: View, shown: Cell) -> str:
    """Where the small line of a card begins and ends: "2005: 12,43; 2025: 7,99"."""
    lines = [
        n for n in over_time.lines if n.area_code == shown.area_code and n.series == view.series
    ]
    points = [p for n in lines[:1] for p in n.points if p.value is not None]
    return "; ".join(f"{p.label}: {p.text}" for p in (points[0], points[-1])) if points else ""


def named(view: View, kind: str) -> str:
    """The name of a picture for those who hear it: what it is, and how to walk through it. The
    sentences stand above it already."""
    what = view.alt.removesuffix(view.headline).strip()
    if kind in ("bar", "strip"):
        what = what.replace(t("tab.peta", view.lang), t("tab.grafik", view.lang), 1)
    return escape(f"{what} {t('embed.walk', view.lang)}")


def _fluid(
    view: View, kind: str, drawn: str, height: float, notes: Sequence[str], more: str = ""
) -> str:
    """A picture as wide as its frame and this many pixels high."""
    said = "".join(f'<p class="u">{escape(note)}</p>' for note in notes if note)
    return (
        f'<figure class="px"><svg height="{height:g}" role="group" aria-label="{named(view, kind)}">'
        f"{drawn}</svg>{said}{more}</figure>"
    )
