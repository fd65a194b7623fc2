"""The areas of a level in one period: what a map, bars and a table of them say."""

from __future__ import annotations

from collections.abc import Sequence

from atlas import query, sentence
from atlas.choice import Choice, Resolved
from atlas.colour import class_colours
from atlas.measure import class_of, drawable, own_breaks, ranks, state
from atlas.model import CITY, Area, Indicator, Lang, Observation
from atlas.number import format_period, format_value
from atlas.query import Catalogue, ClassBreaks
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.view.model import Cell, ClassRange, View
from atlas.view.words import Words, as_published, part_of_year, period_notes, subtitle


def area_view(
    release: Release, cursor: Cursor, catalogue: Catalogue, resolved: Resolved, lang: Lang
) -> View:
    """The areas of a level in one period: for map, bars and table alike."""
    choice, table = resolved.choice, resolved.table
    indicator = catalogue.indicators[choice.indicator]
    kind = table.period_kind if table else "year"
    period = format_period(choice.period, lang, kind) if choice.period else ""
    rows = query.values(
        cursor, choice.indicator, choice.level, choice.period, choice.dim, choice.series
    )
    indicator = as_published(indicator, rows.values())
    period += part_of_year(rows.values(), lang)
    words = Words(indicator, catalogue, choice, lang, period)
    newest_full = resolved.newest_full
    late = bool(newest_full) and choice.period > newest_full
    states = {
        a.area_code: state(rows.get(a.area_code), bool(table), late)
        for a in catalogue.level(choice.level)
    }
    exact = {
        code: row.value
        for code, row in rows.items()
        if row.value is not None and (row.value != 0 or indicator.zero_is_sure)
    }
    ranked = ranks(exact) if len(exact) == len(states) else {}
    breaks = _breaks(cursor, resolved, exact, indicator)
    cells = tuple(
        _cell(area, rows.get(area.area_code), states[area.area_code], breaks, ranked, words)
        for area in catalogue.level(choice.level)
    )
    form, why = _form(cells, breaks, words)
    below = breaks.below if breaks else 0
    classes = _classes(cells, breaks, below, words) if form == "warna" else ()
    reference = _city(cursor, choice, words) if choice.level in ("kecamatan", "kelurahan") else None
    used = [*rows.values()]
    cited = {r.source_id for r in used} | ({reference.source_id} if reference else set())
    sources = tuple(query.sources(cursor, sorted(cited)))
    return View(
        kind="map", indicator=choice.indicator, level=choice.level, period=choice.period,
        dim=choice.dim, series=choice.series, lang=lang, release=release.name,
        title=_title(words), subtitle=subtitle(used, sources, words), unit=words.unit,
        form=form, why_table=why, cells=cells, classes=classes, reference=reference,
        notes=_notes(cursor, used, resolved, words),
        picture_notes=_picture_notes(form, breaks, words), sources=sources,
        sentences=_sentences(cells, reference, ranked, words),
    )  # fmt: skip


def _title(words: Words) -> str:
    """Name, breakdown, series and period: what this view is, in one line."""
    name = words.indicator.name(words.lang)
    dim = words.catalogue.dim_name(words.choice.dim, words.lang)
    series = words.catalogue.series_name(words.choice.series, words.lang)
    parts = [f"{name} ({dim})" if dim else name, series, words.period]
    if series.endswith(words.period):
        parts = parts[:2]
    return ", ".join(p for p in parts if p)


def _breaks(
    cursor: Cursor, resolved: Resolved, exact: dict[str, float], indicator: Indicator
) -> ClassBreaks | None:
    choice, table = resolved.choice, resolved.table
    if table is None:
        return None
    if choice.method == "sendiri":
        nonzero = [v for v in exact.values() if v != 0 or indicator.signed]
        own = own_breaks(choice.breaks, nonzero)
        if own:
            return own
    method = "kuantil" if choice.method == "sendiri" else choice.method
    period = choice.period if choice.scope == "periode" else ""
    return query.breaks(cursor, table, period, method, choice.classes)


