"""Small multiples: every comparable period of a run as a small map, or every area as a small line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from atlas import honest, query, sentence
from atlas.colour import class_colours
from atlas.measure import class_of
from atlas.model import CITY, Coverage, Indicator, Lang, Observation
from atlas.number import format_value
from atlas.query import Catalogue, ClassBreaks
from atlas.store import Release
from atlas.study import longrun
from atlas.study.longrun import Run
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.text import t
from atlas.view import Cell, ClassRange

FORMS = ("peta", "garis")
FEWEST = 4
"""Comparable periods that small multiples need."""
MOST = 16
"""Maps that are shown at once; the newest are kept."""
METHOD, CLASSES = "kuantil", 5


@dataclass(frozen=True)
class Tile:
    """One period: what every area looks like in it."""

    period: str
    label: str
    said: str
    under: str
    """what stands below the map: the median, or the value of the area in focus"""
    looks: Mapping[str, str]
    """by area: the index of its class, or the state that its fill or stripes say"""
    sizes: Mapping[str, float]
    """by area, what its circle is sized by; empty where classes are coloured"""


@dataclass(frozen=True)
class Spot:
    """One value of a line; `joined` to the one before unless a period between them is missing."""

    period: str
    value: float
    joined: bool
    marked: bool


@dataclass(frozen=True)
class Panel:
    """One area over time."""

    area_code: str
    name: str
    spots: tuple[Spot, ...]
    last: str
    said: str


@dataclass(frozen=True)
class Multiples:
    """Maps that share one set of classes, or lines that share one scale."""

    form: str
    level: str
    unit: str
    classes: tuple[ClassRange, ...]
    states: tuple[str, ...]
    """states that occur, for the legend"""
    tiles: tuple[Tile, ...]
    panels: tuple[Panel, ...]
    middle: tuple[Spot, ...]
    """median of the areas by period; none for counts"""
    zero: str
    """what 0 means, in words"""
    first: str
    """first and last period of the lines"""
    last: str
    largest: tuple[tuple[float, str], ...] = ()
    """two sizes that circles are read by, with their words"""


@dataclass(frozen=True)
class _Long:
    """A run with its comparable tables, and what is needed to speak of it."""

    run: Run
    tables: tuple[Coverage, ...]
    rows: Mapping[str, Mapping[str, Observation]]
    indicator: Indicator
    codes: tuple[str, ...]
    catalogue: Catalogue
    lang: Lang

    @property
    def noun(self) -> str:
        return t(f"level.{self.run.level}_noun", self.lang)

    @property
    def unit(self) -> str:
        return self.indicator.unit(self.lang)

    def label(self, table: Coverage) -> str:
        return self.run.period(table, self.lang)

    def name(self, code: str) -> str:
        return self.catalogue.areas[code].full_name(self.lang)

    def text(self, row: Observation) -> str:
        said = sentence.value_text(row, self.indicator, self.lang)
        return said if row.mark in ("", "-", "~0") else f"{said} {row.mark}"

    def amount(self, row: Observation) -> str:
        return sentence.amount(self.text(row), self.unit)

    def sure(self, period: str) -> dict[str, float]:
        """Values of a period that may enter classes and medians, by area of the level."""
        here = self.rows[period]
        return {c: here[c].value or 0.0 for c in self.codes
                if c in here and honest.sure(here[c], self.indicator)}  # fmt: skip

    def known(self, code: str) -> list[Observation]:
        """The values of an area in the comparable periods, oldest first."""
        found = [self.rows[x.period].get(code) for x in self.tables]
        return [r for r in found if r is not None and r.value is not None]

    def middle(self, period: str) -> float | None:
        """The median of the level; none for counts, which are never averaged."""
        values = self.sure(period)
        return median(values.values()) if values and not self.indicator.extensive else None

    def middle_text(self, value: float) -> str:
        """A computed median, with as many decimals as the figures."""
        decimals = self.indicator.decimals
        return format_value(round(value, decimals), self.lang, decimals)


@lru_cache(maxsize=8)
def listed(release: Release, level: str) -> tuple[Run, ...]:
    """Runs of a level with four comparable periods or more."""
    found = longrun.runs(release, level)
    return tuple(r for r in found if len(longrun.comparable_tables(release, r)) >= FEWEST)


def why_not_listed(release: Release, level: str, indicator: Indicator, lang: Lang) -> str:
    """Why an indicator cannot be shown over time at a level, in a sentence."""
    noun, name = t(f"level.{level}_noun", lang), indicator.name(lang)
    if not indicator.trend:
        return t("change.cannot_trend", lang, name=name, noun=noun)
    own = [r for r in longrun.runs(release, level) if r.indicator == indicator]
    most = max((len(longrun.comparable_tables(release, r)) for r in own), default=0)
    tables = [x for x in query.tables(release, indicator.indicator) if x.level == level]
    count = max(most, 1 if tables else 0)
    return t("multiples.cannot", lang, name=name, noun=noun, count=count, least=FEWEST)


def multiples(
    release: Release, catalogue: Catalogue, run: Run, form: str, area: str, lang: Lang
) -> Study:
    """Every comparable period of a run as maps ("peta") or lines ("garis"); `area` is marked in all
    of them, "" for none."""
    tables = longrun.comparable_tables(release, run)
    codes = tuple(a.area_code for a in catalogue.level(run.level))
    own = _Long(run, tables, longrun.rows(release, run), longrun.indicator_of(release, run), codes,
                catalogue, lang)  # fmt: skip
    params = {"level": run.level, "indikator": run.code, "series": run.key,
              "bentuk": form if form != FORMS[0] else "", "area": area}  # fmt: skip
    series = run.series_name(catalogue, lang)
    name = ", ".join(p for p in (run.name(catalogue, lang), series) if p)
    if len(tables) < FEWEST:
        return Study("multiples", "deret", t("multiples.title", lang, name=name, span=run.span(lang)), "",
                     lang, release.name, params, refusal=why_not_listed(release, run.level, run.indicator, lang))  # fmt: skip
    used = [r for x in tables for c in codes if (r := own.rows[x.period].get(c))]
    sources = longrun.cited(release, run, used)
    span = f"{own.label(tables[0])}–{own.label(tables[-1])}"
    focus = area or (CITY if run.level == "kabkota" else "")
    picture = _maps(release, own, focus) if form == FORMS[0] else _lines(own)
    level = t(f"level.{run.level}_of", lang)
    return Study(
        "multiples", "deret", t("multiples.title", lang, name=name, span=span),
        t("view.subtitle", lang, unit=own.unit, level=level) + longrun.weak(sources, lang), lang,
        release.name, params, sentences=tuple(_sentences(own, focus)),
        notes=tuple(dict.fromkeys(_notes(release, own, form, used))), sources=sources,
        grids=(_wide(own), _long(own, release)), picture=picture,
    )  # fmt: skip


def _shown(own: _Long) -> tuple[Coverage, ...]:
    return own.tables[-MOST:]


def _maps(release: Release, own: _Long, area: str) -> Multiples:
    breaks = query.breaks(release, own.tables[-1], "", METHOD, CLASSES)
    counts = own.indicator.extensive or breaks is None
    tiles = tuple(_tile(own, x, None if counts else breaks, area) for x in _shown(own))
    states = {look for tile in tiles for look in tile.looks.values() if not look.isdigit()}
    return Multiples(
        "peta", own.run.level, own.unit, () if counts or breaks is None else _classes(breaks, own),
        tuple(sorted(states - {"terbit"})), tiles, (), (), _zero(own), own.tables[0].period, own.tables[-1].period,
        _scale(own, tiles) if counts else (),
    )  # fmt: skip


def _zero(own: _Long) -> str:
    """5: none, not listed or not mentioned."""
    if own.indicator.zero_is_sure:
        return t("state.nol", own.lang)
    unmentioned = "disebut" in own.indicator.zero_means
    return t("state.nol_unmentioned" if unmentioned else "state.nol_unlisted", own.lang)


def _scale(own: _Long, tiles: Sequence[Tile]) -> tuple[tuple[float, str], ...]:
    """The largest value of all maps and a round one below it, with their units."""
    largest = max((v for tile in tiles for v in tile.sizes.values()), default=0.0)
    below = float(f"{largest / 5:.0e}")
    sizes = (largest, below) if 0 < below < largest else (largest,)
    return tuple((v, f"{format_value(v, own.lang)} {own.unit}") for v in sizes)


def _classes(breaks: ClassBreaks, own: _Long) -> tuple[ClassRange, ...]:
    """The classes of all periods together; how many areas are in each differs from map to map."""
    colours = class_colours(len(breaks.highs), breaks.below)
    decimals, lang = own.indicator.decimals, own.lang
    found = []
    for low, high, colour in zip(breaks.lows, breaks.highs, colours, strict=True):
        first, last = format_value(low, lang, decimals), format_value(high, lang, decimals)
        found.append(ClassRange(first if low == high else f"{first} – {last}", colour, 0))
    return tuple(found)


def _tile(own: _Long, table: Coverage, breaks: ClassBreaks | None, area: str) -> Tile:
    here = own.rows[table.period]
    looks = {c: _look(here.get(c), table, breaks, own) for c in own.codes}
    sizes = {} if breaks else {
        c: Cell(c, "", "", "", r.value, r.low, r.high).size for c in own.codes if (r := here.get(c))
    }  # fmt: skip
    sure = own.sure(table.period)
    middle = own.middle(table.period)
    focus = here.get(area)
    under = f"{own.name(area)} {own.text(focus)}" if focus and focus.value is not None else ""
    if not area and middle is not None:
        under = t("multiples.median", own.lang, value=own.middle_text(middle))
    return Tile(table.period, own.label(table), _tile_said(own, table, sure, middle, area), under,
                looks, sizes)  # fmt: skip


def _look(row: Observation | None, table: Coverage, breaks: ClassBreaks | None, own: _Long) -> str:
    """The class of an area as text, or the state that it shows."""
    state = longrun.state(row, own.run, table.period)
    if row is None or state not in ("terbit", "nol"):
        return state
    if row.low is not None:
        return "ditahan"
    if honest.too_small(row, own.indicator):
        return "penyebut_kecil"
    if row.value is None or (row.value == 0 and not (own.indicator.signed and breaks)):
        return "nol"
    return str(class_of(row.value, breaks)) if breaks else "terbit"


def _tile_said(
    own: _Long, table: Coverage, sure: Mapping[str, float], middle: float | None, area: str
) -> str:
    """A map in a sentence: from where to where, the median, and the area in focus."""
    here, lang = own.rows[table.period], own.lang
    if not sure:
        said = t("view.table_few", lang, count=0, noun=own.noun)
        return f"{own.label(table)}: {said}"
    low, high = min(sure, key=lambda c: sure[c]), max(sure, key=lambda c: sure[c])
    said = t("multiples.tile", lang, period=own.label(table), low=own.amount(here[low]),
             low_area=own.name(low), high=own.amount(here[high]), high_area=own.name(high),
             count=len(sure), of=len(own.codes), noun=own.noun)  # fmt: skip
    if middle is not None:
        said += " " + t(
            "multiples.tile_median", lang, value=sentence.amount(own.middle_text(middle), own.unit)
        )
    if (row := here.get(area)) and row.value is not None:
        said += " " + t("say.city_rate", lang, city=own.name(area), value=own.amount(row))
    return said


def _lines(own: _Long) -> Multiples:
    panels = [_panel(own, code) for code in own.codes]
    panels.sort(key=lambda p: (not p.spots or p.spots[-1].period != own.tables[-1].period,
                               -(p.spots[-1].value if p.spots else 0), p.area_code))  # fmt: skip
    middle = []
    before = ""
    for table in own.tables:
        value = own.middle(table.period) if table.full else None
        if value is not None:
            middle.append(Spot(table.period, value, _next(before, table.period), False))
            before = table.period
    return Multiples("garis", own.run.level, own.unit, (), (), (), tuple(panels), tuple(middle), "",
                     own.tables[0].period, own.tables[-1].period)  # fmt: skip


def _next(before: str, after: str) -> bool:
    """Whether nothing is missing between two periods of one month of the year."""
    return bool(before) and int(after[:4]) - int(before[:4]) <= 1


def _panel(own: _Long, code: str) -> Panel:
    spots: list[Spot] = []
    for row in own.known(code):
        near = bool(spots) and _next(spots[-1].period, row.period)
        spots.append(Spot(row.period, row.value or 0.0, near, row.mark not in ("", "-")))
    known = own.known(code)
    name = own.name(code)
    if not known:
        said = t("say.no_value", own.lang, area=name, state=t("state.tidak_tersedia", own.lang),
                 period=own.run.span(own.lang))  # fmt: skip
        return Panel(code, name, (), "", said + ".")
    low, high = (best(known, key=lambda r: r.value or 0) for best in (min, max))
    said = t("multiples.panel", own.lang, area=name, first=own.amount(known[0]),
             first_period=_when(known[0], own), last=own.amount(known[-1]),
             last_period=_when(known[-1], own), low=own.text(low), low_period=_when(low, own),
             high=own.text(high), high_period=_when(high, own))  # fmt: skip
    return Panel(code, name, tuple(spots), own.text(known[-1]), said)


def _when(row: Observation, own: _Long) -> str:
    table = own.run.table(row.period)
    return own.label(table) if table else row.period


def _sentences(own: _Long, area: str) -> list[str]:
    """The median at both ends, how many areas ended higher and lower, and the area in focus."""
    lang = own.lang
    first, last = own.tables[0], own.tables[-1]
    said = [t("multiples.periods", lang, count=len(own.tables), first=own.label(first), last=own.label(last),
              noun=own.noun, of=len(own.codes))]  # fmt: skip
    ends = [x for x in own.tables if x.full]
    middles = [own.middle(x.period) for x in (ends[0], ends[-1])] if len(ends) > 1 else []
    if middles and middles[0] is not None and middles[1] is not None:
        said.append(t("multiples.medians", lang, first=own.label(ends[0]), last=own.label(ends[-1]),
                      before=sentence.amount(own.middle_text(middles[0]), own.unit),
                      after=sentence.amount(own.middle_text(middles[1]), own.unit)))  # fmt: skip
    if len(ends) > 1:
        first, last = ends[0], ends[-1]
    before, after = own.rows[first.period], own.rows[last.period]
    both = [c for c in own.codes if (a := before.get(c)) and (b := after.get(c))
            and honest.comparable(a, b, own.indicator)]  # fmt: skip
    up = sum((after[c].value or 0) > (before[c].value or 0) for c in both)
    down = sum((after[c].value or 0) < (before[c].value or 0) for c in both)
    if both:
        said.append(t("multiples.ended", lang, up=up, down=down, same=len(both) - up - down, of=len(both),
                      noun=own.noun, first=own.label(first), last=own.label(last)))  # fmt: skip
    if area in own.codes:
        said.append(_panel(own, area).said)
    return said


def _notes(release: Release, own: _Long, form: str, used: Sequence[Observation]) -> list[str]:
    lang, run = own.lang, own.run
    found = []
    if form == FORMS[0]:
        if own.indicator.extensive:
            found.append(t("multiples.note_circles", lang))
        else:
            found.append(t("view.breaks_all", lang, method=t(f"choose.method_{METHOD}", lang)))
        if len(own.tables) > MOST:
            dropped = own.tables[:-MOST]
            found.append(t("multiples.note_most", lang, most=MOST, first=own.label(dropped[0]),
                           last=own.label(dropped[-1])))  # fmt: skip
    else:
        key = "count" if own.indicator.extensive else "median"
        found += [t("multiples.note_scale", lang), t(f"multiples.note_{key}", lang)]
    left = [x for x in run.tables if x not in own.tables]
    if left:
        listed_ = ", ".join(t("choose.coverage", lang, period=own.label(x), areas=x.areas, of=x.of)
                            for x in left)  # fmt: skip
        found.append(t("multiples.note_left", lang, periods=listed_))
    if holes := _holes(own):
        found.append(t("multiples.note_holes", lang, periods=", ".join(holes)))
    return [*found, *longrun.notes(run, used, lang)]


def _holes(own: _Long) -> list[str]:
    """Years between the first and the last period that have no table."""
    years = [int(x.period[:4]) for x in own.run.tables]
    return [str(y) for y in range(years[0], years[-1]) if y not in years]


def _wide(own: _Long) -> Grid:
    """Areas down, periods across, every value as published with its mark."""
    lang = own.lang
    heads = (Head(t("table.area", lang)), *(Head(own.label(x), True) for x in own.tables))
    rows = []
    for code in own.codes:
        cells = [own.rows[x.period].get(code) for x in own.tables]
        rows.append(
            Row(
                (
                    Entry(own.name(code)),
                    *(_entry(r, x, own) for r, x in zip(cells, own.tables, strict=True)),
                ),
                code,
            )
        )
    caption = t("table.caption", lang, title=own.run.name(own.catalogue, lang), unit=own.unit)
    return Grid(t("study.sheet_data", lang), caption, heads, tuple(rows))


def _entry(row: Observation | None, table: Coverage, own: _Long) -> Entry:
    if row is None or (row.value is None and row.low is None):
        state = longrun.state(row, own.run, table.period)
        return Entry("–" if state == "nol" else t(f"state.cell_{state}", own.lang))
    return Entry(own.text(row), row.value)


def _long(own: _Long, release: Release) -> Grid:
    """A row for every value, with mark, note and producer: what a wide table has no room for."""
    lang = own.lang
    heads = (Head(t("table.area", lang)), Head(t("table.period", lang)),
             Head(f"{t('table.value', lang)} ({own.unit})", True), Head(t("table.mark", lang)),
             Head(t("table.note", lang)), Head(t("table.source", lang)))  # fmt: skip
    producers = {s.source_id: s.text("producer", lang) for s in
                 query.cited(release, sorted({r.source_id for x in own.tables for r in own.rows[x.period].values()}))}  # fmt: skip
    rows = tuple(
        Row((Entry(own.name(code)), Entry(own.label(x)), Entry(own.text(row), row.value), Entry(row.mark),
             Entry(row.note(lang)), Entry(producers.get(row.source_id, ""))), code)
        for code in own.codes
        for x in own.tables
        if (row := own.rows[x.period].get(code))
    )  # fmt: skip
    return Grid(t("multiples.sheet", lang), t("multiples.sheet", lang), heads, rows)


def none(release: Release, catalogue: Catalogue, level: str, lang: Lang) -> Study:
    """What a level says of which no series is long enough: how long the longest are."""
    found = sorted(
        ((len(longrun.comparable_tables(release, r)), r) for r in longrun.runs(release, level)
         if r.indicator.trend and not r.is_pair), key=lambda x: (-x[0], x[1].code),
    )  # fmt: skip
    heads = (Head(t("choose.indicator", lang)), Head(t("choose.series", lang)),
             Head(t("multiples.head_periods", lang)), Head(t("multiples.head_count", lang), True))  # fmt: skip
    rows = tuple(
        Row((Entry(r.name(catalogue, lang)), Entry(r.series_name(catalogue, lang)),
             Entry(", ".join(t("choose.coverage", lang, period=r.period(x, lang), areas=x.areas, of=x.of)
                             for x in r.tables)), Entry(str(n), n)))
        for n, r in found
    )  # fmt: skip
    noun = t(f"level.{level}_noun", lang)
    grid = Grid(
        t("study.sheet_data", lang), t("multiples.none_caption", lang, noun=noun), heads, rows
    )
    return Study("multiples", "deret", t("page.multiples", lang), t(f"level.{level}_of", lang), lang,
                 release.name, {"level": level}, grids=(grid,) if rows else (),
                 refusal=t("multiples.none", lang, noun=noun, least=FEWEST))  # fmt: skip
