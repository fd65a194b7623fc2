"""Each check of the package, by breaking one cell; and the waivers."""

from __future__ import annotations

from pathlib import Path

import pytest
from tables import change, rows, write

from atlas.model import Finding
from atlas.package import load_package
from atlas.rules import OF_PACKAGE, check

GOVERNMENT = "observations/02-pemerintahan.csv"
POPULATION = "observations/03-penduduk-ketenagakerjaan.csv"
REGIONAL = "observations/12-neraca-regional.csv"
DENAI_2020 = {"indicator": "jumlah_penduduk", "area_code": "1275040", "period": "2020",
              "series": "sp2020", "dim": ""}  # fmt: skip
DENAI_2019 = {"indicator": "pemilih_tetap", "area_code": "1275040", "period": "2019",
              "series": "pemilu", "dim": "sex=L"}  # fmt: skip
PRIMARY = {"indicator": "distribusi_pdrb_adhb", "period": "2008",
           "dim": "lapangan_usaha=kelompok_primer"}  # fmt: skip
CITY_TPT = {"indicator": "tpt", "area_code": "1275", "period": "2018", "dim": ""}


def stopping(folder: Path) -> list[Finding]:
    return [f for f in check(load_package(folder)) if f.stops]


def found(folder: Path, rule: str) -> list[Finding]:
    return [f for f in check(load_package(folder)) if f.rule == rule and not f.waived_id]


def test_the_shipped_package_passes_with_its_waivers(package: Path) -> None:
    assert stopping(package) == []


def without(path: Path, which: dict[str, str]) -> None:
    content = [r for r in rows(path) if not all(r[k] == v for k, v in which.items())]
    write(path, content, list(content[0]))


def test_k01_names_the_area_a_complete_table_lacks(package: Path) -> None:
    without(package / POPULATION, DENAI_2020)
    (finding,) = found(package, "K01")
    assert finding.area_code == "1275040"
    assert "Medan Denai" in finding.message_id
    assert finding.stops


def test_k02_refuses_medan_kota_as_the_city(package: Path) -> None:
    path = package / "area_aliases.csv"
    content = rows(path)
    content.append(
        {"alias": "Medan Kota", "level": "kabkota", "parent_code": "12", "area_code": "1275"}
    )
    write(path, content, list(content[0]))
    (finding,) = found(package, "K02")
    assert (finding.file, finding.row) == ("area_aliases.csv", len(content) + 1)


def test_k02_refuses_one_spelling_for_two_areas(package: Path) -> None:
    path = package / "area_aliases.csv"
    content = rows(path)
    content.append(
        {
            "alias": "medan denai",
            "level": "kecamatan",
            "parent_code": "1275",
            "area_code": "1275050",
        }
    )
    write(path, content, list(content[0]))
    assert [f.rule for f in stopping(package)] == ["K02"]


def test_k03_names_the_total_and_the_difference(package: Path) -> None:
    change(package / POPULATION, DENAI_2020, value="169644")
    (finding,) = found(package, "K03")
    assert (finding.area_code, finding.expected, finding.found) == ("1275", "2435252", "2435253")
    assert "2.435.253" in finding.message_id
    assert "2,435,253" in finding.message_en
    assert finding.row > 1


def test_k03_counts_nil_as_zero(package: Path) -> None:
    change(package / POPULATION, DENAI_2020, value="", mark="-")
    (finding,) = found(package, "K03")
    assert finding.found == str(2435252 - 169643)


def test_k03_with_an_unknown_part_only_asks_that_the_sum_is_not_larger(package: Path) -> None:
    change(package / POPULATION, DENAI_2020, value="", mark="...")
    assert found(package, "K03") == []


def test_k04_names_parts_that_miss_their_total(package: Path) -> None:
    old = next(
        r for r in rows(package / GOVERNMENT) if all(r[k] == v for k, v in DENAI_2019.items())
    )
    change(package / GOVERNMENT, DENAI_2019, value=str(int(old["value"]) + 5))
    findings = found(package, "K04")
    assert [f.area_code for f in findings] == ["1275040"]
    assert findings[0].stops


