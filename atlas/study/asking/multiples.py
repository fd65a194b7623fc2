"""A map or lines for every period of a series."""

from __future__ import annotations

from atlas.model import MAP_LEVELS
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.asking.given import Given, run_of
from atlas.study.model import Study
from atlas.study.multiples import FORMS, listed, multiples, none, why_not_listed

FIRST = {"kabkota": "tpt", "kecamatan": "kepadatan_baku", "kelurahan": "jumlah_tps"}
START = "kabkota"
LEVELS = ("kecamatan", "kabkota")
"""Levels that are offered even when they have no series yet: then the study says how long theirs are."""


def asked(release: Release, catalogue: Catalogue, given: Given) -> Study:
    """The study that an address asks for; what cannot be had gets its default and a sentence."""
    lang = given.lang
    there = levels(release)
    first = next((x for x in (START, *there) if listed(release, x)), there[0])
    level = given.code("level", there, first)
    found = listed(release, level)
    if not found:
        return none(release, catalogue, level, lang)
    run = run_of(given, found, FIRST[level], lambda i: why_not_listed(release, level, i, lang),
                 catalogue)  # fmt: skip
    form = given.code("bentuk", FORMS, FORMS[0])
    areas = [a.area_code for a in catalogue.level(level)]
    return multiples(release, catalogue, run, form, given.code("area", areas, ""), lang)


def levels(release: Release) -> list[str]:
    return [x for x in MAP_LEVELS if x in LEVELS or listed(release, x)]
