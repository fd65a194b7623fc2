"""The sheet of an indicator: its map, its areas in order, its years, what it means, whose it is."""

from __future__ import annotations

from typing import Any

from atlas import deck, paint, query, svg, view
from atlas.deck import Deck, Shown, Slide
from atlas.look import look
from atlas.model import CITY, AtlasError
from atlas.paper import parts
from atlas.paper.parts import Asked, Notes
from atlas.paper.typeset import Job
from atlas.query import Catalogue
from atlas.store import Release
from atlas.svg.type import FAMILY
from atlas.text import t
from atlas.view import Cell, Line, View

LEVELS = ("kecamatan", "kabkota", "kelurahan")
MOST_POINTS = 12


def sheet(release: Release, code: str, asked: Asked, params: dict[str, str] | None = None) -> Job:
    """The sheet of one indicator; `params` as in the address of an embed choose level, period,
    breakdown and series. AtlasError when there is no such indicator or nothing to print."""
    catalogue, lang = query.catalogue(release), asked.lang
    if code not in catalogue.indicators:
        said = (t("brief.no_indicator", x, code=code[:60]) for x in ("id", "en"))
        raise AtlasError(*said)
    found = _shown(release, code, asked, params or {})
    if found is None or found.view is None or found.resolved is None:
        names = (t("brief.no_table", x, name=catalogue.indicators[code].name(x)) for x in ("id", "en"))  # fmt: skip
        raise AtlasError(*names)
    with release.cursor() as cursor:
        over_time = view.line_view(release, cursor, catalogue, found.resolved, lang)
    return parts.job("indicator", _data(release, catalogue, found, over_time, asked), asked)


def _shown(release: Release, code: str, asked: Asked, params: dict[str, str]) -> Shown | None:
    """The map of the first level that has one, else the line of the city."""
    levels = [params["level"]] if params.get("level") else [*LEVELS, ""]
    for level in levels:
        kind = "map" if level in LEVELS else "line"
        slide = Slide(kind, code, {**params, **({"level": level} if level else {})})
        found = deck.shown(Deck((slide,)), release, asked.lang)[0]
        if found.view is not None and (not level or found.view.level == level):
            return found
    return None


def _data(
    release: Release, catalogue: Catalogue, found: Shown, over_time: View, asked: Asked
) -> dict[str, Any]:
    shown, lang = found.view, asked.lang
    assert shown is not None
    meta = catalogue.indicators[shown.indicator]
    notes = Notes(lang)
    for one in (shown, over_time):
        notes.refs((*one.picture_notes, *one.notes))
    years = (
        [shown.period[:4]] if shown.cells else [p.period[:4] for x in shown.lines for p in x.points]
    )
    edition, old = parts.edition(years[-1:], asked)
    cited = {s.source_id: s for v in (shown, over_time) for s in v.sources}
    code = parts.digest("indikator", lang, [shown.digest(), over_time.digest()])
    line = _line(over_time)
    own = look().palette()
    return {
        "title": f"{t('brief.indicator', lang)}: {shown.title}", "name": shown.title,
        "kind": t("brief.indicator", lang), "release": release.name, "edition": edition, "old": old,
        "sub": shown.subtitle, "sentences": list(shown.sentences), "why_table": shown.why_table,
        "map": _map(release, shown), "map_alt": shown.alt,
        "legend": t("brief.legend", lang),
        "legend_rows": [
            {"label": k.label, "fill": k.fill or own.ground, "striped": bool(k.stripes)}
            for k in paint.legend(shown, own)
        ] if shown.cells and shown.form == "warna" else [],
        "values": t("brief.values", lang),
        "value_heads": [t("brief.area", lang), t("profile.value", lang), t("brief.rank", lang)],
        "value_rows": [[c.name, c.marked, parts.rank(c, shown)] for c in _ordered(shown)],
        "reference": [shown.reference.name, shown.reference.marked] if shown.reference else [],
        "over_time": t("brief.over_time", lang), "over_time_none": t("brief.over_time_none", lang),
        "line_name": f"{line.name}{', ' + line.series_name if line.series_name else ''}" if line else "",
        "points": [[p.label, f"{p.text} {p.mark}".strip()] for p in line.points[-MOST_POINTS:]] if line else [],
        "spark": parts.spark([(p.period, p.value) for p in line.points[-MOST_POINTS:] if p.value is not None])
                 if line and over_time.trend else [],
        "line_sentences": list(over_time.sentences),
        "definition": t("brief.definition", lang),
        "definition_text": meta.text("definition", lang) or t("brief.no_definition", lang),
        "formula": t("brief.formula", lang), "formula_text": meta.text("formula", lang) if meta.kind else "",
        "notes": t("brief.notes", lang), "note_items": notes.listed(),
        "sources": t("brief.sources", lang), "source_items": parts.sources(cited.values(), lang),
        "marks": t("brief.marks", lang), "marks_text": t("brief.marks_text", lang),
        "origin": parts.origin(release.boundary(shown.level), lang) if shown.cells else "",
        "seal": parts.sealed(code, release.name, found.address(asked.base, lang), (shown,), lang),
    }  # fmt: skip


def _ordered(shown: View) -> list[Cell]:
    """Areas with a value, largest first, then those without, by name."""
    return sorted(shown.cells, key=lambda c: (c.value is None, -(c.value or 0), c.name))


def _line(over_time: View) -> Line | None:
    """The city's own years in the chosen series, else the longest line there is."""
    own = [x for x in over_time.lines if x.area_code == CITY] or list(over_time.lines)
    chosen = [x for x in own if x.series == over_time.series] or own
    return max(chosen, key=lambda x: len(x.points), default=None)


def _map(release: Release, shown: View) -> str:
    """The map as SVG, "" where the view is a table or has no areas."""
    if not shown.cells or shown.form == "tabel":
        return ""
    boundary = release.boundary(shown.level)
    width, height = svg.map_size(shown, boundary)
    shapes = svg.area_shapes(shown, boundary, look().palette(), "", lambda code, shape: shape)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {width + 8:g} {height + 8:g}" '
        f'font-family="{FAMILY}">{shapes}</svg>'
    )
