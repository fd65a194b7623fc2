"""Words that views of every kind share: where and in what unit, evidence, parts of years, marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from atlas.choice import Choice
from atlas.model import Indicator, Lang, Observation, Source
from atlas.number import decimals_of, format_period
from atlas.query import Catalogue
from atlas.text import t


@dataclass(frozen=True)
class Words:
    """What most parts of a view need to speak."""

    indicator: Indicator
    catalogue: Catalogue
    choice: Choice
    lang: Lang
    period: str

    @property
    def unit(self) -> str:
        return self.indicator.unit(self.lang)

    @property
    def noun(self) -> str:
        return t(f"level.{self.choice.level}_noun", self.lang)


def subtitle(
    used: Sequence[Observation], sources: Sequence[Source], words: Words, level: str = ""
) -> str:
    level = level or t(f"level.{words.choice.level}_of", words.lang)
    text = t("view.subtitle", words.lang, unit=words.unit, level=level)
    weak = {s.source_id for s in sources if s.grade == "C"}
    if not any(o.source_id in weak for o in used):
        return text
    return f"{text} · {t('view.evidence_c', words.lang)}"


def as_published(indicator: Indicator, rows: Iterable[Observation]) -> Indicator:
    """The indicator with as many decimals as these values were published with: none is made up,
    and values beside each other line up. Computed values keep the decimals they were rounded to."""
    if indicator.kind:
        return indicator
    published = max((decimals_of(r.value) for r in rows if r.value is not None), default=0)
    return replace(indicator, decimals=min(indicator.decimals, published))


def part_of_year(rows: Iterable[Observation], lang: Lang) -> str:
    """ " (Januari 2024–Juni 2024)" when the figures cover part of their period, else ""."""
    parts = sorted({r.partial_period for r in rows if r.partial_period})
    if not parts:
        return ""
    first, last = (format_period(p, lang) for p in parts[0].split("/"))
    return f" ({first}–{last})"


def period_notes(used: Sequence[Observation], lang: Lang) -> list[str]:
    notes = []
    for part in sorted({o.partial_period for o in used if o.partial_period}):
        first, last = (format_period(p, lang) for p in part.split("/"))
        notes.append(t("view.partial", lang, first=first, last=last))
    if any(o.origin == "dicacah" for o in used):
        notes.append(t("view.counted", lang))
    if any(o.origin == "dijumlah" for o in used):
        notes.append(t("view.summed", lang))
    marks = sorted({o.mark for o in used if o.mark})
    if marks:
        said = "; ".join(f"{m} {t(f'mark.{m}', lang)}" for m in marks)
        notes.append(t("view.marks_in", lang, marks=said))
    return notes
