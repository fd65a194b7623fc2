"""What every drawing of a study is made of: marks that say themselves, and a finished drawing."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Drawn:
    """SVG elements in a box of `width` x `height` pixels, from 0 0 down and right."""

    body: str
    width: float
    height: float


def mark(shape: str, said: str, area: str = "") -> str:
    """A shape with its sentence, for pointer, keyboard and screen reader alike; with an area code
    it chooses that area. Marks are walked in the order they are drawn: put them in a sensible one."""
    named = f' data-area="{escape(area)}"' if area else ""
    return f'<g class="m" tabindex="-1" role="img" aria-label="{escape(said)}"{named}>{shape}</g>'


def line(x1: float, y1: float, x2: float, y2: float, ink: str, width: float = 1.0, more: str = "") -> str:  # fmt: skip
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{ink}" '
        f'stroke-width="{width:g}"{more}/>'
    )


def dot(x: float, y: float, r: float, fill: str, edge: str = "none", width: float = 1.0) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:g}" fill="{fill}" stroke="{edge}" '
        f'stroke-width="{width:g}"/>'
    )


def box(x: float, y: float, width: float, height: float, fill: str, edge: str = "none") -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" '
        f'stroke="{edge}"/>'
    )
