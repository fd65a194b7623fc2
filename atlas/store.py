"""The served release: one read-only connection, a cursor per question, swapped when the pointer moves."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

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


class NoReleaseError(AtlasError):
    """There is no release to serve."""


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

    def boundary(self, level: str) -> Boundary:
        """Outlines of a level as they were in this release. KeyError for an unknown level."""
        return self._boundaries[level]


class Store:
    """Gives the release that the pointer names; the last good one when a newer is broken."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._release: Release | None = None

    def release(self) -> Release:
        """The current release. NoReleaseError when there is none that can be opened.

        A replaced connection is dropped, not closed: cursors of running questions keep it alive.
        """
        seen = self._stamp()
        if seen != self._seen or self._release is None:
            with self._lock:
                if seen != self._seen or self._release is None:
                    self._release = self._opened() or self._release
                    self._seen = seen
        if self._release is None:
            raise NoReleaseError(
                "Belum ada rilis yang dapat dibuka. Jalankan python -m atlas build --publish.",
                "There is no release that can be opened. Run python -m atlas build --publish.",
            )
        return self._release

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = (self.state / "current").stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _opened(self) -> Release | None:
        try:
            name = (self.state / "current").read_text(encoding="utf-8").strip()
            folder = self.state / "releases" / name
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            database = folder / "atlas.duckdb"
            if not name or database.stat().st_size != manifest["bytes"]:
                return None
            connection = duckdb.connect(str(database), read_only=True, config=OPEN)
        except (OSError, ValueError, duckdb.Error):
            return None
        return Release(name, folder, manifest, connection)
