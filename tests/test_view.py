"""Views of the real release: the right figures, states, forms and words; every indicator shows."""

from __future__ import annotations

import dataclasses
import json

import pytest

from atlas import query, releases
from atlas.choice import Choice, Notice, resolve
from atlas.model import CITY, VIEW_LEVELS, Lang
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.view import Cell, View, area_view, line_view


@pytest.fixture
def view(release: Release, cursor: Cursor, catalogue: Catalogue):  # type: ignore[no-untyped-def]
    def show(indicator: str, lang: Lang = "id", **fields: object) -> View:
        notices: list[Notice] = []
        choice = dataclasses.replace(Choice(indicator), **fields)  # type: ignore[arg-type]
        resolved = resolve(choice, query.coverage(cursor, indicator), catalogue, notices)
        kind = line_view if resolved.choice.level == "kota" else area_view
        return kind(release, cursor, catalogue, resolved, lang)

    return show


def test_population_2020_of_medan_denai_and_of_the_city(view) -> None:  # type: ignore[no-untyped-def]
    found = view("jumlah_penduduk", level="kecamatan", period="2020", series="sp2020")
    assert found.cell["1275040"].text == "169.643"
    assert found.reference.text == "2.435.252"
    assert (
        "169,643 people"
        in view("jumlah_penduduk", "en", level="kecamatan").cell["1275040"].sentence
    )
    assert "tingkat bukti C" in found.subtitle
    assert "Tingkat bukti C untuk 21 dari 21 angka." in found.sentences


def test_medan_kota_is_a_kecamatan_and_never_the_city(view, catalogue: Catalogue) -> None:  # type: ignore[no-untyped-def]
    assert catalogue.areas["1275060"].name("id") == "Medan Kota"
    assert catalogue.areas[CITY].name("id") == "Kota Medan"
    for indicator in catalogue.indicators:
        found = view(indicator, level="kecamatan")
        if "1275060" in found.cell:
            assert found.cell["1275060"].name == "Medan Kota"
        assert found.reference is None or found.reference.name == "Kota Medan"


def test_children_found_short_2021_are_368_in_the_city(view) -> None:  # type: ignore[no-untyped-def]
    found = view("balita_stunting", level="kecamatan", period="2021")
    assert found.reference.text == "368"
    assert "Jumlah 21 kecamatan 368, sama dengan angka kota." in found.notes
    low = sum(c.low if c.low is not None else c.value for c in found.cells)
    high = sum(c.high if c.high is not None else c.value for c in found.cells)
    assert low <= 368 <= high
    assert found.title.startswith("Balita pendek hasil pengukuran")


def test_registered_voters_2019(view) -> None:  # type: ignore[no-untyped-def]
    found = view("pemilih_tetap", level="kecamatan", period="2019", series="pemilu")
    assert found.reference.text == "1.614.673"
    assert sum(c.value for c in found.cells) == 1614673


def test_polling_stations_2024_show_their_waived_finding(view, cursor: Cursor) -> None:  # type: ignore[no-untyped-def]
    found = view("jumlah_tps", level="kecamatan", period="2024")
    assert any("Jumlah 21 kecamatan 6.918, angka kota tercetak 6.933" in n for n in found.notes)
    (finding,) = [f for f in releases.findings_in(cursor, "jumlah_tps") if f.rule == "K03"]
    assert finding.waived_id


def test_every_indicator_shows_at_every_level_it_has(
    release: Release, cursor: Cursor, catalogue: Catalogue
) -> None:
    views = 0
    for indicator in catalogue.indicators:
        tables = query.coverage(cursor, indicator)
        shown = 0
        for level in VIEW_LEVELS:
            resolved = resolve(Choice(indicator, level), tables, catalogue, [])
            if resolved.table is None:
                continue
            for lang in ("id", "en"):
                show = line_view if level == "kota" else area_view
                found = show(release, cursor, catalogue, resolved, lang)
                assert json.loads(json.dumps(dataclasses.asdict(found)))
                assert found.title
                assert found.sources
                assert found.headline or found.form == "tabel" or found.form == "garis"
                assert not any(
                    "None" in s or "{" in s or "  " in s for s in (found.headline, found.alt)
                )
                shown += 1
        assert shown, indicator
        views += shown
    assert views > 400


def test_counts_are_circles_and_rates_are_colours(view) -> None:  # type: ignore[no-untyped-def]
    assert view("jumlah_penduduk", level="kecamatan").form == "lingkaran"
    assert view("tpt", level="kabkota").form == "warna"
    filled = view("jumlah_penduduk", level="kecamatan", form="warna")
    assert filled.form == "warna"
    assert any("terutama mengikuti banyaknya penduduk" in n for n in filled.picture_notes)


def test_a_map_of_too_few_values_is_a_table(view) -> None:  # type: ignore[no-untyped-def]
    found = view("madrasah_ma", level="kecamatan", dim="status=negeri")
    assert found.form == "tabel"
    assert "Terlalu sedikit untuk peta" in found.why_table


