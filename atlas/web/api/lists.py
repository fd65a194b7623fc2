"""Indicators, areas, sources, releases and findings of a release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from starlette.requests import Request

from atlas import inventory, query, releases
from atlas.inventory import Holding
from atlas.model import AREA_LEVELS, GRADES, Area, Indicator, Source
from atlas.query import Catalogue
from atlas.store import Cursor, Release, Store
from atlas.web.answers import Answer, Problem, address
from atlas.web.api.operations import OPERATIONS
from atlas.web.api.paging import links, listing, page_of, paged, single, unkept, url
from atlas.web.asked import drawable, language_of, one_of, parameters, unknown_indicator

Item = dict[str, Any]
NAMED = ("name", "unit", "chapter", "topic", "producer")
TEXTS = ("concept", "definition", "formula", "caveat", "interpretation")
MS_IND = ("definition_by", "zero_means", "standing", "presentation_classification", "is_composite",
          "component_publication", "component_indicators", "variable_activity", "variable_code",
          "variable_name", "estimation_level", "public_access")  # fmt: skip
"""Texts of an indicator in one language, those of BPS's form MS-Ind among them."""
SEVERITIES = ("G", "P", "I")


def asked(request: Request, store: Store, name: str) -> tuple[dict[str, str], Release]:
    """Parameters of an operation and the release they name."""
    params = parameters(request, OPERATIONS[name].params)
    language_of(params)
    return params, readable(store, params.get("release", ""))


def readable(store: Store, name: str) -> Release:
    """A release by name, "" for the served one; 404 for one from before the tables of today."""
    release = store.release(name)
    if not drawable(store, release):
        raise Problem.of(404, "old-release", "problem.old_detail", name=release.name)
    return release


def indicators(request: Request, store: Store) -> Answer:
    params, release = asked(request, store, "indicators")
    catalogue = query.catalogue(release)
    topics = list(dict.fromkeys(i.topic for i in catalogue.indicators.values()))
    topic, level = one_of(params, "topic", topics), one_of(params, "level", AREA_LEVELS)
    with release.cursor() as cursor:
        held = inventory.holdings(cursor)
    rows = [
        indicator_item(meta, held.get(code), address(request))
        for code, meta in catalogue.indicators.items()
        if topic in ("", meta.topic)
        and (not level or (code in held and level in held[code].levels))
    ]
    return listing(request, params, rows, release.name)


def indicator_item(meta: Indicator, held: Holding | None, site: str) -> Item:
    """An indicator with what the release holds of it and where the rest is."""
    here = f"{site}/api/v1"
    pairs = {f"{n}_{x}": meta.texts.get(f"{n}_{x}") or None for n in NAMED for x in ("id", "en")}
    return {
        "indicator": meta.indicator,
        **pairs,
        "unit": meta.texts["unit"],
        "decimals": meta.decimals,
        "chapter": meta.chapter,
        "topic": meta.topic,
        "polarity": meta.polarity or None,
        "measure": meta.measure or None,
        "additive": meta.additive,
        "computed": meta.kind or None,
        "published_to": meta.published_to or None,
        "levels": list(held.levels) if held else [],
        "first": held.first if held else None,
        "last": held.last if held else None,
        "periods": held.periods if held else 0,
        "values": held.values if held else 0,
        "links": {
            "self": f"{here}/indicators/{meta.indicator}",
            "observations": f"{here}/observations?indicator={meta.indicator}",
            "sources": f"{here}/sources?indicator={meta.indicator}",
            "findings": f"{here}/findings?indicator={meta.indicator}",
            "page": f"{site}/indikator?indikator={meta.indicator}",
        },
    }


