"""A table as it was understood, in the grid of its sheet; findings are marked where they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from atlas.examine import Examined
from atlas.model import Lang
from atlas.table.model import Cell, Line, address
from atlas.text import t
from atlas.ui.check import explained
from atlas.ui.check.explained import SEVERITIES, SIGNS
from atlas.ui.check.headed import header_rows
from atlas.ui.check.placed import WHOLE, Placed, by_place
from atlas.ui.check.window import window


@dataclass(frozen=True)
class Printed:
    """What is needed to draw one table."""

    examined: Examined
    found: Sequence[Placed]
    names: Mapping[str, str]
    lang: Lang

    @property
    def places(self) -> Mapping[str, Sequence[Placed]]:
        return by_place(self.found)


def html(printed: Printed) -> str:
    """Title, table, notes and source; every text in it escaped."""
    table, lang = printed.examined.table, printed.lang
    marks = _Marks(printed.places, lang)
    where = " · ".join(x for x in (table.file, table.sheet, table.area()) if x)
    caption = escape(t("check.caption", lang, number=table.number or "–", where=where))
    return (
        f'<p class="where"><a id="{WHOLE}" href="#{WHOLE}" tabindex="-1">{escape(where)}</a></p>'
        f"{_title(printed, marks)}{_legend(lang)}"
        f'<div class="atlas-scroll atlas-printed" tabindex="0" role="region" aria-label="{caption}">'
        f'<table><caption class="sr">{caption}</caption><thead>{_head(printed, marks)}</thead>'
        f"<tbody>{_body(printed, marks)}</tbody></table></div>{_foot(printed, marks)}"
    )


class _Marks:
    """The links that stand at a place, and the look of its cell."""

    def __init__(self, places: Mapping[str, Sequence[Placed]], lang: Lang) -> None:
        self.places, self.lang = places, lang

    def links(self, place: str) -> str:
        """One link for each finding; the first carries the id of the place, so that it gets the
        focus of who comes from the list."""
        links = []
        for number, one in enumerate(self.places.get(place, ())):
            severity, rule = one.finding.severity, one.finding.rule
            words = t("check.to_finding", self.lang, number=one.number, rule=rule,
                      severity=explained.severity_name(severity, self.lang))  # fmt: skip
            name = f' id="{place}"' if number == 0 else ""
            links.append(
                f'<a class="mark {severity}"{name} href="#{one.id}" target="_self" '
                f'aria-label="{escape(words)}" title="{escape(words)}">{SIGNS[severity]} {escape(_short(rule))}</a>'
            )
        return f'<span class="marks">{"".join(links)}</span>' if links else ""

    def look(self, place: str) -> str:
        """The severity of the worst finding at a place."""
        found = [one.finding.severity for one in self.places.get(place, ())]
        return min(found, key=SEVERITIES.index, default="")


def _short(rule: str) -> str:
    """Numbered rules by their number; those of readers and mappings by what they are about."""
    return rule.split(":")[-1]


def _title(printed: Printed, marks: _Marks) -> str:
    table, lang = printed.examined.table, printed.lang
    number = escape(t("check.number", lang, number=table.number)) if table.number else ""
    first = f"<b>{escape(table.title_id)}</b>{marks.links('bagian-title')}"
    other = f'<em lang="en">{escape(table.title_en)}</em>{marks.links("bagian-title_en")}'
    unit = escape(t("check.unit", lang, unit=table.unit or "–")) + marks.links("bagian-unit")
    periods = escape(t("check.periods", lang, periods=", ".join(table.periods) or "–"))
    lines = [f'<span class="no">{number}</span> {first}', other, f"{unit} · {periods}"]
    return f'<p class="titles">{"<br>".join(lines)}</p>'


def _legend(lang: Lang) -> str:
    """What the shapes at the cells say."""
    items = "".join(
        f'<li><span class="key {s}">{SIGNS[s]} K00</span> {escape(explained.severity_name(s, lang))}: '
        f"{escape(t(f'check.means_{s}', lang))}</li>"
        for s in SEVERITIES
    )
    return f'<ul class="atlas-legend atlas-keys" aria-label="{escape(t("check.legend", lang))}">{items}</ul>'


def _column_id(column: int) -> str:
    return f"kolom-{address(1, column)[:-1]}"


def _head(printed: Printed, marks: _Marks) -> str:
    """Letters of the sheet, the header words, and what each column was taken for."""
    table, lang = printed.examined.table, printed.lang
    letters = "".join(f"<td>{address(1, h.column)[:-1]}</td>" for h in table.heads)
    rows = list(header_rows(table.heads, _column_id, marks.links))
    first = (
        f'<th scope="col" colspan="2" rowspan="{len(rows)}">{escape(t("check.line", lang))}</th>'
    )
    shown = [f"<tr>{first if i == 0 else ''}{cells}</tr>" for i, cells in enumerate(rows)]
    meant = "".join(f"<td>{escape(_meant(printed, h.column))}</td>" for h in table.heads)
    understood = f'<tr class="meant"><th scope="row" colspan="2">{escape(t("check.understood", lang))}</th>{meant}</tr>'
    known = printed.examined.mapped is not None
    column = escape(t("check.column", lang))
    return (
        f'<tr class="letters" aria-hidden="true"><td colspan="2">{column}</td>{letters}</tr>'
        f"{''.join(shown)}{understood if known else ''}"
    )


def _meant(printed: Printed, column: int) -> str:
    """Indicator, breakdown and period of a column; why it was passed over; a dash for neither."""
    mapped = printed.examined.mapped
    if mapped is None:
        return ""
    if column in mapped.skipped:
        return t("check.skipped", printed.lang, why=mapped.skipped[column])
    target = mapped.heads.get(column)
    if target is None:
        return "–"
    names = printed.names
    dims = [names.get(d, d) for d in target.dim.split(";") if d]
    parts = [names.get(target.indicator, target.indicator), *dims, target.period]
    return ", ".join(p for p in parts if p)


def _body(printed: Printed, marks: _Marks) -> str:
    table = printed.examined.table
    rows = []
    for line in window(table.lines, printed.found):
        if isinstance(line, int):
            words = escape(t("check.left_out", printed.lang, count=line))
            rows.append(f'<tr class="gap"><td colspan="{len(table.heads) + 2}">… {words}</td></tr>')
        else:
            rows.append(_line(printed, line, marks))
    return "".join(rows)


def _line(printed: Printed, line: Line, marks: _Marks) -> str:
    table = printed.examined.table
    place = f"baris-{line.row}"
    label = escape(" ".join(x for x in (line.number, line.label) if x))
    taken = _taken(printed, line)
    small = f"<small>{escape(taken)}</small>" if taken else ""
    cells = []
    for head in table.heads:
        at = f"sel-{address(line.row, head.column)}"
        cell = table.cells.get((line.row, head.column))
        cells.append(
            f'<td class="n {marks.look(at)}">{_cell(cell, printed.lang)}{marks.links(at)}</td>'
        )
    return (
        f'<tr><td class="row" aria-hidden="true">{line.row}</td>'
        f'<th scope="row" class="{marks.look(place)}">{label}{small}{marks.links(place)}</th>{"".join(cells)}</tr>'
    )


def _taken(printed: Printed, line: Line) -> str:
    """The area, or the indicator, a line was taken for; why it was passed over."""
    mapped, names = printed.examined.mapped, printed.names
    if mapped is None:
        return ""
    if line.row in mapped.lines:
        code = mapped.lines[line.row]
        name = names.get(code, code)
        return code if name.casefold() == line.label.casefold() else f"= {name} {code}"
    if line.row in mapped.said:
        code = mapped.said[line.row].indicator
        return f"= {names.get(code, code)}"
    why = mapped.outside.get(line.row, "")
    return t("check.skipped", printed.lang, why=why) if why else ""


def _cell(cell: Cell | None, lang: Lang) -> str:
    """As printed; an empty one says so."""
    if cell is None or not cell.text:
        return f'<span class="blank">{escape(t("check.blank", lang))}</span>'
    return escape(cell.text)


def _foot(printed: Printed, marks: _Marks) -> str:
    """Notes, footnotes and source as they stand under the table."""
    table, lang = printed.examined.table, printed.lang
    lines = [f"{escape(sign)} {escape(text)}" for sign, text in table.footnotes.items()]
    if table.notes or "bagian-notes" in printed.places:
        said = escape(" ".join(table.notes) or "–")
        lines.append(f"{escape(t('check.notes', lang))}: {said}{marks.links('bagian-notes')}")
    said = escape(table.source or "–")
    lines.append(f"{escape(t('check.source', lang))}: {said}{marks.links('bagian-source')}")
    return f'<p class="foot">{"<br>".join(lines)}</p>'
