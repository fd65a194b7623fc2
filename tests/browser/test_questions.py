"""Ten questions people ask, each answered from Beranda in six interactions at most, with the caveat
that belongs to the answer on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from conftest import Visit, Visitor
from playwright.sync_api import Page

MOST = 6


@dataclass
class Reader:
    """A visitor who starts at Beranda and whose every click, typed word or key press counts."""

    visit: Visit
    steps: int = 0

    @property
    def page(self) -> Page:
        return self.visit.page

    def step(self) -> None:
        self.steps += 1
        assert self.steps <= MOST, f"more than {MOST} interactions"

    def find(self, words: str) -> None:
        """`/`, the words, Enter: three interactions, from any page."""
        self.press("/")
        self.step()
        self.page.keyboard.type(words)
        self.page.get_by_role("option").first.wait_for(timeout=15_000)
        before = self.page.url
        self.press("Enter")
        self.page.wait_for_function("before => location.href !== before", arg=before)
        self.visit.ready()

    def press(self, key: str) -> None:
        self.step()
        self.page.keyboard.press(key)

    def click(self, role: str, name: str) -> None:
        self.step()
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.page.wait_for_timeout(400)
        self.visit.ready()

    def choose(self, label: str, option: str) -> None:
        """Open a list and take an option: two interactions."""
        self.step()
        self.page.get_by_label(label, exact=True).first.click()
        self.step()
        self.page.get_by_role("option", name=option, exact=True).first.click()
        self.page.wait_for_timeout(400)
        self.visit.ready()

    def reads(self, *texts: str) -> None:
        """Each text is visible somewhere on the page."""
        for text in texts:
            self.page.get_by_text(text).locator("visible=true").first.wait_for(timeout=10_000)

    def rows(self) -> list[str]:
        """The rows of the table in view, as it is sorted."""
        self.page.locator("tbody tr[data-area]").first.wait_for(timeout=10_000)
        return self.page.locator("tbody tr[data-area]").all_inner_texts()


@pytest.fixture
def reader(visit: Visitor) -> Iterator[Reader]:
    found = Reader(visit())
    found.visit.open("/")
    yield found
    print(f"{found.steps} interactions")


@pytest.mark.slow
def test_which_three_kecamatan_are_densest(reader: Reader) -> None:
    reader.find("kepadatan luas baku")
    reader.click("tab", "Tabel")
    top = [row.split("\t")[0].strip() for row in reader.rows()[:3]]
    assert top == ["Medan Perjuangan", "Medan Area", "Medan Denai"]
    reader.reads("tingkat bukti C", "luas baku 265,10 km²")


@pytest.mark.slow
def test_which_grew_fastest_from_2010_to_2020_and_how_sure_is_that(reader: Reader) -> None:
    reader.find("pertumbuhan penduduk per tahun")
    reader.reads("Tertinggi di Medan Marelan (2,57 persen per tahun)",
                 "Angka Medan Maimun diperdebatkan: menurut sumber yang ditolak 0,05",
                 "Tingkat bukti C untuk 21 dari 21 angka.")  # fmt: skip


@pytest.mark.slow
def test_where_are_primary_schools_per_10000_inhabitants_fewest(reader: Reader) -> None:
    reader.find("SD per 10.000")
    reader.reads("terendah di Medan Polonia (2,67 sekolah per 10.000 penduduk)",
                 "Pembilang 2019, penyebut 2020.", "tingkat bukti C")  # fmt: skip


@pytest.mark.slow
def test_where_do_most_pupils_share_a_teacher_in_private_mi(reader: Reader) -> None:
    reader.find("siswa per guru MI")
    reader.choose("Rincian", "Swasta")
    reader.reads("tertinggi di Medan Tuntungan (27,0 siswa per guru)",
                 "belum ada angka untuk Medan Labuhan",
                 "satu sel salah ketik pada sumber dan ditinggalkan")  # fmt: skip


def test_how_did_poverty_move_against_deli_serdang_the_province_and_indonesia(
    reader: Reader,
) -> None:
    reader.click("link", "Kota dan daerah lain")
    reader.choose("Indikator", "Persentase penduduk miskin (P0)")
    table = reader.page.locator("table").filter(has_text="Deli Serdang").first
    text = table.inner_text()
    for area in ("Kota Medan", "Kabupaten Deli Serdang", "Sumatera Utara", "Indonesia"):
        assert area in text
    assert "10,05 (2010)" in text
    assert "(2025)" in text
    assert "persen poin" in text
    reader.reads("Periode terakhirnya tidak sama")


@pytest.mark.slow
def test_what_is_the_rank_of_medan_in_hdi_2011_and_2023(reader: Reader) -> None:
    reader.click("link", "Kota dan daerah lain")
    reader.reads("Peringkat Kota Medan: ke-1 dari 33 (2011), ke-1 dari 33 (2023)",
                 "Tanpa peringkat, karena tidak semua 33 wilayah memiliki angka: 2010")  # fmt: skip


@pytest.mark.slow
def test_can_stunting_2020_be_compared_with_2021(reader: Reader) -> None:
    reader.find("balita pendek per 100")
    reader.reads("Perubahan antarperiode tidak disebut", "cakupannya berbeda sampai sepuluh kali",
                 "bukan prevalensi stunting")  # fmt: skip


@pytest.mark.slow
def test_which_indicators_have_no_kecamatan_figures_and_why(reader: Reader) -> None:
    reader.click("link", "Lihat kalender ketersediaan")
    reader.reads("Tanpa angka, dan sebabnya", "BPS menerbitkan hanya sampai kota (kabupaten/kota)")


@pytest.mark.slow
def test_where_does_the_population_of_maimun_come_from_and_how_was_it_checked(
    reader: Reader,
) -> None:
    reader.find("jumlah penduduk")
    reader.click("tab", "Tabel")
    (row,) = [r for r in reader.rows() if r.startswith("Medan Maimun")]
    assert "49.231" in row
    assert "(C)" in row
    reader.click("tab", "Tentang")
    reader.reads("jumlah 21 sel = total kota 2.435.252; 9 sel cocok dengan sumber lain")


@pytest.mark.slow
def test_what_is_missing_for_kelurahan(reader: Reader) -> None:
    reader.click("link", "Lihat kalender ketersediaan")
    reader.click("radio", "Kelurahan")
    reader.reads("16 dari 194 indikator memiliki angka dan 178 tidak",
                 "Tidak dikumpulkan atau belum dimuat di tingkat ini")  # fmt: skip
