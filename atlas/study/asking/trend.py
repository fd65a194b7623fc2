"""Whether a series rises or falls."""

from __future__ import annotations

from atlas.model import AREA_LEVELS, CITY
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.asking.given import Given
from atlas.study.model import Study
from atlas.study.trend import Asked, Chosen, chosen, codes, every_code, trend

FIRST = "tpt"


def asked(release: Release, catalogue: Catalogue, given: Given) -> Study:
    """The study that an address asks for; what cannot be had gets its default and a sentence."""
    lang = given.lang
    level = given.code("level", AREA_LEVELS, "")
    home = _home(catalogue, level)
    area = given.code("area", list(catalogue.areas), home)
    code = given.code("indikator", sorted(every_code(release)), _first(release, catalogue, area))
    whole = chosen(release, Asked(code, area))
    years = [str(y) for y in span(whole)] if whole else []
    first = given.code("dari", years, "")
    last = given.code("sampai", years[years.index(first) if first else 0 :], "")
    return trend(release, catalogue, Asked(code, area, first, last), lang)


def span(whole: Chosen) -> range:
    """Years of a series, those without a figure too."""
    return range(int(whole.rows[0].period[:4]), int(whole.rows[-1].period[:4]) + 1)


def _home(catalogue: Catalogue, level: str) -> str:
    """The city, or the first area of another level."""
    here = [a.area_code for a in catalogue.level(level)]
    return CITY if not here or CITY in here else here[0]


def _first(release: Release, catalogue: Catalogue, area: str) -> str:
    found = codes(release, catalogue.areas[area].level)
    return FIRST if FIRST in found or not found else found[0]
