"""What an analysis says, decided once: a page, a picture and a workbook are made from it alone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from atlas.model import Lang, Source


@dataclass(frozen=True)
class Entry:
    """A cell of a table: what is shown, the number behind it (in the unit of its column; None for
    none) and, in a table of colours, its ground and the ink that is read on it."""

    text: str
    value: float | None = None
    ground: str = ""
    ink: str = ""


@dataclass(frozen=True)
class Head:
    """A column: its title (with its unit where it has one), and whether it holds numbers."""

    title: str
    number: bool = False


@dataclass(frozen=True)
class Row:
    """A row; with an area code its first cell chooses that area."""

    entries: tuple[Entry, ...]
    area_code: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of a study: a sheet of its workbook (`name`, at most 31 characters, in the reader's
    language) and a table on its page."""

    name: str
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Study:
    """One analysis, finished: JSON-serialisable, no geometry, no DataFrame.

    `kind` names it (and the module of `svg` that draws `picture`). `refusal` says in a sentence why
    there is none; then picture and grids may be empty. `params` are those of its page, canonical:
    what is plain default is left out, `lang` is not among them.
    """

    kind: str
    page: str
    """path of its page, like "serupa"; a link to it with `params` reproduces the study"""
    title: str
    subtitle: str
    """units, level and period: what the numbers are"""
    lang: Lang
    release: str
    params: dict[str, str] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()
    """the answer first, then what limits it"""
    notes: tuple[str, ...] = ()
    """method, evidence, status; whole sentences"""
    sources: tuple[Source, ...] = ()
    grids: tuple[Grid, ...] = ()
    picture: Any = None
    """a frozen dataclass for svg.study.drawn; None when there is nothing to draw"""
    refusal: str = ""

    @property
    def headline(self) -> str:
        return self.refusal or " ".join(self.sentences)

    @property
    def alt(self) -> str:
        """What the picture shows, for those who do not see it."""
        return f"{self.title}. {self.headline}"

    @property
    def path(self) -> str:
        """Path and parameters that reproduce this study, of the newest release."""
        return self._path({})

    @property
    def frozen_path(self) -> str:
        """The same of exactly this release."""
        return self._path({"release": self.release})

    def _path(self, more: dict[str, str]) -> str:
        found = {k: v for k, v in self.params.items() if v} | more
        found |= {"lang": "en"} if self.lang == "en" else {}
        return f"/{self.page}{'?' + urlencode(found, safe=',;=@:') if found else ''}"

    @cached_property
    def _digest(self) -> str:
        text = json.dumps(self, default=_fields_of, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:10]

    def digest(self) -> str:
        """Ten hex digits that change when anything the study says changes."""
        return self._digest


def _fields_of(part: Any) -> dict[str, Any]:
    return {name: getattr(part, name) for name in part.__dataclass_fields__}
