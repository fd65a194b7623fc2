"""Slow proofs of what the issues must show; `make prove` runs them and prints what they saw."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from servers import free_port, serve
from tables import change, rows, write

from atlas import build, releases

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT.parent / "shared" / "figures" / "observations.csv"
POPULATION = "observations/03-penduduk-ketenagakerjaan.csv"
GOVERNMENT = "observations/02-pemerintahan.csv"
REGIONAL = "observations/12-neraca-regional.csv"
DENAI = {"indicator": "jumlah_penduduk", "area_code": "1275040", "period": "2020",
         "series": "sp2020", "dim": ""}  # fmt: skip
TPT = {"indicator": "tpt", "area_code": "1275", "period": "2018", "dim": ""}
VOTERS = {"indicator": "pemilih_tetap", "area_code": "1275040", "period": "2019",
          "series": "pemilu", "dim": "sex=L"}  # fmt: skip
SHARE = {"indicator": "distribusi_pdrb_adhb", "period": "2008",
         "dim": "lapangan_usaha=kelompok_primer"}  # fmt: skip


def drop(path: Path, which: dict[str, str]) -> None:
    content = [r for r in rows(path) if not all(r[k] == v for k, v in which.items())]
    write(path, content, list(content[0]))


def alias(path: Path) -> None:
    content = rows(path)
    extra = {"alias": "Medan Kota", "level": "kabkota", "parent_code": "12", "area_code": "1275"}
    write(path, [*content, extra], list(content[0]))


BREAKS = {
    "K01": lambda d: drop(d / POPULATION, DENAI),
    "K02": lambda d: alias(d / "area_aliases.csv"),
    "K03": lambda d: change(d / POPULATION, DENAI, value="169644"),
    "K04": lambda d: change(d / GOVERNMENT, VOTERS, value="1"),
    "K05": lambda d: change(d / REGIONAL, SHARE, value="9.82"),
    "K07": lambda d: change(d / POPULATION, DENAI, value="3000000"),
    "K08": lambda d: change(d / POPULATION, DENAI, value="-5"),
    "K12": lambda d: change(d / POPULATION, TPT, value=""),
    "K26": lambda d: drop(d / POPULATION, TPT),
}


def health(port: int) -> dict[str, object]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        return dict(json.load(answer))


@pytest.fixture(scope="module")
def server(state: Path, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    port = free_port()
    process = serve(state, port, tmp_path_factory.mktemp("log") / "log")
    yield port
    process.terminate()
    process.wait(10)


@pytest.mark.parametrize("rule", BREAKS)
def test_one_broken_cell_is_named_and_the_old_release_serves(
    rule: str, state: Path, server: int, tmp_path: Path
) -> None:
    served = health(server)["release"]
    folder = Path(
        shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("release"))
    )
    BREAKS[rule](folder)
    command = [sys.executable, "-m", "atlas", "build", "--publish", "--strict", "--data", str(folder),
               "--state", str(state)]  # fmt: skip
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    lines = [line for line in result.stderr.splitlines() if f"{rule} " in line]
    print(f"\n{rule}: exit {result.returncode}; {lines[0]}")
    assert result.returncode == 1
    assert ".csv, baris " in lines[0]
    assert "->" in lines[0]
    assert "Traceback" not in result.stderr
    assert health(server)["release"] == served
    assert releases.current(state) == served


def test_fifty_builds_killed_at_random_leave_the_old_release_serving(
    state: Path, server: int, package: Path
) -> None:
    served = health(server)["release"]
    change(package / POPULATION, TPT, value="8.24")
    chance = random.Random(1275)
    command = [
        sys.executable,
        "-m",
        "atlas",
        "build",
        "--publish",
        "--data",
        str(package),
        "--state",
        str(state),
    ]
    started = time.monotonic()
    whole = [*command[:-1], str(state.parent / "timed")]
    subprocess.run(whole, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    longest = 1.15 * (time.monotonic() - started)
    killed = moved = 0
    for _ in range(50):
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.2, longest))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
        answer = health(server)
        whole_releases = {m["release"] for m in releases.releases(state)}
        assert answer["status"] == "ok"
        assert answer["release"] == releases.current(state)
        assert answer["release"] in whole_releases
        moved += answer["release"] != served
        releases.publish(state, str(served))
        for name in whole_releases - {served}:
            shutil.rmtree(state / "releases" / str(name))
    print(f"\n{killed} of 50 builds killed while running (a whole one takes {longest / 1.15:.1f} s), "
          f"{moved} had published; the server answered ok with a whole release each time")  # fmt: skip
    assert killed >= 30
    assert build.build(package, ROOT / "geo", state) != served
    assert not list(state.glob(".building-*"))


def test_make_run_answers_in_a_fresh_clone(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    port = free_port()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ATLAS_", "VIRTUAL_ENV"))}
    started = time.monotonic()
    process = subprocess.Popen(["make", "run"], cwd=clone, env=kept | {"PORT": str(port)},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               start_new_session=True)  # fmt: skip
    answer: dict[str, object] = {}
    try:
        while not answer and time.monotonic() - started < 600:
            time.sleep(1)
            with contextlib.suppress(OSError):
                answer = health(port)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)
    print(f"\nmake run answered after {time.monotonic() - started:.0f} s: {answer}")
    assert answer["status"] == "ok"


def test_all_collected_figures_are_carried_over() -> None:
    if not FIGURES.exists():
        pytest.fail(f"{FIGURES} is needed for this proof")
    with FIGURES.open(encoding="utf-8", newline="") as lines:
        theirs = {
            (
                r["indicator"],
                r["area_code"],
                r["period"],
                r["dim"],
                float(r["value"]),
                r["mark"],
                r["source_id"],
            )
            for r in csv.DictReader(lines)
        }
    ours = {
        (
            r["indicator"],
            r["area_code"],
            r["period"],
            r["dim"],
            float(r["value"]),
            r["mark"],
            r["source_id"],
        )
        for path in sorted((ROOT / "data" / "observations").glob("*.csv"))
        for r in rows(path)
    }
    print(f"\n{len(ours & theirs)} of {len(theirs)} figures carried over")
    assert len(ours & theirs) >= 0.98 * len(theirs)
    assert ours == theirs
