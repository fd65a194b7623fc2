"""A release is whole or not there; the pointer moves only when asked; the old one goes on serving."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tables import change

from atlas import build, releases
from atlas.__main__ import main
from atlas.model import AtlasError, PackageError
from atlas.store import Store

ROOT = Path(__file__).resolve().parent.parent
GEO = ROOT / "geo"
POPULATION = "observations/03-penduduk-ketenagakerjaan.csv"
CITY_TPT = {"indicator": "tpt", "area_code": "1275", "period": "2018", "dim": ""}
pytestmark = pytest.mark.usefixtures("trusted")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "state"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "atlas", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_build_is_a_draft_until_it_is_published(package: Path, shelf: Path) -> None:
    name = build.build(package, GEO, shelf)
    assert releases.current(shelf) == ""
    releases.publish(shelf, name)
    assert releases.current(shelf) == name
    assert [m["served"] for m in releases.releases(shelf)] == [True]


@pytest.mark.slow
def test_the_same_inputs_give_the_same_name(package: Path, shelf: Path) -> None:
    assert build.build(package, GEO, shelf) == build.build(package, GEO, shelf)


def test_a_changed_value_is_counted_with_what_is_computed_from_it(
    package: Path, shelf: Path
) -> None:
    first = build.build(package, GEO, shelf)
    change(package / POPULATION, CITY_TPT, value="8.24")
    second = build.build(package, GEO, shelf)
    assert first != second
    assert releases.difference(shelf, first, second) == {"added": 0, "changed": 3, "withdrawn": 0}


def test_rolling_back_points_to_the_release_before(package: Path, shelf: Path) -> None:
    first = build.build(package, GEO, shelf)
    releases.publish(shelf, first)
    change(package / POPULATION, CITY_TPT, value="8.24")
    releases.publish(shelf, build.build(package, GEO, shelf))
    assert releases.rollback(shelf) == first
    assert releases.current(shelf) == first


@pytest.mark.slow
def test_rolling_back_without_an_earlier_release_is_a_sentence(package: Path, shelf: Path) -> None:
    releases.publish(shelf, build.build(package, GEO, shelf))
    with pytest.raises(AtlasError):
        releases.rollback(shelf)


def test_a_failed_build_leaves_nothing_and_the_old_release_serves(
    package: Path, shelf: Path
) -> None:
    releases.publish(shelf, build.build(package, GEO, shelf))
    store = Store(shelf)
    served = store.release().name
    change(package / POPULATION, CITY_TPT, value="-1")
    with pytest.raises(PackageError):
        build.build(package, GEO, shelf)
    assert store.release().name == served
    assert [p.name for p in (shelf / "releases").iterdir()] == [served]
    assert not list(shelf.glob(".building-*"))


def test_strict_stops_on_a_warning_the_served_release_did_not_have(
    package: Path, shelf: Path
) -> None:
    releases.publish(shelf, build.build(package, GEO, shelf))
    assert build.build(package, GEO, shelf, strict=True)
    change(package / POPULATION, CITY_TPT, value="")
    with pytest.raises(PackageError) as caught:
        build.build(package, GEO, shelf, strict=True)
    assert {f.rule for f in caught.value.findings} == {"K12"}


@pytest.mark.slow
def test_left_overs_of_a_killed_build_are_swept_away(package: Path, shelf: Path) -> None:
    left = shelf / ".building-999999999"
    left.mkdir(parents=True)
    (left / "atlas.duckdb").write_bytes(b"half")
    build.build(package, GEO, shelf)
    assert not left.exists()


@pytest.mark.slow
def test_a_state_that_is_a_file_is_a_sentence(package: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("")
    result = run("--lang", "en", "build", "--data", str(package), "--state", str(blocked))
    assert result.returncode == 1
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(("lang", "word"), [("id", "baris"), ("en", "row")])
def test_the_command_names_file_row_rule_and_remedy(
    package: Path, shelf: Path, capsys: pytest.CaptureFixture[str], lang: str, word: str
) -> None:
    line = change(package / POPULATION, CITY_TPT, value="-1")
    assert main(["--lang", lang, "build", "--data", str(package), "--state", str(shelf)]) == 1
    said = capsys.readouterr().err
    assert f"{POPULATION}, {word} {line}" in said
    assert "K08" in said
    assert "->" in said


def test_the_command_prints_what_was_built(package: Path, shelf: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    arguments = ["build", "--data", str(package), "--state", str(shelf)]
    assert main([*arguments, "--publish"]) == 0
    said = capsys.readouterr().out
    assert "observations" in said
    assert "2003 - 2025" in said
    assert main([*arguments, "--list"]) == 0
    assert "*" in capsys.readouterr().out
    assert main([*arguments, "--if-changed"]) == 0
    assert "unchanged" in capsys.readouterr().out


def test_publishing_an_unknown_release_is_a_sentence(shelf: Path) -> None:
    with pytest.raises(AtlasError):
        releases.publish(shelf, "nothing")
