"""What is true of a table or a line of the release, worked out from the CSV files alone.

The words in which a sentence says it are listed here, the arithmetic is in `arithmetic`; nothing of
the atlas is imported. `About` is asked by the checks of `test_sentences`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

import arithmetic
from arithmetic import Figure, Key, Row, Tables

CITY, PROVINCE, NATION = "1275", "12", "00"
FEWEST_RANKED = 5
FEWEST_FOR_A_TREND = 5
SMALL = (Decimal(1), Decimal(4))

Span = tuple[Decimal, Decimal]
Point = tuple[Key, Figure]
View = dict[str, Any]
"""One line of `python -m atlas sentences`."""

NOUNS = {
    "id": {"kecamatan": "kecamatan", "kelurahan": "kelurahan", "kabkota": "kabupaten/kota"},
    "en": {"kecamatan": "districts", "kelurahan": "urban villages",
           "kabkota": "regencies and cities"},
}  # fmt: skip
MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}
QUARTERS = {
    "id": ("Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV"),
    "en": ("Q1", "Q2", "Q3", "Q4"),
}
MARKS = {
    "id": {"e": "angka estimasi", "r": "angka revisi", "*": "angka sementara",
           "**": "angka sangat sementara", "***": "angka sangat sangat sementara"},
    "en": {"e": "estimate", "r": "revised", "*": "preliminary",
           "**": "very preliminary", "***": "very, very preliminary"},
}  # fmt: skip
STATES = {
    "id": {"not applicable": "Tidak berlaku (NA)", "not yet": "Belum terbit dalam rilis ini",
           "none": "Tidak ada angka dalam rilis ini", "tidak terdaftar": "tidak terdaftar",
           "tidak disebut": "tidak disebut, bukan pasti nol"},
    "en": {"not applicable": "Not applicable (NA)", "not yet": "Not yet published in this release",
           "none": "No figure in this release", "tidak terdaftar": "not listed",
           "tidak disebut": "not mentioned, not surely zero"},
}  # fmt: skip
ENDS = {
    "id": {"count": ("terbanyak", "paling sedikit"), "amount": ("terbesar", "terkecil"),
           "rate": ("tertinggi", "terendah")},
    "en": {"count": ("most", "fewest"), "amount": ("largest", "smallest"),
           "rate": ("highest", "lowest")},
}  # fmt: skip
WAYS = {"id": ("turun", "naik"), "en": ("fell", "rose")}
POINTS = {"id": "persen poin", "en": "percentage points"}
PERCENT = {"id": "persen", "en": "percent"}
NO_SERIES = {"id": "Tanpa seri", "en": "No series"}
WITHOUT_UNIT = ("rasio", "indeks")
PLAIN_STEPS = ("tahun", "poin")
"""Units of which no percentage is taken: they have no zero to begin at."""


def written(value: Decimal, lang: str, decimals: int = 0) -> str:
    """A number as a reader of the language writes it, with no fewer decimals than it has."""
    text = f"{value:,.{max(decimals, places(value))}f}".replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if lang == "id" else text


def places(value: Decimal) -> int:
    """Decimals a number has: 12.50 has one."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def label(period: str, kind: str, lang: str) -> str:
    """A period as a reader of the language writes it."""
    year, month = period[:4], int(period[5:7] or 0)
    if not month:
        return f"{year}/{int(year) + 1}" if kind == "school_year" else year
    if kind == "quarter":
        return f"{QUARTERS[lang][(month - 1) // 3]} {year}"
    if kind == "semester":
        return f"Semester {'I' if month <= 6 else 'II'} {year}"
    return f"{MONTHS[lang].split()[month - 1]} {year}"


def in_words(names: Sequence[str], lang: str) -> str:
    """Up to three names; the others are counted."""
    more = {"id": ", dan {} lainnya", "en": " and {} more"}[lang]
    rest = len(names) - 3
    return ", ".join(names[:3]) + (more.format(rest) if rest > 0 else "")


# -- the package ----------------------------------------------------------------------------------


