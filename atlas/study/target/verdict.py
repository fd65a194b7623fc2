"""How the published values of a line stand to its targets, or why nobody can say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from atlas import honest, query
from atlas.measure import pace
from atlas.measure.pace import Aim
from atlas.model import Indicator, Observation
from atlas.store import Release
from atlas.study.target.figures import value_of, year_of, yearly
from atlas.study.target.plan import targets_in
from atlas.targets import Target

UNJUDGED = "belum"
ORDER = (*pace.VERDICTS, UNJUDGED)


@dataclass(frozen=True)
class Judged:
    """Targets of one line, what was published, and the verdict or why there is none."""

    targets: tuple[Target, ...]
    indicator: Indicator
    points: tuple[Observation, ...]
    base: Observation | None
    now: Observation | None
    wanted: Aim | None
    verdict: str
    reason: str = ""

    @property
    def last(self) -> Target:
        return self.targets[-1]

    @property
    def so_far(self) -> float | None:
        """Change a year since the baseline, in the indicator's unit."""
        if self.verdict == UNJUDGED or self.base is None or self.now is None:
            return None
        return pace.pace(
            value_of(self.base), value_of(self.now), year_of(self.now) - year_of(self.base)
        )

    @property
    def needed(self) -> float | None:
        """Change a year to the target; None when it is reached or its year is over."""
        if self.verdict in (UNJUDGED, pace.REACHED, pace.MISSED):
            return None
        if self.now is None or self.wanted is None:
            return None
        here = value_of(self.now)
        return pace.pace(here, self.wanted.nearest(here), int(self.last.period) - year_of(self.now))


@lru_cache(maxsize=64)
def judged(release: Release, area: str) -> tuple[Judged, ...]:
    """Every line of targets of an area with its verdict, those that need most first."""
    catalogue = query.catalogue(release)
    lines: dict[tuple[str, ...], list[Target]] = defaultdict(list)
    for one in targets_in(release):
        if one.area_code == area and one.indicator in catalogue.indicators:
            lines[one.line].append(one)
    found = []
    with release.cursor() as cursor:
        for line in lines.values():
            first, indicator = line[0], catalogue.indicators[line[0].indicator]
            history = query.history(cursor, first.indicator, [area], first.dim)
            points = yearly(
                p for p in history if (p.series or "") == first.series and honest.sure(p, indicator)
            )
            found.append(judge(line, indicator, points))
    return tuple(sorted(found, key=lambda j: (ORDER.index(j.verdict), j.indicator.name("id"))))


def judge(line: Sequence[Target], indicator: Indicator, points: Sequence[Observation]) -> Judged:
    """How the published values of a line stand to its last target."""
    last = line[-1]
    years = {year_of(p): p for p in points}
    now = years.get(int(last.period)) or (points[-1] if points else None)
    base = years.get(int(last.baseline_period))
    wanted = pace.aim(last.target, last.low, last.high, last.polarity)
    reason = _reason(last, indicator, points, base, now, wanted)
    if reason or now is None or base is None or wanted is None:
        return Judged(tuple(line), indicator, tuple(points), base, now, wanted, UNJUDGED, reason)
    verdict = pace.verdict(value_of(base), value_of(now), wanted, year_of(now) - year_of(base),
                           int(last.period) - year_of(now))  # fmt: skip
    return Judged(tuple(line), indicator, tuple(points), base, now, wanted, verdict)


def _reason(
    last: Target, indicator: Indicator, points: Sequence[Observation], base: Observation | None,
    now: Observation | None, wanted: Aim | None,
) -> str:  # fmt: skip
    """Which condition of a verdict fails; "" for none."""
    if not indicator.trend:
        return "trend"
    if last.polarity == "kumulatif":
        return "cumulative"
    if wanted is None:
        return "neutral"
    if now is None:
        return "nothing"
    if len(points) < 2:
        return "one"
    if year_of(now) < int(last.baseline_period):
        return "before"
    if year_of(now) == int(last.baseline_period):
        return "same"
    if base is None or not honest.comparable(base, now, indicator):
        return "no_base"
    return ""
