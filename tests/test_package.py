"""Bad input: each breach is named with file, row, column and remedy, all of them at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tables import change, rows, write

from atlas.model import AtlasError, Finding, PackageError
from atlas.package import package_files, read_package

POPULATION = "observations/03-penduduk-ketenagakerjaan.csv"
DENAI = {"indicator": "jumlah_penduduk", "area_code": "1275040", "period": "2020",
         "series": "sp2020", "dim": ""}  # fmt: skip


def breaches(folder: Path) -> list[Finding]:
    with pytest.raises(PackageError) as caught:
        read_package(folder)
    return caught.value.findings


def test_the_small_package_keeps_its_schema(package: Path) -> None:
    assert len(read_package(package).observations) > 1000


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        ("area_code", "9999999", "skema:foreign-key"),
        pytest.param("source_id", "tidak-ada", "skema:foreign-key", marks=pytest.mark.slow),
        pytest.param("series", "sp2030", "skema:foreign-key", marks=pytest.mark.slow),
        pytest.param("note", "tidak-ada", "skema:foreign-key", marks=pytest.mark.slow),
        ("value", "banyak", "skema:type-error"),
        pytest.param("value", "169.643,5", "skema:type-error", marks=pytest.mark.slow),
        ("period", "2020-13", "skema:constraint-error"),
        pytest.param("mark", "x", "skema:constraint-error", marks=pytest.mark.slow),
        pytest.param("period_kind", "decade", "skema:constraint-error", marks=pytest.mark.slow),
        pytest.param("status", "", "skema:constraint-error", marks=pytest.mark.slow),
        ("value", "NaN", "skema:finite"),
        pytest.param("value", "INF", "skema:finite", marks=pytest.mark.slow),
        ("dim", "sex=X", "skema:dim"),
    ],
)
def test_a_broken_cell_is_named(package: Path, cell: str, value: str, rule: str) -> None:
    line = change(package / POPULATION, DENAI, **{cell: value})
    found = breaches(package)
    assert [(f.rule, f.row) for f in found] == [(rule, line)]
    assert found[0].file == POPULATION
    for lang in ("id", "en"):
        text = found[0].sentence(lang)  # type: ignore[arg-type]
        assert POPULATION in text
        assert str(line) in text
        assert "->" in text


def test_two_rows_for_a_key_are_named(package: Path) -> None:
    path = package / POPULATION
    content = rows(path)
    write(path, [*content, content[0]], list(content[0]))
    assert "skema:primary-key" in {f.rule for f in breaches(package)}


def test_an_indicator_without_metadata_is_named(package: Path) -> None:
    path = package / "indicators.csv"
    content = [r for r in rows(path) if r["indicator"] != "gini"]
    write(path, content, list(content[0]))
    assert all("gini" in f.found for f in breaches(package) if f.rule == "skema:foreign-key")


def test_a_row_in_the_file_of_another_chapter_is_named(package: Path) -> None:
    path = package / "observations/02-pemerintahan.csv"
    stray = {**rows(package / POPULATION)[0], "period": "1999"}
    content = rows(path)
    write(path, [*content, stray], list(content[0]))
    assert {f.rule for f in breaches(package)} == {"skema:chapter"}


def test_a_missing_file_is_named(package: Path) -> None:
    (package / "series.csv").unlink()
    assert any(f.file.endswith("series.csv") for f in breaches(package))


def test_a_missing_column_is_named(package: Path) -> None:
    path = package / "units.csv"
    write(
        path,
        [{"unit": r["unit"], "name_id": r["name_id"]} for r in rows(path)],
        ["unit", "name_id"],
    )
    assert any("units.csv" in f.file for f in breaches(package))


def test_every_breach_is_collected_before_stopping(package: Path) -> None:
    change(package / POPULATION, DENAI, value="banyak")
    change(package / POPULATION, {**DENAI, "area_code": "1275050"}, mark="x")
    assert len(breaches(package)) == 2


@pytest.mark.parametrize("text", ["", "{", "[]", json.dumps({"resources": []})])
def test_a_broken_descriptor_is_a_sentence(package: Path, text: str) -> None:
    (package / "datapackage.json").write_text(text)
    with pytest.raises(AtlasError) as caught:
        read_package(package)
    assert "datapackage.json" in caught.value.text("id")


def test_the_files_of_a_package_are_known(package: Path) -> None:
    assert package / POPULATION in package_files(package)