@dataclass
class Package:
    """The data package, what can be computed from it, and which ranges the release shows."""

    tables: Tables
    figures: dict[Key, Figure]
    rivals: dict[Key, Decimal]
    partial: dict[Key, str]
    codelists: dict[str, dict[str, Row]]
    spans: dict[Key, Span] = field(default_factory=dict)

    @cached_property
    def by_table(self) -> dict[tuple[str, ...], dict[str, Figure]]:
        """(indicator, level, period, dim, series): area, figure."""
        found: dict[tuple[str, ...], dict[str, Figure]] = defaultdict(dict)
        for key, figure in sorted(self.figures.items()):
            name = (key.indicator, self.tables.level(key), key.period, key.dim, key.series)
            found[name][key.area_code] = figure
        return found

    @cached_property
    def periods(self) -> dict[tuple[str, ...], dict[str, str]]:
        """(indicator, level, dim, series): period, round."""
        found: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
        for (indicator, level, period, dim, series), rows in self.by_table.items():
            rounds = {round_of(period, figure) for figure in rows.values()}
            assert len(rounds) == 1, f"{indicator} {period} has periods of two kinds"
            found[indicator, level, dim, series][period] = rounds.pop()
        return found

    @cached_property
    def lines(self) -> dict[tuple[str, str, str], list[Point]]:
        """(indicator, area, dim): all figures, oldest first."""
        found: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
        for key, figure in sorted(self.figures.items(), key=lambda item: item[0].period):
            found[key.indicator, key.area_code, key.dim].append((key, figure))
        return found

    def codes(self, level: str) -> list[str]:
        return sorted(c for c, area in self.tables.areas.items() if area["level"] == level)

    def name(self, codelist: str, code: str, lang: str) -> str:
        return self.codelists[codelist][code][f"name_{lang}"]

    def span(self, key: Key) -> Span:
        """What is shown of a figure: a range, or its value twice."""
        value = self.figures[key].value
        assert value is not None
        return self.spans.get(key, (value, value))

    def under(self, figure: Figure) -> list[Key]:
        """The figures that a rate was divided by."""
        if figure.rule is None or figure.rule["kind"] != "rasio":
            return []
        return [part.key for part in figure.parts if part.role == "penyebut"]

    def denominator(self, figure: Figure) -> Decimal | None:
        """The true denominator of a rate."""
        keys = self.under(figure)
        return (
            sum((self.figures[k].value or Decimal(0) for k in keys), Decimal(0)) if keys else None
        )

    def grade(self, figure: Figure) -> str:
        return self.tables.grades[figure.source_id]


def round_of(period: str, figure: Figure) -> str:
    """Periods of one kind lie on one line; rounds of different months do not."""
    return figure.period_kind + (period[4:] if figure.period_kind == "round" else "")


def load() -> Package:
    """Read and compute everything once."""
    tables = arithmetic.load()
    computed = arithmetic.computed(tables)
    figures = {**tables.observations, **computed}
    other = arithmetic.computed(arithmetic.with_rejected(tables))
    rivals = dict(tables.rejected)
    for key, figure in computed.items():
        rival = other[key].value
        if rival is not None and any(part.key in tables.rejected for part in figure.parts):
            rivals[key] = rival
    rows = [
        row for path in arithmetic.DATA.glob("observations/*.csv") for row in arithmetic.read(path)
    ]
    partial = {arithmetic.key_of(row): row["partial_period"] for row in rows}
    for key, figure in computed.items():
        partial[key] = max(partial[part.key] for part in figure.parts)
    lists = {"areas": "area_code", "series": "series", "units": "unit", "dimensions": "member"}
    codelists = {
        n: arithmetic.by(arithmetic.read(arithmetic.DATA / f"{n}.csv"), c) for n, c in lists.items()
    }
    return Package(tables, figures, rivals, partial, codelists)


def possible_spans(package: Package, key: Key, figure: Figure) -> list[Span]:
    """Ranges that may stand for a figure; none when it has to be shown as it is."""
    assert figure.value is not None
    if figure.rule is not None:
        parts = {part.key: package.span(part.key) for part in figure.parts}
        low, high = arithmetic.extremes(figure, package.tables, parts)
        return [(low, high)] if low != high else []
    if package.tables.indicators[key.indicator]["small_cells"] != "1":
        return []
    if package.tables.level(key) == "kelurahan":
        if SMALL[0] <= figure.value <= SMALL[1]:
            return [SMALL]
        return [sums for sums in sums_of(package, key) if sums[0] != sums[1]]
    if key not in package.spans:
        return []
    low = figure.value // 5 * 5
    return [(max(Decimal(1), low), low + 4)]


def sums_of(package: Package, key: Key) -> Iterator[Span]:
    """What the parts of a total add up to, from least to most."""
    for row in package.tables.partitions:
        if row["total_indicator"] == key.indicator and not key.dim:
            parts = [
                key._replace(indicator=row["indicator"], dim=m) for m in row["members"].split(";")
            ]
            if all(p in package.figures and package.figures[p].value is not None for p in parts):
                low, high = (sum((package.span(p)[i] for p in parts), Decimal(0)) for i in (0, 1))
                yield low, high


