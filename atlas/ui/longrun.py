"""Choosing a run: the indicator, and its series and month where it has several."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.model import Lang
from atlas.query import Catalogue
from atlas.study.longrun import PLAIN, Run
from atlas.text import t
from atlas.ui import params


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
