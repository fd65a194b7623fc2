"""A target of a plan: what an indicator of an area shall be in a year, and where it is written."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from atlas.number import format_plain

POLARITIES = ("positif", "negatif", "netral", "kumulatif")
"""More is better, less is better, neither (only inside or outside a range), or summed over years."""


@dataclass(frozen=True)
class Target:
    """One target, in the unit of its indicator: a value, or a range from `low` to `high`."""

    indicator: str
    area_code: str
    period: str
    """the year it is for"""
    dim: str
    series: str
    target: float | None
    low: float | None
    high: float | None
    polarity: str
    unit: str
    baseline_period: str
    baseline_value: float
    """as the document has it"""
    document: str
    document_no: str
    document_table: str
    document_page: str
    note_id: str
    note_en: str

    @property
    def line(self) -> tuple[str, ...]:
        """What targets of several years share: they are one line to a last year."""
        return (self.indicator, self.area_code, self.dim, self.series, self.document,
                self.document_no)  # fmt: skip

    @property
    def key(self) -> tuple[str, ...]:
        return (*self.line, self.period)

    def row(self) -> dict[str, str]:
        """Its row of a table, in the columns of target.csv."""
        return {k: v if isinstance(v, str) else format_plain(v) for k, v in asdict(self).items()}


COLUMNS = tuple(Target.__dataclass_fields__)
TEXTS = tuple(c for c in COLUMNS if c.startswith(("document", "note_")))
NUMBERS = ("target", "low", "high", "baseline_value")
