"""The sheet of an indicator: its map, its areas in order, its years, what it means, whose it is."""

from __future__ import annotations

from typing import Any

from atlas import composed, paint, query, svg
from atlas.composed import Composed
from atlas.look import look
from atlas.paper import parts
from atlas.paper.over_time import lines
from atlas.paper.parts import Asked, Notes
from atlas.paper.typeset import Job
from atlas.store import Release
from atlas.svg.type import FAMILY
from atlas.text import t
from atlas.view import Cell, View


def sheet(release: Release, code: str, asked: Asked, params: dict[str, str] | None = None) -> Job:
    """The sheet of one indicator; `params` as in the address of an embed choose level, period,
    breakdown and series. AtlasError when there is no such indicator or nothing to print."""
    made = composed.indicator(release, code, asked.lang, params or {})
    return parts.job("indicator", _data(release, made, asked), asked)


def _data(release: Release, made: Composed, asked: Asked) -> dict[str, Any]:
    shown, over_time, lang = made.views[0], made.views[-1], asked.lang
    meta = query.catalogue(release).indicators[shown.indicator]
    notes = Notes(lang)
    for one in (shown, over_time):
        notes.refs((*one.picture_notes, *one.notes))
    years = (
        [shown.period[:4]] if shown.cells else [p.period[:4] for x in shown.lines for p in x.points]
    )
    edition, old = parts.edition(years, asked)
    cited = {s.source_id: s for v in (shown, over_time) for s in v.sources}
    own = look().palette()
    over = (
        lines(over_time, 7.3, 4 if len(shown.cells) < 30 else 3)
        if shown.cells
        else lines(over_time, 1.9, 8)
    )
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
        "area": t("brief.area", lang), "more_said": t("brief.more_lines", lang, count=over["more_lines"]),
        "over_time_alt": over_time.alt, **over,
        "line_sentences": list(over_time.sentences) if shown.cells else [],
        "definition": t("brief.definition", lang),
        "definition_text": meta.text("definition", lang) or t("brief.no_definition", lang),
        "formula": t("brief.formula", lang), "formula_text": meta.text("formula", lang) if meta.kind else "",
        "notes": t("brief.notes", lang), "note_items": notes.listed(),
        "sources": t("brief.sources", lang), "source_items": parts.sources(cited.values(), lang),
        "marks": t("brief.marks", lang), "marks_text": t("brief.marks_text", lang),
        "origin": parts.origin(release.boundary(shown.level), lang) if shown.cells else "",
        "seal": parts.sealed(made, made.views, asked),
    }  # fmt: skip


def _ordered(shown: View) -> list[Cell]:
    """Areas with a figure, largest first, a withheld one by the middle of its range; then those
    without, by name."""

    def place(cell: Cell) -> tuple[bool, float, str]:
        known = cell.value is not None or cell.low is not None
        return not known, -cell.size, cell.name

    return sorted(shown.cells, key=place)


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
