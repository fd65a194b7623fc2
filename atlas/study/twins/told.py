"""Two sources, one concept, in words: how far apart, when, in which order, and what each counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas import honest, query
from atlas.model import Indicator, Lang
from atlas.number import format_period, format_value
from atlas.query import Catalogue
from atlas.sentence import amount, value_text
from atlas.store import Release
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.study.shared import weak
from atlas.study.twins.pair import (
    Dated,
    Match,
    Ranking,
    Side,
    Twin,
    areas,
    best,
    dated,
    matches,
    ranking,
)
from atlas.study.twins.picture import Moved, Piece, Spot, TwinPicture
from atlas.text import t
from atlas.view.notes import status_note

MOST = 10
"""Areas with the largest change of rank that are drawn."""
SOON = 6
"""Months between two dates up to which a sentence may give their gap in percent; a longer time puts
too much of its own change into it, and the table has it with its months."""


def study(release: Release, catalogue: Catalogue, twin: Twin, area: str, lang: Lang) -> Study:
    """A pair for one area: how far apart, when, in which order, and what each side counts."""
    words = _Words(release, catalogue, twin, area, lang)
    one, other = dated(release, twin.a, area), dated(release, twin.b, area)
    found, rank = matches(one, other), words.ranked()
    rows = [d.row for d in (*one, *other)]
    sources = tuple(query.cited(release, sorted({r.source_id for r in rows})))
    low = weak(sources, lang)
    return Study(
        "twins", "dua-sumber", t("twins.title", lang, name=twin.text("name", lang), area=words.place),
        t("twins.subtitle", lang, unit=words.units, a=words.label_a, b=words.label_b) + low, lang,
        release.name, {"pasangan": twin.code, "area": area},
        sentences=words.sentences(found, rank), notes=words.notes(one, other), sources=sources,
        grids=words.grids(found, one, other, rank), picture=words.picture(found, one, other, rank),
    )  # fmt: skip


def without(release: Release, key: str, lang: Lang) -> Study:
    """A study that says why there is none: no pairs in the release, or no area with both sides."""
    return Study("twins", "dua-sumber", t("page.twins", lang), "", lang, release.name,
                 refusal=t(key, lang))  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Words:
    """What is said of a pair for one area, in one language."""

    release: Release
    catalogue: Catalogue
    twin: Twin
    area: str
    lang: Lang

    @property
    def label_a(self) -> str:
        return self.twin.text("label_a", self.lang)

    @property
    def label_b(self) -> str:
        return self.twin.text("label_b", self.lang)

    @property
    def place(self) -> str:
        return self.catalogue.areas[self.area].full_name(self.lang)

    @property
    def level(self) -> str:
        return self.catalogue.areas[self.area].level

    def indicator(self, side: Side) -> Indicator:
        return self.catalogue.indicators[side.indicator]

    @property
    def units(self) -> str:
        found = [self.indicator(s).unit(self.lang) for s in (self.twin.a, self.twin.b)]
        return "; ".join(dict.fromkeys(found))

    @property
    def decimals(self) -> int:
        return max(self.indicator(s).decimals for s in (self.twin.a, self.twin.b))

    def value(self, one: Dated, side: Side) -> str:
        """The value with its unit; where coverage differs so much that no change may be spoken of,
        with the number it is of (3)."""
        indicator = self.indicator(side)
        text = amount(value_text(one.row, indicator, self.lang), indicator.unit(self.lang))
        if indicator.trend or one.row.denominator is None:
            return text
        return t(
            "twins.out_of",
            self.lang,
            value=text,
            count=format_value(one.row.denominator, self.lang),
        )

    def when(self, one: Dated, side: Side) -> str:
        """The period, with the month it speaks of when it is a year of which that is known."""
        if len(one.row.period) > 4 or not side.known:
            return format_period(one.row.period, self.lang, one.row.period_kind)
        year, month = divmod(one.month - 1, 12)
        return format_period(f"{year:04d}-{month + 1:02d}", self.lang, "month")

    def date(self, one: Dated, side: Side) -> str:
        """As `when`, semesters by their month: what a gap in time is counted from."""
        if one.row.period_kind == "semester":
            return format_period(one.row.period, self.lang, "month")
        return self.when(one, side)

    def series(self, one: Dated) -> str:
        return self.catalogue.series_name(one.row.series, self.lang)

    def distance(self, months: int) -> str:
        """ "pada waktu yang sama", "6 bulan", "2 tahun" """
        size = abs(months)
        if not size:
            return t("twins.apart_none", self.lang)
        count, unit = (size // 12, "year") if size % 12 == 0 else (size, "month")
        return t(f"twins.apart_{unit}{'s' if count > 1 else ''}", self.lang, count=count)

    def gap(self, match: Match) -> str:
        """ "56.327 jiwa (2,28 %)"; percentages differ by percentage points, and by no percent, nor do
        dates far from each other."""
        indicator = self.indicator(self.twin.a)
        if not match.gap:
            return t("twins.same", self.lang)
        size = format_value(abs(round(match.gap, 6)), self.lang, self.decimals)
        if indicator.unit("id").startswith("persen"):
            return t("say.points", self.lang, value=size)
        if indicator.measure == "indeks":
            return t("twins.points", self.lang, value=size)
        text = amount(size, indicator.unit(self.lang))
        share = self.share(match) if _soon(match) else None
        return text if share is None else f"{text} ({format_value(abs(share), self.lang, 1)} %)"

    def share(self, match: Match) -> float | None:
        """The gap in percent of the first side, where a share means something."""
        indicator, base = self.indicator(self.twin.a), match.a.row.value
        if not base or base < 0 or indicator.unit("id").startswith("persen"):
            return None
        return None if indicator.measure == "indeks" else round(100 * match.gap / base, 1) + 0.0

    def sentences(self, found: Sequence[Match], rank: Ranking | None) -> tuple[str, ...]:
        """The gap at the nearest dates, how it was at others, and the order of the areas."""
        said = [self.answer(found)]
        near = [m for m in found if self.twin.near(m)]
        first = best(near)
        rest = [m for m in near if m is not first and _soon(m)]
        if rest:
            listed = "; ".join(self._other(m) for m in rest[-4:])
            said.append(
                t("twins.other_gaps", self.lang, gaps=listed, a=self.label_a, b=self.label_b)
            )
        if rank or self._could_rank:
            said.append(self.order(rank))
        return tuple(said)

    def _other(self, match: Match) -> str:
        """A gap with both dates, once where they are the same."""
        when_a, when_b = self.date(match.a, self.twin.a), self.date(match.b, self.twin.b)
        if not match.apart:
            return t("twins.other_same", self.lang, when=when_a, gap=self.signed(match))
        return t("twins.other_near", self.lang, when_a=when_a, when_b=when_b, gap=self.signed(match),
                 apart=self.distance(match.apart))  # fmt: skip

    @property
    def _could_rank(self) -> bool:
        """Whether enough of the level have both sources that a missing order needs a word."""
        here = [
            c for c in areas(self.release, self.twin) if self.catalogue.areas[c].level == self.level
        ]
        return self.twin.most is not None and len(here) >= honest.FEWEST_VALUES

    def answer(self, found: Sequence[Match]) -> str:
        """How far the two differ, or which condition forbids saying so."""
        lang, match = self.lang, best(found)
        if match is None:
            return t("twins.no_match", lang, area=self.place)
        values = {
            "area": self.place, "a": self.label_a, "b": self.label_b,
            "value_a": self.value(match.a, self.twin.a), "value_b": self.value(match.b, self.twin.b),
            "when_a": self.date(match.a, self.twin.a), "when_b": self.date(match.b, self.twin.b),
        }  # fmt: skip
        far = self.distance(match.apart)
        if self.twin.most is None:
            return t("twins.side_by_side", lang, **values, apart=far)
        if not self.twin.near(match):
            key = "too_far" if self.twin.most else "other_time"
            return t(f"twins.{key}", lang, **values, apart=far)
        words = {**values, "apart": self._apart(match)}
        if not match.gap:
            return t("twins.answer_same", lang, **words)
        return t("twins.answer_gap", lang, **words, more=self.more(match), gap=self.gap(match))

    def more(self, match: Match) -> str:
        """ "lebih tinggi", of people and things "lebih banyak", of money "lebih besar", of land "lebih
        luas"."""
        indicator = self.indicator(self.twin.a)
        what = "rate"
        if indicator.unit("id") == "km²":
            what = "land"
        elif indicator.extensive:
            what = "count" if indicator.measure == "jumlah" else "sum"
        return t(f"twins.{'more' if match.gap > 0 else 'less'}_{what}", self.lang)

    @property
    def top(self) -> str:
        """What rank 1 is: of counts the largest, of rates the highest."""
        size = self.indicator(self.twin.a).extensive
        return t("twins.top_size" if size else "twins.top_rate", self.lang)

    def _apart(self, match: Match) -> str:
        if not match.apart:
            return t("twins.dates_same", self.lang)
        return t("twins.dates_apart", self.lang, apart=self.distance(match.apart))

    def signed(self, match: Match) -> str:
        sign = "+" if match.gap > 0 else "−" if match.gap < 0 else ""
        return sign + self.gap(match)

    def order(self, rank: Ranking | None) -> str:
        """How many areas stand at another place, or that no date holds all of them."""
        noun, of = t(f"twins.noun_{self.level}", self.lang), len(self.catalogue.level(self.level))
        if rank is None:
            return t("twins.no_ranks", self.lang, of=of, noun=noun)
        moved = sum(rank.a[c] != rank.b[c] for c in rank.a)
        return t("twins.ranks", self.lang, count=moved, of=of, noun=noun, a=self.label_a, b=self.label_b,
                 when_a=self.date(rank.match.a, self.twin.a), when_b=self.date(rank.match.b, self.twin.b),
                 apart=self._apart(rank.match))  # fmt: skip

    def ranked(self) -> Ranking | None:
        found = ranking(self.release, self.twin, self.level)
        return found if found and self.area in found.a else None

    def notes(self, one: Sequence[Dated], other: Sequence[Dated]) -> tuple[str, ...]:
        """What each side counts, why they differ, and how dates are read."""
        lang, twin = self.lang, self.twin
        notes = [t("twins.what", lang, side=self.label_a, text=twin.text("what_a", lang)),
                 t("twins.what", lang, side=self.label_b, text=twin.text("what_b", lang)),
                 t("twins.why", lang, text=twin.text("why", lang))]  # fmt: skip
        sides = ((twin.a, one), (twin.b, other))
        if any(
            not side.known and any(len(d.row.period) == 4 for d in rows) for side, rows in sides
        ):
            notes.append(t("twins.year_only", lang))
        return (
            *notes,
            t("twins.own_words", lang),
            t("twins.never_joined", lang),
            *status_note((d.row for d in (*one, *other)), lang),
        )

    def grids(
        self,
        found: Sequence[Match],
        one: Sequence[Dated],
        other: Sequence[Dated],
        rank: Ranking | None,
    ) -> tuple[Grid, ...]:
        grids = [self._gaps(found)] if found else []
        grids += [self._order(rank)] if rank else []
        return (*grids, self._all(one, other))

    def _gaps(self, found: Sequence[Match]) -> Grid:
        """Both values at every pair of nearest dates, newest first; gaps too far in time refused."""
        lang = self.lang
        heads = (Head(self.label_a + t("twins.dated", lang)), Head(self.valued(self.label_a, self.twin.a), True),
                 Head(self.label_b + t("twins.dated", lang)), Head(self.valued(self.label_b, self.twin.b), True),
                 Head(t("twins.months", lang), True), Head(t("twins.gap", lang, unit=self.step_unit), True),
                 Head(t("twins.percent", lang), True), Head(t("twins.area_code", lang)))  # fmt: skip
        caption = t(
            "twins.caption_gaps",
            lang,
            area=self.place,
            a=self.label_a,
            b=self.label_b,
            unit=self.units,
        )
        rows = tuple(self._gap_row(m) for m in reversed(found))
        return Grid(t("twins.sheet_gaps", lang), caption, heads, rows)

    @property
    def step_unit(self) -> str:
        indicator = self.indicator(self.twin.a)
        percent = indicator.unit("id").startswith("persen")
        return t("trend.points", self.lang) if percent else indicator.unit(self.lang)

    def valued(self, label: str, side: Side) -> str:
        """A head for the values of a side, with their unit."""
        return f"{label} ({self.indicator(side).unit(self.lang)})"

    def _gap_row(self, match: Match) -> Row:
        allowed = self.twin.near(match)
        refused = Entry(t("twins.refused", self.lang))
        gap, share = round(match.gap, 6), self.share(match)
        size = format_value(gap, self.lang, self.decimals)
        return Row((
            Entry(self._dated(match.a, self.twin.a)), self._entry(match.a, self.twin.a),
            Entry(self._dated(match.b, self.twin.b)), self._entry(match.b, self.twin.b),
            Entry(str(abs(match.apart)), abs(match.apart)),
            Entry(("+" if gap > 0 else "") + size, gap) if allowed else refused,
            Entry("" if share is None else format_value(share, self.lang, 1), share) if allowed else refused,
            Entry(self.area),
        ))  # fmt: skip

    def _dated(self, one: Dated, side: Side) -> str:
        return ", ".join(p for p in (self.date(one, side), self.series(one)) if p)

    def _entry(self, one: Dated, side: Side) -> Entry:
        text = value_text(one.row, self.indicator(side), self.lang)
        return Entry(
            f"{text} {one.row.mark}".strip() if one.row.mark not in ("", "-") else text,
            one.row.value,
        )

    def _order(self, rank: Ranking) -> Grid:
        """Every area of the level with its two ranks, the largest change first."""
        lang, a, b = self.lang, self.label_a, self.label_b
        heads = (Head(t("table.area", lang)), Head(t("twins.rank_of", lang, side=a), True),
                 Head(t("twins.rank_of", lang, side=b), True), Head(t("twins.moved", lang), True))  # fmt: skip
        rows = [
            Row((Entry(self.catalogue.areas[c].full_name(lang)), Entry(str(rank.a[c]), rank.a[c]),
                 Entry(str(rank.b[c]), rank.b[c]), Entry(_signed(rank.a[c] - rank.b[c]), rank.a[c] - rank.b[c])), c)
            for c in _by_move(rank)
        ]  # fmt: skip
        caption = t("twins.caption_ranks", lang, a=a, when_a=self.date(rank.match.a, self.twin.a), b=b,
                    when_b=self.date(rank.match.b, self.twin.b), top=self.top)  # fmt: skip
        return Grid(t("twins.sheet_ranks", lang), caption, heads, tuple(rows))

    def _all(self, one: Sequence[Dated], other: Sequence[Dated]) -> Grid:
        """Every value of both sides with its series and source."""
        lang = self.lang
        heads = (Head(t("twins.side", lang)), Head(t("twins.series", lang)), Head(t("twins.period", lang)),
                 Head(f"{t('table.value', lang)} ({self.units})", True), Head(t("table.mark", lang)),
                 Head(t("twins.source", lang)), Head(t("twins.area_code", lang)))  # fmt: skip
        rows = []
        for side, label, values in (
            (self.twin.a, self.label_a, one),
            (self.twin.b, self.label_b, other),
        ):
            for d in values:
                source = query.cited(self.release, [d.row.source_id])
                named = f"{source[0].text('producer', lang)} ({source[0].grade})" if source else ""
                rows.append(Row((Entry(label), Entry(self.series(d)), Entry(self.when(d, side)),
                                 Entry(value_text(d.row, self.indicator(side), lang), d.row.value),
                                 Entry(d.row.mark), Entry(named), Entry(d.row.area_code))))  # fmt: skip
        return Grid(
            t("twins.sheet_all", lang),
            t("twins.caption_all", lang, area=self.place),
            heads,
            tuple(rows),
        )

    def picture(
        self,
        found: Sequence[Match],
        one: Sequence[Dated],
        other: Sequence[Dated],
        rank: Ranking | None,
    ) -> TwinPicture:
        match = best([m for m in found if self.twin.near(m)])
        bracket = match and (_time(match.a), match.a.row.value or 0.0,
                             _time(match.b), match.b.row.value or 0.0)  # fmt: skip
        return TwinPicture(
            (*self._pieces("a", self.twin.a, one), *self._pieces("b", self.twin.b, other)),
            self.label_a, self.label_b, bracket or None, self.signed(match) if match else "",
            self.answer(found) if match else "",
            self._moves(rank) if rank else (),
            t("twins.moved_title", self.lang, a=self.label_a, b=self.label_b, top=self.top), len(rank.a) if rank else 0,
            self.decimals,
        )  # fmt: skip

    def _pieces(self, name: str, side: Side, values: Sequence[Dated]) -> tuple[Piece, ...]:
        label = self.label_a if name == "a" else self.label_b
        found = []
        for series in dict.fromkeys(d.row.series for d in values):
            own = [d for d in values if d.row.series == series]
            spots = tuple(Spot(_time(d), d.row.value or 0.0, value_text(d.row, self.indicator(side), self.lang),
                               t("twins.spot", self.lang, side=self._dated(d, side), value=self.value(d, side), label=label))
                          for d in own)  # fmt: skip
            found.append(
                Piece(
                    name,
                    self.catalogue.series_name(series, self.lang) or label,
                    spots,
                    self.indicator(side).trend,
                )
            )
        return tuple(found)

    def _moves(self, rank: Ranking) -> tuple[Moved, ...]:
        """The areas whose rank changes most, and the chosen one."""
        order = [c for c in _by_move(rank) if rank.a[c] != rank.b[c]][:MOST]
        shown = order if self.area in order else [*order, self.area] if order else []
        return tuple(
            Moved(c, self.catalogue.areas[c].full_name(self.lang), rank.a[c], rank.b[c],
                  t("twins.moved_said", self.lang, area=self.catalogue.areas[c].full_name(self.lang),
                    a=self.label_a, rank_a=rank.a[c], b=self.label_b, rank_b=rank.b[c], of=len(rank.a)),
                  c == self.area)
            for c in shown
        )  # fmt: skip


def _soon(match: Match) -> bool:
    return abs(match.apart) <= SOON


def _by_move(rank: Ranking) -> list[str]:
    return sorted(rank.a, key=lambda c: (-abs(rank.a[c] - rank.b[c]), rank.a[c], c))


def _signed(step: int) -> str:
    return f"{'+' if step > 0 else '−' if step < 0 else ''}{abs(step)}"


def _time(one: Dated) -> float:
    """Middle of its month, in years."""
    return (one.month - 0.5) / 12
