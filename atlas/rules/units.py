"""Units: the printed one is that of the metadata, said once, and spelled as the language has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from atlas.model import Finding
from atlas.rules.tables import Sheet, Tables
from atlas.table.model import Head, Table
from atlas.table.text import plain

SAME = (
    {"persen", "%", "percent", "per cent", "percentage", "persentase"},
    {"km2", "km^2", "kilometer persegi", "sq.km", "sq. km", "sqkm", "square km", "square kilometers"},
    {"m2", "meter persegi", "square meters"},
    {"ha", "hektar", "hektare", "hectare", "hectares"},
    {"jiwa", "orang", "people", "person", "persons", "penduduk", "inhabitants", "population"},
    {"jiwa/km2", "jiwa per km2", "orang/km2", "orang per km2", "penduduk/km2", "people per sq.km",
     "people per km2", "person per km2", "persons per sq.km", "people/km2", "per km2", "per sq.km"},
    {"ton", "tons", "tonne", "tonnes"}, {"kuintal", "kw", "kwintal", "quintal", "quintals"},
    {"kg", "kilogram", "kilograms"}, {"ribu ton", "thousand tons"},
    {"tangkai", "stalks", "stems"}, {"pohon", "trees"}, {"ekor", "heads"},
    {"rupiah", "rp", "rupiahs"}, {"ribu rupiah", "thousand rupiahs", "ribu rp"},
    {"juta rupiah", "million rupiahs", "juta rp"},
    {"miliar rupiah", "milyar rupiah", "billion rupiahs", "miliar rp"},
    {"triliun rupiah", "trillion rupiahs"},
    {"ribu", "thousand", "ribu jiwa", "ribu orang", "thousand people", "thousands", "thousand persons"},
    {"laki-laki per 100 perempuan", "males per 100 females", "men per 100 women"},
    {"tahun", "year", "years"}, {"rumah tangga", "households", "household"},
)  # fmt: skip
"""Names of one unit in print; `orang` and `jiwa` are counted alike."""
TWICE = re.compile(r"\(([^()]+)\)[\s,\d/–-]*\(([^()]+)\)")
"""Two units, one right behind the other or with the years between."""
MISSPELT = re.compile(r"\bmil[yj]ar\b", re.IGNORECASE)


class _Names:
    """Which printed names are one unit: those of SAME, and each unit of the codelist."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    @cached_property
    def groups(self) -> dict[str, int]:
        found = {name: i for i, names in enumerate(SAME) for name in names}
        for number, unit in enumerate(self.tables.codelists["units"], start=len(SAME)):
            names = [_named(unit[k]) for k in ("name_id", "name_en")]
            group = next((found[n] for n in names if n in found), number)
            for name in names:
                found.setdefault(name, group)
        return found

    def of(self, text: str) -> set[int]:
        """Groups a printed unit may belong to: as a whole, else each side of a slash, since both
        languages may stand there; empty for a unit nobody has named."""
        name = _named(text)
        if name in self.groups:
            return {self.groups[name]}
        parts = [self.groups[p] for x in name.split("/") if (p := x.strip()) in self.groups]
        return set(parts)


def _named(text: str) -> str:
    name = plain(text.replace("²", "2").replace("³", "3")).strip("() ")
    return re.sub(r"\bmil[yj]ar\b", "miliar", name)


def k22_units(tables: Tables) -> Iterator[Finding]:
    """The printed unit is the metadata's, is not printed twice, and is spelled right."""
    names = _Names(tables)
    for sheet in tables.sheets:
        yield from _spelled(tables, sheet[0])
        yield from _unlike(tables, sheet, names)


def _printed(table: Table) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Every text of a table that may hold a unit, with its place."""
    title = table.places.get("title")
    for line in table.titles or (table.title_id, table.title_en):
        yield line, title
    yield table.unit, table.places.get("unit") or title
    for head in table.heads:
        for text in (*head.words_id, head.unit):
            yield text, _at(table, head)


def _at(table: Table, head: Head) -> tuple[int, int]:
    first = min((line.row for line in table.lines), default=1)
    return table.places.get(f"head {head.column}", (first, head.column))


def _spelled(tables: Tables, table: Table) -> Iterator[Finding]:
    """One finding for a doubled unit and one for a misspelt one, at the first place of each."""
    texts = list(_printed(table))
    twice = next(((m, at) for text, at in texts for m in TWICE.finditer(text)
                  if _named(m[1]) == _named(m[2])), None)  # fmt: skip
    if twice is not None:
        found, at = twice
        yield tables.on_sheet(
            table, "K22", at,
            (f"satuan tertulis dua kali: {found[0]}", f"the unit is printed twice: {found[0]}"),
            (f"tulis sekali saja: ({found[1].strip()})", f"print it once: ({found[1].strip()})"),
            expected=f"({found[1].strip()})", found=found[0],
        )  # fmt: skip
    wrong = next(((m, at) for text, at in texts if (m := MISSPELT.search(text))), None)
    if wrong is not None:
        found, at = wrong
        yield tables.on_sheet(
            table, "K22", at,
            (f"ejaan satuan {found[0]} tidak baku", f"the unit {found[0]} is misspelt"),
            ("tulis miliar", "write miliar"), expected="miliar", found=found[0],
        )  # fmt: skip


def _unlike(tables: Tables, sheet: Sheet, names: _Names) -> Iterator[Finding]:
    """Columns under a unit of another kind than theirs; the title's when it fits no column."""
    table, _, mapped = sheet
    if mapped is None or mapped.said:
        return
    under: list[str] = []
    for head in table.heads:
        target = mapped.heads.get(head.column)
        if target is None or not target.indicator:
            continue
        if not head.unit:
            under.append(target.unit)
        elif _differ(names, head.unit, [target.unit]):
            yield _other_unit(tables, table, _at(table, head), head.unit, target.unit)
    if table.unit and under and _differ(names, table.unit, under):
        at = table.places.get("unit") or table.places.get("title")
        yield _other_unit(tables, table, at, table.unit, ", ".join(dict.fromkeys(under)))


def _differ(names: _Names, printed: str, wanted: Iterable[str]) -> bool:
    """Whether a printed unit is known and is none of those wanted."""
    found = names.of(printed)
    if not found or any(_named(printed) == _named(w) for w in wanted):
        return False
    return not any(found & names.of(w) or not names.of(w) for w in wanted)


def _other_unit(
    tables: Tables, table: Table, at: tuple[int, int] | None, found: str, expected: str
) -> Finding:
    return tables.on_sheet(
        table, "K22", at,
        (f"satuan tercetak {found}, menurut metadata {expected}",
         f"the printed unit is {found}, the metadata say {expected}"),
        ("perbaiki satuan pada judul atau tajuk; bila datanya memang bersatuan lain, ubah angkanya",
         "mend the unit in title or header; if the data are in another unit, convert them"),
        expected=expected, found=found,
    )  # fmt: skip
