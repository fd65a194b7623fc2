"""A release: the checked package as one DuckDB file with its boundaries, written whole or not at all.

Layout of ATLAS_STATE (default data/release):
    releases/<id>/  atlas.duckdb, manifest.json, boundary/*.json
    current         the id that is served; changed by replacing the file
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from atlas import classify, derive, disclosure, drafts, spatial, targets
from atlas.drafts import Draft, Merged
from atlas.model import AREA_LEVELS, CITY, MAP_LEVELS, AtlasError, Coverage, Finding, PackageError
from atlas.package import Package, Row, package_files, read_package
from atlas.releases import served_findings, whole
from atlas.rules import check

SCHEMA = Path(__file__).with_name("schema.sql")
CODE = ("schema.sql", "build.py", "classify.py", "derive.py", "disclosure.py", "package.py",
        "honest.py", "rules/*.py", "spatial.py", "waivers.py", "drafts/merged.py", "drafts/model.py", "targets/*.py")  # fmt: skip
"""Files that shape a release beside its data: their bytes are part of its name."""
BUILDING = ".building-"


def release_id(
    data: Path, geo: Path, tables: Sequence[Draft] = (), aims: Sequence[Mapping[str, str]] = ()
) -> str:
    """Twelve hex digits of the hash of the package, the approved tables, the imported targets, the
    boundaries, the code and the schema."""
    digest = hashlib.sha256(drafts.digest(tables) if tables else b"")
    digest.update(targets.digest(aims))
    here = Path(__file__).parent
    code = [path for name in CODE for path in sorted(here.glob(name))]
    files = [*package_files(data), *sorted(geo.glob("*.json")), *code]
    for path in files:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def build(data: Path, geo: Path, state: Path, strict: bool = False) -> str:
    """Check the package and write it as a release; gives its id. The pointer does not move.

    PackageError when an error is not waived (with `strict`, also when a warning or note is new
    against the served release). Nothing is written then.
    """
    tables = drafts.approved(state)
    published = read_package(data)
    whole_package = drafts.merged(published, tables)
    package = whole_package.package
    imported = targets.imported(state)
    aims, wrong = _targets(package, imported)
    findings = [*_findings(published, whole_package), *wrong]
    known = {f.key() for f in served_findings(state)} if strict else set()
    new = [f for f in findings if not f.stops and not f.waived_id and f.key() not in known]
    if any(f.stops for f in findings) or (strict and new):
        raise PackageError([f for f in findings if f.stops] + (new if strict else []))
    name = release_id(data, geo, tables, imported)
    target = state / "releases" / name
    if whole(target):
        return name
    with _workplace(state) as draft:
        _write_database(draft / "atlas.duckdb", name, whole_package, findings, aims, geo)
        boundaries = sorted(geo.glob("*.json"))
        if {b.stem for b in boundaries} < set(MAP_LEVELS):
            raise AtlasError(
                f"{geo}: batas wilayah kurang. Jalankan python -m atlas boundary.",
                f"{geo}: boundaries are missing. Run python -m atlas boundary.",
            )
        (draft / "boundary").mkdir()
        for path in boundaries:
            shutil.copyfile(path, draft / "boundary" / path.name)
        _write_manifest(draft, name, package)
        if target.exists():
            shutil.rmtree(target)
        os.rename(draft, target)
    return name


def _targets(
    package: Package, imported: Sequence[Mapping[str, str]]
) -> tuple[list[targets.Target], list[Finding]]:
    """Targets of the package and the imported ones, checked against the codes of the package."""
    known = targets.of_package(package.codelists)
    shipped = targets.unless(package.codelists["target"], imported)
    own, wrong = targets.check_rows(shipped, known, "target.csv")
    brought, more = targets.check_rows(imported, known, targets.FILE)
    return [*own, *brought], [*wrong, *more]


def _findings(published: Package, whole_package: Merged) -> list[Finding]:
    """Of the package with the approved tables in it, and of those tables as they were handed in.

    What was decided on a finding of a table holds for the same finding in the package. An error that
    only arises where an official figure meets copied ones is no longer anybody's slip of the pen: it
    is told with that reason, and does not stop the release.
    """
    package, decided = whole_package.package, whole_package.findings
    found = [*derive.check_rules(package), *check(package)]
    if not whole_package.official:
        return found
    had = {_cell(f) for f in check(published)}
    said = {_cell(f): f for f in decided if f.waived_id}
    day = max(table["imported_on"] for table in whole_package.official)
    for place, finding in enumerate(found):
        other = said.get(_cell(finding))
        if finding.waived_id:
            continue
        if other is not None:
            found[place] = finding.waive(other.waived_id, other.waived_en, other.waived_on)
        elif finding.stops and _cell(finding) not in had and _is_mixed(finding, package):
            found[place] = finding.waive(*MIXED, day)
    known = {_cell(f) for f in found}
    return found + [f for f in decided if _cell(f) not in known or not f.indicator]


def _is_mixed(finding: Finding, package: Package) -> bool:
    """Whether an area's figure and those it is compared with come from official tables and copies."""
    held = {
        row.status == "rilis"
        for row in package.observations
        if (row.indicator, row.period, row.series)
        == (finding.indicator, finding.period, finding.series)
        and row.area_code.startswith(finding.area_code)
    }
    return len(held) == 2


