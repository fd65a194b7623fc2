"""How complete the figures of a group of indicators are, year by year, in the six states of a cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from atlas import inventory
from atlas.inventory import Held
from atlas.model import STATES, Indicator

THERE = ("terbit", "nol")
"""States in which a figure was published."""
DUE = (*THERE, "belum_terbit", "tidak_tersedia")
"""States that count: where a figure makes no sense, or is not collected, nothing is lacking."""


@dataclass(frozen=True)
class Tally:
    """How many indicators of a group have which state in a year."""

    counts: Mapping[str, int]

    @property
    def held(self) -> int:
        return sum(self.counts.get(s, 0) for s in THERE)

    @property
    def due(self) -> int:
        """Indicators that have, or could have, a figure."""
        return sum(self.counts.get(s, 0) for s in DUE)

    @property
    def share(self) -> float | None:
        """Of those due, how many have one (0 to 1); None where none is due."""
        return self.held / self.due if self.due else None

    @property
    def state(self) -> str:
        """The state of the group: `sebagian` where some of its indicators have figures and others
        lack them, else the state they share; where they differ, the one that says most."""
        if 0 < self.held < self.due:
            return "sebagian"
        if self.held:
            return "terbit" if self.counts.get("terbit") else "nol"
        order = ("belum_terbit", "tidak_tersedia", "tidak_berlaku", "tidak_dikumpulkan")
        return next(s for s in order if self.counts.get(s) or s == order[-1])


def tally(states: Iterable[str]) -> Tally:
    found = Counter(states)
    return Tally({s: found[s] for s in STATES if found[s]})


def completeness(
    indicators: Iterable[Indicator], held: Mapping[str, Mapping[str, Held]], years: Sequence[str],
    of: int, group: Callable[[Indicator], str],
) -> dict[str, dict[str, Tally]]:  # fmt: skip
    """A tally for each group and year, groups by name; computed indicators are left out, since
    they lack what their parts lack."""
    states: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for indicator in indicators:
        if indicator.kind:
            continue
        found = inventory.year_states(held.get(indicator.indicator, {}), years, of)
        for year, state in found.items():
            states[group(indicator)][year].append(state)
    return {
        name: {year: tally(found) for year, found in states[name].items()}
        for name in sorted(states)
    }
