"""The areas of an index in its order, and the indicators they are ordered by."""

from __future__ import annotations

from atlas.measure.weighted import DRAWS
from atlas.number import format_value
from atlas.study.priority.index import Index, order
from atlas.study.priority.picture import Place, Share
from atlas.text import t


def places(index: Index) -> tuple[Place, ...]:
    """Areas by rank, then by name."""
    rank = order(index.work)
    made = [_place(index, i, rank) for i in range(len(index.work.areas))]
    return tuple(sorted(made, key=lambda p: (p.rank, p.name)))


def _place(index: Index, i: int, rank: dict[str, int]) -> Place:
    work, lang = index.work, index.lang
    code, value, robust = work.areas[i], work.index[i], work.robust[i]
    name, text = index.area(code), index.text(value)
    parts = tuple(w * s[i] / 100 for w, s in zip(work.weights, work.scores, strict=True))
    adds = "; ".join(f"{index.name(w)} {index.text(p)}" for w, p in zip(index.chosen, parts, strict=True))  # fmt: skip
    said = t("priority.place", lang, area=name, rank=rank[code], of=len(rank), noun=index.noun,
             index=text, parts=adds, low=robust.low, high=robust.high,
             tops=format_value(robust.tops, lang), draws=format_value(DRAWS, lang))  # fmt: skip
    return Place(code, name, rank[code], value, text, parts, robust.low, robust.high,
                 robust.firsts, robust.tops, said)  # fmt: skip


def shares(index: Index) -> tuple[Share, ...]:
    return tuple(Share(index.name(w), index.weight(used)) for w, used in index.used)
