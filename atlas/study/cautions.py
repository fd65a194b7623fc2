"""What must be said of several rates together: parts they share, samples they rest on, and why others
are not among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from atlas import honest, query
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.rates import AT, Rate, why_not
from atlas.text import t

MADE_OF = {
    "ipm": ("uhh", "hls", "rls", "pengeluaran_per_kapita"),
    "persen_penduduk_miskin": ("garis_kemiskinan",),
    "p1": ("garis_kemiskinan",),
    "p2": ("garis_kemiskinan",),
}
"""What published composites are made of (BPS: IPM of life expectancy, schooling and expenditure;
P0, P1 and P2 from one poverty line); those of computed indicators stand in the release."""
WHOLE = "pembilang"
"""Role of an indicator in itself and in a published composite: it grows with it."""
MOST_SAID = 4
"""Reasons that are given for codes that are left out."""
NAMED = 3
"""Indicators that a caution names at most; more are counted."""


@dataclass(frozen=True)
class Part:
    """What a rate is made of: the roles it plays there, and sources and periods of its figures."""

    roles: frozenset[str]
    sources: frozenset[str]
    periods: frozenset[str]


@lru_cache(maxsize=512)
def made_of(release: Release, rate: Rate) -> dict[str, Part]:
    """{indicator: part} of all that differs between areas in a rate, itself included; a part that
    is the city's or the nation's is the same for all and makes nothing go together."""
    code, table = rate.indicator.indicator, rate.table
    own = frozenset(o.source_id for o in rate.rows.values())
    when = frozenset({table.period})
    found = {c: Part(frozenset({WHOLE}), own, when) for c in (code, *MADE_OF.get(code, ()))}
    if not rate.indicator.kind:
        return found
    with release.cursor() as cursor:
        parts = query.parts(cursor, code, list(rate.values), table.dim, table.series, table.period)
    for part in (p for row in parts.values() for p in row if p.place_code == p.area_code):
        roles = {part.indicator: part.role} | dict.fromkeys(MADE_OF.get(part.indicator, ()), WHOLE)
        for name, role in roles.items():
            old = found.get(name, Part(frozenset(), frozenset(), frozenset()))
            found[name] = Part(old.roles | {role}, old.sources | {part.source_id}, old.periods | {part.period})  # fmt: skip
    return found


def shared(release: Release, chosen: Sequence[Rate]) -> dict[str, list[Rate]]:
    """{indicator: rates made of it} of all that is in two rates at least; not what is in them only
    as a part of another that is shared."""
    found: dict[str, list[Rate]] = {}
    for rate in chosen:
        for code in made_of(release, rate):
            found.setdefault(code, []).append(rate)
    common = {code: inside for code, inside in found.items() if len(inside) > 1}
    hidden = {(part, len(common[c])) for c in common for part in MADE_OF.get(c, ())}
    return {code: r for code, r in common.items() if (code, len(r)) not in hidden}


def not_independent(
    release: Release, chosen: Sequence[Rate], catalogue: Catalogue, lang: Lang
) -> list[str]:
    """That several rates rest on the same figures, on which, and on what evidence."""
    common = {c: _alike(release, c, inside) for c, inside in shared(release, chosen).items()}
    common = {c: inside for c, inside in common.items() if inside}
    if not common:
        return []
    parts = [
        t(f"pair.part_{_grade(release, code, inside)}", lang, count=len(inside), of=len(chosen),
          name=catalogue.indicators[code].name(lang))
        for code, inside in common.items()
    ]  # fmt: skip
    return [t("pair.parts", lang, parts="; ".join(parts))]


def _alike(release: Release, code: str, inside: Sequence[Rate]) -> list[Rate]:
    """Rates that hold a part of the same period as another: only those hold the same figures."""
    periods = Counter(p for rate in inside for p in made_of(release, rate)[code].periods)
    return [r for r in inside if any(periods[p] > 1 for p in made_of(release, r)[code].periods)]


def _grade(release: Release, code: str, inside: Sequence[Rate]) -> str:
    """ "weak" where the shared figures rest on evidence C."""
    ids = set().union(*(made_of(release, rate)[code].sources for rate in inside))
    return "weak" if any(s.grade == "C" for s in query.cited(release, sorted(ids))) else "sound"


def sampling(chosen: Sequence[Rate], catalogue: Catalogue, lang: Lang) -> list[str]:
    """That survey figures have sampling errors, and which of the rates are such figures."""
    found = [rate for rate in chosen if honest.sampled(rate.indicator, rate.rows.values())]
    if not found:
        return []
    names = ", ".join(rate.name(catalogue, lang) for rate in found)
    if len(found) > NAMED:
        names = t("pair.counted", lang, count=len(found), of=len(chosen))
    return [t("pair.sampling", lang, names=names)]


def admitted(
    release: Release, level: str, text: str, catalogue: Catalogue, lang: Lang
) -> tuple[str, list[str]]:
    """A list of codes (with a weight after a colon or without) less those of indicators that may
    not enter statistics at this level, and for each of these the reason."""
    kept, said = [], []
    for part in text.split(","):
        code = part.split(":")[0]
        if reason := why_not(release, level, code):
            name = catalogue.indicators[code.split(AT)[0]].name(lang)
            said.append(t(f"pair.refused_{reason}", lang, name=name))
        else:
            kept.append(part)
    return ",".join(kept), list(dict.fromkeys(said))[:MOST_SAID]
