"""What to talk about with an office: rules its tables break again and again, and what got better."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from atlas.quality.cases import Case


@dataclass(frozen=True)
class Recurring:
    """A rule that findings of one office are about."""

    rule: str
    findings: int
    """in all tables and editions"""
    tables: int
    editions: tuple[str, ...]
    newest: int
    """findings in the newest edition the office handed in"""
    before: int | None
    """findings in the edition before, in the tables that both editions have; None without one"""
    comparable: int
    """findings in the newest edition, in the tables that both editions have"""

    @property
    def improved(self) -> bool:
        return self.before is not None and self.comparable < self.before

    @property
    def worse(self) -> bool:
        return self.before is not None and self.comparable > self.before


def coached_offices(cases: Iterable[Case]) -> list[str]:
    """Offices with findings, those with most first."""
    counts = Counter(c.office for c in cases if c.office)
    return sorted(counts, key=lambda o: (-counts[o], o))


def recurring(cases: Iterable[Case], office: str, handed_in: Iterable[str] = ()) -> list[Recurring]:
    """Rules by how often they are broken by an office, most tables first. `handed_in` names every
    table (2025-3.1.1) of the office, so that one without findings counts as improved."""
    own = [c for c in cases if c.office == office]
    names = {*handed_in, *(c.table for c in own if c.edition)}
    editions = sorted({name.split("-", 1)[0] for name in names})
    both = _in_both(names, editions)
    rules: dict[str, list[Case]] = defaultdict(list)
    for case in own:
        rules[case.rule].append(case)
    found = [_recurring(rule, of, editions, both) for rule, of in rules.items()]
    return sorted(found, key=lambda r: (-r.tables, -r.findings, r.rule))


def _in_both(names: set[str], editions: Sequence[str]) -> set[str]:
    """Numbers of tables that the last two editions both have."""
    numbers = [{n.split("-", 1)[1] for n in names if n.startswith(f"{e}-")} for e in editions[-2:]]
    return numbers[0] & numbers[1] if len(numbers) == 2 else set()


def _recurring(
    rule: str, cases: Sequence[Case], editions: Sequence[str], both: set[str]
) -> Recurring:
    def count(edition: str, only: set[str] | None = None) -> int:
        return sum(
            c.edition == edition and (only is None or c.table.split("-", 1)[1] in only)
            for c in cases
        )

    return Recurring(
        rule=rule,
        findings=len(cases),
        tables=len({c.table for c in cases}),
        editions=tuple(sorted({c.edition for c in cases if c.edition})),
        newest=count(editions[-1]) if editions else 0,
        before=count(editions[-2], both) if both else None,
        comparable=count(editions[-1], both) if both else 0,
    )
