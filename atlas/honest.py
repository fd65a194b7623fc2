"""The rules that keep a true number from telling a lie, as conditions other modules ask.

Every rule reads columns of the indicator table or of an observation; no page decides for itself.
What a rule needs in data alone (names, waivers, small cells) stands in `data/` and is made at build
time; here are those a picture or a sentence has to ask. The number in a docstring is the rule's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from atlas.model import Indicator, Observation

FEWEST_VALUES = 5
FEWEST_NONZERO = 6
TREND_NEEDS = 5
APART = 2
UNSURE_SHAPES = ("1275180001", "1275180002")
"""Tanjung Mulia and Tanjung Mulia Hilir, whose outlines may be swapped (13)."""
PUBLISHED_SHARES = ("persen_penduduk_provinsi", "persen_usaha_provinsi", "kontribusi_pdrb_provinsi")
"""Shares of one total that were published as such; computed ones name their total."""
ROUND = "round"
"""Kind of period of figures that come from a round of a survey."""
SURVEYS = ("sakernas", "susenas")
SURVEYED = ("hls", "rls", "pengeluaran_per_kapita")
"""Yearly figures that BPS works out from Susenas: their producer is given as BPS alone."""
OF_SURVEYED = ("ipm", "ipg", "perubahan_ipm", "selisih_ipm_provinsi")
"""Indices that are made of such figures among others."""


def default_form(indicator: Indicator) -> str:
    """1: a count or amount is drawn as circles, a rate, ratio or index as colours."""
    return "lingkaran" if indicator.extensive else "warna"


def form(indicator: Indicator, asked: str) -> str:
    """1: a reader may switch a count to colours, never a rate to circles."""
    return asked if indicator.extensive and asked else default_form(indicator)


def too_small(row: Observation, indicator: Indicator) -> bool:
    """2: a rate whose denominator is under `min_denominator` is hatched, named and not ranked."""
    return row.denominator is not None and row.denominator < indicator.min_denominator


def sure(row: Observation, indicator: Indicator) -> bool:
    """5: whether a value may enter classes and statistics: published, no withheld range, no zero
    that means "not listed" or "not mentioned"; 2: and its denominator is large enough."""
    if row.value is None or too_small(row, indicator):
        return False
    return row.value != 0 or indicator.zero_is_sure


def against_one(rules: Iterable[Mapping[str, str | None]]) -> frozenset[str]:
    """Indicators computed against the figure of one area for all (rows of `derived`): gaps and
    ratios that move or stretch another indicator and keep its pattern."""
    return frozenset(str(r["indicator"]) for r in rules if r["denominator_area"])


def shares(
    rules: Iterable[Mapping[str, str | None]], counted: Collection[str]
) -> frozenset[str]:  # fmt: skip
    """1: indicators that divide a count by one number for all areas (rows of `derived`; `counted`
    are the counts and amounts). They are counts in another unit and enter no statistics."""
    made = (r for r in rules if r["kind"] == "rasio" and r["numerator"] in counted)
    return against_one(made) | frozenset(PUBLISHED_SHARES)


def surveyed(indicator: Indicator, kinds: Iterable[str] = ()) -> bool:
    """Whether figures are estimates from a sample of households, so that small differences may be
    chance: by their kinds of period, by a survey that the producer names, or worked out from one."""
    producer = indicator.text("producer", "id").casefold()
    return (
        indicator.indicator in SURVEYED
        or any(name in producer for name in SURVEYS)
        or ROUND in kinds
    )


def sampled(indicator: Indicator, rows: Iterable[Observation]) -> bool:
    """Whether figures are such estimates, or indices made of some."""
    return indicator.indicator in OF_SURVEYED or surveyed(indicator, (r.period_kind for r in rows))


def state(
    observation: Observation | None, collected: bool = True, newer_than_full: bool = False
) -> str:
    """6: which of the six states a cell has.

    `collected`: the indicator has figures at this level at all. `newer_than_full`: the period is
    newer than the newest one with 90 % of the areas, so that an absent figure has yet to come.
    """
    if observation is None:
        if not collected:
            return "tidak_dikumpulkan"
        return "belum_terbit" if newer_than_full else "tidak_tersedia"
    if observation.value is None and observation.low is None:
        by_mark = {"NA": "tidak_berlaku", "-": "nol", "~0": "nol"}
        return by_mark.get(observation.mark, "tidak_tersedia")
    return "nol" if observation.value == 0 else "terbit"


def may_divide(numerator: str, denominator: str, standing: str) -> bool:
    """7: parts of a ratio are two years apart at most; a standing quantity is exempt until its
    year."""
    if standing:
        return numerator[:4] <= standing
    return abs(int(numerator[:4]) - int(denominator[:4])) <= APART


def comparable(before: Observation, after: Observation, indicator: Indicator) -> bool:
    """7, 8, 15: two values may be compared: one series, one kind of period and month, none of them
    part of a period or a range, and the indicator allows a change to be spoken of."""
    return (
        indicator.trend
        and before.series == after.series
        and before.period_kind == after.period_kind
        and before.period[4:] == after.period[4:]
        and not (before.partial_period or after.partial_period)
        and before.value is not None
        and after.value is not None
    )


def may_headline(grade: str) -> bool:
    """9: nothing on the first page rests on evidence C alone."""
    return grade != "C"


def drawable(values: Iterable[float]) -> bool:
    """11: five values at least, and six that are not zero when some are, else it is a table."""
    found = list(values)
    nonzero = sum(v != 0 for v in found)
    return len(found) >= FEWEST_VALUES and (nonzero == len(found) or nonzero >= FEWEST_NONZERO)


def rankable(
    rows: Mapping[str, Observation], areas: Collection[str], indicator: Indicator
) -> dict[str, float]:
    """15: values that may be ranked, by area; none unless every area has a value or is left out
    for a reason of its own (not applicable, denominator too small). "Mentions" are never ranked."""
    if "disebut" in indicator.zero_means:
        return {}
    exact = {
        code: row.value
        for code, row in rows.items()
        if row.value is not None and sure(row, indicator)
    }
    excused = {
        code
        for code, row in rows.items()
        if state(row) == "tidak_berlaku" or too_small(row, indicator)
    }
    complete = set(exact) | excused >= set(areas)
    return exact if complete and len(exact) >= FEWEST_VALUES else {}


def may_trend(points: Sequence[Observation], indicator: Indicator) -> bool:
    """15: a trend needs five values that may all be compared with the last."""
    return bool(points) and (
        sum(comparable(p, points[-1], indicator) for p in points) >= TREND_NEEDS
    )


def judgement(step: float, indicator: Indicator) -> str:
    """15: "better" or "worse" for a change when the indicator has a polarity, else ""."""
    if indicator.polarity == "netral" or indicator.extensive or step == 0:
        return ""
    return "better" if (step > 0) == (indicator.polarity == "positif") else "worse"
