"""The data service: the figures of every published release, described so that a machine can read
them, and its catalogue."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from atlas.store import Store
from atlas.web import answers
from atlas.web.api import boundaries, catalogue, docs, index, lists, observations, openapi, views
from atlas.web.api.operations import OPERATIONS

MAKERS: dict[str, answers.Maker] = {
    "index": index.index,
    "indicators": lists.indicators,
    "indicator": lists.indicator,
    "areas": lists.areas,
    "sources": lists.sources,
    "releases": lists.release_list,
    "findings": lists.findings,
    "observations": observations.observations,
    "csvw": observations.csv_metadata,
    "view": views.view,
    "geojson": boundaries.geojson,
    "topojson": boundaries.topojson,
    "ewalidata_csv": catalogue.ewalidata_csv,
    "ewalidata_xlsx": catalogue.ewalidata_xlsx,
    "table": catalogue.table,
    "openapi": openapi.document,
    "docs": docs.page,
    "dcat": catalogue.data_json,
    "datapackage": catalogue.datapackage,
}


def routes(store: Store) -> list[BaseRoute]:
    """Every address of the data service over a store, a 404 for the rest of its folder included."""
    found = [
        Route(o.path, answers.Route(store, f"api_{o.name}", MAKERS[o.name]))
        for o in OPERATIONS.values()
    ]
    bare = answers.Route(store, "api_index", index.index)
    rest = answers.Route(store, "api_nothing", index.nothing)
    return [*found, Route("/api/v1", bare), Route("/api/v1/{rest:path}", rest)]


__all__ = ["routes"]
