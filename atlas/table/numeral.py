"""Numbers as publications print them: read without guessing, and written.

What holds, and is tested: for any finite Decimal and any style `parse(write(x, style), style)` is x
again; and for any text `parse` gives a value only when every reading that the allowed styles leave
open gives this same value, else a problem. With a `style` only that style is allowed. Without one
all are, under the rule of the publication: where dot and comma both stand the last is the decimal
mark, and a lone dot is a thousands mark when three digits follow it, never a decimal mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from atlas.model import worst_mark
from atlas.table.text import RAISED, one_line

STYLES = ("id", "en", "space", "plain")
"""1.234,5 and 1,234.5 and 1 234,5 and 1234.5"""
NIL = "-"
UNCLEAR = "?"
"""The mark of a text that could not be understood; it never carries a value."""

ALONE = {
    "...": "...", "…": "...", "-": NIL, "–": NIL, "—": NIL, "−": NIL, "~0": "~0", "NA": "NA",
}  # fmt: skip
"""Marks that stand in the place of a number."""

PROBLEMS = {
    "ambiguous": ("titik atau koma dapat dibaca sebagai pemisah ribuan maupun desimal",
                  "the dot or comma may be read as a thousands or as a decimal mark"),
    "point": ("titik di sini bukan pemisah ribuan, padahal desimal ditulis dengan koma",
              "the dot is no thousands mark here, and decimals are written with a comma"),
    "groups": ("angka di antara pemisah ribuan tidak tiga-tiga",
               "the digits between thousands marks do not come in threes"),
    "style": ("gaya penulisan angkanya lain daripada sel lain di kolomnya",
              "the number is written in another style than the rest of its column"),
    "glued": ("tanda catatan kaki menempel sehingga angkanya tidak pasti",
              "a glued footnote sign leaves the number uncertain"),
    "text": ("isinya bukan angka dan bukan tanda yang dikenal",
             "it is neither a number nor a known mark"),
    "finite": ("bukan bilangan biasa (NaN atau tak hingga)", "not a finite number"),
    "truth": ("isinya benar atau salah, bukan angka", "it is true or false, not a number"),
}  # fmt: skip
"""What is wrong with a text, in Indonesian and English."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A text as understood. Blank text gives no value, no mark and no problem."""

    value: Decimal | None = None
    mark: str = ""
    """one of the publication's marks, "" for none, "?" beside a problem"""
    notes: tuple[str, ...] = ()
    """signs of footnotes and of the site (a, b, c), and a second mark"""
    style: str = ""
    """the style it was read in; "" where all styles read it alike"""
    problem: str = ""
    """"" when understood, else a key of PROBLEMS"""
    shape: str = ""
    """a key of SHAPES"""
    glued: bool = False
    """whether a footnote digit stands right behind the last digit, like 1.2341)"""


_GROUP = r"[1-9][0-9]{0,2}"
SHAPES = {
    "whole": re.compile(r"[0-9]+"),
    "dot": re.compile(rf"{_GROUP}\.[0-9]{{3}}"),
    "dots": re.compile(rf"{_GROUP}(?:\.[0-9]{{3}}){{2,}}"),
    "dots_comma": re.compile(rf"{_GROUP}(?:\.[0-9]{{3}})+,[0-9]+"),
    "comma3": re.compile(rf"{_GROUP},[0-9]{{3}}"),
    "comma": re.compile(r"[0-9]+,[0-9]+"),
    "commas": re.compile(rf"{_GROUP}(?:(?:,[0-9]{{3}}){{2,}}|(?:,[0-9]{{3}})+\.[0-9]+)"),
    "point": re.compile(r"[0-9]+\.[0-9]+"),
    "spaces": re.compile(rf"{_GROUP}(?: [0-9]{{3}})+"),
    "spaces_comma": re.compile(rf"{_GROUP}(?: [0-9]{{3}})+,[0-9]+"),
}
"""How digits and separators may stand; the first that fits holds."""

_READ_BY = {
    "whole": STYLES, "dot": ("id", "en", "plain"), "dots": ("id",), "dots_comma": ("id",),
    "comma3": ("id", "space", "en"), "comma": ("id", "space"), "commas": ("en",),
    "point": ("en", "plain"), "spaces": ("space",), "spaces_comma": ("space",),
}  # fmt: skip
_UNSETTLED = {
    "whole": "", "dot": "id", "dots": "id", "dots_comma": "id", "comma": "id", "commas": "en",
    "spaces": "space", "spaces_comma": "space",
}  # fmt: skip
"""The style of a shape when nothing has settled one; the others then stay problems."""

_UP = re.escape("".join(RAISED))
_LETTER = rf"(?<=[0-9%)* {_UP}])(?:[erabc]|[a-z](?=\)))\)?"
_SIGNS = re.compile(rf"(?: ?(?:[{_UP}]|\*\)?|{_LETTER}))+$")
_SIGN = re.compile(rf"([{_UP}]+)|(\*{{1,3}})|([a-z])")
_SIGNS_AT_MOST = 40
"""characters; bounds the search in a long text"""
_BARE = re.compile(r"[0-9](?:[0-9., ]*[0-9])?")
_WORDS = re.compile(r"[^\W\d_]{3}")
"""letters in a row, more than any number has"""
_PAREN = re.compile(r"([0-9]{1,2})\)$")
_BODY = re.compile(
    r"(?P<open>\()?(?P<sign>[-−–+])?(?P<currency>Rp\.? ?)?(?P<inner>[-−–])?"
    r"(?P<core>[0-9](?:[0-9., ]*[0-9])?)(?P<nocents>,[-–—])?(?: ?%)?(?P<close>\))?"
)
_SWAP = str.maketrans(",.", ".,")


