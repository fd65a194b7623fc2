"""Patterns in space: are neighbours alike more than by chance, where, and how sure is that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas import colour, honest, query, sentence
from atlas.model import Indicator, Lang, Observation, Source
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.study.tested import SIGNIFICANT, Part, Tested, other, parts, tally
from atlas.text import t
from atlas.view import Cell, ClassRange, View
from atlas.view.notes import status_note
from atlas.view.words import period_notes

KINDS = ("tinggi_tinggi", "rendah_rendah", "tinggi_rendah", "rendah_tinggi")
"""Classes of the map in the order of its legend: the area, then its neighbours."""
COLOURS = (colour.ABOVE[2], colour.BELOW[2], colour.ABOVE[0], colour.BELOW[0])
"""High is violet and low is orange, as around a midpoint; unlike their neighbours they are light."""
NAMED = 8
"""Areas that a sentence names; the others are counted."""
FEW = 30
"""Areas under which a weak pattern is easily missed (the usual advice for tests of this kind)."""


@dataclass(frozen=True)
class Dot:
    """One area of the Moran scatterplot: its value and the mean of its neighbours, in the
    indicator's unit; `klass` as on the map, None where nothing is sure."""

    area_code: str
    value: float
    around: float
    klass: int | None
    said: str


@dataclass(frozen=True)
class Drawing:
    """The map, the names of the areas of each class, and the scatterplot with its means."""

    view: View
    names: tuple[str, ...]
    dots: tuple[Dot, ...]
    mean: float
    around_mean: float
    slope: float
    decimals: int


@dataclass(frozen=True)
class Told:
    """What every part of the study needs to speak."""

    test: Tested
    parts: Mapping[str, Part]
    rows: Mapping[str, Observation]
    indicator: Indicator
    catalogue: Catalogue
    lang: Lang

    @property
    def noun(self) -> str:
        return t(f"level.{self.test.level}_noun", self.lang)

    @property
    def unit(self) -> str:
        return self.indicator.unit(self.lang)

    def place(self, code: str) -> str:
        return self.catalogue.areas[code].full_name(self.lang)

    def text(self, value: float) -> str:
        """A computed value to the decimals of the indicator."""
        decimals = self.indicator.decimals
        return format_value(round(value, decimals), self.lang, decimals)

    def figure(self, value: float, decimals: int) -> str:
        return format_value(round(value, decimals), self.lang, decimals)

    def named(self, codes: Sequence[str]) -> str:
        """Some names in words; the rest are counted."""
        shown, rest = self.listed(codes[:NAMED]), len(codes) - NAMED
        return t("say.and_more", self.lang, names=shown, count=rest) if rest > 0 else shown

    def listed(self, codes: Sequence[str]) -> str:
        """All names; those of kelurahan have commas of their own."""
        return ("; " if self.test.level == "kelurahan" else ", ").join(map(self.place, codes))

    def of_kind(self, kind: str) -> list[str]:
        """Areas of a class of the map, the surest first."""
        found = [p for p in self.parts.values() if p.significant and p.quadrant == kind]
        return [p.area_code for p in sorted(found, key=lambda p: (p.p, -abs(p.local_i)))]


