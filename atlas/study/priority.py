"""Priority: an index of rates weighted by the reader, who comes first, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from atlas import query
from atlas.colour import class_colours
from atlas.honest import FEWEST_VALUES
from atlas.measure import ranks
from atlas.measure.correlation import rho
from atlas.measure.weighted import (
    DRAWS,
    ENDS,
    EXACT,
    NORMS,
    SEED,
    SPREAD,
    TOP,
    Robust,
    bounds,
    index,
    needs,
    robustness,
    scaled,
)  # fmt: skip
from atlas.model import Lang
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.study.rates import Rate
from atlas.text import t
from atlas.view import View
from atlas.view.model import Cell, ClassRange
from atlas.view.notes import status_note

MOST = 8
"""Indicators of an index at most: with more, none of them weighs."""
CLOSE = 0.8
"""Two indicators whose needs are correlated more than this say nearly the same."""
HEAVIEST = 1000.0
DECIMALS = {"minmax": 1, "rank": 1, "z": 2}
CLASSES = 5
SURE = ((0.95, "firm"), (0.75, "fair"), (0.5, "thin"), (0.0, "loose"))
"""Words for how often the first stays first, by the least share they need."""
OFTEN = DRAWS // 10
"""An area that comes among the first three this often is named."""


@dataclass(frozen=True)
class Weighted:
    """An indicator of an index with the weight a reader gave it."""

    rate: Rate
    weight: float

    @property
    def code(self) -> str:
        return f"{self.rate.code}:{self.weight:g}"


@dataclass(frozen=True)
class Share:
    """An indicator in the picture: its name, and its weight of 100 as text."""

    name: str
    weight: str


@dataclass(frozen=True)
class Place:
    """One area of the index: its rank, its index and what each indicator adds to it."""

    area_code: str
    name: str
    rank: int
    index: float
    text: str
    parts: tuple[float, ...]
    low: int
    high: int
    firsts: int
    tops: int
    said: str


@dataclass(frozen=True)
class Priority:
    """Areas with the most in need first, the indicators in their order, and the map."""

    places: tuple[Place, ...]
    shares: tuple[Share, ...]
    view: View
    draws: int


def offered(found: Sequence[Rate]) -> list[Rate]:
    """Rates that may enter an index: those whose high values are good or bad."""
    return [r for r in found if r.directed]


def recipe(chosen: Sequence[Weighted]) -> str:
    """What a URL calls an index: "kode:40,kode:30,kode:30"."""
    return ",".join(w.code for w in chosen)


def read(text: str, found: Sequence[Rate], catalogue: Catalogue, lang: Lang) -> tuple[list[Weighted], list[str]]:  # fmt: skip
    """The index that a text like "kode:40,kode:30" asks for, and a sentence for each part of it
    that cannot be had. Whatever the text is, this gives an answer; none chosen is an empty list."""
    by_code, chosen, said = {r.code: r for r in found}, dict[str, float](), []
    for part in filter(None, text.split(",")):
        code, _, number = part.rpartition(":")
        rate, weight = by_code.get(code), _weight(number)
        shown = "".join(c for c in part[:60] if c.isalnum() or c in " -_.,=;@:")
        if rate is None or not rate.directed:
            key = "neutral" if rate else "unknown"
            said.append(t(f"priority.bad_{key}", lang, part=shown))
        elif weight is None:
            said.append(t("priority.weight", lang, part=shown, name=rate.name(catalogue, lang)))
        elif code in chosen:
            chosen[code] = min(HEAVIEST, chosen[code] + weight)
            said.append(t("priority.twice", lang, name=rate.name(catalogue, lang)))
        elif len(chosen) == MOST:
            said.append(t("priority.many", lang, most=MOST, name=rate.name(catalogue, lang)))
        else:
            chosen[code] = weight
    return [Weighted(by_code[c], w) for c, w in chosen.items()], list(dict.fromkeys(said))[:4]


def _weight(text: str) -> float | None:
    """A weight above 0 and up to 1,000; None for anything else."""
    try:
        weight = float(text[:20])
    except ValueError:
        return None
    return round(weight, 4) if math.isfinite(weight) and 0.0001 <= weight <= HEAVIEST else None


def rebalanced(before: Sequence[Weighted], after: Sequence[Rate]) -> list[Weighted]:
    """Other indicators than before: a new one gets an equal share, the others keep their
    proportions; whole weights with a sum of 100."""
    kept = {w.rate.code: w.weight for w in before}
    held = sum(kept[r.code] for r in after if r.code in kept)
    fresh = 100 / len(after) if after else 0.0
    room = 100 - fresh * sum(r.code not in kept for r in after)
    exact = [kept[r.code] / held * room if r.code in kept else fresh for r in after]
    whole = [max(1, math.floor(e)) for e in exact]
    order = sorted(range(len(after)), key=lambda i: whole[i] - exact[i])
    for i in order[: max(0, 100 - sum(whole))]:
        whole[i] += 1
    return [Weighted(r, float(w)) for r, w in zip(after, whole, strict=True)]


def sharing(chosen: Sequence[Weighted]) -> list[Weighted]:
    """The longest beginning of a list whose indicators share five areas at least: others would
    make an index of nothing."""
    kept: list[Weighted] = []
    for one in chosen:
        if not kept or len(_common([*kept, one])) >= FEWEST_VALUES:
            kept.append(one)
    return kept


def _common(chosen: Sequence[Weighted]) -> list[str]:
    """Areas with a sure value in every chosen indicator."""
    found = set.intersection(*(set(w.rate.values) for w in chosen)) if chosen else set()
    return sorted(found)


@dataclass(frozen=True)
class Worked:
    """The numbers of an index, by indicator and area in their order."""

    areas: tuple[str, ...]
    weights: tuple[float, ...]
    scores: tuple[tuple[float, ...], ...]
    index: tuple[float, ...]
    robust: tuple[Robust, ...]
    close: tuple[tuple[int, int, float], ...]
    """pairs of indicators whose needs go closely together or against each other"""


@lru_cache(maxsize=256)
def worked(made: tuple[tuple[Rate, float], ...], norm: str) -> Worked:
    """The index of some rates and weights: scores, values, and 1,000 drawn weightings; kept, because
    a page asks again on every run."""
    chosen = [Weighted(r, w) for r, w in made]
    areas = _common(chosen)
    weights = scaled([w.weight for w in chosen])
    scores = [needs([w.rate.values[c] for c in areas], w.rate.indicator.polarity == "positif", norm)
              for w in chosen]  # fmt: skip
    found = [(i, j, rho(scores[i], scores[j])) for i, j in combinations(range(len(scores)), 2)]
    return Worked(
        tuple(areas), tuple(weights), tuple(map(tuple, scores)), tuple(index(scores, weights)),
        tuple(robustness(scores, weights)), tuple(f for f in found if abs(f[2]) > CLOSE),
    )  # fmt: skip


def priority(
    release: Release, catalogue: Catalogue, found: Sequence[Rate], asked: Sequence[Weighted],
    norm: str, level: str, area: str, lang: Lang,
) -> Study:  # fmt: skip
    """The index of these indicators and weights: who comes first and how sure that is, the map, the
    table with what each indicator adds, and the recipe that makes it again."""
    chosen = sharing(asked)
    noun = t(f"level.{level}_noun", lang)
    rows = [o for w in chosen for o in w.rate.rows.values()]
    sources = tuple(query.cited(release, sorted({o.source_id for o in rows})))
    weak = " · " + t("view.evidence_c", lang) if any(s.grade == "C" for s in sources) else ""
    head = ("priority", "prioritas", t("priority.title", lang, noun=noun),
            t("priority.subtitle", lang, unit=t(f"priority.unit_{norm}", lang), level=t(f"level.{level}_of", lang),
              periods=_periods(chosen, lang)) + weak, lang, release.name)  # fmt: skip
    params = {"level": level, "indeks": recipe(chosen), "norma": norm, "area": area}
    if len(_common(chosen)) < FEWEST_VALUES:
        refusal = t(
            "priority.refuse", lang, count=len(_common(chosen)), least=FEWEST_VALUES, noun=noun
        )
        return Study(*head, params, refusal=refusal, sources=sources)
    work = worked(tuple((w.rate, w.weight) for w in chosen), norm)
    places = _ranked(work, chosen, norm, noun, catalogue, lang)
    return Study(
        *head, params,
        sentences=tuple(_sentences(places, work, chosen, asked, norm, noun, area, catalogue, lang)),
        notes=tuple(_notes(release, work, chosen, found, norm, level, catalogue, lang))
        + tuple(status_note(rows, lang)),
        sources=sources,
        grids=(_ranking(places, work, chosen, norm, noun, catalogue, lang),
               _values(places, chosen, catalogue, lang),
               *_recipe(work, chosen, norm, catalogue, lang)),
        picture=Priority(places, _shares(work, chosen, catalogue, lang),
                         _view(release, places, level, norm, catalogue, noun, lang), DRAWS),
    )  # fmt: skip


def _periods(chosen: Sequence[Weighted], lang: Lang) -> str:
    found = sorted({(w.rate.table.period[:4], w.rate.period(lang)) for w in chosen})
    return found[0][1] if len(found) == 1 else f"{found[0][1]}–{found[-1][1]}"


def _text(value: float, norm: str, lang: Lang) -> str:
    return format_value(round(value, DECIMALS[norm]) + 0.0, lang, DECIMALS[norm])


def _weight_text(weight: float, lang: Lang) -> str:
    return format_value(round(weight, 1), lang)


def _ranked(
    work: Worked, chosen: Sequence[Weighted], norm: str, noun: str, catalogue: Catalogue, lang: Lang
) -> tuple[Place, ...]:
    """Areas by rank, then by name."""
    exact = {c: round(v, EXACT) for c, v in zip(work.areas, work.index, strict=True)}
    rank = ranks(exact)
    names = {c: catalogue.areas[c].full_name(lang) for c in work.areas}
    made = []
    for i, code in enumerate(work.areas):
        robust, value = work.robust[i], work.index[i]
        parts = tuple(w * s[i] / 100 for w, s in zip(work.weights, work.scores, strict=True))
        adds = "; ".join(f"{w.rate.name(catalogue, lang)} {_text(p, norm, lang)}" for w, p in zip(chosen, parts, strict=True))  # fmt: skip
        said = t("priority.place", lang, area=names[code], rank=rank[code], of=len(rank), noun=noun,
                 index=_text(value, norm, lang), parts=adds, low=robust.low, high=robust.high,
                 tops=format_value(robust.tops, lang), draws=format_value(DRAWS, lang))  # fmt: skip
        made.append(Place(code, names[code], rank[code], value, _text(value, norm, lang), parts,
                          robust.low, robust.high, robust.firsts, robust.tops, said))  # fmt: skip
    return tuple(sorted(made, key=lambda p: (p.rank, p.name)))


def _sentences(
    places: Sequence[Place], work: Worked, chosen: Sequence[Weighted], asked: Sequence[Weighted],
    norm: str, noun: str, area: str, catalogue: Catalogue, lang: Lang,
) -> list[str]:  # fmt: skip
    """Who comes first, how sure that is, who else may; then what was changed or counts twice."""
    said = [_first(places, lang)]
    if len(chosen) == 1:
        said.append(t("priority.single", lang, name=chosen[0].rate.name(catalogue, lang)))
    else:
        said += [
            _sureness(places, lang),
            _top(places, lang),
            *_other_norms(places, chosen, norm, catalogue, lang),
        ]
    lost = [w for w in asked if w not in chosen]
    if lost:
        names = ", ".join(w.rate.name(catalogue, lang) for w in lost)
        said.append(t("priority.apart", lang, names=names, least=FEWEST_VALUES, noun=noun))
    total = sum(w.weight for w in chosen)
    if abs(total - 100) > 0.05:
        used = ", ".join(f"{w.rate.name(catalogue, lang)} {_weight_text(u, lang)}"
                         for w, u in zip(chosen, work.weights, strict=True))  # fmt: skip
        said.append(t("priority.scaled", lang, total=_weight_text(total, lang), used=used))
    for i, j, value in work.close:
        one, two = (chosen[k].rate.name(catalogue, lang) for k in (i, j))
        key = "close" if value > 0 else "against"
        said.append(
            t(
                f"priority.twin_{key}",
                lang,
                one=one,
                two=two,
                rho=format_value(round(value, 2), lang, 2),
            )
        )
    said += [p.said for p in places if p.area_code == area]
    return [*said, t("priority.caveat", lang)]


def _first(places: Sequence[Place], lang: Lang) -> str:
    """The first three by name with their index; those that share the first place together."""
    best = [p for p in places if p.rank == 1]
    named = [f"{p.name} ({p.text})" for p in places[: max(TOP, len(best))]]
    if len(best) > 1:
        return t("priority.first_shared", lang, names=", ".join(named[: len(best)]))
    then = ", ".join(named[1:-1]) + t("priority.and", lang) + named[-1]
    return t("priority.first", lang, area=named[0], then=then.removeprefix(", "))


def _sureness(places: Sequence[Place], lang: Lang) -> str:
    """How often the first stays first, and in which words."""
    best = places[0]
    word = next(w for least, w in SURE if best.firsts >= least * DRAWS)
    said = t("priority.sure", lang, area=best.name, count=format_value(best.firsts, lang),
             draws=format_value(DRAWS, lang), how=t(f"priority.sure_{word}", lang))  # fmt: skip
    rival = max(places[1:], key=lambda p: p.firsts)
    if rival.firsts < OFTEN:
        return said
    return f"{said} {t('priority.rival', lang, area=rival.name, count=format_value(rival.firsts, lang))}"


def _top(places: Sequence[Place], lang: Lang) -> str:
    """How often each area that may be among the first three is."""
    often = sorted((p for p in places if p.tops >= OFTEN), key=lambda p: -p.tops)
    named = ", ".join(f"{p.name} {format_value(p.tops, lang)}" for p in often)
    return t("priority.top", lang, names=named, draws=format_value(DRAWS, lang))


def _other_norms(
    places: Sequence[Place], chosen: Sequence[Weighted], norm: str, catalogue: Catalogue, lang: Lang
) -> list[str]:
    """Whether the first three would be others if scales were made alike in another way."""
    now, said = {p.area_code for p in places if p.rank <= TOP}, []
    others = [n for n in NORMS if n != norm]
    for one in others:
        work = worked(tuple((w.rate, w.weight) for w in chosen), one)
        rank = ranks({c: round(v, EXACT) for c, v in zip(work.areas, work.index, strict=True)})
        best = sorted((c for c in rank if rank[c] <= TOP), key=rank.__getitem__)
        if set(best) != now:
            names = ", ".join(catalogue.areas[c].full_name(lang) for c in best)
            said.append(
                t("priority.other", lang, norm=t(f"priority.norma_{one}", lang), names=names)
            )
    if said:
        return said
    names = ", ".join(t(f"priority.norma_{n}", lang) for n in others)
    return [t("priority.others_same", lang, norms=names)]


def _notes(
    release: Release, work: Worked, chosen: Sequence[Weighted], found: Sequence[Rate], norm: str,
    level: str, catalogue: Catalogue, lang: Lang,
) -> list[str]:  # fmt: skip
    """Formula, directions, who is left out, which indicators are not offered, the map."""
    notes = [t("priority.formula", lang), t(f"priority.norm_{norm}", lang), _drawn(lang)]
    ways = "; ".join(f"{w.rate.label(catalogue, lang)}: {_way(w.rate, lang)}" for w in chosen)
    notes.append(t("priority.ways", lang, ways=ways))
    out = [a for a in catalogue.level(level) if a.area_code not in work.areas]
    if out:
        names = ", ".join(a.full_name(lang) for a in out)
        notes.append(t("priority.left_out", lang, names=names))
    flat = [
        w.rate.name(catalogue, lang)
        for w, s in zip(chosen, work.scores, strict=True)
        if len(set(s)) < 2
    ]
    if flat:
        notes.append(t("priority.level_all", lang, names=", ".join(flat)))
    if len({w.rate.period(lang) for w in chosen}) > 1:
        periods = "; ".join(f"{w.rate.name(catalogue, lang)} {w.rate.period(lang)}" for w in chosen)
        notes.append(t("priority.years", lang, periods=periods))
    neutral = [r.name(catalogue, lang) for r in found if not r.directed]
    if neutral:
        notes.append(t("priority.not_offered", lang, names=", ".join(dict.fromkeys(neutral))))
    meta = release.boundary(level).meta
    source = str(meta.get(f"source_{lang}") or meta["source"])
    notes.append(t("priority.classes", lang))
    notes.append(
        t("view.not_legal", lang, source=source, date=meta["date"], licence=meta["licence"])
    )
    return notes


def _drawn(lang: Lang) -> str:
    return t("priority.drawn", lang, draws=format_value(DRAWS, lang), seed=SEED, low=ENDS[0], high=ENDS[1],
             least=format_value(1 - SPREAD, lang), most=format_value(1 + SPREAD, lang))  # fmt: skip


def _way(rate: Rate, lang: Lang) -> str:
    """Which values are in need, in words."""
    return t(f"priority.way_{rate.indicator.polarity}", lang)


def _shares(work: Worked, chosen: Sequence[Weighted], catalogue: Catalogue, lang: Lang) -> tuple[Share, ...]:  # fmt: skip
    return tuple(Share(w.rate.name(catalogue, lang), _weight_text(u, lang))
                 for w, u in zip(chosen, work.weights, strict=True))  # fmt: skip


def _view(
    release: Release, places: Sequence[Place], level: str, norm: str, catalogue: Catalogue, noun: str,
    lang: Lang,
) -> View:  # fmt: skip
    """The map of the index: five classes with equally many areas, darker for more in need."""
    found = {p.area_code: p for p in places}
    highs = bounds([p.index for p in places], CLASSES)
    inside: list[list[Place]] = [[] for _ in highs]
    klass = {}
    for place in places:
        klass[place.area_code] = sum(place.index > high for high in highs[:-1])
        inside[klass[place.area_code]].append(place)
    cells = []
    for area in catalogue.level(level):
        code, name = area.area_code, area.full_name(lang)
        if code in found:
            place = found[code]
            said = t("priority.on_map", lang, area=name, rank=place.rank, of=len(places), noun=noun,
                     index=place.text, low=place.low, high=place.high)  # fmt: skip
            cells.append(Cell(code, name, "terbit", place.text, place.index, klass=klass[code],
                              rank=place.rank, sentence=said))  # fmt: skip
        else:
            said = t("priority.no_place", lang, area=name)
            cells.append(Cell(code, name, "tidak_tersedia", "", sentence=said))
    colours = class_colours(len(highs))
    classes = tuple(
        ClassRange(
            t("priority.class", lang, low=own[-1].text, high=own[0].text), colours[i], len(own)
        )
        for i, own in enumerate(inside)
    )
    return View("map", "", level, "", "", "", lang, release.name, t("priority.title", lang, noun=noun), "",
                t(f"priority.unit_{norm}", lang), "warna", cells=tuple(cells), classes=classes)  # fmt: skip


def _ranking(
    places: Sequence[Place], work: Worked, chosen: Sequence[Weighted], norm: str, noun: str,
    catalogue: Catalogue, lang: Lang,
) -> Grid:  # fmt: skip
    """Rank, index, what each indicator adds, and how the rank moves."""
    draws = format_value(DRAWS, lang)
    heads = [Head(t("table.area", lang)), Head(t("table.rank", lang), True),
             Head(t("priority.interval", lang)), Head(t("priority.index", lang), True)]  # fmt: skip
    heads += [Head(t("priority.adds", lang, name=w.rate.name(catalogue, lang), weight=_weight_text(u, lang)), True)
              for w, u in zip(chosen, work.weights, strict=True)]  # fmt: skip
    heads += [Head(t("priority.low", lang, low=ENDS[0]), True), Head(t("priority.high", lang, high=ENDS[1]), True),
              Head(t("priority.firsts", lang, draws=draws), True), Head(t("priority.tops", lang, draws=draws), True)]  # fmt: skip
    rows = []
    for p in places:
        between = f"{p.low}–{p.high}" if p.low < p.high else str(p.low)
        numbers = [Entry(str(n), n) for n in (p.low, p.high)]
        counts = [Entry(format_value(n, lang), n) for n in (p.firsts, p.tops)]
        rows.append(Row((Entry(p.name), Entry(str(p.rank), p.rank), Entry(between),
                         Entry(p.text, p.index), *(Entry(_text(v, norm, lang), v) for v in p.parts),
                         *numbers, *counts), p.area_code))  # fmt: skip
    caption = t("priority.caption", lang, noun=noun, draws=draws)
    return Grid(t("priority.sheet_rank", lang), caption, tuple(heads), tuple(rows))


def _values(places: Sequence[Place], chosen: Sequence[Weighted], catalogue: Catalogue, lang: Lang) -> Grid:  # fmt: skip
    """The published or computed figures that go into the index."""
    heads = [Head(t("table.area", lang))]
    for w in chosen:
        unit = w.rate.indicator.unit(lang)
        heads += [
            Head(f"{w.rate.label(catalogue, lang)} ({unit})", True),
            Head(t("table.mark", lang)),
        ]
    rows = []
    for p in places:
        entries = [Entry(p.name)]
        for w in chosen:
            value = Entry(w.rate.text(p.area_code, lang), w.rate.values[p.area_code])
            entries += [value, Entry(w.rate.rows[p.area_code].mark)]
        rows.append(Row(tuple(entries), p.area_code))
    return Grid(
        t("priority.sheet_values", lang), t("priority.values", lang), tuple(heads), tuple(rows)
    )


def _recipe(
    work: Worked, chosen: Sequence[Weighted], norm: str, catalogue: Catalogue, lang: Lang
) -> tuple[Grid, Grid]:
    """All that it takes to make the index again: a row for each indicator, then the rules."""
    names = ("code", "indicator", "unit", "series", "period", "direction", "asked", "used")
    heads = tuple(Head(t(f"priority.recipe_{n}", lang), n in ("asked", "used")) for n in names)
    rows = []
    for w, used in zip(chosen, work.weights, strict=True):
        rate = w.rate
        texts = (rate.code, rate.name(catalogue, lang), rate.indicator.unit(lang),
                 catalogue.series_name(rate.table.series, lang), rate.period(lang), _way(rate, lang))  # fmt: skip
        rows.append(Row((*map(Entry, texts), Entry(f"{w.weight:g}", w.weight),
                         Entry(_weight_text(used, lang), used))))  # fmt: skip
    made = Grid(t("priority.sheet_recipe", lang), t("priority.recipe", lang), heads, tuple(rows))
    rules = (
        ("norm", t(f"priority.norma_{norm}", lang)), ("score", t(f"priority.norm_{norm}", lang)),
        ("formula", t("priority.formula", lang)), ("areas", t("priority.over", lang, count=len(work.areas))),
        ("draw", _drawn(lang)), ("generator", "numpy.random.default_rng(seed).uniform"),
    )  # fmt: skip
    lines = [Row((Entry(t(f"priority.rule_{k}", lang)), Entry(text))) for k, text in rules]
    numbers = (("draws", DRAWS), ("seed", SEED), ("least", 1 - SPREAD), ("most", 1 + SPREAD))
    lines += [Row((Entry(t(f"priority.rule_{k}", lang)), Entry(f"{n:g}" if n < 2 else str(n))))
              for k, n in numbers]  # fmt: skip
    heads = (Head(t("study.sheet_kind", lang)), Head(t("study.sheet_text", lang)))
    rule = Grid(t("priority.sheet_rules", lang), t("priority.rules", lang), heads, tuple(lines))
    return made, rule
