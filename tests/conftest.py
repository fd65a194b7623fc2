"""Shared ground of the tests: the real package built once, and a small copy to break."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from long import long_state
from tables import keep

from atlas import build, query, releases
from atlas.package import load_package
from atlas.query import Catalogue
from atlas.store import Cursor, Release, Store

ROOT = Path(__file__).resolve().parent.parent
SMALL = ("jumlah_penduduk", "jumlah_tps", "tpt", "pemilih_tetap", "distribusi_pdrb_adhb", "gini")


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder of its own with the shipped package built and published.

    Building takes 20 s, and a release is named by a hash of all that shapes it: one that has that
    name already is copied instead, by whichever test process made it first.
    """
    name = build.release_id(ROOT / "data", ROOT / "geo")
    kept = ROOT / ".pytest_cache" / "state"
    kept.mkdir(parents=True, exist_ok=True)
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not releases.whole(kept / "releases" / name):
            shutil.rmtree(kept / "releases", ignore_errors=True)
            build.build(ROOT / "data", ROOT / "geo", kept)
        folder = tmp_path_factory.mktemp("state")
        copied = shutil.copytree(kept / "releases" / name, folder / "releases" / name)
    assert releases.whole(copied)
    releases.publish(folder, name)
    return folder


@pytest.fixture(scope="session")
def release(state: Path) -> Release:
    return Store(state).release()


@pytest.fixture(scope="session")
def long_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Longer series of kecamatan, invented: what the atlas will have when the city loads its own."""
    return Store(long_state(tmp_path_factory.mktemp("long"))).release()


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


@pytest.fixture(scope="module")
def trusted() -> Iterator[None]:
    """Builds of a module read their package without validating its schema and make no patterns in
    space: these take most of their time and have their own tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "read_package", load_package)
        patch.setattr(build.spatial, "tests", lambda *_: ([], []))
        yield


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
