"""How one change is said: the direction it went, and an area with both its values."""

from __future__ import annotations

from atlas import honest, sentence
from atlas.study.change.pair import Pair
from atlas.text import t
from atlas.view.peers import Move


def direction(step: float, pair: Pair) -> str:
    """ "naik", "turun (membaik)" or "tetap". Better or worse only where there is a polarity, and
    neither for amounts at the prices of their year nor for figures with a sampling error; "lebih
    tinggi" in place of "naik" where a year was inferred (15)."""
    sign = "up" if step > 0 else "down" if step < 0 else "same"
    if pair.inferred:
        return t(f"change.apart_{sign}", pair.lang)
    word = t(f"change.{sign}", pair.lang)
    judged = "" if pair.nominal or pair.sampled else honest.judgement(step, pair.indicator)
    return f"{word} ({t(f'change.{judged}', pair.lang)})" if judged else word


def said(pair: Pair, code: str, step: Move) -> str:
    """One area in a sentence: both values, the change, its direction, its rank."""
    start, end = pair.labels
    way = direction(step.step, pair)
    if pair.sampled:
        way = t("change.by_survey", pair.lang, direction=way)
    text = t("change.area", pair.lang, area=pair.area(code),
             first=sentence.amount(pair.text(pair.before[code]), pair.unit), first_period=start,
             last=sentence.amount(pair.text(pair.after[code]), pair.unit), last_period=end,
             step=f"{step.text} {pair.step_unit}", direction=way)  # fmt: skip
    return f"{text}{_place(pair, code, step.step)}."


def _place(pair: Pair, code: str, step: float) -> str:
    """ "; penurunan terkecil dari 33", "; kenaikan terbesar ke-3 dari 18 yang naik"; "" for none."""
    place, lang = pair.places.get(code), pair.lang
    if place is None:
        return ""
    way = "rise" if step > 0 else "fall"
    if place.rank == 1:
        key = f"change.place_{way}_first"
    elif place.rank + place.shared == place.of:
        key = f"change.place_{way}_last"
    else:
        key = f"change.place_{way}"
    all_ = place.of == len(pair.moves)
    among = str(place.of) if all_ else t(f"change.among_{way}", lang, of=place.of)
    text = t(key, lang, rank=place.rank, of=among)
    return text + (t("change.shared", lang, count=place.shared) if place.shared else "")
