"""The commands: python -m atlas build | brief | deck | table | evaluation | target | verify | …"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import cast

from atlas.commands import brief, deck, evaluation, table, target, verify
from atlas.model import AtlasError, Lang, PackageError
from atlas.settings import ROOT, settings


def _build(args: argparse.Namespace, lang: Lang) -> None:
    from atlas import build, drafts, releases, targets

    state = Path(args.state) if args.state else settings().state
    data = Path(args.data) if args.data else settings().data
    geo = Path(args.geo) if args.geo else settings().geo
    if args.list:
        for m in releases.releases(state):
            served = "*" if m["served"] else " "
            print(f"{served} {m['release']}  {m['built_at']}  {m['observations']} observations")
        return
    if args.rollback:
        print(releases.rollback(state))
        return
    if args.withdraw:
        releases.withdraw(state, args.withdraw, args.why_id, args.why_en)
        print(f"withdrawn {args.withdraw}")
        return
    before = releases.current(state)
    tables = drafts.approved(state)
    imported = targets.imported(state)
    if args.if_changed and before == build.release_id(data, geo, tables, imported):
        print(f"release {before}: unchanged")
        return
    name = build.build(data, geo, state, strict=args.strict)
    found = releases.summary(state, name)
    print(
        f"release {name}: {found['observations']} observations, {found['first']} - {found['last']}"
    )
    for level, count in found["levels"].items():
        print(f"  {level}: {count}")
    for severity, (open_, waived) in found["findings"].items():
        print(f"  findings {severity}: {open_} open, {waived} waived")
    if before and before != name:
        step = releases.difference(state, before, name)
        print(f"  against {before}: " + ", ".join(f"{n} {what}" for what, n in step.items()))
    if args.publish:
        releases.publish(state, name)
        drafts.released(state, tables, name)
        print(f"published {name}")


def _boundary(args: argparse.Namespace, lang: Lang) -> None:
    from atlas import boundary

    geo = Path(args.geo) if args.geo else settings().geo
    areas = (Path(args.data) if args.data else settings().data) / "areas.csv"
    if args.source_file:
        frame = boundary.from_file(Path(args.source_file))
        level = boundary.level_of(frame)
        meta = {
            "source": args.source, "date": boundary.slug_date(args.date),
            "licence": args.licence, "tolerance_m": args.tolerance,
            "note": boundary.VERTICES_META["note"],
        }  # fmt: skip
        frames = {level: (frame, meta)}
    else:
        folder = Path(args.vertices)
        frames = {
            level: (boundary.from_vertices(folder, level), boundary.VERTICES_META)
            for level in ("kelurahan", "kabkota")
        }
    for level, (frame, meta) in frames.items():
        for path in boundary.write_boundaries(frame, level, meta, areas, geo):
            print(f"{path.name}: {path.stat().st_size} bytes")


def _sentences(args: argparse.Namespace, lang: Lang) -> None:
    """One JSON object a line: the key of a view and everything it says in one language."""
    from atlas import query, view
    from atlas.model import LANGS
    from atlas.store import Store

    release = Store(Path(args.state) if args.state else settings().state).release()
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        for language in LANGS:
            for found in view.every_view(release, cursor, catalogue, language, args.default):
                key = {n: getattr(found, n) for n in ("kind", "indicator", "level", "period", "dim",
                                                      "series", "lang")}  # fmt: skip
                cells = {c.area_code: c.sentence for c in found.cells}
                said = {**key, "title": found.title, "sentences": found.sentences, "cells": cells}
                print(json.dumps(said, ensure_ascii=False))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m atlas", description=__doc__)
    parser.add_argument("--lang", choices=("id", "en"), default=os.environ.get("ATLAS_LANG", "id"))
    commands = parser.add_subparsers(required=True)
    build = commands.add_parser("build", help="check the package and make a release of it")
    build.add_argument("--data", help="the data package (default ATLAS_DATA or data)")
    build.add_argument("--geo", help="the boundaries (default ATLAS_GEO or geo)")
    build.add_argument("--state", help="where releases live (default ATLAS_STATE or data/release)")
    build.add_argument("--publish", action="store_true", help="serve the release from now on")
    build.add_argument("--if-changed", action="store_true", help="do nothing when served already")
    build.add_argument("--strict", action="store_true",
                       help="stop on warnings and notes that the served release did not have")  # fmt: skip
    build.add_argument("--list", action="store_true", help="list the releases, * is served")
    build.add_argument("--rollback", action="store_true", help="serve the release before this one")
    build.add_argument("--withdraw", metavar="NAME",
                       help="answer 410 for a published release from now on; with both reasons")  # fmt: skip
    build.add_argument("--why-id", default="", help="why it is withdrawn, in Indonesian")
    build.add_argument("--why-en", default="", help="why it is withdrawn, in English")
    build.set_defaults(run=_build)
    boundary = commands.add_parser("boundary", help="make the boundaries in geo/")
    boundary.add_argument("--vertices", default=str(ROOT.parent / "shared" / "geo"),
                          help="folder with arcs.csv and rings.csv")  # fmt: skip
    boundary.add_argument("--from", dest="source_file", metavar="FILE",
                          help="an official replacement: GeoJSON, GeoPackage or Shapefile")  # fmt: skip
    boundary.add_argument("--source", default="belum disebut", help="its source, with --from")
    boundary.add_argument("--date", default="1970-01-01", help="its date, YYYY-MM-DD")
    boundary.add_argument("--licence", default="belum disebut", help="its licence")
    boundary.add_argument("--tolerance", type=int, default=0, help="its generalisation in metres")
    boundary.add_argument("--data", help="the data package with areas.csv")
    boundary.add_argument("--geo", help="where to write (default ATLAS_GEO or geo)")
    boundary.set_defaults(run=_boundary)
    sentences = commands.add_parser("sentences", help="everything the views of a release say")
    sentences.add_argument("--state", help="where releases live (default ATLAS_STATE)")
    sentences.add_argument("--default", action="store_true", help="only the first view of a level")
    sentences.set_defaults(run=_sentences)
    brief.add_to(commands)
    evaluation.add_to(commands)
    table.add_to(commands)
    verify.add_to(commands)
    deck.add_to(commands)
    target.add_to(commands)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 1 with a sentence on standard error when a person must mend something."""
    args = _parser().parse_args(arguments)
    lang = cast(Lang, args.lang)
    try:
        code = args.run(args, lang)
    except PackageError as error:
        for finding in error.findings:
            print(finding.sentence(lang), file=sys.stderr)
        print(error.text(lang), file=sys.stderr)
        return 1
    except AtlasError as error:
        print(error.text(lang), file=sys.stderr)
        return 1
    return int(code or 0)


if __name__ == "__main__":
    sys.exit(main())
