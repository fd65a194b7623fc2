"""Native charts: their figures in a workbook inside, editable in PowerPoint and LibreOffice.

A figure that there is none of is an empty cell, never a zero. Labels follow the figures by a number
format; where the view writes one otherwise (a mark, a dash), the label has the view's own text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from atlas import colour, svg
from atlas.colour import Palette
from atlas.look import FAMILY
from atlas.model import Lang
from atlas.number import format_period, format_value
from atlas.paint import fill_of
from atlas.slideshow.canvas import TAG, Box, Canvas
from atlas.slideshow.tables import describe
from atlas.svg import years
from atlas.svg.axis import round_steps
from atlas.svg.rows import has_bar
from atlas.svg.type import width
from atlas.text import t
from atlas.view import Cell, Point, View
from atlas.workbook import Sheet, workbook

LEAST, LARGEST = 12.0, 16.0
"""Type sizes of the names beside bars."""
LOCALE: dict[Lang, str] = {"id": "[$-421]", "en": "[$-809]"}
DASH = {
    "": None,
    "8 5": MSO_LINE.DASH,
    "2 4": MSO_LINE.ROUND_DOT,
    "9 4 2 4": MSO_LINE.DASH_DOT,
    "14 5": MSO_LINE.LONG_DASH,
    "14 4 2 4": MSO_LINE.LONG_DASH_DOT,
}
PRESET = {
    "": "",
    "8 5": "dash",
    "2 4": "sysDot",
    "9 4 2 4": "dashDot",
    "14 5": "lgDash",
    "14 4 2 4": "lgDashDot",
}
"""The same dashes for a stroke in a legend."""
GAP = 30
BEHIND = "#b4bec4"


@dataclass(frozen=True)
class Source:
    """What the workbook of every chart says of its figures."""

    lines: tuple[tuple[str, str], ...]
    decimals: int


def number_format(decimals: int, lang: Lang) -> str:
    """Separators of the language, a true minus sign."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f'{LOCALE[lang]}{digits};{LOCALE[lang]}"−"{digits}'


def _rgb(ink: str) -> RGBColor:
    return RGBColor(*colour.rgb(ink))  # type: ignore[no-untyped-call]


def bar_cells(view: View, own: str) -> tuple[list[Cell], int]:
    """Areas of a chart of bars: those with a bar, largest first, the city's own value at its head
    where bars compare with it, then as gaps those without where they are the fewer; and how many
    there are with one."""
    shown, of = svg.ranked(view, own)
    city = view.reference if view.form == "warna" else None
    head = [city] if city and city.value is not None and shown else []
    rest = [c for c in view.cells if not has_bar(c)]
    return [*head, *shown, *(rest if len(rest) < len(shown) <= 40 else [])], of