def pattern(release: Release, catalogue: Catalogue, test: Tested, chosen: str, lang: Lang) -> Study:
    """The pattern of one table, or the reason why it is not tested."""
    with release.cursor() as cursor:
        rows = query.values(cursor, test.indicator, test.level, test.period, test.dim, test.series)
        rests = query.parts(cursor, test.indicator, list(rows), test.dim, test.series, test.period)
        used = sorted({p.indicator for found in rests.values() for p in found} | {test.indicator})
        rejected = query.contested(cursor, used) if _rivals(rows) else []
    areas = {a.area_code for a in catalogue.level(test.level)}
    told = Told(test, parts(release, test), {c: r for c, r in rows.items() if c in areas},
                catalogue.indicators[test.indicator], catalogue, lang)  # fmt: skip
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
            refusal=_refusal(told, areas), notes=tuple(_about_figures(told, reasons)),
            sources=sources, grids=(_values(told, areas, title),),
        )  # fmt: skip
    rival = other(release, test)
    sentences = [*answer(told), *_limits(told), *_rival(release, told, rival)]
    sentences += [_said(told, told.parts[chosen]) + "."] if chosen in told.parts else []
    return Study(
        "pattern", "pola", title, subtitle, lang, release.name, params, sentences=tuple(sentences),
        notes=(*_method(release, told), *_about_figures(told, reasons)), sources=sources,
        grids=(_grid(told, title),), picture=_drawing(release, told, title, subtitle),
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
    found = [k for k in KINDS if told.of_kind(k)]
    if test.p >= SIGNIFICANT:
        said = [t("pattern.none", lang, **words)]
        said += [t("pattern.only_here", lang)] if found else []
    else:
        side = "clustered" if test.i > test.expected else "alternating"
        said = [t(f"pattern.{side}", lang, **words)]
        said += [] if found else [t("pattern.no_centre", lang, noun=told.noun)]
    return said + [t(f"pattern.where_{k}", lang, names=told.named(told.of_kind(k))) for k in found]


def _limits(told: Told) -> list[str]:
    """What the answer does not say."""
    if told.test.p < SIGNIFICANT:
        return [t("pattern.no_cause", told.lang)]
    few = told.test.areas < FEW
    return [t("pattern.weak", told.lang, count=told.test.areas, noun=told.noun)] if few else []


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


def _said(told: Told, part: Part) -> str:
    """One area: its value, its neighbours, where that puts it, and how sure that is."""
    lang = told.lang
    sure = "sure" if part.significant else "before" if part.p < SIGNIFICANT else "unsure"
    return t(
        "pattern.said", lang, area=told.place(part.area_code), around=told.text(part.around),
        value=sentence.amount(told.text(_value(told, part.area_code)), told.unit),
        kind=t(f"pattern.kind_{part.quadrant}", lang).lower(), p=told.figure(part.p, 4),
        sure=t(f"pattern.{sure}", lang),
    )  # fmt: skip


def _value(told: Told, code: str) -> float:
    return float(told.rows[code].value or 0)


def _drawing(release: Release, told: Told, title: str, subtitle: str) -> Drawing:
    test, lang = told.test, told.lang
    klass = {c: i for i, kind in enumerate(KINDS) for c in told.of_kind(kind)}
    cells = []
    for area in told.catalogue.level(test.level):
        code, part = area.area_code, told.parts.get(area.area_code)
        text = told.text(_value(told, code))
        said = _said(told, part) if part else t("pattern.alone", lang, area=told.place(code))
        cells.append(Cell(code, area.name(lang), "terbit" if part else "tidak_berlaku", text,
                          _value(told, code), klass=klass.get(code), sentence=said))  # fmt: skip
    classes = tuple(
        ClassRange(t(f"pattern.kind_{kind}", lang), shade, len(told.of_kind(kind)))
        for kind, shade in zip(KINDS, COLOURS, strict=True)
    )
    view = View(
        kind="map", indicator=test.indicator, level=test.level, period=test.period, dim=test.dim,
        series=test.series, lang=lang, release=release.name, title=title, subtitle=subtitle,
        unit=told.unit, form="warna", cells=tuple(cells), classes=classes,
    )  # fmt: skip
    dots = tuple(
        Dot(c, _value(told, c), p.around, klass.get(c), _said(told, p))
        for c, p in sorted(told.parts.items(), key=lambda x: _value(told, x[0]))
    )
    count = len(dots)
    return Drawing(view, tuple(told.named(told.of_kind(k)) for k in KINDS), dots,
                   sum(d.value for d in dots) / count, sum(d.around for d in dots) / count,
                   test.i, told.indicator.decimals)  # fmt: skip


def _grid(told: Told, title: str) -> Grid:
    """Every area, the sure ones first, then by p."""
    lang = told.lang
    heads = (Head(t("table.area", lang)), Head(f"{t('table.value', lang)} ({told.unit})", True),
             Head(t("pattern.head_around", lang, unit=told.unit), True), Head(t("pattern.head_kind", lang)),
             Head(t("pattern.head_sure", lang)), Head("p", True),
             Head(t("pattern.head_local", lang), True))  # fmt: skip
    order = sorted(told.parts.values(), key=lambda p: (not p.significant, p.p, p.area_code))
    rows = tuple(
        Row((Entry(told.place(p.area_code)), Entry(told.text(_value(told, p.area_code)), _value(told, p.area_code)),
             Entry(told.text(p.around), p.around), Entry(t(f"pattern.kind_{p.quadrant}", lang)),
             Entry(_sure(p, lang)), Entry(told.figure(p.p, 4), p.p),
             Entry(told.figure(p.local_i, 2), p.local_i)), p.area_code)
        for p in order
    )  # fmt: skip
    caption = t("table.caption", lang, title=title, unit=told.unit)
    return Grid(t("study.sheet_data", lang), caption, heads, rows)


def _sure(part: Part, lang: Lang) -> str:
    key = "yes" if part.significant else "cell_before" if part.p < SIGNIFICANT else "no"
    return t(f"pattern.{key}", lang)


def _values(told: Told, areas: set[str], title: str) -> Grid:
    """The figures of a table that is not tested, and what the areas without one lack."""
    lang = told.lang
    heads = (Head(t("table.area", lang)), Head(f"{t('table.value', lang)} ({told.unit})", True),
             Head(t("table.note", lang)))  # fmt: skip
    rows = []
    for code in sorted(areas, key=lambda c: (c not in _lacking(told, areas), told.place(c))):
        row = told.rows.get(code)
        text = sentence.value_text(row, told.indicator, lang) if row else ""
        rows.append(Row((Entry(told.place(code)), Entry(text, row.value if row else None),
                         Entry(_lack(told, code)))))  # fmt: skip
    return Grid(t("study.sheet_data", lang), t("table.caption", lang, title=title, unit=told.unit),
                heads, tuple(rows))  # fmt: skip


def _lacking(told: Told, areas: set[str]) -> list[str]:
    """Areas without a figure that may enter statistics, by code."""
    return [c for c in sorted(areas)
            if c not in told.rows or not honest.sure(told.rows[c], told.indicator)]  # fmt: skip


def _lack(told: Told, code: str) -> str:
    """Why an area's figure may not enter statistics, "" when it may."""
    row = told.rows.get(code)
    if row is not None and honest.sure(row, told.indicator):
        return ""
    state = honest.state(row)
    if row is not None and honest.too_small(row, told.indicator):
        state = "penyebut_kecil"
    elif row is not None and row.low is not None:
        state = "ditahan"
    elif state == "nol" and not told.indicator.zero_is_sure:
        state = "nol_unlisted"
    return t(f"state.{state}", told.lang)


def _refusal(told: Told, areas: set[str]) -> str:
    lacking = _lacking(told, areas)
    return t(
        f"pattern.refused_{told.test.refusal}", told.lang, name=told.test.name(told.catalogue, told.lang),
        noun=told.noun, of=len(areas), count=len(lacking), names=told.named(lacking),
    )  # fmt: skip


def _method(release: Release, told: Told) -> list[str]:
    """The numbers of the test, and how they were made."""
    test, lang = told.test, told.lang
    before = [p.area_code for p in told.parts.values() if p.p < SIGNIFICANT and not p.significant]
    sure = sum(p.significant for p in told.parts.values())
    made, low = tally(release, test.level)
    notes = [
        t("pattern.note_result", lang, i=told.figure(test.i, 2), expected=told.figure(test.expected, 2),
          p=told.figure(test.p, 4), count=test.areas, noun=told.noun),
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


def _about_figures(told: Told, reasons: Sequence[str]) -> list[str]:
    """What must stand with the figures wherever they stand."""
    lang, indicator, used = told.lang, told.indicator, list(told.rows.values())
    notes = (
        [t("view.computed", lang, formula=indicator.text("formula", lang))]
        if indicator.kind
        else []
    )
    notes += period_notes(used, lang)
    notes += reasons
    if any(c in told.rows for c in honest.UNSURE_SHAPES):
        notes.append(t("view.unsure_tm", lang))
    if caveat := indicator.text("caveat", lang):
        notes.append(caveat)
    return [*dict.fromkeys([*notes, *status_note(used, lang)])]
