"""The page Data as a visitor meets it: choosing, finding, sorting, taking along, reporting."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from conftest import Visitor
from playwright.sync_api import Page, expect

from atlas.store import Release


def asked(page: Page) -> dict[str, str]:
    """Parameters in the address."""
    return {k: v[0] for k, v in parse_qs(urlsplit(page.url).query).items()}


def names(page: Page) -> list[str]:
    return page.locator("tbody th a").all_inner_texts()


@pytest.mark.slow
def test_a_part_is_chosen_and_the_way_back_leads_back(visit: Visitor) -> None:
    there = visit()
    page = there.open("/data?cari=penduduk")
    page.get_by_role("radio", name="Sumber").click()
    expect(page.locator("h2").first).to_have_text("Sumber")
    there.ready()
    assert asked(page) == {"bagian": "sumber"}
    page.go_back()
    expect(page.locator("h2").first).to_have_text("Indikator")
    assert asked(page) == {"cari": "penduduk"}


@pytest.mark.slow
def test_typing_filters_the_catalogue_and_stays_in_the_address(visit: Visitor) -> None:
    there = visit()
    page = there.open("/data")
    expect(page.locator("tbody tr").first).to_be_visible()
    every = len(names(page))
    box = page.get_by_label("Cari", exact=True)
    box.fill("pengangguran")
    box.press("Enter")
    expect(page.locator("caption")).to_contain_text(f"dari {every} indikator")
    page.wait_for_function("!location.search || location.search.includes('cari=pengangguran')")
    expect(page.locator("tbody th a").first).to_contain_text("penganggur")
    assert 0 < len(names(page)) < every
    box.fill("")
    box.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(every)


@pytest.mark.slow
def test_a_column_sorts_the_catalogue(visit: Visitor) -> None:
    page = visit().open("/data")
    head = page.get_by_role("button", name="Urutkan menurut Angka")
    head.click()
    numbers = page.locator("tbody td.n").all_inner_texts()
    found = [int(n.replace(".", "")) for n in numbers]
    assert found == sorted(found)
    head.press("Enter")
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    assert names(page)[0] != ""


@pytest.mark.slow
def test_a_name_in_the_catalogue_leads_to_its_page(visit: Visitor) -> None:
    there = visit()
    page = there.open("/data?cari=gini&lang=en")
    page.locator("tbody th a").first.click()
    there.ready()
    assert urlsplit(page.url).path == "/indikator"
    assert asked(page)["lang"] == "en"


@pytest.mark.slow
def test_a_table_is_taken_along(visit: Visitor, release: Release, tmp_path: Path) -> None:
    page = visit().open("/data?indikator=jumlah_penduduk&tingkat=kecamatan")
    with page.expect_download() as found:
        page.get_by_role("link", name="Unduh CSV Indonesia").click()
    name = f"jumlah_penduduk_kecamatan_{release.name}_id.csv"
    assert found.value.suggested_filename == name
    found.value.save_as(tmp_path / name)
    with (tmp_path / name).open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    assert len({r["area_code"] for r in rows}) == 21


@pytest.mark.slow
def test_the_release_is_taken_along_whole(visit: Visitor, release: Release, tmp_path: Path) -> None:
    page = visit().open("/data?bagian=rilis")
    with page.expect_download() as found:
        page.get_by_role("link", name=f"atlas-medan-{release.name}.zip").click()
    found.value.save_as(tmp_path / "x.zip")
    digest = hashlib.sha256((tmp_path / "x.zip").read_bytes()).hexdigest()
    sums = page.request.get(f"{page.url.split('/data')[0]}/unduh/{release.name}/SHA256SUMS").text()
    assert f"{digest}  atlas-medan-{release.name}.zip" in sums


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True])
def test_the_calendar_tells_its_states_without_colour(visit: Visitor, dark: bool) -> None:
    page = visit(dark=dark).open("/data?bagian=kalender&level=kecamatan&topik=kependudukan")
    row = page.locator("tr", has_text="Jumlah penduduk").first
    expect(row.locator("td", has_text="terbit, lengkap").first).to_contain_text("●")
    expect(row.locator("td", has_text="terbit sebagian, 3 dari 21")).to_contain_text("3/21")
    expect(row.locator("td", has_text="belum terbit").first).to_contain_text("○")
    expect(row.locator("td", has_text="tidak ada angka").first).to_contain_text("…")
    none = page.locator("tr", has_text="Angka kelahiran total (TFR)").first
    expect(none).to_contain_text("× tanpa angka di tingkat ini: BPS menerbitkan hanya sampai kota")
    expect(page.locator("ul.legend li")).to_have_count(7)


@pytest.mark.slow
def test_the_head_of_a_row_stays_while_the_years_scroll(visit: Visitor) -> None:
    page = visit(width=390).open("/data?bagian=kalender&level=kecamatan&topik=kependudukan")
    head = page.locator("tr", has_text="Jumlah penduduk").first.locator("th")
    expect(head).to_be_visible()
    before = head.bounding_box()
    page.locator(".scroll").first.evaluate("e => { e.scrollLeft = 400 }")
    after = head.bounding_box()
    assert before
    assert after
    assert abs(before["x"] - after["x"]) < 2
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.slow
def test_what_an_address_says_is_shown_as_text(visit: Visitor) -> None:
    hostile = "%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D%27broken%27%22%3E"
    page = visit().open(f"/data?bagian=lapor&rujukan={hostile}&indikator={hostile}")
    expect(page.locator("[data-testid=stCode]")).to_contain_text("<img src=x onerror=")
    assert page.locator("img[src=x]").count() == 0
    assert "broken" not in page.title()
    long = page.goto(page.url.split("?")[0] + "?cari=" + "a" * 10_000)
    assert long
    assert long.status in (200, 414, 431)


def test_a_report_carries_the_view_it_is_about(visit: Visitor, release: Release) -> None:
    page = visit().open("/data?bagian=lapor&indikator=jumlah_penduduk&area=1275070&period=2020"
                        "&series=sp2020&rujukan=ab12")  # fmt: skip
    text = page.locator("[data-testid=stCode]").inner_text()
    address = next(line for line in text.splitlines() if line.startswith("Tautan: "))[8:]
    for words in (release.name, "49.231 jiwa", "Rujukan: ab12", "Medan Maimun (1275070)"):
        assert words in text
    page.goto(unquote(address))
    expect(page.locator(".atlas-picked")).to_contain_text("49.231 jiwa")
