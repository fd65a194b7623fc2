"""The words that every station on the way of a figure uses."""

from __future__ import annotations

import datetime

from atlas import honest, query, sentence
from atlas.model import GRADES, Indicator, Lang, Observation
from atlas.number import format_day, format_period, format_range, format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.cell import Figure
from atlas.study.shared import named
from atlas.text import t
from atlas.view.words import as_published


class Words:
    """A figure and what most sentences about it need."""

    def __init__(self, release: Release, catalogue: Catalogue, figure: Figure, lang: Lang) -> None:
        self.release, self.catalogue, self.figure, self.lang = release, catalogue, figure, lang
        self.row, self.key = figure.row, figure.key
        self.indicator = catalogue.indicators[figure.key.indicator]
        self.area = catalogue.areas[figure.key.area_code].full_name(lang)
        self.unit = self.indicator.unit(lang)
        self.period = format_period(self.row.period, lang, self.row.period_kind)
        ids = {p.row.source_id for p in figure.parts} | {self.row.source_id}
        self.sources = query.cited(release, sorted(ids))
        self.source = next((s for s in self.sources if s.source_id == self.row.source_id), None)

    @property
    def name(self) -> str:
        return named(self.indicator, self.key.dim, self.catalogue, self.lang)

    @property
    def label(self) -> str:
        return f"{self.name}, {self.area}, {self.period}"

    @property
    def series(self) -> str:
        return self.catalogue.series_name(self.key.series, self.lang)

    @property
    def value(self) -> str:
        """The value with its unit, or its state in words."""
        return amount(self.row, self.indicator, self.lang)

    @property
    def grade(self) -> str:
        """Evidence of the figure, of a computed one the weakest of its parts."""
        return max((s.grade for s in self.sources), key=GRADES.index, default="")

    def number(self, value: float) -> str:
        """A number of this indicator without its unit."""
        return format_value(value, self.lang, self.indicator.decimals)

    def amount(self, value: float) -> str:
        """A number of this indicator with its unit."""
        return sentence.amount(self.number(value), self.unit)

    def credit(self, source_id: str) -> str:
        """Who published it and on what evidence: "BPS Kota Medan (A)"."""
        source = next(iter(query.cited(self.release, [source_id])), None)
        if source is None:
            return source_id
        return f"{source.text('producer', self.lang)} ({source.grade})"


def amount(row: Observation, indicator: Indicator, lang: Lang) -> str:
    """A value with its unit, a range where it is withheld, its state where there is none."""
    if row.value is None and row.low is None:
        return t(f"state.{honest.state(row)}", lang)
    text = sentence.value_text(row, as_published(indicator, [row]), lang)
    return sentence.amount(text, indicator.unit(lang))


def plain(row: Observation, indicator: Indicator, lang: Lang) -> str:
    """A value without its unit, as it stands in a formula: nil is 0 there."""
    shown = as_published(indicator, [row])
    if row.value is None and row.low is not None and row.high is not None:
        return format_range(row.low, row.high, lang, shown.decimals)
    return format_value(row.value, lang, shown.decimals) if row.value is not None else "…"


def day(text: str, lang: Lang) -> str:
    """A date in words; what is no date stays as it is."""
    try:
        return format_day(datetime.date.fromisoformat(text[:10]), lang)
    except ValueError:
        return text
