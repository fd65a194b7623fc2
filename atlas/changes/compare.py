"""Two releases compared figure by figure.

Compared is what a release says of a figure: value, withheld range and mark. A figure that is new,
or that was not available before, is no correction. Releases never change, so that a comparison of
two is made once. Earlier releases may have been made by an older schema: only columns that both
have are read.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from atlas import releases
from atlas.changes.model import Change, Key, stated
from atlas.changes.reasons import KEY, Reasons, columns_of, recorded, rests
from atlas.model import Observation
from atlas.store import Release

SAID = ("value", "low", "high", "mark")
MOST_KEPT = 256
"""Comparisons kept; one of two releases of 20,000 values takes 100 ms, a change kept about 1 KB."""
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_pairs: OrderedDict[tuple[Path, Path], tuple[Change, ...]] = OrderedDict()


def between(old: Release, new: Release) -> tuple[Change, ...]:
    """Every figure of the old release that the new one says differently: published ones first,
    then computed ones, each in the order of indicator, area and period. About 100 ms, then kept.
    """
    place = (old.folder, new.folder)
    found = _pairs.get(place)
    if found is None:
        found = tuple(_compare(old, new))
        if not found or found[0].moment:
            keep(_pairs, place, found)
    return found


def kept(old: Path, new: Path) -> tuple[Change, ...] | None:
    """The comparison of the releases in two folders if it was made, so that none has to be opened."""
    return _pairs.get((old, new))


def keep(places: OrderedDict[K, V], place: K, value: V) -> V:
    """Keep a value under its place; the oldest is dropped beyond MOST_KEPT."""
    places[place] = value
    while len(places) > MOST_KEPT:
        places.popitem(last=False)
    return value


def _compare(old: Release, new: Release) -> Iterator[Change]:
    """The changes of a pair of releases, reasons found."""
    names = columns_of(old, "observation") & columns_of(new, "observation")
    if not {*KEY, "value"} <= names:
        return
    said = [c for c in SAID if c in names]
    sums = [_sums(release, said) for release in (old, new)]
    touched = [i for i, found in sums[0].items() if sums[1].get(i) != found]
    before, after = (_figures(release, said, touched) for release in (old, new))
    moved = {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}
    if not (lost := moved & before.keys()):
        return
    older, newer = _rows(old, lost, names), _rows(new, lost, names)
    moment = releases.published(new.folder.parents[1]).get(new.name, "")
    changes = {}
    for key, (level, row) in older.items():
        if stated(row):
            after_it = newer[key][1] if key in newer else None
            computed = row.origin == "dihitung"
            changes[key] = Change(
                key[0], level, row, after_it, old.name, new.name, moment, computed, {}
            )
    reasons = Reasons(changes, moved, recorded(old, new), rests(old, new, changes))
    for key in sorted(changes, key=lambda k: (changes[k].computed, k)):
        yield replace(changes[key], reason=reasons.of(key))


def _sums(release: Release, said: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Count and checksum of what a release says of each indicator: most do not change, and reading
    20,000 figures takes 40 ms."""
    with release.cursor() as cursor:
        cursor.execute(
            f"""select indicator, count(*), bit_xor(hash({", ".join((*KEY, *said))}))
                from observation group by indicator order by indicator"""
        )
        return {indicator: (count, total) for indicator, count, total in cursor.fetchall()}


def _figures(
    release: Release, said: Sequence[str], indicators: Sequence[str]
) -> dict[Key, tuple[Any, ...]]:
    """What a release says of each figure of some indicators, by key."""
    with release.cursor() as cursor:
        cursor.execute(
            f"""select {", ".join((*KEY, *said))} from observation
                where indicator in (select unnest(?)) order by {", ".join(KEY)}""",
            [indicators],
        )
        return {row[:5]: row[5:] for row in cursor.fetchall()}


def _rows(release: Release, keys: set[Key], names: set[str]) -> dict[Key, tuple[str, Observation]]:
    """Level and observation of some figures, with what both releases hold of it, by key."""
    held = [n for n in Observation.__dataclass_fields__ if n in names]
    level = "level" if "level" in names else "''"
    with release.cursor() as cursor:
        cursor.execute(
            f"""select {", ".join(KEY)}, {level}, {", ".join(held)} from observation
                where indicator in (select unnest(?)) order by {", ".join(KEY)}""",
            [sorted({key[0] for key in keys})],
        )
        found = {row[:5]: row[5:] for row in cursor.fetchall() if row[:5] in keys}
    return {
        key: (place, Observation(**dict(zip(held, row, strict=True))))
        for key, (place, *row) in found.items()
    }
