"""Lines of a table by kecamatan: one missing, twice, misspelt, or of another city."""

from __future__ import annotations

from random import Random

from broken import BY_AREA, COUNTED, LINES, at, at_title, case, copy
from score import Case, Planted


def k01_line_missing(rng: Random) -> Case:
    table = copy(rng.choice(BY_AREA))
    gone = rng.randrange(LINES)
    lines = table.printed.lines
    table = table.with_(lines=(*lines[:gone], *lines[gone + 1 :]))
    return case(f"{table.number}: {lines[gone][0]} left out", [table],
                [at_title("K01", table, lines[gone][0])], sums=False)  # fmt: skip


def k01_line_twice(rng: Random) -> Case:
    table = copy(rng.choice(BY_AREA))
    line, after = rng.randrange(LINES), rng.randrange(LINES)
    lines = table.printed.lines
    second = max(line, after) + 1
    table = table.with_(lines=(*lines[:second], lines[line], *lines[second:]))
    return case(f"{table.number}: {lines[line][0]} twice", [table],
                [at("K01", table, (second, -1))], sums=False)  # fmt: skip


def k01_name_of_another(rng: Random) -> Case:
    table = copy(rng.choice(BY_AREA))
    line, other = sorted(rng.sample([i for i in range(LINES) if i != 5], 2))
    name = table.printed.lines[line][0].split(". ")[1]
    table = table.label(other, f"{other + 1}. {name}")
    return case(f"{table.number}: {name} in place of another", [table],
                [at("K01", table, (other, -1))], [at_title("K01", table)], sums=False)  # fmt: skip


def k02_misspelt(rng: Random) -> Case:
    table = copy(rng.choice(BY_AREA))
    line = rng.randrange(LINES)
    ordinal, name = table.printed.lines[line][0].split(". ")
    table = table.label(line, f"{ordinal}. {misspelt(name, rng)}")
    return case(f"{table.number}: {table.printed.lines[line][0]}", [table],
                [at("K02", table, (line, -1))], sums=False)  # fmt: skip


def misspelt(name: str, rng: Random) -> str:
    """A name with a letter lost, doubled or swapped, as typists do it."""
    word = name.split()[1]
    place = rng.randrange(1, len(word) - 1)
    way = rng.randrange(3)
    if way == 0:
        wrong = word[:place] + word[place + 1 :]
    elif way == 1:
        wrong = word[:place] + word[place] + word[place:]
    else:
        wrong = word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
    return name.replace(word, wrong if wrong != word else word + word[-1])


def k02_total_is_a_kecamatan(rng: Random) -> Case:
    table = copy(rng.choice(BY_AREA))
    table = table.label(table.last, "Medan Kota")
    return case(f"{table.number}: the total is called Medan Kota", [table],
                [at("K02", table, (table.last, -1))], sums=False)  # fmt: skip


def k02_kecamatan_is_the_city(rng: Random) -> Case:
    table = copy(rng.choice(BY_AREA)).label(5, "6. Kota Medan")
    return case(f"{table.number}: kecamatan Medan Kota is called Kota Medan", [table],
                [at("K02", table, (5, -1))],
                [at("K01", table, (table.last, -1)), at("K02", table, (table.last, -1))],
                sums=False)  # fmt: skip


def k02_other_city(rng: Random) -> Case:
    table = copy(rng.choice(COUNTED))
    names = ("Sibolga Utara", "Sibolga Kota", "Sibolga Selatan", "Sibolga Sambas")
    lines = tuple((f"127101{i} {name}", table.printed.lines[i][1]) for i, name in enumerate(names))
    table = table.with_(
        title_id=table.printed.title_id.replace("Kota Medan", "Kota Sibolga"), lines=lines,
        title_en=table.printed.title_en.replace("Medan", "Sibolga"),
        total=("Kota Sibolga", table.printed.total[1] if table.printed.total else ()),
    )  # fmt: skip
    return case(f"{table.number}: of Sibolga (1271)", [table], [at_title("K02", table)],
                [Planted("K02|K01|peta:tabel|peta:baris", table.sheet)], sums=False)  # fmt: skip
