"""Files to take along, made from a release alone: the Data Package as a zip, checksums, tables.

Nothing here reads the package in data/: that one holds counts of one to four persons, which the
release gives as ranges. Values that are withheld are empty, with `low`, `high` and a note.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from atlas import inventory
from atlas.model import AREA_LEVELS, LANGS, Lang
from atlas.number import format_plain
from atlas.query import Catalogue
from atlas.sheet import quoted
from atlas.store import Cursor, Release
from atlas.text import t

DATABASE = "atlas.duckdb"
SUMS = "SHA256SUMS"
NAMES = {
    "area": "areas", "area_alias": "area_aliases", "chapter": "chapters", "topic": "topics",
    "unit": "units", "dimension": "dimensions", "source": "sources", "indicator": "indicators",
    "pair": "pairs", "finding": "findings", "term": "glossary", "correction": "corrections",
    "check_rule": "checks", "official_table": "official_tables", "vintage": "vintages",
    "decision": "decisions",
}  # fmt: skip
"""Tables whose file is named in the plural, as in the package."""
KEYS: dict[str, list[str]] = {
    "area": ["area_code"], "area_alias": ["alias", "level", "area_code"], "chapter": ["chapter"],
    "topic": ["topic"], "unit": ["unit"], "series": ["series"], "dimension": ["member"],
    "source": ["source_id"], "indicator": ["indicator"], "pair": ["pair"],
    "contested": ["indicator", "area_code", "period", "dim", "series"], "finding": ["finding"],
    "check_rule": ["rule"], "official_table": ["table_no", "edition"],
    "observation": ["indicator", "area_code", "period", "dim", "series"],
}  # fmt: skip
LINKS: dict[str, dict[str, tuple[str, str]]] = {
    "area": {"parent_code": ("", "area_code")},
    "area_alias": {"area_code": ("areas", "area_code")},
    "indicator": {"unit": ("units", "unit"), "chapter": ("chapters", "chapter"),
                  "topic": ("topics", "topic")},
    "derived": {"indicator": ("indicators", "indicator")},
    "pair": {"indicator": ("indicators", "indicator")},
    "contested": {"indicator": ("indicators", "indicator")},
    "correction": {"indicator": ("indicators", "indicator")},
    "vintage": {"indicator": ("indicators", "indicator"), "area_code": ("areas", "area_code")},
    "observation": {"indicator": ("indicators", "indicator"), "area_code": ("areas", "area_code"),
                    "series": ("series", "series"), "source_id": ("sources", "source_id")},
}  # fmt: skip
TYPES = {"VARCHAR": "string", "INTEGER": "integer", "DOUBLE": "number", "BOOLEAN": "boolean"}
MEANING = {
    "value": "in the unit of the indicator; empty is not published, or withheld",
    "low": "least it may be, where the value is withheld",
    "high": "most it may be, where the value is withheld",
    "dim": "empty for totals, else key=value joined by a semicolon",
    "origin": "terbit published, dicacah counted, dijumlah summed, dihitung computed",
    "denominator": "of a computed rate",
    "alternative": "what the value would be if a rejected source were right",
}
MOMENT = (1980, 1, 1, 0, 0, 0)
Columns = Sequence[tuple[str, str]]

_building = threading.Lock()


def archive_name(release: Release) -> str:
    return f"atlas-medan-{release.name}.zip"


def archive(release: Release) -> bytes:
    """The release as a Data Package in a zip: the same bytes whenever it is made again."""
    with _building:
        return _archive(release)


@lru_cache(maxsize=2)
def _archive(release: Release) -> bytes:
    """Kept for two releases: making one takes about half a second and gives about 230 KB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for path, content in _package(release).items():
            entry = zipfile.ZipInfo(path, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            file.writestr(entry, content)
    return out.getvalue()


def checksums(release: Release) -> str:
    """SHA-256 of the two files of a release, as `sha256sum -c` reads them."""
    sums = {
        DATABASE: str(release.manifest["sha256"]),
        archive_name(release): hashlib.sha256(archive(release)).hexdigest(),
    }
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items())


def _package(release: Release) -> dict[str, str]:
    """Every file of the Data Package by its path."""
    about = {lang: t("download.readme", lang, release=release.name) for lang in LANGS}
    text = json.dumps(descriptor(release), ensure_ascii=False, indent=1) + "\n"
    with release.cursor() as cursor:
        files = {path: csv_text(*_rows(cursor, *place)) for path, place in _places(cursor).items()}
    return {"datapackage.json": text, **files, "README.md": "\n".join(about.values())}


def _places(cursor: Cursor) -> dict[str, tuple[str, str]]:
    """The table behind each file of the Data Package, and the part of it that the file holds."""
    tables = {f"{NAMES.get(n, n)}.csv": (n, "") for n in inventory.tables(cursor)}
    return tables | {_observed(f): ("observation", f) for f in inventory.files(cursor)}


def _rows(cursor: Cursor, table: str, part: str) -> tuple[Columns, list[tuple[Any, ...]]]:
    return _values(cursor, part) if part else inventory.table(cursor, table)


