"""Counting for the page Kualitas data: complete, found, on time, revised, coached on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from atlas import inventory, quality
from atlas.drafts import Decision, Draft, Entry
from atlas.inventory import Held
from atlas.model import STATES, Finding, Indicator
from atlas.package import Row
from atlas.quality import Case, Tally, tally
from atlas.query import Catalogue
from atlas.releases import findings_in
from atlas.store import Cursor, Release

YEARS = ["2019", "2020", "2021"]


def finding(rule: str, severity: str = "G", cell: str = "B6", **more: str) -> Finding:
    words = ("salah", "wrong", "perbaiki", "mend")
    return Finding(rule, severity, *words, cell=cell, **more)  # type: ignore[arg-type]


def row(value: float, cell: str = "B6") -> Row:
    return Row("b.xlsx", 6, "jumlah_penduduk", "1275010", "2023", "year", "", "", value, "", "",
               "kda-2024-3.1.1", "terbit", "2024", "3.1.1", "draf", "", "Sheet1", cell)  # fmt: skip


def draft(
    edition: str, number: str, findings: Sequence[Finding], office: str = "Dinas A",
    at: str = "2024-02-20T08:00:00+00:00", **more: object,
) -> Draft:  # fmt: skip
    known = dict.fromkeys(Draft.__dataclass_fields__, "")
    made = Draft(**known | {  # type: ignore[arg-type]
        "edition": edition, "number": number, "office": office, "imported_at": at, "status": "draf",
        "rows": (row(1.0),), "findings": tuple(findings), "decisions": (), "additions": {},
        "log": (Entry(at, "Sari", "walidata", "import b.xlsx"),),
    })  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def decided(of: Finding, decision: str = "diterima") -> Decision:
    return Decision(of.code, decision, note="betul", role="kepala")


@pytest.mark.parametrize(
    ("states", "state", "held", "due"),
    [
        (["terbit", "terbit"], "terbit", 2, 2),
        (["terbit", "tidak_tersedia", "tidak_dikumpulkan"], "sebagian", 1, 2),
        (["nol", "nol"], "nol", 2, 2),
        (["terbit", "nol", "tidak_berlaku"], "terbit", 2, 2),
        (["belum_terbit", "tidak_tersedia"], "belum_terbit", 0, 2),
        (["tidak_tersedia", "tidak_berlaku"], "tidak_tersedia", 0, 1),
        (["tidak_berlaku", "tidak_dikumpulkan"], "tidak_berlaku", 0, 0),
        (["tidak_dikumpulkan"], "tidak_dikumpulkan", 0, 0),
        ([], "tidak_dikumpulkan", 0, 0),
    ],
)
def test_a_group_has_one_state_and_counts_only_what_is_due(
    states: list[str], state: str, held: int, due: int
) -> None:
    found = tally(states)
    assert (found.state, found.held, found.due) == (state, held, due)
    assert found.share == (held / due if due else None)
    assert sum(found.counts.values()) == len(states)
    assert set(found.counts) <= set(STATES)


def test_completeness_counts_every_published_indicator_of_a_group(
    catalogue: Catalogue, cursor: Cursor
) -> None:
    held = inventory.years_held(cursor, "kota")

    def office(indicator: Indicator) -> str:
        return indicator.text("producer", "id")

    found = quality.completeness(catalogue.indicators.values(), held, YEARS, 1, office)
    published = [i for i in catalogue.indicators.values() if not i.kind]
    for year in YEARS:
        assert sum(sum(t[year].counts.values()) for t in found.values()) == len(published)
    have = sum(bool(held.get(i.indicator, {}).get("2020", Held(0, 0, 0)).areas) for i in published)
    assert sum(t["2020"].held for t in found.values()) == have > 0


def test_groups_may_be_chapters(catalogue: Catalogue) -> None:
    found = quality.completeness(
        catalogue.indicators.values(), {}, YEARS, 21, lambda i: f"{i.chapter:02}"
    )
    assert list(found) == sorted(found)
    assert all(t == Tally(t.counts) and t.state == "tidak_dikumpulkan"
               for years in found.values() for t in years.values())  # fmt: skip


def test_cases_of_the_release_have_the_office_of_their_indicator(
    catalogue: Catalogue, cursor: Cursor
) -> None:
    found = findings_in(cursor)
    cases = quality.release_cases(found, catalogue)
    assert len(cases) == len(found)
    assert all(c.office for c in cases if c.finding.indicator)
    assert not [c for c in cases if c.open and c.finding.waived_id]
    assert {c.standing for c in cases if c.severity == "I"} <= {"informasi"}


def test_what_a_table_brought_is_not_counted_twice(catalogue: Catalogue) -> None:
    one = finding("K03", cell="B6", table_no="3.1.1")
    cases = quality.release_cases([one, finding("K08", cell="C7")], catalogue,
                                  [draft("2024", "3.1.1", [one])])  # fmt: skip
    assert [c.rule for c in cases] == ["K08"]


def test_a_case_of_a_draft_is_open_until_decided() -> None:
    errors = [finding("K03"), finding("K08", cell="B7"), finding("K12", "P", "B8"),
              finding("K19", "I", "B9")]  # fmt: skip
    made = draft("2024", "3.1.1", errors,
                 decisions=(decided(errors[0]), decided(errors[1], "ditunda")))  # fmt: skip
    cases = quality.draft_cases([made])
    assert [c.standing for c in cases] == ["diputuskan", "terbuka", "terbuka", "informasi"]
    assert {(c.office, c.edition, c.table) for c in cases} == {("Dinas A", "2024", "2024-3.1.1")}
    assert quality.tallied(cases, lambda c: c.severity) == {"G": 2, "P": 1, "I": 1}


def test_an_edition_is_due_on_28_february() -> None:
    assert quality.due_day("2024") == datetime.date(2024, 2, 28)


def test_a_table_is_late_by_the_day_it_came_in_first() -> None:
    early = draft("2024", "3.1.1", [])
    late = draft("2024", "4.1.1", [], at="2024-03-09T23:00:00+00:00")
    again = replace(early, imported_at="2024-04-01T00:00:00+00:00")
    found = quality.arrivals([again, late])
    assert [(a.draft.number, a.late) for a in found] == [("4.1.1", 10), ("3.1.1", -8)]
    assert quality.arrivals([]) == []


def test_newness_counts_each_indicator_once(catalogue: Catalogue, cursor: Cursor) -> None:
    held = [inventory.years_held(cursor, level) for level in inventory.LEVELS]
    found = quality.newness(catalogue.indicators.values(), held)
    published = [i for i in catalogue.indicators.values() if not i.kind]
    assert sum(n.indicators for n in found) == len(published)
    one = found[0]
    assert one.since("1900") == one.indicators
    assert one.since(one.newest) >= 1
    assert one.since("2999") == 0


def test_metadata_are_counted_by_office(catalogue: Catalogue) -> None:
    found = quality.filled(catalogue.indicators.values())
    published = [i for i in catalogue.indicators.values() if not i.kind]
    assert sum(f.indicators for f in found) == len(published)
    assert all(0 <= f.filled <= f.fields for f in found)
    assert any(f.filled for f in found)


VINTAGE = """create table vintage (
    indicator text, area_code text, period text, dim text, series text, place integer,
    edition text, value double, mark text, status text, source_id text, table_no text, file text,
    cell text)"""
Keeper = Callable[[Sequence[tuple[str, int, str, float | None, str]]], Release]


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    """Makes a release that holds only vintages: (area, place, edition, value, mark)."""
    opened = []

    def keep(rows: Sequence[tuple[str, int, str, float | None, str]]) -> Release:
        connection = duckdb.connect(str(tmp_path / f"{len(opened)}.duckdb"))
        opened.append(connection)
        connection.execute(VINTAGE)
        for area, place, edition, value, mark in rows:
            connection.execute(
                "insert into vintage values ('x', ?, '2023', '', '', ?, ?, ?, ?, 'rilis', 's', "
                "'3.1.1', 'b.xlsx', 'B6')", [area, place, edition, value, mark])  # fmt: skip
        return Release("abc", tmp_path, {}, connection)

    yield keep
    for connection in opened:
        connection.close()


def test_a_revision_is_two_editions_that_differ(keeper: Keeper) -> None:
    release = keeper([
        ("1275010", 0, "", 100.0, ""), ("1275010", 1, "2024", 110.0, ""),
        ("1275010", 2, "2025", 112.0, "r"), ("1275020", 0, "2024", 5.0, ""),
        ("1275020", 1, "2025", 5.0, ""), ("1275030", 0, "2024", None, "..."),
        ("1275030", 1, "2025", 7.0, ""), ("1275040", 0, "2025", 9.0, ""),
    ])  # fmt: skip
    with release.cursor() as cursor:
        found = quality.revisions(release, cursor)
        assert quality.editions_held(release, cursor) == (4, 3)
    assert [(r.edition_old, r.edition_new, r.difference, r.marked) for r in found] == [
        ("2024", "2025", 2.0, True),
        ("", "2024", 10.0, False),
    ]
    assert {r.area_code for r in found} == {"1275010"}


def test_without_vintages_there_are_no_revisions(keeper: Keeper, tmp_path: Path) -> None:
    empty = keeper([])
    with empty.cursor() as cursor:
        assert quality.revisions(empty, cursor) == []
        assert quality.editions_held(empty, cursor) == (0, 0)
    with duckdb.connect(str(tmp_path / "old.duckdb")) as connection:
        old = Release("old", tmp_path, {}, connection)
        assert quality.revisions(old, connection) == []
        assert quality.editions_held(old, connection) == (0, 0)


def cases(*drafts: Draft) -> list[Case]:
    return quality.draft_cases(drafts)


def test_rules_recur_by_tables_and_improve_by_edition() -> None:
    old = [finding("K24", "P", f"B{n}") for n in range(4)] + [finding("K03", cell="B9")]
    new = [finding("K24", "P", "B1"), finding("K03", cell="B9"), finding("K03", cell="C9")]
    handed = [draft("2023", "3.1.1", old), draft("2024", "3.1.1", new),
              draft("2024", "4.1.1", [finding("K24", "P", "D1")]),
              draft("2024", "9.9.9", [finding("K24", "P")], office="Dinas B")]  # fmt: skip
    own = [d.name for d in handed if d.office == "Dinas A"]
    found = {r.rule: r for r in quality.recurring(cases(*handed), "Dinas A", own)}
    k24, k03 = found["K24"], found["K03"]
    assert (k24.tables, k24.findings, k24.editions) == (3, 6, ("2023", "2024"))
    assert (k24.before, k24.comparable, k24.newest) == (4, 1, 2)
    assert k24.improved
    assert not k24.worse
    assert (k03.before, k03.comparable) == (1, 2)
    assert k03.worse
    assert list(found) == ["K24", "K03"]
    assert quality.coached_offices(cases(*handed)) == ["Dinas A", "Dinas B"]


def test_a_rule_that_is_kept_now_counts_as_improved() -> None:
    handed = [draft("2023", "3.1.1", [finding("K24", "P")]), draft("2024", "3.1.1", [])]
    (found,) = quality.recurring(cases(*handed), "Dinas A", [d.name for d in handed])
    assert found.improved
    assert (found.before, found.comparable) == (1, 0)


def test_one_edition_shows_no_progress() -> None:
    handed = [draft("2024", "3.1.1", [finding("K24", "P")])]
    (found,) = quality.recurring(cases(*handed), "Dinas A", ["2024-3.1.1"])
    assert found.before is None
    assert not found.improved
    assert not found.worse
