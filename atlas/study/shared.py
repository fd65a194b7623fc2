"""What several studies say in the same words: names, evidence, and where outlines come from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from atlas.model import Indicator, Lang, Observation, Source
from atlas.query import Catalogue
from atlas.store import Release
from atlas.text import t

MONEY = ("rupiah", "us$", "us dollar")
"""What the English name of a unit of money holds."""
CONSTANT = ("adhk", "harga konstan")
"""How names and definitions say that the prices of one year are used for all."""

INFERRED = re.compile(
    r"(^|; )(tahun|putaran)\b[^;]*\b(disimpulkan|dikenali|dapat)\b", re.IGNORECASE
)
"""How the note of a figure says that its source does not name its year or round."""


def named(indicator: Indicator, dim: str, catalogue: Catalogue, lang: Lang) -> str:
    """An indicator with its breakdown: "Siswa per guru MA (Negeri)"."""
    member = catalogue.dim_name(dim, lang)
    return f"{indicator.name(lang)} ({member})" if member else indicator.name(lang)


def weak(sources: Iterable[Source], lang: Lang) -> str:
    """9: what a subtitle adds when a figure rests on evidence C; "" for better evidence."""
    return " · " + t("view.evidence_c", lang) if any(s.grade == "C" for s in sources) else ""


def not_legal(release: Release, level: str, lang: Lang) -> str:
    """That the outlines of a level are no legal boundary, and who drew them."""
    meta = release.boundary(level).meta
    source = str(meta.get(f"source_{lang}") or meta["source"])
    return t("view.not_legal", lang, source=source, date=meta["date"], licence=meta["licence"])


def nominal(indicator: Indicator) -> bool:
    """Whether a figure is an amount of money at the prices of its own year, so that it grows with
    prices alone: its unit is money and neither name nor definition says constant prices."""
    unit = indicator.unit("en").casefold()
    told = f"{indicator.indicator} {indicator.name('id')} {indicator.text('definition', 'id')}".casefold()
    return any(m in unit for m in MONEY) and not any(w in told for w in CONSTANT)


def inferred_period(row: Observation) -> bool:
    """Whether the note of a figure says that its year or survey round was inferred."""
    return bool(INFERRED.search(row.note_id))
