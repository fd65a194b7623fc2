"""Who published and who went back, a line each, in the internal state; and all of it with the tables'
own logs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from atlas.drafts import Draft, Entry
from atlas.drafts.model import now
from atlas.model import AtlasError
from atlas.ui.publish.person import Person

NAME = "journal.jsonl"


@dataclass(frozen=True)
class Noted:
    """A line of the whole log; `table` is "" where a release is meant."""

    entry: Entry
    table: str = ""


def write(state: Path, who: Person, what: str) -> None:
    """Add a line. AtlasError when it cannot be written."""
    line = json.dumps(asdict(Entry(now(), who.name, who.role, what)), ensure_ascii=False)
    try:
        (state / "tables").mkdir(parents=True, exist_ok=True)
        with (state / "tables" / NAME).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError as error:
        raise AtlasError(
            f"{state}: catatan tidak dapat ditulis ({error.strerror}). Periksa hak tulis dan ruang cakram.",
            f"{state}: the log cannot be written ({error.strerror}). Check write access and disk space.",
        ) from error


def read(state: Path) -> list[Entry]:
    """Every line that can be read, oldest first."""
    try:
        lines = (state / "tables" / NAME).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            found.append(Entry(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def everything(state: Path, tables: Iterable[Draft]) -> list[Noted]:
    """What happened to tables and to releases, newest first."""
    found = [Noted(e) for e in read(state)]
    found += [Noted(e, draft.name) for draft in tables for e in draft.log]
    return sorted(found, key=lambda n: n.entry.at)[::-1]
