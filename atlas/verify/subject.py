"""What can be verified: a view, a sheet of many views, an analysis; made anew from a release."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atlas.changes import Correction
from atlas.model import Lang
from atlas.store import Release, Store
from atlas.verify.model import Figure, Status

Texts = Sequence[tuple[str, str]]
"""Name and text of every figure, as a reader may type them."""


@dataclass(frozen=True)
class Since:
    """What became of the figures of a subject in the newest release."""

    status: Status
    said: tuple[str, ...] = ()
    """sentences beyond that of the status"""
    figures: tuple[Figure, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class Subject:
    """One thing with a code, as this atlas makes it of a release today."""

    title: str
    unit: str
    address: str
    """path that shows exactly this with its release"""
    release: str
    lang: Lang
    digest: str
    """"" where its code cannot be made again"""
    texts: Callable[[], Texts]
    since: Callable[[Store, Lang], Since]
    mended: tuple[str, ...] = ()
    """what of the address could not be had, in sentences: then it may be cut short"""


@dataclass(frozen=True)
class Missing:
    """Why a release has no such thing, in sentences."""

    said: tuple[str, ...]


Maker = Callable[[Release, Lang, Lang], Subject | Missing]
"""From a release, the language of the subject and that of the reader."""
