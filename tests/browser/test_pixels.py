"""The same colour on the page, in the embed and in the picture, area by area; the same digest."""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from conftest import Visitor
from embeds import Caller, Embed, every
from PIL import Image
from playwright.sync_api import Page
from starlette.applications import Starlette

from atlas import colour, query
from atlas.choice import Choice, resolve
from atlas.figure import CENTRE
from atlas.model import WATER
from atlas.paint import fill_of
from atlas.query import Catalogue
from atlas.shape import Boundary
from atlas.store import Release, Store
from atlas.svg.maps import STRIPED
from atlas.svg.outline import paths
from atlas.view import View, area_view
from atlas.web import api, routes

Colour = tuple[int, int, int]
Painted = dict[str, Colour]
WANTED = {"kecamatan": 24, "kabkota": 14, "kelurahan": 6}
"""Maps compared at each level: 44 in all, of 139 there are."""
NEAR = 8
"""Steps of 256 a colour may be off where a browser blends it."""


def north(degrees: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(degrees) / 2)))


def on_canvas(page: Page, canvas: str, boundary: Boundary) -> Painted:
    """Colours of the page's map at a point inside each area, by its own Web Mercator view."""
    box = page.locator(canvas).first.bounding_box()
    assert box
    lat, lon, zoom = CENTRE[boundary.level]
    scale = 512 * 2**zoom / 360
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    found = {}
    for code, outline in boundary.outlines.items():
        x = box["x"] + box["width"] / 2 + (outline.point[0] - lon) * scale
        y = box["y"] + box["height"] / 2 - (north(outline.point[1]) - north(lat)) * scale
        found[code] = image.getpixel((round(x), round(y)))
    return found  # type: ignore[return-value]


def on_page(page: Page, boundary: Boundary) -> Painted:
    """The same once the map has been painted: two looks in a row agree and show more than paper."""
    deck = "[data-testid=stDeckGlJsonChart] canvas"
    canvas = deck if boundary.level == "kelurahan" else ".js-plotly-plot .maplibregl-canvas"
    page.wait_for_selector(canvas, timeout=30_000)
    paper = tuple(colour.rgb(colour.PAPER["light"]))
    before: Painted = {}
    for _ in range(40):
        page.wait_for_timeout(300)
        found = on_canvas(page, canvas, boundary)
        if found == before and paper not in found.values():
            break
        before = found
    return found


def in_embed(page: Page, boundary: Boundary) -> Painted:
    """Colours of the embed at the same points, as the browser painted its SVG; enlarged, so that the
    smallest area is more than its edges."""
    centre = paths(boundary).centre
    page.locator(".map > svg").evaluate(
        "s => { s.style.cssText = 'position:absolute;left:0;top:0;max-width:none;width:1500px' }"
    )
    places = page.locator(".map > svg").evaluate(
        """(s, all) => { const m = s.getScreenCTM(); return all.map(([x, y]) => {
          const p = new DOMPoint(x, y).matrixTransform(m); return [p.x + scrollX, p.y + scrollY]; }) }""",
        [list(c) for c in centre.values()],
    )
    image = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    found = {
        code: image.getpixel((round(x), round(y)))
        for code, (x, y) in zip(centre, places, strict=True)
    }
    return found  # type: ignore[return-value]


def in_picture(caller: Caller, one: Embed, boundary: Boundary, **params: str) -> Painted:
    """Colours of the PNG at the same points, found by where its SVG puts the map."""
    drawn = caller.get(one.image(**params)).text
    moved = re.search(r'<g transform="translate\((\S+) (\S+)\) scale\((\S+)\)">', drawn)
    assert moved, one
    x, y, scale = map(float, moved.groups())
    png = caller.get(one.image("png", scale="2", **params)).body
    image = Image.open(io.BytesIO(png)).convert("RGB")
    return {
        code: image.getpixel((round(2 * (x + cx * scale)), round(2 * (y + cy * scale))))
        for code, (cx, cy) in paths(boundary).centre.items()
    }  # type: ignore[return-value]


def off(found: Colour, wanted: Colour) -> int:
    return max(abs(a - b) for a, b in zip(found, wanted, strict=True))


@pytest.fixture(scope="module")
def caller(state: Path) -> Caller:
    store = Store(state)
    return Caller(Starlette(routes=[*api.routes(store), *routes(store)]))


@pytest.fixture(scope="module")
def shown(release: Release, catalogue: Catalogue) -> Callable[[Embed], View]:
    def ask(one: Embed) -> View:
        with release.cursor() as cursor:
            tables = query.coverage(cursor, one.indicator)
            choice = Choice(one.indicator, one.level, form="warna")
            resolved = resolve(choice, tables, catalogue, [])
            return area_view(release, cursor, catalogue, resolved, "id")

    return ask


