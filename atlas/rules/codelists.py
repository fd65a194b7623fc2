"""Codes of the package: tables declared complete, and spellings of areas."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.model import CITY, Finding
from atlas.rules.tables import Tables


def k01_complete_tables(tables: Tables) -> Iterator[Finding]:
    """A table declared complete has every area of its level, once."""
    for line in tables.codelists["complete"]:
        table = (line["indicator"], line["period"], line["dim"], line["series"])
        present = tables.cells.get(table, {})
        missing = sorted(tables.level(line["level"]) - set(present))
        if not missing:
            continue
        names = ", ".join(f"{c} {tables.name(c)}" for c in missing[:5])
        more = f" (+{len(missing) - 5})" if len(missing) > 5 else ""
        shown = " ".join((line["indicator"], line["period"], line["dim"], line["series"]))
        near = next(iter(present.values()), None)
        yield Finding(
            "K01", tables.checklist["K01"].severity,
            f"tabel {shown} dinyatakan lengkap, tetapi tanpa {names}{more}",
            f"table {shown} is declared complete but lacks {names}{more}",
            "isi barisnya, atau hapus tabel itu dari complete.csv",
            "fill in the row, or take the table out of complete.csv",
            file=near.file if near else "complete.csv", row=near.row if near else 0,
            column="area_code", indicator=line["indicator"], area_code=missing[0],
            period=line["period"], dim=line["dim"], series=line["series"],
            expected=str(len(present) + len(missing)), found=str(len(present)),
        )  # fmt: skip


def k02_aliases(tables: Tables) -> Iterator[Finding]:
    """An alias names one area within its level and parent; Medan Kota is not the city."""
    seen: dict[tuple[str, str, str], str] = {}
    for number, line in enumerate(tables.codelists["area_aliases"], start=2):
        place = (line["alias"].casefold(), line["level"], line["parent_code"])
        other = seen.setdefault(place, line["area_code"])
        area = tables.areas[line["area_code"]]
        if other != line["area_code"]:
            wrong = f"juga {other}", f"also {other}"
        elif area["level"] != line["level"] or area["parent_code"] != line["parent_code"]:
            wrong = "tingkat atau induk tidak cocok", "level or parent does not match"
        elif "medan kota" in place[0] and line["area_code"] == CITY:
            wrong = ("Medan Kota adalah kecamatan, bukan kota",
                     "Medan Kota is a district, not the city")  # fmt: skip
        else:
            continue
        yield Finding(
            "K02", tables.checklist["K02"].severity,
            f"alias {line['alias']!r} menunjuk {line['area_code']}: {wrong[0]}",
            f"alias {line['alias']!r} names {line['area_code']}: {wrong[1]}",
            "satu ejaan hanya untuk satu wilayah", "one spelling for one area only",
            file="area_aliases.csv", row=number, column="alias", area_code=line["area_code"],
            expected=other, found=line["area_code"],
        )  # fmt: skip
