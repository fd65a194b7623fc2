"""Runs: the tables of one indicator that may be compared with each other, oldest first (7, 8, 15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from atlas import honest, query
from atlas.choice import tables_at
from atlas.model import CITY, Coverage, Indicator, Lang, Observation, Source
from atlas.number import format_period
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.rates import AT
from atlas.study.shared import inferred_period, nominal
from atlas.text import t
from atlas.view.notes import status_note
from atlas.view.words import as_published, period_notes

PLAIN = "-"
"""What a URL calls tables that are in no series."""


@dataclass(frozen=True, eq=False)
class Run:
    """One indicator and breakdown at one level, in one series, one kind of period and one month.

    `reason` is for two tables of two series that may be compared all the same: it says why, in both
    languages; then there is a growth and never a line.
    """

    indicator: Indicator
    level: str
    dim: str
    key: str
    """what a URL calls it among the runs of the same indicator and breakdown"""
    tables: tuple[Coverage, ...]
    reason: tuple[str, str] = ("", "")

    @property
    def code(self) -> str:
        """What a URL calls indicator and breakdown; as Rate.code does."""
        return f"{self.indicator.indicator}{AT}{self.dim}" if self.dim else self.indicator.indicator

    @property
    def is_pair(self) -> bool:
        return bool(self.reason[0])

    def name(self, catalogue: Catalogue, lang: Lang) -> str:
        """ "Jumlah TPS (Laki-laki)" """
        dim = catalogue.dim_name(self.dim, lang)
        return f"{self.indicator.name(lang)} ({dim})" if dim else self.indicator.name(lang)

    def series_name(self, catalogue: Catalogue, lang: Lang) -> str:
        """Series, and month or half where periods have one: "Dukcapil, Semester II"."""
        names = list(dict.fromkeys(catalogue.series_name(x.series, lang) for x in self.tables))
        last = self.tables[-1]
        month = format_period(last.period, lang, last.period_kind).replace(last.period[:4], "")
        parts = [" → ".join(n for n in names if n), month.strip() if last.period[4:] else ""]
        return ", ".join(p for p in parts if p)

    def period(self, table: Coverage, lang: Lang) -> str:
        return format_period(table.period, lang, table.period_kind)

    def span(self, lang: Lang) -> str:
        """ "2018–2024" """
        return f"{self.period(self.tables[0], lang)}–{self.period(self.tables[-1], lang)}"

    def table(self, period: str) -> Coverage | None:
        return next((x for x in self.tables if x.period == period), None)


@lru_cache(maxsize=8)
def runs(release: Release, level: str) -> tuple[Run, ...]:
    """Every run of two tables or more of a level, in the order of the catalogue; then the pairs of
    series that may be compared. Counts are among them: whoever makes statistics leaves them out."""
    catalogue = query.catalogue(release)
    found = []
    for indicator in catalogue.indicators.values():
        here = [x for x in tables_at(query.tables(release, indicator.indicator), level)
                if ";" not in x.dim]  # fmt: skip
        ordered = sorted(here, key=lambda x: (*_strand(x), x.period))
        for (dim, series, kind, month), group in groupby(ordered, key=_strand):
            tables = tuple(group)
            if len(tables) > 1:
                found.append(Run(indicator, level, dim, _key(series, kind, month), tables))
        found += _pairs(release, indicator, level, here)
    return tuple(found)


def _strand(table: Coverage) -> tuple[str, str, str, str]:
    """What honest.comparable asks of two tables."""
    return table.dim, table.series, table.period_kind, table.period[4:]


def _key(series: str, kind: str, month: str) -> str:
    return (series or PLAIN) + ("" if kind == "year" else f".{kind}{month}")


def _pairs(
    release: Release, indicator: Indicator, level: str, here: Sequence[Coverage]
) -> list[Run]:
    """7: two tables of two series whose comparison stands in the table of pairs, with its reason."""
    found = []
    for code, first, last, reason in _listed_pairs(release).get(indicator.indicator, ()):
        for dim in dict.fromkeys(x.dim for x in here):
            two = [
                x
                for place in (first, last)
                for x in here
                if (x.dim, x.series, x.period) == (dim, *place)
            ]
            if len(two) == 2:
                found.append(Run(indicator, level, dim, code, tuple(two), reason))
    return found


Place = tuple[str, str]
"""Series and period of a table."""


@lru_cache(maxsize=4)
def _listed_pairs(release: Release) -> dict[str, list[tuple[str, Place, Place, tuple[str, str]]]]:
    if ("pair", "reason_id") not in release.columns:
        return {}
    with release.cursor() as cursor:
        cursor.execute(
            """select indicator, pair, series_from, period_from, series_to, period_to, reason_id,
                      reason_en from pair order by pair"""
        )
        found: dict[str, list[tuple[str, Place, Place, tuple[str, str]]]] = {}
        for row in cursor.fetchall():
            found.setdefault(row[0], []).append((row[1], row[2:4], row[4:6], row[6:8]))
        return found


@lru_cache(maxsize=64)
def rows(release: Release, run: Run) -> dict[str, dict[str, Observation]]:
    """Observations of a run by period and area, the city's own beside those of its parts. Kept: a
    reader who changes a period asks for the same run again."""
    found: dict[str, dict[str, Observation]] = {}
    with release.cursor() as cursor:
        for series in dict.fromkeys(x.series for x in run.tables):
            periods = [x.period for x in run.tables if x.series == series]
            found |= query.around(cursor, run.indicator.indicator, run.level, periods, run.dim,
                                  series, CITY)  # fmt: skip
    return found


def indicator_of(release: Release, run: Run) -> Indicator:
    """The indicator with the decimals that the figures of the run were published with."""
    used = (o for table in rows(release, run).values() for o in table.values())
    return as_published(run.indicator, used)


def obstacle(before: Observation, after: Observation, run: Run) -> str:
    """Why two values may not be compared: trend, series, kind, month or partial; "" when they may.
    Whether they are there is asked elsewhere."""
    if not run.indicator.trend:
        return "trend"
    if before.series != after.series and not run.is_pair:
        return "series"
    if before.period_kind != after.period_kind:
        return "kind"
    if before.period[4:] != after.period[4:]:
        return "month"
    return "partial" if before.partial_period or after.partial_period else ""


def state(row: Observation | None, run: Run, period: str) -> str:
    """6: which of the six states a cell of a table has; one that is absent from a table newer than
    the newest nearly complete one has yet to come."""
    newest = max((x.period for x in run.tables if x.full), default="")
    return honest.state(row, True, bool(newest) and period > newest)


def joined(before: Observation, run: Run, after: Observation) -> Observation:
    """The earlier value as one of the later one's series, where a pair allows it."""
    return replace(before, series=after.series) if run.is_pair else before


