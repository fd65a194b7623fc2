"""Every area of a level on one axis."""

from __future__ import annotations

from atlas.model import MAP_LEVELS
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.asking.given import Given, rate_code
from atlas.study.model import Study
from atlas.study.rates import described
from atlas.study.spread import spread

FIRST = {"kecamatan": "kepadatan_baku", "kabkota": "tpt"}
MOST = 8
"""Areas that are named at most: more names than these cannot be told apart."""


def asked(release: Release, catalogue: Catalogue, given: Given) -> Study:
    """The study that an address asks for; what cannot be had gets its default and a sentence."""
    lang = given.lang
    levels = [level for level in MAP_LEVELS if described(release, level)]
    level = given.code("level", levels, levels[0])
    found = described(release, level)
    codes = [r.code for r in found]
    first = FIRST.get(level, codes[0])
    first = first if first in codes else codes[0]
    code = rate_code(given, "indikator", found, first, level, release, catalogue)
    rate = next(r for r in found if r.code == code)
    chosen = given.codes("area", list(rate.values), MOST)
    return spread(release, catalogue, rate, level, chosen, lang)
