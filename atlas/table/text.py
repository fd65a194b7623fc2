"""Words as publications print them: spaces, dashes, footnote signs, years and the two languages."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from atlas.table.lexicon import COUNTED, ENGLISH, INDONESIAN, UNITS_OF_LENGTH

RAISED = {
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "ᵃ": "a", "ᵇ": "b", "ᶜ": "c", "ᵈ": "d", "ᵉ": "e", "ʳ": "r", "⁾": ")",
}  # fmt: skip
"""Raised characters of footnote signs and the characters they raise."""

_UNSEEN = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"}
_DASHES = {ord(c): "-" for c in "‐‑‒–—―−"}
_RAISED = "".join(RAISED)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def one_line(text: str) -> str:
    """The text on one line, with single plain spaces and nothing invisible; dashes as printed."""
    return " ".join(text.translate(_UNSEEN).split())


def clean(text: str) -> str:
    """The text on one line with single plain spaces and one kind of dash."""
    return one_line(text).translate(_DASHES)


def plain(text: str) -> str:
    """The form in which words are compared: clean, without case and footnote signs."""
    return unsigned(clean(text))[0].casefold()


_SIGN = re.compile(
    rf"(?P<raised>[{_RAISED}]+)"
    r"|(?P<paren> ?(?:[1-9][0-9]?|\*{1,3}|(?<![^\W\d_])[a-z])\))"
    r"|(?P<stars>(?<=\w)\*{1,3}(?!\w))"
)


def unsigned(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without its footnote signs, and these: raised (Desa¹), with a parenthesis (Desa 1))
    and asterisks. A sign that opens the text stays, and so do powers (km²)."""
    signs: list[str] = []

    def take(found: re.Match[str]) -> str:
        before = text[: found.start()]
        sign = found[0].strip()
        if not before.strip() or _is_power(before, sign):
            return found[0]
        if found["paren"] and text[: found.end()].count(")") <= before.count("("):
            return found[0]
        signs.append("".join(RAISED.get(c, c) for c in sign).rstrip(")"))
        return ""

    kept = _SIGN.sub(take, text) if text else text
    return kept.strip(), tuple(s for s in signs if s)


def _is_power(before: str, sign: str) -> bool:
    word = re.search(r"[^\W\d_]+$", before)
    return sign in ("²", "³") and word is not None and word[0].casefold() in UNITS_OF_LENGTH


_GLUED = re.compile(r"(?<![^\W_])(?P<word>[^\W\d_]+)(?P<digits>[1-9][0-9]?)(?=$|[\s/,.;:)])")
_ENDS_LIKE_A_WORD = re.compile(r"[a-z]{3}$")


def unglued(text: str, known: Collection[str] = ()) -> tuple[str, tuple[str, ...]]:
    """A text without footnote digits glued to its words (Desa1/Kelurahan), and these digits. One
    digit behind a word of three letters or more; two only when `known` has them as a sign."""
    signs: list[str] = []

    def take(found: re.Match[str]) -> str:
        if not _ENDS_LIKE_A_WORD.search(found["word"]):
            return found[0]
        counted = found["word"].casefold() in COUNTED
        if found["digits"] not in known and (counted or len(found["digits"]) > 1):
            return found[0]
        signs.append(found["digits"])
        return found["word"]

    return _GLUED.sub(take, text), tuple(signs)


YEAR = r"(?:19|20)[0-9]{2}"
PERIOD = rf"{YEAR}(?:/(?:{YEAR}|[0-9]{{2}}))?"
_YEAR_CELL = re.compile(
    rf"(?:(?:tahun|year) ?)?(?P<period>{PERIOD})"
    rf"(?:(?P<glued>[1-9])(?P<bracket>\))?)?"
    rf"(?P<rest>(?: ?(?:\*{{1,3}}\)?|[erabc]\)?|[{_RAISED}]+|(?<= )[1-9][0-9]?\)))*)",
    re.IGNORECASE,
)
_YEAR_SIGN = re.compile(rf"\*{{1,3}}|[erabc]|[{_RAISED}]+|[1-9][0-9]?(?=\))")


@dataclass(frozen=True, slots=True)
class Year:
    """A year, or school year, as printed, and the signs behind it."""

    period: str
    mark: str = ""
    notes: tuple[str, ...] = ()
    glued: str = ""
    """a footnote digit right behind it, that makes 20252 of 2025"""


def year_of(text: str) -> Year | None:
    """The year a text is, like "2023", "2022/2023*", "Tahun 2023" and "20252"; None for others."""
    found = _YEAR_CELL.fullmatch(clean(text))
    if found is None:
        return None
    signs = _YEAR_SIGN.findall(found["rest"])
    notes = ["".join(RAISED.get(c, c) for c in s).rstrip(")") for s in signs]
    marks = [n for n in notes if n in "er" or n[0] == "*"]
    glued = found["glued"] or ""
    others = [n for n in notes if n not in marks[:1]]
    return Year(
        found["period"],
        marks[0] if marks else "",
        tuple([glued, *others] if glued else others),
        "" if found["bracket"] else glued,
    )


def english(text: str) -> bool:
    """Whether more words of a text are known as English than as Indonesian."""
    words = [w.casefold() for w in _WORD.findall(text)]
    return sum(w in ENGLISH for w in words) > sum(w in INDONESIAN for w in words)


def indonesian(text: str) -> bool:
    """Whether more words of a text are known as Indonesian than as English."""
    words = [w.casefold() for w in _WORD.findall(text)]
    return sum(w in INDONESIAN for w in words) > sum(w in ENGLISH for w in words)


def languages(text: str) -> tuple[str, str]:
    """The Indonesian and the English part of a text: "Laki-laki/Male", "Laki-laki\\nMale". The
    second is "" where the text has one language, like Desa/Kelurahan, SD/MI and 2022/2023."""
    if "/" not in text and "\n" not in text:
        return one_line(text), ""
    lines = [line for line in map(one_line, text.splitlines()) if line]
    if len(lines) > 1 and not any(x.endswith("/") or x.startswith("/") for x in lines):
        for i in range(1, len(lines)):
            first, second = " ".join(lines[:i]), " ".join(lines[i:])
            if all(map(_foreign, _parts(second))) and not any(map(english, _parts(first))):
                return first, second
    whole = " ".join(lines)
    parts = _parts(whole)
    for i in range(1, len(parts)):
        if all(map(_foreign, parts[i:])):
            return "/".join(parts[:i]), "/".join(parts[i:])
    return whole, ""


def _foreign(part: str) -> bool:
    """Whether a part of a bilingual text may be its English half."""
    return english(part) or not (indonesian(part) or _short(part))


def _short(part: str) -> bool:
    """Abbreviations, units and years, which no language owns: MTs, SD, kg, 2023."""
    words = re.findall(r"[^\W\d_]+", part)
    return all(len(w) <= 3 or sum(c.isupper() for c in w) > 1 for w in words)


def _parts(text: str) -> list[str]:
    """What stands between slashes outside parentheses."""
    parts, depth = [""], 0
    for character in text:
        depth = max(0, depth + (character == "(") - (character == ")"))
        if character == "/" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return [p.strip() for p in parts] if all(p.strip() for p in parts) else [text]
