"""Spread: every area of a level on one axis, the chosen ones named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from atlas import honest, query, sentence
from atlas.measure import ranks
from atlas.model import Lang
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.study.rates import Rate, state_word
from atlas.study.shared import weak
from atlas.text import t
from atlas.view.notes import status_note


@dataclass(frozen=True)
class Dot:
    """One area on the axis, in the indicator's unit."""

    area_code: str
    name: str
    value: float
    text: str
    said: str
    chosen: bool


@dataclass(frozen=True)
class Spread:
    """A swarm of dots, lowest first, and their median."""

    dots: tuple[Dot, ...]
    median: float
    median_text: str
    decimals: int


def spread(
    release: Release,
    catalogue: Catalogue,
    rate: Rate,
    level: str,
    chosen: Sequence[str],
    lang: Lang,
) -> Study:
    """Areas with a sure value by size; of the chosen ones their rank and distance to the median."""
    unit, noun = rate.indicator.unit(lang), t(f"level.{level}_noun", lang)
    place = ranks(rate.values)
    middle = median(rate.values.values())
    dots = tuple(
        _dot(code, value, place[code], rate, catalogue, chosen, noun, lang)
        for code, value in sorted(rate.values.items(), key=lambda x: (x[1], x[0]))
    )
    sources = tuple(query.cited(release, sorted({o.source_id for o in rate.rows.values()})))
    text = format_value(middle, lang, rate.indicator.decimals)
    low = weak(sources, lang)
    params = {"level": level, "indikator": rate.code, "area": ",".join(sorted(chosen))}
    return Study(
        "spread", "sebaran", t("spread.title", lang, name=rate.label(catalogue, lang)),
        t("view.subtitle", lang, unit=unit, level=t(f"level.{level}_of", lang)) + low, lang,
        release.name, params,
        sentences=tuple(_sentences(dots, middle, text, rate, noun, place, lang)),
        notes=(t("spread.note_median", lang, count=len(dots), of=rate.of, noun=noun),
               *_left_out(rate, catalogue, level, lang), *_sampled(rate, lang), *status_note(rate.rows.values(), lang)),
        sources=sources, grids=(_grid(dots, place, middle, rate, unit, catalogue, lang),),
        picture=Spread(dots, middle, text, rate.indicator.decimals),
    )  # fmt: skip


def _dot(
    code: str, value: float, rank: int, rate: Rate, catalogue: Catalogue, chosen: Sequence[str],
    noun: str, lang: Lang,
) -> Dot:  # fmt: skip
    name, text = catalogue.areas[code].full_name(lang), rate.text(code, lang)
    said = t("spread.dot", lang, area=name, value=sentence.amount(text, rate.indicator.unit(lang)),
             rank=rank, of=len(rate.values), noun=noun)  # fmt: skip
    return Dot(code, name, value, text, said, code in chosen)


def _sentences(
    dots: Sequence[Dot], middle: float, text: str, rate: Rate, noun: str, place: dict[str, int],
    lang: Lang,
) -> list[str]:  # fmt: skip
    """From where to where, the median; then each chosen area."""
    unit = rate.indicator.unit(lang)
    low, high = dots[0], dots[-1]
    said = [
        t("spread.range", lang, count=len(dots), noun=noun, low=sentence.amount(low.text, unit), low_area=low.name,
          high=sentence.amount(high.text, unit), high_area=high.name, median=sentence.amount(text, unit))
    ]  # fmt: skip
    for dot in (d for d in dots if d.chosen):
        side = "above" if dot.value > middle else "below" if dot.value < middle else "at"
        said.append(
            t(f"spread.chosen_{side}", lang, area=dot.name, value=sentence.amount(dot.text, unit),
              rank=place[dot.area_code], of=len(dots))
        )  # fmt: skip
    return said


def _left_out(rate: Rate, catalogue: Catalogue, level: str, lang: Lang) -> list[str]:
    """Areas without a sure figure, and what each has in its place."""
    names = []
    for area in (a for a in catalogue.level(level) if a.area_code not in rate.values):
        state = t(state_word(rate.rows.get(area.area_code), rate.indicator), lang)
        names.append(t("spread.without", lang, area=area.full_name(lang), state=state))
    return [t("spread.left_out", lang, names="; ".join(names))] if names else []


def _sampled(rate: Rate, lang: Lang) -> list[str]:
    rows = (rate.rows[c] for c in rate.values)
    return [t("study.sampled", lang)] if honest.sampled(rate.indicator, rows) else []


def _grid(
    dots: Sequence[Dot], place: dict[str, int], middle: float, rate: Rate, unit: str,
    catalogue: Catalogue, lang: Lang,
) -> Grid:  # fmt: skip
    heads = (Head(t("table.area", lang)), Head(f"{t('table.value', lang)} ({unit})", True),
             Head(t("table.rank", lang), True), Head(t("spread.from_median", lang, unit=unit), True),
             Head(t("table.mark", lang)))  # fmt: skip
    rows = []
    for dot in reversed(dots):
        step = round(dot.value - middle, 6)
        signed = ("+" if step > 0 else "") + format_value(step, lang, rate.indicator.decimals)
        rows.append(Row((Entry(dot.name), Entry(dot.text, dot.value),
                         Entry(str(place[dot.area_code]), place[dot.area_code]), Entry(signed, step),
                         Entry(rate.rows[dot.area_code].mark)), dot.area_code))  # fmt: skip
    caption = t("table.caption", lang, title=rate.label(catalogue, lang), unit=unit)
    return Grid(t("study.sheet_data", lang), caption, heads, tuple(rows))
