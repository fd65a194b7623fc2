"""How slides, sheets and pictures look in the room: quiet, high contrast; colours, emblem and the
template of slides from one file that the operator may set. No emblem is shipped."""

from __future__ import annotations

import base64
import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from atlas import colour
from atlas.colour import Palette
from atlas.model import AtlasError, Lang
from atlas.settings import settings

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Liberation Sans"
COLOURS = ("ink", "paper", "quiet", "rule", "accent")
KINDS = {".svg": "image/svg+xml", ".png": "image/png"}
LARGEST = 300_000
"""Bytes of an emblem: it goes into every document."""


@dataclass(frozen=True)
class Look:
    """Colours of the room, each #rrggbb, and an emblem as a data address ("" for none)."""

    ink: str = "#10191e"
    paper: str = "#ffffff"
    quiet: str = "#4a5a63"
    rule: str = "#c3cdd2"
    accent: str = "#0b5c7a"
    emblem: str = ""
    emblem_file: Path | None = None
    alt_id: str = ""
    alt_en: str = ""
    template: Path | None = None
    """a PPTX whose layout slides to edit take; it is read when they are made"""

    def alt(self, lang: Lang) -> str:
        return self.alt_id if lang == "id" else self.alt_en

    def palette(self) -> Palette:
        """Colours of a drawing: those of the light theme, on this ground."""
        return replace(
            colour.palette("light"),
            ink=self.ink,
            paper=self.paper,
            quiet=self.quiet,
            rule=self.rule,
        )


def look() -> Look:
    """What ATLAS_LOOK names, else the look that is shipped. AtlasError for a file that cannot be used."""
    path = settings().look
    return _read(path, path.stat().st_mtime_ns if path.exists() else 0) if path else Look()


@lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> Look:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _unusable(path, str(error)[:120]) from error
    colours, emblem, template = (_table(path, found, n) for n in ("colours", "emblem", "template"))
    for name, value in colours.items():
        if name not in COLOURS or not re.fullmatch(r"#[0-9a-fA-F]{6}", str(value)):
            raise _unusable(path, f"[colours] {name} = {str(value)[:20]!r}")
    made = Look(**colours)
    if template:
        made = replace(made, template=path.parent / str(template.get("file", "")))
    if not emblem:
        return made
    file = path.parent / str(emblem.get("file", ""))
    kind = KINDS.get(file.suffix.lower())
    if kind is None or not file.is_file() or file.stat().st_size > LARGEST:
        raise _unusable(
            path, f"[emblem] file = {file.name!r} (.svg, .png, <= {LARGEST // 1000} kB)"
        )
    data = base64.b64encode(file.read_bytes()).decode()
    return replace(made, emblem=f"data:{kind};base64,{data}", emblem_file=file,
                   alt_id=str(emblem.get("alt_id", "")), alt_en=str(emblem.get("alt_en", "")))  # fmt: skip


def _table(path: Path, found: dict[str, Any], name: str) -> dict[str, Any]:
    """A table of the file, {} where it has none."""
    table = found.get(name, {})
    if not isinstance(table, dict):
        raise _unusable(path, f"[{name}]")
    return table


def _unusable(path: Path, what: str) -> AtlasError:
    return AtlasError(
        f"{path}: berkas tampilan tidak dapat dipakai: {what}. Warna ditulis #rrggbb untuk {', '.join(COLOURS)}.",
        f"{path}: the look file cannot be used: {what}. Colours are #rrggbb for {', '.join(COLOURS)}.",
    )
