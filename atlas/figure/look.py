"""What all pictures share: font, frame, hover boxes."""

from __future__ import annotations

from typing import Any

from atlas import colour

FONT = "Source Sans, Source Sans Pro, sans-serif"


def wrapped(text: str, width: int = 44) -> str:
    """A sentence broken into lines for a hover box, markup made harmless."""
    lines = [""]
    for word in text.replace("&", "&amp;").replace("<", "&lt;").split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def hover(theme: str) -> dict[str, Any]:
    return {"bgcolor": colour.PAPER[theme], "align": "left", "bordercolor": colour.QUIET[theme],
            "font": {"color": colour.INK[theme], "family": FONT, "size": 14}}  # fmt: skip


def frame(theme: str, height: int) -> dict[str, Any]:
    return {"height": height, "margin": {"l": 0, "r": 10, "t": 10, "b": 10},
            "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": 14, "color": colour.INK[theme]},
            "hoverlabel": hover(theme), "clickmode": "event+select", "dragmode": False}  # fmt: skip
