"""Pictures: painted with their text, right in size, nothing cut and nothing on top of another."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from embeds import Caller, Embed, every, spread
from lxml import etree
from PIL import Image, ImageChops

from atlas import forms, picture
from atlas.model import LANGS
from atlas.picture import LARGEST, MOST_PIXELS, PRESETS, SMALLEST
from atlas.store import Release, Store
from atlas.svg.type import width
from atlas.web.public import application

LOW, TALL = set("acegmnopqrsuvwxyz ,.·–…:;"), (0.54, 0.73)
"""Letters no higher than an x; heights over the base line of those and of the others, in sizes."""
DEEP = {0.21: set("gjpqy()|;Q"), 0.15: set(",")}
"""Depths under the base line, in sizes."""
LOOKS = [{"preset": name} for name in PRESETS] + [{}]
"""Each preset, and the size of the kind."""


@pytest.fixture(scope="module")
def caller(state: Path) -> Caller:
    return Caller(application(Store(state)))


@pytest.fixture(scope="module")
def embeds(release: Release) -> list[Embed]:
    return every(release, forms.IMAGE)


@dataclass(frozen=True)
class Line:
    """A line of text on the sheet: its words and the box they take, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def on(self, other: Line) -> bool:
        """Whether two boxes share more than a hair."""
        slack = max(1.5, 0.04 * (max(self.bottom, other.bottom) - min(self.top, other.top)))
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > slack and down > slack


def lines(root: Any) -> list[Line]:
    """Every text of a picture where it stands, moves and scales of its groups reckoned in."""
    return list(_lines(root, 0, 0, 1))


def _lines(element: Any, x: float, y: float, scale: float) -> Iterator[Line]:
    for part in element:
        if not isinstance(part.tag, str):
            continue
        name = etree.QName(part).localname
        if name == "text":
            yield _line(part, x, y, scale)
            continue
        moved = part.get("transform", "")
        assert name != "svg" or part.find(".//{*}text") is None, "text in a picture in the picture"
        assert name != "text" or not moved
        east, south, by = _moved(moved) if name == "g" else (0.0, 0.0, 1.0)
        yield from _lines(part, x + east * scale, y + south * scale, scale * by)


def _moved(transform: str) -> tuple[float, float, float]:
    if not transform:
        return 0.0, 0.0, 1.0
    found = re.fullmatch(r"translate\((\S+) (\S+)\)(?: scale\((\S+)\))?", transform)
    assert found, transform
    return float(found[1]), float(found[2]), float(found[3] or 1)


def _line(part: Any, x: float, y: float, scale: float) -> Line:
    size = float(part.get("font-size")) * scale
    wide = width(part.text or "", size, part.get("font-weight") == "700")
    at, base = x + float(part.get("x")) * scale, y + float(part.get("y")) * scale
    left = {"end": at - wide, "middle": at - wide / 2}.get(part.get("text-anchor"), at)
    text = part.text or ""
    above = TALL[not set(text) <= LOW]
    below = max((deep for deep, letters in DEEP.items() if letters & set(text)), default=0.01)
    return Line(text, left, base - size * above, left + wide, base + size * below)


def faults(root: Any, wide: float, high: float) -> list[str]:
    """Texts that leave the sheet, are empty, or lie on one another."""
    found = lines(root)
    wrong = [
        f"leaves the sheet: {n.text!r} {n.left:.0f}..{n.right:.0f} {n.top:.0f}..{n.bottom:.0f}"
        for n in found
        if n.left < -0.5 or n.top < -0.5 or n.right > wide + 0.5 or n.bottom > high + 0.5
    ]
    wrong += [f"says nothing: {n.text!r}" for n in found if not n.text.strip("… ")]
    order = sorted(found, key=lambda n: n.top)
    for i, one in enumerate(order):
        for other in order[i + 1 :]:
            if other.top > one.bottom:
                break
            if one.on(other):
                wrong.append(f"on one another: {one.text!r} / {other.text!r}")
    return wrong


def drawn(caller: Caller, one: Embed, **look: str) -> Any:
    reply = caller.get(one.image(**look))
    assert reply.status == 200, (str(one), look, reply.body[:200])
    assert reply.kind == "image/svg+xml"
    return etree.fromstring(reply.body)


