"""Analyses: from the figures of a release to a finished study, for page, picture and workbook."""

from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.study.rates import Rate, described, find, is_rate, rates

__all__ = ["Entry", "Grid", "Head", "Rate", "Row", "Study", "described", "find", "is_rate", "rates"]
