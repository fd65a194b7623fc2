"""The kelurahan of a kecamatan on its sheet: their table, its sums and what these agree with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from atlas.model import Area, Lang
from atlas.query import Catalogue
from atlas.text import t
from atlas.view.profile import KelurahanRow

INSIDE = ("pemilih_tetap", "jumlah_tps", "pemilih_per_tps", "rasio_jenis_kelamin_pemilih",
          "balita_diukur", "balita_stunting", "balita_pendek_per_100_diukur")  # fmt: skip
MOST_INSIDE = 9
"""Columns of the table of kelurahan."""


def inside_of(catalogue: Catalogue, area: str) -> list[Area]:
    """The kelurahan of a kecamatan, in the order of their codes."""
    return [a for a in catalogue.level("kelurahan") if a.parent_code == area]


def table(
    rows: Sequence[KelurahanRow], names: Sequence[str], catalogue: Catalogue, lang: Lang
) -> dict[str, Any]:
    """A line for each kelurahan, a column for each chosen table; sums and what they agree with."""
    whole = [r for r in rows if r.indicator in INSIDE and not _broken_down(r, catalogue, lang)]
    chosen = sorted(whole, key=lambda r: (INSIDE.index(r.indicator), r.name))
    chosen = chosen[:MOST_INSIDE]
    lines = [[name, *(r.values[i] for r in chosen)] for i, name in enumerate(names)]
    foot = [
        [t("profile.sum", lang), *(r.total for r in chosen)],
        [t("profile.printed", lang), *(r.printed for r in chosen)],
        [t("profile.check", lang), *(t(f"profile.check_{r.verdict}", lang) if r.verdict else "" for r in chosen)],
        [t("profile.grade", lang), *(r.grade for r in chosen)],
    ]  # fmt: skip
    more = len(rows) - len(chosen)
    heads = [_head(r, catalogue, lang) for r in chosen]
    over = [(f"{name} ({unit})" if unit.casefold() not in name.casefold() else name, len(list(same)))
            for (name, unit), same in groupby(heads, key=lambda h: (h[0], h[2]))]  # fmt: skip
    return {
        "village": t("brief.village", lang),
        "inside_over": over, "inside_heads": [rest for _, rest, _ in heads],
        "inside": lines if chosen else [], "inside_foot": foot if chosen else [],
        "inside_hint": t("view.withheld", lang),
        "inside_more": t("brief.more_tables", lang, count=more) if more else "",
    }  # fmt: skip


def _head(row: KelurahanRow, catalogue: Catalogue, lang: Lang) -> list[str]:
    """Name, series with period, and unit of a column."""
    name = catalogue.indicators[row.indicator].name(lang)
    return [name, row.name.removeprefix(name).removeprefix(", "), row.unit]


def _broken_down(row: KelurahanRow, catalogue: Catalogue, lang: Lang) -> bool:
    """Whether a table is of one member of a dimension."""
    name = catalogue.indicators[row.indicator].name(lang)
    told = row.name.removeprefix(name).split(", ")
    return any(label.name(lang) in told for label in catalogue.dimensions.values())
