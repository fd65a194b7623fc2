"""A document as PDF: a template of this folder, filled with data, never with source text.

The typesetter keeps what it laid out in its last ten runs, up to hundreds of megabytes, and cannot
be told to let go; so it runs in a process of its own, for one document.
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
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atlas.colour import palette
from atlas.model import AtlasError, Lang

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SECONDS = 60
MEMORY_MB = 2048
"""Enough for some 3,000 findings on one sheet."""
SLOTS = threading.BoundedSemaphore(2)
"""Documents set at once by this process: more would starve the readers of pages."""
UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Characters that print nothing, and those that would turn the order of what stands after them."""
FOREIGN = re.compile(r"[^\x00-\u052f\u1e00-\u20cf\u2100-\u22ff]")
"""Characters outside the scripts that the fonts have: Latin, Greek, Cyrillic, signs."""


def typeset(document: str, data: Mapping[str, Any], lang: Lang, made_on: datetime.date) -> bytes:
    """The PDF of a template (`document`.typ) filled with `data`, with its language, tags for screen
    readers, and the fonts that come with the library: the same bytes for the same input on every
    machine. AtlasError for one that takes more than a minute or 2 GB.

    It says of itself that it keeps PDF/UA-1. A character that none of the fonts has (Chinese,
    emoji) stands as its number, [U+4E2D]."""
    look = palette("light")
    shared = {
        "lang": lang,
        "made_on": [made_on.year, made_on.month, made_on.day],
        "look": {"ink": look.ink, "quiet": look.quiet, "rule": look.rule, "ground": look.ground},
    }
    asked = json.dumps({"document": document, "data": _printable({**data, **shared})})
    with SLOTS:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "atlas.paper.typeset"],
                input=asked.encode(), capture_output=True, cwd=ROOT, timeout=SECONDS, check=False,
                env={"PYTHONPATH": str(ROOT), "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"},
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise _too_long() from error
    if done.returncode < 0:
        raise _too_long()
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout


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
    """Sets one document: what is asked for on standard input as JSON, the PDF on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MB << 20, MEMORY_MB << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    asked = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(_compiled(asked["document"], asked["data"]))


def _compiled(document: str, data: Mapping[str, Any]) -> bytes:
    import typst  # only the process that sets a document carries its 80 MB

    year, month, day = data["made_on"]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)

    def compiled(content: str, standards: list[typst.PDFStandard]) -> bytes:
        return typst.compile(
            HERE / f"{document}.typ", root=HERE, font_paths=fonts, ignore_system_fonts=True,
            sys_inputs={"data": content}, pdf_standards=standards,
            timestamp=datetime.datetime(year, month, day, tzinfo=datetime.UTC),
        )  # fmt: skip

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
