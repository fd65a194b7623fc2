"""The one figure of a card, the same on a slide and in an embed."""

from __future__ import annotations

from atlas.model import CITY
from atlas.view.model import Cell, View


def card_cell(view: View, area: str) -> Cell | None:
    """The figure of a card: the chosen area's, else the city's; over time the newest."""
    if view.kind == "map":
        return view.cell.get(area) or view.reference or view.cell.get(CITY)
    for code in dict.fromkeys([area, CITY, *(n.area_code for n in view.lines)]):
        own = [n for n in view.lines if n.area_code == code and n.points]
        same = [n for n in own if n.series == view.series] or own
        if same:
            point = max((p for n in same for p in n.points), key=lambda p: p.period)
            said = f"{same[0].name}, {point.label}"
            return Cell(code, same[0].name, "terbit", point.text, point.value, mark=point.mark,
                        note=point.note, source_id=point.source_id, sentence=said)  # fmt: skip
    return None
