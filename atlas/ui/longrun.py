"""Choosing a run: the indicator, and its series and month where it has several."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from atlas.model import Indicator, Lang
from atlas.query import Catalogue
from atlas.study.longrun import PLAIN, Run
from atlas.study.rates import AT
from atlas.text import t
from atlas.ui import params


def asked(
    found: Sequence[Run], first: str, why: Callable[[Indicator], str], catalogue: Catalogue,
    lang: Lang,
) -> Run:  # fmt: skip
    """The run that the URL asks for by indicator, breakdown and series. An indicator that exists and
    cannot be shown is refused with its reason (`why`), and the default is shown."""
    codes = list(dict.fromkeys(r.code for r in found))
    default = first if first in codes else codes[0]
    code = st.query_params.get("indikator", "")[: params.LONGEST]
    indicator = catalogue.indicators.get(code.split(AT)[0])
    if indicator is not None and code not in codes:
        st.info(why(indicator))
        code = default
    else:
        code = params.code("indikator", codes, default, lang)
    own = [r for r in found if r.code == code]
    key = params.code("series", [r.key for r in own], newest(own).key, lang)
    return next(r for r in own if r.key == key)


def newest(found: Sequence[Run]) -> Run:
    """The run a reader sees first: with the newest nearly complete table, then the longest."""
    return max(found, key=lambda r: (max((x.period for x in r.tables if x.full), default=""),
                                     len(r.tables)))  # fmt: skip


def choose(
    found: Sequence[Run], run: Run, catalogue: Catalogue, lang: Lang, drop: Sequence[str]
) -> None:
    """The list of indicators; and that of series and months where this one has several."""
    labels: dict[str, str] = {}
    for one in found:
        labels.setdefault(one.code, one.name(catalogue, lang))
    order = sorted(labels, key=labels.__getitem__)
    params.pick("indikator", t("choose.indicator", lang), order, run.code, labels.__getitem__, lang,
                drop=("series", *drop))  # fmt: skip
    own = {
        r.key: f"{_series(r, catalogue, lang)} ({r.span(lang)})"
        for r in found
        if r.code == run.code
    }
    if len(own) > 1:
        params.pick(
            "series", t("change.run", lang), list(own), run.key, own.__getitem__, lang, drop=drop
        )


def _series(run: Run, catalogue: Catalogue, lang: Lang) -> str:
    name = run.series_name(catalogue, lang)
    return name or t("choose.series_plain", lang) if run.key.startswith(PLAIN) else name or run.key
