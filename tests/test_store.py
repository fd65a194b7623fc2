"""Readers get a whole release, their own cursor, and the new one as soon as the pointer moves."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import duckdb
import pytest
from tables import change

from atlas import build, query, releases
from atlas.store import NoReleaseError, Store

GEO = Path(__file__).resolve().parent.parent / "geo"
POPULATION = "observations/03-penduduk-ketenagakerjaan.csv"
CITY_TPT = {"indicator": "tpt", "area_code": "1275", "period": "2018", "dim": ""}
pytestmark = pytest.mark.usefixtures("trusted")


@pytest.fixture
def shelf(package: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    releases.publish(folder, build.build(package, GEO, folder))
    return folder


def tpt(store: Store) -> float | None:
    with store.release().cursor() as cursor:
        return query.values(cursor, "tpt", "kabkota", "2018", "", "")["1275"].value


def test_without_a_release_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoReleaseError):
        Store(tmp_path).release()


def test_a_moved_pointer_is_followed_at_once(package: Path, shelf: Path) -> None:
    store = Store(shelf)
    assert tpt(store) == 8.25
    change(package / POPULATION, CITY_TPT, value="8.24")
    releases.publish(shelf, build.build(package, GEO, shelf))
    assert tpt(store) == 8.24


@pytest.mark.parametrize("harm", ["truncated", "garbage", "gone", "pointer"])
def test_a_harmed_release_leaves_the_old_one_serving(package: Path, shelf: Path, harm: str) -> None:
    store = Store(shelf)
    served = store.release().name
    other = shelf / "releases" / "harmed"
    shutil.copytree(shelf / "releases" / served, other)
    database = other / "atlas.duckdb"
    if harm == "truncated":
        database.write_bytes(database.read_bytes()[:5000])
    elif harm == "garbage":
        database.write_bytes(b"x" * database.stat().st_size)
    elif harm == "gone":
        database.unlink()
    (shelf / "current").write_text("harmed\n" if harm != "pointer" else "../../etc\n")
    assert store.release().name == served
    assert tpt(store) == 8.25
    if harm != "pointer":
        with pytest.raises(NoReleaseError):
            Store(shelf).release()


def test_a_question_cannot_read_files_or_change_the_release(shelf: Path) -> None:
    with Store(shelf).release().cursor() as cursor:
        for sql in ("select * from read_csv('/etc/passwd')", "delete from observation",
                    "set enable_external_access = true"):  # fmt: skip
            with pytest.raises(duckdb.Error):
                cursor.execute(sql)


def test_many_threads_get_right_rows_while_releases_swap(package: Path, shelf: Path) -> None:
    store = Store(shelf)
    first = store.release().name
    change(package / POPULATION, CITY_TPT, value="8.24")
    second = build.build(package, GEO, shelf)
    wrong: list[object] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            release = store.release()
            with release.cursor() as cursor:
                value = query.values(cursor, "tpt", "kabkota", "2018", "", "")["1275"].value
            if value != {first: 8.25, second: 8.24}[release.name]:
                wrong.append(value)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for name in (second, first) * 5:
        releases.publish(shelf, name)
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
