"""The page Data: every part says what it promises, fast, whatever the address asks for."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from atlas import inventory
from atlas.inventory import Held
from atlas.model import LANGS, STATES, Lang
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.releases import findings_in
from atlas.rules import OF_PACKAGE, RULES
from atlas.settings import settings
from atlas.store import Cursor, Release
from atlas.ui import frame
from atlas.ui.data import checks, filters, releases, year_grid
from atlas.ui.data.contacts import Contact, Contacts, mailto, read_contacts
from atlas.ui.data.section import SECTIONS

PAGE = Path(__file__).resolve().parent.parent / "pages" / "tentang_data.py"
HOSTILE = ['<img src=x onerror="alert(1)">', "</style><script>alert(2)</script>", "a" * 10_000,
           "\u202e\u2066gnp.exe", "'; drop table finding; --", "%00\x00", "[x](javascript:alert(3))"]  # fmt: skip
PARAMS = ("bagian", "cari", "kelompok", "indikator", "tingkat", "bukti", "level", "topik", "aturan",
          "berat", "area", "period", "series", "dim", "rujukan", "release", "lang")  # fmt: skip


@pytest.fixture
def served(state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The page over the release of the tests; settings may be changed before it is opened."""
    monkeypatch.setenv("ATLAS_STATE", str(state))
    settings.cache_clear()
    frame.store.cache_clear()
    yield monkeypatch
    settings.cache_clear()
    frame.store.cache_clear()


@dataclass
class Shown:
    app: AppTest

    @property
    def html(self) -> str:
        """All HTML of our own on the page: blocks and tables."""
        found = [block.proto.body for block in self.app.get("html")]
        return "\n".join(found + [_data(block) for block in self.app.get("bidi_component")])

    @property
    def notices(self) -> list[str]:
        return [block.value for block in self.app.info]


def _data(block: Any) -> str:
    content = json.loads(block.proto.json)
    return str(content["html"])


def show(**params: str) -> Shown:
    app = AppTest.from_file(str(PAGE), default_timeout=30)
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return Shown(app)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("section", SECTIONS)
def test_every_part_stands_in_both_languages(
    served: pytest.MonkeyPatch, section: str, lang: str
) -> None:
    page = show(bagian=section, lang=lang)
    foreign = (
        ("Sumber:", "tidak ", "Semua", "wilayah") if lang == "en" else ("Source:", "All ", " not ")
    )
    words = " ".join([*(h.value for h in page.app.header), *(h.value for h in page.app.subheader)])
    assert not [w for w in foreign if w in words]
    assert page.notices == []
    assert page.app.title[0].value == "Data"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_an_address_says_is_run_or_breaks_a_part(
    served: pytest.MonkeyPatch, section: str, text: str
) -> None:
    page = show(**(dict.fromkeys(PARAMS, text) | {"bagian": section}))
    for unsafe in ("<img src=x", "<script>alert", "\u202e", "a" * 500, "\x00"):
        assert unsafe not in page.html
        assert not [n for n in page.notices if unsafe in n]


def test_an_unknown_part_says_so_and_opens_the_first(served: pytest.MonkeyPatch) -> None:
    page = show(bagian="zzz")
    assert "bagian=zzz" in page.notices[0]
    assert page.app.header[0].value == "Indikator"


@pytest.mark.parametrize("section", SECTIONS)
def test_a_part_is_drawn_again_in_less_than_150_ms(
    served: pytest.MonkeyPatch, section: str
) -> None:
    page = show(bagian=section)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        page.app.run()
        times.append(time.perf_counter() - start)
    assert min(times) < 0.15


def test_the_catalogue_holds_every_indicator(
    served: pytest.MonkeyPatch, catalogue: Catalogue
) -> None:
    page = show()
    computed = sum(bool(i.kind) for i in catalogue.indicators.values())
    published = len(catalogue.indicators) - computed
    assert f"{published} terbitan, {computed} hitungan" in page.html
    assert all(f"indikator={code}&quot;" in page.html or f"indikator={code}\"" in page.html
               for code in catalogue.indicators)  # fmt: skip


