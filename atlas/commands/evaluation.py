"""The table meeting on the command line: evaluation sheets out, decisions in, minutes."""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from pathlib import Path

from atlas import drafts, releases
from atlas.evaluation import answers, meeting, sheet
from atlas.model import AtlasError, Lang
from atlas.paper import evaluation as printed
from atlas.paper import minutes as written
from atlas.settings import settings
from atlas.table.read import grids_safely

HIDDEN = "berkas:hidden"
"""The sheet of keys is hidden on purpose."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("evaluation", help="evaluation sheets of the table meeting")
    steps = parser.add_subparsers(required=True)
    export = steps.add_parser("export", help="write a sheet for each office with tables")
    export.add_argument("--edition", required=True, help="like 2025")
    export.add_argument("--office", default="", help="only this office, named exactly")
    export.add_argument("--format", choices=("xlsx", "pdf"), default="xlsx")
    export.add_argument("--out", type=Path, default=Path(), help="the folder to write to")
    export.set_defaults(run=_export)
    take = steps.add_parser("import", help="carry out the decisions of filled sheets")
    take.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take.add_argument("--edition", default="", help="refuse sheets of another edition")
    take.add_argument("--who", default="tidak disebut", help="your name; stays in the log")
    take.set_defaults(run=_import)
    minutes = steps.add_parser("minutes", help="write the minutes (berita acara) as PDF")
    minutes.add_argument("--edition", required=True, help="like 2025")
    minutes.add_argument("--held-on", type=datetime.date.fromisoformat, default=None,
                         help="day of the meeting, YYYY-MM-DD (today)")  # fmt: skip
    minutes.add_argument("--place", default="", help="where it was held")
    minutes.add_argument("--names", action="store_true", help="print names: internal only")
    minutes.add_argument("--out", type=Path, default=Path("berita-acara.pdf"))
    minutes.set_defaults(run=_minutes)


def _names(lang: Lang) -> dict[str, str]:
    """Names of areas, indicators, dimensions, series and rules by their codes."""
    return names(drafts.known(settings().data, settings().state).package.codelists, lang)


def names(codelists: dict[str, list[dict[str, str]]], lang: Lang) -> dict[str, str]:
    keys = {"areas": "area_code", "indicators": "indicator", "dimensions": "member",
            "series": "series", "checks": "rule"}  # fmt: skip
    return {row[key]: row[f"name_{lang}"] for name, key in keys.items() for row in codelists[name]}


def _export(args: argparse.Namespace, lang: Lang) -> None:
    state = settings().state
    every = meeting.sheets(drafts.drafts(state), args.edition, releases.current(state),
                           datetime.date.today())  # fmt: skip
    wanted = [s for s in every if args.office in ("", s.office)]
    if not wanted:
        offices = ", ".join(s.office for s in every) or "-"
        raise AtlasError(
            f"Tidak ada tabel edisi {args.edition} untuk dinilai. Kantor yang punya tabel: {offices}.",
            f"There are no tables of edition {args.edition} to evaluate. Offices with tables: {offices}.",
        )
    known = _names(lang)
    args.out.mkdir(parents=True, exist_ok=True)
    for one in wanted:
        slug = re.sub(r"[^a-z0-9]+", "-", one.office.casefold()).strip("-") or "tanpa-nama"
        path = args.out / f"lembar-evaluasi-{one.edition}-{slug}.{args.format}"
        made = sheet.workbook(one, lang, known) if args.format == "xlsx" else printed.pdf(one, lang, known)  # fmt: skip
        path.write_bytes(made)
        print(path)


def _import(args: argparse.Namespace, lang: Lang) -> None:
    """Each workbook whole or not at all: one wrong cell, and none of its decisions is taken."""
    wrong = 0
    for path in args.files:
        grids, refused = grids_safely(path)
        given, faults = answers.read(grids, args.edition) if grids else ([], [])
        faults = [*(f for f in refused if f.rule != HIDDEN), *faults]
        for finding in faults:
            print(finding.sentence(lang), file=sys.stderr)
        if any(f.severity == "G" for f in faults):
            wrong += 1
            continue
        taken = meeting.decisions(given)
        for draft in drafts.decide_all(settings().state, taken, args.who, "walidata"):
            count = len(taken[draft.name])
            print(f"{draft.name} {draft.status}: {count} keputusan, {len(draft.open)} terbuka"
                  if lang == "id" else
                  f"{draft.name} {draft.status}: {count} decisions, {len(draft.open)} open")  # fmt: skip
    if wrong:
        raise AtlasError(
            f"{wrong} lembar evaluasi tidak dibaca; tidak satu pun keputusannya dijalankan.",
            f"{wrong} evaluation sheets were not read; none of their decisions was carried out.",
        )


def _minutes(args: argparse.Namespace, lang: Lang) -> None:
    state = settings().state
    made = meeting.minutes(drafts.drafts(state), args.edition, releases.current(state),
                           args.held_on or datetime.date.today(), args.place)  # fmt: skip
    args.out.write_bytes(written.pdf(made, lang, names_of_persons=args.names, names=_names(lang)))
    print(args.out)