def bars(
    canvas: Canvas, view: View, own: str, ink: Palette, room: Box, source: Source, names: dict[str, str]
) -> None:  # fmt: skip
    """Horizontal bars, in two charts side by side where one would be too low to read."""
    cells, _ = bar_cells(view, own)
    columns = 1 if len(cells) * LEAST * 1.3 <= room.high else 2
    per = -(-len(cells) // columns)
    wide = (room.wide - GAP * (columns - 1)) / columns
    values = [v for c in cells if (v := _value(c, view)) is not None]
    span = (min(0.0, *values, 0.0), max(0.0, *values, 0.0)) if values else (0.0, 1.0)
    size = max(LEAST, min(LARGEST, room.high / max(per, 1) * 0.7))
    for i in range(columns):
        part = cells[i * per : (i + 1) * per]
        high = min(room.high, max(60.0, per * 44.0)) * len(part) / per
        if part:
            _bar_chart(canvas, view, part, own, ink, Box(room.x + i * (wide + GAP), room.y, wide, high),
                       source, span, size, names)  # fmt: skip


def _value(cell: Cell, view: View) -> float | None:
    """The figure of a bar; None where the view draws none."""
    return cell.value if cell is view.reference or has_bar(cell) else None


def _bar_chart(
    canvas: Canvas, view: View, cells: Sequence[Cell], own: str, ink: Palette, box: Box, source: Source,
    span: tuple[float, float], size: float, names: dict[str, str],
) -> None:  # fmt: skip
    called = [names.get(c.area_code, c.name) for c in cells]
    values = [_value(c, view) for c in cells]
    rows = [(n, v, c.marked) for n, v, c in zip(called, values, cells, strict=True)]
    chart = _chart(canvas, view, XL_CHART_TYPE.BAR_CLUSTERED, called, [(view.unit, values)], box,
                   source, [(n, v, m) for n, v, m in rows], size, ink)  # fmt: skip
    plot = chart.plots[0]
    plot.gap_width = 35
    name = max(width(n, size * 1.05) for n in called) + 10
    label = max(width(c.marked, size * 1.05, True) for c in cells) + 8
    name = min(name, max(box.wide * 0.5, box.wide - label - 70))
    _inner(chart, name / box.wide, 0.0, 1 - (name + label) / box.wide, 1.0)
    axis = chart.category_axis
    axis.reverse_order = True
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = _rgb(ink.rule)
    _every_name(axis)
    across = chart.value_axis
    across.visible = False
    across.has_major_gridlines = False
    low, high = span
    if low < 0:
        low -= (high - low) * (label + 10) / max(box.wide - name - label, 60.0)
    across.minimum_scale, across.maximum_scale = low, high if high > low else low + 1
    series = plot.series[0]
    series.invert_if_negative = False
    for i, cell in enumerate(cells):
        if values[i] is None:
            continue
        point = series.points[i]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = _rgb(_bar_ink(cell, view, ink))
        if cell.area_code == own:
            point.format.line.color.rgb = _rgb(ink.selected)
            point.format.line.width = Pt(1.5 * canvas.scale)
        elif view.form == "warna":
            point.format.line.color.rgb = _rgb(ink.quiet)
            point.format.line.width = Pt(0.5 * canvas.scale)
    _labels(canvas, series, list(zip(values, (c.marked for c in cells), strict=True)), source, size, ink)  # fmt: skip


def _bar_ink(cell: Cell, view: View, ink: Palette) -> str:
    if cell is view.reference:
        return ink.city
    return fill_of(cell, view, ink) if view.form == "warna" else ink.circle


def strip_cells(view: View) -> list[Cell]:
    """Every area with a figure, least first."""
    return sorted(
        (c for c in view.cells if has_bar(c)), key=lambda c: (c.value or 0.0, c.area_code)
    )


def strip(
    canvas: Canvas, view: View, own: str, ink: Palette, room: Box, source: Source, names: dict[str, str]
) -> None:  # fmt: skip
    """Every area as a dot, in order of its value, its name below; where names cannot be read they
    stay in the workbook."""
    cells = strip_cells(view)
    called = [names.get(c.area_code, c.name) for c in cells]
    values = [c.value for c in cells]
    rows = [(n, v, c.marked) for n, v, c in zip(called, values, cells, strict=True)]
    few = len(cells) * LEAST * 1.25 <= room.wide - 70
    chart = _chart(canvas, view, XL_CHART_TYPE.LINE_MARKERS, called, [(view.unit, values)], room,
                   source, rows, LEAST, ink)  # fmt: skip
    steps = _steps([v for v in values if v is not None])
    _scale(chart, view, steps, source, ink)
    axis = chart.category_axis
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = _rgb(ink.quiet)
    if few:
        axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        _every_name(axis)
        _turned(axis)
    else:
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    series = chart.plots[0].series[0]
    series.smooth = False
    series.format.line.fill.background()
    _marker(series.marker, ink.circle, ink.quiet, 9 if few else 6)
    for i, cell in enumerate(cells):
        chosen = cell.area_code == own
        fill = ink.selected if chosen else fill_of(cell, view, ink)
        if view.form == "warna" or chosen:
            _marker(series.points[i].marker, fill, ink.quiet, 11 if few or chosen else 6)


def _steps(values: Sequence[float]) -> list[float]:
    return round_steps(min(values, default=0.0), max(values, default=1.0), 5)


@dataclass(frozen=True)
class Drawn:
    """One series of a chart of years: its name, its points, how it looks."""

    name: str
    points: tuple[Point, ...]
    ink: str
    dash: str = ""
    wide: float = 3.0
    joined: bool = True


def line_series(view: View, own: str, ink: Palette) -> list[Drawn]:
    """The lines behind, then those in front. What is only part of a period stands alone, so that
    no programme joins it."""
    front, behind = years.named_lines(view, own, ink)
    found = []
    for line in behind:
        name = f"{line.name}, {line.series_name}" if line.series_name else line.name
        found.append(Drawn(name, line.points, BEHIND, "", 1.25, view.trend))
    found += [
        Drawn(n.label, n.line.points, n.ink, n.dash, 3.0, view.trend) for n in reversed(front)
    ]
    apart = []
    for one in found:
        whole = tuple(p for p in one.points if not p.partial)
        part = tuple(p for p in one.points if p.partial)
        if whole:
            apart.append(Drawn(one.name, whole, one.ink, one.dash, one.wide, one.joined))
        if part:
            name = t("slideshow.partial", view.lang, name=one.name)
            apart.append(Drawn(name, part, one.ink, "", one.wide, False))
    return apart


def calendar(view: View) -> list[tuple[str, str]]:
    """Every period between the first and the last with its label, those without a figure too: a
    gap is as wide as it lasted."""
    points = sorted((p for line in view.lines for p in line.points), key=lambda p: p.period)
    found = {p.period: p.label for p in points}
    for before, after in pairwise(points):
        step = years.STEP.get(after.kind, 12)
        for at in range(years.months(before.period) + step, years.months(after.period), step):
            year, month = divmod(at - 1, 12)
            period = str(year) if len(after.period) == 4 else f"{year}-{month + 1:02d}"
            found.setdefault(period, format_period(period, view.lang, after.kind))
    return sorted(found.items())


def lines(canvas: Canvas, view: View, own: str, ink: Palette, room: Box, source: Source) -> None:
    """Values over time, a line a series; gaps stay gaps."""
    periods = calendar(view)
    place = {period: i for i, (period, _) in enumerate(periods)}
    drawn = line_series(view, own, ink)
    columns = []
    for one in drawn:
        by = {p.period: p for p in one.points}
        columns.append([by[k].value if k in by else None for k, _ in periods])
    rows = [(label, *(c[i] for c in columns)) for i, (_, label) in enumerate(periods)]
    chart = _chart(canvas, view, XL_CHART_TYPE.LINE_MARKERS, [label for _, label in periods],
                   [(d.name, c) for d, c in zip(drawn, columns, strict=True)], room, source, rows, 13, ink)  # fmt: skip
    steps = years.frame(view, 100, 0, 5).steps
    _scale(chart, view, steps, source, ink)
    axis = chart.category_axis
    axis.major_tick_mark = XL_TICK_MARK.OUTSIDE
    axis.format.line.color.rgb = _rgb(ink.quiet)
    marks = max(width(format_value(s, view.lang), 13) for s in steps) + 14
    widest = max((width(label, 13) for _, label in periods), default=1.0) * 1.05 + 24
    after = max(widest / 2, _end_room(drawn))
    across = room.wide - marks - after
    _inner(chart, marks / room.wide, 12 / room.high, across / room.wide, 1 - 48 / room.high)
    _every_name(axis, _every(len(periods), across, widest, view))
    for series, one in zip(chart.plots[0].series, drawn, strict=True):
        series.smooth = False
        if one.joined:
            series.format.line.color.rgb = _rgb(one.ink)
            series.format.line.width = Pt(one.wide * canvas.scale)
            if DASH.get(one.dash):
                series.format.line.dash_style = DASH[one.dash]
        else:
            series.format.line.fill.background()
        front = one.ink != BEHIND
        _marker(series.marker, one.ink, one.ink, 7 if front else 3)
        for point in one.points if front else ():
            if (point.mark or point.partial) and point.value is not None:
                _marker(series.points[place[point.period]].marker, ink.paper, one.ink, 7)
    _ends(canvas, chart, drawn, [k for k, _ in periods])


def _every(count: int, room: float, widest: float, view: View) -> int:
    """Periods from one named one to the next; whole years where periods are shorter."""
    every = max(1, -(-count // max(1, int(room / widest))))
    kind = next((p.kind for line in view.lines for p in line.points), "year")
    year = 12 // years.STEP.get(kind, 12)
    return every if every == 1 else -(-every // year) * year


def _newest(drawn: Sequence[Drawn]) -> tuple[int, Point] | None:
    """The newest figure of the area in focus and the place of its series; None where there is none."""
    focus = [(p.period, i, p) for i, d in enumerate(drawn) if d.ink == drawn[-1].ink != BEHIND
             for p in d.points if p.value is not None]  # fmt: skip
    if not focus:
        return None
    _, place, last = max(focus, key=lambda found: found[:2])
    return place, last


def _end_room(drawn: Sequence[Drawn]) -> float:
    """Points that the words after the last figure take."""
    newest = _newest(drawn)
    return width(newest[1].text, 14, True) * 1.05 + 14 if newest else 0.0


def _ends(
    canvas: Canvas, chart: Any, drawn: Sequence[Drawn], periods: Sequence[str]
) -> None:  # fmt: skip
    """The newest figure of the area in focus in its own words, after it."""
    newest = _newest(drawn)
    if newest is None:
        return
    place, last = newest
    one = drawn[place]
    label = chart.plots[0].series[place].points[periods.index(last.period)].data_label
    _own_words(canvas, label, last.text, 14, one.ink)
    label.position = XL_LABEL_POSITION.RIGHT


def _chart(
    canvas: Canvas, view: View, kind: Any, categories: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]], box: Box, source: Source,
    rows: Sequence[tuple[str | float | None, ...]], size: float, ink: Palette,
) -> Any:  # fmt: skip
    """A chart with its frame, its fonts and its workbook."""
    data: Any = CategoryChartData(number_format=number_format(source.decimals, view.lang))  # type: ignore[no-untyped-call]
    data.categories = list(categories)
    for name, values in series:
        data.add_series(name, values)
    frame = canvas.slide.shapes.add_chart(kind, *canvas.lengths(box), data)
    canvas.forget_ids()
    frame.name = view.title
    describe(frame, alt(view))
    chart = frame.chart
    chart.has_legend = False
    chart.has_title = False
    chart.font.name, chart.font.size = FAMILY, Pt(size * canvas.scale)
    chart.font.color.rgb = _rgb(ink.ink)
    space = chart._chartSpace
    dated = space.find("{*}date1904")
    spoken = parse_xml(f'<c:lang {nsdecls("c")} val="{TAG[view.lang]}"/>')
    if dated is None:
        space.insert(0, spoken)
    else:
        dated.addnext(spoken)
    corners = parse_xml(f'<c:roundedCorners {nsdecls("c")} val="0"/>')
    for old in space.findall("{*}roundedCorners"):
        space.remove(old)
    spoken.addnext(corners)
    columns = ["", *(name for name, _ in series)]
    if rows and len(rows[0]) > len(columns):
        columns.append(t("slideshow.as_shown", view.lang))
    sheets = [Sheet("Sheet1", columns, rows, 24.0),
              Sheet(t("slideshow.about", view.lang), ["", ""], source.lines, 40.0)]  # fmt: skip
    chart.part.chart_workbook.update_from_xlsx_blob(workbook(sheets))
    return chart


def alt(view: View) -> str:
    """What a chart shows, for those who do not see it."""
    return view.alt.replace(t("tab.peta", view.lang), t("tab.grafik", view.lang), 1)


def _inner(chart: Any, x: float, y: float, wide: float, high: float) -> None:
    """The plot itself, its axes outside, at shares of the chart: both programmes then agree."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    marks = "".join(f'<c:{n} val="{v:.4f}"/>' for n, v in (("x", x), ("y", y), ("w", wide), ("h", high)))  # fmt: skip
    area.insert(0, parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{marks}</c:manualLayout></c:layout>'
    ))  # fmt: skip


def _scale(chart: Any, view: View, steps: Sequence[float], source: Source, ink: Palette) -> None:
    """A value axis with round rules."""
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = steps[0], steps[-1]
    axis.major_unit = steps[1] - steps[0]
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = _rgb(ink.rule)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    decimals = max(len(format_value(s, "en").partition(".")[2]) for s in steps)
    axis.tick_labels.number_format = number_format(decimals, view.lang)
    axis.tick_labels.number_format_is_linked = False


def _every_name(axis: Any, every: int = 1) -> None:
    """No name is skipped by the programme itself."""
    element = axis._element
    for name in ("tickLblSkip", "tickMarkSkip"):
        for old in element.findall("{*}" + name):
            element.remove(old)
    after = element.find("{*}lblOffset")
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{every}"/>')
    after.addnext(skip)
    if every > 1:
        skip.addnext(parse_xml(f'<c:tickMarkSkip {nsdecls("c")} val="{every}"/>'))


def _turned(axis: Any) -> None:
    """Names that stand on end."""
    axis.tick_labels.font.size = axis.tick_labels.font.size
    body = axis._element.find("{*}txPr").find("{*}bodyPr")
    body.set("rot", "-5400000")
    body.set("vert", "horz")


def _marker(marker: Any, fill: str, edge: str, size: int) -> None:
    marker.style = XL_MARKER_STYLE.CIRCLE
    marker.size = size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = _rgb(fill)
    marker.format.line.color.rgb = _rgb(edge)


def _labels(
    canvas: Canvas, series: Any, said: Sequence[tuple[float | None, str]], source: Source, size: float,
    ink: Palette,
) -> None:  # fmt: skip
    """Values at the ends of bars by the number format; those written otherwise in their own words."""
    labels = series.data_labels
    labels.show_value = True
    labels.number_format = number_format(source.decimals, canvas.lang)
    labels.number_format_is_linked = False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.bold = Pt(size * canvas.scale), True
    labels.font.name, labels.font.color.rgb = FAMILY, _rgb(ink.ink)
    for i, (value, text) in enumerate(said):
        if value is not None and not follows(value, text, source.decimals, canvas.lang):
            label = series.points[i].data_label
            _own_words(canvas, label, text, size, ink.ink)
            label.position = XL_LABEL_POSITION.OUTSIDE_END


def follows(value: float, text: str, decimals: int, lang: Lang) -> bool:
    """Whether the number format writes a figure as the view does."""
    return format_value(round(value, decimals), lang, decimals) == text


def _own_words(canvas: Canvas, label: Any, text: str, size: float, ink: str) -> None:
    frame = label.text_frame
    frame.text = text
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.name = Pt(size * canvas.scale), True, FAMILY
    font.color.rgb = _rgb(ink)
