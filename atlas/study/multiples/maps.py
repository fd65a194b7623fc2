"""Every comparable period as a small map: its classes, its circles, and each map in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atlas import honest, query, sentence
from atlas.colour import class_colours
from atlas.measure import class_of
from atlas.model import Coverage, Observation
from atlas.number import format_value
from atlas.query import ClassBreaks
from atlas.store import Release
from atlas.study import longrun
from atlas.study.multiples.picture import Multiples, Tile
from atlas.study.multiples.series import Long
from atlas.text import t
from atlas.view import Cell, ClassRange

MOST = 16
"""Maps that are shown at once; the newest are kept."""
METHOD, CLASSES = "kuantil", 5


def maps(release: Release, own: Long, area: str) -> Multiples:
    """The newest periods as maps: coloured by classes that are the same in all, or circles for
    counts and where no classes are kept; `area` is told under each."""
    breaks = query.breaks(release, own.tables[-1], "", METHOD, CLASSES)
    counts = own.indicator.extensive or breaks is None
    tiles = tuple(_tile(own, x, None if counts else breaks, area) for x in _shown(own))
    states = {look for tile in tiles for look in tile.looks.values() if not look.isdigit()}
    return Multiples(
        "peta", own.run.level, own.unit, () if counts or breaks is None else _classes(breaks, own),
        tuple(sorted(states - {"terbit"})), tiles, (), (), _zero(own), own.tables[0].period, own.tables[-1].period,
        _scale(own, tiles) if counts else (),
    )  # fmt: skip


def _shown(own: Long) -> tuple[Coverage, ...]:
    return own.tables[-MOST:]


def _zero(own: Long) -> str:
    """5: none, not listed or not mentioned."""
    if own.indicator.zero_is_sure:
        return t("state.nol", own.lang)
    unmentioned = "disebut" in own.indicator.zero_means
    return t("state.nol_unmentioned" if unmentioned else "state.nol_unlisted", own.lang)


def _scale(own: Long, tiles: Sequence[Tile]) -> tuple[tuple[float, str], ...]:
    """The largest value of all maps and a round one below it, with their units."""
    largest = max((v for tile in tiles for v in tile.sizes.values()), default=0.0)
    below = float(f"{largest / 5:.0e}")
    sizes = (largest, below) if 0 < below < largest else (largest,)
    return tuple((v, f"{format_value(v, own.lang)} {own.unit}") for v in sizes)


def _classes(breaks: ClassBreaks, own: Long) -> tuple[ClassRange, ...]:
    """The classes of all periods together; how many areas are in each differs from map to map."""
    colours = class_colours(len(breaks.highs), breaks.below)
    decimals, lang = own.indicator.decimals, own.lang
    found = []
    for low, high, colour in zip(breaks.lows, breaks.highs, colours, strict=True):
        first, last = format_value(low, lang, decimals), format_value(high, lang, decimals)
        found.append(ClassRange(first if low == high else f"{first} – {last}", colour, 0))
    return tuple(found)


def _tile(own: Long, table: Coverage, breaks: ClassBreaks | None, area: str) -> Tile:
    here = own.rows[table.period]
    looks = {c: _look(here.get(c), table, breaks, own) for c in own.codes}
    sizes = {} if breaks else {
        c: Cell(c, "", "", "", r.value, r.low, r.high).size for c in own.codes if (r := here.get(c))
    }  # fmt: skip
    sure = own.sure(table.period)
    middle = own.middle(table.period)
    focus = here.get(area)
    under = f"{own.name(area)} {own.text(focus)}" if focus and focus.value is not None else ""
    if not area and middle is not None:
        under = t("multiples.median", own.lang, value=own.middle_text(middle))
    return Tile(table.period, own.label(table), _tile_said(own, table, sure, middle, area), under,
                looks, sizes)  # fmt: skip


def _look(row: Observation | None, table: Coverage, breaks: ClassBreaks | None, own: Long) -> str:
    """The class of an area as text, or the state that it shows."""
    state = longrun.state(row, own.run, table.period)
    if row is None or state not in ("terbit", "nol"):
        return state
    if row.low is not None:
        return "ditahan"
    if honest.too_small(row, own.indicator):
        return "penyebut_kecil"
    if row.value is None or (row.value == 0 and not (own.indicator.signed and breaks)):
        return "nol"
    return str(class_of(row.value, breaks)) if breaks else "terbit"


def _tile_said(
    own: Long, table: Coverage, sure: Mapping[str, float], middle: float | None, area: str
) -> str:
    """A map in a sentence: from where to where, the median, and the area in focus."""
    here, lang = own.rows[table.period], own.lang
    if not sure:
        said = t("view.table_few", lang, count=0, noun=own.noun)
        return f"{own.label(table)}: {said}"
    low, high = min(sure, key=lambda c: sure[c]), max(sure, key=lambda c: sure[c])
    said = t("multiples.tile", lang, period=own.label(table), low=own.amount(here[low]),
             low_area=own.name(low), high=own.amount(here[high]), high_area=own.name(high),
             count=len(sure), of=len(own.codes), noun=own.noun)  # fmt: skip
    if middle is not None:
        said += " " + t(
            "multiples.tile_median", lang, value=sentence.amount(own.middle_text(middle), own.unit)
        )
    if (row := here.get(area)) and row.value is not None:
        said += " " + t("say.city_rate", lang, city=own.name(area), value=own.amount(row))
    return said
