"""A pattern in words: whether neighbours are alike, where, and what that does not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atlas import query
from atlas.model import Lang, Observation, Source
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.model import Study
from atlas.study.pattern.grids import tested_areas, untested_areas
from atlas.study.pattern.notes import about_figures, method
from atlas.study.pattern.picture import drawing
from atlas.study.pattern.words import KINDS, Told, said_of, without_figure
from atlas.study.tested import SIGNIFICANT, Tested, firm, mainland, other, parts, rests
from atlas.text import t

FEW = 30
"""Areas under which a weak pattern is easily missed (the usual advice for tests of this kind)."""


def pattern(release: Release, catalogue: Catalogue, test: Tested, chosen: str, lang: Lang) -> Study:
    """The pattern of one table, or the reason why it is not tested."""
    with release.cursor() as cursor:
        rows = query.values(cursor, test.indicator, test.level, test.period, test.dim, test.series)
        rests = query.parts(cursor, test.indicator, list(rows), test.dim, test.series, test.period)
        used = sorted({p.indicator for found in rests.values() for p in found} | {test.indicator})
        rejected = query.contested(cursor, used) if _rivals(rows) else []
    areas = {a.area_code for a in catalogue.level(test.level)}
    main, found = mainland(release, test), parts(release, test)
    kept = firm(found, parts(release, main)) if main else found
    lost = tuple(c for c, p in found.items() if p.significant and not kept[c].significant)
    told = Told(test, kept, {c: r for c, r in rows.items() if c in areas},
                catalogue.indicators[test.indicator], catalogue, lang, main, lost)  # fmt: skip
    cited = {r.source_id for r in told.rows.values()}
    cited |= {p.source_id for c, found in rests.items() if c in areas for p in found}
    sources = tuple(query.cited(release, sorted(cited)))
    reasons = [c.reason_id if lang == "id" else c.reason_en for c in rejected]
    title = t(
        "pattern.title", lang, name=test.name(catalogue, lang), when=test.moment(catalogue, lang)
    )
    subtitle = _subtitle(told, sources)
    params = {"level": test.level, "indikator": test.code, "period": test.when, "area": chosen}
    if test.refusal:
        return Study(
            "pattern", "pola", title, subtitle, lang, release.name, params,
            refusal=_refusal(told, areas), notes=tuple(about_figures(told, reasons)),
            sources=sources, grids=(untested_areas(told, areas, title),),
        )  # fmt: skip
    rival = other(release, test)
    sentences = [*answer(told), *_limits(told), *_rival(release, told, rival)]
    sentences += [said_of(told, told.parts[chosen]) + "."] if chosen in told.parts else []
    return Study(
        "pattern", "pola", title, subtitle, lang, release.name, params, sentences=tuple(sentences),
        notes=(*method(release, told), *about_figures(told, reasons)), sources=sources,
        grids=(tested_areas(told, title),), picture=drawing(release, told, title, subtitle),
    )  # fmt: skip


def without(
    release: Release, catalogue: Catalogue, indicator: str, level: str, lang: Lang
) -> Study:
    """The refusal of an indicator that is counted or only mentioned: no release tests it."""
    about = catalogue.indicators[indicator]
    reason = "disebut" if "disebut" in about.zero_means else "jumlah"
    return Study(
        "pattern", "pola", t("pattern.title_of", lang, name=about.name(lang)),
        t("view.subtitle", lang, unit=about.unit(lang), level=t(f"level.{level}_of", lang)), lang,
        release.name, {"level": level, "indikator": indicator},
        refusal=t(f"pattern.refused_{reason}", lang, name=about.name(lang)),
    )  # fmt: skip


def too_old(release: Release, lang: Lang) -> Study:
    """What is said of a release from before patterns were computed."""
    return Study("pattern", "pola", t("page.pattern", lang), "", lang, release.name,
                 refusal=t("pattern.too_old", lang))  # fmt: skip


def _rivals(rows: Mapping[str, Observation]) -> list[str]:
    return [c for c, r in rows.items() if r.alternative is not None]


def _subtitle(told: Told, sources: Sequence[Source]) -> str:
    lang = told.lang
    text = t("view.subtitle", lang, unit=told.unit, level=t(f"level.{told.test.level}_of", lang))
    weak = any(s.grade == "C" for s in sources)
    return f"{text} · {t('view.evidence_c', lang)}" if weak else text


def answer(told: Told) -> list[str]:
    """Whether neighbours are alike, then where: only what is surer than the chance of finding
    something among so many areas."""
    test, lang = told.test, told.lang
    words = {"name": told.test.name(told.catalogue, lang), "noun": told.noun}
    main = told.main
    found = [k for k in KINDS if told.of_kind(k)]
    if test.p >= SIGNIFICANT:
        said = [t("pattern.none", lang, **words)]
        said += [t("pattern.only_here", lang)] if found else []
        said += _of_the_rest(told)
    elif main and rests(test, main):
        said = [t("pattern.rests", lang, count=main.areas, islands=told.islands, **words)]
        said += _of_the_rest(told)
    else:
        said = [t(f"pattern.{_side(test)}", lang, **words)]
        said += [] if found else [t("pattern.no_centre", lang, noun=told.noun)]
    return said + [t(f"pattern.where_{k}", lang, names=told.valued(told.of_kind(k))) for k in found]


def _side(test: Tested) -> str:
    return "clustered" if test.i > test.expected else "alternating"


def _of_the_rest(told: Told) -> list[str]:
    """What is sure only without the areas that touch only each other."""
    main = told.main
    if main is None or main.p >= SIGNIFICANT:
        return []
    return [t(f"pattern.rest_{_side(main)}", told.lang, count=main.areas, noun=told.noun,
              islands=told.islands)]  # fmt: skip


def _limits(told: Told) -> list[str]:
    """What the answer does not say."""
    test, main = told.test, told.main
    denied = main if main and rests(test, main) else test if test.p >= SIGNIFICANT else None
    said = [] if test.p >= SIGNIFICANT else [t("pattern.no_cause", told.lang)]
    if denied and denied.areas < FEW:
        said.append(t("pattern.weak", told.lang, count=denied.areas, noun=told.noun))
    return said


def _rival(release: Release, told: Told, rival: Tested | None) -> list[str]:
    """9: whether the answer holds with the figures that were rejected."""
    if rival is None:
        return []
    names = told.listed(_rivals(told.rows))
    with_them = Told(
        rival, parts(release, rival), told.rows, told.indicator, told.catalogue, told.lang
    )
    if rival.refusal or answer(with_them) == answer(told):
        return [t("pattern.rival_same", told.lang, names=names)]
    said = " ".join(s for s in answer(with_them) if s not in answer(told))
    return [t("pattern.rival_else", told.lang, names=names, said=said)]


def _refusal(told: Told, areas: set[str]) -> str:
    lacking = without_figure(told, areas)
    return t(
        f"pattern.refused_{told.test.refusal}", told.lang, name=told.test.name(told.catalogue, told.lang),
        noun=told.noun, of=len(areas), count=len(lacking), names=told.named(lacking),
    )  # fmt: skip
