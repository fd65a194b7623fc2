"""A clean table that is being broken, and what follows from a change by arithmetic alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from official import Printable, Printed, grids, place_of, with_cell, with_label
from score import Case, Planted
from world import EDITION, Clean, clean, reading, world

from atlas.examine import Context
from atlas.package import Row
from atlas.table.model import address

NIL = "–"
LINES = 21
COUNTED = (
    "3.1.2-penduduk-jenis-kelamin", "4.1.1-tk", "4.1.2-ra", "4.1.3-sd", "4.1.4-mi", "4.1.5-smp",
    "4.1.6-mts", "4.1.7-sma", "4.1.8-smk", "4.1.9-ma", "4.2.1-sarana-kesehatan",
)  # fmt: skip
"""Tables of counts by kecamatan with a total."""
PARTED = tuple(name for name in COUNTED if name not in ("4.1.2-ra", "4.2.1-sarana-kesehatan"))
"""Those with men and women, or public and private, and both."""
MEASURED = ("1.1.1-luas", "5.1.2-sayuran", "5.1.4-buah")
BY_AREA = (*COUNTED, *MEASURED, "2.1.1-kelurahan", "3.1.1-penduduk",
           "4.2.2-kelurahan-sarana-kesehatan", "4.3.5-bencana")  # fmt: skip
BY_YEAR = ("3.2.1-ketenagakerjaan", "4.4.1-kemiskinan", "9.3.2-inflasi", "10.1.2-gini")
PEOPLE, SEXES, LAND = "3.1.1-penduduk", "3.1.2-penduduk-jenis-kelamin", "1.1.1-luas"
VILLAGES, POVERTY, PRICES = "2.1.1-kelurahan", "4.4.1-kemiskinan", "9.3.1-ihk-bulanan"
INDEX, PRODUCT = "4.4.2-ipm", "12.1.3-pertumbuhan-pdrb"
HEALTH, DISASTERS = "4.2.1-sarana-kesehatan", "4.3.5-bencana"

Place = tuple[int, int]
"""Line and column of a value; the total is the line after the last, column -1 the label."""
Followed = tuple[str, Place]
"""A rule and the place where its finding follows from a change elsewhere."""


@dataclass(frozen=True)
class Copy:
    """A clean table with changes."""

    clean: Clean
    printed: Printed

    @property
    def number(self) -> str:
        return self.clean.name.split("-")[0]

    @property
    def sheet(self) -> str:
        """Where it stands when it is the first of a file."""
        return self.clean.sheet

    @property
    def last(self) -> int:
        """The line of the total."""
        return len(self.printed.lines)

    @property
    def newest(self) -> str:
        return max(row.period for row in self.clean.meaning.values())

    def value(self, place: Place) -> Printable:
        return self.printed.body[place[0]][1][place[1]]

    def number_at(self, place: Place) -> Decimal:
        """A value as a number; nil is none."""
        return number_of(self.value(place)) or Decimal(0)

    def put(self, place: Place, value: Printable) -> Copy:
        line = -1 if self.printed.total and place[0] == self.last else place[0]
        return replace(self, printed=with_cell(self.printed, line, place[1], value))

    def label(self, line: int, text: str) -> Copy:
        line = -1 if self.printed.total and line == self.last else line
        return replace(self, printed=with_label(self.printed, line, text))

    def with_(self, **changed: object) -> Copy:
        """The copy with other parts of its description."""
        return replace(self, printed=replace(self.printed, **changed))  # type: ignore[arg-type]

    def cell(self, place: Place) -> str:
        """The address of a value, or of a label, on a sheet of its own."""
        return place_of(self.printed, *place)

    def column(self, column: int) -> str:
        return re.sub(r"\d", "", self.cell((0, column)))

    def meaning(self, place: Place) -> Row:
        return self.clean.meaning[place]

    def places(self, wanted: Callable[[Row, Place], bool] = lambda row, place: True) -> list[Place]:
        return [p for p, row in self.clean.meaning.items() if wanted(row, p)]

    def columns(self, wanted: Callable[[Row], bool] = lambda row: True) -> list[int]:
        return sorted({c for (_, c), row in self.clean.meaning.items() if wanted(row)})


LAYOUTS: tuple[dict[str, object], ...] = (
    {}, {"title_place": "line"}, {"title_place": "both", "foot_split": True}, {"title_place": "one"},
    {"title_place": "cell", "unit_place": "after"}, {"title_place": "bare", "ordinal": "No."},
)  # fmt: skip
"""Ways in which the publication has printed its tables."""
_layout: ContextVar[int] = ContextVar("layout", default=0)


@contextmanager
def printed_like(number: int) -> Iterator[None]:
    """Lets `copy` give tables in one of LAYOUTS."""
    token = _layout.set(number % len(LAYOUTS))
    try:
        yield
    finally:
        _layout.reset(token)


def copy(name: str) -> Copy:
    """A clean table by the name of its mapping, to be broken."""
    return Copy(clean(name), replace(clean(name).printed, **LAYOUTS[_layout.get()]))  # type: ignore[arg-type]


def number_of(value: Printable) -> Decimal | None:
    """What a clean cell prints; None for a mark."""
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value))
    if isinstance(value, str) and re.match(r"-?\d", value):
        text = re.sub(r"[^\d,.-]", "", value)
        return Decimal(text.replace(".", "").replace(",", "."))
    return None


def like(value: Decimal, sample: Printable) -> Printable:
    """A number with as many decimals as a sample has; whole like one."""
    if isinstance(sample, int):
        return int(value.quantize(Decimal(1), ROUND_HALF_UP))
    places = Decimal(str(sample)) if isinstance(sample, float | Decimal) else Decimal("0.01")
    return value.quantize(places, ROUND_HALF_UP)


# --- what follows from a change


def additive(row: Row) -> bool:
    return _indicator(row.indicator)["additive"] == "1"


def whole(row: Row) -> bool:
    return _indicator(row.indicator)["whole"] == "1"


@cache
def _indicator(code: str) -> dict[str, str]:
    return next(r for r in world().package.codelists["indicators"] if r["indicator"] == code)


def follows(table: Copy, sums: bool = True) -> list[Followed]:
    """Findings that the numbers as they are printed now lead to: sums over kecamatan and of parts
    that do not hold, and earlier figures that the last edition had otherwise."""
    found = [*_totals(table), *_parts(table)] if sums else []
    return [*found, *_revised(table)]


def _totals(table: Copy) -> Iterator[Followed]:
    if table.printed.total is None:
        return
    for column in table.columns(additive):
        total = number_of(table.value((table.last, column)))
        cells = [table.value((line, column)) for line in range(table.last)]
        if total is None or len(cells) != LINES:
            continue
        gap = sum((number_of(c) or Decimal(0) for c in cells), start=Decimal(0)) - total
        exact = whole(table.meaning((table.last, column)))
        unknown = any(number_of(c) is None and c != NIL for c in cells)
        if (gap > 0 or (gap and not unknown)) and abs(gap) > _slack([*cells, total], exact):
            yield "K03", (table.last, column)


def _slack(cells: Sequence[Printable], exact: bool) -> Decimal:
    """Half a unit of the last decimal for each value; counts must be exact."""
    if exact:
        return Decimal(0)
    numbers = [n for c in cells if (n := number_of(c)) is not None]
    places = max(-int(n.as_tuple().exponent) for n in numbers)
    return Decimal(len(numbers)) / 2 * Decimal(1).scaleb(-max(places, 0))


def _parts(table: Copy) -> Iterator[Followed]:
    for both, parts in groups(table):
        for line in range(table.last + 1):
            total, *cells = [table.value((line, c)) for c in (both, *parts)]
            numbers = [Decimal(0) if c == NIL else number_of(c) for c in cells]
            known = [n for n in numbers if n is not None]
            whole_one = number_of(total)
            if whole_one is not None and len(known) == len(numbers) and sum(known) != whole_one:
                yield "K04", (line, both)


def _revised(table: Copy) -> Iterator[Followed]:
    now, then = table.printed, table.clean.printed
    if (len(now.body), now.width) != (len(then.body), then.width):
        return
    had = {row.key for row in world().package.observations}
    for place, row in table.clean.meaning.items():
        if row.key in had and table.value(place) != then.body[place[0]][1][place[1]]:
            yield "K17", place


def groups(table: Copy) -> list[tuple[int, list[int]]]:
    """Columns that are the sum of others, with these: men and women, public and private."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for column in table.columns():
        row = table.meaning((0, column))
        found[row.indicator, row.period][row.dim] = column
    paired = ("sex", "status")
    return [
        (dims[""], [c for d, c in dims.items() if d.split("=")[0] in paired])
        for dims in found.values()
        if "" in dims and sum(d.split("=")[0] in paired for d in dims) == 2
    ]


