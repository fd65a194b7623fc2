"""The change of an indicator between two periods."""

from __future__ import annotations

from atlas.model import MAP_LEVELS
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import longrun
from atlas.study.asking.given import Given, run_of
from atlas.study.change import change, first_period, last_period, listed, nothing, why_not_listed
from atlas.study.longrun import Run
from atlas.study.model import Study
from atlas.text import t

FIRST = {"kabkota": "tpt", "kecamatan": "jumlah_penduduk", "kelurahan": "jumlah_tps"}
START = "kabkota"
"""The level that is shown first: its figures are the best evidenced."""


def asked(release: Release, catalogue: Catalogue, given: Given) -> Study:
    """The study that an address asks for; what cannot be had gets its default and a sentence."""
    lang = given.lang
    levels = [level for level in MAP_LEVELS if listed(release, level)]
    if not levels:
        return nothing(release, lang)
    level = given.code("level", levels, START if START in levels else levels[0])
    found = listed(release, level)
    run = run_of(given, found, FIRST[level], lambda i: why_not_listed(release, level, i, lang),
                 catalogue)  # fmt: skip
    first, last = _periods(
        run, [r for r in longrun.runs(release, level) if r.code == run.code], given
    )
    areas = [a.area_code for a in catalogue.level(level)]
    area = given.code("area", areas, "")
    return change(release, catalogue, run, first, last, area, lang)


def _periods(run: Run, of_code: list[Run], given: Given) -> tuple[str, str]:
    """The two periods that the URL names, the earlier first; those that belong to another series or
    month are refused with the reason."""
    own, lang = [x.period for x in run.tables], given.lang
    elsewhere = {x.period: x for r in of_code for x in r.tables if x.period not in own}
    wanted = {name: given.text(name) for name in ("dari", "sampai")}
    for name, period in wanted.items():
        if period in elsewhere:
            given.say(t("change.not_this_run", lang, period=run.period(elsewhere[period], lang)))
            wanted[name] = ""
    if wanted["dari"] in own and wanted["sampai"] in own and wanted["dari"] > wanted["sampai"]:
        return wanted["sampai"], wanted["dari"]
    last = last_period(run)
    if wanted["sampai"]:
        last = given.code("sampai", own[1:], last)
    elif wanted["dari"] in own and wanted["dari"] >= last and wanted["dari"] != own[-1]:
        last = own[-1]
    first = first_period(run, last)
    if wanted["dari"]:
        first = given.code("dari", [p for p in own if p < last], first)
    return first, last
