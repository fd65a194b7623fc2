"""Words a view says about itself, by rule, in both languages. A condition that fails is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from atlas import honest
from atlas.model import Indicator, Lang, Observation
from atlas.number import format_period, format_range, format_value
from atlas.text import t

PLAIN = ("tahun", "poin")
"""Units in which a change is stated as it is; a share of it would say nothing."""


@dataclass(frozen=True)
class Ranked:
    """An area with its value, for sentences about highest and lowest."""

    name: str
    value: float
    text: str


def value_text(observation: Observation, indicator: Indicator, lang: Lang) -> str:
    """The value as published, "1–4" when withheld, "–" when nil, "~0" when negligible."""
    if observation.low is not None and observation.high is not None:
        return format_range(observation.low, observation.high, lang, indicator.decimals)
    if observation.mark == "-" and not observation.value:
        return "–"
    if observation.value is None:
        return "~0" if observation.mark == "~0" else ""
    return format_value(observation.value, lang, indicator.decimals)


def amount(text: str, unit: str) -> str:
    """A value with its unit; an index or a ratio goes without."""
    return text if unit in ("indeks", "index", "rasio", "ratio") else f"{text} {unit}"


def rank_text(rank: int, shared: int, of: int, count: bool, noun: str, lang: Lang) -> str:
    """The text "urutan besar ke-3 dari 21 kecamatan", with how many share the place."""
    key = ("first_" if rank == 1 else "rank_") + ("count" if count else "rate")
    text = t(f"say.{key}", lang, rank=rank, of=of, noun=noun)
    return t("say.rank_shared", lang, rank=text, count=shared) if shared else text


def cell_sentence(
    area: str, text: str, unit: str, period: str, extras: Sequence[str], lang: Lang
) -> str:
    """The text "Medan Denai: 169.643 jiwa (2020), urutan besar ke-3 dari 21 kecamatan."""
    head = t("say.value", lang, area=area, value=amount(text, unit), period=period)
    return ", ".join([head, *(e for e in extras if e)]) + "."


def extremes(
    ranked: Sequence[Ranked], unit: str, count: bool, kind: str, noun: str, lang: Lang
) -> str:
    """Highest and lowest, ties named together; counts say largest and smallest."""
    top, bottom = max(r.value for r in ranked), min(r.value for r in ranked)
    high = [r for r in ranked if r.value == top]
    low = [r for r in ranked if r.value == bottom]
    value = amount(high[0].text, unit)
    if len(ranked) == 1:
        return t("say.single", lang, area=high[0].name, value=value)
    if top == bottom:
        return t("say.all_same", lang, count=len(ranked), noun=noun, value=value)
    key = "most" if kind == "jumlah" else "extremes_count" if count else "extremes_rate"
    return t(
        f"say.{key}", lang,
        high=names(high, lang), high_value=value, low=names(low, lang), low_value=amount(low[0].text, unit),
    )  # fmt: skip


def names(ranked: Sequence[Ranked], lang: Lang, most: int = 3) -> str:
    """Up to three names in words; the rest are counted."""
    shown = ", ".join(r.name for r in ranked[:most])
    rest = len(ranked) - most
    return t("say.and_more", lang, names=shown, count=rest) if rest > 0 else shown


def change(
    area: str, before: Observation, after: Observation, indicator: Indicator, lang: Lang,
    name: str = "",
) -> str:  # fmt: skip
    """How a value moved between two comparable periods: percent for amounts, percentage points
    for percentages and rates, plain units for indices; "" when it may not be said."""
    if before.value is None or after.value is None:
        return ""
    words = {
        "name": name or indicator.name(lang),
        "area": area,
        "before": value_text(before, indicator, lang),
        "after": amount(value_text(after, indicator, lang), indicator.unit(lang)),
        "before_period": format_period(before.period, lang, before.period_kind),
        "after_period": format_period(after.period, lang, after.period_kind),
    }
    step = after.value - before.value
    if step == 0:
        return t("say.same", lang, **words)
    if indicator.measure in ("persen", "laju") or indicator.unit("id").startswith("persen"):
        size = t("say.points", lang, value=format_value(abs(round(step, 6)), lang))
    elif indicator.measure in ("indeks", "rasio") or indicator.unit("id") in PLAIN:
        size = amount(format_value(abs(round(step, 6)), lang), indicator.unit(lang))
    elif before.value > 0:
        share = abs(round(100 * step / before.value, 1))
        size = t("say.percent", lang, value=format_value(share, lang, 1))
    else:
        return ""
    return t(
        "say.change", lang, word=t("say.up" if step > 0 else "say.down", lang), change=size, **words
    )


def last_step(area: str, points: Sequence[Observation], indicator: Indicator, lang: Lang) -> str:
    """The last change of one series and whether it is better, for a card."""
    known = [p for p in points if p.value is not None]
    said = [line_sentence(area, known, indicator, lang), _judged(known, indicator, lang)]
    return " ".join(s for s in said if s)


def _judged(known: Sequence[Observation], indicator: Indicator, lang: Lang) -> str:
    """Whether the step from the last comparable value is better or worse, "" when it is neither."""
    same = [p for p in known if honest.comparable(p, known[-1], indicator)]
    if len(same) < 2:
        return ""
    judged = honest.judgement((same[-1].value or 0) - (same[-2].value or 0), indicator)
    return t(f"say.{judged}", lang) if judged else ""


def line_sentences(
    area: str, points: Sequence[Observation], indicator: Indicator, lang: Lang, name: str = ""
) -> list[str]:
    """The last change of one series, whether that is better, and how often it rose and fell; or
    its ends and which condition failed."""
    said = [line_sentence(area, points, indicator, lang, name)]
    known = [p for p in points if p.value is not None]
    if len(known) < 2 or not any(honest.comparable(p, known[-1], indicator) for p in known[:-1]):
        return [s for s in said if s]
    said += [_judged(known, indicator, lang), _trend(known, indicator, lang)]
    return [s for s in said if s]


def _trend(known: Sequence[Observation], indicator: Indicator, lang: Lang) -> str:
    """How often a series of five comparable periods or more rose and fell."""
    same = [p for p in known if honest.comparable(p, known[-1], indicator)]
    if not honest.may_trend(same, indicator):
        return t("say.no_trend", lang)
    steps = [(b.value or 0) - (a.value or 0) for a, b in pairwise(same)]
    since = format_period(same[0].period, lang, same[0].period_kind)
    up, down = sum(s > 0 for s in steps), sum(s < 0 for s in steps)
    return t("say.trend", lang, count=len(same), since=since, up=up, down=down)


def line_sentence(
    area: str, points: Sequence[Observation], indicator: Indicator, lang: Lang, name: str = ""
) -> str:
    """The last change of one series, or its ends when no change may be spoken of."""
    known = [p for p in points if p.value is not None]
    if not known:
        return ""
    unit = indicator.unit(lang)

    def when(point: Observation) -> str:
        return format_period(point.period, lang, point.period_kind)

    last = known[-1]
    if len(known) == 1:
        text = value_text(last, indicator, lang)
        return t("say.only", lang, area=area, value=amount(text, unit), period=when(last))
    earlier = [p for p in known[:-1] if honest.comparable(p, last, indicator)]
    if earlier and (text := change(area, earlier[-1], last, indicator, lang, name)):
        return text
    ends = t(
        "say.from_to", lang, area=area, first=when(known[0]), last=when(last),
        first_value=amount(value_text(known[0], indicator, lang), unit),
        last_value=amount(value_text(last, indicator, lang), unit),
    )  # fmt: skip
    return f"{ends} {t('say.no_change', lang)}"
