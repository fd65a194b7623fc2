"""One slide: its title, its picture, what must stand with it, its code, its notes."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from atlas import picture, query, svg
from atlas.colour import Palette
from atlas.deck import Deck, Shown, shown, slide_of
from atlas.look import FAMILY, Look
from atlas.model import Lang
from atlas.seal import Seal, qr_png
from atlas.shape import Boundary
from atlas.slides import words
from atlas.slideshow import charts, maps, tables
from atlas.slideshow.canvas import SAFE, Box, Canvas, Run, body, height, lines, solid
from atlas.store import Release
from atlas.svg import years
from atlas.svg.type import cut, width
from atlas.text import t
from atlas.view import View
from atlas.view.card import card_cell

SPACE = 8
QR = 76
NUMBER = 46
"""Room for the number of a slide."""
SIDE = 210
"""Width of a legend beside a chart."""
TITLES = ((32, 1), (30, 2), (28, 2), (24, 4), (20, 5), (16, 7), (12, 99))
"""Type sizes of a title, each with the lines it may take."""
SUB, FOOT, SAID = 16, 12, 14
FOOT_LINES = 8
MOST_SAID = 400
"""Characters of a line of names that are measured: more never fit."""
FEW = 5
"""Points from which a card has a chart: two would make any change look steep."""
STROKE = 46
"""Points of a stroke in a legend: the longest dash is seen twice."""
MOST_BESIDE = 40
"""Areas whose figures stand beside a map."""


@dataclass(frozen=True)
class Room:
    """What every slide of a deck has in common."""

    release: Release
    lang: Lang
    base: str
    look: Look
    ink: Palette
    count: int
    at: Box
    """what may be drawn on"""

    @property
    def bottom(self) -> float:
        return self.at.y + self.at.high


def title_size(text: str, room: float) -> float:
    """The largest type in which a title takes few enough lines; none is ever cut."""
    return next(s for s, most in TITLES if lines(text, s, room, True) <= most)


def draw(canvas: Canvas, found: Shown, place: int, room: Room) -> None:
    """A whole slide, or the sentence that says why there is nothing to show."""
    sub = words.under_title(found)
    y = head(canvas, found.headline, sub, found.said, room)
    if found.view is None or found.resolved is None:
        said = found.missing if found.missing != found.headline else ""
        quiet(canvas, y, [said], room, place)
        write_notes(canvas.slide, [*found.slide.note.split("\n"), found.missing])
        return
    view, own = found.view, found.resolved.choice.area
    seal = Seal(found.digest, view.release, found.address(room.base, room.lang), room.lang)
    kind, why = drawn(found.slide.kind, view)
    boundary = room.release.boundary(view.level) if kind == "map" else None
    wide = room.at.wide - QR - 14 - NUMBER
    texts = foot_texts(found, seal, boundary, wide)
    high = sum(height(text, FOOT, wide) for text in texts)
    top = room.bottom - max(high, QR)
    box = Box(room.at.x, y + SPACE, room.at.wide, top - y - 2 * SPACE)
    rest = _body(canvas, found, view, kind, why, own, boundary, box, room)
    _foot(
        canvas,
        texts,
        Box(room.at.x + QR + 14, room.bottom - high if high > QR else top, wide, max(high, QR)),
        seal,
        room,
    )
    _number(canvas, place, room)
    _notes(canvas, found, seal, boundary, rest, room)


def drawn(kind: str, view: View) -> tuple[str, str]:
    """The kind that is drawn, a table where there is too little for a picture, and why."""
    if kind in ("table", "card"):
        return kind, ""
    if kind == "line":
        if view.kind == "line" and any(len(n.points) > 1 for n in view.lines):
            return kind, ""
        one = view.kind == "line"
        return "table", t("chart.one_period" if one else "embed.no_line", view.lang)
    if view.kind != "map" or view.form == "tabel":
        return "table", view.why_table
    return kind, ""


def head(
    canvas: Canvas, title: str, sub: str, said: tuple[str, ...], room: Room, top: float = 0.0
) -> float:
    """Title, the line under it, what had to be mended, the emblem; how far down they reach. `top`
    is where the title stands on a slide that has nothing else."""
    top = top or room.at.y
    wide = room.at.wide - (74 if room.look.emblem else 0)
    if room.look.emblem:
        _emblem(canvas, room)
    title = " ".join(title.split())
    size = title_size(title, wide)
    high = height(title, size, wide, True) + 2
    _title(canvas, Box(room.at.x, top, wide, high), Run(title, size, room.ink.ink, True))
    y = top + high + 2
    for text, points, ink, name in (
        (sub, SUB, room.ink.quiet, "slideshow.sub"), (" ".join(said), SAID, room.ink.selected, "slideshow.said"),
    ):  # fmt: skip
        if text:
            points = points if lines(text, points, wide) <= 2 else FOOT
            high = height(text, points, wide)
            canvas.text(Box(room.at.x, y, wide, high), [Run(text, points, ink)], t(name, room.lang))
            y += high
    canvas.shape(Box(room.at.x, y + 3, room.at.wide, 2), solid(room.look.accent), t("slideshow.rule", room.lang))  # fmt: skip
    return y + 5


def _title(canvas: Canvas, box: Box, run: Run) -> None:
    """The title of the layout, so that outlines and screen readers know it."""
    shape = canvas.slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = canvas.lengths(box)
    element = shape._element.txBody
    shape._element.replace(element, parse_xml(
        f'<p:txBody {nsdecls("p", "a")}>{body()}<a:lstStyle/>{canvas.paragraph(run)}</p:txBody>'
    ))  # fmt: skip


def _emblem(canvas: Canvas, room: Room) -> None:
    """The emblem of the look in the upper right corner."""
    file = room.look.emblem_file
    if file is None:
        return
    data = file.read_bytes()
    if file.suffix.lower() == ".svg":
        data = picture.png(data.decode("utf-8"), 2)
    shown = canvas.slide.shapes.add_picture(io.BytesIO(data), 0, 0, height=canvas.emu(52))
    if shown.width > canvas.emu(66):
        shown.height = round(shown.height * canvas.emu(66) / shown.width)
        shown.width = canvas.emu(66)
    right = canvas.emu(room.at.x + room.at.wide)
    shown.left, shown.top = right - shown.width, canvas.emu(room.at.y)
    shown.name = t("slideshow.emblem", room.lang)
    tables.describe(shown, room.look.alt(room.lang) or t("slideshow.emblem", room.lang))
    canvas.forget_ids()


def _foot(canvas: Canvas, texts: list[str], box: Box, seal: Seal, room: Room) -> None:
    """What must stand with the figures, sources and evidence, digest and release, the code."""
    runs = [Run(text, FOOT, room.ink.ink if i == 0 and len(texts) > 2 else room.ink.quiet)
            for i, text in enumerate(texts)]  # fmt: skip
    canvas.text(box, runs, t("slideshow.foot", room.lang))
    image = io.BytesIO(qr_png(seal.url))
    at = Box(room.at.x, room.bottom - QR, QR, QR)
    code = canvas.slide.shapes.add_picture(image, *canvas.lengths(at))
    code.name = t("slideshow.code", room.lang)
    tables.describe(code, seal.spoken)
    code.click_action.hyperlink.address = seal.url
    canvas.forget_ids()


def _number(canvas: Canvas, place: int, room: Room) -> None:
    right = room.at.x + room.at.wide
    canvas.number(Box(right - NUMBER, room.bottom - FOOT * 1.2, NUMBER, FOOT * 1.2),
                  Run(str(place), FOOT, room.ink.quiet), t("slideshow.number", room.lang))  # fmt: skip


def foot_texts(found: Shown, seal: Seal, boundary: Boundary | None, wide: float) -> list[str]:
    """Paragraphs of the foot, as many whole notes as it holds."""
    assert found.view is not None
    lang = found.view.lang
    credit = words.credit(found, boundary)
    sealed = f"{seal.line}. {words.disclaimer(lang)}"
    taken = sum(lines(x, FOOT, wide) for x in (credit, sealed))
    must = " ".join(words.caveats(found, max(2, FOOT_LINES - taken)))
    return [x for x in (must, credit, sealed) if x]


def quiet(canvas: Canvas, y: float, said: list[str], room: Room, place: int = 0) -> None:
    """Sentences and nothing else; the foot says which release was asked and whose site this is not."""
    wide = room.at.wide
    y += 24
    for text in [s for s in said if s]:
        high = height(text, 24, wide)
        canvas.text(Box(room.at.x, y, wide, high), [Run(text, 24, room.ink.quiet)], t("slideshow.said", room.lang))  # fmt: skip
        y += high + 10
    foot = words.disclaimer(room.lang)
    if place:
        foot = f"{t('slideshow.of_release', room.lang, release=room.release.name)} {foot}"
        _number(canvas, place, room)
    wide -= NUMBER
    high = height(foot, FOOT, wide)
    canvas.text(Box(room.at.x, room.bottom - high, wide, high), [Run(foot, FOOT, room.ink.quiet)], t("slideshow.foot", room.lang))  # fmt: skip


def _names(view: View, room: Room) -> dict[str, str]:
    """Names that tell areas apart: kelurahan with their kecamatan."""
    if view.level != "kelurahan":
        return {}
    areas = query.catalogue(room.release).areas
    codes = [c.area_code for c in view.cells] + [n.area_code for n in view.lines]
    return {c: areas[c].full_name(room.lang) for c in codes if c in areas}


def _body(
    canvas: Canvas, found: Shown, view: View, kind: str, why: str, own: str, boundary: Boundary | None,
    box: Box, room: Room,
) -> list[str]:  # fmt: skip
    """The picture in its box; what of the figures stands in the notes alone."""
    ink, names = room.ink, _names(view, room)
    if kind == "card":
        _card(canvas, found, view, own, box, room)
        return []
    if kind == "map" and boundary is not None:
        return _map(canvas, view, boundary, own, box, names, ink)
    if kind == "table":
        return _rows(canvas, view, why, own, box, names, ink)
    source = _source(found, view, room)
    said = _said_below(view, kind, own)
    high = height(said, SAID, box.wide)
    if said:
        canvas.text(Box(box.x, box.y + box.high - high, box.wide, high),
                    [Run(said, SAID, ink.quiet)], t("slideshow.said", view.lang))  # fmt: skip
    keyed = kind == "line" or view.form == "warna"
    side = _line_side(view, own, ink) if kind == "line" else maps.key_width(view, ink, 0, SIDE)
    room_ = Box(
        box.x, box.y, box.wide - (side + 20 if keyed else 0), box.high - high - (4 if said else 0)
    )
    beside = Box(box.x + box.wide - side, box.y + 4, side, room_.high)
    if kind == "line":
        charts.lines(canvas, view, own, ink, room_, source)
        _line_key(canvas, view, own, ink, beside)
        return []
    if kind == "bar":
        charts.bars(canvas, view, own, ink, room_, source, names)
        shown = {c.area_code for c in charts.bar_cells(view, own)[0]}
    else:
        charts.strip(canvas, view, own, ink, room_, source, names)
        shown = {c.area_code for c in charts.strip_cells(view)}
    if keyed:
        maps.key(canvas, view, ink, beside, 0, False)
    return [
        f"{names.get(c.area_code, c.name)}: {c.marked}"
        for c in view.cells
        if c.area_code not in shown
    ]


def _said_below(view: View, kind: str, own: str) -> str:
    """How many areas are drawn, which have no bar and why."""
    if kind == "line":
        return ""
    cells, of = svg.ranked(view, own)
    head_ = svg.shown_of(len(cells), of, view) if kind == "bar" else ""
    return " ".join(x for x in (head_, svg.without_bar(view)) if x)


def _source(found: Shown, view: View, room: Room) -> charts.Source:
    """What the workbook of a chart says of its figures."""
    lang = room.lang
    indicator = query.catalogue(room.release).indicators[view.indicator]
    seal = Seal(found.digest, view.release, found.address(room.base, lang), lang)
    pairs = [
        (t("slideshow.title", lang), view.title),
        (t("slideshow.sub", lang), view.subtitle),
        *((t("slideshow.note", lang), n) for n in (*view.sentences, *view.notes)),
        *((t("slideshow.source", lang), said) for said in sources(view)),
        (t("slideshow.seal", lang), seal.line),
        (t("slideshow.address", lang), seal.url),
    ]
    return charts.Source(tuple(pairs), indicator.decimals)


def sources(view: View) -> list[str]:
    """Every source with its producer, its title and its grade."""
    return [
        t("slideshow.source_of", view.lang, producer=s.text("producer", view.lang),
          title=s.text("title", view.lang), grade=s.grade)
        for s in view.sources
    ]  # fmt: skip


def _map(
    canvas: Canvas, view: View, boundary: Boundary, own: str, box: Box, names: dict[str, str], ink: Palette
) -> list[str]:  # fmt: skip
    """A map, its legend and, where there are few areas, the figures beside it."""
    rows = tables.rows_of(view, names)
    wide = min(maps.proportions(boundary) * box.high, box.wide * 0.5)
    maps.draw(canvas, view, boundary, ink, Box(box.x, box.y, wide, box.high), own)
    tall = min(box.high, wide / maps.proportions(boundary))
    left = box.x + wide + 24
    side = maps.key_width(view, ink, tall, SIDE)
    maps.key(canvas, view, ink, Box(left, box.y, side, box.high), tall, True)
    left += side + 28
    beside = Box(left, box.y, box.x + box.wide - left, box.high)
    several = len(rows) > MOST_BESIDE
    known = [r for r in rows if r.known or not several]
    hidden = [r for r in rows if several and not r.known]
    return _table(
        canvas, view, known, hidden, beside, ink, tables.columns(beside, view, known), own
    )


def _rows(
    canvas: Canvas, view: View, why: str, own: str, box: Box, names: dict[str, str], ink: Palette
) -> list[str]:  # fmt: skip
    """A table, first why there is no picture."""
    high = height(why, SUB, box.wide)
    if why:
        canvas.text(Box(box.x, box.y, box.wide, high), [Run(why, SUB, ink.ink)], t("slideshow.said", view.lang))  # fmt: skip
        high += 6
    below = Box(box.x, box.y + high, box.wide, box.high - high)
    rows = tables.rows_of(view, names)
    return _table(canvas, view, rows, [], below, ink, tables.columns(below, view, rows), own)


def _table(
    canvas: Canvas, view: View, rows: list[tables.Row], hidden: list[tables.Row], box: Box, ink: Palette,
    most: int, own: str,
) -> list[str]:  # fmt: skip
    """Rows that fit; the rest is named below as far as there is room, and whole in the notes."""
    fits = max(1, int(box.high / tables.ROW) - 1)
    shown, rest = tables.split(rows, most * fits, own)
    if rest or hidden:
        fits = max(1, int((box.high - 2 * SAID * 1.2) / tables.ROW) - 1)
        shown, rest = tables.split(rows, most * fits, own)
        rest += hidden
        said = t(
            "slideshow.more_rows", view.lang, count=len(rest), names=", ".join(r.name for r in rest)
        )
        part = cut(said[:MOST_SAID], SAID * 1.06, box.wide * 1.9)
        high = 2 * SAID * 1.2
        canvas.text(Box(box.x, box.y + box.high - high, box.wide, high), [Run(part, SAID, ink.quiet)], t("slideshow.said", view.lang))  # fmt: skip
        box = Box(box.x, box.y, box.wide, box.high - high)
    tables.draw(canvas, view, shown, ink, box, most)
    return [f"{r.name}: {r.value}" for r in rest]


def _line_side(view: View, own: str, ink: Palette) -> float:
    """How wide the names of lines are, or as wide as they may be."""
    names = [d.name for d in charts.line_series(view, own, ink) if d.ink != charts.BEHIND]
    names.append(t("embed.others", view.lang))
    return min(SIDE, STROKE + 12 + max(width(n, SAID * SAFE) for n in names))


def _line_key(canvas: Canvas, view: View, own: str, ink: Palette, box: Box) -> None:
    """Names of the lines beside strokes as they are drawn."""
    drawn_ = charts.line_series(view, own, ink)
    front = [(d.name, d.ink, charts.PRESET.get(d.dash, "")) for d in reversed(drawn_) if d.ink != charts.BEHIND]  # fmt: skip
    if any(d.ink == charts.BEHIND for d in drawn_):
        front.append((t("embed.others", view.lang), charts.BEHIND, ""))
    if sum(height(name, SAID, box.wide - STROKE - 10) + 6 for name, _, _ in front) > box.high:
        front = _short_key(view, own, ink)
    y = box.y
    if front:
        said = "; ".join(name for name, _, _ in front)
        canvas = canvas.group(box, t("slideshow.key", view.lang), said)
    for name, tone, dash in front:
        high = height(name, SAID, box.wide - STROKE - 10)
        if y + high > box.y + box.high:
            break
        canvas.line(
            Box(box.x, y + SAID * 0.6, STROKE, 0), tone, 3, t("slideshow.key", view.lang), dash
        )
        canvas.text(Box(box.x + STROKE + 10, y, box.wide - STROKE - 10, high), [Run(name, SAID, ink.ink)], t("slideshow.key", view.lang))  # fmt: skip
        y += high + 6
    if front:
        canvas.fit(Box(box.x, box.y, box.wide, y - box.y))


def _short_key(view: View, own: str, ink: Palette) -> list[tuple[str, str, str]]:
    """Where lines are many, colours name areas and dashes name series."""
    front, behind = years.named_lines(view, own, ink)
    areas = {n.line.area_code: (n.line.name, n.ink, "") for n in front}
    series = {
        n.line.series: (n.line.series_name, ink.quiet, charts.PRESET.get(n.dash, "")) for n in front
    }
    others = [(t("embed.others", view.lang), charts.BEHIND, "")] if behind else []
    return [*areas.values(), *(s for s in series.values() if s[0]), *others]


def _card(canvas: Canvas, found: Shown, view: View, own: str, box: Box, room: Room) -> None:
    """A figure as large as fits; its years as a chart beside it where there are enough."""
    cell = card_cell(view, own)
    timed = _over_time(found, cell.area_code, room) if cell else None
    if timed is None:
        tables.card(canvas, view, own, room.ink, box, room.look.accent, "ctr")
        return
    half = box.wide * 0.44
    tables.card(
        canvas, view, own, room.ink, Box(box.x, box.y, half, box.high), room.look.accent, "l"
    )
    right = Box(box.x + half + 20, box.y + 6, box.wide - half - 20, box.high - 10)
    charts.lines(canvas, timed, cell.area_code if cell else "", room.ink, right, _source(found, timed, room))  # fmt: skip


def _over_time(found: Shown, code: str, room: Room) -> View | None:
    """The years of a card's figure up to it, one area and one series; None where they are few or
    must not be joined."""
    assert found.view is not None
    assert found.resolved is not None
    timed: View | None = found.view
    if found.view.kind != "line":
        asked = slide_of("line", found.resolved)
        timed = shown(Deck((asked,)), room.release, room.lang)[0].view
    if timed is None or not timed.trend:
        return None
    same = [n for n in timed.lines if n.area_code == code and n.series == found.view.series]
    last = found.view.period if found.view.kind == "map" else ""
    points = tuple(p for n in same[:1] for p in n.points if not last or p.period <= last)
    if sum(p.value is not None for p in points) < FEW:
        return None
    return replace(timed, lines=(replace(same[0], points=points),))


def _notes(
    canvas: Canvas, found: Shown, seal: Seal, boundary: Boundary | None, rest: list[str], room: Room
) -> None:  # fmt: skip
    """For the speaker: what to say, the sentences, what must stand with the figures, sources."""
    view, lang = found.view, room.lang
    assert view is not None
    parts = [
        *found.slide.note.split("\n"),
        *view.sentences,
        *view.notes,
        *view.picture_notes,
        *([t("slideshow.rest", lang, rows="; ".join(rest))] if rest else []),
        *(t("slideshow.source_is", lang, source=s) for s in sources(view)),
        words.credit(found, boundary) if boundary else "",
        f"{seal.line}: {seal.url}",
    ]
    write_notes(canvas.slide, parts)


def write_notes(slide: Any, parts: list[str]) -> None:
    """Paragraphs of the notes of a slide."""
    frame = slide.notes_slide.notes_text_frame
    frame.text = "\n".join(dict.fromkeys(p for p in parts if p))
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.name = FAMILY
