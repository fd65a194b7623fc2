"""Results against targets."""

from __future__ import annotations

from atlas.model import CITY, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.asking.given import Given
from atlas.study.model import Study
from atlas.study.target import documents, target, targets_in


def asked(release: Release, catalogue: Catalogue, given: Given) -> Study:
    """The study that an address asks for; what cannot be had gets its default and a sentence."""
    lang = given.lang
    found = targets_in(release)
    areas = areas_in(release, catalogue, lang)
    area = given.code("area", areas, _first(areas))
    here = [one for one in found if one.area_code == area]
    document = given.code("dokumen", documents_of(release, area), "")
    indicators = list(dict.fromkeys(one.indicator for one in here))
    indicator = given.code("indikator", indicators, "")
    study = target(release, catalogue, area, document, indicator, lang)
    if study.refusal and found:  # the chosen indicator is not in the chosen document
        return target(release, catalogue, area, "", indicator, lang)
    return study


def areas_in(release: Release, catalogue: Catalogue, lang: Lang) -> list[str]:
    there = {one.area_code for one in targets_in(release)} & set(catalogue.areas)
    return sorted(there, key=lambda c: (len(c), catalogue.areas[c].full_name(lang)))


def _first(areas: list[str]) -> str:
    return areas[0] if areas and CITY not in areas else CITY


def documents_of(release: Release, area: str) -> list[str]:
    """What a URL calls the documents that have a target for an area."""
    found = targets_in(release)
    there = {(one.document, one.document_no) for one in found if one.area_code == area}
    return [code for code, pair in documents(found).items() if pair in there]