MIXED = (
    "angka resmi bertemu angka salinan dari sumber lain; hilang bila tabel resmi lainnya masuk",
    "an official figure meets copied ones of another source; gone once their official tables are in",
)


def _cell(finding: Finding) -> tuple[str, ...]:
    return (finding.rule, finding.indicator, finding.area_code, finding.period, finding.dim,
            finding.series)  # fmt: skip


@contextmanager
def _workplace(state: Path) -> Iterator[Path]:
    """A folder to write in, beside the releases; gone afterwards whatever happened. Folders of
    builds that were killed are swept away first."""
    try:
        (state / "releases").mkdir(parents=True, exist_ok=True)
        for left in state.glob(f"{BUILDING}*"):
            if not _alive(left.name.removeprefix(BUILDING)):
                shutil.rmtree(left, ignore_errors=True)
        draft = state / f"{BUILDING}{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
    except OSError as error:
        raise AtlasError(
            f"{state}: folder rilis tidak dapat ditulisi ({error.strerror}). "
            f"Beri hak tulis atau pilih folder lain lewat ATLAS_STATE.",
            f"{state}: the release folder cannot be written ({error.strerror}). "
            f"Grant write access or choose another folder with ATLAS_STATE.",
        ) from error
    try:
        yield draft
    except OSError as error:
        raise AtlasError(
            f"{state}: rilis tidak tertulis ({error.strerror}). Periksa ruang cakram.",
            f"{state}: the release was not written ({error.strerror}). Check disk space.",
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return int(pid) != os.getpid()


def _write_manifest(draft: Path, name: str, package: Package) -> None:
    database = draft / "atlas.duckdb"
    content = {
        "release": name,
        "built_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "bytes": database.stat().st_size,
        "sha256": hashlib.sha256(database.read_bytes()).hexdigest(),
        "observations": len(package.observations),
        "indicators": len(package.codelists["indicators"]),
    }
    path = draft / "manifest.json"
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    for written in (database, path):
        with written.open("rb") as file:
            os.fsync(file.fileno())


def _write_database(
    path: Path, name: str, merged: Merged, findings: list[Finding], aims: Sequence[targets.Target],
    geo: Path,
) -> None:  # fmt: skip
    package = merged.package
    tables = {
        "area": package.codelists["areas"],
        "area_alias": package.codelists["area_aliases"],
        "chapter": package.codelists["chapters"],
        "topic": package.codelists["topics"],
        "unit": package.codelists["units"],
        "series": package.codelists["series"],
        "dimension": package.codelists["dimensions"],
        "source": package.codelists["sources"],
        "note": package.codelists["notes"],
        "indicator": package.codelists["indicators"],
        "derived": package.codelists["derived"],
        "pair": package.codelists["pairs"],
        "twin": package.codelists["twins"],
        "term": package.codelists["glossary"],
        "correction": package.codelists["corrections"],
        "check_rule": package.codelists["checks"],
    }
    published = list(_observations(package, disclosure.withheld(package)))
    computed = derive.derive(package, published)
    observations = published + [c.observation for c in computed]
    with duckdb.connect(str(path)) as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        for table, rows in tables.items():
            _insert(connection, table, [{k: v or None for k, v in r.items()} for r in rows])
        _insert(connection, "observation", observations)
        _insert(connection, "part", [p for c in computed for p in _parts(c)])
        _insert(connection, "contested", [
            {**c, "rejected": float(c["rejected"])} for c in package.codelists["contested"]])  # fmt: skip
        _insert(connection, "coverage", list(_coverage(package, observations)))
        _insert(connection, "class_breaks", list(_breaks(package, observations)))
        patterns, parts = spatial.tests(package, observations, geo)
        _insert(connection, "spatial_test", patterns)
        _insert(connection, "spatial_local", parts)
        _insert(connection, "sum_check", list(_sum_checks(package)))
        _insert(connection, "finding", [_finding(i, f) for i, f in enumerate(findings, 1)])
        _insert(connection, "vintage", list(merged.vintages))
        _insert(connection, "target", [vars(aim) for aim in aims])
        _insert(connection, "official_table", list(merged.official))
        _insert(connection, "decision", list(merged.decisions))
        _insert(connection, "release", [{"release": name, "rows": len(observations)}])
        connection.execute("checkpoint")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """Put rows into a table of the schema by column name; columns the table lacks are left out."""
    if not rows:
        return
    found = connection.execute(f"select column_name from (describe {table})").fetchall()
    names = [name for (name,) in found if name in rows[0]]
    arrow = pa.Table.from_pylist([{n: row[n] for n in names} for row in rows])
    connection.register("rows_to_insert", arrow)
    columns = ", ".join(f'"{n}"' for n in names)
    connection.execute(f"insert into {table} ({columns}) select {columns} from rows_to_insert")
    connection.unregister("rows_to_insert")


def _observations(
    package: Package, hidden: dict[disclosure.Key, tuple[float, float]]
) -> Iterator[dict[str, Any]]:
    notes = package.by("notes", "note")
    levels = {a["area_code"]: a["level"] for a in package.codelists["areas"]}
    rivals = derive.rejected(package)
    for row in package.observations:
        low, high = hidden.get(row.key, (None, None))
        note = notes.get(row.note, {"text_id": "", "text_en": ""})
        yield {
            "indicator": row.indicator, "area_code": row.area_code,
            "level": levels[row.area_code], "period": row.period,
            "period_kind": row.period_kind, "partial_period": row.partial_period,
            "dim": row.dim, "value": row.value if low is None else None, "low": low, "high": high,
            "mark": row.mark, "series": row.series, "source_id": row.source_id,
            "origin": row.origin, "edition": row.edition, "table_no": row.table_no,
            "status": row.status, "note_id": note["text_id"], "note_en": note["text_en"],
            "file": row.file, "file_row": row.row, "denominator": None,
            "alternative": rivals.get(row.key),
        }  # fmt: skip


def _parts(item: derive.Computed) -> Iterator[dict[str, Any]]:
    """Rows of the parts of a computed value, each with the key of that value."""
    key = {k: item.observation[k] for k in ("indicator", "area_code", "period", "dim", "series")}
    for place, part in enumerate(item.parts):
        yield {**key, "place": place, "role": part.role, "part_indicator": part.indicator,
               "part_area_code": part.area_code, "part_period": part.period, "part_dim": part.dim,
               "part_series": part.series,
               "part_period_kind": part.period_kind, "value": part.value, "low": part.low,
               "high": part.high, "mark": part.mark, "source_id": part.source_id}  # fmt: skip


def _coverage(package: Package, observations: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """How many areas of each level have a row in each table: what pickers and defaults go by."""
    levels = {a["area_code"]: a["level"] for a in package.codelists["areas"]}
    sizes = {level: sum(v == level for v in levels.values()) for level in AREA_LEVELS}
    groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for o in observations:
        table = (o["indicator"], o["level"], o["series"], o["dim"], o["period"], o["period_kind"])
        groups[table].add(o["area_code"])
    for key, areas in groups.items():
        indicator, level, series, dim, period, kind = key
        size = sizes[level]
        item = Coverage(
            indicator, level, series, dim, period, kind, len(areas), size, CITY in areas
        )
        yield {**vars(item), "round": item.round}


def _breaks(package: Package, observations: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Class breaks of every table that may be a map, over all its periods and for each."""
    meta = package.by("indicators", "indicator")
    pools: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for o in observations:
        unclear = meta[o["indicator"]]["zero_means"] != "nol"
        signed = meta[o["indicator"]]["range_min"] == ""
        least = float(meta[o["indicator"]]["min_denominator"])
        if o["level"] not in MAP_LEVELS or o["value"] is None:
            continue
        if o["denominator"] is not None and o["denominator"] < least:
            continue
        if o["value"] == 0 and (unclear or not signed):
            continue
        kind = Coverage("", "", "", "", o["period"], o["period_kind"], 0, 0).round
        place = (o["indicator"], o["level"], o["series"], o["dim"], kind)
        pools[(*place, "")].append(o["value"])
        pools[(*place, o["period"])].append(o["value"])
    names = ("indicator", "level", "series", "dim", "round", "period")
    for key, values in pools.items():
        if len(values) < 5:
            continue
        midpoint = meta[key[0]]["midpoint"]
        for item in classify.all_breaks(values, float(midpoint) if midpoint else None):
            yield {**dict(zip(names, key, strict=True)), **vars(item),
                   "lows": list(item.lows), "highs": list(item.highs),
                   "places": list(item.places)}  # fmt: skip


def _sum_checks(package: Package) -> Iterator[dict[str, Any]]:
    """Where all 21 kecamatan and a printed city total exist: both, for the reader to see."""
    meta = package.by("indicators", "indicator")
    cells: dict[tuple[str, str, str, str], dict[str, Row]] = defaultdict(dict)
    for row in package.observations:
        if meta[row.indicator]["additive"] == "1" and row.value is not None:
            cells[row.table][row.area_code] = row
    for (indicator, period, dim, series), rows in cells.items():
        parts = [r.value for code, r in rows.items() if len(code) == 7 and r.value is not None]
        if len(parts) == 21 and CITY in rows:
            yield {"indicator": indicator, "period": period, "dim": dim, "series": series,
                   "parts_sum": round(sum(parts), 6), "printed": rows[CITY].value}  # fmt: skip


def _finding(number: int, finding: Finding) -> dict[str, Any]:
    return {"finding": number, **vars(finding)}
