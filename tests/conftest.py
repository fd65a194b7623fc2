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


@pytest.fixture(scope="session")
def small_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped package cut down to six indicators; real figures, quick to build."""
    folder = tmp_path_factory.mktemp("small") / "data"
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("release"))
    for path in [*folder.glob("observations/*.csv"),
                 *(folder / f"{n}.csv" for n in ("complete", "partitions", "waivers"))]:  # fmt: skip
        keep(path, lambda row: row["indicator"] in SMALL)
    return folder


@pytest.fixture
def package(small_package: Path, tmp_path: Path) -> Path:
    """A copy of the small package that a test may break."""
    return Path(shutil.copytree(small_package, tmp_path / "data"))
