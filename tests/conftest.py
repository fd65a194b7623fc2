"""Shared ground of the tests: the real package built once, and a small copy to break."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tables import keep

from atlas import build, query, releases
from atlas.query import Catalogue
from atlas.store import Cursor, Release, Store

ROOT = Path(__file__).resolve().parent.parent
SMALL = ("jumlah_penduduk", "jumlah_tps", "tpt", "pemilih_tetap", "distribusi_pdrb_adhb", "gini")


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the shipped package built and published."""
    folder = tmp_path_factory.mktemp("state")
    releases.publish(folder, build.build(ROOT / "data", ROOT / "geo", folder))
    return folder


@pytest.fixture(scope="session")
def release(state: Path) -> Release:
    return Store(state).release()


@pytest.fixture(scope="session")
def catalogue(release: Release) -> Catalogue:
    return query.catalogue(release)


@pytest.fixture
def cursor(release: Release) -> Iterator[Cursor]:
    with release.cursor() as found:
        yield found


def _kept(row: dict[str, str]) -> bool:
    """Six indicators, without kelurahan and two long series."""
    return (
        row["indicator"] in SMALL
        and len(row.get("area_code", "")) != 10
        and row.get("level") != "kelurahan"
        and row.get("series") not in ("proyeksi_lama", "dukcapil")
    )


@pytest.fixture(scope="session")
def small_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped package cut down to six indicators; real figures, quick to build."""
    folder = tmp_path_factory.mktemp("small") / "data"
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("release"))
    tables = [folder / f"{name}.csv" for name in ("complete", "partitions", "waivers")]
    for path in [*folder.glob("observations/*.csv"), *tables]:
        keep(path, _kept)
    keep(folder / "derived.csv", lambda row: {row["numerator"], row["denominator"]} <= {*SMALL, ""})
    return folder


@pytest.fixture
def package(small_package: Path, tmp_path: Path) -> Path:
    """A copy of the small package that a test may break."""
    return Path(shutil.copytree(small_package, tmp_path / "data"))
