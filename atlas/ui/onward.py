"""From a view of an indicator on to the tools of the workbench that can say more about it."""

from __future__ import annotations

from html import escape

import streamlit as st

from atlas import honest
from atlas.choice import Resolved
from atlas.model import CITY, MAP_LEVELS, Indicator, Lang
from atlas.store import Release
from atlas.study import find, is_rate
from atlas.study.rates import AT
from atlas.study.tools import TOOLS
from atlas.text import t
from atlas.ui.frame import link

MULTIPLES_NEED = 4


def onward(release: Release, resolved: Resolved, indicator: Indicator, lang: Lang) -> None:
    """Links to the tools that have an answer for this indicator, with its choices taken along."""
    found = _ways(release, resolved, indicator)
    if not found:
        return
    items = " · ".join(
        f'<a href="{escape(link(TOOLS[kind], lang, **params))}" target="_self">'
        f"{escape(t(f'page.{kind}', lang))}</a>"
        for kind, params in found.items()
    )
    st.html(f'<p class="atlas-hint atlas-more">{escape(t("analysis.onward", lang))} {items}</p>')


def _ways(release: Release, resolved: Resolved, indicator: Indicator) -> dict[str, dict[str, str]]:
    """Tools with their parameters, in the order of the workbench."""
    choice, periods = resolved.choice, len(resolved.periods)
    code = choice.indicator + (f"{AT}{choice.dim}" if choice.dim else "")
    here = {"level": choice.level, "indikator": code}
    ways: dict[str, dict[str, str]] = {}
    if choice.level in MAP_LEVELS and find(release, choice.level, code):
        ways["spread"] = here | {"area": choice.area}
        ways["pattern"] = here
    if choice.level in MAP_LEVELS and indicator.trend and periods > 1:
        ways["change"] = here | {"area": choice.area}
    if choice.level in MAP_LEVELS and indicator.trend and periods >= MULTIPLES_NEED:
        ways["multiples"] = here | {"area": choice.area}
    if is_rate(indicator) and indicator.trend and periods >= honest.TREND_NEEDS:
        ways["trend"] = {"indikator": code, "area": choice.area or CITY}
    return ways
