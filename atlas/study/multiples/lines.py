"""Every area as a small line, broken where a period is missing."""

from __future__ import annotations

from atlas.model import Observation
from atlas.study.multiples.picture import Multiples, Panel, Spot
from atlas.study.multiples.series import Long
from atlas.text import t


def lines(own: Long) -> Multiples:
    """All areas as lines, the highest newest value first, those without one last."""
    panels = [panel(own, code) for code in own.codes]
    panels.sort(key=lambda p: (not p.spots or p.spots[-1].period != own.tables[-1].period,
                               -(p.spots[-1].value if p.spots else 0), p.area_code))  # fmt: skip
    middle = []
    before = ""
    for table in own.tables:
        value = own.middle(table.period) if table.full else None
        if value is not None:
            middle.append(Spot(table.period, value, _next(before, table.period), False))
            before = table.period
    return Multiples("garis", own.run.level, own.unit, (), (), (), tuple(panels), tuple(middle), "",
                     own.tables[0].period, own.tables[-1].period)  # fmt: skip


def _next(before: str, after: str) -> bool:
    """Whether nothing is missing between two periods of one month of the year."""
    return bool(before) and int(after[:4]) - int(before[:4]) <= 1


def panel(own: Long, code: str) -> Panel:
    """One area over time, and in a sentence its ends, its lowest and its highest."""
    spots: list[Spot] = []
    for row in own.known(code):
        near = bool(spots) and _next(spots[-1].period, row.period)
        spots.append(Spot(row.period, row.value or 0.0, near, row.mark not in ("", "-")))
    known = own.known(code)
    name = own.name(code)
    if not known:
        said = t("say.no_value", own.lang, area=name, state=t("state.tidak_tersedia", own.lang),
                 period=own.run.span(own.lang))  # fmt: skip
        return Panel(code, name, (), "", said + ".")
    low, high = (best(known, key=lambda r: r.value or 0) for best in (min, max))
    ends = (low, high) if low is known[0] else (high, low)
    way = ("rose" if low is known[0] else "fell") if ends == (known[0], known[-1]) else "between"
    said = t(f"multiples.panel_{way}", own.lang, area=name,
             first=own.amount(known[0]), first_period=_when(known[0], own), last=own.amount(known[-1]),
             last_period=_when(known[-1], own), low=own.amount(low), low_period=_when(low, own),
             high=own.amount(high), high_period=_when(high, own))  # fmt: skip
    return Panel(code, name, tuple(spots), own.text(known[-1]), said)


def _when(row: Observation, own: Long) -> str:
    table = own.run.table(row.period)
    return own.label(table) if table else row.period
