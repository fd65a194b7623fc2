"""Answers a second and latency of the public routes, beside a bare Starlette route in the same run."""

from __future__ import annotations

import http.client
import json
import math
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from front import LACKING, fronted, nginx
from load import Load, again, each
from process import Server, running
from servers import free_port

from atlas import query
from atlas.choice import tables_at
from atlas.model import MAP_LEVELS
from atlas.store import Store

HEADING = "## Public routes"
PATH = "/embed/map/jumlah_penduduk"
"""The answer that is known."""
UVICORN = [sys.executable, "-m", "uvicorn", "--no-access-log", "--host", "127.0.0.1",
           "--loop", "uvloop", "--http", "httptools"]  # fmt: skip
BROTLI = {"Accept-Encoding": "br"}
ROUNDS, SECONDS, CONNECTIONS = 5, 3.0, 16
FIRST, NEW = 30, 600
"""Views asked before measuring, so that what a process reads only once is read; views measured."""


def views(state: Path) -> list[str]:
    """Addresses of different map embeds: indicators x levels x periods x classes, shuffled."""
    release = Store(state).release()
    found = []
    with release.cursor() as cursor:
        for indicator in query.indicators(cursor):
            tables = query.coverage(cursor, indicator.indicator)
            for level in MAP_LEVELS:
                found += [
                    f"/embed/map/{indicator.indicator}?level={level}&period={x.period}&dim={x.dim}"
                    f"&series={x.series}&classes={classes}"
                    for x in tables_at(tables, level)
                    for classes in (4, 5, 6)
                ]
    Random(1275).shuffle(found)
    return found


@contextmanager
def alone(state: Path, workers: int = 1) -> Iterator[Server]:
    """The public routes alone, started as docs/deploy does."""
    port = free_port()
    command = [*UVICORN, "atlas.web.alone:app", "--port", str(port), "--workers", str(workers)]
    with running(command, port, "/healthz", {"ATLAS_STATE": str(state)}) as server:
        yield server


