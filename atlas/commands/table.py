"""Official tables on the command line: described, checked, imported, moved on."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from atlas import drafts
from atlas.examine import Context, Examined, examine
from atlas.model import AtlasError, Finding, Lang
from atlas.settings import settings
from atlas.table.describe import propose
from atlas.table.fetch import fetch
from atlas.table.model import Reading
from atlas.table.read import read_safely
from atlas.table.tidy import template
from atlas.workbook import Sheet, workbook

COLUMNS = ("file", "sheet", "table_no", "cell", "rule", "severity", "code", "message_id",
           "message_en", "found", "expected", "before", "remedy_id", "remedy_en", "indicator",
           "area_code", "period", "dim", "series")  # fmt: skip
NOBODY = "tidak disebut"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    table = commands.add_parser("table", help="read, check and import official tables")
    steps = table.add_subparsers(required=True)
    check = steps.add_parser("check", help="find what is wrong in tables; 1 when there are errors")
    _files(check)
    check.add_argument("--edition", default="", help="the edition they are for, like 2025")
    check.add_argument("--format", choices=("text", "json", "xlsx"), default="text")
    check.add_argument("--out", help="where the workbook goes, with --format xlsx (temuan.xlsx)")
    check.set_defaults(run=_check)
    take = steps.add_parser("import", help="keep tables as drafts of an edition; again resumes")
    _files(take)
    take.add_argument("--edition", required=True, help="the edition they are for, like 2025")
    _person(take)
    take.set_defaults(run=_import)
    describe = steps.add_parser("describe", help="propose a mapping of a table not known yet")
    _files(describe)
    describe.set_defaults(run=_describe)
    asked = steps.add_parser("fetch", help="get tables of BPS WebAPI or a CKAN portal as files")
    asked.add_argument("references", nargs="+", metavar="REFERENCE",
                       help="bps:var/624/2020-2023, bps:simdasi/ID/2023, or a dataset's address")  # fmt: skip
    asked.add_argument("--out", type=Path, help="where they are kept (ATLAS_STATE/answers)")
    asked.set_defaults(run=_fetch)
    blank = steps.add_parser("template", help="print the template for values one a line, as CSV")
    blank.set_defaults(run=_template)
    listed = steps.add_parser("list", help="tables that were handed in, and where they stand")
    listed.set_defaults(run=_list)
    move = steps.add_parser("status", help="move a table on, like: status 2025-3.1.1 disahkan")
    move.add_argument("table", help="edition and number, like 2025-3.1.1")
    move.add_argument("status", choices=drafts.STATUSES)
    _person(move)
    move.set_defaults(run=_status)


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--data", help="the data package to compare with (default ATLAS_DATA)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="files at a time")


def _person(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--who", default=NOBODY, help="your name; stays in the internal log")
    parser.add_argument("--role", default="walidata", help="your role (default walidata)")


def read(args: argparse.Namespace) -> list[Reading]:
    """The files read in guarded children, with a line of progress for each."""
    total, found = len(args.files), []
    for number, reading in enumerate(read_safely(args.files, jobs=args.jobs), start=1):
        print(f"[{number}/{total}] {reading.file}: {len(reading.tables)}", file=sys.stderr)
        found.append(reading)
    return found


def told(done: int, total: int, table: str) -> None:
    """A line for every tenth table and for the last."""
    if total > 10 and (done % 10 == 0 or done == total):
        print(f"[{done}/{total}] {table}", file=sys.stderr)


def context(args: argparse.Namespace) -> Context:
    return drafts.known(Path(args.data) if args.data else settings().data, settings().state)


def _check(args: argparse.Namespace, lang: Lang) -> None:
    examined, refused = examine(read(args), context(args), args.edition, told)
    found = [*refused, *(f for e in examined for f in e.findings)]
    if args.format == "json":
        print(json.dumps(_as_data(examined, refused), ensure_ascii=False, indent=1))
    elif args.format == "xlsx":
        path = Path(args.out or "temuan.xlsx")
        path.write_bytes(workbook([Sheet("temuan", COLUMNS, [_line(f) for f in found])]))
        print(path)
    else:
        for line in _report(examined, refused, lang):
            print(line)
    errors = sum(f.severity == "G" for f in found)
    if errors:
        raise AtlasError(
            f"{errors} kesalahan dalam {len(examined)} tabel.",
            f"{errors} errors in {len(examined)} tables.",
        )


def _line(finding: Finding) -> list[str]:
    return [str(getattr(finding, name)) for name in COLUMNS]


def _as_data(examined: Sequence[Examined], refused: Sequence[Finding]) -> dict[str, object]:
    tables = [
        {"file": e.table.file, "sheet": e.table.sheet, "table_no": e.table.number,
         "title_id": e.table.title_id, "title_en": e.table.title_en, "reader": e.table.reader,
         "mapping": e.mapping.name if e.mapping else None, "office": e.office or None,
         "values": len(e.rows), "findings": [{**asdict(f), "code": f.code} for f in e.findings]}
        for e in examined
    ]  # fmt: skip
    return {"tables": tables, "files": [{**asdict(f), "code": f.code} for f in refused]}


def _report(examined: Iterable[Examined], refused: Iterable[Finding], lang: Lang) -> Iterable[str]:
    for finding in refused:
        yield finding.sentence(lang)
    for one in examined:
        table, counts = one.table, [sum(f.severity == s for f in one.findings) for s in "GPI"]
        title = (table.title_en if lang == "en" else table.title_id) or table.title_id
        words = (
            "{} errors, {} warnings, {} notes"
            if lang == "en"
            else "{} kesalahan, {} peringatan, {} catatan"
        )
        known = one.office or ("unknown table" if lang == "en" else "tabel tidak dikenal")
        yield f"{table.number or '?'} {title} ({table.file}, {table.sheet}, {table.area()}; {known}): " + words.format(*counts)  # fmt: skip
        for finding in sorted(one.findings, key=lambda f: "GPI".index(f.severity)):
            yield f"  {finding.severity} {finding.sentence(lang)}"


def _import(args: argparse.Namespace, lang: Lang) -> None:
    state, known = settings().state, context(args)
    contents = {path.name: path for path in args.files}
    examined, refused = examine(read(args), known, args.edition, told)
    for finding in refused:
        print(finding.sentence(lang), file=sys.stderr)
    lacking = []
    for number, one in enumerate(examined, start=1):
        progress = f"[{number}/{len(examined)}] {one.table.number or '?'}"
        try:
            draft = drafts.draft_of(one, args.edition, contents[one.table.file].read_bytes(),
                                    args.who, args.role)  # fmt: skip
        except AtlasError as error:
            lacking.append(error)
            print(f"{progress}: {error.text(lang)}", file=sys.stderr)
            continue
        had = drafts.find(state, draft.name)
        if had is not None and had.sha256 == draft.sha256:
            print(f"{progress}: {draft.name} {'had already' if lang == 'en' else 'sudah ada'}")
            continue
        kept = drafts.add(state, draft)
        print(f"{progress}: {kept.name} {kept.status}, {len(kept.rows)} nilai, "
              f"{len(kept.open_errors)} kesalahan, {len(kept.open)} terbuka"
              if lang == "id" else
              f"{progress}: {kept.name} {kept.status}, {len(kept.rows)} values, "
              f"{len(kept.open_errors)} errors, {len(kept.open)} open")  # fmt: skip
    if lacking or any(f.severity == "G" for f in refused):
        raise AtlasError(
            f"{len(lacking)} tabel tidak diimpor; yang lain tersimpan sebagai draf.",
            f"{len(lacking)} tables were not imported; the others are kept as drafts.",
        )


def _describe(args: argparse.Namespace, lang: Lang) -> None:
    known = context(args)
    for reading in read(args):
        for finding in reading.findings:
            print(finding.sentence(lang), file=sys.stderr)
        for table in reading.tables:
            print(propose(table, known.package.codelists))


def _fetch(args: argparse.Namespace, lang: Lang) -> None:
    folder = args.out or settings().state / "answers"
    for reference in args.references:
        for path in fetch(reference, folder):
            print(path)


def _template(args: argparse.Namespace, lang: Lang) -> None:
    print(template(), end="")


def _list(args: argparse.Namespace, lang: Lang) -> None:
    for draft in drafts.drafts(settings().state):
        open_ = "open" if lang == "en" else "terbuka"
        print(
            f"{draft.name}  {draft.status}  {draft.office}  {len(draft.open)} {open_}  {draft.title_id}"
        )


def _status(args: argparse.Namespace, lang: Lang) -> None:
    moved = drafts.advance(settings().state, args.table, args.status, args.who, args.role)
    print(f"{moved.name} {moved.status}")
