"""Similar: the areas that are most like a chosen one by standardised rates, and by what."""

from atlas.study.similar.chosen import FEWEST, MOST, TWINS, offered, read, usual
from atlas.study.similar.evidence import cited, mark_note, reasons, span, twin_notes, weak
from atlas.study.similar.likeness import PEERS
from atlas.study.similar.picture import Person, Point, Similar, Strip
from atlas.study.similar.told import similar

__all__ = ["FEWEST", "MOST", "PEERS", "TWINS", "Person", "Point", "Similar", "Strip", "cited", "mark_note",
           "offered", "read", "reasons", "similar", "span", "twin_notes", "usual", "weak"]  # fmt: skip
