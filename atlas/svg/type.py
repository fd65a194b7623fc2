"""How wide a text is, and how it is broken into lines, where no browser does it.

Advance widths of Liberation Sans, which are those of Arial and Helvetica, in hundredths of the
type size; the one family that pictures are set in.
"""

from __future__ import annotations

from html import escape

FAMILY = "Liberation Sans, Arial, Helvetica, sans-serif"
_CHARACTERS = "".join(map(chr, range(32, 127))) + "–—−…·“”‘’÷→≥≤é×°²±"
_PLAIN = (
    "28 28 35 56 56 89 67 19 33 33 39 58 28 33 28 28 56 56 56 56 56 56 56 56 56 56 28 28 58 "
    "58 58 56 102 67 67 72 72 67 61 78 72 28 50 67 56 83 72 78 67 78 72 67 61 72 67 94 67 67 "
    "61 28 28 28 47 56 33 56 56 50 56 56 28 56 56 22 22 50 22 83 56 56 56 56 33 50 28 56 50 "
    "72 50 50 50 33 26 33 58 56 100 58 100 28 33 33 22 22 55 100 55 55 56 58 40 33 55 "
)
_BOLD = (
    "28 33 47 56 56 89 72 24 33 33 39 58 28 33 28 28 56 56 56 56 56 56 56 56 56 56 33 33 58 "
    "58 58 61 98 72 72 72 72 67 61 78 72 28 56 72 61 83 72 78 67 78 72 67 61 72 67 94 67 67 "
    "61 33 28 33 58 56 33 56 61 56 61 56 33 61 61 28 28 56 28 89 61 61 61 61 39 56 33 61 56 "
    "78 56 56 50 39 28 39 58 56 100 58 100 28 50 50 28 28 55 100 55 55 56 58 40 33 55 "
)
_WIDTHS = {
    False: dict(zip(_CHARACTERS, map(int, _PLAIN.split()), strict=True)),
    True: dict(zip(_CHARACTERS, map(int, _BOLD.split()), strict=True)),
}


def width(text: str, size: float, bold: bool = False) -> float:
    """Pixels a text takes at a type size in pixels; an unknown character counts as a wide one."""
    return sum(_WIDTHS[bold].get(c, 78) for c in text) * size / 100


def wrap(text: str, size: float, room: float, bold: bool = False, most: int = 99) -> list[str]:
    """Lines no wider than `room` pixels, at most `most`; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width(joined, size, bold) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + "…"]
    return [cut(line, size, room, bold) for line in lines]


def pieces(text: str, size: float, room: float) -> list[str]:
    """An address in as many lines as it needs, broken anywhere: it has no spaces to break at."""
    lines = [""]
    for letter in text:
        if width(lines[-1] + letter, size) > room:
            lines.append("")
        lines[-1] += letter
    return lines


def cut(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text, size, bold) <= room:
        return text
    text = text.rstrip("…")
    while text and width(text + "…", size, bold) > room:
        text = text[:-1].rstrip()
    return text + "…"


def label(
    x: float | str,
    y: float,
    text: str,
    size: float,
    fill: str,
    anchor: str = "",
    bold: bool = False,
) -> str:
    """One line of text as an SVG element."""
    more = f' text-anchor="{anchor}"' if anchor else ""
    more += ' font-weight="700"' if bold else ""
    at = x if isinstance(x, str) else f"{x:g}"
    return (
        f'<text x="{at}" y="{y:g}" font-size="{size:g}" fill="{fill}"{more}>{escape(text)}</text>'
    )
