"""What must stand with the figures of a view, and how its picture is read."""

from __future__ import annotations

from collections.abc import Iterable

from atlas import honest, query
from atlas.choice import Choice, Resolved
from atlas.model import Lang, Observation
from atlas.number import format_period, format_value
from atlas.query import ClassBreaks
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.view.cells import Table, denominator_text
from atlas.view.words import Words, period_notes


def area_notes(
    release: Release, cursor: Cursor, table: Table, resolved: Resolved
) -> tuple[str, ...]:
    """Breakdown, zeros, ranges, parts of years, sums, formula, caveat, status."""
    words, used = table.words, list(table.rows.values())
    lang, indicator, choice = words.lang, words.indicator, words.choice
    notes = computed_notes(table) if indicator.kind else []
    if choice.dim and "" not in resolved.dims:
        notes.append(t("view.no_total", lang))
    if any(o.value == 0 for o in used) and not indicator.zero_is_sure:
        key = "view.zero_unmentioned" if "disebut" in indicator.zero_means else "view.zero_unlisted"
        notes.append(t(key, lang))
    if any(o.low is not None for o in used):
        notes.append(t("view.withheld", lang))
    notes += period_notes(used, lang)
    notes += _sum_note(release, words) if choice.level == "kecamatan" else []
    notes += _contested(cursor, table)
    if any(o.area_code in honest.UNSURE_SHAPES for o in used):
        notes.append(t("view.unsure_tm", lang))
    if not indicator.trend and len(resolved.in_series) > 1:
        notes.append(t("view.trend_no", lang))
    if caveat := indicator.text("caveat", lang) if indicator.kind or not indicator.trend else "":
        notes.append(caveat)
    notes += status_note(used, lang)
    return tuple(dict.fromkeys(notes))


def computed_notes(table: Table) -> list[str]:
    """How a computed value is made, from which years, and who is left out of the ranking."""
    words = table.words
    lang, indicator = words.lang, words.indicator
    notes = [t("view.computed", lang, formula=indicator.text("formula", lang))]
    apart = {(p.role, p.period, p.period_kind) for parts in table.parts.values() for p in parts}
    if len({period for _, period, _ in apart}) > 1 and indicator.kind == "rasio":
        said = {role: format_period(period, lang, kind) for role, period, kind in apart}
        notes.append(t("view.apart", lang, top=said["pembilang"], below=said["penyebut"]))
    small = [a for a in table.areas if (r := table.rows.get(a.area_code)) and
             r.mark != "NA" and honest.too_small(r, indicator)]  # fmt: skip
    if small:
        names = ", ".join(
            f"{a.name(lang)} ({denominator_text(a.area_code, table.rows[a.area_code], table)})"
            for a in small
        )
        least = format_value(indicator.min_denominator, lang)
        notes.append(t("view.too_small", lang, least=least, names=names))
    return notes


def _sum_note(release: Release, words: Words) -> list[str]:
    choice = words.choice
    sums = query.sum_check(release, choice.indicator, choice.period, choice.dim, choice.series)
    if not sums:
        return []
    parts, printed = (format_value(v, words.lang, words.indicator.decimals) for v in sums)
    key = "view.sum_matches" if sums[0] == sums[1] else "view.sum_differs"
    return [t(key, words.lang, parts=parts, printed=printed)]


def _contested(cursor: Cursor, table: Table) -> list[str]:
    """Why a source was rejected whose figure would change a value here."""
    if not any(r.alternative is not None for r in table.rows.values()):
        return []
    used = {p.indicator for parts in table.parts.values() for p in parts}
    found = query.contested(cursor, sorted(used | {table.words.indicator.indicator}))
    return [c.reason_id if table.words.lang == "id" else c.reason_en for c in found]


def status_note(used: Iterable[Observation], lang: Lang) -> list[str]:
    """10: carried-over figures say so, once a view; official ones name edition and table."""
    rows = list(used)
    notes = [t("view.copied", lang)] if any(o.status == "salinan" for o in rows) else []
    tables = sorted({(o.edition, o.table_no) for o in rows if o.status == "rilis"})
    return notes + [t("view.official", lang, edition=e, table=n) for e, n in tables]


def picture_notes(
    form: str, breaks: ClassBreaks | None, words: Words, rows: Iterable[Observation] = ()
) -> tuple[str, ...]:
    """How to read the map: its form and its classes."""
    lang, notes = words.lang, []
    if form == "lingkaran":
        notes.append(t("view.circles", lang))
        if any(r.low is not None for r in rows):
            notes.append(t("view.circles_range", lang))
    if form == "warna" and words.indicator.extensive:
        notes.append(t("view.follows_people", lang))
    if form == "warna" and breaks:
        notes.append(_class_note(breaks, words.choice, lang))
    return tuple(notes)


def _class_note(breaks: ClassBreaks, choice: Choice, lang: Lang) -> str:
    if breaks.method == "sendiri":
        return t("view.breaks_own", lang)
    if breaks.lows == breaks.highs:
        return t("view.breaks_one", lang)
    key = "view.breaks_period" if choice.scope == "periode" else "view.breaks_all"
    return t(key, lang, method=t(f"choose.method_{breaks.method}", lang))