def comparable_tables(release: Release, run: Run) -> tuple[Coverage, ...]:
    """The tables of a run that may stand side by side: none of a pair, none where no change may be
    spoken of, none that covers part of its period, has fewer than five areas or less than a third."""
    if run.is_pair or not run.indicator.trend:
        return ()
    wide = [x for x in run.tables if x.areas >= honest.FEWEST_VALUES and x.areas * 3 >= x.of]
    if len(wide) < 2:
        return ()
    found = rows(release, run)
    return tuple(x for x in wide if _whole(found[x.period].values()))


def _whole(observations: Iterable[Observation]) -> bool:
    return not any(o.partial_period for o in observations)


def cited(release: Release, run: Run, used: Sequence[Observation]) -> tuple[Source, ...]:
    """Sources of some observations of a run, and of the parts of computed ones."""
    ids = {o.source_id for o in used}
    if run.indicator.kind:
        codes = sorted({o.area_code for o in used})
        with release.cursor() as cursor:
            ids |= set(query.part_sources(cursor, run.indicator.indicator, codes, run.dim))
    return tuple(query.cited(release, sorted(ids)))


def notes(run: Run, used: Sequence[Observation], lang: Lang) -> list[str]:
    """What stands with the figures of a run whatever is made of them: formula, caveat of the
    indicator, marks, sampling, prices, inferred years, status."""
    indicator = run.indicator
    found = []
    if indicator.kind:
        found.append(t("view.computed", lang, formula=indicator.text("formula", lang)))
    if caveat := indicator.text("caveat", lang):
        found.append(caveat)
    if honest.surveyed(indicator, [run.tables[-1].period_kind]):
        found.append(t("change.survey", lang))
    elif indicator.indicator in honest.OF_SURVEYED:
        found.append(t("change.survey_parts", lang))
    if nominal(indicator):
        found.append(t("change.nominal", lang))
    unsure = {o.period: o.period_kind for o in used if inferred_period(o)}
    if unsure:
        periods = ", ".join(format_period(p, lang, k) for p, k in sorted(unsure.items()))
        found.append(t("change.inferred", lang, periods=periods))
    return [*found, *period_notes(used, lang), *status_note(used, lang)]
