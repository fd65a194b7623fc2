"""What the checks look at: the cells of a table, what is known beside it, and how it was printed."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from atlas.model import Finding, Lang
from atlas.number import decimals_of
from atlas.package import Row
from atlas.rules.checklist import CheckRule, checklist
from atlas.rules.values import Cells, last_power
from atlas.table.model import Table, address

if TYPE_CHECKING:
    from atlas.table.mapping import Mapped
    from atlas.table.mapping import Mapping as TableMapping

Place = tuple[str, str, str, str]
"""A column of values: indicator, period, dim, series."""
Line = tuple[str, str, str, str]
"""A column through the years: indicator, dim, series, kind of period."""
Key = tuple[str, str, str, str, str]
Sheet = tuple[Table, "TableMapping | None", "Mapped | None"]

BACK = 3
"""So many years back the value before is looked for: some surveys are not held every year."""


@dataclass(frozen=True)
class Tables:
    """Rows to check, with what they are checked against.

    `before` is the last edition's row of the same key; `others` are rows known beside these, of
    other periods, tables and linked indicators. Both are compared with and never reported on.
    `sheets` are the tables as they were handed in, for checks of their form.
    """

    rows: Sequence[Row]
    codelists: Mapping[str, Sequence[dict[str, str]]]
    before: Mapping[Key, Row] = field(default_factory=dict)
    others: Sequence[Row] = ()
    sheets: Sequence[Sheet] = ()
    edition: str = ""
    today: datetime.date | None = None

    @cached_property
    def cells(self) -> dict[Place, Cells]:
        found: dict[Place, Cells] = defaultdict(dict)
        for row in self.rows:
            found[row.table][row.area_code] = row
        return found

    @cached_property
    def known(self) -> dict[Place, Cells]:
        """Rows beside these, the first of each key: released ones stand before others."""
        found: dict[Place, Cells] = defaultdict(dict)
        for row in (*self.others, *self.before.values()):
            found[row.table].setdefault(row.area_code, row)
        return found

    @cached_property
    def _columns(self) -> dict[tuple[bool, str, str], list[tuple[str, str, Cells]]]:
        found: dict[tuple[bool, str, str], list[tuple[str, str, Cells]]] = defaultdict(list)
        for own, places in ((True, self.cells), (False, self.known)):
            for (indicator, period, dim, series), cells in places.items():
                found[own, indicator, dim].append((period, series, cells))
        return found

    def columns(self, indicator: str, dim: str, own: bool) -> list[tuple[str, str, Cells]]:
        """Columns of an indicator and breakdown, of the table or known beside it: period, series,
        rows by area."""
        return self._columns.get((own, indicator, dim), [])

    @cached_property
    def _periods(self) -> dict[Line, dict[str, Cells]]:
        """Every row of a line by period; what is known beside the table counts before its own."""
        found: dict[Line, dict[str, Cells]] = defaultdict(lambda: defaultdict(dict))
        for row in (*self.others, *self.before.values(), *self.rows):
            line = (row.indicator, row.dim, row.series, row.period_kind)
            found[line][row.period].setdefault(row.area_code, row)
        return found

    def earlier(self, place: Place) -> Cells:
        """Rows of the same column a year before, or of the last year within BACK that has any."""
        own = next(iter(self.cells[place].values()))
        line = (own.indicator, own.dim, own.series, own.period_kind)
        year, rest = int(own.period[:4]), own.period[4:]
        periods = self._periods[line]
        for back in range(1, BACK + 1):
            cells = periods.get(f"{year - back}{rest}", {})
            if any(area in cells for area in self.cells[place]):
                return cells
        return {}

    def history(self, row: Row) -> dict[str, Row]:
        """Rows of the same area and line by period, its own included."""
        line = (row.indicator, row.dim, row.series, row.period_kind)
        return {
            period: cells[row.area_code]
            for period, cells in sorted(self._periods[line].items())
            if row.area_code in cells
        }

    @cached_property
    def _exponents(self) -> dict[tuple[str, str, str], int]:
        """Power of ten of the last digit of every printed value, in the unit of its indicator."""
        found = {}
        for table, _, mapped in self.sheets:
            for (row, column), cell in table.cells.items() if mapped else ():
                target = mapped.heads.get(column) if mapped else None
                said = mapped.said.get(row) if mapped else None
                meaning = said or (target.meaning if target else None)
                if cell.value is not None and meaning is not None:
                    power = last_power(cell.value) + meaning.scale
                    found[table.file, table.sheet, address(cell.row, cell.column)] = power
        return found

    def last_digit(self, rows: Iterable[Row]) -> Decimal:
        """One unit of the last digit that rows of a column were printed with: 0.01 where any of
        them has two decimals, 1000 where all are in thousands."""
        powers = [
            self._exponents.get((r.file, r.sheet, r.cell), -decimals_of(r.value))
            for r in rows
            if r.value is not None
        ]
        return Decimal(10) ** min(powers, default=0)

    @cached_property
    def _units(self) -> dict[tuple[Place, bool], Decimal]:
        return {}

    def unit_of(self, place: Place, own: bool) -> Decimal:
        """One unit of the last digit of a whole column, of the table or known beside it."""
        if (place, own) not in self._units:
            cells = (self.cells if own else self.known)[place]
            self._units[place, own] = self.last_digit(cells.values())
        return self._units[place, own]

    @cached_property
    def indicators(self) -> dict[str, dict[str, str]]:
        return {row["indicator"]: row for row in self.codelists["indicators"]}

    def meta(self, indicator: str, column: str) -> str:
        """What the metadata say of an indicator; "" when they do not."""
        return self.indicators.get(indicator, {}).get(column, "")

    def whole(self, indicator: str) -> bool:
        return self.meta(indicator, "whole") == "1"

    def additive(self, indicator: str) -> bool:
        return self.meta(indicator, "additive") == "1"

    @cached_property
    def areas(self) -> dict[str, dict[str, str]]:
        return {row["area_code"]: row for row in self.codelists["areas"]}

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Codes of the kecamatan of the city and of the kelurahan of each kecamatan."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, area in self.areas.items():
            if area["level"] in ("kecamatan", "kelurahan"):
                found[area["parent_code"]].append(code)
        return found

    def level(self, name: str) -> set[str]:
        return {code for code, area in self.areas.items() if area["level"] == name}

    def name(self, code: str, lang: Lang = "id") -> str:
        return self.areas[code][f"name_{lang}"] if code in self.areas else code

    def named(self, indicator: str, lang: Lang) -> str:
        return self.meta(indicator, f"name_{lang}") or indicator

    @cached_property
    def _members(self) -> dict[str, dict[str, str]]:
        return {row["member"]: row for row in self.codelists["dimensions"]}

    def member(self, dim: str, lang: Lang) -> str:
        """The name of a breakdown: "Laki-laki" for sex=L."""
        names = (self._members.get(m, {}).get(f"name_{lang}", m) for m in dim.split(";"))
        return ", ".join(names)

    @cached_property
    def checklist(self) -> dict[str, CheckRule]:
        return checklist(self.codelists["checks"])

    def tolerance(self, rule: str) -> tuple[float, ...]:
        return self.checklist[rule].numbers

    def finding(
        self, row: Row, rule: str, said: tuple[str, str], do: tuple[str, str], *,
        expected: str = "", found: str = "", before: str = "", column: str = "value",
    ) -> Finding:  # fmt: skip
        """A finding on a row: what is wrong and what to do, each in both languages."""
        return row.finding(
            rule, self.checklist[rule].severity, message_id=said[0], message_en=said[1],
            remedy_id=do[0], remedy_en=do[1], column=column, expected=expected, found=found,
            before=before,
        )  # fmt: skip

    def on_sheet(
        self, table: Table, rule: str, at: tuple[int, int] | None, said: tuple[str, str],
        do: tuple[str, str], *, expected: str = "", found: str = "",
    ) -> Finding:  # fmt: skip
        """A finding on a place of a sheet; on the table as a whole when `at` is None."""
        return Finding(
            rule, self.checklist[rule].severity, *said, *do, file=table.file,
            row=at[0] if at else 0, sheet=table.sheet, cell=address(*at) if at else "",
            table_no=table.number, expected=expected, found=found,
        )  # fmt: skip


Check = Callable[[Tables], Iterator[Finding]]