def _cell(
    area: Area,
    row: Observation | None,
    cell_state: str,
    breaks: ClassBreaks | None,
    ranked: dict[str, int],
    words: Words,
) -> Cell:
    lang, indicator = words.lang, words.indicator
    name = area.full_name(lang)
    if row is None or cell_state not in ("terbit", "nol"):
        text = t(f"state.{cell_state}", lang)
        said = t("say.no_value", lang, area=name, state=text, period=words.period) + "."
        mark = row.mark if row else ""
        short = "…" if mark == "..." else t(f"state.cell_{cell_state}", lang)
        return Cell(area.area_code, area.name(lang), cell_state, short, mark=mark, sentence=said)
    text = sentence.value_text(row, indicator, lang)
    rank = ranked.get(area.area_code)
    extras = []
    if rank:
        shared = sum(r == rank for r in ranked.values()) - 1
        extras.append(
            sentence.rank_text(rank, shared, len(ranked), indicator.extensive, words.noun, lang)
        )
    if cell_state == "nol" and not indicator.zero_is_sure:
        text = t(_zero_key(indicator), lang)
        said = t("say.no_value", lang, area=name, state=text, period=words.period) + "."
        return Cell(area.area_code, area.name(lang), cell_state, text, row.value, mark=row.mark,
                    note=row.note(lang), source_id=row.source_id, sentence=said)  # fmt: skip
    if row.mark and row.mark != "-":
        extras.append(t(f"mark.{row.mark}", lang))
    klass = None
    if breaks and row.value is not None and (row.value != 0 or indicator.signed):
        klass = class_of(row.value, breaks)
    return Cell(
        area.area_code, area.name(lang), cell_state, text, row.value, row.low, row.high, row.mark,
        klass, rank, row.note(lang), row.source_id,
        sentence.cell_sentence(name, text, words.unit, words.period, extras, lang),
    )  # fmt: skip


def _zero_key(indicator: Indicator) -> str:
    return "state.nol_unmentioned" if "disebut" in indicator.zero_means else "state.nol_unlisted"


def _form(cells: Sequence[Cell], breaks: ClassBreaks | None, words: Words) -> tuple[str, str]:
    """How the cells are drawn, and why not as a map when they are not."""
    choice = words.choice
    sized = [c.size for c in cells if c.state in ("terbit", "nol")]
    if not drawable(sized):
        nonzero = sum(v != 0 for v in sized)
        few = "view.table_few" if nonzero == len(sized) else "view.table_zero"
        count = len(sized) if nonzero == len(sized) else nonzero
        return "tabel", t(few, words.lang, count=count, noun=words.noun)
    default = "lingkaran" if words.indicator.extensive else "warna"
    form = choice.form if words.indicator.extensive and choice.form else default
    if form == "warna" and breaks is None:
        count = sum(c.value is not None for c in cells)
        return "tabel", t("view.table_few", words.lang, count=count, noun=words.noun)
    return form, ""


def _classes(
    cells: Sequence[Cell], breaks: ClassBreaks | None, below: int, words: Words
) -> tuple[ClassRange, ...]:
    if breaks is None:
        return ()
    lang, decimals = words.lang, words.indicator.decimals
    colours = class_colours(len(breaks.highs), below)
    ranges = []
    for i, (low, high) in enumerate(zip(breaks.lows, breaks.highs, strict=True)):
        first, last = (format_value(low, lang, decimals), format_value(high, lang, decimals))
        label = first if low == high else f"{first} – {last}"
        if breaks.method == "sendiri" and i:
            label = f"> {first} – {last}"
        ranges.append(ClassRange(label, colours[i], sum(c.klass == i for c in cells)))
    return tuple(ranges)


def _city(cursor: Cursor, choice: Choice, words: Words) -> Cell | None:
    """The city's own figure of the same table, published or none: it is not added up here."""
    rows = query.values(
        cursor, choice.indicator, "kabkota", choice.period, choice.dim, choice.series
    )
    row = rows.get(CITY)
    if row is None or row.value is None:
        return None
    area = words.catalogue.areas[CITY]
    text = sentence.value_text(row, words.indicator, words.lang)
    said = sentence.cell_sentence(
        area.name(words.lang), text, words.unit, words.period, [], words.lang
    )
    return Cell(CITY, area.name(words.lang), "terbit", text, row.value, mark=row.mark,
                note=row.note(words.lang), source_id=row.source_id, sentence=said)  # fmt: skip


