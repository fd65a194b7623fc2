"""When tables came in, against the calendar: edition E is due on 28 February of E."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atlas.drafts import Draft
from atlas.inventory import Held
from atlas.model import Indicator

DUE_MONTH, DUE_DAY = 2, 28


def due_day(edition: str) -> datetime.date:
    """The day Kota Medan Dalam Angka of an edition comes out."""
    return datetime.date(int(edition), DUE_MONTH, DUE_DAY)


@dataclass(frozen=True)
class Arrival:
    """A table that was handed in."""

    draft: Draft
    day: datetime.date
    """on which it came in first"""
    late: int
    """days after the edition was due; 0 or less is on time"""


def arrivals(drafts: Iterable[Draft]) -> list[Arrival]:
    """Every table that was handed in, the latest first."""
    found = []
    for draft in drafts:
        moment = draft.log[0].at if draft.log else draft.imported_at
        day = datetime.date.fromisoformat(moment[:10])
        found.append(Arrival(draft, day, (day - due_day(draft.edition)).days))
    return sorted(found, key=lambda a: (-a.late, a.draft.name))


@dataclass(frozen=True)
class Newness:
    """How new the figures of an office are: indicators by the year of their newest figure."""

    office: str
    years: Mapping[str, int]

    @property
    def newest(self) -> str:
        return max(self.years)

    def since(self, year: str) -> int:
        """Indicators whose newest figure is of a year or later."""
        return sum(n for y, n in self.years.items() if y >= year)

    @property
    def indicators(self) -> int:
        return sum(self.years.values())


def newness(
    indicators: Iterable[Indicator], held: Iterable[Mapping[str, Mapping[str, Held]]]
) -> list[Newness]:
    """By office; `held` gives for each level what there is of an indicator by year. Indicators
    without any figure are left out."""
    newest: dict[str, str] = {}
    for level in held:
        for code, years in level.items():
            found = [y for y, h in years.items() if h.areas]
            if found:
                newest[code] = max(newest.get(code, ""), max(found))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for indicator in indicators:
        if not indicator.kind and indicator.indicator in newest:
            counts[indicator.text("producer", "id")][newest[indicator.indicator]] += 1
    return [Newness(office, counts[office]) for office in sorted(counts)]
