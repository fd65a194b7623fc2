"""Sheets on paper from the command line: one for each kecamatan, the city's, an indicator's."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from atlas import query
from atlas.composed import LEVEL, area_named
from atlas.model import LANGS, AtlasError, Lang
from atlas.paper import city, every, indicator
from atlas.paper.parts import PAPERS, Asked
from atlas.paper.typeset import Job, typeset_each
from atlas.settings import settings
from atlas.store import Release, Store
from atlas.text import t

HERE = "http://localhost:8501"
"""Where the QR codes lead when no public address is set."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("brief", help="sheets on paper as PDF")
    kinds = parser.add_subparsers(required=True)
    kecamatan = kinds.add_parser("kecamatan", help="a profile of two pages for each kecamatan")
    kecamatan.add_argument("areas", nargs="*", metavar="CODE", help="BPS code or name")
    kecamatan.add_argument("--all", action="store_true", help="all of them")
    kecamatan.set_defaults(run=_kecamatan)
    kinds.add_parser("city", help="the summary of the city").set_defaults(run=_city)
    one = kinds.add_parser("indicator", help="a sheet for each indicator named")
    one.add_argument("indicators", nargs="+", metavar="CODE", help="like kepadatan_baku")
    one.set_defaults(run=_indicator)
    for kind in kinds.choices.values():
        kind.add_argument("--lang", dest="language", choices=LANGS, default="",
                          help="language of the sheet (that of the command)")  # fmt: skip
        kind.add_argument(
            "--paper", choices=tuple(PAPERS), default="a4", help="a4, or f4 (215 x 330 mm)"
        )
        kind.add_argument("--out", type=Path, default=Path(), help="the folder to write to")
        kind.add_argument("--made-on", type=datetime.date.fromisoformat, default=None,
                          help="the day of the sheet, YYYY-MM-DD (today)")  # fmt: skip


def _kecamatan(args: argparse.Namespace, lang: Lang) -> None:
    release, asked = _release(), _asked(args, lang)
    catalogue = query.catalogue(release)
    wanted = [] if args.all else args.areas or [""]
    codes = list(dict.fromkeys(area_named(text, catalogue) for text in wanted))
    codes = codes or [a.area_code for a in catalogue.level(LEVEL)]
    _make(every.profiles(release, asked, codes, lanes=2), len(codes), args.out, asked)


def _city(args: argparse.Namespace, lang: Lang) -> None:
    asked = _asked(args, lang)
    job = city.summary(_release(), asked)
    file = f"ringkasan-kota-medan-{asked.lang}-{asked.paper}.pdf"
    _make(_sheets([t("brief.summary", asked.lang)], [file], [job]), 1, args.out, asked)


def _indicator(args: argparse.Namespace, lang: Lang) -> None:
    release, asked = _release(), _asked(args, lang)
    jobs = [indicator.sheet(release, code, asked) for code in args.indicators]
    files = [f"indikator-{code}-{asked.lang}-{asked.paper}.pdf" for code in args.indicators]
    _make(_sheets(args.indicators, files, jobs), len(jobs), args.out, asked)


def _sheets(
    names: Sequence[str], files: Sequence[str], jobs: Sequence[Job]
) -> Iterator[tuple[str, str, bytes]]:
    return zip(names, files, typeset_each(jobs), strict=True)


def _release() -> Release:
    return Store(settings().state).release()


def _asked(args: argparse.Namespace, lang: Lang) -> Asked:
    base = settings().url
    asked = Asked(
        args.language or lang, args.paper, args.made_on or datetime.date.today(), base or HERE
    )
    if not base:
        print(t("brief.no_url", lang, base=HERE), file=sys.stderr)
    return asked


def _make(sheets: Iterator[tuple[str, str, bytes]], of: int, out: Path, asked: Asked) -> None:
    """Every sheet (name, file, PDF) written as soon as it is set, a line each. What was made stays
    when one cannot be written."""
    begun, largest, done = time.monotonic(), 0, 0
    for name, file, made in sheets:
        path = out / file
        try:
            out.mkdir(parents=True, exist_ok=True)
            written(path, made)
        except OSError as error:
            why = error.strerror or str(error)
            said = (t("brief.full_disk", x, path=path, why=why, done=done, of=of) for x in LANGS)
            raise AtlasError(*said) from error
        done, largest = done + 1, max(largest, len(made))
        print(f"{done}/{of} {name}: {path}", flush=True)
    seconds = f"{time.monotonic() - begun:.1f}"
    print(t("brief.done", asked.lang, done=of, seconds=seconds, size=round(largest / 1000)))


def written(path: Path, content: bytes) -> None:
    """A whole file under its name, or none: it is written beside and renamed. OSError when not."""
    number, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
