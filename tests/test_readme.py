"""What README promises is there: commands, routes, pages, settings, counts."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from tables import rows

from atlas.__main__ import _parser
from atlas.store import Store
from atlas.ui.frame import INTERNAL, PAGES, TOOLS
from atlas.web import routes

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_make_command_named_is_a_target_and_the_other_way_round() -> None:
    named = set(re.findall(r"`make (\w+)`", README))
    targets = set(re.findall(r"^(\w+):", MAKEFILE, re.MULTILINE)) - {"chromium", "clean", "export"}
    assert named == targets


def test_every_atlas_command_and_option_named_exists() -> None:
    table = [line for line in README.splitlines() if line.startswith("| `python -m atlas")]
    commands = {re.search(r"atlas (\w+(?: \w+)?)", line)[1] for line in table}  # type: ignore[index]
    assert commands == set(_commands(_parser()))
    code = "".join(p.read_text(encoding="utf-8") for p in
                   [ROOT / "atlas" / "__main__.py", *(ROOT / "atlas" / "commands").glob("*.py")])  # fmt: skip
    for line in table:
        for option in re.findall(r"--[a-z-]+", line):
            assert f'"{option}"' in code, option


def _commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """Every command and step, like "build" and "table check"."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                steps = list(_commands(inner, f"{before}{name} "))
                yield from steps or [before + name]


def test_every_route_named_exists_and_the_other_way_round(tmp_path: Path) -> None:
    named = set(re.findall(r"^\| `(/[^`]*)`", README, re.MULTILINE))
    ours = {r.path for r in routes(Store(tmp_path)) if "{rest" not in r.path}
    pages = {f"/{path}" for _, path in (PAGES | TOOLS | INTERNAL).values()}
    assert named == ours | pages


def test_every_setting_named_is_read_and_the_other_way_round() -> None:
    named = set(re.findall(r"`(ATLAS_\w+)`", README))
    code = "\n".join(p.read_text(encoding="utf-8") for p in ROOT.glob("atlas/**/*.py"))
    assert named == set(re.findall(r"\"(ATLAS_[A-Z_]+)\"", code))


def test_the_counts_named_are_those_of_the_package() -> None:
    data = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    observations = sum(len(rows(p)) for p in (ROOT / "data" / "observations").glob("*.csv"))
    assert f"{observations:,} of {observations:,} rows" in data
    computed = len({r["indicator"] for r in rows(ROOT / "data" / "derived.csv")})
    published = len(rows(ROOT / "data" / "indicators.csv")) - computed
    assert f"{published} indikator terbitan dan {computed} indikator hitungan" in README
    assert f"{published} published and {computed} computed indicators" in README
    assert f"{published} published and {computed} computed indicators" in data
    assert f"| {len(rows(ROOT / 'data' / 'sources.csv'))} sources" in data
