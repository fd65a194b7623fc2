"""The pages as a visitor meets them, in a real Chromium with every other host refused."""

from __future__ import annotations

import io
import math
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from atlas import colour
from atlas.figure import CENTRE
from atlas.shape import Boundary, read_boundary

ROOT = Path(__file__).resolve().parents[2]
KECAMATAN = read_boundary(ROOT / "geo" / "kecamatan.json")
KABKOTA = read_boundary(ROOT / "geo" / "kabkota.json")


def pixel(page: Page, level: str, point: tuple[float, float]) -> tuple[float, float]:
    """Where a point in degrees is on the page, by the map's own Web Mercator view."""
    box = page.locator(".maplibregl-canvas").bounding_box()
    assert box
    lat, lon, zoom = CENTRE[level]
    scale = 512 * 2**zoom / 360

    def north(degrees: float) -> float:
        return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(degrees) / 2)))

    x = box["x"] + box["width"] / 2 + (point[0] - lon) * scale
    y = box["y"] + box["height"] / 2 - (north(point[1]) - north(lat)) * scale
    return x, y


def painted(page: Page, boundary: Boundary) -> dict[str, tuple[int, int, int]]:
    """The colour at a point inside each area, as the browser painted it."""
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    found = {}
    for code, outline in boundary.outlines.items():
        x, y = pixel(page, boundary.level, outline.point)
        found[code] = image.getpixel((round(x), round(y)))
    return found  # type: ignore[return-value]


def near(found: tuple[int, int, int], wanted: str) -> bool:
    return all(abs(a - b) <= 6 for a, b in zip(found, colour.rgb(wanted), strict=True))


def params(page: Page) -> str:
    return page.url.split("/", 3)[-1]


@pytest.mark.slow
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    ("path", "indonesian", "english"),
    [
        ("/", "Statistik terbitan Kota Medan", "Published statistics of Medan City"),
        ("/indikator?indikator=tpt", "Tingkat pengangguran terbuka (TPT), 2024", "Open unemployment rate, 2024"),
    ],
)  # fmt: skip
def test_pages_stand_in_both_languages_and_widths(
    visit, width: int, lang: str, path: str, indonesian: str, english: str
) -> None:  # type: ignore[no-untyped-def]
    there = visit(width)
    mark = "&" if "?" in path else "?"
    page = there.open(path + (f"{mark}lang=en" if lang == "en" else ""))
    expect(page.locator("h1")).to_contain_text(indonesian if lang == "id" else english)
    assert page.locator("html").get_attribute("lang") == lang
    spill = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert spill <= 0
    text = page.inner_text("body")
    foreign = (
        ["Kecamatan\n", "Kabupaten", "jiwa", "Sumber"]
        if lang == "en"
        else ["Districts", "percent", "Source:"]
    )
    assert not [word for word in foreign if word in text]


def test_a_full_page_link_turns_everything_into_the_other_language(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit()
    page = there.open("/indikator?indikator=tpt&level=kabkota&period=2018&area=1275")
    page.get_by_role("link", name="English").click()
    there.ready()
    expect(page.locator("h1")).to_have_text(re.compile("Open unemployment rate, 2018"))
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.locator(".atlas-picked")).to_contain_text("Medan City: 8.25 percent (2018)")


def test_polygons_are_painted_in_their_class_colour(visit, release, catalogue) -> None:  # type: ignore[no-untyped-def]
    from atlas import query
    from atlas.choice import Choice, resolve
    from atlas.view import area_view

    there = visit(height=1400)
    page = there.open("/indikator?indikator=pemilih_tetap&level=kecamatan&period=2019&form=warna")
    there.map_ready()
    with release.cursor() as cursor:
        choice = Choice("pemilih_tetap", "kecamatan", "2019", form="warna")
        resolved = resolve(choice, query.coverage(cursor, "pemilih_tetap"), catalogue, [])
        view = area_view(release, cursor, catalogue, resolved, "id")
    found = painted(page, KECAMATAN)
    wrong = [
        (view.cell[code].name, found[code])
        for code in KECAMATAN.outlines
        if not near(found[code], view.classes[view.cell[code].klass].colour)
    ]
    assert len(found) == 21
    assert wrong == []


