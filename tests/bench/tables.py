"""A book of 300 official tables checked from the command line: as one file, and as 300 files by one
process at a time and by two."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from book import TABLES, write_book, write_files
from process import ROOT, Others

HEADING = "## A book of 300 tables, checked"
SECONDS, MIB = 60, 512
"""What the book is promised to take at most."""


@dataclass(frozen=True)
class Run:
    """One `python -m atlas table check` from start to end."""

    name: str
    seconds: float
    cpu: float
    """seconds of processor time of the program and of those it started"""
    peak: float
    """most MiB that all of them had in use at one time"""
    lines: int
    """lines of progress it printed"""


def measure() -> list[str]:
    """Seconds and memory of checking the book, and of the same tables as single files."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        book = write_book(folder / "buku.xlsx")
        files = write_files(folder / "tabel")
        others, began = Others(), time.perf_counter()
        runs = [
            checked("one book of 300 sheets", [book], 1),
            checked("300 files, `--jobs 1`", files, 1),
            checked("300 files, `--jobs 2`", files, 2),
        ]
        size = sum(f.stat().st_size for f in files) / 1024
        ours = sum(run.cpu for run in runs) / (time.perf_counter() - began)
        return said(runs, book.stat().st_size / 1024, size, max(0.0, others.cores() - ours))


def checked(name: str, files: list[Path], jobs: int) -> Run:
    """The check of some files with a number of jobs, its memory looked at every 20 ms."""
    command = [sys.executable, "-m", "atlas", "table", "check", "--jobs", str(jobs),
               *map(str, files)]  # fmt: skip
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as progress:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=progress)
        peak = [0.0]
        watch = threading.Thread(target=_watch, args=(process, peak))
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.join()
        progress.seek(0)
        lines = sum(line.startswith(b"[") for line in progress)
        out.seek(0)
        tables = sum(line[:1].isdigit() for line in out)
    assert process.returncode in (0, 1), f"{name} ended with {process.returncode}"
    assert tables == TABLES, f"{name}: {tables} tables reported of {TABLES}"
    return Run(name, seconds, usage.ru_utime + usage.ru_stime, peak[0], lines)


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.returncode is None:
        peak[0] = max(peak[0], sum(map(_resident, _family(process.pid))))
        time.sleep(0.02)


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    try:
        texts = [p.read_text() for p in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return [pid]
    return [pid, *(d for text in texts for child in text.split() for d in _family(int(child)))]


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def said(runs: list[Run], book: float, files: float, others: float) -> list[str]:
    base = next(r for r in runs if "--jobs 1" in r.name)
    one = runs[0]
    lines = [
        HEADING, "",
        f"`python -m atlas table check` from start to end, its starting and reading the package included: {TABLES}",
        "tables in the layout of Kota Medan Dalam Angka with invented numbers, each read in a guarded",
        "child process and checked by all 28 checks against the shipped package and each other. Memory",
        "is the sum of the program and its children, looked at every 20 ms. Other programs used",
        f"{others:.1f} of {os.cpu_count()} processors meanwhile. The baseline is 300 files by one child at a time.", "",
        "| | KiB | seconds | processor, s | peak, MiB | seconds / baseline | peak / baseline |",
        "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for run in runs:
        lines.append(
            f"| {run.name} | {book if run is one else files:,.0f} | {run.seconds:.1f} | {run.cpu:.1f} | "
            f"{run.peak:,.0f} | {run.seconds / base.seconds:.2f} | {run.peak / base.peak:.2f} |"
        )
    lines += [
        "",
        f"One book: {one.seconds:.1f} s (promised: {SECONDS} s) and {one.peak:,.0f} MiB (promised: {MIB} MiB); "
        f"{', '.join(str(r.lines) for r in runs)} lines of progress were printed.",
        "",
    ]  # fmt: skip
    return lines
