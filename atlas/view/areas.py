"""The areas of a level in one period: what a map, bars and a table of them say."""

from __future__ import annotations

from collections.abc import Sequence

from atlas import honest, query, sentence
from atlas.choice import Resolved
from atlas.colour import class_colours
from atlas.measure import own_breaks
from atlas.model import CITY, Lang, Observation, PartOf
from atlas.number import format_period, format_value
from atlas.query import Catalogue, ClassBreaks
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.view import notes
from atlas.view.cells import Table, cells, ranks_of
from atlas.view.model import Cell, ClassRange, View
from atlas.view.said import area_sentences
from atlas.view.words import Words, as_published, part_of_year, subtitle


def area_view(
    release: Release, cursor: Cursor, catalogue: Catalogue, resolved: Resolved, lang: Lang
) -> View:
    """The areas of a level in one period: for map, bars and table alike."""
    choice = resolved.choice
    earlier = _earlier(resolved)
    rows = query.around(cursor, choice.indicator, choice.level, [p for p in (choice.period, earlier) if p],
                        choice.dim, choice.series, CITY)  # fmt: skip
    now, before = rows.get(choice.period, {}), rows.get(earlier, {})
    inside = choice.level in ("kecamatan", "kelurahan")
    city = now.pop(CITY, None) if inside else None
    table = read_table(release, cursor, catalogue, resolved, lang, now)
    words = table.words
    found = cells(table)
    form, why = _form(found, table.breaks, words)
    classes = _classes(found, table.breaks, words) if form == "warna" else ()
    reference = _city(city, words)
    used = list(table.rows.values())
    sources = tuple(query.cited(release, _cited(table, reference)))
    if inside:
        before.pop(CITY, None)
    return View(
        kind="map", indicator=choice.indicator, level=choice.level, period=choice.period,
        dim=choice.dim, series=choice.series, lang=lang, release=release.name,
        title=_title(words), subtitle=subtitle(used, sources, words), unit=words.unit,
        form=form, why_table=why, trend=words.indicator.trend, cells=found, classes=classes, reference=reference,
        notes=notes.area_notes(release, cursor, table, resolved),
        picture_notes=notes.picture_notes(form, table.breaks, words, used), sources=sources,
        sentences=area_sentences(table, found, reference, sources, before),
    )  # fmt: skip


def read_table(
    release: Release, cursor: Cursor, catalogue: Catalogue, resolved: Resolved, lang: Lang,
    rows: dict[str, Observation],
) -> Table:  # fmt: skip
    """One table of the release, its observations given, with states, ranks, classes and parts."""
    choice, coverage = resolved.choice, resolved.table
    areas = catalogue.level(choice.level)
    kind = coverage.period_kind if coverage else "year"
    period = format_period(choice.period, lang, kind) if choice.period else ""
    period += part_of_year(rows.values(), lang)
    indicator = as_published(catalogue.indicators[choice.indicator], rows.values())
    newest = resolved.newest_full
    late = bool(newest) and choice.period > newest
    states = {a.area_code: honest.state(rows.get(a.area_code), bool(coverage), late) for a in areas}
    parts: dict[str, list[PartOf]] = {}
    if indicator.kind:
        parts = query.parts(
            cursor, choice.indicator, list(rows), choice.dim, choice.series, choice.period
        )
    if indicator.kind == "pasangan" and parts:
        period = f"{next(iter(parts.values()))[-1].period}–{period}"
    words = Words(indicator, catalogue, choice, lang, period)
    breaks = _breaks(release, resolved, list(rows.values()), words)
    return Table(rows, areas, states, ranks_of(rows, areas, words), breaks, parts, words)


def _cited(table: Table, reference: Cell | None) -> list[str]:
    found = {r.source_id for r in table.rows.values()}
    found |= {p.source_id for parts in table.parts.values() for p in parts}
    return sorted(found | ({reference.source_id} if reference else set()))


def _earlier(resolved: Resolved) -> str:
    """The nearest earlier period that shares the slider, "" when there is none."""
    return max(
        (t_.period for t_ in resolved.periods if t_.period < resolved.choice.period), default=""
    )


def _title(words: Words) -> str:
    """Name, breakdown, series and period: what this view is, in one line."""
    name = words.indicator.name(words.lang)
    dim = words.catalogue.dim_name(words.choice.dim, words.lang)
    series = words.catalogue.series_name(words.choice.series, words.lang)
    parts = [f"{name} ({dim})" if dim else name, series, words.period]
    if series.endswith(words.period) or name.endswith(words.period):
        parts = parts[:2]
    return ", ".join(p for p in parts if p)


def _breaks(
    release: Release, resolved: Resolved, rows: Sequence[Observation], words: Words
) -> ClassBreaks | None:
    choice, table = resolved.choice, resolved.table
    if table is None:
        return None
    indicator = words.indicator
    if choice.method == "sendiri":
        sure = [r.value for r in rows if r.value is not None and honest.sure(r, indicator)]
        own = own_breaks(choice.breaks, [v for v in sure if v != 0 or indicator.signed])
        if own:
            return own
    method = "kuantil" if choice.method == "sendiri" else choice.method
    period = choice.period if choice.scope == "periode" else ""
    return query.breaks(release, table, period, method, choice.classes)


def _form(cells: Sequence[Cell], breaks: ClassBreaks | None, words: Words) -> tuple[str, str]:
    """How the cells are drawn, and why not as a map when they are not."""
    sized = [c.size for c in cells if c.state in ("terbit", "nol")]
    if not honest.drawable(sized):
        nonzero = sum(v != 0 for v in sized)
        few = "view.table_few" if nonzero == len(sized) else "view.table_zero"
        count = len(sized) if nonzero == len(sized) else nonzero
        return "tabel", t(few, words.lang, count=count, noun=words.noun)
    form = honest.form(words.indicator, words.choice.form)
    if form == "warna" and breaks is None:
        count = sum(c.value is not None for c in cells)
        return "tabel", t("view.table_few", words.lang, count=count, noun=words.noun)
    return form, ""


def _classes(
    cells: Sequence[Cell], breaks: ClassBreaks | None, words: Words
) -> tuple[ClassRange, ...]:
    if breaks is None:
        return ()
    lang, decimals = words.lang, words.indicator.decimals
    colours = class_colours(len(breaks.highs), breaks.below)
    ranges = []
    for i, (low, high) in enumerate(zip(breaks.lows, breaks.highs, strict=True)):
        first, last = (format_value(low, lang, decimals), format_value(high, lang, decimals))
        label = first if low == high else f"{first} – {last}"
        if breaks.method == "sendiri" and i:
            label = f"> {first} – {last}"
        ranges.append(ClassRange(label, colours[i], sum(c.klass == i for c in cells)))
    return tuple(ranges)


def _city(row: Observation | None, words: Words) -> Cell | None:
    """The city's own figure of the same table, published or computed, or none: it is not added up
    here."""
    if row is None or row.value is None:
        return None
    area = words.catalogue.areas[CITY]
    text = sentence.value_text(row, words.indicator, words.lang)
    said = sentence.cell_sentence(
        area.name(words.lang), text, words.unit, words.period, [], words.lang
    )
    return Cell(CITY, area.name(words.lang), "terbit", text, row.value, mark=row.mark,
                note=row.note(words.lang), source_id=row.source_id, sentence=said)  # fmt: skip
