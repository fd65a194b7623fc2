"""The page Pola ruang: one answer, its limits, and a reason where there is none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from atlas import colour, plate
from atlas.handout import study_workbook
from atlas.model import LANGS, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import Study, is_rate, tested
from atlas.study.model import _fields_of
from atlas.study.pattern import KINDS, pattern, too_old, without
from atlas.svg import study as studies
from atlas.svg import type as types
from atlas.svg.studies.pattern import sign

ROOT = Path(__file__).resolve().parent.parent


class Outlines(dict):  # type: ignore[type-arg]
    def __init__(self, release: Release) -> None:
        super().__init__()
        self.release = release

    def __missing__(self, level: str) -> object:
        return self.release.boundary(level)


def find(release: Release, level: str, code: str, when: str = "") -> tested.Tested:
    found = [x for x in tested.tested(release, level) if x.code == code and not x.variant]
    return next(x for x in found if when in ("", x.when))


def study(release: Release, catalogue: Catalogue, level: str, code: str, when: str = "",
          chosen: str = "", lang: Lang = "id") -> Study:  # fmt: skip
    return pattern(release, catalogue, find(release, level, code, when), chosen, lang)


def every(release: Release) -> Iterator[tested.Tested]:
    for level in ("kecamatan", "kelurahan", "kabkota"):
        yield from (x for x in tested.tested(release, level) if not x.variant)


@pytest.fixture(scope="module")
def density(release: Release, catalogue: Catalogue) -> Study:
    return study(release, catalogue, "kecamatan", "kepadatan_baku")


# The answer


def test_density_is_clustered_and_where_is_said_first(density: Study) -> None:
    assert density.title.endswith("Sensus Penduduk 2020")
    assert "tingkat bukti C" in density.subtitle
    first, where, limit = density.sentences
    assert "mengelompok: kecamatan di atas rata-rata bertetangga dengan yang juga di atas" in first
    assert where == ("Di atas rata-rata, di antara yang di atas rata-rata: Medan Perjuangan (25.382), "
                     "Medan Kota (16.066), Medan Denai (18.745), Medan Area (21.201).")  # fmt: skip
    assert "tidak menerangkan sebabnya" in limit


def test_where_chance_will_do_no_pattern_is_claimed(release: Release, catalogue: Catalogue) -> None:
    said = study(release, catalogue, "kecamatan", "penduduk_per_puskesmas")
    assert "tidak ada pola yang pasti" in said.headline
    assert "mengelompok" not in said.headline
    assert "Dengan 21 kecamatan saja" in said.headline
    assert {c.klass for c in said.picture.view.cells} == {None}


def test_a_sure_place_without_a_sure_whole_is_called_local(
    release: Release, catalogue: Catalogue
) -> None:
    said = study(release, catalogue, "kecamatan", "smp_per_10000_penduduk")
    assert "tidak ada pola yang pasti" in said.sentences[0]
    assert said.sentences[1] == "Yang pasti hanya setempat."
    assert re.search(r"Medan Marelan \([\d,]+\), Medan Labuhan \([\d,]+\)\.$", said.sentences[2])


def test_a_sure_whole_without_a_sure_place_says_so(release: Release, catalogue: Catalogue) -> None:
    said = study(release, catalogue, "kabkota", "tpt")
    assert "mengelompok" in said.sentences[0]
    assert "tidak ada kabupaten/kota yang pasti menjadi pusatnya" in said.sentences[1]


def test_unlike_neighbours_are_called_alternating(release: Release, catalogue: Catalogue) -> None:
    """Invented numbers of a test: I far under what chance gives."""
    from atlas.study.pattern import Told, answer

    test = replace(find(release, "kecamatan", "kepadatan_baku"), i=-0.6, p=0.002)
    told = Told(test, {}, {}, catalogue.indicators["kepadatan_baku"], catalogue, "id")
    assert "berselang-seling" in answer(told)[0]


def test_every_answer_agrees_with_its_numbers(release: Release, catalogue: Catalogue) -> None:
    for test in every(release):
        said = pattern(release, catalogue, test, "", "en")
        assert bool(said.refusal) == bool(test.refusal) == (said.picture is None)
        if test.refusal:
            continue
        main = tested.mainland(release, test)
        rests = tested.rests(test, main)
        assert ("clustered" in said.sentences[0]) == (test.p < 0.05 and test.i > 0 and not rests)
        assert ("only because of the Nias islands" in said.sentences[0]) == rests
        parts = tested.parts(release, test)
        sure = {c for c, p in parts.items() if p.significant}
        if main:
            rest = tested.parts(release, main)
            sure -= {c for c, p in rest.items() if not p.significant}
        coloured = {c.area_code for c in said.picture.view.cells if c.klass is not None}
        assert coloured == sure
        assert ("no sure pattern" in said.sentences[0]) == (test.p >= 0.05 or rests)
        assert sum(k.count for k in said.picture.view.classes) == len(coloured)


def test_what_is_sure_only_before_correction_is_told_but_not_coloured(density: Study) -> None:
    note = next(n for n in density.notes if n.startswith("Signifikan hanya sebelum koreksi"))
    assert "Medan Tembung" in note
    tembung = next(c for c in density.picture.view.cells if c.name == "Medan Tembung")
    assert tembung.klass is None
    assert "signifikan hanya sebelum koreksi (p 0,0" in tembung.sentence
    row = next(r for r in density.grids[0].rows if r.entries[0].text == "Medan Tembung")
    assert row.entries[5].text == "Hanya sebelum koreksi"


def test_method_numbers_and_caveats_stand_in_the_notes(density: Study) -> None:
    notes = " ".join(density.notes)
    for words in ("I Moran 0,68", "p dua sisi 0,0003", "21 kecamatan", "9.999 acakan (benih 1275)", "esda",
                  "Benjamini–Hochberg", "9 dari 21", "tinggal 4", "Dari 14 tabel yang diuji di tingkat ini, 4",
                  "bukan batas hukum", "Disalin"):  # fmt: skip
        assert words in notes


def test_a_rejected_figure_that_changes_the_answer_is_in_it(
    release: Release, catalogue: Catalogue
) -> None:
    changed = study(release, catalogue, "kecamatan", "kepadatan_baku", "2010@sp2010")
    last = changed.sentences[-1]
    assert last.startswith("Dengan angka yang ditolak untuk Medan Maimun, jawabannya berubah:")
    assert [re.sub(r" \([\d.]+\)", "", n) for n in last.rstrip(".").split(": ")[-1].split(", ")] == [
        "Medan Perjuangan", "Medan Kota", "Medan Denai"]  # fmt: skip
    assert any("48.995" in n for n in changed.notes)
    same = study(release, catalogue, "kecamatan", "pertumbuhan_penduduk_2010_2020")
    assert same.sentences[-1] == "Dengan angka yang ditolak untuk Medan Maimun, jawabannya sama."
    assert "ditolak" not in study(release, catalogue, "kecamatan", "kepadatan_baku").headline


def test_islands_and_shapes_that_may_be_swapped_are_named(
    release: Release, catalogue: Catalogue
) -> None:
    nias = " ".join(study(release, catalogue, "kabkota", "ipm", "2023@ipm_sp2010").notes)
    assert "Kabupaten Nias Selatan" in nias
    assert "hanya bertetangga satu sama lain" in nias
    swapped = " ".join(study(release, catalogue, "kelurahan", "pemilih_per_tps").notes)
    assert "Tanjung Mulia Hilir" in swapped


def test_the_chosen_area_is_said_last_and_kept_in_the_link(
    release: Release, catalogue: Catalogue
) -> None:
    said = study(release, catalogue, "kecamatan", "kepadatan_baku", "", "1275070")
    assert said.sentences[-1].startswith(
        "Medan Maimun: 16.520 jiwa per km², rata-rata 7 tetangganya 12.323 jiwa per km²;"
    )
    assert (
        said.path
        == "/pola?level=kecamatan&indikator=kepadatan_baku&period=2020@sp2020&area=1275070"
    )


# Islands that touch only each other


def test_a_pattern_that_rests_on_islands_alone_says_so_first(
    release: Release, catalogue: Catalogue
) -> None:
    """Without the five of Nias I falls from 0.77 to 0.17 (p 0.15): nothing sure on the mainland."""
    said = study(release, catalogue, "kabkota", "persen_penduduk_miskin")
    assert said.sentences[0].endswith(
        "ada pola hanya karena Kepulauan Nias, yang hanya bertetangga satu sama lain; "
        "di antara 28 kabupaten/kota di daratan tidak ada pola yang pasti."
    )
    assert "mengelompok" not in said.headline
    assert "Dengan 28 kabupaten/kota saja" in said.headline
    coloured = {c.area_code for c in said.picture.view.cells if c.klass is not None}
    assert coloured < {"1201", "1214", "1224", "1225", "1278"}
    notes = " ".join(said.notes)
    assert "Tanpa Kepulauan Nias (28 kabupaten/kota): I Moran 0,17" in notes
    assert "ikut dihitung, jadi tidak diwarnai: Kabupaten Langkat." in notes
    row = next(r for r in said.grids[0].rows if r.entries[0].text == "Kabupaten Langkat")
    assert row.entries[5].text == "Hanya bila Kepulauan Nias ikut"


@pytest.mark.parametrize(("code", "rests"), [("rls", True), ("p1", True), ("tpt", False),
                                             ("air_minum_layak", False), ("hls", False)])  # fmt: skip
def test_which_patterns_rest_on_islands(
    release: Release, catalogue: Catalogue, code: str, rests: bool
) -> None:
    headline = study(release, catalogue, "kabkota", code).headline
    assert ("hanya karena Kepulauan Nias" in headline) == rests


def test_an_opposite_pattern_of_the_rest_is_said(release: Release, catalogue: Catalogue) -> None:
    """Invented numbers of a test: clustered with the islands, alternating without."""
    from atlas.study.pattern import Told, answer

    test = find(release, "kabkota", "tpt")
    main = tested.mainland(release, test)
    assert main is not None
    opposite = replace(main, i=-0.5, p=0.01)
    about = catalogue.indicators["tpt"]
    said = answer(Told(test, {}, {}, about, catalogue, "id", opposite))
    assert "hanya karena Kepulauan Nias" in said[0]
    assert said[1] == "Tanpa Kepulauan Nias, 28 kabupaten/kota selebihnya berselang-seling."
    none = answer(Told(replace(test, p=0.3), {}, {}, about, catalogue, "id", replace(main, p=0.01)))
    assert none[-1].endswith("28 kabupaten/kota selebihnya mengelompok.")


def test_one_neighbour_is_not_called_a_mean(release: Release, catalogue: Catalogue) -> None:
    said = study(release, catalogue, "kabkota", "tpt", chosen="1273").sentences[-1]
    assert "satu-satunya tetangganya" in said
    assert said.count("persen") == 2


def test_gaps_to_one_area_are_not_counted_as_patterns_again(
    release: Release, catalogue: Catalogue
) -> None:
    made = [x for x in tested.tested(release, "kabkota") if not x.refusal and not x.variant]
    own = [x for x in made if not x.indicator.startswith("selisih_") and x.indicator != "pdrb_per_kapita_relatif"]  # fmt: skip
    low = sum(x.p < 0.05 for x in own)
    assert tested.tally(release, "kabkota") == (len(own), low)
    assert len(own) < len(made)
    note = " ".join(study(release, catalogue, "kabkota", "tpt").notes)
    assert f"Dari {len(own)} tabel yang diuji di tingkat ini, {low} punya" in note
    assert f"Dari {low} tabel dengan p di bawah 0,05 itu, {tested.held(release, 'kabkota')}" in note
    assert tested.held(release, "kabkota") < low


def test_estimates_of_surveys_say_that_they_have_an_error(
    release: Release, catalogue: Catalogue, density: Study
) -> None:
    for code in ("tpt", "rls", "hls", "pengeluaran_per_kapita"):
        assert any("galat contoh" in n for n in study(release, catalogue, "kabkota", code).notes)
    assert not any("galat contoh" in n for n in density.notes)


# Refusals


def test_what_does_not_apply_is_not_called_a_small_denominator(
    release: Release, catalogue: Catalogue
) -> None:
    """Medan Maimun and Medan Baru have no madrasah of this kind."""
    said = study(release, catalogue, "kecamatan", "siswa_per_rombel_mi")
    assert [(r.entries[0].text, r.entries[2].text) for r in said.grids[0].rows][:2] == [
        ("Medan Baru", "Tidak berlaku (NA)"), ("Medan Maimun", "Tidak berlaku (NA)")]  # fmt: skip


def test_a_table_with_gaps_says_how_many_and_which(release: Release, catalogue: Catalogue) -> None:
    said = study(release, catalogue, "kecamatan", "persen_swasta_sma", "2024@dapodik_2024")
    assert said.refusal.endswith("belum punya untuk 2: Medan Maimun, Medan Belawan.")
    assert said.picture is None
    why = {r.entries[0].text: r.entries[2].text for r in said.grids[0].rows}
    assert "Penyebut terlalu kecil" in why["Medan Belawan"]
    assert [r.entries[0].text for r in said.grids[0].rows][:2] == ["Medan Belawan", "Medan Maimun"]
    assert sum(bool(w) for w in why.values()) == 2


def test_withheld_ranges_stay_ranges_where_nothing_is_tested(
    release: Release, catalogue: Catalogue
) -> None:
    said = study(release, catalogue, "kecamatan", "balita_pendek_per_100_diukur")
    assert said.refusal
    entries = [r.entries for r in said.grids[0].rows]
    assert all(e[1].value is None for e in entries if "Rentang" in e[2].text)


def test_counts_shares_and_mentions_are_refused_in_words(
    release: Release, catalogue: Catalogue
) -> None:
    share = study(release, catalogue, "kecamatan", "pangsa_penduduk_kota")
    assert "jumlah yang dibagi satu angka yang sama" in share.refusal
    counts = [i for i in catalogue.indicators.values() if not is_rate(i)]
    for indicator in counts:
        said = without(release, catalogue, indicator.indicator, "kecamatan", "id")
        mentioned = "disebut" in indicator.zero_means
        assert ("menyebut wilayahnya" if mentioned else "adalah jumlah") in said.refusal


def test_every_reason_has_words_in_both_languages(release: Release, catalogue: Catalogue) -> None:
    test = find(release, "kecamatan", "persen_swasta_sma")
    for lang in LANGS:
        for reason in ("kosong", "bagian", "sama", "kembar", "sedikit"):
            said = pattern(release, catalogue, replace(test, refusal=reason), "", lang)
            assert said.refusal.startswith("Tidak diuji" if lang == "id" else "Not tested")


def test_a_release_from_before_says_that_it_has_none(release: Release) -> None:
    class Old:
        name = "old"
        columns: frozenset[tuple[str, str]] = frozenset()

    assert tested.tested(Old(), "kecamatan") == ()  # type: ignore[arg-type]
    assert "belum memuat" in too_old(release, "id").refusal


# Picture and files


@pytest.mark.parametrize("width", [360.0, 1100.0])
@pytest.mark.parametrize(("level", "code"), [("kecamatan", "kepadatan_baku"), ("kelurahan", "rasio_jenis_kelamin_pemilih"),
                                             ("kabkota", "persen_penduduk_miskin")])  # fmt: skip
def test_the_drawing_stays_in_its_box_and_every_area_speaks(
    release: Release, catalogue: Catalogue, width: float, level: str, code: str
) -> None:
    said = study(release, catalogue, level, code)
    drawn = studies.drawn(said, colour.palette("dark"), width, Outlines(release))
    root = ElementTree.fromstring(f"<svg>{drawn.body}</svg>")
    areas = [g.get("data-area") for g in root.iter("g") if g.get("class") == "m"]
    assert sorted(areas) == sorted(2 * [a.area_code for a in catalogue.level(level)])
    assert all(g.get("aria-label") for g in root.iter("g") if g.get("class") == "m")
    for text in root.iter("text"):
        size = float(text.get("font-size") or 0)
        assert size >= 12
        assert types.width(text.text or "", size) <= width
    assert said.picture.view.classes[0].label in drawn.body


def test_classes_are_told_by_sign_and_words_not_by_colour_alone(
    release: Release, catalogue: Catalogue
) -> None:
    shapes = {
        re.sub(r'(fill|stroke)="#?\w+"', "", sign(0, 0, 8, i, "#fff", "#000")) for i in range(4)
    }
    assert len(shapes) == len(KINDS) == 4
    said = study(release, catalogue, "kelurahan", "rasio_jenis_kelamin_pemilih")
    drawn = studies.drawn(said, colour.palette("light"), 1100, Outlines(release))
    assert drawn.body.count('<g pointer-events="none"><path') == 9
    assert "Hamdan, Medan Maimun" in drawn.body


def test_picture_workbook_and_digest_are_made(
    release: Release, catalogue: Catalogue, density: Study
) -> None:
    svg = plate.svg(density, colour.palette("light"), Outlines(release), "kaki")
    assert "Medan Perjuangan" in svg
    ElementTree.fromstring(svg)
    assert study_workbook(density, "https://contoh/pola")[:2] == b"PK"
    assert json.loads(json.dumps(density, default=_fields_of))["kind"] == "pattern"
    english = pattern(release, catalogue, find(release, "kecamatan", "kepadatan_baku"), "", "en")
    assert english.digest() != density.digest()


# The page


@pytest.fixture
def page(state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """The page as the server runs it, without a browser."""
    from atlas import settings
    from atlas.ui import frame

    def run(**params: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "pages" / "_frame.py"), default_timeout=60)
        at.run()
        at.query_params.update(params)
        at.switch_page("pola.py")
        return at.run()

    monkeypatch.setenv("ATLAS_STATE", str(state))
    settings.settings.cache_clear()
    frame.store.cache_clear()
    yield run
    monkeypatch.undo()
    settings.settings.cache_clear()
    frame.store.cache_clear()


def test_the_page_answers_at_once_and_offers_what_is_not_tested_last(
    page: Callable[..., AppTest],
) -> None:
    at = page()
    assert not at.exception
    assert at.title[0].value.endswith("Sensus Penduduk 2020")
    level, indicator, when = at.selectbox
    assert level.options == ["Kecamatan", "Kelurahan", "Kabupaten/kota"]
    assert len(set(indicator.options)) == len(indicator.options) > 20
    untested = [o.endswith("· tidak diuji") for o in indicator.options]
    assert untested == sorted(untested)
    assert len(when.options) == 3


def test_choosing_goes_into_the_link_and_takes_the_period_out(page: Callable[..., AppTest]) -> None:
    at = page(period="2010@sp2010")
    at.selectbox[1].set_value("persen_swasta_smp").run()
    assert not at.exception
    assert at.query_params["indikator"] == "persen_swasta_smp"
    assert "period" not in at.query_params
    at.selectbox[0].set_value("kelurahan").run()
    assert not at.exception
    assert "indikator" not in at.query_params


def test_nothing_a_link_asks_breaks_the_page(page: Callable[..., AppTest]) -> None:
    at = page()
    for params in (
        {"level": "x", "indikator": "<b>", "period": "\x00", "area": "9" * 10_000},
        {"indikator": "jumlah_penduduk"},
        {"indikator": "kejadian_banjir", "level": "kecamatan", "period": "2024"},
        {"level": "kabkota", "area": "1275"},
        {"level": "kelurahan", "indikator": "balita_pendek_per_100_diukur", "lang": "en"},
        {"period": "2010@sp2010", "area": "1275070", "lang": "en"},
    ):
        at.query_params.clear()
        at.query_params.update(params)
        at.run()
        assert not at.exception, params
        assert len(at.title) == 1
        assert len(at.selectbox) >= 2