def test_k05_warns_of_shares_that_miss_a_hundred(package: Path) -> None:
    change(package / REGIONAL, PRIMARY, value="9.82")
    (finding,) = found(package, "K05")
    assert (finding.severity, finding.found) == ("P", "107")
    assert finding.message_id == "jumlah persentase 107, seharusnya 100"


def test_k07_names_a_cell_above_its_total(package: Path) -> None:
    change(package / POPULATION, DENAI_2020, value="3000000")
    assert [f.area_code for f in found(package, "K07")] == ["1275040"]


@pytest.mark.parametrize("value", ["-1", "169643.5"])
def test_k08_names_a_value_out_of_range(package: Path, value: str) -> None:
    change(package / POPULATION, DENAI_2020, value=value)
    (finding,) = found(package, "K08")
    assert finding.column == "value"
    assert finding.stops


def test_k08_keeps_percentages_within_a_hundred(package: Path) -> None:
    change(package / POPULATION, CITY_TPT, value="100.5")
    assert len(found(package, "K08")) == 1


def test_k12_warns_of_a_blank_without_a_mark(package: Path) -> None:
    line = change(package / POPULATION, CITY_TPT, value="")
    (finding,) = found(package, "K12")
    assert (finding.row, finding.column, finding.severity) == (line, "mark", "P")


def test_k26_notes_a_hole_in_a_yearly_series(package: Path) -> None:
    before = len(found(package, "K26"))
    without(package / POPULATION, CITY_TPT)
    after = found(package, "K26")
    assert "2018" in {y for f in after if f.indicator == "tpt" for y in f.found.split(", ")}
    assert len(after) >= before


def test_a_waived_error_is_a_finding_that_does_not_stop(package: Path) -> None:
    findings = check(load_package(package))
    (finding,) = [f for f in findings if f.indicator == "jumlah_tps" and f.rule == "K03"]
    assert finding.waived_id
    assert not finding.stops
    assert (finding.found, finding.expected) == ("6918", "6933")


def test_a_waiver_with_another_difference_does_not_hold(package: Path) -> None:
    change(package / "waivers.csv", {"indicator": "jumlah_tps"}, difference="-14")
    assert {f.rule for f in stopping(package)} == {"K03", "waiver"}


def test_a_waiver_that_fits_nothing_any_more_is_an_error(package: Path) -> None:
    city = {"indicator": "jumlah_tps", "area_code": "1275", "period": "2024", "series": "pemilu"}
    change(package / GOVERNMENT, city, value="6918")
    (finding,) = stopping(package)
    assert finding.rule == "waiver"
    assert finding.file == "waivers.csv"


def test_every_check_has_a_test_here() -> None:
    names = [name for name in globals() if name.startswith("test_k")]
    assert {n[5:8].upper() for n in names} == set(OF_PACKAGE)


@pytest.mark.parametrize(
    ("column", "value"), [("tolerance", "1.05;2"), ("severity", "X"), ("aspect", "lain")]
)
def test_a_check_whose_row_cannot_be_used_stops_the_release(
    package: Path, column: str, value: str
) -> None:
    line = change(package / "checks.csv", {"rule": "K07"}, **{column: value})
    (finding,) = stopping(package)
    assert (finding.file, finding.row, finding.column) == ("checks.csv", line, column)


def test_a_check_without_a_row_stops_the_release(package: Path) -> None:
    without(package / "checks.csv", {"rule": "K26"})
    (finding,) = stopping(package)
    assert finding.found == "K26"


def test_severity_and_tolerance_are_those_of_the_table(package: Path) -> None:
    change(package / POPULATION, DENAI_2020, value="3000000")
    change(package / "checks.csv", {"rule": "K07"}, severity="P", tolerance="1.2")
    (finding,) = found(package, "K07")
    assert finding.severity == "P"
    change(package / "checks.csv", {"rule": "K07"}, tolerance="1.5")
    assert found(package, "K07") == []
