"""The shapes of what the data service gives, as JSON Schema 2020-12."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, fields
from typing import Any, get_type_hints

from atlas.describe import OBSERVATION
from atlas.model import LANGS, Lang
from atlas.model import Source as SourceOf
from atlas.view import Cell, ClassRange, Line, Point, View
from atlas.web.api.lists import MS_IND, NAMED, TEXTS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
WHOLE: Schema = {"type": "integer"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "number"}
FLAG: Schema = {"type": "boolean"}
URI: Schema = {"type": "string", "format": "uri"}
ANY: Schema = {"type": "object"}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def array(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def thing(properties: Mapping[str, Schema], open_: bool = False) -> Schema:
    """An object that has all of its properties and, unless `open_`, no others."""
    found: Schema = {"type": "object", "properties": dict(properties),
                     "required": list(properties)}  # fmt: skip
    return found if open_ else found | {"additionalProperties": False}


def pairs(*names: str, of: Schema = MAYBE) -> dict[str, Schema]:
    return {f"{name}_{lang}": of for name in names for lang in LANGS}


LINKS: Schema = {
    "type": "object",
    "additionalProperties": {"type": ["string", "null"], "format": "uri"},
}
PROBLEM: Schema = {
    "type": "object",
    "properties": {
        "type": URI,
        "title": TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": TEXT,
        "instance": {"type": "string"},
        "parameters": array(TEXT),
        "allowed": array(TEXT),
        "nearest": array(thing({"indicator": TEXT, **pairs("name", of=TEXT)}, open_=True)),
        "total": COUNT,
        "most": COUNT,
    },
    "required": ["type", "title", "status", "detail", "instance"],
}
INDICATOR: dict[str, Schema] = {
    "indicator": TEXT, **pairs(*NAMED), "unit": TEXT, "decimals": COUNT, "chapter": WHOLE,
    "topic": TEXT, "polarity": MAYBE, "measure": MAYBE, "additive": FLAG, "computed": MAYBE,
    "published_to": MAYBE, "levels": array(TEXT), "first": MAYBE, "last": MAYBE, "periods": COUNT,
    "values": COUNT, "links": LINKS,
}  # fmt: skip
TABLE = thing(dict.fromkeys(("level", "series", "dim", "period", "period_kind"), TEXT)
              | {"areas": COUNT, "of": COUNT})  # fmt: skip
IN_FULL = INDICATOR | pairs(*TEXTS) | dict.fromkeys(MS_IND, MAYBE) | {
    "default_series": TEXT, "default_dim": TEXT, "computed_from": array(TEXT), "tables": array(TABLE),
}  # fmt: skip
AREA = {
    "area_code": TEXT, "code_kemendagri": MAYBE, **pairs("name", of=TEXT), "level": TEXT,
    "parent_code": MAYBE, **pairs("note"),
}  # fmt: skip
SOURCE: dict[str, Schema] = {
    "source_id": TEXT, **pairs("producer", "title", "edition", "how_checked"), "table_no": MAYBE,
    "url_public": MAYBE, "grade": TEXT,
}  # fmt: skip
RELEASE: dict[str, Schema] = {
    "release": TEXT, "published": {"type": "string", "format": "date-time"}, "served": FLAG,
    "observations": COUNT, "indicators": COUNT, "bytes": COUNT, "sha256": TEXT, "before": MAYBE,
    "change": {"type": ["object", "null"], "additionalProperties": COUNT},
    "withdrawn": {"type": ["object", "null"], "additionalProperties": TEXT}, "links": LINKS,
}  # fmt: skip
FINDING = {
    "rule": TEXT, "severity": {"type": "string", "enum": ["G", "P", "I"]},
    **pairs("message", "remedy", of=TEXT), "dim": TEXT, "series": TEXT, "unit": MAYBE,
    **dict.fromkeys(("indicator", "area_code", "period", "expected", "found", "table_no", "before"), MAYBE),
    **pairs("waived"), "waived_on": MAYBE,
}  # fmt: skip
ENTRY: dict[str, Schema] = {
    "name": TEXT, "href": TEXT, "templated": FLAG, "parameters": array(TEXT), "media": array(TEXT),
    **pairs("title", of=TEXT),
}  # fmt: skip


def observation(lang: Lang) -> Schema:
    """An observation, from the columns that CSV and XLSX have as well."""
    return thing({
        c.name: {"type": [c.type, "null"] if c.optional else c.type, "description": c.meaning(lang)}
        for c in OBSERVATION
    })  # fmt: skip


def of_dataclass(kind: type) -> Schema:
    """The shape of a frozen part of a view, from its annotations."""
    hints = get_type_hints(kind)
    named: tuple[Field[Any], ...] = fields(kind)
    return thing({f.name: _of_hint(hints[f.name]) for f in named})


def _of_hint(hint: Any) -> Schema:
    plain: dict[Any, Schema] = {
        str: TEXT, int: WHOLE, float: NUMBER, bool: FLAG, Lang: {"enum": list(LANGS)},
        float | None: {"type": ["number", "null"]}, int | None: {"type": ["integer", "null"]},
        Cell | None: {"oneOf": [ref("Cell"), {"type": "null"}]},
    }  # fmt: skip
    return plain[hint] if hint in plain else array(_of_item(hint.__args__[0]))


def _of_item(item: Any) -> Schema:
    return TEXT if item is str else ref("SourceOfView" if item is SourceOf else item.__name__)


def schemas(lang: Lang) -> dict[str, Schema]:
    """Every named shape."""
    parts = {k.__name__: of_dataclass(k) for k in (View, Cell, ClassRange, Line, Point)}
    geo = {
        "type": {"const": "FeatureCollection"},
        "features": array(ANY),
        "atlas": ANY,
        "release": TEXT,
    }
    topo = {"type": {"const": "Topology"}, "objects": ANY, "arcs": array(array(array(NUMBER))),
            "transform": ANY, "atlas": ANY}  # fmt: skip
    csvw = {"@context": {}, "url": URI, "tableSchema": ANY}
    dcat = {"@context": ANY, "@type": {"const": "dcat:Catalog"}, "title": TEXT,
            "dataset": array(ANY)}  # fmt: skip
    package = {"profile": TEXT, "name": TEXT, "version": TEXT, "resources": array(ANY)}
    return {
        "Problem": PROBLEM, "Entry": thing(ENTRY), "Indicator": thing(INDICATOR),
        "IndicatorInFull": thing(IN_FULL), "Area": thing(AREA),
        "Source": thing(SOURCE | {"values": COUNT, "computed": COUNT}),
        "SourceOfView": of_dataclass(SourceOf),
        "Release": thing(RELEASE), "Finding": thing(FINDING), "Observation": observation(lang),
        "GeoJson": thing(geo), "TopoJson": thing(topo, open_=True), "Csvw": thing(csvw, open_=True),
        "Dcat": thing(dcat, open_=True), "DataPackage": thing(package, open_=True), "Object": ANY,
        "Text": TEXT, **parts,
    }  # fmt: skip
