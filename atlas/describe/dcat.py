"""DCAT 3 (W3C, 2024) in the shape of a portal's data.json: one dataset for each indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from atlas import download, inventory, query
from atlas.describe.csvw import LICENCE
from atlas.inventory import Holding
from atlas.model import CITY, Indicator, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.text import t

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{k: f"dct:{k}" for k in ("title", "description", "identifier", "publisher", "creator",
                               "accrualPeriodicity", "spatial", "temporal", "format", "language",
                               "rights")},
    **{k: f"dcat:{k}" for k in ("keyword", "contactPoint", "distribution", "dataset", "version",
                                "mediaType", "startDate", "endDate", "bbox")},
    **{k: {"@id": f"dct:{k}", "@type": "xsd:dateTime"} for k in ("issued", "modified")},
    **{k: {"@id": f"dct:{k}", "@type": "@id"} for k in ("license", "conformsTo")},
    **{k: {"@id": f"dcat:{k}", "@type": "@id"} for k in ("accessURL", "downloadURL", "landingPage")},
    "describedBy": {"@id": "http://www.w3.org/2007/05/powder-s#describedby", "@type": "@id"},
    "name": "foaf:name",
    "prefLabel": "skos:prefLabel",
    "fn": "vcard:fn",
    "hasURL": {"@id": "vcard:hasURL", "@type": "@id"},
}  # fmt: skip
STEPS = {"year": 12, "school_year": 12, "round": 12, "semester": 6, "quarter": 3, "month": 1}
"""Months from one period to the next when none is missing."""
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Held = Mapping[str, list[str]]


@dataclass(frozen=True)
class Place:
    """Where the catalogue stands: the address of the site, and when what was published."""

    site: str
    first: str
    """moment of the first publication of any release, ISO 8601"""
    published: str
    """moment this release was published first"""
    pinned: bool
    """whether addresses of data name the release"""


def dcat(release: Release, place: Place, lang: Lang) -> dict[str, Any]:
    """The catalogue of a release: itself whole, and every indicator that has figures."""
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        held = inventory.holdings(cursor)
        periods = inventory.periods_held(cursor)
    shared = {
        "modified": place.published,
        "version": release.name,
        "publisher": {"@type": "foaf:Agent", "name": t("site.name", lang)},
        "contactPoint": {"@type": "vcard:Kind", "fn": t("site.name", lang),
                         "hasURL": f"{place.site}/data?bagian=lapor"},
        "license": LICENCE,
        "rights": t("about.licence", lang),
        "language": lang,
        "spatial": _spatial(release, catalogue, lang),
    }  # fmt: skip
    first = min((h.first for h in held.values()), default="")
    last = max((h.last for h in held.values()), default="")
    described = {
        "title": t("site.tagline", lang),
        "description": f"{t('site.description', lang)} {t('site.disclaimer', lang)}",
        "keyword": list(
            dict.fromkeys(i.text("topic", lang) for i in catalogue.indicators.values())
        ),
        "accrualPeriodicity": "irregular",
        "temporal": _temporal(first, last),
    }
    indicators = [
        _indicator(meta, held[code], periods[code], place, release, lang) | shared
        for code, meta in catalogue.indicators.items()
        if code in held
    ]
    whole = {"@id": f"{place.site}/datapackage.json", "@type": "dcat:Dataset", **described,
             "identifier": "atlas-medan", "issued": place.published,
             "landingPage": f"{place.site}/data?bagian=rilis",
             "distribution": _files(release, place, lang), **shared}  # fmt: skip
    return {
        "@context": CONTEXT, "@id": f"{place.site}/data.json", "@type": "dcat:Catalog",
        "conformsTo": "https://www.w3.org/TR/vocab-dcat-3/", **described,
        "identifier": "atlas-medan-katalog", "issued": place.first, **shared,
        "dataset": [whole, *indicators],
    }  # fmt: skip


def _indicator(
    meta: Indicator, held: Holding, periods: Held, place: Place, release: Release, lang: Lang
) -> dict[str, Any]:
    texts = [meta.text(k, lang) for k in ("definition", "formula", "caveat")]
    keywords = [meta.text(k, lang) for k in ("topic", "chapter", "concept")]
    address = f"{place.site}/indikator?indikator={meta.indicator}"
    return {
        "@id": f"{place.site}/api/v1/indicators/{meta.indicator}",
        "@type": "dcat:Dataset",
        "identifier": meta.indicator,
        "title": f"{meta.name(lang)} ({meta.unit(lang)})",
        "description": " ".join(x for x in texts if x) or meta.name(lang),
        "issued": place.published,
        "keyword": list(dict.fromkeys(k for k in keywords if k)),
        "creator": {"@type": "foaf:Agent", "name": meta.text("producer", lang)},
        "accrualPeriodicity": periodicity(periods),
        "temporal": _temporal(held.first, held.last),
        "landingPage": address + ("&lang=en" if lang == "en" else ""),
        "distribution": [_table(meta.indicator, form, place, release) for form in MEDIA],
    }


def _table(indicator: str, form: str, place: Place, release: Release) -> dict[str, Any]:
    given = {"indicator": indicator} | ({"release": release.name} if place.pinned else {})
    base = f"{place.site}/api/v1/observations"
    address = f"{base}?{urlencode(given | {'format': form})}"
    found = {
        "@type": "dcat:Distribution",
        "title": f"{indicator} ({form.upper()})",
        "format": form.upper(),
        "mediaType": MEDIA[form],
        "accessURL": address,
        "downloadURL": address,
        "license": LICENCE,
    }
    if form == "csv":
        found["describedBy"] = f"{base}.csv-metadata.json?{urlencode(given)}"
    return found


def _files(release: Release, place: Place, lang: Lang) -> list[dict[str, Any]]:
    """The release as files: its Data Package and, of the served release, zip and database."""
    described = "/datapackage.json" + (f"?release={release.name}" if place.pinned else "")
    paths = [(described, "Data Package", "application/json")]
    if not place.pinned:
        folder, zipped = f"/unduh/{release.name}", download.archive_name(release)
        paths += [(f"{folder}/{zipped}", "ZIP", "application/zip"),
                  (f"{folder}/{download.DATABASE}", "DuckDB", "application/octet-stream")]  # fmt: skip
    return [
        {"@type": "dcat:Distribution", "title": f"{t('site.name', lang)}, {form}", "format": form,
         "mediaType": media, "accessURL": place.site + path, "downloadURL": place.site + path,
         "license": LICENCE}
        for path, form, media in paths
    ]  # fmt: skip


def _temporal(first: str, last: str) -> dict[str, str]:
    """From the first to the last period, as years or months; nothing finer is known."""
    return {"@type": "dct:PeriodOfTime", "startDate": first, "endDate": last}


def _spatial(release: Release, catalogue: Catalogue, lang: Lang) -> dict[str, Any]:
    west, south, east, north = release.boundary("kecamatan").box
    city = catalogue.areas[CITY]
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    ring = ", ".join(f"{x:.5f} {y:.5f}" for x, y in corners)
    return {"@type": "dct:Location", "prefLabel": city.name(lang),
            "identifier": [city.area_code, city.code_kemendagri],
            "bbox": f"POLYGON(({ring}))"}  # fmt: skip


def periodicity(periods: Held) -> str:
    """How often figures come, from the periods there are: an ISO 8601 repeating interval where
    three or more follow each other without a gap, else `irregular`."""
    kind = max(periods, key=lambda k: len(periods[k]))
    months = [int(p[:4]) * 12 + int(p[5:7] or 1) for p in periods[kind]]
    if kind == "round":
        months = sorted({m // 12 * 12 for m in months})
    regular = len(months) > 2 and all(b - a == STEPS[kind] for a, b in pairwise(months))
    if not regular:
        return "irregular"
    return {12: "R/P1Y", 6: "R/P6M", 3: "R/P3M", 1: "R/P1M"}[STEPS[kind]]
