"""Own arithmetic of the computed indicators: reads the data package, imports nothing of the atlas."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from math import floor, prod
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parent.parent / "data"
GRADES = ("A", "A2", "B", "C")
QUALIFYING_MARKS = ("e", "r", "*", "**", "***")
YEARS_APART = 2
DIGITS = 60

Row = dict[str, str]


class Key(NamedTuple):
    """What names one figure of the package."""

    indicator: str
    area_code: str
    period: str
    dim: str
    series: str


class Part(NamedTuple):
    """One figure that a computed figure rests on, and what it does there."""

    role: str
    key: Key


@dataclass(frozen=True)
class Figure:
    """One figure, published or computed; a value of None is not published or not applicable."""

    value: Decimal | None
    mark: str
    period_kind: str
    source_id: str
    rule: Row | None = None
    parts: tuple[Part, ...] = ()


Figures = Mapping[Key, Figure]


@dataclass(frozen=True)
class Tables:
    """The data package in memory."""

    observations: dict[Key, Figure]
    areas: dict[str, Row]
    indicators: dict[str, Row]
    grades: dict[str, str]
    rules: list[Row]
    pairs: dict[str, Row]
    partitions: list[Row]
    rejected: dict[Key, Decimal]

    def level(self, key: Key) -> str:
        return self.areas[key.area_code]["level"]


def read(path: Path) -> list[Row]:
    """The rows of a CSV table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def by(rows: list[Row], column: str) -> dict[str, Row]:
    """The rows by a column that names them; a name twice is an error."""
    found = {row[column]: row for row in rows}
    assert len(found) == len(rows), f"{column} is not unique"
    return found


def key_of(row: Mapping[str, str]) -> Key:
    """The key of an observation."""
    return Key(*(row[name] for name in Key._fields))


def observed(row: Row) -> Figure:
    """A row of an observations file as a figure."""
    value = Decimal(row["value"]) if row["value"] else None
    return Figure(value, row["mark"], row["period_kind"], row["source_id"])


def load(data: Path = DATA) -> Tables:
    """Read the data package."""
    rows = [row for path in sorted(data.glob("observations/*.csv")) for row in read(path)]
    observations = {key_of(row): observed(row) for row in rows}
    assert len(observations) == len(rows), "an observation is there twice"
    return Tables(
        observations=observations,
        areas=by(read(data / "areas.csv"), "area_code"),
        indicators=by(read(data / "indicators.csv"), "indicator"),
        grades={row["source_id"]: row["grade"] for row in read(data / "sources.csv")},
        rules=read(data / "derived.csv"),
        pairs=by(read(data / "pairs.csv"), "pair"),
        partitions=read(data / "partitions.csv"),
        rejected={key_of(r): Decimal(r["rejected"]) for r in read(data / "contested.csv")},
    )


def half_up(exact: Fraction, decimals: int) -> Decimal:
    """Round once; a half goes away from zero."""
    steps = floor(abs(exact) * 10**decimals + Fraction(1, 2))
    return Decimal(-steps if exact < 0 else steps).scaleb(-decimals)


def ratio(numerator: Fraction, denominator: Fraction, scale: Fraction) -> Fraction:
    """Numerator over denominator, times the scale."""
    return numerator / denominator * scale


def change(now: Fraction, before: Fraction) -> Fraction:
    """Change in percent."""
    return (now / before - 1) * 100


def yearly_growth(after: Fraction, before: Fraction, months: int) -> Fraction:
    """Geometric growth a year, in percent, to 60 digits: the root is irrational."""
    with localcontext() as context:
        context.prec = DIGITS
        times = Decimal((after / before).numerator) / Decimal((after / before).denominator)
        return Fraction((times ** (Decimal(12) / Decimal(months)) - 1) * 100)


def combine(rule: Row, tables: Tables, first: Fraction, second: Fraction) -> Fraction | None:
    """What a rule makes of two numbers, before rounding; None where the divisor is zero."""
    if rule["kind"] == "selisih":
        return first - second
    if second == 0:
        return None
    if rule["kind"] == "rasio":
        return ratio(first, second, Fraction(rule["scale"]))
    if rule["kind"] == "tahunan":
        return change(first, second)
    assert rule["kind"] == "pasangan", rule["kind"]
    return yearly_growth(first, second, int(tables.pairs[rule["pair"]]["months"]))


def members(tables: Tables, indicator: str, dim: str) -> list[str]:
    """The dimension members that a rule names; key=* is the complete set of that key."""
    if not dim.endswith("=*"):
        return [dim]
    sets = [
        row["members"].split(";")
        for row in tables.partitions
        if row["indicator"] == row["total_indicator"] == indicator
    ]
    key = dim.removesuffix("*")
    fitting = [found for found in sets if all(member.startswith(key) for member in found)]
    assert len(fitting) == 1, f"{indicator} has {len(fitting)} complete sets of {key}"
    return fitting[0]


def first_keys(rule: Row, tables: Tables, area: str, period: str) -> list[Key]:
    """The figures above the line."""
    found = members(tables, rule["numerator"], rule["numerator_dim"])
    series = rule["numerator_series"]
    return [Key(rule["numerator"], area, period, dim, series) for dim in found]


def second_keys(rule: Row, tables: Tables, area: str, period: str) -> list[Key]:
    """The figures below the line, taken away, or of the time before."""
    above = first_keys(rule, tables, area, period)
    if rule["kind"] == "tahunan":
        return [key._replace(period=str(int(period) - 1)) for key in above]
    if rule["kind"] == "pasangan":
        pair = tables.pairs[rule["pair"]]
        return [k._replace(period=pair["period_from"], series=pair["series_from"]) for k in above]
    return [
        Key(
            rule["denominator"],
            rule["denominator_area"] or area,
            rule["denominator_period"] or period,
            dim,
            rule["denominator_series"],
        )
        for dim in members(tables, rule["denominator"], rule["denominator_dim"])
    ]


