"""Files read under limits in other processes, so that a hostile one harms only its own reading."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from atlas.model import Finding
from atlas.table import nursery, wire
from atlas.table.child import OUT_OF_MEMORY
from atlas.table.files import safe_name
from atlas.table.limits import LIMITS, MB, UPLOAD_MB, Limits
from atlas.table.model import Grid, Reading
from atlas.table.nursery import Answer, What
from atlas.table.refused import Refused

Progress = Callable[[int, int, str], None]
"""Called with how many files are done, how many there are, and the name of the last one."""
Grids = tuple[tuple[Grid, ...], tuple[Finding, ...]]
Loaded = TypeVar("Loaded")


def read_safely(
    paths: Iterable[Path], jobs: int = 1, progress: Progress | None = None, limits: Limits = LIMITS
) -> Iterator[Reading]:
    """A reading of each file, in the order given. None raises: a file that cannot be read within
    the limits comes as a reading with one finding that says so."""
    files = list(paths)
    pool = ThreadPoolExecutor(max_workers=min(max(1, jobs), nursery.AT_ONCE))
    try:
        readings = pool.map(lambda path: _read_path(path, limits), files)
        for done, (path, reading) in enumerate(zip(files, readings, strict=True), start=1):
            if progress:
                progress(done, len(files), path.name)
            yield reading
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def read_bytes(name: str, content: bytes, limits: Limits = LIMITS) -> Reading:
    """A reading of an upload. What was uploaded is never given a name on a disk: it passes through
    memory, and is gone when this returns."""
    shown = safe_name(name)
    try:
        return _loaded(wire.load, _ask_bytes(content, shown, "tables", limits))
    except Refused as refused:
        return _refusal(shown, refused)


def grids_safely(path: Path, limits: Limits = LIMITS) -> Grids:
    """The bare sheets of a file, for what is no table, and findings on the file."""
    name = _name(path)
    try:
        return _loaded(wire.load_grids, _ask_path(path, name, "grids", limits))
    except Refused as refused:
        return (), (refused.finding(name),)


def grids_of(name: str, content: bytes, limits: Limits = LIMITS) -> Grids:
    """The bare sheets of an upload, kept nowhere."""
    shown = safe_name(name)
    try:
        return _loaded(wire.load_grids, _ask_bytes(content, shown, "grids", limits))
    except Refused as refused:
        return (), (refused.finding(shown),)


def ask(stream: BinaryIO, name: str, what: What = "tables", limits: Limits = LIMITS) -> Answer:
    """What is said of an open file, which must be a real one, and what it took. Refused with the
    limit that ended it."""
    with nursery.reader(limits) as reader:
        answer = reader.ask(stream, name, what, limits)
    _ended_well(answer.code, limits)
    return answer


def _read_path(path: Path, limits: Limits) -> Reading:
    name = _name(path)
    try:
        return _loaded(wire.load, _ask_path(path, name, "tables", limits))
    except Refused as refused:
        return _refusal(name, refused)


def _name(path: Path) -> str:
    """The file's own name, unless it would not print."""
    return path.name if path.name.isprintable() else safe_name(path.name)


def _refusal(name: str, refused: Refused) -> Reading:
    return Reading(name, (), (refused.finding(name),))


def _ask_path(path: Path, name: str, what: What, limits: Limits) -> str:
    try:
        with path.open("rb") as stream:
            return ask(stream, name, what, limits).text
    except OSError as error:
        raise Refused("missing", error.strerror or "") from error


def _ask_bytes(content: bytes, name: str, what: What, limits: Limits) -> str:
    if len(content) > UPLOAD_MB * MB:
        raise Refused("upload")
    with _nameless() as stream:
        stream.write(content)
        stream.seek(0)
        return ask(stream, name, what, limits).text


def _nameless() -> BinaryIO:
    """A file in memory that has no name anywhere; where there is none such, one on disk that is
    unlinked before anything is written to it."""
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("upload"), "w+b")
    return cast(BinaryIO, tempfile.TemporaryFile())


def _ended_well(code: int, limits: Limits) -> None:
    """Refused with the limit that ended a reading, if one did: a library that is refused memory
    aborts, the system's own last resort kills."""
    if code in (OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL):
        raise Refused("memory", str(limits.memory_mb))
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        raise Refused("time", str(limits.seconds))
    if code != 0:
        raise Refused("crashed", str(code))


def _loaded(load: Callable[[str], Loaded], said: str) -> Loaded:
    """What was said of a file, taken apart. A process that was taken over may say anything."""
    try:
        return load(said)
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        raise Refused("crashed", type(error).__name__) from error
