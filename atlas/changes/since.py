"""Corrections since a release, for a view that is frozen to it, and those of all releases."""

from __future__ import annotations

import datetime
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from atlas import query, releases
from atlas.changes.compare import between, keep, kept
from atlas.changes.model import Change, Correction, Key
from atlas.changes.worded import worded
from atlas.model import AtlasError
from atlas.store import Release, Store
from atlas.view import View

_views: OrderedDict[tuple[Path, Path, tuple[str, ...]], dict[Key, Change]] = OrderedDict()


def every(store: Store) -> list[Change]:
    """Corrections from each published release to the next, newest first. Withdrawn releases are
    passed over, and so are those after the served one: the atlas went back before them."""
    names = _chain(store, "", store.release().name)
    steps = list(_steps(store, names))
    return [change for step in reversed(steps) for change in step]


def for_view(store: Store, release: Release, view: View) -> tuple[Correction, ...]:
    """What the served release says differently of the figures this view of an earlier one shows,
    in the view's language and order; none for the served release. `old` is the text the view
    shows; date and reason are those of the last change. 0.1 ms when the pair was compared."""
    served = store.release()
    if release.name == served.name:
        return ()
    found = _since(store, release, served)
    shown = _shown(view)
    here = [found[key] for key in shown if key in found]
    if not here:
        return ()
    catalogue = query.catalogue(served)
    return tuple(worded(change, catalogue, view.lang, shown[change.key]) for change in here)


def _shown(view: View) -> dict[Key, str]:
    """The figures of a view by key, as it shows them: cells, the city's figure, points of lines."""
    cells = [*view.cells, *([view.reference] if view.reference else [])]
    table = (view.period, view.dim, view.series)
    found: dict[Key, str] = {(view.indicator, c.area_code, *table): c.text for c in cells}
    for line in view.lines:
        for point in line.points:
            place = (view.indicator, line.area_code, point.period, view.dim, line.series)
            found[place] = point.text
    return found


def _since(store: Store, release: Release, served: Release) -> dict[Key, Change]:
    """What differs between an earlier release and the served one, each with the moment and reason
    of the last step that changed it. Of a release that was rolled back, the moment of that."""
    gone = tuple(releases.withdrawn(store.state))
    place = (release.folder, served.folder, gone)
    if place in _views:
        return _views[place]
    found = {c.key: c for c in between(release, served)}
    names = _chain(store, release.name, served.name) if found else []
    if found and not names:
        moved = (store.state / "current").stat().st_mtime
        moment = datetime.datetime.fromtimestamp(moved, datetime.UTC).isoformat(timespec="seconds")
        found = {key: replace(c, moment=moment) for key, c in found.items()}
    for step in _steps(store, names):
        for c in step:
            if c.key in found:
                found[c.key] = replace(
                    found[c.key], release_new=c.release_new, moment=c.moment, reason=c.reason
                )
    return keep(_views, place, found)


def _chain(store: Store, first: str, last: str) -> list[str]:
    """Published releases from one ("" for the oldest) to another, without withdrawn ones; none
    when the first is not before the last."""
    gone = releases.withdrawn(store.state)
    names = [n for n in releases.published(store.state) if n not in gone]
    if last not in names or (first and first not in names):
        return []
    return names[names.index(first) if first else 0 : names.index(last) + 1]


def _steps(store: Store, names: Sequence[str]) -> Iterator[tuple[Change, ...]]:
    """Changes from each release to the next; one that cannot be opened is passed over."""
    older, *rest = names or [""]
    for name in rest:
        place = (store.state / "releases" / older, store.state / "releases" / name)
        try:
            found = kept(*place)
            yield between(store.release(older), store.release(name)) if found is None else found
        except AtlasError:
            continue
        older = name
