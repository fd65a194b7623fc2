"""How a pattern was tested, and what must stand with its figures."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, median

from atlas import honest
from atlas.number import format_value
from atlas.store import Release
from atlas.study.pattern.words import Told, sureness, value_of
from atlas.study.tested import SIGNIFICANT, held, parts, tally
from atlas.text import t
from atlas.view.notes import status_note
from atlas.view.words import period_notes


def method(release: Release, told: Told) -> list[str]:
    """The numbers of the test, and how they were made."""
    test, lang = told.test, told.lang
    before = [c for c, p in told.parts.items() if sureness(told, p) == "before"]
    sure = sum(p.significant for p in told.parts.values()) + len(told.lost)
    values = [value_of(told, c) for c in told.parts]
    made, low = tally(release, test.level)
    notes = [
        t("pattern.note_result", lang, i=told.figure(test.i, 2), expected=told.figure(test.expected, 2),
          p=told.figure(test.p, 4), count=test.areas, noun=told.noun),
        t("pattern.note_mean", lang, count=test.areas, noun=told.noun, mean=told.text(fmean(values)),
          median=told.text(median(values))),
        t("pattern.note_method", lang, permutations=format_value(test.permutations, lang), seed=str(test.seed)),
        t("pattern.note_fdr", lang, count=test.areas, raw=len(before) + sure, sure=sure),
    ]  # fmt: skip
    if before:
        notes.append(t("pattern.note_before", lang, names=told.listed(before)))
    chance = told.figure(made * SIGNIFICANT, 1)
    notes.append(t("pattern.note_many", lang, made=made, low=low, chance=chance))
    if test.level == "kabkota":
        notes.append(t("pattern.note_newest", lang))
    if test.apart:
        notes.append(t("pattern.note_apart", lang, names=told.listed(test.apart)))
    notes += _mainland(release, told)
    if test.alone:
        notes.append(t("pattern.note_alone", lang, names=told.listed(test.alone)))
    meta = release.boundary(test.level).meta
    origin = str(meta.get(f"source_{lang}") or meta["source"])
    return [
        *notes,
        t(
            "view.not_legal",
            lang,
            source=origin,
            date=str(meta["date"]),
            licence=str(meta["licence"]),
        ),
    ]


def _mainland(release: Release, told: Told) -> list[str]:
    """The test without the areas that touch only each other, and what is sure only with or only
    without them."""
    main, lang = told.main, told.lang
    if main is None:
        return []
    words = {"islands": told.islands}
    rest = parts(release, main)
    more = [c for c, p in rest.items() if p.significant and not told.parts[c].significant]
    notes = [t("pattern.note_main", lang, count=main.areas, noun=told.noun, i=told.figure(main.i, 2),
               expected=told.figure(main.expected, 2), p=told.figure(main.p, 4), **words)]  # fmt: skip
    notes.append(t("pattern.note_held", lang, low=tally(release, told.test.level)[1],
                   held=held(release, told.test.level), **words))  # fmt: skip
    if told.lost:
        notes.append(t("pattern.note_lost", lang, names=told.listed(told.lost), **words))
    if more:
        notes.append(t("pattern.note_more", lang, names=told.listed(more), **words))
    return notes


def about_figures(told: Told, reasons: Sequence[str]) -> list[str]:
    """What must stand with the figures wherever they stand."""
    lang, indicator, used = told.lang, told.indicator, list(told.rows.values())
    notes = (
        [t("view.computed", lang, formula=indicator.text("formula", lang))]
        if indicator.kind
        else []
    )
    notes += [t("study.sampled", lang)] if honest.sampled(indicator, used) else []
    notes += period_notes(used, lang)
    notes += reasons
    if any(c in told.rows for c in honest.UNSURE_SHAPES):
        notes.append(t("view.unsure_tm", lang))
    if caveat := indicator.text("caveat", lang):
        notes.append(caveat)
    return [*dict.fromkeys([*notes, *status_note(used, lang)])]