def parse(text: str | float, style: str = "") -> Numeral:
    """The number, mark or blank a cell holds, or the problem with it. A stored number is taken with
    the 15 digits a spreadsheet shows of it."""
    if not isinstance(text, str):
        return _stored(text)
    shown = one_line(text)
    if not shown:
        return Numeral()
    if _BARE.fullmatch(shown):
        return _read(shown, _shape(shown), "", style)
    if shown in ALONE:
        return Numeral(mark=ALONE[shown])
    if _WORDS.search(shown):
        return Numeral(mark=UNCLEAR, problem="text")
    found = list(_readings(shown, style))
    understood = {(n.value, n.mark, n.notes): n for n in found if not n.problem}
    unsure = any(n.problem == "ambiguous" for n in found)
    if len(understood) == 1 and not unsure:
        return next(iter(understood.values()))
    if understood:
        return Numeral(mark=UNCLEAR, problem="glued", glued=True)
    return found[0] if found else Numeral(mark=UNCLEAR, problem="text")


def write(value: Decimal, style: str) -> str:
    """The number in a style, with every digit it has. ValueError for NaN and infinity."""
    if not value.is_finite():
        raise ValueError(f"{value} cannot be printed")
    if style == "plain":
        return f"{value:f}"
    text = f"{value:,f}"
    if style == "id":
        return text.translate(_SWAP)
    return text.replace(",", " ").replace(".", ",") if style == "space" else text


def _stored(value: float) -> Numeral:
    if isinstance(value, bool):
        return Numeral(mark=UNCLEAR, problem="truth")
    if isinstance(value, int):
        return Numeral(Decimal(value))
    number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        return Numeral(mark=UNCLEAR, problem="finite")
    return Numeral(number)


def _readings(text: str, style: str) -> Iterator[Numeral]:
    """Every way to part a text into a number and the signs behind it, problems included."""
    body, signs = _without_signs(text)
    yield from _marked(body, style, signs)
    paren = _PAREN.search(body)
    if paren is None or "(" in body:
        return
    for length in range(1, len(paren[1]) + 1):
        cut = len(body) - length - 1
        note = body[cut:-1]
        if note[0] == "0":
            continue
        inner, more = _without_signs(body[:cut].rstrip())
        for numeral in _marked(inner, style, [*more, note, *signs]):
            yield replace(numeral, glued=body[cut - 1 : cut].isdigit())


def _without_signs(text: str) -> tuple[str, list[str]]:
    """A text without the marks and raised signs at its end, and these in order."""
    found = _SIGNS.search(text, max(0, len(text) - _SIGNS_AT_MOST))
    if found is None or "****" in text:
        return text, []
    signs: list[str] = []
    for raised, stars, letter in _SIGN.findall(found[0]):
        if raised:
            signs += re.findall(r"[0-9]+|[a-z]", "".join(RAISED[c] for c in raised))
        else:
            signs.append(stars or letter)
    return text[: found.start()], signs


def _marked(body: str, style: str, signs: list[str]) -> Iterator[Numeral]:
    """The number, or mark in its place, with the signs behind it."""
    marks = [s for s in signs if s in "er" or s[0] == "*"]
    mark = worst_mark(marks)
    notes = tuple(s for s in signs if s != mark)
    if body in ALONE:
        if not marks:
            yield Numeral(mark=ALONE[body], notes=notes)
        return
    numeral = _number(body, style)
    if numeral is None:
        return
    if numeral.problem:
        yield numeral
    else:
        yield replace(numeral, mark=mark, notes=notes)


def _number(body: str, style: str) -> Numeral | None:
    """A signed number without any mark; None when the text is no number at all."""
    found = _BODY.fullmatch(body)
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    signs = [s for s in (found["sign"], found["inner"], found["open"]) if s]
    if len(signs) > 1 or (found["inner"] and not found["currency"]):
        return None
    shape = _shape(found["core"])
    if found["nocents"]:
        # "5.000,-" says that its comma is the decimal mark
        shape = {"whole": "comma", "dot": "dots_comma", "dots": "dots_comma"}.get(shape, "")
    sign = "-" if signs and signs[0] != "+" else ""
    return _read(found["core"], shape, sign, style)


def _shape(core: str) -> str:
    return next((name for name, form in SHAPES.items() if form.fullmatch(core)), "")


def _read(core: str, shape: str, sign: str, style: str) -> Numeral:
    """Digits and separators of a known shape, in the style given or the one the shape itself has."""
    if not shape:
        return Numeral(mark=UNCLEAR, problem="groups")
    settled = style or _UNSETTLED.get(shape)
    if settled is None:
        problem = "ambiguous" if shape == "comma3" else "point"
        return Numeral(mark=UNCLEAR, problem=problem, shape=shape)
    if settled and settled not in _READ_BY[shape]:
        return Numeral(mark=UNCLEAR, problem="style", shape=shape)
    if settled in ("id", "space"):
        digits = core.replace(".", "").replace(" ", "").replace(",", ".")
    else:
        digits = core.replace(",", "")
    return Numeral(Decimal(sign + digits), style=settled, shape=shape)
