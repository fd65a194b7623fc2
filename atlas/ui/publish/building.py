"""A release being built beside the pages: one at a time in this process, with what it says."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from atlas.model import AtlasError, Lang
from atlas.settings import ROOT
from atlas.ui.publish import journal
from atlas.ui.publish.person import Person

MOST_LINES = 400


@dataclass
class Building:
    """One run of `python -m atlas build --publish`."""

    who: Person
    started: float
    lines: list[str] = field(default_factory=list)
    code: int | None = None
    """what it ended with; None while it runs"""
    published: str = ""
    """the release it published"""
    finished: float = 0.0

    @property
    def seconds(self) -> int:
        return round((self.finished or time.monotonic()) - self.started)

    @property
    def unchanged(self) -> bool:
        """Whether there was nothing new to publish."""
        return self.code == 0 and not self.published

    @property
    def running(self) -> bool:
        return self.code is None


_lock = threading.Lock()
_last: list[Building] = []


def last() -> Building | None:
    """The build that runs, or the one that ran last in this process."""
    return _last[-1] if _last else None


def start(state: Path, who: Person, lang: Lang) -> Building:
    """Build and publish in a process of its own; the pages go on. The end of it is noted in the
    log. AtlasError while one runs."""
    command = [sys.executable, "-m", "atlas", "--lang", lang, "build", "--publish", "--if-changed",
               "--state", str(state)]  # fmt: skip
    with _lock:
        running = last()
        if running is not None and running.running:
            raise AtlasError(
                f"Sebuah rilis sedang disusun oleh {running.who.name}. Tunggu sampai selesai.",
                f"A release is being built by {running.who.name}. Wait until it is done.",
            )
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
        made = Building(who, time.monotonic())
        _last[:] = [made]
    threading.Thread(target=_listen, args=(process, made, state), daemon=True).start()
    return made


def _listen(process: subprocess.Popen[str], made: Building, state: Path) -> None:
    for line in process.stdout or ():
        if len(made.lines) < MOST_LINES:
            made.lines.append(line.rstrip())
    code = process.wait()
    name = _published(made.lines) if code == 0 else ""
    made.finished = time.monotonic()
    try:
        what = f"rilis {name}" if name else "gagal" if code else "tetap"
        journal.write(state, made.who, what)
    except AtlasError as error:
        made.lines.append(error.message_id)
    made.published, made.code = name, code


def _published(lines: Sequence[str]) -> str:
    """The release the command says it published."""
    said = [line.removeprefix("published ") for line in lines if line.startswith("published ")]
    return said[-1] if said else ""
