"""Observations by indicator, level, area, period, dimension and series, as JSON, CSV or XLSX."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request

from atlas import download, inventory, query
from atlas.describe import OBSERVATION, csvw
from atlas.inventory import Vocabulary, Wanted
from atlas.model import AREA_LEVELS, LANGS, Lang
from atlas.query import Catalogue
from atlas.store import Store
from atlas.web.answers import Answer, Problem, as_json
from atlas.web.api.lists import asked
from atlas.web.api.notes import notes_of
from atlas.web.api.operations import CODES, OPERATIONS, ROWS, SIZE, TABLE, XLSX
from atlas.web.api.paging import cached, link_header, links, page_of, paged, url
from atlas.web.asked import bad_value, language_of, one_of, unknown_indicator
from atlas.workbook import Sheet, workbook

TOTAL, NONE = "total", "none"
"""How an address says the "" of a dimension and of a series."""
PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2})?")
COLUMNS = [c.name for c in OBSERVATION]
Row = dict[str, Any]


def observations(request: Request, store: Store) -> Answer:
    """A page of observations; CSV and XLSX give all that match, and a Problem when that is more
    than one answer may hold."""
    params, release = asked(request, store, "observations")
    form = one_of(params, "format", tuple(ROWS), "json")
    catalogue, lang = query.catalogue(release), language_of(params)
    wanted = wanted_of(params, catalogue, inventory.vocabulary(release))
    page = page_of(params, SIZE if form == "json" else ROWS[form], ROWS[form])
    with release.cursor() as cursor:
        total = inventory.count_wanted(cursor, wanted)
        if form != "json" and total > page.size and not {"page", "size"} & set(params):
            raise too_many(total, page.size)
        found = inventory.wanted_values(cursor, wanted, page.size, page.offset)
    rows = [item(row, catalogue, lang) for row in found]
    found_links = links(request, params, page, total, release.name)
    if form == "json":
        return paged(params, rows, found_links, total, release.name)
    filters = {k: v for k, v in params.items() if k != "format"}
    about = url(request, OPERATIONS["csvw"].path, filters)
    said = f'{link_header(found_links)}, <{about}>; rel="describedby"; type="application/csvm+json"'
    name = f"atlas-medan_{release.name}_observations.{form}"
    headers = {"Link": said, "Content-Disposition": f'attachment; filename="{name}"'}
    values = [[row[c] for c in COLUMNS] for row in rows]
    if form == "csv":
        text = download.csv_text([(c.name, c.type) for c in OBSERVATION], values)
        return Answer(text.encode(), TABLE, cached(params), headers, quality=4)
    notes = notes_of(store, release, rows, found_links["first"] or "", lang)
    body = workbook([Sheet("Data", COLUMNS, values), notes])
    return Answer(body, XLSX, cached(params), headers, quality=0)


def wanted_of(params: Mapping[str, str], catalogue: Catalogue, used: Vocabulary) -> Wanted:
    """What the filters ask for. Problems: an unknown indicator (404), another unknown code (400)."""
    codes = many(params, "indicator")
    for code in codes:
        if code not in catalogue.indicators:
            raise unknown_indicator(code, catalogue)
    periods, spans = periods_of(params, used)
    dims = [d or TOTAL for d in used.dims]
    series = [s or NONE for s in used.series]
    return Wanted(
        tuple(codes),
        level=tuple(many(params, "level", AREA_LEVELS)),
        area_code=tuple(many(params, "area", list(catalogue.areas))),
        dim=tuple("" if d == TOTAL else d for d in many(params, "dim", dims)),
        series=tuple("" if s == NONE else s for s in many(params, "series", series)),
        period=periods,
        spans=spans,
    )


def many(params: Mapping[str, str], name: str, allowed: Sequence[str] | None = None) -> list[str]:
    """The codes of a filter, each once; a Problem for too many, and for one that is not allowed."""
    codes = params[name].split(",") if name in params else []
    if len(codes) > CODES:
        raise bad_value(name, params[name], [f"1..{CODES}"])
    for code in codes:
        if allowed is not None and code not in allowed:
            raise bad_value(name, code, allowed)
    return list(dict.fromkeys(codes))


def periods_of(
    params: Mapping[str, str], used: Vocabulary
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Exact periods, and spans like 2015..2024, 2015.. or ..2024."""
    exact, spans = [], []
    for code in many(params, "period"):
        first, dots, last = code.partition("..")
        if not dots and code in used.periods:
            exact.append(code)
        elif dots and _is_span(first, last):
            spans.append((first, last))
        else:
            raise bad_value("period", code, ["2015..2024", *used.periods[::-1]])
    return tuple(exact), tuple(spans)


def _is_span(first: str, last: str) -> bool:
    ends = [p for p in (first, last) if p]
    in_order = len(ends) == 1 or first[: len(last)] <= last
    return bool(ends) and all(PERIOD.fullmatch(p) for p in ends) and in_order


def item(row: Row, catalogue: Catalogue, lang: Lang) -> Row:
    """An observation with everything that must travel with it, in the order of its columns."""
    meta, dim, series = catalogue.indicators[row["indicator"]], row["dim"], row["series"]
    notes = {f"note_{x}": row[f"note_{x}"] for x in LANGS}
    if row["low"] is not None:
        notes = {f"note_{x}": download.with_reason(row[f"note_{x}"], x) for x in LANGS}
    known = {
        **row, **notes,
        "indicator_name": meta.name(lang), "area_name": catalogue.areas[row["area_code"]].full_name(lang),
        "dim_name": catalogue.dim_name(dim, lang), "series_name": catalogue.series_name(series, lang),
        "unit": meta.texts["unit"], "unit_name": meta.unit(lang),
    }  # fmt: skip
    return {
        c.name: None if c.optional and known[c.name] == "" else known[c.name] for c in OBSERVATION
    }


def too_many(total: int, most: int) -> Problem:
    found = Problem.of(400, "too-many", "api.too_many_detail", total=total, most=most)
    found.more = {"total": total, "most": most}
    return found


def csv_metadata(request: Request, store: Store) -> Answer:
    """CSV on the Web metadata of the CSV with the same filters."""
    params, release = asked(request, store, "csvw")
    wanted_of(params, query.catalogue(release), inventory.vocabulary(release))
    page_of(params, most=ROWS["csv"])
    table = url(request, "/api/v1/observations", params | {"format": "csv"})
    body = as_json(csvw(table, release.name))
    return Answer(body, "application/csvm+json", cached(params))
