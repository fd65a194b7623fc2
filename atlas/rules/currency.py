"""How up to date a table is: provisional figures that stay, an old period, a late table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from atlas.model import Finding
from atlas.package import Row
from atlas.rules.tables import Sheet, Tables

SURVEY_OF_VILLAGES = re.compile(r"\bpodes\b|potensi desa|village potential", re.IGNORECASE)
"""The survey whose results come two editions later, like those of school years."""


def _lag(tables: Tables, row: Row) -> int:
    """Years between a period and the edition that first holds it."""
    usual, slow = tables.tolerance("K19")
    declared = [m.lag for _, m, _ in tables.sheets if m is not None]
    texts = (t for s, _, _ in tables.sheets for t in (s.source, *s.titles, *s.notes))
    late = row.period_kind == "school_year" or any(map(SURVEY_OF_VILLAGES.search, texts))
    return max([int(slow if late else usual), *declared])


def k18_provisional_figures(tables: Tables) -> Iterator[Finding]:
    """No figure is still provisional (*) so many editions after it first came out."""
    if not tables.edition.isdigit():
        return
    (editions,) = tables.tolerance("K18")
    for row in (r for r in tables.rows if r.mark.startswith("*")):
        age = int(tables.edition) - int(row.period[:4]) - _lag(tables, row)
        if age >= editions:
            yield tables.finding(
                row, "K18",
                (f"angka {row.period} masih bertanda {row.mark} setelah {age} edisi",
                 f"the figure of {row.period} still has the mark {row.mark} {age} editions later"),
                ("ganti dengan angka tetap (beri tanda r bila berubah), atau jelaskan mengapa belum",
                 "put in the final figure (marked r if it changed), or say why there is none yet"),
                column="mark", found=row.mark,
            )  # fmt: skip


def k19_reference_period(tables: Tables) -> Iterator[Finding]:
    """The newest period of a table is that of its edition: the year before, two years before for
    school years and the survey of villages."""
    if not tables.edition.isdigit() or not tables.rows:
        return
    newest = max(tables.rows, key=lambda row: row.period)
    lag, year = _lag(tables, newest), int(newest.period[:4])
    due = int(tables.edition) - lag
    if year < due:
        table = tables.sheets[0][0] if tables.sheets else None
        said = (
            f"data terbaru {year}, edisi {tables.edition} seharusnya memuat {due}",
            f"the newest data are of {year}; edition {tables.edition} should hold {due}",
        )
        do = (
            f"isi dengan data {due}, atau tulis di Catatan mengapa belum ada",
            f"fill in the data of {due}, or state in a note why there are none yet",
        )
        if table is not None:
            yield tables.on_sheet(table, "K19", table.places.get("title"), said, do,
                                  expected=str(due), found=str(year))  # fmt: skip
        else:
            yield tables.finding(newest, "K19", said, do, column="period", expected=str(due),
                                 found=str(year))  # fmt: skip


def k20_calendar(tables: Tables) -> Iterator[Finding]:
    """A table is there by the day on which its edition comes out."""
    if tables.today is None or not tables.edition.isdigit():
        return
    month, day = map(int, tables.tolerance("K20"))
    due = datetime.date(int(tables.edition), month, day)
    if tables.today > due:
        for sheet in tables.sheets:
            yield _late(tables, sheet, due, tables.today)


def _late(tables: Tables, sheet: Sheet, due: datetime.date, today: datetime.date) -> Finding:
    table = sheet[0]
    return tables.on_sheet(
        table, "K20", table.places.get("title"),
        (f"tabel masuk {today.isoformat()}, edisi {tables.edition} terbit {due.isoformat()}",
         f"the table came on {today.isoformat()}; edition {tables.edition} is out on "
         f"{due.isoformat()}"),
        ("catat sebab terlambat, dan sepakati tanggal masuk untuk edisi berikutnya",
         "note why it is late, and agree on the day for the next edition"),
        expected=due.isoformat(), found=today.isoformat(),
    )  # fmt: skip