def _sentences(
    cells: Sequence[Cell], reference: Cell | None, ranked: dict[str, int], words: Words
) -> tuple[str, ...]:
    lang, indicator = words.lang, words.indicator
    known = [
        sentence.Ranked(c.name, c.value, c.text)
        for c in cells
        if c.value is not None and (c.value != 0 or indicator.zero_is_sure)
    ]
    said = []
    withheld = any(c.low is not None for c in cells)
    unsure = any(c.state == "nol" for c in cells) and not indicator.zero_is_sure
    present = sum(c.state in ("terbit", "nol") for c in cells)
    if known and present < len(cells):
        said.append(t("say.incomplete", lang, count=present, of=len(cells), noun=words.noun))
    elif "disebut" in indicator.zero_means:
        pass
    elif known and (withheld or unsure):
        top = max(r.value for r in known)
        high = [r for r in known if r.value == top]
        said.append(t("say.largest_only", lang, high=sentence.names(high, lang),
                      high_value=sentence.amount(high[0].text, words.unit)))  # fmt: skip
    elif known:
        said.append(
            sentence.extremes(
                known, words.unit, indicator.extensive, indicator.measure, words.noun, lang
            )
        )
    medan = next((c for c in cells if c.area_code == CITY and c.value is not None), None)
    if medan and 1 < ranked.get(CITY, 0) < len(ranked):
        shared = sum(r == ranked[CITY] for r in ranked.values()) - 1
        place = sentence.rank_text(
            ranked[CITY], shared, len(ranked), indicator.extensive, words.noun, lang
        )
        said.append(t("say.medan_rank", lang, city=medan.name, value=sentence.amount(medan.text, words.unit), rank=place))  # fmt: skip
    if reference:
        key = "say.city_is" if indicator.additive else "say.city_rate"
        said.append(
            t(key, lang, city=reference.name, value=sentence.amount(reference.text, words.unit))
        )
    return tuple(said)


def _picture_notes(form: str, breaks: ClassBreaks | None, words: Words) -> tuple[str, ...]:
    """How to read the map: its form and its classes."""
    lang, notes = words.lang, []
    if form == "lingkaran":
        notes.append(t("view.circles", lang))
    if form == "warna" and words.indicator.extensive:
        notes.append(t("view.follows_people", lang))
    if form == "warna" and breaks:
        notes.append(_class_note(breaks, words.choice, lang))
    return tuple(notes)


def _notes(
    cursor: Cursor, used: Sequence[Observation], resolved: Resolved, words: Words
) -> tuple[str, ...]:
    """What must stand with the figures: breakdown, zeros, parts of years, sums, caveat, status."""
    lang, indicator, choice = words.lang, words.indicator, words.choice
    notes = []
    if choice.dim and "" not in resolved.dims:
        notes.append(t("view.no_total", lang))
    if any(o.value == 0 for o in used) and not indicator.zero_is_sure:
        key = "view.zero_unmentioned" if "disebut" in indicator.zero_means else "view.zero_unlisted"
        notes.append(t(key, lang))
    if any(o.low is not None for o in used):
        notes.append(t("view.withheld", lang))
    notes += period_notes(used, lang)
    if choice.level == "kecamatan":
        sums = query.sum_check(cursor, choice.indicator, choice.period, choice.dim, choice.series)
        if sums:
            parts, printed = (format_value(v, lang, indicator.decimals) for v in sums)
            key = "view.sum_matches" if sums[0] == sums[1] else "view.sum_differs"
            notes.append(t(key, lang, parts=parts, printed=printed))
    if any(o.area_code in ("1275180001", "1275180002") for o in used):
        notes.append(t("view.unsure_tm", lang))
    if not indicator.trend:
        if len(resolved.in_series) > 1:
            notes.append(t("view.trend_no", lang))
        notes.append(indicator.text("caveat", lang))
    if any(o.status == "salinan" for o in used):
        notes.append(t("view.copied", lang))
    return tuple(notes)


def _class_note(breaks: ClassBreaks, choice: Choice, lang: Lang) -> str:
    if breaks.method == "sendiri":
        return t("view.breaks_own", lang)
    if breaks.lows == breaks.highs:
        return t("view.breaks_one", lang)
    key = "view.breaks_period" if choice.scope == "periode" else "view.breaks_all"
    return t(key, lang, method=t(f"choose.method_{breaks.method}", lang))
