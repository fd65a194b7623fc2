"""A trend in words: its direction, size and surety, what weakens it, and the level beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas import honest, query
from atlas.measure.trend import Trend
from atlas.model import Indicator, Lang, Observation
from atlas.number import format_period, format_value
from atlas.query import Catalogue
from atlas.sentence import amount, value_text
from atlas.store import Release
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.study.rates import is_rate
from atlas.study.shared import nominal
from atlas.study.trend.picture import Point, Slope, TrendPicture
from atlas.study.trend.series import (
    DECREED,
    Asked,
    Chosen,
    Key,
    Tested,
    chosen,
    fragile,
    label,
    level_trends,
    narrows,
    stretch,
    tested,
    year,
)
from atlas.text import t
from atlas.view.notes import status_note

WORD = {-1: "down", 0: "none", 1: "up"}


def trend(release: Release, catalogue: Catalogue, asked: Asked, lang: Lang) -> Study:
    """The trend of one area in words, tested, beside those of its level; or why there is none."""
    indicator, area = catalogue.indicators[asked.indicator], catalogue.areas[asked.area]
    found = chosen(release, asked)
    words = _Words(release, catalogue, asked, indicator, lang)
    refusal = words.refusal(found)
    used = found.used if found else []
    level = {} if refusal or not found else level_trends(
        release, asked.code, area.level, found.key, found.first, found.last)  # fmt: skip
    own = None if refusal else tested(used)
    rows = [r for one in level.values() for r in one.rows] or (found.rows if found else [])
    sources = tuple(query.cited(release, sorted({r.source_id for r in rows})))
    return Study(
        "trend", "tren", t("trend.title", lang, name=words.name, area=words.place),
        words.subtitle(found, any(s.grade == "C" for s in sources)), lang, release.name,
        words.params(found), refusal=refusal,
        sentences=words.sentences(found, own, level) if found and own else (),
        notes=words.notes(own, level, rows), sources=sources,
        grids=words.grids(found, own, level) if found else (),
        picture=words.picture(found, own, level) if found else None,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Words:
    """What is said of one question, in one language."""

    release: Release
    catalogue: Catalogue
    asked: Asked
    indicator: Indicator
    lang: Lang

    @property
    def name(self) -> str:
        return label(self.asked.code, self.catalogue, self.lang)

    @property
    def place(self) -> str:
        return self.catalogue.areas[self.asked.area].full_name(self.lang)

    @property
    def level(self) -> str:
        return self.catalogue.areas[self.asked.area].level

    @property
    def unit(self) -> str:
        """Of a slope, without "per year": percentages move by percentage points."""
        if self.indicator.unit("id").startswith("persen"):
            return t("trend.points", self.lang)
        if self.indicator.unit("id") == "indeks":
            return t("trend.index_points", self.lang)
        return "" if self.indicator.unit("id") == "rasio" else self.indicator.unit(self.lang)

    @property
    def per_year(self) -> str:
        if self.unit.endswith(t("trend.per_year", self.lang)):
            return f"{self.unit}, {t('trend.each_year', self.lang)}"
        return f"{self.unit} {t('trend.per_year', self.lang)}".strip()

    def interval(self, one: Trend) -> dict[str, str]:
        """Ends of the interval, the unit at the second."""
        return {"low": self.step(one.low), "high": f"{self.step(one.high)} {self.unit}".strip()}

    def step(self, slope: float) -> str:
        """A slope with its sign, one decimal more than the values have."""
        size = round(slope, self.indicator.decimals + 1) + 0.0
        return ("+" if size > 0 else "") + format_value(size, self.lang, self.indicator.decimals + 1)  # fmt: skip

    def p(self, p: float) -> str:
        if p < 0.001:
            return f"< {format_value(0.001, self.lang)}"
        return format_value(round(p, 3), self.lang, 3)

    def when(self, row: Observation) -> str:
        return format_period(row.period, self.lang, row.period_kind)

    def span(self, rows: Sequence[Observation]) -> str:
        """ "2010–2025", or one period on its own."""
        return "–".join(dict.fromkeys((self.when(rows[0]), self.when(rows[-1]))))

    def series(self, key: Key) -> str:
        """Series and round by name, for telling one from another."""
        series, kind, month = key
        name = self.catalogue.series_name(series, self.lang)
        round_ = format_period("2000" + month, self.lang, kind)[:-5] if month else ""
        return ", ".join(n for n in (name, round_) if n) or t("trend.no_series", self.lang)

    def subtitle(self, found: Chosen | None, weak: bool) -> str:
        said = t("view.subtitle", self.lang, unit=self.indicator.unit(self.lang),
                 level=t(f"trend.level_{self.level}", self.lang))  # fmt: skip
        parts = [said]
        if found and (found.key[0] or found.key[2]):
            parts.append(self.series(found.key))
        if found and found.used:
            parts.append(self.span(found.used))
        return " · ".join([*parts, t("view.evidence_c", self.lang)] if weak else parts)

    def params(self, found: Chosen | None) -> dict[str, str]:
        first, last = stretch(found.rows) if found else (0, 0)
        begun, ended = (found.first, found.last) if found else (0, 0)
        return {
            "indikator": self.asked.code, "area": self.asked.area,
            "dari": str(begun) if begun != first else "", "sampai": str(ended) if ended != last else "",
        }  # fmt: skip

    def refusal(self, found: Chosen | None) -> str:
        """The condition that fails, in words; "" when the trend may be spoken of (1, 5, 7, 15)."""
        lang, values = self.lang, {"name": self.name, "area": self.place}
        if not is_rate(self.indicator):
            return t("trend.refused_count", lang, **values)
        if not self.indicator.trend:
            return t(
                "trend.refused_trend", lang, **values, caveat=self.indicator.text("caveat", lang)
            )
        if found is None:
            return t("trend.refused_none", lang, **values)
        if self.indicator.indicator in DECREED:
            return t("trend.refused_decreed", lang, **values)
        if honest.may_trend(found.used, found.indicator):
            return ""
        said = [t("trend.refused_few", lang, **values, count=len(found.used), series=self.series(found.key),
                  periods=", ".join(self.when(r) for r in found.used) or "–",
                  needs=honest.TREND_NEEDS)]  # fmt: skip
        if len(found.rows) >= honest.TREND_NEEDS:
            said.append(t("trend.refused_years", lang, count=len(found.rows),
                          first=year(found.rows[0]), last=year(found.rows[-1])))  # fmt: skip
        if found.cut:
            said.append(self._cut(found))
        if found.others:
            said.append(self._others(found))
        return " ".join(said)

    def _cut(self, found: Chosen) -> str:
        """Which years another table gives, and why they are not tested together with those used."""
        return t("trend.cut", self.lang, years=", ".join(self.span(part) for part in found.cut),
                 used=self.span(found.used))  # fmt: skip

    def _others(self, found: Chosen) -> str:
        """Other series and rounds of the area, which are never joined to this one (7)."""
        ordered = sorted(found.others.items(), key=lambda o: (-o[1], o[0]))
        names = "; ".join(f"{self.series(key)}: {count}" for key, count in ordered[:6])
        return t("trend.others", self.lang, names=names)

    def judged(self, rows: Sequence[Observation], direction: int) -> str:
        """What a direction means: better or worse; of a gap whether it narrows; of money that grows
        with prices alone nothing."""
        if self.indicator.kind == "selisih":
            return narrows(rows, direction)
        return "" if nominal(self.indicator) else honest.judgement(direction, self.indicator)

    def side(self, row: Observation) -> str:
        """On which side of what it is compared with a gap stands."""
        return t("trend.over" if (row.value or 0.0) > 0 else "trend.under", self.lang)

    def sentences(self, found: Chosen, own: Trend, level: dict[str, Tested]) -> tuple[str, ...]:
        """Direction with its size and surety; what weakens it; the level beside it."""
        lang, used = self.lang, found.used
        judged = self.judged(used, own.direction)
        said = [t(f"trend.answer_{WORD[own.direction]}", lang, name=self.name, area=self.place,
                  judged=t(f"trend.judged_{judged}", lang, side=self.side(used[-1])) if judged else "",
                  first=self.when(used[0]), last=self.when(used[-1]),
                  slope=f"{self.step(own.slope)} {self.per_year}", **self.interval(own),
                  p=self.p_words(own.p), n=own.n)]  # fmt: skip
        if nominal(self.indicator):
            said.append(t("change.nominal", lang))
        if weak := fragile(used):
            row, p = weak
            value = amount(value_text(row, self.indicator, lang), self.indicator.unit(lang))
            said.append(
                t("trend.fragile", lang, period=self.when(row), value=value, p=self.p_words(p))
            )
        if found.missing:
            years = ", ".join(str(y) for y in found.missing)
            said.append(t("trend.missing", lang, years=years))
        if own.remembers:
            memory = format_value(round(own.memory, 2), lang, 2)
            said.append(t("trend.remembers", lang, memory=memory))
        if len(level) > 1:
            said.append(self._level(own, level))
        if found.cut:
            said.append(self._cut(found))
        if found.others:
            said.append(self._others(found))
        return tuple(said)

    def p_words(self, p: float) -> str:
        return self.p(p) if p < 0.001 else f"= {self.p(p)}"

    def _level(self, own: Trend, level: dict[str, Tested]) -> str:
        """How many of the level rise and fall after the correction, and whether this one still does."""
        sure = [one.together for one in level.values()]
        noun = t(f"trend.noun_{self.level}", self.lang)
        said = t("trend.level", self.lang, count=len(level), noun=noun, up=sure.count(1),
                 down=sure.count(-1), none=sure.count(0))  # fmt: skip
        here = level[self.asked.area]
        if own.direction and not here.together:
            said += " " + t(
                "trend.level_lost", self.lang, area=self.place, p=self.p_words(here.fair)
            )
        return said

    def notes(
        self, own: Trend | None, level: dict[str, Tested], rows: Sequence[Observation]
    ) -> tuple[str, ...]:
        notes = []
        if own:
            way = t("trend.note_exact" if own.exact else "trend.note_normal", self.lang)
            notes.append(t("trend.note_method", self.lang, way=way))
        if len(level) > 1:
            notes.append(t("trend.note_fdr", self.lang, count=len(level)))
        if own and honest.surveyed(self.indicator, [rows[0].period_kind]):
            notes.append(t("trend.note_survey", self.lang))
        if caveat := self.indicator.text("caveat", self.lang):
            notes.append(caveat)
        return (*notes, *status_note(rows, self.lang))

    def grids(self, found: Chosen, own: Trend | None, level: dict[str, Tested]) -> tuple[Grid, ...]:
        values = self._values(found, own)
        return (self._slopes(level), values) if len(level) > 1 else (values,)

    def _slopes(self, level: dict[str, Tested]) -> Grid:
        """Every area of the level with enough periods, the steepest rise first: its direction by its
        own test and as one of all, which answer two questions."""
        lang, unit, count = self.lang, self.per_year, len(level)
        heads = (Head(t("table.area", lang)), Head(t("trend.word_alone", lang)),
                 Head(t("trend.word_together", lang, count=count)), Head(t("trend.slope", lang, unit=unit), True),
                 Head(t("trend.low", lang, unit=unit), True), Head(t("trend.high", lang, unit=unit), True),
                 Head(t("trend.p_alone", lang), True), Head(t("trend.fair", lang, count=count), True),
                 Head(t("trend.periods", lang), True))  # fmt: skip
        rows = []
        for code, one in _steepest(level):
            slopes = (one.trend.slope, one.trend.low, one.trend.high)
            rows.append(Row((
                Entry(self.catalogue.areas[code].full_name(lang)), Entry(self.word(one, one.trend.direction)),
                Entry(self.word(one, one.together)),
                *(Entry(self.step(x), round(x, self.indicator.decimals + 1) + 0.0) for x in slopes),
                Entry(self.p(one.trend.p), round(one.trend.p, 6)), Entry(self.p(one.fair), round(one.fair, 6)),
                Entry(str(one.trend.n), one.trend.n)), code))  # fmt: skip
        caption = t("trend.caption_slopes", lang, name=self.name, count=count,
                    noun=t(f"trend.noun_{self.level}", lang))  # fmt: skip
        return Grid(t("trend.sheet_slopes", lang), caption, heads, tuple(rows))

    def word(self, one: Tested, direction: int) -> str:
        """ "▼ cenderung turun (membaik)": a sign and words, never a colour alone."""
        judged = self.judged(one.rows, direction)
        said = t(f"trend.word_{WORD[direction]}", self.lang)
        plain = t(f"trend.plain_{judged}", self.lang) if judged else ""
        return f"{said} ({plain})" if plain else said

    def _values(self, found: Chosen, own: Trend | None) -> Grid:
        """Every value of the series with what the line says at its time."""
        lang, unit = self.lang, self.indicator.unit(self.lang)
        heads = (Head(t("trend.period", lang)), Head(f"{t('table.value', lang)} ({unit})", True),
                 Head(t("trend.on_line", lang, unit=unit), True), Head(t("trend.used", lang)), Head(t("table.mark", lang)))  # fmt: skip
        used, rows = set(map(id, found.used if own else [])), []
        for row in found.rows:
            fit = (
                round(own.at(year(row)), self.indicator.decimals + 1)
                if own and id(row) in used
                else None
            )
            rows.append(Row((
                Entry(self.when(row)), Entry(value_text(row, self.indicator, lang), row.value),
                Entry("" if fit is None else format_value(fit, lang, self.indicator.decimals + 1), fit),
                Entry(t("trend.yes" if id(row) in used else "trend.no", lang)), Entry(row.mark))))  # fmt: skip
        return Grid(t("trend.sheet_values", lang), f"{self.name}, {self.place}", heads, tuple(rows))

    def picture(self, found: Chosen, own: Trend | None, level: dict[str, Tested]) -> TrendPicture:
        lang, used = self.lang, set(map(id, found.used))
        points = tuple(
            Point(year(r), r.value or 0.0, value_text(r, self.indicator, lang),
                  t("say.value", lang, area=self.place, period=self.when(r),
                    value=amount(value_text(r, self.indicator, lang), self.indicator.unit(lang))),
                  id(r) in used)
            for r in found.rows
        )  # fmt: skip
        line: tuple[tuple[float, float, float, float], ...] = ()
        if own:
            ends = (float(year(found.used[0])), own.middle[0], float(year(found.used[-1])))
            line = tuple((x, own.at(x), *sorted((own.at(x, own.low), own.at(x, own.high)))) for x in ends)  # type: ignore[misc] # fmt: skip
        slopes = tuple(
            Slope(code, self.catalogue.areas[code].full_name(lang), one.trend.slope, one.trend.low,
                  one.trend.high, one.together, one.trend.direction, self._slope_said(code, one),
                  code == self.asked.area)
            for code, one in _steepest(level)
        )  # fmt: skip
        return TrendPicture(
            points, line, t("trend.line_said", lang, slope=f"{self.step(own.slope)} {self.per_year}") if own else "",
            _holes(found.missing, lang), slopes if len(slopes) > 1 else (),
            t("trend.slopes_title", lang, unit=self.per_year, count=len(slopes)), self.indicator.decimals,
        )  # fmt: skip

    def _slope_said(self, code: str, one: Tested) -> str:
        return t("trend.slope_said", self.lang, area=self.catalogue.areas[code].full_name(self.lang),
                 alone=self.word(one, one.trend.direction), together=self.word(one, one.together),
                 slope=f"{self.step(one.trend.slope)} {self.per_year}", **self.interval(one.trend),
                 p=self.p_words(one.trend.p), fair=self.p_words(one.fair))  # fmt: skip


def _steepest(level: dict[str, Tested]) -> list[tuple[str, Tested]]:
    """Areas of a level, the steepest rise first."""
    return sorted(level.items(), key=lambda x: (-x[1].trend.slope, x[0]))


def _holes(years: Sequence[int], lang: Lang) -> tuple[tuple[float, float, str], ...]:
    """Runs of years without a figure as (from, to, said)."""
    runs: list[list[int]] = []
    for one in years:
        if runs and runs[-1][-1] == one - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return tuple(
        (run[0], run[-1], t("trend.hole", lang, years="–".join(dict.fromkeys(map(str, (run[0], run[-1]))))))
        for run in runs
    )  # fmt: skip
