"""Values over time: what a line chart says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atlas import honest, query, sentence
from atlas.choice import Choice, Resolved
from atlas.model import CITY, NATION, PROVINCE, Indicator, Lang, Observation
from atlas.number import format_period
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.view.model import Line, Point, View
from atlas.view.notes import status_note
from atlas.view.words import Words, as_published, period_notes, subtitle


def line_view(
    release: Release, cursor: Cursor, catalogue: Catalogue, resolved: Resolved, lang: Lang
) -> View:
    """Values over time of the chosen area, the city, its province and the nation, or of all areas
    of the level behind the chosen one; every series is a line of its own."""
    choice = resolved.choice
    indicator = catalogue.indicators[choice.indicator]
    words = Words(indicator, catalogue, choice, lang, "")
    codes = _line_areas(choice, catalogue)
    rows = query.history(cursor, choice.indicator, codes, choice.dim)
    round_of = resolved.table.round if resolved.table else ""
    rows = [r for r in rows if _round(r) == round_of] if round_of else rows
    indicator = as_published(indicator, rows)
    groups: dict[tuple[str, str], list[Observation]] = {}
    for row in sorted(rows, key=lambda r: codes.index(r.area_code)):
        groups.setdefault((row.area_code, row.series), []).append(row)
    lines = tuple(
        Line(area, catalogue.areas[area].name(lang), series,
             catalogue.series_name(series, lang), tuple(_point(r, indicator, lang) for r in found))
        for (area, series), found in groups.items()
    )  # fmt: skip
    shown = {area for area, _ in groups}
    dim = catalogue.dim_name(choice.dim, lang)
    name = f"{indicator.name(lang)} ({dim})" if dim else indicator.name(lang)
    focus = _focus(choice, groups)
    own = sorted((g for (area, _), g in groups.items() if area == focus), key=lambda g: g[0].period)
    told = groups.get((focus, choice.series), own[-1] if own else [])
    said = []
    if told:
        area = catalogue.areas[focus].name(lang)
        said += sentence.line_sentences(area, told, indicator, lang, name)
    if len(own) > 1:
        listed = "; ".join(catalogue.series_name(g[0].series, lang) or t("choose.series_plain", lang)
                           for g in own)  # fmt: skip
        said.append(t("say.breaks_in_line", lang, series=listed))
    cited = {r.source_id for r in rows}
    if indicator.kind:
        cited |= set(query.part_sources(cursor, choice.indicator, codes, choice.dim))
    sources = tuple(query.cited(release, sorted(cited)))
    weak = {s.source_id for s in sources if s.grade == "C"}
    if told and told[-1].source_id in weak:
        said.append(t("say.evidence_c", lang))
    notes = [t("view.computed", lang, formula=indicator.text("formula", lang))] * bool(
        indicator.kind
    )
    notes += period_notes(rows, lang)
    if not indicator.trend and len({r.period for r in rows}) > 1:
        notes.append(t("view.trend_no", lang))
    notes += status_note(rows, lang)
    periods = [p for line in lines for p in line.points]
    first = min(periods, key=lambda p: p.period).label if periods else ""
    last = max(periods, key=lambda p: p.period).label if periods else ""
    span = first if first == last else f"{first}–{last}"
    return View(
        kind="line", indicator=choice.indicator, level=choice.level, period=choice.period,
        dim=choice.dim, series=choice.series, lang=lang, release=release.name,
        title=", ".join(p for p in (name, span) if p),
        subtitle=subtitle(rows, sources, words, _named(shown, catalogue, lang)), unit=words.unit, form="garis", lines=lines,
        picture_notes=(t("chart.gap", lang),), trend=indicator.trend,
        notes=tuple(notes), sources=sources, sentences=tuple(said),
    )  # fmt: skip


def _focus(choice: Choice, groups: Mapping[tuple[str, str], Sequence[Observation]]) -> str:
    """The area the sentences are about: the chosen one, else the city, its province or the nation,
    whichever has the chosen series first."""
    order = [choice.area, CITY, PROVINCE, NATION]
    with_series = [a for a in order if (a, choice.series) in groups]
    any_series = [a for a in order if any(a == area for area, _ in groups)]
    return next(iter(with_series or any_series), "")


def _named(codes: set[str], catalogue: Catalogue, lang: Lang) -> str:
    """Up to three areas by name, "" for more: then the name of the level serves."""
    found = [catalogue.areas[c].name(lang) for c in (CITY, PROVINCE, NATION) if c in codes]
    return ", ".join(found) if len(codes) <= 3 else ""


def _line_areas(choice: Choice, catalogue: Catalogue) -> list[str]:
    if choice.level == "kota":
        return [CITY, PROVINCE, NATION]
    if choice.level == "kabkota":
        every = [a.area_code for a in catalogue.level("kabkota")]
        extensive = catalogue.indicators[choice.indicator].extensive
        return every if extensive else [*every, PROVINCE, NATION]
    chosen = [choice.area] if choice.area else []
    if choice.level == "kecamatan":
        if catalogue.indicators[choice.indicator].extensive:
            return chosen or [CITY]
        return [a.area_code for a in catalogue.level("kecamatan")] + [CITY]
    if catalogue.indicators[choice.indicator].extensive:
        return chosen or [CITY]
    return [*chosen, *([choice.area[:7]] if choice.area else []), CITY]


def _round(row: Observation) -> str:
    return f"round{row.period[4:]}" if row.period_kind == "round" else row.period_kind


def _point(row: Observation, indicator: Indicator, lang: Lang) -> Point:
    said = sentence.value_text(row, indicator, lang)
    if not said:
        said = t(f"state.cell_{honest.state(row, True, False)}", lang)
    return Point(
        row.period, row.period_kind, format_period(row.period, lang, row.period_kind),
        said, row.value, row.mark, row.note(lang),
        row.source_id, bool(row.partial_period),
    )  # fmt: skip
