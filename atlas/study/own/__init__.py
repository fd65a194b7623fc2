"""An area of one's own: the figures of some kelurahan together, as far as they may be.

What is shown of a set of kelurahan is a function of the release alone, that is, of figures in which
small cells, and the totals that would give them away, are ranges already (atlas.disclosure). A sum
adds the ends of the ranges, so it is a range too, and whoever compares two sets that differ by one
kelurahan, or a set with its complement, with its kecamatan or with the city, gets by subtraction
the range of that kelurahan or something wider: never more than the release says of it by itself.
No sum is sharpened by a printed total, because that could.
"""

from atlas.study.own.amounts import value_text
from atlas.study.own.chosen import Meant, decode, encode, inside, named
from atlas.study.own.joined import LEVEL, Table, default, find, join, tables
from atlas.study.own.picture import Map
from atlas.study.own.told import clean_name, own

__all__ = ["LEVEL", "Map", "Meant", "Table", "clean_name", "decode", "default", "encode", "find", "inside",
           "join", "named", "own", "tables", "value_text"]  # fmt: skip
