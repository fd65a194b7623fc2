"""The rules of honest maps on the real release, one test a rule, named after it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tables import rows

from atlas import honest, query
from atlas.choice import Choice, default_level, resolve
from atlas.measure import ranks
from atlas.model import CITY, STATES, Lang
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.view import View, area_view, line_view

DATA = Path(__file__).resolve().parent.parent / "data"
Show = Callable[..., View]


@pytest.fixture
def show(release: Release, cursor: Cursor, catalogue: Catalogue) -> Show:
    def shown(indicator: str, lang: Lang = "id", **fields: object) -> View:
        choice = dataclasses.replace(Choice(indicator), **fields)  # type: ignore[arg-type]
        resolved = resolve(choice, query.coverage(cursor, indicator), catalogue, [])
        ask = line_view if resolved.choice.level == "kota" else area_view
        return ask(release, cursor, catalogue, resolved, lang)

    return shown


@pytest.fixture
def defaults(release: Release, cursor: Cursor, catalogue: Catalogue) -> list[View]:
    """The view a reader sees first of every indicator that has a map level."""
    found = []
    for code in catalogue.indicators:
        tables = query.coverage(cursor, code)
        if default_level(tables) != "kota":
            resolved = resolve(Choice(code), tables, catalogue, [])
            found.append(area_view(release, cursor, catalogue, resolved, "id"))
    return found


def test_1_counts_are_circles_and_rates_are_colours(
    defaults: list[View], catalogue: Catalogue, show: Show
) -> None:
    for view in defaults:
        count = catalogue.indicators[view.indicator].measure == "jumlah"
        assert view.form in (("lingkaran", "tabel") if count else ("warna", "lingkaran", "tabel"))
        if count:
            assert catalogue.indicators[view.indicator].extensive
            assert not re.search(r"[Tt]ertinggi|[Tt]erendah|terbaik|terburuk", view.headline.replace(
                "tertinggi dan terendah tidak disebut", "")), view.headline  # fmt: skip
    filled = show("jumlah_tps", level="kecamatan", form="warna")
    assert any("terutama mengikuti banyaknya penduduk" in n for n in filled.picture_notes)
    assert all("urutan besar" in c.sentence for c in filled.cells if c.rank and c.rank > 1)
    assert show("kepadatan_baku", level="kecamatan", form="lingkaran").form == "warna"


def test_2_a_rate_on_a_small_denominator_is_hatched_named_and_not_ranked(show: Show) -> None:
    view = show("balita_pendek_per_100_diukur", level="kecamatan", period="2020")
    baru = view.cell["1275090"]
    assert baru.small
    assert baru.pattern == "penyebut_kecil"
    assert baru.rank is None
    assert baru.klass is None
    note = next(n for n in view.notes if n.startswith("Diarsir dan tidak diurutkan"))
    assert "di bawah 100" in note
    assert "Medan Baru" in note
    below = show("balita_pendek_per_100_diukur", level="kelurahan", period="2020")
    assert sum(c.small or ("penyebut" in c.sentence and "di bawah 100" in c.sentence)
               for c in below.cells) == 48  # fmt: skip


def test_3_children_measured_are_no_prevalence(show: Show, catalogue: Catalogue) -> None:
    indicator = catalogue.indicators["balita_pendek_per_100_diukur"]
    assert "yang diukur" in indicator.name("id")
    assert "stunting" not in indicator.name("id").lower()
    view = show("balita_pendek_per_100_diukur", level="kecamatan", period="2021")
    assert any("15,4 persen" in n and "bukan prevalensi" in n for n in view.notes)
    assert any("Perubahan antarperiode tidak disebut" in n for n in view.notes)
    assert all("penyebut" in c.sentence for c in view.cells)
    lines = show("balita_stunting", level="kota")
    assert not re.search(r"\b(naik|turun)\b", lines.headline)


def test_4_small_counts_are_ranges_everywhere(cursor: Cursor, show: Show) -> None:
    cursor.execute(
        "select count(*) from observation o join indicator i using (indicator) "
        "where small_cells = 1 and level = 'kelurahan' and value between 1 and 4"
    )
    assert cursor.fetchone() == (0,)
    view = show("balita_pendek_per_100_diukur", level="kelurahan", period="2021")
    for cell in view.cells:
        if cell.low is not None:
            assert cell.value is None
            assert "–" in cell.text
            assert "1–4 ÷" in cell.parts or "–" in cell.parts


def test_5_zero_has_three_meanings(show: Show, defaults: list[View], catalogue: Catalogue) -> None:
    floods = show("kejadian_banjir", level="kecamatan", period="2023")
    assert not any(c.rank for c in floods.cells)
    assert {c.text for c in floods.cells if c.state == "nol"} == {"tidak disebut, bukan pasti nol"}
    for view in defaults:
        if not catalogue.indicators[view.indicator].zero_is_sure:
            zeros = [c for c in view.cells if c.state == "nol"]
            assert all(c.rank is None and c.klass is None for c in zeros)
    partial = show("kejadian_banjir", level="kota")
    assert "naik" not in partial.headline
    assert sum(c.value or 0 for c in show("kejadian_banjir", level="kecamatan", period="2022").cells
               ) != show("kejadian_banjir", level="kecamatan", period="2022").reference.value  # fmt: skip


def test_6_a_cell_has_one_of_six_states(defaults: list[View], catalogue: Catalogue) -> None:
    assert len(STATES) == 6
    for view in defaults:
        assert {c.state for c in view.cells} <= set(STATES)
        for cell in view.cells:
            if cell.value is None and cell.low is None and cell.state != "nol":
                assert cell.text
                assert not re.fullmatch(r"[\d.,]+", cell.text)


def test_7_series_never_join_and_parts_are_near(show: Show, cursor: Cursor) -> None:
    lines = show("jumlah_penduduk", level="kecamatan", area="1275200")
    lines = show("ipm", level="kota")
    for line in lines.lines:
        assert len({line.series}) == 1
    assert len([x for x in lines.lines if x.area_code == CITY]) == 3
    cursor.execute(
        "select o.indicator, o.period, p.part_period, d.standing from observation o "
        "join part p using (indicator, area_code, period, dim, series) "
        "join indicator d on d.indicator = p.part_indicator where p.role = 'penyebut'"
    )
    for indicator, period, part, standing in cursor.fetchall():
        assert honest.may_divide(period, part, standing or ""), (indicator, period, part)
    cursor.execute(
        "select count(*) from observation where period >= '2024' and indicator in "
        "('sma_per_10000_penduduk', 'smk_per_10000_penduduk', 'penduduk_per_puskesmas')"
    )
    assert cursor.fetchone() == (0,)
    growth = show("pertumbuhan_penduduk_2010_2020", level="kecamatan")
    assert "SP2010 ke SP2020" in growth.title


def test_8_two_school_lists_are_two_series_without_change(
    show: Show, catalogue: Catalogue, cursor: Cursor
) -> None:
    series = {c.series for c in query.coverage(cursor, "sekolah_sma")}
    assert series == {"daftar_2019", "dapodik_2024"}
    for code in ("sekolah_sma", "persen_swasta_sma"):
        view = show(code, level="kecamatan", series="dapodik_2024")
        assert not re.search(r"\b(naik|turun)\b", view.headline)


def test_9_evidence_is_visible(show: Show, release: Release, cursor: Cursor) -> None:
    on_population = ("kepadatan_baku", "pertumbuhan_penduduk_2010_2020", "sd_per_10000_penduduk",
                     "penduduk_per_puskesmas", "kebakaran_per_100000_penduduk",
                     "pangsa_penduduk_kota", "pemilih_per_100_penduduk")  # fmt: skip
    for code in on_population:
        assert "tingkat bukti C" in show(code, level="kecamatan").subtitle, code
        assert "evidence grade C" in show(code, "en", level="kecamatan").subtitle, code
    growth = show("pertumbuhan_penduduk_2010_2020", level="kecamatan")
    assert any("Medan Maimun diperdebatkan" in s and "0,05" in s for s in growth.sentences)
    assert any("39.581" in n and "48.995" in n for n in growth.notes)
    cursor.execute("select count(*) from observation o join source using (source_id) where level = "
                   "'kecamatan' and indicator = 'jumlah_penduduk' and dim = '' and series in "
                   "('sp2010', 'proyeksi_sp2010', 'sp2020') and grade = 'C'")  # fmt: skip
    assert (cursor.fetchone() or (0,))[0] >= 49


def test_10_carried_over_figures_say_so_once(defaults: list[View]) -> None:
    for view in defaults:
        assert sum("Disalin, belum dicocokkan" in n for n in view.notes) == 1


def test_11_classes_do_not_invent(defaults: list[View], catalogue: Catalogue, show: Show) -> None:
    for view in defaults:
        if view.form != "warna":
            continue
        shown = [c for c in view.cells if c.klass is not None]
        assert sum(c.count for c in view.classes) == len(shown)
        if not catalogue.indicators[view.indicator].signed:
            assert all(c.klass is None for c in view.cells if c.value == 0)
    assert show("madrasah_ma", level="kecamatan", dim="status=negeri").form == "tabel"
    assert ranks({"a": 2.0, "b": 2.0, "c": 1.0}) == {"a": 1, "b": 1, "c": 3}
    labels = {tuple(c.label for c in show("tpt", level="kabkota", period=p).classes)
              for p in ("2015", "2020", "2024")}  # fmt: skip
    assert len(labels) == 1


def test_12_the_default_is_the_newest_period_with_nine_tenths_of_the_areas(
    cursor: Cursor, catalogue: Catalogue
) -> None:
    for code in catalogue.indicators:
        resolved = resolve(Choice(code), query.coverage(cursor, code), catalogue, [])
        full = [t.period for t in resolved.at_level if t.full and t.dim == resolved.choice.dim]
        if resolved.choice.level != "kota" and full:
            first = catalogue.indicators[code].default_period or max(full)
            assert resolved.choice.period == first, code


def test_13_outlines_are_pictures(show: Show, release: Release) -> None:
    assert release.boundary("kecamatan").meta["source"]
    view = show("pemilih_tetap", level="kelurahan")
    assert any("mungkin tertukar" in n for n in view.notes)
    parts = {r["denominator"] for r in rows(DATA / "derived.csv")}
    assert "luas_wilayah" in parts
    assert {r["denominator_series"] for r in rows(DATA / "derived.csv")
            if r["denominator"] == "luas_wilayah"} == {"baku_265"}  # fmt: skip


def test_14_a_known_error_is_waived_only_by_a_row(cursor: Cursor) -> None:
    listed = rows(DATA / "waivers.csv")
    cursor.execute("select rule, indicator, period, waived_on from finding where waived_id <> ''")
    waived = cursor.fetchall()
    assert len(waived) == len(listed)
    assert ("K03", "jumlah_tps", "2024", "2026-11-22") in waived


def test_15_words_have_conditions(show: Show, defaults: list[View], catalogue: Catalogue) -> None:
    for view in defaults:
        indicator = catalogue.indicators[view.indicator]
        every = all(c.state in ("terbit", "nol", "tidak_berlaku") for c in view.cells)
        if not every:
            assert not any(c.rank for c in view.cells), view.title
            assert "tidak disebut" in view.headline or "Ter" not in view.headline, view.headline
        if indicator.polarity == "netral":
            assert not re.search(r"baik|buruk", view.headline)
        if not indicator.trend:
            assert "Sejak" not in view.headline
    few = show("air_minum_layak", level="kota")
    assert "Kecenderungan tidak disebut" in few.headline
    assert "Itu berarti membaik." in show("tpt", level="kota").headline


def test_16_own_text_is_marked(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        assert indicator.texts["definition_by"] in ("produsen", "redaksi")
        if indicator.kind:
            assert indicator.texts["definition_by"] == "redaksi"
            assert indicator.text("producer", "id").startswith("Dihitung Atlas Medan")
