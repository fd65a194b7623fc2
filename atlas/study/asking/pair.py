"""Two indicators against each other."""

from __future__ import annotations

from atlas.model import MAP_LEVELS
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.asking.given import Given, rate_code
from atlas.study.model import Study
from atlas.study.pair import other, pair
from atlas.study.rates import rates
from atlas.text import t

FIRST = {
    "kecamatan": ("sd_per_10000_penduduk", "siswa_per_rombel_mi"),
    "kabkota": ("rls", "persen_penduduk_miskin"),
    "kelurahan": ("pemilih_per_tps", "rasio_jenis_kelamin_pemilih"),
}
MOST = 8
"""Areas that are named at most: more names than these cannot be told apart."""


def levels(release: Release) -> list[str]:
    """Levels with two rates at least."""
    return [level for level in MAP_LEVELS if len(rates(release, level)) > 1]


def asked(release: Release, catalogue: Catalogue, given: Given) -> Study:
    """The study that an address asks for; what cannot be had gets its default and a sentence."""
    lang = given.lang
    offered = levels(release)
    level = given.code("level", offered, offered[0])
    found = rates(release, level)
    codes = [r.code for r in found]
    across, up = FIRST[level]
    first = across if across in codes else codes[0]
    x_code = rate_code(given, "x", found, first, level, release, catalogue)
    y_code = rate_code(given, "y", found, other(found, x_code, up), level, release, catalogue)
    by_code = {r.code: r for r in found}
    if x_code == y_code:
        y_code = other(found, x_code, up)
        given.say(t("pair.same", lang, name=by_code[x_code].name(catalogue, lang),
                  shown=by_code[y_code].name(catalogue, lang)))  # fmt: skip
    x, y = by_code[x_code], by_code[y_code]
    both = [code for code in x.values if code in y.values]
    return pair(release, catalogue, x, y, level, given.codes("area", both, MOST), lang)
