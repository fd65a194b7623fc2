"""Small multiples in words: the ends of the run, how many areas rose and fell, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from atlas import honest, query, sentence
from atlas.model import CITY, Coverage, Indicator, Lang, Observation
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import longrun
from atlas.study.longrun import Run
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.study.multiples.grids import by_period, every_value
from atlas.study.multiples.lines import lines, panel
from atlas.study.multiples.maps import METHOD, MOST, maps
from atlas.study.multiples.series import FEWEST, Long
from atlas.study.shared import nominal, weak
from atlas.text import t

FORMS = ("peta", "garis")


def multiples(
    release: Release, catalogue: Catalogue, run: Run, form: str, area: str, lang: Lang
) -> Study:
    """Every comparable period of a run as maps ("peta") or lines ("garis"); `area` is marked in all
    of them, "" for none."""
    tables = longrun.comparable_tables(release, run)
    codes = tuple(a.area_code for a in catalogue.level(run.level))
    own = Long(run, tables, longrun.rows(release, run), longrun.indicator_of(release, run), codes,
                catalogue, lang)  # fmt: skip
    params = {"level": run.level, "indikator": run.code, "series": run.key,
              "bentuk": form if form != FORMS[0] else "", "area": area}  # fmt: skip
    series = run.series_name(catalogue, lang)
    name = ", ".join(p for p in (run.name(catalogue, lang), series) if p)
    if len(tables) < FEWEST:
        return Study("multiples", "deret", t("multiples.title", lang, name=name, span=run.span(lang)), "",
                     lang, release.name, params, refusal=why_not_listed(release, run.level, run.indicator, lang))  # fmt: skip
    used = [r for x in tables for c in codes if (r := own.rows[x.period].get(c))]
    sources = longrun.cited(release, run, used)
    span = f"{own.label(tables[0])}–{own.label(tables[-1])}"
    focus = area or (CITY if run.level == "kabkota" else "")
    picture = maps(release, own, focus) if form == FORMS[0] else lines(own)
    level = t(f"level.{run.level}_of", lang)
    return Study(
        "multiples", "deret", t("multiples.title", lang, name=name, span=span),
        t("view.subtitle", lang, unit=own.unit, level=level) + weak(sources, lang), lang,
        release.name, params, sentences=tuple(_sentences(own, focus)),
        notes=tuple(dict.fromkeys(_notes(release, own, form, used))), sources=sources,
        grids=(by_period(own), every_value(own, release)), picture=picture,
    )  # fmt: skip


def why_not_listed(release: Release, level: str, indicator: Indicator, lang: Lang) -> str:
    """Why an indicator cannot be shown over time at a level, in a sentence."""
    noun, name = t(f"level.{level}_noun", lang), indicator.name(lang)
    if not indicator.trend:
        return t("change.cannot_trend", lang, name=name, noun=noun)
    own = [r for r in longrun.runs(release, level) if r.indicator == indicator]
    most = max((len(longrun.comparable_tables(release, r)) for r in own), default=0)
    tables = [x for x in query.tables(release, indicator.indicator) if x.level == level]
    count = max(most, 1 if tables else 0)
    return t("multiples.cannot", lang, name=name, noun=noun, count=count, least=FEWEST)


def none(release: Release, catalogue: Catalogue, level: str, lang: Lang) -> Study:
    """What a level says of which no series is long enough: how long the longest are."""
    found = sorted(
        ((len(longrun.comparable_tables(release, r)), r) for r in longrun.runs(release, level)
         if r.indicator.trend and not r.is_pair), key=lambda x: (-x[0], x[1].code),
    )  # fmt: skip
    heads = (Head(t("choose.indicator", lang)), Head(t("choose.series", lang)),
             Head(t("multiples.head_periods", lang)), Head(t("multiples.head_count", lang), True))  # fmt: skip
    rows = tuple(
        Row((Entry(r.name(catalogue, lang)), Entry(r.series_name(catalogue, lang)),
             Entry(", ".join(t("choose.coverage", lang, period=r.period(x, lang), areas=x.areas, of=x.of)
                             for x in r.tables)), Entry(str(n), n)))
        for n, r in found
    )  # fmt: skip
    noun = t(f"level.{level}_noun", lang)
    grid = Grid(
        t("study.sheet_data", lang), t("multiples.none_caption", lang, noun=noun), heads, rows
    )
    return Study("multiples", "deret", t("page.multiples", lang), t(f"level.{level}_of", lang), lang,
                 release.name, {"level": level}, grids=(grid,) if rows else (),
                 refusal=t("multiples.none", lang, noun=noun, least=FEWEST))  # fmt: skip


def _sentences(own: Long, area: str) -> list[str]:
    """The median at both ends, how many areas ended higher and lower, and the area in focus."""
    lang = own.lang
    first, last = own.tables[0], own.tables[-1]
    said = [t("multiples.periods", lang, count=len(own.tables), first=own.label(first), last=own.label(last),
              areas=_areas(own))]  # fmt: skip
    ends = [x for x in own.tables if x.full]
    if len(ends) > 1:
        first, last = ends[0], ends[-1]
        said += _medians(own, first, last)
    before, after = own.rows[first.period], own.rows[last.period]
    both = [c for c in own.codes if (a := before.get(c)) and (b := after.get(c))
            and honest.comparable(a, b, own.indicator)]  # fmt: skip
    if both:
        said.append(t("multiples.ended", lang, counts=_counts(own, both, before, after),
                      first=own.label(first), last=own.label(last)))  # fmt: skip
    if area in own.codes:
        said.append(panel(own, area).said)
    if nominal(own.indicator):
        said.append(t("change.nominal", lang))
    return said


def _counts(
    own: Long, both: Sequence[str], before: Mapping[str, Observation], after: Mapping[str, Observation]
) -> str:  # fmt: skip
    """ "lebih tinggi di 10, lebih rendah di 23 dari 33 kabupaten/kota"; "lebih tinggi di semua ..."."""
    lang = own.lang
    steps = [(after[c].value or 0) - (before[c].value or 0) for c in both]
    counts = {"up": sum(s > 0 for s in steps), "down": sum(s < 0 for s in steps),
              "same": sum(s == 0 for s in steps)}  # fmt: skip
    words = {t(f"change.apart_{k}", lang): n for k, n in counts.items() if n}
    key = "of" if len(both) == len(own.codes) else "of_known"
    of = t(f"change.{key}", lang, count=len(both), noun=own.noun)
    if len(words) == 1:
        return t("change.in_all", lang, direction=next(iter(words)), of=of)
    listed = ", ".join(t("change.in", lang, direction=w, count=n) for w, n in words.items())
    return t("change.in_of", lang, listed=listed, of=of)


def _areas(own: Long) -> str:
    """How many areas have a figure in every period, or from how few to how many."""
    of, noun = len(own.codes), own.noun
    counts = {sum(c in own.rows[x.period] for c in own.codes) for x in own.tables}
    low, high = min(counts), max(counts)
    if low == of:
        return t("multiples.areas_all", own.lang, of=of, noun=noun)
    if low == high:
        return t("multiples.areas_each", own.lang, count=low, of=of, noun=noun)
    return t("multiples.areas_between", own.lang, low=low, high=high, of=of, noun=noun)


def _medians(own: Long, first: Coverage, last: Coverage) -> list[str]:
    """The medians of both ends over the areas that have both figures, so that no area comes or goes
    between them."""
    before, after = own.sure(first.period), own.sure(last.period)
    both = [c for c in own.codes if c in before and c in after]
    if own.indicator.extensive or not both:
        return []
    texts = [sentence.amount(own.middle_text(median(side[c] for c in both)), own.unit)
             for side in (before, after)]  # fmt: skip
    key = "medians" if len(both) == len(own.codes) else "medians_both"
    return [t(f"multiples.{key}", own.lang, before=texts[0], first=own.label(first), after=texts[1],
              last=own.label(last), count=len(both), of=len(own.codes), noun=own.noun)]  # fmt: skip


def _notes(release: Release, own: Long, form: str, used: Sequence[Observation]) -> list[str]:
    lang, run = own.lang, own.run
    found = []
    if form == FORMS[0]:
        if own.indicator.extensive:
            found.append(t("multiples.note_circles", lang))
        else:
            found.append(t("view.breaks_all", lang, method=t(f"choose.method_{METHOD}", lang)))
        if len(own.tables) > MOST:
            dropped = own.tables[:-MOST]
            found.append(t("multiples.note_most", lang, most=MOST, first=own.label(dropped[0]),
                           last=own.label(dropped[-1])))  # fmt: skip
    else:
        key = "count" if own.indicator.extensive else "median"
        found += [t("multiples.note_scale", lang), t(f"multiples.note_{key}", lang)]
    left = [x for x in run.tables if x not in own.tables]
    if left:
        listed_ = ", ".join(t("choose.coverage", lang, period=own.label(x), areas=x.areas, of=x.of)
                            for x in left)  # fmt: skip
        found.append(t("multiples.note_left", lang, periods=listed_))
    if holes := _holes(own):
        found.append(t("multiples.note_holes", lang, periods=", ".join(holes)))
    found += longrun.notes(run, used, lang)
    return [n for n in found if n != t("change.nominal", lang)]


def _holes(own: Long) -> list[str]:
    """Years between the first and the last period that have no table."""
    years = [int(x.period[:4]) for x in own.run.tables]
    return [str(y) for y in range(years[0], years[-1]) if y not in years]
