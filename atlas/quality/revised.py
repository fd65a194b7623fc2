"""How figures moved from one edition of the publication to the next, and whether it says so."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from atlas.store import Cursor, Release

COLUMNS = ("indicator", "area_code", "period", "dim", "series", "edition", "value", "mark",
           "table_no")  # fmt: skip


@dataclass(frozen=True)
class _Stated:
    key: tuple[str, str, str, str, str]
    edition: str
    value: float | None
    mark: str
    table_no: str


@dataclass(frozen=True)
class Revision:
    """One figure that two editions state differently."""

    indicator: str
    area_code: str
    period: str
    dim: str
    series: str
    edition_old: str
    """"" for a figure that was carried over before official tables came"""
    edition_new: str
    old: float
    new: float
    mark: str
    """of the newer value"""
    table_no: str

    @property
    def difference(self) -> float:
        return self.new - self.old

    @property
    def marked(self) -> bool:
        """Whether the newer edition marks the figure as revised."""
        return self.mark == "r"


def has_vintages(release: Release) -> bool:
    """Whether a release keeps what each edition said; those made by an older schema do not."""
    return all(("vintage", column) in release.columns for column in (*COLUMNS, "place"))


def revisions(release: Release, cursor: Cursor) -> list[Revision]:
    """Every figure that an edition states otherwise than the one before, newest editions first."""
    found = []
    for old, new in pairwise(_vintages(release, cursor)):
        if old.key != new.key or old.value is None or new.value is None or old.value == new.value:
            continue
        found.append(
            Revision(
                *new.key, old.edition, new.edition, old.value, new.value, new.mark, new.table_no
            )
        )
    return sorted(found, key=lambda r: (r.edition_new, r.table_no), reverse=True)


def editions_held(release: Release, cursor: Cursor) -> tuple[int, int]:
    """Figures of which official tables keep any edition, and those of which they keep two."""
    if not has_vintages(release):
        return 0, 0
    cursor.execute(
        """select count(*), count(*) filter (where n > 1) from (
               select count(*) as n from vintage
               group by indicator, area_code, period, dim, series)"""
    )
    some, two = cursor.fetchone() or (0, 0)
    return int(some), int(two)


def _vintages(release: Release, cursor: Cursor) -> list[_Stated]:
    """What every edition says, of one figure together and oldest first."""
    if not has_vintages(release):
        return []
    cursor.execute(
        """select indicator, area_code, period, coalesce(dim, ''), coalesce(series, ''),
                  coalesce(edition, ''), value, coalesce(mark, ''), coalesce(table_no, '')
           from vintage order by indicator, area_code, period, dim, series, place"""
    )
    return [_Stated((r[0], r[1], r[2], r[3], r[4]), *r[5:]) for r in cursor.fetchall()]
