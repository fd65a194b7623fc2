"""How a rendering says what it shows: a line with the digest of its view, and a QR of the address that
shows the same again."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno

from atlas.model import Lang
from atlas.text import t

QUIET = 2
"""Modules of quiet ground around a code; four are the norm on paper that is not white."""

LONGEST = 800
"""Bytes of an address that has a code: 105 modules a side."""


@dataclass(frozen=True)
class Seal:
    """What stands at the foot of a slide, a sheet or a picture."""

    digest: str
    release: str
    url: str
    lang: Lang

    @property
    def line(self) -> str:
        """ "Tampilan 38b56eb4fa, rilis d9bb5a8c4a7b" """
        return t("seal.line", self.lang, digest=self.digest, release=self.release)

    @property
    def spoken(self) -> str:
        """What the code is, for those who do not see it."""
        return t("seal.alt", self.lang, url=self.url)


def modules(url: str) -> int:
    """Modules along the side of the code of an address, its quiet ground included; 0 for one that
    is too long for a code that a telephone still reads."""
    if len(url.encode()) > LONGEST:
        return 0
    return int(segno.make(url, error="m", micro=False).symbol_size(border=QUIET)[0])


def qr_svg(url: str, size: float, ink: str = "#000000") -> str:
    """A QR code as SVG elements in a box of `size` x `size`, error correction M; one path."""
    code = segno.make(url, error="m", micro=False)
    modules = code.symbol_size(border=QUIET)[0]
    steps = []
    for y, row in enumerate(code.matrix_iter(border=QUIET)):
        x = 0
        cells = list(row)
        while x < modules:
            if not cells[x]:
                x += 1
                continue
            end = x
            while end < modules and cells[end]:
                end += 1
            steps.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
            x = end
    return (
        f'<g transform="scale({size / modules:.4f})"><rect width="{modules}" height="{modules}" '
        f'fill="#ffffff"/><path d="{"".join(steps)}" fill="{ink}" shape-rendering="crispEdges"/></g>'
    )


def qr_png(url: str, scale: int = 6) -> bytes:
    """The same as PNG, for documents that take no SVG."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="png", scale=scale, border=QUIET)
    return out.getvalue()
