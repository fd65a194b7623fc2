"""Which area a label or code means, and which it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tables import rows

from atlas.table.areas import Areas
from atlas.table.model import System

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def areas() -> Areas:
    return Areas(rows(DATA / "areas.csv"), rows(DATA / "area_aliases.csv"))


@pytest.mark.parametrize(
    "label",
    ["Medan Kota", "MEDAN KOTA", "6. Medan Kota", "060 Medan Kota", "6 Medan  Kota", "06)Medan Kota",
     "Medan\u00a0Kota", "1275060 Medan Kota", "12.71.01 Medan Kota", "Medan Kota\n"],
)  # fmt: skip
def test_medan_kota_is_a_kecamatan_however_it_is_printed(areas: Areas, label: str) -> None:
    assert areas.match(label, "kecamatan").area_code == "1275060"


@pytest.mark.parametrize(
    "label",
    ["Kota Medan", "Medan", "Jumlah", "Total", "Jumlah/Total", "JUMLAH / TOTAL", "Medan City",
     "Kota Medan/Medan Municipality", "Kota Medan\nMedan Municipality", "Jumlah\nTotal"],
)  # fmt: skip
def test_a_total_line_is_the_city(areas: Areas, label: str) -> None:
    assert areas.match(label.replace("\n", "/"), "kecamatan").area_code == "1275"


def test_a_total_is_told_from_the_name_of_the_city(areas: Areas) -> None:
    assert areas.match("Jumlah", "kecamatan").why == "jumlah"
    assert areas.match("Kota Medan", "kecamatan").why == "nama"


@pytest.mark.parametrize("label", ["Medan Dena", "Medan", "Kota", "Denai", "Medan Denai Timur", ""])
def test_no_other_spelling_is_a_kecamatan(areas: Areas, label: str) -> None:
    assert areas.match(label, "kecamatan").area_code in ("", "1275")


def test_a_misspelling_is_not_matched_but_named_as_help(areas: Areas) -> None:
    assert areas.match("Medan Sungal", "kecamatan").why == "tak_dikenal"
    assert areas.near("11. Medan Sungal", "kecamatan") == "Medan Sunggal"
    assert areas.near("Ayam Ras", "kecamatan") == ""


@pytest.mark.parametrize(
    ("system", "code", "label", "area"),
    [("bps", "1275010", "Medan Tuntungan", "1275010"), ("bps", "1275000", "Kota Medan", "1275"),
     ("bps", "1275", "Kota Medan", "1275"), ("kemendagri", "12.71.07", "Medan Tuntungan", "1275010"),
     ("kemendagri", "127101", "Medan Kota", "1275060"), ("kemendagri", "12.71", "Kota Medan", "1275"),
     ("bps", "1275010", "", "1275010"), ("kemendagri", "127107", "", "1275010")],
)  # fmt: skip
def test_a_code_and_a_name_that_agree_are_the_area(
    areas: Areas, system: System, code: str, label: str, area: str
) -> None:
    assert areas.match(label, "kecamatan", system, code).area_code == area


@pytest.mark.parametrize(
    ("system", "code", "label", "level", "other"),
    [("bps", "1271", "Kota Medan", "kabkota", "1271"), ("kemendagri", "1275", "Kota Medan", "kabkota", "1276"),
     ("bps", "1275010", "Medan Kota", "kecamatan", "1275010"), ("bps", "127107", "Medan Tuntungan", "kecamatan", ""),
     ("kemendagri", "12.71.01", "Medan Tuntungan", "kecamatan", "1275060")],
)  # fmt: skip
def test_a_code_and_a_name_that_contradict_each_other_are_nobody(
    areas: Areas, system: System, code: str, label: str, level: str, other: str
) -> None:
    match = areas.match(label, level, system, code)
    assert (match.area_code, match.why, match.other) == ("", "bertentangan", other)


def test_1271_is_sibolga_to_bps_and_medan_to_kemendagri(areas: Areas) -> None:
    assert areas.by_code("1271") == "1271"
    assert areas.by_code("1271", "kemendagri") == "1275"
    assert areas.by_code("12.75", "kemendagri") == "1276"
    assert areas.match("Kota Sibolga", "kabkota", "bps", "1271").area_code == "1271"


def test_a_running_number_is_no_area_code(areas: Areas) -> None:
    assert areas.match("Medan Denai", "kecamatan", "bps", "12").area_code == "1275040"


def test_an_unknown_spelling_is_not_believed_for_its_code(areas: Areas) -> None:
    match = areas.match("Kota Medann", "kabkota", "bps", "1271")
    assert (match.area_code, match.why, match.other) == ("", "tak_dikenal", "1271")


def test_sei_mati_needs_its_kecamatan(areas: Areas) -> None:
    assert areas.match("Sei Mati", "kelurahan").why == "ganda"
    assert areas.match("Sei Mati", "kelurahan", parent="1275190").area_code == "1275190004"
    assert areas.match("Sei Mati", "kelurahan", "bps", "1275070002").area_code == "1275070002"
    assert areas.match("Sei Mati", "kelurahan", parent="1275010").area_code == ""


@pytest.mark.parametrize(
    ("label", "area"),
    [("Asahan", "1208"), ("Kabupaten Asahan", "1208"), ("Kab. Asahan", "1208"), ("KOTA MEDAN", "1275"),
     ("Kota Tanjungbalai", "1272"), ("Sumatera Utara", "12"), ("SUMATERA UTARA", "12"),
     ("INDONESIA", "00"), ("Jumlah", "12"), ("Bandung", ""), ("Sibolga Kota", "")],
)  # fmt: skip
def test_a_table_by_regency_takes_registered_names_only(
    areas: Areas, label: str, area: str
) -> None:
    assert areas.match(label, "kabkota").area_code == area


def test_an_area_of_another_province_is_outside(areas: Areas) -> None:
    assert areas.match("Kota Bandung", "kabkota", "bps", "3273").why == "luar"
    assert areas.match("ACEH", "kabkota", "bps", "1100").why == "luar"


def test_provinces_and_the_nation_are_filled_up_with_zeros(areas: Areas) -> None:
    assert areas.match("SUMATERA UTARA", "kabkota", "bps", "1200").area_code == "12"
    assert areas.match("INDONESIA", "kabkota", "bps", "9999").area_code == "00"


def test_a_kecamatan_table_of_another_city_gives_nothing(areas: Areas) -> None:
    for label in ("Binjai Kota", "Kota Binjai", "Sibolga Utara"):
        assert areas.match(label, "kecamatan").area_code == ""


def test_every_area_is_found_by_its_own_names_and_codes(areas: Areas) -> None:
    for code, area in areas.areas.items():
        parent = area["parent_code"] if area["level"] == "kelurahan" else ""
        for name in (area["name_id"], area["name_en"]):
            assert areas.match(name, area["level"], parent=parent).area_code == code
        assert areas.by_code(code) == code
        if area["code_kemendagri"]:
            assert areas.by_code(area["code_kemendagri"], "kemendagri") == code


def test_every_registered_spelling_is_found(areas: Areas) -> None:
    for row in rows(DATA / "area_aliases.csv"):
        if row["alias"] in ("Jumlah", "Jumlah/Total"):
            continue
        parent = row["parent_code"] if row["level"] == "kelurahan" else ""
        assert areas.match(row["alias"], row["level"], parent=parent).area_code == row["area_code"]
