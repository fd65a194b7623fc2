"""How the numbers of a column are written, settled from the cells that leave no choice.

A lone dot before three digits is a thousands mark by the rule of the publication, a lone comma
before three digits may be either, and a lone dot elsewhere is a decimal mark only in a table that
has no other decimals. What a column, or else its table, does not settle stays a problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from atlas.table.numeral import Numeral

COMMA = ("dots", "dots_comma", "comma", "spaces", "spaces_comma")
DECIMAL_COMMA = ("dots_comma", "comma", "spaces_comma")
Key = tuple[int, int]
SETTLED_BY = ("dot", "comma3", "point")
"""Shapes that are read by the style of the rest."""


STYLED = {
    "id": ("dot", "dots", "dots_comma"),
    "space": ("spaces", "spaces_comma"),
    "en": ("commas",),
}
"""Shapes that only one style has."""
FEW = 3
THIRDS = "thirds"
"""English numbers with three decimals; only beside these may 1.234 be English too, since the
numbers of a column have the same number of decimals."""


def shapes(numerals: Iterable[Numeral]) -> Counter[str]:
    """How often each shape of a number, and THIRDS, occurs."""
    found = list(numerals)
    counted = Counter(n.shape for n in found if n.shape)
    english = [n.value for n in found if n.shape == "commas" and n.value is not None]
    counted[THIRDS] = sum(v.as_tuple().exponent == -3 for v in english)
    return +counted


def settled(column: Counter[str], table: Counter[str]) -> dict[str, str]:
    """The style each of SETTLED_BY is read in, "" for none; by a column and its whole table."""
    own, whole = _family(column), _family(table)
    family = own or whole
    return {
        "dot": _dot(family, table),
        "comma3": _comma3(column, own, whole),
        "point": family if family in ("en", "plain") else "",
    }


def _family(found: Counter[str]) -> str:
    """The style that all these cells agree on: "id" stands for all with a decimal comma; "mixed"
    where they disagree, "" where nothing settles it."""
    comma = sum(found[s] for s in COMMA)
    if found["commas"]:
        return "mixed" if comma or found["dot"] else "en"
    if comma:
        return "id"
    if found["point"] > max(1, found["dot"]) and not found["comma3"]:
        return "plain"
    return ""


def _dot(family: str, table: Counter[str]) -> str:
    if family == "mixed":
        outvoted = sum(table[s] for s in COMMA) > table["commas"]
        return "id" if outvoted or not (table[THIRDS] or table["point"]) else ""
    return {"id": "id", "": "id", "en": "en"}.get(family, "")


def _comma3(column: Counter[str], own: str, whole: str) -> str:
    decimals = any(column[s] for s in DECIMAL_COMMA)
    if own == "en" or (own == "id" and decimals):
        return own
    alone = set(column) == {"comma3"}
    return whole if alone and whole in ("id", "en") else ""


def odd_ones(numerals: Mapping[Key, Numeral], table: Counter[str]) -> list[Key]:
    """Keys of those numerals that are written in a rarer style than the others of their column; of
    a column that differs from its whole table, the first when there are more than a few."""
    styles = {k: n.style for k, n in numerals.items() if n.style and not n.problem}
    # a lone decimal comma belongs to 1.234,5 as well as to 1 234,5
    either = {k for k in styles if numerals[k].shape == "comma"}
    counted = Counter(s for k, s in styles.items() if k not in either)
    votes = {s: counted[s] + (len(either) if s in ("id", "space") else 0) for s in styles.values()}
    usual = max(votes, key=lambda s: (votes[s], s == "id"), default="")
    allowed = either if usual in ("id", "space") else set()
    odd = [k for k, s in styles.items() if s != usual and k not in allowed]
    if odd or not counted:
        return odd
    everywhere = {s: sum(table[x] for x in named) for s, named in STYLED.items()}
    if everywhere.get(usual, 0) >= max(everywhere.values()):
        return []
    foreign = [k for k in styles if k not in either]
    return foreign if len(foreign) <= FEW else foreign[:1]
