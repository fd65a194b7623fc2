"""The same thing said otherwise: in another table, source, edition or linked figure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from broken import (
    BY_YEAR,
    INDEX,
    LAND,
    LINES,
    PEOPLE,
    POVERTY,
    PRODUCT,
    SEXES,
    VILLAGES,
    Copy,
    at,
    case,
    copy,
    like,
)
from official import Printable, number_text
from score import Case, Planted
from world import EDITION, with_rows, world


def k15_tables_differ(rng: Random) -> Case:
    """Two kecamatan changed places in one of two tables of the same people: all sums hold."""
    table, other = copy(SEXES), copy(PEOPLE)
    first = rng.randrange(LINES - 1)
    lines = list(table.printed.lines)
    a, b = lines[first], lines[first + 1]
    lines[first], lines[first + 1] = (a[0], b[1]), (b[0], a[1])
    table = table.with_(lines=tuple(lines))
    pair = (first, first + 1)
    return case("3.1.2 and 3.1.1 differ in two kecamatan", [table, other],
                [at("K15", table, (i, 2)) for i in pair],
                [Planted("K15|K06", second_sheet(other), other.cell((i, c))) for i in pair for c in (0, 4)],
                sums=False)  # fmt: skip


def second_sheet(table: Copy) -> str:
    """The name of a table's sheet when it is the second of a file."""
    return f"{table.printed.number} 2"


def k15_released_otherwise(rng: Random) -> Case:
    """Another table of this edition, released before, has another figure."""
    table = copy(rng.choice((PEOPLE, "4.1.3-sd", "5.1.2-sayuran", "3.2.1-ketenagakerjaan")))
    place = rng.choice(table.places(lambda row, p: row.period == table.newest and bool(row.value)))
    row = table.meaning(place)
    value = round((row.value or 0) * (1 + rng.randrange(1, 9) / 100)) + 1
    other = replace(
        row, value=float(value), table_no="13.1.9", source_id="kda-2025-13.1.9", sheet="", cell=""
    )
    return case(f"{table.number}: table 13.1.9 says {value}", [table], [at("K15", table, place)],
                context=with_rows(world(), [*world().package.observations, other]), sums=False)  # fmt: skip


def k16_sources_differ(rng: Random) -> Case:
    """A figure that was carried over from another source differs by more than a percent."""
    table = copy(rng.choice((SEXES, "4.1.3-sd", "4.2.1-sarana-kesehatan", POVERTY, LAND)))
    place = rng.choice(
        table.places(lambda row, p: row.period == table.newest and (row.value or 0) >= 1)
    )
    row = table.meaning(place)
    factor = 1 + rng.choice((-1, 1)) * rng.randrange(15, 90) / 1000
    other = replace(row, value=(row.value or 0) * factor, edition="", table_no="", source_id="sumber-lain",
                    status="salinan", sheet="", cell="")  # fmt: skip
    return case(f"{table.number}: another source has {factor} times as much", [table], [at("K16", table, place)],
                context=with_rows(world(), [*world().package.observations, other]), sums=False)  # fmt: skip


def k17_silent_revision(rng: Random) -> Case:
    """A figure of an earlier year is another than in the last edition, without r."""
    table = copy(rng.choice((*BY_YEAR, VILLAGES, INDEX, "4.1.3-sd", "4.1.7-sma")))
    total = table.last if table.printed.total else -1
    place = rng.choice(
        table.places(
            lambda row, p: (
                row.period < table.newest and bool(row.value) and not row.mark and p[0] != total
            )
        )
    )
    value = table.value(place)
    if isinstance(value, int):
        new: Printable = value + max(1, value * rng.randrange(1, 5) // 100) * rng.choice((-1, 1))
    else:
        new = like(
            table.number_at(place) * (100 + rng.choice((-1, 1)) * rng.randrange(2, 5)) / 100, value
        )
    table = table.put(place, new)
    also = [at("K28", table, (place[0], c)) for c in (1, 2)] if table.clean.name == POVERTY else []
    return case(f"{table.number}: {value} became {new}", [table], [at("K17", table, place)], also)


def k18_still_preliminary(rng: Random) -> Case:
    """A figure of years ago that is still preliminary."""
    table = copy(rng.choice((*BY_YEAR, INDEX, PRODUCT)))
    old = int(EDITION) - 3
    place = rng.choice(table.places(lambda row, p: int(row.period) <= old))
    stars = rng.choice(("*", "**", "***"))
    value = table.value(place)
    text = value if isinstance(value, str) else number_text(value, "id")  # type: ignore[arg-type]
    table = table.put(place, f"{text}{stars}")
    return case(f"{table.number}: {text}{stars}", [table], [at("K18", table, place)])


def k28_poor(rng: Random) -> Case:
    """The number of the poor and their share contradict each other."""
    table = copy(POVERTY)
    newest = len(table.printed.lines) - 1
    column = rng.choice((1, 2))
    factor = Decimal(rng.choice((rng.randrange(70, 93), rng.randrange(108, 140)))) / 100
    place = (newest, column)
    table = table.put(place, like(table.number_at(place) * factor, table.value(place)))
    return case(f"4.4.1: column {column} times {factor}", [table, copy(SEXES)],
                [at("K28", table, (newest, 1))])  # fmt: skip


def k28_above(rng: Random) -> Case:
    """More poor people than people, or a share of the poor under their gap."""
    table = copy(POVERTY)
    newest = len(table.printed.lines) - 1
    row = table.meaning((newest, 2))
    gap = replace(row, indicator="p1", value=(row.value or 0) + rng.randrange(1, 50) / 10, table_no="4.4.9",
                  source_id="kda-2025-4.4.9", sheet="", cell="")  # fmt: skip
    return case(f"4.4.1: poverty gap {gap.value} above the share", [table], [at("K28", table, (newest, 2))],
                context=with_rows(world(), [*world().package.observations, gap]))  # fmt: skip


def k17_withdrawn(rng: Random) -> Case:
    """A figure the last edition had is not available any more."""
    table = copy(rng.choice((*BY_YEAR, INDEX, "4.1.3-sd", "4.1.7-sma")))
    total = table.last if table.printed.total else -1
    place = rng.choice(
        table.places(
            lambda row, p: (
                row.period < table.newest and bool(row.value) and not row.mark and p[0] != total
            )
        )
    )
    table = table.put(place, "...")
    return case(f"{table.number}: {place} withdrawn", [table], [at("K17", table, place)])
