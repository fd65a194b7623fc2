"""An index of chosen indicators and weights."""

from __future__ import annotations

from atlas.measure.weighted import NORMS
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.asking.given import LONGEST_LIST, Given
from atlas.study.cautions import admitted
from atlas.study.model import Study
from atlas.study.priority import Weighted, offered, priority, read, rebalanced
from atlas.study.rates import Rate, rates
from atlas.text import t

LEVELS = ("kecamatan", "kabkota")
FIRST = {
    "kecamatan": "penduduk_per_puskesmas:40,sd_per_10000_penduduk:30,smp_per_10000_penduduk:30",
    "kabkota": "persen_penduduk_miskin:40,tpt:30,rls:30",
}
"""The index that a level starts with."""


def levels(release: Release) -> list[str]:
    return [level for level in LEVELS if offered(rates(release, level))]


def asked(release: Release, catalogue: Catalogue, given: Given) -> Study:
    """The study that an address asks for; what cannot be had is left out or gets its default, with a
    sentence."""
    lang = given.lang
    there = levels(release)
    level = given.code("level", there, there[0])
    found = rates(release, level)
    norm = given.code("norma", NORMS, NORMS[0])
    text = given.text("indeks", LONGEST_LIST)
    wanted, refused = admitted(release, level, text, catalogue, lang)
    chosen, said = read(wanted, found, catalogue, lang)
    for sentence in (*refused, *said):
        given.say(sentence)
    if not chosen:
        if text:
            given.say(t("priority.default", lang))
        chosen = first(found, level, catalogue, lang)
    area = given.code("area", [a.area_code for a in catalogue.level(level)], "")
    return priority(release, catalogue, found, chosen, norm, level, area, lang)


def first(found: tuple[Rate, ...], level: str, catalogue: Catalogue, lang: Lang) -> list[Weighted]:
    """The default index of a level, as far as a release holds it; else its first three rates."""
    chosen, _ = read(FIRST[level], found, catalogue, lang)
    return chosen or rebalanced([], offered(found)[:3])
