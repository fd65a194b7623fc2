"""The cells of a view: each area with its value or its state, its parts and its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas import honest, sentence
from atlas.measure import class_of, ranks
from atlas.model import Area, Observation, PartOf
from atlas.number import format_period, format_plain, format_range, format_value
from atlas.query import ClassBreaks
from atlas.text import t
from atlas.view.model import Cell
from atlas.view.words import Words


@dataclass(frozen=True)
class Table:
    """One table of the release and what is decided about it before any cell is made."""

    rows: Mapping[str, Observation]
    areas: Sequence[Area]
    states: Mapping[str, str]
    ranked: Mapping[str, int]
    breaks: ClassBreaks | None
    parts: Mapping[str, Sequence[PartOf]]
    words: Words


def cells(table: Table) -> tuple[Cell, ...]:
    return tuple(_cell(area, table) for area in table.areas)


def _cell(area: Area, table: Table) -> Cell:
    row, state = table.rows.get(area.area_code), table.states[area.area_code]
    if row is None or state not in ("terbit", "nol"):
        return _empty(area, row, state, table.words)
    if state == "nol" and not table.words.indicator.zero_is_sure:
        return _unsure_zero(area, row, table.words)
    return _full(area, row, state, table)


def _empty(area: Area, row: Observation | None, state: str, words: Words) -> Cell:
    lang = words.lang
    text, name = t(f"state.{state}", lang), area.full_name(lang)
    said = t("say.no_value", lang, area=name, state=text, period=words.period) + "."
    mark = row.mark if row else ""
    short = "…" if mark == "..." else t(f"state.cell_{state}", lang)
    return Cell(area.area_code, area.name(lang), state, short, mark=mark, sentence=said)


def _unsure_zero(area: Area, row: Observation, words: Words) -> Cell:
    lang = words.lang
    unmentioned = "disebut" in words.indicator.zero_means
    text = t("state.nol_unmentioned" if unmentioned else "state.nol_unlisted", lang)
    said = t("say.no_value", lang, area=area.full_name(lang), state=text, period=words.period)
    return Cell(area.area_code, area.name(lang), "nol", text, row.value, mark=row.mark,
                note=row.note(lang), source_id=row.source_id, sentence=said + ".")  # fmt: skip


def _full(area: Area, row: Observation, state: str, table: Table) -> Cell:
    words = table.words
    lang, indicator = words.lang, words.indicator
    text = sentence.value_text(row, indicator, lang)
    small = honest.too_small(row, indicator)
    return Cell(
        area.area_code, area.name(lang), state, text, row.value, row.low, row.high, row.mark,
        _class(row, table), table.ranked.get(area.area_code), row.note(lang), row.source_id,
        sentence.cell_sentence(
            area.full_name(lang), text, words.unit, words.period, _extras(area, row, table), lang
        ),
        small=small, parts=parts_text(table.parts.get(area.area_code, ()), words),
    )  # fmt: skip


def _class(row: Observation, table: Table) -> int | None:
    """The class of a value that may enter classes; a zero is a class of its own."""
    indicator = table.words.indicator
    if not table.breaks or row.value is None or honest.too_small(row, indicator):
        return None
    return class_of(row.value, table.breaks) if row.value != 0 or indicator.signed else None


def _extras(area: Area, row: Observation, table: Table) -> list[str]:
    """What a cell says beside its value: rank, denominator, mark, rival figure."""
    words = table.words
    lang, indicator = words.lang, words.indicator
    found = []
    if rank := table.ranked.get(area.area_code):
        found.append(rank_words(rank, table.ranked, words))
    if row.denominator is not None and indicator.min_denominator > 1:
        denominator = denominator_text(area.area_code, row, table)
        key = "say.too_small" if honest.too_small(row, indicator) else "say.denominator"
        least = format_value(indicator.min_denominator, lang)
        found.append(t(key, lang, denominator=denominator, least=least))
    if row.mark not in ("", "-", "~0"):
        found.append(t(f"mark.{row.mark}", lang))
    if row.alternative is not None:
        other = format_value(row.alternative, lang, indicator.decimals)
        found.append(t("say.rival", lang, value=other))
    return found


def denominator_text(code: str, row: Observation, table: Table) -> str:
    """The denominator as shown: a range when a part of it is withheld."""
    under = [p for p in table.parts.get(code, ()) if p.role == "penyebut"]
    if any(p.value is None for p in under):
        low = sum(p.low if p.value is None and p.low else p.value or 0 for p in under)
        high = sum(p.high if p.value is None and p.high else p.value or 0 for p in under)
        return format_range(low, high, table.words.lang)
    return format_value(row.denominator or 0, table.words.lang)


def rank_words(rank: int, ranked: Mapping[str, int], words: Words) -> str:
    """The rank in words with how many share it: "urutan besar" for counts."""
    shared = sum(r == rank for r in ranked.values()) - 1
    return sentence.rank_text(
        rank, shared, len(ranked), words.indicator.extensive, words.noun, words.lang
    )


def parts_text(parts: Sequence[PartOf], words: Words) -> str:
    """The formula of a computed value with its parts filled in: "272 ÷ 10", "2,18 − 1,20"."""
    if not parts:
        return ""
    first, second = parts[0].role, parts[-1].role
    sign = {"rasio": " ÷ ", "selisih": " − "}.get(words.indicator.kind, " → ")
    dated = {p.period for p in parts} != {words.choice.period}
    sides = [[p for p in parts if p.role == role] for role in (first, second)]
    if words.indicator.kind in ("pasangan", "tahunan"):
        sides.reverse()
    return sign.join(_side(side, dated, words) for side in sides)


def _side(parts: Sequence[PartOf], dated: bool, words: Words) -> str:
    lang = words.lang
    values = " + ".join(_part_value(p, words) for p in parts)
    values = f"({values})" if len(parts) > 1 else values
    period = format_period(parts[0].period, lang, parts[0].period_kind)
    return f"{values} ({period})" if dated else values


def _part_value(part: PartOf, words: Words) -> str:
    if part.value is None and part.low is not None and part.high is not None:
        return format_range(part.low, part.high, words.lang)
    value = float(format_plain(part.value) or 0)
    decimals = words.catalogue.indicators[part.indicator].decimals
    return format_value(value, words.lang, min(decimals, 2) if value % 1 else 0)


def ranks_of(
    rows: Mapping[str, Observation], areas: Sequence[Area], words: Words
) -> dict[str, int]:
    """Ranks of a table when it may be ranked, else none."""
    codes = [a.area_code for a in areas]
    return ranks(honest.rankable(rows, codes, words.indicator))
