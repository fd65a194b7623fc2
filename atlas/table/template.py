"""The mapping of the atlas's own template, whose tables say in codes what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable

from atlas.table.meaning import Column, Mapping, Meaning
from atlas.table.model import Head, Table
from atlas.table.period import SCHOOL_YEAR, YEAR, Kind

READER = "tidy"
LEVELS = {10: "kelurahan", 7: "kecamatan", 4: "kabkota"}
"""Level of a table by the longest area code in it; shorter codes are wholes."""


def of_template(table: Table, mappings: Iterable[Mapping]) -> Mapping:
    """What a table of the template says of itself; office and kind of period as the mappings of
    the same indicator have them. Its codes are checked when it is applied."""
    head = table.heads[0] if table.heads else Head(1, ())
    indicator, dim, series = (*head.words_id, "", "", "")[:3]
    like = [m for m in mappings if any(c.meaning.indicator == indicator for c in m.columns)]
    kinds = {c.meaning.kind for m in like for c in m.columns if c.meaning.indicator == indicator}
    kind: Kind = kinds.pop() if len(kinds) == 1 else "year"
    if re.fullmatch(SCHOOL_YEAR, head.period):
        kind = "school_year"
    if re.fullmatch(rf"{YEAR}-\d\d", head.period) and kind == "year":
        kind = "month"
    words = tuple(word for word in (indicator, dim, series) if word)
    name = "-".join(("templat", *words, head.period))
    length = max((len(line.code) for line in table.lines), default=7)
    return Mapping(
        name=re.sub(r"[^\w.-]+", "_", name), readers=(READER,), table_no="", title_words=(),
        titles=(table.title_id,), office=like[0].office if like else "",
        office_en=like[0].office_en if like else "", level=LEVELS.get(length, "provinsi"),
        lines="wilayah", period="kepala", kind=kind, lag=1,
        columns=(Column((words,), Meaning(indicator, dim, "", 0, series, kind)),),
        total="12" if length == 4 else "1275", source="Atlas Medan",
    )  # fmt: skip
