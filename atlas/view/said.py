"""The sentences of a view of areas: highest and lowest, the city, change, rivals, evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from atlas import honest, sentence
from atlas.measure import ranks
from atlas.model import CITY, GRADES, Observation, Source
from atlas.number import format_period, format_value
from atlas.text import t
from atlas.view.cells import Table, rank_words
from atlas.view.model import Cell

NEARLY = 0.9


def area_sentences(
    table: Table, cells: Sequence[Cell], reference: Cell | None, sources: Sequence[Source],
    before: Mapping[str, Observation],
) -> tuple[str, ...]:  # fmt: skip
    """Two or three sentences, more only where a doubt must be said."""
    found = [
        _extremes(table, cells),
        _medan(table, cells),
        _city(table, reference),
        _moved(table, before),
        *_rivals(table, cells),
        _evidence(table, sources),
    ]
    return tuple(s for s in found if s)


def _extremes(table: Table, cells: Sequence[Cell]) -> str:
    """Highest and lowest, only when every area has a sure figure; else which condition failed."""
    words = table.words
    lang, indicator = words.lang, words.indicator
    if "disebut" in indicator.zero_means:
        return ""
    sure = _sure(table, cells)
    without = [c for c in cells if c.state not in ("terbit", "nol", "tidak_berlaku")]
    if without and len(without) > (1 - NEARLY) * len(cells) and len(without) < len(cells):
        count = len(cells) - len(without)
        return t("say.incomplete", lang, count=count, of=len(cells), noun=words.noun)
    ranges = [c for c in cells if c.low is not None and not c.small]
    if ranges and max(c.high or 0 for c in ranges) >= max((r.value for r in sure), default=0):
        return t("say.ranges", lang, count=len(ranges), of=len(cells))
    if not sure:
        return ""
    unsure = any(c.state == "nol" for c in cells) and not indicator.zero_is_sure
    said = (
        _top(sure, table)
        if ranges or unsure
        else sentence.extremes(
            sure, words.unit, indicator.extensive, indicator.measure, words.noun, lang
        )
    )
    listed = len(sure) + len(ranges) + (sum(c.state == "nol" for c in cells) if unsure else 0)
    if listed == len(cells):
        return said
    said = said[0].lower() + said[1:]
    some = t("say.among", lang, count=listed, of=len(cells), noun=words.noun, said=said)
    if without:
        some += " " + t("say.without", lang, names=", ".join(c.name for c in without))
    return some


def _sure(table: Table, cells: Sequence[Cell]) -> list[sentence.Ranked]:
    """Cells that may be called highest or lowest; of two with one name each says where it lies."""
    areas = {a.area_code: a for a in table.areas}
    names = Counter(c.name for c in cells)
    found = []
    for cell in cells:
        row = table.rows.get(cell.area_code)
        if row is None or cell.value is None or not honest.sure(row, table.words.indicator):
            continue
        full = areas[cell.area_code].full_name(table.words.lang)
        name = full if names[cell.name] > 1 else cell.name
        found.append(sentence.Ranked(name, cell.value, cell.text))
    return found


def _top(sure: Sequence[sentence.Ranked], table: Table) -> str:
    """Only the highest, where the lowest may be a range or a zero that is not sure."""
    lang, indicator = table.words.lang, table.words.indicator
    high = [r for r in sure if r.value == max(x.value for x in sure)]
    counted = "most_only" if indicator.measure == "jumlah" else "largest_only"
    key = counted if indicator.extensive else "highest_only"
    value = sentence.amount(high[0].text, table.words.unit)
    return t(f"say.{key}", lang, high=sentence.names(high, lang), high_value=value)


def _medan(table: Table, cells: Sequence[Cell]) -> str:
    """Medan among the others, unless the first sentence has named it already."""
    rank = table.ranked.get(CITY, 0)
    medan = next((c for c in cells if c.area_code == CITY and c.value is not None), None)
    if medan is None or not 1 < rank < len(table.ranked):
        return ""
    words = table.words
    value = sentence.amount(medan.text, words.unit)
    place = rank_words(rank, table.ranked, words)
    return t("say.medan_rank", words.lang, city=medan.name, value=value, rank=place)


def _city(table: Table, reference: Cell | None) -> str:
    if reference is None:
        return ""
    words = table.words
    key = "say.city_is" if words.indicator.additive else "say.city_rate"
    value = sentence.amount(reference.text, words.unit)
    return t(key, words.lang, city=reference.name, value=value)


def _moved(table: Table, before: Mapping[str, Observation]) -> str:
    """In how many areas the value rose and fell since the period before, when all compare."""
    words = table.words
    pairs = [(before.get(a.area_code), table.rows.get(a.area_code)) for a in table.areas]
    steps = [
        after.value - old.value
        for old, after in pairs
        if old and after and honest.comparable(old, after, words.indicator)
        and old.value is not None and after.value is not None
    ]  # fmt: skip
    if len(steps) < len(table.areas):
        return ""
    first = next(iter(before.values()))
    since = format_period(first.period, words.lang, first.period_kind)
    up, down = sum(s > 0 for s in steps), sum(s < 0 for s in steps)
    return t("say.moved", words.lang, since=since, up=up, down=down, same=len(steps) - up - down, of=len(steps),
             noun=words.noun)  # fmt: skip


def _rivals(table: Table, cells: Sequence[Cell]) -> list[str]:
    """What a contested figure would change: value, and rank where there is one."""
    words = table.words
    found = []
    for cell in cells:
        row = table.rows.get(cell.area_code)
        if row is None or row.alternative is None or row.value is None:
            continue
        other = format_value(row.alternative, words.lang, words.indicator.decimals)
        said = {"area": cell.name, "other": other, "value": cell.text}
        if cell.rank:
            values = honest.rankable(table.rows, list(table.ranked), words.indicator)
            rank = ranks(values | {cell.area_code: row.alternative})[cell.area_code]
            said |= {"rank": str(cell.rank), "other_rank": str(rank)}
            found.append(t("say.contested_rank", words.lang, **said))
        else:
            found.append(t("say.contested", words.lang, **said))
    return found


def _evidence(table: Table, sources: Sequence[Source]) -> str:
    """How many figures rest on evidence C, or the weakest grade when none does."""
    lang = table.words.lang
    grades = {s.source_id: s.grade for s in sources}
    used = [grades[r.source_id] for r in table.rows.values()]
    if not used:
        return ""
    weak = used.count("C")
    if weak:
        return t("say.evidence_count", lang, count=weak, of=len(used))
    return t("say.evidence_weakest", lang, grade=max(used, key=GRADES.index))
