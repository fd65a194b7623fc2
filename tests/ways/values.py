"""Values that cannot be: above their whole, out of range, blank, or nil for what is missing."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from broken import (
    BY_AREA,
    BY_YEAR,
    COUNTED,
    INDEX,
    LAND,
    LINES,
    MEASURED,
    NIL,
    PEOPLE,
    POVERTY,
    PRICES,
    SEXES,
    additive,
    at,
    case,
    copy,
    like,
    whole,
)
from score import Case


def k07_above_total(rng: Random) -> Case:
    table = copy(rng.choice(COUNTED + MEASURED))
    column = rng.choice(table.columns(additive))
    place = (rng.randrange(LINES), column)
    total = table.number_at((table.last, column))
    table = table.put(
        place, like(total * rng.randrange(106, 300) / 100, table.value((table.last, column)))
    )
    return case(f"{table.number}: {table.value(place)} of {total}", [table], [at("K07", table, place)],
                [at("K10|K09|K03|K04|K08", table, place)])  # fmt: skip


def k07_total_too_small(rng: Random) -> Case:
    """A total that lost digits: each kecamatan of some size is above it."""
    table = copy(rng.choice((SEXES, "4.1.3-sd", "4.1.5-smp")))
    column = rng.choice(table.columns(additive))
    largest = max(range(LINES), key=lambda i: table.number_at((i, column)))
    total = int(table.number_at((largest, column)) * rng.randrange(60, 90) / 100)
    table = table.put((table.last, column), total)
    return case(f"{table.number}: total {total}", [table], [at("K07", table, table.column(column))],
                [at("K10|K09", table, (table.last, column))])  # fmt: skip


def k08_negative(rng: Random) -> Case:
    table = copy(rng.choice(COUNTED + MEASURED))
    place = rng.choice(
        table.places(lambda row, p: additive(row) and p[0] < LINES and bool(row.value))
    )
    table = table.put(place, like(-table.number_at(place), table.value(place)))
    return case(f"{table.number}: {table.value(place)}", [table], [at("K08", table, place)])


def k08_not_whole(rng: Random) -> Case:
    table = copy(rng.choice(COUNTED))
    place = rng.choice(table.places(lambda row, p: whole(row) and p[0] < LINES and bool(row.value)))
    table = table.put(place, table.number_at(place) + Decimal(rng.randrange(1, 10)) / 10)
    return case(
        f"{table.number}: {table.value(place)} of a count", [table], [at("K08", table, place)]
    )


def k08_over_a_hundred(rng: Random) -> Case:
    name, column, least = rng.choice((("3.2.1-ketenagakerjaan", 0, 101), ("3.2.1-ketenagakerjaan", 1, 101),
                                      (POVERTY, 2, 101), (LAND, 1, 101), (PEOPLE, 2, 101)))  # fmt: skip
    table = copy(name)
    place = (len(table.printed.lines) - 1, column)
    table = table.put(place, Decimal(rng.randrange(least * 10, least * 12)) / 10)
    return case(f"{table.number}: {table.value(place)} percent", [table], [at("K08", table, place)],
                [at("K07", table, place), at("K05|K03", table, (table.last, column))]
                if name in (LAND, PEOPLE) else [])  # fmt: skip


def k08_gini(rng: Random) -> Case:
    table = copy("10.1.2-gini")
    place = (rng.randrange(len(table.printed.lines)), 0)
    table = table.put(place, Decimal(rng.randrange(1010, 3999)) / 1000)
    return case(f"10.1.2: Gini {table.value(place)}", [table], [at("K08", table, place)],
                [at("K09", table, place)])  # fmt: skip


def k12_blank(rng: Random) -> Case:
    table = copy(rng.choice((*BY_AREA, *BY_YEAR, INDEX, PRICES)))
    place = rng.choice(table.places())
    table = table.put(place, None)
    return case(f"{table.number}: blank", [table], [at("K12", table, place)], sums=False)


def k13_nil_for_missing(rng: Random) -> Case:
    table = copy(rng.choice((SEXES, "4.1.3-sd", "4.1.5-smp", "5.1.2-sayuran", "5.1.4-buah")))
    place = rng.choice(
        table.places(
            lambda row, p: row.period == table.newest and p[0] < LINES and (row.value or 0) >= 40
        )
    )
    table = table.put(place, NIL)
    return case(f"{table.number}: nil where there was much", [table], [at("K13", table, place)])


def k13_nil_and_zero(rng: Random) -> Case:
    table = copy(
        rng.choice(("4.2.1-sarana-kesehatan", "4.2.2-kelurahan-sarana-kesehatan", "4.3.5-bencana"))
    )
    places = [p for p in table.places() if table.value(p) == NIL]
    place = rng.choice(places)
    table = table.put(place, 0)
    return case(f"{table.number}: 0 beside {NIL}", [table], [at("K13", table, place)])


def k12_line_blank(rng: Random) -> Case:
    """A kecamatan that handed in nothing: its name stands there, and no figure beside it."""
    table = copy(rng.choice((SEXES, *COUNTED[2:6], "5.1.2-sayuran", PEOPLE)))
    line = rng.randrange(LINES)
    for column in range(table.printed.width):
        table = table.put((line, column), None)
    planted = [at("K12", table, (line, column)) for column in table.columns()]
    return case(
        f"{table.number}: {table.printed.lines[line][0]} blank", [table], planted, sums=False
    )
