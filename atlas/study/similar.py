"""Similar: the areas that are most like a chosen one by standardised rates, and by what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from atlas import query
from atlas.measure import ranks
from atlas.measure.similar import TOP, by_distance, nearest_distances, shares, twins, without_each
from atlas.measure.standard import z_scores
from atlas.model import MARKS, Lang, Source
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.sentence import amount
from atlas.store import Release
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.study.rates import Rate
from atlas.text import t
from atlas.view.notes import status_note

FEWEST, MOST = 2, 16
"""Indicators that count: likeness in one is the spread of that one; more cannot be read."""
PEERS = 5
TWINS = 0.85
"""Correlation of two indicators (Pearson, over the areas, either way) from which they say nearly
the same, so that only one of them counts by default."""
MIRRORS = "pangsa_"
"""Shares of the city or province mirror how large an area is; out unless they are asked for."""
RESTATES = {
    "p1": "persen_penduduk_miskin", "p2": "persen_penduduk_miskin", "ipm": "rls",
    "pertumbuhan_ekonomi": "pertumbuhan_pdrb_dihitung",
}  # fmt: skip
"""What by its making restates another: depth and severity of poverty are of the same poor, the
human development index is made of schooling and expenditure, growth is published and computed."""


@dataclass(frozen=True)
class Person:
    """An area in the picture: place 0 is the chosen one, 1 the nearest, and its distance."""

    area_code: str
    name: str
    place: int
    distance: str


@dataclass(frozen=True)
class Point:
    """One of them on the axis of an indicator, by its standard score."""

    area_code: str
    place: int
    score: float
    text: str
    said: str


@dataclass(frozen=True)
class Strip:
    """One indicator: the chosen area and its peers as points, all others as quiet dots."""

    name: str
    period: str
    unit: str
    points: tuple[Point, ...]
    others: tuple[float, ...]
    others_said: str


@dataclass(frozen=True)
class Similar:
    """Indicators from the one in which the nearest peer is closest to the one in which it is not."""

    people: tuple[Person, ...]
    strips: tuple[Strip, ...]
    noun: str


@lru_cache(maxsize=16)
def offered(found: tuple[Rate, ...]) -> tuple[Rate, ...]:
    """Rates with a sure value for every area: only these can be put beside one another."""
    return tuple(r for r in found if r.complete)


@lru_cache(maxsize=16)
def usual(found: tuple[Rate, ...]) -> tuple[Rate, ...]:
    """The rates that count by default: without shares that mirror size, gaps to a fixed figure,
    breakdowns beside their total, what restates another, and the later one of near twins."""
    there = {r.code for r in offered(found)}
    kept: list[Rate] = []
    for rate in offered(found):
        name = rate.indicator.indicator
        again = rate.table.dim and name in there
        if name.startswith(MIRRORS) or rate.indicator.kind == "selisih" or again:
            continue
        if RESTATES.get(name) in there:
            continue
        if not any(j == len(kept) for _, j, _ in twins([r.values for r in (*kept, rate)], TWINS)):
            kept.append(rate)
    return tuple(kept)


def read(
    text: str, found: tuple[Rate, ...], catalogue: Catalogue, level: str, lang: Lang
) -> tuple[list[Rate], list[str]]:
    """The rates that a list of codes asks for, in the order of the catalogue, and a sentence for
    what cannot be had. Whatever the text is, this gives an answer."""
    by_code, said = {r.code: r for r in found}, []
    asked = list(dict.fromkeys(filter(None, text.split(","))))
    unknown = [code for code in asked if code not in by_code]
    if unknown:
        shown = "".join(c for c in unknown[0][:40] if c.isalnum() or c in " -_.=;@")
        said.append(t("similar.unknown", lang, code=shown, count=len(unknown)))
    for code in asked:
        if code in by_code and not by_code[code].complete:
            said.append(_incomplete(by_code[code], catalogue, level, lang))
    chosen = [r for r in offered(found) if r.code in set(asked)]
    if len(chosen) > MOST:
        said.append(t("notice.too_many", lang, most=MOST, given=len(chosen)))
    return chosen[:MOST], said[:4]


def _incomplete(rate: Rate, catalogue: Catalogue, level: str, lang: Lang) -> str:
    out = _missing(rate, catalogue, level, lang)
    return t("similar.incomplete", lang, name=rate.name(catalogue, lang), names=out)


def _missing(rate: Rate, catalogue: Catalogue, level: str, lang: Lang) -> str:
    """Areas without a sure value."""
    areas = (a for a in catalogue.level(level) if a.area_code not in rate.values)
    return ", ".join(a.full_name(lang) for a in areas)


@lru_cache(maxsize=64)
def _nearest_of_all(chosen: tuple[Rate, ...]) -> dict[str, float]:
    """How far each area of a level is from its nearest."""
    return nearest_distances([z_scores(r.values) for r in chosen])


@lru_cache(maxsize=256)
def _source_ids(release: Release, rate: Rate) -> frozenset[str]:
    """Sources of a table and, where it is computed, of the parts it is computed from."""
    found = {o.source_id for o in rate.rows.values()}
    if rate.indicator.kind:
        table = rate.table
        with release.cursor() as cursor:
            parts = query.parts(cursor, rate.indicator.indicator, list(rate.rows), table.dim,
                                table.series, table.period)  # fmt: skip
        found |= {p.source_id for area in parts.values() for p in area}
    return frozenset(found)


def cited(release: Release, chosen: Sequence[Rate]) -> tuple[Source, ...]:
    """Every source that some rates rest on."""
    ids = set().union(*(_source_ids(release, rate) for rate in chosen))
    return tuple(query.cited(release, sorted(ids)))


def weak(release: Release, chosen: Sequence[Rate]) -> list[Rate]:
    """Those of some rates that rest on evidence C."""
    return [r for r in chosen if any(s.grade == "C" for s in cited(release, [r]))]


def reasons(release: Release, chosen: Sequence[Rate], lang: Lang) -> list[str]:
    """Why the other figure of a contested value of some rates was rejected."""
    if not any(o.alternative is not None for r in chosen for o in r.rows.values()):
        return []
    names = sorted({r.indicator.indicator for r in chosen})
    with release.cursor() as cursor:
        found = query.contested(cursor, names)
    return [c.reason_id if lang == "id" else c.reason_en for c in found]


def span(chosen: Sequence[Rate]) -> str:
    """The years of some rates: "2020", "2019–2022"."""
    years = sorted({r.table.period[:4] for r in chosen})
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def twin_notes(chosen: Sequence[Rate], catalogue: Catalogue, lang: Lang) -> list[str]:
    """Pairs of chosen rates that say nearly the same."""
    return [
        t("similar.twins", lang, one=chosen[i].name(catalogue, lang), two=chosen[j].name(catalogue, lang),
          r=format_value(round(r, 2), lang, 2))
        for i, j, r in twins([c.values for c in chosen], TWINS)
    ]  # fmt: skip


def mark_note(chosen: Sequence[Rate], catalogue: Catalogue, lang: Lang) -> list[str]:
    """Which rates hold figures with a status mark, and what the marks mean."""
    marks = {r: {o.mark for o in r.rows.values()} & set(MARKS[1:]) for r in chosen}
    used = set().union(*marks.values())
    if not used:
        return []
    words = "; ".join(f"{m} {t(f'mark.{m}', lang)}" for m in MARKS if m in used)
    names = "; ".join(r.name(catalogue, lang) for r in chosen if marks[r])
    return [t("similar.marks", lang, marks=words, names=names)]


def similar(
    release: Release, catalogue: Catalogue, found: tuple[Rate, ...], chosen: Sequence[Rate],
    level: str, area: str, lang: Lang,
) -> Study:  # fmt: skip
    """All areas by their distance to one, the nearest in words and pictures, and how sure that is;
    the reason where fewer than two rates are there."""
    noun = t(f"level.{level}_noun", lang)
    same = [r.code for r in chosen] == [r.code for r in usual(found)]
    params = {"level": level, "area": area, "indikator": "" if same else ",".join(r.code for r in chosen)}  # fmt: skip
    if len(chosen) < FEWEST:
        return Study("similar", "serupa", t("page.similar", lang), "", lang, release.name, params,
                     refusal=t("similar.refusal", lang, noun=noun))  # fmt: skip
    work = _Work(release, catalogue, list(chosen), level, area, lang, noun)
    behind = [r.rows[a] for r in chosen for a in r.rows]
    low = " · " + t("view.evidence_c", lang) if work.weak else ""
    subtitle = t("similar.subtitle", lang, level=t(f"level.{level}_of", lang), years=span(chosen))
    return Study(
        "similar", "serupa", t("similar.title", lang, area=work.name(area), noun=noun, count=len(chosen)),
        subtitle + low, lang, release.name, params, sentences=tuple(work.sentences()),
        notes=(*work.notes(found), *status_note(behind, lang)), sources=cited(release, chosen),
        grids=work.grids(), picture=work.picture(),
    )  # fmt: skip


class _Work:
    """The figures of one question, and what is said of them in one language."""

    def __init__(
        self, release: Release, catalogue: Catalogue, chosen: list[Rate], level: str, area: str,
        lang: Lang, noun: str,
    ) -> None:  # fmt: skip
        self.release, self.catalogue, self.chosen = release, catalogue, chosen
        self.level, self.area, self.lang, self.noun = level, area, lang, noun
        self.scores = [z_scores(r.values) for r in chosen]
        self.distances = by_distance(self.scores, area)
        self.order = list(self.distances)
        self.nearest = self.order[0]
        self.weak = weak(release, chosen)
        gaps = [abs(s[area] - s[self.nearest]) for s in self.scores]
        self.closest = sorted(range(len(chosen)), key=lambda i: (gaps[i], i))

    def name(self, area: str) -> str:
        return self.catalogue.areas[area].full_name(self.lang)

    def label(self, rate: Rate) -> str:
        return rate.name(self.catalogue, self.lang)

    def number(self, value: float, decimals: int = 2) -> str:
        return format_value(round(value, decimals) + 0.0, self.lang, decimals)

    def signed(self, value: float) -> str:
        return ("+" if round(value, 2) > 0 else "") + self.number(value)

    def far(self, area: str) -> str:
        """ "Medan Marelan (0,61)" """
        return f"{self.name(area)} ({self.number(self.distances[area])})"

    def sentences(self) -> list[str]:
        """Who and by what; how firm; what it is not."""
        lang = self.lang
        rest = t("similar.and", lang).join(self.far(c) for c in self.order[1:TOP])
        said = [t("similar.answer", lang, area=self.name(self.area), peer=self.name(self.nearest),
                  distance=self.number(self.distances[self.nearest]), rest=rest)]  # fmt: skip
        few = 3 if len(self.chosen) > 4 else 1
        ends = self.closest[:few], list(reversed(self.closest))[: few - 1 or 1]
        near, far = ("; ".join(self._both(i) for i in end) for end in ends)
        said.append(t("similar.by", lang, area=self.name(self.area), peer=self.name(self.nearest),
                      near=near, far=far))  # fmt: skip
        said += [self._firm(), *self._rivals(True), self._common(), self._limit()]
        return said

    def _both(self, i: int) -> str:
        """An indicator with the values of the chosen area and of its nearest peer."""
        rate = self.chosen[i]
        own, theirs = (rate.text(c, self.lang) for c in (self.area, self.nearest))
        both = t("similar.both", self.lang, own=own, theirs=theirs)
        return f"{self.label(rate)} ({amount(both, rate.indicator.unit(self.lang))})"

    def _firm(self) -> str:
        """How many of the first three stay when each indicator is left out once."""
        now = set(self.order[:TOP])
        tops = without_each(self.scores, self.area)
        kept = [len(now & set(top)) for top in tops]
        first = sum(top[0] == self.nearest for top in tops)
        values = {"count": len(tops), "first": first, "peer": self.name(self.nearest), "top": len(now)}  # fmt: skip
        if min(kept) == len(now):
            return t("similar.firm", self.lang, **values)
        said = t("similar.loose", self.lang, **values, whole=kept.count(len(now)), least=min(kept))
        return f"{said} {t('similar.frail', self.lang)}" if 2 * first < len(tops) else said

    def _rivals(self, changed: bool) -> list[str]:
        """9: the first three if the rejected figure of a contested value were right; `changed`
        gives those that would be others, else those that would not."""
        said = []
        for i, rate in enumerate(self.chosen):
            for code, row in rate.rows.items():
                if row.alternative is None or row.alternative == row.value:
                    continue
                other = [*self.scores]
                other[i] = z_scores(rate.values | {code: row.alternative})
                top = list(by_distance(other, self.area))[:TOP]
                if (top != self.order[:TOP]) is changed:
                    shown = format_value(row.alternative, self.lang, rate.indicator.decimals)
                    said.append(t(f"similar.rival_{'changed' if changed else 'same'}", self.lang,
                                  area=self.name(code), name=self.label(rate), other=shown,
                                  value=rate.text(code, self.lang), names=", ".join(map(self.name, top))))  # fmt: skip
        return said

    def _common(self) -> str:
        """Whether the nearest of the chosen area is nearer than those of others are."""
        found = _nearest_of_all(tuple(self.chosen))
        own = found[self.area]
        others = [far for area, far in found.items() if area != self.area]
        key = "lonely" if own > median(others) else "common"
        count = sum(far < own for far in others) if key == "lonely" else sum(far > own for far in others)  # fmt: skip
        return t(f"similar.{key}", self.lang, area=self.name(self.area), noun=self.noun, count=count,
                 of=len(others), low=self.number(min(others)), high=self.number(max(others)))  # fmt: skip

    def _limit(self) -> str:
        said = t("similar.limit", self.lang, count=len(self.chosen), years=span(self.chosen))
        if self.weak:
            said += " " + t("similar.weak", self.lang, weak=len(self.weak), count=len(self.chosen))
        return said

    def notes(self, found: tuple[Rate, ...]) -> list[str]:
        lang = self.lang
        notes = [t("similar.note_distance", lang), t("similar.note_scores", lang, count=len(self.distances) + 1, noun=self.noun)]  # fmt: skip
        notes += twin_notes(self.chosen, self.catalogue, lang)
        notes += self._rivals(False) + reasons(self.release, self.chosen, lang)
        notes += mark_note(self.chosen, self.catalogue, lang)
        default = usual(found)
        names = "; ".join(self.label(r) for r in offered(found) if r not in default)
        if names:
            notes.append(t("similar.note_default", lang, names=names, r=self.number(TWINS)))
        out = "; ".join(f"{self.label(r)} ({_missing(r, self.catalogue, self.level, lang)})"
                        for r in found if not r.complete)  # fmt: skip
        return [*notes, t("similar.note_incomplete", lang, names=out)] if out else notes

    def picture(self) -> Similar:
        seats = [self.area, *self.order[:PEERS]]
        people = tuple(
            Person(code, self.name(code), place, self.number(self.distances[code]) if place else "")
            for place, code in enumerate(seats)
        )
        return Similar(people, tuple(self._strip(i, seats) for i in self.closest), self.noun)

    def _strip(self, i: int, seats: Sequence[str]) -> Strip:
        rate, scores = self.chosen[i], self.scores[i]
        unit, lang = rate.indicator.unit(self.lang), self.lang
        points = tuple(
            Point(code, place, round(scores[code], 3), rate.text(code, lang), self._said(rate, code, scores))
            for place, code in enumerate(seats)
        )  # fmt: skip
        rest = sorted((c for c in scores if c not in seats), key=lambda c: (scores[c], c))
        said = ""
        if rest:
            low, high = rest[0], rest[-1]
            said = t("similar.others_said", lang, count=len(rest), noun=self.noun, name=self.label(rate),
                     low=rate.text(low, lang), low_area=self.name(low),
                     high=amount(rate.text(high, lang), unit), high_area=self.name(high))  # fmt: skip
        return Strip(self.label(rate), rate.period(lang), unit, points, tuple(round(scores[c], 3) for c in rest), said)  # fmt: skip

    def _said(self, rate: Rate, code: str, scores: Mapping[str, float]) -> str:
        score = round(scores[code], 2)
        side = "above" if score > 0 else "below" if score < 0 else "at"
        return t(f"similar.said_{side}", self.lang, area=self.name(code), name=self.label(rate),
                 value=amount(rate.text(code, self.lang), rate.indicator.unit(self.lang)),
                 period=rate.period(self.lang), score=self.number(abs(score)))  # fmt: skip

    def grids(self) -> tuple[Grid, ...]:
        values = [[Entry(r.text(c, self.lang), r.values[c]) for r in self.chosen] for c in self.all]
        scores = [[Entry(self.signed(s[c]), round(s[c], 4)) for s in self.scores] for c in self.all]
        return (self._compared(), self._distances(), self._table("values", values),
                self._table("scores", scores), self._left_out())  # fmt: skip

    @property
    def all(self) -> list[str]:
        return [self.area, *self.order]

    def _compared(self) -> Grid:
        """Each indicator with the values of the chosen area and its peers, the closest first."""
        lang, seats = self.lang, [self.area, *self.order[:PEERS]]
        heads = (Head(t("similar.indicator", lang)), *(Head(self.name(c), True) for c in seats),
                 Head(t("similar.apart", lang, peer=self.name(self.nearest)), True),
                 Head(t("similar.share", lang, peer=self.name(self.nearest)), True))  # fmt: skip
        parts = shares(self.scores, self.area, self.nearest)
        rows = []
        for i in self.closest:
            rate, score = self.chosen[i], self.scores[i]
            gap = score[self.nearest] - score[self.area]
            named = f"{rate.label(self.catalogue, lang)} ({rate.indicator.unit(lang)})"
            cells = (Entry(rate.text(c, lang), rate.values[c]) for c in seats)
            rows.append(Row((Entry(named), *cells, Entry(self.signed(gap), round(gap, 4)),
                             Entry(self.number(parts[i], 1), round(parts[i], 1)))))  # fmt: skip
        caption = t("similar.caption_compared", lang, area=self.name(self.area), peer=self.name(self.nearest))  # fmt: skip
        return Grid(t("similar.sheet_compared", lang), caption, heads, tuple(rows))

    def _distances(self) -> Grid:
        """Every area by its distance, with what each indicator adds to it."""
        lang, place = self.lang, ranks({c: -d for c, d in self.distances.items()})
        heads = (Head(t("table.area", lang)), Head(t("table.rank", lang), True),
                 Head(t("similar.distance", lang), True),
                 *(Head(f"{self.label(r)} (%)", True) for r in self.chosen))  # fmt: skip
        rows = []
        for code, far in self.distances.items():
            parts = (
                Entry(self.number(p, 1), round(p, 1)) for p in shares(self.scores, self.area, code)
            )
            rows.append(Row((Entry(self.name(code)), Entry(str(place[code]), place[code]),
                             Entry(self.number(far), round(far, 4)), *parts), code))  # fmt: skip
        caption = t("similar.caption_distances", lang, area=self.name(self.area))
        return Grid(t("similar.sheet_distances", lang), caption, heads, tuple(rows))

    def _table(self, kind: str, cells: Sequence[Sequence[Entry]]) -> Grid:
        """Areas, the chosen one first and then by distance, against indicators."""
        lang = self.lang
        unit = t("similar.unit_scores", lang) if kind == "scores" else ""
        heads = (Head(t("table.area", lang)), *(
            Head(f"{r.label(self.catalogue, lang)} ({unit or r.indicator.unit(lang)})", True)
            for r in self.chosen))  # fmt: skip
        rows = tuple(Row((Entry(self.name(c)), *row), c) for c, row in zip(self.all, cells, strict=True))  # fmt: skip
        return Grid(
            t(f"similar.sheet_{kind}", lang), t(f"similar.caption_{kind}", lang), heads, rows
        )

    def _left_out(self) -> Grid:
        """The nearest when each indicator is left out once."""
        lang, now = self.lang, set(self.order[:TOP])
        places = [str(i + 1) for i in range(len(now))]
        heads = (Head(t("similar.left_out", lang)), *(Head(t("similar.place", lang, place=p)) for p in places),
                 Head(t("similar.stay", lang, top=len(now)), True))  # fmt: skip
        rows = []
        for rate, top in zip(self.chosen, without_each(self.scores, self.area), strict=True):
            stay = len(now & set(top))
            rows.append(Row((Entry(rate.label(self.catalogue, lang)), *(Entry(self.name(c)) for c in top),
                             Entry(str(stay), stay))))  # fmt: skip
        return Grid(t("similar.sheet_left_out", lang), t("similar.caption_left_out", lang), heads, tuple(rows))  # fmt: skip