# --- cases


def case(
    name: str, tables: Sequence[Copy], planted: Sequence[Planted], also: Sequence[Planted] = (), *,
    context: Context | None = None, edition: str = EDITION, sums: bool = True,
) -> Case:  # fmt: skip
    """The tables on a sheet each. What follows by arithmetic in the first is added to the truth."""
    first = tables[0]
    more = [Planted(rule, first.sheet, first.cell(place)) for rule, place in follows(first, sums)]
    read = reading([t.printed for t in tables])
    return Case(name, (read,), context or world(), edition, tuple(planted), (*also, *more))


def at(rule: str, table: Copy, place: Place | str = "", what: str = "") -> Planted:
    """A defect at a value or label, or at any address; "" for the table."""
    return Planted(rule, table.sheet, place if isinstance(place, str) else table.cell(place), what)


SOUGHT = "§§"


def at_title(rule: str, table: Copy, what: str = "", part: str = "title_id") -> Planted:
    """A defect of the title, or of another text of the table: "title_en", "source"."""
    (grid,) = grids([replace(table.printed, **{part: SOUGHT})])  # type: ignore[arg-type]
    place = next(p for p, raw in grid.cells.items() if SOUGHT in str(raw.value))
    return Planted(rule, table.sheet, address(*place), what)
