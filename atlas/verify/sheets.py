"""A sheet of many views: every figure it rests on, and those of them that were corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from atlas import changes, query
from atlas.changes import Change, Correction
from atlas.composed import Composed, Kind, composed
from atlas.model import CITY, AtlasError, Lang
from atlas.store import Release, Store
from atlas.text import t
from atlas.verify import listed
from atlas.verify.model import Figure
from atlas.verify.subject import Missing, Since, Subject

Named = tuple[Kind, str, Mapping[str, str]]
"""Kind of a sheet, its area or indicator, its params."""


def of_sheet(named: Named, release: Release, lang: Lang, reader: Lang) -> Subject | Missing:
    """The sheet; Missing where the release has none."""
    kind, what, params = named
    try:
        sheet = composed(release, kind, what, lang, params)
    except AtlasError as error:
        return Missing((error.text(reader), t("verify.cut", reader)))
    title = t(f"verify.sheet_{kind}", reader, name=_name(sheet, release, reader))
    return Subject(
        title, "", sheet.address(), release.name, lang, sheet.digest,
        partial(_texts, sheet, release), partial(_since, sheet, release),
    )  # fmt: skip


def _name(sheet: Composed, release: Release, lang: Lang) -> str:
    catalogue = query.catalogue(release)
    if sheet.kind == "indikator":
        return catalogue.indicators[sheet.what].name(lang)
    return catalogue.areas[sheet.what or CITY].name(lang)


def _texts(sheet: Composed, release: Release) -> list[tuple[str, str]]:
    found = [pair for view in sheet.views for pair in listed.texts(view)]
    found += [(f.area, f.text) for f in _villages(sheet, release, {})]
    return found + [(r.name, x) for r in sheet.inside for x in (*r.values, r.total, r.printed)]


def _since(sheet: Composed, release: Release, store: Store, reader: Lang) -> Since:
    """Corrections of every view; of a profile those of its own area first, as the others bear on
    ranks and on the comparison with the city alone."""
    catalogue = query.catalogue(release)
    by_view = [changes.for_view(store, release, view) for view in sheet.views]
    inside = _inside(sheet, release, store)
    found = {_place(c): c for one in (*by_view, inside) for c in one}
    corrections = tuple(sorted(found.values(), key=lambda c: not _own(c, sheet)))
    figures: list[Figure] = []
    for view, corrected in zip(sheet.views, by_view, strict=True):
        each = listed.figures(view, catalogue, corrected)
        kept = [f for f in each if sheet.kind != "profil" or f.area_code in (sheet.what, CITY)]
        figures += [replace(f, what=f"{view.title} ({view.unit})") for f in kept]
    figures += _villages(sheet, release, {(c.name, c.area_code, c.when): c.new for c in inside})
    others = sum(not _own(c, sheet) for c in corrections)
    said = [t("verify.sheet_others", reader, count=others)] if sheet.kind == "profil" and others else []  # fmt: skip
    return Since("corrected" if corrections else "unchanged", tuple(said), tuple(figures), corrections)  # fmt: skip


def _own(correction: Correction, sheet: Composed) -> bool:
    return correction.area_code.startswith(sheet.what or "")


def _place(correction: Correction) -> tuple[str, ...]:
    c = correction
    return c.indicator, c.area_code, c.period, c.dim, c.series


def _inside(sheet: Composed, release: Release, store: Store) -> tuple[Correction, ...]:
    """Corrections of the kelurahan of a profile, which are no view of it."""
    served = store.release()
    if not sheet.inside or served.name == release.name:
        return ()
    catalogue = query.catalogue(served)
    codes = set(_kelurahan(sheet, release))
    found = (c for c in changes.between(release, served) if c.old.area_code in codes)
    return tuple(changes.worded(c, catalogue, sheet.lang) for c in found if _listed(c, sheet))


def _listed(change: Change, sheet: Composed) -> bool:
    return change.indicator in {row.indicator for row in sheet.inside}


def _kelurahan(sheet: Composed, release: Release) -> dict[str, str]:
    """Code and name of the kelurahan of a profile, in the order of its rows."""
    every = query.catalogue(release).level("kelurahan")
    return {a.area_code: a.name(sheet.lang) for a in every if a.parent_code == sheet.what}


def _villages(
    sheet: Composed, release: Release, now: Mapping[tuple[str, str, str], str]
) -> Iterator[Figure]:
    """Figures of the kelurahan of a profile; `now` by name of the indicator, area and period."""
    names = _kelurahan(sheet, release) if sheet.inside else {}
    catalogue = query.catalogue(release)
    for row in sheet.inside:
        indicator = catalogue.indicators[row.indicator].name(sheet.lang)
        period = row.name.rsplit(", ", 1)[-1]
        for (code, name), text in zip(names.items(), row.values, strict=True):
            if text:
                newer = now.get((indicator, code, period), "")
                yield Figure(code, name, period, text, newer, f"{row.name} ({row.unit})")
