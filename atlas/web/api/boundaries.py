"""Outlines of a level as they were in a release, as GeoJSON and as TopoJSON."""

from __future__ import annotations

from functools import lru_cache

from starlette.requests import Request

from atlas import query
from atlas.model import MAP_LEVELS
from atlas.store import Release, Store
from atlas.web.answers import Answer, as_json
from atlas.web.api.lists import asked
from atlas.web.api.operations import GEOJSON, JSON
from atlas.web.api.paging import cached
from atlas.web.asked import not_found


def geojson(request: Request, store: Store) -> Answer:
    """A FeatureCollection in degrees (WGS 84), with codes and names of the areas."""
    params, release = asked(request, store, "geojson")
    body = _features(release, _level(request))
    return Answer(body, GEOJSON, cached(params), quality=4)


def topojson(request: Request, store: Store) -> Answer:
    """The topology with which the release draws: quantized arcs, each once."""
    params, release = asked(request, store, "topojson")
    body = (release.folder / "boundary" / f"{_level(request)}.json").read_bytes()
    return Answer(body, JSON, cached(params), quality=4)


def _level(request: Request) -> str:
    level = str(request.path_params["level"])
    if level not in MAP_LEVELS:
        raise not_found("unknown-item", "api.item_detail", level, MAP_LEVELS)
    return level


@lru_cache(maxsize=3)
def _features(release: Release, level: str) -> bytes:
    """Kept for three levels: writing one takes about 20 ms, and its answers differ by address."""
    boundary, areas = release.boundary(level), query.catalogue(release).areas
    found = boundary.geojson()
    for feature in found["features"]:
        area = areas.get(feature["id"])
        feature["properties"] = {
            "area_code": feature["id"],
            "level": level,
            "name_id": area.name_id if area else None,
            "name_en": area.name_en if area else None,
            "parent_code": area.parent_code if area else None,
        }
    return as_json(found | {"atlas": boundary.meta, "release": release.name})