@pytest.fixture(scope="module")
def sample(release: Release, shown: Callable[[Embed], View]) -> list[tuple[Embed, View]]:
    """Filled maps of every level, spread over the catalogue."""
    found = []
    for level, count in WANTED.items():
        maps = [e for e in every(release) if (e.kind, e.level) == ("map", level)]
        views = [(one, shown(one)) for one in maps]
        views = [(one, view) for one, view in views if view.form == "warna"]
        step = max(1, len(views) // count)
        found += views[::step][:count]
    return found


def plain(view: View, boundary: Boundary) -> dict[str, str]:
    """Areas whose fill is one colour: stripes are a pattern over the ground."""
    ink = colour.palette("light")
    return {
        code: fill_of(view.cell.get(code), view, ink)
        for code in boundary.outlines
        if code != WATER
        and not (view.cell[code].klass is None and view.cell[code].pattern in STRIPED)
    }


def compared(
    release: Release, one: Embed, view: View, painted: dict[str, Painted]
) -> tuple[int, list[str]]:
    """How many areas were compared in every form, and which of them have another colour."""
    wanted = plain(view, release.boundary(one.level))
    wrong = [
        f"{one} {code} {form}: {found[code]} for {fill}"
        for form, found in painted.items()
        for code, fill in wanted.items()
        if off(found[code], tuple(colour.rgb(fill))) > NEAR  # type: ignore[arg-type]
    ]
    return len(wanted), wrong


@pytest.mark.slow
def test_forty_maps_have_the_same_colours_on_page_embed_and_picture(
    visit: Visitor, release: Release, caller: Caller, sample: list[tuple[Embed, View]]
) -> None:
    """No form of a view can disagree with another: each area's pixel, and the digest of all four."""
    assert len(sample) >= 40
    there, wrong, areas = visit(width=1440, height=1500), [], 0
    page = there.page
    frame = visit(width=1600, height=1200)
    for one, view in sample:
        boundary = release.boundary(one.level)
        choice = {"indikator": one.indicator, "level": one.level, "form": "warna"}
        there.open(f"/indikator?{urlencode(choice)}")
        path = one.path(form="warna")
        frame.page.goto(frame.base + path)
        painted = {"page": on_page(page, boundary), "embed": in_embed(frame.page, boundary),
                   "picture": in_picture(caller, one, boundary, form="warna")}  # fmt: skip
        count, found = compared(release, one, view, painted)
        areas += count
        wrong += found
        params = urlencode({"level": one.level, "form": "warna"})
        data = caller.get(f"/api/v1/views/map/{one.indicator}?{params}")
        digests = {
            "page": page.locator(".atlas-sub[data-view]").get_attribute("data-view"),
            "embed": frame.page.locator("main").get_attribute("data-view"),
            "picture": caller.get(one.image(form="warna")).headers["x-view"],
            "data": json.loads(data.body)["digest"],
        }
        wrong += [f"{one} digest {k}: {v}" for k, v in digests.items() if v != view.digest()]
    print(f"\n{len(sample)} maps, {areas} areas compared in three forms")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:60])


@pytest.mark.slow
def test_every_filled_map_has_the_class_colours_in_its_picture(
    release: Release, caller: Caller, shown: Callable[[Embed], View]
) -> None:
    wrong, maps = [], 0
    for one in (e for e in every(release) if e.kind == "map"):
        view = shown(one)
        if view.form != "warna":
            continue
        boundary = release.boundary(one.level)
        found = in_picture(caller, one, boundary, form="warna")
        wrong += compared(release, one, view, {"picture": found})[1]
        maps += 1
    print(f"\n{maps} pictures of filled maps compared")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:60])


@pytest.mark.slow
def test_circles_have_the_same_size_in_embed_and_picture(release: Release, caller: Caller) -> None:
    """A count is an area of a circle: the same in both, in proportion to the value."""
    one = Embed("map", "jumlah_penduduk", "kecamatan")
    radii = [
        re.findall(r'<circle cx="(\d+)" cy="(\d+)" r="([\d.]+)"', caller.get(path).text)
        for path in (one.path(), one.image())
    ]
    assert len(radii[0]) >= 21
    assert radii[0] == radii[1]


def test_the_comparison_finds_a_wrong_colour(
    release: Release, shown: Callable[[Embed], View]
) -> None:
    """The proof can fail: one area in the colour of another class is named."""
    one = Embed("map", "tpt", "kabkota")
    view = shown(one)
    right = {c: tuple(colour.rgb(f)) for c, f in plain(view, release.boundary("kabkota")).items()}
    assert compared(release, one, view, {"embed": right})[1] == []  # type: ignore[dict-item]
    other = next(
        c.colour for c in view.classes if c.colour != view.classes[view.cell["1275"].klass].colour
    )
    right["1275"] = tuple(colour.rgb(other))
    wrong = compared(release, one, view, {"embed": right})[1]  # type: ignore[dict-item]
    assert len(wrong) == 1
    assert "1275" in wrong[0]
