"""Targets of plans on the command line: the template out, filled templates in."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from atlas import targets
from atlas.model import AtlasError, Finding, Lang, PackageError
from atlas.settings import settings
from atlas.store import Store
from atlas.study.target import known
from atlas.table.read import grids_safely
from atlas.targets.form import YEARS
from atlas.workbook import form

FIRST, LAST, MOST = 1990, 2100, 20
"""Years a template may be for, and how many at most."""
QUIET = ("berkas:hidden",)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("target", help="targets of plans: template and import")
    steps = parser.add_subparsers(required=True)
    blank = steps.add_parser("template", help="write the XLSX to fill in (RPJMD layout)")
    blank.add_argument("--output", type=Path, default=Path("templat-target.xlsx"), metavar="FILE")
    blank.add_argument("--years", default=f"{YEARS[0]}-{YEARS[-1]}",
                       help="years with a target, like 2025-2030")  # fmt: skip
    blank.set_defaults(run=_template)
    take = steps.add_parser("import", help="keep the targets of a filled template, or say why not")
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--document", default="", help="title of the plan, where the file has none")
    take.add_argument("--document-no", default="", help="number of the regulation, likewise")
    take.set_defaults(run=_import)


def _years(text: str) -> tuple[str, ...]:
    """The years of "2025-2030" or "2026". AtlasError for anything else."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not (FIRST <= first <= last <= LAST) or last - first >= MOST:
        raise AtlasError(
            f"--years {text[:20]!r} tidak dikenal. Tulis misalnya 2025-2030, paling banyak {MOST} tahun.",
            f"--years {text[:20]!r} is not known. Write for example 2025-2030, at most {MOST} years.",
        )
    return tuple(str(year) for year in range(first, last + 1))


def _template(args: argparse.Namespace, lang: Lang) -> None:
    years = _years(args.years)
    release = Store(settings().state).release()
    content = form(targets.form(known(release), lang, years))
    try:
        args.output.write_bytes(content)
    except OSError as error:
        raise AtlasError(
            f"{args.output}: templat tidak dapat ditulis ({error.strerror}). Pilih tempat lain lewat --output.",
            f"{args.output}: the template cannot be written ({error.strerror}). Choose another place "
            f"with --output.",
        ) from error
    print(args.output)


def _import(args: argparse.Namespace, lang: Lang) -> None:
    """A file whole or not at all: one wrong cell, and nothing is kept."""
    state = settings().state
    release = Store(state).release()
    grids, refused = grids_safely(args.file)
    filled, findings = targets.lines(grids) if grids else ([], [])
    facts = {"document": args.document, "document_no": args.document_no}
    found, wrong = targets.check(filled, known(release), facts)
    told = [*(f for f in refused if f.rule not in QUIET), *findings, *wrong]
    errors = [f for f in told if f.severity == "G"]
    if errors:
        raise _Refused(args.file.name, told)
    for finding in told:
        print(finding.sentence(lang), file=sys.stderr)
    replaced = targets.keep(state, found)
    print(f"{len(found)} target disimpan, {replaced} target lama dari dokumen yang sama diganti. "
          f"Jalankan python -m atlas build --publish untuk menerbitkannya."
          if lang == "id" else
          f"{len(found)} targets kept, {replaced} earlier ones of the same document replaced. "
          f"Run python -m atlas build --publish to publish them.")  # fmt: skip


class _Refused(PackageError):
    """A filled template with errors; none of its targets is kept."""

    def __init__(self, file: str, findings: list[Finding]) -> None:
        super().__init__(findings)
        count = sum(f.severity == "G" for f in findings)
        self.message_id = f"{count} kesalahan dalam {file}; tidak ada target yang disimpan."
        self.message_en = f"{count} errors in {file}; no target was kept."
