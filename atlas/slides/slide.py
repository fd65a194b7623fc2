"""A slide as HTML, with what its other periods show beside it as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any

from atlas import query
from atlas.colour import Palette
from atlas.deck import Deck, Shown, Slide, shown, slide_of
from atlas.deck.shown import periods
from atlas.look import Look
from atlas.model import MAP_LEVELS, VIEW_LEVELS, Lang
from atlas.number import format_period
from atlas.seal import Seal
from atlas.shape import Boundary
from atlas.slides import frame, stage, words
from atlas.slides.frame import Frame
from atlas.slides.stage import Scene
from atlas.store import Release
from atlas.text import t
from atlas.view import View

MOST_PERIODS = 16
MOST_NAMED = 40
"""Areas that can be named beside a map: all kecamatan; of 151 kelurahan those with figures, if few."""
CELLS = 4400
"""Values of all periods of all slides: a document of 20 slides stays under 2 MB."""


@dataclass(frozen=True)
class Room:
    """What all slides of a document share."""

    release: Release
    lang: Lang
    base: str
    look: Look
    ink: Palette
    count: int
    digest: str = ""
    """of the deck"""


@dataclass(frozen=True)
class Made:
    """A slide as HTML, the data of its periods, the outlines it draws with."""

    html: str
    data: dict[str, Any]
    boundary: Boundary | None = None


def made(found: Shown, place: int, room: Room) -> Made:
    """A finished slide; a quiet one with its sentence where there is no view."""
    if found.view is None or found.resolved is None:
        return Made(_quiet(found, place, room), {})
    boundary = _boundary(found.view, room.release)
    mapped = boundary if found.slide.kind == "map" and found.view.form != "tabel" else None
    all_periods, of = _periods(found, room)
    frames = [_frame(s, mapped, room) for s in all_periods]
    at = all_periods.index(found)
    lines = max(f.foot_lines for f in frames)
    height = min(stage.body_height(f.head, lines) for f in frames)
    codes, names = _areas(found, room)
    scene = partial(
        Scene, kind=found.slide.kind, names=names, ink=room.ink, height=max(240, height),
        span=stage.span_of([f.view for f in frames]), own=found.resolved.choice.area,
        boundary=mapped, timed=_timed(found, room), named=_named(frames) if mapped else (),
    )  # fmt: skip
    scenes = [scene(view=f.view) for f in frames]
    data = {
        "codes": codes, "names": [names[c] for c in codes], "at": at,
        "own": found.resolved.choice.area if found.slide.kind != "card" else "",
        "frames": [_data(f, s, codes, i == at) for i, (f, s) in enumerate(zip(frames, scenes, strict=True))],
    }  # fmt: skip
    html = _section(frames[at], scenes[at], place, room, lines, (len(frames), of))
    return Made(html, data, mapped)


def _boundary(view: View, release: Release) -> Boundary | None:
    return release.boundary(view.level) if view.level in MAP_LEVELS else None


def _periods(found: Shown, room: Room) -> tuple[list[Shown], int]:
    """The slide in each of its periods, oldest first, the chosen one among the newest; and how many
    periods there are in all."""
    every = list(periods(found))
    if found.view is None or found.resolved is None or len(every) < 2:
        return [found], 1
    most = CELLS // max(1, room.count * len(found.view.cells))
    most = max(1, min(MOST_PERIODS, most))
    own = found.resolved.choice.period
    near = every[-most:] if own in every[-most:] else [own, *every[-most:][1:]]
    slides = [_at(found, period) for period in near]
    asked = [s for s, period in zip(slides, near, strict=True) if period != own]
    others = iter(shown(Deck(tuple(asked)), room.release, room.lang))
    steps = [found if period == own else next(others) for period in near]
    return [s for s in steps if s.view is not None], len(every)


def _at(found: Shown, period: str) -> Slide:
    """The slide in another period. Its own title was written for its own period."""
    assert found.resolved is not None
    choice = replace(found.resolved.choice, period=period)
    same = slide_of(found.slide.kind, replace(found.resolved, choice=choice))
    return replace(same, note=found.slide.note)


def _frame(found: Shown, boundary: Boundary | None, room: Room) -> Frame:
    assert found.view is not None
    assert found.resolved is not None
    drawn = boundary if found.view.form != "tabel" else None
    table = found.resolved.table
    period = format_period(table.period, room.lang, table.period_kind) if table else ""
    return Frame(found, found.view, frame.seal_of(found, found.view, room.base, room.lang),
                 words.credit(found, drawn), period, bool(room.look.emblem))  # fmt: skip


def _areas(found: Shown, room: Room) -> tuple[list[str], dict[str, str]]:
    """Codes and names of every area a slide can highlight; kelurahan with their kecamatan."""
    assert found.view is not None
    view = found.view
    areas = query.catalogue(room.release).areas
    own = [(c.area_code, c.name) for c in view.cells] or [(n.area_code, n.name) for n in view.lines]
    names = dict(own)
    if view.level == "kelurahan":
        names = {c: areas[c].full_name(room.lang) if c in areas else n for c, n in names.items()}
    return list(names), names


def _named(frames: Sequence[Frame]) -> tuple[str, ...]:
    """The areas a map names; the same in all its periods."""
    cells = frames[0].view.cells
    if len(cells) > MOST_NAMED:
        cells = tuple(c for c in cells if any(c.area_code in _known(f.view) for f in frames))
    return tuple(c.area_code for c in cells) if len(cells) <= MOST_NAMED else ()


def _known(view: View) -> set[str]:
    return {c.area_code for c in view.cells if c.state in ("terbit", "nol")}


def _timed(found: Shown, room: Room) -> View | None:
    """The figure of a card over time."""
    if found.slide.kind != "card" or found.view is None or found.view.kind == "line":
        return None
    assert found.resolved is not None
    line = replace(slide_of("line", found.resolved), title="", note="")
    return shown(Deck((line,)), room.release, room.lang)[0].view


def _data(made: Frame, scene: Scene, codes: Sequence[str], first: bool) -> dict[str, Any]:
    """A period for the script; of the one that stands in the slide only its figures."""
    found: dict[str, Any] = {
        "d": made.view.digest(), "p": made.period, "a": frame.figures(made.view, codes),
    }  # fmt: skip
    if first:
        return found
    return found | {
        "h": made.shown.headline, "z": made.headline_size, "s": made.sub,
        "e": frame.said_html(made.shown.said), "g": frame.picture(scene)[0],
        "k": frame.key(scene), "w": frame.words_html(made), "q": frame.code(made.seal)[22:],
        "u": made.seal.url,
    }  # fmt: skip


def _section(
    one: Frame, scene: Scene, place: int, room: Room, lines: int, steps: tuple[int, int]
) -> str:
    kind = frame.drawn_kind(scene)
    vary, still = frame.picture(scene)
    name = escape(one.view.alt.removesuffix(one.view.headline).strip())
    if kind in ("card", "table"):
        picture = f'<div class="vary {kind}">{vary}</div>'
    else:
        picture = (
            f'<svg class="drawn d-{kind}" width="{stage.rem(scene.width)}rem" height="{stage.rem(scene.height)}rem" '
            f'viewBox="0 0 {scene.width} {scene.height}" role="group" aria-label="{name}">'
            f'<g class="vary">{vary}</g><g class="still">{still}</g></svg>'
        )
    tap = f'<p class="tap">{escape(t("slides.tap", room.lang))}</p>' if kind == "map" else ""
    side = f'{_steps(one, room, *steps)}{tap}<div class="mark" hidden></div><div class="key">{frame.key(scene)}</div>'
    return (
        f'<section class="slide f{min(max(lines, stage.LEAST_FOOT), stage.MOST_FOOT)}" data-place="{place}" data-kind="{scene.kind}" '
        f'data-view="{one.view.digest()}" aria-label="{_place(place, room)}" tabindex="-1">'
        f"{_head(one.shown.headline, one.headline_size, one.sub, one.shown.said, room)}"
        f'<div class="body"><svg class="strut" height="{stage.rem(scene.height)}rem" aria-hidden="true"></svg>'
        f'<div class="pic">{picture}</div><div class="side">{side}</div></div>'
        f"{_foot(frame.words_html(one), one.seal, place, room)}{note(one.shown.slide.note)}</section>"
    )


def _steps(one: Frame, room: Room, count: int, of: int) -> str:
    """The period, the way to the ones before and after, and how many of all are here."""
    said = t("slides.capped", room.lang, count=count, of=of) if count < of else ""
    cap = f'<p class="cap">{escape(said)}</p>' if said else ""
    if count < 2:
        return cap
    words_ = {k: escape(t(f"slides.{k}", room.lang)) for k in ("earlier", "later", "period")}
    return (
        f'<div class="when" role="group" aria-label="{words_["period"]}">'
        f'<button type="button" data-do="earlier" aria-label="{words_["earlier"]}">‹</button>'
        f"<b>{escape(one.period)}</b>"
        f'<button type="button" data-do="later" aria-label="{words_["later"]}">›</button></div>{cap}'
    )


def _head(
    headline: str, size: int, sub: str, said: Sequence[str], room: Room, more: str = ""
) -> str:
    emblem = (
        f'<div class="emblem" role="img" aria-label="{escape(room.look.alt(room.lang))}"></div>'
        if room.look.emblem
        else ""
    )
    return (
        f'<header class="head">{emblem}<h2 class="h{size}">{escape(headline)}</h2>'
        f'<p class="sub">{escape(sub)}</p><div class="mended">{frame.said_html(said)}</div>{more}</header>'
    )


def _foot(words_: str, seal: Seal | None, place: int, room: Room) -> str:
    image = f'<img class="qr" src="{frame.code(seal)}" alt="{escape(seal.spoken)}">' if seal else ""
    return (
        f'<footer class="foot">{image}<div class="words">{words_}</div>'
        f'<p class="place">{place} / {room.count}</p></footer>'
    )


def deck_line(room: Room) -> str:
    """Which deck and release this is, and whose site it is not."""
    said = t("slides.deck_line", room.lang, digest=room.digest, release=room.release.name)
    return f'<p class="seal">{escape(said)}. {escape(words.disclaimer(room.lang))}</p>'


def _place(place: int, room: Room) -> str:
    return escape(t("slides.place", room.lang, place=place, of=room.count))


def _quiet(found: Shown, place: int, room: Room) -> str:
    """A slide that says why there is nothing to show, and what was asked for."""
    why = [found.missing] if found.missing != found.headline else []
    size = stage.headline_size(found.headline, bool(room.look.emblem))
    body = "".join(f'<p class="quiet">{escape(s)}</p>' for s in [*why, _asked(found.slide, room)])
    return (
        f'<section class="slide f6" data-place="{place}" data-kind="missing" data-view="" '
        f'aria-label="{_place(place, room)}" tabindex="-1">{_head(found.headline, size, "", found.said, room, body)}'
        f"{_foot(deck_line(room), None, place, room)}{note(found.slide.note)}</section>"
    )


def _asked(slide: Slide, room: Room) -> str:
    """The view a slide names, in words as far as there are words for it."""
    known = query.catalogue(room.release).indicators.get(slide.indicator)
    level = slide.params.get("level", "")
    named = [
        t(f"share.kind_{slide.kind}", room.lang), known.name(room.lang) if known else slide.indicator,
        t(f"level.{level}", room.lang) if level in VIEW_LEVELS else level,
        *(slide.params.get(name, "") for name in ("period", "series", "dim", "area")),
    ]  # fmt: skip
    return t("slides.asked", room.lang, what=" · ".join(n for n in named if n))


def note(text: str) -> str:
    """What the speaker wants to say, for the second window alone."""
    return f'<aside class="note" hidden>{escape(text)}</aside>' if text else ""
