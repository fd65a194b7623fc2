"""Where imported targets are kept: one table under ATLAS_STATE, replaced whole."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from atlas.model import AtlasError
from atlas.targets.model import COLUMNS, Target

FILE = "targets.csv"


def rows_of(targets: Iterable[Target]) -> list[dict[str, str]]:
    return [target.row() for target in targets]


def imported(state: Path) -> list[dict[str, str]]:
    """Rows of the imported targets, in the columns of target.csv; none when there are none.
    AtlasError when the table is broken."""
    path = state / FILE
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            found = list(reader)
        if tuple(reader.fieldnames or ()) != COLUMNS or any(None in r.values() for r in found):
            raise ValueError(FILE)
    except (OSError, ValueError, csv.Error) as error:
        raise AtlasError(
            f"{path}: tabel target yang disimpan rusak. Pulihkan dari cadangan, atau hapus dan impor lagi.",
            f"{path}: the kept table of targets is broken. Restore it from a backup, or delete it "
            f"and import again.",
        ) from error
    return found


def keep(state: Path, targets: Sequence[Target]) -> int:
    """Keep targets in place of all that were kept of the same documents, whole or not at all;
    gives how many rows were replaced. AtlasError when the folder cannot be written."""
    documents = {(target.document, target.document_no) for target in targets}
    had = imported(state)
    others = [r for r in had if (r["document"], r["document_no"]) not in documents]
    _write(state, [*others, *rows_of(targets)])
    return len(had) - len(others)


def _write(state: Path, rows: Sequence[Mapping[str, str]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    fresh = state / f".{FILE}.{os.getpid()}"
    try:
        state.mkdir(parents=True, exist_ok=True)
        try:
            with fresh.open("w", encoding="utf-8", newline="") as file:
                file.write(text.getvalue())
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, state / FILE)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise AtlasError(
            f"{state / FILE}: target tidak dapat disimpan ({error.strerror}). Periksa hak tulis dan "
            f"ruang cakram; tidak ada yang berubah.",
            f"{state / FILE}: the targets cannot be kept ({error.strerror}). Check write access and "
            f"disk space; nothing was changed.",
        ) from error


def unless(
    shipped: Sequence[Mapping[str, str]], kept: Sequence[Mapping[str, str]]
) -> list[Mapping[str, str]]:
    """Shipped rows of documents that were not imported: an imported document stands for itself."""
    documents = {(r["document"], r["document_no"]) for r in kept}
    return [r for r in shipped if (r["document"], r["document_no"]) not in documents]


def digest(rows: Sequence[Mapping[str, str]]) -> bytes:
    """What of the imported targets shapes a release, as bytes; nothing when there are none."""
    return json.dumps(rows, sort_keys=True, ensure_ascii=False).encode() if rows else b""
