"""Matrix: areas against rates, in ranks or standard scores, coloured where high is good or bad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from atlas import colour, honest
from atlas.measure.standard import CUTS, FIFTHS, band, directed, directed_ranks, fifth, z_scores
from atlas.model import GRADES, Lang, Observation
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.sentence import amount
from atlas.store import Release
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.study.rates import Rate
from atlas.study.similar import cited, mark_note, reasons, span, twin_notes, weak
from atlas.text import t
from atlas.view.notes import status_note

MOST = 24
"""Columns that can be read on one page."""
MEASURES = ("peringkat", "baku", "nilai")
BY_CODE = "kode"
"""Rows in the order of their codes, as BPS lists them."""
LAST = FIFTHS - 1
BETTER = (colour.ABOVE[2], colour.ABOVE[0], "", colour.BELOW[0], colour.BELOW[2])
"""Grounds from the best fifth to the worst; the middle one has none. Purple and orange are told
apart by the colour-blind."""
SHADES = (0.88, 0.66, 0.34, 0.17, 0.05)
"""How much ink is in the greys of columns that are neither good nor bad, from high to low."""
NAMED = 3
"""Areas or indicators that a sentence names at most."""


def _mixed(share: float) -> str:
    paper, ink = (colour.rgb(c["light"]) for c in (colour.PAPER, colour.INK))
    return "#" + "".join(
        f"{round(p + (i - p) * share):02x}" for p, i in zip(paper, ink, strict=True)
    )


HIGHER = tuple(_mixed(share) for share in SHADES)
"""Grounds of columns without a direction, from the highest fifth to the lowest."""


@dataclass(frozen=True)
class Column:
    """One rate: its name with the period, what is better in words, and whether anything is."""

    code: str
    name: str
    way: str
    directed: bool


@dataclass(frozen=True)
class Square:
    """One area in one rate: its class (0 best or highest, 4 worst or lowest) and its colours; or
    none, and the state that says why."""

    text: str
    value: float | None
    klass: int | None
    ground: str
    ink: str
    state: str
    said: str


@dataclass(frozen=True)
class Band:
    """One area with its squares, in the order of the columns."""

    area_code: str
    name: str
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class Scale:
    """What the colours of one sort of columns mean: title, and a label with ground and ink each."""

    title: str
    steps: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Matrix:
    """Columns with a direction first; rows in the order that is asked for."""

    columns: tuple[Column, ...]
    rows: tuple[Band, ...]
    scales: tuple[Scale, ...]
    states: tuple[tuple[str, str], ...]
    """states that occur in place of a value, with their words"""


def luminance(ground: str) -> float:
    """Relative luminance of a colour (WCAG 2)."""
    linear = ((c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4) for c in colour.rgb(ground))  # fmt: skip
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@lru_cache(maxsize=32)
def ink_on(ground: str) -> str:
    """The ink, dark or light, that is read best on a ground; "" where there is none."""
    if not ground:
        return ""
    light = luminance(ground) + 0.05
    inks = colour.INK["light"], colour.PAPER["light"]
    dark, pale = (luminance(i) + 0.05 for i in inks)
    return inks[0] if light / dark >= pale / light else inks[1]


def usual(found: Sequence[Rate]) -> list[Rate]:
    """The complete rates, without gaps to a fixed figure: those order areas as the rate itself."""
    return [r for r in found if r.complete and r.indicator.kind != "selisih"][:MOST]


def read(text: str, found: Sequence[Rate], lang: Lang) -> tuple[list[Rate], list[str]]:
    """The rates that a list of codes asks for, and a sentence for what cannot be had."""
    asked = list(dict.fromkeys(filter(None, text.split(","))))
    known, said = {r.code for r in found}, []
    unknown = [code for code in asked if code not in known]
    if unknown:
        shown = "".join(c for c in unknown[0][:40] if c.isalnum() or c in " -_.=;@")
        said.append(t("matrix.unknown", lang, code=shown, count=len(unknown)))
    chosen = [r for r in found if r.code in set(asked)]
    if len(chosen) > MOST:
        said.append(t("notice.too_many", lang, most=MOST, given=len(chosen)))
    return chosen[:MOST], said


@lru_cache(maxsize=256)
def _ranked(rate: Rate, areas: tuple[str, ...]) -> dict[str, int]:
    """15: directed ranks where all areas may be ranked, else none."""
    values = honest.rankable(rate.rows, areas, rate.indicator)
    return directed_ranks(values, rate.indicator.polarity)


@lru_cache(maxsize=256)
def _scored(rate: Rate) -> dict[str, float]:
    """Standard scores, plus for better where there is a better."""
    found = z_scores(rate.values)
    return {a: directed(z, rate.indicator.polarity) for a, z in found.items()}


def ordered(chosen: Sequence[Rate]) -> list[Rate]:
    """Rates with a direction first."""
    return sorted(chosen, key=lambda r: not r.directed)


def matrix(
    release: Release, catalogue: Catalogue, found: Sequence[Rate], chosen: Sequence[Rate], level: str,
    measure: str, order: str, area: str, lang: Lang,
) -> Study:  # fmt: skip
    """Areas against rates; `measure` is one of MEASURES, `order` BY_CODE or the code of a rate by
    which the rows stand, the best or highest first. A rate that may not be ranked is left out of
    ranks, and is said."""
    areas = tuple(a.area_code for a in catalogue.level(level))
    area = area if area in areas else ""
    wanted = ordered(chosen)
    out = [r for r in wanted if measure == "peringkat" and not _ranked(r, areas)]
    columns = [r for r in wanted if r not in out]
    first = columns[0].code if columns else BY_CODE
    order = order if order in {BY_CODE, *(r.code for r in columns)} else first
    same = {r.code for r in chosen} == {r.code for r in usual(found)}
    params = {
        "level": level, "ukuran": measure, "urut": order if order != first else "", "area": area,
        "indikator": "" if same else ",".join(r.code for r in chosen),
    }  # fmt: skip
    title = t(f"matrix.title_{measure}", lang, noun=t(f"level.{level}_noun", lang))
    if not columns:
        why = t("matrix.refusal_ranks" if out else "matrix.refusal", lang)
        return Study("matrix", "matriks", title, "", lang, release.name, params, refusal=why)
    work = _Work(release, catalogue, columns, out, areas, level, measure, order, area, lang)
    behind = [o for r in columns for o in r.rows.values()]
    low = " · " + t("view.evidence_c", lang) if weak(release, columns) else ""
    subtitle = t(f"matrix.subtitle_{measure}", lang, level=t(f"level.{level}_of", lang), years=span(columns))  # fmt: skip
    picture = work.picture()
    return Study(
        "matrix", "matriks", title, subtitle + low, lang, release.name, params,
        sentences=tuple(work.sentences()), notes=(*work.notes(), *status_note(behind, lang)),
        sources=cited(release, columns), grids=work.grids(picture), picture=picture,
    )  # fmt: skip


class _Work:
    """The figures of one question, and what is said of them in one language."""

    def __init__(
        self, release: Release, catalogue: Catalogue, columns: list[Rate], out: list[Rate],
        areas: tuple[str, ...], level: str, measure: str, order: str, area: str, lang: Lang,
    ) -> None:  # fmt: skip
        self.release, self.catalogue, self.columns, self.out = release, catalogue, columns, out
        self.areas, self.measure, self.area, self.lang = areas, measure, area, lang
        self.noun = t(f"level.{level}_noun", lang)
        self.ranks = {r.code: _ranked(r, areas) for r in columns}
        self.scores = {r.code: _scored(r) for r in columns}
        self.order = order
        self.judged = [r for r in columns if r.directed and self.ranks[r.code]]

    def name(self, area: str) -> str:
        return self.catalogue.areas[area].full_name(self.lang)

    def label(self, rate: Rate) -> str:
        return rate.name(self.catalogue, self.lang)

    def title(self, rate: Rate) -> str:
        """Name and period, unless its name ends with it."""
        name, period = self.label(rate), rate.period(self.lang)
        return name if name.endswith(period) else f"{name}, {period}"

    def way(self, rate: Rate) -> str:
        return t(f"matrix.way_{rate.indicator.polarity}", self.lang)

    def score(self, area: str, rate: Rate) -> float | None:
        """As it is shown and coloured: with two decimals."""
        found = self.scores[rate.code].get(area)
        return None if found is None else round(found, 2) + 0.0

    def signed(self, value: float) -> str:
        return ("+" if value > 0 else "") + format_value(value, self.lang, 2)

    def rows(self) -> list[str]:
        """Areas in the order that is asked for; those without a value last."""
        found = sorted(self.areas)
        if self.order == BY_CODE:
            return found
        return sorted(found, key=lambda a: -self.scores[self.order].get(a, float("-inf")))

    def picture(self) -> Matrix:
        columns = tuple(
            Column(r.code, self.title(r), self.way(r), r.directed) for r in self.columns
        )
        rows = tuple(
            Band(a, self.name(a), tuple(self._square(a, r, self.measure) for r in self.columns))
            for a in self.rows()
        )
        states = dict.fromkeys(s.state for row in rows for s in row.squares if s.state)
        words = tuple((s, t(f"matrix.state_{s}", self.lang)) for s in states)
        sorts = dict.fromkeys(r.directed for r in self.columns)
        return Matrix(columns, rows, tuple(self._scale(s) for s in sorts), words)

    def _square(self, area: str, rate: Rate, measure: str) -> Square:
        score = self.score(area, rate)
        if score is None:
            state = _state(rate.rows.get(area), rate)
            words, _ = self._shown(area, rate, measure)
            said = t("matrix.said_none", self.lang, area=self.name(area), name=self.title(rate), state=words)  # fmt: skip
            return Square(words, None, None, "", "", state, said)
        rank, of = self.ranks[rate.code].get(area), len(self.ranks[rate.code])
        klass = LAST - band(score) if measure == "baku" else fifth(rank, of) if rank else None
        ground = "" if klass is None else (BETTER if rate.directed else HIGHER)[klass]
        text, value = self._shown(area, rate, measure)
        return Square(text, value, klass, ground, ink_on(ground), "", self._said(area, rate))

    def _shown(self, area: str, rate: Rate, measure: str) -> tuple[str, float | None]:
        """What stands in a square, and its number; without a sure value the state in words."""
        if area not in rate.values:
            state = _state(rate.rows.get(area), rate)
            return t(f"matrix.state_{state}", self.lang), None
        if measure == "peringkat":
            rank = self.ranks[rate.code].get(area)
            return ("", None) if rank is None else (str(rank), rank)
        if measure == "baku":
            score = self.score(area, rate)
            return self.signed(score or 0.0), score
        mark = rate.rows[area].mark
        return f"{rate.text(area, self.lang)} {mark}".strip(), rate.values[area]

    def _said(self, area: str, rate: Rate) -> str:
        ranks = self.ranks[rate.code]
        rank = t("matrix.said_rank", self.lang, rank=ranks[area], of=len(ranks), end=self.end(rate)) if area in ranks else ""  # fmt: skip
        return t("matrix.said", self.lang, area=self.name(area), name=self.title(rate), rank=rank,
                 value=amount(rate.text(area, self.lang), rate.indicator.unit(self.lang)),
                 score=self.signed(self.score(area, rate) or 0.0))  # fmt: skip

    def end(self, rate: Rate) -> str:
        """What rank 1 is."""
        return t("matrix.best" if rate.directed else "matrix.highest", self.lang)

    def _scale(self, judged: bool) -> Scale:
        grounds, sort = BETTER if judged else HIGHER, "judged" if judged else "neutral"
        if self.measure == "baku":
            labels = self._bands()
        else:
            labels = [t(f"matrix.{sort}_{i}", self.lang) for i in range(FIFTHS)]
        steps = tuple((w, g, ink_on(g)) for w, g in zip(labels, grounds, strict=True))
        return Scale(t(f"matrix.scale_{sort}", self.lang), steps)

    def _bands(self) -> list[str]:
        """Bands of standard scores in words, the highest first."""
        ends = [("+" if c > 0 else "") + format_value(c, self.lang, 1) for c in CUTS]
        middle = [t("matrix.between", self.lang, low=a, high=b) for a, b in pairwise(ends)]  # fmt: skip
        labels = [t("matrix.under", self.lang, high=ends[0]), *middle, t("matrix.over", self.lang, low=ends[-1])]  # fmt: skip
        return labels[::-1]

    def _often(self, klass: int) -> dict[str, list[Rate]]:
        """Rates with a direction in which each area is in a fifth."""
        return {
            a: [r for r in self.judged if a in self.ranks[r.code]
                and fifth(self.ranks[r.code][a], len(self.ranks[r.code])) == klass]
            for a in self.areas
        }  # fmt: skip

    def sentences(self) -> list[str]:
        """Who is most often behind and ahead, the chosen area, and what cannot be said."""
        lang = self.lang
        said = [self._ends() if self.judged else t("matrix.no_direction", lang)]
        if self.area and self.judged:
            best, worst = (self._often(k)[self.area] for k in (0, LAST))
            said.append(t("matrix.chosen", lang, area=self.name(self.area), of=len(self.judged),
                          best=self._listed(best), worst=self._listed(worst)))  # fmt: skip
        if self.judged:
            said.append(t("matrix.not_index", lang))
        if self.out:
            names = "; ".join(self.title(r) for r in self.out)
            said.append(t("matrix.unranked", lang, names=names))
        plain = [r for r in self.columns if self.measure == "nilai" and not self.ranks[r.code]]
        if plain:
            said.append(t("matrix.uncoloured", lang, names="; ".join(map(self.title, plain))))
        if low := weak(self.release, self.columns):
            said.append(t("matrix.weak", lang, weak=len(low), count=len(self.columns)))
        return said

    def _ends(self) -> str:
        """The areas that are most often in the worst and in the best fifth."""
        ends = {}
        for key, klass in (("worst", LAST), ("best", 0)):
            found = self._often(klass)
            most = max(len(rates) for rates in found.values())
            tops = [a for a, rates in found.items() if len(rates) == most]
            words = self._shortened([self.name(a) for a in tops])
            which = f": {self._names(found[tops[0]])}" if len(tops) == 1 else ""
            ends[key] = t("matrix.end", self.lang, names=words, count=most, which=which)
        return t("matrix.ends", self.lang, of=len(self.judged), **ends)

    def _shortened(self, names: Sequence[str]) -> str:
        shown, rest = ", ".join(names[:NAMED]), len(names) - NAMED
        return t("say.and_more", self.lang, names=shown, count=rest) if rest > 0 else shown

    def _names(self, found: Sequence[Rate]) -> str:
        return "; ".join(self.label(r) for r in found)

    def _listed(self, found: Sequence[Rate]) -> str:
        """ "2 (SD per 10.000 penduduk; SMP per 10.000 penduduk)", or 0."""
        return f"{len(found)} ({self._names(found)})" if found else "0"

    def notes(self) -> list[str]:
        lang = self.lang
        notes = [t(f"matrix.note_{self.measure}", lang, noun=self.noun)]
        notes.append(
            t("matrix.note_colours" if self.measure != "baku" else "matrix.note_bands", lang)
        )
        if any(not r.directed for r in self.columns):
            notes.append(t("matrix.note_neutral", lang))
        notes += twin_notes([r for r in self.columns if r.directed], self.catalogue, lang)
        notes += self._rivals() + reasons(self.release, self.columns, lang)
        return notes + mark_note(self.columns, self.catalogue, lang)

    def _rivals(self) -> list[str]:
        """9: the rank of an area if the rejected figure of a contested value were right."""
        said = []
        for rate in self.columns:
            for area, row in rate.rows.items():
                now = self.ranks[rate.code].get(area)
                if row.alternative is None or now is None:
                    continue
                values = {a: rate.values[a] for a in self.ranks[rate.code]} | {
                    area: row.alternative
                }
                other = directed_ranks(values, rate.indicator.polarity)[area]
                shown = format_value(row.alternative, self.lang, rate.indicator.decimals)
                said.append(t("matrix.rival", self.lang, area=self.name(area), name=self.label(rate), other=shown,
                              value=rate.text(area, self.lang), rank=other, now=now))  # fmt: skip
        return said

    def grids(self, picture: Matrix) -> tuple[Grid, ...]:
        """What is shown first, then the other measures, then what the columns are."""
        rest = [m for m in MEASURES if m != self.measure]
        return (self._grid(self.measure, picture), *(self._grid(m, picture) for m in rest), self._about())  # fmt: skip

    def _grid(self, measure: str, picture: Matrix) -> Grid:
        lang, shown = self.lang, measure == self.measure
        heads = [Head(t("table.area", lang))]
        for rate in self.columns:
            more = self.way(rate)
            if measure == "nilai":
                more = f"{rate.indicator.unit(lang)}; {more}"
            heads.append(Head(f"{self.title(rate)} ({more})", True))
        rows = []
        for band_ in picture.rows:
            if shown:
                entries = [Entry(q.text, q.value, *_look(q)) for q in band_.squares]
            else:
                entries = [Entry(*self._shown(band_.area_code, r, measure)) for r in self.columns]
            rows.append(Row((Entry(band_.name), *entries), band_.area_code))
        caption = t(f"matrix.caption_{measure}", lang)
        return Grid(t(f"matrix.sheet_{measure}", lang), caption, tuple(heads), tuple(rows))

    def _about(self) -> Grid:
        lang = self.lang
        heads = (Head(t("matrix.indicator", lang)), Head(t("matrix.unit", lang)), Head(t("matrix.direction", lang)),
                 Head(t("matrix.areas", lang), True), Head(t("matrix.grade", lang)))  # fmt: skip
        rows = []
        for rate in self.columns:
            grades = sorted({s.grade for s in cited(self.release, [rate])}, key=GRADES.index)
            rows.append(Row((Entry(rate.label(self.catalogue, lang)), Entry(rate.indicator.unit(lang)),
                             Entry(self.way(rate)), Entry(str(len(rate.values)), len(rate.values)),
                             Entry(", ".join(grades)))))  # fmt: skip
        return Grid(t("matrix.sheet_about", lang), t("matrix.caption_about", lang), heads, tuple(rows))  # fmt: skip


def _state(row: Observation | None, rate: Rate) -> str:
    """Why a value does not enter statistics: one of the states, or how it fails to be sure."""
    if row is not None and row.value is not None:
        return "penyebut_kecil" if honest.too_small(row, rate.indicator) else "nol_unlisted"
    if row is not None and row.low is not None:
        return "ditahan"
    return honest.state(row)


def stripes(state: str) -> tuple[int, ...]:
    """Directions of the stripes of a state, in degrees."""
    return colour.STRIPE.get(state, (90,))


def _look(square: Square) -> tuple[str, str]:
    """Ground and ink of a square in a table: a state without a value is striped."""
    if not square.state:
        return square.ground, square.ink
    lines = ",".join(
        f"repeating-linear-gradient({-d}deg,{colour.RULE['light']} 0 2px,transparent 2px 8px)"
        for d in stripes(square.state)
    )
    return f"{lines},{colour.PAPER['light']}", colour.INK["light"]
