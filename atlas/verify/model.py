"""What verifying gives: one verdict a view, and a report of all that an address named."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass
from typing import Any, Literal

from atlas.changes import Correction
from atlas.model import Lang
from atlas.number import format_day
from atlas.text import t

Status = Literal["unchanged", "corrected", "different", "not_this_view", "unknown"]
EXIT: dict[Status, int] = {
    "unchanged": 0, "corrected": 1, "different": 1, "not_this_view": 2, "unknown": 2,
}  # fmt: skip
"""Codes of the command, which are also what is the worst of several."""
WORST: tuple[Status, ...] = ("unchanged", "corrected", "different", "not_this_view", "unknown")


@dataclass(frozen=True)
class Figure:
    """One figure of a view as its release has it, and what the newest release says in its place."""

    area_code: str
    area: str
    period: str
    """as a reader writes it"""
    text: str
    """as the view shows it, with its mark"""
    now: str = ""
    """"" when it is still so"""
    what: str = ""
    """the table it is in, where a sheet or an analysis has several"""


@dataclass(frozen=True)
class Verdict:
    """What can be said of one view."""

    status: Status
    said: tuple[str, ...]
    """sentences in the reader's language, the weightiest first"""
    title: str = ""
    unit: str = ""
    address: str = ""
    """path that shows exactly this view with its release"""
    release: str = ""
    published: str = ""
    """day the release was first published, YYYY-MM-DD"""
    served: str = ""
    """the release that the atlas serves now"""
    digest: str = ""
    """that this atlas makes of the view today"""
    given: str = ""
    """the digest that was given"""
    figures: tuple[Figure, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def exact(self) -> bool | None:
        """Whether the digest given is that of the view; None when none was given, or no view found."""
        return self.digest == self.given if self.given and self.digest else None

    def released(self, lang: Lang) -> str:
        """ "d9bb5a8c4a7b, terbit 23 November 2026 (rilis terbaru)" """
        newest = f" ({t('verify.served', lang)})" if self.release == self.served else ""
        if not self.published:
            return self.release + newest
        day = format_day(datetime.date.fromisoformat(self.published), lang)
        return t("verify.published", lang, name=self.release, day=day) + newest


@dataclass(frozen=True)
class Report:
    """Verdicts in the order of the slides, and what was noticed about the address itself."""

    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...] = ()
    place: int = 0
    """the slide of a deck that the address names, 0 for none"""

    @property
    def status(self) -> Status:
        """The worst of all verdicts."""
        return max((v.status for v in self.verdicts), key=WORST.index)

    def as_json(self) -> dict[str, Any]:
        """Codes, texts as shown and numbers, for programs."""
        return {
            "status": self.status,
            "notes": list(self.notes),
            "views": [_as_json(v) for v in self.verdicts],
        }


def _as_json(verdict: Verdict) -> dict[str, Any]:
    corrections = [asdict(c) for c in verdict.corrections]
    return asdict(verdict) | {"exact": verdict.exact, "corrections": corrections}
