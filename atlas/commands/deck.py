"""Decks on the command line: slides to edit."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from atlas.deck import decode
from atlas.model import AtlasError, Lang
from atlas.settings import settings
from atlas.store import Store
from atlas.text import t

HERE = "http://localhost:8501"
"""Where codes lead when ATLAS_URL is not set."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("deck", help="a deck of views as files for a meeting")
    steps = parser.add_subparsers(required=True)
    pptx = steps.add_parser("pptx", help="slides to edit, their charts with their figures inside")
    pptx.add_argument("--deck", required=True, metavar="CODE", help="its code, or the address of /paparan that has it")  # fmt: skip
    pptx.add_argument("--out", type=Path, default=Path("paparan.pptx"))
    pptx.add_argument("--template", type=Path, help="a 16:9 PPTX whose layout the slides take")
    pptx.set_defaults(run=_pptx)


def _pptx(args: argparse.Namespace, lang: Lang) -> None:
    from atlas.slideshow import slideshow

    code = parse_qs(urlsplit(args.deck).query).get("d", [""])[0] if "/" in args.deck else args.deck
    read = decode(code)
    for key, values in read.notices if read.deck.slides else ():
        print(t(key, lang, **values), file=sys.stderr)
    release = Store(settings().state).release(read.deck.release)
    made = slideshow(read, release, lang, settings().url or HERE, args.template)
    write(args.out, made)
    print(t("slideshow.written", lang, file=args.out, count=len(read.deck.slides), kb=-(-len(made) // 1000)))  # fmt: skip


def write(path: Path, content: bytes) -> None:
    """The file, whole or not at all. AtlasError when it cannot be written."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        values = {"file": path, "why": error.strerror or str(error)}
        raise AtlasError(*(t("slideshow.unwritten", x, **values) for x in ("id", "en"))) from error
