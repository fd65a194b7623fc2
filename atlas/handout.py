"""A study or a view as a workbook: its tables, and a sheet of all that must travel with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from atlas.model import Lang, Source
from atlas.sheet import table_rows
from atlas.study import Grid, Row, Study
from atlas.text import t
from atlas.view import View
from atlas.workbook import Sheet, Value, workbook

PLAIN = set("0123456789.,+-−–% \u00a0")
"""Characters of a number as it is shown."""


def study_workbook(study: Study, url: str) -> bytes:
    """Every table of a study as a sheet, then its notes. Numbers are numbers; where a cell shows
    more than its number (a mark, a range), a column beside it holds what is shown."""
    sheets = [_sheet(grid, study.lang) for grid in study.grids]
    return workbook([*sheets, _about(study, url)])


def _sheet(grid: Grid, lang: Lang) -> Sheet:
    told = {i for i, head in enumerate(grid.heads) if head.number and _says_more(grid, i)}
    heads: list[str] = []
    for i, head in enumerate(grid.heads):
        heads += [head.title] + [t("study.sheet_shown", lang, column=head.title)] * (i in told)
    rows = [_cells(row, grid, told) for row in grid.rows]
    if any(row.area_code for row in grid.rows):
        heads = ["area_code", *heads]
        rows = [[r.area_code, *cells] for r, cells in zip(grid.rows, rows, strict=True)]
    return Sheet(grid.name[:31], heads, rows, 18.0)


def _says_more(grid: Grid, column: int) -> bool:
    """Whether a cell of a column of numbers shows a mark or a word beside its number."""
    entries = [row.entries[column] for row in grid.rows]
    return any(e.value is not None and set(e.text) - PLAIN for e in entries)


def _cells(row: Row, grid: Grid, told: set[int]) -> list[Value]:
    found: list[Value] = []
    for i, (entry, head) in enumerate(zip(row.entries, grid.heads, strict=True)):
        found.append(entry.value if head.number and entry.value is not None else entry.text)
        found += [entry.text] * (i in told)
    return found


def _about(study: Study, url: str) -> Sheet:
    lang = study.lang
    lines = [
        (t("study.sheet_title", lang), study.title),
        (t("study.sheet_what", lang), study.subtitle),
    ]
    lines += [(t("study.sheet_says", lang), s) for s in (study.refusal, *study.sentences) if s]
    lines += [(t("study.sheet_note", lang), n) for n in dict.fromkeys(study.notes)]
    return _notes(lines, study.sources, url, study.release, study.title, lang)


def view_workbook(view: View, url: str) -> bytes:
    """The rows of a view and its notes."""
    found = table_rows(view)
    names = list(found[0]) if found else []
    rows = [
        [v if isinstance(v, str | float) or v is None else str(v) for v in r.values()]
        for r in found
    ]
    lang = view.lang
    lines = [
        (t("study.sheet_title", lang), view.title),
        (t("study.sheet_what", lang), view.subtitle),
    ]
    lines += [(t("study.sheet_says", lang), s) for s in view.sentences]
    lines += [(t("study.sheet_note", lang), n) for n in (*view.notes, *view.picture_notes)]
    notes = _notes(lines, view.sources, url, view.release, view.title, lang)
    return workbook([Sheet(t("study.sheet_data", lang), names, rows), notes])


def profile_workbook(views: Sequence[View], area: str, url: str) -> bytes:
    """Every figure of one area beside the highest, the lowest and the city's: a row for each table."""
    lang, name = views[0].lang, views[0].cell[area].name
    keys = ("indicator", "unit", "period", "value", "mark", "rank", "of", "city", "note", "source")
    heads = [t(f"study.profile_{key}", lang) for key in keys]
    rows: list[list[Value]] = []
    for view in views:
        cell, city = view.cell[area], view.reference
        ranked = sum(c.rank is not None for c in view.cells)
        rows.append([
            view.title, view.unit, view.period, cell.text if cell.value is None else cell.value,
            cell.mark, cell.rank, ranked if cell.rank else None, city.value if city else None,
            cell.note, view.credit(cell.source_id)])  # fmt: skip
    used = {s.source_id: s for view in views for s in view.sources}
    notes = dict.fromkeys(n for view in views for n in view.notes)
    title = t("study.profile", lang, area=name)
    lines = [(t("study.sheet_title", lang), title)]
    lines += [(t("study.sheet_note", lang), note) for note in notes]
    about = _notes(lines, list(used.values()), url, views[0].release, title, lang)
    return workbook([Sheet(t("study.sheet_data", lang), heads, rows), about])


def _notes(
    lines: Iterable[tuple[str, str]], sources: Sequence[Source], url: str, release: str, title: str,
    lang: Lang,
) -> Sheet:  # fmt: skip
    producers = ", ".join(dict.fromkeys(s.text("producer", lang) for s in sources))
    rows = [*lines]
    for source in sources:
        said = [source.text("producer", lang), source.text("title", lang), source.text("edition", lang),
                source.table_no, t(f"about.grade_{source.grade}", lang), source.url_public,
                source.source_id]  # fmt: skip
        rows.append((t("study.sheet_source", lang), "; ".join(s for s in said if s)))
    rows += [
        (t("study.sheet_release", lang), release),
        (t("study.sheet_link", lang), url),
        (t("study.sheet_licence", lang), t("about.licence", lang)),
        (t("study.sheet_cite", lang), t("study.cite", lang, producer=producers, title=title, release=release, url=url)),
    ]  # fmt: skip
    heads = [t("study.sheet_kind", lang), t("study.sheet_text", lang)]
    return Sheet(t("study.sheet_notes", lang), heads, rows, 40.0)
