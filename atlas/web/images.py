"""A view as a picture: /image/{kind}/{indicator}.svg and .png.

A frozen picture is asked for again now and then like a frozen embed: one day it may have to say
that a figure in it was corrected.
"""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.requests import Request
from starlette.routing import BaseRoute
from starlette.routing import Route as Path

from atlas import changes, colour, forms, picture
from atlas.picture import PRESETS, Sheet, Words
from atlas.settings import settings
from atlas.store import Store
from atlas.text import t
from atlas.view.card import card_cell
from atlas.web.answers import FOR_NOW, Answer, Problem, Route, address
from atlas.web.asked import VIEW, Asked, bad_value, one_of, parameters, view_of
from atlas.web.embed import drawing, page

SIZES = ("theme", "preset", "width", "height", "scale")


def routes(store: Store) -> list[BaseRoute]:
    return [
        Path("/image/{kind}/{indicator}.svg", Route(store, "image", _svg)),
        Path("/image/{kind}/{indicator}.png", Route(store, "image", _png)),
    ]


def _svg(request: Request, store: Store) -> Answer:
    asked, sheet, _ = _sheet(request, store)
    drawn = picture.draw(sheet).encode()
    return Answer(drawn, "image/svg+xml; charset=utf-8", FOR_NOW, _headers(request, asked, "svg"))


def _png(request: Request, store: Store) -> Answer:
    asked, sheet, scale = _sheet(request, store)
    drawn = picture.png(picture.draw(sheet), scale)
    return Answer(drawn, "image/png", FOR_NOW, _headers(request, asked, "png"), quality=0)


def _headers(request: Request, asked: Asked, form: str) -> dict[str, str]:
    name = (
        f"{asked.view.indicator}_{asked.view.level}_{asked.view.period}_{asked.view.release}.{form}"
    )
    own = address(request) + page.image(asked, form)
    return {
        "Content-Disposition": f'inline; filename="{name}"',
        "Content-Language": asked.lang,
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        "Link": f'<{own}>; rel="canonical"',
        "X-View": asked.view.digest(),
    }


def _sheet(request: Request, store: Store) -> tuple[Asked, Sheet, float]:
    """The picture asked for and the scale of its pixels."""
    given = parameters(request, (*VIEW, *SIZES))
    theme = one_of(given, "theme", ("light", "dark"), "light")
    kind, indicator = request.path_params["kind"], request.path_params["indicator"]
    asked = view_of(store, kind, indicator, {n: v for n, v in given.items() if n in VIEW})
    width, height, scale = _size(given, kind)
    shown = asked.view
    boundary = (
        asked.release.boundary(shown.level) if shown.level in forms.KINDS["map"].levels else None
    )
    selected = asked.choice.area
    words = replace(_words(asked, store), url=address(request) + _frozen(asked))
    sheet = Sheet(shown, kind, width, height, colour.palette(theme), boundary, selected, words)
    if kind == "card":
        timed = page.over_time(asked) if shown.kind == "map" else shown
        cell = card_cell(shown, selected)
        line = drawing.card_line(shown, timed, cell) if cell else ""
        span = drawing.card_span(shown, timed, cell) if cell else ""
        sheet = replace(sheet, card=(cell, line, span))
    return asked, sheet, scale


def _frozen(asked: Asked) -> str:
    """The path that shows exactly this view with its release: every choice is named."""
    given = asked.choice.params() | {"release": asked.view.release}
    given |= {"lang": "en"} if asked.lang == "en" else {}
    return forms.embed_path(asked.kind, asked.view.indicator, given)


def _words(asked: Asked, store: Store) -> Words:
    """Source, release and disclaimer; what was corrected since, in a frozen picture."""
    shown, lang = asked.view, asked.lang
    own = settings().disclaimer_id if lang == "id" else settings().disclaimer_en
    foot = t("picture.foot", lang, release=shown.release, digest=shown.digest(),
             disclaimer=own or t("site.disclaimer", lang))  # fmt: skip
    found = changes.for_view(store, asked.release, shown) if asked.frozen else ()
    what = "; ".join(f"{c.area}, {c.when}: {c.old} → {c.new}" for c in found[:3])
    note = t("picture.corrected", lang, what=what) if found else ""
    drawn = page.Page(asked, "")
    title, subtitle = page.heading(drawn)
    credit = " ".join([page.credits(drawn), *page.boundary_credit(drawn)])
    return Words(credit, foot, title, subtitle, page.weightiest(drawn), note)


def _size(given: dict[str, str], kind: str) -> tuple[int, int, float]:
    """Width, height and scale: of a preset, of the kind, or as asked, within limits."""
    preset = one_of(given, "preset", tuple(PRESETS))
    width, height = PRESETS.get(preset, forms.KINDS[kind].size)
    width, height = _side(given, "width", width), _side(given, "height", height)
    text = given.get("scale", "1")
    scale = float(text) if re.fullmatch(r"\d(\.\d{1,2})?", text) else 0.0
    if not 0.5 <= scale <= 4:
        raise bad_value("scale", text, ["0.5 – 4"])
    if width * height * scale**2 > picture.MOST_PIXELS:
        raise Problem.of(400, "bad-value", "problem.pixels_detail", most=picture.MOST_PIXELS)
    return width, height, scale


def _side(given: dict[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    fits = text.isascii() and text.isdigit() and len(text) < 6
    if not fits or not picture.SMALLEST <= int(text) <= picture.LARGEST:
        raise bad_value(name, text, [f"{picture.SMALLEST} – {picture.LARGEST}"])
    return int(text)
