"""The indicators of an index and the weight that a reader gives each of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from atlas.model import Lang
from atlas.query import Catalogue
from atlas.study.rates import Rate
from atlas.text import t

MOST = 8
"""Indicators of an index at most: with more, none of them weighs."""
HEAVIEST = 1000.0


@dataclass(frozen=True)
class Weighted:
    """An indicator of an index with the weight a reader gave it."""

    rate: Rate
    weight: float

    @property
    def code(self) -> str:
        return f"{self.rate.code}:{self.weight:g}"


def offered(found: Sequence[Rate]) -> list[Rate]:
    """Rates that may enter an index: those whose high values are good or bad."""
    return [r for r in found if r.directed]


def recipe(chosen: Sequence[Weighted]) -> str:
    """What a URL calls an index: "kode:40,kode:30,kode:30"."""
    return ",".join(w.code for w in chosen)


def read(text: str, found: Sequence[Rate], catalogue: Catalogue, lang: Lang) -> tuple[list[Weighted], list[str]]:  # fmt: skip
    """The index that a text like "kode:40,kode:30" asks for, and a sentence for each part of it
    that cannot be had. Whatever the text is, this gives an answer; none chosen is an empty list."""
    by_code, chosen, said = {r.code: r for r in found}, dict[str, float](), []
    for part in filter(None, text.split(",")):
        code, _, number = part.rpartition(":")
        rate, weight = by_code.get(code), _weight(number)
        shown = "".join(c for c in part[:60] if c.isalnum() or c in " -_.,=;@:")
        if rate is None:
            said.append(t("priority.bad_unknown", lang, part=shown))
        elif not rate.directed:
            said.append(t("priority.bad_neutral", lang, name=rate.name(catalogue, lang)))
        elif weight is None:
            said.append(t("priority.weight", lang, name=rate.name(catalogue, lang)))
        elif code in chosen:
            chosen[code] = min(HEAVIEST, chosen[code] + weight)
            said.append(t("priority.twice", lang, name=rate.name(catalogue, lang)))
        elif len(chosen) == MOST:
            said.append(t("priority.many", lang, most=MOST, name=rate.name(catalogue, lang)))
        else:
            chosen[code] = weight
    return [Weighted(by_code[c], w) for c, w in chosen.items()], list(dict.fromkeys(said))[:4]


def _weight(text: str) -> float | None:
    """A weight above 0 and up to 1,000; None for anything else."""
    try:
        weight = float(text[:20])
    except ValueError:
        return None
    return round(weight, 4) if math.isfinite(weight) and 0.0001 <= weight <= HEAVIEST else None


def rebalanced(before: Sequence[Weighted], after: Sequence[Rate]) -> list[Weighted]:
    """Other indicators than before: a new one gets an equal share, the others keep their
    proportions; whole weights with a sum of 100."""
    kept = {w.rate.code: w.weight for w in before}
    held = sum(kept[r.code] for r in after if r.code in kept)
    fresh = 100 / len(after) if after else 0.0
    room = 100 - fresh * sum(r.code not in kept for r in after)
    exact = [kept[r.code] / held * room if r.code in kept else fresh for r in after]
    whole = [max(1, math.floor(e)) for e in exact]
    order = sorted(range(len(after)), key=lambda i: whole[i] - exact[i])
    for i in order[: max(0, 100 - sum(whole))]:
        whole[i] += 1
    return [Weighted(r, float(w)) for r, w in zip(after, whole, strict=True)]
