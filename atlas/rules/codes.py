"""Areas of a table: all there, none twice, each by a spelling that is known, and of this city."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.model import CITY, Finding
from atlas.rules.tables import Sheet, Tables
from atlas.table.areas import Areas, spelled
from atlas.table.model import Line, Table
from atlas.table.text import plain

MEDAN_KOTA = "1275060"
NEAREST = 3
"""So many spellings that look like an unknown one are shown; none is taken for it."""


@dataclass(frozen=True)
class Lines:
    """The lines of a table by kecamatan: which area each names, which are named again or not known."""

    table: Table
    areas: dict[int, str]
    """by row of the sheet; the second line of an area is left out"""
    again: dict[int, str]
    """rows that name an area another line has, and that area"""
    strange: tuple[Line, ...]
    """lines of no known area"""


def _by_kecamatan(tables: Tables) -> Iterator[Lines]:
    """The tables by kecamatan among those handed in, as their mapping says or as most lines do."""
    for sheet in tables.sheets:
        mapping = sheet[1]
        if mapping is not None and (mapping.level != "kecamatan" or mapping.lines != "wilayah"):
            continue
        lines = _lines(tables, sheet)
        found = tables.level("kecamatan") & set(lines.areas.values())
        if mapping is not None or len(found) > len(tables.children[CITY]) // 2:
            yield lines


def _lines(tables: Tables, sheet: Sheet) -> Lines:
    table, mapping, mapped = sheet
    areas = dict(mapped.lines) if mapped else {}
    rest = [
        x for x in table.lines if x.row not in areas and not (mapped and x.row in mapped.outside)
    ]
    known = Areas(tables.codelists["areas"], tables.codelists["area_aliases"]) if rest else None
    again, strange = {}, []
    for line in rest if known else ():
        match = known.match(line.label, "kecamatan", table.system, line.code) if known else None
        code = match.area_code if match else ""
        if code and code in areas.values():
            again[line.row] = code
        elif code and mapping is None:
            areas[line.row] = code
        else:
            strange.append(line)
    return Lines(table, areas, again, tuple(strange))


def doubtful(tables: Tables) -> set[str]:
    """Areas that two lines name: which of the two holds their values nobody can tell."""
    return {code for lines in _by_kecamatan(tables) for code in lines.again.values()}


def _label(table: Table, row: int) -> tuple[int, int]:
    """Where the label of a line stands, as far as the reader kept it."""
    column = min((head.column for head in table.heads), default=2)
    return table.places.get(f"line {row}", (row, max(1, column - 1)))


def k01_kecamatan(tables: Tables) -> Iterator[Finding]:
    """A table by kecamatan has every kecamatan, and none twice. A line that nobody can read may be
    the missing one: that is said of the line."""
    for lines in _by_kecamatan(tables):
        codes = set(lines.areas.values())
        if not codes & tables.level("kecamatan"):
            continue
        for row, code in lines.again.items():
            if code != CITY and not _total_by_name(lines, row, code):
                yield _twice(tables, lines, row, code)
        missing = sorted(tables.level("kecamatan") - codes)
        doubtful = len(lines.strange) + (CITY in lines.again.values())
        if len(missing) > doubtful:
            yield _missing(tables, lines.table, missing)


def _twice(tables: Tables, lines: Lines, row: int, code: str) -> Finding:
    first = next(r for r, c in lines.areas.items() if c == code)
    found = tables.on_sheet(
        lines.table, "K01", _label(lines.table, row),
        (f"{tables.name(code)} ada dua kali: baris {first} dan {row}",
         f"{tables.name(code)} stands twice: in rows {first} and {row}"),
        ("perbaiki nama yang salah, atau hapus baris yang rangkap",
         "mend the wrong name, or remove the doubled row"),
        expected="1", found="2",
    )  # fmt: skip
    return replace(found, area_code=code)


def _missing(tables: Tables, table: Table, missing: Sequence[str]) -> Finding:
    names = ", ".join(f"{tables.name(c)} ({c})" for c in missing[:5])
    more = f" (+{len(missing) - 5})" if len(missing) > 5 else ""
    every = len(tables.level("kecamatan"))
    first = min((x.row for x in table.lines), default=0)
    found = tables.on_sheet(
        table, "K01", table.places.get("title") or (_label(table, first) if first else None),
        (f"tabel memuat {every - len(missing)} dari {every} kecamatan; tidak ada {names}{more}",
         f"the table has {every - len(missing)} of {every} districts; it lacks {names}{more}"),
        ("tambahkan barisnya; bila datanya belum ada, isi selnya dengan ...",
         "add the row; where there are no figures yet, write ... in its cells"),
        expected=str(every), found=str(every - len(missing)),
    )  # fmt: skip
    return replace(found, area_code=missing[0])


def _total_by_name(lines: Lines, row: int, code: str) -> bool:
    """Whether a second Medan Kota stands where the total of the city should: last, and no other
    line is the city."""
    last = max(line.row for line in lines.table.lines)
    return code == MEDAN_KOTA and row == last and CITY not in lines.areas.values()


def k02_names(tables: Tables) -> Iterator[Finding]:
    """Every line is named by a known spelling, the total is not called Medan Kota nor that kecamatan
    Kota Medan, and the table is of this city."""
    for sheet in tables.sheets:
        if other := _other_city(tables, sheet):
            yield _foreign(tables, sheet[0], other)
    for lines in _by_kecamatan(tables):
        for row, code in lines.again.items():
            if _total_by_name(lines, row, code):
                yield _swapped(tables, lines.table, row, "Medan Kota", "Kota Medan")
            elif code == CITY and MEDAN_KOTA not in lines.areas.values():
                first = next(r for r, c in lines.areas.items() if c == CITY)
                yield _swapped(tables, lines.table, min(first, row), "Kota Medan", "Medan Kota")
        for line in lines.strange:
            yield _strange(tables, lines.table, line)


def _strange(tables: Tables, table: Table, line: Line) -> Finding:
    names = {spelled(a["name_id"]): a["name_id"] for a in tables.areas.values()
             if a["level"] == "kecamatan"}  # fmt: skip
    near = difflib.get_close_matches(spelled(line.label), names, NEAREST, 0.6)
    shown = ", ".join(names[n] for n in near)
    help_id, help_en = (
        (f"; ejaan terdekat: {shown}", f"; nearest spellings: {shown}") if near else ("", "")
    )
    return tables.on_sheet(
        table, "K02", _label(table, line.row),
        (f"{line.label!r} bukan nama kecamatan yang dikenal{help_id}",
         f"{line.label!r} is no known name of a district{help_en}"),
        ("perbaiki ejaannya seperti pada daftar kode wilayah",
         "spell it as in the list of area codes"),
        expected=shown, found=line.label,
    )  # fmt: skip


def _swapped(tables: Tables, table: Table, row: int, found: str, expected: str) -> Finding:
    kota, city = ("kecamatan", "a district"), ("kota seluruhnya", "the whole city")
    is_, should = (kota, city) if found == "Medan Kota" else (city, kota)
    return tables.on_sheet(
        table, "K02", _label(table, row),
        (f"baris ini tertulis {found} ({is_[0]}), tempatnya {expected} ({should[0]})",
         f"this row is called {found} ({is_[1]}), its place is that of {expected} ({should[1]})"),
        (f"ganti namanya menjadi {expected}", f"change the name to {expected}"),
        expected=expected, found=found,
    )  # fmt: skip


def _other_city(tables: Tables, sheet: Sheet) -> str:
    """Code of the other regency or city that the title of a table of this city names, or that its
    area codes belong to; "" for none."""
    table, mapping, mapped = sheet
    if mapping is not None and mapping.level == "kabkota":
        return ""
    title = f" {plain(table.title_id)} "
    for code in sorted(tables.level("kabkota") - {CITY}) if "medan" not in title else ():
        if f" {plain(tables.name(code))} " in title.replace(",", " "):
            return code
    known = {code[:4] for code in (*(mapped.lines.values() if mapped else ()),) if len(code) > 3}
    codes = {line.code[:4] for line in table.lines if len(line.code) in (4, 7, 10)}
    others = sorted((codes - {CITY}) & tables.level("kabkota"))
    bps = table.system == "bps" and "." not in "".join(line.code for line in table.lines)
    return others[0] if bps and others and CITY not in codes | known else ""


def _foreign(tables: Tables, table: Table, code: str) -> Finding:
    return tables.on_sheet(
        table, "K02", table.places.get("title"),
        (f"tabel ini tentang {tables.name(code)} (kode BPS {code}), bukan Kota Medan ({CITY})",
         f"this table is of {tables.name(code, 'en')} (BPS code {code}), not of Medan ({CITY})"),
        ("kirimkan tabel Kota Medan; dalam kode Kemendagri Medan memang 12.71, dalam kode BPS 1275",
         "hand in the table of Medan; Medan is 12.71 in codes of the ministry, 1275 in those of BPS"),
        expected=CITY, found=code,
    )  # fmt: skip
