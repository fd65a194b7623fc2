"""How firm the classes of a map are: which areas another method would put into another class."""

from __future__ import annotations

from dataclasses import dataclass

from atlas import query
from atlas.choice import Resolved
from atlas.classify import METHODS
from atlas.measure import class_of
from atlas.model import Lang
from atlas.query import ClassBreaks
from atlas.store import Release
from atlas.study.model import Entry, Grid, Head, Row
from atlas.text import t
from atlas.view import View


@dataclass(frozen=True)
class Firmness:
    """The class of each area under every method, 1 for the lowest, and who stands on an edge."""

    places: dict[str, dict[str, int]]
    """{area_code: {method: class}}, only of areas that are in a class"""
    classes: int
    """that every method was asked for"""

    @property
    def edges(self) -> tuple[str, ...]:
        """Areas that some other method puts into another class."""
        return tuple(c for c, found in self.places.items() if len(set(found.values())) > 1)


def firmness(release: Release, resolved: Resolved, view: View) -> Firmness | None:
    """Classes of the same number by every method, over the periods that the reader's scope has.
    None where the reader drew the bounds, where there are no classes, and in releases from before
    the places of classes were kept."""
    choice, table = resolved.choice, resolved.table
    if table is None or view.form != "warna" or choice.method not in METHODS:
        return None
    period = choice.period if choice.scope == "periode" else ""
    found = {m: query.breaks(release, table, period, m, choice.classes) for m in METHODS}
    made = {m: b for m, b in found.items() if b and b.places}
    if len(made) < len(METHODS):
        return None
    places = {
        c.area_code: {m: _place(c.value, b) for m, b in made.items()}
        for c in view.cells
        if c.klass is not None and c.value is not None
    }
    return Firmness(places, choice.classes) if places else None


def _place(value: float, breaks: ClassBreaks) -> int:
    return breaks.places[class_of(value, breaks)] + 1


def sentence(firm: Firmness, view: View, method: str, lang: Lang) -> str:
    """How many areas would change class, and which; by each other method."""
    noun = t(f"level.{view.level}_noun", lang)
    others = [m for m in METHODS if m != method]
    moved = {m: sum(found[m] != found[method] for found in firm.places.values()) for m in others}
    counts = ", ".join(f"{t(f'choose.method_{m}', lang)} {n}" for m, n in moved.items())
    of = len(firm.places)
    if not firm.edges:
        return t("classes.firm", lang, of=of, noun=noun, methods=counts)
    return t("classes.moved", lang, count=len(firm.edges), of=of, noun=noun, methods=counts)


def names(firm: Firmness, view: View, most: int = 12) -> str:
    """The areas on an edge by name, as many as can be read."""
    found = [view.cell[c].name for c in firm.edges]
    more = f" (+{len(found) - most})" if len(found) > most else ""
    return ", ".join(found[:most]) + more


def grid(firm: Firmness, view: View, lang: Lang) -> Grid:
    """Every area with its class by each method, those on an edge first."""
    heads = (Head(t("table.area", lang)), Head(t("table.value", lang), True),
             *(Head(t(f"choose.method_{m}", lang), True) for m in METHODS),
             Head(t("classes.edge", lang)))  # fmt: skip
    edges = set(firm.edges)
    order = sorted(firm.places, key=lambda c: (c not in edges, -(view.cell[c].value or 0)))
    rows = tuple(
        Row((Entry(_name(view, c)), Entry(view.cell[c].text, view.cell[c].value),
             *(Entry(str(firm.places[c][m]), firm.places[c][m]) for m in METHODS),
             Entry(t("classes.yes", lang) if c in edges else "")), c)
        for c in order
    )  # fmt: skip
    caption = t("classes.caption", lang, title=view.title, count=firm.classes)
    return Grid(t("classes.sheet", lang), caption, heads, rows)


def _name(view: View, code: str) -> str:
    cell = view.cell[code]
    return cell.sentence.split(":", 1)[0] if view.level == "kelurahan" else cell.name
