"""How a table is printed: units, source, period, numbers, footnotes and titles."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from broken import (
    BY_AREA,
    BY_YEAR,
    INDEX,
    LAND,
    LINES,
    PEOPLE,
    POVERTY,
    PRICES,
    PRODUCT,
    SEXES,
    Copy,
    at,
    at_title,
    case,
    copy,
)
from official import Span, number_text
from score import Case
from world import EDITION


def _titled(table: Copy, change: Callable[[str], str]) -> Copy:
    return table.with_(title_id=change(table.printed.title_id))


def k22_unit_twice(rng: Random) -> Case:
    name, unit = rng.choice(((SEXES, "jiwa"), ("5.1.2-sayuran", "kuintal"), ("5.1.4-buah", "Kuintal"),
                             (PRODUCT, "Persen"), (PRODUCT, "persen")))  # fmt: skip
    table = _titled(copy(name), lambda t: f"{t} ({unit})").with_(unit=unit)
    return case(f"{table.number}: ({unit}) ({unit})", [table], [at_title("K22", table)])


def k22_other_unit(rng: Random) -> Case:
    name, unit, unit_en = rng.choice((("5.1.2-sayuran", "ton", "ton"), ("5.1.4-buah", "Ton", "Ton"),
                                      ("5.1.4-buah", "kg", "kg"), (SEXES, "persen", "percent"),
                                      (SEXES, "ribu jiwa", "thousand people")))  # fmt: skip
    table = copy(name).with_(unit=unit, unit_en=unit_en)
    return case(f"{table.number}: unit {unit}", [table], [at_title("K22", table)])


def k22_unit_of_a_column(rng: Random) -> Case:
    """A column under another unit: the sex ratio in percent, people in percent."""
    name, column, unit, unit_en = rng.choice((
        (PEOPLE, 4, "Persen", "Percent"), (PEOPLE, 0, "ribu jiwa", "thousand people"), (PEOPLE, 3, "persen", "percent"),
        (PEOPLE, 1, "jiwa", "people"), (LAND, 0, "ha", "ha"), (POVERTY, 1, "persen", "percent"),
        (POVERTY, 2, "rupiah", "rupiah"), ("3.2.1-ketenagakerjaan", 1, "orang", "people"),
    ))  # fmt: skip
    table = copy(name)
    table = with_head(
        table, column, lambda text, n: f"{re.sub(r' ?[(].*[)]', '', text)} ({(unit, unit_en)[n]})"
    )
    head = next(c for c in (column,))
    return case(f"{table.number}: {table.printed.heads[0][column]!r}", [table],
                [at("K22", table, table.column(head))])  # fmt: skip


def with_head(table: Copy, column: int, change: Callable[[str, int], str]) -> Copy:
    """The table with one header of its last header row changed, in both languages."""
    row = list(table.printed.heads[-1])
    old = row[column]
    text = old.text if isinstance(old, Span) else old
    new = "\n".join(change(part, n) for n, part in enumerate(text.split("\n")))
    row[column] = replace(old, text=new) if isinstance(old, Span) else new
    return table.with_(heads=(*table.printed.heads[:-1], tuple(row)))


def k22_misspelt(rng: Random) -> Case:
    table = copy(rng.choice((*BY_AREA, *BY_YEAR)))
    word = rng.choice(("Milyar Rupiah", "milyar", "Milyard"))[:13].replace("Milyard", "Milyar")
    table = _titled(table, lambda t: f"{t} ({word})" if table.printed.unit else f"{t}, {word}")
    return case(
        f"{table.number}: {word}", [table], [at_title("K22", table)], [at_title("K22", table)]
    )


def k23_no_source(rng: Random) -> Case:
    table = copy(rng.choice((*BY_AREA, *BY_YEAR, INDEX, PRICES)))
    table = table.with_(source=rng.choice(("", "-", "–")))
    return case(f"{table.number}: no source", [table], [at("K23", table)])


def k23_no_period(rng: Random) -> Case:
    """A title without a year, on tables whose title alone says it."""
    table = copy(rng.choice((SEXES, PEOPLE, LAND, "4.2.1-sarana-kesehatan", "5.1.2-sayuran", "5.1.4-buah",
                             "4.3.5-bencana", "4.2.2-kelurahan-sarana-kesehatan")))  # fmt: skip
    table = table.with_(years=())
    return case(f"{table.number}: no year", [table], [at("K23", table)],
                [at_title("peta:periode|K25", table), at_title("K19", table)], sums=False)  # fmt: skip


def k23_year_to_come(rng: Random) -> Case:
    table = copy(
        rng.choice((SEXES, PEOPLE, "4.2.1-sarana-kesehatan", "5.1.2-sayuran", "5.1.4-buah"))
    )
    year = rng.choice((int(EDITION) + 1, int(EDITION) + 10, 2042, 2052))
    table = table.with_(years=(str(year),))
    return case(f"{table.number}: year {year}", [table], [at_title("K23", table)],
                [at("K26", table)], sums=False)  # fmt: skip


def k23_unexplained_sign(rng: Random) -> Case:
    """A footnote sign at a value that no text under the table explains."""
    table = copy(
        rng.choice((SEXES, "4.1.3-sd", "5.1.2-sayuran", "4.2.1-sarana-kesehatan", POVERTY))
    )
    place = rng.choice(table.places(lambda row, p: bool(row.value) and not row.mark))
    text = number_text(table.value(place), "id")  # type: ignore[arg-type]
    table = table.put(place, text + rng.choice(("¹", "²", " 1)", " ³")))
    return case(
        f"{table.number}: {table.value(place)} unexplained", [table], [at("K23", table, place)]
    )


def k24_other_style(rng: Random) -> Case:
    """A number in English style among decimal commas, or with the thousands apart."""
    table = copy(rng.choice(("5.1.2-sayuran", "5.1.4-buah", LAND, SEXES, "4.1.3-sd")))
    places = table.places(lambda row, p: (row.value or 0) >= 1000 and not row.mark)
    if not places:
        places = table.places(lambda row, p: bool(row.value) and not row.mark)
    place = rng.choice(places)
    value = table.number_at(place)
    text = f"{value:,f}" if value % 1 or value >= 1000 else str(value)
    if not value % 1:
        text = f"{value:,.2f}" if rng.random() < 0.5 else f"{value:,f}".replace(",", " ")
    elif value < 1000:
        text = f"{value:f}"
    table = table.put(place, text)
    return case(f"{table.number}: {text}", [table], [at("K24", table, place)], sums=False)


def k24_no_number(rng: Random) -> Case:
    table = copy(rng.choice((*BY_AREA, *BY_YEAR, INDEX)))
    place = rng.choice(table.places())
    text = rng.choice(
        ("n.a.", "tidak ada", "1.23.4", "12,5,7", "?", "#REF!", "l2", "1O4", "x", "1.2345")
    )
    table = table.put(place, text)
    return case(f"{table.number}: {text}", [table], [at("K24", table, place)], sums=False)


def k24_glued_year(rng: Random) -> Case:
    """A footnote digit behind the year in the title: 20242."""
    table = copy(
        rng.choice(
            (SEXES, PEOPLE, LAND, "4.2.1-sarana-kesehatan", "5.1.2-sayuran", "4.3.5-bencana")
        )
    )
    (year,) = table.printed.years
    sign = rng.choice("123")
    table = table.with_(years=(f"{year}{sign}",), footnotes=((sign, "Angka sementara karangan"),))
    return case(f"{table.number}: {year}{sign}", [table], [at_title("K24", table)],
                [at_title("K24", table, part="title_en")])  # fmt: skip


def k24_glued_word(rng: Random) -> Case:
    """A footnote digit behind a word of a label or of the stub: Desa1/Kelurahan."""
    table = copy(rng.choice(BY_AREA))
    line = rng.randrange(LINES)
    sign = rng.choice("123")
    table = table.label(line, table.printed.lines[line][0] + sign)
    table = table.with_(footnotes=((sign, "Termasuk kelurahan yang dimekarkan, karangan"),))
    return case(
        f"{table.number}: {table.printed.lines[line][0]}", [table], [at("K24", table, (line, -1))]
    )


def k25_untidy(rng: Random) -> Case:
    table = copy(rng.choice((*BY_AREA, *BY_YEAR, INDEX, PRICES, PRODUCT)))
    way = rng.choice(("twice", "nbsp", "wide", "english", "years", "dashes"))
    words = table.printed.title_id.split(" ")
    place = rng.randrange(1, len(words) - 1)
    if way == "twice":
        place = next(
            i for i, w in enumerate(words) if w.isalpha() and len(w) > 2 and i >= place % 4
        )
        table = table.with_(title_id=" ".join([*words[: place + 1], *words[place:]]))
    elif way in ("nbsp", "wide"):
        gap = "\u00a0" if way == "nbsp" else "  "
        table = table.with_(title_id=" ".join(words[:place]) + gap + " ".join(words[place:]))
    elif way == "english":
        table = table.with_(title_en="")
    elif way == "years":
        said = table.printed.years[-1]
        year = int(said[-4:])
        table = table.with_(years=(), title_id=f"{table.printed.title_id}, {said}",
                            title_en=f"{table.printed.title_en}, {said[:-4]}{year - 1}")  # fmt: skip
    else:
        table = table.with_(years=(f"{int(EDITION) - 2}—{int(EDITION) - 1}",)) if table.clean.name in BY_YEAR \
            else table.with_(title_id=f"{table.printed.title_id} — karangan")  # fmt: skip
    return case(f"{table.number}: title {way}", [table], [at_title("K25", table, way)], sums=False)
