"""A document as PDF: a template of this folder, filled with data, never with source text.

The typesetter keeps what it laid out in its last ten runs, up to hundreds of megabytes, and cannot
be told to let go; so it runs in a process of its own, for one document or for one set of sheets.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import resource
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from atlas.look import FONTS, look
from atlas.model import AtlasError, Lang

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SECONDS = 60
MEMORY_MB = 2048
"""Enough for some 3,000 findings on one sheet."""
TOGETHER = 11
"""Documents by one process: what it keeps of each is some 70 MB."""
SLOTS = threading.BoundedSemaphore(2)
"""Documents set at once by this process: more would starve the readers of pages."""
UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Characters that print nothing, and those that would turn the order of what stands after them."""
FOREIGN = re.compile(r"[^\x00-\u052f\u1e00-\u20cf\u2100-\u22ff]")
"""Characters outside the scripts that the fonts have: Latin, Greek, Cyrillic, signs."""


@dataclass(frozen=True)
class Job:
    """One document to set: its template, what goes into it, its language and its day."""

    document: str
    data: Mapping[str, Any]
    lang: Lang
    made_on: datetime.date
    picture: bool = False
    """pages as PNG instead of a PDF, for those who look at them"""

    def asked(self) -> bytes:
        """What the process that sets it is told, one line of JSON."""
        own = look()
        shared = {
            "lang": self.lang,
            "made_on": [self.made_on.year, self.made_on.month, self.made_on.day],
            "look": {"ink": own.ink, "quiet": own.quiet, "rule": own.rule, "accent": own.accent,
                     "ground": own.palette().ground, "selected": own.palette().selected,
                     "city": own.palette().city},
        }  # fmt: skip
        data = _printable({**self.data, **shared})
        asked = {"document": self.document, "data": data, "picture": self.picture}
        return json.dumps(asked).encode() + b"\n"


def typeset(document: str, data: Mapping[str, Any], lang: Lang, made_on: datetime.date) -> bytes:
    """The PDF of a template (`document`.typ) filled with `data`, with its language, tags for screen
    readers, and the font that comes with the atlas: the same bytes for the same input on every
    machine. AtlasError for one that takes more than a minute or 2 GB.

    It says of itself that it keeps PDF/UA-1. A character that none of the fonts has (Chinese,
    emoji) stands as its number, [U+4E2D]."""
    return next(typeset_each([Job(document, data, lang, made_on)]))


def typeset_each(jobs: Iterable[Job], lanes: int = 1) -> Iterator[bytes]:
    """The PDF of each job in order, as soon as it is set, by one process for `TOGETHER` of them:
    starting it takes longer than setting a sheet. Two at once with two `lanes`, where nobody else
    is having a document set. Errors as of `typeset`."""
    waiting = iter(jobs)
    with _slots(lanes) as count:
        while first := next(waiting, None):
            children = [_started() for _ in range(count)]
            try:
                yield from _in_turn(children, chain([first], islice(waiting, TOGETHER * count - 1)))
            finally:
                for child in children:
                    child.kill()
                    child.communicate()


@contextmanager
def _slots(wanted: int) -> Iterator[int]:
    """How many documents may be set at once now, one or two; the first is waited for."""
    with SLOTS:
        second = wanted > 1 and SLOTS.acquire(blocking=False)
        try:
            yield 2 if second else 1
        finally:
            if second:
                SLOTS.release()


def _in_turn(children: Sequence[subprocess.Popen[bytes]], jobs: Iterable[Job]) -> Iterator[bytes]:
    """Documents in the order of their jobs; while one is set the next job is made ready."""
    free, busy = deque(children), deque[subprocess.Popen[bytes]]()
    for job in jobs:
        if not free:
            free.append(busy.popleft())
            yield _taken(free[0])
        busy.append(free.popleft())
        _ask(busy[-1], job)
    while busy:
        yield _taken(busy.popleft())


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "atlas.paper.typeset"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"},
    )  # fmt: skip


def _ask(child: subprocess.Popen[bytes], job: Job) -> None:
    """A job told to a process; one that has ended says so when its document is taken."""
    assert child.stdin is not None
    with suppress(BrokenPipeError):
        child.stdin.write(job.asked())
        child.stdin.flush()


def _taken(child: subprocess.Popen[bytes]) -> bytes:
    """The document a process is setting; it is ended when it takes too long."""
    assert child.stdout is not None
    late = threading.Event()

    def end() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(SECONDS, end)
    timer.start()
    try:
        made = _framed(child.stdout)
    finally:
        timer.cancel()
    if made is not None:
        return made
    _, said = child.communicate()
    if late.is_set() or child.returncode < 0:
        raise _too_long()
    raise RuntimeError(said.decode(errors="replace"))


def _framed(stream: IO[bytes]) -> bytes | None:
    """A document with its length in front; None when the stream ends before it does."""
    head = stream.read(8)
    made = stream.read(int.from_bytes(head)) if len(head) == 8 else b""
    return made if head and len(made) == int.from_bytes(head) else None


def _too_long() -> AtlasError:
    return AtlasError(
        "Dokumen ini terlalu panjang untuk dijadikan PDF. Unduh sebagai Excel, atau buat per tabel.",
        "This document is too long for a PDF. Download it as Excel, or make one for each table.",
    )


def _printable(value: Any) -> Any:
    """The data with texts that can be printed."""
    if isinstance(value, str):
        return UNSEEN.sub(" ", value)
    if isinstance(value, Mapping):
        return {key: _printable(part) for key, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list | tuple) else value


def main() -> None:
    """Sets documents: each asked for by a line of JSON on standard input, given back on standard
    output behind its length in eight bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MB << 20, MEMORY_MB << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        made = _compiled(asked["document"], asked["data"], asked["picture"])
        sys.stdout.buffer.write(len(made).to_bytes(8) + made)
        sys.stdout.buffer.flush()


def _compiled(document: str, data: Mapping[str, Any], picture: bool) -> bytes:
    import typst  # only the process that sets a document carries its 80 MB

    year, month, day = data["made_on"]
    # The fonts of the library stand in for signs that ours does not have.
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])

    def compiled(content: str, standards: list[typst.PDFStandard]) -> bytes:
        shape: dict[str, Any] = (
            {"format": "png", "ppi": 110} if picture else {"pdf_standards": standards}
        )
        made = typst.compile(
            HERE / f"{document}.typ", root=HERE, font_paths=fonts, ignore_system_fonts=True,
            sys_inputs={"data": content}, **shape,
            timestamp=datetime.datetime(year, month, day, tzinfo=datetime.UTC),
        )  # fmt: skip
        pages = made if isinstance(made, list) else [made]
        return b"".join(len(p).to_bytes(8) + p for p in pages) if picture else made

    content = json.dumps(data, ensure_ascii=False)
    try:
        return compiled(content, ["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    spelled = FOREIGN.sub(lambda found: f"[U+{ord(found[0]):04X}]", content)
    try:
        return compiled(spelled, ["ua-1"])
    except typst.TypstError:
        # A rare sign of the scripts above: tagged all the same, without the claim.
        return compiled(spelled, [])


if __name__ == "__main__":
    main()
