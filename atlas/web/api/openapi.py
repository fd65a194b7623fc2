"""The OpenAPI 3.1 document, made from the table of operations and the codes of the release."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from atlas import inventory, query, releases
from atlas.forms import KINDS
from atlas.model import AREA_LEVELS, GRADES, LANGS, MAP_LEVELS, VIEW_LEVELS, Lang
from atlas.store import Release, Store
from atlas.text import t
from atlas.web.answers import Answer, address, as_json
from atlas.web.api.lists import SEVERITIES
from atlas.web.api.observations import NONE, TOTAL
from atlas.web.api.operations import CODES, FILTERS, MOST, OPERATIONS, ROWS, SIZE, Operation
from atlas.web.api.paging import unkept
from atlas.web.api.schemas import COUNT, LINKS, TEXT, Schema, array, ref, schemas, thing
from atlas.web.api.views import BREAKS, CHOICES
from atlas.web.asked import language_of, parameters

SPAN = r"^([0-9]{4}(-[0-9]{2})?\.\.([0-9]{4}(-[0-9]{2})?)?|\.\.[0-9]{4}(-[0-9]{2})?)$"


def document(request: Request, store: Store) -> Answer:
    """It names the codes of the release that is served, and every release."""
    params = parameters(request, OPERATIONS["openapi"].params)
    lang, release = language_of(params), store.release()
    names = list(releases.published(store.state)) or [release.name]
    content = {
        "openapi": "3.1.0",
        "info": {
            "title": t("site.name", lang),
            "summary": t("site.tagline", lang),
            "description": t("api.docs_lead", lang),
            "version": "1",
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": address(request)}],
        "externalDocs": {"url": f"{address(request)}/api/v1/docs"},
        "paths": {o.path: {"get": operation(o, lang)} for o in OPERATIONS.values()},
        "components": {
            "schemas": schemas(lang) | codes(release, names),
            "responses": {f"Problem{code}": refusal(code, lang) for code in REFUSALS},
            "headers": headers(lang),
        },
    }
    return unkept(Answer(as_json(content), "application/json", quality=4))


REFUSALS = ("400", "404", "405", "410", "503")


def refusal(code: str, lang: Lang) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": t(f"api.status_{code}", lang),
        "content": {"application/problem+json": {"schema": ref("Problem")}},
    }
    if code == "503":
        found["headers"] = {"Retry-After": {"schema": COUNT, "required": True}}
    if code == "405":
        found["headers"] = {"Allow": {"schema": TEXT, "required": True}}
    return found


def headers(lang: Lang) -> dict[str, Any]:
    return {
        name: {
            "description": t(f"api.header_{name.lower()}", lang),
            "schema": TEXT,
            "required": True,
        }
        for name in ("ETag", "Link")
    }


def codes(release: Release, names: list[str]) -> dict[str, Schema]:
    """Every code that a parameter can take, of the release that is served."""
    catalogue, used = query.catalogue(release), inventory.vocabulary(release)
    found = {
        "IndicatorCode": list(catalogue.indicators),
        "TopicCode": list(dict.fromkeys(i.topic for i in catalogue.indicators.values())),
        "AreaCode": list(catalogue.areas),
        "PeriodCode": list(used.periods),
        "DimCode": [d for d in used.dims if d],
        "SeriesCode": [s for s in used.series if s],
        "ReleaseName": names,
    }
    return {name: {"type": "string", "enum": values} for name, values in found.items()}


def operation(asked: Operation, lang: Lang) -> dict[str, Any]:
    """One operation: parameters of its path and query, every answer it can give."""
    named = [p.split("}")[0] for p in asked.path.split("{")[1:]]
    own = [_parameter(n, _in_path(n), "path", lang) for n in named]
    own += [_parameter(n, _in_query(n, asked), "query", lang) for n in asked.params]
    statuses = ["400", "405", "503"]
    if named or asked.of_release or "indicator" in asked.params:
        statuses.insert(1, "404")
    if asked.of_release:
        statuses.insert(-1, "410")
    return {
        "operationId": asked.name,
        "summary": t(f"api.op_{asked.name}", lang),
        "parameters": own,
        "responses": {
            "200": _given(asked, lang),
            "304": {"description": t("api.status_304", lang)},
            **{s: {"$ref": f"#/components/responses/Problem{s}"} for s in statuses},
        },
    }


def _given(asked: Operation, lang: Lang) -> dict[str, Any]:
    content = {}
    for media in asked.media:
        text: Schema = ref("Text")
        if "spreadsheetml" in media:
            text = {}
        content[media] = {"schema": _body(asked) if "json" in media else text}
    linked = asked.shape == "list" and asked.name != "index"
    given = {n: {"$ref": f"#/components/headers/{n}"} for n in ("ETag", *(["Link"] * linked))}
    return {"description": t("api.status_200", lang), "headers": given, "content": content}


def _body(asked: Operation) -> Schema:
    if asked.shape == "file":
        return ref(asked.item)
    if asked.shape == "list":
        return thing(
            {"data": array(ref(asked.item)), "links": LINKS, "release": TEXT, "total": COUNT}
        )
    found = {"data": ref(asked.item), "links": LINKS, "release": TEXT}
    if asked.name == "view":
        digest = {"type": "string", "pattern": "^[0-9a-f]{10}$"}
        found |= {"digest": digest, "kind": TEXT, "headline": TEXT, "alt": TEXT}
    return thing(found)


def _parameter(name: str, schema: Schema, where: str, lang: Lang) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "in": where, "required": where == "path",
                             "description": t(f"api.param_{name}", lang), "schema": schema}  # fmt: skip
    if where == "query":
        found["allowEmptyValue"] = True
    if schema.get("type") == "array":
        found |= {"style": "form", "explode": False}
    return found


def _in_path(name: str) -> Schema:
    known: dict[str, Schema] = {
        "indicator": ref("IndicatorCode"),
        "kind": {"type": "string", "enum": list(KINDS)},
        "level": {"type": "string", "enum": list(MAP_LEVELS)},
        "release": ref("ReleaseName"),
        "resource": {"type": "string", "pattern": "^[a-z0-9-]{1,60}$", "examples": ["areas"]},
    }
    return known[name]


def _in_query(name: str, asked: Operation) -> Schema:
    """What a parameter takes: lists for the filters of observations, one code elsewhere."""
    filters = set(FILTERS) <= set(asked.params)
    if filters and name in FILTERS:
        return {"type": "array", "items": _filter(name), "minItems": 1, "maxItems": CODES}
    levels = VIEW_LEVELS if asked.name == "view" else AREA_LEVELS
    most = ROWS["csv"] if filters else MOST
    known: dict[str, Schema] = {
        "lang": _enum(LANGS),
        "release": ref("ReleaseName"),
        "page": {"type": "integer", "minimum": 1, "maximum": 999_999, "default": 1},
        "size": {"type": "integer", "minimum": 1, "maximum": most, "default": SIZE},
        "format": _enum(tuple(ROWS)) | {"default": "json"},
        "topic": ref("TopicCode"),
        "grade": _enum(GRADES),
        "severity": _enum(SEVERITIES),
        "indicator": ref("IndicatorCode"),
        "level": _enum(levels),
        "period": ref("PeriodCode"),
        "area": ref("AreaCode"),
        "dim": ref("DimCode"),
        "series": ref("SeriesCode"),
        **{name: _enum(CHOICES[name]) for name in ("method", "classes", "scope", "form")},
        "breaks": {"type": "string", "pattern": f"^{BREAKS}$", "maxLength": 200},
    }
    return known[name]


def _filter(name: str) -> Schema:
    known: dict[str, Schema] = {
        "indicator": ref("IndicatorCode"),
        "level": _enum(AREA_LEVELS),
        "area": ref("AreaCode"),
        "period": {"anyOf": [ref("PeriodCode"), {"type": "string", "pattern": SPAN}]},
        "dim": {"anyOf": [ref("DimCode"), {"const": TOTAL}]},
        "series": {"anyOf": [ref("SeriesCode"), {"const": NONE}]},
    }
    return known[name]


def _enum(values: tuple[str, ...]) -> Schema:
    return {"type": "string", "enum": list(values)}