@pytest.mark.parametrize("count", [21, pytest.param(10**6, marks=pytest.mark.slow)])
def test_text_stays_inside_and_apart_at_every_preset_in_both_languages(
    caller: Caller, embeds: list[Embed], count: int
) -> None:
    """A picture in a feed is the whole message: no word of it is cut off or covered."""
    wrong, seen = [], 0
    for i, one in enumerate(spread(embeds, count)):
        for j, look in enumerate(LOOKS):
            for lang in LANGS if count > 63 else (LANGS[(i + j) % 2],):
                reply = caller.get(one.image(lang=lang, **look))
                if reply.status != 200:
                    wrong.append(f"{one} {look} {lang}: {reply.text[:160]}")
                    continue
                root = etree.fromstring(reply.body)
                seen += 1
                wide, high = float(root.get("width")), float(root.get("height"))
                found = faults(root, wide, high)
                wrong += [f"{one} {look.get('preset', 'kind')} {lang}: {f}" for f in found]
    print(f"\n{seen} pictures measured")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:80])


@pytest.mark.parametrize("kind", list(forms.KINDS))
def test_text_stays_inside_a_picture_of_any_size(caller: Caller, kind: str) -> None:
    """Sizes nobody foresaw: a stamp, a banner, a pillar, a wall."""
    level = "kota" if kind == "line" else "kabkota"
    one = Embed(kind, "tpt", level)
    wrong = []
    for wide, high in ((400, 400), (1600, 400), (400, 1600), (4000, 1400), (728, 420)):
        root = drawn(caller, one, width=str(wide), height=str(high))
        assert (root.get("width"), root.get("height")) == (str(wide), str(high))
        wrong += [f"{wide} x {high}: {f}" for f in faults(root, wide, high)]
    assert not wrong, "\n".join(wrong)


def test_the_measure_finds_planted_faults() -> None:
    """The proof can fail: text over an edge and text on text are seen, transforms reckoned in."""
    sheet = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">{}</svg>'
    text = '<text x="{}" y="{}" font-size="20" fill="#000">Medan Denai</text>'

    def found(content: str) -> list[str]:
        return faults(etree.fromstring(sheet.format(content)), 200, 100)

    assert found(text.format(10, 50)) == []
    assert found(text.format(120, 50))[0].startswith("leaves the sheet")
    assert found(text.format(10, 8))[0].startswith("leaves the sheet")
    assert found(text.format(10, 50) + text.format(30, 55))[0].startswith("on one another")
    moved = f'<g transform="translate(150 0)">{text.format(10, 50)}</g>'
    assert found(moved)[0].startswith("leaves the sheet")
    assert found(f'<g transform="translate(100 0) scale(0.5000)">{text.format(10, 50)}</g>') == []


@pytest.mark.parametrize("preset", list(PRESETS))
def test_a_preset_has_its_size_and_its_text_is_painted(caller: Caller, preset: str) -> None:
    """Fonts are there: without its text the picture would have other pixels where text stands."""
    for one in (Embed("map", "kepadatan_baku", "kecamatan"), Embed("line", "tpt", "kota")):
        reply = caller.get(one.image("png", preset=preset))
        assert reply.kind == "image/png"
        full = Image.open(io.BytesIO(reply.body)).convert("RGB")
        assert full.size == PRESETS[preset]
        text = caller.get(one.image(preset=preset)).text
        bare = Image.open(io.BytesIO(picture.png(re.sub(r"<text.*?</text>", "", text)))).convert(
            "RGB"
        )
        other = ImageChops.difference(full, bare).convert("L").point(lambda v: 255 * (v > 60))
        root = etree.fromstring(text.encode())
        missing = []
        for line in lines(root):
            box = tuple(map(round, (line.left, line.top, line.right, line.bottom)))
            inked = other.crop(box).histogram()[255] if box[2] > box[0] else 0
            area = (line.right - line.left) * (line.bottom - line.top)
            if inked < area * 0.05:
                missing.append((line.text, inked, round(area)))
        assert missing == []
        spill = other.copy()
        for line in lines(root):
            spill.paste(
                0, tuple(map(round, (line.left - 3, line.top - 4, line.right + 3, line.bottom + 4)))
            )
        assert spill.getbbox() is None, "text is painted wider than it was measured"


