"""The releases there are, and which one is served: a pointer file, replaced whole."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path
from typing import Any

import duckdb

from atlas.model import AtlasError, Finding


def whole(folder: Path) -> bool:
    """True when a release folder holds what its manifest says, byte for byte in size."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        size = (folder / "atlas.duckdb").stat().st_size
    except (OSError, ValueError):
        return False
    return bool(size == manifest["bytes"])


def publish(state: Path, name: str) -> None:
    """Point readers to a release. AtlasError when it is not there whole."""
    if not whole(state / "releases" / name):
        raise AtlasError(
            f"Rilis {name} tidak ada atau tidak utuh; lihat python -m atlas build --list.",
            f"Release {name} is not there or not whole; see python -m atlas build --list.",
        )
    try:
        fresh = state / f".current-{os.getpid()}"
        fresh.write_text(name + "\n", encoding="utf-8")
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        with (state / "history").open("a", encoding="utf-8") as file:
            now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            file.write(f"{now} {name}\n")
        os.replace(fresh, state / "current")
    except OSError as error:
        raise AtlasError(
            f"{state}: penunjuk rilis tidak dapat ditulis ({error.strerror}).",
            f"{state}: the release pointer cannot be written ({error.strerror}).",
        ) from error


def rollback(state: Path) -> str:
    """Point back to the release published before the current one; gives its id."""
    served = current(state)
    published = [line.split()[-1] for line in _history(state)]
    earlier = [n for n in published if n != served and whole(state / "releases" / n)]
    if not earlier:
        raise AtlasError(
            "Tidak ada rilis sebelumnya untuk dituju.", "There is no earlier release to go back to."
        )
    publish(state, earlier[-1])
    return earlier[-1]


def current(state: Path) -> str:
    """The id of the served release, "" when none was published."""
    try:
        return (state / "current").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def releases(state: Path) -> list[dict[str, Any]]:
    """Every whole release, oldest first (built in the same second: by first publication, then by
    name, never by the order of the folder): its manifest and whether it is the served one."""
    first = {line.split()[-1]: -i for i, line in enumerate(reversed(_history(state)))}
    found = [
        json.loads((p.parent / "manifest.json").read_text(encoding="utf-8"))
        for p in (state / "releases").glob("*/manifest.json")
        if whole(p.parent)
    ]
    served = current(state)
    return sorted(
        ({**m, "served": m["release"] == served} for m in found),
        key=lambda m: (m["built_at"], first.get(m["release"], 1), m["release"]),
    )


def _history(state: Path) -> list[str]:
    try:
        return (state / "history").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def published_before(state: Path, name: str) -> str:
    """The other release that was served last before this one was first published, "" for none."""
    published = [line.split()[-1] for line in _history(state)]
    until = published[: published.index(name)] if name in published else published
    earlier = [n for n in until if n != name and whole(state / "releases" / n)]
    return earlier[-1] if earlier else ""


def published(state: Path) -> dict[str, str]:
    """Every whole release that was served once: its name and the moment it was first published
    (ISO 8601), oldest first. Drafts that were never published are not named."""
    found: dict[str, str] = {}
    for line in _history(state):
        moment, name = line.split()
        found.setdefault(name, moment)
    return {n: m for n, m in found.items() if whole(state / "releases" / n)}


def withdrawn(state: Path) -> dict[str, dict[str, str]]:
    """Releases withdrawn by decision: {name: {"date": ..., "id": why, "en": why}}."""
    try:
        text = (state / "withdrawn.json").read_text(encoding="utf-8")
    except OSError:
        return {}
    return dict(json.loads(text))


def withdraw(state: Path, name: str, why_id: str, why_en: str) -> None:
    """Answer 410 for a release from now on, saying why; its files stay. AtlasError for the served
    release, for one that was never published, and without a reason in both languages."""
    if name == current(state):
        raise AtlasError(
            f"Rilis {name} sedang dilayani; terbitkan rilis lain dahulu, baru tarik yang ini.",
            f"Release {name} is being served; publish another one before withdrawing this one.",
        )
    if name not in published(state):
        raise AtlasError(
            f"Rilis {name} tidak pernah diterbitkan; lihat python -m atlas build --list.",
            f"Release {name} was never published; see python -m atlas build --list.",
        )
    if not (why_id.strip() and why_en.strip()):
        raise AtlasError(
            "Penarikan perlu alasan dalam dua bahasa: --why-id dan --why-en.",
            "A withdrawal needs a reason in both languages: --why-id and --why-en.",
        )
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    found = withdrawn(state) | {name: {"date": today, "id": why_id, "en": why_en}}
    fresh = state / f".withdrawn-{os.getpid()}"
    fresh.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(fresh, state / "withdrawn.json")


def _open(state: Path, name: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(state / "releases" / name / "atlas.duckdb"), read_only=True)


def served_findings(state: Path) -> list[Finding]:
    """Findings of the served release; none when there is no release."""
    name = current(state)
    if not whole(state / "releases" / name):
        return []
    with _open(state, name) as connection:
        return findings_in(connection)


def findings_in(connection: duckdb.DuckDBPyConnection, indicator: str = "") -> list[Finding]:
    """What the checks of a release found, errors first, on one indicator or on all. Columns that
    a release of an earlier structure lacks are empty."""
    had = {
        n for (n,) in connection.execute("select column_name from (describe finding)").fetchall()
    }
    names = [c for c in Finding.__dataclass_fields__ if c in had]
    columns = ", ".join(f'"{c}"' for c in names)
    rows = connection.execute(
        f"select {columns} from finding where indicator = ? or ? = '' "
        "order by severity, rule, period, finding",
        [indicator, indicator],
    ).fetchall()
    return [Finding(**dict(zip(names, row, strict=True))) for row in rows]


def difference(state: Path, old: str, new: str) -> dict[str, int]:
    """Observations added, changed and withdrawn from one release to another."""
    key = "indicator, area_code, period, dim, series"
    sql = f"""
        select count(*) filter (where old.indicator is null),
               count(*) filter (where old.indicator is not null and new.indicator is not null and
                   (old.value, old.low, old.mark) is distinct from (new.value, new.low, new.mark)),
               count(*) filter (where new.indicator is null)
        from o.observation old full join n.observation new using ({key})"""
    with duckdb.connect() as connection:
        for alias, name in (("o", old), ("n", new)):
            path = str(state / "releases" / name / "atlas.duckdb").replace("'", "''")
            connection.execute(f"attach '{path}' as {alias} (read_only)")
        row = connection.execute(sql).fetchone() or (0, 0, 0)
    return dict(zip(("added", "changed", "withdrawn"), row, strict=True))


def summary(state: Path, name: str) -> dict[str, Any]:
    """Row counts and the period range of a release."""
    with _open(state, name) as connection:
        first, last, count = connection.execute(
            "select min(period), max(period), count(*) from observation"
        ).fetchone() or ("", "", 0)
        levels = connection.execute(
            "select level, count(*) from observation group by level order by level"
        ).fetchall()
        found = connection.execute(
            "select severity, count(*) filter (where waived_id = ''), "
            "count(*) filter (where waived_id <> '') "
            "from finding group by severity order by severity"
        ).fetchall()
    return {"first": first, "last": last, "observations": count, "levels": dict(levels),
            "findings": {s: (n, w) for s, n, w in found}}  # fmt: skip
