"""The page Sematkan: from a view to a snippet, with the embed itself as preview."""

from __future__ import annotations

import re

import pytest
from conftest import Visitor
from playwright.sync_api import expect


def test_from_a_view_to_its_snippet_in_two_steps(visit: Visitor) -> None:
    """The button of a view leads to the same view as an embed, drawn by the embed itself."""
    visitor = visit(width=1440)
    page = visitor.open("/indikator?indikator=kepadatan_baku&tab=tabel")
    page.get_by_role("link", name="Sematkan").last.click()
    visitor.ready()
    assert "bentuk=table" in page.url
    frame = page.frame_locator("iframe[title^=Pratinjau]")
    expect(frame.locator("h1")).to_contain_text("Kepadatan penduduk dengan luas baku")
    shown = frame.locator("main").get_attribute("data-view")
    assert shown == page.locator("[data-view]").first.get_attribute("data-view")
    snippet = page.locator("[data-testid=stCode]").first.inner_text()
    src = re.search(r'src="([^"]+/embed/table/kepadatan_baku[^"]*)"', snippet)
    assert src
    assert page.request.get(src.group(1).replace("&amp;", "&")).ok


@pytest.mark.slow
def test_a_frozen_snippet_names_its_release_and_a_live_one_does_not(visit: Visitor) -> None:
    visitor = visit(width=1440)
    page = visitor.open("/sematkan?indikator=tpt&bentuk=card&level=kota")
    live = page.locator("[data-testid=stCode]").first.inner_text()
    assert "release=" not in live
    page = visitor.open("/sematkan?indikator=tpt&bentuk=card&level=kota&beku=1")
    frozen = page.locator("[data-testid=stCode]").first.inner_text()
    assert re.search(r"release=[0-9a-f]{12}", frozen)
    frame = page.frame_locator("iframe[title^=Pratinjau]")
    expect(frame.locator("footer")).to_contain_text("Dibekukan pada rilis")


@pytest.mark.slow
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_the_preview_is_as_wide_as_asked_and_grows_to_its_height(
    visit: Visitor, width: int
) -> None:
    page = visit(width=width).open("/sematkan?indikator=kepadatan_baku&lebar=360")
    frame = page.locator("iframe[title^=Pratinjau]")
    page.wait_for_timeout(1000)
    box = frame.bounding_box()
    assert box
    assert box["width"] <= 360
    inside = page.frame_locator("iframe[title^=Pratinjau]").locator("html")
    high = inside.evaluate("e => Math.ceil(e.getBoundingClientRect().height)")
    assert abs(box["height"] - high) <= 2


@pytest.mark.slow
def test_sharing_gives_a_link_that_opens_the_view_and_pictures_that_load(visit: Visitor) -> None:
    visitor = visit(width=1440)
    page = visitor.open("/sematkan?indikator=kepadatan_baku&cara=bagikan&lang=en")
    loaded = page.locator("p.atlas-more img").evaluate("i => i.complete && i.naturalWidth")
    assert loaded == 1200
    for link in page.locator("ul.atlas-more a").all():
        assert page.request.get(visitor.base + (link.get_attribute("href") or "")).ok
    digest = page.locator("[data-view]").first.get_attribute("data-view")
    target = page.locator("[data-testid=stCode]").first.inner_text().strip().replace("\n", "")
    visitor.open("/" + target.split("/", 3)[3])
    assert page.locator(".atlas-sub[data-view]").get_attribute("data-view") == digest
