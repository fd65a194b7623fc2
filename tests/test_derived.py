"""Every computed figure of the release, worked out a second time from the data package alone."""

from __future__ import annotations

import shutil
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import arithmetic
import duckdb
import pytest
from arithmetic import Figure, Key, Tables

Shown = dict[Key, dict[str, Any]]


@pytest.fixture(scope="module")
def database(state: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """A copy of the current release: one file cannot be open twice with different settings."""
    current = (state / "current").read_text(encoding="utf-8").strip()
    copy = tmp_path_factory.mktemp("copy") / "atlas.duckdb"
    shutil.copyfile(state / "releases" / current / "atlas.duckdb", copy)
    return duckdb.connect(str(copy), read_only=True)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return arithmetic.load()


@pytest.fixture(scope="module")
def mine(tables: Tables) -> dict[Key, Figure]:
    """The computed figures by this test's own arithmetic."""
    return arithmetic.computed(tables)


@pytest.fixture(scope="module")
def published(database: duckdb.DuckDBPyConnection) -> Shown:
    """Every observation of the release."""
    rows = select(database, "select * from observation")
    return {arithmetic.key_of(row): row for row in rows}


@pytest.fixture(scope="module")
def theirs(published: Shown, tables: Tables) -> Shown:
    """The computed observations of the release."""
    names = {rule["indicator"] for rule in tables.rules}
    return {key: row for key, row in published.items() if key.indicator in names}


@pytest.fixture(scope="module")
def listed(database: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The parts that the release lists."""
    return select(database, "select * from part order by all")


def select(database: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """The rows of a query, by the names of their columns."""
    found = database.cursor().execute(query)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def exact(number: float | None) -> Decimal | None:
    """The decimal that a stored double stands for."""
    return None if number is None else Decimal(repr(number))


def withheld(row: dict[str, Any]) -> bool:
    """Whether a row gives a range in place of its value."""
    return row["value"] is None and row["low"] is not None


def span(row: dict[str, Any]) -> tuple[Decimal, Decimal]:
    """The range of a row; of a value, from itself to itself."""
    low, high = (row["low"], row["high"]) if withheld(row) else (row["value"], row["value"])
    return Decimal(repr(low)), Decimal(repr(high))


def test_the_release_computes_exactly_the_figures_the_rules_ask_for(
    mine: dict[Key, Figure], theirs: Shown
) -> None:
    assert sorted(theirs.keys() - mine.keys()) == []
    assert sorted(mine.keys() - theirs.keys()) == []


def test_every_computed_value_equals_the_one_worked_out_here(
    mine: dict[Key, Figure], theirs: Shown, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: Counter[str] = Counter()
    wrong = []
    for key, figure in mine.items():
        row = theirs[key]
        if withheld(row):
            low, high = span(row)
            right = figure.value is not None and low <= figure.value <= high
            seen["within a range"] += 1
        else:
            right = exact(row["value"]) == figure.value and row["low"] is row["high"] is None
            seen["equal" if figure.value is not None else "not applicable"] += 1
        if not right:
            wrong.append((*key, figure.value, row["value"], row["low"], row["high"]))
    assert wrong == []
    names = len({key.indicator for key in mine})
    how = ", ".join(f"{count:,} {name}" for name, count in seen.items())
    with capsys.disabled():
        print(f"\n{len(mine):,} computed values of {names} indicators: all equal ({how})")


def test_a_value_is_not_applicable_exactly_where_its_denominator_is_zero(
    mine: dict[Key, Figure], theirs: Shown, tables: Tables
) -> None:
    figures = {**tables.observations, **mine}
    zero = {
        key
        for key, figure in mine.items()
        if figure.rule is not None
        and figure.rule["kind"] != "selisih"
        and not any(figures[p.key].value for p in figure.parts if not arithmetic.is_first(p))
    }
    without = {k for k, row in theirs.items() if row["value"] is None and row["low"] is None}
    assert zero == without == {k for k, row in theirs.items() if row["mark"] == "NA"}
    assert len(zero) > 100


def test_a_computed_range_is_as_wide_as_the_ranges_of_its_parts_and_no_narrower(
    mine: dict[Key, Figure], theirs: Shown, published: Shown, tables: Tables
) -> None:
    narrow = []
    for key, figure in mine.items():
        parts = {part.key: published[part.key] for part in figure.parts}
        hidden = any(withheld(row) for row in parts.values())
        if withheld(theirs[key]):
            assert hidden, f"{key} is a range, its parts are not"
        if hidden and figure.value is not None:
            ranges = {part: span(row) for part, row in parts.items()}
            if arithmetic.extremes(figure, tables, ranges) != span(theirs[key]):
                narrow.append(key)
    assert narrow == []
    assert sum(withheld(row) for row in theirs.values()) > 100


def test_the_source_is_that_of_the_part_with_the_weaker_evidence(
    mine: dict[Key, Figure], theirs: Shown
) -> None:
    wrong = {k: (r["source_id"], mine[k].source_id) for k, r in theirs.items()
             if r["source_id"] != mine[k].source_id}  # fmt: skip
    assert wrong == {}


def test_no_part_has_weaker_evidence_than_the_figure_computed_from_it(
    mine: dict[Key, Figure], theirs: Shown, published: Shown, tables: Tables
) -> None:
    def grade(row: dict[str, Any]) -> int:
        return arithmetic.GRADES.index(tables.grades[row["source_id"]])

    for key, figure in mine.items():
        assert grade(theirs[key]) == max(grade(published[part.key]) for part in figure.parts)


def test_the_mark_of_a_part_is_carried(mine: dict[Key, Figure], theirs: Shown) -> None:
    assert {k: r["mark"] for k, r in theirs.items()} == {k: f.mark for k, f in mine.items()}
    assert {"*", "**"} <= {figure.mark for figure in mine.values()}


def test_a_computed_figure_says_that_it_is_computed(
    mine: dict[Key, Figure], theirs: Shown, tables: Tables
) -> None:
    for key, row in theirs.items():
        assert row["origin"] == "dihitung"
        assert row["level"] == tables.level(key)
        assert row["period_kind"] == mine[key].period_kind


def test_at_least_25_indicators_are_computed_and_15_reach_the_kecamatan(
    theirs: Shown, tables: Tables
) -> None:
    assert len({key.indicator for key in theirs}) >= 25
    assert len({key.indicator for key in theirs if tables.level(key) == "kecamatan"}) >= 15


def test_the_release_lists_exactly_the_parts_of_each_value(
    mine: dict[Key, Figure], listed: list[dict[str, Any]]
) -> None:
    expected = {
        (key, place, part.role, part.key)
        for key, figure in mine.items()
        for place, part in enumerate(figure.parts)
    }
    found = [
        (
            arithmetic.key_of(row),
            row["place"],
            row["role"],
            Key(*(row[f"part_{name}"] for name in Key._fields)),
        )
        for row in listed
    ]
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_a_listed_part_is_the_figure_as_the_release_shows_it(
    listed: list[dict[str, Any]], published: Shown
) -> None:
    for row in listed:
        figure = published[Key(*(row[f"part_{name}"] for name in Key._fields))]
        for column in ("value", "low", "high", "mark", "source_id"):
            assert row[column] == figure[column], (row, column)


def test_the_denominator_beside_a_rate_is_the_sum_below_the_line(
    mine: dict[Key, Figure], theirs: Shown, published: Shown
) -> None:
    for key, figure in mine.items():
        assert figure.rule is not None
        below = [published[part.key] for part in figure.parts if part.role == "penyebut"]
        if figure.rule["kind"] != "rasio":
            assert theirs[key]["denominator"] is None
            continue
        low, high = (sum((span(row)[i] for row in below), Decimal(0)) for i in (0, 1))
        shown = exact(theirs[key]["denominator"])
        assert shown is not None
        assert low == shown <= high, key


def test_a_figure_with_a_rejected_rival_says_what_the_rival_would_give(
    mine: dict[Key, Figure], theirs: Shown, tables: Tables
) -> None:
    rivals = arithmetic.computed(arithmetic.with_rejected(tables))
    expected = {
        key: rivals[key].value
        for key, figure in mine.items()
        if any(part.key in tables.rejected for part in figure.parts)
    }
    found = {k: exact(r["alternative"]) for k, r in theirs.items() if r["alternative"] is not None}
    assert found == expected
    assert {k for k, f in rivals.items() if f.value != mine[k].value} <= expected.keys()
    assert len(found) >= 3


def test_parts_are_two_years_apart_at_most_unless_the_denominator_stands(
    mine: dict[Key, Figure], tables: Tables
) -> None:
    for key, figure in mine.items():
        for part in figure.parts:
            years = abs(int(part.key.period[:4]) - int(key.period[:4]))
            standing = tables.indicators[part.key.indicator]["standing"]
            if part.role == "penyebut" and standing:
                assert key.period[:4] <= standing
            elif part.role != "sebelum":
                assert years <= arithmetic.YEARS_APART, (key, part)


def test_growth_over_a_pair_begins_and_ends_where_the_pair_does(
    mine: dict[Key, Figure], tables: Tables
) -> None:
    grown = {k: f for k, f in mine.items() if f.rule and f.rule["kind"] == "pasangan"}
    assert len(grown) > 20
    for key, figure in grown.items():
        assert figure.rule is not None
        assert figure.value is not None
        pair = tables.pairs[figure.rule["pair"]]
        after, before = (part.key for part in figure.parts)
        assert (after.series, after.period) == (pair["series_to"], pair["period_to"])
        assert (before.series, before.period) == (pair["series_from"], pair["period_from"])
        last, first = (tables.observations[k].value for k in (after, before))
        assert last is not None
        assert first is not None
        decimals = int(tables.indicators[key.indicator]["decimals"])
        months = int(pair["months"])
        assert arithmetic.is_yearly_growth(figure.value, decimals, last, first, months), key


def test_halves_are_rounded_away_from_zero() -> None:
    halves = [Fraction(n, 2) for n in (-3, -1, 1, 3, 5)]
    assert [arithmetic.half_up(half, 0) for half in halves] == [-2, -1, 1, 2, 3]


BY_HAND = {
    # Medan Marelan 140,414 -> 182,515 in 124 months: ln 1.299835 = 0.262237, x 12/124 = 0.025378
    "pertumbuhan_penduduk_2010_2020,1275200,2020,,sp2010_sp2020": "2.57",
    # Medan Maimun 39,581 -> 49,231: ln 1.243804 = 0.218174, x 12/124 = 0.021114
    "pertumbuhan_penduduk_2010_2020,1275070,2020,,sp2010_sp2020": "2.13",
    # 2,435,252 / 265.10 = 9,186.16
    "kepadatan_baku,1275,2020,,sp2020": "9186",
    # 181,460 / 2,210,624 = 0.082085
    "pangsa_penduduk_kota,1275180,2015,,proyeksi_sp2010": "8.21",
    # 44,747 / 49,231 = 0.908919
    "pemilih_per_100_penduduk,1275070,2019,,pemilu": "90.9",
    # 551 / 893 = 0.617021
    "rasio_jenis_kelamin_pemilih,1275070004,2019,,pemilu": "61.70",
    # 6,537 / 34 = 192.26
    "pemilih_per_tps,1275110003,2019,,pemilu": "192",
    # (0 + 1,323) / (0 + 53) = 24.962
    "siswa_per_guru_mi,1275080,2025,,": "25.0",
    # 419 / (687 + 419) = 0.378843
    "persen_siswa_swasta_mts,1275120,2025,,": "37.9",
    # 182,515 / 1
    "penduduk_per_puskesmas,1275200,2020,,sp2020": "182515",
    # 218 / 2,435,252 = 0.00008952
    "kebakaran_per_100000_penduduk,1275,2022,,": "9.0",
    # 8.01 - 8.75
    "selisih_kemiskinan_provinsi,1275,2020,,": "-0.74",
    # 153,669.78 / 156,780.58 = 0.980158
    "pertumbuhan_pdrb_dihitung,1275,2020,,adhk_2010": "-1.98",
    # -1.98 - (-1.07)
    "selisih_pertumbuhan_provinsi,1275,2020,,adhk_2010": "-0.91",
    # 242,198.24 / 811,188.31 = 0.298572
    "pangsa_pdrb_provinsi,1275,2020,,adhb_2010": "29.86",
    # 1,641.46 / 2,312.76 = 0.709740
    "capaian_pad,1275,2019,,": "71",
}


@pytest.mark.parametrize(("key", "value"), BY_HAND.items(), ids=lambda text: text)
def test_a_figure_worked_out_by_hand_is_the_one_in_the_release(
    key: str, value: str, theirs: Shown, mine: dict[Key, Figure]
) -> None:
    name = Key(*key.split(","))
    assert mine[name].value == Decimal(value) == exact(theirs[name]["value"])
