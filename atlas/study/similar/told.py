"""Likeness in words: who and by what, how firm that is, and what it is not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from atlas.measure.similar import TOP, by_distance, nearest_distances, without_each
from atlas.measure.standard import z_scores
from atlas.model import Lang
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.sentence import amount
from atlas.store import Release
from atlas.study.cautions import not_independent, sampling
from atlas.study.model import Study
from atlas.study.rates import Rate
from atlas.study.similar.chosen import FEWEST, TWINS, missing, offered, usual
from atlas.study.similar.evidence import cited, mark_note, reasons, span, twin_notes
from atlas.study.similar.grids import grids_of
from atlas.study.similar.likeness import Likeness
from atlas.study.similar.picture import picture_of
from atlas.text import t
from atlas.view.notes import status_note

FARTHEST = 0.25
"""An area whose nearest is among this share of the farthest has none that is close."""


def similar(
    release: Release, catalogue: Catalogue, found: tuple[Rate, ...], chosen: Sequence[Rate],
    level: str, area: str, lang: Lang,
) -> Study:  # fmt: skip
    """All areas by their distance to one, the nearest in words and pictures, and how sure that is;
    the reason where fewer than two rates are there."""
    noun = t(f"level.{level}_noun", lang)
    same = [r.code for r in chosen] == [r.code for r in usual(found)]
    params = {"level": level, "area": area, "indikator": "" if same else ",".join(r.code for r in chosen)}  # fmt: skip
    if len(chosen) < FEWEST:
        return Study("similar", "serupa", t("page.similar", lang), "", lang, release.name, params,
                     refusal=t("similar.refusal", lang, noun=noun))  # fmt: skip
    like = Likeness(release, catalogue, list(chosen), level, area, lang, noun)
    behind = [r.rows[a] for r in chosen for a in r.rows]
    low = " · " + t("view.evidence_c", lang) if like.weak else ""
    subtitle = t("similar.subtitle", lang, level=t(f"level.{level}_of", lang), years=span(chosen))
    return Study(
        "similar", "serupa", t("similar.title", lang, area=like.name(area), noun=noun, count=len(chosen)),
        subtitle + low, lang, release.name, params, sentences=tuple(_sentences(like)),
        notes=(*_notes(like, found), *status_note(behind, lang)), sources=cited(release, chosen),
        grids=grids_of(like), picture=picture_of(like),
    )  # fmt: skip


def _sentences(like: Likeness) -> list[str]:
    """Who and by what; how firm; what it is not."""
    lang = like.lang
    rest = t("similar.and", lang).join(like.far(c) for c in like.order[1:TOP])
    said = [t("similar.answer", lang, area=like.name(like.area), peer=like.name(like.nearest),
              distance=like.number(like.distances[like.nearest]), rest=rest)]  # fmt: skip
    few = 3 if len(like.chosen) > 4 else 1
    ends = like.closest[:few], list(reversed(like.closest))[: few - 1 or 1]
    near, far = ("; ".join(_both(like, i) for i in end) for end in ends)
    said.append(t("similar.by", lang, area=like.name(like.area), peer=like.name(like.nearest),
                  near=near, far=far))  # fmt: skip
    said += [*_firm(like), *_rivals(like, True), _common(like)]
    said += not_independent(like.release, like.chosen, like.catalogue, lang)
    return [*said, *sampling(like.chosen, like.catalogue, lang), _limit(like)]


def _both(like: Likeness, i: int) -> str:
    """An indicator with the values of the chosen area and of its nearest peer."""
    rate = like.chosen[i]
    own, theirs = (rate.text(c, like.lang) for c in (like.area, like.nearest))
    both = t("similar.both", like.lang, own=own, theirs=theirs)
    return f"{like.label(rate)} ({amount(both, rate.indicator.unit(like.lang))})"


def _firm(like: Likeness) -> list[str]:
    """How often the nearest stay when each indicator is left out once; of two indicators the rest
    is a single one, which says nothing of that."""
    if len(like.chosen) < 3:
        return []
    now = set(like.order[:TOP])
    tops = without_each(like.scores, like.area)
    kept = [len(now & set(top)) for top in tops]
    first = sum(top[0] == like.nearest for top in tops)
    values = {"count": len(tops), "first": first, "peer": like.name(like.nearest), "top": len(now)}  # fmt: skip
    if min(kept) == len(now):
        return [t("similar.firm", like.lang, **values)]
    said = t("similar.loose", like.lang, **values, whole=kept.count(len(now)))
    return [f"{said} {t('similar.frail', like.lang)}" if 2 * first < len(tops) else said]


def _rivals(like: Likeness, changed: bool) -> list[str]:
    """9: the first three if the rejected figure of a contested value were right; `changed`
    gives those that would be others, else those that would not."""
    said = []
    for i, rate in enumerate(like.chosen):
        for code, row in rate.rows.items():
            if row.alternative is None or row.alternative == row.value:
                continue
            other = [*like.scores]
            other[i] = z_scores(rate.values | {code: row.alternative})
            top = list(by_distance(other, like.area))[:TOP]
            if (top != like.order[:TOP]) is changed:
                shown = format_value(row.alternative, like.lang, rate.indicator.decimals)
                said.append(t(f"similar.rival_{'changed' if changed else 'same'}", like.lang,
                              area=like.name(code), name=like.label(rate), other=shown,
                              value=rate.text(code, like.lang), names=", ".join(map(like.name, top))))  # fmt: skip
    return said


def _common(like: Likeness) -> str:
    """How the nearest of the chosen area compares with those of others, and whether it is clearly
    far: in the farthest quarter."""
    found = _nearest_of_all(tuple(like.chosen))
    own = found[like.area]
    others = [far for area, far in found.items() if area != like.area]
    nearer = [far for far in others if far < own]
    lonely = len(found) - len(nearer) <= FARTHEST * len(found)
    said = nearer if lonely else others
    return t(f"similar.{'lonely' if lonely else 'common'}", like.lang, area=like.name(like.area),
             noun=like.noun, count=len(nearer), of=len(others), low=like.number(min(said)),
             high=like.number(max(said)))  # fmt: skip


@lru_cache(maxsize=64)
def _nearest_of_all(chosen: tuple[Rate, ...]) -> dict[str, float]:
    """How far each area of a level is from its nearest."""
    return nearest_distances([z_scores(r.values) for r in chosen])


def _limit(like: Likeness) -> str:
    said = t("similar.limit", like.lang, count=len(like.chosen), years=span(like.chosen))
    if like.weak:
        said += " " + t("similar.weak", like.lang, weak=len(like.weak), count=len(like.chosen))
    return said


def _notes(like: Likeness, found: tuple[Rate, ...]) -> list[str]:
    lang = like.lang
    notes = [t("similar.note_distance", lang), t("similar.note_scores", lang, count=len(like.distances) + 1, noun=like.noun)]  # fmt: skip
    notes += twin_notes(like.chosen, like.catalogue, lang)
    notes += _rivals(like, False) + reasons(like.release, like.chosen, lang)
    notes += mark_note(like.chosen, like.catalogue, lang)
    default = usual(found)
    names = "; ".join(like.label(r) for r in offered(found) if r not in default)
    if names:
        notes.append(t("similar.note_default", lang, names=names, r=like.number(TWINS)))
    out = "; ".join(f"{like.label(r)} ({missing(r, like.catalogue, like.level, lang)})"
                    for r in found if not r.complete)  # fmt: skip
    return [*notes, t("similar.note_incomplete", lang, names=out)] if out else notes
