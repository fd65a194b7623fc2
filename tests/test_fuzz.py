"""Every parameter of every page, given nonsense: a page with a title, no trace, nothing reflected."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from atlas.settings import settings
from atlas.ui import frame
from atlas.ui.frame import PAGES, TOOLS

FRAME = Path(__file__).resolve().parent.parent / "pages" / "_frame.py"
PARAMS = {
    "home": ("lang", "x"),
    "indicator": ("indikator", "level", "period", "area", "dim", "series", "method", "classes",
                  "breaks", "scope", "form", "tab", "release", "lang"),
    "district": ("area", "banding", "topik", "release", "lang"),
    "city": ("indikator", "series", "period", "area", "dari", "lang"),
    "data": ("bagian", "cari", "topik", "bab", "level", "indikator", "rujukan", "aturan",
             "tingkat", "bukti", "area", "period", "series", "dim", "lang"),
    "embed": ("indikator", "level", "period", "area", "dim", "series", "bentuk", "beku", "theme",
              "title", "lebar", "cara", "lang"),
    "meeting": ("d", "wilayah", "indikator", "lang"),
    "verify": ("alamat", "kode", "angka", "lang"),
    "analysis": ("lang",),
    "spread": ("level", "indikator", "area", "release", "lang"),
    "similar": ("level", "area", "indikator", "lang"),
    "matrix": ("level", "ukuran", "area", "urut", "indikator", "lang"),
    "pair": ("level", "x", "y", "area", "lang"),
    "change": ("level", "indikator", "series", "dari", "sampai", "area", "lang"),
    "multiples": ("level", "indikator", "series", "bentuk", "area", "lang"),
    "pattern": ("level", "indikator", "period", "area", "lang"),
    "trend": ("level", "area", "indikator", "dari", "sampai", "lang"),
    "priority": ("level", "norma", "indeks", "area", "lang"),
    "target": ("area", "dokumen", "indikator", "lang"),
    "own": ("area", "nama", "indikator", "lang"),
    "twins": ("pasangan", "area", "lang"),
    "origin": ("indikator", "level", "area", "period", "dim", "series", "lang"),
}  # fmt: skip
SECTIONS = ("indikator", "sumber", "kalender", "rilis", "temuan", "pemeriksaan", "lisensi",
            "lapor")  # fmt: skip
NONSENSE = {
    "unknown": "tidak-ada-0",
    "long": "x" * 10_000,
    "markup": "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "quotes": "\"'><svg/onload=alert(3)>{{7*7}}${7*7}%s%n",
    "right-to-left": "\u202eمدان\u202c\u2066kota\u2069",
    "control": "\x00\x1f\u2028\ufeff\U000e0041",
    "number": "-1e309",
    "other": "1275010001",
    "path": "../../etc/passwd",
}
IMPOSSIBLE = [
    ("indicator", {"indikator": "ipm", "level": "kelurahan", "period": "2099-13", "area": "1201"}),
    ("indicator", {"indikator": "tpt", "dim": "sex=L;sex=P", "breaks": "5,4,nan,inf", "method": "sendiri"}),
    ("indicator", {"indikator": "jumlah_tps", "level": "kota", "tab": "peta", "form": "lingkaran"}),
    ("district", {"area": "1275040", "banding": "1275040", "topik": "harga"}),
    ("district", {"area": "1275"}),
    ("city", {"indikator": "jumlah_tps", "area": "1275", "period": "1900", "dari": "2050"}),
    ("city", {"indikator": "ipm", "series": "ipm_lama", "period": "2023", "dari": "2023"}),
    ("data", {"bagian": "kalender", "level": "kota", "topik": "tidak"}),
    ("data", {"bagian": "lapor", "indikator": "ipm", "area": "1275010001", "period": "0000"}),
    ("priority", {"indeks": "penduduk_per_puskesmas:70,sd_per_10000_penduduk:70"}),
    ("priority", {"indeks": "penduduk_per_puskesmas:50,penduduk_per_puskesmas:50"}),
    ("priority", {"indeks": "penduduk_per_puskesmas:0,sd_per_10000_penduduk:-9", "norma": "x"}),
    ("priority", {"indeks": "kepadatan_baku:100"}),
    ("pair", {"x": "kepadatan_baku", "y": "kepadatan_baku"}),
    ("pair", {"level": "kelurahan", "x": "tpt", "y": "ipm"}),
    ("spread", {"area": ",".join(f"12750{i:02}0" for i in range(1, 22))}),
    ("own", {"area": "1275"}),
    ("own", {"area": "1275010001,1275999999,x"}),
    ("change", {"indikator": "ipm", "level": "kabkota", "dari": "2023", "sampai": "2010"}),
    ("trend", {"indikator": "tpt", "area": "1275", "dari": "2020", "sampai": "2010"}),
    ("trend", {"indikator": "jumlah_tps", "area": "1275010"}),
    ("origin", {"indikator": "tpt", "area": "1275", "period": "1900", "dim": "sex=L"}),
    ("twins", {"pasangan": "penduduk", "area": "1275010001"}),
    ("similar", {"indikator": "kepadatan_baku"}),
    ("matrix", {"level": "kabkota", "area": "1275010", "urut": "tpt"}),
]  # fmt: skip


@pytest.fixture(autouse=True)
def served(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of this process read the release of the tests."""
    monkeypatch.setenv("ATLAS_STATE", str(state))
    settings.cache_clear()
    frame.store.cache_clear()