def test_withheld_counts_are_ranges_without_a_rank(view) -> None:  # type: ignore[no-untyped-def]
    found = view("balita_stunting", level="kelurahan", period="2021")
    ranges = [c for c in found.cells if c.low is not None]
    assert ranges
    assert all(c.value is None and c.rank is None and "–" in c.text for c in ranges)
    assert not [c for c in found.cells if c.value is not None and 1 <= c.value <= 4]


def test_zero_that_means_not_listed_gets_no_rank_and_says_so(view) -> None:  # type: ignore[no-untyped-def]
    found = view("sekolah_smk", level="kecamatan")
    assert any(c.state == "nol" for c in found.cells)
    assert all(c.rank is None for c in found.cells)
    assert all(c.klass is None for c in found.cells if c.state == "nol")
    assert any("tidak terdaftar" in c.sentence for c in found.cells)


def test_an_area_without_a_figure_has_a_state_and_a_sentence(view) -> None:  # type: ignore[no-untyped-def]
    found = view("kepadatan_penduduk", level="kecamatan")
    empty = [c for c in found.cells if c.value is None]
    assert len(empty) == 15
    assert {c.state for c in empty} == {"tidak_tersedia"}
    assert all(c.sentence.startswith(c.name) for c in empty)


def test_part_of_a_year_is_said(view) -> None:  # type: ignore[no-untyped-def]
    found = view("kejadian_banjir", level="kecamatan", period="2024")
    assert any("Januari 2024 sampai Juni 2024" in n for n in found.notes)


def test_breaks_stay_the_same_over_the_periods_of_a_series(view) -> None:  # type: ignore[no-untyped-def]
    labels = {
        p: [c.label for c in view("tpt", level="kabkota", period=p).classes]
        for p in ("2018", "2024")
    }
    assert labels["2018"] == labels["2024"]
    own = [c.label for c in view("tpt", level="kabkota", period="2018", scope="periode").classes]
    assert own != labels["2018"]


def test_class_counts_add_up_to_the_areas(view) -> None:  # type: ignore[no-untyped-def]
    found = view("tpt", level="kabkota", period="2024")
    assert sum(c.count for c in found.classes) == 33


def test_series_are_lines_of_their_own(view) -> None:  # type: ignore[no-untyped-def]
    found = view("ipm", level="kota")
    medan = [line for line in found.lines if line.area_code == CITY]
    assert {line.series for line in medan} == {"ipm_lama", "ipm_sp2010", "ipm_lfsp2020"}
    assert "Seri yang tidak disambung: IPM metode lama" in found.headline


def test_changes_are_in_percentage_points_for_rates(view) -> None:  # type: ignore[no-untyped-def]
    assert (
        "Tingkat pengangguran terbuka (TPT) di Kota Medan turun 0,14 persen poin, dari 8,13 (2024) menjadi 7,99 persen (2025). Itu berarti membaik. Dalam 18 periode sebanding sejak 2005: naik 6 kali, turun 11 kali. Angka terakhirnya berbukti C."
        in view("tpt", level="kota").headline
    )


def test_no_change_is_spoken_of_between_two_school_lists(view) -> None:  # type: ignore[no-untyped-def]
    found = view("kejadian_banjir", level="kota")
    assert "naik" not in found.headline
    assert "turun" not in found.headline


def test_a_digest_changes_with_what_is_said(view) -> None:  # type: ignore[no-untyped-def]
    first = view("tpt", level="kabkota", period="2018")
    assert first.digest() == view("tpt", level="kabkota", period="2018").digest()
    assert first.digest() != view("tpt", level="kabkota", period="2024").digest()
    assert first.digest() != view("tpt", "en", level="kabkota", period="2018").digest()


def test_no_highest_or_lowest_is_named_when_areas_lack_a_figure(view) -> None:  # type: ignore[no-untyped-def]
    found = view("perubahan_ipm", level="kabkota")
    assert "Hanya 9 dari 33 kabupaten/kota memiliki angka" in found.headline
    assert "terendah di" not in found.headline.replace("tertinggi dan terendah", "")


def test_floods_are_mentions_and_not_ranked(view) -> None:  # type: ignore[no-untyped-def]
    found = view("kejadian_banjir", level="kecamatan", period="2024")
    assert "Terb" not in found.headline
    assert "(Januari 2024–Juni 2024)" in found.title
    assert {c.text for c in found.cells if c.state == "nol"} == {"tidak disebut, bukan pasti nol"}


def test_values_keep_the_decimals_they_were_published_with(view) -> None:  # type: ignore[no-untyped-def]
    assert view("umk", level="kota").lines[0].points[-1].text == "4.014.072"
    texts = [c.text for c in view("tpt", level="kabkota", period="2024").cells]
    assert all(len(text.split(",")[1]) == 2 for text in texts)


@pytest.mark.parametrize(
    ("mark", "shown"), [("*", "7,9 *"), ("r", "7,9 r"), ("", "7,9"), ("-", "7,9"), ("NA", "7,9")]
)
def test_a_value_is_drawn_with_its_mark_on_cards_bars_and_strips(mark: str, shown: str) -> None:
    cell = Cell("1275", "Kota Medan", "terbit", "7,9", 7.9, mark=mark)
    assert cell.marked == shown
