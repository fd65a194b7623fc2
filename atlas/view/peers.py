"""The city beside another area, its province and the nation, and its rank among all, over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas import honest, query, sentence
from atlas.choice import Resolved
from atlas.measure import ranks
from atlas.model import CITY, NATION, PROVINCE, Coverage, Indicator, Lang, Observation
from atlas.number import decimals_of, format_period, format_value
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.view.model import Line, Point, View
from atlas.view.notes import status_note
from atlas.view.words import Words, as_published, period_notes, subtitle


@dataclass(frozen=True)
class Move:
    """How a value moved between two comparable periods, in the unit of `change_unit`."""

    step: float
    text: str
    """with its sign: "−2,80", "+4,65", "0,00" """


@dataclass(frozen=True)
class Peer:
    """One of the areas beside each other: its first and last comparable value."""

    area_code: str
    name: str
    first: Point | None = None
    last: Point | None = None
    move: Move | None = None
    shared: Move | None = None
    """over the periods that all of them have"""


@dataclass(frozen=True)
class Place:
    """The rank of an area in a period in which every area has one, 1 for the highest value."""

    period: str
    label: str
    rank: int
    value: float
    mark: str


@dataclass(frozen=True)
class RankLine:
    area_code: str
    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Peers:
    """Areas beside each other over time; everything is in one series and one round."""

    lines: View
    peers: tuple[Peer, ...]
    span: tuple[str, ...]
    """labels of the first and last period that all of them have; () when there are not two"""
    unit: str
    """unit of every move"""
    rank_lines: tuple[RankLine, ...]
    rank_sentences: tuple[str, ...]
    place: str
    """what a place says, with {area}, {rank}, {value} and {period} left open"""
    decimals: int
    """decimals with which no value of a place is rounded"""
    since: str
    """label of the period from which `moves` count; "" when there is none before the chosen"""
    moves: Mapping[str, Move]


@dataclass(frozen=True)
class _Series:
    """One series in one round from a year on: observations by area, oldest first, and ranks by
    period, for periods in which every area of the level has a value."""

    rows: Mapping[str, Sequence[Observation]]
    every: tuple[str, ...]
    ranked: Mapping[str, Mapping[str, int]]
    kind: str
    words: Words

    @property
    def four(self) -> tuple[str, ...]:
        return (CITY, self.words.choice.area, PROVINCE, NATION)

    def label(self, period: str) -> str:
        return format_period(period, self.words.lang, self.kind)

    def name(self, code: str) -> str:
        return self.words.catalogue.areas[code].name(self.words.lang)

    def known(self, code: str) -> dict[str, Observation]:
        """The observations of an area that have a value, by period."""
        return {r.period: r for r in self.rows.get(code, ()) if r.value is not None}

    def points(self, rows: Sequence[Observation]) -> tuple[Point, ...]:
        """Values of an area with the decimals it is published with: sources differ by level."""
        code = rows[0].area_code if rows else ""
        indicator = as_published(self.words.indicator, self.rows.get(code, ()))
        lang = self.words.lang
        return tuple(
            Point(r.period, r.period_kind, self.label(r.period),
                  sentence.value_text(r, indicator, lang), r.value, r.mark, r.note(lang),
                  r.source_id, bool(r.partial_period))
            for r in rows
        )  # fmt: skip

    def move(self, code: str, before: str, after: str) -> Move | None:
        found = self.known(code)
        if before not in found or after not in found:
            return None
        return move(found[before], found[after], self.words.indicator, self.words.lang)


def peer_view(
    release: Release, cursor: Cursor, catalogue: Catalogue, resolved: Resolved, since: str,
    lang: Lang,
) -> Peers:  # fmt: skip
    """The city, the chosen area, the province and the nation, and the ranks of all areas of the
    level, in the chosen series from the year `since` on."""
    series = _read(cursor, catalogue, resolved, since, lang)
    period = resolved.choice.period
    span = _span(series)
    peers = tuple(_peer(code, series, span) for code in series.four)
    base = _base(series)
    moves = {c: step for c in series.rows if (step := series.move(c, base, period))}
    return Peers(
        _lines(release, cursor, series, peers, span), peers, tuple(map(series.label, span)),
        change_unit(series.words.indicator, lang), _rank_lines(series),
        tuple(s for s in _rank_sentences(series) if s), _place(series), _decimals(series),
        series.label(base) if base else "", moves,
    )  # fmt: skip


def _read(
    cursor: Cursor, catalogue: Catalogue, resolved: Resolved, since: str, lang: Lang
) -> _Series:
    choice, table = resolved.choice, resolved.table
    every = tuple(a.area_code for a in catalogue.level(choice.level))
    found = query.history(cursor, choice.indicator, [*every, PROVINCE, NATION], choice.dim)
    kept = [r for r in found if _belongs(r, table, since)]
    words = Words(as_published(catalogue.indicators[choice.indicator], kept), catalogue, choice,
                  lang, "")  # fmt: skip
    rows: dict[str, list[Observation]] = {}
    for row in kept:
        rows.setdefault(row.area_code, []).append(row)
    ranked = _ranked([r for r in kept if r.area_code in every], every, words.indicator)
    return _Series(rows, every, ranked, table.period_kind if table else "year", words)


def _belongs(row: Observation, table: Coverage | None, since: str) -> bool:
    """Whether a row is of the series and round (March or August) of a table, and not too old."""
    if table is None or row.series != table.series or row.period[:4] < since:
        return False
    same_month = row.period_kind != "round" or row.period[4:] == table.period[4:]
    return row.period_kind == table.period_kind and same_month


def _ranked(
    rows: Sequence[Observation], every: Sequence[str], indicator: Indicator
) -> dict[str, dict[str, int]]:
    tables: dict[str, dict[str, Observation]] = {}
    for row in rows:
        tables.setdefault(row.period, {})[row.area_code] = row
    found = {p: honest.rankable(tables[p], every, indicator) for p in sorted(tables)}
    return {p: ranks(values) for p, values in found.items() if len(values) == len(every)}


def _differs_plainly(indicator: Indicator) -> bool:
    """Whether a change is a difference: of percentages, rates, indices, years and gaps."""
    plain = indicator.measure in ("persen", "laju", "indeks", "rasio")
    return plain or indicator.kind == "selisih" or indicator.unit("id") == "tahun"


def change_unit(indicator: Indicator, lang: Lang) -> str:
    """Percentage points for percentages and rates, points for indices, percent for amounts."""
    if not _differs_plainly(indicator):
        return t("city.percent", lang)
    unit = indicator.unit("id")
    if indicator.measure == "laju" or unit.startswith("persen"):
        return t("city.percent_points", lang)
    return t("city.points", lang) if unit in ("indeks", "rasio") else indicator.unit(lang)


def move(before: Observation, after: Observation, indicator: Indicator, lang: Lang) -> Move | None:
    """The change between two values; None when they may not be compared."""
    if before.value is None or after.value is None or before.period == after.period:
        return None
    if not honest.comparable(before, after, indicator):
        return None
    step, decimals = round(after.value - before.value, 6), indicator.decimals
    if not _differs_plainly(indicator):
        if before.value <= 0:
            return None
        step, decimals = round(100 * step / before.value, 1), 1
    return Move(step, ("+" if step > 0 else "") + format_value(step, lang, decimals))


def _span(series: _Series) -> tuple[str, ...]:
    """First and last period in which all areas with figures have one, when there are two."""
    present = [set(found) for c in series.four if (found := series.known(c))]
    common = sorted(set.intersection(*present)) if present else []
    return (common[0], common[-1]) if len(common) > 1 else ()


def _peer(code: str, series: _Series, span: tuple[str, ...]) -> Peer:
    known = list(series.known(code).values())
    if not known:
        return Peer(code, series.name(code))
    last = known[-1]
    first = next((r for r in known if honest.comparable(r, last, series.words.indicator)), last)
    start, end = series.points((first, last))
    return Peer(
        code, series.name(code), start, end,
        series.move(code, first.period, last.period), series.move(code, *span) if span else None,
    )  # fmt: skip


def _lines(
    release: Release, cursor: Cursor, series: _Series, peers: Sequence[Peer], span: tuple[str, ...]
) -> View:
    """The lines of the areas beside each other, with what must stand with them."""
    words = series.words
    choice, lang, indicator = words.choice, words.lang, words.indicator
    codes = [p.area_code for p in peers if p.last]
    used = [r for c in codes for r in series.rows[c]]
    cited = {r.source_id for r in used}
    if indicator.kind:
        cited |= set(query.part_sources(cursor, choice.indicator, codes, choice.dim))
    sources = tuple(query.sources(cursor, sorted(cited)))
    ends = dict.fromkeys(f(r.period for r in used) for f in (min, max)) if used else {}
    parts = [indicator.name(lang), words.catalogue.series_name(choice.series, lang),
             "–".join(map(series.label, ends))]  # fmt: skip
    return View(
        kind="line", indicator=choice.indicator, level=choice.level, period=choice.period,
        dim=choice.dim, series=choice.series, lang=lang, release=release.name,
        title=", ".join(p for p in parts if p), unit=words.unit, form="garis",
        subtitle=subtitle(used, sources, words, ", ".join(map(series.name, codes))),
        trend=indicator.trend, lines=tuple(_line(code, series) for code in codes),
        picture_notes=(t("chart.gap", lang),), sources=sources,
        notes=(*period_notes(used, lang), *status_note(used, lang)),
        sentences=tuple(_said(peers, span, series)),
    )  # fmt: skip


def _line(code: str, series: _Series) -> Line:
    """A line without the name of its series, which stands in the title: all lines share it."""
    points = series.points(series.rows[code])
    return Line(code, series.name(code), series.words.choice.series, "", points)


def _said(peers: Sequence[Peer], span: tuple[str, ...], series: _Series) -> list[str]:
    """How each moved over the periods all have; whose last period is another; who has none."""
    lang, said = series.words.lang, []
    some = [(p, p.last) for p in peers if p.last]
    moved = [f"{p.name} {p.shared.text}" for p, _ in some if p.shared]
    if moved and len(moved) == len(some):
        first, last = map(series.label, span)
        unit = change_unit(series.words.indicator, lang)
        said.append(
            t("city.moved", lang, first=first, last=last, moves="; ".join(moved), unit=unit)
        )
    else:
        said.append(t("city.not_moved", lang))
    if len({last.period for _, last in some}) > 1:
        ends = "; ".join(f"{p.name} {last.label}" for p, last in some)
        said.append(t("city.ends", lang, ends=ends))
    if without := ", ".join(p.name for p in peers if not p.last):
        said.append(t("city.without", lang, names=without))
    return said


def _rank_lines(series: _Series) -> tuple[RankLine, ...]:
    if not series.ranked:
        return ()
    labels = {p: series.label(p) for p in series.ranked}
    return tuple(
        RankLine(code, series.name(code), tuple(
            Place(r.period, labels[r.period], series.ranked[r.period][code], r.value, r.mark)
            for r in series.rows[code] if r.period in labels and r.value is not None))
        for code in series.every
    )  # fmt: skip


def _place(series: _Series) -> str:
    words = series.words
    return t("city.place", words.lang, area="{area}", rank="{rank}", of=len(series.every),
             value=sentence.amount("{value}", words.unit), period="{period}")  # fmt: skip


def _decimals(series: _Series) -> int:
    here = (r for c in series.every for r in series.rows.get(c, ()) if r.period in series.ranked)
    return max((decimals_of(v) for v in {r.value for r in here} if v is not None), default=0)


def _rank_sentences(series: _Series) -> list[str]:
    """Rank of the city and the chosen area in the first, the chosen and the last ranked period,
    what rank 1 means, and which periods have no rank."""
    words, ranked = series.words, series.ranked
    lang, of = words.lang, len(series.every)
    here = [r.period for c in series.every for r in series.rows.get(c, ())]
    without = [f"{series.label(p)} ({here.count(p)})" for p in sorted({*here} - {*ranked})]
    left_out = t("city.unranked", lang, of=of, periods=", ".join(without)) if without else ""
    if not ranked:
        return [t("city.no_rank", lang, of=of), left_out]
    told = sorted({min(ranked), max(ranked), *({words.choice.period} & {*ranked})})
    said = [
        t("city.ranks", lang, area=series.name(code),
          ranks=", ".join(_rank_text(code, p, series) for p in told))
        for code in series.four[:2]
    ]  # fmt: skip
    polarity = t(f"about.polarity_{words.indicator.polarity}", lang)
    return [*said, t("city.rank_means", lang, polarity=polarity), left_out]


def _rank_text(code: str, period: str, series: _Series) -> str:
    table = series.ranked[period]
    tied = list(table.values()).count(table[code]) - 1
    key = "city.rank_tied" if tied else "city.rank"
    return t(key, series.words.lang, rank=table[code], of=len(table), tied=tied,
             period=series.label(period))  # fmt: skip


def _base(series: _Series) -> str:
    """The first period with every area, else the first of all; "" when it is not before the
    chosen one."""
    here = {r.period for c in series.every for r in series.rows.get(c, ())}
    first = min(series.ranked or here, default="")
    return first if first < series.words.choice.period else ""
