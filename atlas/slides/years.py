"""Lines for a wall: values over time, their names in the column beside."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from atlas.model import CITY
from atlas.number import format_value
from atlas.slides import markers
from atlas.slides.stage import LEAST, SIDE, Scene, lines
from atlas.svg import years
from atlas.svg.type import label, width
from atlas.svg.years import DASHES, Frame, Named
from atlas.text import t
from atlas.view import View

SIZE = 28
FEW = 10
"""Values that all stand beside their marks; of more, a line shows the run."""


TOO_FAR = 5
"""Times the highest figure of the area in focus, from which another area is named but not drawn."""
Entry = tuple[str, str, str, int, bool]
"""Of the legend: name, colour, dashes, shape of the mark (-1 for none), whether a line is drawn."""


def near(scene: Scene) -> tuple[View, list[str]]:
    """The view without lines so far above the area in focus that its own would lie on the floor, as
    people of the nation beside those of a city; and the names of those areas."""
    view, focus = scene.view, scene.own or CITY
    values = {n: [p.value for p in n.points if p.value is not None] for n in view.lines}
    own = [v for n in view.lines if n.area_code == focus for v in values[n]]
    if not own or max(own) <= 0:
        return view, []
    areas: dict[str, list[float]] = {}
    for n in view.lines:
        areas.setdefault(n.area_code, []).extend(values[n])
    far = {c for c, found in areas.items() if found and min(found) > max(own) * TOO_FAR}
    names = dict.fromkeys(n.name for n in view.lines if n.area_code in far)
    return replace(view, lines=tuple(n for n in view.lines if n.area_code not in far)), list(names)


def draw(scene: Scene) -> str:
    scene = replace(scene, view=near(scene)[0])
    view, ink = scene.view, scene.ink
    front, behind = years.named_lines(view, scene.own, ink)
    scale = years.frame(view, scene.height - SIZE * 1.9, SIZE * 1.3, 5)
    left = max(width(format_value(v, view.lang), SIZE * 0.87) for v in scale.steps) * 1.03 + 16
    wide = scene.width - left

    def across(share: float) -> str:
        return f"{share * wide:.1f}"

    paths = hits = ""
    for n in behind:
        drawn = years.strokes(n, view, scale, wide)
        paths += f'<path data-a="{n.area_code}" class="far" d="{drawn}"/>'
        hits += f'<path data-a="{n.area_code}" class="wide" d="{drawn}"/>'
    for look in reversed(front):
        dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
        drawn = years.strokes(look.line, view, scale, wide)
        paths += (
            f'<path data-a="{look.line.area_code}" d="{drawn}" stroke="{look.ink}" stroke-width="5" '
            f'fill="none" stroke-linejoin="round"{dash}/>'
        )
        hits += f'<path data-a="{look.line.area_code}" class="wide" d="{drawn}"/>'
    found = years.rules(view, scale, ink, across, SIZE)
    found += years.series_starts(view, scene.own, scale, ink, across) + paths
    found += "".join(_marks(n, scene, scale, wide, shaped(front)) for n in reversed(front))
    found += hits + _values(front, scene, scale, wide) + _rule_values(scene, scale)
    return f'<g transform="translate({left:.0f} 0)">{found}</g>'


def drawable(scene: Scene) -> bool:
    return scene.view.kind == "line" and any(len(n.points) > 1 for n in scene.view.lines)


def shaped(front: list[Named]) -> bool:
    """Whether marks say the series: where there are several, a dash alone is not seen on a figure
    that stands alone."""
    return len({n.dash for n in front}) > 1


def _shape(look: Named, several: bool) -> int:
    return DASHES.index(look.dash) if several else 0


def _marks(look: Named, scene: Scene, scale: Frame, wide: float, several: bool) -> str:
    """Each figure as a mark with its words; hollow where it has a status or is part of a period."""
    found = ""
    for point in look.line.points:
        if point.value is not None:
            said = (
                f"{look.label}: {point.text} {scene.view.unit} ({point.label}) {point.mark}".strip()
            )
            fill = scene.ink.paper if point.mark or point.partial else look.ink
            x, y = scale.across(point.period) * wide, scale.up(point.value)
            found += (
                f'<path d="{markers.path(_shape(look, several), x, y)}" fill="{fill}" stroke="{look.ink}" '
                f'stroke-width="2"><title>{escape(said)}</title></path>'
            )
    return found


def _values(front: list[Named], scene: Scene, scale: Frame, wide: float) -> str:
    """Where there are few figures, each beside its mark, clear of the others."""
    every = [(n, p) for n in front for p in n.line.points if p.value is not None]
    if len(every) > FEW:
        return ""
    spots = [(scale.across(p.period) * wide, scale.up(p.value or 0)) for _, p in every]
    taken = [(x - 12, y - 12, x + 12, y + 12) for x, y in spots]
    found = ""
    for (x, y), (_, point) in zip(spots, every, strict=True):
        said = f"{point.text} {point.mark}".strip()
        box = markers.beside(
            x, y, width(said, SIZE, True) * 1.03, SIZE, (wide, scale.height), taken
        )
        if box:
            taken.append(box)
            found += label(round(box[0]), round(box[3] - 6), said, SIZE, scene.ink.ink, bold=True)
    rim = f'stroke="{scene.ink.paper}" stroke-width="7" stroke-linejoin="round"'
    return f'<g paint-order="stroke" {rim} pointer-events="none">{found}</g>'


def _rule_values(scene: Scene, scale: Frame) -> str:
    """The value of each rule before it."""
    size = SIZE * 0.87
    found = "".join(
        label(-12, round(scale.up(v) + size * 0.35, 1), format_value(v, scene.view.lang), size,
              scene.ink.quiet, "end")
        for v in scale.steps
    )  # fmt: skip
    return f'<g aria-hidden="true">{found}</g>'


def key(scene: Scene) -> str:
    """Names of the lines; where they are many, colours name areas and marks name series."""
    (view, far), quiet = near(scene), scene.ink.quiet
    front, behind = years.named_lines(view, scene.own, scene.ink)
    several = shaped(front)
    joined = {n: "L" in years.strokes(n.line, view, years.frame(view, 100, 0), 100) for n in front}
    entries: list[Entry] = [(n.label, n.ink, n.dash, _shape(n, several), joined[n]) for n in front]
    if sum(lines(e[0], LEAST, SIDE - 70) for e in entries) > 9:
        areas = {n.line.area_code: (n.line.name, n.ink, "", -1, True) for n in front}
        series = {n.line.series: (n.line.series_name, quiet, n.dash, _shape(n, several), joined[n])
                  for n in front}  # fmt: skip
        entries = [*areas.values(), *(e for e in series.values() if e[0])]
    if behind:
        entries.append((t("embed.others", view.lang), scene.ink.rule, "", -1, True))
    items = "".join(f"<li>{_sample(e)}<span>{escape(e[0])}</span></li>" for e in entries)
    said = t("slides.too_far", view.lang, areas=", ".join(far)) if far else ""
    return f'<ul class="legend">{items}</ul>' + (
        f'<p class="cap">{escape(said)}</p>' if far else ""
    )


def _sample(entry: Entry) -> str:
    """A short line with its mark, as the picture draws it."""
    _, ink, dash, shape, joined = entry
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    line = f'<path d="M0 14H52" stroke="{ink}" stroke-width="5"{dashes}/>' if joined else ""
    mark = f'<path d="{markers.path(shape, 26, 14)}" fill="{ink}"/>' if shape >= 0 else ""
    return f'<svg viewBox="0 0 52 28" aria-hidden="true">{line}{mark}</svg>'
