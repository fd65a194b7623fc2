"""The processes that read files for this one: started when needed, kept for the next file."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO, Literal

from atlas.settings import ROOT
from atlas.table.child import ENDED, READY
from atlas.table.limits import MB, Limits
from atlas.table.refused import Refused

What = Literal["tables", "grids"]
CHILD = (sys.executable, "-m", "atlas.table.child")
START_SECONDS = 60
PASSED_ON = ("LANG", "LC_ALL", "PATH", "TZ", "PYTHONDONTWRITEBYTECODE")
"""Of the environment; no key or password in it reaches a process that reads strangers' files."""
AT_ONCE = max(2, os.cpu_count() or 2)
SLOTS = threading.BoundedSemaphore(AT_ONCE)
"""Files read at once for this process, whoever asks: more would starve the readers of pages."""


@dataclass(frozen=True)
class Answer:
    """What was said of a file, how the reading of it ended, and what it took."""

    text: str
    code: int
    """of the process that read it: 0, its own, or minus a signal"""
    seconds: float
    cpu_seconds: float
    peak_mb: float


class Reader:
    """A process that reads files, one at a time. Once it has refused one it is of no more use."""

    def __init__(self) -> None:
        self.link, far = socket.socketpair()
        with far:
            self.process = subprocess.Popen(
                CHILD, stdin=far.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT,
                env={k: os.environ[k] for k in PASSED_ON if k in os.environ} | {"PYTHONPATH": str(ROOT)},
                start_new_session=True,
            )  # fmt: skip
        try:
            self._take(len(READY), time.monotonic() + START_SECONDS)
        except OSError:
            self.end()
            raise

    def ask(self, stream: BinaryIO, name: str, what: What, limits: Limits) -> Answer:
        """What it says of an open file, which must be a real one. Refused when that takes too long
        or is too much."""
        started = time.monotonic()
        request = json.dumps([what, name, limits.memory_mb, limits.seconds]).encode()
        try:
            said = self._said(request, stream.fileno(), started + limits.seconds, limits)
            code, peak_kb, cpu = ENDED.unpack(self._take(ENDED.size, started + limits.seconds))
        except TimeoutError as error:
            raise Refused("time", str(limits.seconds)) from error
        except OSError as error:
            raise Refused("crashed", type(error).__name__) from error
        seconds = time.monotonic() - started
        return Answer(said.decode("ascii", "replace"), code, seconds, cpu, peak_kb / 1024)

    def _said(self, request: bytes, source: int, deadline: float, limits: Limits) -> bytes:
        """All that is said of a file, up to the end."""
        near, far = os.pipe()
        with open(near, "rb", buffering=0) as pipe:
            try:
                socket.send_fds(self.link, [request], [source, far])
            finally:
                os.close(far)
            said = bytearray()
            while True:
                _wait(near, deadline)
                piece = pipe.read(MB)
                if not piece:
                    return bytes(said)
                said += piece
                if len(said) > limits.answer_mb * MB:
                    raise Refused("answer", str(limits.answer_mb))

    def _take(self, size: int, deadline: float) -> bytes:
        """So many bytes of what the process says of itself."""
        said = b""
        while len(said) < size:
            _wait(self.link.fileno(), deadline)
            piece = self.link.recv(size - len(said))
            if not piece:
                raise ConnectionResetError
            said += piece
        return said

    def end(self) -> None:
        """Ends it and whatever it is reading."""
        self.link.close()
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


IDLE: list[Reader] = []
"""Readers that wait for a file, never more than AT_ONCE."""
os.register_at_fork(after_in_child=IDLE.clear)  # a reader answers to one process only


@contextmanager
def reader(limits: Limits) -> Iterator[Reader]:
    """A process to read a file with, kept if nothing went wrong. Refused when all are busy for
    long."""
    if not SLOTS.acquire(timeout=limits.wait_seconds):
        raise Refused("busy")
    try:
        found = _idle() or _started()
        well = False
        try:
            yield found
            well = True
        finally:
            if well:
                IDLE.append(found)
            else:
                found.end()
    finally:
        SLOTS.release()


def _idle() -> Reader | None:
    while IDLE:
        found = IDLE.pop()
        if found.process.poll() is None:
            return found
        found.end()
    return None


def _started() -> Reader:
    try:
        return Reader()
    except OSError as error:
        raise Refused("crashed", type(error).__name__) from error


@atexit.register
def close() -> None:
    """Ends every reader that waits."""
    while IDLE:
        IDLE.pop().end()


def _wait(descriptor: int, deadline: float) -> None:
    """Until there is something to read. TimeoutError after the deadline."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError
