"""Figures as they were shown, on the command line: unchanged 0, corrected 1, anything else 2."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from atlas.model import AtlasError, Lang
from atlas.settings import settings
from atlas.store import Store
from atlas.text import t

if TYPE_CHECKING:
    from atlas.verify import Figure, Verdict


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("verify", help="hold an address or a code against its release")
    parser.add_argument("text", nargs="+", metavar="URL",
                        help="the address of a view, picture or deck, or the line under a picture")  # fmt: skip
    parser.add_argument("--digest", default="", help="the view code that stood there")
    parser.add_argument("--figures", default="",
                        help='figures that stood there: "8,25; Medan Denai: 7,99"')  # fmt: skip
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--lang", choices=("id", "en"), default=argparse.SUPPRESS)
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace, lang: Lang) -> int:
    from atlas.verify import EXIT, verify

    try:
        store = Store(settings().state)
        found = verify(store, " ".join(args.text), lang, args.digest, args.figures)
    except AtlasError as error:
        print(error.text(lang), file=sys.stderr)
        return EXIT["unknown"]
    if args.format == "json":
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return EXIT[found.status]
    for note in found.notes:
        print(f"! {note}")
    for place, verdict in enumerate(found.verdicts, 1):
        if len(found.verdicts) > 1:
            print(t("verify.slide_of", lang, place=place, of=len(found.verdicts)))
        print("\n".join(_lines(verdict, lang)), end="\n\n" if place < len(found.verdicts) else "\n")
    return EXIT[found.status]


def _lines(verdict: Verdict, lang: Lang) -> list[str]:
    """A verdict as text: what it is, then the view, what was corrected, every figure."""
    found = [t(f"verify.status_{verdict.status}", lang).upper(), *(f"  {s}" for s in verdict.said)]
    if not verdict.title:
        return found
    about = {
        "release": verdict.released(lang),
        "digest": verdict.digest,
        "address": verdict.address,
    }
    found.append(f"{verdict.title} ({verdict.unit})")
    found += [f"  {t(f'verify.label_{k}', lang)}: {v}" for k, v in about.items()]
    if verdict.corrections:
        found.append(t("verify.label_corrections", lang))
        found += [f"  {c.line}" for c in verdict.corrections]
    return [*found, t("verify.label_figures", lang), *_figures(verdict.figures)]


def _figures(figures: tuple[Figure, ...]) -> list[str]:
    """Figures in columns; what the newest release says stands after an arrow."""
    names = ("what", "area", "period", "text")
    widths = [max((len(getattr(f, n)) for f in figures), default=0) for n in names]
    table = widths[0] + 2 if widths[0] else 0
    return [
        f"  {f.what:<{table}}{f.area:<{widths[1]}}  {f.period:<{widths[2]}}  {f.text:>{widths[3]}}"
        + (f"  → {f.now}" if f.now else "")
        for f in figures
    ]
