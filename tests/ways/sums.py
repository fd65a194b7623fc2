"""Sums that do not hold: totals, parts, shares, and rates of their parts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from broken import (
    COUNTED,
    LAND,
    LINES,
    MEASURED,
    PARTED,
    PEOPLE,
    SEXES,
    Copy,
    Place,
    additive,
    at,
    case,
    copy,
    groups,
    like,
)
from score import Case


def k03_total_off(rng: Random) -> Case:
    table = copy(rng.choice(COUNTED + MEASURED))
    column = rng.choice(table.columns(additive))
    place = (table.last, column)
    total = table.number_at(place)
    off = max(Decimal(1), total * Decimal(rng.randrange(2, 40)) / 1000)
    table = table.put(place, like(total + rng.choice((-1, 1)) * off, table.value(place)))
    return case(f"{table.number}: total {table.value(place)} for {total}", [table],
                [at("K03", table, place)])  # fmt: skip


def k03_total_by_one(rng: Random) -> Case:
    table = copy(rng.choice(COUNTED))
    column = rng.choice(table.columns(additive))
    place = (table.last, column)
    table = table.put(place, int(table.number_at(place)) + rng.choice((-1, 1)))
    return case(f"{table.number}: total off by one", [table], [at("K03", table, place)])


def k03_digits_swapped(rng: Random) -> Case:
    """Two digits of a cell in the wrong order, too little to be a jump."""
    table = copy(rng.choice((SEXES, "4.1.3-sd", "4.1.5-smp", "4.1.7-sma")))
    places = table.places(lambda row, p: additive(row) and p[0] < LINES and (row.value or 0) > 400)
    place = rng.choice(places)
    text = str(int(table.number_at(place)))
    swapped = text[:-2] + (
        text[-1] + text[-2] if text[-1] != text[-2] else "90"[:: rng.choice((-1, 1))]
    )
    column = place[1]
    table = table.put(place, int(swapped) if swapped != text else int(text) + 9)
    return case(f"{table.number}: {swapped} for {text}", [table],
                [at("K03", table, (table.last, column))])  # fmt: skip


def k04_part_off(rng: Random) -> Case:
    """One of two parts changed by a little, the column's total along with it."""
    table = copy(rng.choice(PARTED))
    both, parts = rng.choice(groups(table))
    part = rng.choice(parts)
    line = rng.choice([i for i in range(LINES) if table.number_at((i, part)) > 0])
    off = max(1, int(table.number_at((line, part)) * rng.randrange(1, 6) / 100))
    for place in ((line, part), (table.last, part)):
        table = table.put(place, int(table.number_at(place)) + off)
    return case(f"{table.number}: parts and total differ by {off}", [table],
                [at("K04", table, (line, both)), at("K04", table, (table.last, both))])  # fmt: skip


def k04_whole_off(rng: Random) -> Case:
    table = copy(rng.choice(PARTED))
    both, _ = rng.choice(groups(table))
    line = rng.randrange(LINES)
    off = rng.choice((-1, 1)) * max(
        1, int(table.number_at((line, both)) * rng.randrange(1, 5) / 100)
    )
    for place in ((line, both), (table.last, both)):
        table = table.put(place, int(table.number_at(place)) + off)
    return case(f"{table.number}: the whole differs by {off}", [table],
                [at("K04", table, (line, both)), at("K04", table, (table.last, both))])  # fmt: skip


SHARES = ((LAND, 1), (PEOPLE, 2))


def k05_shares_off(rng: Random) -> Case:
    """A share mistyped: the column no longer makes a hundred (nor its printed total)."""
    name, column = rng.choice(SHARES)
    table = copy(name)
    line = rng.choice([i for i in range(LINES) if table.number_at((i, column)) > 4])
    off = Decimal(rng.randrange(20, 34)) / 100 * rng.choice((-1, 1))
    table = table.put((line, column), table.number_at((line, column)) + off)
    return case(f"{table.number}: share off by {off}", [table], [at("K05", table, (table.last, column))],
                [at("K06", table, (line, column))])  # fmt: skip


def k05_rounded_away(rng: Random) -> Case:
    """Several shares a little too low."""
    name, column = rng.choice(SHARES)
    table = copy(name)
    lines = rng.sample(range(LINES), 8)
    for line in lines:
        table = table.put((line, column), table.number_at((line, column)) - Decimal("0.04"))
    return case(f"{table.number}: eight shares too low", [table], [at("K05", table, (table.last, column))],
                [at("K06", table, (line, column)) for line in lines])  # fmt: skip


def _people(rng: Random, column: int, change: Callable[[Decimal], Decimal]) -> tuple[Copy, Place]:
    table = copy(PEOPLE)
    place = (rng.randrange(LINES + 1), column)
    return table.put(place, like(change(table.number_at(place)), table.value(place))), place


def k06_density(rng: Random) -> Case:
    table, place = _people(
        rng, 3, lambda v: v * (1000 + rng.choice((-1, 1)) * rng.randrange(5, 80)) / 1000
    )
    return case(
        "3.1.1: density is not people over area", [table, copy(LAND)], [at("K06", table, place)]
    )


def k06_growth(rng: Random) -> Case:
    table, place = _people(
        rng, 1, lambda v: v + Decimal(rng.randrange(3, 9)) / 100 * rng.choice((-1, 1))
    )
    return case("3.1.1: growth is not that of the people", [table], [at("K06", table, place)])


def k06_sex_ratio(rng: Random) -> Case:
    table, place = _people(
        rng, 4, lambda v: v + Decimal(rng.randrange(5, 600)) / 100 * rng.choice((-1, 1))
    )
    return case(
        "3.1.1: sex ratio is not men over women", [table, copy(SEXES)], [at("K06", table, place)]
    )


def k03_more_than_all(rng: Random) -> Case:
    """One kecamatan not available, and the others already more than the total."""
    table = copy(rng.choice(COUNTED[:6]))
    column = rng.choice(table.columns(lambda row: additive(row) and row.dim == ""))
    line = max(range(LINES), key=lambda i: table.number_at((i, column)))
    total = table.number_at((table.last, column)) - table.number_at((line, column))
    table = table.put((line, column), "...").put(
        (table.last, column), int(total) - rng.randrange(1, 9)
    )
    return case(f"{table.number}: known parts above the total", [table],
                [at("K03", table, (table.last, column))],
                [at("K04|K10", table, (table.last, column)), at("K09", table, (table.last, column))])  # fmt: skip
