"""A track for each target: baseline, the plan's path, what was published, and the pace needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

from atlas.colour import Palette
from atlas.measure import pace
from atlas.shape import Boundary
from atlas.study import Study
from atlas.study.target import Track, Tracks
from atlas.svg import type as types
from atlas.svg.marks import Drawn, box, dot, line, mark
from atlas.text import t

GAP, PAD, PLOT = 14.0, 12.0, 132.0
Place = Callable[[float], float]


def draw(
    study: Study, ink: Palette, width: float, boundaries: Mapping[str, Boundary], selected: str
) -> Drawn:
    shown: Tracks = study.picture
    size = 13.0 if width < 500 else 14.0
    columns = 1 if width < 640 or len(shown.tracks) == 1 else 2
    wide = (width - GAP * (columns - 1)) / columns
    body, top = _legend(study, ink, width, size)
    for first in range(0, len(shown.tracks), columns):
        row = shown.tracks[first : first + columns]
        lines = max(len(types.wrap(x.name, size, wide - 2 * PAD, True, 3)) for x in row)
        height = PAD * 2 + (lines + 2) * size * 1.4 + PLOT + size * 2.2
        for place, track in enumerate(row):
            x = place * (wide + GAP)
            body += f'<g transform="translate({x:.1f} {top:.1f})">'
            body += _panel(track, ink, wide, height, lines, size)
            body += mark(box(0.5, 0.5, wide - 1, height - 1, "transparent", ink.rule), track.said)
            body += "</g>"
        top += height + GAP
    return Drawn(body, width, top)


def look(verdict: str, ink: Palette) -> str:
    """The colour of a verdict; its sign and its word say the same."""
    return {
        pace.REACHED: ink.series[3], pace.ON_TRACK: ink.series[0], pace.FASTER: ink.series[1],
        pace.AWAY: ink.series[5], pace.MISSED: ink.series[5],
    }.get(verdict, ink.quiet)  # fmt: skip


def _sign(verdict: str, x: float, y: float, r: float, fill: str) -> str:
    """Reached: a disc; on track: up; faster: right; away: down; missed: a cross; else a ring."""
    ways = {pace.ON_TRACK: [(0, -r), (r, r), (-r, r)], pace.FASTER: [(r, 0), (-r, r), (-r, -r)],
            pace.AWAY: [(0, r), (r, -r), (-r, -r)]}  # fmt: skip
    if verdict == pace.REACHED:
        return dot(x, y, r, fill)
    if verdict == pace.MISSED:
        return line(x - r, y - r, x + r, y + r, fill, 3) + line(x - r, y + r, x + r, y - r, fill, 3)
    if verdict in ways:
        points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in ways[verdict])
        return f'<polygon points="{points}" fill="{fill}"/>'
    return dot(x, y, r - 1, "none", fill, 2)


def _legend(study: Study, ink: Palette, width: float, size: float) -> tuple[str, float]:
    """What the three kinds of lines are, in as many rows as they need."""
    body, x, y = "", 0.0, size
    for kind in ("values", "path", "needed"):
        words = t(f"target.legend_{kind}", study.lang)
        wide = 42 + types.width(words, size * 0.95)
        if x and x + wide > width:
            x, y = 0.0, y + size * 1.6
        middle = y - size * 0.35
        if kind == "values":
            body += line(x, middle, x + 30, middle, ink.ink, 2.5) + dot(x + 15, middle, 4, ink.ink)
        elif kind == "path":
            body += _path([(x, middle), (x + 30, middle)], ink) + _diamond(x + 15, middle, ink)
        else:
            body += line(x, middle, x + 30, middle, ink.quiet, 2, ' stroke-dasharray="1.5 4"')
        body += types.label(round(x + 36, 1), round(y, 1), words, size * 0.95, ink.ink)
        x += wide + size
    return body, y + size


def _path(points: list[tuple[float, float]], ink: Palette) -> str:
    return "".join(
        line(a, b, c, d, ink.city, 2, ' stroke-dasharray="6 4"')
        for (a, b), (c, d) in pairwise(points)
    )


def _diamond(x: float, y: float, ink: Palette) -> str:
    points = (
        f"{x:.1f},{y - 5.5:.1f} {x + 5.5:.1f},{y:.1f} {x:.1f},{y + 5.5:.1f} {x - 5.5:.1f},{y:.1f}"
    )
    return f'<polygon points="{points}" fill="{ink.paper}" stroke="{ink.city}" stroke-width="2"/>'


def _panel(track: Track, ink: Palette, wide: float, height: float, lines: int, size: float) -> str:
    fill, y, body = look(track.verdict, ink), PAD, ""
    for words in types.wrap(track.name, size, wide - 2 * PAD, True, 3):
        y += size * 1.3
        body += types.label(PAD, round(y, 1), words, size, ink.ink, bold=True)
    y = PAD + lines * size * 1.3 + size * 1.5
    body += _sign(track.verdict, PAD + 6, y - size * 0.35, 6, fill)
    words = types.cut(track.word, size, wide - 3 * PAD - 8, True)
    body += types.label(PAD + 19, round(y, 1), words, size, fill, bold=True)
    after = PAD + 26 + types.width(words, size, True)
    if wide - PAD - after > size * 4:
        unit = types.cut(f"· {track.unit}", size, wide - PAD - after)
        body += types.label(round(after, 1), round(y, 1), unit, size, ink.quiet)
    y += size * 1.4
    body += types.label(PAD, round(y, 1), types.cut(track.pace, size * 0.95, wide - 2 * PAD),
                        size * 0.95, ink.quiet)  # fmt: skip
    return body + _plot(track, ink, wide, y + size * 1.6, height - PAD - size * 1.6, size, fill)


def _plot(
    track: Track, ink: Palette, wide: float, top: float, foot: float, size: float, fill: str
) -> str:
    """The path and the published values over the years, in one scale of its own."""
    points = [*track.values, track.baseline, *track.path]
    years = [p.year for p in points]
    least, most = min(p.value for p in points), max(p.high for p in points)
    first, span, reach = min(years), max(years) - min(years) or 1, most - least or abs(most) or 1.0
    left, right = PAD + 8, wide - PAD - 8
    low, high = foot - size * 1.8, top + size * 0.9

    def across(year: float) -> float:
        return left + (year - first) / span * (right - left)

    def up(value: float) -> float:
        return low - (value - least) / reach * (low - high)

    body = line(PAD, foot, wide - PAD, foot, ink.rule)
    body += _ticks(track, years, across, foot + size * 1.25, size * 0.9, ink)
    middle = [(across(p.year), up((p.value + p.high) / 2)) for p in (track.baseline, *track.path)]
    body += _path(middle, ink)
    for point in track.path:
        x = across(point.year)
        if point.high > point.value:
            body += line(x, up(point.value), x, up(point.high), ink.city, 5)
        body += _diamond(x, up((point.value + point.high) / 2), ink)
    return body + _published(track, ink, across, up, size, fill, wide)


def _published(
    track: Track, ink: Palette, across: Place, up: Place, size: float, fill: str, wide: float
) -> str:
    """Published values, the way that is needed from the newest, and the three values in words."""
    body = ""
    if track.joined:
        body += "".join(line(across(a.year), up(a.value), across(b.year), up(b.value), ink.ink, 2.5)
                        for a, b in pairwise(track.values))  # fmt: skip
    body += "".join(dot(across(p.year), up(p.value), 3.5, ink.ink) for p in track.values)
    base, last, now = track.baseline, track.path[-1], track.now
    falls = (last.value + last.high) / 2 < base.value
    texts = [(last, last.value if falls else last.high, ink.city, not falls)]
    if now is not None:
        x, y = across(now.year), up(now.value)
        if track.verdict in (pace.FASTER, pace.ON_TRACK, pace.AWAY):
            end = last.value if now.value < last.value else min(last.high, now.value)
            body += line(x, y, across(last.year), up(end), fill, 2, ' stroke-dasharray="1.5 4"')
        body += dot(x, y, 6, fill, ink.paper, 1.5)
        over = now.value >= _on_path(track, now.year)
        texts.append((now, now.value, fill, over))
        if now.year == last.year:
            texts[0] = (last, last.value if over else last.high, ink.city, not over)
    if now is None or now.year != base.year:
        texts.append((base, base.value, ink.ink, falls))
    for point, value, colour, over in texts:
        y = up(value) + (-size * 0.75 if over else size * 1.45)
        half = types.width(point.text, size * 0.95, True) / 2
        x = min(max(across(point.year), PAD + half), wide - PAD - half)
        body += types.label(
            round(x, 1), round(y, 1), point.text, size * 0.95, colour, "middle", True
        )
    return body


def _on_path(track: Track, year: int) -> float:
    """The value of the path in a year, on the straight line between its points."""
    for a, b in pairwise((track.baseline, *track.path)):
        if a.year <= year <= b.year and b.year > a.year:
            first, last = (a.value + a.high) / 2, (b.value + b.high) / 2
            return first + (last - first) * (year - a.year) / (b.year - a.year)
    return track.path[-1].value


def _ticks(
    track: Track, years: list[int], across: Place, y: float, size: float, ink: Palette
) -> str:
    """The first year, that of the baseline, the newest and the last target's; none over another."""
    wanted = [track.path[-1].year, track.now.year if track.now else track.baseline.year,
              track.baseline.year, min(years)]  # fmt: skip
    half, body = types.width("2025", size) / 2, ""
    taken: list[float] = []
    for year in dict.fromkeys(wanted):
        x = across(year)
        if all(abs(x - other) > half * 2.4 for other in taken):
            taken.append(x)
            body += types.label(
                round(x, 1), round(y, 1), str(year), max(size, 12), ink.quiet, "middle"
            )
    return body
