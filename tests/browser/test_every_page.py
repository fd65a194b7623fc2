"""Every page in both languages and themes: nothing cut, overlapping, empty or untranslated, no axe
violation, all of it within reach of the keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Visit, Visitor
from playwright.sync_api import Page

LOOKS = (Path(__file__).parent / "looks.js").read_text(encoding="utf-8")
WIDTHS = (1440, 1024, 390)
PAGES = {
    "beranda": "/",
    "indikator": "/indikator?indikator=tpt&level=kabkota",
    "indikator-tabel": "/indikator?indikator=siswa_per_guru_mi&dim=status%3Dswasta&tab=tabel",
    "indikator-tentang": "/indikator?indikator=jumlah_tps&tab=tentang",
    "kecamatan": "/kecamatan",
    "profil": "/kecamatan?area=1275040&banding=1275070",
    "kota": "/kota",
    "data": "/data",
    "data-sumber": "/data?bagian=sumber",
    "data-kalender": "/data?bagian=kalender&level=kelurahan",
    "data-rilis": "/data?bagian=rilis",
    "data-temuan": "/data?bagian=temuan",
    "data-pemeriksaan": "/data?bagian=pemeriksaan",
    "data-pemeriksaan-k14": "/data?bagian=pemeriksaan&aturan=K14",
    "data-lisensi": "/data?bagian=lisensi",
    "data-lapor": "/data?bagian=lapor&indikator=tpt",
    "sematkan": "/sematkan?indikator=tpt&bentuk=card&level=kota",
    "bagikan": "/sematkan?indikator=kepadatan_baku&cara=bagikan",
    "analisis": "/analisis",
    "sebaran": "/sebaran?area=1275180,1275210",
    "serupa": "/serupa",
    "matriks": "/matriks",
    "hubungan": "/hubungan?area=1275180",
    "perubahan": "/perubahan",
    "perubahan-kecamatan": "/perubahan?level=kecamatan",
    "deret": "/deret",
    "deret-garis": "/deret?bentuk=garis",
    "pola": "/pola",
    "pola-kelurahan": "/pola?level=kelurahan",
    "tren": "/tren",
    "prioritas": "/prioritas",
    "target": "/target",
    "gabungan": "/gabungan?area=1275060",
    "dua-sumber": "/dua-sumber",
    "asal": "/asal",
    "rapat": "/rapat",
    "cocokkan": "/cocokkan",
}
EVERY = [(name, lang, dark) for name in PAGES for lang in ("id", "en") for dark in (False, True)]
QUICK = {name: ("id", False) if i % 2 else ("en", True) for i, name in enumerate(PAGES)}
"""Language and theme of `make test`, in turn; `make prove` takes all four of every page."""
LATER = ("bagikan", "data-kalender", "kota", "data-lapor", "data-lisensi", "data-pemeriksaan", "data-pemeriksaan-k14", "data-rilis", "data-sumber", "data-temuan", "indikator-tabel",
         "indikator-tentang", "kecamatan", "sebaran", "hubungan", "perubahan", "perubahan-kecamatan", "deret",
         "deret-garis", "pola", "pola-kelurahan", "tren", "target", "dua-sumber", "asal", "analisis", "matriks", "prioritas", "cocokkan", "gabungan", "serupa", "data")  # fmt: skip
"""Pages that `make prove` alone looks at."""
FOREIGN = {
    "id": r"\b(the|and|of|with|from|which|are|this|only|not|rank|value|download)\b",
    "en": r"\b(yang|dan|dari|tidak|untuk|dengan|adalah|atau|angka|belum|unduh|wilayah)\b",
}
OURS_EXCEPT = [["[data-testid=stSkipLink]"], [".maplibregl-map"]]
"""Widgets of Streamlit 1.67 and MapLibre that are not drawn by the atlas."""


def address(name: str, lang: str) -> str:
    path = PAGES[name]
    return path if lang == "id" else f"{path}{'&' if '?' in path else '?'}lang=en"


def opened(visit: Visitor, name: str, lang: str, dark: bool) -> Visit:
    visitor = visit(width=WIDTHS[0], dark=dark)
    visitor.open(address(name, lang))
    visitor.page.wait_for_timeout(600)
    return visitor


def foreign(text: str, lang: str) -> list[str]:
    """Lines with function words of the other language; names in both languages have none,
    and a code is no sentence."""
    lines = [line for line in text.splitlines() if not re.fullmatch(r"[a-z0-9._/-]+", line.strip())]
    return [line for line in lines if re.search(FOREIGN[lang], line, re.IGNORECASE)]


def cases() -> list[Any]:
    return [
        pytest.param(
            *case,
            marks=[] if QUICK[case[0]] == case[1:] and case[0] not in LATER else [pytest.mark.slow],
        )
        for case in EVERY
    ]


@pytest.mark.parametrize(("name", "lang", "dark"), cases())
def test_a_page_is_whole_translated_and_accessible(
    visit: Visitor, name: str, lang: str, dark: bool
) -> None:
    page = opened(visit, name, lang, dark).page
    assert violations(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(500)
        found = page.evaluate(LOOKS)
        assert len(found["text"]) > 200
        for fault in ("overlaps", "wide", "cut", "empty"):
            assert found[fault] == [], f"{name} {lang} {width}: {fault}"
        assert found["page"] <= 0, f"{name} {lang} {width}: the page scrolls sideways"
        assert foreign(found["text"], lang) == [], f"{name} {width}"


def violations(page: Page) -> list[str]:
    """Serious and critical violations of axe-core, with where they are."""
    options = {"resultTypes": ["violations"]}
    found = Axe().run(page, context={"exclude": OURS_EXCEPT}, options=options)
    return [
        f"{v['id']} ({v['impact']}): {node['target']} {node['html'][:120]}"
        for v in found.response["violations"]
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ]


FOCUS = """
() => {
  let e = document.activeElement;
  while (e && e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement;
  if (!e || e === document.body) return null;
  const seen = [];
  for (let up = e, i = 0; up && i < 4; i++, up = up.parentElement || up.getRootNode().host) {
    const s = getComputedStyle(up);
    if ((s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none")
      return { what: e.outerHTML.slice(0, 90), seen: true };
  }
  return { what: e.outerHTML.slice(0, 90), seen: false };
}
"""


@pytest.mark.parametrize(
    "name",
    [
        "beranda",
        *(pytest.param(p, marks=pytest.mark.slow) for p in ("indikator", "kota", "profil", "data")),
    ],
)
def test_the_keyboard_reaches_everything_with_visible_focus(visit: Visitor, name: str) -> None:
    page = opened(visit, name, "id", False).page
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus:
            assert focus["seen"], f"{name}: no visible focus on {focus['what']}"
            reached.add(focus["what"])
    assert len(reached) >= 15


MARKUP = "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%3Csvg%2Fonload%3Dalert(2)%3E"


@pytest.mark.parametrize(
    "path",
    [
        "/indikator?indikator={}&area={}&period={}&dim={}&series={}&breaks={}&tab={}",
        pytest.param("/kecamatan?area={}&banding={}&topik={}", marks=pytest.mark.slow),
        pytest.param(
            "/kota?indikator={}&area={}&period={}&dari={}&series={}", marks=pytest.mark.slow
        ),
        pytest.param(
            "/data?bagian=indikator&cari={}&kelompok={}&indikator={}", marks=pytest.mark.slow
        ),
        pytest.param("/data?bagian=lapor&rujukan={}&indikator={}&area={}", marks=pytest.mark.slow),
    ],
)
def test_markup_in_the_address_is_never_run(visit: Visitor, path: str) -> None:
    visitor = visit()
    said: list[str] = []
    visitor.page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    visitor.open(path.replace("{}", MARKUP))
    visitor.page.wait_for_timeout(500)
    assert said == []
    assert visitor.page.locator("img[src=x]").count() == 0
    assert "Traceback" not in visitor.page.content()
    assert visitor.page.locator("h1").first.inner_text()


def test_the_measure_of_a_page_finds_planted_faults(visit: Visitor) -> None:
    """The look at boxes can fail: overlapping, cut, wide and empty parts are seen."""
    page = opened(visit, "beranda", "id", False).page
    page.evaluate(
        """() => {
          const main = document.querySelector('[data-testid="stMain"]');
          const add = (html) => main.insertAdjacentHTML("afterbegin", html);
          add('<div style="position:absolute;top:300px;left:300px">atas atas atas</div>');
          add('<div style="position:absolute;top:302px;left:304px">bawah bawah</div>');
          add('<div style="width:60px;overflow:hidden;white-space:nowrap">teks yang terpotong di sini</div>');
          add('<div style="position:absolute;left:1400px;white-space:nowrap">melewati tepi kanan layar</div>');
          add('<h2></h2>');
        }"""
    )
    found = page.evaluate(LOOKS)
    assert found["overlaps"]
    assert found["cut"]
    assert found["wide"]
    assert foreign("the value of this", "id")


def test_beranda_prints_on_one_page(visit: Visitor) -> None:
    page = opened(visit, "beranda", "id", False).page
    page.wait_for_timeout(800)
    paper = page.pdf(prefer_css_page_size=True)
    assert re.search(rb"/Count (\d+)", paper).group(1) == b"1"  # type: ignore[union-attr]


def test_a_profile_prints_in_few_pages_without_its_pickers(visit: Visitor) -> None:
    page = opened(visit, "profil", "id", False).page
    page.emulate_media(media="print")
    assert not page.locator(".st-key-atlas-choose").is_visible()
    assert int(re.search(rb"/Count (\d+)", page.pdf(prefer_css_page_size=True)).group(1)) <= 8  # type: ignore[union-attr]
