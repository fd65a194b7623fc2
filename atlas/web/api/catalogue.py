"""What portals harvest: data.json, the Data Package with its tables, rows for e-Walidata."""

from __future__ import annotations

from starlette.requests import Request

from atlas import download, releases
from atlas.describe import dcat, walidata
from atlas.describe.dcat import Place
from atlas.store import Store
from atlas.text import t
from atlas.web.answers import FOR_EVER, Answer, address, as_json
from atlas.web.api.lists import asked, readable
from atlas.web.api.notes import notes_of
from atlas.web.api.operations import JSON, OPERATIONS, TABLE, XLSX
from atlas.web.api.paging import cached, url
from atlas.web.asked import language_of, not_found, parameters
from atlas.workbook import Sheet, workbook


def data_json(request: Request, store: Store) -> Answer:
    params, release = asked(request, store, "dcat")
    days = releases.published(store.state)
    day = days.get(release.name, release.manifest["built_at"])
    place = Place(address(request), min(days.values(), default=day), day, "release" in params)
    body = as_json(dcat(release, place, language_of(params)))
    return Answer(body, JSON, cached(params), quality=4)


def datapackage(request: Request, store: Store) -> Answer:
    """The descriptor, its tables at addresses that name the release: they never change."""
    params, release = asked(request, store, "datapackage")
    base = f"{address(request)}/api/v1/package/{release.name}/"
    found = download.descriptor(release, base) | {"homepage": address(request)}
    return Answer(as_json(found), JSON, cached(params), quality=4)


def table(request: Request, store: Store) -> Answer:
    """One table of the Data Package."""
    language_of(parameters(request, OPERATIONS["table"].params))
    release = readable(store, request.path_params["release"])
    name = request.path_params["resource"]
    try:
        body = download.package_file(release, name)
    except KeyError:
        names = download.resource_names(release)
        raise not_found("unknown-item", "api.item_detail", name, names) from None
    return Answer(body, TABLE, FOR_EVER, _attached(f"{name}.csv"), quality=4)


def ewalidata_csv(request: Request, store: Store) -> Answer:
    params, release = asked(request, store, "ewalidata_csv")
    found = walidata(release)
    rows = [list(row.values()) for row in found.rows]
    text = download.csv_text([(name, "") for name in found.columns], rows)
    headers = _attached(f"atlas-medan_{release.name}_ewalidata.csv")
    return Answer(text.encode(), TABLE, cached(params), headers, quality=4)


def ewalidata_xlsx(request: Request, store: Store) -> Answer:
    """The same rows with a sheet of notes: what must be filled in, marks, sources."""
    params, release = asked(request, store, "ewalidata_xlsx")
    lang, found = language_of(params), walidata(release)
    rows = Sheet("Data", found.columns, [list(row.values()) for row in found.rows])
    used = [row for group in found.used for row in group]
    link = url(request, request.url.path, {"release": release.name})
    notes = notes_of(store, release, used, link, lang, t("api.ewalidata_note", lang))
    headers = _attached(f"atlas-medan_{release.name}_ewalidata.xlsx")
    return Answer(workbook([rows, notes]), XLSX, cached(params), headers, quality=0)


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
