"""The served release: one read-only connection, a cursor per question, swapped when the pointer moves."""

from __future__ import annotations

import json
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from atlas import releases
from atlas.model import AtlasError
from atlas.shape import Boundary, read_boundary

Cursor = duckdb.DuckDBPyConnection
OPEN: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "512MB",
    "enable_external_access": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}


KEPT_OPEN = 4
"""Earlier releases that stay open beside the served one; each takes about 15 MB."""


class NoReleaseError(AtlasError):
    """There is no release to serve."""


class UnknownReleaseError(AtlasError):
    """No release of that name was published."""


class WithdrawnError(AtlasError):
    """The release was withdrawn by decision; the message says when and why."""


@dataclass(frozen=True, eq=False)
class Release:
    """One release as served: its id, its folder and an open connection."""

    name: str
    folder: Path
    manifest: dict[str, Any]
    connection: duckdb.DuckDBPyConnection

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A cursor of its own for one question: shared ones mix up rows between threads."""
        cursor = self.connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @cached_property
    def _boundaries(self) -> dict[str, Boundary]:
        return {p.stem: read_boundary(p) for p in sorted((self.folder / "boundary").glob("*.json"))}

    @cached_property
    def columns(self) -> frozenset[tuple[str, str]]:
        """Every (table, column) of the database: what questions it can answer."""
        with self.cursor() as cursor:
            cursor.execute("select table_name, column_name from information_schema.columns")
            return frozenset(cursor.fetchall())

    def boundary(self, level: str) -> Boundary:
        """Outlines of a level as they were in this release. KeyError for an unknown level."""
        return self._boundaries[level]


class Store:
    """Gives the release that the pointer names; the last good one when a newer is broken."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self._pointer = str(state / "current")
        self._withdrawn = str(state / "withdrawn.json")
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._release: Release | None = None
        self._earlier: OrderedDict[str, Release] = OrderedDict()

    def release(self, name: str = "") -> Release:
        """The current release, or any that was published, by name. NoReleaseError when there is
        none that can be opened, UnknownReleaseError, WithdrawnError.

        A replaced connection is dropped, not closed: cursors of running questions keep it alive.
        """
        served = self._served()
        return served if name in ("", served.name) else self._named(name)

    def withdrawals(self) -> int:
        """A number that changes when a release is withdrawn."""
        try:
            return os.stat(self._withdrawn).st_mtime_ns
        except OSError:
            return 0

    def _named(self, name: str) -> Release:
        """An earlier release; a few of them stay open."""
        gone = releases.withdrawn(self.state).get(name)
        if gone:
            raise WithdrawnError(
                f"Rilis {name} ditarik pada {gone['date']}: {gone['id']}",
                f"Release {name} was withdrawn on {gone['date']}: {gone['en']}",
            )
        with self._lock:
            if name not in self._earlier:
                known = name in releases.published(self.state)
                opened = self._opened(name) if known else None
                if opened is None:
                    raise UnknownReleaseError(
                        f"Tidak ada rilis {name[:40]} yang pernah diterbitkan.",
                        f"No release {name[:40]} was ever published.",
                    )
                self._earlier[name] = opened
                while len(self._earlier) > KEPT_OPEN:
                    self._earlier.popitem(last=False)
            self._earlier.move_to_end(name)
            return self._earlier[name]

    def _served(self) -> Release:
        seen = self._stamp()
        if seen != self._seen or self._release is None:
            with self._lock:
                if seen != self._seen or self._release is None:
                    self._release = self._opened(releases.current(self.state)) or self._release
                    self._seen = seen
        if self._release is None:
            raise NoReleaseError(
                "Belum ada rilis yang dapat dibuka. Jalankan python -m atlas build --publish.",
                "There is no release that can be opened. Run python -m atlas build --publish.",
            )
        return self._release

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = os.stat(self._pointer)
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _opened(self, name: str) -> Release | None:
        try:
            folder = self.state / "releases" / name
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            database = folder / "atlas.duckdb"
            if not name or database.stat().st_size != manifest["bytes"]:
                return None
            connection = duckdb.connect(str(database), read_only=True, config=OPEN)
        except (OSError, ValueError, duckdb.Error):
            return None
        return Release(name, folder, manifest, connection)