# -- facts of a view ------------------------------------------------------------------------------


@dataclass
class About:
    """What is known about the table of a view, in one language."""

    package: Package
    view: View

    @property
    def lang(self) -> str:
        return str(self.view["lang"])

    @cached_property
    def indicator(self) -> Row:
        return self.package.tables.indicators[self.view["indicator"]]

    @cached_property
    def computed(self) -> bool:
        rules = self.package.tables.rules
        return any(rule["indicator"] == self.view["indicator"] for rule in rules)

    @cached_property
    def unit(self) -> str:
        """The unit as it stands behind a value; ratios and indices have none."""
        code = self.indicator["unit"]
        return "" if code in WITHOUT_UNIT else self.package.name("units", code, self.lang)

    @property
    def extensive(self) -> bool:
        return self.indicator["extensive"] == "1"

    @cached_property
    def ends(self) -> tuple[str, str]:
        """The words for highest and lowest."""
        kind = "amount" if self.extensive else "rate"
        kind = "count" if self.indicator["measure"] == "jumlah" else kind
        return ENDS[self.lang][kind]

    def key(self, area: str, period: str = "") -> Key:
        view = self.view
        return Key(view["indicator"], area, period or view["period"], view["dim"], view["series"])

    def area(self, code: str) -> str:
        return self.package.name("areas", code, self.lang)

    def number(self, value: Decimal) -> str:
        return written(value, self.lang, self.decimals)

    def amount(self, value: Decimal) -> str:
        return f"{self.number(value)} {self.unit}".strip()

    @property
    def decimals(self) -> int:
        raise NotImplementedError

    def least_decimals(self, figures: Sequence[Point]) -> int:
        """Decimals that all values beside each other have: those of the indicator, but never more
        than one of them was published with, unless they were computed."""
        own = int(self.indicator["decimals"])
        if self.computed:
            return own
        shown = (f.value for k, f in figures if f.value is not None and k not in self.package.spans)
        return min(own, max((places(value) for value in shown), default=0))

    @cached_property
    def dim(self) -> str:
        members = [m for m in self.view["dim"].split(";") if m]
        return ", ".join(self.package.name("dimensions", m, self.lang) for m in members)

    @cached_property
    def name(self) -> str:
        """The indicator with its breakdown: what a sentence that stands alone must say."""
        name = self.indicator[f"name_{self.lang}"]
        return f"{name} ({self.dim})" if self.dim else name

    def series(self, code: str) -> str:
        return self.package.name("series", code, self.lang) if code else NO_SERIES[self.lang]

    def comparable(self, first: Point, last: Point) -> bool:
        """Whether a change from one to the other may be stated."""
        (a, before), (b, after) = first, last
        return (
            self.indicator["trend"] == "1"
            and (a.series, a.period[4:]) == (b.series, b.period[4:])
            and before.period_kind == after.period_kind
            and not self.package.partial[a]
            and not self.package.partial[b]
            and before.value is not None
            and after.value is not None
            and not {a, b} & self.package.spans.keys()
        )


