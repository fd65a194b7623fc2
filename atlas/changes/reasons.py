"""Why figures changed from one release to the next: as recorded in corrections.csv, else what the
figures themselves say, else that nobody recorded it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.changes.model import Change, Key, Text
from atlas.model import LANGS, Lang
from atlas.store import Release
from atlas.text import t

KEY = ("indicator", "area_code", "period", "dim", "series")
PART = tuple(f"part_{name}" for name in KEY)
Recorded = tuple[Key, str, Text]
"""A row of corrections.csv: which figures ("" is all), date, reason."""


@dataclass(frozen=True)
class Reasons:
    """Why the figures of one step changed."""

    changes: Mapping[Key, Change]
    moved: set[Key]
    """every figure that differs, those that are new included"""
    recorded: Mapping[str, Sequence[Recorded]]
    parts: Mapping[Key, Sequence[Key]]

    def of(self, key: Key) -> Text:
        """The recorded reason that names the figure most closely, the later of two; else what can be
        said from the figures themselves; else that none was recorded."""
        fitting = [
            (sum(map(bool, which)), date, reason)
            for which, date, reason in self.recorded.get(key[0], ())
            if all(w in ("", k) for w, k in zip(which, key, strict=True))
        ]
        if fitting:
            return max(fitting, key=lambda f: f[:2])[2]
        change = self.changes[key]
        rests = self.parts.get(key, ())
        return self._of_computed(rests) if rests else self._of_published(change)

    def _of_published(self, change: Change) -> Text:
        old, new = change.old, change.new
        if new is not None and new.status == "rilis" and old.edition != new.edition:
            said = dict.fromkeys(LANGS, new.table_no), dict.fromkeys(LANGS, new.edition)
            return _both("official", table=said[0], edition=said[1])
        if new is not None and new.mark == "r":
            return _both("revised")
        if new is not None and new.note_id and new.note_id != old.note_id:
            return _plain(new.note_id, new.note_en or new.note_id)
        return _both("unknown")

    def _of_computed(self, rests: Sequence[Key]) -> Text:
        """A figure it rests on changed, for its own reason; or none did, and so the rule did."""
        part = next((p for p in rests if p in self.changes), None)
        if part:
            reason = self.of(part)
            return reason if part in self.parts else _both("follows", reason=reason)
        return _both("anew") if any(p in self.moved for p in rests) else _both("rule")


def columns_of(release: Release, table: str) -> set[str]:
    """Columns of a table of a release; none when it has no such table."""
    with release.cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns where table_name = ?", [table]
        )
        return {name for (name,) in cursor.fetchall()}


def _both(key: str, **values: Text) -> dict[Lang, str]:
    """A reason of the words in both languages."""
    return {
        lang: t(f"changes.reason_{key}", lang, **{k: v[lang] for k, v in values.items()})
        for lang in LANGS
    }


def _plain(text_id: str, text_en: str) -> Text:
    """A text as a part of a sentence: without its full stop."""
    return {"id": text_id.strip().rstrip("."), "en": text_en.strip().rstrip(".")}


def recorded(old: Release, new: Release) -> dict[str, list[Recorded]]:
    """Reasons that came with the newer release, by indicator."""
    columns = (*KEY, "date", "reason_id", "reason_en")
    known: list[set[tuple[str, ...]]] = []
    for release in (old, new):
        rows: set[tuple[str, ...]] = set()
        if set(columns) <= columns_of(release, "correction"):
            with release.cursor() as cursor:
                text = ", ".join(f"coalesce({c}, '')" for c in columns)
                rows = set(cursor.execute(f"select {text} from correction").fetchall())
        known.append(rows)
    found: dict[str, list[Recorded]] = defaultdict(list)
    for row in sorted(known[1] - known[0]):
        i, a, p, d, s, date, reason_id, reason_en = row
        found[i].append(((i, a, p, d, s), date, _plain(reason_id, reason_en)))
    return found


def rests(old: Release, new: Release, changes: Mapping[Key, Change]) -> dict[Key, list[Key]]:
    """The figures that changed computed ones rest on; of withdrawn ones, as they were."""
    indicators = sorted({c.indicator for c in changes.values() if c.computed})
    found: dict[Key, list[Key]] = {}
    for release in (old, new) if indicators else ():
        resting: dict[Key, list[Key]] = defaultdict(list)
        if set(KEY + PART) <= columns_of(release, "part"):
            with release.cursor() as cursor:
                cursor.execute(
                    f"select {', '.join(KEY + PART)} from part where indicator in (select unnest(?))",
                    [indicators],
                )
                for row in cursor.fetchall():
                    resting[row[:5]].append(row[5:])
        found |= resting
    return found
