"""Bad input: each breach is named with file, row, column and remedy, all of them at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tables import change, rows, write

from atlas.model import AtlasError, Finding, PackageError
from atlas.package import load_package, package_files, read_package

POPULATION = "observations/03-penduduk-ketenagakerjaan.csv"
GOVERNMENT = "observations/02-pemerintahan.csv"
CENSUS = {"indicator": "jumlah_penduduk", "period": "2020", "series": "sp2020", "dim": ""}
AGAINST_SCHEMA = [
    ("1275010", "area_code", "9999999", "skema:foreign-key"),
    ("1275020", "source_id", "tidak-ada", "skema:foreign-key"),
    ("1275030", "series", "sp2030", "skema:foreign-key"),
    ("1275040", "note", "tidak-ada", "skema:foreign-key"),
    ("1275050", "value", "banyak", "skema:type-error"),
    ("1275060", "value", "169.643,5", "skema:type-error"),
    ("1275070", "period", "2020-13", "skema:constraint-error"),
    ("1275080", "mark", "x", "skema:constraint-error"),
    ("1275090", "period_kind", "decade", "skema:constraint-error"),
    ("1275100", "status", "", "skema:constraint-error"),
]
BEYOND_SCHEMA = [
    ("1275010", "value", "NaN", "skema:finite"),
    ("1275020", "value", "INF", "skema:finite"),
    ("1275030", "dim", "sex=X", "skema:dim"),
]
Broken = tuple[dict[str, int], list[Finding]]
"""Line of each broken cell by the area it is of, and what reading the package found."""


def breaches(folder: Path) -> list[Finding]:
    with pytest.raises(PackageError) as caught:
        read_package(folder)
    return caught.value.findings


def break_cells(folder: Path, cases: list[tuple[str, str, str, str]]) -> dict[str, int]:
    """One cell of each area's row; gives the lines."""
    return {
        area: change(folder / POPULATION, {**CENSUS, "area_code": area}, **{cell: value})
        for area, cell, value, _ in cases
    }


@pytest.fixture(scope="module")
def against_schema(small_package: Path, tmp_path_factory: pytest.TempPathFactory) -> Broken:
    """A package with every breach of its schema at once, validated once: it takes 2 s."""
    folder = Path(shutil.copytree(small_package, tmp_path_factory.mktemp("schema") / "data"))
    lines = break_cells(folder, AGAINST_SCHEMA)
    twice = rows(folder / POPULATION)
    write(folder / POPULATION, [*twice, twice[0]], list(twice[0]))
    known = [r for r in rows(folder / "indicators.csv") if r["indicator"] != "gini"]
    write(folder / "indicators.csv", known, list(known[0]))
    units = [{"unit": r["unit"], "name_id": r["name_id"]} for r in rows(folder / "units.csv")]
    write(folder / "units.csv", units, ["unit", "name_id"])
    change(folder / "checks.csv", {"rule": "K03"}, severity="X")
    return lines, breaches(folder)


@pytest.fixture(scope="module")
def beyond_schema(small_package: Path, tmp_path_factory: pytest.TempPathFactory) -> Broken:
    """A package that keeps its schema and breaks every rule that schemas cannot say."""
    folder = Path(shutil.copytree(small_package, tmp_path_factory.mktemp("beyond") / "data"))
    lines = break_cells(folder, BEYOND_SCHEMA)
    stray = {**rows(folder / POPULATION)[0], "period": "1999"}
    content = rows(folder / GOVERNMENT)
    write(folder / GOVERNMENT, [*content, stray], list(content[0]))
    return lines, breaches(folder)


def named(broken: Broken, area: str, rule: str) -> None:
    lines, found = broken
    (finding,) = [f for f in found if f.file == POPULATION and f.row == lines[area]]
    assert finding.rule == rule
    for lang in ("id", "en"):
        text = finding.sentence(lang)  # type: ignore[arg-type]
        assert POPULATION in text
        assert str(lines[area]) in text
        assert "->" in text


@pytest.mark.parametrize(("area", "cell", "value", "rule"), AGAINST_SCHEMA)
def test_a_cell_against_the_schema_is_named(
    against_schema: Broken, area: str, cell: str, value: str, rule: str
) -> None:
    named(against_schema, area, rule)


@pytest.mark.parametrize(("area", "cell", "value", "rule"), BEYOND_SCHEMA)
def test_a_cell_that_no_schema_can_refuse_is_named(
    beyond_schema: Broken, area: str, cell: str, value: str, rule: str
) -> None:
    named(beyond_schema, area, rule)


def test_two_rows_for_a_key_are_named(against_schema: Broken) -> None:
    assert "skema:primary-key" in {f.rule for f in against_schema[1]}


def test_an_indicator_without_metadata_is_named(against_schema: Broken) -> None:
    files = {f.file for f in against_schema[1] if "gini" in f.found}
    assert "observations/10-pengeluaran.csv" in files


def test_a_missing_column_is_named(against_schema: Broken) -> None:
    assert any("units.csv" in f.file for f in against_schema[1])


def test_a_check_without_a_known_severity_is_named(against_schema: Broken) -> None:
    assert [f.found for f in against_schema[1] if f.file == "checks.csv"] == ["X"]


def test_a_row_in_the_file_of_another_chapter_is_named(beyond_schema: Broken) -> None:
    assert [f.file for f in beyond_schema[1] if f.rule == "skema:chapter"] == [GOVERNMENT]


def test_a_missing_file_is_named(package: Path) -> None:
    (package / "series.csv").unlink()
    assert any(f.file.endswith("series.csv") for f in breaches(package))


def test_a_package_that_keeps_its_schema_is_read_alike_with_and_without_looking(
    package: Path,
) -> None:
    read, loaded = read_package(package), load_package(package)
    assert len(read.observations) > 1000
    assert loaded == read


@pytest.mark.parametrize(
    ("file", "text"),
    [("series.csv", None), (POPULATION, "indicator\nipm\n"), ("areas.csv", "\xff"),
     (POPULATION, "indicator,value\nipm,banyak\n")],
)  # fmt: skip
def test_a_package_that_cannot_be_loaded_is_a_sentence(
    package: Path, file: str, text: str | None
) -> None:
    (package / file).unlink()
    if text is not None:
        (package / file).write_bytes(text.encode("latin-1"))
    with pytest.raises(AtlasError) as caught:
        load_package(package)
    assert "python -m atlas build" in caught.value.text("en")


@pytest.mark.parametrize("text", ["", "{", "[]", json.dumps({"resources": []})])
def test_a_broken_descriptor_is_a_sentence(package: Path, text: str) -> None:
    (package / "datapackage.json").write_text(text)
    for read in (read_package, load_package):
        with pytest.raises(AtlasError) as caught:
            read(package)
        assert "datapackage.json" in caught.value.text("id")


def test_the_files_of_a_package_are_known(package: Path) -> None:
    assert package / POPULATION in package_files(package)
