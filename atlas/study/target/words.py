"""How a target, a pace and a verdict are put into words."""

from __future__ import annotations

from atlas import sentence
from atlas.model import Indicator, Lang
from atlas.number import format_range, format_value
from atlas.query import Catalogue
from atlas.study.shared import named
from atlas.study.target.figures import value_of, year_of
from atlas.study.target.verdict import UNJUDGED, Judged
from atlas.targets import Target
from atlas.text import t


def word(verdict: str, lang: Lang) -> str:
    return t(f"target.word_{verdict}", lang)


def line_name(one: Judged, catalogue: Catalogue, lang: Lang) -> str:
    """ "Siswa per guru MA (Negeri), Dapodik 2024" """
    name = named(one.indicator, one.last.dim, catalogue, lang)
    series = catalogue.series_name(one.last.series, lang)
    return f"{name}, {series}" if series else name


def text(value: float, indicator: Indicator, lang: Lang) -> str:
    return format_value(value, lang, indicator.decimals)


def aim_text(one: Target, indicator: Indicator, lang: Lang) -> str:
    """ "7,00" or "5,80–6,20" """
    if one.target is not None:
        return text(one.target, indicator, lang)
    return format_range(one.low or 0.0, one.high or 0.0, lang, indicator.decimals)


def per_year(value: float, indicator: Indicator, lang: Lang, unit: bool = True) -> str:
    """ "−0,20 persen poin per tahun"; a pace is rounded, and computed."""
    places = indicator.decimals + 1 if abs(value) < 100 else 1
    shown = round(value, places)
    signed = ("+" if shown > 0 else "") + format_value(shown, lang, places)
    if not unit:
        return signed
    return t("target.per_year", lang, value=sentence.amount(signed, _step_unit(indicator, lang)))


def _step_unit(indicator: Indicator, lang: Lang) -> str:
    if indicator.measure in ("persen", "laju") or indicator.unit("id") == "persen":
        return t("target.points", lang)
    return indicator.unit(lang)


def formula(one: Judged, lang: Lang) -> str:
    """The arithmetic behind the verdict with its parts filled in, or why there is none."""
    if one.verdict == UNJUDGED or one.base is None or one.now is None or one.wanted is None:
        return t(f"target.why_{one.reason}", lang, baseline=one.last.baseline_period,
                 period=one.now.period[:4] if one.now else "–")  # fmt: skip
    here, was = value_of(one.now), value_of(one.base)
    parts = {
        "now": text(here, one.indicator, lang), "base": text(was, one.indicator, lang),
        "now_year": year_of(one.now), "base_year": year_of(one.base), "year": one.last.period,
        "so_far": per_year(one.so_far or 0.0, one.indicator, lang, False),
        "target": text(one.wanted.nearest(here), one.indicator, lang),
    }  # fmt: skip
    if one.needed is None:
        sign = side(one.last, here, one.indicator, lang)
        return t("target.formula_reached", lang, sign=sign, **parts)
    needed = per_year(one.needed, one.indicator, lang, False)
    return t("target.formula", lang, needed=needed, **parts)


def side(one: Target, value: float, indicator: Indicator, lang: Lang) -> str:
    """Where a value lies of a target, in words: under, over, at it, or inside its range."""
    low, high = (one.low, one.high) if one.target is None else (one.target, one.target)
    where = "inside" if one.target is None else "at"
    if low is not None and value < low:
        where = "under"
    elif high is not None and value > high:
        where = "over"
    return t(f"target.side_{where}", lang, target=aim_text(one, indicator, lang))


def line_said(one: Judged, name: str, lang: Lang) -> str:
    """What is aimed at and what was published, the verdict, and the arithmetic behind it."""
    unit, indicator = one.indicator.unit(lang), one.indicator
    aim = sentence.amount(aim_text(one.last, indicator, lang), unit)
    head = t("target.say_aim", lang, name=name, target=aim, year=one.last.period)
    if one.now is not None:
        value = sentence.amount(text(value_of(one.now), indicator, lang), unit)
        head = t("target.say_now", lang, name=name, value=value, period=one.now.period[:4],
                 target=aim, year=one.last.period)  # fmt: skip
    return f"{head} {word(one.verdict, lang).capitalize()}: {formula(one, lang)}"


def paces(one: Judged, lang: Lang) -> str:
    """The pace so far and, where the target is still ahead, the pace needed."""
    so_far = per_year(one.so_far or 0.0, one.indicator, lang)
    if one.needed is None:
        return t("target.pace_only", lang, so_far=so_far)
    needed = per_year(one.needed, one.indicator, lang, False)
    return t("target.paces", lang, so_far=so_far, needed=needed)
