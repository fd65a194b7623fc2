"""An index in words: who comes first, how sure that is, who else may, and how it was made."""

from __future__ import annotations

from collections.abc import Sequence

from atlas import query
from atlas.honest import FEWEST_VALUES
from atlas.measure.weighted import DRAWS, ENDS, NORMS, SEED, SPREAD, TOP
from atlas.model import Lang
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.cautions import not_independent, sampling
from atlas.study.model import Study
from atlas.study.priority import tables
from atlas.study.priority.index import Index, common, order
from atlas.study.priority.map import view
from atlas.study.priority.picture import Place, Priority
from atlas.study.priority.places import places, shares
from atlas.study.priority.weights import Weighted, recipe
from atlas.study.rates import Rate
from atlas.study.shared import not_legal, weak
from atlas.text import t
from atlas.view.notes import status_note

SURE = ((0.95, "firm"), (0.75, "fair"), (0.5, "thin"), (0.0, "loose"))
"""Words for how often the first stays first, by the least share they need."""
OFTEN = DRAWS // 10
"""An area that comes among the first three this often is named."""


def priority(
    release: Release, catalogue: Catalogue, found: Sequence[Rate], asked: Sequence[Weighted],
    norm: str, level: str, area: str, lang: Lang,
) -> Study:  # fmt: skip
    """The index of these indicators and weights: who comes first and how sure that is, the map, the
    table with what each indicator adds, and the recipe that makes it again."""
    index = Index(release, catalogue, found, asked, norm, level, lang)
    rows = [o for w in index.chosen for o in w.rate.rows.values()]
    sources = tuple(query.cited(release, sorted({o.source_id for o in rows})))
    head = ("priority", "prioritas", t("priority.title", lang, noun=index.noun),
            t("priority.subtitle", lang, unit=t(f"priority.unit_{norm}", lang), level=t(f"level.{level}_of", lang),
              periods=_periods(index)) + weak(sources, lang), lang, release.name)  # fmt: skip
    params = {"level": level, "indeks": recipe(index.chosen), "norma": norm, "area": area}
    count = len(common(index.chosen))
    if count < FEWEST_VALUES:
        refusal = t("priority.refuse", lang, count=count, least=FEWEST_VALUES, noun=index.noun)
        return Study(*head, params, refusal=refusal, sources=sources)
    first = places(index)
    return Study(
        *head, params, sentences=tuple(_sentences(index, first, area)),
        notes=(*_notes(index), *status_note(rows, lang)), sources=sources,
        grids=(tables.ranking(index, first), tables.values(index, first), tables.recipe(index),
               tables.rules(index, drawn(lang))),
        picture=Priority(first, shares(index), view(index, first), DRAWS),
    )  # fmt: skip


def _periods(index: Index) -> str:
    found = sorted({(w.rate.table.period[:4], w.rate.period(index.lang)) for w in index.chosen})
    return found[0][1] if len(found) == 1 else f"{found[0][1]}–{found[-1][1]}"


def _sentences(index: Index, places: Sequence[Place], area: str) -> list[str]:
    """Who comes first, how sure that is, who else may; then what was changed or counts twice."""
    lang = index.lang
    said = [_first(places, lang)]
    if len(index.chosen) == 1:
        said.append(t("priority.single", lang, name=index.name(index.chosen[0])))
    else:
        said += [_sureness(places, lang), _top(places, lang), *_other_norms(index, places)]
    said += [*_changed(index), *_twins(index)]
    said += [p.said for p in places if p.area_code == area]
    rates = [w.rate for w in index.chosen]
    said += not_independent(index.release, rates, index.catalogue, lang)
    return [*said, *sampling(rates, index.catalogue, lang), t("priority.caveat", lang)]


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


def _other_norms(index: Index, places: Sequence[Place]) -> list[str]:
    """Whether the first three would be others if scales were made alike in another way."""
    lang, said = index.lang, []
    now = {p.area_code for p in places if p.rank <= TOP}
    others = [n for n in NORMS if n != index.norm]
    for norm in others:
        rank = order(index.by(norm))
        best = sorted((c for c in rank if rank[c] <= TOP), key=rank.__getitem__)
        if set(best) != now:
            names = ", ".join(index.area(c) for c in best)
            tied = t("priority.tied", lang, count=len(best)) if len(best) > TOP else ""
            said.append(t("priority.other", lang, norm=t(f"priority.norma_{norm}", lang), names=names + tied))  # fmt: skip
    if said:
        return said
    return [t("priority.others_same", lang, norms=", ".join(t(f"priority.norma_{n}", lang) for n in others))]  # fmt: skip


def _changed(index: Index) -> list[str]:
    """What is not as it was asked for: indicators left out, weights scaled to 100."""
    lang, said = index.lang, []
    lost = [w for w in index.asked if w not in index.chosen]
    if lost:
        names = ", ".join(index.name(w) for w in lost)
        said.append(t("priority.apart", lang, names=names, least=FEWEST_VALUES, noun=index.noun))
    total = sum(w.weight for w in index.chosen)
    if abs(total - 100) > 0.05:
        used = ", ".join(f"{index.name(w)} {index.weight(u)}" for w, u in index.used)
        said.append(t("priority.scaled", lang, total=index.weight(total), used=used))
    return said


def _twins(index: Index) -> list[str]:
    """Pairs of indicators that say nearly the same, or the opposite."""
    return [
        t(f"priority.twin_{'close' if value > 0 else 'against'}", index.lang,
          one=index.name(index.chosen[i]), two=index.name(index.chosen[j]),
          rho=format_value(round(value, 2), index.lang, 2))
        for i, j, value in index.work.close
    ]  # fmt: skip


def _notes(index: Index) -> list[str]:
    """Formula, directions, who is left out, which indicators are not offered, the map."""
    lang, chosen, catalogue = index.lang, index.chosen, index.catalogue
    notes = [t("priority.formula", lang), t(f"priority.norm_{index.norm}", lang), drawn(lang)]
    ways = "; ".join(f"{w.rate.label(catalogue, lang)}: {index.way(w)}" for w in chosen)
    notes.append(t("priority.ways", lang, ways=ways))
    out = [a for a in catalogue.level(index.level) if a.area_code not in index.work.areas]
    if out:
        names = ", ".join(a.full_name(lang) for a in out)
        notes.append(t("priority.left_out", lang, names=names))
    flat = [index.name(w) for w, s in zip(chosen, index.work.scores, strict=True) if len(set(s)) < 2]  # fmt: skip
    if flat:
        notes.append(t("priority.level_all", lang, names=", ".join(flat)))
    if len({w.rate.period(lang) for w in chosen}) > 1:
        periods = "; ".join(f"{index.name(w)} {w.rate.period(lang)}" for w in chosen)
        notes.append(t("priority.years", lang, periods=periods))
    neutral = [r.name(catalogue, lang) for r in index.found if not r.directed]
    if neutral:
        notes.append(t("priority.not_offered", lang, names=", ".join(dict.fromkeys(neutral))))
    return [*notes, t("priority.classes", lang), not_legal(index.release, index.level, lang)]


def drawn(lang: Lang) -> str:
    """How the weights were drawn that tell how sure the order is."""
    return t("priority.drawn", lang, draws=format_value(DRAWS, lang), seed=SEED, low=ENDS[0], high=ENDS[1],
             least=format_value(1 - SPREAD, lang), most=format_value(1 + SPREAD, lang))  # fmt: skip