def page(key: str, params: dict[str, str]) -> AppTest:
    """A page run once with these parameters, as Streamlit runs it."""
    test = AppTest.from_file(str(FRAME), default_timeout=60)
    for name, value in params.items():
        test.query_params[name] = value
    path = (PAGES | TOOLS)[key][1]
    test._page_hash = calc_hash(path) if path else ""
    return test.run()


def sound(test: AppTest, case: object) -> None:
    """The page has a title, raised nothing, and shows no markup that came in."""
    assert not test.exception, (case, [e.message for e in test.exception])
    assert not list(test.error), case
    assert test.title or test.header, case
    written = "\n".join(str(getattr(e, "body", "") or getattr(e, "value", "")) for e in
                        [*test.get("html"), *test.markdown, *test.info, *test.title])  # fmt: skip
    for harm in ("<img src=x", "<script>alert", "<svg/onload", "\u202e", "\x00"):
        assert harm not in written, case
    assert "x" * 300 not in written, case


QUICK = ("long", "markup")
"""Nonsense of `make test`, of a tool the last of it; `make prove` takes all of it."""


def every_case() -> list[Any]:
    return [
        pytest.param(key, kind, marks=[] if kind in QUICK[key in TOOLS :] else [pytest.mark.slow])
        for key in PARAMS
        for kind in NONSENSE
    ]


@pytest.mark.parametrize(("key", "kind"), every_case())
def test_nonsense_in_all_parameters_at_once_gives_a_page(key: str, kind: str) -> None:
    sound(page(key, dict.fromkeys(PARAMS[key], NONSENSE[kind])), (key, kind))


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("kind", ["markup", pytest.param("long", marks=pytest.mark.slow)])
def test_nonsense_in_every_section_of_data_gives_a_page(section: str, kind: str) -> None:
    params = dict.fromkeys(PARAMS["data"], NONSENSE[kind]) | {"bagian": section}
    sound(page("data", params), (section, kind))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "name"), [(key, name) for key, names in PARAMS.items() for name in names]
)
def test_nonsense_in_one_parameter_gives_a_page(key: str, name: str) -> None:
    for kind, value in NONSENSE.items():
        sound(page(key, {name: value}), (key, name, kind))


@pytest.mark.parametrize(("key", "params"), IMPOSSIBLE)
def test_impossible_combinations_give_the_nearest_view(key: str, params: dict[str, str]) -> None:
    sound(page(key, params), (key, params))


@pytest.fixture(autouse=True)
def quiet() -> None:
    logging.getLogger("streamlit").setLevel(logging.ERROR)
