"""The codec of a view's choices, and the nearest sensible view for bad ones."""

from __future__ import annotations

import pytest

from atlas import query
from atlas.choice import Choice, Notice, Resolved, known_indicator, read, resolve
from atlas.query import Catalogue
from atlas.store import Cursor


def shown(cursor: Cursor, catalogue: Catalogue, raw: dict[str, str]) -> Resolved:
    choice, notices = read(raw)
    choice = known_indicator(choice, catalogue, notices, "id")
    return resolve(choice, query.coverage(cursor, choice.indicator), catalogue, notices)


def test_every_indicator_round_trips_through_its_url(cursor: Cursor, catalogue: Catalogue) -> None:
    for code in catalogue.indicators:
        first = shown(cursor, catalogue, {"indikator": code})
        again = shown(cursor, catalogue, first.choice.params())
        assert again.choice == first.choice
        assert again.notices == []


def test_all_choices_round_trip(cursor: Cursor, catalogue: Catalogue) -> None:
    raw = {"indikator": "tpt", "level": "kabkota", "period": "2018", "area": "1275",
           "method": "sendiri", "classes": "7", "breaks": "2,4.5,6", "scope": "periode",
           "tab": "tabel"}  # fmt: skip
    resolved = shown(cursor, catalogue, raw)
    assert resolved.choice.params() == raw
    assert resolved.choice.breaks == (2, 4.5, 6)


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ({"indikator": "tpt", "level": "rt"}, "notice.unknown_value"),
        ({"indikator": "tpt", "period": "1901"}, "notice.unknown_period"),
        ({"indikator": "tpt", "period": "2099"}, "notice.late"),
        ({"indikator": "tpt", "series": "x"}, "notice.unknown_value"),
        ({"indikator": "tpt", "dim": "sex=X"}, "notice.unknown_value"),
        ({"indikator": "tpt", "area": "0000"}, "notice.unknown_value"),
        ({"indikator": "tpt", "method": "acak"}, "notice.unknown_value"),
        ({"indikator": "tpt", "classes": "99"}, "notice.unknown_value"),
        ({"indikator": "tpt", "breaks": "1,nan"}, "notice.unknown_value"),
        ({"indikator": "tpt", "breaks": "1,2,3,4,5,6,7"}, "notice.unknown_value"),
        ({"indikator": "tpt", "tab": "x"}, "notice.unknown_value"),
        ({"indikator": "zzz"}, "notice.unknown_indicator"),
        ({"indikator": "<script>alert(1)</script>"}, "notice.unknown_indicator"),
        ({"indikator": "x" * 10_000}, "notice.unknown_indicator"),
    ],
)
def test_a_bad_value_falls_back_with_a_notice(
    cursor: Cursor, catalogue: Catalogue, raw: dict[str, str], key: str
) -> None:
    resolved = shown(cursor, catalogue, raw)
    assert [n.key for n in resolved.notices] == [key]
    assert resolved.table is not None
    assert all(len(v) < 120 and "<" not in v for n in resolved.notices for v in n.values.values())


def test_an_unknown_indicator_gives_the_nearest(catalogue: Catalogue) -> None:
    notices: list[Notice] = []
    assert (
        known_indicator(Choice("jumlah_puskesmas"), catalogue, notices, "id").indicator
        == "puskesmas"
    )
    assert (
        known_indicator(Choice("open unemployment rate"), catalogue, notices, "en").indicator
        == "tpt"
    )


def test_a_level_without_figures_stays_so_that_the_page_can_say_so(
    cursor: Cursor, catalogue: Catalogue
) -> None:
    resolved = shown(cursor, catalogue, {"indikator": "tpt", "level": "kecamatan"})
    assert resolved.choice.level == "kecamatan"
    assert resolved.table is None


@pytest.mark.parametrize(
    ("indicator", "level", "series", "period"),
    [
        ("jumlah_penduduk", "kecamatan", "sp2020", "2020"),
        ("tpt", "kabkota", "", "2024"),
        ("ipm", "kabkota", "ipm_sp2010", "2023"),
        ("jumlah_tps", "kecamatan", "pemilu", "2024"),
        ("luas_wilayah", "kecamatan", "baku_265", "2015"),
        ("kejadian_banjir", "kecamatan", "", "2023"),
        ("ump", "kota", "", "2025"),
    ],
)
def test_the_first_view_is_the_newest_nearly_complete_one(
    cursor: Cursor, catalogue: Catalogue, indicator: str, level: str, series: str, period: str
) -> None:
    choice = shown(cursor, catalogue, {"indikator": indicator}).choice
    assert (choice.level, choice.series, choice.period) == (level, series, period)


def test_rounds_never_share_a_slider(cursor: Cursor, catalogue: Catalogue) -> None:
    resolved = shown(cursor, catalogue, {"indikator": "persen_penduduk_miskin", "level": "kota"})
    periods = [t.period for t in resolved.periods]
    assert periods
    assert all(len(p) == 4 for p in periods)
    assert {t.round for t in resolved.in_series} == {"round", "round-09"}
