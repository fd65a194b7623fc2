"""Asking a server on the loopback as fast as it answers: wrk when it is there, else our own client.

Both run in a process of their own, so that the one that measures does not slow down what it asks.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

import httptools

SAYING = """
done = function(summary, latency, requests)
  io.write(string.format("\\nFOUND %d %d %d %d %d %d\\n", summary.requests, summary.duration,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout,
    latency:percentile(50), latency:percentile(95), summary.bytes))
end
"""
"""What wrk says at the end: microseconds, bytes."""


@dataclass(frozen=True)
class Load:
    """So many answers in so many seconds; their latency in milliseconds."""

    answers: int
    seconds: float
    failed: int
    """errors of the connection, and with wrk statuses from 400 on"""
    median: float
    late: float
    """95th percentile"""
    received: int
    statuses: Mapping[str, int]
    """empty with wrk"""
    tags: Mapping[str, str]
    """ETag of each address; empty with wrk"""

    @property
    def rate(self) -> float:
        return self.answers / self.seconds


def again(
    port: int, path: str, seconds: float = 4, connections: int = 16,
    headers: Mapping[str, str] = {},
) -> Load:  # fmt: skip
    """One address over and over."""
    wrk = shutil.which("wrk")
    if not wrk:
        return _own(port, [path], connections, headers, seconds)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SAYING)
        script.flush()
        asked = [part for k, v in headers.items() for part in ("-H", f"{k}: {v}")]
        command = [wrk, "-t1", f"-c{connections}", f"-d{seconds:g}s", "-s", script.name, *asked,
                   f"http://127.0.0.1:{port}{path}"]  # fmt: skip
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    answers, micro, failed, median, late, received = map(
        int, text.partition("FOUND ")[2].split("\n")[0].split()
    )
    return Load(answers, micro / 1e6, failed, median / 1000, late / 1000, received, {}, {})


def each(
    port: int, paths: Sequence[str], connections: int = 1, headers: Mapping[str, str] = {},
    tags: Mapping[str, str] = {},
) -> Load:  # fmt: skip
    """Every address once, in order; with the ETag that `tags` has for it."""
    return _own(port, paths, connections, headers, 0, tags)


def _own(
    port: int, paths: Sequence[str], connections: int, headers: Mapping[str, str], seconds: float,
    tags: Mapping[str, str] = {},
) -> Load:  # fmt: skip
    job = {"port": port, "paths": list(paths), "connections": connections,
           "headers": dict(headers), "seconds": seconds, "tags": dict(tags)}  # fmt: skip
    result = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
    )
    return Load(**json.loads(result.stdout))


class _Reader(asyncio.Protocol):
    """One kept-alive connection: what is asked next is sent when an answer is complete."""

    def __init__(
        self, paths: Iterator[str], head: str, tags: Mapping[str, str], found: _Found
    ) -> None:
        self.paths, self.head, self.tags, self.found = paths, head, tags, found
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self._ask()

    def _ask(self) -> None:
        path = next(self.paths, None)
        if path is None or self.found.over():
            self.transport.close()
            return
        self.path, self.parser = path, httptools.HttpResponseParser(self)
        known = f"If-None-Match: {self.tags[path]}\r\n" if path in self.tags else ""
        self.asked = time.perf_counter()
        self.transport.write(f"GET {path} HTTP/1.1\r\n{self.head}\r\n{known}\r\n".encode())

    def data_received(self, data: bytes) -> None:
        self.found.received += len(data)
        self.parser.feed_data(data)

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"etag":
            self.found.tags[self.path] = value.decode()

    def on_message_complete(self) -> None:
        self.found.times.append((time.perf_counter() - self.asked) * 1000)
        status = str(self.parser.get_status_code())
        self.found.statuses[status] = self.found.statuses.get(status, 0) + 1
        asyncio.get_running_loop().call_soon(self._ask)

    def connection_lost(self, exc: Exception | None) -> None:
        self.found.failed += exc is not None
        self.gone.set_result(None)


class _Found:
    """What all connections of a load found together."""

    def __init__(self, seconds: float) -> None:
        self.times: list[float] = []
        self.statuses: dict[str, int] = {}
        self.tags: dict[str, str] = {}
        self.received = self.failed = 0
        self.end = time.perf_counter() + seconds if seconds else float("inf")

    def over(self) -> bool:
        return time.perf_counter() > self.end


async def _asked(job: dict[str, Any]) -> Load:
    paths, seconds = job["paths"], job["seconds"]
    found = _Found(seconds)
    named = {"Host": f"127.0.0.1:{job['port']}", **job["headers"]}
    head = "\r\n".join(f"{k}: {v}" for k, v in named.items())
    order = cycle(paths) if seconds else islice(paths, None)
    started = time.perf_counter()
    loop = asyncio.get_running_loop()
    readers = []
    for _ in range(job["connections"]):
        _, reader = await loop.create_connection(
            lambda: _Reader(order, head, job["tags"], found), "127.0.0.1", job["port"]
        )
        readers.append(reader)
    await asyncio.gather(*(r.gone for r in readers))
    took, times = time.perf_counter() - started, sorted(found.times) or [0.0]
    late = times[min(len(times) - 1, round(0.95 * len(times)))]
    return Load(len(found.times), took, found.failed, times[len(times) // 2], late,
                found.received, found.statuses, found.tags)  # fmt: skip


if __name__ == "__main__":
    import uvloop

    print(json.dumps(vars(uvloop.run(_asked(json.load(sys.stdin))))))
