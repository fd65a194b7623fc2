"""How well the checks find what was planted: recall and false alarms, check by check.

    score = score_of(cases)
    assert score.recall() >= 0.98
    print(score.table())

A defect is found when a finding of its rule stands at its place. A false alarm is any finding that
is neither planted nor a necessary consequence of what was planted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from atlas.examine import Context, Examined, examine
from atlas.model import Finding
from atlas.rules.checklist import RULES
from atlas.table.model import Reading

PLACE = re.compile(r"([A-Z]*)(\d*)")


@dataclass(frozen=True)
class Planted:
    """A defect and where it stands.

    `cell` is an address (C12), a column (C) for what holds of a whole column, a row (12) for what
    holds of a line, or "" for the table as a whole. `rule` may name several, `K02|K01`, where each
    of them says the same of the defect.
    """

    rule: str
    sheet: str = ""
    cell: str = ""
    what: str = ""

    def met_by(self, finding: Finding) -> bool:
        return (
            finding.rule in self.rule.split("|")
            and self.sheet in ("", finding.sheet)
            and _inside(finding.cell, self.cell)
        )

    @property
    def check(self) -> str:
        """The check it is planted for."""
        return self.rule.split("|")[0]


def _inside(cell: str, place: str) -> bool:
    """Whether a cell lies in a place; what stands at no cell lies in a table only."""
    if not place:
        return True
    wanted, found = PLACE.fullmatch(place), PLACE.fullmatch(cell)
    if wanted is None or found is None:
        return False
    return wanted[1] in ("", found[1]) and wanted[2] in ("", found[2])


@dataclass(frozen=True)
class Case:
    """Files as read, what they are compared with, and the truth about them."""

    name: str
    readings: tuple[Reading, ...]
    context: Context
    edition: str
    planted: tuple[Planted, ...] = ()
    also: tuple[Planted, ...] = ()
    """findings that follow of necessity from what was planted"""

    @property
    def clean(self) -> bool:
        return not self.planted


@dataclass(frozen=True)
class Judged:
    """What became of one case."""

    name: str
    clean: bool
    found: tuple[Planted, ...]
    missed: tuple[Planted, ...]
    alarms: tuple[Finding, ...]


def judge(case: Case) -> Judged:
    """A case examined and compared with its truth."""
    examined, refused = examine(case.readings, case.context, case.edition)
    return judged(case, every_finding(examined, refused))


def every_finding(examined: Iterable[Examined], refused: Iterable[Finding] = ()) -> list[Finding]:
    return [*refused, *(f for one in examined for f in one.findings)]


def judged(case: Case, findings: Sequence[Finding]) -> Judged:
    """Findings beside the truth of a case."""
    missed = tuple(p for p in case.planted if not any(map(p.met_by, findings)))
    found = tuple(p for p in case.planted if p not in missed)
    truth = (*case.planted, *case.also)
    alarms = tuple(f for f in findings if not any(p.met_by(f) for p in truth))
    return Judged(case.name, case.clean, found, missed, alarms)


@dataclass
class Score:
    """Everything judged; recall and false alarms by check and over all."""

    cases: list[Judged] = field(default_factory=list)

    def counts(self, rule: str = "") -> tuple[int, int]:
        """Defects planted and found, of one check or of all."""
        found = [p for c in self.cases for p in c.found if rule in ("", p.check)]
        missed = [p for c in self.cases for p in c.missed if rule in ("", p.check)]
        return len(found) + len(missed), len(found)

    def recall(self, rule: str = "") -> float:
        planted, found = self.counts(rule)
        return found / planted if planted else 1.0

    def alarms(self, rule: str = "") -> list[tuple[str, Finding]]:
        return [(c.name, f) for c in self.cases for f in c.alarms if rule in ("", f.rule)]

    def worst(self, clean: bool) -> int:
        """The most false alarms that any clean, or any defective, case gave."""
        return max((len(c.alarms) for c in self.cases if c.clean == clean), default=0)

    def missed(self) -> list[tuple[str, Planted]]:
        return [(c.name, p) for c in self.cases for p in c.missed]

    def shortfalls(self, each: float = 0.9, over_all: float = 0.98, most: int = 2) -> list[str]:
        """Every requirement that is not met, a sentence each."""
        found = [f"{rule}: recall {self.recall(rule):.2f}" for rule in RULES
                 if self.recall(rule) < each]  # fmt: skip
        if self.recall() < over_all:
            found.append(f"recall over all {self.recall():.3f}")
        for case in self.cases:
            if len(case.alarms) > (0 if case.clean else most):
                kind = "clean" if case.clean else "defective"
                found.append(f"{case.name} ({kind}): {len(case.alarms)} false alarms")
        return found

    def table(self) -> str:
        """The score as a table of text, a line per check."""
        lines = [f"{'check':<12}{'planted':>8}{'found':>8}{'recall':>8}{'false alarms':>14}"]
        others = sorted({f.rule for c in self.cases for f in c.alarms} - {*RULES})
        for rule in (*RULES, *others):
            planted, found = self.counts(rule)
            share = f"{self.recall(rule):.3f}" if planted else "-"
            lines.append(f"{rule:<12}{planted:>8}{found:>8}{share:>8}{len(self.alarms(rule)):>14}")
        planted, found = self.counts()
        lines.append(
            f"{'all':<12}{planted:>8}{found:>8}{self.recall():>8.3f}{len(self.alarms()):>14}"
        )
        clean = sum(c.clean for c in self.cases)
        lines.append(f"{clean} clean and {len(self.cases) - clean} defective cases; most false "
                     f"alarms on a clean one {self.worst(True)}, on a defective one {self.worst(False)}")  # fmt: skip
        return "\n".join(lines)

    def told(self, count: int = 40) -> str:
        """What was missed and what was a false alarm, a line each."""
        lines = [f"missed  {name}: {p.rule} {p.sheet}!{p.cell} {p.what}"
                 for name, p in self.missed()]  # fmt: skip
        lines += [f"alarm   {name}: {f.severity} {f.sentence('en')}" for name, f in self.alarms()]
        more = [f"... and {len(lines) - count} more"] if len(lines) > count else []
        return "\n".join([*lines[:count], *more])


def score_of(cases: Iterable[Case]) -> Score:
    """Every case judged, one after the other."""
    return Score([judge(case) for case in cases])


# --- truth beside a file


@dataclass(frozen=True)
class Truth:
    """What is wrong in a fixture, as the file beside it says."""

    edition: str
    reader: str
    planted: tuple[Planted, ...] = ()
    also: tuple[Planted, ...] = ()
    change: str = ""
    """name of the change of codelists or of the day that the file is examined with; "" for none"""


def truth_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.truth.json")


def write_truth(path: Path, truth: Truth) -> None:
    """Puts the truth beside a file."""
    text = json.dumps(asdict(truth), ensure_ascii=False, indent=1)
    truth_path(path).write_text(text + "\n", encoding="utf-8")


def read_truth(path: Path) -> Truth:
    content = json.loads(truth_path(path).read_text(encoding="utf-8"))
    planted, also = (tuple(Planted(**p) for p in content.pop(k)) for k in ("planted", "also"))
    return replace(Truth(**content), planted=planted, also=also)