@dataclass
class AboutAreas(About):
    """A table: every area of a level in one period."""

    @cached_property
    def codes(self) -> list[str]:
        return self.package.codes(self.view["level"])

    @cached_property
    def noun(self) -> str:
        return NOUNS[self.lang][self.view["level"]]

    def table(self, period: str) -> dict[str, Figure]:
        v = self.view
        name = (v["indicator"], v["level"], period, v["dim"], v["series"])
        return self.package.by_table.get(name, {})

    @cached_property
    def rows(self) -> dict[str, Figure]:
        return self.table(self.view["period"])

    @cached_property
    def decimals(self) -> int:
        return self.least_decimals([(self.key(c), f) for c, f in self.rows.items()])

    @cached_property
    def hidden(self) -> set[str]:
        return {c for c in self.rows if self.key(c) in self.package.spans}

    @cached_property
    def valued(self) -> dict[str, Decimal]:
        """Every area with a figure, those shown as ranges included."""
        return {c: f.value for c, f in self.rows.items() if f.value is not None}

    @cached_property
    def small(self) -> set[str]:
        """Areas whose denominator is too small for a rank."""
        least = int(self.indicator["min_denominator"])
        found = {c: self.package.denominator(f) for c, f in self.rows.items()}
        return {
            c for c, denominator in found.items() if denominator is not None and denominator < least
        }

    @cached_property
    def not_applicable(self) -> set[str]:
        return {c for c, f in self.rows.items() if f.value is None and f.mark == "NA"}

    @cached_property
    def without(self) -> list[str]:
        """Areas that ought to have a figure and have none."""
        return [c for c in self.codes if c not in self.valued and c not in self.not_applicable]

    @cached_property
    def doubtful(self) -> set[str]:
        """Zeros that may mean something else."""
        sure = self.indicator["zero_means"] == "nol"
        return set() if sure else {c for c, value in self.valued.items() if value == 0}

    @cached_property
    def sure(self) -> dict[str, Decimal]:
        left_out = self.hidden | self.small | self.doubtful
        return {c: value for c, value in self.valued.items() if c not in left_out}

    @property
    def listed(self) -> int:
        """How many areas a first sentence speaks of: sure figures, ranges, doubtful zeros."""
        return len(self.sure) + len(self.hidden - self.small) + len(self.doubtful)

    @property
    def greatest_range(self) -> Decimal:
        """The highest that a withheld figure may be, as the release tells it."""
        spans = (self.package.span(self.key(c)) for c in self.hidden - self.small)
        return max((high for _, high in spans), default=Decimal(-1))

    @cached_property
    def ranked(self) -> dict[str, Decimal]:
        """The areas that have a rank: none unless each is sure or left out for its own reason."""
        all_there = set(self.sure) | self.small | self.not_applicable >= set(self.codes)
        may = all_there and self.indicator["zero_means"] != "tidak disebut"
        return self.sure if may and len(self.sure) >= FEWEST_RANKED else {}

    def rank(self, code: str, value: Decimal | None = None) -> int:
        """The place of an area from the largest, were its value another one."""
        own = self.ranked[code] if value is None else value
        return 1 + sum(other > own for c, other in self.ranked.items() if c != code)

    def shared(self, code: str) -> int:
        return sum(value == self.ranked[code] for value in self.ranked.values()) - 1

    @cached_property
    def top(self) -> list[str]:
        return [c for c in self.sure if self.sure[c] == max(self.sure.values())]

    @cached_property
    def bottom(self) -> list[str]:
        return [c for c in self.sure if self.sure[c] == min(self.sure.values())]

    def names(self, codes: Sequence[str]) -> list[str]:
        """Names that say which area is meant: two kelurahan may have the same one."""
        level = Counter(self.area(code) for code in self.codes)
        return [self.full(c) if level[self.area(c)] > 1 else self.area(c) for c in sorted(codes)]

    def full(self, code: str) -> str:
        """The name with its kecamatan when it is a kelurahan."""
        area = self.package.tables.areas[code]
        inside = area["level"] == "kelurahan"
        return self.area(code) + (f", {self.area(area['parent_code'])}" if inside else "")

    @cached_property
    def period(self) -> str:
        lang, period = self.lang, self.view["period"]
        figure = next(iter(self.rows.values()))
        text = label(period, figure.period_kind, lang)
        if figure.rule is not None and figure.rule["kind"] == "pasangan":
            pair = self.package.tables.pairs[figure.rule["pair"]]
            text = f"{pair['period_from']}–{text}"
        parts = {self.package.partial[self.key(c)] for c in self.rows} - {""}
        assert len(parts) < 2, "two parts of one year in one table"
        for part in parts:
            first, last = (label(p, "month", lang) for p in part.split("/"))
            text += f" ({first}–{last})"
        return text

    @cached_property
    def siblings(self) -> dict[str, str]:
        """Periods that may follow each other here, and their round."""
        v = self.view
        found = self.package.periods[v["indicator"], v["level"], v["dim"], v["series"]]
        return {p: r for p, r in found.items() if r == found[v["period"]]}

    @cached_property
    def is_late(self) -> bool:
        """Newer than the newest period that has nine areas of ten."""
        full = [p for p in self.siblings if len(self.table(p)) * 10 >= len(self.codes) * 9]
        return bool(full) and self.view["period"] > max(full)

    @cached_property
    def before(self) -> str:
        """The nearest earlier period."""
        return max((p for p in self.siblings if p < self.view["period"]), default="")

    @cached_property
    def steps(self) -> list[Decimal]:
        """The change of each area since the nearest earlier period; empty unless all compare."""
        earlier = self.table(self.before)
        found = []
        for code in self.codes:
            if code not in earlier or code not in self.rows:
                return []
            old, new = earlier[code], self.rows[code]
            if not self.comparable((self.key(code, self.before), old), (self.key(code), new)):
                return []
            assert old.value is not None
            assert new.value is not None
            found.append(new.value - old.value)
        return found

    @cached_property
    def city(self) -> Decimal | None:
        """The city's own figure of the same table."""
        figure = self.package.figures.get(self.key(CITY))
        asked = self.view["level"] in ("kecamatan", "kelurahan")
        return figure.value if figure is not None and asked else None

    @cached_property
    def rivals(self) -> dict[str, Decimal]:
        found = {c: self.package.rivals.get(self.key(c)) for c in self.rows}
        return {c: rival for c, rival in found.items() if rival is not None}

    def title(self) -> set[str]:
        """Name, series and period; the period once."""
        series = self.series(self.view["series"]) if self.view["series"] else ""
        head = ", ".join(p for p in (self.name, series) if p)
        said = series.endswith(self.period) or self.indicator[f"name_{self.lang}"].endswith(
            self.period
        )
        return {head if said else f"{head}, {self.period}"}