@contextmanager
def bare(port: int, path: str, workers: int = 1) -> Iterator[Server]:
    """A bare Starlette route that gives what `path` gives on `port`, byte for byte."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers=BROTLI)
    answer = connection.getresponse()
    own = ("date", "server", "content-length")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "body").write_bytes(answer.read())
        headers = {k: v for k, v in answer.getheaders() if k not in own}
        Path(folder, "headers").write_text(json.dumps(headers), encoding="utf-8")
        free = free_port()
        command = [*UVICORN, "--app-dir", str(Path(__file__).parent), "bare_route:app",
                   "--port", str(free), "--workers", str(workers)]  # fmt: skip
        with running(command, free, "/", {"BARE": folder}) as server:
            yield server


def beside(ours: Server, theirs: Server, path: str) -> tuple[Load, Load, float, float]:
    """Both in turn, several times: the load of each in its median round, and the medians of the
    ratios of their rates within a round and of their processor time an answer."""
    for server in (ours, theirs):
        _fine(each(server.port, [path] * 100, 4, BROTLI))
    pairs, times = [], []
    for _ in range(ROUNDS):
        round_ = []
        for server in (ours, theirs):
            before = server.cpu()
            load = again(server.port, path, SECONDS, CONNECTIONS, BROTLI)
            round_.append((load, (server.cpu() - before) / load.answers))
        pairs.append((round_[0][0], round_[1][0]))
        times.append(round_[1][1] / round_[0][1] if round_[0][1] else math.nan)
    ratio = statistics.median(a.rate / b.rate for a, b in pairs)
    middles = _middle([a for a, _ in pairs]), _middle([b for _, b in pairs])
    return *middles, ratio, statistics.median(times)


def _middle(loads: list[Load]) -> Load:
    if any(x.failed for x in loads):
        raise RuntimeError(f"{sum(x.failed for x in loads)} answers failed")
    return sorted(loads, key=lambda x: x.rate)[len(loads) // 2]


def measure(state: Path, path: str = PATH) -> list[str]:
    """All measures over a release, as lines of Markdown. RuntimeError when an answer is not 200."""
    asked = views(state)
    load = os.getloadavg()[0]
    rows = []
    ratios: dict[str, float] = {}
    for workers in (1, 2):
        with alone(state, workers) as ours, bare(ours.port, path, workers) as theirs:
            mine, its, ratios[f"known {workers}"], time = beside(ours, theirs, path)
            ratios.setdefault("time", time)
        said = f"{workers} worker{'s' if workers > 1 else ''}"
        rows += [_row(f"known answer, {said}", mine, ratios[f"known {workers}"]),
                 _row(f"bare Starlette route, {said}", its, 1.0)]  # fmt: skip
    with alone(state) as ours:
        _fine(each(ours.port, asked[:FIRST], 1, BROTLI))
        new = _fine(each(ours.port, asked[FIRST : FIRST + NEW], 1, BROTLI))
        seen = asked[FIRST : FIRST + NEW]
        back = each(ours.port, seen, 1, BROTLI, new.tags)
        tag = {**BROTLI, "If-None-Match": next(iter(_fine(each(ours.port, [path])).tags.values()))}
        known = again(ours.port, path, SECONDS, CONNECTIONS, tag)
    rows += [_row("new views, one after the other, 1 worker", new), _row("304, 1 worker", known)]
    with alone(state, 2) as ours:
        _fine(each(ours.port, asked[-2 * FIRST :], 4, BROTLI))
        many = _fine(each(ours.port, asked[FIRST : FIRST + NEW], 4, BROTLI))
        rows.append(_row("new views, 4 at a time, 2 workers", many))
        if nginx():
            with tempfile.TemporaryDirectory() as folder:
                os.chmod(folder, 0o755)
                front = free_port()
                with fronted(Path(folder), front, (free_port(), free_port()), ours.port, False):
                    _fine(each(front, [path] * 50, 1, BROTLI))
                    kept = _middle([again(front, path, SECONDS, CONNECTIONS, BROTLI)])
            rows.append(_row("behind nginx with its cache", kept))
    return _said(path, rows, ratios, new, back, many, kept if nginx() else None, load, len(asked))


def _fine(load: Load) -> Load:
    if load.failed or set(load.statuses) != {"200"}:
        raise RuntimeError(f"not every answer was 200: {load.statuses}, {load.failed} failed")
    return load


def _row(name: str, x: Load, ratio: float | None = None) -> str:
    beside = f"{ratio:.2f}" if ratio is not None else ""
    return (
        f"| {name} | {x.rate:,.0f} | {x.median:.2f} | {x.late:.2f} | "
        f"{x.received / max(x.answers, 1) / 1024:.1f} | {beside} |"
    )


def _said(
    path: str, rows: list[str], ratios: dict[str, float], new: Load, back: Load, many: Load,
    kept: Load | None, load: float, count: int,
) -> list[str]:  # fmt: skip
    """The table, and what was promised beside what was found."""
    share = back.statuses.get("304", 0) / max(back.answers, 1)
    one = ratios["known 1"]
    front = (
        f"Behind nginx {kept.rate / many.rate:.0f} times the rate of new views (promised: 10)."
        if kept
        else f"{LACKING}."
    )
    return [
        HEADING, "",
        f"`GET {path}` with brotli on {CONNECTIONS} connections for {SECONDS:g} s, ours and the bare route in turn {ROUNDS} times:",
        "the median round, and the median of the ratios within a round. New views are different maps",
        f"(indicator, level, period, dimension, classes; {count:,} there are), each asked once of a process that has",
        f"answered {FIRST} others before. uvicorn with uvloop and httptools; wrk with one thread, or our own client for new",
        f"views, each in a process of its own on the same {os.cpu_count()} processors (load average {load:.1f}",
        "at the beginning).", "",
        "| | answers/s | median, ms | 95th, ms | KiB an answer | ours / bare |", "|---|---|---|---|---|---|",
        *rows, "",
        f"Known answer, one worker: {one:.2f} of the rate of the bare route ({_verdict(one >= 0.8)} 0.80), and "
        f"{ratios['time']:.2f} by processor time, which other programs disturb less. New views alone: 95th percentile {new.late:.1f} ms "
        f"({_verdict(new.late < 25)} 25 ms). {front}",
        f"Asked again with their ETag, {share:.0%} of {back.answers} views answered 304 ({back.statuses}).", "",
    ]  # fmt: skip


def _verdict(held: bool) -> str:
    return "promised:" if held else "NOT held:"


if __name__ == "__main__":
    print("\n".join(measure(Path(sys.argv[1]), *sys.argv[2:])))
