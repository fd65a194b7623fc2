"""Values beside last year's: slipped units, jumps, copies, breaks and holes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from broken import (
    BY_YEAR,
    INDEX,
    LAND,
    LINES,
    NIL,
    PEOPLE,
    POVERTY,
    PRODUCT,
    SEXES,
    Copy,
    Place,
    at,
    case,
    copy,
    groups,
    like,
    number_of,
)
from editions import book
from score import Case
from world import BEFORE, with_rows, world


def k09_cell_slipped(rng: Random) -> Case:
    table = copy(
        rng.choice((SEXES, "4.1.3-sd", "4.1.5-smp", "5.1.2-sayuran", "5.1.4-buah", "4.1.1-tk"))
    )
    place = rng.choice(
        table.places(lambda row, p: row.period == table.newest and (row.value or 0) >= 120)
    )
    counted = isinstance(table.value(place), int)
    power = rng.choice([k for k in (-3, -2, -1, 1, 2, 3)
                        if k > 0 or not counted or table.number_at(place).scaleb(k) >= 10])  # fmt: skip
    changed = table.number_at(place).scaleb(power)
    table = table.put(place, int(changed) if counted else changed.quantize(Decimal("0.001")))
    return case(f"{table.number}: {table.value(place)}, ten to the {power}", [table],
                [at("K09", table, place)], [at("K07", table, place), at("K07", table, table.column(place[1]))]
                )  # fmt: skip


def k09_column_slipped(rng: Random) -> Case:
    """A whole column in another unit: tons for quintals, thousands for persons."""
    table = copy(rng.choice((SEXES, "5.1.2-sayuran", "5.1.4-buah")))
    column = rng.randrange(table.printed.width)
    power = rng.choice((-1, -2, -3)) if table.clean.name != SEXES else rng.choice((1, 2, 3))
    for line in range(LINES + 1):
        value = number_of(table.value((line, column)))
        if value is not None:
            shifted = value.scaleb(power)
            table = table.put((line, column), int(shifted) if power > 0 else shifted)
    return case(f"{table.number}: column times ten to the {power}", [table],
                [at("K09", table, table.column(column))])  # fmt: skip


def k09_year_slipped(rng: Random) -> Case:
    """The newest year of a city's table in another unit."""
    name, column = rng.choice(
        ((POVERTY, 0), (POVERTY, 1), ("3.2.1-ketenagakerjaan", 0), ("10.1.2-gini", 0))
    )
    table = copy(name)
    place = (len(table.printed.lines) - 1, column)
    power = rng.choice((-3, -2, -1)) if name != POVERTY else rng.choice((-3, -2, -1, 1, 2, 3))
    changed = table.number_at(place).scaleb(power)
    value = table.value(place)
    table = table.put(
        place, changed if power < 0 and not isinstance(value, int) else like(changed, value)
    )
    return case(
        f"{table.number}: newest value times ten to the {power}",
        [table],
        [at("K09", table, place)],
        [at("K08", table, place)],
    )


def k10_jump(rng: Random) -> Case:
    """A value far from what the other kecamatan did, its sums mended to hide it."""
    table = copy(
        rng.choice((SEXES, "4.1.3-sd", "4.1.5-smp", "4.1.8-smk", "5.1.2-sayuran", "5.1.4-buah"))
    )
    wanted = table.places(
        lambda row, p: row.period == table.newest and p[0] < LINES and (row.value or 0) >= 90
    )
    place = rng.choice(wanted)
    factor = Decimal(rng.choice((rng.randrange(55, 75), rng.randrange(135, 190)))) / 100
    old = table.number_at(place)
    table = table.put(place, like(old * factor, table.value(place)))
    off = table.number_at(place) - old
    table = added_up(table, place, off)
    also = [at("K10", table, (place[0], c)) for c in _beside(table, place[1])]
    return case(
        f"{table.number}: {old} becomes {table.value(place)}",
        [table],
        [at("K10", table, place)],
        also,
    )


def _beside(table: Copy, column: int) -> list[int]:
    """Columns of the same group of parts and whole."""
    return [c for both, parts in groups(table) for c in (both, *parts)
            if column in (both, *parts) and c != column]  # fmt: skip


def added_up(table: Copy, place: Place, off: Decimal) -> Copy:
    """The table with totals that follow a change of one value, and the whole its part."""
    line, column = place
    also = [both for both, parts in groups(table) if column in parts]
    pair = next((parts for both, parts in groups(table) if column == both), [])
    part = max(pair, key=lambda c: table.number_at((line, c)), default=None)
    for c in (column, *also, *([part] if part is not None else [])):
        for row in (line, table.last):
            if (row, c) != place:
                old = table.value((row, c))
                new = (number_of(old) or Decimal(0)) + off
                table = table.put((row, c), int(new) if isinstance(old, int) or old == NIL else new)
    return table


