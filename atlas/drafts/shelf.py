"""Where drafts are kept: one file a table and edition under ATLAS_STATE/tables, replaced whole."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from atlas.drafts.model import APPROVED, Decision, Draft, Entry
from atlas.model import AtlasError, Finding
from atlas.package import Row


def keep(state: Path, draft: Draft) -> None:
    """Write a draft, whole or not at all. One of the same table and edition that was released stays
    beside it under its day, as it was."""
    folder = state / "tables"
    path = folder / f"{draft.name}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f".{draft.name}.{os.getpid()}"
        fresh.write_text(
            json.dumps(asdict(draft), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError as error:
        raise AtlasError(
            f"{path}: tabel tidak dapat disimpan ({error.strerror}). Periksa hak tulis dan ruang cakram.",
            f"{path}: the table cannot be kept ({error.strerror}). Check write access and disk space.",
        ) from error


def add(state: Path, draft: Draft) -> Draft:
    """Keep a draft just read. Decisions on findings that are still there hold on; a released one
    of the same table and edition moves aside as revised. AtlasError for a bad edition."""
    if not re.fullmatch(r"20\d\d", draft.edition):
        raise AtlasError(
            f"Edisi {draft.edition!r} bukan tahun. Tulis misalnya --edition 2025.",
            f"Edition {draft.edition!r} is no year. Write for example --edition 2025.",
        )
    old = find(state, draft.name)
    if old is not None:
        codes = {f.code for f in draft.findings}
        kept = tuple(d for d in old.decisions if d.code in codes)
        draft = replace(draft, decisions=kept, log=(*old.log, *draft.log))
        if old.status in APPROVED:
            _move_aside(state, old)
    keep(state, draft)
    return draft


def _move_aside(state: Path, old: Draft) -> None:
    """A table that was approved goes on being part of releases until its revision is approved."""
    folder = state / "tables" / "before"
    folder.mkdir(exist_ok=True)
    stamp = re.sub(r"\D", "", old.imported_at)
    path = folder / f"{old.name}-{stamp}.json"
    path.write_text(json.dumps(asdict(old), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def drafts(state: Path) -> list[Draft]:
    """Every table that was handed in, by edition and number."""
    found = [_read(path) for path in (state / "tables").glob("*.json")]
    return sorted(found, key=lambda d: (d.edition, _sorted(d.number)))


def find(state: Path, name: str) -> Draft | None:
    """The draft of an edition and table number, like 2025-3.1.1; None when there is none."""
    path = state / "tables" / f"{name}.json"
    return _read(path) if re.fullmatch(r"[\w.-]+", name) and path.exists() else None


def _read(path: Path) -> Draft:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Draft(**{
            **found,
            "rows": tuple(Row(**r) for r in found["rows"]),
            "findings": tuple(Finding(**f) for f in found["findings"]),
            "decisions": tuple(Decision(**d) for d in found["decisions"]),
            "log": tuple(Entry(**e) for e in found["log"]),
            "settled": tuple(found["settled"]),
            "notes": tuple(found["notes"]),
        })  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AtlasError(
            f"{path.name}: tabel yang disimpan rusak. Pulihkan dari cadangan, atau hapus dan impor lagi.",
            f"{path.name}: the kept table is broken. Restore it from a backup, or delete it and import again.",
        ) from error


def _sorted(number: str) -> tuple[int, ...]:
    """Table numbers sort as integers: 3.1.10 comes after 3.1.9."""
    return tuple(int(part) for part in re.findall(r"\d+", number))


def approved(state: Path) -> list[Draft]:
    """Tables that a release takes in: ratified ones, oldest edition first. While a table that was
    approved is being revised, the version approved before stands for it."""
    found = {d.name: d for d in drafts(state) if d.status in APPROVED}
    for path in sorted((state / "tables" / "before").glob("*.json")):
        old = _read(path)
        if (state / "tables" / f"{old.name}.json").exists() and old.name not in found:
            found[old.name] = old
    return sorted(found.values(), key=lambda d: (d.edition, _sorted(d.number)))


def digest(tables: Sequence[Draft]) -> bytes:
    """What of the approved tables shapes a release, as bytes; no names, no log, no status."""
    inside = ("log", "imported_at", "status", "release")
    content = []
    for draft in tables:
        kept = {k: v for k, v in asdict(draft).items() if k not in inside}
        kept["decisions"] = [{k: v for k, v in d.items() if k not in ("person", "place")}
                             for d in kept["decisions"]]  # fmt: skip
        content.append(kept)
    return json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
