"""Likeness as tables: compared, by distance, values, scores, and with each indicator left out."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.measure import ranks
from atlas.measure.similar import TOP, shares, without_each
from atlas.study.model import Entry, Grid, Head, Row
from atlas.study.similar.likeness import PEERS, Likeness
from atlas.text import t


def grids_of(like: Likeness) -> tuple[Grid, ...]:
    """What is read on the page first, then what a reader can work with."""
    values = [[Entry(r.text(c, like.lang), r.values[c]) for r in like.chosen] for c in like.all]
    scores = [[Entry(like.signed(s[c]), round(s[c], 4)) for s in like.scores] for c in like.all]
    return (_compared(like), _distances(like), _table(like, "values", values),
            _table(like, "scores", scores), _left_out(like))  # fmt: skip


def _compared(like: Likeness) -> Grid:
    """Each indicator with the values of the chosen area and its peers, the closest first."""
    lang, seats = like.lang, [like.area, *like.order[:PEERS]]
    heads = (Head(t("similar.indicator", lang)), *(Head(like.name(c), True) for c in seats),
             Head(t("similar.apart", lang, peer=like.name(like.nearest)), True),
             Head(t("similar.share", lang, peer=like.name(like.nearest)), True))  # fmt: skip
    parts = shares(like.scores, like.area, like.nearest)
    rows = []
    for i in like.closest:
        rate, score = like.chosen[i], like.scores[i]
        gap = score[like.nearest] - score[like.area]
        named = f"{rate.label(like.catalogue, lang)} ({rate.indicator.unit(lang)})"
        cells = (Entry(rate.text(c, lang), rate.values[c]) for c in seats)
        rows.append(Row((Entry(named), *cells, Entry(like.signed(gap), round(gap, 4)),
                         Entry(like.number(parts[i], 1), round(parts[i], 1)))))  # fmt: skip
    caption = t("similar.caption_compared", lang, area=like.name(like.area), peer=like.name(like.nearest))  # fmt: skip
    return Grid(t("similar.sheet_compared", lang), caption, heads, tuple(rows))


def _distances(like: Likeness) -> Grid:
    """Every area by its distance, with what each indicator adds to it."""
    lang, place = like.lang, ranks({c: -d for c, d in like.distances.items()})
    heads = (Head(t("table.area", lang)), Head(t("table.rank", lang), True),
             Head(t("similar.distance", lang), True),
             *(Head(f"{like.label(r)} (%)", True) for r in like.chosen))  # fmt: skip
    rows = []
    for code, far in like.distances.items():
        parts = (
            Entry(like.number(p, 1), round(p, 1)) for p in shares(like.scores, like.area, code)
        )
        rows.append(Row((Entry(like.name(code)), Entry(str(place[code]), place[code]),
                         Entry(like.number(far), round(far, 4)), *parts), code))  # fmt: skip
    caption = t("similar.caption_distances", lang, area=like.name(like.area))
    return Grid(t("similar.sheet_distances", lang), caption, heads, tuple(rows))


def _table(like: Likeness, kind: str, cells: Sequence[Sequence[Entry]]) -> Grid:
    """Areas, the chosen one first and then by distance, against indicators."""
    lang = like.lang
    unit = t("similar.unit_scores", lang) if kind == "scores" else ""
    heads = (Head(t("table.area", lang)), *(
        Head(f"{r.label(like.catalogue, lang)} ({unit or r.indicator.unit(lang)})", True)
        for r in like.chosen))  # fmt: skip
    rows = tuple(Row((Entry(like.name(c)), *row), c) for c, row in zip(like.all, cells, strict=True))  # fmt: skip
    return Grid(t(f"similar.sheet_{kind}", lang), t(f"similar.caption_{kind}", lang), heads, rows)


def _left_out(like: Likeness) -> Grid:
    """The nearest when each indicator is left out once."""
    lang, now = like.lang, set(like.order[:TOP])
    places = [str(i + 1) for i in range(len(now))]
    heads = (Head(t("similar.left_out", lang)), *(Head(t("similar.place", lang, place=p)) for p in places),
             Head(t("similar.stay", lang, top=len(now)), True))  # fmt: skip
    rows = []
    for rate, top in zip(like.chosen, without_each(like.scores, like.area), strict=True):
        stay = len(now & set(top))
        rows.append(Row((Entry(rate.label(like.catalogue, lang)), *(Entry(like.name(c)) for c in top),
                         Entry(str(stay), stay))))  # fmt: skip
    return Grid(t("similar.sheet_left_out", lang), t("similar.caption_left_out", lang), heads, tuple(rows))  # fmt: skip
