"""The same figure elsewhere: in another table, in another source, in the last edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from atlas.model import Finding
from atlas.package import Row
from atlas.rules.tables import Key, Tables
from atlas.rules.values import exact, figure, printed

PROVISIONAL = ("*", "**", "***", "e")
"""A figure with one of these is expected to change."""


def _elsewhere(tables: Tables) -> dict[Key, list[Row]]:
    """Known rows that have the key of one of these rows."""
    found: dict[Key, list[Row]] = {row.key: [] for row in tables.rows}
    for row in tables.others:
        if row.key in found:
            found[row.key].append(row)
    return found


def _apart(rule: str, tables: Tables, row: Row, other: Row) -> bool:
    """Whether two values differ by more than the rounding of the coarser one."""
    if row.value is None or other.value is None:
        return False
    gap = abs(exact(row.value) - exact(other.value))
    if not gap:
        return False
    (part,) = tables.tolerance(rule)
    coarser = max(tables.last_digit([row]), _unit(tables, other))
    return gap > Decimal(repr(part)) * coarser


def _unit(tables: Tables, known: Row) -> Decimal:
    """One unit of the last digit a known figure was printed with: 9.00 is kept as 9, so that other
    figures of its line in the same table tell how many decimals it had."""
    columns = tables.columns(known.indicator, known.dim, False)
    alike = [r for _, series, cells in columns if series == known.series
             for r in cells.values() if r.table_no == known.table_no]  # fmt: skip
    return tables.last_digit([known, *alike])


def _edition(tables: Tables, row: Row) -> str:
    return row.edition or tables.edition


def k15_tables_agree(tables: Tables) -> Iterator[Finding]:
    """A figure that stands in two tables of one edition is the same in both."""
    elsewhere = _elsewhere(tables)
    first: dict[Key, Row] = {}
    for row in tables.rows:
        twin = first.setdefault(row.key, row)
        within = [twin] if (twin.sheet, twin.table_no) != (row.sheet, row.table_no) else []
        other = _other_table(tables, row, [*within, *elsewhere[row.key]])
        if other is not None:
            now, then = figure(row), figure(other)
            yield tables.finding(
                row, "K15",
                (f"{now['id']} di sini, {then['id']} pada tabel {other.table_no}{_at(other, 'sel')}",
                 f"{now['en']} here, {then['en']} in table {other.table_no}{_at(other, 'cell')}"),
                ("tentukan mana yang benar, lalu samakan kedua tabel",
                 "decide which one is right and make both tables agree"),
                expected=printed(other), found=printed(row),
            )  # fmt: skip


def _other_table(tables: Tables, row: Row, rows: Sequence[Row]) -> Row | None:
    """The first row of another table of the same edition that says something else."""
    for other in rows:
        handed_in = other.edition or other.cell
        same = handed_in and _edition(tables, row) == other.edition
        if same and other.table_no not in ("", row.table_no) and _apart("K15", tables, row, other):
            return other
    return None


def _at(row: Row, word: str) -> str:
    return f", {word} {row.cell}" if row.cell else ""


def k16_sources_agree(tables: Tables) -> Iterator[Finding]:
    """Another source of the same figure does not differ by more than one percent."""
    (most,) = tables.tolerance("K16")
    elsewhere = _elsewhere(tables)
    for row in tables.rows:
        for other in elsewhere[row.key]:
            if other.edition or other.source_id == row.source_id or row.value is None:
                continue
            if not other.value or abs(row.value / other.value - 1) <= most:
                continue
            now, then = figure(row), figure(other)
            source = _producer(tables, other)
            yield tables.finding(
                row, "K16",
                (f"{now['id']} di sini, {then['id']} menurut {source[0]}",
                 f"{now['en']} here, {then['en']} by {source[1]}"),
                ("jelaskan sebab bedanya (konsep, waktu, cakupan) atau perbaiki yang keliru",
                 "say why they differ (concept, time, coverage) or mend the wrong one"),
                expected=printed(other), found=printed(row),
            )  # fmt: skip
            break


def _producer(tables: Tables, row: Row) -> tuple[str, str]:
    for source in tables.codelists.get("sources", ()):
        if source["source_id"] == row.source_id:
            return source["producer_id"], source["producer_en"]
    return row.source_id, row.source_id


def k17_revisions_are_marked(tables: Tables) -> Iterator[Finding]:
    """A figure that the last edition had otherwise carries the mark r."""
    for row in tables.rows:
        last = tables.before.get(row.key)
        if last is None or not last.edition or last.edition == _edition(tables, row):
            continue
        if row.mark == "r" or row.mark in PROVISIONAL or last.mark in PROVISIONAL:
            continue
        gone = row.value is None and last.value is not None and row.mark not in ("", "?")
        if gone or _apart("K17", tables, row, last):
            now, then = figure(row), figure(last)
            yield tables.finding(
                row, "K17",
                (f"{now['id']} di sini, {then['id']} pada edisi {last.edition}, tanpa tanda r",
                 f"{now['en']} here, {then['en']} in edition {last.edition}, without the mark r"),
                ("bila angkanya direvisi, beri tanda r dan sebutkan sebabnya; bila tidak, kembalikan",
                 "if it was revised, mark it r and say why; if not, put the old figure back"),
                expected=printed(last), found=printed(row), before=printed(last),
            )  # fmt: skip
