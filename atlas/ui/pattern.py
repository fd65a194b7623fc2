"""Parts of the page Pola ruang."""

from __future__ import annotations

import streamlit as st

from atlas.model import MAP_LEVELS, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study, is_rate
from atlas.study.pattern import pattern, too_old, without
from atlas.study.tested import Tested, tested
from atlas.text import t
from atlas.ui import params, tool

FIRST = {"kecamatan": "kepadatan_baku", "kelurahan": "rasio_jenis_kelamin_pemilih",
         "kabkota": "persen_penduduk_miskin"}  # fmt: skip


def asked(release: Release, catalogue: Catalogue, lang: Lang) -> Study:
    """The study that the URL asks for; what cannot be had gets its default and a sentence. Counts
    are not offered; a link to one gets the reason."""
    levels = _levels(release)
    if not levels:
        return too_old(release, lang)
    level = params.code("level", levels, levels[0], lang)
    codes = [*_labels(release, catalogue, level, lang)]
    counts = [c for c, i in catalogue.indicators.items() if not is_rate(i)]
    first = FIRST[level] if FIRST[level] in codes else codes[0]
    code = tool.code_or_reason(
        "indikator", [*codes, *counts], first, level, release, catalogue, lang
    )
    if code in counts:
        return without(release, catalogue, code, level, lang)
    found = _of(release, level, code)
    when = params.code("period", [x.when for x in found], _first(found).when, lang)
    test = next(x for x in found if x.when == when)
    areas = [a.area_code for a in catalogue.level(level)]
    chosen = params.code("area", areas, "", lang)
    return pattern(release, catalogue, test, chosen, lang)


def _levels(release: Release) -> list[str]:
    return [level for level in MAP_LEVELS if tested(release, level)]


def _of(release: Release, level: str, code: str) -> list[Tested]:
    """Tables of one indicator and breakdown, newest first."""
    return [x for x in tested(release, level) if x.code == code and not x.variant]


def _first(found: list[Tested]) -> Tested:
    """The newest that was tested; the newest where none was."""
    return next((x for x in found if not x.refusal), found[0])


def _labels(release: Release, catalogue: Catalogue, level: str, lang: Lang) -> dict[str, str]:
    """Indicators of a level by code, the tested ones first; the others say that they are not."""
    names = {x.code: x.name(catalogue, lang) for x in tested(release, level)}
    sure = {x.code for x in tested(release, level) if not x.refusal}
    order = sorted(names, key=lambda c: (c not in sure, names[c].casefold()))
    return {
        c: names[c] if c in sure else t("pattern.untested", lang, label=names[c]) for c in order
    }


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Level, indicator, and which of its tables."""
    if not study.params:
        return
    level, code = study.params["level"], study.params["indikator"]
    labels = _labels(release, catalogue, level, lang)
    if code not in labels:
        labels |= {code: t("pattern.untested", lang, label=catalogue.indicators[code].name(lang))}
    found = _of(release, level, code)
    with st.container(key="atlas-choose"):
        left, middle, right = st.columns([3, 6, 4])
        with left:
            params.pick("level", t("choose.level", lang), _levels(release), level,
                        lambda x: t(f"level.{x}", lang), lang, drop=("indikator", "period", "area"))  # fmt: skip
        with middle:
            params.pick("indikator", t("choose.indicator", lang), list(labels), code,
                        labels.__getitem__, lang, drop=("period",))  # fmt: skip
        with right:
            if found:
                whens = {x.when: _moment(x, catalogue, lang) for x in found}
                params.pick("period", t("pattern.when", lang), list(whens), study.params["period"],
                            whens.__getitem__, lang)  # fmt: skip


def _moment(test: Tested, catalogue: Catalogue, lang: Lang) -> str:
    text = test.moment(catalogue, lang)
    return t("pattern.untested", lang, label=text) if test.refusal else text


def chosen(study: Study) -> str:
    """The area that is outlined, "" for none."""
    return study.params.get("area", "")


def toggle(study: Study, area: str) -> None:
    """Choose an area, or let it go."""
    params.write("area", "" if area == chosen(study) else area)