@pytest.mark.parametrize(
    ("params", "names", "others"),
    [
        ({"cari": "pengangguran"}, ["Tingkat pengangguran terbuka"], ["Luas wilayah"]),
        ({"cari": "unemployment"}, ["Tingkat pengangguran terbuka"], ["Luas wilayah"]),
        ({"kelompok": "kesehatan"}, ["Balita diukur"], ["Luas wilayah"]),
        ({"kelompok": "bab-1"}, ["Luas wilayah"], ["Balita diukur"]),
    ],
)
def test_the_catalogue_is_filtered(
    served: pytest.MonkeyPatch, params: dict[str, str], names: list[str], others: list[str]
) -> None:
    html = show(**params).html
    assert all(n in html for n in names)
    assert not [n for n in others if n in html]


def test_a_search_without_result_offers_a_way_out(served: pytest.MonkeyPatch) -> None:
    page = show(cari="tidakadayangbegini")
    assert "Tidak ada yang cocok" in page.html
    page.app.button(key="clear_indicators").click().run()
    assert "Tidak ada yang cocok" not in page.html


def test_an_indicator_gives_links_to_its_tables(
    served: pytest.MonkeyPatch, release: Release
) -> None:
    html = show(indikator="tpt", tingkat="kabkota").html
    for form in ("id", "en"):
        assert f'href="/unduh/{release.name}/tabel/tpt/kabkota/{form}.csv"' in html


def test_sources_say_how_much_rests_on_them(served: pytest.MonkeyPatch, cursor: Cursor) -> None:
    uses = inventory.source_uses(cursor)
    cursor.execute("select count(*) from observation where origin <> 'dihitung'")
    assert (sum(u.values for u in uses),) == cursor.fetchone()
    page = show(bagian="sumber", bukti="A")
    graded = sum(u.source.grade == "A" for u in uses)
    assert f"{graded} dari {len(uses)} sumber" in page.html
    assert 'href="http://' not in page.html


HELD = {"2010": Held(21, 21, 0), "2015": Held(20, 0, 0), "2016": Held(0, 0, 21),
        "2018": Held(3, 3, 0)}  # fmt: skip


def test_a_year_has_one_of_six_states() -> None:
    years = [str(y) for y in range(2009, 2020)]
    found = inventory.year_states(HELD, years, 21)
    assert found["2010"] == found["2018"] == "terbit"
    assert found["2015"] == "nol"
    assert found["2016"] == "tidak_berlaku"
    assert found["2009"] == found["2012"] == "tidak_tersedia"
    assert found["2017"] == found["2019"] == "belum_terbit"
    assert set(inventory.year_states({}, years, 21).values()) == {"tidak_dikumpulkan"}
    assert set(found.values()) | {"tidak_dikumpulkan"} == set(STATES)


def test_the_states_differ_in_shape_and_in_words() -> None:
    assert set(STATES) < set(year_grid.GLYPHS)
    assert len(set(year_grid.GLYPHS.values())) == len(year_grid.GLYPHS)
    langs: tuple[Lang, ...] = ("id", "en")
    for lang in langs:
        assert all(glyph in year_grid.legend(lang) for glyph in year_grid.GLYPHS.values())


def test_the_calendar_says_what_is_missing_for_kelurahan(
    served: pytest.MonkeyPatch, cursor: Cursor, catalogue: Catalogue
) -> None:
    held = inventory.years_held(cursor, "kelurahan")
    html = show(bagian="kalender", level="kelurahan").html
    every = len(catalogue.indicators)
    said = f"{len(held)} dari {every} indikator memiliki angka dan {every - len(held)} tidak"
    assert f"Untuk 151 kelurahan di Kota Medan, {said}" in html
    assert "Jumlah tempat pemungutan suara (TPS)</a>: 151 dari 151 (2024)" in html
    assert "Luas wilayah</a>: 6 dari 151 (2023)" in html
    assert f"{every - len(held)} indikator tanpa angka untuk 151 kelurahan" in html


def test_the_calendar_says_why_there_are_no_kecamatan_figures(served: pytest.MonkeyPatch) -> None:
    html = show(bagian="kalender", level="kecamatan", topik="kemiskinan").html
    assert "BPS (Susenas) menerbitkan hanya sampai kota (kabupaten/kota)" in html
    assert "rilis ini belum memuat" in html
    assert "dihitung hanya untuk kabupaten/kota" in html


@pytest.mark.parametrize("level", inventory.LEVELS)
def test_every_indicator_is_held_or_explained(
    served: pytest.MonkeyPatch, cursor: Cursor, catalogue: Catalogue, level: str
) -> None:
    held = inventory.years_held(cursor, level)
    html = show(bagian="kalender", level=level).html
    absent = [i for c, i in catalogue.indicators.items() if c not in held]
    assert f"{len(absent)} indikator tanpa angka" in html


