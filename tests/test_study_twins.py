"""Two sources of one concept: the pairs of the package, their gaps and ranks by hand from rows."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from atlas import colour
from atlas.model import CITY, Observation
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.study import Study
from atlas.study.twins import Dated, Match, areas, best, matches, ranking, study, twins, without
from atlas.svg import study as studies
from atlas.svg import type as types

ROOT = Path(__file__).resolve().parent.parent
FIRST = "penduduk_bps_dukcapil"


@pytest.fixture
def ask(release: Release, catalogue: Catalogue):  # type: ignore[no-untyped-def]
    def of(code: str, area: str = CITY, lang: str = "id") -> Study:
        return study(release, catalogue, twins(release)[code], area, lang)  # type: ignore[arg-type]

    return of


def value(cursor: Cursor, indicator: str, series: str, period: str, area: str = CITY, dim: str = "") -> float:  # fmt: skip
    cursor.execute(
        """select value from observation where indicator = ? and series = ? and period = ?
           and area_code = ? and dim = ?""",
        [indicator, series, period, area, dim],
    )
    return float(cursor.fetchone()[0])


def test_every_pair_of_the_package_has_both_sides_in_the_release(release: Release, cursor: Cursor) -> None:  # fmt: skip
    rows = list(csv.DictReader((ROOT / "data" / "twins.csv").open(encoding="utf-8")))
    assert [r["twin"] for r in rows] == list(twins(release))
    assert rows[0]["twin"] == FIRST
    for row in rows:
        for side in "ab":
            months = row[f"month_{side}"].split(";")
            series = row[f"series_{side}"].split(";")
            assert len(months) in (1, len(series))
            assert all(m == "" or 1 <= int(m) <= 12 for m in months)
            for one in series:
                cursor.execute(
                    "select count(*) from observation where indicator = ? and series = ? and dim = ?",
                    [row[f"indicator_{side}"], one, row[f"dim_{side}"]],
                )
                assert cursor.fetchone()[0] > 0, (row["twin"], side, one)  # type: ignore[index]
        assert areas(release, twins(release)[row["twin"]]), row["twin"]
    for lang in ("id", "en"):
        names = [r[f"name_{lang}"] for r in rows]
        assert len(set(names)) == len(names)


def test_bps_and_dukcapil_differ_by_what_their_rows_say(ask, cursor: Cursor) -> None:  # type: ignore[no-untyped-def]
    register = value(cursor, "jumlah_penduduk", "dukcapil", "2023-06")
    projection = value(cursor, "jumlah_penduduk", "proyeksi_sp2020", "2023")
    gap = register - projection
    assert (register, projection, gap) == (2530493, 2474166, 56327)
    said = ask(FIRST).sentences
    assert said[0] == (
        "Kota Medan. Dukcapil: 2.530.493 jiwa (Juni 2023); BPS: 2.474.166 jiwa (Juni 2023). "
        "Dukcapil lebih banyak 56.327 jiwa (2,3 %); kedua angka untuk waktu yang sama."
    )
    census = value(cursor, "jumlah_penduduk", "dukcapil", "2020-12") - value(cursor, "jumlah_penduduk", "sp2020", "2020")  # fmt: skip
    assert f"Desember 2020 dengan September 2020 +{census:,.0f} jiwa".replace(",", ".") in said[1]
    assert "terpaut 3 bulan" in said[1]
    assert "(Dukcapil dikurangi BPS)" in said[1]
    assert "Desember 2024 dengan Juni 2025 +48.159 jiwa (1,9 %), terpaut 6 bulan" in said[1]
    assert "2017" not in said[1], "18 months apart: in the table only"
    assert "Urutan tidak dibandingkan" in said[2]
    grid = ask(FIRST).grids[0]
    by_date = {r.entries[0].text: r for r in grid.rows}
    early = by_date["Juni 2017, Proyeksi hasil SP2010"]
    assert early.entries[4].value == 18
    assert early.entries[5].value == 254667
    late = by_date["Juni 2025, Proyeksi hasil SP2020"]
    assert late.entries[4].value == 6
    assert late.entries[5].value == value(cursor, "jumlah_penduduk", "dukcapil", "2024-12") - value(
        cursor, "jumlah_penduduk", "proyeksi_sp2020", "2025")  # fmt: skip


def test_no_line_joins_two_series_or_two_sources(ask) -> None:  # type: ignore[no-untyped-def]
    pieces = ask(FIRST).picture.pieces
    assert [p.side for p in pieces] == ["a"] * 5 + ["b"]
    assert [len(p.spots) for p in pieces] == [1, 4, 1, 1, 3, 8]
    assert len({p.name for p in pieces}) == 6
    measured = ask("stunting_diukur", "1275070").picture.pieces
    assert [p.joined for p in measured if p.side == "a"] == [False]


def test_dates_over_two_years_apart_are_refused_with_their_distance(ask) -> None:  # type: ignore[no-untyped-def]
    far = ask("ipm_metode_lama")
    assert "Selisihnya tidak dihitung: kedua tanggal terpaut 3 tahun" in far.sentences[0]
    assert far.picture.bracket is None
    assert far.grids[0].rows[0].entries[5].value is None


def test_figures_of_different_years_have_neither_gap_nor_ranks(ask, release: Release) -> None:  # type: ignore[no-untyped-def]
    """No year is in both: a gap would hold a year of change, in 2020 that of the pandemic."""
    for code in ("pdrb_per_kapita", "penduduk_proyeksi_lama", "penduduk_proyeksi_2022_2023"):
        made = ask(code)
        assert "Selisihnya tidak dihitung: kedua tanggal terpaut 1 tahun" in made.sentences[0]
        assert made.picture.bracket is None
        assert not made.picture.moved
        assert all(r.entries[5].value is None for r in made.grids[0].rows)
        assert ranking(release, twins(release)[code], "kabkota") is None
        assert any("Tidak ada tahun yang dimuat keduanya" in n for n in made.notes)


def test_a_gap_over_six_months_has_no_percent_in_words(ask) -> None:  # type: ignore[no-untyped-def]
    made = ask("penduduk_pra_sp2010")
    assert made.sentences[0].endswith("Sensus 2010 lebih sedikit 23.443 jiwa; kedua tanggal terpaut 11 bulan.")  # fmt: skip
    assert "%" not in made.headline + made.picture.bracket_text
    assert made.grids[0].rows[0].entries[6].value == -1.1


def test_words_fit_what_is_measured(ask, release: Release) -> None:  # type: ignore[no-untyped-def]
    assert "BIG 2024 lebih luas 14,139 km²;" in ask("luas").sentences[0]
    assert "Hitungan Atlas lebih rendah 53 jiwa per km²" in ask("kepadatan").sentences[0]
    assert "Seri 2010 lebih besar" in ask("pdrb_berlaku_seri").sentences[0]
    for twin in twins(release).values():
        said = ask(twin.code, areas(release, twin)[0]).headline
        assert "mencatat" not in said
        assert "Dihitung dan" not in said
    ranks = next(g for g in ask("pertumbuhan_ekonomi").grids if g.name == "Urutan")
    assert ranks.caption.endswith("1 = tertinggi")


def test_every_sheet_has_units_and_area_codes(ask) -> None:  # type: ignore[no-untyped-def]
    gaps, figures = ask(FIRST).grids
    assert [gaps.heads[i].title for i in (1, 3)] == ["BPS (jiwa)", "Dukcapil (jiwa)"]
    assert "Nilai (jiwa)" in [h.title for h in figures.heads]
    for grid in (gaps, figures):
        assert grid.heads[-1].title == "Kode wilayah"
        assert {r.entries[-1].text for r in grid.rows} == {CITY}
    measured = ask("stunting_diukur", "1275070").grids[-1]
    assert {r.entries[-1].text for r in measured.rows} == {"1275070", CITY}


def test_what_does_not_count_the_same_stands_side_by_side_only(ask) -> None:  # type: ignore[no-untyped-def]
    for code, area in (("sekolah_sma", "1275010"), ("angka_kematian_bayi", "12"), ("stunting_diukur", "1275070")):  # fmt: skip
        made = ask(code, area)
        assert "Selisihnya tidak dihitung, karena keduanya tidak menghitung hal yang sama" in made.sentences[0]  # fmt: skip
        assert made.picture.bracket is None
        assert not made.picture.moved
    assert "jarak tanggal: 66 bulan" in ask("sekolah_sma", "1275010").sentences[0]
    assert "15,4 persen (2022)" in ask("stunting_diukur", "1275070").sentences[0]
    assert "(dari " in ask("stunting_diukur", "1275070").sentences[0]


def test_yearly_inflation_is_compared_with_december_only(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("inflasi").grids[0].rows
    allowed = [r for r in rows if r.entries[5].value is not None]
    assert {r.entries[4].value for r in allowed} == {0}
    assert any(r.entries[4].value for r in rows if r.entries[5].value is None)


def test_percentages_differ_by_percentage_points(ask) -> None:  # type: ignore[no-untyped-def]
    said = ask("stunting_survei").sentences[0]
    assert "SKI lebih rendah 9,6 persen poin; kedua tanggal terpaut 1 tahun" in said
    assert "%" not in said


def test_ranks_by_hand_from_the_rows(ask, release: Release, catalogue: Catalogue, cursor: Cursor) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    codes = [a.area_code for a in catalogue.level("kabkota")]

    def order(indicator: str, series: str) -> dict[str, int]:
        found = {c: value(cursor, indicator, series, "2018", c) for c in codes}
        return {c: 1 + sum(v > found[c] for v in found.values()) for c in codes}

    before = order("pertumbuhan_ekonomi", "pdrb_2010")
    after = order("pertumbuhan_pdrb_dihitung", "adhk_2010")
    found = ranking(release, twins(release)["pertumbuhan_ekonomi"], "kabkota")
    assert found is not None
    assert (found.a, found.b) == (before, after)
    moved = sum(before[c] != after[c] for c in codes)
    assert moved > 0
    made = ask("pertumbuhan_ekonomi")
    assert f"Urutan: {moved} dari 33 kabupaten/kota" in made.sentences[-1]
    assert "waktu yang sama" in made.sentences[-1]
    steps = [
        abs(before[m.area_code] - after[m.area_code]) for m in made.picture.moved if not m.chosen
    ]
    assert steps == sorted(steps, reverse=True)
    assert max(steps) == max(abs(before[c] - after[c]) for c in codes)


def test_ranks_need_every_area_of_the_level(release: Release) -> None:
    assert ranking(release, twins(release)[FIRST], "kabkota") is None
    assert ranking(release, twins(release)["sekolah_sma"], "kecamatan") is None


def test_nearest_dates_are_each_others_nearest() -> None:
    def at(*months: int) -> list[Dated]:
        return [Dated(Observation(CITY, "2020", float(m)), m) for m in months]

    one, other = at(0, 10, 30), at(9, 12, 60)
    found = matches(one, other)
    assert [(m.a.month, m.b.month) for m in found] == [(10, 9)]
    first = best([Match(at(1)[0], at(4)[0]), Match(at(9)[0], at(6)[0]), Match(at(2)[0], at(9)[0])])
    assert first is not None
    assert (first.apart, first.a.month) == (-3, 9)
    assert matches([], other) == []
    assert best([]) is None


def test_own_words_and_both_explanations_stand_with_every_pair(release: Release, catalogue: Catalogue) -> None:  # fmt: skip
    for twin in twins(release).values():
        for area in areas(release, twin)[:2]:
            made = study(release, catalogue, twin, area, "id")
            assert made.sentences[0]
            assert any("redaksi Atlas" in n for n in made.notes)
            assert any(twin.text("what_b", "id") in n for n in made.notes)
            assert made.sources
            json.dumps(made.picture, default=lambda o: vars(o))


def test_a_release_without_pairs_says_so(release: Release) -> None:
    assert "belum memuat" in without(release, "twins.none", "id").refusal


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("width", [360.0, 820.0, 1112.0])
def test_no_text_leaves_the_picture(release: Release, catalogue: Catalogue, lang: str, width: float) -> None:  # fmt: skip
    for twin in twins(release).values():
        made = study(release, catalogue, twin, areas(release, twin)[0], lang)  # type: ignore[arg-type]
        drawn = studies.drawn(made, colour.palette("dark"), width, {})
        for text in ElementTree.fromstring(f"<svg>{drawn.body}</svg>").iter("text"):
            size, bold = float(text.get("font-size", "0")), text.get("font-weight") == "700"
            wide = types.width(text.text or "", size, bold)
            back = {"end": wide, "middle": wide / 2}.get(text.get("text-anchor", ""), 0.0)
            start = float(text.get("x", "0")) - back
            assert size >= 11.5
            assert start >= -0.5, (twin.code, text.text)
            assert start + wide <= width + 1, (twin.code, text.text)
            assert 0 < float(text.get("y", "0")) < drawn.height + 1, (twin.code, text.text)


@pytest.fixture
def app(state: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A page as the server runs it, without a browser."""
    from atlas import settings
    from atlas.ui import frame

    def run(**params: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "pages" / "_frame.py"), default_timeout=60)
        at.run()
        at.query_params.update(params)
        at.switch_page("dua_sumber.py")
        return at.run()

    monkeypatch.setenv("ATLAS_STATE", str(state))
    settings.settings.cache_clear()
    frame.store.cache_clear()
    yield run
    monkeypatch.undo()
    settings.settings.cache_clear()
    frame.store.cache_clear()


@pytest.mark.parametrize(
    "params",
    [{}, {"pasangan": "x" * 10_000, "area": "\0<b>"}, {"pasangan": "sekolah_sma", "area": CITY}],
)  # fmt: skip
def test_any_address_is_answered(app, params: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    at = app(**params)
    assert not at.exception
    assert bool(at.info) == bool(params)
    said = " ".join(str(getattr(e, "body", "") or "") for e in at.main)
    assert "Selisihnya" in said or "lebih banyak 56.327 jiwa" in said
