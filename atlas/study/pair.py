"""Pair: two rates of the same areas against each other, and how surely they go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from atlas import query, sentence
from atlas.measure import ranks
from atlas.measure.correlation import FEWEST, SEED, Correlation, spearman, why_not
from atlas.model import Lang
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.cautions import made_of, sampling, shared
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.study.rates import Rate
from atlas.study.shared import weak
from atlas.text import t
from atlas.view.notes import status_note

BANDS = ((0.1, "none"), (0.3, "slight"), (0.6, "fair"), (0.8, "clear"), (1.01, "strong"))
"""Words for the size of a correlation, by the first bound it lies under."""
UNSEEN = 0.1
"""A correlation nearer to zero than this, or of the other sign, does not show a shared part."""


@dataclass(frozen=True)
class Dot:
    """One area: x and y in the units of the two indicators."""

    area_code: str
    name: str
    x: float
    y: float
    said: str
    chosen: bool


@dataclass(frozen=True)
class Pair:
    """Dots from left to right, the titles of their axes and the median of each."""

    dots: tuple[Dot, ...]
    x_title: str
    y_title: str
    x_median: float
    y_median: float


def other(found: Sequence[Rate], code: str, wanted: str) -> str:
    """An indicator to set against this one: the wanted one, or the first that is not the same."""
    codes = [r.code for r in found if r.code != code]
    return wanted if wanted in codes else codes[0]


def pair(
    release: Release, catalogue: Catalogue, x: Rate, y: Rate, level: str, chosen: Sequence[str],
    lang: Lang,
) -> Study:  # fmt: skip
    """Areas with a sure value of both, their rank correlation and how sure it is. Refused with
    fewer than eight such areas, or when all are alike in one indicator."""
    areas = [a.area_code for a in catalogue.level(level) if a.area_code in x.values]
    areas = [code for code in areas if code in y.values]
    noun = t(f"level.{level}_noun", lang)
    rows = [r.rows[code] for r in (x, y) for code in areas]
    sources = tuple(query.cited(release, sorted({o.source_id for o in rows})))
    low = weak(sources, lang)
    what = t("pair.subtitle", lang, x=_titled(x, catalogue, lang), y=_titled(y, catalogue, lang),
             level=t(f"level.{level}_of", lang))  # fmt: skip
    head = (
        "pair", "hubungan", t("pair.title", lang, x=x.name(catalogue, lang), y=y.name(catalogue, lang)),
        what + low, lang, release.name,
        {"level": level, "x": x.code, "y": y.code, "area": ",".join(sorted(chosen))},
    )  # fmt: skip
    missing = _missing(x, y, catalogue, level, lang)
    xs, ys = [x.values[c] for c in areas], [y.values[c] for c in areas]
    if reason := why_not(xs, ys):
        refusal = t(f"pair.refuse_{reason}", lang, count=len(areas), least=FEWEST, noun=noun)
        return Study(*head, refusal=refusal, notes=tuple(missing), sources=sources)
    found = measured(x, y)
    places = ranks(dict(zip(areas, xs, strict=True))), ranks(dict(zip(areas, ys, strict=True)))
    dots = tuple(sorted(
        (_dot(c, x, y, places, c in chosen, noun, catalogue, lang) for c in areas),
        key=lambda d: (d.x, d.y, d.area_code),
    ))  # fmt: skip
    return Study(
        *head,
        sentences=(_answer(found, x, y, noun, catalogue, lang),
                   *_shared(release, x, y, found, catalogue, lang), *sampling((x, y), catalogue, lang),
                   *_years(x, y, lang), t("pair.caveat", lang),
                   *(d.said for d in dots if d.chosen)),
        notes=(*missing, *_method(found, noun, lang), *status_note(rows, lang)), sources=sources,
        grids=(_grid(dots, places, x, y, catalogue, lang),),
        picture=Pair(dots, _titled(x, catalogue, lang), _titled(y, catalogue, lang), median(xs), median(ys)),
    )  # fmt: skip


@lru_cache(maxsize=512)
def measured(x: Rate, y: Rate) -> Correlation:
    """The correlation of two rates over the areas they share, kept: it takes 50 ms."""
    areas = [code for code in sorted(x.values) if code in y.values]
    return spearman([x.values[c] for c in areas], [y.values[c] for c in areas])


def _titled(rate: Rate, catalogue: Catalogue, lang: Lang) -> str:
    return f"{rate.label(catalogue, lang)} ({rate.indicator.unit(lang)})"


def _dot(
    code: str, x: Rate, y: Rate, places: tuple[dict[str, int], dict[str, int]], chosen: bool,
    noun: str, catalogue: Catalogue, lang: Lang,
) -> Dot:  # fmt: skip
    name = catalogue.areas[code].full_name(lang)
    said = t("pair.dot", lang, area=name, of=len(places[0]), noun=noun,
             x=_valued(x, code, catalogue, lang), x_rank=places[0][code],
             y=_valued(y, code, catalogue, lang), y_rank=places[1][code])  # fmt: skip
    return Dot(code, name, x.values[code], y.values[code], said, chosen)


def _valued(rate: Rate, code: str, catalogue: Catalogue, lang: Lang) -> str:
    value = sentence.amount(rate.text(code, lang), rate.indicator.unit(lang))
    return f"{rate.name(catalogue, lang)} {value}"


def _answer(
    found: Correlation, x: Rate, y: Rate, noun: str, catalogue: Catalogue, lang: Lang
) -> str:
    """How strongly, in which direction, and whether that is sure."""
    band = next(word for bound, word in BANDS if abs(found.rho) < bound)
    way = "" if band == "none" else "_with" if found.rho > 0 else "_against"
    words = {"x": x.name(catalogue, lang), "y": y.name(catalogue, lang), "count": found.n, "noun": noun,
             "rho": coefficient(found.rho, lang), "how": t(f"pair.band_{band}{way}", lang)}  # fmt: skip
    if found.low is None or found.high is None:
        return t("pair.no_interval", lang, **words)
    words |= {"low": coefficient(found.low, lang), "high": coefficient(found.high, lang)}
    if not found.sure:
        return t("pair.flat" if band == "none" else "pair.unsure", lang, **words)
    size = f"_{band}" if band in ("none", "slight") else way
    return t(f"pair.sure{size}", lang, **words)


def coefficient(value: float, lang: Lang) -> str:
    """A correlation with two decimals; never a zero with a sign."""
    return format_value(round(value, 2) + 0.0, lang, 2)


def _shared(
    release: Release, x: Rate, y: Rate, found: Correlation, catalogue: Catalogue, lang: Lang
) -> list[str]:
    """Whether both rest on the same figures, which way that alone tends to push them, and whether
    they go that way."""
    common = shared(release, [x, y])
    if not common:
        return []
    left, right = made_of(release, x), made_of(release, y)
    names = ", ".join(catalogue.indicators[c].name(lang) for c in common)
    roles = {(role, back) for c in left if c in right for role in left[c].roles for back in right[c].roles}  # fmt: skip
    key = "with" if all(a == b for a, b in roles) else "linked"
    if roles <= {("pembilang", "penyebut"), ("penyebut", "pembilang")}:
        key = "against"
    towards = {"with": found.rho, "against": -found.rho}.get(key, 1.0)
    end = t("pair.shared_unseen", lang) if towards < UNSEEN else ""
    return [t(f"pair.shared_{key}", lang, names=names, end=end)]


def _years(x: Rate, y: Rate, lang: Lang) -> list[str]:
    if x.period(lang) == y.period(lang):
        return []
    return [t("pair.years", lang, x=x.period(lang), y=y.period(lang))]


def _missing(x: Rate, y: Rate, catalogue: Catalogue, level: str, lang: Lang) -> list[str]:
    """Areas that lack one, and which."""
    said = []
    for rate in (x, y):
        names = [
            a.full_name(lang) for a in catalogue.level(level) if a.area_code not in rate.values
        ]
        if names:
            said.append(
                t("pair.missing", lang, name=rate.name(catalogue, lang), names=", ".join(names))
            )
    return said


def _method(found: Correlation, noun: str, lang: Lang) -> list[str]:
    notes = [t("pair.note_rho", lang)]
    if found.method:
        count = format_value(found.resamples, lang)
        notes.append(
            t(f"pair.note_{found.method}", lang, count=count, seed=SEED, n=found.n, noun=noun)
        )
        notes.append(t("pair.note_chance", lang))
    return notes


def _grid(
    dots: Sequence[Dot], places: tuple[dict[str, int], dict[str, int]], x: Rate, y: Rate,
    catalogue: Catalogue, lang: Lang,
) -> Grid:  # fmt: skip
    heads = [Head(t("table.area", lang))]
    for rate, axis in ((x, "x"), (y, "y")):
        which = t(f"pair.axis_{axis}", lang)
        heads += [Head(_titled(rate, catalogue, lang), True),
                  Head(f"{t('table.rank', lang)} ({which})", True),
                  Head(f"{t('table.mark', lang)} ({which})")]  # fmt: skip
    rows = []
    for dot in reversed(dots):
        entries = [Entry(dot.name)]
        for rate, place in zip((x, y), places, strict=True):
            code = dot.area_code
            entries += [Entry(rate.text(code, lang), rate.values[code]),
                        Entry(str(place[code]), place[code]), Entry(rate.rows[code].mark)]  # fmt: skip
        rows.append(Row(tuple(entries), dot.area_code))
    caption = t("pair.title", lang, x=x.name(catalogue, lang), y=y.name(catalogue, lang))
    return Grid(t("study.sheet_data", lang), caption, tuple(heads), tuple(rows))