def package_file(release: Release, name: str) -> bytes:
    """One table of the Data Package as CSV, as in the zip. KeyError for no name of a resource."""
    with release.cursor() as cursor:
        places = {resource_name(path): place for path, place in _places(cursor).items()}
        return csv_text(*_rows(cursor, *places[name])).encode()


def resource_names(release: Release) -> list[str]:
    with release.cursor() as cursor:
        return [resource_name(path) for path in _places(cursor)]


def resource_name(path: str) -> str:
    return path.removesuffix(".csv").replace("/", "-")


def descriptor(release: Release, base: str = "") -> dict[str, Any]:
    """The descriptor of the Data Package. With `base` its tables are at addresses, base and name,
    not at paths in the zip."""
    with release.cursor() as cursor:
        tables = [
            (path, table, _rows(cursor, table, part)[0])
            for path, (table, part) in _places(cursor).items()
        ]
    return {
        "profile": "tabular-data-package",
        "name": "atlas-medan",
        "title": " / ".join(t("site.tagline", lang) for lang in LANGS),
        "description": " / ".join(t("view.withheld", lang) for lang in LANGS),
        "version": release.name,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": t("about.licence", "en"),
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "resources": [
            _resource(*found) | ({"path": f"{base}{resource_name(found[0])}.csv"} if base else {})
            for found in tables
        ],
    }


def _observed(file: str) -> str:
    """Where values of a file of the package stand; computed ones came from the table of rules."""
    return file if file.startswith("observations/") else "observations/computed.csv"


def _values(cursor: Cursor, file: str) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
    """Values of one file; the note of a withheld one says why it is a range."""
    columns, rows = inventory.observations(cursor, file)
    place = {name: i for i, (name, _) in enumerate(columns)}
    found = []
    for row in rows:
        cells = list(row)
        if row[place["low"]] is not None:
            for lang in LANGS:
                cells[place[f"note_{lang}"]] = with_reason(row[place[f"note_{lang}"]], lang)
        found.append(tuple(cells))
    return columns, found


def with_reason(note: str | None, lang: Lang) -> str:
    """The note of a withheld value: what it had, and why it is a range."""
    return "; ".join(part for part in (note, t("view.withheld", lang)) if part)


def _resource(path: str, table: str, columns: Columns) -> dict[str, Any]:
    fields = [
        {"name": name, "type": TYPES[kind]}
        | ({"description": MEANING[name]} if table == "observation" and name in MEANING else {})
        for name, kind in columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table in KEYS:
        schema["primaryKey"] = KEYS[table]
    if table in LINKS:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": other, "fields": [field]}}
            for name, (other, field) in LINKS[table].items()
        ]
    return {
        "name": resource_name(path),
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def csv_text(columns: Columns, rows: Iterable[Sequence[Any]]) -> str:
    """Rows under the names of their columns (name, type), as machines read CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for name, _ in columns])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object, comma: bool = False) -> str:
    """A cell of a file: numbers plain, text that a spreadsheet would run quoted off."""
    if value is None:
        return ""
    if isinstance(value, float | int):
        return format_plain(float(value)).replace(".", "," if comma else ".")
    return quoted(str(value))


def table_csv(
    release: Release, catalogue: Catalogue, indicator: str, level: str, form: str
) -> bytes:
    """Every value of an indicator at a level in one file: `id` for a spreadsheet in Indonesia
    (semicolon, decimal comma, BOM), `en` for machines (comma, point). KeyError for an unknown
    indicator, level or form, or when there is no value."""
    lang: Lang = {"id": "id", "en": "en"}[form]  # type: ignore[assignment]
    meta = catalogue.indicators[indicator]
    with release.cursor() as cursor:
        found = inventory.values_at(cursor, indicator, level) if level in AREA_LEVELS else []
    if not found:
        raise KeyError(level)
    shared = {"indicator": indicator, "name": meta.name(lang), "unit": meta.unit(lang)}
    rows = [shared | _table_row(row, catalogue, lang) | {"release": release.name} for row in found]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if form == "id" else ",", lineterminator="\r\n")
    writer.writerow(rows[0])
    writer.writerows([_cell(v, form == "id") for v in row.values()] for row in rows)
    return out.getvalue().encode("utf-8-sig" if form == "id" else "utf-8")


def _table_row(row: dict[str, Any], catalogue: Catalogue, lang: Lang) -> dict[str, Any]:
    note = row[f"note_{lang}"] or ""
    return {
        "level": catalogue.areas[row["area_code"]].level,
        "area_code": row["area_code"],
        "area": catalogue.areas[row["area_code"]].full_name(lang),
        **{k: row[k] for k in ("period", "period_kind", "partial_period", "series", "dim")},
        **{k: row[k] for k in ("value", "low", "high", "mark", "source_id", "grade", "origin",
                               "edition", "table_no", "status")},
        "note": with_reason(note, lang) if row["low"] is not None else note,
    }  # fmt: skip