def test_findings_are_filtered_and_say_why_waived(
    served: pytest.MonkeyPatch, cursor: Cursor
) -> None:
    every = findings_in(cursor)
    assert f"{len(every)} dari {len(every)} temuan" in show(bagian="temuan").html
    page = show(bagian="temuan", aturan="K03", berat="G")
    chosen = [f for f in every if f.rule == "K03" and f.severity == "G"]
    assert f"{len(chosen)} dari {len(every)} temuan" in page.html
    assert all(f.waived_id in page.html for f in chosen)
    assert "Galat, dikecualikan" in page.html
    assert "22 November 2026" in page.html


def test_every_check_is_listed_with_its_aspect_and_findings(
    served: pytest.MonkeyPatch, cursor: Cursor
) -> None:
    html = show(bagian="pemeriksaan").html
    for rule in RULES:
        assert f'href="/data?bagian=pemeriksaan&amp;aturan={rule}"' in html
    sums = sum(f.rule == "K03" for f in findings_in(cursor))
    assert f'data-value="{sums}">{sums}</td>' in html
    assert "Konsistensi" in html


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("K03", ["tercetak 158 kelurahan", "Galat: menghentikan rilis", "aturan=K03"]),
        (
            "K09",
            ["Rasio yang meleset sampai 15 persen", "sebelum masuk ke rilis", "Sebelumnya: K08"],
        ),
        ("K12", ["Tidak ada kelonggaran", "Aspek EPSS: Standar data"]),
    ],
)
def test_a_check_is_explained_with_tolerance_and_findings(
    served: pytest.MonkeyPatch, rule: str, words: list[str]
) -> None:
    page = show(bagian="pemeriksaan", aturan=rule)
    assert page.notices == []
    assert [w for w in ["Mengapa", "Cara memperbaiki", *words] if w not in page.html] == []


def test_every_tolerance_has_words_for_its_numbers(cursor: Cursor) -> None:
    for row in inventory.checks(cursor):
        for lang in LANGS:
            said = checks.tolerance(row, lang)
            for number in (float(n) for n in row["tolerance"].split(";") if n):
                written = [format_value(round(x, 6), lang) for x in (number, 100 * number)]
                assert any(w in said for w in written), (row["rule"], number)


def test_the_checks_of_a_release_are_those_it_goes_through() -> None:
    assert set(checks.OF_RELEASE) == set(OF_PACKAGE)


def test_findings_lead_to_the_explanation_of_their_check(served: pytest.MonkeyPatch) -> None:
    html = show(bagian="temuan", aturan="K26").html
    assert 'href="/data?bagian=pemeriksaan&amp;aturan=K26"' in html
    assert "K26 Deret berlubang" in html


def test_the_served_release_can_be_taken_along(
    served: pytest.MonkeyPatch, release: Release
) -> None:
    html = show(bagian="rilis").html
    for name in ("atlas.duckdb", f"atlas-medan-{release.name}.zip", "SHA256SUMS"):
        assert f'href="/unduh/{release.name}/{name}"' in html
    assert "Rilis berikutnya: belum ditetapkan" in html


@pytest.mark.parametrize(
    ("day", "words"),
    [("2027-03-01", "1 Maret 2027"), ("besok", "belum ditetapkan"), ("", "belum ditetapkan")],
)
def test_the_next_release_is_a_setting(served: pytest.MonkeyPatch, day: str, words: str) -> None:
    served.setenv("ATLAS_NEXT_RELEASE", day)
    settings.cache_clear()
    assert releases.next_day("id") == words


def test_drafts_are_not_listed_and_changes_are_counted(tmp_path: Path, state: Path) -> None:
    (tmp_path / "releases").symlink_to(state / "releases")
    name = (state / "current").read_text().strip()
    (tmp_path / "current").write_text("other\n")
    (tmp_path / "history").write_text("")
    assert inventory.kept_releases(tmp_path) == []
    (tmp_path / "history").write_text(f"2026-11-22T18:00:00+00:00 {name}\n")
    (kept,) = inventory.kept_releases(tmp_path)
    assert (kept.published, kept.before, kept.change) == ("2026-11-22T18:00:00+00:00", "", None)


def test_licences_name_producers_boundaries_and_the_atlas(served: pytest.MonkeyPatch) -> None:
    page = show(bagian="lisensi")
    for words in ("CC BY 4.0", "CC BY 3.0 IGO", "OCHA", "Sumber: BPS Kota Medan", "1 April 2020"):
        assert words in page.html
    assert "rilis" in page.app.code[0].value