def test_another_period_changes_map_and_url_and_the_url_gives_the_same_view(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit(height=1400)
    page = there.open("/indikator?indikator=tpt&level=kabkota&period=2024")
    there.map_ready()
    before = painted(page, KABKOTA)
    page.get_by_role("slider").focus()
    for year in ("2023", "2022"):
        page.keyboard.press("ArrowLeft")
        expect(page.locator("h1")).to_contain_text(year, timeout=20_000)
    there.map_ready()
    assert "period=2022" in page.url
    after = painted(page, KABKOTA)
    assert sum(before[c] != after[c] for c in before) >= 5
    other = visit(height=1400, stranger=True)
    again = other.open("/" + params(page))
    other.map_ready()
    assert again.inner_text("h1") == page.inner_text("h1")
    assert again.inner_text(".atlas-legend") == page.inner_text(".atlas-legend")
    assert painted(again, KABKOTA) == after


def test_clicking_medan_denai_selects_it_everywhere_and_back_returns(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit(height=1400)
    page = there.open("/indikator?indikator=pemilih_tetap&level=kecamatan&period=2019&form=warna")
    there.map_ready()
    page.mouse.click(*pixel(page, "kecamatan", KECAMATAN.outlines["1275040"].point))
    expect(page.locator(".atlas-picked")).to_contain_text(
        "Medan Denai: 100.718 pemilih (2019), urutan besar ke-3"
    )
    assert "area=1275040" in page.url
    page.get_by_role("tab", name="Tabel").click()
    row = page.locator("tr[data-area='1275040']")
    expect(row).to_have_attribute("aria-selected", "true")
    there.ready()
    page.go_back()
    there.ready()
    expect(page.get_by_role("tab", name="Peta")).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(page.locator(".atlas-picked")).to_have_count(0)
    assert "area=" not in page.url
    page.go_forward()
    expect(page.locator(".atlas-picked")).to_contain_text("Medan Denai")


@pytest.mark.slow
def test_a_kelurahan_is_chosen_on_its_map(visit) -> None:  # type: ignore[no-untyped-def]
    boundary = read_boundary(ROOT / "geo" / "kelurahan.json")
    there = visit(height=1400)
    page = there.open("/indikator?indikator=pemilih_tetap&level=kelurahan&period=2019")
    page.wait_for_selector(
        "#deckgl-wrapper canvas, [data-testid=stDeckGlJsonChart] canvas", timeout=30_000
    )
    page.wait_for_timeout(2500)
    box = page.locator("[data-testid=stDeckGlJsonChart] canvas").first.bounding_box()
    assert box
    lat, lon, zoom = CENTRE["kelurahan"]
    scale = 512 * 2**zoom / 360
    point = boundary.outlines["1275200004"].point
    north = [
        math.degrees(math.log(math.tan(math.pi / 4 + math.radians(d) / 2))) for d in (point[1], lat)
    ]
    # Without a graphics card a pick takes longer than a tap may: the page's clock stands still.
    page.evaluate(
        "() => { const now = Date.now(); window.realNow = Date.now; Date.now = () => now }"
    )
    page.mouse.click(box["x"] + box["width"] / 2 + (point[0] - lon) * scale,
                     box["y"] + box["height"] / 2 - (north[0] - north[1]) * scale)  # fmt: skip
    page.wait_for_timeout(1000)
    page.evaluate("() => { Date.now = window.realNow }")
    expect(page.locator(".atlas-picked")).to_contain_text("Medan Marelan:")
    assert "area=1275200004" in page.url


def test_an_area_is_chosen_by_keyboard_in_the_table(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit()
    page = there.open("/indikator?indikator=tpt&level=kabkota&period=2024&tab=tabel")
    button = page.locator("button[data-area='1212']")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-area='1212']")).to_have_attribute("aria-selected", "true")
    page.wait_for_url("**area=1212**")
    head = page.locator("button[data-column='1']")
    head.focus()
    page.keyboard.press("Enter")
    expect(page.locator("th").nth(1)).to_have_attribute("aria-sort", "ascending")
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("Kabupaten Samosir")


@pytest.mark.slow
def test_any_indicator_is_found_by_typing_in_either_language(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit()
    page = there.open("/indikator")
    page.locator("[data-testid=stSelectbox] input").nth(1).click()
    page.keyboard.type("unemployment")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Tingkat pengangguran terbuka (TPT), 2024")
    expect(page.get_by_text("tidak ada untuk kecamatan")).to_be_visible()
    assert "indikator=tpt" in page.url


def test_a_level_without_figures_says_why_and_offers_what_there_is(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit()
    page = there.open("/indikator?indikator=persen_penduduk_miskin&level=kecamatan")
    expect(page.locator(".atlas-empty")).to_contain_text("hanya sampai tingkat kota")
    page.get_by_role("button", name="Kabupaten/kota").last.click()
    expect(page.locator("h1")).to_contain_text("2023")


@pytest.mark.slow
@pytest.mark.parametrize("query", [
    "indikator=zzz", "indikator=<img src=x onerror=alert(1)>", "indikator=tpt&period=2099",
    "indikator=tpt&level=rt&dim=x&series=y&area=z&method=q&classes=99&breaks=a&tab=w",
    "indikator=" + "x" * 3000, "indikator=%E2%80%AE%D8%B9%D8%B1%D8%A8%D9%8A",
])  # fmt: skip
def test_a_bad_value_falls_back_with_a_notice_and_no_traceback(visit, query: str) -> None:  # type: ignore[no-untyped-def]
    there = visit()
    page = there.open(f"/indikator?{query}")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("[data-testid=stAlert]").count() >= 1
    text = page.inner_text("body")
    assert "Traceback" not in text
    assert "Error" not in text
    assert page.locator("img[src=x]").count() == 0


def test_spot_values_stand_on_the_page(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit()
    page = there.open("/indikator?indikator=jumlah_penduduk&level=kecamatan&period=2020&tab=tabel")
    expect(page.locator("tr[data-area='1275040']")).to_contain_text("169.643")
    expect(page.locator("tfoot")).to_contain_text("Kota Medan")
    expect(page.locator("tfoot")).to_contain_text("2.435.252")
    expect(page.locator("tr[data-area='1275060']")).to_contain_text("Medan Kota")
    page = there.open("/indikator?indikator=balita_stunting&level=kecamatan&period=2021")
    expect(page.locator(".atlas-notes")).to_contain_text(
        "Jumlah 21 kecamatan 368, sama dengan angka kota"
    )
    page = there.open("/indikator?indikator=pemilih_tetap&level=kecamatan&period=2019")
    expect(page.locator(".atlas-say")).to_contain_text("1.614.673")
    page = there.open("/indikator?indikator=jumlah_tps&level=kecamatan&period=2024&tab=tentang")
    expect(page.locator(".atlas-findings")).to_contain_text("dikecualikan")
    expect(page.locator(".atlas-findings")).to_contain_text("6.933")


@pytest.mark.slow
def test_every_picture_has_an_alternative_text_that_says_what_it_shows(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit()
    page = there.open("/indikator?indikator=tpt&level=kabkota&period=2024")
    there.map_ready()
    said = "Tertinggi di Kota Medan (8,13 persen), terendah di Kabupaten Samosir (0,89 persen)"
    assert page.locator(f"[aria-label*='{said}']").count() >= 1
    page = there.open("/")
    assert page.locator("svg[role=group][aria-label*='Terbanyak di']").count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("tab", ["peta", "grafik", "tabel", "tentang"])
@pytest.mark.parametrize(
    "choice", ["indikator=kejadian_banjir&level=kecamatan", "indikator=balita_stunting&level=kecamatan",
               "indikator=ihk&level=kota", "indikator=umk&level=kabkota"]
)  # fmt: skip
def test_every_tab_is_drawn(visit, choice: str, tab: str) -> None:  # type: ignore[no-untyped-def]
    there = visit()
    page = there.open(f"/indikator?{choice}&tab={tab}&lang=en")
    assert page.locator("[data-testid=stAlert]").count() == 0
    assert page.locator("[role=tabpanel]").first.inner_text().strip()
    assert "Atlas Medan" in page.title()


@pytest.mark.slow
def test_dark_pages_are_dark(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit(dark=True)
    page = there.open("/indikator?indikator=tpt&level=kabkota")
    there.map_ready()
    image = Image.open(io.BytesIO(page.screenshot())).convert("L")
    assert sum(image.resize((40, 40)).tobytes()) / 1600 < 90


def test_beranda_leads_into_the_page(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit()
    page = there.open("/")
    expect(page.locator(".atlas-card").nth(4)).to_be_visible(timeout=20_000)
    page.locator(".atlas-map a").nth(3).click()
    there.ready()
    expect(page.locator(".atlas-picked")).to_contain_text("Medan Denai")


def test_both_files_can_be_taken_along(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit()
    page = there.open("/indikator?indikator=tpt&level=kabkota&period=2024&tab=tabel")
    for name, number in (("Unduh CSV Indonesia", b"8,13"), ("Unduh CSV mesin", b"8.13")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=re.compile(name)).click()
        assert number in Path(waiting.value.path()).read_bytes()


@pytest.mark.slow
def test_own_class_bounds_are_typed_and_kept_in_the_url(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit()
    page = there.open(
        "/indikator?indikator=tpt&level=kabkota&period=2024&method=sendiri&breaks=3,5.5"
    )
    there.map_ready()
    expect(page.locator(".atlas-legend")).to_contain_text("> 5,50 – 8,13")
    expect(page.locator(".atlas-legend li")).to_have_count(3)