def places(rule: Row, tables: Tables, figures: Figures) -> list[tuple[str, str]]:
    """Every area and period at which the numerator of a rule has a value."""
    sample = first_keys(rule, tables, "", "")[0]
    wanted = (sample.indicator, sample.dim, sample.series)
    levels = rule["levels"].split(";")
    return [
        (key.area_code, key.period)
        for key, figure in figures.items()
        if (key.indicator, key.dim, key.series) == wanted
        and figure.value is not None
        and tables.level(key) in levels
        and key.period == (rule["numerator_period"] or key.period)
        and key.period not in rule["without"].split(";")
    ]


def outdated(rule: Row, tables: Tables, period: str) -> bool:
    """Whether the denominator no longer stands in this period."""
    if not rule["denominator_period"]:
        return False
    standing = tables.indicators[rule["denominator"]]["standing"]
    return bool(standing) and period[:4] > standing


def comparable(rule: Row, parts: Sequence[Figure]) -> bool:
    """Whether the parts are of one kind of period, unless the rule names the periods itself."""
    named = bool(rule["denominator_period"]) or rule["kind"] == "pasangan"
    return named or len({part.period_kind for part in parts}) == 1


def worst_source(tables: Tables, parts: Sequence[Figure]) -> str:
    """The source with the weakest evidence; of equals the first."""
    return max(parts, key=lambda part: GRADES.index(tables.grades[part.source_id])).source_id


def carried_mark(parts: Sequence[Figure]) -> str:
    """The mark that qualifies a part; of several the strongest."""
    marks = [part.mark for part in parts if part.mark in QUALIFYING_MARKS]
    return max(marks, key=QUALIFYING_MARKS.index, default="")


def total(figures: Sequence[Figure]) -> Fraction:
    """The exact sum of figures that all have a value."""
    return sum((Fraction(f.value) for f in figures if f.value is not None), Fraction(0))


def figure_at(rule: Row, tables: Tables, figures: Figures, area: str, period: str) -> Figure | None:
    """The computed figure of one area and period, or None where a part is missing."""
    if outdated(rule, tables, period) or (rule["kind"] == "tahunan" and len(period) != 4):
        return None
    above = first_keys(rule, tables, area, period)
    below = second_keys(rule, tables, area, period)
    parts = [figures.get(key) for key in above + below]
    known = [part for part in parts if part is not None and part.value is not None]
    if len(known) < len(parts) or not comparable(rule, known):
        return None
    exact = combine(rule, tables, total(known[: len(above)]), total(known[len(above) :]))
    growth = rule["kind"] in ("pasangan", "tahunan")
    up, down = ("sesudah", "sebelum") if growth else ("pembilang", "penyebut")
    decimals = int(tables.indicators[rule["indicator"]]["decimals"])
    return Figure(
        value=None if exact is None else half_up(exact, decimals),
        mark="NA" if exact is None else carried_mark(known),
        period_kind=known[0].period_kind,
        source_id=worst_source(tables, known),
        rule=rule,
        parts=tuple([Part(up, key) for key in above] + [Part(down, key) for key in below]),
    )


def result_series(rule: Row) -> str:
    """The series of the results of a rule."""
    return (
        rule["pair"].replace("-", "_") if rule["kind"] == "pasangan" else rule["numerator_series"]
    )


def computed(tables: Tables) -> dict[Key, Figure]:
    """Every computed figure of the package, rule by rule; a rule may use an earlier one."""
    figures = dict(tables.observations)
    results: dict[Key, Figure] = {}
    for rule in tables.rules:
        for area, period in places(rule, tables, figures):
            found = figure_at(rule, tables, figures, area, period)
            if found is None:
                continue
            key = Key(rule["indicator"], area, period, rule["dim"], result_series(rule))
            assert key not in figures, f"{key} is there twice"
            results[key] = figures[key] = found
    return results


def with_rejected(tables: Tables) -> Tables:
    """The package as it would be had the rejected rivals been taken."""
    figures = dict(tables.observations)
    for key, value in tables.rejected.items():
        figures[key] = replace(figures[key], value=value)
    return replace(tables, observations=figures)


def is_first(part: Part) -> bool:
    """Whether a part stands above the line, or is the later one."""
    return part.role in ("pembilang", "sesudah")


def extremes(
    figure: Figure, tables: Tables, ranges: Mapping[Key, tuple[Decimal, Decimal]]
) -> tuple[Decimal, Decimal]:
    """The least and the greatest result when each part lies anywhere in its range."""
    assert figure.rule is not None

    def ends(first: bool) -> list[Fraction]:
        keys = [part.key for part in figure.parts if is_first(part) is first]
        return [sum((Fraction(ranges[key][i]) for key in keys), Fraction(0)) for i in (0, 1)]

    corners = [combine(figure.rule, tables, a, b) for a in ends(True) for b in ends(False)]
    decimals = int(tables.indicators[figure.rule["indicator"]]["decimals"])
    rounded = [half_up(corner, decimals) for corner in corners if corner is not None]
    return min(rounded), max(rounded)


def is_yearly_growth(
    rate: Decimal, decimals: int, after: Decimal, before: Decimal, months: int
) -> bool:
    """Whether a rounded rate is right, by whole powers alone: no root is taken."""
    half = Fraction(1, 2 * 10**decimals)
    twelve = prod([Fraction(after) / Fraction(before)] * 12)
    least, most = (1 + (Fraction(rate) + side) / 100 for side in (-half, half))
    return least**months <= twelve < most**months
