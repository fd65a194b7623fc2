"""Which rates are the columns of a matrix, and in what order."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.model import Lang
from atlas.study.rates import Rate
from atlas.study.similar import chosen as similar
from atlas.text import t

MOST = 24
"""Columns that can be read on one page."""


def usual(found: Sequence[Rate]) -> list[Rate]:
    """The complete rates that say something of their own, as likeness takes them."""
    return list(similar.usual(tuple(found)))[:MOST]


def counted(columns: Sequence[Rate]) -> list[Rate]:
    """Columns in which places are counted: with a direction, and near twins only once."""
    return list(similar.distinct(tuple(r for r in columns if r.directed)))


def read(text: str, found: Sequence[Rate], lang: Lang) -> tuple[list[Rate], list[str]]:
    """The rates that a list of codes asks for, and a sentence for what cannot be had."""
    asked = list(dict.fromkeys(filter(None, text.split(","))))
    known, said = {r.code for r in found}, []
    unknown = [code for code in asked if code not in known]
    if unknown:
        shown = "".join(c for c in unknown[0][:40] if c.isalnum() or c in " -_.=;@")
        said.append(t("matrix.unknown", lang, code=shown, count=len(unknown)))
    chosen = [r for r in found if r.code in set(asked)]
    if len(chosen) > MOST:
        said.append(t("notice.too_many", lang, most=MOST, given=len(chosen)))
    return chosen[:MOST], said


def ordered(chosen: Sequence[Rate]) -> list[Rate]:
    """Rates with a direction first."""
    return sorted(chosen, key=lambda r: not r.directed)
