"""One table says which kind of view has which forms; every button follows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from atlas import forms
from atlas.model import MAP_LEVELS, VIEW_LEVELS
from atlas.settings import settings
from atlas.ui import frame

FRAME = Path(__file__).resolve().parent.parent / "pages" / "_frame.py"
TABS = {"peta": {"map"}, "grafik": {"bar", "line"}, "tabel": {"table"}, "tentang": set[str]()}


@pytest.fixture(autouse=True)
def served(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of this process read the release of the tests."""
    monkeypatch.setenv("ATLAS_STATE", str(state))
    settings.cache_clear()
    frame.store.cache_clear()


def page(path: str, params: dict[str, str]) -> AppTest:
    test = AppTest.from_file(str(FRAME), default_timeout=60)
    test._page_hash = calc_hash(path) if path else ""
    test.query_params.update(params)
    test.run()
    assert not test.exception
    return test


def offered(test: AppTest) -> set[tuple[str, str]]:
    """Kind and way of every button that leads to the page Sematkan."""
    found = set()
    for html in test.get("html"):
        for link in re.findall(r'href="(/sematkan[^"]*)"', html.proto.body):
            kind = re.search(r"bentuk=(\w+)", link)
            assert kind
            found.add((kind.group(1), "bagikan" if "cara=bagikan" in link else "sematkan"))
    return found


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("level", ["kecamatan", "kabkota", "kota"])
def test_a_view_has_both_buttons_where_the_table_says_so_and_none_elsewhere(
    tab: str, level: str
) -> None:
    indicator = "tpt" if level != "kecamatan" else "jumlah_penduduk"
    test = page("indikator", {"indikator": indicator, "level": level, "tab": tab})
    wanted = TABS[tab] & set(forms.kinds_at(level, forms.EMBED))
    if tab == "peta" and level == "kota":
        wanted = {"line"}  # a city over time opens on its chart
    assert {k for k, _ in offered(test)} == wanted
    assert offered(test) == {(k, w) for k in wanted for w in ("sematkan", "bagikan")}


def test_a_city_over_time_has_no_map_bars_or_strip() -> None:
    assert forms.kinds_at("kota", forms.EMBED) == ["line", "card", "table"]
    for level in MAP_LEVELS:
        assert forms.kinds_at(level, forms.EMBED) == list(forms.KINDS)
    assert {"kota", *MAP_LEVELS} == set(VIEW_LEVELS)


def test_an_address_has_its_parameters_in_one_order() -> None:
    params = {"release": "r", "lang": "en", "area": "1275040", "level": "kecamatan", "tab": "peta"}
    path = forms.embed_path("map", "tpt", params, "dark", title=False)
    assert (
        path == "/embed/map/tpt?level=kecamatan&area=1275040&lang=en&release=r&theme=dark&title=0"
    )
    assert forms.embed_path("map", "tpt", {}) == "/embed/map/tpt"
    assert forms.image_path("map", "tpt", "png", {}, preset="og") == "/image/map/tpt.png?preset=og"
