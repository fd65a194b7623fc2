"""From an address to the study it asks for: the same for a page, a slide and a proof of what was shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from atlas import query
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.asking import (
    change,
    matrix,
    multiples,
    own,
    pair,
    pattern,
    priority,
    similar,
    spread,
    target,
    trend,
    twins,
)
from atlas.study.asking.given import Given
from atlas.study.model import Study

KINDS: dict[str, Callable[[Release, Catalogue, Given], Study]] = {
    "spread": spread.asked,
    "similar": similar.asked,
    "matrix": matrix.asked,
    "pair": pair.asked,
    "change": change.asked,
    "multiples": multiples.asked,
    "pattern": pattern.asked,
    "trend": trend.asked,
    "priority": priority.asked,
    "target": target.asked,
    "own": own.asked,
    "twins": twins.asked,
}
"""Kinds of studies that an address alone makes; where a figure comes from depends on later releases."""


@dataclass(frozen=True)
class Asked:
    """A study, and the sentences about what of its address could not be had."""

    study: Study
    said: tuple[str, ...] = ()


def asked(kind: str, release: Release, params: Mapping[str, str], lang: Lang) -> Asked:
    """The study of a kind (of KINDS) that parameters ask for, mended where they must be."""
    given = Given(params, lang)
    study = KINDS[kind](release, query.catalogue(release), given)
    return Asked(study, tuple(given.said))