@dataclass
class AboutTime(About):
    """A line: the city, or what it lies in, over the periods of one series."""

    def history(self, area: str) -> list[Point]:
        """Every figure of an area that lies on lines of this view, whatever its series."""
        view = self.view
        found = self.package.lines[view["indicator"], area, view["dim"]]
        return [(k, f) for k, f in found if round_of(k.period, f) == self.round]

    @cached_property
    def round(self) -> str:
        v = self.view
        levels = ("kabkota", "provinsi", "nasional")
        found = [
            self.package.periods[v["indicator"], level, v["dim"], v["series"]] for level in levels
        ]
        return next(periods[v["period"]] for periods in found if v["period"] in periods)

    @cached_property
    def decimals(self) -> int:
        return self.least_decimals([p for c in (CITY, PROVINCE, NATION) for p in self.history(c)])

    @cached_property
    def place(self) -> str:
        """The area that is told of: the city when it has figures in this series."""
        return next(c for c in (CITY, PROVINCE, NATION) if self.in_series(c))

    def in_series(self, area: str) -> list[Point]:
        return [
            (key, figure)
            for key, figure in self.history(area)
            if key.series == self.view["series"] and figure.value is not None
        ]

    @cached_property
    def points(self) -> list[Point]:
        return self.in_series(self.place)

    @cached_property
    def same(self) -> list[Point]:
        """The periods that compare with the last."""
        return [point for point in self.points if self.comparable(point, self.points[-1])]

    @cached_property
    def steps(self) -> list[Decimal]:
        values = [figure.value or Decimal(0) for _, figure in self.same]
        return [after - before for before, after in pairwise(values)]

    def when(self, point: Point) -> str:
        return label(point[0].period, point[1].period_kind, self.lang)

    def at(self, point: Point) -> Decimal:
        value = point[1].value
        assert value is not None
        return value

    @cached_property
    def step(self) -> str:
        """The size of the last change in the words of its kind, "" when it cannot be said."""
        before, after = self.at(self.same[-2]), self.at(self.same[-1])
        size = abs(after - before)
        points = self.indicator["unit"].startswith("persen")
        if points or self.indicator["measure"] in ("persen", "laju"):
            return f"{written(size, self.lang)} {POINTS[self.lang]}"
        if (
            self.indicator["measure"] in ("indeks", "rasio")
            or self.indicator["unit"] in PLAIN_STEPS
        ):
            return f"{written(size, self.lang)} {self.unit}".strip()
        if before <= 0:
            return ""
        share = arithmetic.half_up(Fraction(size) / Fraction(before) * 100, 1)
        return f"{written(share, self.lang, 1)} {PERCENT[self.lang]}"

    @cached_property
    def verdict(self) -> str:
        """Whether the last change is better or worse, "" when nobody can say."""
        polarity = self.indicator["polarity"]
        if len(self.same) < 2 or not self.steps[-1] or self.extensive or polarity == "netral":
            return ""
        return "better" if (self.steps[-1] > 0) == (polarity == "positif") else "worse"

    @cached_property
    def all_series(self) -> list[str]:
        """The series of the area in the order in which they begin."""
        first: dict[str, str] = {}
        for key, _ in self.history(self.place):
            first.setdefault(key.series, key.period)
        return sorted(first, key=lambda series: (first[series], series))

    def title(self) -> set[str]:
        """Name and the periods from first to last."""
        points = [p for c in (CITY, PROVINCE, NATION) for p in self.history(c)]
        ends = (min(points, key=lambda p: p[0].period), max(points, key=lambda p: p[0].period))
        first, last = (self.when(end) for end in ends)
        return {f"{self.name}, {first}" if first == last else f"{self.name}, {first}–{last}"}
