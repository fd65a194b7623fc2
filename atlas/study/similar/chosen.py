"""Which rates count for likeness: those asked for, or those that say something of their own."""

from __future__ import annotations

from functools import lru_cache

from atlas.measure.similar import twins
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.study.rates import Rate
from atlas.text import t

FEWEST, MOST = 2, 16
"""Indicators that count: likeness in one is the spread of that one; more cannot be read."""
TWINS = 0.85
"""Correlation of two indicators (Pearson, over the areas, either way) from which they say nearly
the same, so that only one of them counts by default."""
RESTATES = {
    "p1": "persen_penduduk_miskin", "p2": "persen_penduduk_miskin", "ipm": "rls",
    "pertumbuhan_ekonomi": "pertumbuhan_pdrb_dihitung",
}  # fmt: skip
"""What by its making restates another: depth and severity of poverty are of the same poor, the
human development index is made of schooling and expenditure, growth is published and computed."""


@lru_cache(maxsize=16)
def offered(found: tuple[Rate, ...]) -> tuple[Rate, ...]:
    """Rates with a sure value for every area: only these can be put beside one another."""
    return tuple(r for r in found if r.complete)


@lru_cache(maxsize=16)
def usual(found: tuple[Rate, ...]) -> tuple[Rate, ...]:
    """The rates that count by default: complete, without gaps to a fixed figure (those order areas
    as the rate itself), and each with something of its own to say."""
    return distinct(tuple(r for r in offered(found) if r.indicator.kind != "selisih"))


@lru_cache(maxsize=64)
def distinct(found: tuple[Rate, ...]) -> tuple[Rate, ...]:
    """Those of some rates that say something of their own: without breakdowns beside their total,
    what restates another of them, and the later one of near twins."""
    there = {r.code for r in found}
    kept: list[Rate] = []
    for rate in found:
        name = rate.indicator.indicator
        if (rate.table.dim and name in there) or RESTATES.get(name) in there:
            continue
        if not any(j == len(kept) for _, j, _ in twins([r.values for r in (*kept, rate)], TWINS)):
            kept.append(rate)
    return tuple(kept)


def read(
    text: str, found: tuple[Rate, ...], catalogue: Catalogue, level: str, lang: Lang
) -> tuple[list[Rate], list[str]]:
    """The rates that a list of codes asks for, in the order of the catalogue, and a sentence for
    what cannot be had. Whatever the text is, this gives an answer."""
    by_code, said = {r.code: r for r in found}, []
    asked = list(dict.fromkeys(filter(None, text.split(","))))
    unknown = [code for code in asked if code not in by_code]
    if unknown:
        shown = "".join(c for c in unknown[0][:40] if c.isalnum() or c in " -_.=;@")
        said.append(t("similar.unknown", lang, code=shown, count=len(unknown)))
    for code in asked:
        if code in by_code and not by_code[code].complete:
            said.append(_incomplete(by_code[code], catalogue, level, lang))
    chosen = [r for r in offered(found) if r.code in set(asked)]
    if len(chosen) > MOST:
        said.append(t("notice.too_many", lang, most=MOST, given=len(chosen)))
    return chosen[:MOST], said[:4]


def _incomplete(rate: Rate, catalogue: Catalogue, level: str, lang: Lang) -> str:
    out = missing(rate, catalogue, level, lang)
    return t("similar.incomplete", lang, name=rate.name(catalogue, lang), names=out)


def missing(rate: Rate, catalogue: Catalogue, level: str, lang: Lang) -> str:
    """Areas without a sure value."""
    areas = (a for a in catalogue.level(level) if a.area_code not in rate.values)
    return ", ".join(a.full_name(lang) for a in areas)
