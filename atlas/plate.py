"""The picture of a study as one finished file: title, sentences, drawing, notes, sources, release."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from atlas import picture, seal
from atlas.colour import Palette
from atlas.shape import Boundary
from atlas.study import Study
from atlas.svg import study as studies
from atlas.svg import type as types
from atlas.text import t

WIDTH, MARGIN, SIZE = 1200, 44, 17
SCALE = 2.0
"""Pixels of a PNG to one of the picture: sharp on paper."""
MODULE = 3
"""Pixels of the picture to a module of its code, which a telephone reads from a printed sheet."""


def svg(
    study: Study, ink: Palette, boundaries: Mapping[str, Boundary], foot: str, site: str = "",
    selected: str = "",
) -> str:  # fmt: skip
    """The whole picture as one SVG document, as high as its words and its drawing need; every text
    is measured, so that none leaves it. `foot` names release, digest and whose site this is not;
    the address of the study on `site` stands under it and in the code beside it."""
    room = WIDTH - 2 * MARGIN
    found, y = "", float(MARGIN)

    def write(text: str, size: float, fill: str, bold: bool = False, room: float = room) -> None:
        nonlocal found, y
        for line in types.wrap(text, size, room, bold) if text else []:
            y += size * 1.3
            found += types.label(MARGIN, round(y, 1), line, size, fill, bold=bold)

    write(study.title, SIZE * 1.6, ink.ink, True)
    write(study.subtitle, SIZE, ink.quiet)
    y += SIZE * 0.4
    write(study.headline, SIZE * 1.1, ink.ink)
    y += SIZE * 1.2
    if study.picture is not None:
        drawn = studies.drawn(study, ink, room, boundaries, selected)
        found += f'<g transform="translate({MARGIN} {y:.1f})">{drawn.body}</g>'
        y += drawn.height + SIZE
    for note in dict.fromkeys(study.notes):
        write(note, SIZE * 0.8, ink.quiet)
    y += SIZE * 0.6
    found += (
        f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{y:.1f}" y2="{y:.1f}" stroke="{ink.rule}"/>'
    )
    url = site + study.frozen_path
    side = seal.modules(url) * MODULE
    if side:
        place = f"translate({WIDTH - MARGIN - side} {y + SIZE / 2:.0f})"
        found += f'<g transform="{place}">{seal.qr_svg(url, side)}</g>'
    bottom, beside = y + SIZE / 2 + side, room - side - SIZE
    for text in (credits(study), foot, *types.pieces(url, SIZE * 0.8, beside)):
        write(text, SIZE * 0.8, ink.quiet, room=beside)
    height = round(max(y, bottom) + MARGIN * 0.8)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="{types.FAMILY}" role="img" '
        f'lang="{study.lang}" data-view="{study.digest()}" aria-label="{escape(study.alt)}">'
        f"<title>{escape(study.title)}</title><desc>{escape(study.headline)}</desc>"
        f'<rect width="100%" height="100%" fill="{ink.paper}"/>{found}</svg>'
    )


def png(drawn: str) -> bytes:
    """The picture as PNG, twice as many pixels each way."""
    return picture.png(drawn, SCALE)


def credits(study: Study) -> str:
    """Every producer with the evidence grade of what it published: "BPS (A), KPU (A2)"."""
    named = dict.fromkeys(f"{s.text('producer', study.lang)} ({s.grade})" for s in study.sources)
    return t("study.credits", study.lang, names=", ".join(named)) if named else ""
