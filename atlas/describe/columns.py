"""The columns of an observation, the same in JSON, CSV and XLSX."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.model import Lang
from atlas.text import t


@dataclass(frozen=True)
class Column:
    """A column by its name in the release; `optional` ones are null where there is nothing."""

    name: str
    type: str = "string"
    optional: bool = False

    def meaning(self, lang: Lang) -> str:
        return t(f"api.col_{self.name}", lang)


OBSERVATION = (
    Column("indicator"),
    Column("indicator_name"),
    Column("area_code"),
    Column("area_name"),
    Column("level"),
    Column("period"),
    Column("period_kind"),
    Column("partial_period", optional=True),
    Column("dim"),
    Column("dim_name", optional=True),
    Column("series"),
    Column("series_name", optional=True),
    Column("value", "number", optional=True),
    Column("low", "number", optional=True),
    Column("high", "number", optional=True),
    Column("unit"),
    Column("unit_name"),
    Column("mark"),
    Column("source_id", optional=True),
    Column("grade", optional=True),
    Column("origin"),
    Column("status", optional=True),
    Column("edition", optional=True),
    Column("table_no", optional=True),
    Column("note_id", optional=True),
    Column("note_en", optional=True),
    Column("denominator", "number", optional=True),
    Column("alternative", "number", optional=True),
)
"""`dim`, `series` and `mark` are "" for a total, for no series and for no mark: two of them are part
of the key, and a key has no nulls."""
KEY = ("indicator", "area_code", "period", "dim", "series")
