"""Areas by indicators."""

from __future__ import annotations

from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.asking.given import LONGEST_LIST, Given
from atlas.study.cautions import admitted
from atlas.study.matrix import BY_CODE, MEASURES, matrix, read, usual
from atlas.study.model import Study
from atlas.study.rates import rates
from atlas.text import t

LEVELS = ("kecamatan", "kabkota")


def levels(release: Release) -> list[str]:
    """Levels with rates; kecamatan when there is none."""
    return [v for v in LEVELS if rates(release, v)] or [LEVELS[0]]


def asked(release: Release, catalogue: Catalogue, given: Given) -> Study:
    """The study that an address asks for; what cannot be had gets its default and a sentence."""
    lang = given.lang
    there = levels(release)
    wanted = catalogue.areas.get(given.text("area", 20))
    default = wanted.level if wanted and wanted.level in there else there[0]
    level = given.code("level", there, default)
    measure = given.code("ukuran", MEASURES, MEASURES[0])
    area = given.code("area", [a.area_code for a in catalogue.level(level)], "")
    found = rates(release, level)
    text, refused = admitted(release, level, given.text("indikator", LONGEST_LIST), catalogue, lang)
    chosen, said = read(text, found, lang)
    for sentence in (*refused, *said):
        given.say(sentence)
    if given.text("indikator", LONGEST_LIST) and not chosen:
        given.say(t("matrix.few", lang))
    chosen = chosen or usual(found)
    order = given.code("urut", [BY_CODE, *(r.code for r in chosen)], "")
    return matrix(release, catalogue, found, chosen, level, measure, order, area, lang)
