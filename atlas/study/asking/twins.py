"""Two sources on one concept."""

from __future__ import annotations

from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.asking.given import Given
from atlas.study.model import Study
from atlas.study.twins import areas, study, twins, without


def asked(release: Release, catalogue: Catalogue, given: Given) -> Study:
    """The study that an address asks for; what cannot be had gets its default and a sentence."""
    lang = given.lang
    found = {code: areas(release, twin) for code, twin in twins(release).items()}
    offered = [code for code, here in found.items() if here]
    if not offered:
        return without(release, "twins.no_area" if found else "twins.none", lang)
    code = given.code("pasangan", offered, offered[0])
    area = given.code("area", found[code], found[code][0])
    return study(release, catalogue, twins(release)[code], area, lang)
