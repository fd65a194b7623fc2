"""Pickers: every option is a code, every label unique, every change goes through state.change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import streamlit as st

from atlas.choice import FORMS, SCOPES, TABS, Resolved, levels_with_figures
from atlas.classify import COUNTS, METHODS
from atlas.model import VIEW_LEVELS, Coverage, Lang
from atlas.number import format_period, format_plain
from atlas.query import Catalogue
from atlas.text import t
from atlas.ui import state


def _take(name: str, key: str) -> None:
    value = st.session_state[key]
    if value is not None:
        state.change(**{name: value})


def _select(
    name: str, label: str, options: Sequence[str], value: str, show: Callable[[str], str],
    help: str | None = None, lang: Lang = "id",
) -> None:  # fmt: skip
    """A searchable list; a single option is no choice and is not drawn."""
    key = f"pick_{name}"
    st.session_state[key] = value
    st.selectbox(
        label, options, format_func=show, key=key, on_change=_take, args=(name, key), help=help,
        filter_mode="contains", placeholder=t("choose.placeholder", lang),
    )  # fmt: skip


def _segments(
    name: str, label: str, options: Sequence[str], value: str, show: Callable[[str], str]
) -> None:
    key = f"pick_{name}"
    st.session_state[key] = value
    st.segmented_control(
        label, options, format_func=show, key=key, on_change=_take, args=(name, key), required=True
    )


def pick_indicator(resolved: Resolved, catalogue: Catalogue, lang: Lang) -> None:
    """Find one of all indicators: by typing in either language, or down a tree of groups."""
    other: Lang = "en" if lang == "id" else "id"
    choice = resolved.choice
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    with left:
        group = _pick_group(catalogue, lang)
    codes = [c for c, i in catalogue.indicators.items() if group in ("", i.topic, str(i.chapter))]
    if choice.indicator not in codes:
        codes.insert(0, choice.indicator)

    def show(code: str) -> str:
        indicator = catalogue.indicators[code]
        return f"{indicator.name(lang)} · {indicator.name(other)}"

    with right:
        _select("indicator", t("choose.indicator", lang), codes, choice.indicator, show,
                t("choose.indicator_help", lang), lang)  # fmt: skip


def _pick_group(catalogue: Catalogue, lang: Lang) -> str:
    """A chapter ("3") or topic ("kesehatan") that narrows the list; "" for all."""
    found = catalogue.indicators.values()
    labels = {"": t("choose.all", lang, count=len(catalogue.indicators))}
    for indicator in found:
        name = indicator.text("chapter", lang)
        labels[str(indicator.chapter)] = (
            f"{t('choose.by_chapter', lang)} {indicator.chapter}: {name}"
        )
    for indicator in sorted(found, key=lambda i: i.text("topic", lang)):
        name = indicator.text("topic", lang)
        labels.setdefault(indicator.topic, f"{t('choose.by_topic', lang)}: {name}")
    st.session_state.setdefault("pick_group", "")
    return str(
        st.selectbox(
            t("choose.group", lang),
            list(labels),
            format_func=labels.__getitem__,
            key="pick_group",
            filter_mode="contains",
        )
    )


def pick_level(resolved: Resolved, lang: Lang) -> None:
    _segments("level", t("choose.level", lang), VIEW_LEVELS, resolved.choice.level,
              lambda level: t(f"level.{level}", lang))  # fmt: skip


def pick_table(resolved: Resolved, catalogue: Catalogue, lang: Lang) -> None:
    """Breakdown, series, round and period side by side, each only where there is a choice."""
    choice = resolved.choice
    dims, series = _ordered(resolved.dims, catalogue), resolved.series
    periods = resolved.periods if choice.level != "kota" else []
    wanted = [w for w, n in (("dim", dims), ("series", series), ("period", periods)) if len(n) > 1]
    if not wanted and len({t_.round for t_ in resolved.in_series}) < 2:
        return
    _pick_round(resolved, lang)
    for name, column in zip(wanted, st.columns(len(wanted)) if wanted else [], strict=True):
        with column:
            if name == "dim":
                _select("dim", t("choose.dim", lang), dims, choice.dim,
                        lambda d: catalogue.dim_name(d, lang) or t("choose.total", lang), None, lang)  # fmt: skip
            elif name == "series":
                _select("series", t("choose.series", lang), series, choice.series,
                        lambda s: catalogue.series_name(s, lang) or t("choose.series_plain", lang),
                        None, lang)  # fmt: skip
            else:
                pick_period(resolved, lang)
    _say_newer(resolved, lang)


def _ordered(dims: Sequence[str], catalogue: Catalogue) -> list[str]:
    order = list(catalogue.dimensions)
    return sorted(dims, key=lambda d: [order.index(m) for m in d.split(";") if m])


def _pick_round(resolved: Resolved, lang: Lang) -> None:
    rounds = {t_.round: t_.period for t_ in resolved.in_series}
    table = resolved.table
    if len(rounds) < 2 or table is None:
        return
    by_period = {period: name for name, period in rounds.items()}
    _segments("period", t("choose.round", lang), list(by_period), rounds[table.round],
              lambda p: t(f"round.{by_period[p]}", lang))  # fmt: skip


def _period_label(table: Coverage, lang: Lang) -> str:
    text = format_period(table.period, lang, table.period_kind)
    if table.full:
        return text
    return t("choose.coverage", lang, period=text, areas=table.areas, of=table.of)


def pick_period(resolved: Resolved, lang: Lang) -> None:
    """A slider over the periods of one round; another round is a choice of its own."""
    tables = {t_.period: t_ for t_ in resolved.periods}
    key = "pick_period_slider"
    st.session_state[key] = resolved.choice.period
    st.select_slider(
        t("choose.period", lang), list(tables), key=key, on_change=_take, args=("period", key),
        format_func=lambda period: _period_label(tables[period], lang),
    )  # fmt: skip


def _say_newer(resolved: Resolved, lang: Lang) -> None:
    """When newer periods are only partly filled, say so, so that nobody takes ours for the last."""
    newer = [t_ for t_ in resolved.periods if resolved.newest_full < t_.period and not t_.full]
    table, level = resolved.table, resolved.choice.level
    if table is None or level == "kota" or table.period != resolved.newest_full or not newer:
        return
    noun = t(f"level.{level}_noun", lang)
    partial = "; ".join(
        t("choose.partial_item", lang, period=format_period(x.period, lang, x.period_kind),
          areas=x.areas, of=x.of, noun=noun)
        for x in newer
    )  # fmt: skip
    text = t("choose.newest", lang, shown=_period_label(table, lang), partial=partial)
    st.html(f'<p class="atlas-hint">{escape(text)}</p>')


def pick_area(resolved: Resolved, catalogue: Catalogue, lang: Lang) -> None:
    """The list that is equal to clicking on the map."""
    level = resolved.choice.level
    if level == "kota":
        return
    names = {a.area_code: a.full_name(lang) for a in catalogue.level(level)}
    options = ["", *sorted(names, key=names.__getitem__)]
    _select("area", t("choose.area", lang), options, resolved.choice.area,
            lambda code: names.get(code, t("choose.area_none", lang)), None, lang)  # fmt: skip


def pick_classes(resolved: Resolved, extensive: bool, form: str, lang: Lang) -> None:
    """Form of the map, method and number of classes, own bounds."""
    choice = resolved.choice
    with st.popover(t("choose.settings", lang), icon=":material/tune:"):
        if extensive:
            _segments("form", t("choose.form", lang), FORMS, form,
                      lambda f: t(f"choose.form_{f}", lang))  # fmt: skip
        if form != "warna":
            return
        _segments("method", t("choose.method", lang), (*METHODS, "sendiri"), choice.method,
                  lambda m: t(f"choose.method_{m}", lang))  # fmt: skip
        if choice.method == "sendiri":
            _own_breaks(resolved, lang)
            return
        key = "pick_classes"
        st.session_state[key] = choice.classes
        st.segmented_control(
            t("choose.classes", lang), COUNTS, key=key, on_change=_take, args=("classes", key),
            required=True,
        )  # fmt: skip
        _segments("scope", t("choose.scope", lang), SCOPES, choice.scope,
                  lambda s: t(f"choose.scope_{s}", lang))  # fmt: skip


def _own_breaks(resolved: Resolved, lang: Lang) -> None:
    key = "pick_breaks"
    text = "; ".join(format_plain(b) for b in resolved.choice.breaks)
    st.session_state[key] = text.replace(".", ",") if lang == "id" else text
    st.text_input(
        t("choose.breaks", lang), key=key, help=t("choose.breaks_help", lang), max_chars=120,
        on_change=_take_breaks, args=(key, lang),
    )  # fmt: skip


def _take_breaks(key: str, lang: Lang) -> None:
    """Bounds as typed: semicolons between; an Indonesian reader writes a decimal comma."""
    from atlas.choice import Notice, read_breaks

    parts = [p.strip() for p in st.session_state[key].split(";") if p.strip()]
    if lang == "id":
        parts = [p.replace(".", "").replace(",", ".") for p in parts]
    else:
        parts = [p.replace(",", "") for p in parts]
    notices: list[Notice] = []
    bounds = read_breaks(",".join(parts), notices)
    for notice in notices:
        st.toast(t(notice.key, lang, **notice.values))
    state.change(breaks=bounds)


def offer_levels(resolved: Resolved, lang: Lang) -> None:
    """Buttons to the levels that do have figures."""
    st.write(t("missing.offer", lang))
    with st.container(horizontal=True):
        for level in levels_with_figures(resolved.tables):
            st.button(t(f"level.{level}", lang), key=f"offer_{level}", on_click=state.change,
                      kwargs={"level": level})  # fmt: skip


def pick_tab(resolved: Resolved, lang: Lang) -> tuple[str, Any]:
    """The open tab and its place; only that one is drawn. The city over time has no map."""
    codes = TABS[1:] if resolved.choice.level == "kota" else TABS
    shown = resolved.choice.tab if resolved.choice.tab in codes else codes[0]
    labels = {t(f"tab.{code}", lang): code for code in codes}
    key = "pick_tab"
    st.session_state[key] = t(f"tab.{shown}", lang)

    def take() -> None:
        state.change(tab=labels[st.session_state[key]])

    tabs = st.tabs(list(labels), key=key, on_change=take)
    return shown, tabs[codes.index(shown)]
