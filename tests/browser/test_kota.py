"""The page "Kota dan daerah lain" as a visitor meets it."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atlas.figure.maps import CENTRE
from atlas.shape import read_boundary

KABKOTA = read_boundary(Path(__file__).resolve().parents[2] / "geo" / "kabkota.json")
KARO, MEDAN = "1211", "1275"


def click_on(page: Page, area_code: str) -> None:
    """Click a point inside an area, by the map's own Web Mercator view."""
    box = page.locator(".maplibregl-canvas").bounding_box()
    assert box
    lat, lon, zoom = CENTRE["kabkota"]
    scale = 512 * 2**zoom / 360
    east, north = KABKOTA.outlines[area_code].point
    up = [math.degrees(math.log(math.tan(math.pi / 4 + math.radians(d) / 2))) for d in (north, lat)]
    page.mouse.click(
        box["x"] + box["width"] / 2 + (east - lon) * scale,
        box["y"] + box["height"] / 2 - (up[0] - up[1]) * scale,
    )


@pytest.mark.slow
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(("mark", "heading", "foreign"), [
    ("", "Indeks pembangunan manusia (IPM)", "Districts"),
    ("?lang=en", "Human development index", "Peringkat"),
])  # fmt: skip
def test_the_page_stands_in_both_languages_and_widths(
    visit, width: int, mark: str, heading: str, foreign: str
) -> None:  # type: ignore[no-untyped-def]
    page = visit(width).open("/kota" + mark)
    expect(page.locator("h1")).to_contain_text(heading)
    expect(page.locator("h2")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert foreign not in page.inner_text("body")


@pytest.mark.slow
def test_poverty_beside_neighbour_province_and_nation_takes_one_choice(visit) -> None:  # type: ignore[no-untyped-def]
    page = visit().open("/kota")
    expect(page.locator(".atlas-say").nth(2)).to_contain_text(
        "Peringkat Kota Medan: ke-1 dari 33 (2011), ke-1 dari 33 (2023)."
    )
    page.locator("[data-testid=stSelectbox] input").first.click()
    page.keyboard.type("penduduk miskin (P0")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**indikator=persen_penduduk_miskin**")
    table = page.locator(".atlas-scroll table").first
    expect(table).to_contain_text("10,05 (2010)")
    expect(table).to_contain_text("9,03 (2024)")
    expect(page.locator(".atlas-say").nth(1)).to_contain_text("Periode terakhirnya tidak sama")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Indeks pembangunan manusia")


@pytest.mark.slow
def test_a_row_of_the_table_chooses_the_compared_area_by_keyboard(visit) -> None:  # type: ignore[no-untyped-def]
    page = visit().open("/kota?indikator=tpt&period=2015")
    expect(page.locator(f"button[data-area='{KARO}']")).to_have_count(1, timeout=20_000)
    assert page.locator(f"button[data-area='{MEDAN}']").count() == 0
    page.locator(f"button[data-area='{KARO}']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**area={KARO}**")
    expect(page.locator(f"tr[data-area='{KARO}']")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".atlas-picked").nth(1)).to_contain_text(re.compile("Karo: .*2015"))
    assert "period=2015" in page.url


@pytest.mark.slow
def test_the_map_chooses_the_compared_area_and_never_the_city_itself(visit) -> None:  # type: ignore[no-untyped-def]
    there = visit(height=1600)
    page = there.open("/kota?indikator=tpt")
    there.map_ready()
    click_on(page, KARO)
    page.wait_for_url(f"**area={KARO}**")
    there.map_ready()
    click_on(page, MEDAN)
    page.wait_for_timeout(1500)
    assert f"area={KARO}" in page.url
    expect(page.locator(".atlas-picked").nth(1)).to_contain_text("Karo")
