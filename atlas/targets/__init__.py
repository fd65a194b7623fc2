"""Targets of plans: read from a filled template, checked row by row, kept beside the releases."""

from atlas.targets.checking import check, check_rows
from atlas.targets.form import Form, form
from atlas.targets.known import Figures, Known, Meta, of_package
from atlas.targets.model import COLUMNS, POLARITIES, Target
from atlas.targets.reading import lines
from atlas.targets.shelf import FILE, digest, imported, keep, rows_of, unless

__all__ = [
    "COLUMNS",
    "FILE",
    "POLARITIES",
    "Figures",
    "Form",
    "Known",
    "Meta",
    "Target",
    "check",
    "check_rows",
    "digest",
    "form",
    "imported",
    "keep",
    "lines",
    "of_package",
    "rows_of",
    "unless",
]
