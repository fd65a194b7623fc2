"""The table in an embed: every figure of its picture, with mark, note and source.

Notes and sources repeat from row to row and are long: rows carry their letter or number, and each
stands once under the table, so that it fits a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from atlas.text import t
from atlas.view import Cell, View

Row = tuple[str, str, list[str]]
"""Name of the row, its attributes, its cells."""


class _Feet:
    """Texts under a table, each with the sign it is called by."""

    def __init__(self, sign: Callable[[int], str]) -> None:
        self.sign = sign
        self.found: dict[str, str] = {}

    def call(self, text: str) -> str:
        if not text:
            return ""
        return self.found.setdefault(text, self.sign(len(self.found)))

    def lines(self) -> list[str]:
        return [f"<b>{sign}</b> {escape(text)}" for text, sign in self.found.items()]


def _letter(place: int) -> str:
    """a to z, then aa, ab and so on."""
    return ("" if place < 26 else _letter(place // 26 - 1)) + "abcdefghijklmnopqrstuvwxyz"[
        place % 26
    ]


def _number(place: int) -> str:
    return str(place + 1)


def area_table(view: View, selected: str, names: Mapping[str, str] = {}) -> str:
    """One row an area, as on the page; columns that would be empty are left out."""
    notes, sources = _Feet(_letter), _Feet(_number)
    get: dict[str, Callable[[Cell], str]] = {
        "value": lambda c: c.text,
        "rank": lambda c: str(c.rank or ""),
        "parts": lambda c: c.parts,
        "mark": lambda c: c.mark,
        "note": lambda c: notes.call(c.note),
        "source": lambda c: sources.call(view.credit(c.source_id)),
    }
    cells = [*view.cells, *([view.reference] if view.reference else [])]
    values = {name: [of(c) for c in cells] for name, of in get.items()}
    used = [name for name, found in values.items() if name == "value" or any(found)]
    rows: list[Row] = [
        (
            names.get(c.area_code, c.name),
            ' data-o="1"' if c.area_code == selected else "",
            [values[n][i] for n in used],
        )
        for i, c in enumerate(cells)
    ]
    return _table(view, ["area", *used], rows, [*notes.lines(), *sources.lines()])


def period_table(view: View) -> str:
    """One row a period of a line, newest first within each line."""
    notes, sources = _Feet(_letter), _Feet(_number)
    rows: list[Row] = []
    for line in view.lines:
        name = f"{line.name}, {line.series_name}" if line.series_name else line.name
        for p in reversed(line.points):
            last = [p.mark, notes.call(p.note), sources.call(view.credit(p.source_id))]
            rows.append((name, "", [p.label, p.text, *last]))
    names = ["period", "value", "mark", "note", "source"]
    kept = [i for i in range(5) if i < 2 or any(cells[i] for _, _, cells in rows)]
    rows = [(name, more, [cells[i] for i in kept]) for name, more, cells in rows]
    return _table(view, ["area", *(names[i] for i in kept)], rows,
                  [*notes.lines(), *sources.lines()])  # fmt: skip


def _table(view: View, names: Sequence[str], rows: Sequence[Row], feet: Sequence[str]) -> str:
    caption = escape(t("table.caption", view.lang, title=view.title, unit=view.unit))
    kinds = [' class="r"' if n in ("value", "rank") else "" for n in names]
    head = "".join(
        f'<th scope="col"{k}>{escape(t(f"table.{n}", view.lang))}</th>'
        for n, k in zip(names, kinds, strict=True)
    )
    body = []
    for name, more, cells in rows:
        tds = "".join(f"<td{k}>{escape(c)}</td>" for c, k in zip(cells, kinds[1:], strict=True))
        body.append(f'<tr{more}><th scope="row">{escape(name)}</th>{tds}</tr>')
    below = "".join(f"<li>{line}</li>" for line in feet)
    return (
        f'<div class="t" tabindex="0" role="region" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
        + (f'<ul class="n">{below}</ul>' if below else "")
    )