def k11_copied(rng: Random) -> Case:
    """All values of a table are those of its last edition, only the year is new."""
    table = copy(
        rng.choice((SEXES, "4.1.3-sd", "4.1.5-smp", "4.1.6-mts", "5.1.2-sayuran", "5.1.4-buah"))
    )
    last = book(BEFORE[-1])[table.clean.name]
    columns = table.columns(lambda row: row.period == table.newest)
    if table.number.startswith("4.1"):
        for column in columns:
            for line in range(LINES + 1):
                table = table.put((line, column), table.value((line, column - 1)))
    else:
        table = table.with_(lines=last.lines, total=last.total)
    large = [c for c in columns if sum(table.number_at((i, c)) >= 30 for i in range(LINES)) >= 12]
    return case(f"{table.number}: last year once more", [table],
                [at("K11", table, table.column(c)) for c in large],
                [at("K11", table)], sums=False)  # fmt: skip


def k14_other_area(rng: Random) -> Case:
    """Another base of the area: every kecamatan grows or shrinks alike, and no note says why."""
    table = copy(LAND)
    factor = Decimal(rng.choice((rng.randrange(900, 980), rng.randrange(1020, 1090)))) / 1000
    new = [(table.number_at((i, 0)) * factor).quantize(Decimal("0.01")) for i in range(LINES)]
    for line, value in enumerate([*new, sum(new, start=Decimal(0))]):
        table = table.put((line, 0), value)
    return case(f"1.1.1: area times {factor} without a note", [table],
                [at("K14", table, table.column(0))])  # fmt: skip


def k14_other_density(rng: Random) -> Case:
    """Density by another area than last year, while the people are the same."""
    table = copy(PEOPLE)
    factor = Decimal(rng.choice((rng.randrange(880, 950), rng.randrange(1050, 1120)))) / 1000
    for line in range(LINES + 1):
        table = table.put((line, 3), int(table.number_at((line, 3)) * factor))
    return case(f"3.1.1: density times {factor} without a note", [table], [at("K14", table, table.column(3))],
                [at("K06", table, table.column(3))])  # fmt: skip


def k14_other_series(rng: Random) -> Case:
    """The last edition had another series: its base is not the same."""
    name = rng.choice((LAND, SEXES, INDEX, "4.1.3-sd", "4.1.6-mts"))
    table = copy(name)
    own = {(r.indicator, r.series) for r in table.clean.meaning.values() if r.series}
    indicator, series = sorted(own)[rng.randrange(len(own))]
    rows = [replace(r, series="lama") if (r.indicator, r.series, r.table_no) == (indicator, series, table.number)
            else r for r in world().package.observations]  # fmt: skip
    column = next((c for c in table.columns(lambda r: r.indicator == indicator)), 0)
    return case(f"{table.number}: series {series} begins without a note", [table],
                [at("K14", table, "" if name == INDEX else table.column(column) if name == LAND else "")],
                [at("K14", table)], context=with_rows(world(), rows))  # fmt: skip


def k26_hole(rng: Random) -> Case:
    """A year between two others is missing, in the table and in what was released."""
    table = copy(rng.choice((*BY_YEAR, INDEX, PRODUCT)))
    periods = sorted({r.period for r in table.clean.meaning.values()})
    gone = rng.choice(periods[1:-1])
    own = {r.indicator for r in table.clean.meaning.values()}
    rows = [
        r for r in world().package.observations if not (r.indicator in own and r.period == gone)
    ]
    after = periods[periods.index(gone) + 1]
    if table.clean.name in BY_YEAR:
        kept = [(line, cells) for line, cells in table.printed.lines if line != gone]
        table = table.with_(lines=tuple(kept))
        where = [at("K26", table, (next(i for i, x in enumerate(kept) if x[0] == after), c))
                 for c in range(table.printed.width)]  # fmt: skip
    else:
        column = table.printed.heads[0].index(gone)
        heads = (tuple(h for h in table.printed.heads[0] if h != gone),)
        lines = tuple((x, (*v[:column], *v[column + 1 :])) for x, v in table.printed.lines)
        table = table.with_(heads=heads, lines=lines)
        where = [at("K26", table, table.column(column))]
    return case(f"{table.number}: {gone} missing", [table], where, [at("K26", table)],
                context=with_rows(world(), rows))  # fmt: skip