FIGURE = {"indikator": "jumlah_penduduk", "area": "1275070", "period": "2020", "series": "sp2020"}


def test_a_report_names_the_figure(served: pytest.MonkeyPatch, release: Release) -> None:
    page = show(bagian="lapor", rujukan="ab12cd34", **FIGURE)
    text = page.app.code[0].value
    for words in (f"Rilis: {release.name}", "Jumlah penduduk (jumlah_penduduk)", "Medan Maimun",
                  "Periode: 2020", "Sensus Penduduk 2020", "49.231 jiwa", "Rujukan: ab12cd34",
                  "level=kecamatan&period=2020&area=1275070&series=sp2020"):  # fmt: skip
        assert words in text
    assert "kontak belum ditetapkan oleh pengelola" in page.html


def test_a_withheld_figure_is_reported_as_its_range(served: pytest.MonkeyPatch) -> None:
    page = show(bagian="lapor", indikator="balita_stunting", area="1275010001", period="2020")
    assert "Angka yang tampil: 1–4 balita (2020)" in page.app.code[0].value


def test_unknown_codes_of_a_report_are_said_and_left_out(served: pytest.MonkeyPatch) -> None:
    page = show(bagian="lapor", indikator="jumlah_penduduk", area="9999", period="1800")
    assert len(page.notices) == 2
    assert "9999" not in page.app.code[0].value


CONTACTS = """
[general]
name = "Walidata <b>Kota</b> Medan"
email = "data@contoh.go.id"
[producer."BPS / Ditjen Dukcapil"]
office = "Bidang Data"
email = "bukan surel"
url = "https://contoh.go.id/kontak"
[producer."Lain"]
url = "javascript:alert(1)"
"""


def test_contacts_make_a_letter_ready_to_send(served: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "contacts.toml"
    path.write_text(CONTACTS, encoding="utf-8")
    served.setenv("ATLAS_CONTACTS", str(path))
    settings.cache_clear()
    html = show(bagian="lapor", **FIGURE).html
    assert "mailto:data@contoh.go.id?subject=Laporan%20kekeliruan" in html
    assert "Walidata &lt;b&gt;Kota" in html
    assert "https://contoh.go.id/kontak" in html
    assert "bukan surel" not in html


def test_a_bad_address_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "contacts.toml"
    path.write_text(CONTACTS, encoding="utf-8")
    found = read_contacts(path)
    assert found.general.email == "data@contoh.go.id"
    assert found.producers["Lain"] == Contact()
    assert found.producers["BPS / Ditjen Dukcapil"].email == ""


@pytest.mark.parametrize(
    "content",
    [b"[general", b"\xff\xfe\x00", b"general = 1\nproducer = 'x'", b"[producer]\nx = 1", None],
    ids=range(5),
)
def test_a_broken_contact_file_counts_as_none(
    served: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "contacts.toml"
    if content is not None:
        path.write_bytes(content)
    served.setenv("ATLAS_CONTACTS", str(path))
    settings.cache_clear()
    assert "kontak belum ditetapkan oleh pengelola" in show(bagian="lapor").html
    found = read_contacts(path)
    assert found.general == Contact()
    assert read_contacts(None) == Contacts()


def test_a_letter_keeps_every_character() -> None:
    body = 'Nilai: 1–4 & "lain" + 50%?\n#2 \u05d0'
    parts = urlsplit(mailto("a+b@contoh.go.id", "Subjek & lain", body))
    fields = parse_qs(parts.query, strict_parsing=True)
    assert unquote(parts.path) == "a+b@contoh.go.id"
    assert fields == {"subject": ["Subjek & lain"], "body": [body.replace("\n", "\r\n")]}


@pytest.mark.parametrize(
    ("text", "kept"),
    [("  Medan \n Denai ", "Medan Denai"), ("a\u202eb\x00c", "a b c"), ("x" * 200, "x" * 80)],
)
def test_what_is_typed_is_cleaned(text: str, kept: str) -> None:
    assert filters.clean(text) == kept


def test_every_word_searched_for_must_be_there() -> None:
    assert filters.matches("jumlah PENDUDUK", ["Jumlah penduduk"])
    assert not filters.matches("jumlah murid", ["Jumlah penduduk"])
    assert filters.matches("", ["x"])
