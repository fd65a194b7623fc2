"""Parts of the page Perubahan antarperiode."""

from __future__ import annotations

from html import escape

import streamlit as st

from atlas.model import CITY, MAP_LEVELS, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study, longrun
from atlas.study.change import (
    change,
    first_period,
    last_period,
    listed,
    not_listed,
    nothing,
    why_not_listed,
)
from atlas.study.longrun import Run
from atlas.text import t
from atlas.ui import longrun as runs
from atlas.ui import params, tool

FIRST = {"kabkota": "tpt", "kecamatan": "jumlah_penduduk", "kelurahan": "jumlah_tps"}
START = "kabkota"
"""The level that is shown first: its figures are the best evidenced."""


def asked(release: Release, catalogue: Catalogue, lang: Lang) -> Study:
    """The study that the URL asks for; what cannot be had gets its default and a sentence."""
    levels = [level for level in MAP_LEVELS if listed(release, level)]
    if not levels:
        return nothing(release, lang)
    level = params.code("level", levels, START if START in levels else levels[0], lang)
    found = listed(release, level)
    run = runs.asked(found, FIRST[level], lambda i: why_not_listed(release, level, i, lang),
                     catalogue, lang)  # fmt: skip
    first, last = _periods(
        run, [r for r in longrun.runs(release, level) if r.code == run.code], lang
    )
    areas = [a.area_code for a in catalogue.level(level)]
    area = params.code("area", areas, "", lang)
    return change(release, catalogue, run, first, last, area, lang)


def _periods(run: Run, of_code: list[Run], lang: Lang) -> tuple[str, str]:
    """The two periods that the URL names, the earlier first; those that belong to another series or
    month are refused with the reason."""
    own = [x.period for x in run.tables]
    elsewhere = {x.period: x for r in of_code for x in r.tables if x.period not in own}
    wanted = {name: st.query_params.get(name, "")[: params.LONGEST] for name in ("dari", "sampai")}
    for name, period in wanted.items():
        if period in elsewhere:
            st.info(t("change.not_this_run", lang, period=run.period(elsewhere[period], lang)))
            wanted[name] = ""
    if wanted["dari"] in own and wanted["sampai"] in own and wanted["dari"] > wanted["sampai"]:
        return wanted["sampai"], wanted["dari"]
    last = last_period(run)
    if wanted["sampai"]:
        last = params.code("sampai", own[1:], last, lang)
    elif wanted["dari"] in own and wanted["dari"] >= last and wanted["dari"] != own[-1]:
        last = own[-1]
    first = first_period(run, last)
    if wanted["dari"]:
        first = params.code("dari", [p for p in own if p < last], first, lang)
    return first, last


def choose(release: Release, study: Study, catalogue: Catalogue, lang: Lang) -> None:
    """Level, indicator, series where there are several, the two periods, and an area to speak of."""
    if not study.params:
        return
    levels = [level for level in MAP_LEVELS if listed(release, level)]
    level = study.params["level"]
    found = listed(release, level)
    run = next(
        r for r in found if (r.code, r.key) == (study.params["indikator"], study.params["series"])
    )
    labels = {x.period: run.period(x, lang) for x in run.tables}
    last = study.params["sampai"]
    with st.container(key="atlas-choose"):
        left, middle, start, end, right = st.columns([3, 5, 2, 2, 3])
        with left:
            params.pick("level", t("choose.level", lang), levels, level,
                        lambda x: t(f"level.{x}", lang), lang,
                        drop=("indikator", "series", "dari", "sampai", "area"))  # fmt: skip
        with middle:
            runs.choose(found, run, catalogue, lang, drop=("dari", "sampai"))
        with start:
            params.pick("dari", t("change.first", lang), [p for p in labels if p < last],
                        study.params["dari"], labels.__getitem__, lang)  # fmt: skip
        with end:
            params.pick(
                "sampai", t("change.last", lang), list(labels)[1:], last, labels.__getitem__, lang
            )
        with right:
            tool.pick_area("area", t("choose.area", lang), level, study.params["area"], catalogue, lang,
                           t("choose.area_none", lang))  # fmt: skip


def left_out(release: Release, study: Study, lang: Lang) -> None:
    """Which indicators cannot be chosen here, and why: about the choice, not about the figures."""
    said = not_listed(release, study.params["level"], lang) if study.params else ""
    if said:
        st.html(f'<p class="atlas-hint">{escape(said)}</p>')


def focus(study: Study) -> str:
    """The area that the sentences speak of."""
    return study.params.get("area") or (CITY if study.params.get("level") == START else "")


def toggle(study: Study, area: str) -> None:
    """Speak of an area, or of none."""
    params.write("area", "" if area == study.params["area"] else area)
