"""Areas most like one."""

from __future__ import annotations

from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.asking.given import LONGEST_LIST, Given
from atlas.study.cautions import admitted
from atlas.study.model import Study
from atlas.study.rates import rates
from atlas.study.similar import FEWEST, offered, read, similar, usual
from atlas.text import t

LEVELS = ("kecamatan", "kabkota")
FIRST = {"kecamatan": "1275180", "kabkota": "1275"}
"""Areas that a level starts with: Medan Deli, Kota Medan."""


def levels(release: Release) -> list[str]:
    """Levels with enough complete rates; kecamatan when there is none."""
    return [v for v in LEVELS if len(offered(rates(release, v))) >= FEWEST] or [LEVELS[0]]


def asked(release: Release, catalogue: Catalogue, given: Given) -> Study:
    """The study that an address asks for; what cannot be had gets its default and a sentence."""
    lang = given.lang
    there = levels(release)
    wanted = catalogue.areas.get(given.text("area", 20))
    default = wanted.level if wanted and wanted.level in there else there[0]
    level = given.code("level", there, default)
    codes = [a.area_code for a in catalogue.level(level)]
    first = FIRST[level] if FIRST[level] in codes else codes[0]
    area = given.code("area", codes, first)
    found = rates(release, level)
    text, refused = admitted(release, level, given.text("indikator", LONGEST_LIST), catalogue, lang)
    chosen, said = read(text, found, catalogue, level, lang)
    for sentence in (*refused, *said):
        given.say(sentence)
    if given.text("indikator", LONGEST_LIST) and len(chosen) < FEWEST:
        given.say(t("similar.few", lang, least=FEWEST))
    used = chosen if len(chosen) >= FEWEST else list(usual(found))
    return similar(release, catalogue, found, used, level, area, lang)
