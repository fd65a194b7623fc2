"""Lines for a wall: values over time, their names in the column beside."""

from __future__ import annotations

from html import escape

from atlas.slides.stage import LEAST, SIDE, Scene, lines
from atlas.svg import years
from atlas.text import t

SIZE = 28


def draw(scene: Scene) -> str:
    view, ink = scene.view, scene.ink
    front, behind = years.named_lines(view, scene.own, ink)
    high = scene.height - SIZE * 1.9
    scale = years.frame(view, high, SIZE * 1.3, 5)
    wide = float(scene.width)

    def across(share: float) -> str:
        return f"{share * wide:.1f}"

    paths = "".join(
        f'<path data-a="{n.area_code}" class="far" d="{years.strokes(n, view, scale, wide)}"/>'
        for n in behind
    )
    for look in reversed(front):
        dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
        drawn = years.strokes(look.line, view, scale, wide)
        paths += (
            f'<path data-a="{look.line.area_code}" d="{drawn}" stroke="{look.ink}" stroke-width="5" '
            f'fill="none" stroke-linejoin="round"{dash}/>'
        )
    found = years.rules(view, scale, ink, across, SIZE)
    found += years.series_starts(view, scene.own, scale, ink, across) + paths
    found += "".join(years.dots(n, view, scale, ink, across, 7) for n in reversed(front))
    return found + years.rule_values(view, scale, ink, across, SIZE)


def drawable(scene: Scene) -> bool:
    return scene.view.kind == "line" and any(len(n.points) > 1 for n in scene.view.lines)


def key(scene: Scene) -> str:
    """Names of the lines; where they are many, colours name areas and dashes name series."""
    view = scene.view
    front, behind = years.named_lines(view, scene.own, scene.ink)
    entries = [(n.label, n.ink, n.dash) for n in front]
    if sum(lines(e[0], LEAST, SIDE - 70) for e in entries) > 9:
        areas = {n.line.area_code: (n.line.name, n.ink, "") for n in front}
        series = {n.line.series: (n.line.series_name, scene.ink.quiet, n.dash) for n in front}
        entries = [*areas.values(), *(e for e in series.values() if e[0])]
    if behind:
        entries.append((t("embed.others", view.lang), scene.ink.rule, ""))
    items = "".join(
        f'<li><svg aria-hidden="true"><line x1="0" x2="100%" y1="50%" y2="50%" stroke="{ink}" '
        f'stroke-width="5"{f" stroke-dasharray={chr(34)}{dash}{chr(34)}" if dash else ""}/></svg>'
        f"<span>{escape(name)}</span></li>"
        for name, ink, dash in entries
    )
    return f'<ul class="legend">{items}</ul>'
