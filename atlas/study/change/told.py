"""The change of every area in words: how many rose, the largest, and what limits it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from atlas import honest, query, sentence
from atlas.model import CITY, Lang, Observation
from atlas.query import Catalogue
from atlas.sentence import Ranked
from atlas.store import Release
from atlas.study import longrun
from atlas.study.change.pair import Pair, paired
from atlas.study.change.picture import Step
from atlas.study.change.steps import picture, steps
from atlas.study.change.tables import grid
from atlas.study.change.words import direction, said
from atlas.study.longrun import Run
from atlas.study.model import Study
from atlas.study.shared import weak
from atlas.text import t
from atlas.view.peers import move

MOST = 12
"""Names that are listed for one reason."""


def change(
    release: Release, catalogue: Catalogue, run: Run, first: str, last: str, area: str, lang: Lang
) -> Study:
    """Every area of a level between two periods of a run (`first` before `last`); `area` is the one
    that is spoken of beside the extremes, "" for none."""
    pair = paired(release, catalogue, run, first, last, lang)
    areas = steps(pair)
    codes = [a.area_code for a in catalogue.level(run.level)]
    used = [r for c in codes for r in (pair.before.get(c), pair.after.get(c)) if r]
    sources = longrun.cited(release, run, used)
    start, end = pair.labels
    series = run.series_name(catalogue, lang)
    title = t("change.title", lang, name=run.name(catalogue, lang), first=start, last=end)
    base = t("change.subtitle", lang, unit=pair.unit, step=pair.step_unit,
             level=t(f"level.{run.level}_of", lang))  # fmt: skip
    enough = len(areas) >= honest.FEWEST_VALUES
    params = {"level": run.level, "indikator": run.code, "series": run.key, "dari": first,
              "sampai": last, "area": area}  # fmt: skip
    return Study(
        "change", "perubahan", ", ".join(p for p in (title, series) if p),
        base + weak(sources, lang), lang, release.name, params,
        sentences=tuple(_sentences(pair, areas, area)) if enough else (),
        notes=tuple(dict.fromkeys(_notes(pair, used, areas))), sources=sources,
        grids=(grid(pair, areas, codes),), picture=picture(pair, areas) if enough else None,
        refusal="" if enough else _refusal(pair, len(areas)),
    )  # fmt: skip


def nothing(release: Release, lang: Lang) -> Study:
    """What a release says that holds no two comparable periods at any level."""
    return Study("change", "perubahan", t("page.change", lang), "", lang, release.name,
                 refusal=t("change.nothing", lang))  # fmt: skip


def _sentences(pair: Pair, steps: Sequence[Step], area: str) -> list[str]:
    """How many rose and fell, by how much at most, the area in focus; then what limits it."""
    lang, run = pair.lang, pair.run
    start, end = pair.labels
    counts = Counter((s.step > 0) - (s.step < 0) for s in steps)
    signs = sorted((n for n in (-1, 1, 0) if counts[n]), key=lambda n: -counts[n])
    key = "counts_survey" if pair.sampled else "counts"
    told = [t(f"change.{key}", lang, name=run.name(pair.catalogue, lang), first=start, last=end,
              counts=_counted(pair, counts, signs)),
            "" if pair.inferred else _extremes(pair, steps, signs)]  # fmt: skip
    focus = area or (CITY if run.level == "kabkota" else "")
    own = next((s for s in steps if s.area_code == focus), None)
    if own:
        told.append(own.said)
    elif focus:
        told.append(t("change.refused", lang, area=pair.area(focus), why=pair.obstacle(focus)[1]))
    if run.level != "kabkota" and (city := pair.move(CITY)):
        told.append(said(pair, CITY, city))
    return [s for s in [*told, *_limits(pair), _incomplete(pair, steps), *_rivals(pair)] if s]


def _counted(pair: Pair, counts: Mapping[int, int], signs: Sequence[int]) -> str:
    """ "turun di 18, naik di 15 dari 33 kabupaten/kota"; "turun di semua 33 kabupaten/kota"."""
    lang = pair.lang
    of = t("change.of" if pair.complete else "change.of_known", lang,
           count=len(pair.moves), noun=pair.noun)  # fmt: skip
    if len(signs) == 1:
        return t("change.in_all", lang, direction=direction(signs[0], pair), of=of)
    listed = ", ".join(
        t("change.in", lang, direction=direction(n, pair), count=counts[n]) for n in signs
    )
    return t("change.in_of", lang, listed=listed, of=of)


def _limits(pair: Pair) -> list[str]:
    """15: why nothing is called better or worse, or does not rise and fall."""
    found = []
    if pair.inferred:
        found.append(t("change.inferred", pair.lang, periods=", ".join(pair.inferred)))
    if pair.sampled:
        found.append(t("change.survey", pair.lang))
    if pair.nominal:
        found.append(t("change.nominal", pair.lang))
    return found


def _extremes(pair: Pair, steps: Sequence[Step], signs: Sequence[int]) -> str:
    """The largest rise and the largest fall, where there are such; among how many, when not all
    areas have a change (15); and whether it lies far from all others."""
    found = []
    for sign in (n for n in signs if n):
        best = max(s.step * sign for s in steps) * sign
        these = [s for s in steps if s.step == best]
        names = sentence.names([Ranked(s.name, s.step, s.text) for s in these], pair.lang)
        key = f"change.most_{'rise' if sign > 0 else 'fall'}{'' if pair.complete else '_among'}"
        size = f"{these[0].text} {pair.step_unit}"
        if best in pair.far:
            size += t("change.far", pair.lang)
        found.append(t(key, pair.lang, names=names, size=size, count=len(steps), noun=pair.noun))
    return " ".join(found)


def _incomplete(pair: Pair, steps: Sequence[Step]) -> str:
    """Which areas have no two comparable values, and why; then nothing is ranked."""
    areas = pair.catalogue.level(pair.run.level)
    known = {s.area_code for s in steps}
    without = [a for a in areas if a.area_code not in known]
    if not without:
        return ""
    by_reason: dict[str, list[str]] = {}
    for area in without:
        by_reason.setdefault(pair.obstacle(area.area_code)[1], []).append(area.full_name(pair.lang))
    listed = "; ".join(f"{_names(names)} – {why}" for why, names in by_reason.items())
    return t("change.incomplete", pair.lang, count=len(known), of=len(areas), noun=pair.noun,
             listed=listed)  # fmt: skip


def _names(names: Sequence[str]) -> str:
    more = f" (+{len(names) - MOST})" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more


def _refusal(pair: Pair, count: int) -> str:
    """Why nothing is said: no two values of the run may be compared, or too few areas have them."""
    first = next((a.area_code for a in pair.catalogue.level(pair.run.level)
                  if pair.before.get(a.area_code) and pair.after.get(a.area_code)), "")  # fmt: skip
    before, after = pair.before.get(first), pair.after.get(first)
    why = longrun.obstacle(before, after, pair.run) if before and after else ""
    if why:
        return t("change.refusal", pair.lang, why=t(f"change.why_{why}", pair.lang))
    return t("view.table_few", pair.lang, count=count, noun=pair.noun)


def _rivals(pair: Pair) -> list[str]:
    """9: the change of an area if the rejected figure of a contested value were right."""
    rivals = []
    for area in pair.catalogue.level(pair.run.level):
        before, after = pair.before.get(area.area_code), pair.after.get(area.area_code)
        if not before or not after or before.alternative is after.alternative is None:
            continue
        rows = [replace(r, value=r.value if r.alternative is None else r.alternative)
                for r in (before, after)]  # fmt: skip
        other = move(longrun.joined(rows[0], pair.run, rows[1]), rows[1], pair.indicator, pair.lang)
        if other and pair.move(area.area_code):
            rivals.append(t("change.rival", pair.lang, area=area.full_name(pair.lang),
                            step=f"{other.text} {pair.step_unit}"))  # fmt: skip
    return rivals


def _notes(pair: Pair, used: Sequence[Observation], steps: Sequence[Step]) -> list[str]:
    """What joins the two tables, how the change is counted, classed and ranked, the contested."""
    run, lang = pair.run, pair.lang
    found = [run.reason[lang == "en"]] if run.is_pair else []
    unit = "percent" if pair.step_unit == t("city.percent", lang) else "difference"
    found.append(t(f"change.note_{unit}", lang))
    found.append(t("change.note_classes", lang))
    if any(s.rank for s in steps):
        found.append(t("change.note_rank", lang))
    if run.indicator.extensive:
        found.append(t("change.note_count", lang))
    if any(r.alternative is not None for r in used):
        with pair.release.cursor() as cursor:
            contested = query.contested(cursor, [run.indicator.indicator])
        found += [c.reason_id if lang == "id" else c.reason_en for c in contested]
    found += longrun.notes(run, used, lang)
    return [n for n in found if n not in _limits(pair)]