def indicator(request: Request, store: Store) -> Answer:
    params, release = asked(request, store, "indicator")
    code, catalogue = request.path_params["indicator"], query.catalogue(release)
    if code not in catalogue.indicators:
        raise unknown_indicator(code, catalogue)
    meta = catalogue.indicators[code]
    with release.cursor() as cursor:
        held = inventory.holdings(cursor).get(code)
        tables = query.coverage(cursor, code)
        parts = inventory.parts_of(cursor, code)
    item = indicator_item(meta, held, address(request))
    full = {
        **{f"{n}_{x}": meta.texts.get(f"{n}_{x}") or None for n in TEXTS for x in ("id", "en")},
        **{n: meta.texts.get(n) or None for n in MS_IND},
        "default_series": meta.default_series, "default_dim": meta.default_dim,
        "computed_from": parts,
        "tables": [
            {"level": c.level, "series": c.series, "dim": c.dim, "period": c.period,
             "period_kind": c.period_kind, "areas": c.areas, "of": c.of}
            for c in tables
        ],
    }  # fmt: skip
    found = {"data": item | full, "links": {k: v for k, v in item["links"].items() if k != "self"}}
    return single(request, params, found, release.name)


def areas(request: Request, store: Store) -> Answer:
    params, release = asked(request, store, "areas")
    level = one_of(params, "level", AREA_LEVELS)
    found = query.catalogue(release).areas.values()
    rows = [area_item(a) for a in found if level in ("", a.level)]
    return listing(request, params, rows, release.name)


def area_item(area: Area) -> Item:
    texts = ("parent_code", "note_id", "note_en", "code_kemendagri")
    found = asdict(area) | {k: getattr(area, k) or None for k in texts}
    return {k: v for k, v in found.items() if k not in ("parent_id", "parent_en")}


def sources(request: Request, store: Store) -> Answer:
    params, release = asked(request, store, "sources")
    grade = one_of(params, "grade", GRADES)
    code = known(params, query.catalogue(release))
    with release.cursor() as cursor:
        uses = inventory.source_uses(cursor)
        only = set(query.source_ids(cursor, code)) if code else set()
    rows = [
        source_item(use.source) | {"values": use.values, "computed": use.computed}
        for use in uses
        if grade in ("", use.source.grade) and (not code or use.source.source_id in only)
    ]
    return listing(request, params, rows, release.name)


def source_item(source: Source) -> Item:
    return {k: v or None for k, v in asdict(source).items()}


def known(params: dict[str, str], catalogue: Catalogue) -> str:
    """The indicator asked for, "" for none; 404 with the nearest for an unknown one."""
    code = params.get("indicator", "")
    if code and code not in catalogue.indicators:
        raise unknown_indicator(code, catalogue)
    return code


def findings(request: Request, store: Store) -> Answer:
    """What the checks found in the released tables, waived or not."""
    params, release = asked(request, store, "findings")
    severity, catalogue = one_of(params, "severity", SEVERITIES), query.catalogue(release)
    code = known(params, catalogue)
    with release.cursor() as cursor:
        rows = _findings(cursor, catalogue, severity, code)
    return listing(request, params, rows, release.name)


def _findings(cursor: Cursor, catalogue: Catalogue, severity: str, code: str) -> Sequence[Item]:
    """The place in a file of the package stays inside: readers have the table in the atlas."""
    inside, keys = ("file", "row", "column", "sheet", "cell"), ("dim", "series")
    rows = []
    for found in releases.findings_in(cursor):
        if severity in ("", found.severity) and code in ("", found.indicator):
            row = {k: v if k in keys else v or None for k, v in asdict(found).items()}
            meta = catalogue.indicators.get(found.indicator)
            row["unit"] = meta.texts["unit"] if meta else None
            rows.append({k: v for k, v in row.items() if k not in inside})
    return rows


def release_list(request: Request, store: Store) -> Answer:
    """Every release that was published, newest first, those withdrawn by decision too."""
    params = parameters(request, OPERATIONS["releases"].params)
    language_of(params)
    served, gone = store.release().name, releases.withdrawn(store.state)
    rows = []
    for kept in inventory.kept_releases(store.state):
        name = kept.manifest["release"]
        rows.append({
            "release": name, "published": kept.published, "served": name == served,
            "observations": kept.manifest["observations"],
            "indicators": kept.manifest["indicators"],
            "bytes": kept.manifest["bytes"], "sha256": kept.manifest["sha256"],
            "before": kept.before or None, "change": kept.change, "withdrawn": gone.get(name),
            "links": {"datapackage": url(request, "/datapackage.json", {"release": name})},
        })  # fmt: skip
    page = page_of(params)
    shown = rows[page.offset : page.offset + page.size]
    found = links(request, params, page, len(rows), "")
    return unkept(paged(params, shown, found, len(rows), served))
