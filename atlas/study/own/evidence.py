"""Sources and evidence grades of what was put together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from atlas import query
from atlas.model import GRADES, Source
from atlas.store import Release
from atlas.study.own.joined import Joined


def own_sources(joined: Joined) -> list[str]:
    """Sources of the chosen figures, and of the parts of a ratio."""
    found = {joined.table.rows[c].source_id for c in joined.have if c in joined.table.rows}
    if joined.table.way == "rasio":
        found = {p.source_id for c in joined.have for p in joined.table.parts[c]}
    return sorted(found)


def grade(release: Release, source_ids: Collection[str]) -> str:
    """The weakest evidence grade of some sources, "" for none."""
    grades = [s.grade for s in query.cited(release, sorted(source_ids))]
    return max(grades, key=GRADES.index, default="")


def is_weak(release: Release, every: Sequence[Joined]) -> bool:
    """Whether any of them rests on evidence C."""
    return any(grade(release, own_sources(x)) == "C" for x in every)


def every_source(release: Release, every: Sequence[Joined]) -> tuple[Source, ...]:
    """Sources of the chosen figures, and of the city's beside them."""
    found = {s for x in every for s in own_sources(x)}
    found |= {x.table.city.source_id for x in every if x.have and x.table.city}
    return tuple(query.cited(release, sorted(found)))
