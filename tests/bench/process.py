"""A server of the bench: started on a port, measured by its process id, stopped."""

from __future__ import annotations

import http.client
import math
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Server:
    """A running server. Memory and processor time come from /proc: nan where there is none."""

    pid: int
    port: int
    started_in: float

    def memory(self) -> float:
        """Resident MiB."""
        try:
            pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        except OSError:
            return math.nan
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def cpu(self) -> float:
        """Seconds of processor time it has used in all its threads."""
        try:
            text = Path(f"/proc/{self.pid}/stat").read_text()
        except OSError:
            return math.nan
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


class Others:
    """How much other programs keep the machine busy while servers are measured."""

    def __init__(self, *servers: Server) -> None:
        self.servers = servers
        self._began, self._used = time.perf_counter(), self._busy()

    def _busy(self) -> float:
        """Seconds that all processors worked so far, but for the servers and for the bench."""
        try:
            ticks = [int(x) for x in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
        except OSError:
            return math.nan
        idle = ticks[3] + ticks[4]
        busy = (sum(ticks) - idle) / os.sysconf("SC_CLK_TCK")
        return busy - sum(s.cpu() for s in self.servers) - time.process_time()

    def cores(self) -> float:
        """Processors that others kept busy since this was made, on the average."""
        return max(0.0, (self._busy() - self._used) / (time.perf_counter() - self._began))


@contextmanager
def running(
    command: list[str], port: int, path: str, environment: dict[str, str]
) -> Iterator[Server]:
    """A server from its first answer on; it is stopped at the end."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", path)
                if connection.getresponse().status == 200:
                    break
            except OSError:
                time.sleep(0.05)
            if time.perf_counter() - started > 90:
                raise RuntimeError(f"{command} does not answer")
        yield Server(process.pid, port, time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait(10)
