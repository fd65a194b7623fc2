"""Parts of the page Asal sebuah angka."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import streamlit as st

from atlas import changes, query
from atlas.model import Lang
from atlas.number import format_period
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study
from atlas.study.cell import Key, held, keys, meant, read
from atlas.study.origin import Line, Step, Trail, origin
from atlas.text import t
from atlas.ui import embed, frame, params
from atlas.ui.data.checks import OF_RELEASE
from atlas.ui.markup import print_button

NAMES = ("indikator", "level", "area", "period", "dim", "series")
CSS = """
<style>
.atlas-trail { list-style:none; margin:.6rem 0; padding:0; counter-reset:step }
.atlas-trail > li { position:relative; margin:0; padding:0 0 1.1rem 2.6rem; break-inside:avoid; counter-increment:step }
.atlas-trail > li::before { content:counter(step); position:absolute; left:0; top:.05rem; width:1.7rem; height:1.7rem; line-height:1.7rem;
 text-align:center; border-radius:50%; background:var(--atlas-ink); color:var(--atlas-paper); font-weight:600; font-size:.9rem }
.atlas-trail > li::after { content:""; position:absolute; left:.82rem; top:2rem; bottom:.15rem; border-left:2px solid var(--atlas-line) }
.atlas-trail > li:last-child::after { display:none }
.atlas-trail h3 { font-size:1.08rem; margin:0 0 .3rem; padding:0 }
.atlas-trail dd { overflow-wrap:anywhere } .atlas-trail code { white-space:pre-wrap; overflow-wrap:anywhere; font-size:.95em }
@media print { .st-key-atlas-take, .st-key-atlas-choose { display:none } }
</style>
"""


def asked(release: Release, catalogue: Catalogue, lang: Lang) -> tuple[Study, Trail]:
    """The figure that the URL asks for, or the nearest one with a sentence."""
    raw = {name: st.query_params.get(name, "") for name in NAMES}
    key, notices = meant(raw, release, catalogue, lang)
    for notice in notices:
        st.info(t(notice.key, lang, **{k: _plain(v) for k, v in notice.values.items()}))
    figure = read(release, key, catalogue)
    return origin(release, catalogue, figure, OF_RELEASE, corrections(release, key, lang), lang)


def _plain(text: str) -> str:
    """What was asked for, without signs that st.info would read as Markdown."""
    return "".join(c for c in text if c not in "*_[]`#~<>|$\\")


def corrections(release: Release, key: Key, lang: Lang) -> list[str]:
    """How releases published later moved this figure, newest first, in sentences."""
    catalogue = query.catalogue(release)
    found = _by_key(release.name).get(tuple(key.values()), ())
    return [changes.worded(change, catalogue, lang).line for change in found]


@lru_cache(maxsize=2)
def _by_key(name: str) -> dict[tuple[str, ...], list[changes.Change]]:
    """Corrections up to a release by figure; kept, as it compares every release with the next."""
    found: dict[tuple[str, ...], list[changes.Change]] = {}
    for change in changes.every(frame.store()):
        found.setdefault(change.key, []).append(change)
    return found


def choose(release: Release, trail: Trail, catalogue: Catalogue, lang: Lang) -> None:
    """Indicator, area, breakdown, series and period; what has no choice is not asked."""
    key = trail.key
    every = [k for k, _ in keys(release, key.indicator)]
    with st.container(key="atlas-choose"):
        left, right = st.columns(2)
        with left:
            names = {c: i.name(lang) for c, i in catalogue.indicators.items() if c in held(release)}
            params.pick("indikator", t("choose.indicator", lang), sorted(names, key=names.__getitem__),
                        key.indicator, names.__getitem__, lang, drop=NAMES[1:])  # fmt: skip
        with right:
            areas = {k.area_code: catalogue.areas[k.area_code].full_name(lang) for k in every}
            _pick("area", t("origin.area", lang), areas, key, lang)
        fields = [(name, label, names) for name, label, names in _rest(release, every, key, catalogue, lang)
                  if len(names) > 1]  # fmt: skip
        for column, (name, label, names) in zip(st.columns(3), fields, strict=False):
            with column:
                _pick(name, label, names, key, lang)


def _rest(
    release: Release, every: list[Key], key: Key, catalogue: Catalogue, lang: Lang
) -> list[tuple[str, str, dict[str, str]]]:
    """Breakdowns of the area, series of the breakdown and periods of the series: name, label and
    the names of what there is."""
    here = [k for k in every if k.area_code == key.area_code]
    dims = {k.dim: catalogue.dim_name(k.dim, lang) or t("choose.total", lang) for k in here}
    here = [k for k in here if k.dim == key.dim]
    series = {k.series: catalogue.series_name(k.series, lang) or t("choose.series_plain", lang)
              for k in here}  # fmt: skip
    kinds = {x.period: x.period_kind for x in query.tables(release, key.indicator)
             if (x.dim, x.series) == (key.dim, key.series)}  # fmt: skip
    periods = {k.period: format_period(k.period, lang, kinds.get(k.period, "year"))
               for k in here if k.series == key.series}  # fmt: skip
    return [("dim", t("choose.dim", lang), dims), ("series", t("choose.series", lang), series),
            ("period", t("choose.period", lang), periods)]  # fmt: skip


def _pick(name: str, label: str, names: dict[str, str], key: Key, lang: Lang) -> None:
    """A list of one part of the key; the parts after it follow."""
    order = ("area", "dim", "series", "period")
    value = key.area_code if name == "area" else str(getattr(key, name))
    options = list(names) if name == "period" else sorted(names, key=names.__getitem__)
    params.pick(
        name, label, options, value, names.__getitem__, lang, drop=order[order.index(name) + 1 :]
    )


def show(trail: Trail, lang: Lang) -> None:
    """The trail as an ordered list, and a button that prints it."""
    st.header(t("origin.trail", lang), anchor=False)
    items = "".join(_step(step) for step in trail.steps)
    st.html(f'{CSS}<ol class="atlas-trail">{items}</ol>')
    print_button(t("origin.print", lang))


def _step(step: Step) -> str:
    facts = "".join(f"<dt>{escape(x.head)}</dt><dd>{_fact(x)}</dd>" for x in step.lines)
    return f'<li><h3>{escape(step.title)}</h3><dl class="atlas-dl">{facts}</dl></li>'


def _fact(line: Line) -> str:
    own = line.to.startswith("/")
    text = escape(embed.site() + line.text if line.code and own else line.text)
    text = f"<code>{text}</code>" if line.code else text
    if own:
        return f'<a href="{escape(line.to)}" target="_self">{text}</a>'
    if line.to.startswith("https://"):
        return f'<a href="{escape(line.to)}" rel="noopener">{text}</a>'
    return text
