"""Every view of a release, one table at a time: for the proof of the sentences."""

from __future__ import annotations

from collections.abc import Iterator

from atlas import query
from atlas.choice import Choice, resolve, tables_at
from atlas.model import MAP_LEVELS, Lang
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.view.areas import area_view
from atlas.view.lines import line_view
from atlas.view.model import View


def every_view(
    release: Release, cursor: Cursor, catalogue: Catalogue, lang: Lang, default: bool = False
) -> Iterator[View]:
    """A view of each table at each level, and of the city over time; with `default` only the one
    a reader sees first at each level."""
    for code in catalogue.indicators:
        tables = query.coverage(cursor, code)
        for level in MAP_LEVELS:
            here = [] if default else tables_at(tables, level)
            wanted = [
                Choice(code, level, t.period, dim=t.dim, series=t.series) for t in here
            ] or [Choice(code, level)] * bool(tables_at(tables, level))  # fmt: skip
            for choice in wanted:
                resolved = resolve(choice, tables, catalogue, [])
                yield area_view(release, cursor, catalogue, resolved, lang)
        over_time = tables_at(tables, "kota")
        for dim, series in dict.fromkeys((t.dim, t.series) for t in over_time):
            choice = Choice(code, "kota", dim=dim, series=series)
            resolved = resolve(choice, tables, catalogue, [])
            yield line_view(release, cursor, catalogue, resolved, lang)
            if default:
                break