@pytest.mark.parametrize(("scale", "times"), [("0.5", 0.5), ("1", 1), ("2", 2), ("2.5", 2.5)])
def test_scale_multiplies_pixels_and_nothing_else(caller: Caller, scale: str, times: float) -> None:
    one = Embed("card", "tpt", "kota")
    image = Image.open(
        io.BytesIO(caller.get(one.image("png", width="500", height="400", scale=scale)).body)
    )
    assert image.size == (round(500 * times), round(400 * times))
    assert caller.get(one.image(scale=scale)).body == caller.get(one.image()).body


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ({"width": str(SMALLEST - 1)}, ["width", str(SMALLEST), str(LARGEST)]),
        ({"height": str(LARGEST + 1)}, ["height", str(LARGEST)]),
        ({"width": "-300"}, ["width"]),
        ({"width": "3e2"}, ["width"]),
        ({"width": "٣٠٠"}, ["width"]),
        ({"scale": "0.4"}, ["scale", "0.5", "4"]),
        ({"scale": "4.01"}, ["scale"]),
        ({"scale": "nan"}, ["scale"]),
        ({"scale": "9"}, ["scale"]),
        ({"width": "4000", "height": "4000", "scale": "2"}, [str(MOST_PIXELS)]),
        ({"preset": "poster"}, ["preset", "og", "square", "slide"]),
        ({"theme": "auto"}, ["theme", "light", "dark"]),
        ({"title": "0"}, ["title"]),
        ({"quality": "9"}, ["quality"]),
    ],
)
def test_sizes_beyond_the_limits_are_refused_by_name(
    caller: Caller, look: dict[str, str], words: list[str]
) -> None:
    from urllib.parse import urlencode

    for form in ("svg", "png"):
        reply = caller.get(
            f"/image/map/kepadatan_baku.{form}?{urlencode(look)}", accept_language="en"
        )
        assert (reply.status, reply.kind) == (400, "application/problem+json")
        said = json.loads(reply.body)["detail"]
        assert [w for w in words if w not in said] == []


def test_a_preset_gives_way_to_a_side_that_is_named(caller: Caller) -> None:
    root = drawn(caller, Embed("map", "kepadatan_baku", "kecamatan"), preset="og", height="900")
    assert (root.get("width"), root.get("height")) == ("1200", "900")


def test_a_picture_carries_its_headers_and_names_itself(caller: Caller, release: Release) -> None:
    one = Embed("map", "kepadatan_baku", "kecamatan")
    for form, kind in (("svg", "image/svg+xml"), ("png", "image/png")):
        reply = caller.get(one.image(form, period="2020", lang="en"))
        assert reply.kind == kind
        name = f"kepadatan_baku_kecamatan_2020_{release.name}.{form}"
        assert reply.headers["content-disposition"] == f'inline; filename="{name}"'
        assert reply.headers["content-language"] == "en"
        assert reply.headers["access-control-allow-origin"] == "*"
        assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "script-src" not in reply.headers["content-security-policy"]
        assert "default-src 'none'" in reply.headers["content-security-policy"]
        assert "set-cookie" not in reply.headers
    packed = caller.get(one.image("png"), accept_encoding="gzip, br")
    assert "content-encoding" not in packed.headers, "a PNG is compressed already"


@pytest.mark.parametrize("count", [21, pytest.param(10**6, marks=pytest.mark.slow)])
def test_a_picture_says_title_unit_source_evidence_release_and_whose_it_is(
    caller: Caller, embeds: list[Embed], release: Release, count: int
) -> None:
    """Whatever a picture is torn from, it still says what it shows and where that is from."""
    wrong = []
    for i, one in enumerate(spread(embeds, count)):
        lang = LANGS[i % 2]
        reply = caller.get(one.image(lang=lang, preset="square"))
        if reply.status != 200:
            wrong.append(f"{one}: {reply.status}")
            continue
        root = etree.fromstring(reply.body)
        said = " ".join(line.text for line in lines(root))
        assert root.find("{*}title").text
        assert root.get("aria-label")
        for word in (
            release.name,
            reply.headers["x-view"],
            "Sumber:" if lang == "id" else "Source:",
        ):
            if word not in said:
                wrong.append(f"{one}: {word}")
        if not re.search(r"\((bukti|evidence) (A2?|B|C)\)", said):
            wrong.append(f"{one}: no evidence grade")
        if " (A" not in said and root.find("{*}title").text.split(",")[0].split()[0] not in said:
            wrong.append(f"{one}: no title")
    assert not wrong, "\n".join(wrong[:60])


def test_a_picture_loads_nothing(caller: Caller, embeds: list[Embed]) -> None:
    """An <img> may not: no address but the namespace stands in it."""
    for one in spread(embeds, 42):
        reply = caller.get(one.image())
        if reply.status == 200:
            text = reply.text.replace("http://www.w3.org/2000/svg", "")
            assert not re.search(
                r"https?://|href|<image|<script|<style|<foreignObject|url\((?!#)", text
            )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_has_its_own_paper_and_readable_ink(caller: Caller, theme: str) -> None:
    from atlas import colour

    one = Embed("map", "kepadatan_baku", "kecamatan")
    image = Image.open(io.BytesIO(caller.get(one.image("png", theme=theme)).body)).convert("RGB")
    assert image.getpixel((2, 2)) == tuple(colour.rgb(colour.PAPER[theme]))
    root = drawn(caller, one, theme=theme)
    fills = {e.get("fill") for e in root.iter("{*}text")}
    assert fills <= {
        colour.INK[theme],
        colour.QUIET[theme],
        colour.SELECTED[theme],
        colour.CITY[theme],
    }
