"""Patterns in space."""

from __future__ import annotations

from atlas.model import MAP_LEVELS, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.asking.given import Given, code_or_reason
from atlas.study.model import Study
from atlas.study.pattern import pattern, too_old, without
from atlas.study.rates import is_rate
from atlas.study.tested import Tested, tested
from atlas.text import t

FIRST = {"kecamatan": "kepadatan_baku", "kelurahan": "rasio_jenis_kelamin_pemilih",
         "kabkota": "persen_penduduk_miskin"}  # fmt: skip


def asked(release: Release, catalogue: Catalogue, given: Given) -> Study:
    """The study that an address asks for; what cannot be had gets its default and a sentence. Counts
    are not offered; a link to one gets the reason."""
    lang = given.lang
    there = levels(release)
    if not there:
        return too_old(release, lang)
    level = given.code("level", there, there[0])
    codes = [*labels(release, catalogue, level, lang)]
    counts = [c for c, i in catalogue.indicators.items() if not is_rate(i)]
    first = FIRST[level] if FIRST[level] in codes else codes[0]
    code = code_or_reason(given, "indikator", [*codes, *counts], first, level, release, catalogue)
    if code in counts:
        return without(release, catalogue, code, level, lang)
    found = tables_of(release, level, code)
    when = given.code("period", [x.when for x in found], _first(found).when)
    test = next(x for x in found if x.when == when)
    areas = [a.area_code for a in catalogue.level(level)]
    chosen = given.code("area", areas, "")
    return pattern(release, catalogue, test, chosen, lang)


def levels(release: Release) -> list[str]:
    return [level for level in MAP_LEVELS if tested(release, level)]


def tables_of(release: Release, level: str, code: str) -> list[Tested]:
    """Tables of one indicator and breakdown, newest first."""
    return [x for x in tested(release, level) if x.code == code and not x.variant]


def _first(found: list[Tested]) -> Tested:
    """The newest that was tested; the newest where none was."""
    return next((x for x in found if not x.refusal), found[0])


def labels(release: Release, catalogue: Catalogue, level: str, lang: Lang) -> dict[str, str]:
    """Indicators of a level by code, the tested ones first; the others say that they are not."""
    names = {x.code: x.name(catalogue, lang) for x in tested(release, level)}
    sure = {x.code for x in tested(release, level) if not x.refusal}
    order = sorted(names, key=lambda c: (c not in sure, names[c].casefold()))
    return {
        c: names[c] if c in sure else t("pattern.untested", lang, label=names[c]) for c in order
    }
