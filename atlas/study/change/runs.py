"""Which runs of a level can be shown, which of their periods first, and why the others cannot."""

from __future__ import annotations

from functools import lru_cache

from atlas import honest, query
from atlas.model import Coverage, Indicator, Lang
from atlas.store import Release
from atlas.study import longrun
from atlas.study.longrun import Run
from atlas.text import t

YEARS = 5
"""Years between the two periods that are shown first, where there are such."""


def listed(release: Release, level: str) -> tuple[Run, ...]:
    """Runs of which a change may be spoken and that have two tables of five areas or more."""
    return tuple(r for r in longrun.runs(release, level) if not why_not(r))


def why_not(run: Run) -> str:
    """Which condition of being shown a run fails; "" for none."""
    if not run.indicator.trend:
        return "trend"
    return "" if sum(x.areas >= honest.FEWEST_VALUES for x in run.tables) > 1 else "few"


def last_period(run: Run) -> str:
    """The period a reader sees first: the newest nearly complete one, never the oldest."""
    later = run.tables[1:]
    return max((x.period for x in later if x.full), default=later[-1].period)


def first_period(run: Run, last: str) -> str:
    """The period it is compared with: five years before or near it, complete ones before others."""
    earlier = [x for x in run.tables if x.period < last]

    def worth(table: Coverage) -> tuple[bool, int, int, str]:
        apart = int(last[:4]) - int(table.period[:4])
        lacking = 0 if table.full else table.of - table.areas
        return table.areas < table.of, lacking, abs(apart - YEARS), table.period

    return min(earlier, key=worth).period


@lru_cache(maxsize=16)
def not_listed(release: Release, level: str, lang: Lang) -> str:
    """How many indicators of a level cannot be shown here, and why; those by name of which no change
    may be spoken though they have two periods."""
    catalogue = query.catalogue(release)
    shown = {r.indicator.indicator for r in listed(release, level)}
    rest = {r.indicator.indicator: why_not(r) for r in longrun.runs(release, level)
            if r.indicator.indicator not in shown}  # fmt: skip
    here = {
        i for i in catalogue.indicators if any(x.level == level for x in query.tables(release, i))
    }
    names = [catalogue.indicators[i].name(lang) for i, why in rest.items() if why == "trend"]
    counts = {"single": len(here) - len(shown & here) - len(rest),
              "few": sum(why == "few" for why in rest.values()), "trend": len(names)}  # fmt: skip
    parts = [t(f"change.rest_{why}", lang, count=n, names="; ".join(names))
             for why, n in counts.items() if n]  # fmt: skip
    noun = t(f"level.{level}_noun", lang)
    return t("change.not_listed", lang, noun=noun, parts="; ".join(parts)) if parts else ""


def why_not_listed(release: Release, level: str, indicator: Indicator, lang: Lang) -> str:
    """Why an indicator that exists cannot be chosen at a level, in a sentence."""
    found = [r for r in longrun.runs(release, level) if r.indicator == indicator]
    why = why_not(found[0]) if found else "single"
    return t(f"change.cannot_{why}", lang, name=indicator.name(lang),
             noun=t(f"level.{level}_noun", lang))  # fmt: skip
