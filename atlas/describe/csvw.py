"""CSV on the Web (W3C, 2015): what the columns of a CSV of observations mean."""

from __future__ import annotations

from typing import Any

from atlas.describe.columns import KEY, OBSERVATION
from atlas.model import LANGS
from atlas.text import t

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def csvw(url: str, release: str) -> dict[str, Any]:
    """Metadata of the CSV at an address, with names and meanings in both languages."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"language": "id"}],
        "url": url,
        "dc:title": {lang: t("site.tagline", lang) for lang in LANGS},
        "dc:description": {lang: t("view.withheld", lang) for lang in LANGS},
        "dc:license": {"@id": LICENCE},
        "dc:rights": {lang: t("about.licence", lang) for lang in LANGS},
        "schema:version": release,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": "\n"},
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    "titles": column.name,
                    "dc:description": {lang: column.meaning(lang) for lang in LANGS},
                    "datatype": column.type,
                    "null": "",
                    "required": column.name in ("indicator", "area_code", "period"),
                }
                for column in OBSERVATION
            ],
            "primaryKey": list(KEY),
        },
    }
