"""Seven questions of a planner, each answered from Beranda in six interactions at most, with the
right answer and the caveat that belongs to it on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from conftest import Visitor
from test_questions import Reader


@pytest.fixture
def reader(visit: Visitor) -> Iterator[Reader]:
    found = Reader(visit())
    found.visit.open("/")
    yield found
    print(f"{found.steps} interactions")


def ask(reader: Reader, question: str) -> None:
    """Analisis, then the card of the question: two interactions."""
    reader.click("link", "Analisis")
    reader.step()
    reader.page.locator("a.atlas-card").filter(has_text=question).click()
    reader.page.wait_for_url(re.compile(r"/(?!analisis)[a-z-]+(\?.*)?$"))
    reader.visit.ready()


def test_which_districts_are_like_medan_deli_and_by_what(reader: Reader) -> None:
    ask(reader, "Kecamatan mana yang paling mirip")
    reader.reads("Yang paling serupa dengan Medan Deli adalah Medan Labuhan, berjarak 0,95 simpangan baku",
                 "paling dekat dalam Pemilih terdaftar per 100 penduduk (58,9 dan 59,7",
                 "Urutannya rapuh", "bukan dalam segala hal")  # fmt: skip


@pytest.mark.slow
def test_is_density_clustered_and_where(reader: Reader) -> None:
    ask(reader, "Apakah nilai tinggi mengelompok")
    reader.reads("mengelompok: kecamatan di atas rata-rata bertetangga dengan yang juga di atas",
                 "Medan Perjuangan (25.382), Medan Kota (16.066), Medan Denai (18.745), Medan Area",
                 "uji ini tidak menerangkan sebabnya", "tingkat bukti C", "9.999 acakan")  # fmt: skip


def test_which_districts_change_class_when_the_method_changes(reader: Reader) -> None:
    ask(reader, "Wilayah mana yang berganti kelas")
    reader.reads("11 dari 21 kecamatan berganti kelas", "Fisher-Jenks 5, Interval sama 9",
                 "Medan Johor, Medan Amplas, Medan Denai", "tingkat bukti C")  # fmt: skip
    reader.click("button", "Atur peta")
    reader.click("radio", "Fisher-Jenks")
    reader.reads("Kuantil 5")
    listed = reader.page.locator("[data-edges]").get_attribute("data-edges") or ""
    assert len(listed.split(",")) == 11


@pytest.mark.slow
def test_which_come_first_by_an_index_of_three_rates_and_how_sure_is_that(reader: Reader) -> None:
    ask(reader, "Kecamatan mana yang didahulukan")
    reader.reads("Paling perlu perhatian menurut indeks ini: Medan Marelan (96,9), lalu Medan Helvetia",
                 "nomor 1 pada 1.000 dari 1.000 bobot acak", "bukan angka terbitan")  # fmt: skip
    reader.click("radio", "Peringkat")
    reader.reads(
        "Dengan cara “Min–maks”, tiga besarnya lain: Medan Marelan, Medan Helvetia, Medan Amplas"
    )
    assert "norma=rank" in reader.page.url


@pytest.mark.slow
def test_medans_unemployment_trend_2010_to_2025_in_words_tested(reader: Reader) -> None:
    ask(reader, "Apakah sebuah deret benar-benar naik atau turun")
    reader.reads(
        "di Kota Medan 2010–2025 cenderung turun, jadi membaik: −0,137 persen poin per tahun",
        "Uji Mann-Kendall: p = 0,016, n = 15 periode", "Tahun tanpa angka: 2016",
        "tren Kota Medan tidak lagi pasti",
    )  # fmt: skip


def test_how_far_do_bps_and_dukcapil_population_differ(reader: Reader) -> None:
    ask(reader, "Seberapa jauh dua sumber berbeda")
    reader.reads("Dukcapil lebih banyak 56.327 jiwa (2,3 %)", "kedua angka untuk waktu yang sama",
                 "tidak pernah disambung menjadi satu garis")  # fmt: skip


def test_voters_of_the_urban_villages_of_old_medan_together(reader: Reader) -> None:
    ask(reader, "Berapa angka gabungan beberapa kelurahan")
    names = "Kesawan; Pusat Pasar; Pasar Baru; Mesjid; Aur; Hamdan; Jati; Petisah Tengah"
    reader.step()
    reader.page.get_by_label("Nama kelurahan", exact=False).first.fill(names)
    reader.click("button", "Tambahkan")
    reader.reads("8 kelurahan", "pemilih", "Dijumlahkan Atlas dari 8 angka kelurahan")
