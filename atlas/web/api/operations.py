"""The operations of the data service: address, parameters and what comes back, in one table.

Handlers read their parameters by it, the routes are made from it, and so are the OpenAPI document
and its readable page: they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atlas.web.asked import VIEW

JSON = "application/json"
CSV = "text/csv"
TABLE = f"{CSV}; charset=utf-8; header=present"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GEOJSON = "application/geo+json"
HTML = "text/html"
Shape = Literal["list", "one", "file"]

FILTERS = ("indicator", "level", "area", "period", "dim", "series")
"""What observations can be asked by; each takes codes with commas between them."""
CODES = 25
"""Codes of one filter at most: the 21 districts of Medan fit."""
PAGED = ("release", "page", "size", "lang")


@dataclass(frozen=True)
class Operation:
    """One address. `item` names the schema of what it gives: each entry of a list, the `data` of
    one thing, or a whole file."""

    name: str
    path: str
    params: tuple[str, ...]
    shape: Shape
    item: str
    media: tuple[str, ...] = (JSON,)

    @property
    def of_release(self) -> bool:
        """Whether a caller can name a release, which may be unknown or withdrawn."""
        return "release" in self.params or "{release}" in self.path


OPERATIONS = {
    o.name: o
    for o in (
        Operation("index", "/api/v1/", ("lang",), "list", "Entry"),
        Operation("indicators", "/api/v1/indicators", ("topic", "level", *PAGED), "list", "Indicator"),
        Operation("indicator", "/api/v1/indicators/{indicator}", ("release", "lang"), "one",
                  "IndicatorInFull"),
        Operation("areas", "/api/v1/areas", ("level", *PAGED), "list", "Area"),
        Operation("sources", "/api/v1/sources", ("indicator", "grade", *PAGED), "list", "Source"),
        Operation("releases", "/api/v1/releases", ("page", "size", "lang"), "list", "Release"),
        Operation("findings", "/api/v1/findings", ("indicator", "severity", *PAGED), "list",
                  "Finding"),
        Operation("observations", "/api/v1/observations",
                  (*FILTERS, "release", "format", "page", "size", "lang"), "list", "Observation",
                  (JSON, CSV, XLSX)),
        Operation("csvw", "/api/v1/observations.csv-metadata.json",
                  (*FILTERS, "release", "page", "size", "lang"), "file", "Csvw",
                  ("application/csvm+json",)),
        Operation("view", "/api/v1/views/{kind}/{indicator}", VIEW, "one", "View"),
        Operation("geojson", "/api/v1/boundaries/{level}.geojson", ("release", "lang"), "file",
                  "GeoJson", (GEOJSON,)),
        Operation("topojson", "/api/v1/boundaries/{level}.topojson", ("release", "lang"), "file",
                  "TopoJson"),
        Operation("ewalidata_csv", "/api/v1/ewalidata.csv", ("release", "lang"), "file", "Text",
                  (CSV,)),
        Operation("ewalidata_xlsx", "/api/v1/ewalidata.xlsx", ("release", "lang"), "file", "Binary",
                  (XLSX,)),
        Operation("table", "/api/v1/package/{release}/{resource}.csv", ("lang",), "file", "Text",
                  (CSV,)),
        Operation("openapi", "/api/v1/openapi.json", ("lang",), "file", "Object"),
        Operation("docs", "/api/v1/docs", ("lang",), "file", "Text", (HTML,)),
        Operation("dcat", "/data.json", ("release", "lang"), "file", "Dcat"),
        Operation("datapackage", "/datapackage.json", ("release", "lang"), "file", "DataPackage"),
    )
}  # fmt: skip
SIZE, MOST = 500, 5000
"""Entries of a page when none are asked for, and at most."""
ROWS = {"json": MOST, "csv": 20_000, "xlsx": MOST}
"""Rows of one answer at most: 5,000 in a workbook or 20,000 in a CSV take about 1.3 s."""
