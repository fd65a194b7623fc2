"""Reads files for `guard`, each in a fork of its own under limits that it cannot lift.

The process is started once, with nothing of the server's memory and secrets, and loads what readers
need; a request then costs a fork instead of a start. Requests come over a socket on standard input:
what to read, with the open file and the end of a pipe for the answer; back goes how the fork ended.
"""

from __future__ import annotations

import gc
import io
import json
import os
import resource
import signal
import socket
import struct
import sys
import warnings
from collections.abc import Callable
from typing import BinaryIO

from atlas.table.limits import MB

READY = b"."
ENDED = struct.Struct("<iIf")
"""How a fork ended: its exit code, negative for a signal; the KB and the seconds of processor it
used."""
REQUEST = 4096
CRASHED, OUT_OF_MEMORY = 1, 3
HEAVY = ("numpy", "PIL", "lxml", "defusedxml")
"""What openpyxl uses when it is there; without them it starts in half the time, needs a fifth of
the memory, and parses with the parser that `archive` looked through the file with."""
FORBIDDEN = ("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system",
             "pty.spawn", "socket.", "subprocess.Popen", "ctypes.")  # fmt: skip
Work = Callable[[str, str], int]
"""Reads the tables or grids of the file on standard input, which has a name, and writes them to
standard output; gives the exit code."""


def main() -> int:
    """Serves until whoever asks is gone."""
    warnings.simplefilter("ignore")
    for module in HEAVY:
        sys.modules[module] = None  # type: ignore[assignment]
    os.environ["OPENPYXL_LXML"] = "False"
    import openpyxl
    import python_calamine

    from atlas.table import read  # after HEAVY is out of reach

    del openpyxl, python_calamine, read  # loaded, for every fork to have
    gc.collect()
    gc.freeze()
    serve(hand_over)
    return 0


def serve(work: Work) -> None:
    """One request at a time, each in its own fork, until the socket is closed."""
    with socket.socket(fileno=0) as link:
        link.sendall(READY)
        while True:
            said, descriptors, _, _ = socket.recv_fds(link, REQUEST, 2)
            if not said:
                return
            child = os.fork()
            if child == 0:
                _work(work, json.loads(said), link, *descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
            _, status, used = os.wait4(child, 0)
            code, seconds = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
            link.sendall(ENDED.pack(code, used.ru_maxrss, seconds))


def _work(
    work: Work, request: list[str | int], link: socket.socket, source: int, target: int
) -> None:
    """What the fork does; it never returns."""
    code = CRASHED
    try:
        what, name, memory_mb, seconds = request
        link.detach()
        os.dup2(source, 0)
        os.dup2(target, 1)
        os.close(source)
        os.close(target)
        confine(int(memory_mb), int(seconds))
        code = work(str(what), str(name))
    finally:
        os._exit(code)


def confine(memory_mb: int, seconds: int) -> None:
    """Memory, processor and clock bounded; no core, no file written, no process, no network."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MB, memory_mb * MB))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    for nothing in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
        resource.setrlimit(nothing, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    signal.alarm(2 * seconds)  # ends it even when whoever asked is gone
    os.nice(2)
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[object, ...]) -> None:
    """Also for root, whom RLIMIT_NPROC does not bind."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)


def hand_over(what: str, name: str) -> int:
    """Reads the file on standard input and writes what it holds to standard output, in lines."""
    from atlas.table import read, wire

    try:
        if what == "grids":
            lines = wire.grid_lines(*read.read_grids(_input(), name))
        else:
            lines = wire.lines(read.read_stream(_input(), name))
        with open(1, "w", encoding="ascii") as answer:
            answer.writelines(line + "\n" for line in lines)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _input() -> BinaryIO:
    return io.BufferedReader(io.FileIO(0, closefd=False))


if __name__ == "__main__":
    sys.exit(main())
